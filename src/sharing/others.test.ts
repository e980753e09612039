import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, matterOf, well } from "#test/plan-stage.ts";
import { dutyId, NO_HARM } from "#test/proposal-stage.ts";
import { addSignal, noticeChild } from "../signal/index.ts";

// Anna at Trollet wants BVC to know what she has seen of Elis; some of it is about his mother, and some about his grandmother.
let house: TestHouse;
let anna: Client;
let matter: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

const SEEN = "Elis kryper in under bordet. Sara har legat på sjukhus för sin depression.";
const TOLD = "Jag pratade med mormor, som har slutat dricka.";

beforeEach(async () => {
  house.clock.advance(3);
  matter = await house.as("anna", async (hand) => {
    const child = well(await noticeChild(hand, "20221014-2390"));
    const { matterId } = well(await addSignal(hand, { child, words: { seen: SEEN, told: TOLD }, areas: ["learning"], noticedOn: hand.today }));
    const [bvc] = await house.rows<{ id: string }>("select branch_id as id from kring.unit where handle = 'bvc-lessebo'");
    await consentTo(hand, { matter: await matterOf(hand, matterId), receivers: [bvc!.id as never], topics: ["contact", "learning"] });
    return matterId;
  });
  anna = await house.signIn("anna");
});
afterEach(async () => {
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed'");
  await house.rows("update kring.consent set until_on = from_on - 5, from_on = from_on - 10");
});

const idOf = async (table: string, handle: string) => (await house.rows<{ id: string }>(`select id from kring.${table} where handle = $1`, [handle]))[0]!.id;
const personOf = async (handle: string) => {
  const person = house.world.guardians.find((one) => one.handle === handle)!;
  return (await house.rows<{ id: string }>("select id from kring.person where number_hash = $1", [house.house.keys.numberHash(person.identity)]))[0]!.id;
};
/** The part of a page's choices whose words hold a text. */
const partWith = (page: Page, text: string): string => {
  const found = [...page.html.matchAll(/name="items" value="([^"]+)"[\s\S]*?<p class="hint"[^>]*>([\s\S]*?)<\/p>/g)].find((match) => match[2]!.includes(text));
  if (!found) throw new Error(`no part that says ${text}`);
  return found[1]!;
};
type Choice = { readonly about?: readonly string[]; readonly other?: string; readonly part?: string; readonly way?: string; readonly to?: readonly string[] };

/** Chooses what Anna saw, and says of whom else it speaks. */
async function compose({ about = [], other = "", part = SEEN, way = "pass-on", to }: Choice = {}): Promise<Page> {
  const page = await anna.get(`/matters/${matter}/${way}`);
  const item = partWith(page, part.slice(0, 20));
  return anna.submit(page, { to: to ?? `unit:${await idOf("unit", "bvc-lessebo")}`, items: [item], [`others:${item}`]: about, [`other:${item}`]: other, why: "Så att ni förstår" }, `/${way}`);
}
const asked = { what: "Att du har varit sjuk i höst.", purpose: "Så att de förstår varför Elis är trött.", until: "2027-02-28" };
const sendOn = (check: Page) => anna.submit(check, { covered: "yes" }, "/check");
const deliveries = () => house.rows<{ id: string; ground: string }>("select id, ground from kring.delivery where matter_id = $1", [matter]);

describe("a part that speaks of a guardian's own life", () => {
  test("under each part is one quiet question, and nobody who leaves it alone meets it again", async () => {
    const page = await anna.get(`/matters/${matter}/pass-on`);
    // Two parts that Anna has written and her own words; the names of areas speak of nobody.
    expect(page.html.match(/Säger det något känsligt om någon annan\?/g)!).toHaveLength(3);
    expect(page.html).not.toMatch(/<details open[^>]*>\s*<summary>Säger det/);
    const check = await compose();
    expect(check.heading).toBe("Läs igenom innan du skickar");
    expect(check.text).not.toContain("Säger något om");
  });

  test("needs her own yes beside what she and the other guardian have said of the child; asked, answered in her own sign-in, and unseen by him", async () => {
    const sara = await personOf("sara");
    const ground = await compose({ about: [sara] });
    expect(ground.heading).toBe("Får du lämna det här?");
    expect(ground.text).toContain("Det du har valt säger något om någon annan, som svarar för sig själv: Sara Holm har inte fått frågan.");
    expect(ground.html).not.toContain('value="consent"');
    const form = await anna.get(ground.link("Fråga Sara Holm"));
    expect(form.text).toContain(SEEN);
    expect(form.text).not.toContain(TOLD);
    expect((await anna.submit(form, {})).problems).toHaveLength(2);
    const before = new Set((await house.rows<{ id: string }>("select id from kring.letter")).map(({ id }) => id));
    const waiting = await anna.submit(form, asked);
    expect(waiting.text).toContain("Sara Holm har inte svarat än.");
    expect((await house.rows<{ id: string; person_id: string }>("select id, person_id from kring.letter")).filter(({ id }) => !before.has(id)).map(({ person_id }) => person_id)).toEqual([sara]);

    const [{ id: consent }] = (await house.rows<{ id: string }>("select id from kring.consent where about_id = $1 and matter_id = $2", [sara, matter])) as [{ id: string }];
    const [{ child }] = (await house.rows<{ child: string }>("select child_id as child from kring.matter where id = $1", [matter])) as [{ child: string }];
    const johan = await house.signIn("johan");
    for (const page of ["answer", "withdraw"]) expect((await johan.get(`/consents/${consent}/${page}`)).status).toBe(404);
    const his = await johan.get(`/family/${child}`);
    for (const secret of ["om dig", "sjuk i höst", consent]) expect(his.html).not.toContain(secret);

    const hers = await house.signIn("sara");
    expect((await hers.get(`/family/${child}`)).text).toContain("berätta något om dig för");
    const question = await hers.get(`/consents/${consent}/answer`);
    expect(question.heading).toBe("Får Förskolan Trollet (Förskolan i Lessebo) berätta något om dig?");
    expect(question.text).toContain("Att du har varit sjuk i höst.");
    expect((await hers.submit(question, { intent: "granted" })).text).toContain("Det gäller nu, till och med");
    expect(await house.rows("select capacity, how from kring.consent_answer where consent_id = $1", [consent])).toEqual([{ capacity: "third-person", how: "e-id" }]);

    const now = await anna.get(waiting.path);
    expect(now.text).toContain("Samtycke finns");
    const check = await anna.submit(now, { ground: "consent" }, "/ground");
    expect(check.text).toContain("Säger något om Sara Holm , har sagt ja själv");
    await sendOn(check);
    const [sent] = await deliveries();
    expect(sent!.ground).toBe("consent");
    expect((await anna.get(`/deliveries/${sent!.id}`)).text).toContain("Gällde också: Sara Holm, med eget samtycke");
    const readers = await johan.get(`/family/${child}/readers`);
    expect(readers.status).toBe(200);
    expect(await house.rows("select event from kring.audit_event where event like 'consent.%' and for_family and shown::text like $1", [`%${consent}%`])).toEqual([]);
  });

  test("taken back it stops the very next delivery, and a yes to some words carries no others", async () => {
    const sara = await personOf("sara");
    const form = await anna.get((await compose({ about: [sara] })).link("Fråga Sara Holm"));
    await anna.submit(form, asked);
    const [{ id: consent }] = (await house.rows<{ id: string }>("select id from kring.consent where about_id = $1 and matter_id = $2", [sara, matter])) as [{ id: string }];
    const hers = await house.signIn("sara");
    await hers.submit(await hers.get(`/consents/${consent}/answer`), { intent: "granted" });
    expect((await compose({ about: [sara], part: TOLD })).text).toContain("Sara Holm har inte tillfrågats om just de här orden.");
    const check = await compose({ about: [sara] });
    expect(check.heading).toBe("Läs igenom innan du skickar");
    house.clock.advance(1);
    const back = await hers.get(`/consents/${consent}/withdraw`);
    expect(back.text).toContain("får inte berätta mer om dig");
    await hers.submit(back, {});
    const refused = await sendOn(check);
    expect([refused.status, (await deliveries()).length]).toEqual([422, 0]);
    expect(refused.text).toContain("Sara Holm har tagit tillbaka sitt ja.");
    // What she says of her own life stops nothing that is about the child alone.
    expect((await compose({ part: TOLD })).heading).toBe("Läs igenom innan du skickar");
  });

  test("is not the other guardian's to get", async () => {
    const [sara, johan] = [await personOf("sara"), await personOf("johan")];
    const check = await compose({ about: [sara], way: "deliver", to: [`person:${johan}`] });
    expect(check.text).toContain("Johan Holm kan inte få det här");
    const refused = await anna.submit(check, {}, "/check");
    expect([refused.status, (await deliveries()).length]).toEqual([422, 0]);
    const own = await compose({ about: [sara], way: "deliver", to: [`person:${sara}`] });
    expect(own.text).not.toContain("kan inte få det här");
    await anna.submit(own, {}, "/check");
    expect(await deliveries()).toHaveLength(1);
  });
});

describe("a part that speaks of somebody without a sign-in", () => {
  test("is asked in person, and the answer is written in; the child is not named to her", async () => {
    const ground = await compose({ other: "Karin Ek, mormor", part: TOLD });
    expect(ground.text).toContain("Karin Ek, mormor har inte fått frågan.");
    const form = await anna.get(ground.link("Fråga Karin Ek, mormor"));
    expect(form.text).toContain("Karin Ek, mormor svarar muntligt eller på papper");
    const note = await anna.submit(form, { ...asked, what: "Att du har slutat dricka." });
    expect(note.heading).toBe("Skriv in ett svar");
    expect(note.text).toContain("Den hör ihop med hjälp till ett barn som du står nära.");
    const done = await anna.submit(note, { answer: "granted", how: "oral", words: "Ja, det får de veta." });
    expect(done.text).toContain("Svaret är sparat");
    expect(done.text).toContain("svarar för sig själv");
    const check = await compose({ part: TOLD, about: [(await house.rows<{ id: string }>("select about_id as id from kring.consent where matter_id = $1 and about_id is not null", [matter]))[0]!.id] });
    expect(check.text).toContain("Säger något om Karin Ek, mormor , har sagt ja själv");
    await sendOn(check);
    expect(await deliveries()).toHaveLength(1);
    // She can be chosen the next time, and nothing about her lies readable in the database.
    expect((await anna.get(`/matters/${matter}/deliver`)).text).toContain("Karin Ek, mormor");
    for (const guardian of ["sara", "johan"]) {
      const [{ child }] = (await house.rows<{ child: string }>("select child_id as child from kring.matter where id = $1", [matter])) as [{ child: string }];
      expect((await (await house.signIn(guardian)).get(`/family/${child}`)).html).not.toContain("Karin");
    }
    const rows = await house.rows<{ sealed: Buffer }>("select sealed from kring.consent where about_id is not null");
    expect(rows.some(({ sealed }) => sealed.includes("Karin") || sealed.includes("dricka"))).toBe(false);
  });

  test("written twice it is one person, and what is written strangely comes back", async () => {
    const page = await anna.get(`/matters/${matter}/pass-on`);
    const [seen, told] = [partWith(page, SEEN.slice(0, 20)), partWith(page, TOLD.slice(0, 20))];
    const to = `unit:${await idOf("unit", "bvc-lessebo")}`;
    const ground = await anna.submit(page, { to, items: [seen, told], [`other:${seen}`]: "karin ek", [`other:${told}`]: "Karin Ek " }, "/pass-on");
    expect([...ground.html.matchAll(/Fråga karin ek/gi)]).toHaveLength(1);
    const long = await anna.submit(page, { to, items: [seen], [`other:${seen}`]: "مورمور <b>".repeat(30) }, "/pass-on");
    expect(long.status).toBe(422);
    expect(long.html).toContain("مورمور &lt;b>");
    const forged = await anna.submit(await anna.get(`/matters/${matter}/pass-on`), { to, items: [seen], [`others:${seen}`]: "00000000-0000-4000-8000-000000000000" }, "/pass-on");
    expect([forged.status, forged.problems]).toEqual([422, ["Välj ett av alternativen"]]);
    expect((await anna.get(`/matters/${matter}/pass-on/00000000-0000-4000-8000-000000000000/others/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
  });

  test("the sender's own words are asked about as well", async () => {
    const page = await anna.get(`/matters/${matter}/pass-on`);
    const to = `unit:${await idOf("unit", "bvc-lessebo")}`;
    const ground = await anna.submit(page, { to, message: "Mormor har flyttat in.", messageTopics: ["learning"], "other:message": "Karin Ek, mormor" }, "/pass-on");
    const form = await anna.get(ground.link("Fråga Karin Ek, mormor"));
    expect(form.text).toContain("Mormor har flyttat in.");
    const changed = await anna.get(`/matters/${matter}/pass-on?draft=${ground.path.split("/")[4]}`);
    expect(changed.html).toMatch(/name="others:message"[^>]*checked/);
  });
});

test("another ground carries it only when somebody has thought of that person too", async () => {
  const ground = await compose({ other: "Karin Ek, mormor", part: TOLD });
  const tests = await anna.submit(ground, { ground: "general-clause" }, "/ground");
  const check = await anna.submit(tests, { need: "BVC leder.", obvious: "yes", why: "Elis behöver stöd nu.", less: "yes" }, "/test");
  expect(check.text).toContain("Har du prövat att grunden räcker också för det som sägs om Karin Ek, mormor?");
  const silent = await anna.submit(check, {}, "/check");
  expect([silent.status, (await deliveries()).length]).toEqual([422, 0]);
  const no = await anna.submit(check, { others: "no" }, "/check");
  expect([no.status, no.problems, (await deliveries()).length]).toEqual([422, ["Grunden måste räcka också för den andra som det handlar om"], 0]);
  await anna.submit(check, { others: "yes" }, "/check");
  const [sent] = await deliveries();
  expect((await anna.get(`/deliveries/${sent!.id}`)).text).toContain("Karin Ek, mormor, prövat på samma grund");
});

test("where a colleague decides, she sees whom else it speaks of, and cannot be asked before somebody has thought of them", async () => {
  const ground = await compose({ other: "Karin Ek, mormor", part: TOLD });
  const page = await anna.submit(await anna.submit(ground, { ground: "no-harm" }, "/ground"), NO_HARM, "/test");
  expect(page.heading).toBe("Be en kollega besluta");
  const decider = await dutyId(house, "helena", "trollet");
  for (const others of ["", "no"]) expect((await anna.submit(page, { decider, others }, "/ask")).status).toBe(422);
  expect(await house.rows("select id from kring.proposal where matter_id = $1", [matter])).toEqual([]);
  const asking = await anna.submit(page, { decider, others: "yes" }, "/ask");
  expect(asking.path).toContain("done=asked");
  const helena = await house.signIn("helena", "trollet");
  const [{ id }] = (await house.rows<{ id: string }>("select id from kring.proposal where matter_id = $1", [matter])) as [{ id: string }];
  const decide = await helena.get(`/proposals/${id}/decide`);
  expect(decide.text).toContain("Säger något om Karin Ek, mormor , prövas på samma grund");
  await helena.submit(decide, {}, "/decide");
  const [sent] = await deliveries();
  expect((await anna.get(`/deliveries/${sent!.id}`)).text).toContain("Karin Ek, mormor, prövat på samma grund");
});
