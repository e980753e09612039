import type { ComponentChildren, VNode } from "preact";
import { ChildName } from "../matter/index.ts";
import type { Fields } from "../platform/web/fields.ts";
import { FieldOf, PostButton, Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, Button, Card, Details, Hidden, Notice, PageTitle, Said, SaidText, ShortLink, Stack, TaskList, WithSide, type Task } from "../ui/index.ts";
import { asFarAs, missingIn, requiredSections, type Missing, type SectionId } from "./plan.ts";
import { followUpPart, morePart, newGoalPart, newMeasurePart, newPartyPart, noWordsPart, whyPart, wordsPart, type Part } from "./plan-parts.ts";
import { fieldsTogether, initialTogether, isWritten, wholePart } from "./plan-together.ts";
import { recipientsIn, type PartyCopy, type Recipients } from "./plan-recipients.ts";
import { areaNames, sectionLabel } from "./plan-sections.ts";
import { FollowUpWords, GoalLines, MeasureTable, PartyTable, VoiceWords } from "./plan-view.tsx";
import type { Writing } from "./plan-writing.ts";

/** The button that goes on to the last look. */
export const ONWARD = "adopt";

export const planPath = ({ matter }: Pick<Writing, "matter">): string => `/matters/${matter.id}/plan`;

/** The way back from every page about a plan. */
export function PlanCrumbs({ writing, seen, here }: { writing: Pick<Writing, "matter">; seen: Seen; here?: string }) {
  const { words, today } = seen;
  const { matter } = writing;
  const child = { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` };
  const plan = here === undefined ? [{ label: words.t("plan.title") }] : [{ label: words.t("plan.title"), href: planPath(writing) }, { label: here }];
  return <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, child, ...plan]} />;
}

type Looking = { readonly writing: Writing; readonly seen: Seen };
/** With what stands in the page's form. */
type Drawing = Looking & { readonly state: FormState };

/** The page's form as it stands before anybody has written in it. */
const stateOf = ({ writing, seen: { words, today, once } }: Looking): FormState =>
  ({ action: `${planPath(writing)}/${wholePart.path}`, fields: fieldsTogether({ writing, words, today }), values: initialTogether(writing), problems: {}, once: once(), version: writing.draft?.version ?? 0 });

/** One part of the page's one form, with its own button: it posts to the part's own address, and the rest of the page comes with it. */
function PartForm<F extends Fields>({ part, writing, seen, state }: Drawing & { part: Part<F> }) {
  const own = part.fields(writing, seen.words, seen.today);
  const drawn = (names: readonly string[]) => names.map((name) => <FieldOf key={name} state={{ ...state, fields: own }} name={name} />);
  const beside: readonly string[] = part.beside ?? [];
  return (
    <div class="form">
      {drawn(Object.keys(own).filter((name) => !beside.includes(name)))}
      {beside.length > 0 && <div class="fields-row">{drawn(beside)}</div>}
      <div class="actions"><Button kind="quiet" to={`${planPath(writing)}/${part.path}`}>{seen.words.say(`plan.do.${part.button}`)}</Button></div>
    </div>
  );
}

/** Whether something waits in a part: then it lies open. */
const isOpen = <F extends Fields>({ writing, seen, state }: Drawing, part: Part<F>): boolean =>
  Object.keys(part.fields(writing, seen.words, seen.today)).some((name) => state.problems[name] !== undefined) || isWritten(part as unknown as Part<Fields>, state.values, { writing, words: seen.words, today: seen.today });

/** What is written, with the form behind one press; only the form, while nothing is written. */
function Written({ shown, isThere, form, open, seen }: { shown: ComponentChildren; isThere: boolean; form: VNode; open: boolean; seen: Seen }) {
  if (!isThere) return form;
  return <>{shown}<Details summary={seen.words.t("plan.do.change")} open={open}>{form}</Details></>;
}

/** A table whose name already stands as the heading of its card. */
const unseenName = ({ writing, seen }: Looking, id: SectionId) => <Hidden>{sectionLabel(writing.house.practice, id, seen.words.language)}</Hidden>;

function Section({ id, writing, seen, children }: Looking & { id: SectionId; children: ComponentChildren }) {
  return <Card id={id} title={sectionLabel(writing.house.practice, id, seen.words.language)}>{children}</Card>;
}

function VoiceSection(drawing: Drawing) {
  const { writing: { content }, seen } = drawing;
  const voice = content.childVoice;
  const form = (
    <>
      <PartForm part={wordsPart} {...drawing} />
      <Details summary={seen.words.t("plan.words.none")} open={isOpen(drawing, noWordsPart)}><PartForm part={noWordsPart} {...drawing} /></Details>
    </>
  );
  return <Section id="child-voice" {...drawing}><Written seen={seen} open={isOpen(drawing, wordsPart) || isOpen(drawing, noWordsPart)} isThere={voice !== undefined} shown={voice && <VoiceWords voice={voice} />} form={form} /></Section>;
}

/** Two short texts under their own names. */
function WhySection(drawing: Drawing) {
  const { writing: { content, house }, seen } = drawing;
  const titled = (id: SectionId, text: string) => text !== "" && <><h2>{sectionLabel(house.practice, id, seen.words.language)}</h2><p><SaidText>{text}</SaidText></p></>;
  const shown = <>{titled("reason", content.reason)}{titled("guardian-view", content.guardiansView)}</>;
  return <Card id="reason"><Written seen={seen} open={isOpen(drawing, whyPart)} isThere={content.reason !== "" && content.guardiansView !== ""} shown={shown} form={<PartForm part={whyPart} {...drawing} />} /></Card>;
}

const changeLink = ({ writing, seen }: Looking, of: { path: string; about: string }) => (
  <ShortLink href={`${planPath(writing)}/${of.path}`} about={<Said>{of.about}</Said>}>{seen.words.t("plan.do.change")}</ShortLink>
);

function GoalSection(drawing: Drawing) {
  const { writing: { content, house }, seen } = drawing;
  const form = <PartForm part={newGoalPart} {...drawing} />;
  return (
    <Section id="goals" {...drawing}>
      {content.goals.length > 0 && <GoalLines goals={content.goals} practice={house.practice} link={({ id, goal }) => changeLink(drawing, { path: `goals/${id}`, about: goal })} />}
      <Details summary={seen.words.t("plan.goal.new")} open={content.goals.length === 0 || isOpen(drawing, newGoalPart)}>{form}</Details>
    </Section>
  );
}

function MeasureSection(drawing: Drawing) {
  const { writing: { content, house, plan, reports }, seen } = drawing;
  const { words, today } = seen;
  const kept = (count: number) => (count === 0 ? null : <p class="quiet">{words.t("plan.measure.withheld.count", { count })}</p>);
  const reading = {
    practice: house.practice, today, caption: unseenName(drawing, "measures"), ...(plan.adopted.length > 0 ? { reports } : {}),
    change: (measure: Writing["content"]["measures"][number]) => <>{changeLink(drawing, { path: `measures/${measure.id}`, about: measure.what })}{kept(measure.withheldFrom.length)}</>,
  };
  return (
    <Section id="measures" {...drawing}>
      {content.measures.length > 0 && <MeasureTable measures={content.measures} reading={reading} />}
      <h3>{words.t("plan.measure.new")}</h3>
      <PartForm part={newMeasurePart} {...drawing} />
    </Section>
  );
}

function PartySection(drawing: Drawing) {
  const { writing: { content, house }, seen } = drawing;
  return (
    <Section id="parties" {...drawing}>
      <PartyTable parties={content.parties} reading={{ practice: house.practice, caption: unseenName(drawing, "parties") }} change={(unitId, unit) => changeLink(drawing, { path: `parties/${unitId}`, about: unit })} />
      <Details summary={seen.words.t("plan.party.new")} open={isOpen(drawing, newPartyPart)}><PartForm part={newPartyPart} {...drawing} /></Details>
    </Section>
  );
}

function FollowUpSection(drawing: Drawing) {
  const { writing: { content }, seen } = drawing;
  const { on } = content.followUp;
  return <Section id="follow-up" {...drawing}><Written seen={seen} open={isOpen(drawing, followUpPart)} isThere={on !== undefined} shown={<FollowUpWords followUp={content.followUp} />} form={<PartForm part={followUpPart} {...drawing} />} /></Section>;
}

function MoreSection(drawing: Drawing) {
  const { writing: { content, house }, seen } = drawing;
  const { words } = seen;
  const written = ([["contingency", content.contingency], ["disagreements", content.disagreements], ["other-plans", content.otherPlans]] as const).filter(([, text]) => text !== "");
  return (
    <Card id="contingency" title={words.t("plan.more")}>
      {written.map(([id, text]) => <div key={id} id={id}><h3>{sectionLabel(house.practice, id, words.language)}</h3><p><SaidText>{text}</SaidText></p></div>)}
      <Details summary={words.t(written.length > 0 ? "plan.do.change" : "plan.do.add")} open={isOpen(drawing, morePart)}><PartForm part={morePart} {...drawing} /></Details>
    </Card>
  );
}

export const missingText = ({ words }: Seen, { what, about }: Missing): ComponentChildren => <>{words.say(`plan.missing.${what}`)} {about && <Said>{about}</Said>}</>;

/** What the draft lacks before it can be adopted, asked of the same rule that would refuse. */
export const missingFrom = ({ content, house }: Writing, today: string): Missing[] => missingIn(content, { required: requiredSections(house.practice), today });

function BeforeAdoption({ writing, seen }: Looking) {
  const { words, today } = seen;
  const missing = missingFrom(writing, today);
  const tasks = requiredSections(writing.house.practice).map((id): Task => {
    const lacks = missing.filter(({ section }) => section === id);
    return {
      id: `before-${id}`, label: sectionLabel(writing.house.practice, id, words.language), href: `#${id}`, state: lacks.length === 0 ? "done" : "todo",
      hint: lacks.length > 0 && <>{lacks.map((one, nth) => <span key={nth} class="contents">{nth > 0 && <br />}{missingText(seen, one)}</span>)}</>,
    };
  });
  return (
    <Card title={words.t("plan.before.title")} level={2} id="before">
      <TaskList items={tasks} />
      {missing.length === 0 && <p>{words.t("plan.before.done")}</p>}
    </Card>
  );
}

/** How far the plan has come, in the first glance; on a phone the list itself stands last. Its button keeps all that stands on the page. */
function Progress({ writing, seen }: Looking) {
  const { words, today } = seen;
  const required = requiredSections(writing.house.practice);
  const lacking = new Set(missingFrom(writing, today).map(({ section }) => section)).size;
  return (
    <p class="plan-progress">
      {lacking > 0 ? <span>{words.t("plan.progress", { done: required.length - lacking, all: required.length })} <a href="#before">{words.t("plan.progress.see")}</a></span> : <span>{words.t("plan.before.done")}</span>}
      <Button kind="quiet">{words.t("plan.do.saveAll")}</Button>
    </p>
  );
}

/** Whoever is done goes on to read the whole through; what stands on the page, and the proposed day of the follow-up, is kept on the way. */
const Onward = ({ seen }: Looking) => <div class="actions"><Button name="intent" value={ONWARD}>{seen.words.t("plan.before.adopt")}</Button></div>;

/** Who came to the meeting, as the minutes say. */
function AroundTheTable({ writing: { meeting, matter }, seen }: Looking) {
  const { words } = seen;
  const came = meeting?.words.attendance.filter(({ how }) => how !== "absent") ?? [];
  const nameOf = ({ who, name }: (typeof came)[number]) => {
    const invited = meeting?.words.invited.find(({ id }) => id === who);
    if (who === "child") return <Said>{matter.child.name}</Said>;
    return <><Said>{name || invited?.name}</Said>{name !== "" && invited && invited.name !== name && <span class="quiet"> <Said>{invited.name}</Said></span>}</>;
  };
  return (
    <Card title={words.t("plan.table.title")} level={2}>
      {came.length === 0 ? <p class="quiet">{words.t("plan.table.none")}</p> : <ul>{came.map((one) => <li key={one.who}>{nameOf(one)}</li>)}</ul>}
      <p><a href={`/matters/${matter.id}/wheel`}>{words.t("plan.table.wheel")}</a></p>
    </Card>
  );
}

function shareOf({ words }: Seen, { house, content }: Writing, copy: PartyCopy): string {
  if (copy.is === "own") return words.t("plan.shares.own");
  if (copy.is === "stopped") return words.t("plan.shares.nothing");
  if (copy.lacking.length > 0) return words.t("plan.shares.lacking", { areas: areaNames(house.practice, copy.lacking, words.language) });
  return cutWords(words, content.measures.filter(({ withheldFrom }) => withheldFrom.includes(copy.party.unitId)).length);
}
const cutWords = (words: Seen["words"], count: number) => (count === 0 ? words.t("plan.shares.whole") : words.t("plan.shares.cut", { count }));

function Shares({ writing, seen, shares }: Looking & { shares: Recipients }) {
  const { words } = seen;
  const { content } = writing;
  const withoutFor = (person: string) => content.measures.filter(({ withheldFrom }) => withheldFrom.includes(person)).length;
  return (
    <Card title={words.t("plan.shares.title")} level={2}>
      <p class="quiet">{words.t("plan.shares.lead")}</p>
      <ul>
        {shares.parties.map((copy) => <li key={copy.party.unitId}><Said>{copy.party.unit}</Said>: {shareOf(seen, writing, copy)}</li>)}
        {shares.guardians.map(({ guardian: { personId, name }, is }) => <li key={personId}><Said>{name}</Said>: {is === "withheld" ? words.t("plan.shares.withheld") : cutWords(words, withoutFor(personId))}</li>)}
      </ul>
    </Card>
  );
}

/** The plan as it is written in the meeting: one screen, the child's words first, beside it what is missing. */
export function WritingPage({ writing, seen, state = stateOf({ writing, seen }) }: Looking & { state?: FormState }) {
  const { words } = seen;
  const shares = recipientsIn(writing, { matter: writing.matter, content: asFarAs(writing.content, seen.today) }, seen.today);
  const { number } = writing.content;
  const drawing = { writing, seen, state };
  return (
    <Stack>
      <PlanCrumbs {...drawing} />
      <PageTitle over={<ChildName matter={writing.matter} today={seen.today} />} lead={words.t("plan.lead.writing")}>
        {number === 1 ? words.t("plan.title.writing") : words.t("plan.title.next", { number })}
      </PageTitle>
      <form method="post" action={`${planPath(writing)}/${wholePart.path}`} noValidate class="plan-writing" data-unsaved>
        <Unseen state={state} />
        <FieldOf state={state} name="drawn" />
        <Stack>
          <Progress {...drawing} />
          <WithSide side={<><BeforeAdoption {...drawing} /><AroundTheTable {...drawing} /><Shares {...drawing} shares={shares} /></>}>
            <VoiceSection {...drawing} />
            <WhySection {...drawing} />
            <GoalSection {...drawing} />
            <MeasureSection {...drawing} />
            <PartySection {...drawing} />
            <FollowUpSection {...drawing} />
            <MoreSection {...drawing} />
            <Onward {...drawing} />
          </WithSide>
        </Stack>
      </form>
    </Stack>
  );
}

export type Removing = { readonly action: string; readonly label: string };

/** One part on a page of its own: where an entry is changed, and where a form that was refused is mended. */
export function PartPage({ writing, seen, title, form, removing, gone }: Looking & { title: string; form: VNode; removing?: Removing | undefined; gone: boolean }) {
  return (
    <Stack>
      <PlanCrumbs writing={writing} seen={seen} here={title} />
      <PageTitle>{title}</PageTitle>
      {gone && <Notice kind="warning" title={seen.words.t("plan.removed.gone")} />}
      {form}
      {removing && <PostButton action={removing.action} once={seen.once()} label={removing.label} kind="danger" fields={{ version: String(writing.draft?.version ?? 0) }} />}
    </Stack>
  );
}
