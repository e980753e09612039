import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { sendLetters } from "../notice/index.ts";
import { makeLog } from "../platform/log.ts";
import { noticeChild } from "../signal/index.ts";
import { readCount, type CountForm } from "./attendance.ts";
import { formOf, readEdited, type EditForm } from "./edit.ts";
import { activityLike } from "./stage.fixture.ts";

describe("what can be written", () => {
  const form = formOf(activityLike({ signUp: "session", capacity: 12 }));
  const refused = (own: Partial<EditForm>) => {
    const read = readEdited({ ...form, ...own });
    return "refused" in read ? [read.refused, read.details?.["field"]] : "taken";
  };
  test("what was drawn can be sent as it is", () => expect(readEdited(form)).toMatchObject({ name: "Öppna förskolan", capacity: 12, rule: { every: "week", on: "mo", from: "09:00" } }));
  test.each<[string, Partial<EditForm>, unknown]>([
    ["ends before it begins", { to: "08:00" }, ["activity.times", "to"]], ["takes no time at all", { to: "09:00" }, ["activity.times", "to"]],
    ["a last day before the first", { ends: "2026-08-01" }, ["activity.ends", "ends"]], ["no such weekday before its end", { ends: "2026-09-02" }, ["activity.rule", "ends"]],
    ["weekly without a weekday", { weekday: "" }, ["activity.weekday", "weekday"]], ["monthly without which", { every: "month", nth: "" }, ["activity.nth", "nth"]],
    ["monthly", { every: "month", nth: "-1" }, "taken"], ["once", { every: "once" }, "taken"], ["ages backwards", { fromAge: "6", toAge: "5" }, ["activity.ages", "toAge"]],
    ["no seats", { capacity: "" }, ["activity.capacity", "capacity"]], ["no seats at all", { capacity: "0" }, ["activity.capacity", "capacity"]], ["far too many", { capacity: "501" }, ["activity.capacity", "capacity"]],
    ["words for a number", { capacity: "ett" }, ["activity.capacity", "capacity"]], ["no sign-up, and so no seats", { signUp: "none", capacity: "x" }, "taken"],
    ["a round that never ends", { signUp: "series", ends: "" }, ["activity.series", "ends"]], ["no telephone", { phone: "ring oss" }, ["activity.phone", "phone"]], ["an address for a telephone", { phone: "a@example.se" }, ["activity.phone", "phone"]],
  ])("%s", (_, own, told) => expect(refused(own)).toEqual(told));
});

describe("numbers", () => {
  const form: CountForm = { adults: "8", firstTime: "2", children: "10", fathers: "", mothers: "", others: "" };
  test.each<[Partial<CountForm>, unknown]>([
    [{}, undefined], [{ firstTime: "9" }, "attendance.first"], [{ fathers: "4", mothers: "4", others: "1" }, "attendance.parents"], [{ fathers: "4", mothers: "4" }, undefined],
    [{ adults: "-1" }, "attendance.number"], [{ adults: "1e3" }, "attendance.number"], [{ children: "501" }, "attendance.number"], [{ children: "tio" }, "attendance.number"], [{ adults: "0", firstTime: "0", children: "0" }, undefined],
  ])("%j", (own, told) => {
    const read = readCount({ ...form, ...own });
    expect("refused" in read ? read.refused : undefined).toBe(told);
  });
});

// A Thursday. The cooking with teenagers is the third Sunday; the meeting for parents of teenagers every other Thursday evening.
const NOW = "2026-11-26T09:00:00+01:00";
const COOKING = "laga-mat-med-din-tonaring";
const COFFEE = "tonarstraff-for-vuxna";
const DAY = "2027-01-17";

let house: TestHouse;
/** jens and wilma: at the youth house, which arranges both. ingrid: keeps the guide. marta: another unit. sara: a guardian. */
let [jens, wilma, ingrid, marta, sara]: Client[] = [];
beforeAll(async () => {
  house = await openTestHouse(NOW);
  // A guardian is registered when somebody notices her child.
  await house.as("anna", (hand) => noticeChild(hand, "20221014-2390"));
  [jens, wilma, ingrid, marta, sara] = await Promise.all([house.signIn("jens"), house.signIn("wilma", "ungdomens-hus-degerfors"), house.signIn("ingrid"), house.signIn("marta"), house.signIn("sara")]);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows("delete from kring.activity_sign_up");
  await house.rows("delete from kring.letter");
});

const signUp = (handle: string, own: Record<string, string>): Promise<Page> => house.visitor().post(`/activities/${handle}/sign-up`, { once: randomUUID(), name: "Mira", to: "mira@example.se", adults: "1", children: "0", said: "", ...own });
const told = async (): Promise<string[]> => {
  const to: string[] = [];
  await sendLetters({ database: house.database, keys: house.house.keys, mailer: { send: async (letter) => void to.push(letter.to) }, clock: house.clock, log: makeLog("silent"), url: "http://kring.test" });
  return to.toSorted();
};
const edit = async (who: Client, handle: string, own: Record<string, string | readonly string[]>) => who.submit(await who.get(`/our/activities/${handle}/edit`), own, "/edit");
const calendar = async (handle: string) => (await house.app.request(`http://kring.test/activities/${handle}.ics`)).text();
const sequence = async (handle: string) => Number(/SEQUENCE:(\d+)/.exec(await calendar(handle))![1]);

describe("who may what", () => {
  const keep = ["", "/edit", `/days/${DAY}`].map((rest) => `/our/activities/${COOKING}${rest}`);
  const people = [`/our/activities/${COOKING}/people/${DAY}`, `/our/activities/${COOKING}/attendance/2026-11-15`];

  test.each([["the organiser's unit", () => jens!, 200, 200], ["the guide's keeper", () => ingrid!, 200, 404], ["another unit", () => marta!, 404, 404], ["a guardian", () => sara!, 404, 404], ["nobody", () => house.visitor(), 303, 303]] as const)("%s", async (_, who, mayKeep, mayRead) => {
    for (const path of keep) expect([path, (await who().get(path)).status]).toEqual([path, mayKeep]);
    for (const path of people) expect([path, (await who().get(path)).status]).toEqual([path, mayRead]);
    for (const path of [...keep, ...people]) expect([path, [404, 303, 422].includes((await who().post(path, { once: "none" })).status)]).toEqual([path, true]);
  });
  test("row-level security says the same, without the policy", async () => {
    await signUp(COOKING, { day: DAY });
    const seen = (handle: string) => house.as(handle, async ({ tx }) => [
      (await tx.selectFrom("activity_sign_up").select("id").execute()).length,
      Number((await tx.updateTable("activity").set({ about: "Ändrat" }).where("handle", "=", COOKING).executeTakeFirst()).numUpdatedRows),
    ]);
    expect(await Promise.all(["jens", "ingrid", "marta", "sara"].map(seen))).toEqual([[1, 1], [0, 1], [0, 0], [0, 0]]);
    await expect(house.as("jens", ({ tx }) => tx.updateTable("activity").set({ unit_id: randomUUID() }).where("handle", "=", COOKING).execute())).rejects.toThrow(/permission denied/);
    await expect(house.as("ingrid", ({ tx }) => tx.insertInto("activity_attendance").values({ activity_id: randomUUID(), unit_id: randomUUID(), on_day: DAY, adults: 1, first_time: 0, children: 0, by_duty: randomUUID(), noted_at: new Date() }).execute())).rejects.toThrow(/row-level/);
  });
  test("the keeper of another guide keeps nothing here", async () => {
    const [other] = await house.rows<{ unit: string }>("select u.handle as unit from kring.guide g join kring.unit u on u.id = g.unit_id where g.handle = 'kronoberg'");
    const person = house.world.staff.find(({ duties }) => duties.some(({ unit }) => unit === other!.unit))!;
    expect((await (await house.signIn(person.handle, other!.unit)).get(`/our/activities/${COOKING}/edit`)).status).toBe(404);
  });
  test("one's own are listed, and for the guide's keeper everybody's", async () => {
    expect((await jens!.get("/our/activities")).text).toMatch(/Laga mat med din tonåring .*Tonårsträff för vuxna/);
    expect((await jens!.get("/our/activities")).text).not.toContain("Babycafé");
    expect((await ingrid!.get("/our/activities")).text).toContain("Babycafé");
    expect((await marta!.get("/our/activities")).text).not.toContain("Laga mat");
  });
});

describe("changing", () => {
  test("shows at once, in the search too, and is checked thereby", async () => {
    const before = await sequence(COFFEE);
    const page = await edit(jens!, COFFEE, { name: "Grytkväll för tonårsföräldrar", languages: ["sv", "ar"] });
    expect([page.path, page.text.includes("Ändringarna är sparade")]).toEqual([`/our/activities/${COFFEE}?done=activityChanged`, true]);
    expect((await house.visitor().get(`/activities/${COFFEE}`)).text).toMatch(/Grytkväll för tonårsföräldrar.*arabiska.*Kontrollerad torsdag 26 november 2026/);
    const found = (await (await house.app.request("http://kring.test/api/v1/guide/search?q=grytkväll")).json()) as { hits: Array<{ id: string }> };
    expect(found.hits[0]!.id).toBe(COFFEE);
    expect(await sequence(COFFEE)).toBe(before + 1);
  });
  test("what is wrong is said at its field, and everything is kept", async () => {
    const page = await edit(jens!, COOKING, { to: "14.00", about: "Vi lagar mat. <script>alert(1)</script>" });
    expect([page.status, page.problems]).toEqual([422, ["Den slutar innan den börjar"]]);
    expect(page.html).toContain("Vi lagar mat. &lt;script>alert(1)&lt;/script>");
    expect((await edit(jens!, COOKING, { starts: "2026-02-30" })).problems).toEqual(["Skriv ett datum som finns, till exempel 2026-12-01"]);
    expect((await edit(jens!, COOKING, { place: randomUUID() })).problems).toEqual(["Välj ett av alternativen"]);
    expect((await edit(jens!, COOKING, { name: "x".repeat(101) })).status).toBe(422);
    expect((await edit(jens!, COOKING, { about: "é".repeat(500_000) })).status).toBe(422);
  });
  test("two at once: the second is shown the first's words, and nothing is lost", async () => {
    const [one, other] = [await jens!.get(`/our/activities/${COOKING}/edit`), await wilma!.get(`/our/activities/${COOKING}/edit`)];
    await jens!.submit(one, { about: "Jens ord." }, "/edit");
    const met = await wilma!.submit(other, { about: "Wilmas ord.", capacity: "20" }, "/edit");
    expect(met.status).toBe(409);
    expect(met.text).toMatch(/Någon annan har ändrat.*Nu står det: Om träffen Jens ord\./);
    expect(met.html).toContain("Wilmas ord.");
    expect((await wilma!.submit(met, {}, "/edit")).path).toContain("done=activityChanged");
    expect(await house.rows("select about, capacity from kring.activity where handle = $1", [COOKING])).toEqual([{ about: "Wilmas ord.", capacity: 20 }]);
  });
  test("more seats are given to those who wait, in their order, and they are told", async () => {
    await edit(jens!, COOKING, { capacity: "4" });
    for (const [to, adults] of [["a@example.se", "4"], ["b@example.se", "2"], ["c@example.se", "2"]]) await signUp(COOKING, { day: DAY, to: to!, adults: adults! });
    await edit(jens!, COOKING, { capacity: "6" });
    expect(await told()).toEqual(["b@example.se"]);
    expect((await house.rows<{ state: string }>("select state from kring.activity_sign_up order by line")).map(({ state }) => state)).toEqual(["coming", "coming", "waiting"]);
    await edit(jens!, COOKING, { capacity: "16" });
  });
  test("another time of day, or no such day any more: those who had signed up are told, and nobody else", async () => {
    await edit(jens!, COOKING, { from: "15:00", to: "18:00", every: "month", nth: "3", weekday: "su" });
    const yours = await signUp(COOKING, { day: DAY, to: "jan@example.se" });
    await edit(jens!, COOKING, { about: "Bara andra ord." });
    expect(await told()).toEqual([]);
    await edit(jens!, COOKING, { from: "16:00" });
    expect(await told()).toEqual(["jan@example.se"]);
    await edit(jens!, COOKING, { nth: "2" });
    expect(await told()).toEqual(["jan@example.se"]);
    expect((await house.visitor().get(yours.location!)).text).toContain("Träffen är inställd");
    await edit(jens!, COOKING, { nth: "3", from: "15:00" });
    expect((await house.visitor().get(yours.location!)).text).toContain("Du har en plats");
  });
  test("a round that goes on longer keeps its people as much longer", async () => {
    await house.rows("update kring.activity set sign_up = 'series', ends_on = '2027-05-30' where handle = $1", [COOKING]);
    await signUp(COOKING, {});
    await edit(ingrid!, COOKING, { ends: "2027-06-30" });
    expect(await house.rows("select erase_on::text from kring.activity_sign_up")).toEqual([{ erase_on: "2027-07-07" }]);
    await edit(jens!, COOKING, { signUp: "session", ends: "" });
  });
  test("what has ended is gone from the guide, and can come back", async () => {
    await edit(ingrid!, COFFEE, { status: "ended" });
    expect((await house.visitor().get(`/activities/${COFFEE}`)).status).toBe(404);
    await edit(jens!, COFFEE, { status: "active" });
    expect((await house.visitor().get(`/activities/${COFFEE}`)).status).toBe(200);
  });
  test("still right: one press, and what was hidden for being stale is shown again", async () => {
    await house.rows("update kring.activity set checked_on = '2025-11-01' where handle = $1", [COFFEE]);
    expect((await house.visitor().get(`/activities/${COFFEE}`)).status).toBe(404);
    const page = await jens!.get(`/our/activities/${COFFEE}`);
    expect(page.text).toContain("Därför syns det inte i guiden");
    expect((await jens!.submit(page, {}, COFFEE)).text).toContain("nu syns dagens datum i guiden");
    expect((await house.visitor().get(`/activities/${COFFEE}`)).text).toContain("Kontrollerad torsdag 26 november 2026");
  });
});

describe("calling a date off", () => {
  const off = async (who: Client, day: string, reason = "Köket byggs om") => who.submit(await who.get(`/our/activities/${COOKING}/days/${day}`), { reason }, "/days/");

  test("shows at once: on the page, in the list and in the calendar; those who had signed up are told", async () => {
    const yours = await signUp(COOKING, { day: DAY, to: "kommer@example.se" });
    await signUp(COOKING, { day: "2027-02-21", to: "senare@example.se" });
    const before = await sequence(COOKING);
    expect((await off(jens!, DAY)).text).toContain("Datumet är inställt, och alla ser det");
    expect((await house.visitor().get(`/activities/${COOKING}`)).text).toMatch(/söndag 17 januari 15–18 Inställt Köket byggs om/);
    expect((await house.visitor().get("/activities?from=2027-01-10")).text).toMatch(/Laga mat med din tonåring Inställt/);
    expect(await calendar(COOKING)).toMatch(/RECURRENCE-ID;TZID=Europe\/Stockholm:20270117T150000[\s\S]*STATUS:CANCELLED/);
    expect(await sequence(COOKING)).toBe(before + 1);
    expect((await house.visitor().get(yours.location!)).text).toMatch(/Träffen är inställd Köket byggs om/);
    expect(await told()).toEqual(["kommer@example.se"]);
    expect((await house.visitor().get(`/activities/${COOKING}/sign-up`)).html).not.toContain(`value="${DAY}"`);
    expect((await signUp(COOKING, { day: DAY })).status).toBe(422);
  });
  test("and can be taken back", async () => {
    const page = await ingrid!.get(`/our/activities/${COOKING}/days/${DAY}`);
    expect(page.heading).toBe("söndag 17 januari är inställt");
    await ingrid!.submit(page, {}, "/days/");
    expect((await house.visitor().get(`/activities/${COOKING}`)).text).not.toContain("Inställt");
    expect(await calendar(COOKING)).not.toContain("STATUS:CANCELLED");
  });
  test("a day that has been, or on which nothing is, cannot be", async () => {
    for (const day of ["2026-11-15", "2027-01-18", "2026-02-30", "x"]) expect((await jens!.get(`/our/activities/${COOKING}/days/${day}`)).status, day).toBe(404);
  });
  test("whoever signs up while it is called off is told so: the date is judged after the line is joined", async () => {
    const open = await house.visitor().get(`/activities/${COOKING}/sign-up`);
    await off(jens!, "2027-03-21");
    const late = await house.visitor().submit(open, { day: "2027-03-21", name: "Mira", to: "mira@example.se", adults: "1", children: "0" }, "/sign-up");
    expect(late.status).toBe(422);
    expect(await house.rows("select id from kring.activity_sign_up")).toEqual([]);
  });
});

describe("who comes", () => {
  test("is read by the organiser's unit alone, with what they need to know, and every reading leaves a line", async () => {
    await signUp(COOKING, { day: DAY, name: "Amina", to: "070-174 06 05", adults: "1", children: "2", said: "Vi talar somaliska." });
    const page = await jens!.get(`/our/activities/${COOKING}/people/${DAY}`);
    expect(page.text).toMatch(/3 av 16 platser.*Amina.*0701740605.*1 vuxen, 2 barn.*Vi talar somaliska\./);
    const [line] = await house.rows<{ event: string; shown: object; role: string; outcome: string }>("select event, shown, role, outcome from kring.audit_event where event = 'visitors.opened' order by at desc, seq desc limit 1");
    expect(line).toEqual({ event: "visitors.opened", shown: { activity: COOKING, day: DAY, people: 1 }, role: "youth-worker", outcome: "granted" });
  });
  test("whoever has called is taken off, forgotten, and the next moves up", async () => {
    await signUp(COOKING, { day: DAY, name: "Full", adults: "8", children: "8", to: "full@example.se" });
    await signUp(COOKING, { day: DAY, name: "Nästa", to: "next@example.se" });
    const page = await wilma!.get(`/our/activities/${COOKING}/people/${DAY}`);
    const done = await wilma!.submit(page, {}, "/people/");
    expect(done.text).toMatch(/Borttagen ur listan.*1 av 16 platser.*Nästa/);
    expect(done.text).not.toContain("Full");
    expect(await told()).toEqual(["next@example.se"]);
  });
  test("nobody can be taken off another's list, nor by a strange id", async () => {
    await signUp("lugna-stunden", {});
    const [{ id }] = (await house.rows<{ id: string }>("select id from kring.activity_sign_up")) as [{ id: string }];
    for (const who of [id, randomUUID(), "x", "' or 1=1"]) expect((await jens!.post(`/our/activities/${COOKING}/people/${DAY}`, { once: randomUUID(), who })).status).toBe(422);
    expect(await house.rows("select state from kring.activity_sign_up")).toEqual([{ state: "coming" }]);
  });
});

describe("how many came", () => {
  const path = `/our/activities/${COFFEE}/attendance/2026-11-12`;
  const count = { adults: "8", firstTime: "2", children: "3", fathers: "5", mothers: "3", others: "" };
  beforeEach(() => house.rows("delete from kring.activity_attendance where on_day >= '2026-11-12'"));

  test("is asked for on one's list while it is missing, and not after", async () => {
    expect((await jens!.get("/list")).text).toMatch(/Räkna dem som kom.*Grytkväll|Räkna dem som kom.*Tonårsträff/);
    await jens!.submit(await jens!.get(path), count, "/attendance/");
    await jens!.submit(await jens!.get(`/our/activities/${COOKING}/attendance/2026-11-15`), count, "/attendance/");
    await house.rows("insert into kring.activity_attendance (activity_id, unit_id, on_day, adults, first_time, children, by_duty, noted_at) select a.id, a.unit_id, d::date, 1, 0, 0, (select id from kring.duty where unit_id = a.unit_id limit 1), now() from kring.activity a, unnest(array['2026-11-19','2026-11-26']) d where a.handle = $1 on conflict do nothing", [COFFEE]);
    expect((await jens!.get("/list")).text).not.toContain("Räkna dem som kom");
    expect((await marta!.get("/list")).text).not.toContain("Grytkväll");
  });
  test("numbers are kept, and can be corrected; two at once meet", async () => {
    const [one, other] = [await jens!.get(path), await wilma!.get(path)];
    expect((await jens!.submit(one, count, "/attendance/")).text).toContain("Antalet är sparat");
    const met = await wilma!.submit(other, { ...count, adults: "9" }, "/attendance/");
    expect([met.status, met.text.includes("Nu står det: Vuxna 8")]).toEqual([409, true]);
    await wilma!.submit(met, {}, "/attendance/");
    expect(await house.rows("select adults, fathers, others, version from kring.activity_attendance where on_day = '2026-11-12'")).toEqual([{ adults: 9, fathers: 5, others: null, version: 2 }]);
  });
  test("what cannot be is said at its field, and strange words break nothing", async () => {
    expect((await jens!.submit(await jens!.get(path), { ...count, firstTime: "9" }, "/attendance/")).problems).toEqual(["Fler första gången än vuxna"]);
    for (const odd of ["", "-1", "1e9", "NaN", "åtta", "8.5", "9".repeat(5_000), "\u0000", "' or 1=1"]) expect((await jens!.post(path, { once: randomUUID(), ...count, adults: odd })).status, odd.slice(0, 20)).toBe(422);
  });
  test("nothing is counted that has not begun, was called off, or never was", async () => {
    for (const day of ["2026-12-10", "2026-11-13", "2026-02-30"]) expect((await jens!.get(`/our/activities/${COFFEE}/attendance/${day}`)).status, day).toBe(404);
  });
  test("the numbers name nobody: the table has no word in it", async () => {
    const columns = await house.rows<{ data_type: string }>("select data_type from information_schema.columns where table_schema = 'kring' and table_name = 'activity_attendance'");
    expect(new Set(columns.map(({ data_type }) => data_type))).toEqual(new Set(["uuid", "date", "integer", "timestamp with time zone"]));
  });
});
