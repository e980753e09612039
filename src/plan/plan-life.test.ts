import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, matterOf, stageAdopted, stagePlanning, takePart, well, wholePlan, type Stage } from "#test/plan-stage.ts";
import { areaIds, loadPractice } from "../practice/index.ts";
import { deliver, findContent } from "../disclosure/index.ts";
import { receive } from "../sharing/index.ts";
import { adopt, closePlan, findPlan, planParcel, savePlan, type PlanContent } from "./index.ts";

let house: TestHouse;
let stage: Stage;
let maja: Client;
let base: string;
let measure: (what: string) => string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set("2026-11-23T09:00:00+01:00");
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed' where closed_at is null");
  await house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10");
  await house.rows("update kring.delivery set received_matter_id = matter_id where received_matter_id is null");
  stage = await stagePlanning(house);
  ({ measure } = await stageAdopted(house, stage));
  maja = await house.signIn("maja");
  base = `/matters/${stage.matterId}`;
});

const topics = ["contact", "meeting", "plan", ...areaIds(loadPractice("packages-of-practice/kronobarn"))];
/** A party may tell whoever has the pen: asked for by the party itself. */
const mayTell = (handle: string, matter: string, receiver = stage.units.bvc.branchId) =>
  house.as(handle, async (hand) => consentTo(hand, { matter: await matterOf(hand, matter), receivers: [receiver], topics }));
const due = async (matter: string) => (await house.rows<{ state: string; due: string | null }>("select state, due_on::text as due from kring.matter where id = $1", [matter]))[0];
const report = async (client: Client, matter: string, what: string, said: { outcome: string; words: string }) => {
  const page = await client.get(`/matters/${matter}/reports/${measure(what)}`);
  return client.submit(page, said, "/reports/");
};

test("a party sees its copy of the plan with its own part first, and is waited for on that day", async () => {
  const own = await takePart(house, "anna");
  const anna = await house.signIn("anna");
  const page = await anna.get(`/matters/${own}`);
  expect(page.text).toContain("Nästa steg Berätta hur det gick med er insats Ansvarig: Anna Karlsson Senast: tisdag 1 december 2026");
  expect(page.text).toContain("Jag vill leka med Nils när det är tyst.");
  expect((await anna.get(page.link("Läs hela planen"))).text).toContain("från BVC Lessebo");
  expect((await anna.get(`/matters/${own}/plan/print`)).text).toContain("Utskrift för Anna Karlsson, Förskolan Trollet, måndag 23 november 2026.");
});

test("what a party tells of its own measure stands beside it at whoever has the pen", async () => {
  const own = await takePart(house, "anna");
  await mayTell("anna", own);
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${own}/reports/${measure("hörna")}`)).text).toContain("skickas till BVC Lessebo, Region Kronoberg, som håller i planen");
  const told = await report(anna, own, "hörna", { outcome: "done", words: "Han går dit själv." });
  expect(told.text).toContain("Tack. Det är sparat, och den som håller i planen vet");
  expect(told.text).toContain("Vänta på uppföljningen. Er del är berättad");
  expect(await due(own)).toEqual({ state: "taking-part", due: "2027-01-11" });
  const page = await maja.get(base);
  expect(page.text).toContain("gjort Han går dit själv. Förskolan Trollet , 23 nov. 2026");
  expect(await house.rows("select kind, received_matter_id as at, ground from kring.delivery where matter_id = $1", [own])).toEqual([{ kind: "report", at: stage.matterId, ground: "consent" }]);
});

test("without consent the words stay where they were written, and that is said before and after", async () => {
  const own = await takePart(house, "anna");
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${own}/reports/${measure("hörna")}`)).text).toContain("Det skickas inte, eftersom samtycke saknas.");
  expect((await report(anna, own, "hörna", { outcome: "partly", words: "Halvvägs." })).text).toContain("Sparat hos er. Det skickades inte");
  expect((await maja.get(base)).text).not.toContain("Halvvägs.");
});

test("nobody tells of another's measure; what the family does is noted by whoever has the pen", async () => {
  const own = await takePart(house, "anna");
  const anna = await house.signIn("anna");
  for (const what of ["hörsel", "logopeden", "bok"]) expect((await anna.get(`/matters/${own}/reports/${measure(what)}`)).status).toBe(404);
  expect((await maja.get(`${base}/reports/${measure("hörna")}`)).status).toBe(404);
  const noted = await report(maja, stage.matterId, "bok", { outcome: "partly", words: "Sara säger varannan kväll." });
  expect(noted.text).toContain("delvis gjort Sara säger varannan kväll.");
  expect((await anna.get(`${base}/reports/${measure("bok")}`)).status).toBe(404);
});

const followed = async (filled: Record<string, string>) => {
  const page = await maja.get(`${base}/follow-up`);
  const outcomes = Object.fromEntries([...page.html.matchAll(/name="(outcome_[^"]+)"/g)].map((match) => [match[1]!, match[1]!.endsWith(measure("hörna")) ? "done" : "partly"]));
  return maja.submit(page, { voiceIs: "words", voiceText: "Nu är jag med och sjunger.", voiceHow: "Han sa det.", guardiansView: "Lugnare.", reason: "Hörnan fungerar.", result: "next", ...outcomes, ...filled }, `${base}/follow-up`);
};

test("a follow-up begins the next version: what is done stays behind, the newest words come along", async () => {
  house.clock.set("2027-01-11T10:00:00+01:00");
  maja = await house.signIn("maja");
  const page = await followed({});
  expect([page.heading, page.path]).toEqual(["Version 2 skrivs nu", `${base}/plan?done=planNext`]);
  expect(page.text).toContain("Nu är jag med och sjunger.");
  expect(page.text).not.toContain("En lugn hörna");
  expect(page.text).toContain("Dag för uppföljning");
  expect((await due(stage.matterId))!.state).toBe("planned");
  const filled = await maja.submit(page, { followUpOn: "2027-03-01", followUpForm: "phone", followUpWho: "Maja Lindqvist" }, "/follow-up");
  expect(filled.text).toContain("Allt som behövs finns med.");
  await maja.submit(await maja.get(`${base}/plan/adopt`), {}, "/adopt");
  const version = await maja.get(`${base}/plan/versions/2`);
  expect(version.text).toContain("Vad som är nytt sedan version 1");
  expect(version.text).toContain("Borttaget, Insatser En lugn hörna vid samlingen");
  expect(version.text).toContain("Ändrat, Barnets röst Nu är jag med och sjunger. Förut: Jag vill leka med Nils när det är tyst.");
  expect((await maja.get(`${base}/plan/versions/1`)).text).toContain("En lugn hörna");
  expect(await due(stage.matterId)).toEqual({ state: "planned", due: "2027-03-01" });
});

test("a follow-up without the child's voice, or without a reason, is not finished", async () => {
  expect((await followed({ voiceText: "" })).problems).toEqual(["Fyll i: Barnets ord, eller varför de saknas"]);
  expect((await followed({ voiceHow: "" })).problems).toEqual(["Skriv också hur ni fick veta vad barnet tycker"]);
  expect((await followed({ voiceIs: "missing", voiceText: "Han ville inte.", voiceHow: "" })).heading).toBe("Version 2 skrivs nu");
});

test("a plan ends with how it went, the child's view and whom to turn to: checked, sent to all, and closed", async () => {
  const own = await takePart(house, "anna");
  expect((await followed({ result: "close" })).problems).toEqual(["Skriv vem familjen vänder sig till nu"]);
  const check = await followed({ result: "close", turnTo: "Maja Lindqvist, BVC Lessebo" });
  expect(check.heading).toBe("Kontrollera och avsluta planen");
  for (const text of ["Sara Holm som vårdnadshavare", "Förskolan Trollet med stöd av samtycke", "Nu är jag med och sjunger.", "En lugn hörna vid samlingen: gjort."]) expect(check.text).toContain(text);
  expect((await maja.get(`${base}/follow-up`)).html).toContain("Maja Lindqvist, BVC Lessebo");
  expect((await house.rows("select from kring.delivery where kind = 'closing' and matter_id = $1", [stage.matterId])).length).toBe(0);
  const closed = await maja.submit(check, {}, "/check");
  expect(closed.text).toContain("Planen är avslutad och alla har fått veta");
  expect(await house.rows("select m.state, p.state as plan from kring.matter m join kring.plan p on p.holder_matter_id = m.id where m.id = $1", [stage.matterId])).toEqual([{ state: "closed", plan: "closed" }]);
  const copies = await house.rows<{ id: string; unit: string | null }>("select d.id, u.handle as unit from kring.delivery d left join kring.unit u on u.id = d.to_unit_id where d.kind = 'closing' and d.matter_id = $1", [stage.matterId]);
  expect([copies.length, copies.flatMap(({ unit }) => unit ?? []).toSorted()]).toEqual([4, ["logopedin", "trollet"]]);
  const speech = await house.as("per", ({ tx, house: { keys } }) => findContent(tx, keys, copies.find(({ unit }) => unit === "logopedin")!.id));
  expect(JSON.stringify(speech)).not.toContain("nätterna");
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${own}`)).text).toContain("Planen är avslutad. Avsluta ert ärende");
  expect((await maja.get(`${base}/follow-up/check`)).status).toBe(409);
});

/** The preschool accepts the pen; the BVC nurse follows. Returns the preschool's matter. */
async function handOver(): Promise<string> {
  const own = await takePart(house, "anna");
  await mayTell("anna", own);
  const id = await house.as("maja", async (hand) => {
    const matter = await matterOf(hand, stage.matterId);
    const plan = (await findPlan(hand.tx, hand.house, matter))!;
    const { preschool } = stage.units;
    const consent = await hand.tx.selectFrom("consent").where("until_on", ">", hand.today).select("id").executeTakeFirstOrThrow();
    return well(await deliver(hand, {
      matter, receiver: { unit: preschool.id, branch: preschool.branchId, kind: preschool.kind }, kind: "plan-lead", ...planParcel(plan.adopted[0]!.content, hand.house.practice, "sv"),
      why: "Ni är mest inblandade.", standing: { ground: "consent", catalogueVersion: "1", consentId: consent.id }, planId: plan.id,
    }));
  });
  await house.as("anna", async (hand) => well(await receive(hand, id, { accept: true })));
  return own;
}

test("a plan does not end without the child's view, a reason, and somebody to turn to", async () => {
  const whole = { childExperience: { missing: "Han ville inte." }, guardiansView: "", outcomes: [], areas: [], reason: "Det behövs inte mer.", turnTo: { unit: "BVC Lessebo", words: "" } };
  const end = (change: Partial<typeof whole>) => house.as("maja", async (hand) => closePlan(hand, { matter: await matterOf(hand, stage.matterId), heldOn: hand.today, words: { ...whole, ...change } }));
  expect(await end({ childExperience: { missing: " " } })).toEqual({ refused: "plan.voice" });
  for (const change of [{ reason: " " }, { turnTo: { unit: "", words: "" } }]) expect(await end(change)).toEqual({ refused: "plan.closing-words" });
  expect(await due(stage.matterId)).toEqual({ state: "planned", due: "2027-01-11" });
  expect(await end({})).toEqual({ without: [] });
  expect(await end({})).toEqual({ refused: "plan.none" });
});

test("an overdue follow-up shows on the list of whoever has the pen and of whoever follows, and on the child's page", async () => {
  house.clock.set("2027-01-14T10:00:00+01:00");
  const late = await house.signIn("maja");
  expect((await late.get("/list")).text).toContain("försenat 3 dagar");
  expect((await late.get(base)).text).toContain("Följs upp måndag 11 januari 2027, möte. Maja Lindqvist kallar. försenad 3 dagar");
  house.clock.set("2026-11-23T10:00:00+01:00");
  await handOver();
  house.clock.set("2027-01-15T10:00:00+01:00");
  expect((await (await house.signIn("anna")).get("/list")).text).toContain("försenat 4 dagar");
  // Whoever only follows is told first of what she has taken upon herself, and reads of the follow-up at the child.
  const follows = await house.signIn("maja");
  expect((await follows.get("/list")).text).toContain("Berätta hur det gick med er insats försenat 33 dagar");
  expect((await follows.get(base)).text).toContain("försenad 4 dagar");
});

test("whoever takes over the plan goes on from it: next version, copies to all, the old one follows with its new day", async () => {
  const own = await handOver();
  expect([await due(own), await due(stage.matterId)]).toEqual([{ state: "planned", due: "2027-01-11" }, { state: "following", due: "2027-01-11" }]);
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${own}/plan`)).text).toContain("Version 1");
  expect((await maja.get(`${base}/plan`)).status).toBe(409);
  expect((await maja.get(`${base}/plan/versions/1`)).status).toBe(200);
  await house.as("anna", async (hand) => {
    const matter = await matterOf(hand, own);
    const next = { ...wholePlan(stage, hand.today), followUp: { on: "2027-02-15", form: "meeting" as const, who: "Anna Karlsson" } };
    const { version } = well(await savePlan(hand, { matter, content: { ...next, measures: next.measures.slice(0, 2) } }));
    expect(well(await adopt(hand, { matter, version }))).toEqual({ number: 2, without: ["Logopedin"] });
  });
  expect(await due(stage.matterId)).toEqual({ state: "following", due: "2027-02-15" });
  const page = await maja.get(base);
  expect(page.text).toContain("Version 2");
  expect((await maja.get(`${base}/plan/versions/2`)).text).toContain("Vad som är nytt sedan version 1");
});

test("after a hand-over what is told goes to the new holder, and the old one can have the pen back", async () => {
  const own = await handOver();
  const told = await report(maja, stage.matterId, "hörsel", { outcome: "done", words: "Örat är friskt." });
  expect(told.text).toContain("den som håller i planen vet");
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${own}`)).text).toContain("Örat är friskt.");
  const id = await house.as("anna", async (hand) => {
    const matter = await matterOf(hand, own);
    const { version } = well(await savePlan(hand, { matter, content: { ...wholePlan(stage, hand.today), reason: "Andra versionen." } }));
    well(await adopt(hand, { matter, version }));
    const plan = (await findPlan(hand.tx, hand.house, matter))!;
    const consent = await hand.tx.selectFrom("consent").where("matter_id", "=", own).select("id").executeTakeFirstOrThrow();
    const { bvc } = stage.units;
    return well(await deliver(hand, {
      matter, receiver: { unit: bvc.id, branch: bvc.branchId, kind: bvc.kind }, kind: "plan-lead", ...planParcel(plan.adopted[0]!.content, hand.house.practice, "sv"), why: "Tillbaka.",
      standing: { ground: "consent", catalogueVersion: "1", consentId: consent.id }, planId: plan.id,
    }));
  });
  await house.as("maja", async (hand) => well(await receive(hand, id, { accept: true })));
  const back = await house.as("maja", async (hand) => findPlan(hand.tx, hand.house, await matterOf(hand, stage.matterId)));
  expect([back!.holds, back!.draft, back!.adopted.map(({ number }) => number)]).toEqual([true, undefined, [2, 1]]);
  expect((back!.adopted[0]!.content as PlanContent).reason).toBe("Andra versionen.");
});

test("on paper: for whom, when, which version, and no address of any kind", async () => {
  const page = await maja.get(`${base}/plan/print`);
  const main = page.html.slice(page.html.indexOf("<main"), page.html.indexOf("</main"));
  expect(page.text).toContain("Utskrift för Maja Lindqvist, BVC Lessebo, måndag 23 november 2026.");
  expect(page.text).toContain("Version 1 Antagen måndag 23 november 2026");
  expect([...main.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual([`${base}/plan/versions/1`]);
});
