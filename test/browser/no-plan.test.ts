import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { judgeTheWay, Person, type Manner } from "./person.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterEach(() => site.house.clock.advance(60));
afterAll(() => site.close());

const manners: Manner[] = ["by hand", "without JavaScript", "by keyboard"];

/** What Oskar has seen on the breaks, written down and begun on in his own school. */
async function begins(oskar: Person): Promise<void> {
  await oskar.opens("/list");
  await oskar.follows("Jag har uppmärksammat något");
  await oskar.sees("Är ett barn i fara?");
  await oskar.fills({
    "Barnets personnummer": "20161030-2398", "Vad har du sett och hört?": "Melker får alla att skratta. Bråken börjar rasten före läslektionen.",
    "Vad säger barnet själv?": "Om jag blir utkastad slipper jag läsa.", "Vem har du berättat för": "Jag ringde Jessica och Andreas samma eftermiddag.",
  });
  await oskar.chooses("Lärande");
  await oskar.presses("Spara");
  await oskar.sees("Sparat.", "Melker Nyman", "Om jag blir utkastad slipper jag läsa.", "Barnens bästa-ansvarig finns i din egen verksamhet.");
  await oskar.follows("Börja samla information");
  await oskar.presses("Börja samla information");
  await oskar.sees("Nu är det ni som håller i det", "Fyll i hjulet tillsammans med Melker");
}

/** The child's picture and the school's, beside each other and never summed. */
async function fillsInTheWheel(oskar: Person): Promise<void> {
  await oskar.follows("Fyll i hjulet");
  const wheel = oskar.path.replace("/child", "");
  await oskar.answers(/^Lärande: Hur är det/, "Både bra och svårt");
  await oskar.fills({ "Lärande: Det här är bra": "Matte. Och när Oskar läser, för då ser jag allt i huvudet.", "Lärande: Det här är svårt": "Bokstäverna flyttar sig." });
  await oskar.fills({ "Hur kom det här fram": "Melker valde områdena själv." });
  await oskar.presses("Spara");
  await oskar.sees("Sparat.", "Bokstäverna flyttar sig.");
  await oskar.opens(`${wheel}/professional`);
  await oskar.answers(/^Lärande: Hur är det/, "utmanande");
  await oskar.fills({ "Lärande: Det som fungerar": "Ordförrådet är starkt när han lyssnar.", "Lärande: Det som är utmanande": "Läsningen går långsamt." });
  await oskar.presses("Spara");
  await oskar.sees("Matte. Och när Oskar läser", "Ordförrådet är starkt när han lyssnar.", "Läsningen går långsamt.");
}

/** The first question gets a yes, and the matter ends in good words. */
async function solvesItAtSchool(oskar: Person): Promise<void> {
  await oskar.follows("Ta ställning");
  await oskar.presses("Spara ställningstagandet");
  await oskar.sees("Välj ett svar: Svaret på fråga 1");
  await oskar.answers("Kan vi möta barnets behov i vår egen verksamhet?", "Ja");
  await oskar.fills({ "Varför?": "Vi har inte provat inlästa texter än." });
  await oskar.presses("Spara ställningstagandet");
  await oskar.sees("Ni löser det hos er.", "Vi löser det i vår egen verksamhet", "Vi har inte provat inlästa texter än.");
  await oskar.seesNot("Kalla till möte");
  await oskar.follows("Avsluta ärendet");
  await oskar.fills({ "Hur gick det?": "Melker lyssnar på texten kvällen före. Det har varit ett bråk på åtta veckor.", "Vem kan familjen vända sig till nu?": "Oskar på Åbackeskolan, i korridoren eller på telefon." });
  await oskar.presses("Avsluta ärendet");
  await oskar.sees("Skriv vad barnet säger, eller varför barnet inte har sagt något");
  await oskar.fills({ "Vad säger barnet själv?": "Nu vet jag vad som står innan.", "Hur och när sa barnet det?": "Melker sa det till mig på fredagen." });
  await oskar.presses("Avsluta ärendet");
  await oskar.sees("Ärendet är avslutat.", "Vi löste det i vår egen verksamhet", "Nu vet jag vad som står innan.", "Oskar på Åbackeskolan");
}

test.each(manners)("the matter that was solved in school without a plan, %s", { timeout: 180_000 }, async (manner) => {
  const oskar = await Person.at(site, "oskar", manner);
  await begins(oskar);
  const matter = oskar.path;
  await fillsInTheWheel(oskar);
  await solvesItAtSchool(oskar);
  await oskar.opens("/list");
  expect(await oskar.page.locator(`a[href="${matter}"]`).count()).toBe(0);
  for (const guardian of ["jessica", "andreas"]) {
    const parent = await Person.at(site, guardian, manner);
    await parent.opens("/family");
    await parent.sees("Runt Melker", "Det finns ingen plan än", "Från Åbackeskolan till dig", "Åbackeskolan, lärare");
    await parent.follows(/^Läs/);
    await parent.sees("Vi löste det i vår egen verksamhet", "Nu vet jag vad som står innan.", "Det har varit ett bråk på åtta veckor.", "Oskar på Åbackeskolan");
  }
  const { house } = site;
  expect(await house.rows("select state, role from kring.matter where id = $1", [matter.split("/").at(-1)])).toEqual([{ state: "closed", role: "child-lead" }]);
});

test("every page on the way stands up to axe", { timeout: 120_000 }, async () => {
  const { pages, faults, planted } = await judgeTheWay(site);
  expect(pages).toBeGreaterThan(10);
  expect([faults, planted.join()]).toEqual([[], expect.stringContaining("label: ")]);
});
