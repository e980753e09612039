import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, ELIS, matterOf, openIn, stagePlanning, well, wholePlan } from "#test/plan-stage.ts";
import { areaIds } from "../practice/index.ts";
import { listUnits } from "../organisation/index.ts";
import { adopt, savePlan } from "../plan/index.ts";
import type { MatterState } from "../matter/index.ts";
import type { Topic } from "../consent/index.ts";

let house: TestHouse;
let maja: Client;
let anna: Client;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.advance(3);
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed' where closed_at is null");
  await house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10");
  [maja, anna] = await Promise.all([house.signIn("maja"), house.signIn("anna")]);
});

const unitId = async (handle: string) => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;
const stateOf = async (id: string) => (await house.rows<{ state: string; role: string }>("select state, role from kring.matter where id = $1", [id]))[0];
const deliveryOf = async (kind: string) =>
  (await house.rows<{ id: string; matter_id: string; received_matter_id: string | null; answer: string | null; ground: string; not_for_guardians: boolean }>("select * from kring.delivery where kind = $1 order by at desc limit 1", [kind]))[0]!;
const openMatter = async (handle: string, state: MatterState, more: { role?: "child-lead" | "party"; number?: string } = {}) =>
  (await house.as(handle, (hand) => openIn(hand, { number: more.number ?? ELIS, state, role: more.role ?? "child-lead" }))).id as string;

/** Both guardians say yes to one branch telling another. */
const consented = (handle: string, matter: string, receiver: string, topics: readonly Topic[] = ["contact", "meeting", "plan", ...areaIds(house.house.practice)]) =>
  house.as(handle, async (hand) => {
    const unit = (await listUnits(hand.tx)).find(({ name }) => name === receiver)!;
    return consentTo(hand, { matter: await matterOf(hand, matter), receivers: [unit.branchId], topics });
  });
const words = { message: "Elis är nyfiken. Han behöver någon som förstår sig på hörsel.", messageTopics: ["health"] };

async function offer(client: Client, of: { matter: string; way: string; to: string; more?: Record<string, string | string[]> }): Promise<Page> {
  const page = await client.get(`/matters/${of.matter}/${of.way}`);
  const to = `unit:${await unitId(of.to)}`;
  const shown = page.html.includes(`name="to" value="${to}"`);
  return client.submit(page, { ...(shown ? { to } : { to: page.html.includes('value="other"') ? "other" : [], other: to }), ...words, ...of.more }, `/${of.way}`);
}
const send = (client: Client, check: Page) => client.submit(check, { covered: "yes" }, "/check");

test("a whole matter is offered to another service, and is the sender's until it is accepted", async () => {
  const matter = await openMatter("maja", "other-service");
  const ground = await offer(maja, { matter, way: "hand-over", to: "habiliteringen" });
  expect(ground.text).toContain("Inom vården i samma region eller kommun");
  const tests = await maja.submit(ground, { ground: "health-internal" }, "/ground");
  const check = await maja.submit(tests, { need: "De kan hörsel", less: "yes" }, "/test");
  expect(check.text).toContain("Inom vården i samma region eller kommun");
  const sent = await maja.submit(check, {}, "/check");
  expect([sent.path, await stateOf(matter)]).toEqual([`/matters/${matter}?done=offered`, { state: "handing-over", role: "child-lead" }]);
  expect(sent.text).toContain("Invänta svar från Barn- och ungdomshabiliteringen. Skickat i dag");
  const { id } = await deliveryOf("matter");
  const lead = await house.signIn(house.world.staff.find(({ duties }) => duties.some(({ unit, leads }) => unit === "habiliteringen" && leads))!.handle, "habiliteringen");
  const received = await lead.submit(await lead.get(`/deliveries/${id}`), {}, "/receive");
  expect(received.path).toContain("done=received");
  expect(await stateOf(matter)).toEqual({ state: "closed", role: "child-lead" });
  expect(await stateOf((await deliveryOf("matter")).received_matter_id!)).toEqual({ state: "gathering", role: "child-lead" });
});

test("a matter that comes back is the sender's again, with the reason on the child's page", async () => {
  const matter = await openMatter("maja", "other-service");
  const ground = await offer(maja, { matter, way: "hand-over", to: "habiliteringen" });
  const tests = await maja.submit(ground, { ground: "health-internal" }, "/ground");
  await maja.submit(await maja.submit(tests, { need: "De kan hörsel", less: "yes" }, "/test"), {}, "/check");
  const { id } = await deliveryOf("matter");
  const lead = await house.signIn(house.world.staff.find(({ duties }) => duties.some(({ unit, leads }) => unit === "habiliteringen" && leads))!.handle, "habiliteringen");
  await lead.submit(await lead.get(`/deliveries/${id}/return`), { reason: "Det här är en fråga för öronmottagningen." }, "/return");
  expect(await stateOf(matter)).toEqual({ state: "gathering", role: "child-lead" });
  expect((await maja.get(`/matters/${matter}`)).text).toContain("Det här är en fråga för öronmottagningen.");
  expect((await lead.get(`/deliveries/${id}`)).text).not.toContain("förstår sig på hörsel");
});

test("a late answer asks for a telephone call, with the number", async () => {
  const matter = await openMatter("maja", "other-service");
  const ground = await offer(maja, { matter, way: "hand-over", to: "habiliteringen" });
  const tests = await maja.submit(ground, { ground: "health-internal" }, "/ground");
  await maja.submit(await maja.submit(tests, { need: "x", less: "yes" }, "/test"), {}, "/check");
  house.clock.advance(60 * 24 * 9);
  const late = await house.signIn("maja");
  expect((await late.get(`/matters/${matter}`)).text).toContain("Ring Barn- och ungdomshabiliteringen, 040-6280414. De har inte svarat på 9 dagar");
});

test("the role of child lead goes to the next in line, and with it the inquiry; the old one follows", async () => {
  const matter = await openMatter("maja", "gathering");
  await consented("maja", matter, "Bergdala skola");
  const check = await offer(maja, { matter, way: "child-lead", to: "bergdala-skola" });
  expect(check.heading).toBe("Läs igenom innan du skickar");
  await send(maja, check);
  expect(await stateOf(matter)).toEqual({ state: "gathering", role: "child-lead" });
  const again = await offer(maja, { matter, way: "child-lead", to: "bergdala-skola" });
  const refused = await send(maja, again);
  expect([refused.status, refused.problems]).toEqual([422, ["Det är redan erbjudet till Bergdala skola"]]);
  const torbjorn = await house.signIn("torbjorn");
  const { id } = await deliveryOf("child-lead");
  await torbjorn.submit(await torbjorn.get(`/deliveries/${id}`), {}, "/receive");
  expect(await stateOf(matter)).toEqual({ state: "following", role: "party" });
  expect(await stateOf((await deliveryOf("child-lead")).received_matter_id!)).toEqual({ state: "gathering", role: "child-lead" });
});

test("whoever is not child lead cannot hand the role on", async () => {
  const matter = await openMatter("maja", "taking-part", { role: "party" });
  await consented("maja", matter, "Bergdala skola");
  const refused = await send(maja, await offer(maja, { matter, way: "child-lead", to: "bergdala-skola" }));
  expect([refused.status, refused.problems]).toEqual([422, ["Det är inte du som är barnens bästa-ansvarig"]]);
  expect((await maja.get(`/matters/${matter}`)).text).not.toContain("Lämna över ansvaret för barnet");
});

/** Elis with an adopted plan that the BVC nurse holds. */
async function withPlan(): Promise<string> {
  const stage = await stagePlanning(house);
  await house.as("maja", async (hand) => {
    const matter = await matterOf(hand, stage.matterId);
    const { version } = well(await savePlan(hand, { matter, content: wholePlan(stage, hand.today) }));
    well(await adopt(hand, { matter, version }));
  });
  return stage.matterId;
}

test("the plan is handed on whole; its holder changes when it is accepted and not before", async () => {
  const matter = await withPlan();
  const form = await maja.get(`/matters/${matter}/plan-lead`);
  expect(form.text).toContain("Planen, version 1, följer med hel");
  const check = await maja.submit(form, { to: `unit:${await unitId("trollet")}`, message: "", messageTopics: [] }, "/plan-lead");
  expect(check.text).toContain("Elis ska kunna vara med när alla sjunger.");
  await send(maja, check);
  const holder = async () => (await house.rows<{ holder_matter_id: string }>("select holder_matter_id from kring.plan order by opened_at desc limit 1"))[0]!.holder_matter_id;
  expect([await holder(), await stateOf(matter)]).toEqual([matter, { state: "planned", role: "child-lead" }]);
  const { id } = await deliveryOf("plan-lead");
  const taken = await anna.submit(await anna.get(`/deliveries/${id}`), {}, "/receive");
  expect(taken.path).toContain("done=received");
  const own = (await deliveryOf("plan-lead")).received_matter_id!;
  expect([await holder(), await stateOf(own), await stateOf(matter)]).toEqual([own, { state: "planned", role: "party" }, { state: "following", role: "child-lead" }]);
});

test("a plan that comes back never left", async () => {
  const matter = await withPlan();
  const form = await maja.get(`/matters/${matter}/plan-lead`);
  await send(maja, await maja.submit(form, { to: `unit:${await unitId("trollet")}` }, "/plan-lead"));
  const { id } = await deliveryOf("plan-lead");
  await anna.submit(await anna.get(`/deliveries/${id}/return`), { reason: "Vi har inte tid just nu." }, "/return");
  expect(await stateOf(matter)).toEqual({ state: "planned", role: "child-lead" });
  expect((await maja.get(`/matters/${matter}`)).text).toContain("Vi har inte tid just nu.");
});

test("a question is received, answered from the receiver's own record, and the answer lies in the asker's matter at once", async () => {
  const matter = await openMatter("maja", "gathering");
  await consented("maja", matter, "Förskolan Trollet");
  const none = await offer(maja, { matter, way: "deliver", to: "trollet", more: { kind: "question", message: "", messageTopics: [], why: "För bilden av Elis" } });
  expect([none.status, none.problems]).toEqual([422, ["Skriv frågan"]]);
  const check = await offer(maja, { matter, way: "deliver", to: "trollet", more: { kind: "question", message: "Hur är det när ni sjunger?", messageTopics: ["learning"], why: "För bilden av Elis" } });
  await send(maja, check);
  const { id } = await deliveryOf("question");
  await anna.submit(await anna.get(`/deliveries/${id}`), {}, "/receive");
  const own = (await deliveryOf("question")).received_matter_id!;
  await consented("anna", own, "BVC Lessebo", ["contact", "learning"]);
  const reply = await anna.get((await anna.get(`/deliveries/${id}`)).link("Svara"));
  const answered = await anna.submit(reply, { message: "Han håller för öronen.", messageTopics: ["learning"] }, "/deliver");
  await send(anna, answered);
  const answer = await deliveryOf("answer");
  expect(answer.received_matter_id).toBe(matter);
  expect((await maja.get(`/deliveries/${answer.id}`)).text).toContain("Han håller för öronen.");
});

test("a condition that a guardian made goes with what is delivered on the consent", async () => {
  const matter = await openMatter("maja", "gathering");
  const consent = await consented("maja", matter, "Förskolan Trollet");
  await house.as("maja", async (hand) => {
    const { noteAnswer } = await import("../consent/index.ts");
    const [giver] = await house.rows<{ giver_id: string }>("select giver_id from kring.consent_answer where consent_id = $1 limit 1", [consent]);
    house.clock.advance(1);
    expect(await noteAnswer({ ...hand, at: house.clock.now() }, { consentId: consent, giver: giver!.giver_id, capacity: "guardian", answer: "granted", how: "oral", reservation: "Bara Anna får läsa." })).toBeUndefined();
  });
  await send(maja, await offer(maja, { matter, way: "deliver", to: "trollet", more: { why: "Så att ni vet" } }));
  const { id } = await deliveryOf("information");
  const locked = await anna.get(`/deliveries/${id}`);
  expect(locked.text).toContain("Bara Anna får läsa.");
  expect(locked.text).not.toContain("förstår sig på hörsel");
});

test("within a school a teacher's signal goes to the head teacher without consent: there is no boundary to cross", async () => {
  const matter = await house.as("ulrika", (hand) => openIn(hand, { number: "201808252389", state: "noticed", role: "party" }));
  await house.rows("update kring.matter set role = 'noticing' where id = $1", [matter.id]);
  const ulrika = await house.signIn("ulrika");
  const check = await offer(ulrika, { matter: matter.id, way: "pass-on", to: "bergdala-skola" });
  expect(check.heading).toBe("Läs igenom innan du skickar");
  expect(check.text).toContain("Samma verksamhet");
  await ulrika.submit(check, {}, "/check");
  const { id, ground } = await deliveryOf("signal");
  expect(ground).toBe("own-branch");
  const torbjorn = await house.signIn("torbjorn");
  await torbjorn.submit(await torbjorn.get(`/deliveries/${id}`), {}, "/receive");
  expect(await stateOf(matter.id)).toEqual({ state: "following", role: "noticing" });
});

test("what goes to the police on a ground the family may not see leaves no trace that the family can read", async () => {
  const matter = await openMatter("camilla", "gathering");
  const camilla = await house.signIn("camilla");
  const ground = await offer(camilla, { matter, way: "deliver", to: "polisen-vaxjo", more: { why: "För att skydda mamman", message: "Han har sagt att han ska skada henne." } });
  const tests = await camilla.submit(ground, { ground: "close-relative-violence" }, "/ground");
  const check = await camilla.submit(tests, { circumstances: "Det han sa i dag", risk: "yes", suitable: "yes", why: "Risken är nära" }, "/test");
  expect(check.text).toContain("På den här grunden visas den inte för familjen");
  await camilla.submit(check, {}, "/check");
  const { id, not_for_guardians } = await deliveryOf("information");
  expect(not_for_guardians).toBe(true);
  const ramona = await house.signIn("ramona");
  const taken = await ramona.submit(await ramona.get(`/deliveries/${id}`), {}, "/take-in");
  expect(taken.path).toContain("done=takenIn");
  const told = await house.rows<{ event: string; for_family: boolean }>("select event, for_family from kring.audit_event where event in ('delivery.sent', 'delivery.read', 'delivery.taken-in') and outcome = 'granted' and shown->>'delivery' = $1 or (event = 'delivery.sent' and matter_id = $2)", [id, matter]);
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(told.filter(({ for_family }) => for_family)).toEqual([]);
  expect(await house.rows("select 1 from kring.withholding where matter_id = $1 and person_id is null", [(await deliveryOf("information")).received_matter_id])).toHaveLength(1);
  const sara = await house.signIn("sara");
  expect((await sara.get(`/deliveries/${id}`)).status).toBe(404);
});
