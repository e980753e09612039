import { MeetOthers, type Fitting } from "../activity/index.ts";
import type { Segment } from "../circle/index.ts";
import type { Guide } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Ask, ButtonLink, Card, Phone, Written } from "../ui/index.ts";
import { Circle, SegmentList } from "./circle.tsx";
import type { Answer } from "./guide.ts";
import type { Topic } from "./guide-store.ts";

/** What was chosen in the address goes with a question that is asked with GET. */
export function SearchForm({ asked = "" }: { asked?: string }) {
  const words = useWords();
  return <Ask action="/search" asked={asked} kept={words.chosen} label={words.t("guide.search.label")} button={words.t("guide.search.button")} example={words.t("guide.search.example")} />;
}

/** The numbers that cannot wait. Red is for what is urgent and for nothing else here. @ground U39 */
export function UrgentNumbers({ outOfHours }: { outOfHours: readonly string[] }) {
  const words = useWords();
  return (
    <ul class="urgent-numbers">
      <li><Phone number="112" /> <span>{words.t("guide.urgent.112")}</span></li>
      {outOfHours.length === 1 && <li><Phone number={outOfHours[0]!} /> <span>{words.t("ui.help.night")}</span></li>}
      <li><Phone number="1177" /> <span>{words.t("guide.urgent.1177")}</span></li>
      <li><Phone number="116 111" /> <span>{words.t("guide.urgent.bris")}</span></li>
    </ul>
  );
}

/** Which guide this is, and the way to the others. */
export function Places({ guides, current }: { guides: readonly Guide[]; current: Guide }) {
  const words = useWords();
  // A new installation has no guide yet, and its first page must answer all the same.
  if (guides.length === 0) return null;
  return (
    <p class="places">
      {words.t("guide.place.other", { guide: current.served })}{" "}
      {guides.filter(({ id }) => id !== current.id).map((guide) => (
        <a key={guide.id} href={words.to(`/?guide=${guide.handle}`)}>{words.t("guide.place.change", { guide: guide.name })}</a>
      ))}
    </p>
  );
}

export type Front = { readonly guides: readonly Guide[]; readonly guide: Guide; readonly examples: readonly Answer[]; readonly topics: readonly Topic[]; readonly meeting: Fitting; readonly segments: readonly Segment[]; readonly outOfHours: readonly string[] };

/** The first page: one question, five ways in, and help that cannot wait beside them. */
export function FrontPage({ guides, guide, examples, topics, meeting, segments, outOfHours }: Front) {
  const words = useWords();
  return (
    <div class="stack front">
      <div class="hero">
        <div>
          <h1>{words.t("guide.title")}</h1>
          <p class="lead">{words.t("guide.lead")}</p>
          <SearchForm />
          <nav class="chips" aria-label={words.t("guide.examples")}>
            <ul>{examples.map(({ handle, text }) => <li key={handle}><a href={words.to(`/answers/${handle}`)}><Written>{text.question}</Written></a></li>)}</ul>
          </nav>
          <p><a href={words.to("/contact-me")}>{words.t("contact.title")}</a></p>
        </div>
        <section class="urgent" aria-labelledby="urgent-title">
          <h2 id="urgent-title">{words.t("guide.urgent")}</h2>
          <UrgentNumbers outOfHours={outOfHours} />
          {outOfHours.length > 1 && <p><a href={words.to("/urgent#night")}>{words.t("ui.help.nights")}</a></p>}
          <p><a href={words.to("/concern")}>{words.t("guide.urgent.concern")}</a></p>
          <p><a href={words.to("/urgent")}>{words.t("guide.urgent.all")}</a></p>
        </section>
      </div>
      <div class="front-ways">
        <section aria-labelledby="ages-title">
          <h2 id="ages-title">{words.t("guide.ages.title")}</h2>
          <div class="circle-and-list">
            <figure><Circle segments={segments} /><figcaption>{words.t("guide.ages.caption")}</figcaption></figure>
            <SegmentList segments={segments} />
          </div>
          <MeetOthers fitting={meeting} title={words.t("activity.front")} />
        </section>
        <section aria-labelledby="topics-title">
          <h2 id="topics-title">{words.t("guide.topics.title")}</h2>
          <ul class="topics-list">{topics.map(({ handle, name }) => <li key={handle}><a href={words.to(`/topics/${handle}`)}><Written>{name}</Written></a></li>)}</ul>
          <p><a href={words.to("/services")}>{words.t("guide.services.title")}</a></p>
        </section>
      </div>
      <Places guides={guides} current={guide} />
      <Card title={words.t("guide.staff.title")}>
        <p>{words.t("guide.staff.text")}</p>
        <ButtonLink kind="quiet" href="/sign-in">{words.t("guide.staff.signIn")}</ButtonLink>
      </Card>
    </div>
  );
}
