import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Filled } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { freeHandle, partiesOf, unnamedFor, type Party } from "./agreement.ts";
import { nameSignatory } from "./party-store.ts";

const party = (id: string, more: Partial<Party> = {}): Party => ({ id, authorityId: "a", authority: "A", board: `Nämnd ${id}`, contributes: "Nytt", signatory: undefined, signatoryTitle: "", kinds: [], askedUnit: "u", ...more });

describe("the parties of an agreement", () => {
  test("an adopted version has those who signed it, as they were then", () => {
    const agreement = { parties: [party("1"), party("2")], signatures: [{ versionId: "v", partyId: "1", dutyId: "d", title: "chef", at: new Date(), board: "Gamla nämnden", contributes: "Gammalt" }] };
    expect(partiesOf(agreement, { id: "v", state: "adopted" }).map(({ board, contributes }) => [board, contributes])).toEqual([["Gamla nämnden", "Gammalt"]]);
    expect(partiesOf(agreement, { id: "w", state: "draft" }).map(({ board }) => board)).toEqual(["Nämnd 1", "Nämnd 2"]);
  });
  test("it is for those who receive at the unit that is asked to say who signs, until somebody has", () => {
    const parties = [party("1"), party("2", { signatory: "s" }), party("3", { askedUnit: "other" }), party("4", { askedUnit: undefined })];
    const ids = (leads: boolean, unitId = "u") => unnamedFor({ parties }, { id: "d", unitId, leads }).map(({ id }) => id);
    expect([ids(true), ids(false), ids(true, "other"), unnamedFor({ parties }, undefined)]).toEqual([["1"], [], ["3"], []]);
  });
  test("a new address is none that is taken, and none of our own pages", () => {
    expect([freeHandle("narvaro", new Set()), freeHandle("narvaro", new Set(["narvaro", "narvaro-2"])), freeHandle("new", new Set()), freeHandle("coordinators", new Set())]).toEqual(["narvaro", "narvaro-3", "new-2", "coordinators-2"]);
  });
});

let house: TestHouse;
let [ingrid, gerd, mirjam]: Client[] = [];
const ids = new Map<string, string>();
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T09:00:00+01:00");
  for (const { handle, id } of await house.rows<{ handle: string; id: string }>("select handle, id from kring.unit")) ids.set(handle, id);
  [ingrid, gerd, mirjam] = [await house.signIn("ingrid"), await house.signIn("gerd"), await house.signIn("mirjam", "degerfors-socialtjansten")];
});
afterAll(() => house.close());

const HERE = "/agreements/narvaro-i-skolan";
const PARTY: Filled = { board: "Socialnämnden", contributes: "Stöd till föräldrar." };
const rows = () => house.rows<{ id: string; board: string; signed: boolean }>("select p.id, p.board, p.signatory_duty_id is not null as signed from kring.agreement_party p join kring.agreement a on a.id = p.agreement_id where a.handle = 'narvaro-i-skolan' order by p.position");
const at = async (nth: number, path = "") => `${HERE}/parties/${(await rows())[nth]!.id}${path}`;
/** Somebody there, by a name: the list has no order of its own. */
const own = async (as: Client, path: string, name = "") => (new RegExp(`<option value="([^"]+)"[^>]*>[^<]*${name}[^<]*</option>`).exec((await as.get(path)).html.split('name="duty"')[1]!.split("</select>")[0]!.replace(/<option value="">[^<]*<\/option>/, ""))!)[1]!;

describe("an agreement is begun", () => {
  test("by whoever coordinates and by nobody else; its own authority is the first party", async () => {
    for (const path of ["/agreements/new", "/agreements/coordinators"]) expect([(await gerd!.get(path)).status, (await gerd!.post(path, { once: randomUUID(), title: "Egen", board: "B", contributes: "C" })).status], path).toEqual([404, 404]);
    expect((await gerd!.get("/agreements")).html).not.toContain("/agreements/new");
    const form = await ingrid!.get("/agreements/new");
    const refused = await ingrid!.submit(form, { title: "Om 20221014-2390", board: "Folkhälsonämnden", contributes: "Samordning." });
    expect([refused.status, refused.problems[0], refused.html.includes("Samordning.")]).toEqual([422, expect.stringContaining("personnummer"), true]);
    const edit = await ingrid!.submit(form, { title: "Närvaro i skolan", board: "Folkhälsonämnden", contributes: "Samordning." });
    expect([edit.text.includes("Utkastet är påbörjat"), edit.html.includes("Prioriterade mål"), (await rows()).map(({ board }) => board)]).toEqual([true, true, ["Folkhälsonämnden"]]);
    await ingrid!.submit(edit, { "text-ground": "Varje barn hör till.", public: ["ground"] });
  });
  test("a row of it is begun by nobody who does not coordinate, and for no other unit", async () => {
    const row = (unit: string) => ({ id: randomUUID(), handle: "hemlig", title: "Hemlig", unit_id: ids.get(unit)! });
    await expect(house.as("gerd", (hand) => hand.tx.insertInto("agreement").values(row("bvc-degerfors")).execute())).rejects.toThrow(/row-level security/);
    await expect(house.as("ingrid", (hand) => hand.tx.insertInto("agreement").values(row("bvc-degerfors")).execute())).rejects.toThrow(/row-level security/);
  });
  test("one party is no agreement; another is asked with a letter, and nobody of it sees the draft", async () => {
    const add = await ingrid!.get(`${HERE}/parties/new`);
    expect((await ingrid!.submit(add, { ...PARTY, unit: ids.get("degerfors-socialtjansten")!, contributes: "Som 20221014-2390" })).problems[0]).toContain("personnummer");
    expect((await ingrid!.submit(await ingrid!.get(await at(0, "/signatory")), { duty: await own(ingrid!, await at(0, "/signatory"), "Ingrid"), title: "folkhälsochef" })).text).toContain("Sparat");
    expect((await ingrid!.submit(await ingrid!.get(`${HERE}/send`), {})).problems).toEqual(["En överenskommelse har minst två parter"]);
    const letters = () => house.rows<{ count: number }>("select count(*)::int as count from kring.letter where kind = 'something-to-read'");
    const before = (await letters())[0]!.count;
    expect((await ingrid!.submit(add, { ...PARTY, unit: ids.get("degerfors-socialtjansten")! })).text).toContain("tillfrågad");
    expect((await letters())[0]!.count).toBeGreaterThan(before);
    expect((await ingrid!.submit(await ingrid!.get(`${HERE}/parties/new`), { ...PARTY, unit: ids.get("degerfors-socialtjansten")! })).problems[0]).toContain("redan part");
    expect([(await mirjam!.get(HERE)).status, (await mirjam!.get(`${HERE}/edit`)).status, (await mirjam!.get("/agreements")).text.includes("Närvaro i skolan")]).toEqual([404, 404, true]);
    expect((await ingrid!.submit(await ingrid!.get(`${HERE}/send`), {})).problems).toEqual(["Någon part saknar den som skriver under"]);
  });
});

describe("a party says itself who signs for it", () => {
  test("nobody of another authority can, nor of another unit of its own, by page or by hand", async () => {
    const [path, { id }] = [await at(1, "/signatory"), (await rows())[1]!];
    const hugo = await house.signIn("hugo", "degerfors-skolkontoret");
    for (const who of [ingrid!, gerd!, hugo]) expect([(await who.get(path)).status, (await who.post(path, { once: randomUUID(), duty: randomUUID(), title: "chef" })).status]).toEqual([404, 404]);
    const [{ duty }] = await house.rows<{ duty: string }>("select id as duty from kring.duty where unit_id = $1 and leads limit 1", [ids.get("degerfors-socialtjansten")]) as [{ duty: string }];
    expect(await house.as("ingrid", (hand) => nameSignatory(hand.tx, id, { duty, title: "chef" }))).toBe(false);
    await expect(house.as("ingrid", (hand) => hand.tx.updateTable("agreement_party").set({ signatory_duty_id: duty }).where("id", "=", id).execute())).rejects.toThrow(/permission denied/);
    expect((await rows())[1]!.signed).toBe(false);
  });
  test("whoever receives at the unit that is asked has it on the list, and names a duty of its own authority only", async () => {
    expect((await mirjam!.get("/list")).text).toContain("Säg vem som skriver under för er");
    const [path, { id }] = [await at(1, "/signatory"), (await rows())[1]!];
    const [{ duty: elsewhere }] = await house.rows<{ duty: string }>("select id as duty from kring.duty where unit_id = $1 limit 1", [ids.get("bvc-degerfors")]) as [{ duty: string }];
    expect((await mirjam!.submit(await mirjam!.get(path), { duty: elsewhere, title: "chef" })).status).toBe(422);
    expect(await house.as("mirjam", (hand) => nameSignatory(hand.tx, id, { duty: elsewhere, title: "chef" }), "degerfors-socialtjansten")).toBe(false);
    for (const lacking of [{ duty: "", title: "socialchef" }, { duty: await own(mirjam!, path), title: "" }]) expect((await mirjam!.submit(await mirjam!.get(path), lacking)).status).toBe(422);
    const [{ self }] = await house.rows<{ self: string }>("select d.id as self from kring.duty d join kring.session s on s.person_id = d.person_id where d.unit_id = $1 and s.token_hash = sha256($2)", [ids.get("degerfors-socialtjansten"), Buffer.from(await house.tokenFor("mirjam", "degerfors-socialtjansten"))]) as [{ self: string }];
    expect((await mirjam!.submit(await mirjam!.get(path), { duty: self, title: "socialchef" })).text).toContain("Sparat");
    expect([(await rows())[1]!.signed, (await mirjam!.get("/list")).text.includes("Säg vem som skriver under")]).toEqual([true, false]);
  });
  test("another board says anew who signs; a party that is named against its will is none", async () => {
    const edit = await at(1);
    await ingrid!.submit(await ingrid!.get(edit), { board: "Individ- och familjenämnden" });
    expect((await rows())[1]).toMatchObject({ board: "Individ- och familjenämnden", signed: false });
    const [{ self }] = await house.rows<{ self: string }>("select d.id as self from kring.duty d join kring.session s on s.person_id = d.person_id where d.unit_id = $1 and s.token_hash = sha256($2)", [ids.get("degerfors-socialtjansten"), Buffer.from(await house.tokenFor("mirjam", "degerfors-socialtjansten"))]) as [{ self: string }];
    await mirjam!.submit(await mirjam!.get(await at(1, "/signatory")), { duty: self, title: "socialchef" });
    await ingrid!.submit(await ingrid!.get(`${HERE}/parties/new`), { board: "Hälso- och sjukvårdsnämnden", contributes: "BVC.", unit: ids.get("bvc-degerfors")! });
    const path = await at(2, "/decline");
    expect((await mirjam!.post(path, { once: randomUUID() })).status).toBe(404);
    await gerd!.submit(await gerd!.get(path), {}, path);
    expect((await rows()).map(({ board }) => board)).toEqual(["Folkhälsonämnden", "Individ- och familjenämnden"]);
  });
  test("while a version is signed the parties are locked; what is signed stays as it was", async () => {
    await ingrid!.submit(await ingrid!.get(`${HERE}/send`), {});
    expect((await ingrid!.submit(await ingrid!.get(`${HERE}/parties/new`), { ...PARTY, unit: ids.get("bvc-degerfors")! })).problems[0]).toContain("låsta");
    await expect(house.rows("update kring.agreement_party set contributes = 'Annat' where id = $1", [(await rows())[1]!.id])).rejects.toThrow("locked");
    for (const [who, unit] of [["ingrid", "folkhalsoforvaltningen"], ["mirjam", "degerfors-socialtjansten"]] as const) {
      const signer = await house.signIn(who, unit);
      await signer.submit(await signer.get(`${HERE}/sign`), {});
    }
    const visitor = house.visitor();
    expect((await visitor.get("/cooperation/narvaro-i-skolan")).text).toContain("Individ- och familjenämnden, Degerfors kommun");
    await ingrid!.submit(await ingrid!.get(await at(1)), { board: "Nya nämnden", contributes: "Något helt annat." });
    await ingrid!.submit(await ingrid!.get(`${HERE}/parties/new`), { board: "Hälso- och sjukvårdsnämnden", contributes: "BVC.", unit: ids.get("bvc-degerfors")! });
    const [open, inside] = [(await visitor.get("/cooperation/narvaro-i-skolan")).text, (await ingrid!.get(HERE)).text];
    for (const text of [open, inside]) expect([text.includes("Individ- och familjenämnden"), text.includes("Nya nämnden"), text.includes("Hälso- och sjukvårdsnämnden")]).toEqual([true, false, false]);
    expect(inside).toContain("Stöd till föräldrar.");
    expect((await ingrid!.post(await at(1), { once: randomUUID(), ...PARTY, unit: ids.get("degerfors-socialtjansten")!, intent: "remove" })).status).toBe(422);
  });
});

describe("who coordinates, who has read, and where anybody finds it", () => {
  test("whoever coordinates says who else at the unit does; somebody always does", async () => {
    const magnus = (await house.rows<{ id: string }>("select id from kring.duty where unit_id = $1 and coordinates", [ids.get("folkhalsoforvaltningen")])).map(({ id }) => id);
    expect((await ingrid!.submit(await ingrid!.get("/agreements/coordinators"), { who: [] })).status).toBe(422);
    expect(await house.as("gerd", async (hand) => (await sql<{ set: boolean }>`select kring.set_coordinators(array[kring.duty_id()]) as set`.execute(hand.tx)).rows[0]!.set)).toBe(false);
    const [{ elsewhere }] = await house.rows<{ elsewhere: string }>("select id as elsewhere from kring.duty where unit_id = $1 limit 1", [ids.get("bvc-degerfors")]) as [{ elsewhere: string }];
    expect(await house.as("ingrid", async (hand) => (await sql<{ set: boolean }>`select kring.set_coordinators(array[${elsewhere}]::uuid[]) as set`.execute(hand.tx)).rows[0]!.set)).toBe(false);
    expect((await ingrid!.submit(await ingrid!.get("/agreements/coordinators"), { who: magnus })).text).toContain("Sparat");
  });
  test("somebody says that they have read what applies; its keeper sees how many at each unit and nobody sees who", async () => {
    const page = await gerd!.get("/agreements/degerforsmodellen");
    expect(page.text).not.toContain("Bara antal visas");
    for (let twice = 0; twice < 2; twice += 1) await gerd!.post("/agreements/degerforsmodellen/read", { once: randomUUID() });
    expect((await gerd!.get("/agreements/degerforsmodellen")).text).toContain("Du har läst den här versionen.");
    const kept = await ingrid!.get("/agreements/degerforsmodellen");
    expect(kept.text).toContain("BVC Degerfors, Region Örebro län : en person");
    expect(kept.text).not.toContain("Gerd");
    expect((await (await house.signIn("maja")).post("/agreements/degerforsmodellen/read", { once: randomUUID() })).status).toBe(404);
    expect(await house.as("ingrid", (hand) => hand.tx.selectFrom("agreement_read").select("duty_id").execute())).toEqual([]);
    expect(await house.as("gerd", async (hand) => (await sql`select * from kring.agreement_readers('degerforsmodellen')`.execute(hand.tx)).rows)).toEqual([]);
  });
  test("the model's page leads anybody to what is in force, and to nothing else", async () => {
    expect((await house.visitor().get("/model")).html).toContain("/cooperation/degerforsmodellen");
    await house.rows("update kring.guide set unit_id = (select id from kring.unit where handle = 'bvc-degerfors') where handle = 'degerfors'");
    expect((await house.visitor().get("/model")).html).not.toContain("/cooperation/");
  });
});
