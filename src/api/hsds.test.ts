import type { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { channelKinds, isShown, levels, weekdays } from "../directory/directory.ts";
import { listPublished } from "../directory/index.ts";
import { addDays } from "../platform/clock.ts";
import { tellingOn, wholeServiceOf } from "./hsds.ts";
import { faultsIn, judge } from "./schemas.fixture.ts";

let house: TestHouse;
let ajv: Ajv2020;
beforeAll(async () => {
  house = await openTestHouse();
  ajv = judge();
});
afterAll(() => house.close());

type Thing = Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- what comes over the wire
type Listed = { total_items: number; total_pages: number; page_number: number; size: number; first_page: boolean; last_page: boolean; empty: boolean; contents: Thing[] };

const ask = async (path: string) => house.app.request(`http://kring.test/api/v1/hsds${path}`);
const one = async (path: string): Promise<Thing> => (await ask(path)).json() as Promise<Thing>;
const list = async (path: string): Promise<Listed> => (await one(path)) as unknown as Listed;
const names = ({ contents }: Listed): string[] => contents.map(({ name }) => String(name));
const idOf = async (handle: string): Promise<string> => (await house.rows<{ id: string }>("select id from kring.service where handle = $1", [handle]))[0]!.id;

describe("every object of the demo world is as HSDS 3.0 wants it", () => {
  test.each([
    ["service", "/services?full=true"], ["service", "/services"], ["organization", "/organizations?full_service=true"], ["organization", "/organizations?full=true"], ["organization", "/organizations"],
    ["service_at_location", "/service_at_locations?full=true"], ["service_at_location", "/service_at_locations"], ["taxonomy", "/taxonomies"], ["taxonomy", "/taxonomies?lang=ti"],
    ["taxonomy_term", "/taxonomy_terms"], ["taxonomy_term", "/taxonomy_terms?lang=ar"],
  ])("%s of %s", async (name, path) => {
    const { contents, total_items: total } = await list(`${path}${path.includes("?") ? "&" : "?"}per_page=500`);
    expect(contents).toHaveLength(total);
    expect(total).toBeGreaterThan(2);
    expect(contents.flatMap((thing) => faultsIn(ajv, name, thing))).toEqual([]);
  });

  test("so is each when it is asked for by its id, and what hangs on it by its own schema", async () => {
    for (const [name, path] of [["service", "/services"], ["organization", "/organizations"], ["service_at_location", "/service_at_locations"], ["taxonomy", "/taxonomies"], ["taxonomy_term", "/taxonomy_terms"]] as const) {
      for (const { id } of (await list(`${path}?per_page=8`)).contents) expect(faultsIn(ajv, name, await one(`${path}/${id}`)), `${path}/${id}`).toEqual([]);
    }
    const parts = { phones: "phone", schedules: "schedule", languages: "language", service_areas: "service_area", cost_options: "cost_option", contacts: "contact", attributes: "attribute", service_at_locations: "service_at_location" };
    for (const service of (await list("/services?full=true&per_page=500")).contents) {
      for (const [field, name] of Object.entries(parts)) for (const part of service[field] ?? []) expect(faultsIn(ajv, name, part)).toEqual([]);
    }
  });

  test("a broken object is refused, for each thing that can break", async () => {
    const whole = await one(`/services/${await idOf("bvc-degerfors")}`);
    expect(faultsIn(ajv, "service", whole)).toEqual([]);
    const broken: ReadonlyArray<readonly [string, Thing]> = [
      ["id", { ...whole, id: "bvc-degerfors" }], ["name", { ...whole, name: undefined }], ["status", { ...whole, status: "öppen" }], ["age", { ...whole, minimum_age: "0" }],
      ["url", { ...whole, url: "bvc degerfors" }], ["time", { ...whole, last_modified: "i går" }], ["day", { ...whole, schedules: [{ ...whole["schedules"][0], freq: "DAILY" }] }],
      ["phone", { ...whole, phones: [{ id: whole["phones"][0].id }] }], ["place", { ...whole, service_at_locations: [{ ...whole["service_at_locations"][0], location: { id: whole["id"] } }] }],
      ["term", { ...whole, attributes: [{ ...whole["attributes"][0], taxonomy_term: { id: whole["id"], name: "BVC" } }] }],
    ];
    for (const [what, thing] of broken) expect(faultsIn(ajv, "service", JSON.parse(JSON.stringify(thing))).length, what).toBeGreaterThan(0);
  });
});

describe("whatever is written on a card", () => {
  const text = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom("", "a b", "ö@ö.se", "a@b", "a.@b.se", "familj@example.se", "åäö.se/ö?q=|{}^`", "javascript:alert(1)", "http://[", "https://x.se/%zz", "HTTPS://X.SE", "mailto:a@b.se", "//x.se"));
  const texts = fc.array(text, { maxLength: 4 });
  const hours = fc.record({ days: fc.subarray([...weekdays], { minLength: 1 }), from: fc.constantFrom("00:00", "08:30"), to: fc.constantFrom("16:00", "24:00") });
  const change = fc.record({
    name: text, also: texts, mission: text, does: texts, doesNot: texts, forWhom: text, askFor: text, phone: text, hoursNote: text, happens: text, costNote: text, waiting: text, unit: text, branch: text, authority: text, authorityKind: text,
    channel: fc.record({ kind: fc.constantFrom(...channelKinds), value: text }), hours: fc.array(hours, { maxLength: 3 }), languages: texts, kindNames: texts, kinds: fc.array(text, { minLength: 1, maxLength: 4 }),
    ages: fc.record({ from: fc.integer({ min: -1, max: 20 }), to: fc.integer({ min: -1, max: 20 }) }), anonymous: fc.constantFrom("yes" as const, "no" as const, "at-first" as const), cost: fc.constantFrom("free" as const, "fee" as const),
    record: fc.boolean(), selfReferral: fc.boolean(), interpreter: fc.boolean(), served: fc.option(text, { nil: undefined }), status: fc.constantFrom("active" as const, "paused" as const), level: fc.constantFrom(...levels),
  });
  test("it is a service as HSDS wants it", async () => {
    const cards = (await house.database.withoutActor((tx) => listPublished(tx, { today: "2026-11-23" }))).items;
    fc.assert(fc.property(fc.constantFrom(...cards), change, (card, written) => {
      const service = wholeServiceOf(tellingOn("2026-11-23", "https://kring.test"), { ...card, ...written });
      expect(faultsIn(ajv, "service", service)).toEqual([]);
    }), { numRuns: 1_000 });
  });
});

describe("what a card becomes", () => {
  test("a service with phone, hours as a rule, languages, cost, kinds of help, limits and its place", async () => {
    const service = await one(`/services/${await idOf("familjecentralen-degerfors")}`);
    expect(service).toMatchObject({
      name: "Familjecentralen i Degerfors", alternate_name: "familjecentralen, familjens hus", status: "active", minimum_age: 0, maximum_age: 5, interpretation_services: "Tolk ordnas gratis",
      fees_description: "Gratis", organization: { name: "Degerfors kommun", description: "Kommun." }, phones: [{ number: "031-3900611", type: "voice" }],
      service_areas: [{ name: "Degerfors" }], cost_options: [{ currency: "SEK", amount: 0 }], url: "http://kring.test/services/familjecentralen-degerfors",
    });
    expect(service["application_process"]).toMatch(/^Du kan höra av dig själv\. Besök: Kom in på Björkbacken 4 när vi har öppet\. Du kan komma utan tid\./);
    expect(service["schedules"]).toMatchObject([
      { freq: "WEEKLY", wkst: "MO", byday: "MO,TU,WE,TH", opens_at: "08:00+01:00", closes_at: "16:30+01:00" }, { byday: "FR", opens_at: "08:00+01:00", closes_at: "14:00+01:00" },
    ]);
    expect(service["languages"].map(({ code, name }: Thing) => [code, name])).toEqual([["sv", "svenska"], ["en", "engelska"], ["so", "somaliska"]]);
    expect(service["attributes"].map(({ taxonomy_term: term, value }: Thing) => [term.code, term.name, value ?? ""])).toEqual([
      ["familjecentral", "Familjecentral", ""], ["foraldratraff", "Mötesplats där föräldrar träffas", ""], ["universal", "Generell", ""],
      ["does-not", "Gör inte", "Vi tar inte emot akut sjuka barn. Ring 1177 för råd, eller 112 om det är fara för livet."],
      ["anonymous", "Anonym", "Du kan vara anonym"], ["record", "Journal", "De skriver ingen journal"], ["expecting", "Väntar barn", ""],
    ]);
    expect(service["service_at_locations"][0].location).toMatchObject({
      name: "Familjecentralen i Degerfors", addresses: [{ address_1: "Björkbacken 4", postal_code: "693 30", city: "Degerfors", country: "SE" }], accessibility: [{ description: expect.stringContaining("Ramp") }],
    });
  });

  test("summer has another offset, and what is open all night closes a minute before midnight", async () => {
    const id = await idOf("larmnumret-112");
    house.clock.set("2027-07-01T12:00:00+02:00");
    const [schedule] = (await one(`/services/${id}`))["schedules"];
    house.clock.set("2026-11-23T09:00:00+01:00");
    expect(schedule).toMatchObject({ byday: "MO,TU,WE,TH,FR,SA,SU", opens_at: "00:00+02:00", closes_at: "23:59+02:00" });
  });

  test("nothing is told of staff: no name, no internal line", async () => {
    const everything = JSON.stringify(await list("/services?full=true&per_page=500")) + JSON.stringify(await list("/organizations?full_service=true&per_page=500"));
    const people = house.world.staff.map(({ given, family }) => `${given} ${family}`).filter((name) => everything.includes(name));
    expect(people).toEqual([]);
    expect(everything).not.toContain("070-1740626");
    expect(everything).not.toMatch(/handle|unit_id|branch/);
  });

  test("ids are ours where there is one, and the same every time where there is none", async () => {
    const id = await idOf("bvc-degerfors");
    const [first, again] = [await one(`/services/${id}`), await one(`/services/${id}`)];
    expect(again).toEqual(first);
    const ids: string[] = JSON.stringify(first).match(/"id":"[^"]+"/g) ?? [];
    expect(new Set(first["attributes"].map((attribute: Thing) => attribute["id"])).size).toBe(first["attributes"].length);
    expect(ids.length).toBeGreaterThan(10);
    const [authority] = await house.rows<{ id: string }>("select id from kring.authority where handle = 'degerfors'");
    expect((await one(`/organizations/${authority!.id}`))["name"]).toBe("Degerfors kommun");
  });
});

describe("pages and filters", () => {
  test("the pages hold everything once, in order, and say where they are", async () => {
    const all = await list("/services?per_page=500");
    const pages = await Promise.all([1, 2, 3].map((page) => list(`/services?per_page=50&page=${page}`)));
    expect(pages.flatMap(names)).toEqual(names(all));
    expect(pages.map((page) => [page.total_items, page.total_pages, page.page_number, page.size, page.first_page, page.last_page, page.empty])).toEqual([
      [all.total_items, 3, 1, 50, true, false, false], [all.total_items, 3, 2, 50, false, false, false], [all.total_items, 3, 3, all.total_items - 100, false, true, false],
    ]);
  });
  test.each([["page=0"], ["page=-1"], ["page=x"], ["page=1.5"], ["page="], ["per_page=0"], ["per_page=501"], ["full=yes"], ["modified_after=i+morgon"], ["modified_after=2026-02-30"], ["organization_id=degerfors"], ["format=xml"], ["search=%20"], ["search=%00"]])("%s is refused, and told why", async (query) => {
    const answer = await ask(`/services?${query}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({ type: "about:blank", status: 400, detail: expect.stringContaining(`\`${query.split("=")[0]}\``) });
  });
  test("a page after the last and an unknown id are not there", async () => {
    for (const path of ["/services?page=99", "/services/x", "/services/00000000-0000-4000-8000-000000000000", "/organizations/x", "/service_at_locations/x", "/taxonomies/x", "/taxonomy_terms/x"]) {
      const answer = await ask(path);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 404, "application/problem+json"]);
    }
  });
  test("a guide has its own and the whole country's; another guide others; none that is unknown", async () => {
    const [degerfors, kronoberg, all, unknown] = await Promise.all(["guide=degerfors&", "guide=kronoberg&", "", "guide=atlantis&"].map((guide) => list(`/services?${guide}per_page=500`)));
    expect(names(degerfors!)).toEqual(expect.arrayContaining(["Familjecentralen i Degerfors", "Larmnumret 112"]));
    expect(names(kronoberg!)).toContain("Larmnumret 112");
    expect(names(kronoberg!)).not.toContain("Familjecentralen i Degerfors");
    const theirs = new Set(kronoberg!.contents.map(({ id }) => id));
    const national = degerfors!.contents.filter(({ id }) => theirs.has(id)).length;
    expect(national).toBeGreaterThan(5);
    expect(all!.total_items).toBe(degerfors!.total_items + kronoberg!.total_items - national);
    expect([unknown!.empty, unknown!.total_items, unknown!.total_pages]).toEqual([true, 0, 0]);
  });
  test("by term: a kind of help, a level, and what is said of expecting", async () => {
    const terms = (await list("/taxonomy_terms?per_page=500")).contents;
    const by = async (code: string) => list(`/services?full=true&per_page=500&taxonomy_term_id=${terms.find((term) => term["code"] === code)!["id"]}`);
    const codes = (service: Thing): string[] => service["attributes"].map(({ taxonomy_term: term }: Thing) => term["code"]);
    for (const code of ["bvc", "targeted", "expecting", "does-not"]) {
      const { contents } = await by(code);
      const all = (await list("/services?full=true&per_page=500")).contents;
      expect(contents.length, code).toBeGreaterThan(0);
      expect(contents.map(({ id }) => id)).toEqual(all.filter((service) => codes(service).includes(code)).map(({ id }) => id));
    }
    expect((await list("/services?taxonomy_term_id=00000000-0000-4000-8000-000000000000")).empty).toBe(true);
    expect((await list("/services?taxonomy_id=00000000-0000-4000-8000-000000000000")).empty).toBe(true);
    expect((await list(`/services?taxonomy_id=${(await list("/taxonomies")).contents[0]!["id"]}`)).empty).toBe(false);
  });
  test("by organization, by words, by day, and those with a place", async () => {
    const organization = (await list("/organizations?search=degerfors+kommun")).contents[0]!;
    const theirs = await list(`/services?organization_id=${organization["id"]}&per_page=500`);
    expect(new Set(theirs.contents.map((service) => service["organization"].name))).toEqual(new Set(["Degerfors kommun"]));
    expect(names(await list("/services?search=barnmorska+degerfors"))).toContain("Barnmorskemottagningen Degerfors");
    expect((await list("/services?search=100%25_")).empty).toBe(true);
    const recent = await list("/services?modified_after=2026-11-01&per_page=500");
    expect(recent.total_items).toBeGreaterThan(0);
    expect(recent.contents.every((service) => service["assured_date"] >= "2026-11-01")).toBe(true);
    expect(recent.total_items).toBeLessThan((await list("/services")).total_items);
    const [day] = recent.contents.map((service) => String(service["assured_date"])).sort();
    expect((await list(`/services?modified_after=${day}T23:59:00+01:00&per_page=500`)).total_items).toBe(recent.total_items);
    const placed = await list("/service_at_locations?per_page=500");
    expect(placed.total_items).toBeLessThan((await list("/services")).total_items);
    expect(placed.contents.every((entry) => entry["location"] !== undefined)).toBe(true);
  });
  test("minimal gives all ids with their days on one page", async () => {
    const [minimal, all] = await Promise.all([list("/services?minimal=true&per_page=1"), list("/services?per_page=500")]);
    expect(minimal.contents.map(({ id }) => id)).toEqual(all.contents.map(({ id }) => id));
    expect([minimal.total_pages, minimal.last_page, Object.keys(minimal.contents[0]!)]).toEqual([1, true, ["id", "modified_date"]]);
    expect((await list("/services?minimal=true&guide=atlantis")).empty).toBe(true);
  });
  test("the names of kinds of help in another language, and in Swedish where there is none", async () => {
    const named = async (language: string) => (await list(`/taxonomy_terms?per_page=500&lang=${language}`)).contents.find((term) => term["code"] === "bvc")!;
    expect([await named("sv"), await named("fi"), await named("easy")].map((term) => [term["language"], term["id"]])).toEqual([["sv", (await named("sv"))["id"]], ["fi", (await named("sv"))["id"]], ["sv", (await named("sv"))["id"]]]);
    expect((await named("fi"))["name"]).not.toBe((await named("sv"))["name"]);
    expect((await list("/taxonomy_terms?parent_id=00000000-0000-4000-8000-000000000000")).empty).toBe(true);
  });
});

describe("only what the pages show", () => {
  test("the database and the rule agree on every card, on every day around every limit", async () => {
    const rows = await house.rows<{ id: string; checkedOn: string; kinds: string[]; status: "active" }>(`select id, checked_on::text as "checkedOn", kinds, status from kring.service`);
    const days = ["2026-11-23", "2027-02-28", "2027-03-01", "2028-02-29", ...Array.from({ length: 24 }, (_, nth) => addDays("2027-07-20", nth * 7))];
    for (const today of days) {
      const { items } = await house.database.withoutActor((tx) => listPublished(tx, { today }));
      expect(items.map(({ id }) => id).sort(), today).toEqual(rows.filter((row) => isShown(row, today)).map(({ id }) => id).sort());
    }
  });
  test("a card nobody has looked at for a year is gone, one that is paused says so, one that has ended is gone; urgent help stays", async () => {
    const [stale, paused, ended, urgent] = await Promise.all(["bvc-degerfors", "mvc-degerfors", "familjelotsen-degerfors", "larmnumret-112"].map(idOf));
    await house.rows("update kring.service set checked_on = '2025-11-23' where id = any ($1)", [[stale, urgent]]);
    await house.rows("update kring.service set status = 'paused' where id = $1", [paused]);
    await house.rows("update kring.service set status = 'ended' where id = $1", [ended]);
    const all = new Map((await list("/services?per_page=500")).contents.map((service) => [service["id"], service]));
    expect([stale, paused, ended, urgent].map((id) => all.has(id))).toEqual([false, true, false, true]);
    expect([all.get(paused!)!["status"], all.get(paused!)!["alert"]]).toEqual(["temporarily closed", "Stängt för tillfället"]);
    for (const path of [`/services/${stale}`, `/services/${ended}`, `/service_at_locations/${stale}`]) expect((await ask(path)).status).toBe(404);
    expect(JSON.stringify(await list("/organizations?full=true&per_page=500"))).not.toContain(ended);
    expect(await (await house.app.request("http://kring.test/api/v1/services.csv")).text()).not.toContain(stale);
    expect((await house.visitor().get("/services/bvc-degerfors")).status).toBe(404);
  });
});
