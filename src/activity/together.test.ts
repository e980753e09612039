import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";

const COFFEE = "tonarstraff-for-vuxna";
const TOGETHER = `/our/activities/${COFFEE}/together`;

let house: TestHouse;
/** jens: arranges it. gerd: at the health centre, which is asked. marta: somebody else. ingrid: keeps the guide. */
let [jens, gerd, marta, ingrid]: Client[] = [];
let bvc = "";
beforeAll(async () => {
  house = await openTestHouse("2026-11-26T09:00:00+01:00");
  [jens, gerd, marta, ingrid] = await Promise.all([house.signIn("jens"), house.signIn("gerd"), house.signIn("marta"), house.signIn("ingrid")]);
  bvc = (await house.rows<{ id: string }>("select id from kring.unit where handle = 'bvc-degerfors'"))[0]!.id;
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows("delete from kring.activity_invitation");
  await house.rows("delete from kring.activity_with w using kring.activity a where a.id = w.activity_id and a.handle = $1", [COFFEE]);
});

const HOPE = "Barnsköterskan svarar på frågor om sömn";
const ask = async (): Promise<Page> => jens!.submit(await jens!.get(TOGETHER), { unit: bvc, gives: HOPE }, "/together");
const INVITED = `/our/activities/${COFFEE}/invited`;
const shown = async (): Promise<string> => (await house.visitor().get(`/activities/${COFFEE}`)).text;

describe("a unit is asked, and answers for itself", () => {
  test("it is shown when it has said yes, with its own words, and not before", async () => {
    expect((await ask()).text).toMatch(/Frågan är skickad.*Tillfrågade.*BVC.* väntar på svar/);
    expect(await shown()).not.toContain("De här är också med");
    expect((await gerd!.get("/our/activities")).text).toMatch(/Vill ni vara med\? .*Ungdomens hus.* frågar om ni vill vara med/);
    expect((await house.rows<{ kind: string }>("select kind from kring.letter")).length).toBeGreaterThan(0);
    const page = await gerd!.get((await gerd!.get("/our/activities")).link("Tonårsträff för vuxna"));
    expect(page.text).toMatch(/Ordnas av Ungdomens hus.*De hoppas på Barnsköterskan svarar på frågor om sömn/);
    const done = await gerd!.submit(page, { answer: "yes", gives: "Gerd berättar om tonårskroppen" });
    expect(done.text).toMatch(/nu syns det att ni är med.*Andra ordnar, och ni är med/);
    expect(await shown()).toMatch(/De här är också med.*BVC.*Gerd berättar om tonårskroppen/);
    expect(await shown()).not.toContain(HOPE);
    expect((await jens!.get(`/our/activities/${COFFEE}`)).text).toContain("En verksamhet till är med");
    expect((await gerd!.get(INVITED)).text).toContain("Ni har svarat ja");
  });
  test("a no is told to whoever asked, and to nobody else", async () => {
    await ask();
    await gerd!.submit(await gerd!.get(INVITED), { answer: "no", gives: "" });
    expect((await jens!.get(TOGETHER)).text).toMatch(/BVC.* har tackat nej/);
    expect(await shown()).not.toContain("BVC");
    expect((await marta!.get("/our/activities")).text).not.toContain("Tonårsträff");
  });
  test("a question that is taken back cannot be answered, nor one twice", async () => {
    await ask();
    const [page, other] = [await gerd!.get(INVITED), await gerd!.get(INVITED)];
    await jens!.submit(await jens!.get(`${TOGETHER}/${bvc}`), {});
    expect((await gerd!.submit(page, { answer: "yes", gives: "Vi kommer" })).status).toBe(404);
    await ask();
    await gerd!.submit(await gerd!.get(INVITED), { answer: "no" });
    expect([404, 422]).toContain((await gerd!.submit(other, { answer: "yes", gives: "Vi kommer" })).status);
    expect(await shown()).not.toContain("Vi kommer");
  });
  test("what is missing, or is somebody's number, is said at its field", async () => {
    await ask();
    const page = await gerd!.get(INVITED);
    expect((await gerd!.submit(page, { answer: "yes", gives: "" })).problems).toEqual(["Skriv vad ni bidrar med"]);
    expect((await gerd!.submit(page, { answer: "yes", gives: "Bo, 19850412-2384" })).problems).toEqual(["Det där ser ut som ett personnummer. Ta bort det."]);
    expect((await jens!.post(TOGETHER, { once: randomUUID(), unit: randomUUID(), gives: "x" })).status).toBe(422);
  });
  // A minute later: what is done comes in its order.
  test("leaves by itself, or is taken off by whoever arranges it", async () => {
    for (const [who, path] of [[gerd!, `/our/activities/${COFFEE}/with`], [jens!, `${TOGETHER}/${bvc}`]] as const) {
      await ask();
      await gerd!.submit(await gerd!.get(INVITED), { answer: "yes", gives: "Vi kommer" });
      expect(await shown()).toContain("Vi kommer");
      house.clock.set(new Date(house.clock.now().getTime() + 60_000).toISOString());
      await who.submit(await who.get(path), {});
      expect(await shown()).not.toContain("Vi kommer");
    }
    expect((await jens!.get(`/our/activities/${COFFEE}`)).text).toMatch(/En verksamhet togs bort/);
  });
});

describe("nobody speaks for another", () => {
  test("whoever is not asked answers nothing, and only the organiser asks", async () => {
    await ask();
    for (const who of [marta!, ingrid!, jens!]) {
      expect((await who.get(INVITED)).status).toBe(404);
      expect((await who.post(INVITED, { once: randomUUID(), answer: "yes", gives: "Hej" })).status).toBe(404);
    }
    for (const who of [marta!, ingrid!, gerd!]) for (const rest of [TOGETHER, `${TOGETHER}/${bvc}`, `/our/activities/${COFFEE}/with`]) expect((await who.get(rest)).status, rest).toBe(404);
    expect((await house.visitor().get(INVITED)).status).toBe(303);
  });
  test("row-level security and the functions say the same, without the policy", async () => {
    await ask();
    const [row] = await house.rows<{ id: string; activity_id: string }>("select id, activity_id from kring.activity_invitation");
    const seen = await Promise.all(["jens", "gerd", "marta", "ingrid"].map((who) => house.as(who, async ({ tx }) => (await tx.selectFrom("activity_invitation").select("id").execute()).length)));
    expect(seen).toEqual([1, 1, 0, 0]);
    const { answerInvitation, partCompany } = await import("./together-store.ts");
    for (const who of ["jens", "marta", "ingrid"]) expect(await house.as(who, ({ tx }) => answerInvitation(tx, row!.id, "yes", "Hej"))).toBe(false);
    expect(await house.as("marta", ({ tx }) => partCompany(tx, row!.activity_id, bvc))).toBe(false);
    await expect(house.as("jens", ({ tx }) => tx.insertInto("activity_with").values({ activity_id: row!.activity_id, unit_id: bvc, gives: "Hej", position: 0 }).execute())).rejects.toThrow(/permission denied/);
    await expect(house.as("gerd", (hand) => hand.tx.insertInto("activity_invitation").values({ id: randomUUID(), activity_id: row!.activity_id, unit_id: bvc, gives: "Hej", by_duty: hand.actor.duty!.id, asked_at: hand.at }).execute())).rejects.toThrow(/row-level/);
    expect(await house.as("gerd", ({ tx }) => answerInvitation(tx, row!.id, "yes", "Hej"))).toBe(true);
  });
});
