import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { contradiction, lackKinds, readObstacle, SHIPPED } from "./accessibility.ts";

let house: TestHouse;
let ingrid: Client;
beforeAll(async () => {
  house = await openTestHouse();
  ingrid = await house.signIn("ingrid");
});
afterAll(() => house.close());
beforeEach(async () => void (await house.rows("delete from kring.accessibility_message")));

const WORK = "/network/guides/degerfors/accessibility";
const tell = (filled: Record<string, string>) => house.visitor().post("/accessibility/message", { once: randomUUID(), about: "Knappen går inte att trycka på.", where: "", reach: "", ...filled });
const kept = () => house.rows<{ sealed: Buffer | null; answer_by: string; done: boolean }>("select sealed, answer_by::text, done_at is not null as done from kring.accessibility_message order by said_at");

describe("the rule", () => {
  test("what has known shortcomings is not in full accord with the law", () => {
    expect(contradiction({ status: "full", lacks: ["sign"], more: "" })).toMatchObject({ refused: "accessibility.full" });
    expect(contradiction({ status: "full", lacks: [], more: "Kartan saknar text." })).toMatchObject({ refused: "accessibility.full" });
    for (const fine of [{ status: "full", lacks: [], more: "" }, { status: "partial", lacks: lackKinds, more: "" }, SHIPPED] as const) expect(contradiction(fine)).toBeUndefined();
  });
  test("an identity number is refused where one writes freely, and a way to answer must be one", () => {
    const read = (more: object) => readObstacle({ about: "x", where: "", reach: "", ...more }, "sv");
    expect([read({ about: "20221014-2390" }), read({ where: "20221014-2390" }), read({ reach: "ring mig" })]).toMatchObject([
      { refused: "contact.identity", details: { field: "about" } }, { refused: "contact.identity", details: { field: "where" } }, { refused: "contact.reach", details: { field: "reach" } }]);
    expect(read({})).toMatchObject({ about: "x", reach: undefined });
  });
});

describe("the statement", () => {
  test("every page leads to it, signed in or not, and it has every field that the law asks for", async () => {
    for (const client of [house.visitor(), ingrid]) expect((await client.get(client === ingrid ? "/list" : "/")).link("Tillgänglighet")).toBe("/accessibility");
    const page = await house.visitor().get("/accessibility");
    const said = ["Karlskoga kommun", "hela Kring", "delvis förenlig", "skärmläsare", "Vi undantar inget", "andra för", "prövat tjänsten själva", "20 november 2026", "Digg", "inom 5 arbetsdagar"];
    expect(said.filter((words) => !page.text.includes(words))).toEqual([]);
    expect([page.link("Anmäl till Digg"), page.link("Berätta vad som inte fungerar"), page.link(/^0\d+-/)]).toEqual(["https://www.digg.se/tdosanmalan", "/accessibility/message", expect.stringMatching(/^tel:/)]);
    expect(page.headers.get("set-cookie")).toBeNull();
  });
  test("another guide has another body, and every language its words", async () => {
    expect((await house.visitor().get("/accessibility?guide=kronoberg")).text).not.toContain("Karlskoga kommun");
    for (const [lang, words] of [["en", "complies partly"], ["ti", "ተበጻሕነት"], ["ar", "إمكانية الوصول"]] as const) expect((await house.visitor().get(`/accessibility?lang=${lang}`)).text).toContain(words);
  });
  test("whoever keeps the guide says it in her own words, and nobody else may", async () => {
    for (const handle of ["anna", "maja"]) expect((await (await house.signIn(handle)).get(WORK)).status).toBe(404);
    const drawn = await ingrid.get(WORK);
    const refused = await ingrid.submit(drawn, { status: "full", more: "Kartan saknar text.", lacks: ["sign"] });
    expect([refused.status, refused.problems]).toEqual([422, [expect.stringContaining("helt förenlig")]]);
    const saved = await ingrid.submit(drawn, { status: "partial", lacks: ["sign"], more: "Kartan saknar text.\n\nFilmen saknar tal.", burden: "Gamla protokoll: för många.", assessedOn: "2026-11-22", triedBy: "somebody-else" });
    expect(saved.status).toBe(200);
    const page = await house.visitor().get("/accessibility");
    for (const words of ["Kartan saknar text.", "Filmen saknar tal.", "Gamla protokoll", "22 november 2026", "utanför den här organisationen"]) expect(page.text).toContain(words);
    expect(page.text).not.toContain("skärmläsare till vardags");
    // Whoever had the page open since before loses nothing: her words come back.
    const late = await ingrid.submit(drawn, { once: randomUUID(), more: "Något helt annat." });
    expect([late.status, late.html.includes("Något helt annat.")]).toEqual([409, true]);
    await house.rows("delete from kring.accessibility_statement");
  });
});

describe("saying that something does not work", () => {
  test("anybody may, nameless; it lands sealed with those who keep the guide, with the promised day", async () => {
    const visitor = house.visitor();
    const page = await visitor.submit(await visitor.get("/accessibility/message?lang=en"), { about: "The button cannot be pressed.", reach: "070-174 06 05" });
    expect([page.path, page.text.includes("We have received what you wrote")]).toEqual(["/accessibility?lang=en&done=obstacleTold", true]);
    const [row] = await kept();
    expect([row!.answer_by, row!.sealed!.includes("button")]).toEqual(["2026-11-30", false]);
    const [line] = await house.rows("select person_id, duty_id, session_ref, outcome from kring.audit_event where event = 'obstacle.told' order by seq desc limit 1");
    expect(line).toEqual({ person_id: null, duty_id: null, session_ref: null, outcome: "granted" });
    expect((await ingrid.get("/list")).link("Degerfors")).toBe(WORK);
    const work = await ingrid.get(WORK);
    for (const words of ["The button cannot be pressed.", "070-174 06 05", "English", "30 november 2026"]) expect(work.text).toContain(words);
  });
  test("what is wrong is told at the field with every word kept, and nothing is sent", async () => {
    for (const [filled, problem] of [[{ about: "" }, "Fyll i"], [{ about: "min son 20221014-2390" }, "personnummer"], [{ reach: "ring mig" }, "telefonnummer"]] as const) {
      const page = await tell({ where: "sidan om bvc", ...filled });
      expect([page.status, page.problems.join()]).toEqual([422, expect.stringContaining(problem)]);
      expect(page.html).toContain("sidan om bvc");
    }
    expect(await kept()).toEqual([]);
  });
  test("when it has been seen to, what was written is gone, and a colleague a moment later is told", async () => {
    await tell({});
    const before = await ingrid.get(WORK);
    const done = await ingrid.submit(before, {}, "/done");
    expect([done.status, done.text.includes("Ingen har sagt till om något")]).toEqual([200, true]);
    expect(await kept()).toEqual([{ sealed: null, answer_by: "2026-11-30", done: true }]);
    expect((await ingrid.submit(before, { once: randomUUID() }, "/done")).status).toBe(422);
  });
  test("other units neither see it nor have it on their lists", async () => {
    await tell({});
    const seen = async (handle: string) => (await house.as(handle, ({ tx }) => tx.selectFrom("accessibility_message").select("id").execute())).length;
    expect([await seen("ingrid"), await seen("anna"), await seen("maja")]).toEqual([1, 0, 0]);
    expect(await house.database.withoutActor((tx) => tx.selectFrom("accessibility_message").select("id").execute())).toEqual([]);
  });
  test("an hour's flood stops, and says whom to call", async () => {
    await tell({});
    await house.rows("insert into kring.accessibility_message select gen_random_uuid(), guide_id, branch_id, unit_id, data_key, sealed, said_at, answer_by from kring.accessibility_message, generate_series(1, 29)");
    const page = await tell({});
    expect([page.status, page.text]).toEqual([422, expect.stringMatching(/Ring 0\d+/)]);
  });
});
