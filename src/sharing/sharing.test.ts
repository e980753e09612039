import { expect, test } from "vitest";
import { mandatesOf } from "../access/grounds.ts";
import type { BranchKind } from "../access/secrecy.ts";
import { matterStates, move, type MatterRole } from "../matter/index.ts";
import type { Colleague, Unit } from "../organisation/index.ts";
import { newId, type BranchId, type UnitId } from "../platform/ids.ts";
import { loadPractice } from "../practice/index.ts";
import { deliveryKinds } from "../disclosure/index.ts";
import { comingLeads, decidersFor, landingOf, leadsOn, nearest, neededFor, offersFor, relationBetween, suggestLeads, type Deciding } from "./sharing.ts";

const practice = loadPractice("packages-of-practice/kronobarn");
const unit = (name: string, kind: BranchKind, town: string, authority: string): Unit =>
  ({ id: name as UnitId, name, kind, town, authority, authorityId: authority, branchId: `${authority} ${kind}` as BranchId, branch: kind, phone: "" });

const trollet = unit("Trollet", "preschool", "Hovmantorp", "Lessebo kommun");
const bergdala = unit("Bergdala skola", "school", "Bergdala", "Lessebo kommun");
const kosta = unit("Kosta skola", "school", "Lessebo", "Lessebo kommun");
const kaa = unit("KAA Lessebo", "labour-market", "Lessebo", "Lessebo kommun");
const bvcLessebo = unit("BVC Lessebo", "child-health", "Lessebo", "Region Kronoberg");
const bvcVaxjo = unit("BVC Växjö", "child-health", "Växjö", "Region Kronoberg");
const elevhalsan = unit("Elevhälsan", "pupil-health", "Lessebo", "Lessebo kommun");
const socialtjansten = unit("Socialtjänsten", "social-services", "Lessebo", "Lessebo kommun");
const polisen = unit("Polisen", "police", "Växjö", "Polismyndigheten");
const klubben = unit("Klubben", "association", "Lessebo", "Klubben");
const units = [trollet, bergdala, kosta, kaa, bvcLessebo, bvcVaxjo, elevhalsan, socialtjansten, polisen, klubben];

const on = "2026-11-23";
const fourYears = { bornOn: "2022-10-14" };
const names = (list: readonly Unit[]) => list.map(({ name }) => name);

test("a preschool's signal about a four-year-old belongs to the BVC of a place in its own municipality", () => {
  const [first, ...more] = suggestLeads(leadsOn(practice, fourYears, on), { own: trollet, units });
  expect([first?.lead, names(first?.units ?? []), more]).toEqual(["child-health-nurse", ["BVC Lessebo"], []]);
});

test("a school's own signal stays at the school; a young person of sixteen may also be the municipality's", () => {
  expect(suggestLeads(leadsOn(practice, { bornOn: "2014-03-01" }, on), { own: bergdala, units }).map((one) => names(one.units))).toEqual([["Bergdala skola"]]);
  expect(leadsOn(practice, { bornOn: "2010-01-05" }, on)).toEqual(["head-teacher", "activity-officer"]);
});

test("the role is offered in time: to the BVC before the birth, to a school the year before school", () => {
  expect(comingLeads(practice, { expectedOn: "2027-02-01" }, on)).toEqual(["midwife", "child-health-nurse"]);
  expect(comingLeads(practice, { bornOn: "2021-09-17" }, on)).toEqual(["child-health-nurse", "head-teacher"]);
  expect(comingLeads(practice, fourYears, on)).toEqual(["child-health-nurse"]);
});

test("where nothing lies near, everything of the right kind is offered, never nothing", () => {
  expect(names(nearest([bvcVaxjo], trollet, units))).toEqual(["BVC Växjö"]);
  expect(suggestLeads(leadsOn(practice, fourYears, on), { own: bvcLessebo, units }).map((one) => names(one.units))).toEqual([["BVC Lessebo"]]);
});

test("nobody leads for a grown-up, and nobody is suggested", () => {
  expect(suggestLeads(leadsOn(practice, { bornOn: "2000-01-01" }, on), { own: trollet, units })).toEqual([]);
});

test("branches of one board stand nearer than two boards, and two authorities further apart", () => {
  expect([relationBetween(trollet, elevhalsan), relationBetween(trollet, socialtjansten), relationBetween(trollet, bvcLessebo)]).toEqual(["same-authority", "same-body", "other-body"]);
});

const from = (own: Unit, requested = false) => ({ own, child: fourYears, on, requested });
const somebody = (role: string, appointed = false): Colleague =>
  ({ dutyId: newId(), personId: newId(), name: role, role, leads: false, appointed, unitId: newId(), unit: "Enheten" });
/** Somebody with a role, alone or among colleagues, where nobody decides alone on some grounds. */
const deciding = (role: string, colleagues: readonly Colleague[] = [], rules: readonly string[] = []): Deciding =>
  ({ own: mandatesOf({ role, appointed: false }), colleagues, rules: new Map(rules.map((ground) => [ground, on])) });
const codes = (own: Unit, to: readonly Unit[], requested = false) => offersFor(from(own, requested), to, deciding("preschool-teacher")).offered.map(({ code }) => code);

test("the general clause is offered from a preschool to BVC, never from BVC, and the reason is told", () => {
  expect(codes(trollet, [bvcLessebo])).toContain("general-clause");
  expect(codes(bvcLessebo, [trollet])).not.toContain("general-clause");
  expect(offersFor(from(bvcLessebo), [trollet], deciding("child-health-nurse")).not.find(({ ground }) => ground.code === "general-clause")?.because).toBe("ground.general-clause.not.secrecy");
});

test("a ground must fit every receiver, and whoever it fails for is named", () => {
  expect(codes(trollet, [klubben])).toContain("private-with-reservation");
  const both = offersFor(from(trollet), [bvcLessebo, klubben], deciding("preschool-teacher"));
  expect(both.offered.map(({ code }) => code)).not.toContain("private-with-reservation");
  expect(both.not.find(({ ground }) => ground.code === "private-with-reservation")?.unit.name).toBe("BVC Lessebo");
});

const police = (role: string, own: Unit, colleagues: readonly Colleague[] = [], rules: readonly string[] = []) => {
  const among = deciding(role, colleagues, rules);
  const { offered, not } = offersFor(from(own), [polisen], among);
  const askedOf = (code: string) => offered.filter((ground) => ground.code === code).flatMap((ground) => {
    const needed = neededFor(ground, among);
    return needed ? decidersFor(needed, among).map(({ name }) => `${needed.because}: ${name}`) : ["nobody"];
  });
  return { askedOf, because: (code: string) => not.find(({ ground }) => ground.code === code)?.because };
};

test("a ground that another decides on is offered where that other is, and only that one is asked", () => {
  expect(police("head-teacher", bergdala).askedOf("lea-school")).toEqual(["nobody"]);
  expect(police("teacher", bergdala, [somebody("teacher"), somebody("head-teacher")]).askedOf("lea-school")).toEqual(["decision-maker: head-teacher"]);
  expect(police("teacher", bergdala, [somebody("teacher")]).because("lea-school")).toBe("ground.nobody.head-teacher");
});

test("whom the authority has appointed may be asked whatever the role; nobody else", () => {
  const fritid = unit("Fritidsgården", "leisure", "Lessebo", "Lessebo kommun");
  expect(police("youth-worker", fritid, [somebody("coordinator", true), somebody("head-teacher")]).askedOf("lea-leisure")).toEqual(["decision-maker: coordinator"]);
  expect(police("youth-worker", fritid, [somebody("coordinator")]).because("lea-leisure")).toBe("ground.nobody.appointed");
});

test("a ground that takes two is offered among colleagues, and explained to one alone", () => {
  expect(police("social-worker", socialtjansten, [somebody("social-worker")]).askedOf("young-at-risk-of-crime")).toEqual(["second-person: social-worker"]);
  expect(police("social-worker", socialtjansten).because("young-at-risk-of-crime")).toBe("ground.nobody.handler");
});

test("a branch may let nobody decide alone, not even whom the law names", () => {
  expect(police("head-teacher", bergdala, [somebody("teacher")], ["lea-school"]).askedOf("lea-school")).toEqual(["own-rule: teacher"]);
  expect(police("head-teacher", bergdala, [], ["lea-school"]).because("lea-school")).toBe("ground.nobody.handler");
  expect(police("head-teacher", bergdala, [somebody("teacher")], ["general-clause"]).askedOf("lea-school")).toEqual(["nobody"]);
});

test("every ground is either offered or explained, from every kind of branch to every other", () => {
  for (const own of units) for (const to of units) {
    const { offered, not } = offersFor(from(own), [to], deciding("teacher"));
    expect(offered.length + not.length).toBe(27);
    expect(not.every(({ because }) => because.length > 0)).toBe(true);
  }
});

const roles: readonly MatterRole[] = ["noticing", "child-lead", "party"];

test("whatever is accepted, in whatever matter, lands in a step the way allows", () => {
  for (const kind of deliveryKinds) for (const state of matterStates) for (const role of roles) for (const sender of matterStates) {
    const landing = landingOf(kind, sender, { state, role });
    if (landing.by === "become-plan-lead") expect(move(landing.into === "new" ? landing.state : state, landing.by)).toBe("planned");
    else if (landing.by) expect(move(state, landing.by), `${kind} in ${state}`).toBe("gathering");
  }
});

test("an accepted signal makes a child lead who gathers; a plan's parties take part", () => {
  expect(landingOf("signal", undefined, undefined)).toEqual({ into: "new", state: "gathering", role: "child-lead" });
  expect(landingOf("signal", undefined, { state: "noticed", role: "noticing" })).toEqual({ into: "existing", by: "begin-inquiry", role: "child-lead" });
  expect(landingOf("signal", undefined, { state: "meeting", role: "child-lead" })).toEqual({ into: "existing" });
  expect(landingOf("plan", undefined, undefined)).toEqual({ into: "new", state: "taking-part", role: "party" });
  expect(landingOf("plan-lead", undefined, { state: "taking-part", role: "party" })).toEqual({ into: "existing", by: "become-plan-lead" });
});

test("who takes over after a child lead goes on where the other was: still gathering, or following a plan", () => {
  expect(landingOf("child-lead", "gathering", undefined)).toEqual({ into: "new", state: "gathering", role: "child-lead" });
  expect(landingOf("child-lead", "planned", undefined)).toEqual({ into: "new", state: "following", role: "child-lead" });
  expect(landingOf("child-lead", "following", { state: "taking-part", role: "party" })).toEqual({ into: "existing", role: "child-lead" });
});
