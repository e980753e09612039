import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { answerConsent } from "../consent/index.ts";
import { called, consented, delivered, openAt, stateOf, unitComePath, unitId, valuesOf } from "./stage.fixture.ts";

let house: TestHouse;
const opened: TestHouse[] = [];

/** A new house where a meeting about Elis has been called, and the preschool has said that it comes. */
async function calledHouse() {
  house = await openTestHouse();
  opened.push(house);
  const matter = await openAt(house);
  const consent = await consented({ house, matter }, { unit: "trollet" });
  const { meeting, path } = await called({ house, matter });
  const anna = await house.signIn("anna");
  await anna.submit(await anna.get(await unitComePath(house, "trollet")), { coming: "yes", who: [], words: "" });
  house.clock.set("2026-12-01T14:00:00+01:00");
  return { matter, meeting, path, consent };
}
type Stage = Awaited<ReturnType<typeof calledHouse>>;
let stage: Stage;
beforeAll(async () => void (stage = await calledHouse()));
afterAll(async () => void (await Promise.all(opened.map((one) => one.close()))));

const everybody = async (page: Page) => Object.fromEntries([...page.html.matchAll(/<select [^>]*name="(how-[^"]+)"/g)].map((match) => [match[1]!, "room"]));
const heldWell = { childWords: "Jag vill vara med Nils när det är tyst.", decision: "collaborate", minutes: "Vi är eniga om att prova en lugn hörna." };
const meetingRow = async () => (await house.rows<{ state: string; decision: string | null; version: number }>("select state, decision, version from kring.meeting"))[0]!;

test("the meeting goes through the twelve points in order, and the child speaks before the adults", async () => {
  const maja = await house.signIn("maja");
  const page = await maja.get(`${stage.path}/hold`);
  expect(page.status).toBe(200);
  const titles = [...page.html.matchAll(/<h2>(\d+)\. <bdi[^>]*>([^<]+)</g)].map((match) => `${match[1]} ${match[2]}`);
  expect(titles).toHaveLength(12);
  expect(titles.slice(0, 4)).toEqual(["1 Välkommen", "2 Syfte och samtycke", "3 Barnets röst", "4 Vårdnadshavarnas bild"]);
  expect(page.text).toContain("Elis valde: Vara med en stund");
  expect(page.text).toContain("att det finns en kontakt, mötet (till och med 31 aug. 2027)");
  expect(page.html).toContain('value="Anna Karlsson"');
});

test("what is saved is there when somebody goes on, also for another note-taker", async () => {
  const maja = await house.signIn("maja");
  const page = await maja.submit(await maja.get(`${stage.path}/hold`), { childWords: "Jag vill vara med Nils när det är tyst.", "note-what-works": "Byggrummet.\nTyst läsning.", intent: "save" });
  expect(page.text).toContain("Sparat.");
  expect(page.html).toContain("Byggrummet.\nTyst läsning.");
  expect(await meetingRow()).toEqual({ state: "called", decision: null, version: 2 });
});

test("two people who write in different fields lose nothing of each other's", async () => {
  const [one, other] = await Promise.all([house.signIn("maja"), house.signIn("maja")]);
  const [mine, theirs] = [await one.get(`${stage.path}/hold`), await other.get(`${stage.path}/hold`)];
  await other.submit(theirs, { "note-goals": "Att Elis vill vara med på samlingen.", intent: "save" });
  const page = await one.submit(mine, { minutes: "Vi är eniga.", intent: "save" });
  expect(page.status).toBe(200);
  expect(page.html).toContain("Att Elis vill vara med på samlingen.");
  expect(page.html).toContain("Vi är eniga.");
});

test("two people who write in the same field are shown both texts, and nothing is written until one of them has seen both", async () => {
  const [one, other] = await Promise.all([house.signIn("maja"), house.signIn("maja")]);
  const [mine, theirs] = [await one.get(`${stage.path}/hold`), await other.get(`${stage.path}/hold`)];
  await other.submit(theirs, { "note-guardian-view": "Sara: han är trött på kvällen.", others: "Tolk", intent: "save" });
  const before = await meetingRow();
  const conflict = await one.submit(mine, { "note-guardian-view": "Johan: morgnarna är lugna.", intent: "save" });
  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain("Sara: han är trött på kvällen.");
  expect(conflict.html).toContain("Johan: morgnarna är lugna.");
  expect(conflict.html).toContain('value="Tolk"');
  expect(await meetingRow()).toEqual(before);
  const settled = await one.submit(conflict, { "note-guardian-view": "Sara: han är trött på kvällen. Johan: morgnarna är lugna.", intent: "save" });
  expect(settled.status).toBe(200);
  expect(settled.html).toContain("Sara: han är trött på kvällen. Johan: morgnarna är lugna.");
  expect(settled.html).toContain('value="Tolk"');
});

test("a meeting cannot end without who was there, the child's words or why not, a decision and the minutes; nothing written is lost", async () => {
  const maja = await house.signIn("maja");
  const page = await maja.get(`${stage.path}/hold`);
  const attempt = async (filled: Record<string, string>) => {
    const answer = await maja.submit(page, { ...heldWell, ...filled, intent: "hold" });
    return [answer.status, answer.problems];
  };
  expect(await attempt({ childWords: "", childMissing: "" })).toEqual([422, ["Skriv barnets egna ord, eller varför de saknas"]]);
  expect(await attempt({ decision: "" })).toEqual([422, ["Välj vad ni bestämmer"]]);
  expect(await attempt({ decision: "no-collaboration", reason: "" })).toEqual([422, ["Skriv varför ni inte börjar samverka"]]);
  expect(await attempt({ minutes: "" })).toEqual([422, ["Skriv det viktigaste från mötet"]]);
  const nobody = Object.fromEntries(Object.keys(await everybody(page)).map((name) => [name, "absent"]));
  expect(await attempt(nobody)).toEqual([422, ["Skriv vilka som var med"]]);
  const kept = await maja.submit(page, { ...heldWell, decision: "", "note-what-works": "Något nytt som fungerar", intent: "hold" });
  expect(kept.html).toContain("Något nytt som fungerar");
  expect((await meetingRow()).state).toBe("called");
});

test("ended with a yes, the matter goes on to the plan, and the meeting can be read", async () => {
  const maja = await house.signIn("maja");
  const form = await maja.get(`${stage.path}/hold`);
  const page = await maja.submit(form, { ...(await everybody(form)), ...heldWell, intent: "hold" });
  // The plan is written while everybody is still there.
  expect(page.path).toBe(`/matters/${stage.matter}/plan?done=meetingHeld`);
  expect(page.text).toContain("Mötet är avslutat");
  const read = await maja.get(stage.path);
  expect((await maja.get(`/matters/${stage.matter}`)).text).toContain("Familjen har inte fått anteckningarna än.");
  for (const words of ["Jag vill vara med Nils när det är tyst.", "Byggrummet.", "Ja, vi börjar samverka", "Vi är eniga om att prova en lugn hörna.", "Anna Karlsson, Förskolan Trollet, i rummet"]) expect(read.text).toContain(words);
  expect(await meetingRow()).toMatchObject({ state: "held", decision: "collaborate" });
  expect(await stateOf({ house, matter: stage.matter })).toEqual({ state: "planning", due_on: "2026-12-08" });
  expect((await maja.get(`${stage.path}/hold`)).status).not.toBe(200);
});

test("the family is offered everything, others nothing, and a unit gets only what was chosen for it", async () => {
  const maja = await house.signIn("maja");
  const form = await maja.get(`${stage.path}/minutes`);
  const drawn = (name: string) => [...form.html.matchAll(new RegExp(`<input [^>]*name="${name}"[^>]*>`, "g"))].filter(([tag]) => tag.includes("checked")).length;
  expect(drawn("guardians")).toBe(2);
  expect(drawn("guardianParts")).toBe(valuesOf(form, "guardianParts").length);
  expect([drawn("units"), drawn("unitParts")]).toEqual([0, 0]);
  const trollet = await unitId(house, "trollet");
  expect((await maja.submit(form, { units: trollet })).problems).toEqual(["Välj vad verksamheterna får"]);
  const check = await maja.submit(form, { units: trollet, unitParts: ["decision"] });
  expect(check.heading).toBe("Stämmer det här?");
  const [guardians, units] = check.text.split("Till verksamheter");
  expect(guardians).toContain("Jag vill vara med Nils när det är tyst.");
  expect(units).toContain("Ja, vi börjar samverka");
  expect(units).not.toContain("Jag vill vara med Nils");
  const sent = await maja.submit(check, {});
  expect(sent.text).toContain("Anteckningarna är utlämnade");
  const information = (await delivered(house)).filter(({ kind }) => kind === "information");
  expect(information.map(({ handle, ground }) => [handle, ground])).toEqual([[null, "party"], [null, "party"], ["trollet", "consent"]]);
});

test("an address changed by hand reaches no unit that was not there, or whose consent has ended", async () => {
  const maja = await house.signIn("maja");
  const [trollet, glantan] = [await unitId(house, "trollet"), await unitId(house, "glantan")];
  const check = (unit: string) => maja.get(`${stage.path}/minutes/check?units=${unit}&unitParts=minutes`);
  expect((await check(glantan)).status).toBe(404);
  expect((await check(trollet)).status).toBe(200);
  const page = await check(trollet);
  await house.as("johan", (hand) => answerConsent(hand, { consentId: stage.consent, answer: "withdrawn", language: "sv" }));
  expect((await check(trollet)).status).toBe(404);
  expect((await maja.submit(page, {})).status).toBe(404);
  expect((await delivered(house)).filter(({ handle, kind }) => handle === "trollet" && kind === "information")).toHaveLength(1);
});

test("ended with a no and its reason, the matter goes back to the inquiry", async () => {
  stage = await calledHouse();
  const maja = await house.signIn("maja");
  const form = await maja.get(`${stage.path}/hold`);
  const reason = "Förskolan klarar det själv med en lugn hörna.";
  const page = await maja.submit(form, { ...(await everybody(form)), ...heldWell, childWords: "", childMissing: "Elis ville bygga klossar i stället.", decision: "no-collaboration", reason, intent: "hold" });
  expect(page.text).toContain("Nej, inte nu");
  expect(page.text).toContain(reason);
  expect(page.text).toContain("Elis ville bygga klossar i stället.");
  expect(await meetingRow()).toMatchObject({ state: "held", decision: "no-collaboration" });
  expect((await stateOf({ house, matter: stage.matter })).state).toBe("gathering");
});

test("the unit whose consent has ended stands out before anybody speaks", async () => {
  stage = await calledHouse();
  const maja = await house.signIn("maja");
  expect((await maja.get(`${stage.path}/hold`)).text).not.toContain("Samtycke saknas nu");
  await house.as("sara", (hand) => answerConsent(hand, { consentId: stage.consent, answer: "withdrawn", language: "sv" }));
  const page = await maja.get(`${stage.path}/hold`);
  expect(page.text).toMatch(/Samtycke saknas nu för de här.*Förskolan Trollet/);
  expect((await maja.get(stage.path)).text).toContain("samtycke saknas nu");
});

test("the child's page says when the meeting is, who answered, and that holding it is next on that day", async () => {
  const maja = await house.signIn("maja");
  const page = await maja.get(`/matters/${stage.matter}`);
  expect(page.text).toContain("Håll mötet");
  expect(page.link("Håll mötet")).toBe(`${stage.path}/hold`);
  expect(page.text).toContain("tisdag 1 december 2026 klockan 14.00");
  expect(page.text).toMatch(/Förskolan Trollet kommer/);
});

test("a meeting about a plan that already is has the shorter agenda, decides nothing, and leaves the plan in force", async () => {
  house = await openTestHouse();
  opened.push(house);
  const matter = await openAt(house, "planned");
  await consented({ house, matter }, { unit: "trollet" });
  const { path } = await called({ house, matter });
  house.clock.set("2026-12-01T14:00:00+01:00");
  const again = await house.signIn("maja");
  const form = await again.get(`${path}/hold`);
  expect(form.heading).toContain("Uppföljningsmöte");
  expect([...form.html.matchAll(/<h2>\d+\. /g)]).toHaveLength(6);
  expect(form.html).not.toContain('name="decision"');
  await again.submit(form, { ...(await everybody(form)), childWords: "Det är bättre nu.", minutes: "Vi fortsätter.", intent: "hold" });
  expect(await meetingRow()).toMatchObject({ state: "held", decision: null });
  expect((await stateOf({ house, matter })).state).toBe("planned");
});
