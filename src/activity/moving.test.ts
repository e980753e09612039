import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { sendLetters } from "../notice/index.ts";
import { makeLog } from "../platform/log.ts";
import { sessionsOf, type Move } from "./activity.ts";
import { checkMove, moveOf } from "./moving.ts";
import { activityLike } from "./stage.fixture.ts";

const TODAY = "2026-11-23";
const moved = (own: Partial<Move> = {}): Move => ({ from: "2026-11-30", to: "2026-12-01", starts: "10:00", ends: "11:30", reason: "", ...own });

describe("the rules", () => {
  // Mondays 9–12.
  const days = (moves: readonly Move[], own = {}) => sessionsOf(activityLike({ moves, ...own }), TODAY, "2026-12-14").map(({ day, from, to, moved: move }) => [day, from, to, move?.from]);
  const plain = [["2026-11-23", "09:00", "12:00", undefined], ["2026-12-07", "09:00", "12:00", undefined], ["2026-12-14", "09:00", "12:00", undefined]];
  test("what is moved is held then, and not when the rule says", () => expect(days([moved()])).toEqual([plain[0], ["2026-12-01", "10:00", "11:30", "2026-11-30"], plain[1], plain[2]]));
  test("the same day at another hour", () => expect(days([moved({ to: "2026-11-30" })])).toEqual([plain[0], ["2026-11-30", "10:00", "11:30", "2026-11-30"], plain[1], plain[2]]));
  test("never twice a day: a rule that has that day wins", () => expect(days([moved({ to: "2026-12-07" })])).toEqual(plain));
  test("two that change places", () => expect(days([moved({ to: "2026-12-07" }), moved({ from: "2026-12-07", to: "2026-11-30" })]).map(([day]) => day)).toEqual(["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]));
  test("when the rule has not that day any more, neither is held", () => expect(days([moved({ from: "2026-11-29" })]).map(([day]) => day)).toEqual(["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]));
  test("it can be called off where it is now", () => {
    const [off] = sessionsOf(activityLike({ moves: [moved()], pauses: [{ from: "2026-12-01", to: "2026-12-01", calledOff: true, reason: "Sjukdom" }] }), "2026-12-01", "2026-12-01");
    expect(off?.calledOff?.reason).toBe("Sjukdom");
  });
  const session = (moves: readonly Move[] = [], day = "2026-11-30") => sessionsOf(activityLike({ moves }), day, day)[0]!;
  test.each([
    [{ day: "2026-12-07", from: "09:00", to: "12:00" }, ["session.taken", "day"]], [{ day: "2026-11-30", from: "09:00", to: "12:00" }, ["session.same", "day"]], [{ day: "2026-11-22", from: "09:00", to: "12:00" }, ["session.far", "day"]],
    [{ day: "2028-01-01", from: "09:00", to: "12:00" }, ["session.far", "day"]], [{ day: "2026-12-01", from: "12:00", to: "12:00" }, ["activity.times", "to"]], [{ day: "2026-12-01", from: "09:00", to: "12:00" }, undefined], [{ day: "2026-11-30", from: "13:00", to: "15:00" }, undefined],
  ])("%j", (wanted, told) => {
    const fault = checkMove(session(), wanted, TODAY);
    expect(fault && [fault.refused, fault.details?.["field"]]).toEqual(told);
  });
  test("moved again it is still from where the rule has it; moved back it is no move", () => {
    const again = session([moved()], "2026-12-01");
    expect(moveOf(again, { day: "2026-12-02", from: "10:00", to: "11:30" }, "Snö")).toEqual(moved({ to: "2026-12-02", reason: "Snö" }));
    expect(moveOf(again, { day: "2026-11-30", from: "09:00", to: "12:00" }, "")).toBeUndefined();
  });
});

// The monthly cooking with teenagers is on 17 January, with 16 seats.
const COOKING = "laga-mat-med-din-tonaring";
const DAY = "2027-01-17";

let house: TestHouse;
let [jens, marta]: Client[] = [];
beforeAll(async () => {
  house = await openTestHouse("2026-11-26T09:00:00+01:00");
  [jens, marta] = await Promise.all([house.signIn("jens"), house.signIn("marta")]);
});
afterAll(() => house.close());
beforeEach(async () => {
  for (const table of ["activity_sign_up", "letter", "activity_move"]) await house.rows(`delete from kring.${table}`);
});

const move = async (day: string, own: Record<string, string>): Promise<Page> => jens!.submit(await jens!.get(`/our/activities/${COOKING}/days/${day}/move`), own, "/move");
const signUp = (own: Record<string, string> = {}): Promise<Page> => house.visitor().post(`/activities/${COOKING}/sign-up`, { once: randomUUID(), day: DAY, name: "Mira", to: "mira@example.se", adults: "1", children: "0", said: "", ...own });
const told = async (): Promise<string[]> => {
  const to: string[] = [];
  await sendLetters({ database: house.database, keys: house.house.keys, mailer: { send: async (letter) => void to.push(letter.to) }, clock: house.clock, log: makeLog("silent"), url: "http://kring.test" });
  return to;
};

describe("moving a date", () => {
  test("shows at once, and whoever had signed up keeps the seat, is told, and is kept as much longer", async () => {
    const yours = await signUp();
    const done = await move(DAY, { day: "2027-01-24", from: "14", to: "17", reason: "Köket byggs om" });
    expect(done.text).toMatch(/Datumet är flyttat, och alla ser det.*söndag 24 januari 14–17 Ny tid.*1 av 16 platser/);
    expect(done.text).not.toContain("söndag 17 januari 15–18");
    expect(await told()).toEqual(["mira@example.se"]);
    expect((await house.visitor().get(yours.location!)).text).toMatch(/Du har en plats.*söndag 24 januari 14–17 \(Flyttad från söndag 17 januari\)/);
    expect((await house.visitor().get(`/activities/${COOKING}`)).text).toMatch(/24 januari 14–17 Ny tid Flyttad från söndag 17 januari Köket byggs om/);
    expect(await house.rows("select on_day::text, erase_on::text from kring.activity_sign_up")).toEqual([{ on_day: "2027-01-24", erase_on: "2027-01-31" }]);
    const calendar = await (await house.app.request(`http://kring.test/activities/${COOKING}.ics`)).text();
    expect(calendar).toMatch(/RECURRENCE-ID;TZID=Europe\/Stockholm:20270117T150000\r\nDTSTART;TZID=Europe\/Stockholm:20270124T140000/);
    expect((await jens!.get(`/our/activities/${COOKING}`)).text).toContain("Flyttad från söndag 17 januari");
  });
  test("and back again", async () => {
    await signUp();
    await move(DAY, { day: "2027-01-24" });
    await move("2027-01-24", { day: DAY, from: "15:00", to: "18:00" });
    expect(await house.rows("select count(*)::int as moves from kring.activity_move")).toEqual([{ moves: 0 }]);
    expect(await house.rows("select on_day::text from kring.activity_sign_up")).toEqual([{ on_day: DAY }]);
    expect((await house.visitor().get(`/activities/${COOKING}`)).text).not.toContain("Ny tid");
  });
  test("whoever signs up with the old page open is told that the day is gone", async () => {
    const open = await house.visitor().get(`/activities/${COOKING}/sign-up`);
    await move(DAY, { day: "2027-01-24" });
    expect((await house.visitor().submit(open, { day: DAY, name: "Mira", to: "mira@example.se", adults: "1", children: "0" }, "/sign-up")).status).toBe(422);
    expect(await house.rows("select id from kring.activity_sign_up")).toEqual([]);
  });
  test("what cannot be is said at its field; a day without anything cannot be moved", async () => {
    expect((await move(DAY, { day: "2027-02-21" })).problems).toEqual(["Det är redan en träff den dagen"]);
    expect((await move(DAY, { day: "2026-02-30" })).status).toBe(422);
    for (const day of ["2026-11-15", "2027-01-18", "x"]) expect((await jens!.get(`/our/activities/${COOKING}/days/${day}/move`)).status, day).toBe(404);
  });
  test("another unit moves nothing, nor does its program", async () => {
    await signUp();
    expect((await marta!.get(`/our/activities/${COOKING}/days/${DAY}/move`)).status).toBe(404);
    const [own] = await house.rows<{ id: string }>("select id from kring.activity where handle = $1", [COOKING]);
    await expect(house.as("marta", ({ tx }) => tx.insertInto("activity_move").values({ activity_id: own!.id, from_on: DAY, to_on: "2027-01-24", from_time: "10:00", to_time: "11:00", reason: "" }).execute())).rejects.toThrow(/row-level/);
    const { sql } = await import("kysely");
    await house.as("marta", ({ tx }) => sql`select kring.move_sign_ups(${own!.id}::uuid, ${DAY}::date, '2027-01-24'::date, '2027-01-31'::date)`.execute(tx));
    expect(await house.rows("select on_day::text from kring.activity_sign_up")).toEqual([{ on_day: DAY }]);
  });
});
