import { sql } from "kysely";
import type { MatterState } from "../matter/matter.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Verdict } from "../platform/web/kernel.tsx";
import { decide, relations, rules, type Action, type Facts, type Relation, type SubjectKind } from "./policy.ts";

type FactRow = {
  child_id: string | null; matter_id: string | null; branch_id: string | null; state: MatterState | null;
  withheld?: boolean; asks: "accept" | "come" | "decide" | null; answer: string | null; answered_here: boolean;
} & Partial<Record<Relation, boolean>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const NO_CHILD = { child_id: null, matter_id: null, branch_id: null, state: null, withheld: false, asks: null, answer: null, answered_here: false } as const;

const HANDLE = /^[a-z0-9-]{1,80}$/;

/** What the asker is to a card, or to the guide it is in. */
async function findCardFacts(tx: Tx, kind: SubjectKind, handle: string): Promise<FactRow | undefined> {
  if (!HANDLE.test(handle)) return undefined;
  const { rows } = await sql<{ colleague: boolean; keeps_card: boolean; keeps_guide: boolean }>`select * from kring.card_facts(${kind}, ${handle})`.execute(tx);
  return rows[0] && { ...NO_CHILD, colleague: rows[0].colleague, "keeps-card": rows[0].keeps_card, "keeps-guide": rows[0].keeps_guide };
}

/** What the asker is to an activity, which is about no child. receives: its unit is asked to be there, or is. */
async function findActivityFacts(tx: Tx, handle: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ organises: boolean; keeps_activity: boolean; receives: boolean }>`select * from kring.activity_facts(${handle})`.execute(tx);
  return rows[0] && { ...NO_CHILD, organises: rows[0].organises, "keeps-activity": rows[0].keeps_activity, receives: rows[0].receives };
}

/** What the asker is to an activity that is being written. */
async function findDraftFacts(tx: Tx, id: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ organises: boolean }>`select * from kring.draft_facts(${id}::uuid)`.execute(tx);
  return rows[0] && { ...NO_CHILD, organises: rows[0].organises };
}

/** What the asker is to an agreement. It is about no child. */
async function findAgreementFacts(tx: Tx, handle: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ party: boolean; coordinates: boolean; signs: boolean; names: boolean }>`select * from kring.agreement_facts(${handle})`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

/** What the asker is to the register of an authority. It is about no child. */
async function findRegisterFacts(tx: Tx, handle: string): Promise<FactRow | undefined> {
  if (!HANDLE.test(handle)) return undefined;
  const { rows } = await sql<{ registers: boolean }>`select * from kring.register_facts(${handle})`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

/** What the asker is to a group under an agreement. It is about no child. */
async function findGroupFacts(tx: Tx, id: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ party: boolean; coordinates: boolean; belongs: boolean; holds: boolean }>`select * from kring.group_facts(${id}::uuid)`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

/** What the asker is to somebody's wish to be contacted. */
async function findRequestFacts(tx: Tx, id: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ receives: boolean }>`select * from kring.facts_of_contact(${id}::uuid)`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

/** What the asker is to a question for advice, which is about no child. */
async function findConsultationFacts(tx: Tx, id: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ wonders: boolean; receives: boolean }>`select * from kring.facts_of_consultation(${id}::uuid)`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

/** What the asker is to a study visit. It is about no child. */
async function findVisitFacts(tx: Tx, id: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ visits: boolean; hosts: boolean }>`select * from kring.facts_of_visit(${id}::uuid)`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

/** What the asker is to a deviation between two units, which is about no child. */
async function findDeviationFacts(tx: Tx, id: string): Promise<FactRow | undefined> {
  const { rows } = await sql<{ reports: boolean; receives: boolean; coordinates: boolean }>`select * from kring.facts_of_deviation(${id}::uuid)`.execute(tx);
  return rows[0] && { ...NO_CHILD, ...rows[0] };
}

async function findFacts(tx: Tx, kind: SubjectKind, id: string): Promise<FactRow | undefined> {
  if (kind === "service" || kind === "guide") return findCardFacts(tx, kind, id);
  if (kind === "activity") return findActivityFacts(tx, id);
  if (kind === "agreement") return findAgreementFacts(tx, id);
  if (kind === "register") return findRegisterFacts(tx, id);
  if (!UUID.test(id)) return undefined;
  if (kind === "draft") return findDraftFacts(tx, id);
  if (kind === "request") return findRequestFacts(tx, id);
  if (kind === "visit") return findVisitFacts(tx, id);
  if (kind === "deviation") return findDeviationFacts(tx, id);
  if (kind === "group") return findGroupFacts(tx, id);
  if (kind === "consultation") return findConsultationFacts(tx, id);
  const asked = kind === "proposal" ? sql<FactRow>`select * from kring.facts_of_proposal(${id}::uuid)` : sql<FactRow>`select * from kring.facts(${kind}, ${id}::uuid)`;
  const { rows } = await asked.execute(tx);
  return rows[0];
}

const factsOf = (row: FactRow): Facts => ({
  relations: new Set(relations.filter((relation) => row[relation])),
  state: row.state ?? undefined,
  withheld: row.withheld ?? false,
  asks: row.asks ?? undefined,
  answer: row.answer ?? undefined,
  answeredHere: row.answered_here,
});

const isAction = (action: string): action is Action => action in rules;

/**
 * Asks the policy about one request: one query for the facts, then a pure decision. The verdict's `can` answers for every other
 * action on the same thing, so that a hidden button and a refused request never disagree. A Fault for an unknown action.
 */
export async function judge(tx: Tx, action: string, params: Record<string, string>): Promise<Verdict> {
  if (!isAction(action)) throw new Error(`no rule for ${action}`);
  const { on } = rules[action];
  const row = await findFacts(tx, on, params[on] ?? "");
  const facts = row && factsOf(row);
  const decision = decide(action, facts);
  return {
    granted: decision.granted,
    ...(decision.granted || decision.hidden ? {} : { refusal: decision.refused }),
    trace: { matterId: row?.matter_id ?? undefined, childId: row?.child_id ?? undefined, ground: decision.granted ? decision.ground : undefined },
    can: (other) => isAction(other) && rules[other].on === on && decide(other, facts).granted,
  };
}
