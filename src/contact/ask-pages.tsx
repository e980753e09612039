import type { VNode } from "preact";
import type { Day } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Card, Notice, PageTitle, Phone, Said, Stack, WithSide } from "../ui/index.ts";
import { KEPT_DAYS, type AskerKind, type Desk } from "./contact.ts";
import type { Receipt } from "./contact-store.ts";

/** Nobody waits two days for help that is needed now. @ground U39 */
function Danger() {
  const words = useWords();
  return <Notice kind="warning" title={words.t("contact.danger")}><p>{words.t("contact.danger.text")} <Phone number="112" /></p></Notice>;
}

type Way = { readonly key: string; readonly href: string; readonly title: VNode | string; readonly text?: VNode | string | undefined };

/** Links to choose one of, each with a line about it. */
function Ways({ ways }: { ways: readonly Way[] }) {
  return <ul class="ways">{ways.map(({ key, href, title, text }) => <li key={key}><a href={href}>{title}</a>{text && <p>{text}</p>}</li>)}</ul>;
}

export type Entrance = { readonly who: AskerKind; readonly href: string };

/** Who asks: each has words of their own. */
export function EntrancesPage({ entrances, desk }: { entrances: readonly Entrance[]; desk: Desk | undefined }) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("contact.lead")} over={desk && <Said>{desk.name}</Said>}>{words.t("contact.title")}</PageTitle>
      <Danger />
      <h2>{words.t("contact.who")}</h2>
      <Ways ways={entrances.map(({ who, href }) => ({ key: who, href, title: words.t(`contact.who.${who}`), text: words.t(`contact.who.${who}.text`) }))} />
    </Stack>
  );
}

export type DeskLink = { readonly name: string; readonly href: string; readonly answerBy: Day };

/** Whom to ask, and by when each answers. Whoever does not know asks the guide itself. */
export function DesksPage({ who, desks, own, all }: { who: AskerKind; desks: readonly DeskLink[]; own: DeskLink | undefined; all: string }) {
  const words = useWords();
  const by = ({ answerBy }: DeskLink) => words.t("contact.desk.by", { day: words.day(answerBy) });
  return (
    <Stack>
      <PageTitle>{words.t(`contact.desks.${who}`)}</PageTitle>
      <Danger />
      <Ways ways={[
        ...(own ? [{ key: "guide", href: own.href, title: words.t("contact.desk.guide"), text: <>{words.t("contact.desk.guide.text")} {by(own)}</> }] : []),
        ...desks.map((link) => ({ key: link.href, href: link.href, title: <Said>{link.name}</Said>, text: by(link) })),
      ]} />
      <p><a href={all}>{words.t("contact.desk.all")}</a></p>
    </Stack>
  );
}

/** Said before anything is written: who gets it, by when they answer, what is kept and for how long. @ground GDPR 13 */
function Beforehand({ desk, answerBy }: { desk: Desk; answerBy: Day }) {
  const words = useWords();
  const named = desk.name === desk.unit ? desk.authority : `${desk.unit}, ${desk.authority}`;
  return (
    <Card title={words.t("contact.before")}>
      <p><strong><Said>{desk.name}</Said></strong> (<Said>{named}</Said>)</p>
      <ul>
        <li>{words.t("contact.before.who")}</li>
        <li>{words.t("contact.before.when", { day: words.day(answerBy) })}</li>
        <li>{words.t("contact.before.late")}</li>
        <li>{words.t("contact.before.discreet")}</li>
        <li>{words.t("contact.before.kept", { days: KEPT_DAYS })}</li>
        <li>{words.t("contact.before.back")}</li>
      </ul>
    </Card>
  );
}

/** Somebody to talk to now, for whoever is young. @ground U39 */
function Bris() {
  const words = useWords();
  return <Notice kind="info" title={words.t("contact.bris")}><p>{words.t("contact.bris.text")} <Phone number="116 111" /></p></Notice>;
}

export type AskModel = { readonly who: AskerKind; readonly desk: Desk; readonly answerBy: Day };

export function AskPage({ ask: { who, desk, answerBy }, form }: { ask: AskModel; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t(`contact.lead.${who}`)}>{words.t(`contact.title.${who}`)}</PageTitle>
      <Danger />
      {who === "young" && <Bris />}
      <WithSide side={<Card title={words.t("contact.call")}><p class="call"><Phone number={desk.phone} /></p></Card>}>
        <Beforehand desk={desk} answerBy={answerBy} />
        {form}
      </WithSide>
    </Stack>
  );
}

/** What happens now, and the number to say on the phone. */
export function SentPage({ receipt, reference, seen, action }: { receipt: Receipt | undefined; reference: string; seen: Seen; action: string }) {
  const { words } = seen;
  if (!receipt) return <Stack><PageTitle lead={words.t("contact.gone.text")}>{words.t("contact.gone")}</PageTitle><p><ButtonLink href={words.to("/contact-me")}>{words.t("contact.title")}</ButtonLink></p></Stack>;
  return (
    <Stack>
      <PageTitle lead={receipt.done ? words.t("contact.sent.done") : words.t("contact.sent.when", { day: words.day(receipt.answerBy) })}>{words.t("contact.sent")}</PageTitle>
      <Card title={words.t("contact.sent.now")}>
        <p><strong><Said>{receipt.name}</Said></strong></p>
        <ol class="do-now"><Now words={words} phone={receipt.phone} /></ol>
        <p>{words.t("contact.sent.reference")} <strong class="reference"><Said>{reference}</Said></strong></p>
      </Card>
      <Danger />
      <Card title={words.t("contact.back")}>
        <p>{words.t("contact.back.text")}</p>
        <PostButton action={action} once={seen.once()} label={words.t("contact.back.button")} kind="quiet" />
      </Card>
    </Stack>
  );
}

function Now({ words, phone }: { words: Words; phone: string }) {
  return (
    <>
      <li>{words.t("contact.sent.answer")}</li>
      <li>{words.t("contact.sent.discreet")}</li>
      <li>{words.t("contact.sent.late")} <Phone number={phone} /></li>
    </>
  );
}
