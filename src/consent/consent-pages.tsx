import type { VNode } from "preact";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import type { PersonId } from "../platform/ids.ts";
import {
  Actions, asSaid, Breadcrumb, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Quote, Row, Rows, Said, SaidText, Stack, Timeline,
  type SignName, type TimelineItem,
} from "../ui/index.ts";
import type { ConsentView, Given, GiverView } from "./consent-view.ts";
import type { LetEnd } from "./ending-store.ts";
import { betweenIn, consentText, listed, placeName } from "./consent-text.ts";
import { ConsentWords, StateTag, topicNames } from "./consent-words.tsx";

/**
 * A consent as staff see it. `mayExcept`: ours is the branch that would tell, and there is more than one guardian. `mayGrow`: the
 * child is old enough for its own say to be judged. `reminded`: when somebody was last sent another letter.
 * `ending`: that it ends while it is still needed, or who has said that it may.
 */
export type StaffModel = { readonly view: ConsentView; readonly matterId: string; readonly child: string; readonly mayExcept: boolean; readonly mayGrow: boolean; readonly reminded: ReadonlyMap<PersonId, Day>;
  readonly ending: { readonly how: "soon" | "over" | undefined; readonly letEnd: LetEnd | undefined };
};

const answerSign: Record<Given["answer"] | "none", SignName> = { granted: "done", refused: "no", withdrawn: "no", none: "late" };

export function StaffCrumbs({ model, seen, title }: { model: Pick<StaffModel, "matterId" | "child" | "view">; seen: Seen; title?: string }) {
  const { words } = seen;
  const page = words.t("consent.page.title");
  const child = { label: <Said>{model.child}</Said>, href: `/matters/${model.matterId}` };
  const here = title ? [{ label: page, href: `/consents/${model.view.id}` }, { label: title }] : [{ label: page }];
  return <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, child, ...here]} />;
}

/** What a giver has said last, in words: "har sagt ja med e-legitimation, 20 nov. 2026". */
function saidBy(words: Words, { given, exception, needed, person }: GiverView, { view, reminded }: StaffModel): string {
  const [latest] = given;
  if (exception) return words.t("consent.giver.excepted");
  if (!latest) {
    const on = reminded.get(person);
    return [words.t(view.state === "unanswered" ? "consent.giver.late" : "consent.giver.none"), ...(on ? [words.t("consent.giver.reminded", { day: words.shortDay(on) })] : [])].join(", ");
  }
  const said = `${words.say(`consent.giver.${latest.answer}`)} ${words.say(`consent.how.${latest.how}`)}, ${words.shortDay(dayOf(latest.at))}`;
  return needed ? said : `${said} (${words.t("consent.giver.former")})`;
}

function GiverRow({ giver, model, seen }: { giver: GiverView; model: StaffModel; seen: Seen }) {
  const { words } = seen;
  const [latest] = giver.given;
  const mayNote = seen.can("consent.note") && model.view.state !== "lapsed" && !giver.exception;
  const label = words.t(latest ? "consent.page.noteAgain" : "consent.page.note");
  return (
    <Row
      label={<Said>{giver.name}</Said>} name={giver.name} sign={giver.exception ? "no" : answerSign[latest?.answer ?? "none"]} beside={words.say(`consent.capacity.${giver.capacity}`)}
      next={saidBy(words, giver, model)} action={mayNote ? <a href={`/consents/${model.view.id}/note?giver=${giver.person}`}>{label}</a> : undefined}
    />
  );
}

function StateNotice({ view, seen }: { view: ConsentView; seen: Seen }) {
  const { words } = seen;
  if (view.state === "unanswered") return <Notice kind="info" title={words.t("consent.page.unanswered.title", { day: words.day(view.answerBy) })}><p>{words.t("consent.page.unanswered")}</p></Notice>;
  if (view.state === "refused") return <Notice kind="info" title={words.t("consent.page.refused.title")}><p>{words.t("consent.page.refused")}</p></Notice>;
  if (view.state === "withdrawn") return <Notice kind="warning" title={words.t("consent.page.withdrawn.title")}><p>{words.t("consent.page.withdrawn")}</p></Notice>;
  return view.state === "lapsed" ? <Notice kind="info" title={words.t("consent.page.lapsed.title")}><p>{words.t("consent.page.lapsed")}</p></Notice> : null;
}

function AnswersCard({ model, seen }: { model: StaffModel; seen: Seen }) {
  const { words } = seen;
  const { view, reminded } = model;
  const waits = seen.can("consent.note") && view.state !== "lapsed" && view.waitingFor.length > 0;
  const remind = waits && view.givers.some(({ needed, given, person }) => needed && given.length === 0 && reminded.get(person) !== seen.today);
  return (
    <Card title={words.t("consent.page.answers")}>
      {view.givers.length === 0 ? <p>{words.t("consent.page.noGiver")}</p> : <Rows>{view.givers.map((giver) => <GiverRow key={giver.person} giver={giver} model={model} seen={seen} />)}</Rows>}
      {view.givers.map((giver) => <OwnWords key={giver.person} giver={giver} />)}
      <Actions>
        {remind && <PostButton action={`/consents/${view.id}/remind`} once={seen.once()} label={words.t("consent.page.remind")} kind="quiet" />}
        {waits && !remind && <p class="quiet">{words.t("consent.page.remindedToday")}</p>}
        {model.mayGrow && <a href={`/matters/${model.matterId}/maturity`}>{words.t("consent.ask.maturity.link")}</a>}
        {model.mayExcept && <a href={`/consents/${view.id}/exception`}>{words.t("consent.page.exception")}</a>}
      </Actions>
    </Card>
  );
}

function OwnWords({ giver }: { giver: GiverView }) {
  const words = useWords();
  const [latest] = giver.given;
  if (!latest?.words && !latest?.reservation) return null;
  return (
    <>
      {latest.words && <Quote by={<Said>{giver.name}</Said>}>{latest.words}</Quote>}
      {latest.reservation && <p><strong>{words.t("consent.page.reservation")}:</strong> <SaidText>{latest.reservation}</SaidText></p>}
    </>
  );
}

function TermsCard({ view }: { view: ConsentView }) {
  const words = useWords();
  const { terms, askedBy } = view;
  return (
    <Card title={words.t("consent.page.terms")}>
      <Pairs items={[
        { label: words.t("consent.page.disclosing"), value: <Said>{placeName(words, terms.disclosing)}, {terms.disclosing.authority}</Said> },
        { label: words.t("consent.page.receivers"), value: <>{terms.receivers.map((one) => <p key={one.name}><Said>{placeName(words, one)}, {one.authority}</Said></p>)}</> },
        { label: words.t("consent.page.topics"), value: terms.about ? <><strong><Said>{terms.about.name}</Said></strong>: <SaidText>{terms.about.what}</SaidText></> : topicNames(words, view.topics) },
        { label: words.t("consent.page.purpose"), value: <SaidText>{terms.purpose}</SaidText> },
        { label: words.t("consent.page.until"), value: words.day(view.until) },
        ...(view.waitingFor.length > 0 ? [{ label: words.t("consent.page.answerBy"), value: words.day(view.answerBy) }] : []),
        { label: words.t("consent.page.asked"), value: <>{words.t("consent.page.askedBy", { day: words.shortDay(dayOf(view.askedAt)) })} <Said>{askedBy.name}</Said>, <Said>{askedBy.unit}</Said></> },
      ]} />
      <Details summary={words.t("consent.page.text")}><ConsentWords text={consentText(terms, words)} language={words.language} level={3} /></Details>
    </Card>
  );
}

/** What proves an answer: the exact text, its fingerprint, and the sign-in or the official behind it. @ground REQ-043 */
function Evidence({ given }: { given: Given }) {
  const words = useWords();
  const { signIn, notedByName } = given;
  return (
    <Details summary={words.t("consent.page.evidence")}>
      <Pairs items={[
        { label: words.t("consent.page.evidence.version"), value: `${given.version}, ${words.say(`consent.language.${given.language}`)}` },
        ...(signIn ? [{ label: words.t("consent.page.evidence.signIn"), value: <Said>{signIn.provider}, {signIn.loa}, {signIn.transactionRef}</Said> }] : []),
        ...(notedByName ? [{ label: words.t("consent.page.evidence.noted"), value: <Said>{notedByName}</Said> }] : []),
        { label: words.t("consent.page.evidence.hash"), value: <code class="hash" {...asSaid}>{given.hash}</code> },
      ]} />
      <Details summary={words.t("consent.page.evidence.text")}><ConsentWords text={given.text} language={given.language} level={4} /></Details>
    </Details>
  );
}

function historyOf(view: ConsentView, words: Words): TimelineItem[] {
  const answers = view.givers.flatMap((giver) => giver.given.map((given) => ({ giver, given })));
  answers.sort((a, b) => b.given.at.getTime() - a.given.at.getTime());
  const excepted = view.givers.flatMap(({ name, exception }): TimelineItem[] => exception
    ? [{
      when: words.shortDay(exception.on), title: <><Said>{name}</Said> {words.t("consent.giver.excepted")}: {words.say(`consent.exception.${exception.ground}`)}</>,
      detail: <SaidText>{exception.note}</SaidText>, source: <Said>{exception.byName}</Said>,
    }]
    : []);
  const said = answers.map(({ giver, given }): TimelineItem => ({
    when: words.time(given.at), title: <><Said>{giver.name}</Said> {words.say(`consent.giver.${given.answer}`)} {words.say(`consent.how.${given.how}`)}</>,
    detail: <Evidence given={given} />,
  }));
  return [...excepted, ...said];
}

/** What it asks, in one line: about the child, or about somebody else's own life. */
const titleOf = (words: Words, { view: { terms }, child }: StaffModel): string => {
  return terms.about ? words.t("consent.page.title.about", { disclosing: placeName(words, terms.disclosing), name: terms.about.name }) : words.t("consent.answer.title", { child, ...betweenIn(words, terms) });
};

/** One consent, as those who work with it see it: who has answered what, when and how, what is missing, and what was asked. `notice`: what its end asks for. */
export function ConsentPage({ model, seen, notice }: { model: StaffModel; seen: Seen; notice: VNode }) {
  const { words } = seen;
  const { view } = model;
  const history = historyOf(view, words);
  const over = view.state === "lapsed" || view.state === "withdrawn" || view.state === "refused";
  return (
    <Stack>
      <StaffCrumbs model={model} seen={seen} />
      <PageTitle over={<StateTag state={view.state} />} lead={words.t("consent.page.to", { receivers: listed(words, view.terms.receivers.map((one) => placeName(words, one))) })}>
        {titleOf(words, model)}
      </PageTitle>
      {notice}
      {model.ending.how === undefined && <StateNotice view={view} seen={seen} />}
      <AnswersCard model={model} seen={seen} />
      <TermsCard view={view} />
      {history.length > 0 && <Card title={words.t("consent.page.history")}><Timeline items={history} /></Card>}
      {over && !view.terms.about && model.ending.how === undefined && <Actions><ButtonLink href={`/matters/${model.matterId}/consents/new?again=${view.id}`} kind="quiet">{words.t("consent.page.again")}</ButtonLink></Actions>}
    </Stack>
  );
}

type FormPageProps = { readonly model: StaffModel; readonly seen: Seen; readonly form: VNode };

export type NoteModel = StaffModel & { readonly text: string; readonly language: string; readonly giver: string | undefined };

/** The other language of this text, for whoever reads it better. */
function OtherLanguage({ model, seen }: { model: NoteModel; seen: Seen }) {
  const other = model.language === "en" ? "sv" : "en";
  const giver = model.giver ? `&giver=${model.giver}` : "";
  return <p><a href={`/consents/${model.view.id}/note?language=${other}${giver}`}>{seen.words.say(`consent.note.language.${other}`)}</a></p>;
}

export function NotePage({ model, seen, form }: FormPageProps & { model: NoteModel }) {
  const { words } = seen;
  const title = words.t("consent.note.title");
  return (
    <Stack>
      <StaffCrumbs model={model} seen={seen} title={title} />
      <PageTitle lead={words.t("consent.note.lead")}>{title}</PageTitle>
      <Card title={words.t("consent.note.text")}>
        <OtherLanguage model={model} seen={seen} />
        <ConsentWords text={model.text} language={model.language} level={3} />
      </Card>
      {form}
    </Stack>
  );
}

export function ExceptionPage({ model, seen, form }: FormPageProps) {
  const { words } = seen;
  const title = words.t("consent.exception.title");
  return (
    <Stack>
      <StaffCrumbs model={model} seen={seen} title={title} />
      <PageTitle lead={words.t("consent.exception.lead")}>{title}</PageTitle>
      <Notice kind="info" title={words.t("consent.exception.warning")}><p>{words.t("consent.exception.warning.text")}</p></Notice>
      {form}
    </Stack>
  );
}

export function RemindPage({ model, seen, form }: FormPageProps) {
  const { words } = seen;
  return (
    <Stack>
      <StaffCrumbs model={model} seen={seen} title={words.t("consent.page.remind")} />
      <PageTitle lead={words.t("consent.page.remind.text")}>{words.t("consent.page.remind")}</PageTitle>
      <p><Said>{listed(words, model.view.waitingFor)}</Said></p>
      {form}
    </Stack>
  );
}
