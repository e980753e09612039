import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeTheWay, Person, type Manner } from "./person.ts";
import { Tally } from "./tally.ts";
import { openSite, picture, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site.close());

const manners: Manner[] = ["by hand", "without JavaScript", "by keyboard"];
// Each manner takes a child of its own the same way, so that one walk never meets another's traces.
const children = { "by hand": ["20221014-2390", "sara", "johan"], "without JavaScript": ["20210917-2391", "linda", "marcus"], "by keyboard": ["20241019-2385", "therese", "daniel"] } as const;

/** Reads and answers every question that waits for a guardian with yes, one after another. */
async function saysYesToAll(guardian: Person): Promise<void> {
  await guardian.signsIn();
  await guardian.follows("Läs och svara");
  while ((await guardian.page.getByRole("button", { name: "Ja, det är okej" }).count()) > 0) {
    await guardian.presses("Ja, det är okej");
    await guardian.sees("ditt ja är sparat");
  }
}

/** Opens the child on one's own list, as it says what is next there. */
const opens = async (person: Person, next: RegExp): Promise<void> => {
  await person.signsIn();
  await person.followsIn(next);
};

// Walked as somebody who has never been here would: from what waits to what is next, and by no address known beforehand.
test.each(manners)("a child's whole way, from a signal in the preschool to a plan both guardians read, %s", { timeout: 480_000 }, async (manner) => {
  const [number, mother, father] = children[manner];
  const adopted = async () => (await site.house.rows("select from kring.plan_version where state = 'adopted'")).length;
  const before = await adopted();
  const tally = new Tally();
  // A picture can only be taken of a window that is painted.
  const sits = (who: string) => Person.at(site, who, manner, { unpainted: manner !== "by hand" || !["maja", mother].includes(who) }, tally);

  // Anna at the preschool has noticed something, and writes it down.
  tally.stage("1 signal, and the question to the family");
  const anna = await sits("anna");
  await anna.signsIn();
  await anna.follows("Jag har uppmärksammat något");
  await anna.sees("Är ett barn i fara?");
  await anna.fills({
    "Barnets personnummer": number,
    "Vad har du sett och hört?": "Bygger gärna och länge med Nils. På två samlingar höll han för öronen och kröp in under bordet.",
    "Vad säger barnet själv?": "Det är svårt när alla pratar.",
    "Vem har du berättat för": "Berättade för båda föräldrarna samma dag.",
  });
  await anna.chooses("Lärande", "Trygghet");
  await anna.presses("Spara och lämna vidare");
  // BVC is another authority. The child's own stands first, and is chosen with one press; the page says whose yes is missing, and the question is ready to be read through.
  await anna.chooses(/^BVC Lessebo/, /Det som har setts/, /Barnets egna ord/, /Områden \(/);
  await anna.presses("Fortsätt");
  await anna.sees("Det saknas samtycke", "har inte fått frågan");
  await anna.follows("Be om samtycke");
  await anna.sees("BVC Lessebo", "lärande");
  await anna.presses("Ställ frågan");
  await anna.sees("Nästa steg", /Vänta på svar från \S+ \S+ och \S+ \S+/);

  // Each guardian answers alone, on a phone.
  tally.stage("2 both guardians answer");
  const [parent, other] = [await sits(mother), await sits(father)];
  await saysYesToAll(parent);
  await saysYesToAll(other);

  // Now it is lawful, and she sends it. The baton is hers until somebody takes it.
  tally.stage("3 the signal is sent");
  await opens(anna, /Skicka signalen. Alla har sagt ja/);
  await anna.follows("Skicka signalen. Alla har sagt ja");
  await anna.sees("Läs igenom innan du skickar", "Uppgiften är lika skyddad");
  await anna.chooses("Ja");
  await anna.presses("Skicka signalen");
  await anna.sees("Invänta svar från BVC Lessebo");

  // Maja at BVC takes it, and begins with the child's own picture.
  tally.stage("4 receipt, and the wheel");
  const maja = await sits("maja");
  await maja.signsIn();
  await maja.sees("En signal att ta emot");
  await maja.follows("Förskolan Trollet");
  await maja.sees("Det är svårt när alla pratar.");
  await maja.presses("Ta emot signalen");
  await maja.follows(/Fyll i hjulet tillsammans med/);
  await maja.ticks("learning_mark", "challenging");
  await maja.fills({ "Lärande: Det här är bra": "Bygga torn.", "Lärande: Det här är svårt": "När alla pratar." });
  await maja.presses("Spara");
  await maja.sees("utmanande");

  // Three questions in order: several have to help each other.
  tally.stage("5 the decision");
  await maja.follows(/Ta ställning/);
  for (const [question, answer] of [["own-service", "no"], ["another-service", "no"], ["several-together", "yes"]] as const) {
    await maja.ticks(`${question}_answer`, answer);
    await maja.writes(`${question}_reason`, "Vi behöver göra var sin del samtidigt.");
  }
  await maja.chooses("Förskolan Trollet");
  await maja.presses("Spara");

  // What the decision says of the question stands there; the family may read it as it is, or it is written in other words.
  tally.stage("6 the question of working together");
  await maja.fills({ "Varför?": "Vi vill göra lika hemma och på förskolan." });
  await maja.presses("Läs igenom frågan");
  await maja.sees("lärande", /möte/, /planen/);
  await maja.presses(/^Ställ/);
  await maja.sees("Vänta på svar från");
  tally.stage("7 both guardians answer");
  await saysYesToAll(parent);
  await saysYesToAll(other);

  // The meeting: everybody who is covered by a yes, and nobody else.
  tally.stage("8 the meeting is called");
  await opens(maja, /Kalla till samverkansmöte/);
  await maja.follows("Kalla till samverkansmöte");
  await maja.fills({ "Vilken fråga ska mötet": "Hur gör vi samlingen lugn?", "Vilken tid?": "13.00" });
  await maja.chooses("Vara med en stund", "Förskolan Trollet");
  await maja.presses("Skicka inbjudningarna");
  tally.stage("9 the preschool answers");
  await anna.signsIn();
  await anna.follows("BVC Lessebo");
  await anna.follows(/Svara|Öppna/);
  await anna.chooses(/^Ja/);
  await anna.presses(/Skicka|Svara|Spara/);
  await parent.opens("/start");
  await parent.sees("Hur gör vi samlingen lugn?");

  tally.stage("10 the meeting is held");
  await opens(maja, /Förbered mötet/);
  await maja.follows("Förbered mötet");
  await maja.follows("Håll mötet");
  await maja.fills({ "säger": "Jag vill leka med Nils när det är tyst.", "Det viktigaste från mötet": "Alla vill göra samlingen lugnare." });
  await maja.chooses(/^Ja, vi börjar/);
  await maja.presses("Avsluta mötet");

  site.house.clock.advance(1);
  // The plan is written, and cannot be adopted before it is whole. What the child said at the meeting is there: nobody is asked for it twice.
  tally.stage("11 the plan");
  await maja.sees("Innan planen kan antas", "Minst en insats", "Jag vill leka med Nils när det är tyst.");
  await maja.fills({ "Vad ska göras?": "En lugn hörna vid samlingen" });
  await maja.picks("Vem gör det?", "Förskolan Trollet");
  await maja.picksIn("area", "Lärande");
  if (manner === "by hand") await picture(maja.page, "plan-in-meeting-360");
  await maja.presses("Granska och anta planen");
  await maja.sees("Förskolan Trollet", "En lugn hörna vid samlingen");
  await maja.presses(/Anta planen/);
  await maja.sees("En lugn hörna vid samlingen", "Familjen har inte fått anteckningarna än.");

  // Both guardians are told of it and read the same plan, and see who has read.
  tally.stage("12 both guardians read the plan");
  for (const guardian of [parent, other]) {
    await guardian.signsIn();
    await guardian.sees("En ny plan finns att läsa", "En lugn hörna vid samlingen", "Jag vill leka med Nils när det är tyst.", "BVC Lessebo");
    if (manner === "by hand" && guardian === parent) await picture(guardian.page, "family-with-plan-360");
    await guardian.follows("Läs planen");
    await guardian.sees("En lugn hörna vid samlingen");
  }
  // What the preschool has taken upon itself stands on its list.
  await anna.opens("/list");
  await anna.sees("Berätta hur det gick");
  expect(await adopted()).toBe(before + 1);
  console.info(`${manner}\n${tally.table}`);
});

test("every page on the way stands up to axe", { timeout: 120_000 }, async () => {
  const { pages, faults, planted } = await judgeTheWay(site);
  expect(pages).toBeGreaterThan(40);
  expect([faults, planted.join()]).toEqual([[], expect.stringContaining("label: ")]);
});
