import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Filled, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { readAnswer, readAsking, visitTasks, type Visit } from "./visit.ts";
import { forgetVisits } from "./visit-store.ts";

const VISIT: Visit = {
  id: "v", unitId: "host", unit: "H", visitingId: "guests", visiting: "G", askedBy: "asker", askedAt: new Date(), people: 2, days: ["2026-12-03", "2026-12-10"], wants: "", state: "asked", onDay: undefined, word: "", learnt: "", newsFor: "host", host: "named",
};

describe("what is asked and answered", () => {
  test("days come in order and once each; more people than there is room for, and numbers of anybody's, are refused", () => {
    const asked = { days: ["2026-12-10", "", "2026-12-03", "2026-12-10"], people: "2", wants: "Se huset.", most: 4 };
    expect(readAsking(asked)).toEqual({ days: ["2026-12-03", "2026-12-10"], people: 2, wants: "Se huset." });
    for (const people of ["5", "0", "-1", "två", "1e1", ""]) expect(readAsking({ ...asked, people }), people).toMatchObject({ refused: "visit.people" });
    expect(readAsking({ ...asked, wants: "20221014-2390" })).toMatchObject({ refused: "visit.identity" });
  });
  test.each([
    ["2026-12-03", "", "agreed", "2026-12-03"], ["other", "2026-12-04", "agreed", "2026-12-04"], ["no", "", "declined", undefined], ["2026-12-05", "", "visit.day", undefined], ["other", "", "visit.day", undefined], ["other", "2026-11-01", "visit.day", undefined],
  ])("%s %s becomes %s", (how, other, becomes, on) => {
    const answer = readAnswer(VISIT, { how, other, word: "Klockan nio." }, "2026-11-23");
    expect("refused" in answer ? [answer.refused, undefined] : [answer.state, "onDay" in answer ? answer.onDay : undefined]).toEqual([becomes, on]);
  });
  test("it waits for those who receive and whoever hosts, then for whoever asked, and from its day to be told of", () => {
    const whatFor = (visit: Partial<Visit>, id: string, unitId: string, leads = false) => visitTasks([{ ...VISIT, ...visit }], { id, unitId, leads }, "2026-12-03").map(({ what }) => what);
    expect([whatFor({}, "x", "host", true), whatFor({}, "named", "host"), whatFor({}, "x", "host"), whatFor({}, "asker", "guests"), whatFor({}, "x", "elsewhere", true)]).toEqual([["asked"], ["asked"], [], [], []]);
    const agreed = { state: "agreed", newsFor: "guests", onDay: "2026-12-04" } as const;
    expect([whatFor(agreed, "asker", "guests"), whatFor(agreed, "x", "guests", true), whatFor({ ...agreed, onDay: "2026-12-03" }, "asker", "guests"), whatFor({ ...agreed, onDay: "2026-12-03" }, "named", "host")]).toEqual([["agreed"], [], ["tell"], []]);
  });
});

let house: TestHouse;
let [gerd, jens, simon]: Client[] = [];
const ids = new Map<string, string>();
beforeAll(async () => {
  house = await openTestHouse();
  await house.rows("delete from kring.visit");
  await house.rows("delete from kring.visit_offer");
  for (const { handle, id } of await house.rows<{ handle: string; id: string }>("select handle, id from kring.unit")) ids.set(handle, id);
  [gerd, jens, simon] = [await house.signIn("gerd"), await house.signIn("jens"), await house.signIn("simon")];
});
afterAll(() => house.close());

const to = (unit: string) => `/visits/to/${ids.get(unit)!}`;
const HOUSE = "ungdomens-hus-degerfors";
const OFFER: Filled = { shows: "Huset innan vi öppnar.", days: "torsdagar 15–17", most: "3" };
const ASK: Filled = { first: "2026-12-03", second: "2026-12-10", people: "2", wants: "Hur ni möter den som inte vågar komma in.", rule: "read" };
const visits = () => house.rows<{ id: string; state: string; on: string | null; learnt: string }>("select id, state, on_day::text as on, learnt from kring.visit order by asked_at, id");
const letters = async (who: string) => (await house.rows<{ count: number }>("select count(*)::int as count from kring.letter l join kring.session s on s.person_id = l.person_id where s.token_hash = sha256($1)", [Buffer.from(await house.tokenFor(who))]))[0]!.count;
const ask = async (more: Filled = {}): Promise<Page> => gerd!.submit(await gerd!.get(to(HOUSE)), { ...ASK, ...more });

describe("a unit takes visits", () => {
  test("nobody may be asked who has not said so", async () => {
    expect((await gerd!.get(to(HOUSE))).status).toBe(404);
    expect((await gerd!.get("/visits")).text).toContain("Ingen annan tar emot studiebesök än");
  });
  test.each([[{ shows: "" }, "Det här får man se"], [{ most: "31" }, "från 1 till 30"], [{ most: "många" }, "från 1 till 30"], [{ shows: "Det gäller 20221014-2390" }, "personnummer"]] as Array<[Filled, string]>)("%j is told, and what was written is kept", async (more, problem) => {
    const page = await jens!.submit(await jens!.get("/visits/ours"), { ...OFFER, ...more });
    expect([page.status, page.problems.join(), page.html.includes("torsdagar 15–17")]).toEqual([422, expect.stringContaining(problem), true]);
  });
  test("it says what, when and how many; others find it, also from the unit's card and a colleague's", async () => {
    expect((await jens!.submit(await jens!.get("/visits/ours"), OFFER)).text).toContain("Nu kan andra be om att få komma");
    expect((await gerd!.get("/visits")).html).toContain(to(HOUSE));
    const card = await house.rows<{ handle: string }>("select handle from kring.service where unit_id = $1 and status <> 'ended'", [ids.get(HOUSE)]);
    expect((await gerd!.get(`/network/services/${card[0]!.handle}`)).html).toContain(to(HOUSE));
    expect((await jens!.get(`/network/services/${card[0]!.handle}`)).html).not.toContain(to(HOUSE));
    const duty = await house.rows<{ id: string }>("select c.duty_id as id from kring.duty_card c join kring.duty d on d.id = c.duty_id where d.unit_id = $1 and c.tasks <> ''", [ids.get(HOUSE)]);
    expect((await gerd!.get(`/network/people/${duty[0]!.id}`)).html).toContain(to(HOUSE));
  });
  test("two who write at once do not undo each other", async () => {
    const [one, other] = [await jens!.get("/visits/ours"), await jens!.get("/visits/ours")];
    await jens!.submit(one, { days: "fredagar" });
    expect((await jens!.submit(other, { days: "måndagar" })).html).toContain("fredagar");
    expect(await house.rows("select days from kring.visit_offer")).toEqual([{ days: "fredagar" }]);
  });
  test("only who answers for the unit's cards, and no host from elsewhere; the rows say the same", async () => {
    expect((await (await house.signIn("anna")).get("/visits/ours")).status).toBe(404);
    const [{ id: elsewhere }] = await house.rows<{ id: string }>("select id from kring.duty where unit_id = $1 limit 1", [ids.get("bvc-degerfors")]) as [{ id: string }];
    const row = { unit_id: ids.get(HOUSE)!, shows: "x", days: "x", most: 2 };
    await expect(house.as("gerd", (hand) => hand.tx.insertInto("visit_offer").values(row).execute())).rejects.toThrow(/row-level security/);
    await expect(house.as("jens", (hand) => hand.tx.updateTable("visit_offer").set({ host_duty_id: elsewhere }).execute())).rejects.toThrow(/row-level security/);
  });
});

describe("a visit is asked for", () => {
  test.each([
    [{ rule: [] }, "Innan ni kommer"], [{ people: "4" }, "från 1 till 3"], [{ first: "2026-11-01" }, "dag"], [{ wants: "Om 20221014-2390" }, "personnummer"], [{ wants: "" }, "Vad vill ni lära er"], [{ first: "" }, "En dag som passar er"],
  ] as Array<[Filled, string]>)("%j is told at its field, and nothing is sent", async (more, problem) => {
    const page = await ask(more);
    expect([page.status, page.problems.join()]).toEqual([422, expect.stringContaining(problem)]);
    expect(await visits()).toEqual([]);
  });
  test("the rule of secrecy stands where one asks, and a host is not asked by its own", async () => {
    expect((await gerd!.get(to(HOUSE))).text).toContain("för ni inte vidare, inte heller till era kolleger");
    expect((await jens!.get(to(HOUSE))).status).toBe(404);
  });
  test("it is on the host's list with a letter that tells nothing; a second question waits for the first", async () => {
    const before = await letters("jens");
    expect((await ask()).text).toContain("Frågan är skickad");
    expect([await letters("jens") - before, (await jens!.get("/list")).text.includes("Vill komma på studiebesök")]).toEqual([1, true]);
    expect((await ask()).problems[0]).toContain("redan frågat");
    expect((await visits()).length).toBe(1);
  });
  test("only the two units know of it, and only the host answers", async () => {
    const path = `/visits/${(await visits())[0]!.id}`;
    for (const at of ["", "/answer", "/tell", "/cancel"]) expect((await simon!.get(`${path}${at}`)).status, at).toBe(404);
    expect([(await gerd!.get(path)).status, (await jens!.get(path)).status, (await gerd!.get(`${path}/answer`)).status, (await jens!.get(`${path}/tell`)).status]).toEqual([200, 200, 404, 404]);
    expect((await house.visitor().get(path)).location).toContain("/sign-in");
    await expect(house.as("gerd", (hand) => hand.tx.updateTable("visit").set({ state: "agreed", on_day: "2026-12-03" }).execute())).rejects.toThrow(/cannot be agreed/);
    expect(await house.as("simon", (hand) => hand.tx.selectFrom("visit").select("id").execute())).toEqual([]);
  });
});

describe("a visit is answered, made and told of", () => {
  let path: string;
  beforeAll(async () => (path = `/visits/${(await visits())[0]!.id}`));

  test("a yes says where to meet, and is on the asker's list until she has looked", async () => {
    expect((await jens!.submit(await jens!.get(`${path}/answer`), { how: "2026-12-10", word: "" })).status).toBe(422);
    expect((await jens!.submit(await jens!.get(`${path}/answer`), { how: "2026-12-10", word: "Ring på vid scenen." })).text).toContain("Svaret är skickat");
    expect((await gerd!.get("/list")).text).toContain("Har sagt ja till ert studiebesök");
    const page = await gerd!.get(path);
    expect(page.text).toContain("Ring på vid scenen.");
    await gerd!.submit(page, {}, path);
    expect((await gerd!.get("/list")).text).not.toContain("Har sagt ja till ert studiebesök");
    expect((await jens!.post(`${path}/answer`, { once: randomUUID(), how: "no", word: "Nej" })).status).toBe(422);
  });
  test("before its day nobody tells of it, neither by hand", async () => {
    expect((await gerd!.post(`${path}/tell`, { once: randomUUID(), how: "made", learnt: "Allt." })).status).toBe(422);
    await expect(house.as("gerd", (hand) => hand.tx.updateTable("visit").set({ state: "made" }).execute())).rejects.toThrow(/cannot be made/);
    await expect(house.as("jens", (hand) => hand.tx.updateTable("visit").set({ learnt: "Ord i er mun." }).execute())).rejects.toThrow(/only those who came/);
  });
  test("afterwards the visitors tell both units, and the matrix says that they have been there", async () => {
    const matrix = `/network/units/${ids.get("bvc-degerfors")!}/knowing`;
    expect((await simon!.get(matrix)).text).not.toContain("Har varit på studiebesök");
    house.clock.set("2026-12-10T12:00:00+01:00");
    [gerd, jens, simon] = [await house.signIn("gerd"), await house.signIn("jens"), await house.signIn("simon")];
    expect((await gerd.get("/list")).text).toContain("Hur var studiebesöket?");
    expect((await gerd.submit(await gerd.get(`${path}/tell`), { how: "made", learnt: "Som 20221014-2390" })).problems[0]).toContain("personnummer");
    await gerd.submit(await gerd.get(`${path}/tell`), { how: "made", learnt: "Tröskeln är första besöket." });
    expect([(await jens.get("/list")).text.includes("Berättar vad de lärde sig hos er"), (await jens.get(path)).text.includes("Tröskeln är första besöket.")]).toEqual([true, true]);
    expect([(await simon.get(matrix)).text.includes("Har varit på studiebesök"), (await simon.get(path)).status]).toEqual([true, 404]);
  });
  test("a no, and one that is called off, are told the other unit; then nothing more can be done", async () => {
    await ask({ first: "2026-12-17", second: "" });
    const asked = (await visits()).find(({ state }) => state === "asked")!;
    await gerd!.submit(await gerd!.get(`/visits/${asked.id}/cancel`), { word: "Vi har fått förhinder." });
    expect((await jens!.get("/list")).text).toContain("Studiebesöket är inställt");
    expect((await jens!.post(`/visits/${asked.id}/answer`, { once: randomUUID(), how: "2026-12-17", word: "Ja" })).status).toBe(422);
    await ask({ first: "2026-12-17", second: "" });
    const again = (await visits()).find(({ state }) => state === "asked")!;
    await jens!.submit(await jens!.get(`/visits/${again.id}/answer`), { how: "no", word: "Vi flyttar då." });
    expect((await gerd!.get("/list")).text).toContain("Kan inte ta emot ert studiebesök");
  });
  test("no line of the trail is about a child, and two years later the visit is gone", async () => {
    expect(await house.rows("select 1 from kring.audit_event where event like 'visit%' and (child_id is not null or matter_id is not null)")).toEqual([]);
    expect((await house.rows("select 1 from kring.audit_event where event = 'visit.told'")).length).toBeGreaterThan(0);
    expect(await house.database.withoutActor((tx) => forgetVisits(tx, new Date("2028-12-10T09:00:00+01:00")))).toBe(0);
    expect(await house.database.withoutActor((tx) => forgetVisits(tx, new Date("2028-12-11T09:00:00+01:00")))).toBe(3);
  });
});
