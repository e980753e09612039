import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Person, type Manner } from "./person.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterEach(async () => {
  // The next walk begins with a child nobody has noticed.
  await site.house.rows("update kring.matter set state = 'closed', closed_at = now() where state <> 'closed'");
});
afterAll(() => site.close());

const MELKER = "20161030-2398";
const manners: Manner[] = ["by hand", "without JavaScript", "by keyboard"];

test.each(manners)("the matter that was solved in school without a plan, %s", { timeout: 180_000 }, async (manner) => {
  const oskar = await Person.at(site, "oskar", manner);
  await oskar.opens("/list");
  await oskar.follows("Jag har uppmärksammat något");
  await oskar.sees("Är ett barn i fara?");
  await oskar.fills({
    "Barnets personnummer": MELKER, "Vad har du sett och hört?": "Melker får alla att skratta. Bråken börjar rasten före läslektionen.",
    "Vad säger barnet själv?": "Om jag blir utkastad slipper jag läsa.", "Vem har du berättat för": "Jag ringde Jessica och Andreas samma eftermiddag.",
  });
  await oskar.presses("Spara");
  await oskar.sees("Sparat.", "Melker Nyman", "Om jag blir utkastad slipper jag läsa.", "Barnens bästa-ansvarig finns i din egen verksamhet.");
  await oskar.follows("Börja samla information");
  await oskar.presses("Börja samla information");
});
