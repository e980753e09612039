import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, matterOf, stageAdopted, stagePlanning, well, wholePlan, type Stage } from "#test/plan-stage.ts";
import { findContent, listDeliveriesAbout } from "../disclosure/index.ts";
import { newId } from "../platform/ids.ts";
import { seal } from "../platform/seal/seal.ts";
import { adopt, savePlan, type PlanContent, type PlanInput } from "./index.ts";

let house: TestHouse;
let stage: Stage;
let maja: Client;
let path: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

async function begin(speechTopics?: Parameters<typeof stagePlanning>[1]): Promise<void> {
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed' where closed_at is null");
  await house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10");
  stage = await stagePlanning(house, speechTopics);
  maja = await house.signIn("maja");
  path = `/matters/${stage.matterId}/plan`;
}
beforeEach(() => begin());

const save = (change: Partial<PlanInput> = {}) =>
  house.as("maja", async (hand) => well(await savePlan(hand, { matter: await matterOf(hand, stage.matterId), content: wholePlan(stage, hand.today, change) })));
const press = async () => maja.submit(await maja.get(`${path}/adopt`), {}, `${path}/adopt`);
type Sent = { id: string; kind: string; unit: string | null; person: string | null; ground: string; what: string[]; batch_id: string; received_matter_id: string | null };
const sent = (kind = "plan") =>
  house.rows<Sent>("select d.id, d.kind, u.handle as unit, d.to_person_id as person, d.ground, d.what, d.batch_id, d.received_matter_id from kring.delivery d left join kring.unit u on u.id = d.to_unit_id where d.matter_id = $1 and d.kind = $2 order by d.at, u.handle nulls last", [stage.matterId, kind]);
const versions = () => house.rows<{ number: number; state: string; adopted_by: string | null; follow_up_on: Date | null }>("select number, state, adopted_by, follow_up_on from kring.plan_version where matter_id = $1 order by number", [stage.matterId]);

/** What one receiver reads: the whole frozen document, as that receiver can open it. */
const readBy = (handle: string, delivery: string) => house.as(handle, async ({ tx, house: { keys } }) => findContent(tx, keys, delivery));
const planOf = async (handle: string, delivery: string): Promise<PlanContent> => (await readBy(handle, delivery))!.data!["plan"] as PlanContent;

test("the check page says who gets what on which ground, and the plan is adopted with one press", async () => {
  await save();
  const check = await maja.get(`${path}/adopt`);
  for (const text of ["Sara Holm som vårdnadshavare 5 insatser", "Förskolan Trollet med stöd av samtycke 5 insatser", "Logopedin med stöd av samtycke 4 insatser", "Se planen som Logopedin får den"]) expect(check.text).toContain(text);
  const done = await press();
  expect(done.path).toBe(`/matters/${stage.matterId}?done=planAdopted`);
  expect(done.text).toContain("Följ upp planen");
  expect(await house.rows("select state, due_on::text from kring.matter where id = $1", [stage.matterId])).toEqual([{ state: "planned", due_on: "2027-01-11" }]);
  const copies = await sent();
  expect(copies.map(({ unit, ground }) => [unit, ground])).toEqual([["logopedin", "consent"], ["trollet", "consent"], [null, "party"], [null, "party"]]);
  expect(new Set(copies.map(({ batch_id }) => batch_id)).size).toBe(1);
  expect(await house.rows("select count(*)::int as n from kring.letter where person_id = any($1)", [stage.guardians.map(({ id }) => id)])).toEqual([{ n: expect.any(Number) as number }]);
});

test("nothing can be adopted that lacks the child's voice, a measure, a contact or a follow-up, and each is named", async () => {
  const voiceless = { childVoice: undefined } as Partial<PlanInput>;
  const bare: Array<[Partial<PlanInput>, string]> = [
    [voiceless, "Barnets ord, eller varför de saknas"], [{ measures: [] }, "Minst en insats"], [{ followUp: {} }, "Dag för uppföljning"],
    [{ parties: wholePlan(stage, "2026-11-23").parties.map((one) => ({ ...one, contact: "" })) }, "Kontaktperson och telefon: Förskolan Trollet"],
  ];
  for (const [change, text] of bare) {
    await save(change);
    const check = await maja.get(`${path}/adopt`);
    expect(check.text).toContain(text);
    expect(check.html).not.toContain("Anta planen och dela ut den");
    const forced = await maja.post(`${path}/adopt`, { once: crypto.randomUUID(), version: "2" });
    expect(forced.status).toBeGreaterThan(400);
  }
  const refused = await house.as("maja", async (hand) => {
    const matter = await matterOf(hand, stage.matterId);
    const { version } = well(await savePlan(hand, { matter, content: wholePlan(stage, hand.today, voiceless) }));
    return adopt(hand, { matter, version });
  });
  expect(refused).toEqual({ refused: "plan.incomplete", details: { count: 1 } });
  expect([await sent(), (await versions()).map(({ state }) => state)]).toEqual([[], ["draft"]]);
});

test("the reason why there are no words is enough", async () => {
  await save({ childVoice: { missing: "Elis fick frågan och ville inte svara." } });
  expect((await press()).path).toContain("planAdopted");
  const [copy] = await sent();
  expect((await readBy("per", copy!.id))!.sections[0]).toEqual({ topic: "plan", heading: "Barnets egna ord saknas.", text: "Elis fick frågan och ville inte svara." });
});

test("pressing twice, or two at once, makes one version and one copy each", async () => {
  await save();
  const check = await maja.get(`${path}/adopt`);
  await Promise.all([maja.submit(check, {}, `${path}/adopt`), maja.submit(check, {}, `${path}/adopt`), press().catch(() => undefined)]);
  expect([(await versions()).map(({ state }) => state), (await sent()).length]).toEqual([["adopted"], 4]);
  const again = await maja.get(`${path}/adopt`);
  expect(again.text).toContain("Planen är redan antagen");
  const forced = await maja.post(`${path}/adopt`, { once: crypto.randomUUID(), version: "3" });
  expect([forced.status, (await sent()).length]).toEqual([422, 4]);
});

test("a plan that somebody changed after it was checked is not adopted unseen", async () => {
  await save();
  const check = await maja.get(`${path}/adopt`);
  await maja.submit(await maja.get(path), { reason: "Något helt annat", guardiansView: "" }, `${path}/why`);
  const stopped = await maja.submit(check, {}, `${path}/adopt`);
  expect([stopped.status, (await sent()).length]).toEqual([409, 0]);
  expect(stopped.text).toContain("Något helt annat");
});

test("an adopted version never changes: the database itself refuses", async () => {
  await stageAdopted(house, stage);
  const attempts = ["set sealed = 'x'", "set follow_up_on = '2030-01-01'", "set state = 'draft', adopted_at = null", "set version = 99"];
  for (const attempt of attempts) await expect(house.rows(`update kring.plan_version ${attempt} where matter_id = $1`, [stage.matterId])).rejects.toThrow("never changes");
});

test("each party reads its own copy and nothing of what is withheld, not even that something is", async () => {
  await stageAdopted(house, stage);
  const [speech, preschool] = await sent();
  const [theirs, whole] = [await readBy("per", speech!.id), await planOf("anna", preschool!.id)];
  expect(JSON.stringify(theirs)).not.toMatch(/nätterna|care|withheldFrom":\[".+"/);
  expect((theirs!.data!["plan"] as PlanContent).measures).toHaveLength(4);
  expect(speech!.what).not.toContain("care");
  expect(whole.measures.map(({ what }) => what)).toContain("Prata om nätterna med familjen");
  expect(await readBy("anna", speech!.id)).toBeUndefined();
});

test("an area that consent does not cover is left out of that party's copy, and said before it is sent", async () => {
  await begin(["contact", "meeting", "plan", "development", "learning"]);
  await save();
  const check = await maja.get(`${path}/adopt`);
  expect(check.text).toContain("Utan hälsa, hemmet, eftersom samtycke till det saknas.");
  await press();
  const [speech] = await sent();
  const copy = await planOf("per", speech!.id);
  expect([copy.measures.map(({ area }) => area), copy.goals.map(({ area }) => area)]).toEqual([["learning", "development"], ["learning"]]);
  expect(copy.parties.map(({ unit }) => unit)).toEqual(["BVC Lessebo", "Förskolan Trollet", "Logopedin"]);
});

test("a party without consent gets nothing and is named; when consent comes, so does the plan", async () => {
  await begin([]);
  await save();
  expect((await maja.get(path)).text).toContain("Logopedin : ingenting: samtycke saknas");
  const check = await maja.get(`${path}/adopt`);
  expect(check.text).toContain("De här får inte planen");
  expect(check.text).toContain("Logopedin");
  const done = await press();
  expect(done.text).toContain("Alla kunde inte få den");
  expect((await sent()).map(({ unit }) => unit)).toEqual(["trollet", null, null]);
  await house.as("maja", async (hand) => consentTo(hand, { matter: await matterOf(hand, stage.matterId), receivers: [stage.units.speech.branchId], topics: ["contact", "plan", "development"] }));
  const rest = await maja.submit(await maja.get(`${path}/deliver`), {}, `${path}/deliver`);
  expect(rest.path).toContain("planSent");
  expect((await sent()).flatMap(({ unit }) => unit ?? []).toSorted()).toEqual(["logopedin", "trollet"]);
  expect((await maja.get(`${path}/deliver`)).text).toContain("Alla som ska ha planen har fått den.");
});

test("a consent taken back a moment before stops the delivery, whatever the check page said", async () => {
  await save();
  const check = await maja.get(`${path}/adopt`);
  await house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10 where $1 = any(receivers)", [stage.units.preschool.branchId]);
  const done = await maja.submit(check, {}, `${path}/adopt`);
  expect(done.path).toContain("planAdoptedNotAll");
  expect((await sent()).map(({ unit }) => unit)).toEqual(["logopedin", null, null]);
});

test("both guardians get the plan, each without what is kept from that guardian alone", async () => {
  const johan = stage.guardians.find(({ name }) => name.startsWith("Johan"))!;
  await stageAdopted(house, stage, (plan) => ({ ...plan, measures: plan.measures.map((one) => (one.what.includes("bok") ? { ...one, withheldFrom: [johan.id] } : one)) }));
  const copies = await sent();
  const copyOf = (name: string) => copies.find(({ person }) => person === stage.guardians.find((one) => one.name.startsWith(name))!.id)!.id;
  const [saras, johans] = [await planOf("sara", copyOf("Sara")), await planOf("johan", copyOf("Johan"))];
  expect([saras.measures.length, johans.measures.length]).toEqual([5, 4]);
  expect(JSON.stringify(await readBy("johan", copyOf("Johan")))).not.toContain("bok varje kväll");
  expect(await readBy("johan", copyOf("Sara"))).toBeUndefined();
});

test("a guardian the matter is kept from gets no copy and no letter, and the one who adopts is told", async () => {
  const johan = stage.guardians.find(({ name }) => name.startsWith("Johan"))!;
  await house.as("maja", async ({ tx, at, actor, ...hand }) => {
    const matter = await matterOf({ tx, at, actor, ...hand }, stage.matterId);
    const id = newId();
    await tx.insertInto("withholding").values({ id, child_id: matter.childId, matter_id: matter.id, branch_id: matter.branchId, person_id: johan.id, ground: "OSL 12:3", sealed: seal(matter.key, `withholding:${id}`, { reason: "Risk" }), by_duty: actor.duty!.id, at, until_at: null }).execute();
  });
  await save();
  expect((await maja.get(path)).text).toContain("Johan Holm : ingenting: sekretess");
  const letters = () => house.rows<{ n: number }>("select count(*)::int as n from kring.letter where person_id = $1", [johan.id]);
  const before = await letters();
  await press();
  expect((await sent()).map(({ person }) => person)).not.toContain(johan.id);
  expect(await letters()).toEqual(before);
  const seen = await house.as("johan", ({ tx }) => listDeliveriesAbout(tx, stage.matterId));
  expect(seen).toEqual([]);
});

test("adopting needs a fresh sign-in, and what was about to be sent waits meanwhile", async () => {
  await save();
  const check = await maja.get(`${path}/adopt`);
  house.clock.advance(6);
  const again = await maja.post(`${path}/adopt`, { once: crypto.randomUUID(), version: "2" });
  expect([check.status, again.status, again.location]).toEqual([200, 303, `/sign-in/again?to=${encodeURIComponent(`${path}/adopt`)}`]);
  expect(await sent()).toEqual([]);
});

test("the trail says that the plan was written, adopted and read, without a word of it", async () => {
  await save();
  await press();
  await maja.get(`${path}/versions/1`);
  const lines = await house.rows<{ event: string; shown: string }>("select event, shown::text from kring.audit_event where matter_id = $1 and outcome = 'granted'", [stage.matterId]);
  expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(["plan.opened", "plan.adopted", "plan.read", "matter.viewed"]));
  expect(lines.map(({ shown }) => shown).join()).not.toMatch(/Elis|Nils|nätterna/);
});
