import { afterAll, beforeAll, expect, test } from "vitest";
import { Person, type Manner } from "./person.ts";
import { openSite, picture, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site.close());

const manners: Manner[] = ["by hand", "without JavaScript", "by keyboard"];
// Each manner takes a child of its own the same way, so that one walk never meets another's traces.
const children = { "by hand": ["20221014-2390", "sara", "johan"], "without JavaScript": ["20210917-2391", "linda", "marcus"], "by keyboard": ["20241019-2385", "therese", "daniel"] } as const;

/** Answers every question that waits for a guardian with yes, one after another. */
async function saysYesToAll(guardian: Person): Promise<void> {
  await guardian.opens("/start");
  while ((await guardian.page.getByRole("link", { name: "Läs och svara" }).count()) > 0) {
    await guardian.follows("Läs och svara");
    await guardian.presses("Ja, det är okej");
    await guardian.sees("Du har sagt ja");
    await guardian.opens("/start");
  }
}

test.each(manners)("a child's whole way, from a signal in the preschool to a plan both guardians read, %s", { timeout: 240_000 }, async (manner) => {
  const [number, mother, father] = children[manner];
  const adopted = async () => (await site.house.rows("select from kring.plan_version where state = 'adopted'")).length;
  const before = await adopted();

  // Anna at the preschool has noticed something, and writes it down.
  const anna = await Person.at(site, "anna", manner);
  await anna.opens("/list");
  await anna.follows("Jag har uppmärksammat något");
  await anna.sees("Är ett barn i fara?");
  await anna.fills({
    "Barnets personnummer": number,
    "Vad har du sett och hört?": "Bygger gärna och länge med Nils. På två samlingar höll han för öronen och kröp in under bordet.",
    "Vad säger barnet själv?": "Det är svårt när alla pratar.",
    "Vem har du berättat för": "Berättade för båda föräldrarna samma dag.",
  });
  await anna.chooses("Lärande", "Trygghet");
  await anna.presses("Spara");
  await anna.sees("Nästa steg", "Lämna signalen till barnens bästa-ansvarig");
  const signal = anna.path;

  // She wants to pass it on to BVC, another authority. The page says whose yes is missing, and she asks for it.
  await anna.opens(`${signal}/pass-on`);
  await anna.chooses(/BVC Lessebo/, /Det som har setts/, /Barnets egna ord/, /Områden \(/);
  await anna.fills({ "Varför behöver mottagaren": "BVC är barnens bästa-ansvarig och kan se helheten." });
  await anna.presses("Fortsätt");
  await anna.sees("Det saknas samtycke", "har inte fått frågan");
  await anna.follows("Be om samtycke");
  await anna.chooses(/^Vi för dem/, /^Lärande/, /^Trygghet/);
  await anna.fills({ "Varför?": "BVC kan hjälpa oss att förstå hur ljud känns.", "Till och med vilken dag?": "2027-06-30" });
  await anna.presses("Läs igenom frågan");
  await anna.presses("Ställ frågan");

  // Each guardian answers alone, on a phone.
  const [parent, other] = [await Person.at(site, mother, manner), await Person.at(site, father, manner)];
  await parent.opens("/start");
  await parent.sees("Det här händer härnäst");
  await saysYesToAll(parent);
  await anna.opens(signal);
  await anna.sees("väntar på svar");
  await saysYesToAll(other);

  // Now it is lawful, and she sends it. The baton is hers until somebody takes it.
  await anna.opens(signal);
  await anna.follows("Fortsätt där du var");
  await anna.chooses(/^Samtycke/);
  await anna.presses("Fortsätt");
  await anna.sees("Läs igenom innan du skickar", "Uppgiften är lika skyddad");
  await anna.chooses("Ja");
  await anna.presses("Skicka signalen");
  await anna.sees("Invänta svar från BVC Lessebo");

  // Maja at BVC takes it, and begins with the child's own picture.
  const maja = await Person.at(site, "maja", manner);
  await maja.opens("/list");
  await maja.sees("En signal att ta emot");
  await maja.follows("Förskolan Trollet");
  await maja.sees("Det är svårt när alla pratar.");
  await maja.presses("Ta emot signalen");
  await maja.sees("Fyll i hjulet tillsammans med");
  const matter = maja.path;
  await anna.opens("/list");
  await anna.sees("Du följer");
  await maja.opens(`${matter}/wheel/child`);
  await maja.ticks("learning_mark", "challenging");
  await maja.fills({ "Lärande: Det här är bra": "Bygga torn.", "Lärande: Det här är svårt": "När alla pratar." });
  await maja.presses("Spara");
  await maja.sees("utmanande");

  // Three questions in order: several have to help each other.
  await maja.opens(`${matter}/decision`);
  for (const [question, answer] of [["own-service", "no"], ["another-service", "no"], ["several-together", "yes"]] as const) {
    await maja.ticks(`${question}_answer`, answer);
    await maja.page.locator(`[name="${question}_reason"]`).fill("Vi behöver göra var sin del samtidigt.");
  }
  await maja.chooses("Förskolan Trollet");
  await maja.presses("Spara");
  await maja.sees("Be om samtycke");
  await maja.follows("Be om samtycke");
  await maja.chooses("Förskolan Trollet", /^Alla som är med/, /^Lärande/, /^Trygghet/, /^Möten/, /^Planen/);
  await maja.fills({ "Varför?": "Vi vill göra lika hemma och på förskolan.", "Till och med vilken dag?": "2027-06-30" });
  await maja.presses("Läs igenom frågan");
  await maja.presses(/^Ställ/);
  await saysYesToAll(parent);
  await saysYesToAll(other);

  // The meeting: everybody who is covered by a yes, and nobody else.
  await maja.opens(matter);
  await maja.follows("Kalla till samverkansmöte");
  await maja.fills({ "Vilken fråga ska mötet": "Hur gör vi samlingen lugn?", "Vilken dag?": "2026-12-07", "Vilken tid?": "13.00", "Var träffas ni?": "BVC Lessebo" });
  await maja.chooses("Vara med en stund", "Förskolan Trollet");
  await maja.presses("Skicka inbjudningarna");
  const meeting = maja.path;
  await anna.opens("/list");
  await anna.follows("BVC Lessebo");
  await anna.follows(/Svara|Öppna/);
  await anna.chooses(/^Ja/);
  await anna.presses(/Skicka|Svara|Spara/);
  await parent.opens("/start");
  await parent.sees("Hur gör vi samlingen lugn?");

  await maja.opens(`${meeting}/hold`);
  await maja.fills({ "säger": "Jag vill leka med Nils när det är tyst.", "Det viktigaste från mötet": "Alla vill göra samlingen lugnare." });
  for (const [who, place] of [["Förskolan Trollet", "i rummet"], ["Maja Lindqvist", "i rummet"]] as const) await maja.picks(who, place);
  await maja.chooses(/^Ja, vi börjar/);
  await maja.presses("Avsluta mötet");

  // The plan is written, and cannot be adopted before it is whole.
  await maja.opens(`${matter}/plan`);
  await maja.sees("Innan planen kan antas", "Minst en insats");
  const form = (end: string) => maja.page.locator(`form[action$="${end}"]`);
  // What the child said at the meeting is already there: nobody is asked for it twice.
  await maja.sees("Jag vill leka med Nils när det är tyst.");
  const measure = form("/plan/measures/new");
  await measure.getByLabel("Vad ska göras?").fill("En lugn hörna vid samlingen");
  await measure.getByLabel("Vem gör det?").selectOption({ label: "Förskolan Trollet" });
  await measure.getByLabel("Till när?").fill("2026-12-14");
  await measure.getByLabel("Område").selectOption({ label: "Lärande" });
  await measure.getByRole("button", { name: "Lägg till" }).click();
  const followUp = form("/plan/follow-up");
  await followUp.getByLabel("Dag").fill("2027-01-18");
  await followUp.getByLabel("Form").selectOption({ index: 1 });
  await followUp.getByLabel("Den som kallar").selectOption({ index: 1 });
  await followUp.getByRole("button", { name: "Spara" }).click();
  if (manner === "by hand") await picture(maja.page, "plan-in-meeting-360");
  await maja.opens(`${matter}/plan/adopt`);
  await maja.sees("Förskolan Trollet");
  await maja.presses(/Anta planen/);
  await maja.opens(matter);
  await maja.sees("En lugn hörna vid samlingen");

  // Both guardians read the same plan, and see who has read.
  for (const guardian of [parent, other]) {
    await guardian.opens("/start");
    await guardian.sees("En lugn hörna vid samlingen", "Jag vill leka med Nils när det är tyst.", "BVC Lessebo");
    if (manner === "by hand" && guardian === parent) await picture(guardian.page, "family-with-plan-360");
  }
  await anna.opens("/list");
  await anna.seesNot("Något gick fel");
  expect(await adopted()).toBe(before + 1);
});
