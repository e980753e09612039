import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PASSWORD } from "#test/database-server.ts";
import { fileMailer } from "#test/fakes/mailer.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { WorldData } from "#worlds/world-data.ts";
import { makePool } from "../platform/db/connection.ts";
import { openDatabase } from "../platform/db/with-actor.ts";
import { languages } from "../platform/i18n/words.tsx";
import { makeLog } from "../platform/log.ts";
import { postLetter, postToVisitor } from "./notice-store.ts";
import { letterText, sendLetters, startPost, type Letter, type Mailer, type Post } from "./notice.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => void (await house.rows("delete from kring.letter")));

/** A mailer that keeps what it is given, and fails while it is told to. */
function keepingMailer(): Mailer & { sent: Letter[]; broken: boolean } {
  const mailer = {
    sent: [] as Letter[], broken: false,
    send: async (letter: Letter) => {
      if (mailer.broken) throw new Error("the mail server does not answer");
      mailer.sent.push(letter);
    },
  };
  return mailer;
}

const postOf = (mailer: Mailer): Post => ({ database: house.database, keys: house.house.keys, mailer, clock: house.clock, log: makeLog("silent"), url: "http://kring.test" });
const post = (handle: string) => house.as(handle, (hand) => postLetter(hand.tx, { person: hand.actor.personId, at: hand.at }));
const postTo = (to: string, language = "sv") => house.database.withActor({ at: house.clock.now() }, "test", async ({ tx, audit }) => {
  audit({ event: "letter.posted", outcome: "granted" });
  await postToVisitor(tx, house.house.keys, { visitor: { to, path: "/yours/abc", language }, at: house.clock.now() });
});
const waiting = async () => (await house.rows<{ n: number }>("select count(*)::int as n from kring.letter where sent_at is null"))[0]!.n;

/** Who people are and where they work: a letter must hold none of it. */
function secretsOf(world: WorldData): string[] {
  const people = [...world.staff, ...world.guardians, ...world.children].flatMap((one) => ("given" in one ? [one.given, one.family] : []));
  const numbers = [...world.staff, ...world.guardians, ...world.children].flatMap((one) => ("identity" in one ? [one.identity, one.identity.slice(-4)] : []));
  const places = world.authorities.flatMap(({ name, branches }) => [name, ...branches.flatMap((branch) => [branch.name, ...branch.units.flatMap((unit) => [unit.name, unit.phone])])]);
  return [...people, ...numbers, ...places];
}

const SUBJECTS = ["möte", "meeting", "samtycke", "consent", "barn", "child", "plan", "inbjudan", "invitation", "ärende", "matter"];

const stands = (text: string, word: string, end: string) => new RegExp(`(?<![\\p{L}\\d])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}${end}`, "iu").test(text);

/** Names and places stand as whole words; a subject may stand in any of its forms. */
const told = (text: string, world: WorldData) => [
  ...secretsOf(world).filter((secret) => stands(text, secret, "(?![\\p{L}\\d])")), ...SUBJECTS.filter((subject) => stands(text, subject, "")),
];

test.each(["sv", "en"])("a letter in %s names nobody, no unit, no number and no subject, and says once where to sign in", (language) => {
  const { subject, body } = letterText({ language }, "http://kring.test");
  expect(told(`${subject}\n${body}`, house.world)).toEqual([]);
  expect(body.split("\n").filter((line) => line.includes("http"))).toEqual(["http://kring.test/sign-in"]);
});

test("the lint of letters finds a name, a unit, a number and a subject when there is one", () => {
  const found = told("Elis möte på BVC Lessebo, 202210142390", house.world);
  expect(found).toEqual(expect.arrayContaining(["Elis", "BVC Lessebo", "202210142390", "möte"]));
});

test("a letter is written in the language of the one who gets it, to that person's address", async () => {
  await house.rows("update kring.person set language = 'en' where id = (select person_id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo')");
  const mailer = keepingMailer();
  await post("anna");
  await post("maja");
  await sendLetters(postOf(mailer));
  expect(mailer.sent.map(({ to, subject }) => [to, subject]).toSorted(([a], [b]) => a!.localeCompare(b!))).toEqual([
    ["anna.karlsson@example.se", "Du har något att läsa"],
    ["maja.lindqvist@example.se", "You have something to read"],
  ]);
});

test("a letter is sent once, however often the post goes and however many programs send it", async () => {
  const mailer = keepingMailer();
  await post("anna");
  await Promise.all([sendLetters(postOf(mailer)), sendLetters(postOf(mailer)), sendLetters(postOf(mailer))]);
  await sendLetters(postOf(mailer));
  expect(mailer.sent).toHaveLength(1);
  expect(await waiting()).toBe(0);
});

test("a letter to somebody who is no person here leads to that one's own address, in the language that was chosen, and is gone when it has left", async () => {
  const mailer = keepingMailer();
  await postTo("mira@example.se", "uk");
  const [kept] = await house.rows<{ row: string }>("select l::text as row from kring.letter l");
  expect(kept!.row).not.toContain(Buffer.from("mira").toString("hex"));
  await sendLetters(postOf(mailer));
  expect(mailer.sent.map(({ to, subject }) => [to, subject])).toEqual([["mira@example.se", "У вас є що прочитати"]]);
  expect(mailer.sent[0]!.body.split("\n").filter((line) => line.includes("http"))).toEqual(["http://kring.test/yours/abc"]);
  expect(await house.rows("select id from kring.letter")).toEqual([]);
});

test("a letter to a visitor that could not be sent waits as any other", async () => {
  const mailer = keepingMailer();
  mailer.broken = true;
  await postTo("070-1740605");
  await sendLetters(postOf(mailer));
  mailer.broken = false;
  house.clock.advance(1);
  await sendLetters(postOf(mailer));
  expect([mailer.sent.map(({ to }) => to), await waiting()]).toEqual([["070-1740605"], 0]);
});

test.each(Object.keys(languages))("a letter to a visitor in %s names nobody and no subject", (language) => {
  const { subject, body } = letterText({ language, path: "/yours/abc" }, "http://kring.test");
  expect(told(`${subject}\n${body}`, house.world)).toEqual([]);
  expect(body).toContain("http://kring.test/yours/abc");
});

test("two things to read at once make one letter", async () => {
  const mailer = keepingMailer();
  await post("anna");
  await post("anna");
  await sendLetters(postOf(mailer));
  expect([mailer.sent.length, await waiting()]).toEqual([1, 0]);
});

test("what was never kept sends no letter", async () => {
  const mailer = keepingMailer();
  await house.as("anna", async (hand) => {
    await postLetter(hand.tx, { person: hand.actor.personId, at: hand.at });
    throw new Error("undone");
  }).catch(() => undefined);
  await sendLetters(postOf(mailer));
  expect(mailer.sent).toEqual([]);
});

test("a letter that could not be sent is tried again, later each time", async () => {
  const mailer = keepingMailer();
  mailer.broken = true;
  await post("anna");
  await sendLetters(postOf(mailer));
  mailer.broken = false;
  await sendLetters(postOf(mailer));
  expect(mailer.sent).toHaveLength(0);
  house.clock.advance(1);
  await sendLetters(postOf(mailer));
  expect([mailer.sent.length, await waiting()]).toEqual([1, 0]);
});

test("after ten attempts a letter is left alone, and stays where somebody can find it", async () => {
  const mailer = keepingMailer();
  mailer.broken = true;
  await post("anna");
  for (let nth = 0; nth < 12; nth += 1) {
    await sendLetters(postOf(mailer));
    house.clock.advance(60 * 24);
  }
  expect(await house.rows("select attempts, sent_at from kring.letter")).toEqual([{ attempts: 10, sent_at: null }]);
  mailer.broken = false;
  await sendLetters(postOf(mailer));
  expect(mailer.sent).toEqual([]);
});

test("one person's broken address does not stop the others' letters", async () => {
  const mailer = keepingMailer();
  await post("anna");
  await post("maja");
  const picky: Mailer = { send: async (letter) => (letter.to.startsWith("anna") ? Promise.reject(new Error("no such address")) : mailer.send(letter)) };
  await sendLetters(postOf(picky));
  expect(mailer.sent.map(({ to }) => to)).toEqual(["maja.lindqvist@example.se"]);
  expect(await waiting()).toBe(1);
});

test("what waits when the program stops is sent when it starts again", async () => {
  await post("anna");
  const folder = mkdtempSync(join(tmpdir(), "kring-mail-"));
  const again = openDatabase(makePool({ ...house.owner, user: "kring_app", password: PASSWORD, max: 1 }), house.house.keys);
  await sendLetters({ ...postOf(fileMailer(folder)), database: again });
  await again.close();
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  expect(readFileSync(join(folder, files[0]!), "utf8")).toMatch(/^Till: anna\.karlsson@example\.se\nÄmne: Du har något att läsa\n\nHej,/);
  rmSync(folder, { recursive: true });
});

test("the post goes round by itself until it is stopped, and stopping waits for the round under way", async () => {
  const mailer = keepingMailer();
  await post("anna");
  const office = startPost(postOf(mailer));
  await expect.poll(() => mailer.sent.length, { timeout: 5_000 }).toBe(1);
  await post("maja");
  await expect.poll(() => mailer.sent.length, { timeout: 8_000 }).toBe(2);
  await office.stop();
  await post("anna");
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect([mailer.sent.length, await waiting()]).toEqual([2, 1]);
});
