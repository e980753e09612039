import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { unitOf } from "../consent-stage.ts";
import { matterOf, openIn, well } from "../plan-stage.ts";
import { decide, saveWheel } from "#src/inquiry/index.ts";
import type { UnitId } from "#src/platform/ids.ts";
import { judgeTheWay, Person, type Manner } from "./person.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterEach(() => site.house.clock.advance(60));
afterAll(() => site.close());

const manners: Manner[] = ["by hand", "without JavaScript", "by keyboard"];
const ELLA = "201409032388";
const YES = { yes: true, reason: "Vårdcentralen kan ge det samtal som vi inte kan." };
const no = (reason: string) => ({ yes: false, reason });

/** Ella's matter at her school, gathered and decided: the health centre is needed too, if the family wants. */
async function stageDecided({ house }: Site): Promise<string> {
  const health = await unitOf(house, "vardcentralen-lessebo");
  return house.as("jorgen", async (hand) => {
    const matter = await openIn(hand, { number: ELLA, state: "gathering", role: "child-lead" });
    const entry = { area: "relations", mark: "both" as const, works: "Tuva och jag skickar serier.", challenging: "Det är tyst på lunchen.", needsSupport: true, drawnFrom: "" };
    await saveWheel(hand, { matter, perspective: "child", entries: [entry], how: "Ella ritade." });
    well(await decide(hand, { matter, answers: { "own-service": no("Lunchen klarar vi."), "another-service": no("Det är här det är tyst."), "several-together": YES }, who: [health.id as UnitId] }));
    return (await matterOf(hand, matter.id)).id;
  });
}

/** The question to the family, in the words they will read. */
async function asksTheFamily(jorgen: Person, matter: string): Promise<void> {
  await jorgen.opens(matter);
  await jorgen.follows("Be om samtycke");
  await jorgen.chooses(/^Vi för dem/, /^Relationer/, /^Möten/);
  await jorgen.fills({ "Varför?": "Vi vill att Ella får någon att prata med i längden.", "Till och med vilken dag?": "2027-03-31" });
  await jorgen.presses("Läs igenom frågan");
  await jorgen.sees("Veronica Fransson", "Peter Fransson", "Vi vill att Ella får någon att prata med");
  await jorgen.presses("Ställ frågan");
  await jorgen.sees("Frågan är ställd");
}

async function answers(guardian: Person, button: string, told: string): Promise<void> {
  await guardian.opens("/start");
  await guardian.follows("Läs och svara");
  await guardian.sees("Båda svaren är lika okej.");
  await guardian.presses(button);
  await guardian.sees(told);
}

/** A no is an answer: it says who, asks nobody to change it, and shows another way. */
async function meetsTheNo(jorgen: Person, matter: string): Promise<void> {
  await jorgen.opens(matter);
  await jorgen.sees("någon har sagt nej", "Ta ställning igen. Ett nej respekteras, och barnet får hjälp på annat sätt");
  await jorgen.follows(/^Från Hyttebacksskolan \(Skolan i Uppvidinge\) till/);
  await jorgen.sees("Ett nej respekteras.", /Peter Fransson vårdnadshavare har sagt nej med e-legitimation/, /Veronica Fransson vårdnadshavare har sagt ja/);
  for (const pressure of ["Påminn", "övertala", "Försök igen"]) await jorgen.seesNot(pressure);
  await jorgen.opens(`${matter}/meetings/new`);
  await jorgen.sees("Ingen annan verksamhet kan bjudas in ännu.", "De här kan inte bjudas in ännu", /Det saknas samtycke för att lämna till Vårdcentralen Lessebo/, /Peter Fransson har sagt nej/);
  expect(await jorgen.page.locator("[name=units]").count()).toBe(0);
}

/** Thought again, and solved where the child is. */
async function solvesItInTheOwnService(jorgen: Person, matter: string): Promise<void> {
  await jorgen.opens(matter);
  await jorgen.follows(/^Ta ställning igen|^Tänk om/);
  await jorgen.presses("Tänk om");
  await jorgen.sees("Ärendet är tillbaka.");
  await jorgen.opens(`${matter}/decision`);
  await jorgen.answers("Kan vi möta barnets behov i vår egen verksamhet?", "Ja");
  await jorgen.fills({ "Varför?": "Peters nej gäller. Ella får ett bord med två andra på lunchen." });
  await jorgen.presses("Spara ställningstagandet");
  await jorgen.sees("Ni löser det hos er.", "Vi löser det i vår egen verksamhet", "Ella får ett bord med två andra på lunchen.");
}

/** From her own page: one click to the question, one click to answer it. */
async function takesItBack(veronica: Person): Promise<void> {
  await veronica.opens("/family");
  await veronica.sees("Hyttebacksskolan (Skolan i Uppvidinge) får berätta för");
  await veronica.follows(/^Ta tillbaka/);
  await veronica.presses("Ta tillbaka mitt ja");
  await veronica.sees("Ditt ja är taget tillbaka", "Ingen får berätta mer.");
  await veronica.seesNot("Peter");
}

/** What the school would like the health centre to know meets both answers at once. */
async function triesToTell(jorgen: Person, matter: string): Promise<void> {
  await jorgen.opens(`${matter}/deliver`);
  await jorgen.picks("Annan mottagare", /Vårdcentralen Lessebo/);
  await jorgen.chooses(/^Relationer/);
  await jorgen.fills({ "Varför behöver mottagaren": "Så att Ella får ett samtal." });
  await jorgen.presses("Fortsätt");
  await jorgen.sees("Det saknas samtycke för att lämna till Vårdcentralen Lessebo", "Peter Fransson har sagt nej", "Veronica Fransson har tagit tillbaka sitt ja");
}

test.each(manners)("the refused consent: a no is respected, and what was given can be taken back, %s", { timeout: 180_000 }, async (manner) => {
  const matter = `/matters/${await stageDecided(site)}`;
  const jorgen = await Person.at(site, "jorgen", manner);
  await asksTheFamily(jorgen, matter);
  const veronica = await Person.at(site, "veronica", manner);
  await answers(veronica, "Ja, det är okej", "Du har sagt ja");
  site.house.clock.advance(1);
  const peter = await Person.at(site, "peter", manner);
  await answers(peter, "Nej", "Du har sagt nej");
  await peter.sees("Ni får samma hjälp som förut.");
  await peter.seesNot("Veronica");
  await meetsTheNo(jorgen, matter);
  await solvesItInTheOwnService(jorgen, matter);
  site.house.clock.advance(1);
  await takesItBack(veronica);
  await triesToTell(jorgen, matter);
  expect(await site.house.rows("select id from kring.delivery where matter_id = $1", [matter.split("/").at(-1)])).toEqual([]);
});

test("every page on the way stands up to axe", { timeout: 120_000 }, async () => {
  const { pages, faults, planted } = await judgeTheWay(site);
  expect(pages).toBeGreaterThan(10);
  expect([faults, planted.join()]).toEqual([[], expect.stringContaining("label: ")]);
});
