import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { goContactRound } from "./rounds.ts";

// Monday morning. The child health centre promises two working days: Wednesday.
const MONDAY = "2026-11-23T09:00:00+01:00";
const BVC = "/contact-me/parent?service=bvc-degerfors";
const WRITTEN = { reach: "070-174 06 05", name: "Nora", age: "2", words: "Hon sover inte.", when: "morning" };

let house: TestHouse;
let visitor: Client;
let gerd: Client;
beforeAll(async () => {
  house = await openTestHouse(MONDAY);
  visitor = house.visitor();
  gerd = await house.signIn("gerd");
});
afterAll(() => house.close());

type Row = { id: string; reference: string; answer_by: string; outcome: string | null };
const rows = () => house.rows<Row>("select id, reference, to_char(answer_by, 'YYYY-MM-DD') as answer_by, outcome from kring.contact_request order by asked_at, id");
const empty = () => house.rows("delete from kring.contact_request");
const ask = async (path = BVC, written: Record<string, string> = WRITTEN): Promise<Page> => visitor.submit(await visitor.get(path), written);
const letters = () => house.rows<{ unit: string }>("select distinct u.handle as unit from kring.letter l join kring.duty d on d.person_id = l.person_id join kring.unit u on u.id = d.unit_id order by 1");
const rounds = async (at: string) => {
  await house.rows("delete from kring.letter");
  return goContactRound({ database: house.database, clock: { now: () => new Date(at) } });
};

describe("asking", () => {
  beforeAll(empty);

  test("from a service's card, through who one is, to a form that says beforehand who gets it, by when, and how long it is kept", async () => {
    const card = await visitor.get("/services/bvc-degerfors");
    const who = await visitor.get(card.link("Be dem höra av sig till dig"));
    expect(who.text).toContain("Är det bråttom? Vänta inte.");
    const form = await visitor.get(who.link("Jag är förälder"));
    expect([form.status, form.path]).toEqual([200, BVC]);
    expect(form.text).toMatch(/112.*BVC Degerfors.*Bara de som arbetar där kan läsa.*onsdag 25 november 2026.*30 dagar.*Telefonnummer eller e-post/);
    // What must be known stands before the first field.
    expect(form.html.indexOf("30 dagar")).toBeLessThan(form.html.indexOf('name="reach"'));
  });

  test("an answer and a search that finds nothing lead there too; an emergency service does not", async () => {
    expect((await visitor.get("/answers/baby-sleep")).link("Be dem höra av sig")).toMatch(/^\/contact-me\?service=bvc-/);
    expect((await visitor.get("/search?q=qqqqzzzz")).link("Bli kontaktad")).toBe("/contact-me");
    expect((await visitor.get("/services/socialjouren-degerfors")).html).not.toContain("/contact-me?service=");
  });

  test("whoever does not know whom to ask gets a short list, with the guide itself first", async () => {
    const list = await visitor.get((await visitor.get("/contact-me")).link("Jag är förälder"));
    expect(list.text).toContain("Svarar senast onsdag 25 november 2026.");
    const form = await visitor.get(list.link("Jag vet inte"));
    expect(form.text).toContain("Folkhälsoförvaltningen");
  });

  test("a young person is told about being anonymous, and has Bris beside", async () => {
    const form = await visitor.get("/contact-me/young?service=ungdomsmottagningen-degerfors");
    expect(form.text).toContain("Du behöver inte säga vad du heter");
    expect(form.link("116 111")).toBe("tel:116111");
    expect((await visitor.get(BVC)).text).not.toContain("Vill du prata nu?");
  });

  test("sent: a reference and what happens now; nobody is remembered by a cookie or named in the trail", async () => {
    const sent = await ask();
    const [row] = await rows();
    expect([sent.status, sent.path, sent.headers.get("set-cookie")]).toEqual([200, `/contact-me/sent/${row!.reference}`, null]);
    expect(sent.text).toMatch(/De hör av sig senast onsdag 25 november 2026.*BVC Degerfors/);
    expect(sent.text).toContain(row!.reference);
    expect(sent.text).not.toContain("Nora");
    expect(row!.answer_by).toBe("2026-11-25");
    const [line] = await house.rows("select person_id, outcome, shown from kring.audit_event where event = 'contact.asked' order by at desc, seq desc limit 1");
    expect(line).toMatchObject({ person_id: null, outcome: "granted", shown: { request: row!.id } });
  });

  test("nothing that was written can be read in the database, nor in any line of the trail", async () => {
    const everything = JSON.stringify([await house.rows("select * from kring.contact_request"), await house.rows("select * from kring.audit_event where event like 'contact%'"), await house.rows("select * from kring.letter")]);
    for (const word of ["070-174", "Nora", "sover"]) expect(everything).not.toContain(word);
    // The control: the reference is there, so something was looked through.
    expect(everything).toContain((await rows())[0]!.reference);
  });

  test("it may be taken back by whoever has the number, and is then gone", async () => {
    const sent = await ask();
    const before = await rows();
    const back = await visitor.submit(sent, {}, "/contact-me/sent/");
    expect(back.text).toContain("Din förfrågan är borttagen");
    expect(await rows()).toHaveLength(before.length - 1);
    expect((await visitor.get(sent.path)).text).toContain("Förfrågan finns inte längre");
  });

  test("the same post twice is one request", async () => {
    await empty();
    const once = randomUUID();
    const answers = await Promise.all(Array.from({ length: 4 }, () => visitor.post(BVC, { ...WRITTEN, once })));
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });
});

describe("what goes wrong", () => {
  beforeAll(empty);
  const wrong = async (more: Record<string, string>) => visitor.submit(await visitor.get(BVC), { ...WRITTEN, ...more });

  test.each([
    [{ reach: "" }, "Fyll i: Telefonnummer eller e-post"],
    [{ reach: "lisa(at)example.se" }, "Skriv ett telefonnummer eller en e-postadress. Bara ett av dem."],
    [{ reach: "12" }, "Skriv ett telefonnummer eller en e-postadress. Bara ett av dem."],
    [{ words: "hon heter 20221014-2390" }, "Det här ser ut som ett personnummer. Ta bort det."],
    [{ age: "400" }, "Välj ett av alternativen"],
    [{ words: "ord ".repeat(300) }, "Texten är 1 199 tecken. Korta den till högst 500. Allt du skrev finns kvar här."],
  ])("%j is told where it is, and everything written is kept", async (more, problem) => {
    const page = await wrong(more);
    expect([page.status, page.problems.map((one) => one.replaceAll("\u00a0", " "))]).toEqual([422, [problem]]);
    expect(page.html).toContain('value="Nora"');
    expect(await rows()).toEqual([]);
  });

  test("a megabyte in every field, an unknown asker and an unknown reference are pages and never faults", async () => {
    const long = "å".repeat(1_000_000);
    expect((await visitor.post(BVC, { once: randomUUID(), reach: "070-174 06 05", words: long })).html).toContain(long);
    expect((await visitor.get("/contact-me/mallory")).status).toBe(404);
    expect((await visitor.get("/contact-me/parent?service=no-such")).text).toContain("Folkhälsoförvaltningen");
    expect((await visitor.get("/contact-me/sent/ABCDE-FGHJK")).text).toContain("finns inte längre");
  });

  test("a desk that has closed meanwhile sends on to the telephone", async () => {
    const form = await visitor.get(BVC);
    const leading = "update kring.duty d set valid_until = $1 from kring.unit u where u.id = d.unit_id and u.handle = 'bvc-degerfors'";
    await house.rows(leading, ["2026-11-01"]);
    const page = await visitor.submit(form, WRITTEN);
    await house.rows(leading, [null]);
    expect([page.status, page.problems[0]]).toEqual([422, expect.stringMatching(/^BVC Degerfors tar inte emot fler just nu\. Ring 0\d+-/)]);
    expect(await rows()).toEqual([]);
  });

  test("a flood is answered kindly with the telephone number; an hour later there is room again, and another unit was never full", async () => {
    const answers: number[] = [];
    for (let nth = 0; nth < 17; nth += 1) answers.push((await visitor.post(BVC, { ...WRITTEN, once: randomUUID() })).status);
    expect([answers.filter((status) => status === 303).length, answers.filter((status) => status === 422).length]).toEqual([15, 2]);
    const full = await wrong({});
    expect(full.problems[0]).toMatch(/^Många vill bli kontaktade just nu\. Ring 0\d+-/);
    expect((await visitor.post("/contact-me/parent?service=mvc-degerfors", { ...WRITTEN, once: randomUUID() })).status).toBe(303);
    house.clock.advance(61);
    expect((await visitor.post(BVC, { ...WRITTEN, once: randomUUID() })).status).toBe(303);
    house.clock.set(MONDAY);
  });
});

describe("answering", () => {
  let request: Row;
  beforeAll(async () => {
    house.clock.set("2026-11-23T12:00:00+01:00");
    gerd = await house.signIn("gerd");
    await empty();
    await ask();
    request = (await rows())[0]!;
  });

  test("it stands on the list of whoever receives for the unit, with its promised day and nothing of what was written", async () => {
    const list = await gerd.get("/list");
    expect(list.text).toMatch(/Vill bli kontaktade.*BVC Degerfors.*Någon vill bli kontaktad.*25 nov/);
    expect(list.text).not.toContain("Nora");
    expect((await (await house.signIn("anna")).get("/list")).text).not.toContain("Vill bli kontaktade");
  });

  test("it is read there, and the reading leaves a line with who and which", async () => {
    const page = await gerd.get((await gerd.get("/list")).link("BVC Degerfors"));
    expect(page.text).toMatch(/070-174 06 05.*Nora.*På förmiddagen.*2 år.*Svenska.*Hon sover inte\./);
    const [line] = await house.rows("select outcome, role, shown, for_family from kring.audit_event where event = 'contact.opened' order by at desc, seq desc limit 1");
    expect(line).toMatchObject({ outcome: "granted", role: "child-health-nurse", shown: { request: request.id }, for_family: false });
  });

  test("the service's contact person has it on the list too, and a colleague who is neither has not", async () => {
    const named = "update kring.service_internal i set contact_duty_id = $1, deputy_duty_id = null from kring.service s where s.id = i.service_id and s.handle = 'bvc-degerfors'";
    const [leyla] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.person p on p.id = d.person_id where p.number_hash = $1", [house.house.keys.numberHash("199106072383")]);
    const listed = async () => (await (await house.signIn("leyla")).get("/list")).text.includes("Vill bli kontaktade");
    await house.rows(named, [null]);
    expect(await listed()).toBe(false);
    await house.rows(named, [leyla!.id]);
    expect(await listed()).toBe(true);
  });

  test("a colleague at the same unit reads it; another unit, also of the same authority, and the guide's keepers cannot tell that it exists", async () => {
    expect((await (await house.signIn("leyla")).get(`/contact-requests/${request.id}`)).status).toBe(200);
    for (const handle of ["elin", "ingrid", "anna"]) {
      const page = await (await house.signIn(handle)).get(`/contact-requests/${request.id}`);
      expect([handle, page.status]).toEqual([handle, 404]);
    }
    const seen = async (handle: string) => (await house.as(handle, ({ tx }) => tx.selectFrom("contact_request").select("id").execute())).length;
    expect([await seen("gerd"), await seen("leyla"), await seen("elin"), await seen("ingrid"), await seen("anna")]).toEqual([1, 1, 0, 0, 0]);
  });

  test("tried without getting through: it stays, and says how often", async () => {
    const again = await gerd.submit(await gerd.get(`/contact-requests/${request.id}`), { outcome: "tried" });
    expect(again.text).toContain("Ni har försökt en gång");
    expect((await gerd.get("/list")).text).toContain("Ni har försökt en gång");
  });

  test("guided on must say where; a code is kept and no words", async () => {
    const page = await gerd.get(`/contact-requests/${request.id}`);
    expect((await gerd.submit(page, { outcome: "guided" })).problems).toEqual(["Välj vart du guidade vidare"]);
    expect((await gerd.submit(page, { outcome: "" })).problems).toEqual(["Välj ett svar: Välj det som stämmer"]);
    const to = /<option value="([0-9a-f-]{36})"[^>]*>Familjelotsen/.exec(page.html)![1]!;
    const done = await gerd.submit(await gerd.get(`/contact-requests/${request.id}`), { outcome: "guided", guidedTo: to });
    expect([done.path, done.text.includes("Vill bli kontaktade")]).toEqual(["/list?done=saved", false]);
    expect((await gerd.get("/contact-requests")).text).toMatch(/Klara.*Guidad vidare till Familjelotsen.*Raderas 23 dec/);
    const finished = await gerd.get(`/contact-requests/${request.id}`);
    expect(finished.html).not.toContain('name="outcome"');
    expect((await gerd.post(`/contact-requests/${request.id}`, { once: randomUUID(), outcome: "reached" })).status).toBe(422);
  });

  test("whoever asked sees that it is done, and may still remove it", async () => {
    expect((await visitor.get(`/contact-me/sent/${request.reference}`)).text).toContain("är klara med den");
  });

  test("thirty days after it was done it is erased, and not before", async () => {
    await rounds("2026-12-22T23:00:00+01:00");
    expect(await rows()).toHaveLength(1);
    expect(await rounds("2026-12-23T00:01:00+01:00")).toMatchObject({ erased: 1 });
    expect(await rows()).toEqual([]);
    expect(await house.rows("select outcome, shown, person_id from kring.audit_event where event = 'contacts.erased'")).toEqual([{ outcome: "granted", shown: { requests: 1 }, person_id: null }]);
  });
});

describe("the promise is kept in sight", () => {
  beforeAll(async () => {
    house.clock.set(MONDAY);
    await empty();
    await house.rows("delete from kring.letter");
  });

  test("whoever receives gets a letter at once, and it tells nothing", async () => {
    await ask();
    expect(await letters()).toEqual([{ unit: "bvc-degerfors" }]);
    expect(await house.rows("select distinct kind from kring.letter")).toEqual([{ kind: "something-to-read" }]);
  });
  test("a reminder on the morning of the working day before, once", async () => {
    expect(await rounds("2026-11-24T06:59:00+01:00")).toEqual({ reminded: 0, escalated: 0, erased: 0 });
    expect(await rounds("2026-11-24T07:00:00+01:00")).toMatchObject({ reminded: 1 });
    expect(await letters()).toEqual([{ unit: "bvc-degerfors" }]);
    expect(await rounds("2026-11-24T07:01:00+01:00")).toMatchObject({ reminded: 0 });
  });
  test("the morning after the promise the guide's keepers get one, and see unit, day and how many – not what it is about", async () => {
    expect(await rounds("2026-11-25T23:59:00+01:00")).toMatchObject({ escalated: 0 });
    expect(await rounds("2026-11-26T07:00:00+01:00")).toMatchObject({ escalated: 1 });
    expect(await letters()).toEqual([{ unit: "folkhalsoforvaltningen" }]);
    house.clock.set("2026-11-26T09:00:00+01:00");
    const overdue = (handle: string) => house.as(handle, async ({ tx }) => (await import("./index.ts")).listLate(tx));
    expect(await overdue("ingrid")).toMatchObject([{ guide: "degerfors", unit: "BVC Degerfors", service: "BVC Degerfors", answerBy: "2026-11-25", attempts: 0 }]);
    expect([await overdue("gerd"), await overdue("anna")]).toEqual([[], []]);
    house.clock.set(MONDAY);
  });
  test("what has been answered is neither reminded of nor told on", async () => {
    await empty();
    await ask();
    await gerdFinishes();
    expect(await rounds("2026-11-27T12:00:00+01:00")).toEqual({ reminded: 0, escalated: 0, erased: 0 });
  });
  const gerdFinishes = async () => {
    const [row] = await rows();
    const client = await house.signIn("gerd");
    await client.submit(await client.get(`/contact-requests/${row!.id}`), { outcome: "reached" });
  };
});

describe("what a unit promises", () => {
  beforeAll(() => house.clock.set(MONDAY));

  test("its own staff choose; the day in the form follows at once, and no promise means no form", async () => {
    const client = await house.signIn("gerd");
    const page = await client.get("/contact-requests/desks/bvc-degerfors");
    await client.submit(page, { promise: "5" });
    expect((await visitor.get(BVC)).text).toContain("måndag 30 november 2026");
    await client.submit(await client.get("/contact-requests/desks/bvc-degerfors"), { promise: "closed" });
    expect((await visitor.get("/services/bvc-degerfors")).html).not.toContain("/contact-me?service=");
    await client.submit(await client.get("/contact-requests/desks/bvc-degerfors"), { promise: "2" });
    expect((await visitor.get("/services/bvc-degerfors")).html).toContain("/contact-me?service=bvc-degerfors");
  });
  test("another unit cannot", async () => {
    const elin = await house.signIn("elin");
    expect((await elin.get("/contact-requests/desks/bvc-degerfors")).status).toBe(404);
    const changed = await house.as("elin", ({ tx }) => tx.deleteFrom("contact_desk").executeTakeFirst());
    expect(Number(changed.numDeletedRows)).toBe((await house.rows("select 1 from kring.service s join kring.unit u on u.id = s.unit_id where u.handle = 'mvc-degerfors'")).length);
    await expect(house.as("elin", ({ tx }) => tx.insertInto("contact_desk").values((eb) => ({ service_id: eb.selectFrom("service").select("id").where("handle", "=", "gryningen"), promise_days: 1 })).execute())).rejects.toThrow(/row-level security/);
  });
});

test("in every language the form, its problems and the page after it speak that language and none other", async () => {
  const { catalogues } = await import("../platform/i18n/catalogues.ts");
  for (const language of ["easy", "en", "fi", "ar", "so", "fa", "ti", "uk"] as const) {
    const said = catalogues[language];
    const form = await visitor.get(`${BVC}&lang=${language}`);
    expect([language, form.text.includes(said["contact.reach.hint"]!), form.text.includes(said["ui.form.optional"]!)]).toEqual([language, true, true]);
    const wrong = await visitor.submit(form, { ...WRITTEN, reach: "" });
    expect(wrong.problems).toEqual([said["form.missing"]!.replace("{label}", said["contact.reach"]!)]);
    const sent = await visitor.submit(form, WRITTEN);
    expect([sent.status, sent.path.endsWith(`?lang=${language}`), sent.heading]).toEqual([200, true, said["contact.sent"]]);
  }
});
