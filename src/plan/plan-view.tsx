import type { VNode } from "preact";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { DataTable, Hidden, Pairs, Phone, Quote, Said, SaidText, Stack, Tag, type Pair, type Shown, type TagKind } from "../ui/index.ts";
import type { Practice } from "../practice/index.ts";
import type { Day } from "../platform/clock.ts";
import { doerName, type DraftMeasure, type Goal, type Outcome, type PlanContent, type PlanDraft, type Report, type SectionId, type Voice } from "./plan.ts";
import { areaName, sectionLabel } from "./plan-sections.ts";

/** What a plan is read with: its practice, and how its measures have gone so far. */
export type Reading = {
  readonly practice: Practice;
  readonly today: Day;
  readonly reports?: ReadonlyMap<string, Report> | undefined;
  /** The table's name, where a heading does not already say it. */
  readonly caption?: Shown;
  /** The way to change a measure, in a column of its own. */
  change?(measure: DraftMeasure): VNode;
  /** The way to tell how a measure went, beside what has been told. */
  tell?(measure: DraftMeasure): VNode | undefined;
  /** A phone number as it is shown; as a link to call, when left out. */
  phone?(number: string): VNode;
};

/** The child's own words before all else; or why there are none. */
export function VoiceWords({ voice }: { voice: Voice }) {
  const words = useWords();
  if ("missing" in voice) return <p><strong>{words.t("plan.voice.missing")}</strong> <Said>{voice.missing}</Said></p>;
  const by = voice.by ? <> {words.t("plan.voice.by")} <Said>{voice.by}</Said>.</> : null;
  return <Quote by={<><Said>{voice.how}</Said>{by}</>}>{voice.words}</Quote>;
}

export function GoalLines({ goals, practice, link }: { goals: readonly Goal[]; practice: Practice; link?: ((goal: Goal) => VNode) | undefined }) {
  const words = useWords();
  return (
    <ul>
      {goals.map((goal) => (
        <li key={goal.id}>
          <strong>{areaName(practice, goal.area, words.language)}:</strong> <Said>{goal.goal}</Said>
          {goal.sign !== "" && <> <span class="quiet">{words.t("plan.goal.sign")} <Said>{goal.sign}</Said></span></>} {link?.(goal)}
        </li>
      ))}
    </ul>
  );
}

const tagOf: Record<Outcome, TagKind> = { done: "works", partly: "both", "not-done": "challenging" };

/** Where a measure stands: what was last said of it, or that its day has passed without a word. */
export function MeasureState({ measure, report, today }: { measure: DraftMeasure; report: Report | undefined; today: Day }) {
  const words = useWords();
  if (!report) return measure.byOn && measure.byOn < today ? <Tag kind="late">{words.t("plan.state.late")}</Tag> : <>{words.t("plan.state.coming")}</>;
  return (
    <>
      <Tag kind={tagOf[report.outcome]}>{words.say(`plan.outcome.${report.outcome}`)}</Tag>
      {report.words !== "" && <SaidText>{report.words}</SaidText>}
      <span class="quiet"><Said>{report.unit}</Said>, {words.shortDay(report.on)}</span>
    </>
  );
}

const orMissing = (words: Words, shown: Shown, isThere: boolean): Shown => (isThere ? shown : <span class="quiet">{words.t("plan.notYet")}</span>);

function measureCells(measure: DraftMeasure, words: Words, { practice, reports, today, change, tell }: Reading): Shown[] {
  const { who, byOn, area } = measure;
  return [
    <><Said>{measure.what}</Said> {area && <span class="quiet">({areaName(practice, area, words.language)})</span>}</>,
    orMissing(words, who && <Said>{doerName(who)}</Said>, who !== undefined),
    orMissing(words, byOn && words.shortDay(byOn), byOn !== undefined),
    ...(reports ? [<div key="state" class="plan-part"><div><MeasureState measure={measure} report={reports.get(measure.id)} today={today} /></div>{tell && <div>{tell(measure)}</div>}</div>] : []),
    ...(change ? [change(measure)] : []),
  ];
}

/** The way to change a row needs no name that is seen: the link says it. */
const columnsOf = (words: Words, columns: readonly string[]) => columns.map((column) => ({ label: column === "change" ? <Hidden>{words.t("plan.column.change")}</Hidden> : words.say(`plan.column.${column}`) }));

/** Insatser: what, who, by when – and how it has gone, when that is known. */
export function MeasureTable({ measures, reading }: { measures: readonly DraftMeasure[]; reading: Reading }) {
  const words = useWords();
  const columns = ["what", "who", "when", ...(reading.reports ? ["state"] : []), ...(reading.change ? ["change"] : [])];
  return (
    <div class="plan-table plan-measures">
      <DataTable
        caption={reading.caption ?? sectionLabel(reading.practice, "measures", words.language)}
        columns={columnsOf(words, columns)}
        rows={measures.map((measure) => ({ key: measure.id, cells: measureCells(measure, words, reading) }))}
      />
    </div>
  );
}

/** The services that take part, each with its one contact. @model K1 */
export function PartyTable({ parties, reading, change }: { parties: PlanContent["parties"]; reading: Pick<Reading, "practice" | "caption" | "phone">; change?: ((unitId: string, unit: string) => VNode) | undefined }) {
  const words = useWords();
  const { practice, caption, phone: shown = (number: string) => <Phone number={number} /> } = reading;
  const columns = ["unit", "contact", "phone", ...(change ? ["change"] : [])];
  return (
    <div class="plan-table">
      <DataTable
        caption={caption ?? sectionLabel(practice, "parties", words.language)}
        columns={columnsOf(words, columns)}
        rows={parties.map(({ unitId, unit, authority, contact, phone }) => ({
          key: unitId,
          cells: [
            <><Said>{unit}</Said> <span class="quiet"><Said>{authority}</Said></span></>,
            orMissing(words, <Said>{contact}</Said>, contact !== ""),
            orMissing(words, shown(phone), phone !== ""),
            ...(change ? [change(unitId, unit)] : []),
          ],
        }))}
      />
    </div>
  );
}

export function FollowUpWords({ followUp }: { followUp: PlanDraft["followUp"] }) {
  const words = useWords();
  const items: Pair[] = [
    { label: words.t("plan.followUp.on"), value: orMissing(words, followUp.on && words.day(followUp.on), Boolean(followUp.on)) },
    { label: words.t("plan.followUp.form"), value: orMissing(words, followUp.form && words.say(`plan.form.${followUp.form}`), Boolean(followUp.form)) },
    { label: words.t("plan.followUp.who"), value: orMissing(words, <Said>{followUp.who}</Said>, Boolean(followUp.who)) },
  ];
  return <Pairs items={items} />;
}

function Part({ practice, id, level, children }: { practice: Practice; id: SectionId; level: 2 | 3; children: Shown }) {
  const words = useWords();
  const label = sectionLabel(practice, id, words.language);
  return <section class="plan-part">{level === 2 ? <h2>{label}</h2> : <h3>{label}</h3>}{children}</section>;
}

const text = (said: string) => <p><SaidText>{said}</SaidText></p>;

/** The whole plan to read, the child's own words first. For staff, families and paper alike. */
export function PlanView({ content, reading, level = 2 }: { content: PlanContent; reading: Reading; level?: 2 | 3 }) {
  const { practice } = reading;
  const part = (id: SectionId, said: string) => (said === "" ? null : <Part practice={practice} id={id} level={level}>{text(said)}</Part>);
  return (
    <Stack>
      <Part practice={practice} id="child-voice" level={level}><VoiceWords voice={content.childVoice} /></Part>
      {part("reason", content.reason)}
      {part("guardian-view", content.guardiansView)}
      {content.goals.length > 0 && <Part practice={practice} id="goals" level={level}><GoalLines goals={content.goals} practice={practice} /></Part>}
      <MeasureTable measures={content.measures} reading={reading} />
      <PartyTable parties={content.parties} reading={reading} />
      <Part practice={practice} id="follow-up" level={level}><FollowUpWords followUp={content.followUp} /></Part>
      {part("contingency", content.contingency)}
      {part("disagreements", content.disagreements)}
      {part("other-plans", content.otherPlans)}
    </Stack>
  );
}
