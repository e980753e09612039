import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Filled } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { inParts, isLate, stepsOf, undertakingStates, type Undertaking } from "./undertaking.ts";

describe("the rules", () => {
  test.each([
    ["proposed", true, true, ["decide"]], ["proposed", true, false, []], ["approved", true, false, ["note"]], ["approved", false, true, ["decide"]], ["approved", true, true, ["note", "decide"]], ["approved", false, false, []],
    ["done", true, true, ["tell"]], ["rejected", true, false, ["tell"]], ["done", false, true, []], ["told", true, true, []],
  ] as const)("%s, owned or kept: %s, speaking for the steering group: %s: %j", (state, speaks, decides, steps) => expect(stepsOf({ state }, { speaks, decides })).toEqual(steps));
  test("late is what is decided, not done, and past its day", () =>
    expect(undertakingStates.map((state) => [isLate({ state, dueOn: "2026-11-22" }, "2026-11-23"), isLate({ state, dueOn: "2026-11-23" }, "2026-11-23")])).toEqual([[false, false], [true, false], [false, false], [false, false], [false, false]]));
  test("no point is left out of the parts", () =>
    expect(inParts(undertakingStates.map((state, nth) => ({ state, number: nth }) as Undertaking)).flatMap(({ points }) => points).length).toBe(undertakingStates.length));
});

// The demo's plan: point 1 goes on, 2 is late with Hedvig, 3 is told, 4 was refused, 5 is proposed. Mirjam answers for the first.
const PLAN = "/agreements/degerforsmodellen/plan";
let house: TestHouse;
let people: Record<"ingrid" | "hugo" | "mirjam" | "leyla" | "maja", Client>;
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T09:00:00+01:00");
  const [ingrid, leyla, maja] = [await house.signIn("ingrid"), await house.signIn("leyla"), await house.signIn("maja")];
  people = { ingrid, leyla, maja, hugo: await house.signIn("hugo", "degerfors-skolkontoret"), mirjam: await house.signIn("mirjam", "degerfors-socialtjansten") };
});
afterAll(() => house.close());
const point = async (number: number) => (await house.rows<{ id: string; state: string; due: string }>("select id, state, to_char(due_on, 'YYYY-MM-DD') as due from kring.undertaking where number = $1", [number]))[0]!;
const owner = async (who: string) => (await house.rows<{ id: string }>("select d.id from kring.duty d join kring.person p on p.id = d.person_id join kring.group_member m on m.duty_id = d.id where p.number_hash = $1 limit 1", [house.house.keys.numberHash(house.world.staff.find(({ handle }) => handle === who)!.identity)]))[0]!.id;

describe("the action plan", () => {
  test("is read by everybody who works at a party and by nobody else, what is late said so", async () => {
    expect((await people.leyla.get(PLAN)).text).toMatch(/Pågår.*sen.*Väntar på styrgruppens beslut.*Att berätta om.*Klart och berättat/);
    expect([(await people.maja.get(PLAN)).status, (await people.maja.get(`${PLAN}/${(await point(1)).id}`)).status]).toEqual([404, 404]);
    expect((await people.leyla.get(`${PLAN}/${(await point(1)).id}`)).text).toMatch(/Styrgruppens beslut 1, 15 sep. 2026/);
    for (const path of ["/new", `/${(await point(5)).id}/edit`, `/${(await point(5)).id}/decide`]) expect((await people.leyla.get(`${PLAN}${path}`)).status, path).toBe(404);
  });

  test("what somebody answers for stands on their list, late when it is late", async () => {
    const hedvig = await house.signIn("hedvig", "vardcentralen-degerfors");
    expect((await hedvig.get("/list")).text).toMatch(/Punkt i handlingsplanen som du svarar för.*sen/);
    expect((await people.leyla.get("/list")).text).not.toContain("handlingsplanen");
  });

  const proposal = async (more: Filled = {}) => people.ingrid.submit(await people.ingrid.get(`${PLAN}/new`), { what: "Öppet hus på biblioteket", need: "Föräldrar frågade efter det.", prerequisite: "respect", ownerId: await owner("mirjam"), dueOn: "2027-03-01", ...more });

  test("a proposal has an owner who has said yes to being here, and a day that is to come; nobody is named in it by number", async () => {
    const outside = (await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo' limit 1"))[0]!.id;
    for (const [wrong, problem] of [[{ ownerId: outside }, "Vem svarar"], [{ dueOn: "2020-01-01" }, "tidigast"], [{ prerequisite: "" }, "stärker"], [{ need: "Det gäller 20221014-2390" }, "personnummer"]] as Array<[Filled, string]>) {
      const refused = await proposal(wrong);
      expect([refused.status, refused.html.includes("Öppet hus på biblioteket")], problem).toEqual([422, true]);
    }
    await expect(house.as("ingrid", ({ tx }) => tx.updateTable("undertaking").set({ owner_duty_id: outside }).where("number", "=", 5).execute())).rejects.toThrow("row-level security");
    const proposed = await proposal();
    expect([proposed.heading, proposed.text.includes("Styrgruppen har inte beslutat än")]).toEqual(["Öppet hus på biblioteket", true]);
    expect(proposed.text).toContain("Stärker Respekt och förståelse");
    expect((await people.leyla.get(PLAN)).text).toMatch(/Öppet hus på biblioteket.*Respekt och förståelse/);
    expect((await point(6)).state).toBe("proposed");
  });

  test("is decided by those who speak for the steering group, on a numbered decision of its own, and its words then stand", async () => {
    const { id } = await point(6);
    expect((await people.mirjam.get(`${PLAN}/${id}/decide`)).status).toBe(404);
    const [second] = await house.rows<{ id: string }>("select id from kring.group_decision where number = 2");
    const form = await people.hugo.get(`${PLAN}/${id}/decide`);
    expect((await people.hugo.submit(form, { to: "rejected", decision: second!.id })).problems[0]).toContain("varför");
    const decided = await people.hugo.submit(form, { to: "approved", decision: second!.id, dueOn: "2027-04-01", words: "En månad senare." });
    expect(decided.text).toMatch(/Styrgruppens beslut 2.*Styrgruppen beslutade ja Hugo Tell|Styrgruppens beslut 2/);
    expect(await point(6)).toMatchObject({ state: "approved", due: "2027-04-01" });
    expect((await people.ingrid.get(`${PLAN}/${id}/edit`)).status).toBe(404);
    await expect(house.as("ingrid", ({ tx }) => tx.updateTable("undertaking").set({ what: "Något annat" }).where("id", "=", id).execute())).rejects.toThrow("what is decided keeps its words");
    await expect(house.as("mirjam", ({ tx }) => tx.updateTable("undertaking").set({ due_on: "2028-01-01" }).where("id", "=", id).execute(), "degerfors-socialtjansten")).rejects.toThrow("only the steering group");
  });

  test("a decision of minutes that are not closed, or of another group, carries nothing", async () => {
    const [other] = await house.rows<{ id: string }>(`
      with m as (insert into kring.group_meeting (id, group_id, starts_at, ends_at, place, state, called_by, called_at, changed_at, written_by, written_at)
        select gen_random_uuid(), g.id, '2026-11-01', '2026-11-02', 'x', 'held', x.duty_id, '2026-10-01', '2026-10-01', x.duty_id, '2026-11-02' from kring.cooperation_group g join kring.group_member x on x.group_id = g.id and x.task = 'chair' where g.kind = 'steering' returning id),
        p as (insert into kring.group_point (id, meeting_id, position, title, who) select gen_random_uuid(), id, 1, 'x', '' from m returning id, meeting_id)
      insert into kring.group_decision (id, meeting_id, point_id, number, text) select gen_random_uuid(), meeting_id, id, 9, 'x' from p returning id`);
    const { id } = await point(5);
    expect((await people.hugo.get(`${PLAN}/${id}/decide`)).html).not.toContain(other!.id);
    await expect(house.as("hugo", ({ tx }) => tx.updateTable("undertaking").set({ state: "approved", decision_id: other!.id }).where("id", "=", id).execute(), "degerfors-skolkontoret")).rejects.toThrow();
    expect((await point(5)).state).toBe("proposed");
  });

  test("goes from decision to done to told, by whoever answers for it, and the way stays to be read", async () => {
    const { id } = await point(6);
    expect((await people.hugo.get(`${PLAN}/${id}`)).html).not.toContain("Det är gjort");
    house.clock.advance(1);
    const noted = await people.mirjam.submit(await people.mirjam.get(`${PLAN}/${id}`), { words: "Biblioteket är med.", intent: "noted" });
    expect([noted.text.includes("Biblioteket är med."), (await point(6)).state]).toEqual([true, "approved"]);
    expect((await people.mirjam.submit(await people.mirjam.get(`${PLAN}/${id}`), { intent: "done" })).status).toBe(422);
    house.clock.advance(1);
    await people.mirjam.submit(await people.mirjam.get(`${PLAN}/${id}`), { words: "Öppet hus hölls.", intent: "done" });
    house.clock.advance(1);
    expect((await people.mirjam.get("/list")).text).toContain("Berätta för dem det kom ifrån");
    const told = await people.mirjam.submit(await people.mirjam.get(`${PLAN}/${id}`), { words: "Vi berättade på konferensen." });
    expect([(await point(6)).state, /Vi berättade på konferensen.*Öppet hus hölls.*Biblioteket är med.*Lades fram/.test(told.text)]).toEqual(["told", true]);
    await expect(house.as("mirjam", ({ tx }) => tx.updateTable("undertaking_event").set({ words: "x" }).where("undertaking_id", "=", id).execute(), "degerfors-socialtjansten")).rejects.toThrow("permission denied");
  });
});
