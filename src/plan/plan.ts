import type { BranchKind } from "../access/secrecy.ts";
import type { Topic } from "../consent/index.ts";
import type { Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { AreaId, Practice } from "../practice/index.ts";

/** The child's own words, how they were heard and who wrote them down; or why there are none. @ground BK 12, REQ-056 */
export type Voice = { readonly words: string; readonly how: string; readonly by?: string | undefined } | { readonly missing: string };

/** Who does a measure: a unit that takes part, or somebody in or near the family. */
export type Doer = { readonly unit: string; readonly name: string } | { readonly family: string };

export type Goal = { readonly id: string; readonly area: AreaId; readonly goal: string; readonly sign: string };

/** Insats: what, who, by when, in which area. `withheldFrom`: units and persons whose copy shall be without it. @ground REQ-093, REQ-095 */
export type Measure = {
  readonly id: string; readonly what: string; readonly who: Doer; readonly byOn: Day; readonly area: AreaId; readonly withheldFrom: readonly string[];
};

/** A service that takes part, with its one contact. @model K1 */
export type Party = {
  readonly unitId: string; readonly unit: string; readonly branchId: string; readonly kind: BranchKind; readonly authority: string; readonly contact: string; readonly phone: string;
};

/** A unit as a party, with the one who is its contact. */
export const partyOf = (unit: Pick<Unit, "id" | "name" | "branchId" | "kind" | "authority" | "phone">, contact: string): Party => ({
  unitId: unit.id, unit: unit.name, branchId: unit.branchId, kind: unit.kind, authority: unit.authority, contact, phone: unit.phone,
});

export const followUpForms = ["meeting", "video", "phone", "home-visit"] as const;
export type FollowUpForm = (typeof followUpForms)[number];
/** When and how the plan is followed up, and who calls. @model M2 */
export type FollowUp = { readonly on: Day; readonly form: FollowUpForm; readonly who: string };

/** Barnets plan as it was adopted. Texts that nobody wrote are empty. @model K1, M2 */
export type PlanContent = {
  readonly number: number;
  readonly adoptedOn: Day;
  /** The unit that held the pen. */
  readonly leadUnitId: string;
  readonly childVoice: Voice;
  readonly reason: string;
  readonly guardiansView: string;
  readonly goals: readonly Goal[];
  readonly measures: readonly Measure[];
  readonly parties: readonly Party[];
  readonly followUp: FollowUp;
  readonly contingency: string;
  readonly disagreements: string;
  /** That other plans exist and who has them, never what they say. */
  readonly otherPlans: string;
};

/** A measure on its way: first what, then who and when. */
export type DraftMeasure = Omit<Measure, "who" | "byOn" | "area"> & { readonly who?: Doer | undefined; readonly byOn?: Day | undefined; readonly area?: AreaId | undefined };
export type DraftFollowUp = { readonly on?: Day | undefined; readonly form?: FollowUpForm | undefined; readonly who?: string | undefined };

/** The plan while it is written. An adopted plan is also a draft: the next version begins as a copy. */
export type PlanDraft = Omit<PlanContent, "adoptedOn" | "childVoice" | "measures" | "followUp"> & {
  readonly childVoice?: Voice | undefined; readonly measures: readonly DraftMeasure[]; readonly followUp: DraftFollowUp;
};

/** What somebody writes of a plan; the number and the lead are the house's own. */
export type PlanInput = Omit<PlanDraft, "number" | "leadUnitId">;

export const emptyDraft = (of: Pick<PlanDraft, "number" | "leadUnitId" | "parties">): PlanDraft => ({
  ...of, reason: "", guardiansView: "", goals: [], measures: [], followUp: {}, contingency: "", disagreements: "", otherPlans: "",
});

/** Something the plan lacks: the section it belongs to, what (text `plan.missing.<what>`), and which measure or unit it is about. */
export type Missing = { readonly section: SectionId; readonly what: string; readonly about?: string | undefined };

/** The sections people write, by the ids every package of practice uses. */
export const sectionIds = ["child-voice", "reason", "guardian-view", "goals", "measures", "parties", "follow-up", "contingency", "disagreements", "other-plans"] as const;
export type SectionId = (typeof sectionIds)[number];

/** No package can do without these. @ground BK 12, REQ-056 @model K1, M2 */
const ALWAYS: readonly SectionId[] = ["child-voice", "measures", "parties", "follow-up"];

/** The sections that must be there before a plan can be adopted: those no plan can do without, and those the package adds. */
export const requiredSections = (practice: Practice): SectionId[] => {
  const asked = practice.plan.sections.filter(({ required, entry }) => required === "to-adopt" && entry === "written").map(({ id }) => id);
  return sectionIds.filter((id) => ALWAYS.includes(id) || asked.includes(id));
};

const lacks = (section: SectionId, isMissing: boolean, about?: string): Missing[] => (isMissing ? [{ section, what: section, about }] : []);
const isBlank = (text: string | undefined): boolean => (text ?? "").trim() === "";

function missingVoice({ childVoice }: PlanDraft): Missing[] {
  if (!childVoice) return lacks("child-voice", true);
  if ("missing" in childVoice) return lacks("child-voice", isBlank(childVoice.missing));
  if (isBlank(childVoice.words)) return lacks("child-voice", true);
  return isBlank(childVoice.how) ? [{ section: "child-voice", what: "child-voice-how" }] : [];
}

function missingInMeasure(measure: DraftMeasure, parties: readonly Party[]): Missing[] {
  const { what, who, byOn, area } = measure;
  const missing = (code: string): Missing => ({ section: "measures", what: code, about: what });
  const nobody = !who || ("family" in who && isBlank(who.family));
  const foreign = who && "unit" in who && !parties.some(({ unitId }) => unitId === who.unit);
  return [
    ...(isBlank(what) ? [missing("measure-what")] : []),
    ...(nobody ? [missing("measure-who")] : []),
    ...(foreign ? [missing("measure-party")] : []),
    ...(byOn ? [] : [missing("measure-day")]),
    ...(area ? [] : [missing("measure-area")]),
  ];
}

const missingMeasures = ({ measures, parties }: PlanDraft): Missing[] =>
  measures.length === 0 ? lacks("measures", true) : measures.flatMap((measure) => missingInMeasure(measure, parties));

const missingContacts = ({ parties }: PlanDraft): Missing[] =>
  parties.length === 0
    ? lacks("parties", true)
    : parties.flatMap(({ unit, contact, phone }) => (isBlank(contact) || isBlank(phone) ? [{ section: "parties", what: "contact", about: unit }] : []));

function missingFollowUp({ followUp }: PlanDraft, today: Day): Missing[] {
  const missing = (what: string): Missing => ({ section: "follow-up", what });
  return [
    ...(followUp.on ? (followUp.on <= today ? [missing("follow-up-past")] : []) : [missing("follow-up-day")]),
    ...(followUp.form ? [] : [missing("follow-up-form")]),
    ...(isBlank(followUp.who) ? [missing("follow-up-who")] : []),
  ];
}

const checks: Record<SectionId, (draft: PlanDraft, today: Day) => Missing[]> = {
  "child-voice": missingVoice,
  reason: ({ reason }) => lacks("reason", isBlank(reason)),
  "guardian-view": ({ guardiansView }) => lacks("guardian-view", isBlank(guardiansView)),
  goals: ({ goals }) => lacks("goals", goals.length === 0),
  measures: missingMeasures,
  parties: missingContacts,
  "follow-up": missingFollowUp,
  contingency: ({ contingency }) => lacks("contingency", isBlank(contingency)),
  disagreements: ({ disagreements }) => lacks("disagreements", isBlank(disagreements)),
  "other-plans": ({ otherPlans }) => lacks("other-plans", isBlank(otherPlans)),
};

/** What stands between a draft and its adoption, in the order of the plan. @ground REQ-056, REQ-093 */
export const missingIn = (draft: PlanDraft, of: { readonly required: readonly SectionId[]; readonly today: Day }): Missing[] =>
  of.required.flatMap((section) => checks[section](draft, of.today));

const isWhole = (measure: DraftMeasure): measure is Measure => measure.who !== undefined && measure.byOn !== undefined && measure.area !== undefined;

/** The draft as a plan, or everything it still lacks. */
export function complete(draft: PlanDraft, of: { readonly required: readonly SectionId[]; readonly today: Day }): PlanContent | { missing: Missing[] } {
  const missing = missingIn(draft, of);
  const { childVoice, followUp } = draft;
  const { on, form, who } = followUp;
  const measures = draft.measures.filter(isWhole);
  if (missing.length > 0 || !childVoice || !on || !form || !who || measures.length < draft.measures.length) return { missing };
  return { ...draft, childVoice, measures, followUp: { on, form, who }, adoptedOn: of.today };
}

/** The draft as it would be sent now: for showing who would get what, never for sending. */
export const asFarAs = (draft: PlanDraft, today: Day): PlanContent => ({
  ...draft, adoptedOn: today, childVoice: draft.childVoice ?? { missing: "" }, measures: draft.measures.filter(isWhole),
  followUp: { on: draft.followUp.on ?? today, form: draft.followUp.form ?? "meeting", who: draft.followUp.who ?? "" },
});

/** What a consent must cover for this plan to be delivered: that there is contact, the plan, and each area it speaks of. @ground OSL 12:2, REQ-031 */
export const topicsOfPlan = ({ measures, goals }: Pick<PlanContent, "measures" | "goals">): Topic[] =>
  [...new Set<Topic>(["contact", "plan", ...goals.map(({ area }) => area), ...measures.map(({ area }) => area)])];

/**
 * The plan as one receiver (a unit or a person) shall have it. The copy is the plan that would have been written had what is
 * withheld never existed: no measure, no goal that only such measures serve, no party that only does such measures, and no
 * word that anything is missing. `areas`: what the receiver may have at all, everything when left out. @ground OSL 8:1, 12:3, REQ-095
 */
export function cutFor(content: PlanContent, receiver: string, areas?: ReadonlySet<string>): PlanContent {
  const covers = (area: AreaId) => areas?.has(area) ?? true;
  const measures = content.measures.filter(({ withheldFrom, area }) => covers(area) && !withheldFrom.includes(receiver)).map((measure) => ({ ...measure, withheldFrom: [] }));
  const isServed = (area: AreaId) => measures.some((measure) => measure.area === area) || !content.measures.some((measure) => measure.area === area);
  const goals = content.goals.filter(({ area }) => covers(area) && isServed(area));
  const does = (all: readonly Measure[], unit: string) => all.some(({ who }) => "unit" in who && who.unit === unit);
  const parties = content.parties.filter(
    ({ unitId }) => unitId === receiver || unitId === content.leadUnitId || does(measures, unitId) || !does(content.measures, unitId),
  );
  return { ...content, measures, goals, parties };
}

/** Who does a measure, in the words of the plan. */
export const doerName = (who: Doer): string => ("family" in who ? who.family : who.name);
export const isDoneBy = (measure: Pick<Measure, "who">, unit: string): boolean => "unit" in measure.who && measure.who.unit === unit;

/** How a measure went. */
export const outcomes = ["done", "partly", "not-done"] as const;
export type Outcome = (typeof outcomes)[number];
export type Report = { readonly measureId: string; readonly outcome: Outcome; readonly words: string; readonly unit: string; readonly on: Day };

/** The latest word about each measure; `reports` in the order they came. */
export const latestReports = (reports: readonly Report[]): ReadonlyMap<string, Report> => new Map(reports.map((report) => [report.measureId, report]));

export type NextFrom = { readonly leadUnitId: string; readonly voice?: Voice | undefined; readonly guardiansView?: string | undefined; readonly done: ReadonlySet<string> };

/**
 * Where the next version begins: the plan as it is, without what is already done, with the newest words of child and guardians,
 * and without a day for the next follow-up, since that day has come.
 */
export function nextDraft(content: PlanContent, { leadUnitId, voice, guardiansView, done }: NextFrom): PlanDraft {
  const { adoptedOn: _, ...kept } = content;
  return {
    ...kept, number: content.number + 1, leadUnitId, childVoice: voice ?? content.childVoice,
    guardiansView: isBlank(guardiansView) ? content.guardiansView : guardiansView!, measures: content.measures.filter(({ id }) => !done.has(id)),
    followUp: { form: content.followUp.form, who: content.followUp.who },
  };
}

/** The day a receiver is next waited for: its own first measure that has not been reported, or the follow-up. @ground U04 */
export function nextDayFor(content: PlanContent, unit: string, reported: ReadonlySet<string> = new Set()): Day {
  const days = content.measures.filter((measure) => isDoneBy(measure, unit) && !reported.has(measure.id)).map(({ byOn }) => byOn);
  return [...days, content.followUp.on].toSorted()[0]!;
}
