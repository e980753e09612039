import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { sendLetters, type Letter } from "../notice/index.ts";
import { makeLog } from "../platform/log.ts";
import { isRefusal } from "../platform/result.ts";
import { checkParty, eraseOn, readContact, seatsFor } from "./sign-up.ts";
import { activityLike } from "./stage.fixture.ts";
import { goRound } from "./visitor-rounds.ts";

describe("the rules", () => {
  test.each([
    ["mira@example.se", "mira@example.se"], [" Mira.Ek+barn@example.se ", "Mira.Ek+barn@example.se"], ["070-174 06 05", "0701740605"], ["+46 (0)70 174 06 05", "+460701740605"], ["031–390 06 00", "0313900600"],
  ])("%s is a way to be reached", (written, read) => expect(readContact(written)).toBe(read));
  test.each(["", "mira", "mira@", "@example.se", "mira@example", "mi ra@example.se", "mira@@example.se", "mira@example..se", "12", "070-HEJ", `${"x".repeat(300)}@example.se`, "<b>@example.se", "mira@example.se\nbcc: x@example.se"])("%j is none", (written) =>
    expect(isRefusal(readContact(written))).toBe(true));
  test("everybody takes a seat, but for children who are looked after", () => {
    expect([seatsFor({ childcare: false }, { adults: 2, children: 3 }), seatsFor({ childcare: true }, { adults: 2, children: 3 })]).toEqual([5, 2]);
  });
  test("somebody must come, and no more than there are seats", () => {
    const refused = (childcare: boolean, adults: number, children: number) => checkParty({ childcare, capacity: 4 }, { adults, children })?.refused;
    expect([refused(false, 0, 0), refused(true, 0, 2), refused(false, 3, 2), refused(false, 0, 2), refused(true, 4, 8)]).toEqual(["sign-up.nobody", "sign-up.adult", "sign-up.too-many", undefined, undefined]);
  });
  test("everything is erased a week after the date, or after the whole round", () => {
    const round = activityLike({ rule: { every: "week", on: "mo", startsOn: "2026-11-01", endsOn: "2027-02-01", from: "09:00", to: "10:00" } });
    expect([eraseOn(round, "2026-11-30"), eraseOn(round, undefined)]).toEqual(["2026-12-07", "2027-02-08"]);
  });
});

// A Monday; the monthly cooking with teenagers is on 17 January (16 seats), the quiet hour is a round with 6.
const NOW = "2026-11-23T09:00:00+01:00";
const COOKING = "laga-mat-med-din-tonaring";
const QUIET = "lugna-stunden";
const CANARY = "Kanarie-Mira";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse(NOW)));
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows("delete from kring.activity_sign_up");
  await house.rows("delete from kring.letter");
  house.clock.set(NOW);
});

const visitor = () => house.visitor();
const MINE = { name: CANARY, to: "kanarie@example.se", adults: "1", children: "0", said: "Kanarieord: vi talar somaliska" };
const signUp = async (handle: string, own: Record<string, string> = {}, query = ""): Promise<Page> => {
  const page = await visitor().get(`/activities/${handle}/sign-up${query}`);
  const [, day = ""] = /name="day" value="([\d-]+)"/.exec(page.html) ?? [];
  return visitor().submit(page, { ...MINE, ...(day ? { day } : {}), ...own }, "/sign-up");
};
const states = async () => (await house.rows<{ state: string }>("select state from kring.activity_sign_up order by line")).map(({ state }) => state);

async function post(): Promise<Letter[]> {
  const sent: Letter[] = [];
  await sendLetters({ database: house.database, keys: house.house.keys, mailer: { send: async (letter) => void sent.push(letter) }, clock: house.clock, log: makeLog("silent"), url: "http://kring.test" });
  return sent;
}

describe("signing up", () => {
  test("leads to an address of one's own, where one's seat stands and nobody is named", async () => {
    const page = await signUp(QUIET);
    expect([page.status, page.heading]).toEqual([200, "Din anmälan"]);
    expect(page.path).toMatch(/^\/yours\/[\w-]{43}\?done=signedUp$/);
    expect(page.text).toMatch(/Tack! Vi har tagit emot din anmälan.*Du har en plats.*Lugna stunden.*Familjecentralen/);
    expect(page.html).not.toContain("Kanarie");
    expect(page.html).not.toContain("kanarie@example.se");
    expect(await states()).toEqual(["coming"]);
  });
  test("for one date among several, which is chosen", async () => {
    const form = await visitor().get(`/activities/${COOKING}/sign-up?day=2027-02-21`);
    expect(form.html).toMatch(/value="2027-02-21" checked/);
    const page = await signUp(COOKING, { day: "2027-02-21", adults: "1", children: "1" });
    expect(page.text).toMatch(/Du har en plats.*söndag 21 februari 15–18.*1 vuxen och 1 barn/);
  });
  test("what is sealed opens with the organiser's key and with no other", async () => {
    await signUp(QUIET);
    const [row] = await house.rows<{ id: string; branch_id: string; data_key: Buffer; sealed: Buffer }>("select s.*, u.branch_id as of_unit from kring.activity_sign_up s join kring.unit u on u.id = s.unit_id");
    expect(house.house.keys.open(row!.branch_id, row!.data_key).wrapped).toBeDefined();
    expect(() => house.house.keys.open("people", row!.data_key)).toThrow();
    const [branch] = await house.rows<{ handle: string }>("select handle from kring.branch where id = $1", [row!.branch_id]);
    expect(branch!.handle).toBe("orebro-lan-bup");
  });
  test("what is wrong is said where it is, and everything written is kept", async () => {
    const page = await signUp(COOKING, { name: "", to: "inte en adress", adults: "0", children: "0", said: "Ring mormor" });
    expect(page.status).toBe(422);
    expect(page.problems).toEqual(["Fyll i: Förnamn eller smeknamn"]);
    expect(page.html).toContain("Ring mormor");
    expect((await signUp(COOKING, { to: "inte en adress" })).problems).toEqual(["Skriv ett telefonnummer eller en e-postadress, till exempel 070-174 06 05 eller namn@example.se"]);
    expect((await signUp(COOKING, { adults: "0", children: "0" })).problems).toEqual(["Välj hur många som kommer"]);
    expect((await signUp(QUIET, { adults: "0", children: "2" })).problems).toEqual(["Minst en vuxen behöver komma med"]);
    expect((await signUp(QUIET, { adults: "8" })).problems).toEqual(["Så många platser finns inte"]);
    expect((await signUp(QUIET, { said: "Hon heter 20221014-2390" })).problems).toEqual(["Ta bort personnumret. Vi behöver det inte."]);
    for (const field of ["name", "to"]) expect((await signUp(QUIET, { [field]: "Kim 221014 2390" })).problems, field).toEqual(["Ta bort personnumret. Vi behöver det inte."]);
    expect((await signUp(COOKING, { day: "2027-01-16" })).problems).toEqual(["Välj ett av alternativen"]);
    expect((await signUp(QUIET, { adults: "-1" })).status).toBe(422);
    expect(await states()).toEqual([]);
  });
  test("a telephone number in what is said is no identity number", async () => expect((await signUp(QUIET, { said: "Ring 070-174 06 05 eller 0701740605" })).status).toBe(200));
  test("a megabyte, and the strings that break things, are answered with a page", async () => {
    const strings = JSON.parse(readFileSync("test/data/blns.json", "utf8")) as string[];
    const large = await visitor().post(`/activities/${QUIET}/sign-up`, { once: randomUUID(), ...MINE, said: "é".repeat(500_000) });
    expect([large.status, large.html.includes("é".repeat(500_000))]).toEqual([422, true]);
    for (const odd of strings.filter((_, nth) => nth % 4 === 0)) {
      const page = await visitor().post(`/activities/${QUIET}/sign-up`, { once: randomUUID(), name: odd, to: odd, adults: odd, children: odd, said: odd });
      expect([200, 303, 422], odd.slice(0, 60)).toContain(page.status);
      expect(page.headers.get("set-cookie")).toBeNull();
      if (/<script|onerror|<img/.test(odd)) expect(page.html).not.toContain(odd);
    }
    const names = await Promise.all(strings.filter((_, nth) => nth % 25 === 0).map((odd) => signUp(QUIET, { name: odd.slice(0, 50), said: odd.slice(0, 400), to: "x@example.se" })));
    for (const page of names) expect([200, 422]).toContain(page.status);
  });
  test("what needs no signing up, does not exist or is over has no such page", async () => {
    for (const handle of ["oppna-forskolan-mandag", "no-such"]) expect((await visitor().get(`/activities/${handle}/sign-up`)).status).toBe(404);
    house.clock.set("2027-10-01T09:00:00+02:00");
    expect((await visitor().get(`/activities/${QUIET}/sign-up`)).status).toBe(404);
  });
  test("the page speaks the language that was chosen, and so does the private one", async () => {
    const page = await signUp(QUIET, {}, "?lang=en");
    expect([page.heading, page.path.includes("lang=en")]).toEqual(["Your sign-up", true]);
  });
});

describe("the line", () => {
  test("fifty at once for the last seat: exactly one gets it, the others wait in an order, and no number is ever wrong", { timeout: 120_000 }, async () => {
    await signUp(QUIET, { adults: "5" });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, nth) => visitor().post(`/activities/${QUIET}/sign-up`, { once: randomUUID(), ...MINE, name: `Nr ${nth}`, to: `nr${nth}@example.se` })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 303));
    const counts = await house.rows<{ state: string; n: number; seats: number; lines: number }>("select state, count(*)::int as n, sum(seats)::int as seats, count(distinct line)::int as lines from kring.activity_sign_up group by state order by state");
    expect(counts).toEqual([{ state: "coming", n: 2, seats: 6, lines: 2 }, { state: "waiting", n: 49, seats: 49, lines: 49 }]);
    const pages = await Promise.all(answers.map(({ location }) => visitor().get(location!)));
    expect(pages.filter(({ text }) => text.includes("Du har en plats"))).toHaveLength(1);
    expect(pages.filter(({ text }) => text.includes("Du är först i kön"))).toHaveLength(1);
  });
  test("the control: without the lock on the activity, more than one would be given the seat", { timeout: 120_000 }, async () => {
    const [{ body }] = (await house.rows<{ body: string }>("select pg_get_functiondef('kring.sign_up'::regproc) as body")) as [{ body: string }];
    await house.rows(body.replace("for update;", ";").replace("told := case", "perform pg_sleep(0.05); told := case"));
    await signUp(QUIET, { adults: "5" });
    await Promise.all(Array.from({ length: 20 }, () => visitor().post(`/activities/${QUIET}/sign-up`, { once: randomUUID(), ...MINE })));
    const [{ seats }] = (await house.rows<{ seats: number }>("select sum(seats)::int as seats from kring.activity_sign_up where state = 'coming'")) as [{ seats: number }];
    await house.rows(body);
    expect(seats).toBeGreaterThan(6);
  });
  test("whoever leaves is forgotten at once, and the first who waits moves up and is told that there is something to read", async () => {
    const full = await signUp(QUIET, { adults: "6", to: "full@example.se" });
    const first = await signUp(QUIET, { to: "first@example.se" });
    const second = await signUp(QUIET, { adults: "6", to: "second@example.se" });
    expect([first.text.includes("Du är först i kön"), second.text.includes("En anmälan är före dig")]).toEqual([true, true]);
    expect((await visitor().get(`/activities/${QUIET}/sign-up`)).text).toContain("Det är fullt. Anmäl dig ändå");
    const left = await visitor().submit(await visitor().get(full.path), {}, "/yours");
    expect(left.text).toMatch(/Du är avanmäld.*Det du skrev är raderat/);
    expect(left.html).not.toContain('class="button button-danger"');
    expect(await house.rows("select state, sealed is null as forgotten from kring.activity_sign_up order by line")).toEqual([{ state: "left", forgotten: true }, { state: "coming", forgotten: false }, { state: "waiting", forgotten: false }]);
    const letters = await post();
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual([["first@example.se", "Du har något att läsa"]]);
    const address = /http:\/\/kring\.test(\/yours\/[\w-]+)/.exec(letters[0]!.body)![1]!;
    expect(first.path).toContain(address);
    expect((await visitor().get(address)).text).toContain("Du har fått en plats");
  });
  test("whoever is next is waited for: a smaller party does not go past", async () => {
    const six = await signUp(QUIET, { adults: "4" });
    await signUp(QUIET, { adults: "2" });
    await signUp(QUIET, { adults: "5", to: "large@example.se" });
    await signUp(QUIET, { adults: "1", to: "small@example.se" });
    await visitor().submit(await visitor().get(six.path), {}, "/yours");
    expect(await states()).toEqual(["left", "coming", "waiting", "waiting"]);
    expect((await signUp(QUIET, { adults: "1" })).text).toContain("Du står i kö");
  });
  test("leaving twice is leaving once, and after the day there is nothing to leave", async () => {
    const page = await signUp(QUIET);
    const form = await visitor().get(page.path);
    await visitor().submit(form, {}, "/yours");
    const again = await visitor().post(page.path.split("?")[0]!, { once: randomUUID() });
    expect([again.status, again.text.includes("Den här anmälan kan inte ändras längre")]).toEqual([422, true]);
    const cooking = await signUp(COOKING, { day: "2027-01-17" });
    house.clock.set("2027-01-18T09:00:00+01:00");
    expect((await visitor().get(cooking.path)).text).toContain("Träffen har varit");
    expect((await visitor().post(cooking.path.split("?")[0]!, { once: randomUUID() })).status).toBe(422);
  });
  test("a full line is said, and takes nobody more", async () => {
    await signUp(QUIET, { adults: "6" });
    await house.rows(`insert into kring.activity_sign_up (id, activity_id, branch_id, unit_id, state, seats, adults, children, secret_hash, data_key, sealed, signed_at, erase_on)
      select gen_random_uuid(), activity_id, branch_id, unit_id, 'waiting', 1, 1, 0, sha256(n::text::bytea), data_key, sealed, signed_at, erase_on from kring.activity_sign_up, generate_series(1, 100) n`);
    expect((await signUp(QUIET)).problems).toEqual(["Kön är full"]);
  });
});

describe("the private address", () => {
  test("guessed wrongly it is the one page for what does not exist, to the byte", async () => {
    const own = await signUp(QUIET);
    const secret = /yours\/([\w-]{43})/.exec(own.path)![1]!;
    const turned = `${secret.startsWith("A") ? "B" : "A"}${secret.slice(1)}`;
    const unknown = await visitor().get("/no/such/page");
    for (const wrong of [turned, "x", "%00", `${secret}x`, secret.slice(1), secret.toLowerCase(), randomUUID()]) {
      const page = await visitor().get(`/yours/${wrong}`);
      expect([wrong, page.status, page.heading]).toEqual([wrong, 404, unknown.heading]);
      expect((await visitor().post(`/yours/${wrong}`, { once: randomUUID() })).status).toBe(404);
    }
    expect((await visitor().get(`/yours/${secret}`)).status).toBe(200);
  });
  test("only its hash is stored: no table holds it, nor where the post led", async () => {
    const own = await signUp(QUIET);
    const secret = /yours\/([\w-]{43})/.exec(own.path)![1]!;
    expect(await everywhere(secret)).toEqual([]);
    // The control: what is stored openly is found by the same search.
    expect(await everywhere("lugna-stunden")).toContain("activity");
  });
  test("the same post twice leads to the same address and is one sign-up", async () => {
    const body = { ...MINE, once: randomUUID() };
    const path = `/activities/${QUIET}/sign-up`;
    const [one, other] = [await visitor().post(path, body), await visitor().post(path, body)];
    expect(one.location).toMatch(/^\/yours\//);
    expect(other.location).toBe(one.location);
    expect(await states()).toEqual(["coming"]);
  });
});

/** The tables where any of some words can be read, whatever the column. */
async function everywhere(...words: string[]): Promise<string[]> {
  const tables = await house.rows<{ name: string }>("select c.relname as name from pg_class c where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r'");
  const sought = words.flatMap((one) => [one, Buffer.from(one).toString("hex")]).map((one) => `%${one}%`);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await house.rows<{ n: number }>(`select count(*)::int as n from kring."${name}" t where t::text ilike any($1)`, [sought]);
    if (row!.n > 0) found.push(name);
  }
  return found;
}

test("nobody's words can be read in any table, published or not", async () => {
  await signUp(QUIET, { said: "Kanarieord" });
  await signUp(COOKING, { day: "2027-01-17", name: CANARY });
  expect(await everywhere("Kanarie", "kanarie@example.se", "Kanarieord")).toEqual([]);
  const lines = await house.rows<{ shown: object; person_id: string | null }>("select shown, person_id from kring.audit_event where event = 'visitor.signed-up' order by at desc, seq desc limit 2");
  expect(lines).toEqual([{ shown: { activity: COOKING, day: "2027-01-17" }, person_id: null }, { shown: { activity: QUIET, day: "all" }, person_id: null }]);
});

describe("the day before, and afterwards", () => {
  const round = () => goRound({ database: house.database, keys: house.house.keys, clock: house.clock, log: makeLog("silent") });

  test("whoever comes is reminded once, in the daytime, and whoever waits is not", async () => {
    await signUp(COOKING, { day: "2027-01-17", adults: "8", children: "8", to: "coming@example.se" });
    await signUp(COOKING, { day: "2027-01-17", to: "waiting@example.se" });
    await signUp(COOKING, { day: "2027-02-21", to: "later@example.se" });
    house.clock.set("2027-01-16T07:59:00+01:00");
    await round();
    expect(await post()).toEqual([]);
    house.clock.set("2027-01-16T08:00:00+01:00");
    await Promise.all([round(), round()]);
    await round();
    expect((await post()).map(({ to }) => to)).toEqual(["coming@example.se"]);
  });
  test("whoever signs up the day before is not reminded of it", async () => {
    house.clock.set("2027-01-16T12:00:00+01:00");
    await signUp(COOKING, { day: "2027-01-17" });
    await round();
    expect(await post()).toEqual([]);
  });
  test("a round is reminded of each time, and not within its break", async () => {
    await signUp(QUIET, { to: "round@example.se" });
    const reminded: string[] = [];
    for (const day of ["2026-11-26", "2026-12-03", "2026-12-17", "2026-12-24"]) {
      house.clock.set(`${day}T09:00:00+01:00`);
      await round();
      if ((await post()).length > 0) reminded.push(day);
    }
    expect(reminded).toEqual(["2026-11-26", "2026-12-03"]);
  });
  test("a week after the day everything is erased, and the trail says how many", async () => {
    const page = await signUp(COOKING, { day: "2027-01-17" });
    expect(page.text).toContain("söndag 24 januari 2027");
    house.clock.set("2027-01-23T12:00:00+01:00");
    await round();
    expect(await states()).toEqual(["coming"]);
    house.clock.set("2027-01-24T12:00:00+01:00");
    await round();
    expect(await states()).toEqual([]);
    expect((await visitor().get(page.path)).status).toBe(404);
    const [line] = await house.rows<{ shown: object }>("select shown from kring.audit_event where event = 'visitors.forgotten' order by at desc, seq desc limit 1");
    expect(line!.shown).toEqual({ people: 1 });
  });
  test("letters that never left, and what was kept to know a post again, are gone in time", async () => {
    await signUp(QUIET, { adults: "6" });
    await signUp(QUIET);
    await visitor().submit(await visitor().get((await signUp(QUIET)).path), {}, "/yours");
    await house.rows("update kring.activity_sign_up set state = 'waiting' where state = 'coming'");
    const kept = async () => (await house.rows<{ n: number }>("select ((select count(*) from kring.letter where person_id is null) + (select count(*) from kring.once where person_id is null))::int as n"))[0]!.n;
    expect(await kept()).toBeGreaterThan(2);
    house.clock.set("2026-12-01T12:00:00+01:00");
    await round();
    expect(await kept()).toBe(0);
  });
});
