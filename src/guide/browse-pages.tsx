import { MeetOthers, type Fitting } from "../activity/index.ts";
import { handleOf, segmentName, type Segment, type Transition } from "../circle/index.ts";
import type { Guide, Reception } from "../directory/index.ts";
import type { Service } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { asSaid, PageTitle, Phone, Said, Written } from "../ui/index.ts";
import { AnswerLinks, Contacts, type Names } from "./answer-pages.tsx";
import { Circle, SegmentList } from "./circle.tsx";
import { UrgentNumbers } from "./front-page.tsx";
import type { Answer } from "./guide.ts";
import type { Topic } from "./guide-store.ts";

export function TopicsPage({ topics }: { topics: readonly Topic[] }) {
  const words = useWords();
  return (
    <div class="stack">
      <PageTitle lead={words.t("guide.topics.lead")}>{words.t("guide.topics.title")}</PageTitle>
      <ul class="topics">{topics.map(({ handle, name }) => <li key={handle}><a href={words.to(`/topics/${handle}`)}><Written>{name}</Written></a></li>)}</ul>
    </div>
  );
}

export type TopicModel = { readonly topic: Topic; readonly answers: readonly Answer[]; readonly services: readonly Service[]; readonly names: Names; readonly today: Day; readonly meeting: Fitting };

export function TopicPage({ topic, answers, services, names, today, meeting }: TopicModel) {
  const words = useWords();
  return (
    <div class="stack">
      <PageTitle><Written>{topic.name}</Written></PageTitle>
      <h2>{words.t("guide.topic.answers")}</h2>
      <AnswerLinks answers={answers} />
      <h2>{words.t("guide.search.contacts")}</h2>
      <Contacts services={services} names={names} today={today} most={6} />
      <MeetOthers fitting={meeting} title={words.t("activity.fitting")} />
    </div>
  );
}

export function AgesPage({ segments }: { segments: readonly Segment[] }) {
  const words = useWords();
  return (
    <div class="stack">
      <PageTitle lead={words.t("guide.ages.lead")}>{words.t("guide.ages.title")}</PageTitle>
      <div class="circle-and-list"><Circle segments={segments} /><SegmentList segments={segments} /></div>
    </div>
  );
}

export type AgeModel = { readonly segment: Segment; readonly segments: readonly Segment[]; readonly transitions: readonly Transition[]; readonly universal: readonly Service[]; readonly targeted: readonly Service[]; readonly answers: readonly Answer[]; readonly names: Names; readonly meeting: Fitting };

/** One part of the circle: what is for everybody first, then what is there when more is needed. */
export function AgePage({ segment, segments, transitions, universal, targeted, answers, names, meeting }: AgeModel) {
  const words = useWords();
  return (
    <div class="stack">
      <PageTitle>{segmentName(words, segment)}</PageTitle>
      <div class="circle-and-list"><Circle segments={segments} current={handleOf(segment)} /><SegmentList segments={segments} current={handleOf(segment)} /></div>
      <h2>{words.t("guide.ages.answers")}</h2>
      <AnswerLinks answers={answers} />
      <MeetOthers fitting={meeting} title={words.t("activity.front")} />
      <h2>{words.t("guide.ages.universal")}</h2>
      <ServiceLinks services={universal} names={names} />
      {targeted.length > 0 && <h2>{words.t("guide.ages.targeted")}</h2>}
      {targeted.length > 0 && <ServiceLinks services={targeted} names={names} />}
      {transitions.length > 0 && <Changes transitions={transitions} names={names} />}
    </div>
  );
}

/** Who gives the baton and who takes it, in kinds of help: so that a family knows that somebody does. @model degerforsmodellen 2.2 */
function Changes({ transitions, names }: { transitions: readonly Transition[]; names: Names }) {
  const words = useWords();
  const list = new Intl.ListFormat(words.locale, { type: "disjunction" });
  const named = (kinds: readonly string[]) => <Written>{list.format(kinds.map((kind) => names.get(kind) ?? kind))}</Written>;
  return (
    <>
      <h2>{words.t("guide.ages.changes")}</h2>
      <ul>{transitions.map(({ id, at, giving, taking }) => <li key={id}>{words.t("guide.ages.one", { from: at })}: {named(giving)} <span aria-hidden="true">→</span> {named(taking)}</li>)}</ul>
    </>
  );
}

export function ServiceLinks({ services, names }: { services: readonly Service[]; names: Names }) {
  const words = useWords();
  return (
    <ul class="links-list">
      {services.map(({ id, handle, name, kinds }) => <li key={id}><a href={words.to(`/services/${handle}`)}><Said>{name}</Said></a> <span class="quiet"><Written>{names.get(kinds[0]!)}</Written></span></li>)}
    </ul>
  );
}

const letterOf = (name: string): string => ([...name.trim()][0] ?? "").toLocaleUpperCase("sv");

/** Every service by its first letter, in the order of the Swedish alphabet. */
export function ServicesPage({ guide, services, names }: { guide: Guide; services: readonly Service[]; names: Names }) {
  const words = useWords();
  const sorted = [...services].sort((one, other) => one.name.localeCompare(other.name, "sv"));
  const letters = [...new Set(sorted.map(({ name }) => letterOf(name)))];
  return (
    <div class="stack">
      <PageTitle lead={words.t("guide.services.lead", { guide: guide.served })}>{words.t("guide.services.title")}</PageTitle>
      <nav class="letters" aria-label={words.t("guide.services.letters")}><ul>{letters.map((letter) => <li key={letter}><a href={`#l-${letter}`} {...asSaid}>{letter}</a></li>)}</ul></nav>
      {letters.map((letter) => (
        <section key={letter} aria-labelledby={`l-${letter}`}>
          <h2 id={`l-${letter}`} {...asSaid}>{letter}</h2>
          <ServiceLinks services={sorted.filter(({ name }) => letterOf(name) === letter)} names={names} />
        </section>
      ))}
    </div>
  );
}

export type UrgentModel = { readonly services: readonly Service[]; readonly names: Names; readonly today: Day; /** Those of the guide that have a number out of hours. */ readonly receptions: readonly Reception[] };

/** All that cannot wait, on one page. @ground U39 */
export function UrgentPage({ services, names, today, receptions }: UrgentModel) {
  const words = useWords();
  const numbers = [...new Set(receptions.map(({ outOfHours }) => outOfHours))];
  return (
    <div class="stack">
      <PageTitle lead={words.t("guide.urgent.lead")}>{words.t("guide.urgent.title")}</PageTitle>
      <section class="urgent"><UrgentNumbers outOfHours={numbers} /><p><a href={words.to("/concern")}>{words.t("guide.urgent.concern")}</a></p></section>
      <h2>{words.t("guide.urgent.young")}</h2>
      <p>{words.t("guide.urgent.young.text")}</p>
      <h2 id="night">{words.t("guide.urgent.closed")}</h2>
      <p>{words.t("guide.urgent.closed.text")}</p>
      {numbers.length > 1 && <ul class="contact-choice">{receptions.map(({ authority, outOfHours }) => <li key={authority}><Said>{authority}</Said> <Phone number={outOfHours} /></li>)}</ul>}
      <Contacts services={services} names={names} today={today} most={12} />
    </div>
  );
}
