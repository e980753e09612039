import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { placeName } from "../consent/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { ButtonLink, Said, Sign } from "../ui/index.ts";
import type { FamilyNext, Invitation } from "./family.ts";
import { longWhen, Names } from "./family-words.tsx";

type Spoken = { readonly what: ComponentChildren; readonly about?: ComponentChildren; readonly href: string; readonly button: string; readonly quiet?: boolean };

function ConsentNext({ next }: { next: Extract<FamilyNext, { kind: "consent" }> }) {
  const words = useWords();
  const { terms } = next.consent;
  return <>{words.t("family.next.may")} <Said>{placeName(words, terms.disclosing)}</Said> {words.t(terms.about ? "family.next.tellOfYou" : "family.next.tell")} <Names names={terms.receivers.map((one) => placeName(words, one))} />?</>;
}

const MeetingAbout = ({ invitation }: { invitation: Invitation }) => {
  const words = useWords();
  return <><p><strong>{longWhen(words, invitation.at)}</strong></p><p><Said>{invitation.place}</Said></p><p>{words.t("family.next.caller")} <Said>{invitation.from.name}</Said>, <Said>{invitation.from.unit}</Said>.</p></>;
};

/** What to say of each kind of next thing, and the one button that goes with it. */
function useSpoken(next: FamilyNext, child: string): Spoken {
  const words = useWords();
  switch (next.kind) {
    case "consent": {
      const { askedBy, id } = next.consent;
      const about = <><p>{words.t("family.next.asker")} <Said>{askedBy.name}</Said>, <Said>{askedBy.unit}</Said>.</p>{next.more > 0 && <p><a href="#consents">{words.t("family.next.more", { count: next.more })}</a></p>}</>;
      return { what: <ConsentNext next={next} />, about, href: `/consents/${id}/answer`, button: words.t("family.next.readAndAnswer") };
    }
    case "invitation":
      return { what: words.t("family.next.invitation"), about: <MeetingAbout invitation={next.invitation} />, href: `/deliveries/${next.invitation.deliveryId}/come`, button: words.t("family.next.answerInvitation") };
    case "meeting":
      return { what: words.t("family.next.meeting"), about: <MeetingAbout invitation={next.invitation} />, href: `/family/${child}/copies/${next.invitation.deliveryId}`, button: words.t("family.next.seeInvitation") };
    case "new-plan": {
      const { number, adoptedOn } = next.plan;
      return { what: words.t("family.next.newPlan", { number }), about: <p>{words.t("family.next.newPlan.when", { day: words.day(adoptedOn) })}</p>, href: `/family/${child}/plan`, button: words.t("family.next.readPlan") };
    }
    case "follow-up": {
      const { on, form, who } = next.plan.followUp;
      const about = <p>{words.say(`family.form.${form}`)} <Said>{who}</Said> {words.t("family.plan.calls")}</p>;
      const what = words.t(next.late ? "family.next.followUpLate" : "family.next.followUp", { day: words.day(on) });
      return { what, about, href: `/family/${child}/words`, button: words.t(next.late ? "family.next.ask" : "family.next.prepare") };
    }
    case "nothing":
      return { what: words.t("family.next.nothing"), about: <p>{words.t("family.next.nothing.text")}</p>, href: `/family/${child}/words`, button: words.t("family.say"), quiet: true };
  }
}

/** The one thing that happens next, first on the page, with one button. @ground U04, U42 */
export function NextPart({ next, child }: { next: FamilyNext; child: string }) {
  const words = useWords();
  const id = useId();
  const { what, about, href, button, quiet } = useSpoken(next, child);
  return (
    <section class="next" aria-labelledby={id}>
      <span class="next-arrow"><Sign name={quiet ? "done" : "onward"} /></span>
      <h2 id={id}>{words.t("family.next")}</h2>
      <p class="next-what">{what}</p>
      {about && <div class="next-about">{about}</div>}
      <p class="next-act"><ButtonLink href={href} kind={quiet ? "quiet" : "primary"}>{button}</ButtonLink></p>
    </section>
  );
}
