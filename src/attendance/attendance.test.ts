import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFor, unitOf } from "#test/consent-stage.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { loadPractice } from "../practice/index.ts";
import { listShelves } from "../sharing/index.ts";
import { attendanceSections, followsAttendance, readNote } from "./attendance.ts";

const practice = loadPractice("packages-of-practice/kronobarn");
const degerfors = loadPractice("packages-of-practice/degerfors");
const written = { percent: "18", weeks: "3", rung: "as-ladder", done: "Pratade." };

describe("a note of attendance", () => {
  test("gets the step that the package's thresholds give, and another package gives another", () => {
    expect(readNote(written, practice)).toEqual({ percent: 18, weeks: 3, rung: "pupil-health", done: "Pratade." });
    const stricter = { ...practice, way: { ...practice.way, attendance: practice.way.attendance.map((rung) => (rung.id === "head-teacher" ? { ...rung, percent: 16, weeks: 3 } : rung)) } };
    expect(readNote(written, stricter)).toMatchObject({ rung: "head-teacher" });
  });
  test("may be of a step that somebody chose; below the first one somebody has to", () => {
    expect(readNote({ ...written, rung: "together" }, practice)).toMatchObject({ rung: "together" });
    expect(readNote({ ...written, percent: "2" }, practice)).toEqual({ refused: "attendanceLadder.below", details: { field: "rung" } });
    expect(readNote({ ...written, percent: "2", rung: "mentor" }, practice)).toMatchObject({ rung: "mentor" });
  });
  test("takes only numbers that can be, and says which is not", () => {
    expect(readNote({ ...written, percent: "101" }, practice)).toEqual({ refused: "attendanceLadder.numbers", details: { field: "percent" } });
    expect(readNote({ ...written, weeks: "länge" }, practice)).toEqual({ refused: "attendanceLadder.numbers", details: { field: "weeks" } });
  });
  test("is for pupils, in the matter of the school or of its pupil health", () => {
    const at = (branchKind: Matter["branchKind"], bornOn: string | undefined) => followsAttendance({ branchKind, bornOn }, practice, "2026-11-23");
    expect([at("school", "2012-09-21"), at("pupil-health", "2012-09-21"), at("independent-school", "2012-09-21")]).toEqual([true, true, true]);
    expect([at("child-psychiatry", "2012-09-21"), at("social-services", "2012-09-21"), at("school", "2022-10-14"), at("school", undefined)]).toEqual([false, false, false, false]);
  });
  test("is shared as a part about the area of the wheel that the package says", () => {
    const words = { rung: "pupil-health", percent: 18, weeks: 3, done: "Pratade." };
    expect(attendanceSections({ words }, practice, "sv")).toEqual([{ topic: "learning", heading: "Skolnärvaro, steg 2: Möte med elevhälsan", text: "18 procent frånvaro i 3 veckor. Pratade." }]);
    expect(attendanceSections({ words }, degerfors, "sv")[0]).toMatchObject({ topic: "school" });
  });
});

describe("in the matters around one pupil", () => {
  let house: TestHouse;
  let school: Matter;
  let health: Matter;
  beforeAll(async () => {
    house = await openTestHouse();
    school = await openFor({ house, staff: "eva", number: "201209212388", state: "gathering" });
    health = await openFor({ house, staff: "josefin", number: "201209212388", state: "gathering" });
  });
  afterAll(() => house.close());

  const notes = () => house.rows<{ kind: string; next_on: string }>("select b.kind, n.next_on::text from kring.attendance_note n join kring.branch b on b.id = n.branch_id order by n.at");
  const filled = { percent: "18", weeks: "3", rung: "as-ladder", done: "Mentorn ringde hem med Tilde bredvid.", notedOn: "2026-11-20", nextOn: "2026-12-04" };

  test("the school notes a step, and the child's page shows the ladder, the step, what the package asks and the next day", async () => {
    const eva = await house.signIn("eva");
    expect((await eva.get(`/matters/${school.id}`)).text).toContain("Inget steg är noterat.");
    const page = await eva.submit(await eva.get(`/matters/${school.id}/attendance`), filled, "/attendance");
    for (const said of ["Steg 2", "18 procent frånvaro i 3 veckor", "Mentorn ringde hem med Tilde bredvid.", "Mentorn kallar. Elevhälsan, eleven och vårdnadshavarna är med", "Titta på det igen fredag 4 december 2026"]) expect(page.text).toContain(said);
    expect(page.html).toMatch(/class="step-now" aria-current="step"[\s\S]{0,300}Möte med elevhälsan/);
    expect(await notes()).toEqual([{ kind: "school", next_on: "2026-12-04" }]);
    const sealed = await house.rows<{ found: boolean }>("select position('Mentorn'::bytea in sealed) > 0 as found from kring.attendance_note");
    expect(sealed).toEqual([{ found: false }]);
  });

  test("the next day stands on the list of whoever works with it, and is late when it has passed", async () => {
    expect((await (await house.signIn("eva")).get("/list")).text).toContain("Titta på skolnärvaron igen");
    house.clock.set("2026-12-07T09:00:00+01:00");
    expect((await (await house.signIn("eva")).get("/list")).text).toMatch(/Titta på skolnärvaron igen försenat 3 dagar/);
    house.clock.set("2026-11-23T09:00:00+01:00");
  });

  test("pupil health sees nothing of the school's note and keeps its own; the school sees nothing of that", async () => {
    const josefin = await house.signIn("josefin");
    const before = await josefin.get(`/matters/${health.id}`);
    expect(before.text).toContain("Inget steg är noterat.");
    expect(before.text).not.toContain("Mentorn ringde");
    await josefin.submit(await josefin.get(`/matters/${health.id}/attendance`), { ...filled, percent: "35", weeks: "9", done: "Kuratorn träffade Tilde." }, "/attendance");
    expect((await notes()).map(({ kind }) => kind)).toEqual(["school", "pupil-health"]);
    expect((await (await house.signIn("eva")).get(`/matters/${school.id}`)).text).not.toContain("Kuratorn träffade");
    expect((await josefin.get(`/matters/${school.id}/attendance`)).status).toBe(404);
    expect(await house.as("josefin", ({ tx }) => tx.selectFrom("attendance_note").select("matter_id").execute())).toEqual([{ matter_id: health.id }]);
    // The control: what each has written, each sees.
    expect((await josefin.get(`/matters/${health.id}`)).text).toContain("Kuratorn träffade Tilde.");
  });

  test("it can be chosen as a part to share, and goes nowhere by itself", async () => {
    const shelves = await house.as("eva", async ({ tx, house: own }) => listShelves(tx, own, { matter: (await findMatter(tx, own.keys, school.id))!, language: "sv" }));
    expect(shelves.filter(({ source }) => source.kind === "attendance").flatMap(({ items }) => items.map(({ section }) => section.heading))).toEqual(["Skolnärvaro, steg 2: Möte med elevhälsan"]);
    expect(await house.rows("select id from kring.delivery")).toEqual([]);
  });

  test("whoever does not follow attendance is told who does, and neither the page nor the database takes a note", async () => {
    const bup = await openFor({ house, staff: "maja", number: "201409032388", state: "gathering" });
    const maja = await house.signIn("maja");
    const page = await maja.get(`/matters/${bup.id}/attendance`);
    expect(page.text).toContain("Skolnärvaro noteras av skolan");
    expect(page.html).not.toContain('name="percent"');
    expect((await maja.post(`/matters/${bup.id}/attendance`, { once: crypto.randomUUID(), ...filled })).status).toBeLessThan(500);
    expect((await maja.get(`/matters/${bup.id}`)).text).not.toContain("Skolnärvaro");
    const insert = house.as("maja", ({ tx, actor, at }) => tx.insertInto("attendance_note").values({ id: crypto.randomUUID(), matter_id: bup.id, branch_id: bup.branchId, noted_on: "2026-11-20", next_on: "2026-12-01", sealed: Buffer.from("x"), by_duty: actor.duty!.id, at }).execute());
    await expect(insert).rejects.toThrow(/row-level security/);
    expect(await notes()).toHaveLength(2);
    expect((await unitOf(house, "sjouddeskolan")).branch).toBe(school.branchId);
  });

  test("what cannot be is told at its field, and what was written stays", async () => {
    const eva = await house.signIn("eva");
    const form = await eva.get(`/matters/${school.id}/attendance`);
    const page = await eva.submit(form, { ...filled, percent: "hundra", nextOn: "2026-11-01" }, "/attendance");
    expect(page.problems).toEqual(["Välj en dag från och med måndag 23 november 2026"]);
    expect((await eva.submit(form, { ...filled, percent: "2" }, "/attendance")).problems).toEqual(["Frånvaron har inte nått trappans första steg. Välj själv ett steg om ni arbetar på ett."]);
    expect(page.html).toContain("Mentorn ringde hem");
    const once = { once: crypto.randomUUID(), ...filled };
    expect([(await eva.post(`/matters/${school.id}/attendance`, once)).status, (await eva.post(`/matters/${school.id}/attendance`, once)).status]).toEqual([303, 303]);
    expect(await notes()).toHaveLength(3);
  });
});
