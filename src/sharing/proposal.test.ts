import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { asked, CHILD, dutyId, itemOf, noticed, SEEN, unitId, upToAsking } from "#test/proposal-stage.ts";
import { addSignal } from "../signal/index.ts";
import { findMatter } from "../matter/index.ts";

let house: TestHouse;
let anna: Client;
let helena: Client;
let maja: Client;
let matter: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.advance(3);
  matter = await noticed(house);
  [anna, helena, maja] = await Promise.all([house.signIn("anna"), house.signIn("helena", "trollet"), house.signIn("maja")]);
});
afterEach(async () => {
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed'");
  await house.rows("update kring.proposal set state = 'taken-back', decided_at = asked_at where state = 'waiting'");
  await house.rows("update kring.proposal set seen_at = asked_at");
});

type Row = { id: string; decision: string; ground: string; decided_by: string; prepared_by: string | null; batch_id: string };
const deliveries = () => house.rows<Row>("select id, decision, ground, decided_by, prepared_by, batch_id from kring.delivery where matter_id = $1 order by at", [matter]);
const stateOf = async (id: string) => (await house.rows<{ state: string; role: string }>("select state, role from kring.matter where id = $1", [id]))[0];
const proposal = async (id: string) => (await house.rows<{ state: string; seen: boolean }>("select state, seen_at is not null as seen from kring.proposal where id = $1", [id]))[0];
const letters = async (handle: string) => {
  const { identity } = house.world.staff.find((one) => one.handle === handle)!;
  return (await house.rows<{ n: number }>("select count(*)::int as n from kring.letter l join kring.person p on p.id = l.person_id where p.number_hash = $1", [house.house.keys.numberHash(identity)]))[0]!.n;
};

test("a ground on which the branch lets nobody decide alone is offered, and says so; the law's own stand without it", async () => {
  const page = await anna.get(`/matters/${matter}/pass-on`);
  const ground = await anna.submit(page, { to: `unit:${await unitId(house, "bvc-lessebo")}`, items: [itemOf(page, /ord/i)] }, "/pass-on");
  expect(ground.heading).toBe("Får du lämna det här?");
  expect(ground.text.match(/Hos er ska också en kollega säga ja\. Så har ni bestämt sedan 7 jan/g)).toHaveLength(1);
  expect(ground.html).toContain('value="no-harm"');
  expect(ground.html).toContain('value="general-clause"');
});

test("whoever asks chooses a colleague of the own branch, never herself, and nothing has left", async () => {
  const [before, hers] = [await letters("maja"), await letters("helena")];
  const page = await upToAsking(house, anna, { matter });
  expect(page.heading).toBe("Be en kollega besluta");
  for (const said of ["BVC Lessebo", "Det kallas menprövning", "Föräldrarna berättar det själva", CHILD, "Helena", "Fatima", "specialpedagog, Förskolan Trollet"]) expect(page.text).toContain(said);
  expect(new Set([...page.html.matchAll(/name="decider" value="([^"]+)"/g)].map((match) => match[1]))).toEqual(new Set([await dutyId(house, "helena", "trollet"), await dutyId(house, "fatima", "glantan")]));
  const nobody = await anna.submit(page, {}, "/ask");
  expect([nobody.status, nobody.problems]).toEqual([422, ["Välj ett svar: Vem ska besluta?"]]);
  const after = await anna.submit(page, { decider: await dutyId(house, "helena", "trollet") }, "/ask");
  expect(after.path).toBe(`/matters/${matter}?done=asked`);
  for (const said of ["Frågan är ställd", "Invänta beslut av Helena", "Väntar på beslut: Lämna signalen vidare"]) expect(after.text).toContain(said);
  expect((await anna.get("/list")).text).toContain("Invänta beslut av Helena");
  expect(await deliveries()).toEqual([]);
  expect(await stateOf(matter)).toEqual({ state: "noticed", role: "noticing" });
  expect(await house.rows("select id from kring.draft where matter_id = $1 and kind <> 'consent'", [matter])).toEqual([]);
  expect([await letters("maja") - before, await letters("helena") - hers]).toEqual([0, 1]);
  expect((await maja.get("/list")).text).not.toContain("Trollet");
  const [row] = await house.rows<{ sealed: Buffer }>("select sealed from kring.proposal where matter_id = $1", [matter]);
  expect(row!.sealed.toString("latin1")).not.toContain("pratar");
  expect((await anna.get(page.path)).status).toBe(404);
});

test("the one asked sees one thing that waits: who asks, which child, since when; and reads what is proposed and nothing else", async () => {
  const id = await asked(house, anna, { matter });
  const list = await helena.get("/list");
  expect(list.text).toMatch(/Väntar på ditt beslut E Elis Holm 4 år Anna Karlsson, Förskolan Trollet, ber dig besluta om att lämna ut uppgifter sedan \d+ nov/);
  const page = await helena.get(list.link("Elis Holm"));
  expect(page.heading).toBe("Ska det här lämnas ut?");
  for (const said of ["Anna Karlsson, förskollärare", "BVC Lessebo", "Region Kronoberg", "Ingen skadas av uppgiften", "Föräldrarna berättar det själva", CHILD, "Stark sekretess", "OSL 25:1", "4 år"]) expect(page.text).toContain(said);
  expect(page.text).not.toContain(SEEN);
  for (const path of [`/matters/${matter}`, `/matters/${matter}/pass-on`, `/matters/${matter}/wheel`]) expect((await helena.get(path)).status, path).toBe(404);
  expect((await helena.submit(await helena.get("/find"), { number: "20221014-2390" })).problems).toHaveLength(1);
  const lines = await house.rows<{ event: string; for_family: boolean }>("select distinct event, for_family from kring.audit_event where shown->>'proposal' = $1 and outcome = 'granted'", [id]);
  expect(lines.toSorted((a, b) => a.event.localeCompare(b.event))).toEqual([{ event: "proposal.made", for_family: false }, { event: "proposal.opened", for_family: true }]);
});

test("a yes sends exactly what was asked about, in both names, and closes what it opened", async () => {
  const id = await asked(house, anna, { matter });
  await house.as("anna", async (hand) => addSignal(hand, { matterId: matter, child: { id: (await findMatter(hand.tx, hand.house.keys, matter))!.childId, name: "Elis Holm" }, words: { seen: "Något helt nytt", told: "Ingen" }, areas: [], noticedOn: hand.today }));
  const done = await helena.submit(await helena.get(`/proposals/${id}/decide`), {}, "/decide");
  expect(done.path).toBe("/list?done=approved");
  const [helenas, annas] = [await dutyId(house, "helena", "trollet"), await dutyId(house, "anna", "trollet")];
  const [sent, ...more] = await deliveries();
  expect([more, sent]).toEqual([[], expect.objectContaining({ decision: "sent", ground: "no-harm", decided_by: helenas, prepared_by: annas, batch_id: id })]);
  expect(await stateOf(matter)).toEqual({ state: "passed-on", role: "noticing" });
  const [line] = await house.rows<{ duty_id: string; shown: { askedBy: string; deliveries: string[] } }>("select duty_id, shown from kring.audit_event where event = 'proposal.approved' and outcome = 'granted' and matter_id = $1", [matter]);
  expect([line!.duty_id, line!.shown.askedBy, line!.shown.deliveries]).toEqual([helenas, annas, [sent!.id]]);
  const received = await maja.get(`/deliveries/${sent!.id}`);
  for (const said of [CHILD, "Anna Karlsson"]) expect(received.text).toContain(said);
  for (const kept of [SEEN, "Något helt nytt", "Helena", "Föräldrarna berättar det själva"]) expect(received.text).not.toContain(kept);
  const own = await anna.get(`/deliveries/${sent!.id}`);
  expect(own.text).toMatch(/Togs fram av Anna Karlsson , förskollärare Sa ja Helena \S+ , specialpedagog/);
  for (const path of [`/matters/${matter}`, `/deliveries/${sent!.id}`]) expect((await helena.get(path)).status, path).toBe(404);
  expect((await helena.get(`/proposals/${id}`)).text).toMatch(/Helena \S+ sa ja/);
});

test("whoever asked is told by letter and on the list, until she has looked; the receiver's answer is hers", async () => {
  const id = await asked(house, anna, { matter });
  const before = await letters("anna");
  await helena.submit(await helena.get(`/proposals/${id}/decide`), {}, "/decide");
  expect(await letters("anna")).toBe(before + 1);
  const list = await anna.get("/list");
  expect(list.text).toMatch(/Elis Holm 4 år nytt Helena \S+ sa ja, och det är skickat/);
  expect((await anna.get(list.link("Elis Holm"))).heading).toBe("Förslag att lämna ut");
  expect(await proposal(id)).toEqual({ state: "approved", seen: true });
  expect((await anna.get("/list")).text).not.toContain("sa ja, och det är skickat");
  const [annas, helenas, [sent]] = [await letters("anna"), await letters("helena"), await deliveries()];
  await maja.submit(await maja.get(`/deliveries/${sent!.id}`), {}, "/receive");
  expect([await letters("anna") - annas, await letters("helena") - helenas]).toEqual([1, 0]);
  expect(await stateOf(matter)).toEqual({ state: "following", role: "noticing" });
});

test("a no needs a reason, is kept as a refusal, reaches nobody, and can be gone on from", async () => {
  const id = await asked(house, anna, { matter });
  const page = await helena.get((await helena.get(`/proposals/${id}/decide`)).link("Säg nej"));
  const empty = await helena.submit(page, { reason: " " }, "/decline");
  expect([empty.status, empty.problems]).toEqual([422, ["Fyll i: Varför ska det inte lämnas ut?"]]);
  expect((await helena.submit(page, { reason: "Fråga Sara och Johan först." }, "/decline")).path).toBe("/list?done=declined");
  const [refused, ...more] = await deliveries();
  expect([more, refused]).toEqual([[], expect.objectContaining({ decision: "refused", decided_by: await dutyId(house, "helena", "trollet"), prepared_by: await dutyId(house, "anna", "trollet"), batch_id: id })]);
  expect((await maja.get(`/deliveries/${refused!.id}`)).status).toBe(404);
  expect(await stateOf(matter)).toEqual({ state: "noticed", role: "noticing" });
  const kept = await anna.get(`/deliveries/${refused!.id}`);
  for (const said of ["Ni lämnade inte ut detta", "Fråga Sara och Johan först.", "Sa nej"]) expect(kept.text).toContain(said);
  const own = await anna.get(`/matters/${matter}`);
  expect(own.text).toMatch(/Helena \S+ sa nej\. Läs varför/);
  const answer = await anna.get(`/proposals/${id}`);
  expect(answer.text).toContain("Fråga Sara och Johan först.");
  const again = await anna.submit(await anna.get(answer.link("Ändra och fråga igen")), {}, "/again");
  expect(again.heading).toBe("Får du lämna det här?");
  const compose = await anna.get(again.link("Ändra"));
  expect([...compose.html.matchAll(/<input type="checkbox"[^>]*name="items"[^>]*>/g)].filter(([tag]) => /\bchecked\b/.test(tag))).toHaveLength(1);
  expect(await proposal(id)).toEqual({ state: "declined", seen: true });
});

test("what waits can be taken back: it lies as a draft again, beside what was begun meanwhile, and the one asked is told plainly", async () => {
  const id = await asked(house, anna, { matter, way: "deliver" });
  await upToAsking(house, anna, { matter, way: "deliver" });
  const back = await anna.submit(await anna.get((await anna.get(`/proposals/${id}`)).link("Ta tillbaka frågan")), {}, "/take-back");
  expect([back.heading, back.path]).toEqual(["Får du lämna det här?", expect.stringMatching(/done=takenBack$/)]);
  expect(await house.rows("select id from kring.draft where matter_id = $1 and kind <> 'consent'", [matter])).toHaveLength(2);
  expect(await proposal(id)).toEqual({ state: "taken-back", seen: false });
  for (const path of [`/proposals/${id}`, `/proposals/${id}/decide`]) {
    const late = await helena.get(path);
    expect([late.status, late.heading]).toEqual([409, "Det väntar inte längre på beslut"]);
    expect(late.text).not.toContain(CHILD);
  }
  expect((await helena.get("/list")).text).not.toContain("Elis");
  expect(await deliveries()).toEqual([]);
});

test("the same baton is asked about once at a time; information may be asked about beside it", async () => {
  await asked(house, anna, { matter });
  const again = await upToAsking(house, anna, { matter });
  const refused = await anna.submit(again, { decider: await dutyId(house, "fatima", "glantan") }, "/ask");
  expect([refused.status, refused.problems]).toEqual([422, ["En kollega är redan tillfrågad om det här"]]);
  expect(refused.text).toContain("ta tillbaka frågan");
  expect(await house.rows("select id from kring.draft where matter_id = $1 and kind <> 'consent'", [matter])).toHaveLength(1);
  await asked(house, anna, { matter, way: "deliver" });
  expect(await house.rows("select id from kring.proposal where matter_id = $1 and state = 'waiting'", [matter])).toHaveLength(2);
});

test("going past the tests by the address does not help: asking asks for them, and sending alone is refused", async () => {
  const page = await upToAsking(house, anna, { matter, answers: {} });
  const ask = await anna.get(page.path.replace(/\/test$/, "/ask"));
  const unanswered = await anna.submit(ask, { decider: await dutyId(house, "helena", "trollet") }, "/ask");
  expect([unanswered.status, unanswered.problems]).toEqual([422, ["En fråga saknar svar."]]);
  const whole = await upToAsking(house, anna, { matter });
  const check = whole.path.replace(/\/ask$/, "/check");
  expect((await anna.get(check)).text).toContain("Be en kollega besluta");
  const alone = await anna.post(check, { once: crypto.randomUUID() });
  expect(alone.status).toBe(422);
  expect(alone.text).toContain("En kollega behöver också säga ja.");
  expect(await deliveries()).toEqual([]);
});

test("a branch's own rule holds from its day to its day", async () => {
  await house.rows("update kring.second_person_rule set until_on = '2026-11-23'");
  try {
    const check = await upToAsking(house, anna, { matter });
    expect(check.heading).toBe("Läs igenom innan du skickar");
    await anna.submit(check, {}, "/check");
    expect(await deliveries()).toEqual([expect.objectContaining({ decision: "sent", prepared_by: null, decided_by: await dutyId(house, "anna", "trollet") })]);
  } finally {
    await house.rows("update kring.second_person_rule set until_on = null");
  }
});
