import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { openIn, stagePlanning, type Stage } from "#test/plan-stage.ts";
import { assign } from "../matter/index.ts";

let house: TestHouse;
let stage: Stage;
let maja: Client;
let path: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed' where closed_at is null");
  stage = await stagePlanning(house);
  maja = await house.signIn("maja");
  path = `/matters/${stage.matterId}/plan`;
});

const drafts = () => house.rows<{ version: number; number: number; state: string }>("select version, number, state from kring.plan_version where matter_id = $1 order by number", [stage.matterId]);
const send = (client: Client, page: Page, part: string, filled: Record<string, string | string[]>) => client.submit(page, filled, `${path}/${part}`);
const FOLLOW_UP = { followUpOn: "2027-01-11", followUpForm: "meeting", followUpWho: "Maja Lindqvist" };

test("opening the plan after the meeting begins it, once, however many open it", async () => {
  const pages = await Promise.all([maja.get(path), maja.get(path), maja.get(path)]);
  expect(pages.map(({ status, heading }) => [status, heading])).toEqual(Array.from({ length: 3 }, () => [200, "Planen skrivs nu"]));
  expect(await drafts()).toEqual([{ version: 1, number: 1, state: "draft" }]);
  expect(pages[0]!.text).toContain("1 av 4 delar klara");
  expect((await maja.get(`/matters/${stage.matterId}`)).text).toContain("Skriv planen. 3 saker saknas");
});

test("a whole plan is written and adopted in at most sixty interactions", async () => {
  let interactions = 1;
  let page = await maja.get(path);
  const fill = async (part: string, filled: Record<string, string>) => {
    interactions += Object.keys(filled).length + 1;
    page = await send(maja, page, part, filled);
    expect(page.problems, part).toEqual([]);
  };
  await fill("words", { childWords: "Jag vill leka med Nils när det är tyst.", voiceHow: "Han sa det på mötet." });
  await fill("why", { reason: "Elis ska kunna vara med.", guardiansView: "Vi vill veta om han hör." });
  await fill("goals/new", { goal: "Elis är med på samlingen.", goalArea: "learning", sign: "Han sjunger." });
  await fill("parties/new", { unit: stage.units.preschool.id });
  await fill("parties/new", { unit: stage.units.speech.id });
  await fill("measures/new", { what: "En lugn hörna", who: `unit:${stage.units.preschool.id}`, byOn: "1 december 2026", area: "learning" });
  await fill("measures/new", { what: "En träff hos logopeden", who: `unit:${stage.units.speech.id}`, byOn: "2027-01-15", area: "development" });
  await fill("measures/new", { what: "Läsa en bok varje kväll", who: "family:Sara Holm", byOn: "2026-12-20", area: "home" });
  await fill("follow-up", FOLLOW_UP);
  expect(page.text).toContain("Allt som behövs finns med.");
  const check = await maja.submit(page, { intent: "adopt" }, `${path}/all`);
  expect(check.path).toBe(`${path}/adopt?done=saved`);
  const done = await maja.submit(check, {}, `${path}/adopt`);
  interactions += 2;
  expect([done.status, done.path, interactions <= 60]).toEqual([200, `/matters/${stage.matterId}?done=planAdopted`, true]);
  expect(await drafts()).toEqual([{ version: 11, number: 1, state: "adopted" }]);
});

test("the child's words stand first, as they were said, with how they were heard and who wrote them down", async () => {
  const page = await send(maja, await maja.get(path), "words", { childWords: "<b>Jag</b> vill leka\nmed Nils 😀", voiceHow: "Han ritade." });
  expect(page.html).toContain("&lt;b>Jag&lt;/b> vill leka\nmed Nils 😀");
  expect(page.text).toContain("Han ritade. Skrivet av Maja Lindqvist .");
  expect(page.text.indexOf("vill leka")).toBeLessThan(page.text.indexOf("Varför en plan"));
  const instead = await send(maja, page, "words/missing", { voiceMissing: "Elis fick frågan och ville inte svara." });
  expect(instead.text).toContain("Barnets egna ord saknas. Elis fick frågan");
  expect(instead.text).not.toContain("vill leka");
});

test("what stands in several parts is kept with the one that is pressed; going on keeps the proposed follow-up, and one press is enough", async () => {
  const page = await maja.get(path);
  const written = { childWords: "Jag vill vara ute.", voiceHow: "På gården.", reason: "Elis ska vara med.", what: "En lugn hörna", who: "family:Sara Holm", area: "home" };
  const check = await maja.submit(page, { ...written, intent: "adopt" }, `${path}/all`);
  for (const text of ["Jag vill vara ute.", "Elis ska vara med.", "En lugn hörna (Hemmet)", "Maja Lindqvist"]) expect(check.text).toContain(text);
  expect((await maja.get(path)).text).toContain("Allt som behövs finns med.");
  // A part that lacks something stops nothing from being kept later: it is said, and nothing is lost.
  const lacking = await send(maja, await maja.get(path), "why", { reason: "Elis ska kunna vara med.", what: "Bada" });
  expect([lacking.status, lacking.problems]).toEqual([422, ["Här står något skrivet, men något saknas: Vem gör det?"]]);
  for (const text of ["Elis ska kunna vara med.", "Bada"]) expect(lacking.html).toContain(text);
});

test("what is wrong is said at the field and first on the page, and what was written is kept", async () => {
  const page = await send(maja, await maja.get(path), "measures/new", { what: "En lugn hörna", who: "", byOn: "1 februaril", area: "learning" });
  expect([page.status, page.problems]).toEqual([422, ["Välj ett svar: Vem gör det?", "Skriv ett datum som finns, till exempel 2026-12-01"]]);
  expect(page.html).toContain("En lugn hörna");
  expect(page.html).toContain('value="1 februaril"');
});

test("a measure is changed, given to somebody near the family, kept from somebody, and taken away", async () => {
  const party = await send(maja, await maja.get(path), "parties/new", { unit: stage.units.speech.id });
  const added = await send(maja, party, "measures/new", { what: "Bada", who: "family:Sara Holm", byOn: "2026-12-20", area: "home" });
  const own = await maja.get(/href="(\/matters\/[^"]+\/plan\/measures\/[0-9a-f-]{36})"/.exec(added.html)![1]!);
  const changed = await maja.submit(own, { what: "Bada på söndagar", whoElse: "morfar Bengt", withheldFrom: [stage.units.speech.id] }, own.path);
  expect(changed.text).toContain("Bada på söndagar (Hemmet) Vem morfar Bengt");
  expect(changed.text).toContain("En får inte den här raden");
  const refused = await maja.submit(await maja.get(own.path), { whoElse: "", who: `unit:${stage.units.speech.id}`, withheldFrom: [stage.units.speech.id] }, own.path);
  expect(refused.problems).toEqual(["Den som ska göra insatsen måste få veta det. Ta bort valet"]);
  const gone = await maja.submit(await maja.get(own.path), {}, `${own.path}/remove`);
  expect(gone.text).not.toContain("Bada på söndagar");
  expect((await maja.get(own.path)).status).toBe(200);
});

test("a service with something to do cannot leave the plan, and whoever has the pen never can", async () => {
  const party = await send(maja, await maja.get(path), "parties/new", { unit: stage.units.speech.id });
  await send(maja, party, "measures/new", { what: "Träff", who: `unit:${stage.units.speech.id}`, byOn: "2026-12-20", area: "development" });
  const leave = `${path}/parties/${stage.units.speech.id}`;
  expect((await maja.submit(await maja.get(leave), {}, `${leave}/remove`)).problems).toEqual(["Verksamheten har en insats i planen, eller håller i den"]);
  const own = `${path}/parties/${stage.units.bvc.id}`;
  expect((await maja.submit(await maja.get(own), {}, `${own}/remove`)).status).toBe(422);
  const contact = await maja.submit(await maja.get(own), { contact: "Maja Lindqvist", phone: "0470-58 80 00" }, own);
  expect(contact.text).toContain("0470-58 80 00");
});

/** A colleague at the same unit, who works with the same matter. */
async function colleague(): Promise<Client> {
  const handle = house.world.staff.find(({ handle: one, duties }) => one !== "maja" && duties.some(({ unit }) => unit === "bvc-lessebo"))?.handle;
  if (handle) {
    const [{ id }] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo' and d.role <> 'child-health-nurse'") as [{ id: string }];
    await house.as("maja", async (hand) => assign(hand.tx, { matter: { id: stage.matterId as never, branchId: stage.units.bvc.branchId }, duty: id, by: hand.actor.duty!.id, at: hand.at }));
    return house.signIn(handle, "bvc-lessebo");
  }
  return house.signIn("maja");
}

test("two who write the same words never overwrite each other unseen: both texts are shown", async () => {
  const other = await colleague();
  const [mine, theirs] = [await maja.get(path), await other.get(path)];
  await send(maja, mine, "words", { childWords: "Jag vill vara ute.", voiceHow: "På gården." });
  const conflict = await send(other, theirs, "words", { childWords: "Jag vill bygga torn.", voiceHow: "Inne." });
  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain("Nu står det: Vad barnet säger, med egna ord Jag vill vara ute.");
  expect(conflict.html).toContain("Jag vill bygga torn.");
  const settled = await other.submit(conflict, { childWords: "Jag vill vara ute och bygga torn." }, "/words");
  expect(settled.text).toContain("Jag vill vara ute och bygga torn.");
});

test("two who write different parts do not disturb each other", async () => {
  const other = await colleague();
  const [mine, theirs] = [await maja.get(path), await other.get(path)];
  await send(maja, mine, "words", { childWords: "Jag vill vara ute.", voiceHow: "På gården." });
  const both = await send(other, theirs, "why", { reason: "Elis ska vara med.", guardiansView: "Bra." });
  expect(both.status).toBe(200);
  const [again, others] = [await maja.get(path), await other.get(path)];
  await Promise.all([send(maja, again, "measures/new", { what: "Ett", who: "family:Sara Holm", byOn: "2026-12-20", area: "home" }), send(other, others, "measures/new", { what: "Två", who: "family:Sara Holm", byOn: "2026-12-21", area: "home" })]);
  const page = await maja.get(path);
  for (const text of ["Jag vill vara ute.", "Elis ska vara med.", "Ett (Hemmet)", "Två (Hemmet)"]) expect(page.text).toContain(text);
});

test("a row that somebody took away while it was being changed is not lost with its words", async () => {
  const other = await colleague();
  const added = await send(maja, await maja.get(path), "measures/new", { what: "Bada", who: "family:Sara Holm", byOn: "2026-12-20", area: "home" });
  const own = /href="(\/matters\/[^"]+\/plan\/measures\/[0-9a-f-]{36})"/.exec(added.html)![1]!;
  const editing = await other.get(own);
  await maja.submit(await maja.get(own), {}, `${own}/remove`);
  const kept = await other.submit(editing, { what: "Bada varje söndag" }, own);
  expect(kept.status).toBe(409);
  expect(kept.html).toContain("Bada varje söndag");
  expect(kept.text).toContain("Någon annan har tagit bort raden medan du skrev");
  expect((await other.submit(kept, {}, own)).text).toContain("Bada varje söndag");
});

test("words sent after the plan was adopted are kept, and the way on is told", async () => {
  const stale = await maja.get(path);
  await house.rows("update kring.plan_version set state = 'adopted', adopted_at = now(), follow_up_on = now() where matter_id = $1", [stage.matterId]);
  await house.rows("update kring.matter set state = 'planned' where id = $1", [stage.matterId]);
  const late = await send(maja, stale, "words", { childWords: "Sent men viktigt", voiceHow: "Efteråt" });
  expect([late.status, late.problems]).toEqual([422, ["Det finns inget utkast att skriva i just nu"]]);
  expect(late.html).toContain("Sent men viktigt");
});

test("nobody else can open, write or learn of the plan", async () => {
  await maja.get(path);
  const [anna, sara] = [await house.signIn("anna"), await house.signIn("sara")];
  const parts = ["", "/adopt", "/words", "/measures/new", "/follow-up", "/print", "/versions/1", "/deliver", "/versions/new"];
  for (const client of [anna, sara]) for (const part of parts) expect([part, (await client.get(path + part)).status]).toEqual([part, 404]);
  expect((await anna.post(`${path}/words`, { once: crypto.randomUUID(), childWords: "x", voiceHow: "y", version: "1" })).status).toBe(404);
  const missing = path.replace(stage.matterId, crypto.randomUUID());
  expect((await anna.get(path)).html.replaceAll(stage.matterId, "")).toBe((await anna.get(missing)).html.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ""));
  const party = await house.as("anna", (hand) => openIn(hand, { state: "taking-part", role: "party" }));
  expect((await anna.get(`/matters/${party.id}/plan`)).status).toBe(409);
});

test("whatever is sent, the answer is never a fault and never a lost word", async () => {
  const page = await maja.get(path);
  expect((await send(maja, page, "words", { childWords: "x".repeat(1_000_000), voiceHow: "y" })).status).toBe(422);
  for (const text of ["\u202Eabc\u0000 😀", "' or 1=1 --", "__proto__", ""]) for (const [part, name] of [["words", "childWords"], ["measures/new", "what"], ["goals/new", "goal"], ["follow-up", "followUpWho"], ["parties/new", "unit"]] as const) {
    const sent = await send(maja, page, part, { [name]: text, once: crypto.randomUUID() });
    expect([200, 422], `${part} ${text.slice(0, 10)}`).toContain(sent.status);
  }
  for (const version of ["-1", "999999999999", "x"]) expect((await send(maja, page, "why", { reason: "Hej", version })).status).toBeLessThan(500);
  for (const part of [`measures/${crypto.randomUUID()}`, "measures/1", "versions/0", "versions/x", "versions/99999999999999999999"]) expect((await maja.get(`${path}/${part}`)).status).toBe(404);
});
