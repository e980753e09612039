import type { Client, Filled, Page } from "../client.ts";
import { withholdFrom } from "../family-stage.ts";
import type { TestHouse } from "../house.ts";
import { matterOf, openIn } from "../plan-stage.ts";
import { asked as askedToDecide, dutyId, noticed, upToAsking } from "../proposal-stage.ts";

const MELKER = "201610302398";
const ELLA = "201409032388";

/** Addresses that somebody comes to by a post, or that their own list has too many others before. */
export type Besides = Readonly<Record<string, readonly string[]>>;

/** What a matter of somebody's at BVC Lessebo is called by the database. */
const matterIn = async ({ rows }: TestHouse, state: string): Promise<string> =>
  (await rows<{ id: string }>("select m.id from kring.matter m join kring.unit u on u.id = m.unit_id where u.handle = 'bvc-lessebo' and m.state = $1 limit 1", [state]))[0]!.id;

const namesIn = ({ html }: Page, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1]!);

/** A delivery put together and not yet sent: it needs a ground, and the ground's questions, and speaks of somebody who is to be asked. */
async function composed(maja: Client, matter: string): Promise<string[]> {
  const shelf = await maja.get(`/matters/${matter}/deliver`);
  const [receiver, item] = [namesIn(shelf, /<option value="(unit:[^"]+)"/g).at(-1)!, namesIn(shelf, /name="items" value="([^"]+)"/g)[0]!];
  const ground = await maja.submit(shelf, { other: receiver, items: item, [`other:${item}`]: "Karin Ek, mormor", kind: "information", why: "Så att alla vet." });
  const test = await maja.submit(ground, { ground: namesIn(ground, /name="ground" value="([^"]+)"/g).at(-1)! });
  return [ground.path, test.path, ground.path.replace(/ground$/, "check")];
}

/** A signal put together that consent carries, with the one question of consent. */
async function carried(house: TestHouse): Promise<string> {
  const anna = await house.signIn("anna");
  const [signal] = await house.rows<{ id: string }>("select m.id from kring.matter m join kring.unit u on u.id = m.unit_id where u.handle = 'trollet' and m.state = 'noticed' limit 1");
  const shelf = await anna.get(`/matters/${signal!.id}/pass-on`);
  const to = namesIn(shelf, /name="to" value="(unit:[^"]+)"/g)[0]!;
  return (await anna.submit(shelf, { to, items: namesIn(shelf, /name="items" value="([^"]+)"/g) })).path;
}

/** A follow-up that ends the plan, written and not yet sent. */
async function ended(maja: Client, matter: string): Promise<string> {
  const form = await maja.get(`/matters/${matter}/follow-up`);
  const outcomes = namesIn(form, /name="(outcome_[^"]+)"/g).map((name) => [name, "done"] as const);
  const words: Filled = { voiceIs: "words", voiceText: "Nu vill jag gå dit själv.", voiceHow: "Han sa det i bilen.", reason: "Allt är gjort.", result: "close", turnTo: "BVC Lessebo, måndagar." };
  return (await maja.submit(form, { ...words, ...Object.fromEntries(outcomes) })).path;
}

/** One parent writes a line, and the other is kept from the matter. */
async function heard(house: TestHouse, id: string): Promise<void> {
  const matter = await house.as("maja", (hand) => matterOf(hand, id));
  const [first, second] = house.world.guardians.filter(({ children }) => children.some(({ child }) => child === "jonatan"));
  const parent = await house.signIn(first!.handle);
  await parent.submit(await parent.get(`/family/${matter.childId}/words`), { to: id, words: "Det går bättre på morgnarna nu." });
  await withholdFrom(house, "maja", { matter, guardian: second!.handle });
}

async function asked(house: TestHouse, maja: Client, matter: string): Promise<string> {
  const unit = (await house.rows<{ id: string }>("select id from kring.unit where handle = 'glantan'"))[0]!.id;
  return (await maja.submit(await maja.get(`/matters/${matter}/consents/new`), { receivers: unit, direction: "us", topics: "health", purpose: "Vi vill göra lika.", until: "2027-05-01" })).path;
}

/** The minutes of a meeting, chosen and not yet sent. */
async function chosen(house: TestHouse, maja: Client, matter: string): Promise<string> {
  const [held] = await house.rows<{ id: string }>("select id from kring.meeting where matter_id = $1 and state = 'held' limit 1", [matter]);
  return (await maja.submit(await maja.get(`/matters/${matter}/meetings/${held!.id}/minutes`), {})).path;
}

/** The steps of something that has come: drawn only when they are refused. */
async function came(house: TestHouse, matter: string): Promise<string[]> {
  const [delivery] = await house.rows<{ id: string }>("select id from kring.delivery where received_matter_id = $1 limit 1", [matter]);
  return [`/deliveries/${delivery!.id}/take-in`, `/deliveries/${delivery!.id}/open`];
}

/** Anna has asked a colleague to decide, has had a no to something else, and is about to ask once more. Where she is then. */
async function askedColleagues(house: TestHouse): Promise<string[]> {
  const [anna, fatima, decider] = [await house.signIn("anna"), await house.signIn("fatima"), await dutyId(house, "fatima", "glantan")];
  const declined = await askedToDecide(house, anna, { matter: await noticed(house), decider });
  await fatima.submit(await fatima.get(`/proposals/${declined}/decline`), { reason: "Fråga föräldrarna först." });
  await askedToDecide(house, anna, { matter: await noticed(house), decider });
  return [`/proposals/${declined}`, (await upToAsking(house, anna, { matter: await noticed(house) })).path];
}

/** A birthday has passed since the head teacher opened Ella's matter. */
const grown = (house: TestHouse) =>
  house.rows("update kring.matter set opened_at = '2026-01-10' where role = 'child-lead' and child_id = (select id from kring.child where number_hash = $1)", [house.house.keys.numberHash(ELLA)]);

/** Somebody wants to be contacted by the health centre. */
async function wantsContact(house: TestHouse): Promise<void> {
  const visitor = house.visitor();
  await visitor.submit(await visitor.get("/contact-me/parent?service=bvc-lessebo"), { reach: "070-174 06 05", name: "Nora", words: "Hon sover inte." });
}

/** What the stories leave undone: begun, half written, kept from somebody. Changes a world; tells where one comes to what it made. */
export async function beginMore(house: TestHouse): Promise<Besides> {
  await house.as("oskar", (hand) => openIn(hand, { number: MELKER, state: "noticed", role: "noticing" }));
  await house.as("malin", (hand) => openIn(hand, { number: MELKER, state: "other-service", role: "child-lead" }));
  const [planned, waiting] = [await matterIn(house, "planned"), await matterIn(house, "consent")];
  const maja = await house.signIn("maja");
  await maja.submit(await maja.get(`/matters/${planned}/plan/versions/new`), {});
  await heard(house, planned);
  await grown(house);
  await wantsContact(house);
  const [question] = await house.rows<{ id: string }>("select id from kring.consent where matter_id = $1", [waiting]);
  return {
    anna: [await carried(house), ...(await askedColleagues(house))],
    maja: [
      await asked(house, maja, planned), `/consents/${question!.id}/remind`, `/consents/${question!.id}/let-end`, `/matters/${planned}/plan/adopt`, ...(await composed(maja, planned)), await ended(maja, planned), await chosen(house, maja, planned),
      ...(await came(house, planned)), "/duty", "/family",
    ],
  };
}
