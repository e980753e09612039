import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { answer, ask, coverageNow, openFor } from "#test/consent-stage.ts";
import { answerConsent } from "#src/consent/index.ts";
import type { Matter } from "#src/matter/index.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { ELIS, personOf, samplePlan, takeIn, tellGuardian, tellUnit, unitNamed, withholdFrom } from "#test/family-stage.ts";

const JONATAN = "202109172391";
const TYRA = "201808252389";
const START = "2026-11-23T09:00:00+01:00";

let house: TestHouse;
let bvc: Matter;
beforeAll(async () => {
  house = await openTestHouse(START);
  bvc = await openFor({ house, staff: "maja", number: ELIS, state: "planned" });
});
afterAll(() => house.close());
beforeEach(() => house.clock.advance(5));

const page = () => `/family/${bvc.childId}`;
const as = (handle: string) => house.signIn(handle);
const reach = (handle: string) => house.world.guardians.find((one) => one.handle === handle)!;

test("a guardian with one child comes straight to it; the tab says nothing", async () => {
  const sara = await as("sara");
  expect((await sara.get("/family")).location).toBe(page());
  const shown = await sara.get(page());
  expect([shown.status, shown.heading]).toEqual([200, "Runt ditt barn, 4 år"]);
  expect(shown.html).toContain("<title>Din sida – Kring</title>");
});

test("she sees who works with the child, in which role, why, and the number to call", async () => {
  const { name, phone } = await unitNamed(house, "bvc-lessebo");
  const shown = await (await as("sara")).get(page());
  for (const text of ["Maja Lindqvist", name, "BVC-sjuksköterska", "håller i planen", phone]) expect(shown.text).toContain(text);
});

test("another child is as unknown to her as one that does not exist, on every page of the family's", async () => {
  const other = await openFor({ house, staff: "fatima", number: JONATAN });
  const copy = await tellGuardian({ house, staff: "fatima", matter: other, kind: "information" }, "linda");
  const [sara, unknown] = [await as("sara"), crypto.randomUUID()];
  for (const path of ["", "/readers", "/plan", "/words"]) {
    const [foreign, missing] = [await sara.get(`/family/${other.childId}${path}`), await sara.get(`/family/${unknown}${path}`)];
    expect([foreign.status, missing.status, foreign.text === missing.text], path).toEqual([404, 404, true]);
  }
  for (const path of [`/family/${other.childId}/copies/${copy}`, `/family/${bvc.childId}/copies/${copy}`]) expect((await sara.get(path)).status, path).toBe(404);
  expect((await (await as("linda")).get(`/family/${other.childId}/copies/${copy}`)).status).toBe(200);
});

test("a member of staff in a duty has no family's page, not even for a child of her own matters", async () => {
  const maja = await as("maja");
  expect((await maja.get(page())).status).toBe(404);
  expect((await maja.get("/family")).text).toContain("Här finns inget om dig just nu");
});

test("a reading is there on the next request: unit, role, what for and when – and never who", async () => {
  const anna = await openFor({ house, staff: "anna", number: ELIS, state: "taking-part" });
  house.clock.set("2026-11-23T10:42:00+01:00");
  const sara = await as("sara");
  expect((await sara.get(page())).text).not.toContain("10.42");
  await (await as("anna")).get(`/matters/${anna.id}`);
  const shown = await sara.get(page());
  const readers = shown.text.slice(shown.text.indexOf("Vem har läst? Här står"));
  const { name } = await unitNamed(house, "trollet");
  expect(readers).toContain(`i dag kl. 10.42 ${name} , förskollärare Öppnade sidan om barnet för att arbeta med det.`);
  expect(readers).not.toContain("Anna Karlsson");
});

test("readings alike on one day stand together, and the whole list turns page", async () => {
  const [sara, maja] = [await as("sara"), await as("maja")];
  for (let nth = 0; nth < 3; nth += 1) await maja.get(`/matters/${bvc.id}`);
  await house.rows(
    `insert into kring.audit_event (chain, seq, at, duty_id, role, branch_id, unit_id, matter_id, child_id, event, purpose, outcome, shown, for_family, previous, hash)
     select $1::uuid, 0, $2::timestamptz - n * interval '1 day', d.id, d.role, d.branch_id, d.unit_id, $1::uuid, $3::uuid, 'plan.read', 'plan.read', 'granted', '{}', true, '', ''
     from generate_series(1, 45) n, kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo' limit 45`,
    [bvc.id, house.clock.now(), bvc.childId],
  );
  const first = await sara.get((await sara.get(page())).link("Hela listan"));
  expect(first.text).toMatch(/BVC-sjuksköterska Öppnade sidan om barnet för att arbeta med det\. · [3-9] gånger/);
  const second = await sara.get(first.link("Äldre"));
  expect(second.text).toContain("Läste eller arbetade med planen.");
  expect(() => second.link("Äldre")).toThrow();
  expect((await sara.get(`${page()}/readers?page=-3`)).status).toBe(200);
});

test("what one guardian's reach and answers are never meets the other: number, mail, words, moment", async () => {
  const consent = await ask({ house, staff: "maja", matter: bvc, to: "trollet" });
  house.clock.set("2026-11-23T11:36:00+01:00");
  house.clock.advance(1);
  await house.as("johan", (hand) => answerConsent(hand, { consentId: consent, answer: "refused", language: "sv", words: "Jag litar inte på Sara." }));
  const { phone, email } = reach("johan");
  const sara = await as("sara");
  const seen = [await sara.get(page()), await sara.get(`${page()}/readers`), await sara.get(`/consents/${consent}/answer`), await sara.get(`${page()}/words`)].map(({ html }) => html).join();
  for (const secret of [phone, email, "litar inte", "11.37", "11:37", "har sagt nej"]) expect(seen, secret).not.toContain(secret);
  // The same words are found where they may be: with the staff who need to call, and with himself.
  expect((await (await as("maja")).get(`/matters/${bvc.id}`)).html).toContain(phone);
  const johan = await as("johan");
  expect((await johan.get(page())).text).toContain("Du sa nej 23 nov. 2026");
  expect((await johan.get(`/consents/${consent}/answer`)).text).toContain("Jag litar inte på Sara.");
});

test("a consent that waits stands first, with one button; taken back in two clicks, it stops the very next delivery", async () => {
  const consent = await ask({ house, staff: "maja", matter: bvc, to: "logopedin", topics: ["development"] });
  const sara = await as("sara");
  expect((await sara.get(page())).text).toMatch(/Det här händer härnäst Får .* berätta för .*Läs och svara/);
  await answer(house, "sara", consent, "granted");
  await answer(house, "johan", consent, "granted");
  const covered = () => coverageNow({ house, staff: "maja", matter: bvc, to: "logopedin", topics: ["development"] });
  expect((await covered()).complete).toBe(true);
  house.clock.advance(15);
  const question = await sara.get((await sara.get(page())).link("Ta tillbaka"));
  const done = await sara.submit(question, {});
  expect(done.status).toBe(200);
  expect((await covered()).complete).toBe(false);
  expect((await sara.get(page())).text).toContain("Du tog tillbaka ditt ja 23 nov. 2026. De får inte berätta mer.");
});

test("the plan is in plain words: the child first, who does what by when, and when it is followed up", async () => {
  const unit = await unitNamed(house, "bvc-lessebo");
  const plan = samplePlan({ today: "2026-11-23" }, unit);
  await tellGuardian({ house, staff: "maja", matter: bvc, kind: "plan", data: { plan } }, "sara");
  const sara = await as("sara");
  const shown = await sara.get(page());
  expect(shown.heading).toBe("Runt Elis");
  const [voice, measure, followUp] = ["Jag vill leka med Nils", "En lugn hörna vid samlingen", "Planen följs upp fredag 22 januari 2027"].map((text) => shown.text.indexOf(text));
  expect(voice).toBeGreaterThan(0);
  expect([voice! < measure!, measure! < shown.text.lastIndexOf("Planen följs upp fredag 22 januari 2027"), followUp! > 0]).toEqual([true, true, true]);
  const printed = await sara.get(shown.link("Hela planen"));
  for (const text of ["Samlingarna har blivit svåra.", "Vi ser samma sak hemma.", "Elis är med på samlingen."]) expect(printed.text).toContain(text);
  // The other guardian has not got it yet.
  expect((await (await as("johan")).get(`${page()}/plan`)).status).toBe(404);
});

test("an invitation stands with its question, time and place, and is answered from there", async () => {
  const meeting = { id: crypto.randomUUID(), at: "2026-12-15T13:00:00+01:00", place: "BVC Lessebo, rum 2", question: "Hur blir samlingen lugnare?" };
  const invitation = await tellGuardian({ house, staff: "maja", matter: bvc, kind: "invitation", data: { meeting } }, "johan");
  const johan = await as("johan");
  const before = await johan.get(page());
  for (const text of [meeting.place, meeting.question, "tisdag 15 december 2026 kl. 13.00"]) expect(before.text).toContain(text);
  expect(before.link("Svara om du kommer")).toBe(`/deliveries/${invitation}/come`);
  const answered = await johan.submit(await johan.get(`/deliveries/${invitation}/come`), { coming: "yes" });
  expect([answered.status, answered.path.split("?")[0]]).toEqual([200, page()]);
  expect((await johan.get(page())).text).toContain("du kommer");
  // Sara has no invitation of her own, and learns nothing of his answer.
  expect((await (await as("sara")).get(page())).text).not.toContain("du kommer");
});

test("everything that was shared is told: from whom, to whom, about what, and on which ground", async () => {
  await tellUnit({ house, staff: "maja", matter: bvc, kind: "information" }, "trollet");
  house.clock.advance(1);
  const copy = await tellGuardian({ house, staff: "maja", matter: bvc, kind: "information", text: "Elis hörde allt på hörseltestet." }, "sara");
  const sara = await as("sara");
  const shared = (await sara.get(page())).text;
  const [from, to] = [await unitNamed(house, "bvc-lessebo"), await unitNamed(house, "trollet")];
  expect(shared).toContain(`Från ${from.name} till ${to.name} . Om lärande. De har prövat att ingen tar skada av det.`);
  expect(shared).toContain(`Från ${from.name} till dig . Om lärande. Du har rätt att få veta.`);
  const read = await sara.get(`${page()}/copies/${copy}`);
  expect(read.text).toContain("Elis hörde allt på hörseltestet.");
  expect((await (await as("johan")).get(`${page()}/copies/${copy}`)).status).toBe(404);
  expect((await (await as("johan")).get(page())).html).not.toContain("hörseltestet");
});

test("a guardian's words reach those who work with the matter there, and nobody else; she sees when they were read", async () => {
  await house.rows("delete from kring.letter");
  const sara = await as("sara");
  const form = await sara.get(`${page()}/words?to=${bvc.id}`);
  const sent = await sara.submit(form, { to: bvc.id, words: "Datumet i planen är fel." });
  expect(sent.text).toContain("Det du skrev har gått fram");
  expect(sent.text).toMatch(/Datumet i planen är fel\..*Inte läst än\./);
  expect(await house.rows("select person_id from kring.letter")).toEqual([{ person_id: await personOf(house, "maja") }]);
  expect((await house.rows<{ sealed: Buffer }>("select sealed from kring.family_word"))[0]!.sealed.toString("utf8")).not.toContain("Datumet");

  expect((await (await as("johan")).get(page())).html).not.toContain("Datumet i planen");
  const elsewhere = await openFor({ house, staff: "per", number: ELIS, state: "taking-part" });
  expect((await (await as("per")).get(`/matters/${elsewhere.id}`)).html).not.toContain("Datumet i planen");

  house.clock.set("2026-11-23T14:05:00+01:00");
  const maja = await as("maja");
  const card = await maja.get(`/matters/${bvc.id}`);
  expect(card.text).toContain("Datumet i planen är fel.");
  await maja.submit(card, {}, "/words/");
  expect((await (await as("sara")).get(page())).text).toContain("Läst i dag kl. 14.05.");
  expect((await maja.get(`/matters/${bvc.id}`)).text).toContain("1 tidigare meddelande från familjen");
  // That she wrote is hers alone: no list of readers tells the other guardian.
  expect(await house.rows("select distinct for_family from kring.audit_event where event in ('words.said', 'words.read')")).toEqual([{ for_family: false }]);
});

test("words need a receiver and something to say; a receiver that is not around the child is refused, and the words are kept", async () => {
  const sara = await as("sara");
  const form = await sara.get(`${page()}/words`);
  expect((await sara.submit(form, { to: "", words: "" })).problems).toEqual(["Välj ett svar: Vem vill du skriva till?", "Fyll i: Det här vill du säga"]);
  const stranger = await openFor({ house, staff: "fatima", number: JONATAN });
  const manipulated = await sara.submit(await sara.get(`${page()}/words`), { to: stranger.id, words: "Hej" });
  expect([manipulated.status, manipulated.html.includes("Hej")]).toEqual([422, true]);
});

const SOCIAL = ["Camilla", "socialsekreterare"];

test("a matter kept from one guardian leaves no trace for him, and stays for the other", async () => {
  const social = await openFor({ house, staff: "camilla", number: ELIS, state: "taking-part" });
  const unit = await unitNamed(house, "lessebo-socialtjansten");
  const consent = await ask({ house, staff: "camilla", matter: social, to: "bvc-lessebo" });
  const asking = await ask({ house, staff: "maja", matter: bvc, to: "lessebo-socialtjansten" });
  const copy = await tellGuardian({ house, staff: "camilla", matter: social, kind: "information", text: "Vi träffades i tisdags." }, "johan");
  await tellUnit({ house, staff: "camilla", matter: social, kind: "information" }, "trollet");
  const toSocial = await tellUnit({ house, staff: "maja", matter: bvc, kind: "information" }, "lessebo-socialtjansten");
  await takeIn(house, toSocial, social);
  const camilla = await as("camilla");
  await camilla.get(`/matters/${social.id}`);
  await camilla.get(`/deliveries/${toSocial}`);
  const plan = samplePlan({ today: "2026-11-23" }, await unitNamed(house, "bvc-lessebo"));
  const theirs = { parties: [...plan.parties, { ...plan.parties[0]!, unitId: unit.id, unit: unit.name, branchId: unit.branch, contact: "Camilla Nord", phone: unit.phone }], measures: [...plan.measures, { ...plan.measures[0]!, id: crypto.randomUUID(), what: "Samtal hemma", who: { unit: unit.id, name: unit.name } }] };
  const planCopy = await tellGuardian({ house, staff: "maja", matter: bvc, kind: "plan", data: { plan: { ...plan, ...theirs } }, text: `${unit.name} ringer på onsdag.` }, "johan");
  const traces = [unit.name, unit.phone, ...SOCIAL];
  const look = async (handle: string) => {
    const browser = await as(handle);
    const pages = await Promise.all(["", "/readers", "/words", "/plan", `/copies/${planCopy}`].map((path) => browser.get(page() + path)));
    return { html: pages.map(({ html }) => html).join(), paths: await Promise.all([`/consents/${consent}/answer`, `/consents/${asking}/answer`, `${page()}/copies/${copy}`].map(async (path) => (await browser.get(path)).status)) };
  };
  const before = await look("johan");
  expect(traces.filter((trace) => !before.html.includes(trace))).toEqual([]);
  expect(before.paths).toEqual([200, 200, 200]);

  const form = await camilla.get((await camilla.get(`/matters/${social.id}`)).link("Inte för vårdnadshavare"));
  const kept = await camilla.submit(form, { who: await personOf(house, "johan"), ground: "serious-harm", reason: "Det barnet berättade den 3 november." });
  expect(kept.text).toContain("Ärendet är undantaget. Det gäller nu");
  expect(kept.text).toContain("Johan Holm");

  const after = await look("johan");
  expect(traces.filter((trace) => after.html.includes(trace))).toEqual([]);
  expect(after.paths).toEqual([404, 404, 404]);
  const others = await look("sara");
  expect(traces.filter((trace) => !others.html.includes(trace))).toEqual([]);
  expect(others.paths).toEqual([200, 200, 404]);
  // Nor does the trail of the keeping itself tell him, or her.
  expect((others.html + after.html).includes("undantag")).toBe(false);

  const again = await camilla.submit(await camilla.get(kept.link("Låt upphöra")), {});
  expect(again.text).toContain("Personen ser ärendet igen");
  expect((await look("johan")).paths).toEqual([200, 200, 200]);
});

test("keeping a matter from somebody needs a ground and a reason, and somebody who is a guardian", async () => {
  const camilla = await as("camilla");
  const matter = (await house.rows<{ id: string }>("select m.id from kring.matter m join kring.unit u on u.id = m.unit_id where u.handle = 'lessebo-socialtjansten'"))[0]!.id;
  const form = await camilla.get(`/matters/${matter}/withhold`);
  expect((await camilla.submit(form, {})).problems).toHaveLength(3);
  expect((await camilla.submit(await camilla.get(`/matters/${matter}/withhold`), { who: await personOf(house, "linda"), ground: "serious-harm", reason: "x" })).status).toBe(422);
  expect((await (await as("maja")).get(`/matters/${matter}/withhold`)).status).toBe(404);
  expect((await (await as("sara")).get(`/matters/${matter}/withhold`)).status).toBe(404);
});

test("a matter kept from all guardians is gone from both pages", async () => {
  const matter = await openFor({ house, staff: "stina", number: ELIS, state: "taking-part" });
  const form = await (await as("stina")).get(`/matters/${matter.id}/withhold`);
  await (await as("stina")).submit(form, { who: "everybody", ground: "place-of-stay", reason: "Boendet är hemligt." });
  for (const guardian of ["sara", "johan"]) expect((await (await as(guardian)).get(page())).text).not.toContain("Stina Hallberg");
});

test("words cannot be sent to a matter that is kept from the one who writes", async () => {
  const social = (await house.rows<{ id: string }>("select m.id from kring.matter m join kring.unit u on u.id = m.unit_id where u.handle = 'lessebo-socialtjansten' order by m.opened_at limit 1"))[0]!;
  await withholdFrom(house, "camilla", { matter: { ...bvc, id: social.id as never }, guardian: "johan" });
  const johan = await as("johan");
  expect((await johan.submit(await johan.get(`${page()}/words`), { to: social.id, words: "Jag vet." })).status).toBe(422);
  await expect(house.rows("select id from kring.family_word where matter_id = $1", [social.id])).resolves.toEqual([]);
});

test("the quick way out stands on the family's pages, ends the session and leads to the weather", async () => {
  const sara = await as("sara");
  const left = await sara.get((await sara.get(page())).link("Lämna sidan snabbt"));
  expect(left.location).toBe("/weather");
  expect((await sara.get(page())).location).toContain("/sign-in");
});

test("a guardian of several sees about which one something waits", async () => {
  const tyra = await openFor({ house, staff: "fatima", number: TYRA });
  const waiting = async () => {
    const { html } = await (await as("johan")).get("/family");
    return [...html.matchAll(/href="\/family\/([0-9a-f-]+)"(?:(?!<\/li>).)*väntar på ditt svar/gs)].map(([, child]) => child);
  };
  const before = await waiting();
  await ask({ house, staff: "fatima", matter: tyra, to: "bvc-lessebo" });
  expect([before.includes(tyra.childId), (await waiting()).includes(tyra.childId)]).toEqual([false, true]);
});

test("on the child's eighteenth birthday the page is gone for its guardians, and the day before it is not", async () => {
  house.clock.set("2040-10-13T12:00:00+02:00");
  expect((await (await as("sara")).get(page())).status).toBe(200);
  house.clock.set("2040-10-14T00:05:00+02:00");
  const sara = await as("sara");
  expect((await sara.get(page())).status).toBe(404);
  expect((await sara.get("/family")).text).toContain("När ett barn fyller 18 år ser föräldrar inte längre något här.");
});
