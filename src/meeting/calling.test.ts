import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { answerConsent } from "../consent/index.ts";
import { callMeeting } from "./index.ts";
import { called, comePathOf, consented, delivered, ELIS, filledCall, matterOf, openAt, stateOf, unitAt, unitComePath, unitId, valuesOf } from "./stage.fixture.ts";

let house: TestHouse;
const opened: TestHouse[] = [];
const open = async () => {
  house = await openTestHouse();
  opened.push(house);
};
beforeAll(open);
afterAll(async () => void (await Promise.all(opened.map((one) => one.close()))));

const onlyMatter = async () => (await house.rows<{ id: string }>("select id from kring.matter"))[0]!.id;

test("the nurse calls a meeting of both guardians and the preschool that the family has said yes to", async () => {
  const matter = await openAt(house);
  await consented({ house, matter }, { unit: "trollet", topics: ["learning", "meeting"] });
  const { page } = await called({ house, matter });
  expect(page.status).toBe(200);
  expect(page.heading).toBe("Samverkansmöte 1 dec. 2026");
  expect(page.text).toContain("Hur får Elis det lugnare på samlingen?");
  expect(page.text).toContain("Inbjudningarna är skickade");
  const sent = await delivered(house);
  expect(sent.map(({ handle, ground, asks, kind }) => [handle, ground, asks, kind])).toEqual([[null, "party", "come", "invitation"], [null, "party", "come", "invitation"], ["trollet", "consent", "come", "invitation"]]);
  expect(await stateOf({ house, matter })).toEqual({ state: "meeting", due_on: "2026-12-01" });
});

test("each invited person gets one letter, about nothing, and the trail says who called", async () => {
  const invited = await house.rows<{ n: number }>("select count(*)::int as n from kring.letter l where l.person_id in (select to_person_id from kring.delivery) or l.person_id in (select d.person_id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'trollet' and d.leads)");
  expect(invited[0]!.n).toBeGreaterThanOrEqual(3);
  const lines = await house.rows("select event, outcome, for_family from kring.audit_event where event = 'meeting.called' and outcome = 'granted' and shown ? 'meeting'");
  expect(lines).toEqual([{ event: "meeting.called", outcome: "granted", for_family: true }]);
});

test("nothing of the meeting can be read in the database", async () => {
  const [row] = await house.rows<{ sealed: Buffer }>("select sealed from kring.meeting");
  for (const word of ["Elis", "samlingen", "Tuvan", "Sara"]) expect(row!.sealed.includes(word), word).toBe(false);
});

test("each guardian reads question, time and place, as the other one does, and nothing else about the child", async () => {
  const [meeting] = await house.rows<{ id: string }>("select id from kring.meeting");
  expect(meeting).toBeDefined();
  for (const handle of ["sara", "johan"]) {
    const guardian = await house.signIn(handle);
    const page = await guardian.get(await comePathOf(house, handle));
    expect(page.status, handle).toBe(200);
    for (const words of ["Hur får Elis det lugnare på samlingen?", "tisdag 1 december 2026 klockan 14.00", "BVC Lessebo, rummet Tuvan", "Maja Lindqvist", "Förskolan Trollet"]) expect(page.text, handle).toContain(words);
    expect(page.text).not.toContain(ELIS);
  }
});

test("one guardian cannot open, or answer, the other one's invitation", async () => {
  const sara = await house.signIn("sara");
  const theirs = await comePathOf(house, "johan");
  expect((await sara.get(theirs)).status).toBe(404);
  expect((await sara.post(theirs, { once: crypto.randomUUID(), coming: "no", words: "" })).status).toBe(404);
});

test("a guardian answers once, with words that the one who called can read", async () => {
  const sara = await house.signIn("sara");
  const path = await comePathOf(house, "sara");
  const answered = await sara.submit(await sara.get(path), { coming: "yes", words: "Jag vill vara med på telefon." });
  expect(answered.path).toMatch(/^\/family\/.+done=invitationAnswered/);
  expect((await sara.get(path)).status).toBe(409);
  const maja = await house.signIn("maja");
  const [meeting] = await house.rows<{ id: string; matter_id: string }>("select id, matter_id from kring.meeting");
  const page = await maja.get(`/matters/${meeting!.matter_id}/meetings/${meeting!.id}`);
  expect(page.text).toContain("Jag vill vara med på telefon.");
  expect(page.text).toMatch(/Sara Holm.*kommer/);
  expect(page.text).toMatch(/Johan Holm.*har inte svarat/);
});

test("a unit that comes has the child in its own list, as a party, with who comes let in", async () => {
  const anna = await house.signIn("anna");
  const path = await unitComePath(house, "trollet");
  const form = await anna.get(path);
  expect(form.text).toContain("Elis Holm");
  const colleagues = valuesOf(form, "who");
  expect(colleagues.length).toBe(2);
  const page = await anna.submit(form, { coming: "yes", who: colleagues, words: "" });
  expect(page.path).toContain("done=invitationTaken");
  const rows = await house.rows("select m.state, m.role, d.answer, (select count(*)::int from kring.assignment a where a.matter_id = m.id) as people from kring.delivery d join kring.matter m on m.id = d.received_matter_id where d.kind = 'invitation'");
  expect(rows).toEqual([{ state: "taking-part", role: "party", answer: "coming", people: 2 }]);
  const overview = await anna.get(page.path);
  expect(overview.text).toContain("Hur får Elis det lugnare på samlingen?");
  expect(overview.text).toContain("BVC Lessebo har bjudit in er");
});

test("a meeting in another branch's matter does not exist", async () => {
  const [meeting] = await house.rows<{ id: string; matter_id: string }>("select id, matter_id from kring.meeting");
  const stranger = await house.signIn("hampus");
  for (const rest of ["", "/hold", "/cancel", "/minutes"]) expect((await stranger.get(`/matters/${meeting!.matter_id}/meetings/${meeting!.id}${rest}`)).status, rest).toBe(404);
  expect((await stranger.get(`/matters/${meeting!.matter_id}/meetings/new`)).status).toBe(404);
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${meeting!.matter_id}/meetings/${meeting!.id}`)).status).toBe(404);
  const [own] = await house.rows<{ id: string }>("select id from kring.matter where state = 'taking-part'");
  expect((await anna.get(`/matters/${own!.id}/meetings/${meeting!.id}`)).status).toBe(404);
});

test("without the consent of both, a unit cannot be chosen, and whose yes is missing stands on the page", async () => {
  await open();
  const matter = await openAt(house);
  await consented({ house, matter }, { unit: "trollet", topics: ["meeting"], by: ["sara"] });
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  expect(valuesOf(form, "units")).toEqual([]);
  expect(form.text).toContain("De här kan inte bjudas in ännu");
  expect(form.text).toContain("Johan Holm");
});

test("nor by a forged post, nor by a command that skips the page: nothing leaves", async () => {
  const matter = await onlyMatter();
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  const page = await maja.submit(form, { ...filledCall, units: await unitId(house, "trollet") });
  expect([page.status, page.problems]).toEqual([422, ["Välj ett av alternativen"]]);
  expect(page.text).toContain("BVC Lessebo");
  const refused = await house.as("maja", async (hand) => {
    const unit = await unitAt(house, hand, "trollet");
    return callMeeting(hand, { matter: await matterOf(house, hand, matter), at: new Date("2026-12-01T13:00:00Z"), place: "BVC", question: "Hur?", childTakesPart: "film", units: [unit] });
  });
  expect(refused).toMatchObject({ refused: "consent.missing", details: { field: "units" } });
  expect(await delivered(house)).toEqual([]);
});

test("a consent taken back between the page and the post stops the invitation", async () => {
  const matter = await onlyMatter();
  const consentId = await consented({ house, matter }, { unit: "trollet", topics: ["meeting"] });
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  const trollet = await unitId(house, "trollet");
  expect(valuesOf(form, "units")).toContain(trollet);
  await house.as("johan", (hand) => answerConsent(hand, { consentId, answer: "withdrawn", language: "sv" }));
  const page = await maja.submit(form, { ...filledCall, units: trollet });
  expect(page.status).toBe(422);
  expect(await delivered(house)).toEqual([]);
});

test("a consent that does not cover the meeting does not open it", async () => {
  const matter = await onlyMatter();
  await consented({ house, matter }, { unit: "logopedin", topics: ["development"] });
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  expect(valuesOf(form, "units")).toEqual([]);
  await consented({ house, matter }, { unit: "logopedin", topics: ["development", "meeting"] });
  expect(valuesOf(await maja.get(`/matters/${matter}/meetings/new`), "units")).not.toEqual([]);
});

test("leaving a guardian out needs a reason, and a child who is not there needs a reason and a day", async () => {
  const matter = await onlyMatter();
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  const [one] = valuesOf(form, "guardians");
  expect((await maja.submit(form, { ...filledCall, guardians: [one!] })).problems).toEqual(["Skriv varför en vårdnadshavare inte bjuds in"]);
  expect((await maja.submit(form, { ...filledCall, child: "not" })).problems).toEqual(["Skriv varför barnet inte är med"]);
  expect((await maja.submit(form, { ...filledCall, child: "not", childWhy: "Elis är fyra och vill inte" })).problems).toEqual(["Skriv vilken dag ni frågar barnet igen"]);
  expect((await maja.submit(form, { ...filledCall, on: "2026-11-23", time: "8.00" })).problems).toEqual(["Välj en tid som inte har varit"]);
});

test("nobody is invited twice by a post sent twice, and a page that must be fresh asks again", async () => {
  const matter = await onlyMatter();
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  const once = /name="once" value="([^"]+)"/.exec(form.html)![1]!;
  const post = { ...filledCall, guardians: valuesOf(form, "guardians"), once };
  house.clock.advance(6);
  const stale = await maja.post(`/matters/${matter}/meetings/new`, post);
  expect(stale.location).toContain("/sign-in/again");
  const again = await house.signIn("maja");
  await again.post(`/matters/${matter}/meetings/new`, { ...post, once: crypto.randomUUID() });
  const twice = crypto.randomUUID();
  await again.post(`/matters/${matter}/meetings/new`, { ...post, once: twice });
  expect(await delivered(house)).toHaveLength(2);
});

test("a unit that cannot come says so, and takes nothing about the child with it", async () => {
  await open();
  const matter = await openAt(house);
  await consented({ house, matter }, { unit: "trollet", topics: ["meeting"] });
  const { maja, meeting } = await called({ house, matter });
  const anna = await house.signIn("anna");
  const page = await anna.submit(await anna.get(await unitComePath(house, "trollet")), { coming: "no", words: "Vi har planeringsdag." });
  expect(page.path).toContain("/list?done=invitationAnswered");
  expect(await house.rows("select state from kring.matter where role = 'party'")).toEqual([]);
  expect((await maja.get(`/matters/${matter}/meetings/${meeting}`)).text).toContain("Vi har planeringsdag.");
});

test("cancelling tells everybody who may be told, names those who may not, and another meeting can be called", async () => {
  const [meeting] = await house.rows<{ id: string; matter_id: string }>("select id, matter_id from kring.meeting");
  const [consent] = await house.rows<{ id: string }>("select id from kring.consent");
  await house.as("sara", (hand) => answerConsent(hand, { consentId: consent!.id, answer: "withdrawn", language: "sv" }));
  const maja = await house.signIn("maja");
  const path = `/matters/${meeting!.matter_id}/meetings/${meeting!.id}`;
  const page = await maja.submit(await maja.get(`${path}/cancel`), { why: "Vi hittar en ny dag." });
  expect(page.text).toContain("Samtycke saknas nu, så Kring har inte skickat något till: Förskolan Trollet");
  const told = (await delivered(house)).filter(({ kind }) => kind === "information");
  expect(told.map(({ ground, handle }) => [ground, handle])).toEqual([["party", null], ["party", null]]);
  expect((await stateOf({ house, matter: meeting!.matter_id })).state).toBe("consent");
  expect((await maja.get(`/matters/${meeting!.matter_id}/meetings/new`)).status).toBe(200);
  expect((await maja.get(`${path}/hold`)).status).not.toBe(200);
});
