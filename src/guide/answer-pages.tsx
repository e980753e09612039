import { MeetOthers, type Fitting } from "../activity/index.ts";
import { freshnessOf, type Service } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { asWritten, Notice, Phone, Said, Written } from "../ui/index.ts";
import { Choice, Contact, Facts } from "./contact-parts.tsx";
import { SearchForm } from "./front-page.tsx";
import { HelpedForm } from "./helped-form.tsx";
import type { Answer } from "./guide.ts";
import type { Topic } from "./guide-store.ts";
import { groupsOf, toldOf, type Group } from "./whom.ts";

export type Names = ReadonlyMap<string, string>;

/** Says what a text is: made by a machine and not read by a person, or only there in Swedish. @ground U30 */
function TextNote({ answer }: { answer: Answer }) {
  const words = useWords();
  if (answer.text.language !== words.language && !(answer.text.language === "sv" && words.code === "sv")) return <p class="quiet">{words.t("guide.answer.swedish")}</p>;
  return <>{!answer.text.humanChecked && <p class="quiet">{words.t("guide.answer.machine")}</p>}{answer.text.isBehind && <p class="quiet">{words.t("guide.answer.behind")}</p>}</>;
}

const langOf = (language: string) => (language === "easy" ? "sv" : language);

/** The words of an answer: what it is about, what to do now, and what happens when one gets in touch. */
function AnswerBody({ answer: { text } }: { answer: Answer }) {
  const words = useWords();
  const own = { ...asWritten, ...(langOf(text.language) === words.code ? {} : { lang: langOf(text.language), dir: "ltr" as const }) };
  return (
    <>
      <p class="answer-text" {...own}>{text.answer}</p>
      <h2>{words.t("guide.answer.steps")}</h2>
      <ol class="do-now" {...own}>{text.steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <h2>{words.t("guide.answer.happens")}</h2>
      <p {...own}>{text.happens}</p>
    </>
  );
}

/** Groups of services, with the facts on each card but the one that has been told of already. */
function Grouped({ groups, names, today, told }: { groups: readonly Group[]; names: Names; today: Day; told?: Service | undefined }) {
  return (
    <div class="contacts">
      {groups.map(({ kind, services, asCards }) => {
        const kindName = names.get(kind) ?? "";
        return asCards ? services.map((service) => <Contact key={service.id} service={service} kindName={kindName} today={today} isTold={service === told} />) : <Choice key={services[0]!.id} kindName={kindName} services={services} />;
      })}
    </div>
  );
}

/** Whom to turn to, or that nobody is known. Never a dead end. */
export function Contacts({ services, names, today, most = 4 }: { services: readonly Service[]; names: Names; today: Day; most?: number }) {
  const words = useWords();
  return services.length === 0 ? <p>{words.t("guide.answer.none")}</p> : <Grouped groups={groupsOf(services, most)} names={names} today={today} />;
}

/** Whom an answer leads to. What one wants to know before calling the first of them stands in the answer, and not once more on the card. @model degerforsmodellen 2.5 */
function AnswerContacts({ contacts, names, today }: Pick<AnswerModel, "contacts" | "names" | "today">) {
  const words = useWords();
  const groups = groupsOf(contacts, contacts.length);
  const told = toldOf(groups);
  return (
    <>
      {told && <div class="told"><p>{words.t("guide.answer.at")} <strong>{told.all ? <Written>{names.get(told.kind)}</Written> : <Said>{told.service.name}</Said>}</strong>:</p><Facts service={told.service} /></div>}
      <h2>{words.t("guide.answer.contacts")}</h2>
      {groups.length === 0 ? <p>{words.t("guide.answer.none")}</p> : <Grouped groups={groups} names={names} today={today} told={told?.all === false ? told.service : undefined} />}
    </>
  );
}

export type AnswerModel = { readonly answer: Answer; readonly contacts: readonly Service[]; readonly names: Names; readonly topics: readonly Topic[]; readonly today: Day; readonly meeting: Fitting };

export function AnswerPage({ answer, contacts, names, topics, today, meeting, once }: AnswerModel & { once: string }) {
  const words = useWords();
  const isDue = freshnessOf(answer.checkedOn, answer.reviewMonths, today) !== "fresh";
  return (
    <article class="stack answer">
      <h1><Written>{answer.text.question}</Written></h1>
      {answer.urgent && <Notice kind="warning" title={words.t("guide.answer.urgent")}><p><Phone number="112" /></p></Notice>}
      <TextNote answer={answer} />
      <AnswerBody answer={answer} />
      <AnswerContacts contacts={contacts} names={names} today={today} />
      <MeetOthers fitting={meeting} title={words.t("activity.fitting")} />
      <HelpedForm once={once} answer={answer.handle} />
      <nav class="more" aria-labelledby="more-title">
        <h2 id="more-title">{words.t("guide.answer.topics")}</h2>
        <ul class="topics">{topics.map(({ handle, name }) => <li key={handle}><a href={words.to(`/topics/${handle}`)}><Written>{name}</Written></a></li>)}</ul>
      </nav>
      <p class="quiet">{words.t("guide.checked", { day: words.day(answer.checkedOn), owner: answer.owner })} {isDue && words.t("guide.checked.due")}</p>
    </article>
  );
}

export type ResultModel = { readonly asked: string; readonly answers: readonly Answer[]; readonly contacts: readonly Service[]; readonly names: Names; readonly today: Day; readonly found: boolean; readonly sure: boolean; readonly meeting: Fitting };

/** What a question came to: the nearest answer, others, and somebody to talk to. Nothing found is said, and leads on. */
export function SearchPage({ asked, answers, contacts, names, today, found, sure, meeting, once }: ResultModel & { once: string }) {
  const words = useWords();
  const [best, ...others] = answers;
  return (
    <div class="stack results">
      <h1>{words.t("guide.search.title")}</h1>
      <SearchForm asked={asked} />
      {asked === "" && <p>{words.t("guide.search.empty")}</p>}
      {asked !== "" && !found && <Notice kind="info" title={words.t("guide.search.none")}><p>{words.t("guide.search.none.text")}</p><p><a href={words.to("/contact-me")}>{words.t("contact.title")}</a></p></Notice>}
      {found && !sure && <Notice kind="info" title={words.t("guide.search.unsure")}><p>{words.t("guide.search.unsure.text")}</p><p><a href={words.to("/contact-me")}>{words.t("contact.title")}</a></p></Notice>}
      {best && <BestAnswer answer={best} />}
      {contacts.length > 0 && <section><h2>{words.t("guide.search.contacts")}</h2><Contacts services={contacts} names={names} today={today} /></section>}
      <MeetOthers fitting={meeting} title={words.t("activity.title")} />
      {others.length > 0 && (
        <section>
          <h2>{words.t("guide.search.answers")}</h2>
          <AnswerLinks answers={others.slice(0, 6)} />
        </section>
      )}
      {found && <HelpedForm once={once} asked={asked} />}
    </div>
  );
}

function BestAnswer({ answer }: { answer: Answer }) {
  const words = useWords();
  const { text, handle, urgent } = answer;
  const own = { ...asWritten, ...(langOf(text.language) === words.code ? {} : { lang: langOf(text.language), dir: "ltr" as const }) };
  return (
    <section class="card">
      <h2><a href={words.to(`/answers/${handle}`)}><Written>{text.question}</Written></a></h2>
      {urgent && <p><strong>{words.t("guide.answer.urgent")}</strong></p>}
      <p {...own}>{text.answer}</p>
      <p><a href={words.to(`/answers/${handle}`)}>{words.t("guide.answer.read")}</a></p>
    </section>
  );
}

export function AnswerLinks({ answers }: { answers: readonly Answer[] }) {
  const words = useWords();
  return <ul class="links-list">{answers.map(({ handle, text }) => <li key={handle}><a href={words.to(`/answers/${handle}`)}><Written>{text.question}</Written></a></li>)}</ul>;
}
