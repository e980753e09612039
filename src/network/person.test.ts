import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { makeLog } from "../platform/log.ts";
import { startForgetting } from "./former-duties.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse("2026-11-21T09:00:00+01:00")));
afterAll(() => house.close());

const dutyOf = async (unit: string, role: string): Promise<string> => (await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = $1 and d.role = $2 order by d.leads desc", [unit, role]))[0]!.id;
const read = async (who: string, path: string) => (await house.signIn(who)).get(path);
const say = async (who: string, filled: Record<string, string>) => {
  const client = await house.signIn(who);
  return client.submit(await client.get("/network/me"), filled, "/network/me");
};

describe("a card of one's own", () => {
  test("is written by oneself and read by colleagues elsewhere: tasks, what to ask about, how to reach, who answers instead", async () => {
    const page = await say("tilda", { name: "shown", title: "barnbibliotekarie", tasks: "Jag håller i sagostunden.", askMe: "Böcker på arabiska.", competences: "läsning\ngåvoböcker", languages: "svenska, danska", reach: "Kom förbi.", studyVisits: "yes" });
    expect(page.text).toContain("Ditt kort är sparat");
    const seen = await read("gerd", page.path.split("?")[0]!);
    expect(seen.heading).toBe("Tilda Grahn");
    for (const said of ["barnbibliotekarie", "Jag håller i sagostunden.", "Böcker på arabiska.", "läsning, gåvoböcker", "svenska, danska", "Kom förbi.", "Ni får gärna komma på studiebesök", "Biblioteket i Degerfors"]) expect(seen.text).toContain(said);
    expect((await house.visitor().get(page.path)).location).toMatch(/^\/sign-in/);
  });

  test("is found by what one can be asked about", async () => {
    expect((await read("gerd", "/network?q=böcker på arabiska")).text).toMatch(/Fråga någon som kan Tilda Grahn/);
    expect((await read("gerd", "/network?q=vattenpolo")).text).not.toContain("Fråga någon som kan");
  });

  test("who is away says until when, and the deputy comes first on the unit's card until that day has passed", async () => {
    const card = async () => (await read("gerd", "/network/services/biblioteket-degerfors")).text;
    expect(await card()).toMatch(/Kontaktperson Tilda Grahn.* Ersättare: \S/);
    const back = (await say("tilda", { awayUntil: "2026-11-24" })).path.split("?")[0]!;
    expect((await read("gerd", back)).text).toContain("Borta till och med tisdag 24 november 2026");
    expect(await card()).toMatch(/Kontaktperson (?!Tilda)\S.* I stället för: Tilda Grahn.*Borta till och med 24 nov. 2026/);
    house.clock.set("2026-11-24T23:30:00+01:00");
    expect(await card()).toMatch(/Kontaktperson (?!Tilda)\S/);
    house.clock.set("2026-11-25T00:30:00+01:00");
    expect(await card()).toMatch(/Kontaktperson Tilda Grahn/);
    expect((await read("tilda", "/network/me")).html).not.toContain("2026-11-24");
    house.clock.set("2026-11-21T09:00:00+01:00");
    await say("tilda", { awayUntil: "" });
  });

  test("nobody writes another's", async () => {
    const duty = await dutyOf("bvc-degerfors", "child-health-nurse");
    const changed = await house.as("tilda", async ({ tx }) => Number((await tx.updateTable("duty_card").set({ tasks: "Jag styr." }).where("duty_id", "=", duty).executeTakeFirst()).numUpdatedRows));
    expect(changed).toBe(0);
    await expect(house.as("ingrid", ({ tx }) => tx.insertInto("duty_card").values({ duty_id: duty, title: "", tasks: "x", competences: [], languages: [], ask_me: "", study_visits: false, reach: "" }).execute())).rejects.toThrow(/row-level security|duplicate/);
  });

  test("two windows at once: the later is shown what the first wrote", async () => {
    const tilda = await house.signIn("tilda");
    const [one, other] = [await tilda.get("/network/me"), await tilda.get("/network/me")];
    await tilda.submit(one, { tasks: "Jag köper in böcker." }, "/network/me");
    const late = await tilda.submit(other, { tasks: "Jag håller bokprat." }, "/network/me");
    expect([late.status, late.text]).toEqual([409, expect.stringContaining("Nu står det: Vad du gör Jag köper in böcker.")]);
    expect(late.html).toContain("Jag håller bokprat.");
  });

  test.each([[{ name: "" }, "Välj ett svar: Ditt namn"], [{ tasks: "" }, "Fyll i: Vad du gör"], [{ tasks: "x".repeat(301) }, "högst 300"], [{ askMe: "Om 20221014-2390" }, "personnummer"], [{ awayUntil: "2026-11-20" }, "från och med lördag 21 november"], [{ deputy: "11111111-1111-4111-8111-111111111111" }, "Välj ett av alternativen"]])(
    "what is wrong is said at its field: %o", async (filled, problem) => {
      const page = await say("tilda", { reach: "Mina ord.", ...filled } as Record<string, string>);
      expect([page.status, page.problems.join(" ").toLowerCase()]).toEqual([422, expect.stringContaining(problem.toLowerCase())]);
      expect(page.html).toContain("Mina ord.");
    });
});

describe("whose name is shown (decision 7)", () => {
  const card = async (who: string, handle: string) => (await read(who, `/network/services/${handle}`)).text;

  test("somebody the unit has named, until the person says never; then the role stands there, for the unit's own too", async () => {
    expect(await card("simon", "biblioteket-degerfors")).toContain("Tilda Grahn");
    await say("tilda", { name: "hidden", tasks: "Jag håller i sagostunden." });
    expect(await card("simon", "biblioteket-degerfors")).not.toContain("Tilda Grahn");
    expect(await card("simon", "biblioteket-degerfors")).toContain("Kontaktperson barnbibliotekarie");
    expect((await read("simon", `/network/people/${await dutyOf("degerfors-biblioteket", "librarian")}`)).heading).toBe("Barnbibliotekarie");
  });

  test("taking the card away does not show the name again", async () => {
    const tilda = await house.signIn("tilda");
    await tilda.submit(await tilda.get("/network/me"), {}, "/network/me/remove");
    const text = await card("simon", "biblioteket-degerfors");
    expect(text).not.toContain("Tilda Grahn");
    expect(text).toContain("Kontaktperson bibliotekarie");
    expect((await tilda.get(`/network/people/${await dutyOf("degerfors-biblioteket", "librarian")}`)).status).toBe(404);
    await say("tilda", { name: "as-named", tasks: "Jag håller i sagostunden.", studyVisits: "no" });
    expect(await card("simon", "biblioteket-degerfors")).toContain("Tilda Grahn");
  });

  test("somebody whom nobody has named and who has said nothing is shown nowhere in the network", async () => {
    const [{ handle }] = (await house.rows<{ handle: string }>(`select u.handle from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'karlskoga-socialtjansten'`)) as [{ handle: string }];
    expect(handle).toBe("karlskoga-socialtjansten");
    await house.rows("update kring.service_internal set contact_duty_id = null, deputy_duty_id = null where service_id in (select id from kring.service where handle in ('barnahus-degerfors', 'familjeratten-degerfors'))");
    for (const path of ["/network/units", "/network/services/barnahus-degerfors", "/network/services/familjeratten-degerfors"]) expect((await read("simon", path)).text, path).not.toContain("Nora Wiman");
  });

  test("a name that is not to be shown is never read for the network: the seal stays closed", async () => {
    const { listPeople } = await import("../directory/index.ts");
    const closed = { ...house.house.keys, open: () => { throw new Error("opened"); } };
    const hidden = await dutyOf("karlskoga-socialtjansten", "social-worker");
    const shown = await dutyOf("bvc-degerfors", "child-health-nurse");
    await expect(house.as("simon", ({ tx }) => listPeople(tx, closed, { duties: [hidden] }))).resolves.toMatchObject([{ name: undefined, role: "social-worker" }]);
    await expect(house.as("simon", ({ tx }) => listPeople(tx, closed, { duties: [shown] }))).rejects.toThrow("opened");
  });
});

describe("when a duty ends", () => {
  test("what was told is gone at once, the card says that nobody answers, and within the hour the rows are gone too", async () => {
    const duty = await dutyOf("degerfors-familjestod", "social-worker");
    const person = `/network/people/${duty}`;
    expect((await read("gerd", person)).heading).toBe("Catrin Löv");
    await house.rows("update kring.duty set valid_until = '2026-11-21T12:00:00+01:00' where id = $1", [duty]);
    expect((await read("gerd", person)).status).toBe(200);
    house.clock.set("2026-11-21T12:00:00+01:00");
    expect((await read("gerd", person)).status).toBe(404);
    const card = (await read("gerd", "/network/services/familjestodet-degerfors")).text;
    expect(card).not.toContain("Catrin Löv");
    expect(card).toContain("Kontaktperson Ingen utsedd");
    const left = () => house.rows("select (select count(*)::int from kring.duty_card where duty_id = $1) as cards, (select count(*)::int from kring.service_internal where contact_duty_id = $1) as named", [duty]);
    expect(await left()).not.toEqual([{ cards: 0, named: 0 }]);
    const forgetting = startForgetting({ database: house.database, clock: house.clock, log: makeLog("silent") });
    await expect.poll(left).toEqual([{ cards: 0, named: 0 }]);
    await forgetting.stop();
    // The control: who still works there keeps what is told.
    expect(await house.rows("select count(*)::int as n from kring.duty_card where tasks <> ''")).toEqual([{ n: 8 }]);
  });
});
