import { reportDeviation } from "#src/deviation/index.ts";
import { addSignal, noticeChild } from "#src/signal/index.ts";
import type { Client, Filled, Page } from "../client.ts";
import { withholdFrom } from "../family-stage.ts";
import type { TestHouse } from "../house.ts";
import { matterOf, openIn, well } from "../plan-stage.ts";
import { asked as askedToDecide, NO_HARM, unitId, upToAsking } from "../proposal-stage.ts";

const [MELKER, ELLA, VIDAR] = ["201610302398", "201409032388", "200910052398"] as const;

/** Addresses that somebody comes to by a post, or that their own list has too many others before. */
export type Besides = Readonly<Record<string, readonly string[]>>;

/** What a matter of somebody's at BVC Lessebo is called by the database. */
const matterIn = async ({ rows }: TestHouse, state: string): Promise<string> =>
  (await rows<{ id: string }>("select m.id from kring.matter m join kring.unit u on u.id = m.unit_id where u.handle = 'bvc-lessebo' and m.state = $1 limit 1", [state]))[0]!.id;

const namesIn = ({ html }: Page, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1]!);

/** A delivery put together and not yet sent: it needs a ground, and the ground's questions. */
async function composed(maja: Client, matter: string): Promise<string[]> {
  const shelf = await maja.get(`/matters/${matter}/deliver`);
  const [receiver, item] = [namesIn(shelf, /<option value="(unit:[^"]+)"/g).at(-1)!, namesIn(shelf, /name="items" value="([^"]+)"/g)[0]!];
  const ground = await maja.submit(shelf, { other: receiver, items: item, kind: "information", why: "Så att alla vet." });
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

/** What Anna has seen of a child, which is passed on with a colleague's yes or not at all. */
const seenByAnna = (house: TestHouse, number: string): Promise<string> =>
  house.as("anna", async (hand) => {
    const child = well(await noticeChild(hand, number));
    const words = { seen: "Sitter gärna nära den som läser.", childWords: "Jag vill höra slutet.", told: "Jag berättade vid hämtningen." };
    return well(await addSignal(hand, { child, words, areas: ["learning"], noticedOn: hand.today })).matterId;
  });

/** Two who decide: one question waits, one got a no, one is about to be asked; and one parcel speaks of somebody else too. */
async function proposed(house: TestHouse): Promise<Besides> {
  const [anna, helena] = [await house.signIn("anna"), await house.signIn("helena", "trollet")];
  const [first, second, third] = [await seenByAnna(house, MELKER), await seenByAnna(house, ELLA), await seenByAnna(house, VIDAR)];
  const waiting = await askedToDecide(house, anna, { matter: first });
  const declined = await askedToDecide(house, anna, { matter: second });
  await helena.submit(await helena.get(`/proposals/${declined}/decline`), { reason: "Fråga föräldrarna först." });
  const asking = await upToAsking(house, anna, { matter: third });
  const shelf = await anna.get(`/matters/${third}/deliver`);
  const [item, person] = [namesIn(shelf, /name="items" value="([^"]+)"/g)[0]!, namesIn(shelf, /name="others:[^"]+" value="([^"]+)"/g)[0]!];
  const other = await anna.submit(shelf, { other: `unit:${await unitId(house, "bvc-lessebo")}`, items: item, [`others:${item}`]: person, kind: "information", why: NO_HARM.need });
  return { anna: [asking.path, `/proposals/${waiting}/take-back`, `/proposals/${declined}`, `/proposals/${declined}/again`, other.path], "helena@trollet": [`/proposals/${waiting}/decide`, `/proposals/${waiting}/decline`, `/proposals/${declined}`] };
}

/** A child who had a birthday that changes something, in a matter that was opened before it. */
async function grown(house: TestHouse): Promise<string> {
  const [matter] = await house.rows<{ id: string }>("update kring.matter m set opened_at = opened_at - interval '2 years' from kring.unit u where u.id = m.unit_id and u.handle = 'markaryd-kaa' and m.role = 'child-lead' returning m.id");
  return `/matters/${matter!.id}/grows`;
}

/** Somebody without an account signs up for where families meet, and gets an address of their own. */
async function signedUp(house: TestHouse): Promise<string> {
  const page = await house.visitor().get("/activities/lugna-stunden/sign-up");
  return (await house.visitor().submit(page, { name: "Mira", to: "mira@example.se", adults: "1", children: "0" }, "/sign-up")).path;
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

/** Somebody wants to be contacted by the health centre. */
async function wantsContact(house: TestHouse): Promise<string> {
  const visitor = house.visitor();
  return (await visitor.submit(await visitor.get("/contact-me/parent?service=bvc-lessebo"), { reach: "070-174 06 05", name: "Nora", words: "Hon sover inte." })).path;
}

/** Somebody asks another unit for advice, without a name. */
async function wondered(house: TestHouse): Promise<string> {
  const anna = await house.signIn("anna");
  const form = await anna.get("/consultations/new");
  const asked = { asked: "Ett barn håller för öronen när vi sjunger. Vad kan vi pröva?", tried: "Mindre grupper. Det blev lugnare.", age: "3-5", checks: ["names", "places", "colleague"] };
  return (await anna.submit(form, { ...asked, to: await unitId(house, "bvc-lessebo") })).path.split("?")[0]!;
}

/** What did not work between two units, told by each of them. */
async function deviated(house: TestHouse): Promise<Record<"ingrid" | "maja", string>> {
  const report = { kind: "late", routine: "Svar inom fem arbetsdagar", happened: "Vi väntade tre veckor på ett svar.", expected: "Ett svar, eller besked om när.", proposal: "Att någon svarar när kontaktpersonen är borta." } as const;
  const tell = (who: string, to: string) => house.as(who, async (hand) => well(await reportDeviation(hand, { to: await unitId(house, to), report, happenedOn: hand.today })));
  return { ingrid: `/deviations/${await tell("ingrid", "bvc-lessebo")}`, maja: `/deviations/${await tell("maja", "folkhalsoforvaltningen")}` };
}

/** What waits for whoever keeps the guide: somebody could not read a page, and somebody was never called. */
async function keptWaiting(house: TestHouse): Promise<string[]> {
  const visitor = house.visitor();
  await visitor.submit(await visitor.get("/accessibility/message?guide=degerfors"), { about: "Kartan går inte att läsa upp." });
  await visitor.submit(await visitor.get("/contact-me/parent?service=bvc-degerfors"), { reach: "070-174 06 05" });
  const [message] = await house.rows<{ id: string }>("select id from kring.accessibility_message limit 1");
  const [late] = await house.rows<{ id: string }>("update kring.contact_request r set answer_by = '2026-11-20', remind_on = '2026-11-19', escalated_at = asked_at from kring.service s where s.id = r.service_id and s.handle = 'bvc-degerfors' returning r.id");
  return [
    `/network/guides/degerfors/accessibility/${message!.id}/done`, `/guide-work/degerfors/contacts/${late!.id}`, "/guide-work/degerfors/needs", "/network/circle?guide=degerfors", "/network/guides/degerfors/circle/segments/new",
  ];
}

/** Somebody writes about a new activity, and has not come far. */
async function drafted(house: TestHouse): Promise<string> {
  const ingrid = await house.signIn("ingrid");
  const what = { name: "Pappafika", about: "Vi fikar och pratar om hur det är.", kind: "meeting-place", help1: "foraldratraff", level: "universal", forWhom: "fathers", fromAge: "0", toAge: "6", meet: "yes" };
  // Her unit is asked to be at another's activity, too: both wait on the page of what it arranges.
  const [jens, asked] = [await house.signIn("jens"), { unit: await unitId(house, "folkhalsoforvaltningen"), gives: "Ni kan berätta om var man får hjälp." }];
  await jens.submit(await jens.get("/our/activities/tonarstraff-for-vuxna/together"), asked, "/together");
  return (await ingrid.submit(await ingrid.get("/our/activities/new"), what, "/our/activities/new")).path.split("/").slice(0, 4).join("/");
}

/** A group whose last minutes wait to be adjusted, and somebody who is invited and has not answered. */
async function gathered(house: TestHouse): Promise<string[]> {
  const [held] = await house.rows<{ address: string }>(`
    insert into kring.group_meeting (id, group_id, starts_at, ends_at, place, state, called_by, called_at, changed_at, written_by, written_at)
    select gen_random_uuid(), g.id, '2026-11-19T12:00:00Z', '2026-11-19T14:00:00Z', 'Medborgarhuset', 'held', m.duty_id, m.invited_at, m.invited_at, m.duty_id, '2026-11-20T09:00:00Z'
    from kring.cooperation_group g join kring.group_member m on m.group_id = g.id and m.task = 'secretary' where g.kind = 'steering' returning '/groups/' || group_id || '/meetings/' || id as address`);
  await house.rows("insert into kring.group_point (id, meeting_id, position, title, who, minutes) select gen_random_uuid(), id, 1, 'Läget', 'Magnus Bergh', 20 from kring.group_meeting where state = 'held'");
  const [asked] = await house.rows<{ address: string; unit: string }>(`
    insert into kring.group_member (id, group_id, party_id, duty_id, task, state, invited_by, invited_at)
    select gen_random_uuid(), g.id, m.party_id, m.duty_id, 'member', 'invited', m.invited_by, '2026-11-20T09:00:00Z' from kring.cooperation_group g, kring.group_member m where g.kind = 'network' and m.task = 'secretary' returning '/groups/' || group_id as address`);
  const [proposed] = await house.rows<{ id: string }>("select id from kring.undertaking where state = 'proposed'");
  const [soon] = await house.rows<{ id: string }>("select id from kring.year_duty where month = 11");
  const plan = ["", "/edit", "/decide"].map((rest) => `/agreements/degerforsmodellen/plan/${proposed!.id}${rest}`);
  return [...plan, `/agreements/degerforsmodellen/year/${soon!.id}/edit`, held!.address, `${held!.address}/minutes`, `${held!.address}/adjust`, `${asked!.address}/members/new?unit=${await unitId(house, "folkhalsoforvaltningen")}`];
}

/** One agreement with a draft that somebody writes, and another that waits for its signatures. */
async function agreed(house: TestHouse): Promise<string[]> {
  const ingrid = await house.signIn("ingrid");
  await ingrid.submit(await ingrid.get("/agreements/degerforsmodellen/begin"), {});
  await house.rows("insert into kring.agreement (id, handle, title, unit_id) select gen_random_uuid(), 'en-till', 'En till', unit_id from kring.agreement");
  await house.rows(`insert into kring.agreement_party (id, agreement_id, position, authority_id, board, contributes, signatory_duty_id, signatory_title)
    select gen_random_uuid(), n.id, p.position, p.authority_id, p.board, p.contributes, p.signatory_duty_id, p.signatory_title from kring.agreement_party p, kring.agreement n where n.handle = 'en-till'`);
  await house.rows(`insert into kring.agreement_version (id, agreement_id, number, state, valid_from, valid_until, sections)
    select gen_random_uuid(), n.id, 1, 'signing', v.valid_from, v.valid_until, v.sections from kring.agreement_version v, kring.agreement n where n.handle = 'en-till' and v.number = 1`);
  const party = async (handle: string) => (await house.rows<{ id: string }>("select p.id from kring.agreement_party p join kring.agreement a on a.id = p.agreement_id where a.handle = $1 and p.board = 'Folkhälsonämnden'", [handle]))[0]!.id;
  const [kept, ours] = [`/agreements/degerforsmodellen/parties/${await party("degerforsmodellen")}`, `/agreements/en-till/parties/${await party("en-till")}`];
  return ["/agreements/degerforsmodellen/parties/new", kept, `${ours}/signatory`, `${ours}/decline`, "/agreements/degerforsmodellen/read", "/agreements/degerforsmodellen/begin", "/agreements/degerforsmodellen/edit", "/agreements/degerforsmodellen/send", "/agreements/degerforsmodellen/compare", "/agreements/en-till/sign"];
}

/** Two files read in by whoever keeps the register of the schools: one taken in, one still to be looked through. */
async function readIn(house: TestHouse): Promise<string[]> {
  const hugo = await house.signIn("hugo");
  const [head, school] = ["id;gren;namn;ort;telefon", "Skolan i Degerfors"];
  const upload = async (kind: string, file: string) => hugo.attach(await hugo.get("/register/degerfors/read"), { kind }, { file });
  const units = await upload("units", [head, `1;${school};Letälvsskolan;;031-3900603`, `2;${school};Nyängsskolan;Svartå;031-3900690`].join("\n"));
  await hugo.submit(units, { intent: "take" });
  await hugo.submit(await upload("people", ["id;enhet;namn;roll;telefon;epost", "1;1;Nina Borg;Rektor;031-3900694;nina@example.se"].join("\n")), { intent: "take" });
  const waiting = await upload("units", [head, `1;${school};Letälvsskolan;;031-3900691`, `3;${school};Strömtorpsskolan;Degerfors;031-3900692`, `4;Skolan i Karlskoga;Grannskolan;Karlskoga;031-3900693`].join("\n"));
  return [units.path, waiting.path];
}

/** A call that was made together with a family today can be taken back today. */
async function calledTogether(house: TestHouse): Promise<string> {
  const ingrid = await house.signIn("ingrid");
  await ingrid.submit(await ingrid.get("/guiding/services/gryningen/call"), { came: "reached" });
  return (await ingrid.get("/guiding")).link("Ta tillbaka");
}

/** What the stories leave undone: begun, half written, kept from somebody. Changes a world; tells where one comes to what it made. */
export async function beginMore(house: TestHouse): Promise<Besides> {
  await house.as("oskar", (hand) => openIn(hand, { number: MELKER, state: "noticed", role: "noticing" }));
  await house.as("malin", (hand) => openIn(hand, { number: MELKER, state: "other-service", role: "child-lead" }));
  const [planned, waiting] = [await matterIn(house, "planned"), await matterIn(house, "consent")];
  const maja = await house.signIn("maja");
  await maja.submit(await maja.get(`/matters/${planned}/plan/versions/new`), {});
  await heard(house, planned);
  const [question] = await house.rows<{ id: string }>("select id from kring.consent where matter_id = $1", [waiting]);
  const { anna, ...others } = await proposed(house);
  const [advice, deviation] = [await wondered(house), await deviated(house)];
  return {
    ...others,
    anna: [await carried(house), advice, ...anna!],
    anybody: [await signedUp(house), await wantsContact(house), "/cooperation/degerforsmodellen"],
    ingrid: [`${deviation.ingrid}/settle`, deviation.maja, "/network/services/lasbussen-ornen/end", await calledTogether(house), await drafted(house), ...(await keptWaiting(house)), ...(await agreed(house)), ...(await gathered(house))],
    hugo: await readIn(house),
    simon: ["/network/me/remove"],
    jenny: [await grown(house)],
    maja: [
      `${deviation.ingrid}/answer`, advice, await asked(house, maja, planned), `/consents/${question!.id}/remind`, `/consents/${question!.id}/let-end`, `/matters/${planned}/grows`, `/matters/${planned}/plan/adopt`, ...(await composed(maja, planned)), await ended(maja, planned), await chosen(house, maja, planned),
      ...(await came(house, planned)), "/duty", "/family",
    ],
  };
}
