import { expect, test } from "vitest";
import type { ConsentView } from "../consent/index.ts";
import type { Delivered } from "../disclosure/index.ts";
import type { PersonId } from "../platform/ids.ts";
import { aroundOf, copyWithout, firstName, invitationOf, nextFor, sharedOf, type Helper, type Invitation } from "./family.ts";
import type { PlanContent } from "../plan/index.ts";

const [sara, johan] = ["sara", "johan"] as PersonId[];
const now = new Date("2026-11-23T22:30:00+01:00");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

const consent = (of: Partial<ConsentView>) => ({ id: "c", state: "waiting", own: undefined, terms: { disclosing: {} }, askedBy: {}, ...of }) as ConsentView;
const invitation = (of: Partial<Invitation>): Invitation => ({ deliveryId: "d", sentAt: hours(-48), at: hours(24), place: "BVC", question: "?", answer: undefined, from: { name: "", role: "", unit: "", authority: "", phone: "" }, ...of });
const plan = (on: string) => ({ followUp: { on, form: "meeting", who: "Maja" }, parties: [] }) as unknown as PlanContent;
const answered = { answer: "granted" } as ConsentView["own"];

test("what only the family can do comes first: a question of consent, then an invitation, then what is already agreed", () => {
  const everything = { consents: [consent({}), consent({}), consent({ own: answered })], invitations: [invitation({})], plan: plan("2026-12-15"), now };
  const next = nextFor(everything);
  expect(next.kind === "consent" && next.more).toBe(1);
  expect(nextFor({ ...everything, consents: [] }).kind).toBe("invitation");
  expect(nextFor({ ...everything, consents: [], invitations: [invitation({ answer: "coming" })] }).kind).toBe("meeting");
  expect(nextFor({ ...everything, consents: [], invitations: [invitation({ answer: "not-coming" }), invitation({ at: hours(-1) })] }).kind).toBe("follow-up");
  const coming = { ...everything, consents: [], invitations: [invitation({ answer: "coming" })] };
  expect(nextFor({ ...coming, planSentAt: hours(-72) }).kind).toBe("meeting");
  expect(nextFor({ ...coming, planSentAt: hours(-1) }).kind).toBe("follow-up");
  expect(nextFor({ consents: [consent({ own: answered }), consent({ state: "lapsed" })], invitations: [], plan: undefined, now }).kind).toBe("nothing");
});

test("a plan that has come and not been read is told before what is already agreed, and after what waits for an answer", () => {
  const came = { consents: [], invitations: [invitation({ answer: "coming" })], plan: plan("2026-12-15"), planOpened: false, now };
  expect(nextFor(came).kind).toBe("new-plan");
  expect(nextFor({ ...came, invitations: [invitation({})] }).kind).toBe("invitation");
  expect([nextFor({ ...came, consents: [consent({})] }).kind, nextFor({ ...came, planOpened: true }).kind]).toEqual(["consent", "meeting"]);
});

test("of two invitations the sooner comes first, and a follow-up whose day has passed is late", () => {
  const next = nextFor({ consents: [], invitations: [invitation({ deliveryId: "later", at: hours(48) }), invitation({ deliveryId: "sooner" })], plan: undefined, now });
  expect(next.kind === "invitation" && next.invitation.deliveryId).toBe("sooner");
  expect([plan("2026-11-22"), plan("2026-11-23")].map((one) => { const n = nextFor({ consents: [], invitations: [], plan: one, now }); return n.kind === "follow-up" && n.late; })).toEqual([true, false]);
});

const delivered = (of: Partial<Delivered>) => ({ id: Math.random().toString(), kind: "plan", what: ["contact"], at: now, ground: "consent", matterId: "m", fromUnit: "BVC", toPersonId: undefined, toUnit: undefined, ...of }) as Delivered;

test("one act of sharing is told once, with everybody who got it, and what this guardian's own copy is about", () => {
  const acts = sharedOf([
    delivered({ toUnit: "Trollet", what: ["contact", "home"] }), delivered({ toUnit: "Logopedin" }),
    delivered({ id: "mine", toPersonId: sara, ground: "party", what: ["contact", "learning"] }), delivered({ toPersonId: johan, ground: "party" }),
    delivered({ kind: "question", toUnit: "Trollet", at: hours(-1) }),
  ], sara!);
  expect(acts.map(({ kind, toUnits, toOthers, mine, grounds, what }) => ({ kind, toUnits, toOthers, mine, grounds, what }))).toEqual([
    { kind: "plan", toUnits: ["Trollet", "Logopedin"], toOthers: true, mine: "mine", grounds: ["consent"], what: ["contact", "learning"] },
    { kind: "question", toUnits: ["Trollet"], toOthers: false, mine: undefined, grounds: ["consent"], what: ["contact"] },
  ]);
});

test("nothing that the other guardian answered can be read from an act of sharing", () => {
  const [act] = sharedOf([delivered({ kind: "invitation", toPersonId: johan, answer: "not-coming", answeredAt: hours(-2), openedAt: hours(-3) })], sara!);
  expect(JSON.stringify(act)).not.toMatch(/not-coming|johan|2026-11-23T1[89]/);
});

const helper = (of: Partial<Helper>) => ({ matterId: "m1", unitId: "u1", unit: "Trollet", name: "Anna", role: "preschool-teacher", phone: "1", state: "taking-part", leads: false, closedAt: undefined, ...of }) as Helper;

test("whoever holds the plan comes first, a party that has not begun last, and what is closed not at all", () => {
  const parties = [{ unitId: "u1", unit: "Trollet" }, { unitId: "u9", unit: "Fritids", contact: "Kim", phone: "9" }];
  const around = aroundOf([helper({}), helper({ matterId: "m2" as never, unitId: "u2" as never, unit: "BVC", name: "Maja", state: "planned", leads: true }), helper({ unitId: "u3" as never, unit: "Skolan", closedAt: now })], { ...plan("2026-12-15"), parties } as never);
  expect(around.map(({ unit, name, holds }) => [unit, name, holds])).toEqual([["BVC", "Maja", true], ["Trollet", "Anna", false], ["Fritids", "Kim", false]]);
});

test("a plan is read without a branch the guardian must not be told of: not among the parties, not by what it does, not in the words around", () => {
  const whole = {
    sections: [{ heading: "Barnets röst", text: "Jag vill leka.", own: true }, { heading: "Insatser", text: "Familjestöd: samtal" }],
    data: { plan: { parties: [{ unitId: "u1", branchId: "b1" }, { unitId: "u2", branchId: "b2" }], measures: [{ id: "1", who: { unit: "u1", name: "BVC" } }, { id: "2", who: { unit: "u2", name: "Familjestöd" } }, { id: "3", who: { family: "morfar" } }] } },
  } as never;
  const { sections, data } = copyWithout(whole, new Set(["b2"])) as unknown as { sections: Array<{ text: string }>; data: { plan: { parties: Array<{ unitId: string }>; measures: Array<{ id: string }> } } };
  expect([sections.map(({ text }) => text), data.plan.parties.map(({ unitId }) => unitId), data.plan.measures.map(({ id }) => id)]).toEqual([["Jag vill leka."], ["u1"], ["1", "3"]]);
  expect(copyWithout(whole, new Set(["b3"]))).toBe(whole);
});

test("an invitation without a time is no invitation, and a child is called by the first name", () => {
  const content = (data: unknown) => ({ delivery: delivered({}), content: { child: { name: "Elis Holm" }, data } }) as never;
  expect(invitationOf(content({ meeting: { at: "sometime", place: "", question: "" } }))).toBeUndefined();
  expect(invitationOf(content({ meeting: { at: "2026-12-01T13:00:00+01:00", place: "BVC", question: "?" } }))?.at.toISOString()).toBe("2026-12-01T12:00:00.000Z");
  expect([firstName({ child: { name: " Elis Holm" } } as never), firstName(undefined)]).toEqual(["Elis", undefined]);
});
