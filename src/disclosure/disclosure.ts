import type { Topic } from "../consent/consent.ts";
import type { Day } from "../platform/clock.ts";
import type { DutyId, PersonId, UnitId } from "../platform/ids.ts";

/** What a delivery is. `signal`, `matter`, `plan-lead` and `child-lead` carry a baton: it stays with the sender until answered. */
export const deliveryKinds = ["signal", "matter", "information", "question", "answer", "invitation", "plan", "plan-lead", "child-lead", "report", "closing"] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** What a kind of delivery asks of its receiver. */
export const asksOf: Record<DeliveryKind, "accept" | "come" | undefined> = {
  signal: "accept", matter: "accept", "plan-lead": "accept", "child-lead": "accept", question: "accept",
  invitation: "come", information: undefined, answer: undefined, plan: undefined, report: undefined, closing: undefined,
};

/**
 * A part of what is delivered: a heading and words, about one topic and whatever else the same words touch (`also`). `own`:
 * somebody's own words, shown as a quotation.
 */
export type Section = { readonly topic: Topic; readonly also?: readonly Topic[]; readonly heading: string; readonly text: string; readonly own?: boolean };

/**
 * The frozen document a receiver gets, readable as it stands for as long as it is kept. `data` carries the same content as the
 * product knows it, for a receiver that goes on working with it (the plan for its next holder, the signal for the child lead).
 */
export type Content = {
  readonly title: string;
  readonly child: { readonly name: string; readonly number?: string | undefined; readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };
  readonly from: { readonly name: string; readonly role: string; readonly unit: string; readonly authority: string; readonly phone: string };
  readonly why: string;
  readonly sections: readonly Section[];
  readonly reservation?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** How the sender came to the decision. Only in the sender's own copy. @ground REQ-072–073 */
  readonly decision?: DecisionRecord | undefined;
};

/** Who put a delivery together and works with the child, when a colleague decides on it. */
export type Preparer = {
  readonly dutyId: DutyId; readonly personId: PersonId; readonly name: string; readonly role: string;
  readonly unitId: UnitId; readonly unit: string; readonly authority: string;
};

type Named = Pick<Preparer, "name" | "role">;

/** The tests answered before a delivery, who had asked for it, which two decided, or why it was refused. */
export type DecisionRecord = {
  readonly answers?: Readonly<Record<string, string>> | undefined;
  readonly request?: { readonly by: string; readonly on: Day; readonly what: string } | undefined;
  readonly two?: { readonly preparedBy: Named; readonly decidedBy: Named } | undefined;
  readonly refusedBecause?: string | undefined;
  /** Everybody else that it spoke of, and the consents of their own it stood on; none where the ground was tried for them too. @ground REQ-039 */
  readonly others?: ReadonlyArray<{ readonly name: string; readonly consents: readonly string[] }> | undefined;
};

/** The topics a delivery touches: what a consent must cover. That there is contact at all is always one of them. @ground OSL 8:1, REQ-015 */
export const topicsOf = (sections: readonly Section[]): Topic[] => [...new Set<Topic>(["contact", ...sections.flatMap(({ topic, also = [] }) => [topic, ...also])])];
