import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CHILD, noticed } from "../proposal-stage.ts";
import { judgeTheWay, Person, type Manner } from "./person.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterEach(async () => {
  await site.house.rows("update kring.matter set closed_at = opened_at, state = 'closed'");
  await site.house.rows("update kring.proposal set seen_at = asked_at");
  site.house.clock.advance(60);
});
afterAll(() => site.close());

const manners: Manner[] = ["by hand", "without JavaScript", "by keyboard"];

/** Anna puts the child's words together for the BVC, on a ground where her preschool lets nobody decide alone, and asks Helena. */
async function asks(anna: Person, matter: string): Promise<void> {
  await anna.opens(`/matters/${matter}/pass-on`);
  await anna.chooses(/^BVC Lessebo/, /^Barnets egna ord/);
  await anna.presses("Fortsätt");
  // The family could be asked; here it is another ground that is weighed.
  await anna.unfolds("Kan det lämnas utan samtycke?");
  await anna.sees("Hos er ska också en kollega säga ja");
  await anna.chooses(/^Ingen skadas av uppgiften/);
  await anna.presses("Fortsätt");
  await anna.fills({ "Varför behöver mottagaren uppgiften?": "BVC är barnens bästa-ansvarig.", "Hur har du tänkt?": "Föräldrarna berättar det själva." });
  await anna.answers(/Är det klart att varken barnet/, "Ja");
  await anna.answers(/Stämmer det att ingen/, "Ja");
  await anna.presses("Fortsätt");
  await anna.sees("Be en kollega besluta", CHILD);
  await anna.chooses(/^Helena Ryd/);
  await anna.presses("Be om beslut");
  await anna.sees("Invänta beslut av Helena Ryd");
}

async function reads(helena: Person): Promise<void> {
  await helena.opens("/list");
  await helena.sees("Väntar på ditt beslut", "Anna Karlsson, Förskolan Trollet, ber dig besluta");
  await helena.follows("Elis Holm");
  await helena.sees("Ska det här lämnas ut?", CHILD, "BVC Lessebo", "Föräldrarna berättar det själva.", "OSL 25:1");
}

test.each(manners)("two who decide, %s: a no with its reason, a new question, a yes", { timeout: 240_000 }, async (manner) => {
  const matter = await noticed(site.house);
  const anna = await Person.at(site, "anna", manner);
  const helena = await Person.at(site, "helena", manner, { unit: "trollet" });
  await asks(anna, matter);
  await reads(helena);
  await helena.follows("Säg nej");
  await helena.fills({ "Varför ska det inte lämnas ut?": "Fråga Sara och Johan först." });
  await helena.presses("Säg nej");
  await helena.sees("Du sa nej.");
  await anna.opens("/list");
  await anna.follows("Elis Holm");
  await anna.sees("Helena Ryd sa nej", "Fråga Sara och Johan först.");
  await anna.follows("Ändra och fråga igen");
  await anna.presses("Ändra och fråga igen");
  await anna.sees("Får du lämna det här?");
  await asks(anna, matter);
  await reads(helena);
  await helena.presses("Ja, lämna ut");
  await helena.sees("Du sa ja. Uppgifterna är skickade.");
  await anna.opens("/list");
  await anna.follows("Elis Holm");
  await anna.sees("Helena Ryd sa ja");
});

test("every page on the way stands up to axe", { timeout: 120_000 }, async () => {
  const { pages, faults, planted } = await judgeTheWay(site);
  expect(pages).toBeGreaterThan(10);
  expect([faults, planted.join()]).toEqual([[], expect.stringContaining("label: ")]);
});
