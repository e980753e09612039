import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasIdentityNumber } from "#src/platform/identity-numbers.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Client, Page } from "#test/client.ts";

const NOW = "2026-11-21T09:00:00+01:00";

let house: TestHouse;
let gerd: Client;
let leyla: Client;
let ingrid: Client;
beforeAll(async () => {
  house = await openTestHouse(NOW);
  [gerd, leyla, ingrid] = [await house.signIn("gerd"), await house.signIn("leyla"), await house.signIn("ingrid")];
});
afterAll(() => house.close());

const CARD = "/network/services/bvc-degerfors";
const EDIT = `${CARD}/edit`;
const stored = async (handle = "bvc-degerfors") => (await house.rows<Record<string, unknown>>(
  "select s.*, s.checked_on::text as checked, i.* from kring.service s left join kring.service_internal i on i.service_id = s.id where handle = $1", [handle]))[0]!;
const log = (handle = "bvc-degerfors") => house.rows<{ what: string; fields: string[]; role: string; version: number }>(
  "select c.what, c.fields, d.role, c.version from kring.service_change c join kring.service s on s.id = c.service_id join kring.duty d on d.id = c.by_duty where s.handle = $1 order by c.at desc, c.version desc", [handle]);
const firstHit = async (q: string) => ((await (await house.app.request(`http://kring.test/api/v1/guide/search?q=${encodeURIComponent(q)}&lang=sv`)).json()) as { hits: Array<{ type: string; id: string }> }).hits.filter(({ type }) => type === "service")[0]?.id;
const edit = async (who: Client, filled: Record<string, string | string[]>): Promise<Page> => who.submit(await who.get(EDIT), filled, EDIT);

describe("changing one's own card", () => {
  test("saved as it was, nothing is said to have changed, and the card is right today", async () => {
    const before = await stored();
    const page = await edit(gerd, {});
    expect(page.text).toContain("Kortet är sparat och gäller från i dag");
    const after = await stored();
    expect([after["checked"], after["version"]]).toEqual(["2026-11-21", Number(before["version"]) + 1]);
    for (const name of Object.keys(before).filter((one) => !["checked", "checked_on", "version"].includes(one))) expect([name, after[name]]).toEqual([name, before[name]]);
    expect((await log())[0]).toMatchObject({ what: "checked", fields: [], role: "child-health-nurse" });
  });

  test("public and internal fields are changed on one page, and the log says who, when and which", async () => {
    const page = await edit(gerd, { mission: "Vi följer ditt barns hälsa.", line: "070-1740699", "hours-fr": "8–12", need: "Hur gammalt barnet är." });
    expect(page.status).toBe(200);
    expect(await stored()).toMatchObject({ mission: "Vi följer ditt barns hälsa.", direct_line: "070-1740699", need: "Hur gammalt barnet är." });
    expect((await log())[0]).toMatchObject({ what: "edited", fields: ["mission", "hours", "line", "need"] });
    expect((await gerd.get(CARD)).text).toContain("Ert uppdrag i en mening, Tider, Direkt linje och Det här behöver ni veta när någon ringer");
    expect((await house.visitor().get("/services/bvc-degerfors")).text).toContain("Vi följer ditt barns hälsa.");
    expect((await house.visitor().get("/services/bvc-degerfors")).text).not.toContain("070-1740699");
  });

  test("whom to ask for is a role, read by anybody and by programs; the name of somebody who works there is refused", async () => {
    const { given, family } = house.world.staff.find(({ handle }) => handle === "gerd")!;
    for (const name of [given, family, `sköterskan ${given} ${family}`, `${given}, BVC`]) expect([name, (await edit(gerd, { askFor: name })).problems]).toEqual([name, ["Skriv en roll i stället för ett namn"]]);
    expect((await stored())["ask_for"]).toBe("BVC-sjuksköterskan");
    expect((await edit(gerd, { askFor: "sköterskan med telefontid" })).text).toContain("Kortet är sparat");
    expect((await log())[0]).toMatchObject({ what: "edited", fields: ["askFor"] });
    const card = await house.visitor().get("/services/bvc-degerfors");
    expect(card.text).toMatch(/Ring 031-\d+ Fråga efter sköterskan med telefontid/);
    expect((await house.visitor().get("/answers/baby-sleep")).text).toContain("Fråga efter sköterskan med telefontid");
    const service = (await (await house.app.request(`http://kring.test/api/v1/hsds/services/${String((await stored())["service_id"])}`)).json()) as { contacts: Array<{ title?: string }> };
    expect(service.contacts.map(({ title }) => title)).toEqual(["sköterskan med telefontid"]);
    await edit(gerd, { askFor: "" });
    expect((await house.visitor().get("/services/bvc-degerfors")).text).not.toContain("Fråga efter");
    await edit(gerd, { askFor: "BVC-sjuksköterskan" });
  });

  test("where to turn when it is closed is for everybody; the law, the limits and what they hold talks about are for colleagues", async () => {
    const filled = { whenClosed: "Ring 1177 på natten.", legalBasis: "Patientlagen", limits: "De minsta först.", talks: "Barns sömn." };
    expect((await edit(gerd, filled)).text).toContain("Kortet är sparat");
    expect((await log())[0]).toMatchObject({ what: "edited", fields: ["whenClosed", "legalBasis", "limits", "talks"] });
    const seen = (await gerd.get(CARD)).text;
    for (const said of ["När det är stängt: Ring 1177 på natten.", "Lagen vi arbetar efter Patientlagen", "Vad vi tar först, och vem som bestämmer De minsta först.", "föreläser om Barns sömn."]) expect(seen).toContain(said);
    const open = (await house.visitor().get("/services/bvc-degerfors")).text;
    expect(open).toContain("När det är stängt: Ring 1177 på natten.");
    for (const said of ["Patientlagen", "De minsta först.", "Barns sömn."]) expect(open).not.toContain(said);
    expect((await edit(gerd, { talks: "Om 20221014-2390" })).problems.join()).toContain("personnummer");
  });

  test("the search follows at once, and forgets what is no longer said", async () => {
    expect(await firstHit("zebrafinksmottagning")).not.toBe("bvc-degerfors");
    await edit(gerd, { also: "BVC\nbarnavårdscentralen\nzebrafinksmottagningen" });
    expect(await firstHit("zebrafinksmottagning")).toBe("bvc-degerfors");
    await edit(gerd, { also: "BVC\nbarnavårdscentralen" });
    expect(await firstHit("zebrafinksmottagning")).not.toBe("bvc-degerfors");
    expect(await firstHit("bvc degerfors")).toBe("bvc-degerfors");
  });

  test("two at once: who saves last sees what the other changed and nothing else, keeps the own words, and goes on", async () => {
    const [hers, other] = [await gerd.get(EDIT), await leyla.get(EDIT)];
    await gerd.submit(hers, { waiting: "Två dagar.", phone: "031-3900690" }, EDIT);
    const conflict = await leyla.submit(other, { waiting: "En vecka.", guiding: "Gå gärna med." }, EDIT);
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain("Nu står det: Väntetid Två dagar.");
    expect(conflict.text).toContain("Nu står det: Telefon som alla får ringa 031-3900690");
    expect(conflict.text).not.toContain("Nu står det: Råd till den som visar hit en förälder");
    expect(conflict.html).toContain("En vecka.");
    expect(conflict.html).toContain("Gå gärna med.");
    expect(await stored()).toMatchObject({ waiting: "Två dagar." });
    const saved = await leyla.submit(conflict, { waiting: "Två dagar till en vecka.", phone: "031-3900690" }, EDIT);
    expect(saved.text).toContain("Kortet är sparat");
    expect(await stored()).toMatchObject({ waiting: "Två dagar till en vecka.", phone: "031-3900690", guiding: "Gå gärna med." });
  });

  test("two at once on different things: neither stops the other, and the one who was late is shown what the form had missed", async () => {
    const [hers, other] = [await gerd.get(EDIT), await leyla.get(EDIT)];
    await gerd.submit(hers, { invite: "Ring oss." }, EDIT);
    const late = await leyla.submit(other, { costNote: "Intyg kostar." }, EDIT);
    expect(late.text).toContain("Nu står det: Så bjuder man in er till ett möte Ring oss.");
    expect((await stored())["cost_note"]).toBe("");
  });

  test("the same post twice has one effect", async () => {
    const page = await gerd.get(EDIT);
    const before = (await log()).length;
    await gerd.submit(page, { hoursNote: "Stängt på klämdagar." }, EDIT);
    await gerd.submit(page, { hoursNote: "Stängt på klämdagar." }, EDIT);
    expect((await log()).length).toBe(before + 1);
  });

  test("a pause shows at once, and the unit cannot end the card by itself", async () => {
    await edit(gerd, { status: "paused" });
    expect((await house.visitor().get("/services/bvc-degerfors")).text).toContain("Stängt för tillfället");
    expect((await edit(gerd, { status: "ended" })).status).toBe(422);
    expect(await stored()).toMatchObject({ status: "paused" });
    await edit(gerd, { status: "active" });
    const [{ id }] = await house.rows<{ id: string }>("select id from kring.service where handle = 'bvc-degerfors'") as [{ id: string }];
    await expect(house.as("gerd", ({ tx }) => tx.updateTable("service").set({ status: "ended" }).where("id", "=", id).execute())).rejects.toThrow(/row-level security/);
  });
});

describe("what is wrong is said where it is, and what was written is kept", () => {
  test.each([
    ["phone", "ring oss", "Skriv ett nummer"], ["line", "abc", "Skriv ett nummer"], ["channelValue", "inte en adress", "Adressen går inte"], ["hours-tu", "på förmiddagen", "Tiden går inte att förstå"],
    ["maxAge", "-1", "Den högsta åldern"], ["answersWithin", "31", "mellan 0 och 30"], ["answersWithin", "snart", "högst 2"], ["mission", "", "Fyll i: Ert uppdrag"], ["name", "x".repeat(101), "högst 100"],
    ["does", Array.from({ length: 9 }, (_, nth) => `sak ${nth}`).join("\n"), "Högst 8 rader"], ["need", "Ring om 20221014-2390", "personnummer"], ["level", "sometimes", "Välj ett av alternativen"],
    ["kind2", "bvc", "två gånger"], ["forums", "11111111-1111-4111-8111-111111111111", "Välj ett av alternativen"], ["contact", "11111111-1111-4111-8111-111111111111", "Välj ett av alternativen"],
  ])("%s: %s", async (field, value, said) => {
    const before = await stored();
    const page = await edit(gerd, { [field]: value, guiding: "Mina egna ord." });
    expect(page.status).toBe(422);
    expect(page.problems.join(" ").toLowerCase()).toContain(said.toLowerCase());
    expect(page.html).toContain("Mina egna ord.");
    expect(await stored()).toEqual(before);
  });
  test("a choice is no text: the id of somebody to name may look like an identity number", async () => {
    const looksLikeOne = "0199aaaa-bbbb-7ccc-8ddd-a9001012384a";
    expect(hasIdentityNumber(looksLikeOne)).toBe(true);
    await house.rows(`insert into kring.duty (id, person_id, unit_id, branch_id, role, valid_from) select $1, d.person_id, d.unit_id, d.branch_id, d.role, d.valid_from
      from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-degerfors' and d.leads limit 1`, [looksLikeOne]);
    expect((await edit(gerd, { deputy: looksLikeOne })).text).toContain("Kortet är sparat");
    expect(await stored()).toMatchObject({ deputy_duty_id: looksLikeOne });
  });
  test("contact and deputy are two people", async () => {
    const [duty] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-degerfors' and d.leads");
    const page = await edit(gerd, { contact: duty!.id, deputy: duty!.id });
    expect(page.problems).toEqual(["Ersättaren är samma person som kontaktpersonen"]);
  });
});

describe("who may", () => {
  const simon = () => house.signIn("simon");
  test("a colleague elsewhere reads and does not change: the page, the post and the rows say the same", async () => {
    const who = await simon();
    expect((await who.get(CARD)).status).toBe(200);
    expect((await who.get(CARD)).html).not.toContain(`${CARD}/edit`);
    const [seen, posted] = [await who.get(EDIT), await who.post(EDIT, { once: crypto.randomUUID(), mission: "Mitt" })];
    expect([seen.status, posted.status, (await who.post(`${CARD}/check`, { once: crypto.randomUUID() })).status]).toEqual([404, 404, 404]);
    const changed = await house.as("tilda", async ({ tx }) => [
      await tx.updateTable("service").set({ mission: "Mitt" }).where("handle", "=", "bvc-degerfors").executeTakeFirst(),
      await tx.updateTable("service_internal").set({ need: "Mitt" }).executeTakeFirst(),
    ].map(({ numUpdatedRows }) => Number(numUpdatedRows)));
    // The librarian's own card, and no other's.
    expect(changed).toEqual([0, 1]);
  });
  test("the one who keeps the guide changes any card of it, and none of another's", async () => {
    const page = await ingrid.submit(await ingrid.get("/network/services/steget/edit"), { waiting: "Ingen väntan." }, "/edit");
    expect(page.text).toContain("Kortet är sparat");
    expect((await log("steget"))[0]).toMatchObject({ what: "edited", fields: ["waiting"], role: "coordinator" });
    await house.rows("update kring.service set guide_id = (select id from kring.guide where handle = 'kronoberg') where handle = 'gryningen'");
    expect((await ingrid.get("/network/services/gryningen/edit")).status).toBe(404);
    expect(await house.as("ingrid", async ({ tx }) => Number((await tx.updateTable("service").set({ mission: "x" }).where("handle", "=", "gryningen").executeTakeFirst()).numUpdatedRows))).toBe(0);
  });
  test("only who keeps the guide adds a card and ends one", async () => {
    expect((await gerd.get("/network/guides/degerfors/services/new")).status).toBe(404);
    expect((await gerd.get(`${CARD}/end`)).status).toBe(404);
    expect((await ingrid.get("/network/guides/kronoberg/services/new")).status).toBe(404);
    const [unit] = await house.rows<{ id: string }>("select id from kring.unit where handle = 'degerfors-biblioteket'");
    const filled = {
      unit: unit!.id, name: "Läsbussen Örnen", kind1: "bibliotek", mission: "Vi kommer till dig med böcker.", does: "Lånar ut böcker.", forWhom: "Alla.", minAge: "0", maxAge: "20",
      phone: "031-3900691", channelKind: "email", channelValue: "bussen@example.se", happens: "Bussen stannar där du bor.", anonymous: "yes", record: "no",
    };
    const added = await ingrid.submit(await ingrid.get("/network/guides/degerfors/services/new"), filled);
    expect(added.path).toMatch(/^\/network\/services\/lasbussen-ornen/);
    expect(added.text).toContain("Kortet finns nu i guiden");
    expect(await firstHit("läsbuss")).toBe("lasbussen-ornen");
    expect((await log("lasbussen-ornen"))[0]).toMatchObject({ what: "added" });
    expect((await ingrid.submit(await ingrid.get("/network/services/lasbussen-ornen/end"), {})).text).toContain("Kortet är borttaget");
    expect(await firstHit("läsbuss")).not.toBe("lasbussen-ornen");
    expect((await house.visitor().get("/services/lasbussen-ornen")).status).toBe(404);
    expect((await log("lasbussen-ornen"))[0]).toMatchObject({ what: "ended" });
  });
  test("a second card of the same name gets an address of its own", async () => {
    const [unit] = await house.rows<{ id: string }>("select id from kring.unit where handle = 'degerfors-biblioteket'");
    const filled = {
      unit: unit!.id, name: "BVC Degerfors", kind1: "bvc", mission: "En till.", does: "Samma.", forWhom: "Alla.", minAge: "0", maxAge: "5", phone: "031-3900692", channelKind: "visit", channelValue: "Kom in",
      happens: "Du får svar.", anonymous: "yes", record: "no",
    };
    expect((await ingrid.submit(await ingrid.get("/network/guides/degerfors/services/new"), filled)).path).toMatch(/^\/network\/services\/bvc-degerfors-2/);
  });
});
