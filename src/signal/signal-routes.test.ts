import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Client, Page } from "#test/client.ts";
import { assign, findMatter, moveMatter } from "../matter/index.ts";
import { addSignal, listSignals, noticeChild } from "./index.ts";

let house: TestHouse;
let anna: Client;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.advance(1);
  anna = await house.signIn("anna");
});

const ELIS = "20221014-2390";
const SEEN = "Elis bygger höga torn. På samlingen kröp han in under bordet.";
const filled = { number: ELIS, seen: SEEN, told: "Jag berättade för Sara vid hämtningen." };
const write = async (client: Client, more: Record<string, string | string[]> = {}): Promise<Page> => client.submit(await client.get("/signals/new"), { ...filled, ...more });
const matterOf = (page: Page) => /\/matters\/([0-9a-f-]{36})/.exec(page.path)![1]!;
const count = async (table: "matter" | "signal" | "child") => (await house.rows<{ n: number }>(`select count(*)::int as n from kring.${table}`))[0]!.n;
const fieldsOf = (page: Page) => page.html.split(/<div class="field[ "]/).slice(1);

test("whoever has noticed something is first asked whether a child is in danger, before any field", async () => {
  for (const path of ["/signals/new", "/signals/new/unborn"]) {
    const page = await anna.get(path);
    expect(page.status).toBe(200);
    const danger = page.html.indexOf("Är ett barn i fara?");
    expect(danger).toBeGreaterThan(0);
    expect(danger).toBeLessThan(page.html.indexOf('<form method="post" action="/signals'));
    expect(page.link("Ja, eller jag är osäker")).toBe("/concern");
  }
});

test("a signal asks at most twelve things and demands at most five", async () => {
  for (const path of ["/signals/new", "/signals/new/unborn"]) {
    const fields = fieldsOf(await anna.get(path));
    const required = fields.filter((field) => !field.includes('class="optional"'));
    expect(fields.length, path).toBeLessThanOrEqual(12);
    expect(fields.length, path).toBeGreaterThanOrEqual(7);
    expect(required.length, path).toBeLessThanOrEqual(5);
    expect(required.length, path).toBeGreaterThanOrEqual(4);
  }
});

test("what is missing is told at each field and nothing is written", async () => {
  const before = await count("signal");
  const page = await anna.submit(await anna.get("/signals/new"), { noticedOn: "", childWords: "Jag gömmer mig." });
  expect(page.status).toBe(422);
  expect(page.problems).toEqual(["Fyll i: Barnets personnummer", "Fyll i: Vad har du sett och hört?", "Fyll i: Vilken dag såg du det?", "Fyll i: Vem har du berättat för, och vad sa ni?"]);
  expect(page.html).toContain("Jag gömmer mig.");
  expect(await count("signal")).toBe(before);
});

test("a preschool teacher writes down what she saw, and the next step is to pass it on", async () => {
  const page = await write(anna, { childWords: "Det är svårt när alla pratar.", areas: ["learning", "safety"], wish: "Hjälp att förstå." });
  expect(page.status).toBe(200);
  expect(page.path).toMatch(/^\/matters\/[0-9a-f-]{36}\?done=signal$/);
  for (const said of ["Sparat. Bara du", "Elis Holm", "Det är svårt när alla pratar.", SEEN, "Lärande", "Trygghet", "Hjälp att förstå.", "av Anna Karlsson , förskollärare"]) expect(page.text).toContain(said);
  expect(page.text.indexOf("Det är svårt när alla pratar.")).toBeLessThan(page.text.indexOf(SEEN));
  expect(page.link("Lämna signalen")).toBe(`/matters/${matterOf(page)}/pass-on`);
  const [row] = await house.rows<object>("select m.state, m.role, m.due_on::text, d.role as owner from kring.matter m join kring.duty d on d.id = m.owner_duty_id where m.id = $1", [matterOf(page)]);
  // Five working days from Monday 23 November.
  expect(row).toEqual({ state: "noticed", role: "noticing", due_on: "2026-11-30", owner: "preschool-teacher" });
});

test("the next thing she sees goes to the same matter, from the start page as from the child's page", async () => {
  const first = matterOf(await write(anna));
  const [matters, signals] = [await count("matter"), await count("signal")];
  expect(matterOf(await write(anna, { seen: "I dag sjöng han med." }))).toBe(first);
  const page = await anna.submit(await anna.get(`/matters/${first}/signals/new`), { seen: "Han ledde leken.", told: "Johan.", noticedOn: "20 nov 2026" });
  expect(page.text).toContain("Uppmärksammat 20 nov. 2026 av Anna Karlsson");
  expect([await count("matter"), await count("signal")]).toEqual([matters, signals + 2]);
});

test("a child's number is understood in every way people write it", async () => {
  const ways = ["202210142390", "20221014-2390", "20221014 2390", "2022-10-14-2390", "2022-10-14 2390", "221014-2390", "2210142390", "  20221014–2390 ", "２０２２１０１４２３９０"];
  const children = new Set<string>();
  for (const number of ways) {
    const page = await write(anna, { number });
    expect(page.status, number).toBe(200);
    children.add(matterOf(page));
  }
  expect(children.size).toBe(1);
});

test("a wrong number gets an answer of its own at the field, and what was written stays", async () => {
  const wrong: Record<string, string> = {
    "20221014-2391": "Numret stämmer inte. Någon siffra är fel.",
    "20221314-2390": "Datumet i numret finns inte.",
    "20300101-2388": "Datumet i numret har inte varit än.",
    "Elis Holm": "Numret går inte att läsa.",
    saknas: "Skriv barnets nummer. Är barnet inte fött än väljer du det under fältet.",
    "20120101-2380": "Vi hittar inget barn med det numret i folkbokföringen. Kontrollera siffrorna.",
    "20121212-1212": "Det här är en övningsmiljö. Här går det bara att använda Skatteverkets testnummer.",
  };
  for (const [number, problem] of Object.entries(wrong)) {
    const page = await write(anna, { number });
    expect([page.status, page.problems], number).toEqual([422, [problem]]);
    expect(page.html).toContain(`value="${number}"`);
    expect(page.text).toContain(SEEN);
  }
  expect((await house.rows("select id from kring.child where number_hash is null"))).toEqual([]);
});

test("a day that does not exist, lies ahead or is lost in the past is told apart", async () => {
  const problem = async (noticedOn: string) => (await write(anna, { noticedOn })).problems[0];
  expect(await problem("2026-02-30")).toContain("Skriv ett datum som finns");
  expect(await problem("2026-11-24")).toContain("till och med måndag 23 november 2026");
  expect(await problem("0026-11-20")).toContain("från och med");
});

test("somebody who has turned 18 is not a child here", async () => {
  const now = house.clock.now();
  house.clock.set("2040-11-23T09:00:00+01:00");
  const page = await write(await house.signIn("anna"));
  house.clock.set(now);
  expect(page.problems).toEqual(["Personen har fyllt 18 år. Det här är bara för barn."]);
});

test("an unborn child is known by the one who carries it, and a corrected day is the same child", async () => {
  const ingela = await house.signIn("ingela");
  const unborn = { carrier: "930916-2387", expectedOn: "2027-02-05", seen: "Priya känner sig ensam. Hon vill gärna prata.", told: "Vi har pratat tillsammans, Priya och jag." };
  const page = await ingela.submit(await ingela.get("/signals/new/unborn"), unborn);
  expect(page.text).toContain("Barn till Priya Raman , väntas 5 feb. 2027");
  expect(page.text).not.toContain("Vad säger barnet själv?");
  const children = await count("child");
  const again = await ingela.submit(await ingela.get("/signals/new/unborn"), { ...unborn, expectedOn: "2027-02-11", seen: "Mer." });
  expect([matterOf(again), await count("child")]).toEqual([matterOf(page), children]);
});

test("two branches that meet the same pregnancy meet the same child, and learn nothing of each other", async () => {
  const write = async (handle: string, expectedOn: string) => {
    const client = await house.signIn(handle);
    return client.submit(await client.get("/signals/new/unborn"), { carrier: "199309162387", expectedOn, seen: "Sett.", told: "Priya." });
  };
  const [first, second, third] = [await write("nina", "2027-02-08"), await write("majken", "2027-02-08"), await write("signe", "2027-02-09")];
  const rows = await house.rows<{ child_id: string }>("select child_id from kring.matter where id = any($1)", [[first, second, third].map(matterOf)]);
  expect(new Set(rows.map(({ child_id }) => child_id)).size).toBe(2);
  // Had another day been taken for the same child, somebody else's day would have shown here.
  expect(third.text).toContain("väntas 9 feb. 2027");
});

test("somebody the register does not know, or a birth too far away, carries no child here", async () => {
  const ingela = await house.signIn("ingela");
  const send = async (more: Record<string, string>) => ingela.submit(await ingela.get("/signals/new/unborn"), { carrier: "199309162387", expectedOn: "2027-02-05", seen: "Sett.", told: "Priya.", ...more });
  expect((await send({ carrier: "199001012385" })).problems).toEqual(["Vi hittar ingen med det numret i folkbokföringen. Kontrollera siffrorna."]);
  expect((await send({ expectedOn: "2028-02-05" })).problems[0]).toContain("Välj en dag till och med");
});

test("in the child lead's own branch there is nobody to pass it on to: the next step is to begin", async () => {
  const maja = await house.signIn("maja");
  const page = await write(maja);
  expect(page.link("Börja samla information")).toBe(`/matters/${matterOf(page)}/begin`);
  expect(page.link("Lämna vidare till en annan enhet i stället")).toBe(`/matters/${matterOf(page)}/pass-on`);
  expect(page.text).not.toContain("Lämna signalen till barnens bästa-ansvarig");
});

test("the words lie sealed in the database, and open only with the matter's own key", async () => {
  const secret = "Ett alldeles eget ord: brandgul elefant";
  const page = await write(anna, { seen: secret, childWords: secret, told: secret, wish: secret });
  const found = await house.rows<{ n: number }>("select count(*)::int as n from kring.signal s where position(convert_to('elefant', 'UTF8') in s.sealed) > 0 or s::text like '%elefant%' or s::text like '%656c6566616e74%'");
  expect(found).toEqual([{ n: 0 }]);
  const trail = await house.rows<{ n: number }>("select count(*)::int as n from kring.audit_event e where e::text like '%elefant%'");
  expect(trail).toEqual([{ n: 0 }]);
  const opened = await house.as("anna", async ({ tx, house: { keys }, house: inner }) => {
    const matter = await findMatter(tx, keys, matterOf(page));
    return listSignals(tx, inner, matter!);
  });
  expect(opened[0]!.words).toEqual({ seen: secret, childWords: secret, told: secret, wish: secret });
});

test("nobody outside learns of it: a colleague in another unit gets the same answer as for what does not exist", async () => {
  const id = matterOf(await write(anna));
  const unknown = "00000000-0000-4000-8000-000000000000";
  for (const handle of ["fatima", "maja", "camilla"]) {
    const other = await house.signIn(handle);
    for (const path of ["", "/signals/new", "/concern"]) {
      const [page, nothing] = [await other.get(`/matters/${id}${path}`), await other.get(`/matters/${unknown}${path}`)];
      expect([page.status, page.text], `${handle} ${path}`).toEqual([404, nothing.text]);
    }
    const post = await other.post(`/matters/${id}/signals/new`, { once: crypto.randomUUID(), seen: "Jag gissar.", told: "Ingen.", noticedOn: "2026-11-20" });
    expect(post.status, handle).toBe(404);
  }
  expect((await house.rows<{ n: number }>("select count(*)::int as n from kring.signal s join kring.duty d on d.id = s.by_duty where s.matter_id = $1 and d.role <> 'preschool-teacher'", [id]))[0]!.n).toBe(0);
});

test("a signal sent twice is one signal", async () => {
  const before = await count("signal");
  const once = crypto.randomUUID();
  const body = { ...filled, once, noticedOn: "2026-11-23" };
  const [first, second] = [await anna.post("/signals/new", body), await anna.post("/signals/new", body)];
  expect([first.status, second.status, second.location]).toEqual([303, 303, first.location]);
  expect(await count("signal")).toBe(before + 1);
});

test("a guardian and a visitor have no way in to write about somebody's child", async () => {
  await write(anna);
  const sara = await house.signIn("sara");
  expect((await sara.get("/signals/new")).status).toBe(404);
  expect((await house.visitor().get("/signals/new")).location).toBe("/sign-in?to=%2Fsignals%2Fnew");
});

test("what one sees can be written wherever the matter stands on its way, but not when it is closed", async () => {
  const id = matterOf(await write(await house.signIn("maja"), { number: "20241019-2385" }));
  const go = (...steps: Array<Parameters<typeof moveMatter>[1]["by"]>) => house.as("maja", async ({ tx, house: { keys }, at }) => {
    for (const by of steps) {
      const matter = await findMatter(tx, keys, id);
      expect(await moveMatter(tx, { matter: matter!, by, at })).toBeUndefined();
    }
  });
  await go("begin-inquiry", "needs-collaboration", "call-meeting");
  const maja = await house.signIn("maja");
  expect((await maja.submit(await maja.get(`/matters/${id}/signals/new`), { seen: "Nytt.", told: "Therese." })).status).toBe(200);
  await go("no-collaboration", "close");
  expect((await maja.get(`/matters/${id}/signals/new`)).status).toBe(409);
  // A closed matter is not opened again by something new: that is a matter of its own.
  expect(matterOf(await write(maja, { number: "20241019-2385" }))).not.toBe(id);
});

test("a command for somebody else's matter is refused, not taken for one's own", async () => {
  const id = matterOf(await write(anna));
  const answer = await house.as("fatima", async (hand) => {
    const child = await noticeChild(hand, ELIS);
    if ("refused" in child) throw new Error(child.refused);
    return addSignal(hand, { matterId: id, child, words: { seen: "Sett.", told: "Ingen." }, areas: [], noticedOn: "2026-11-20" });
  });
  expect(answer).toEqual({ refused: "matter.state" });
});

test("colleagues who work with the same matter read each other's signals with names", async () => {
  const id = matterOf(await write(anna));
  const [duty] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'trollet' and d.role = 'special-educator'");
  await house.as("anna", async ({ tx, house: { keys }, actor, at }) => assign(tx, { matter: (await findMatter(tx, keys, id))!, duty: duty!.id, by: actor.duty!.id, at }));
  const helena = await house.signIn("helena", "trollet");
  await helena.submit(await helena.get(`/matters/${id}/signals/new`), { seen: "Han visade mig hela borgen.", told: "Anna." });
  expect((await anna.get(`/matters/${id}`)).text).toMatch(/Han visade mig hela borgen\..*av Helena Ryd , specialpedagog/);
});

test("every look and every signal leaves a line, and the family may see them", async () => {
  const id = matterOf(await write(anna));
  const lines = await house.rows("select event, outcome, for_family, child_id is not null as child, shown ? 'signal' as signal from kring.audit_event where matter_id = $1 and event = 'signal.written' order by seq desc limit 1", [id]);
  expect(lines).toEqual([{ event: "signal.written", outcome: "granted", for_family: true, child: true, signal: true }]);
});

test("a megabyte of text is answered kindly and kept, whatever it is made of", async () => {
  for (const letter of ["å", "ש", "🧸"]) {
    const long = letter.repeat(Math.floor(1_000_000 / letter.length / (letter === "🧸" ? 2 : 1)));
    const page = await write(anna, { seen: long });
    expect([page.status, page.problems.length], letter).toEqual([422, 1]);
    expect(page.problems[0]).toContain("Korta den till högst");
    expect(page.html.includes(long), letter).toBe(true);
  }
});

test("emoji, text from right to left and markup are kept exactly as they were written", async () => {
  const odd = "שלום <b>Elis</b> & “hej” 👩🏽‍🏫\nnästa rad {inte} en mall";
  const page = await write(anna, { seen: odd, childWords: odd });
  expect(page.status).toBe(200);
  expect(page.html).toContain("שלום &lt;b>Elis&lt;/b> &amp; “hej” 👩🏽‍🏫\nnästa rad {inte} en mall");
});

test("an area somebody made up, or a field nobody asked for, changes nothing", async () => {
  const before = await count("signal");
  const page = await write(anna, { areas: ["learning", "weather"] });
  expect([page.status, page.problems]).toEqual([422, ["Välj ett av alternativen"]]);
  expect(await count("signal")).toBe(before);
  const extra = await write(anna, { matterId: "00000000-0000-4000-8000-000000000000", branch_id: "x" });
  expect(extra.status).toBe(200);
});

test("pressing on leads to passing it on where another branch goes on with it, with the likely receiver first and nobody chosen; where the own branch leads, to the child's page", async () => {
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed' where closed_at is null");
  const onward = await write(anna, { intent: "onward" });
  expect(onward.path).toMatch(/^\/matters\/[0-9a-f-]{36}\/pass-on\?done=signal$/);
  expect(onward.html).toMatch(/<input type="radio"[^>]*name="to"/);
  expect(onward.html).not.toMatch(/<input type="radio"[^>]*name="to"[^>]*checked/);
  // What is noticed later goes to the matter there is, wherever that has come.
  expect((await write(anna, { intent: "onward" })).path).toMatch(/^\/matters\/[0-9a-f-]{36}\?done=signal$/);
  const maja = await house.signIn("maja");
  expect((await write(maja, { intent: "onward" })).path).toMatch(/^\/matters\/[0-9a-f-]{36}\?done=signal$/);
});
