import type { MatterState } from "../matter/matter.ts";

/** What a rule can be about. The route's parameter of the same name carries its id: a handle for a service (its card), a guide and an activity. `consultation`: a question without a name. `draft`: an activity that is being written. `request`: somebody wants to be contacted. */
export type SubjectKind = "matter" | "delivery" | "proposal" | "consent" | "child" | "service" | "guide" | "activity" | "draft" | "request" | "consultation" | "agreement" | "visit" | "register" | "deviation" | "group";

/**
 * What somebody is to a matter, a delivery, a proposal, a consent, a child, a request or a guide, at this moment.
 * assigned: works with the matter in the acting duty · receives: the delivery waits for, or was taken in by, the acting duty; the request
 * came to its unit ·
 * addressed: the delivery is to this guardian · guardian: of the child, acting as such · disclosing: works with the child in the
 * branch whose secrecy the consent lifts · asked: a colleague has asked the acting duty to decide on this proposal, which opens it and
 * nothing else of the matter.
 * wonders: asked this question for advice.
 * What somebody is to a card: colleague: acts in any duty · keeps-card: at its unit, named on it, or at the unit that keeps its guide ·
 * keeps-guide: at that last one.
 * What somebody is to an activity: organises: acts in a duty at its unit (or at the unit that writes its draft) · keeps-activity: there, or at the unit that answers for its guide.
 * What somebody is to a study visit: visits, hosts: acts in a duty at the unit that asked to come, or at the one that is visited.
 * What somebody is to the register of an authority: registers: keeps it, for some branch of the acting duty's own.
 * What somebody is to a deviation: reports: acts in a duty at the unit that reported it · receives: at the unit that got it · coordinates: brings it to
 * the group above, once it has climbed.
 * What somebody is to an agreement: party: acts in a duty of an authority that is a party · coordinates: keeps it · signs: for a party ·
 * names: says for its own authority who signs.
 * What somebody is to a group under an agreement, besides: belongs: has said yes to being in it · holds: is its chair or secretary, or coordinates.
 */
export const relations = [
  "assigned", "receives", "addressed", "guardian", "disclosing", "asked", "colleague", "keeps-card", "keeps-guide", "organises", "keeps-activity", "wonders", "party", "coordinates", "signs", "reports", "visits", "hosts", "names", "registers", "belongs", "holds",
] as const;
export type Relation = (typeof relations)[number];

export type Facts = {
  readonly relations: ReadonlySet<Relation>;
  readonly state: MatterState | undefined;
  /** Kept from this guardian by somebody with a ground for it. Wins over everything. @ground OSL 12:3, REQ-054 */
  readonly withheld: boolean;
  readonly asks: "accept" | "come" | "decide" | undefined;
  readonly answer: string | undefined;
  /** It came to the acting duty's own unit and a colleague has seen to it, or whoever asked has taken it back: who comes a moment too late is told so. */
  readonly answeredHere?: boolean;
};

type Rule = {
  readonly on: SubjectKind;
  readonly by: readonly Relation[];
  /** In which states of the matter; any, when not said. */
  readonly in?: readonly MatterState[];
  /** What a delivery or a proposal must still be waiting for. */
  readonly waiting?: "accept" | "come" | "decide";
  /** The answer it must have got. */
  readonly after?: "declined";
  readonly ground: string;
};

const open: readonly MatterState[] = [
  "noticed", "passed-on", "following", "gathering", "own-service", "other-service", "handing-over", "consent", "meeting", "planning", "planned", "taking-part",
];
const leading: readonly MatterState[] = ["gathering", "own-service", "other-service", "consent", "meeting", "planning", "planned"];

/** Who may do what, to what, when, and why. The whole truth table; docs/access.md is printed from it. */
export const rules = {
  "matter.read": { on: "matter", by: ["assigned"], ground: "PDL 4:1, SoLPUL 10 §, REQ-140" },
  "matter.assign": { on: "matter", by: ["assigned"], in: open, ground: "REQ-140–141" },
  "matter.close": { on: "matter", by: ["assigned"], in: ["noticed", "following", "gathering", "own-service", "taking-part"], ground: "model K1, K9" },
  "matter.withhold": { on: "matter", by: ["assigned"], ground: "OSL 12:3, REQ-054" },
  "age.review": { on: "matter", by: ["assigned"], in: open, ground: "OSL 12:3, FB 6:2, SoL 21:1, REQ-050" },
  "attendance.note": { on: "matter", by: ["assigned"], in: open, ground: "OSL 23:2, model degerforsmodellen 3.6" },
  "forum.raise": { on: "matter", by: ["assigned"], in: open, ground: "OSL 8:1, 12:2, model degerforsmodellen 3.5" },
  "concern.log": { on: "matter", by: ["assigned"], ground: "SoL 19:1, OSL 40:7 g" },
  "signal.add": { on: "matter", by: ["assigned"], in: open, ground: "model K12" },
  "signal.pass-on": { on: "matter", by: ["assigned"], in: ["noticed"], ground: "OSL 8:1, 10:1, REQ-011" },
  "inquiry.begin": { on: "matter", by: ["assigned"], in: ["noticed"], ground: "model K2" },
  "inquiry.write": { on: "matter", by: ["assigned"], in: leading, ground: "model K2, K12" },
  "decision.make": { on: "matter", by: ["assigned"], in: ["gathering"], ground: "model K1" },
  "decision.think-again": { on: "matter", by: ["assigned"], in: ["own-service", "other-service", "consent"], ground: "model 2.6" },
  "handover.offer": { on: "matter", by: ["assigned"], in: ["other-service"], ground: "OSL 8:1, model K1" },
  "consent.ask": { on: "matter", by: ["assigned"], in: open, ground: "OSL 12:2, REQ-030–032" },
  "consent.read": { on: "consent", by: ["assigned", "disclosing"], ground: "REQ-035" },
  "consent.note": { on: "consent", by: ["assigned", "disclosing"], ground: "OSL 12:2, REQ-042" },
  "consent.answer": { on: "consent", by: ["guardian"], ground: "OSL 12:2–12:3, FB 6:11, 6:13" },
  "delivery.make": { on: "matter", by: ["assigned"], in: open, ground: "OSL 8:1, 10:1, REQ-011" },
  "delivery.read": { on: "delivery", by: ["receives", "addressed", "assigned"], ground: "OSL 7:2, REQ-017" },
  "delivery.receive": { on: "delivery", by: ["receives"], waiting: "accept", ground: "model K2, REQ-012" },
  "delivery.come": { on: "delivery", by: ["receives", "addressed"], waiting: "come", ground: "model K1, K2" },
  "proposal.read": { on: "proposal", by: ["assigned", "asked"], ground: "OSL 8:1, REQ-074" },
  "proposal.decide": { on: "proposal", by: ["asked"], waiting: "decide", ground: "lag 2025:170 7 §, REQ-074" },
  "proposal.take-back": { on: "proposal", by: ["assigned"], waiting: "decide", ground: "REQ-074" },
  "proposal.again": { on: "proposal", by: ["assigned"], after: "declined", ground: "OSL 6:3–6:5, REQ-078" },
  "meeting.call": { on: "matter", by: ["assigned"], in: ["consent", "planned"], ground: "model K2" },
  "meeting.hold": { on: "matter", by: ["assigned"], in: ["meeting", "planned"], ground: "model K1" },
  "plan.write": { on: "matter", by: ["assigned"], in: ["planning", "planned"], ground: "model K1, M2" },
  "plan.adopt": { on: "matter", by: ["assigned"], in: ["planning", "planned"], ground: "model K1, BK 12, REQ-056, REQ-094" },
  "plan.hand-over": { on: "matter", by: ["assigned"], in: ["planned"], ground: "model K2" },
  "lead.hand-over": { on: "matter", by: ["assigned"], in: open, ground: "model K1, K2" },
  "report.write": { on: "matter", by: ["assigned"], in: ["following", "taking-part", "planned"], ground: "model M2" },
  "follow-up.make": { on: "matter", by: ["assigned"], in: ["planned"], ground: "model M2" },
  "contact.answer": { on: "request", by: ["receives"], ground: "model degerforsmodellen 2.5 R4" },
  "consultation.read": { on: "consultation", by: ["wonders", "receives"], ground: "REQ-019, model degerforsmodellen 3.2" },
  "consultation.answer": { on: "consultation", by: ["receives"], ground: "REQ-019, model degerforsmodellen 3.2" },
  "visit.read": { on: "visit", by: ["visits", "hosts"], ground: "model degerforsmodellen 5.3" },
  "visit.answer": { on: "visit", by: ["hosts"], ground: "model degerforsmodellen 5.3" },
  "visit.tell": { on: "visit", by: ["visits"], ground: "model degerforsmodellen 5.3" },
  "card.read": { on: "service", by: ["colleague"], ground: "model degerforsmodellen 5" },
  "card.keep": { on: "service", by: ["keeps-card"], ground: "U40, model degerforsmodellen 5.3" },
  "card.end": { on: "service", by: ["keeps-guide"], ground: "U40, model degerforsmodellen 5.3" },
  "card.nudge": { on: "service", by: ["keeps-guide"], ground: "U40, model degerforsmodellen 5.3" },
  "guide.keep": { on: "guide", by: ["keeps-guide"], ground: "U40, model degerforsmodellen 5.3" },
  "activity.keep": { on: "activity", by: ["keeps-activity"], ground: "U40, model degerforsmodellen 2.3" },
  "activity.share": { on: "activity", by: ["organises"], ground: "model degerforsmodellen 2.3" },
  // Its unit is asked to be there, or is there: it answers for itself.
  "activity.answer": { on: "activity", by: ["receives"], ground: "model degerforsmodellen 2.3" },
  "activity.write": { on: "draft", by: ["organises"], ground: "model degerforsmodellen 2.3" },
  "activity.people": { on: "activity", by: ["organises"], ground: "GDPR 5.1 c, 6.1 e, model degerforsmodellen 2.3" },
  "agreement.read": { on: "agreement", by: ["party", "coordinates"], ground: "model degerforsmodellen 4, 9.2" },
  "agreement.keep": { on: "agreement", by: ["coordinates"], ground: "model degerforsmodellen 9.2" },
  "agreement.name": { on: "agreement", by: ["names"], ground: "model degerforsmodellen 4.5" },
  "agreement.sign": { on: "agreement", by: ["signs"], ground: "model degerforsmodellen 4.5" },
  "register.keep": { on: "register", by: ["registers"], ground: "OSL 8:1, GDPR 5.1 c, model degerforsmodellen 5" },
  "deviation.read": { on: "deviation", by: ["reports", "receives", "coordinates"], ground: "model degerforsmodellen 3.3, 9 row 53" },
  "deviation.answer": { on: "deviation", by: ["receives", "coordinates"], ground: "model degerforsmodellen 3.3, 9 row 53" },
  "deviation.settle": { on: "deviation", by: ["reports", "coordinates"], ground: "model degerforsmodellen 3.3, 9 row 53" },
  "group.read": { on: "group", by: ["party", "coordinates"], ground: "model degerforsmodellen 4.3, 9.2" },
  "group.follow": { on: "group", by: ["belongs", "coordinates"], ground: "model degerforsmodellen 9.2" },
  "group.belong": { on: "group", by: ["belongs"], ground: "model degerforsmodellen 9.2" },
  "group.hold": { on: "group", by: ["holds"], ground: "model degerforsmodellen 4.3, 9.2" },
  "group.keep": { on: "group", by: ["coordinates"], ground: "model degerforsmodellen 9.2" },
  "family.read": { on: "child", by: ["guardian"], ground: "FB 6:11, REQ-065, REQ-147" },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

/** Yes with its ground; or no. `hidden` says nothing to the asker, who gets the same answer as for what does not exist. */
export type Decision = { readonly granted: true; readonly ground: string } | { readonly granted: false; readonly refused: string; readonly hidden: boolean };

/** The policy: pure, total, and the only place that decides what somebody may do. */
export function decide(action: Action, facts: Facts | undefined): Decision {
  const rule: Rule = rules[action];
  const related = facts?.relations.size ? rule.by.some((relation) => facts.relations.has(relation)) : false;
  const tooLate = { granted: false, refused: `${rule.on}.answered`, hidden: false } as const;
  if (facts?.answeredHere && !related) return tooLate;
  if (!facts || !related) return { granted: false, refused: "access.unrelated", hidden: true };
  const asFamily = facts.relations.has("guardian") || facts.relations.has("addressed");
  if (facts.withheld && asFamily && rule.on !== "child") return { granted: false, refused: "access.withheld", hidden: true };
  if (rule.in && !(facts.state && rule.in.includes(facts.state))) return { granted: false, refused: "matter.state", hidden: false };
  if (rule.waiting && (facts.asks !== rule.waiting || facts.answer !== undefined)) return tooLate;
  if (rule.after && facts.answer !== rule.after) return tooLate;
  return { granted: true, ground: rule.ground };
}
