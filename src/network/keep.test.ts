import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";

// The cards of the demo are dated from 20 November 2026. The clock of each part only goes forward.
let house: TestHouse;
const open = async (at: string) => (house = await openTestHouse(at));

const CARD = "/network/services/bvc-degerfors";
const PUBLIC = "/services/bvc-degerfors";
const checkedOn = async (handle = "bvc-degerfors") => (await house.rows<{ day: string }>("select checked_on::text as day from kring.service where handle = $1", [handle]))[0]!.day;
const letters = () => house.rows<{ handle: string; at: Date }>(
  "select distinct u.handle, l.at from kring.letter l join kring.duty d on d.person_id = l.person_id join kring.unit u on u.id = d.unit_id where l.kind = 'network' order by u.handle");
const names = (page: { html: string }) => [...page.html.matchAll(/<h[23]><a href="\/network\/services\/([^"]+)"/g)].map((match) => match[1]);

describe("a card is kept true by its owner", () => {
  beforeAll(() => open("2026-01-08T09:00:00+01:00"));
  afterAll(() => house.close());
  const at = async (when: string, who: string): Promise<Client> => (house.clock.set(when), house.signIn(who));

  test("while it is right nobody is asked", async () => {
    await house.rows("update kring.service set checked_on = '2026-01-01'");
    await house.rows("delete from kring.service_report");
    await house.rows("delete from kring.service_change");
    expect((await (await at("2026-06-30T09:00:00+02:00", "gerd")).get("/list")).text).not.toContain("Stämmer korten?");
    expect((await house.visitor().get(PUBLIC)).text).not.toContain("äldre än sex månader");
  });

  test("after six months it stands on the list of the contact person and of the deputy, wherever they work, and of nobody else", async () => {
    for (const [who, cards] of [["gerd", ["bvc-degerfors", "mvc-degerfors"]], ["leyla", ["bvc-degerfors"]], ["elin", ["mvc-degerfors"]]] as const) {
      const list = await (await at("2026-07-01T09:00:00+02:00", who)).get("/list");
      expect(list.text, who).toContain("Stämmer korten?");
      expect(names(list).filter((name) => cards.includes(name as never)).toSorted((a, b) => a!.localeCompare(b!)), who).toEqual(cards);
    }
    expect(names(await (await at("2026-07-01T09:00:00+02:00", "tilda")).get("/list"))).not.toContain("bvc-degerfors");
    expect((await house.visitor().get(PUBLIC)).text).toContain("äldre än sex månader");
  });

  test("one press on the list dates it again, and it is gone from the list", async () => {
    const gerd = await at("2026-07-02T09:00:00+02:00", "gerd");
    const after = await gerd.submit(await gerd.get("/list"), {}, `${CARD}/check`);
    expect([after.path.split("?")[0], await checkedOn()]).toEqual(["/list", "2026-07-02"]);
    expect(after.text).toContain("Tack. Kortet gäller från i dag.");
    expect(names(after)).not.toContain("bvc-degerfors");
    expect((await house.visitor().get(PUBLIC)).text).not.toContain("äldre än sex månader");
    const [line] = await house.rows("select c.what, d.role from kring.service_change c join kring.duty d on d.id = c.by_duty join kring.service s on s.id = c.service_id where s.handle = 'bvc-degerfors' order by c.at desc limit 1");
    expect(line).toEqual({ what: "checked", role: "child-health-nurse" });
  });

  test("a deputy who works elsewhere answers for the card too, and an outsider cannot", async () => {
    const gerd = await at("2026-07-02T10:00:00+02:00", "gerd");
    await gerd.submit(await gerd.get("/list"), {}, "/network/services/mvc-degerfors/check");
    expect(await checkedOn("mvc-degerfors")).toBe("2026-07-02");
    const tilda = await at("2026-07-02T10:00:00+02:00", "tilda");
    expect((await tilda.post("/network/services/gryningen/check", { once: crypto.randomUUID() })).status).toBe(404);
    expect(await checkedOn("gryningen")).toBe("2026-01-01");
  });

  test("the deputy may also give the card away, and then answers for it no more", async () => {
    const gerd = await at("2026-07-03T09:00:00+02:00", "gerd");
    const edit = "/network/services/mvc-degerfors/edit";
    const page = await gerd.submit(await gerd.get(edit), { deputy: "", waiting: "En vecka." }, edit);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain(edit);
    expect((await gerd.get(edit)).status).toBe(404);
  });

  test("for colleagues an overdue card sinks and is marked; after a year the public does not see it, and one press brings it back", async () => {
    await house.rows("update kring.service set checked_on = '2027-06-20' where handle = 'forskolan-blasippan'");
    const simon = await at("2027-07-02T09:00:00+02:00", "simon");
    const found = names(await simon.get("/network?q=förskola"));
    expect(found.indexOf("forskolan-blasippan")).toBeGreaterThanOrEqual(0);
    expect([...found, "forskolan-hyttan"].indexOf("forskolan-hyttan")).toBeGreaterThan(found.indexOf("forskolan-blasippan"));
    expect((await simon.get("/network?q=bvc degerfors")).text).toContain("för gammalt");
    expect((await house.visitor().get(PUBLIC)).status).toBe(404);
    expect((await house.visitor().get("/services")).text).not.toContain("BVC Degerfors");
    const gerd = await at("2027-07-02T09:00:00+02:00", "gerd");
    await gerd.submit(await gerd.get("/network/mine"), {}, `${CARD}/check`);
    expect((await house.visitor().get(PUBLIC)).status).toBe(200);
  });
});

describe("anybody who works with families may say that a card is wrong", () => {
  beforeAll(() => open("2026-11-21T09:00:00+01:00"));
  afterAll(() => house.close());
  const REPORT = `${CARD}/report`;
  const said = () => house.rows<{ kind: string; said: string; settled: boolean }>("select r.kind, r.said, r.settled_at is not null as settled from kring.service_report r join kring.service s on s.id = r.service_id where s.handle = 'bvc-degerfors' order by r.at");

  test("it lands with those who answer for the card, and a letter goes that says nothing", async () => {
    const simon = await house.signIn("simon");
    const page = await simon.submit(await simon.get(REPORT), { kind: "number", said: "Ingen svarar före klockan tio." });
    expect(page.text).toContain("De som svarar för kortet får veta");
    expect(page.text).not.toContain("Ingen svarar före klockan tio.");
    for (const who of ["gerd", "leyla"]) {
      const list = await (await house.signIn(who)).get("/list");
      expect(list.text).toContain("Numret går inte att ringa");
      expect(list.text).toContain("Ingen svarar före klockan tio.");
      expect(list.text).toContain("Simon Ahlgren");
    }
    expect((await letters()).map(({ handle }) => handle)).toEqual(["bvc-degerfors"]);
    expect(await house.as("tilda", async ({ tx }) => (await tx.selectFrom("service_report").select("id").execute()).length)).toBe(0);
  });

  test("many reports make one letter a week to each", async () => {
    const simon = await house.signIn("simon");
    for (let nth = 0; nth < 3; nth += 1) await simon.submit(await simon.get(REPORT), { kind: "hours", said: `Nummer ${nth}` });
    const rows = () => house.rows<{ n: number }>("select count(*)::int as n from kring.letter where kind = 'network'");
    expect(await rows()).toEqual([{ n: 2 }]);
    await house.rows("update kring.letter set sent_at = at");
    await simon.submit(await simon.get(REPORT), { kind: "hours", said: "En till" });
    const next = await house.rows<{ days: number }>("select extract(day from max(at) - min(at))::int as days from kring.letter where kind = 'network' group by person_id");
    expect(next).toEqual([{ days: 7 }, { days: 7 }]);
    // The letter that waits for next week is not sent today.
    const due = (moment: string) => house.rows("select id from kring.letters_waiting($1)", [moment]);
    expect([(await due("2026-11-21T12:00:00+01:00")).length, (await due("2026-11-28T12:00:00+01:00")).length]).toEqual([0, 2]);
  });

  test("one press says it has been seen to; the words are not kept", async () => {
    const gerd = await house.signIn("gerd");
    await gerd.submit(await gerd.get("/list"), {}, `${CARD}/check`);
    expect((await said()).every(({ settled, said: words }) => settled && words === "")).toBe(true);
    expect((await gerd.get("/list")).text).not.toContain("Numret går inte att ringa");
  });

  test("twenty that wait are enough", async () => {
    const before = (await said()).length;
    await house.as("simon", async ({ tx }) => {
      const { id } = await tx.selectFrom("service").select("id").where("handle", "=", "bvc-degerfors").executeTakeFirstOrThrow();
      const { reportCard } = await import("../directory/index.ts");
      for (let nth = 0; nth < 30; nth += 1) await reportCard(tx, { serviceId: id, kind: "other", said: `${nth}` });
    });
    expect((await said()).length - before).toBe(20);
  });

  test.each([
    [{ kind: "", said: "Något" }, "Välj ett svar: Vad är fel?"], [{ kind: "gossip", said: "" }, "Välj ett av alternativen"], [{ kind: "other", said: "x".repeat(501) }, "högst 500"],
    [{ kind: "other", said: "Det gäller 20221014-2390" }, "personnummer"],
  ])("what is wrong is said, and what was written is kept: %o", async (filled, problem) => {
    const simon = await house.signIn("simon");
    const page = await simon.submit(await simon.get(REPORT), filled);
    expect([page.status, page.problems.join(" ")]).toEqual([422, expect.stringContaining(problem)]);
    if (filled.said) expect(page.html).toContain(filled.said);
  });
});

describe("the one who keeps the guide", () => {
  beforeAll(() => open("2026-11-21T09:00:00+01:00"));
  afterAll(() => house.close());
  const OVERDUE = "/network/guides/degerfors/overdue";

  test("sees what is overdue, the oldest first, and whom to remind; others do not", async () => {
    const page = await (await house.signIn("ingrid")).get(OVERDUE);
    expect(names(page)).toEqual(["familjeradgivningen-degerfors", "skolskjuts-degerfors", "kulturskolan-degerfors"]);
    expect(page.text).toContain("Sten Bolin");
    expect((await (await house.signIn("gerd")).get(OVERDUE)).status).toBe(404);
  });

  test("reminds once a week, with a letter that tells nothing", async () => {
    const nudge = "/network/services/skolskjuts-degerfors/nudge";
    const ingrid = await house.signIn("ingrid");
    const page = await ingrid.submit(await ingrid.get(OVERDUE), {}, nudge);
    expect(page.text).toContain("Påminnelsen är på väg");
    expect(page.text).toContain("Påmind 21 november 2026");
    expect(page.html).not.toContain(`action="${nudge}"`);
    expect((await letters()).map(({ handle }) => handle)).toContain("degerfors-skolkontoret");
    const again = await ingrid.submit(await ingrid.get(nudge), {});
    expect(again.problems).toEqual(["De har redan påmints den här veckan"]);
    house.clock.set("2026-11-28T09:00:00+01:00");
    const later = await house.signIn("ingrid");
    expect((await later.get(OVERDUE)).html).toContain(`action="${nudge}"`);
    expect((await (await house.signIn("simon")).post(nudge, { once: crypto.randomUUID() })).status).toBe(404);
  });

  test("is told whom to ring when nobody can be reminded", async () => {
    await house.rows("update kring.duty set valid_until = '2026-11-22' where unit_id = (select id from kring.unit where handle = 'degerfors-kulturskolan') or person_id in (select person_id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'ungdomens-hus-degerfors')");
    const ingrid = await house.signIn("ingrid");
    expect((await ingrid.get(OVERDUE)).text).toContain("Ingen på Kulturskolan i Degerfors finns i Kring");
    expect((await ingrid.submit(await ingrid.get("/network/services/kulturskolan-degerfors/nudge"), {})).problems).toEqual(["Det finns ingen att påminna"]);
  });

  test("adds a forum and ends it, and nobody else does", async () => {
    const forums = "/network/guides/degerfors/forums";
    const ingrid = await house.signIn("ingrid");
    const page = await ingrid.submit(await ingrid.get(forums), { name: "Läsgruppen", about: "Barn som vill läsa.", meets: "" }, forums);
    expect(page.text).toContain("Läsgruppen");
    expect((await ingrid.submit(await ingrid.get(forums), { name: "läsgruppen", about: "Samma." }, forums)).problems).toEqual(["Det finns redan ett forum som heter så"]);
    const [{ id }] = (await house.rows<{ id: string }>("select id from kring.forum where name = 'Läsgruppen'")) as [{ id: string }];
    const gerd = await house.signIn("gerd");
    expect([(await gerd.get(forums)).status, (await gerd.post(`${forums}/${id}/end`, { once: crypto.randomUUID() })).status]).toEqual([404, 404]);
    expect((await gerd.get("/network/services/bvc-degerfors/edit")).text).toContain("Läsgruppen");
    await gerd.submit(await gerd.get("/network/services/bvc-degerfors/edit"), { forums: [id] }, "/edit");
    expect((await gerd.get(CARD)).text).toContain("Läsgruppen");
    expect((await ingrid.submit(await ingrid.get(`${forums}/${id}/end`), {})).text).not.toContain("Läsgruppen");
    expect((await gerd.get(CARD)).text).not.toContain("Läsgruppen");
  });
});

describe("what changed is told to those who need to know", () => {
  beforeAll(() => open("2026-11-21T09:00:00+01:00"));
  afterAll(() => house.close());
  const news = async (who: string) => (await (await house.signIn(who)).get("/network/news")).text;
  const edit = async (filled: Record<string, string>) => {
    const gerd = await house.signIn("gerd");
    await gerd.submit(await gerd.get(`${CARD}/edit`), filled, `${CARD}/edit`);
  };

  test("a new number is news where the unit is followed or worked with, and a letter goes there; elsewhere and to the unit itself it is not", async () => {
    await house.rows("delete from kring.service_change");
    expect(await news("marta")).toContain("Inget nytt");
    await edit({ phone: "031-3900690", waiting: "En vecka." });
    expect(await news("marta")).toMatch(/BVC Degerfors : nytt nummer Ni delar plats: Familjecentralen i Degerfors/);
    expect(await news("simon")).toMatch(/BVC Degerfors : nytt nummer Ni (sitter i samma forum|delar en övergång):/);
    expect(await news("birger")).toContain("Inget nytt");
    expect(await news("gerd")).toContain("Inget nytt");
    const told = (await letters()).map(({ handle }) => handle);
    expect(told).toEqual(expect.arrayContaining(["oppna-forskolan-degerfors", "mvc-degerfors", "degerfors-familjestod"]));
    expect(told).not.toContain("letalvens-if-ungdomssektionen");
    expect(told).not.toContain("bvc-degerfors");
  });

  test("other changes are no news", async () => {
    await house.rows("delete from kring.service_change");
    await edit({ mission: "Vi finns här.", waiting: "Ingen." });
    expect(await news("marta")).toContain("Inget nytt");
  });

  test("who follows a card hears of it, and no longer when it has stopped", async () => {
    await house.rows("delete from kring.service_change");
    const birger = await house.signIn("birger", "fritidsbanken-degerfors");
    expect((await birger.submit(await birger.get(CARD), {}, `${CARD}/follow`)).text).toContain("Ni följer kortet");
    await edit({ status: "paused" });
    const followed = await (await house.signIn("birger", "fritidsbanken-degerfors")).get("/network/news");
    expect(followed.text).toMatch(/BVC Degerfors : har stängt eller öppnat Ni följer kortet/);
    await birger.submit(await birger.get(CARD), {}, `${CARD}/follow`);
    expect((await birger.get("/network/news")).text).toContain("Inget nytt");
  });

  test("news is news for thirty days", async () => {
    house.clock.set("2026-12-20T09:00:00+01:00");
    expect(await news("marta")).toContain("BVC Degerfors");
    house.clock.set("2026-12-22T09:00:00+01:00");
    expect(await news("marta")).toContain("Inget nytt");
  });
});
