import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { listGuardians } from "../child/index.ts";
import { askConsent, noteAnswer } from "../consent/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { findMatter } from "../matter/index.ts";
import { listUnits } from "../organisation/index.ts";
import { isRefusal } from "../platform/result.ts";
import { addSignal, noticeChild } from "../signal/index.ts";
import { receive } from "./index.ts";

let house: TestHouse;
let anna: Client;
let maja: Client;
let matter: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

const SEEN = "Elis bygger höga torn. På samlingen kröp han in under bordet.";
const CHILD = "Det är svårt när alla pratar.";
const TOLD = "Jag berättade för Sara vid hämtningen.";

/** Anna writes down what she has seen of Elis: a matter of its own for each test. */
const notice = (hand: Hand) => noticeChild(hand, "20221014-2390").then((child) => {
  if (isRefusal(child)) throw new Error(child.refused);
  return addSignal(hand, { child, words: { seen: SEEN, childWords: CHILD, told: TOLD }, areas: ["learning", "safety"], noticedOn: hand.today });
});

beforeEach(async () => {
  house.clock.advance(3);
  const noticed = await house.as("anna", notice);
  if (isRefusal(noticed)) throw new Error(noticed.refused);
  matter = noticed.matterId;
  [anna, maja] = await Promise.all([house.signIn("anna"), house.signIn("maja")]);
});
afterEach(() => house.rows("update kring.matter set closed_at = opened_at, state = 'closed'"));

const unitId = async (handle: string) => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;
const boxes = (page: Page) => [...page.html.matchAll(/<input type="checkbox"[^>]*name="items"[^>]*>/g)].map(([tag]) => tag);
const idOf = (page: Page, heading: RegExp) => {
  const found = [...page.html.matchAll(/<input type="checkbox" id="([^"]+)" name="items" value="([^"]+)"[^>]*\/?>\s*<label for="[^"]+"><span class="choice-label">([\s\S]*?)<\/span>/g)].find((match) => heading.test(match[3]!));
  if (!found) throw new Error(`no item ${String(heading)}`);
  return found[2]!;
};
const latest = async (): Promise<{ id: string; ground: string; answer: string | null; received_matter_id: string | null }> =>
  (await house.rows<{ id: string; ground: string; answer: string | null; received_matter_id: string | null }>("select id, ground, answer, received_matter_id from kring.delivery where matter_id = $1 order by at desc limit 1", [matter]))[0]!;
const stateOf = async (id: string) => (await house.rows<{ state: string; role: string }>("select state, role from kring.matter where id = $1", [id]))[0];
const count = async (sql: string) => (await house.rows<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]!.n;

type Yes = { readonly who?: readonly string[]; readonly topics?: readonly ("contact" | "learning" | "safety")[] };

/** A consent from Trollet to BVC, and those guardians' yes by word of mouth. */
const consented = ({ who = ["Sara Holm", "Johan Holm"], topics = ["contact", "learning", "safety"] }: Yes = {}) => house.as("anna", async (hand) => {
  const [found, units] = await Promise.all([findMatter(hand.tx, hand.house.keys, matter), listUnits(hand.tx)]);
  const bvc = units.find(({ name }) => name === "BVC Lessebo")!;
  const id = await askConsent(hand, { matter: found!, disclosing: dutyOf(hand).branchId, receivers: [bvc.branchId], units: [bvc.id], topics, purpose: "Förstå tillsammans", until: "2027-06-01" });
  if (isRefusal(id)) throw new Error(id.refused);
  const guardians = await listGuardians(hand.tx, hand.house.keys, { child: found!.childId, today: hand.today });
  for (const { personId, name } of guardians.filter((one) => who.includes(one.name))) {
    const refused = await noteAnswer(hand, { consentId: id, giver: personId, capacity: "guardian", answer: "granted", how: "oral" });
    if (refused) throw new Error(`${name}: ${refused.refused}`);
  }
  return id;
});
const withdrawn = () => house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10");

const compose = async (client: Client, chosen: RegExp[] = [/sett och hört|uppmärksammats|sedd|Sett/i]) => {
  const page = await client.get(`/matters/${matter}/pass-on`);
  const items = chosen.length > 0 ? chosen.map((heading) => idOf(page, heading)) : [];
  return client.submit(page, { to: `unit:${await unitId("bvc-lessebo")}`, items }, "/pass-on");
};
const generalClause = { need: "BVC är barnens bästa-ansvarig.", obvious: "yes", why: "Elis behöver stöd nu.", less: "yes" };

/** The signal sent by the general clause, all the way. */
const passOn = async () => {
  const ground = await compose(anna, [/./]);
  const tests = await anna.submit(ground, { ground: "general-clause" }, "/ground");
  return anna.submit(await anna.submit(tests, generalClause, "/test"), {}, "/check");
};

test("nothing is chosen beforehand, neither what nor to whom; the child's own BVC stands first among the receivers, and why", async () => {
  const page = await anna.get(`/matters/${matter}/pass-on`);
  expect(page.status).toBe(200);
  expect(boxes(page).length).toBeGreaterThanOrEqual(3);
  expect(page.html).not.toMatch(/<input[^>]*\bchecked\b/);
  expect(/name="to" value="([^"]+)"/.exec(page.html)![1]).toBe(`unit:${await unitId("bvc-lessebo")}`);
  expect(page.text).toContain("BVC Lessebo");
  expect(page.text).toContain("BVC-sjuksköterska är barnens bästa-ansvarig vid den här åldern");
});

test("without a receiver, or with nothing chosen, nothing goes on and what was written stays", async () => {
  const page = await anna.get(`/matters/${matter}/pass-on`);
  const noReceiver = await anna.submit(page, { items: [idOf(page, /./)], why: "Mitt skäl" }, "/pass-on");
  expect([noReceiver.status, noReceiver.problems]).toEqual([422, ["Välj vem som ska få det"]]);
  expect(noReceiver.html).toContain("Mitt skäl");
  const nothing = await compose(anna, []);
  expect([nothing.status, nothing.problems]).toEqual([422, ["Välj vad som ska följa med"]]);
  expect(nothing.text).toContain("Så kommer du vidare");
});

test("with both guardians' consent the signal goes to BVC after one look, and the sender keeps the baton", async () => {
  await consented();
  const check = await compose(anna, [/./]);
  expect(check.heading).toBe("Läs igenom innan du skickar");
  for (const said of ["BVC Lessebo", "Region Kronoberg", "Samtycke", "Stark sekretess"]) expect(check.text).toContain(said);
  const forgotten = await anna.submit(check, {}, "/check");
  expect([forgotten.status, forgotten.problems]).toEqual([422, ["Välj ett svar: Har du valt bara det som samtycket gäller?"]]);
  const sent = await anna.submit(check, { covered: "yes" }, "/check");
  expect(sent.path).toBe(`/matters/${matter}?done=passedOn`);
  expect(await stateOf(matter)).toEqual({ state: "passed-on", role: "noticing" });
  expect((await latest()).ground).toBe("consent");
  expect(sent.text).toContain("Invänta svar från BVC Lessebo");
});

test("a missing consent is named, and consent is then no ground", async () => {
  await withdrawn();
  await consented({ who: ["Sara Holm"] });
  const page = await compose(anna, [/./]);
  expect(page.heading).toBe("Får du lämna det här?");
  expect(page.text).toContain("Johan Holm har inte svarat än");
  expect(page.text).not.toContain("Sara Holm har inte svarat än");
  expect(page.html).not.toContain('value="consent"');
  const forced = await anna.submit(page, { ground: "consent" }, "/ground");
  expect([forced.status, forced.problems]).toEqual([422, ["Välj ett av alternativen"]]);
});

test("a consent taken back between the last look and the sending carries nothing", async () => {
  await withdrawn();
  await consented();
  const check = await compose(anna, [/./]);
  await withdrawn();
  const refused = await anna.submit(check, { covered: "yes" }, "/check");
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("Så kommer du vidare");
  expect(await count(`kring.delivery where matter_id = '${matter}'`)).toBe(0);
  expect(await stateOf(matter)).toEqual({ state: "noticed", role: "noticing" });
});

test("why the other grounds are not offered is told in a sentence each", async () => {
  await withdrawn();
  const page = await compose(anna, [/./]);
  expect(page.text).toContain("Varför erbjuds inte de andra grunderna?");
  expect(page.text).toContain("Regeln gäller bara när vården eller socialtjänsten är den som berättar.");
  expect(page.html).not.toContain('value="health-social-under-18"');
  const forced = await anna.submit(page, { ground: "health-social-under-18" }, "/ground");
  expect(forced.status).toBe(422);
});

test("by the general clause every test must be answered, and yes where the law demands it", async () => {
  await withdrawn();
  const ground = await compose(anna, [/./]);
  const tests = await anna.submit(ground, { ground: "general-clause" }, "/ground");
  const { why: _, ...unanswered } = generalClause;
  const missing = await anna.submit(tests, unanswered, "/test");
  expect([missing.status, missing.problems]).toEqual([422, ["Fyll i: Hur har du tänkt? Skriv några meningar."]]);
  const no = await anna.submit(tests, { ...generalClause, obvious: "no" }, "/test");
  expect([no.status, no.problems]).toEqual([422, ["Du svarade nej på en fråga som måste vara ja."]]);
  expect(no.text).toContain("Lämna inte uppgiften på den här grunden");
  const check = await anna.submit(tests, generalClause, "/test");
  expect(check.text).toContain("Elis behöver stöd nu.");
  await anna.submit(check, {}, "/check");
  expect((await latest()).ground).toBe("general-clause");
});

test("going past the tests by the address does not help: sending asks for them again", async () => {
  await withdrawn();
  const ground = await compose(anna, [/./]);
  const tests = await anna.submit(ground, { ground: "general-clause" }, "/ground");
  const check = await anna.get(tests.path.replace("/test", "/check"));
  const refused = await anna.submit(check, {}, "/check");
  expect([refused.status, refused.problems]).toEqual([422, ["En fråga saknar svar."]]);
  expect(await count(`kring.delivery where matter_id = '${matter}'`)).toBe(0);
});

test("what was not chosen is not in the copy, and the copy is sealed, frozen and unchangeable", async () => {
  await withdrawn();
  const page = await anna.get(`/matters/${matter}/pass-on`);
  const wanted = boxes(page).length > 1 ? idOf(page, /ord/i) : idOf(page, /./);
  const ground = await anna.submit(page, { to: `unit:${await unitId("bvc-lessebo")}`, items: [wanted] }, "/pass-on");
  const check = await anna.submit(await anna.submit(ground, { ground: "general-clause" }, "/ground"), generalClause, "/test");
  await anna.submit(check, {}, "/check");
  const { id } = await latest();
  const read = await maja.get(`/deliveries/${id}`);
  expect(read.text).toContain(CHILD);
  expect(read.text).not.toContain(SEEN);
  expect(read.text).not.toContain(TOLD);
  const copies = await house.rows<{ sealed: Buffer; id: string }>("select id, sealed from kring.delivery_copy where delivery_id = $1", [id]);
  expect(copies).toHaveLength(2);
  for (const { sealed } of copies) expect(sealed.toString("latin1")).not.toContain("pratar");
  await expect(house.rows("update kring.delivery_copy set sealed = sealed where delivery_id = $1", [id])).rejects.toThrow("never changes");
  await house.as("anna", async (hand) => addSignal(hand, { matterId: matter, child: { id: (await findMatter(hand.tx, hand.house.keys, matter))!.childId, name: "Elis Holm" }, words: { seen: "Något helt nytt", told: "Ingen" }, areas: [], noticedOn: hand.today }));
  expect((await maja.get(`/deliveries/${id}`)).text).not.toContain("Något helt nytt");
});

test("before a delivery nobody else can tell that the child exists; after it, only the receiver", async () => {
  await withdrawn();
  const unknown = "00000000-0000-4000-8000-000000000000";
  await passOn();
  const { id } = await latest();
  const nobody = await maja.get(`/deliveries/${unknown}`);
  const [ebba, emil] = await Promise.all([house.signIn("ebba"), house.signIn("emil", "lessebo-elevhalsan")]);
  for (const client of [ebba, emil]) {
    const page = await client.get(`/deliveries/${id}`);
    expect([page.status, page.heading, page.text.replace("Ebba Nyström", "")]).toEqual([404, nobody.heading, expect.any(String)]);
    expect((await client.post(`/deliveries/${id}/receive`, { once: crypto.randomUUID() })).status).toBe(404);
  }
  expect((await maja.get(`/matters/${matter}`)).status).toBe(404);
  expect((await maja.get(`/deliveries/${id}`)).status).toBe(200);
});

test("before a delivery the receiver's list and search answer as for a child nobody knows", async () => {
  const [list, known] = [await maja.get("/list"), await maja.submit(await maja.get("/find"), { number: "20221014-2390" })];
  const stranger = await maja.submit(await maja.get("/find"), { number: "20201231-2390" });
  expect(list.text).not.toContain("Elis");
  expect([known.status, known.problems.length > 0]).toEqual([422, true]);
  expect(stranger.status).toBe(422);
});

test("the receiver sees from whom, on which ground and under which rule, and the first reading is noted", async () => {
  await withdrawn();
  await passOn();
  const { id } = await latest();
  const page = await maja.get(`/deliveries/${id}`);
  for (const said of ["Trollet", "Anna Karlsson", "förskollärare", "Generalklausulen", "Elis Holm", "4 år", "Så skyddas uppgifterna hos er", "OSL 25:1", "Ta emot signalen", "Lämna tillbaka"]) expect(page.text).toContain(said);
  expect(page.text).not.toContain("Elis behöver stöd nu.");
  expect(await count(`kring.delivery where id = '${id}' and opened_at is not null`)).toBe(1);
  expect(await count(`kring.audit_event where event = 'delivery.read' and outcome = 'granted' and for_family and shown->>'delivery' = '${id}'`)).toBe(1);
  expect((await anna.get(`/deliveries/${id}`)).text).toContain("Elis behöver stöd nu.");
});

test("accepted: the child gets a page at BVC, its nurse is child lead, and the sender follows", async () => {
  await withdrawn();
  await passOn();
  const { id } = await latest();
  const page = await maja.submit(await maja.get(`/deliveries/${id}`), {}, "/receive");
  expect(page.path).toMatch(/^\/matters\/[0-9a-f-]+\?done=received$/);
  const { received_matter_id } = await latest();
  expect(await stateOf(received_matter_id!)).toEqual({ state: "gathering", role: "child-lead" });
  expect(await stateOf(matter)).toEqual({ state: "following", role: "noticing" });
  expect((await anna.get(`/matters/${matter}`)).text).toContain("Mottaget");
  expect(page.text).toContain("Signal från");
});

test("returned: the reason comes back with the signal, which is the sender's to pass on again", async () => {
  await withdrawn();
  await passOn();
  const { id } = await latest();
  const form = await maja.get(`/deliveries/${id}/return`);
  const empty = await maja.submit(form, { reason: " " }, "/return");
  expect([empty.status, empty.problems]).toEqual([422, ["Fyll i: Varför lämnar ni tillbaka?"]]);
  const returned = await maja.submit(form, { reason: "Familjen har flyttat till Alvesta." }, "/return");
  expect(returned.path).toBe("/list?done=returned");
  expect(await stateOf(matter)).toEqual({ state: "noticed", role: "noticing" });
  const own = await anna.get(`/matters/${matter}`);
  for (const said of ["Kom tillbaka", "Familjen har flyttat till Alvesta.", "Läs varför"]) expect(own.text).toContain(said);
  expect(await count(`kring.matter where branch_id = (select to_branch_id from kring.delivery where id = '${id}') and closed_at is null`)).toBe(0);
  expect((await anna.get(`/matters/${matter}/pass-on`)).status).toBe(200);
});

test("of two colleagues who receive at once one wins and the other is told plainly", async () => {
  await withdrawn();
  await house.rows("insert into kring.duty (id, person_id, unit_id, branch_id, role, leads, valid_from) select gen_random_uuid(), d.person_id, u.id, u.branch_id, d.role, true, d.valid_from from kring.duty d join kring.unit own on own.id = d.unit_id, kring.unit u where own.handle = 'bvc-alvesta' and d.leads and u.handle = 'bvc-lessebo' and not exists (select from kring.duty x where x.person_id = d.person_id and x.unit_id = u.id)");
  await passOn();
  const { id } = await latest();
  const ebba = await house.signIn("ebba", "bvc-lessebo");
  const [one, other] = await Promise.all([maja.get(`/deliveries/${id}`), ebba.get(`/deliveries/${id}`)]);
  const answers = await Promise.all([maja.submit(one, {}, "/receive"), ebba.submit(other, {}, "/receive")]);
  const won = answers.filter((page) => page.path.startsWith("/matters/"));
  const lost = answers.find((page) => !page.path.startsWith("/matters/"))!;
  expect(won).toHaveLength(1);
  expect(lost.text).toContain("Det här är redan besvarat");
  expect(lost.text).toContain("En kollega kan ha hunnit före");
  expect(await count("kring.matter where state = 'gathering'")).toBe(1);
  const late = await (answers[0] === lost ? maja : ebba).get(`/deliveries/${id}`);
  expect([late.status, late.heading]).toEqual([409, "Det här är redan besvarat"]);
});

test("the same command given twice answers once", async () => {
  await withdrawn();
  await passOn();
  const { id } = await latest();
  await house.as("maja", async (hand) => expect(await receive(hand, id, { accept: true })).toHaveProperty("matterId"));
  await house.as("maja", async (hand) => expect(await receive(hand, id, { accept: true })).toEqual({ refused: "delivery.answered" }));
  await house.as("ebba", async (hand) => expect(await receive(hand, id, { accept: false, words: "x" })).toEqual({ refused: "delivery.answered" }));
});

test("what was received goes further only by a decision and on a ground of one's own", async () => {
  await withdrawn();
  await passOn();
  const { id } = await latest();
  const received = await maja.submit(await maja.get(`/deliveries/${id}`), {}, "/receive");
  const own = /\/matters\/([0-9a-f-]{36})/.exec(received.path)![1]!;
  const page = await maja.get(`/matters/${own}/deliver`);
  expect(page.html).not.toMatch(/<input type="checkbox"[^>]*\bchecked\b/);
  expect(page.text).toContain("Det här har en annan verksamhet lämnat till er");
  const ground = await maja.submit(page, { to: [], other: `unit:${await unitId("lessebo-elevhalsan")}`, items: [idOf(page, /./)], why: "Så att specialpedagogen kan hjälpa till" }, "/deliver");
  expect(ground.heading).toBe("Får du lämna det här?");
  expect(ground.text).toContain("Det saknas samtycke för att lämna till Elevhälsan Lessebo");
  expect(ground.html).not.toContain('value="general-clause"');
  expect(await count(`kring.delivery where matter_id = '${own}'`)).toBe(0);
});

test("a decision not to deliver is kept with its reason, and reaches nobody", async () => {
  await withdrawn();
  const ground = await compose(anna, [/./]);
  const page = await anna.get(ground.path.replace("/ground", "/refuse"));
  const kept = await anna.submit(page, { reason: "Sara och Johan vill vänta till efter jul." }, "/refuse");
  expect(kept.path).toBe(`/matters/${matter}?done=refusedToSend`);
  expect(kept.text).toContain("Lämnades inte ut");
  const [row] = await house.rows<{ id: string; decision: string }>("select id, decision from kring.delivery where matter_id = $1", [matter]);
  expect(row?.decision).toBe("refused");
  expect((await anna.get(`/deliveries/${row!.id}`)).text).toContain("Sara och Johan vill vänta till efter jul.");
  expect((await maja.get(`/deliveries/${row!.id}`)).status).toBe(404);
});

test("the question to the family follows from what was chosen: read through, asked, answered, and what is next is named at every moment", async () => {
  await withdrawn();
  const next = async () => /class="next-what">(?:<a href="([^"]*)">)?([^<]*)/.exec((await anna.get(`/matters/${matter}`)).html)!.slice(1);
  expect((await next())[1]).toBe("Fråga om samtycke och lämna signalen till barnens bästa-ansvarig");
  const ground = await compose(anna, [/ord/i]);
  expect((await next())[1]).toBe("Fråga om samtycke, så att signalen får lämnas");
  const check = await anna.get(ground.link("Be om samtycke"));
  for (const said of ["BVC Lessebo", "lärande och trygghet", "Så att barnens bästa-ansvarig kan ta emot signalen"]) expect(check.text).toContain(said);
  // A colleague in another branch has no way to it, and the words of the signal are not in it.
  expect((await maja.get(check.path)).status).toBe(404);
  expect(check.text).not.toContain(CHILD);
  await anna.submit(check, {}, "/consents/check");
  expect((await next())[1]).toMatch(/^Vänta på svar från \S+ Holm och \S+ Holm$/);
  const [asked] = await house.rows<{ id: string; topics: string[] }>("select id, topics from kring.consent where matter_id = $1", [matter]);
  expect(asked!.topics.toSorted()).toEqual(["contact", "learning", "safety"]);
  for (const who of ["sara", "johan"]) {
    const guardian = await house.signIn(who);
    await guardian.submit(await guardian.get(`/consents/${asked!.id}/answer`), { intent: "granted" }, "/answer");
  }
  const [href, what] = await next();
  expect([what, href?.endsWith("/check")]).toEqual(["Skicka signalen. Alla har sagt ja", true]);
  expect((await anna.get("/list")).text).toContain("Skicka signalen. Alla har sagt ja");
  await anna.submit(await anna.get(href!), { covered: "yes" }, "/check");
  expect([(await latest()).ground, await count(`kring.draft where matter_id = '${matter}'`)]).toEqual(["consent", 0]);
});

test("what was put together can be changed: the choices are there, and only what is chosen now is sent", async () => {
  await withdrawn();
  const ground = await compose(anna, [/ord/i, /hört/i]);
  const again = await anna.get(ground.link("Ändra"));
  expect(boxes(again).filter((tag) => /\bchecked\b/.test(tag))).toHaveLength(2);
  const changed = await anna.submit(again, { items: [idOf(again, /ord/i)] }, "/pass-on");
  expect(changed.path).toBe(ground.path);
  const check = await anna.submit(await anna.submit(changed, { ground: "general-clause" }, "/ground"), generalClause, "/test");
  expect(check.text).toContain(CHILD);
  expect(check.text).not.toContain(SEEN);
  expect((await anna.get(`/matters/${matter}`)).text).toContain("Fortsätt där du var: lämna signalen vidare");
});

test("several receivers get a copy each, of one decision; whatever one of them may not have stops it for all", async () => {
  await withdrawn();
  await consented();
  const page = await anna.get(`/matters/${matter}/deliver`);
  const sara = /name="to" value="(person:[0-9a-f-]+)"/.exec(page.html)![1]!;
  const filled = { items: [idOf(page, /ord/i)], why: "Så att alla vet" };
  const check = await anna.submit(page, { ...filled, to: [sara, `unit:${await unitId("bvc-lessebo")}`] }, "/deliver");
  await anna.submit(check, { covered: "yes" }, "/check");
  const sent = await house.rows<{ batch_id: string; ground: string }>("select batch_id, ground from kring.delivery where matter_id = $1", [matter]);
  expect([sent.map(({ ground }) => ground).sort(), new Set(sent.map(({ batch_id }) => batch_id)).size]).toEqual([["consent", "party"], 1]);
  expect(await count(`kring.delivery_copy where matter_id = '${matter}'`)).toBe(4);
  const both = await anna.submit(await anna.get(`/matters/${matter}/deliver`), { ...filled, to: [sara, `unit:${await unitId("bvc-lessebo")}`], other: `unit:${await unitId("lessebo-socialtjansten")}` }, "/deliver");
  expect(both.heading).toBe("Får du lämna det här?");
  expect(both.text).toContain("Det saknas samtycke för att lämna till Mottagningen för barn och familj");
  expect(both.text).not.toContain("Det saknas samtycke för att lämna till BVC Lessebo");
});

test("a unit where nobody receives is not among the receivers, and naming it anyway is refused", async () => {
  const empty = await unitId("lessebo-fritid");
  expect((await anna.get(`/matters/${matter}/deliver`)).html).toContain(`unit:${empty}`);
  await house.rows("update kring.duty set leads = false where unit_id = $1", [empty]);
  const page = await anna.get(`/matters/${matter}/deliver`);
  expect(page.html).not.toContain(`unit:${empty}`);
  const forged = await anna.submit(page, { to: [], other: `unit:${empty}`, items: [idOf(page, /./)], why: "x" }, "/deliver");
  expect([forged.status, forged.problems]).toEqual([422, ["Välj ett av alternativen"]]);
});

test("a draft is its writer's alone, and gone when it has been sent", async () => {
  await withdrawn();
  const ground = await compose(anna, [/./]);
  const check = await anna.submit(await anna.submit(ground, { ground: "general-clause" }, "/ground"), generalClause, "/test");
  expect((await maja.get(check.path)).status).toBe(404);
  expect(await count(`kring.draft where matter_id = '${matter}' and kind like 'delivery:%'`)).toBe(1);
  await anna.submit(check, {}, "/check");
  expect(await count(`kring.draft where matter_id = '${matter}'`)).toBe(0);
  expect((await anna.get(check.path)).status).toBe(409);
});

test("sending asks who you are again when the sign-in is older than five minutes, and nothing is lost", async () => {
  await withdrawn();
  const ground = await compose(anna, [/./]);
  const check = await anna.submit(await anna.submit(ground, { ground: "general-clause" }, "/ground"), generalClause, "/test");
  house.clock.advance(6);
  const asked = await anna.post(check.path, { once: crypto.randomUUID() });
  expect([asked.status, asked.location?.startsWith("/sign-in/again?to=")]).toEqual([303, true]);
  expect(await count(`kring.delivery where matter_id = '${matter}'`)).toBe(0);
});

test("a guardian gets a copy as a party, without consent or ground; a stranger's id is refused", async () => {
  await withdrawn();
  const page = await anna.get(`/matters/${matter}/deliver`);
  const [, ref = ""] = /name="to" value="(person:[0-9a-f-]+)"[^>]*\/?>\s*<label[^>]*><span class="choice-label"><bdi[^>]*>Sara Holm/.exec(page.html) ?? [];
  const check = await anna.submit(page, { to: [ref], items: [idOf(page, /./)], why: "Så att ni har det på papper" }, "/deliver");
  expect(check.heading).toBe("Läs igenom innan du skickar");
  await anna.submit(check, {}, "/check");
  const { id, ground } = await latest();
  expect(ground).toBe("party");
  expect((await anna.get(`/deliveries/${id}`)).text).toContain("Till Sara Holm");
  const sara = await house.signIn("sara");
  expect((await sara.get(`/deliveries/${id}`)).location).toMatch(/^\/family\/[0-9a-f-]+\/copies\//);
  const forged = await anna.submit(page, { to: ["person:00000000-0000-4000-8000-000000000000"], items: [idOf(page, /./)], why: "x" }, "/deliver");
  expect(forged.status).toBe(422);
});

test("an association gets a condition with it, and reads nothing before the condition is accepted", async () => {
  await withdrawn();
  const club = (await house.rows<{ id: string; handle: string; who: string }>("select u.id, u.handle, '' as who from kring.unit u join kring.branch b on b.id = u.branch_id where b.kind = 'association' limit 1"))[0]!;
  const page = await anna.get(`/matters/${matter}/deliver`);
  const ground = await anna.submit(page, { to: [], other: `unit:${club.id}`, items: [idOf(page, /./)], why: "Så att tränaren vet" }, "/deliver");
  const tests = await anna.submit(ground, { ground: "private-with-reservation" }, "/ground");
  const check = await anna.submit(tests, { need: "Tränaren möter Elis", risk: "Att det sprids", reservation: "Berätta inte för någon annan.", removes: "yes", acknowledge: "yes" }, "/test");
  expect(check.text).toContain("Ingen lag skyddar uppgifterna hos");
  await anna.submit(check, {}, "/check");
  const { id } = await latest();
  const handle = house.world.staff.find(({ duties }) => duties.some(({ unit, leads }) => unit === club.handle && leads))!.handle;
  const coach = await house.signIn(handle, club.handle);
  const locked = await coach.get(`/deliveries/${id}`);
  expect(locked.text).toContain("Berätta inte för någon annan.");
  expect(locked.text).not.toContain(CHILD);
  expect((await coach.submit(await coach.get(`/deliveries/${id}/take-in`), {}, "/take-in")).problems).toEqual(["Läs villkoret först"]);
  const open = await coach.submit(locked, {}, "/open");
  expect(open.text).toContain(CHILD);
  expect(open.text).toContain("Villkor som gäller för er");
  const taken = await coach.submit(open, {}, "/take-in");
  expect(taken.path).toMatch(/done=takenIn$/);
  expect(await stateOf((await latest()).received_matter_id!)).toEqual({ state: "taking-part", role: "party" });
});

test("a delivery that a colleague of another unit makes up by its id changes nothing", async () => {
  await withdrawn();
  await passOn();
  const { id } = await latest();
  const torbjorn = await house.signIn("torbjorn");
  expect((await torbjorn.post(`/deliveries/${id}/return`, { reason: "x", once: crypto.randomUUID() })).status).toBe(404);
  expect((await torbjorn.get(`/deliveries/${id}/take-in`)).status).toBe(404);
  expect((await latest()).answer).toBeNull();
});
