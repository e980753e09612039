import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { demoFeed, fakeSchoolSystem, type SchoolFault } from "#test/fakes/ss12000.ts";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { isRefusal } from "../platform/result.ts";
import { csvOf, readCsv } from "./csv.ts";
import { forgetRegister } from "./register-store.ts";

// Hugo keeps the register of schools and preschools in Degerfors, and not of its social services.
const [HERE, SCHOOL] = ["/register/degerfors", "Skolan i Degerfors"];
const UNITS = "id;gren;namn;ort;telefon";
const PEOPLE = "id;enhet;namn;roll;telefon;epost";

let house: TestHouse;
let hugo: Client;
beforeAll(async () => {
  house = await openTestHouse();
  hugo = await house.signIn("hugo", "degerfors-skolkontoret");
});
afterAll(() => house.close());

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const upload = async (kind: "units" | "people", file: Uint8Array<ArrayBuffer> | string, client = hugo): Promise<Page> => client.attach(await client.get(`${HERE}/read`), { kind }, { file });
const take = (page: Page): Promise<Page> => hugo.submit(page, { intent: "take" });
const lines = (...rows: string[]): string => rows.join("\r\n");

/** Everything an import could change, and everything it must not. */
const state = async () => {
  const [row] = await house.rows<Record<string, string>>(`select md5(coalesce((select string_agg(u::text, '|' order by u.id) from kring.unit u), '')) as units, (select count(*)::text from kring.listing) as listings,
    (select md5(coalesce(string_agg(d::text, '|' order by d.id), '')) from kring.duty d) as duties, (select count(*)::text from kring.person) as persons, (select count(*)::text from kring.branch) as branches,
    (select count(*)::text from kring.authority) as authorities, (select count(*)::text from kring.unit_origin) as origins`);
  return row!;
};
const unit = async (name: string) => (await house.rows<{ id: string; phone: string; town: string; missing: string | null; branch: string }>(
  "select u.id, u.phone, u.town, o.missing_since::text as missing, b.name as branch from kring.unit u join kring.branch b on b.id = u.branch_id left join kring.unit_origin o on o.unit_id = u.id where u.name = $1", [name]))[0];

describe("who may", () => {
  test("only who keeps the register reads anything in, and nobody else can tell that it could be done", async () => {
    const [mirjam, maja] = [await house.signIn("mirjam"), await house.signIn("maja")];
    for (const client of [mirjam, maja]) for (const path of ["/read", "/fetch"]) expect((await client.get(HERE + path)).status, path).toBe(404);
    expect((await hugo.get(`${HERE}/read`)).status).toBe(200);
    for (const other of ["karlskoga", "region-orebro-lan", "finns-inte"]) expect((await hugo.get(`/register/${other}/read`)).status, other).toBe(404);
    expect((await house.visitor().get("/register")).location).toContain("/sign-in");
    expect([(await mirjam.get("/register")).text.includes("Läs in från en fil"), (await hugo.get("/register")).text.includes("Läs in från en fil")]).toEqual([false, true]);
  });

  test("a branch that is somebody else's is refused line by line: of another board, and of another authority", async () => {
    const before = await state();
    const page = await upload("units", lines(UNITS, "1;Individ- och familjeomsorgen i Degerfors;Nya soc;Degerfors;031-3900699", "2;karlskoga-social;Andra soc;Karlskoga;031-3900699", "3;Påhittad gren;X-enheten;Degerfors;031-3900699"));
    expect(page.text).toContain("3 rader avvisas");
    expect(page.text).toContain("Du läser inte in åt någon verksamhetsgren som heter ”karlskoga-social”");
    expect(page.html).not.toContain("Ta in alltihop");
    expect(await state()).toEqual(before);
  });

  test("the database itself lets nobody write in a branch that is not theirs to keep", async () => {
    const [foreign] = await house.rows<{ id: string; unit: string }>("select b.id, u.id as unit from kring.branch b join kring.unit u on u.branch_id = b.id where b.handle = 'degerfors-social' limit 1");
    const given = (branch: string, id: string) => JSON.stringify([{ id, branch, sourceId: "x", handle: "x", name: "X", town: "X", phone: "1" }]);
    const takeAs = (who: string, at: string, branch: string, id: string = randomUUID()) => house.as(who, ({ tx }) => sql`select kring.take_units('file', ${given(branch, id)}::jsonb, '{}'::uuid[])`.execute(tx), at);
    await expect(takeAs("hugo", "degerfors-skolkontoret", foreign!.id)).rejects.toThrow("does not keep");
    const [own] = await house.rows<{ id: string }>("select id from kring.branch where handle = 'degerfors-skola'");
    await expect(takeAs("hugo", "degerfors-skolkontoret", own!.id, foreign!.unit)).rejects.toThrow("does not keep");
    await expect(takeAs("mirjam", "degerfors-socialtjansten", foreign!.id)).rejects.toThrow("does not keep");
    const listing = (who: string, at: string) => house.as(who, ({ tx }) => sql`insert into kring.listing (id, unit_id, branch_id, source, source_id, role, data_key, sealed) values (gen_random_uuid(), ${foreign!.unit}, ${foreign!.id}, 'file', '1', 'x', '', '')`.execute(tx), at);
    await expect(listing("hugo", "degerfors-skolkontoret")).rejects.toThrow("row-level security");
    await expect(house.as("hugo", ({ tx }) => sql`update kring.unit set phone = '1'`.execute(tx), "degerfors-skolkontoret")).rejects.toThrow("permission denied");
  });

  test("a right given for a branch of another authority counts for nothing", async () => {
    await house.rows("insert into kring.register_keeper select d.id, b.id from kring.duty d join kring.unit u on u.id = d.unit_id and u.handle = 'degerfors-skolkontoret', kring.branch b where b.handle = 'bvc-degerfors-branch' or b.name like 'Barnhälsovården%'");
    expect((await hugo.get(`${HERE}/read`)).text).not.toContain("Barnhälsovården");
    expect((await hugo.get("/register/region-orebro-lan/read")).status).toBe(404);
  });
});

describe("a file of units", () => {
  const first = lines(UNITS, `10;${SCHOOL};Letälvsskolan;;031-3900681`, `11;degerfors-skola;Nyängsskolan;Svartå;031-3900682`, `12;${SCHOOL};;Degerfors;031-3900683`, `11;${SCHOOL};Igenskolan;Degerfors;031-3900684`, `13;${SCHOOL};Telefonlösa skolan;Degerfors;`, `14;${SCHOOL};Numret;Degerfors;19900125-2387`);

  test("is first shown as what it would change, and changes nothing before somebody has said yes", async () => {
    const before = await state();
    const page = await upload("units", first);
    expect(page.heading).toBe("Se igenom inläsningen");
    for (const told of ["Nyängsskolan, Svartå, 031-3900682", "förut: 031-3900603", "4 rader avvisas", "Namnet saknas", "Samma id finns redan, på 3", "saknar telefonnummer", "personnummer på raden"]) expect(page.text).toContain(told);
    expect(page.html).not.toContain("19900125-2387");
    expect(await state()).toEqual(before);
    const file = Buffer.from(/href="data:text\/csv;charset=utf-8;base64,([^"]+)"[^>]*download="avvisade-rader.csv"/.exec(page.html)![1]!, "base64").toString();
    expect(file).toContain("Rad eller id;Vad;Varför;id;gren;namn;ort;telefon");
    expect(file).toContain("4;Enhet;Namnet saknas");
    const done = await take(page);
    expect([done.text.includes("Inläsningen är intagen"), done.text.includes("4 rader avvisas")]).toEqual([true, true]);
    expect(await unit("Nyängsskolan")).toMatchObject({ phone: "031-3900682", town: "Svartå", branch: SCHOOL });
    expect(await unit("Letälvsskolan")).toMatchObject({ phone: "031-3900681", town: "Degerfors" });
    const after = await state();
    expect({ ...after, units: "", origins: "" }).toEqual({ ...before, units: "", origins: "" });
  });

  test("read once more gives no difference; what is gone from it is marked and stays, and comes back", async () => {
    expect((await upload("units", first)).text).toContain("Det finns inget att ta in");
    const gone = await upload("units", lines(UNITS, `10;${SCHOOL};Letälvsskolan;;031-3900681`));
    expect(gone.text).toContain("En finns inte längre i källan");
    await take(gone);
    expect((await unit("Nyängsskolan"))!.missing).toBe("2026-11-23");
    expect((await hugo.get("/register")).text).toContain("saknas i källan sedan");
    expect((await upload("units", lines(UNITS, `10;${SCHOOL};Letälvsskolan;;031-3900681`))).text).toContain("Det finns inget att ta in");
    await take(await upload("units", first));
    expect((await unit("Nyängsskolan"))!.missing).toBeNull();
  });

  test("does not touch where reports of concern go, or a unit that no source has told of", async () => {
    const [row] = await house.rows<{ n: number }>("select count(*)::int as n from kring.unit u join kring.unit_origin o on o.unit_id = u.id where u.concern_phone is not null or u.name = 'Valsverksskolan'");
    expect(row!.n).toBe(0);
  });

  test("is in the trail, with how many of each and no names", async () => {
    const rows = await house.rows<{ event: string; shown: unknown }>("select event, shown from kring.audit_event where event like 'intake.%' and outcome = 'granted'");
    expect(rows.map(({ event }) => event)).toEqual(expect.arrayContaining(["intake.checked", "intake.settled", "intake.opened"]));
    expect(JSON.stringify(rows)).toContain('"added":1');
    expect(JSON.stringify(rows)).not.toContain("skolan");
  });

  test("what was looked through is taken once, and not at all when the register has changed meanwhile", async () => {
    const [one, two] = [await upload("units", lines(UNITS, `20;${SCHOOL};Dubbelskolan;Degerfors;031-3900685`)), await upload("units", lines(UNITS, `21;${SCHOOL};Dubbelskolan;Degerfors;031-3900686`))];
    await take(one);
    const late = await take(two);
    expect(late.problems[0]).toContain("Registret har ändrats sedan du såg igenom det här");
    expect(late.text).toContain("redan en annan enhet som heter ”Dubbelskolan”");
    expect((await unit("Dubbelskolan"))!.phone).toBe("031-3900685");
    expect((await take(one)).text).not.toContain("Något gick fel");
    const before = await state();
    const aside = await hugo.submit(await upload("units", lines(UNITS, `22;${SCHOOL};Ångerskolan;Degerfors;031-3900687`)), { intent: "aside" });
    expect(aside.text).toContain("Inget är ändrat");
    expect(await state()).toEqual(before);
    expect((await house.rows<{ n: number }>("select count(*)::int as n from kring.intake where state = 'put-aside' and sealed is not null"))[0]!.n).toBe(0);
  });

  test("two who take in at once: one after the other, and never half", async () => {
    const pages = await Promise.all([1, 2, 3].map(() => upload("units", lines(UNITS, `30;${SCHOOL};Samtidigt;Degerfors;031-3900688`))));
    const answers = await Promise.all(pages.map(take));
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 422)).toBe(true);
    expect((await house.rows<{ n: number }>("select count(*)::int as n from kring.unit where name = 'Samtidigt'"))[0]!.n).toBe(1);
    expect((await house.rows<{ n: number }>("select count(*)::int as n from kring.intake where state = 'taken' and counts -> 'units' ->> 'added' = '1' and id::text = any ($1)", [pages.map(({ path }) => path.split("/").at(-1))]))[0]!.n).toBe(1);
  });
});

describe("a file of people", () => {
  const staff = lines(PEOPLE, "1;10;Åsa Öberg;Rektor;031-3900689;asa@example.se", "2;Nyängsskolan;=1+2 Svensson;Kurator;;", "3;Finns inte;Nils Ek;Lärare;;", "4;10;Pelle Post;Lärare;;inte en adress");

  test("lists them for colleagues at the same authority, and gives nobody a duty or a way in", async () => {
    const before = await state();
    const page = await upload("people", staff);
    expect([page.text.includes("2 rader avvisas"), page.text.includes("”Finns inte”"), page.text.includes("E-postadressen går inte")]).toEqual([true, true, true]);
    await take(page);
    const after = await state();
    expect([after["persons"], after["duties"], after["listings"]]).toEqual([before["persons"], before["duties"], "2"]);
    const [colleague, elsewhere] = [await house.signIn("mirjam"), await house.signIn("gerd")];
    expect((await colleague.get("/register")).text).toContain("Åsa Öberg, Rektor");
    expect((await colleague.get("/register")).text).toContain("=1+2 Svensson");
    expect((await elsewhere.get("/register")).text).not.toContain("Åsa Öberg");
    const kept = await house.rows<{ sealed: Buffer }>("select sealed from kring.listing");
    expect(kept.some(({ sealed }) => sealed.toString("utf8").includes("Öberg"))).toBe(false);
    expect((await upload("people", staff)).text).toContain("Det finns inget att ta in");
  });

  test("whoever is gone from it is not shown to colleagues, and is forgotten after three months", async () => {
    await take(await upload("people", lines(PEOPLE, "2;Nyängsskolan;=1+2 Svensson;Kurator;;")));
    const mirjam = await house.signIn("mirjam");
    expect([(await mirjam.get("/register")).text.includes("Åsa Öberg"), (await hugo.get("/register")).text.includes("Åsa Öberg")]).toEqual([false, true]);
    const listed = async () => (await house.rows<{ n: number }>("select count(*)::int as n from kring.listing"))[0]!.n;
    await house.database.withoutActor((tx) => forgetRegister(tx, new Date("2027-02-20T09:00:00Z")));
    expect(await listed()).toBe(2);
    await house.database.withoutActor((tx) => forgetRegister(tx, new Date("2027-02-23T09:00:00Z")));
    expect(await listed()).toBe(1);
    expect((await house.rows<{ n: number }>("select count(*)::int as n from kring.intake where sealed is not null"))[0]!.n).toBe(0);
  });
});

describe("a file that is wrong as a whole is refused whole, and says what is wrong", () => {
  const long = (rows: number) => lines(UNITS, ...Array.from({ length: rows }, (_, nth) => `${nth};${SCHOOL};Enhet ${nth};Degerfors;031-3900600`));
  test.each([
    ["a column that is missing", "id;gren;namn;ort", "Kolumnen ”telefon” saknas. Filen har: id, gren, namn, ort."],
    ["a column that is not ours", "id;gren;namn;ort;telefon;personnummer", "Kolumnen ”personnummer” ska inte vara med"],
    ["the same column twice", "id;gren;namn;ort;telefon;namn", "Kolumnen ”namn” finns två gånger"],
    ["people among units", PEOPLE, "Kolumnen ”gren” saknas"],
    ["no lines", UNITS, "Filen har inga rader"],
    ["a quote that never ends", lines(UNITS, `1;${SCHOOL};"Skolan;Degerfors;1`), "Ett citattecken är fel på rad 2"],
    ["a spreadsheet", "PK\u0003\u0004\u0000\u0000", "Filen är ingen CSV-fil"],
    ["nothing at all", "", "Välj en fil"],
    ["too many lines", long(5_001), "Filen har 5001 rader"],
    ["more than a megabyte", "x".repeat(1_200_000), "Filen är 1,2 MB. Den får vara högst 1 MB."],
  ])("%s", async (_, file, told) => {
    const before = await state();
    const page = await upload("units", file);
    expect(page.status).toBe(422);
    expect(page.problems.join()).toContain(told);
    expect(page.html).toContain('aria-invalid="true"');
    expect(await state()).toEqual(before);
  });

  test("a file that comes as something else than a file, and a form in parts that is no such thing, break nothing", async () => {
    const page = await hugo.get(`${HERE}/read`);
    expect((await hugo.submit(page, { kind: "units", file: "id;gren" })).problems).toEqual(["Välj en fil"]);
    expect((await hugo.post(`${HERE}/read`, { once: "x" }, { "content-type": "multipart/form-data; boundary=x" })).status).toBe(413);
  });
});

describe("the ways a file may be written", () => {
  const plain = lines(UNITS, `1;${SCHOOL};Förskolan Äpplet;Åseda;031-3900600`);
  const read = (file: Uint8Array) => readCsv(file, "units");
  const unitsOf = (file: Uint8Array) => {
    const reading = read(file);
    return isRefusal(reading) ? reading : reading.units;
  };
  const expected = [{ place: "2", id: "1", branch: SCHOOL, name: "Förskolan Äpplet", town: "Åseda", phone: "031-3900600" }];

  test.each([
    ["UTF-8", bytes(plain)], ["UTF-8 with a mark", bytes(`\uFEFF${plain}`)], ["Windows-1252", new Uint8Array(Buffer.from(plain, "latin1"))], ["UTF-16", new Uint8Array(Buffer.from(`\uFEFF${plain}`, "utf16le"))],
    ["commas", bytes(plain.replaceAll(";", ","))], ["tabs", bytes(plain.replaceAll(";", "\t"))], ["line feeds and empty lines", bytes(`${plain.replaceAll("\r\n", "\n")}\n\n;;;;\n`)],
    ["capital letters and other order", bytes(lines("NAMN; Id ;ort;Telefon;GREN", `Förskolan Äpplet;1;Åseda;031-3900600;${SCHOOL}`))], ["a line break in quotes", bytes(plain.replace("Förskolan Äpplet", '"Förskolan\nÄpplet"'))],
  ])("%s", (_, file) => expect(unitsOf(file)).toEqual(expected));

  test("a line break in quotes does not move the numbers of the rows below", () => {
    const reading = read(bytes(lines(UNITS, `1;${SCHOOL};"En\nskola";Ort;031-3900600`, `;${SCHOOL};Utan id;Ort;031-3900600`)));
    expect(!isRefusal(reading) && reading.notTaken).toEqual([expect.objectContaining({ place: "3", why: "no-id" })]);
  });

  test("what a spreadsheet would reckon with is written as text, and read back as it was", () => {
    const csv = csvOf([["id", "gren", "namn", "ort", "telefon"], ["=1+1", "-x", "@SUM(A1)", "+ort", "+46313900600"]]);
    expect(csv).toContain(`'=1+1;'-x;'@SUM(A1);'+ort;'+46313900600`);
    expect(unitsOf(bytes(csv))).toEqual([{ place: "2", id: "=1+1", branch: "-x", name: "@SUM(A1)", town: "+ort", phone: "+46313900600" }]);
  });
});

describe("a feed of SS 12000", () => {
  const schools = fakeSchoolSystem();
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => void schools.handle(request, response));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    answeredWithin(60_000);
  });
  afterEach(() => (schools.become(), answeredWithin(60_000)));
  const answeredWithin = (ms: number) => void (house.feeds[0] = demoFeed(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, ms));
  afterAll(() => (server.closeAllConnections(), server.close()));
  const fetched = async () => hugo.submit(await hugo.get(`${HERE}/fetch`), {});

  test.each<[SchoolFault, string]>([
    ["401", "släppte inte in oss (/demo-ss12000/token 401)"], ["500", "svarar inte som det ska (/demo-ss12000/v2.0/organisations 500)"], ["broken-json", "går inte att läsa (/organisations)"],
    ["wrong-types", "går inte att läsa (/duties .data[0].dutyRole)"], ["endless", "tar aldrig slut (/organisations)"], ["slow", "svarade för långsamt"], ["duplicate", "Samma id finns två gånger i källan (/organisations, o-degerfors)"],
    ["loop", "är överordnad sig själv i källan"], ["redirect", "svarar inte som det ska"], ["huge", "är för stort"], ["empty", "ingen huvudman med organisationsnummer 999900-0018"],
  ])("that is wrong (%s) is refused whole, and says what is wrong", async (fault, told) => {
    schools.become(fault);
    if (fault === "slow") answeredWithin(300);
    const before = [await state(), await house.rows("select count(*)::int as n from kring.intake")];
    const page = await fetched();
    expect([page.status, page.problems[0]]).toEqual([422, expect.stringContaining(told)]);
    expect([await state(), await house.rows("select count(*)::int as n from kring.intake")]).toEqual(before);
  });

  test("does not take over a unit that another source tells of", async () => {
    await take(await upload("units", lines(UNITS, `10;${SCHOOL};Letälvsskolan;;`)));
    expect((await fetched()).text).toContain("”Letälvsskolan” finns redan, från en annan källa");
    await house.rows("delete from kring.unit_origin where source = 'file'");
  });

  test("gives school units of its own principal and who works there; no pupil is asked for, and nobody protected is listed", async () => {
    const page = await fetched();
    for (const told of ["Strömtorpsskolan, Degerfors, 031-3900691", "Nina Borg, Rektor, 031-3900694, nina@example.se, Letälvsskolan", "Enheten hör till en annan huvudman", "skyddade personuppgifter", "som heter ”VUX”", "känns igen på namnet"]) expect(page.text, told).toContain(told);
    for (const untold of ["Greta", "Skyddad Person", "Elevsson", "example.com", "070-1740605", "198103072385"]) expect(page.html, untold).not.toContain(untold);
    expect(schools.asked).not.toContain("p-elev");
    expect(schools.asked).toContain("p-nina");
    const before = await state();
    await take(page);
    const after = await state();
    expect([after["persons"], after["duties"], after["branches"], after["authorities"]]).toEqual([before["persons"], before["duties"], before["branches"], before["authorities"]]);
    expect([(await unit("Letälvsskolan"))!.phone, (await unit("Strömtorpsskolan"))!.branch, await unit("Grannskolan"), await unit("Vuxenutbildningen")]).toEqual(["031-3900690", SCHOOL, undefined, undefined]);
    expect((await (await house.signIn("mirjam")).get("/register")).text).toContain("Nina Borg, Rektor");
    expect((await fetched()).text).toContain("Det finns inget att ta in");
  });

  test("takes whoever becomes protected out of the list at once, with nothing left", async () => {
    const nina = schools.data.persons.findIndex(({ id }) => id === "p-nina");
    schools.data.persons[nina] = { ...schools.data.persons[nina]!, securityMarking: "Sekretessmarkering" };
    const kept = async () => (await house.rows<{ n: number }>("select count(*)::int as n from kring.listing where source <> 'file' and source_id = 'd-1'"))[0]!.n;
    expect(await kept()).toBe(1);
    await take(await fetched());
    expect(await kept()).toBe(0);
  });
});
