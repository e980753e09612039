import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { assign, findMatter } from "../matter/index.ts";
import { instantOf, timeOf } from "../platform/clock.ts";
import { addSignal, noticeChild } from "../signal/index.ts";

let house: TestHouse;
let matter: string;
beforeAll(async () => {
  house = await openTestHouse();
  matter = await house.as("anna", async (hand) => {
    const child = await noticeChild(hand, "20221014-2390");
    if ("refused" in child) throw new Error(child.refused);
    const added = await addSignal(hand, { child, words: { seen: "Sett.", told: "Sara." }, areas: [], noticedOn: hand.today });
    if ("refused" in added) throw new Error(added.refused);
    return added.matterId;
  });
});
afterAll(() => house.close());

const logged = () => house.rows<{ by: string; made_at: Date }>("select d.role as by, c.made_at from kring.concern_log c join kring.duty d on d.id = c.by_duty order by c.made_at");

test("a time of day in Sweden is the same instant in winter and in summer, and back again", () => {
  expect(instantOf("2026-11-23", "08:15").toISOString()).toBe("2026-11-23T07:15:00.000Z");
  expect(instantOf("2026-07-01", "08:15").toISOString()).toBe("2026-07-01T06:15:00.000Z");
  expect(timeOf(instantOf("2026-07-01", "00:05"))).toBe("00:05");
});

test("anybody can see how to report, without signing in and without a trace", async () => {
  const before = await house.rows("select count(*)::int as n from kring.audit_event");
  const page = await house.visitor().get("/concern");
  expect(page.status).toBe(200);
  expect(page.heading).toBe("Orolig för ett barn?");
  expect(page.headers.get("set-cookie")).toBeNull();
  expect(await house.rows("select count(*)::int as n from kring.audit_event")).toEqual(before);
});

test("112 comes first, then each municipality's reception and socialjour, each a number to press", async () => {
  const { html, text } = await house.visitor().get("/concern");
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main"));
  const calls = [...main.matchAll(/href="tel:(\d+)"/g)].map((match) => match[1]);
  expect(calls[0]).toBe("112");
  for (const authority of house.world.authorities) {
    if (authority.kind !== "municipality") continue;
    const unit = authority.branches.flatMap(({ units }) => units).find(({ handle }) => handle === authority.concern.reception.unit)!;
    const digits = (phone: string) => phone.replaceAll(/\D/g, "");
    expect(text).toContain(authority.name);
    expect(calls).toContain(digits(unit.phone));
    expect(calls).toContain(digits(authority.concern.socialjour.phone));
  }
  expect(calls).toEqual(expect.arrayContaining(["116111", "1177"]));
  expect(main.indexOf("tel:112")).toBeLessThan(main.indexOf("Vem ska anmäla?"));
});

describe("whose municipalities come first", () => {
  /** The municipalities in the order of the page; those after `fold` are folded away. */
  async function shown(path: string): Promise<{ first: string[]; folded: string[] }> {
    const { html } = await house.visitor().get(path);
    const main = html.slice(html.indexOf("<main"), html.indexOf("</main"));
    const [first, folded = ""] = main.slice(main.indexOf('<ul class="calls">')).split("<details");
    const names = (part: string) => [...part.matchAll(/<h3><bdi[^>]*>([^<]+)<\/bdi>/g)].map((match) => match[1]!);
    return { first: names(first!), folded: names(folded.slice(0, folded.indexOf("</details>"))) };
  }
  const counties = { degerfors: ["Degerfors kommun"], kronoberg: ["Alvesta kommun", "Lessebo kommun", "Ljungby kommun", "Markaryds kommun", "Tingsryds kommun", "Uppvidinge kommun", "Växjö kommun", "Älmhults kommun"] };
  const all = () => house.world.authorities.flatMap(({ kind, name }) => (kind === "municipality" ? [name] : []));

  test.each(Object.entries(counties))("of %s: its own, and every other folded away", async (guide, own) => {
    const { first, folded } = await shown(`/concern?guide=${guide}`);
    expect(first.toSorted()).toEqual(own.toSorted());
    expect(folded.toSorted()).toEqual(all().filter((name) => !own.includes(name)).toSorted());
  });
  test("without a guide in the address it is the house's own; in a guide that is none, all of them stand open", async () => {
    expect((await shown("/concern")).first).toEqual(counties.degerfors);
    const nowhere = await shown("/concern?guide=nowhere");
    expect([nowhere.first.length, nowhere.folded]).toEqual([all().length, []]);
  });
});

describe("the number out of hours stands with the word", () => {
  const night = "031-3900622";
  test("at the foot of every page of a guide that has one number, and first where it is urgent", async () => {
    for (const path of ["/", "/urgent", "/topics", "/answers/baby-sleep", "/services/bvc-degerfors", "/concern", "/about"]) expect([path, (await house.visitor().get(path)).text.slice(-900)]).toEqual([path, expect.stringContaining(`${night} Socialjouren`)]);
    for (const path of ["/", "/urgent"]) expect((await house.visitor().get(path)).text.slice(0, -900)).toContain(`${night} Socialjouren`);
  });
  test("where each municipality has its own, every page leads to them all", async () => {
    const page = await house.visitor().get("/answers/baby-sleep?guide=kronoberg");
    expect(page.text).not.toContain(night);
    const to = page.link("Socialjourens nummer där du bor");
    expect(to).toBe("/urgent?guide=kronoberg#night");
    const { text } = await house.visitor().get(to);
    for (const authority of house.world.authorities.filter(({ kind, name }) => kind === "municipality" && !/Degerfors|Karlskoga/.test(name))) expect(text).toContain(`${authority.name} ${authority.kind === "municipality" ? authority.concern.socialjour.phone : ""}`);
  });
  test("the page one leaves to has no such number, nor have the pages of those who work here", async () => {
    expect((await house.visitor().get("/weather")).text).not.toContain(night);
    expect((await (await house.signIn("anna")).get("/list")).text).not.toContain(night);
  });
});

test("the duty, what it is to suspect, and who is asked but not obliged are said in plain words", async () => {
  const { text } = await house.visitor().get("/concern");
  for (const said of ["genast", "Du behöver inga bevis", "uppmanas att anmäla", "Du är inte skyldig", "inte samtycke från barnet", "Du behöver inte Kring", "Ingen chef eller kollega"]) expect(text).toContain(said);
});

test("the page speaks English to those who ask for it", async () => {
  const { text, heading } = await house.visitor().get("/concern?lang=en");
  expect(heading).toBe("Worried about a child?");
  expect(text).toContain("You need no proof");
  expect(text).not.toContain("socialtjänst");
});

test("a member of staff keeps that and when she reported, and nothing else can be kept", async () => {
  const anna = await house.signIn("anna");
  const page = await anna.submit(await anna.get(`/matters/${matter}/concern`), { madeOn: "2026-11-22", madeAt: "kl 8.15", words: "Här skulle ingen text få plats" });
  expect(page.status).toBe(200);
  expect(page.text).toContain("Du anmälde 22 november 2026 kl. 08:15");
  expect((await logged()).map(({ by, made_at }) => [by, made_at.toISOString()])).toEqual([["preschool-teacher", "2026-11-22T07:15:00.000Z"]]);
  const columns = await house.rows<{ column_name: string }>("select column_name from information_schema.columns where table_schema = 'kring' and table_name = 'concern_log'");
  expect(columns.map(({ column_name }) => column_name).toSorted()).toEqual(["branch_id", "by_duty", "id", "made_at", "matter_id"]);
});

test("a colleague who works with the same child sees nothing of it, on no page", async () => {
  const [duty] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'trollet' and d.role = 'special-educator'");
  await house.as("anna", async ({ tx, house: { keys }, actor, at }) => assign(tx, { matter: (await findMatter(tx, keys, matter))!, duty: duty!.id, by: actor.duty!.id, at }));
  const helena = await house.signIn("helena", "trollet");
  for (const path of ["", "/concern"]) {
    const page = await helena.get(`/matters/${matter}${path}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("Du anmälde");
    expect(page.text).not.toContain("22 november");
  }
  const seen = await house.as("helena", ({ tx }) => tx.selectFrom("concern_log").selectAll().execute(), "trollet");
  expect(seen).toEqual([]);
  // The control: the one who wrote it does see it.
  expect(await house.as("anna", ({ tx }) => tx.selectFrom("concern_log").select("id").execute())).toHaveLength(1);
});

test("no line about it is ever for the family, and a guardian sees none", async () => {
  const lines = await house.rows<{ for_family: boolean; outcome: string }>("select for_family, outcome from kring.audit_event where event in ('concern.opened', 'concern.logged')");
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every(({ for_family }) => !for_family)).toBe(true);
  const events = await house.as("sara", ({ tx }) => tx.selectFrom("audit_event").select("event").execute());
  expect(events.map(({ event }) => event)).toContain("matter.viewed");
  expect(events.map(({ event }) => event).filter((event) => event.startsWith("concern."))).toEqual([]);
  expect((await (await house.signIn("sara")).get(`/matters/${matter}/concern`)).status).toBe(404);
  expect(await house.as("sara", ({ tx }) => tx.selectFrom("concern_log").selectAll().execute())).toEqual([]);
});

test("a time that has not been yet, no time and no day are each told at their field", async () => {
  const anna = await house.signIn("anna");
  const send = async (more: Record<string, string>) => (await anna.submit(await anna.get(`/matters/${matter}/concern`), more)).problems;
  expect(await send({ madeAt: "23.59" })).toEqual(["Tiden har inte varit än. Skriv när du gjorde anmälan."]);
  expect(await send({ madeOn: "", madeAt: "" })).toEqual(["Fyll i: Vilken dag anmälde du?", "Fyll i: Ungefär vilken tid?"]);
  expect(await send({ madeAt: "25.00" })).toEqual(["Skriv en tid, till exempel 13.00"]);
  expect(await logged()).toHaveLength(1);
});

test("the same note sent twice is one note", async () => {
  const anna = await house.signIn("anna");
  const body = { once: crypto.randomUUID(), madeOn: "2026-11-21", madeAt: "10:00" };
  const path = `/matters/${matter}/concern`;
  expect([(await anna.post(path, body)).status, (await anna.post(path, body)).status]).toEqual([303, 303]);
  expect(await logged()).toHaveLength(2);
});
