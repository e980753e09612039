import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client, Filled, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Hand } from "../house.ts";
import { assign, findMatter, moveMatter, type Matter } from "../matter/index.ts";
import { isRefusal } from "../platform/result.ts";
import { marks, perspectives } from "../practice/index.ts";
import { addSignal, noticeChild } from "../signal/index.ts";
import { beginInquiry, listWheel, saveWheel } from "./index.ts";

const ELIS = "202210142390";
const AREAS = ["health", "development", "learning", "care", "home", "relations", "safety"];

let house: TestHouse;
let maja: Client;
beforeAll(async () => {
  house = await openTestHouse();
  maja = await house.signIn("maja");
});
afterAll(() => house.close());

/** Maja at the child health centre has noticed Elis herself. */
async function noticed(hand: Hand): Promise<string> {
  const child = await noticeChild(hand, ELIS);
  if (isRefusal(child)) throw new Error(child.refused);
  const added = await addSignal(hand, { child, words: { seen: "Bygger höga torn.", told: "Sara vet." }, areas: ["learning"], noticedOn: hand.today });
  if (isRefusal(added)) throw new Error(added.refused);
  return added.matterId;
}
const opened = async (hand: Hand, id: string): Promise<Matter> => (await findMatter(hand.tx, hand.house.keys, id))!;

/** A matter of its own for each test, where Maja gathers information. */
const gathering = () =>
  house.as("maja", async (hand) => {
    await hand.tx.updateTable("matter").set({ closed_at: hand.at, state: "closed" }).where("closed_at", "is", null).execute();
    const id = await noticed(hand);
    await beginInquiry(hand, await opened(hand, id));
    return id;
  });

const wheelOf = (id: string) => house.as("maja", async (hand) => listWheel(hand.tx, await opened(hand, id)));
const fill = async (client: Client, id: string, perspective: string, filled: Filled): Promise<Page> => {
  const address = `/matters/${id}/wheel/${perspective}`;
  return client.submit(await client.get(address), filled, address);
};

const checkedRadios = (page: Page) => [...page.html.matchAll(/<input type="radio"[^>]*>/g)].filter(([tag]) => /\bchecked\b/.test(tag)).map(([tag]) => `${/name="([^"]*)"/.exec(tag)![1]}=${/value="([^"]*)"/.exec(tag)![1]}`);

test("nothing is chosen beforehand, and every area may be passed by", async () => {
  const id = await gathering();
  const page = await maja.get(`/matters/${id}/wheel/professional`);
  expect(page.status).toBe(200);
  expect(checkedRadios(page)).toEqual([]);
  expect([...page.html.matchAll(/<section class="card area" id="area-([a-z]+)"/g)].map((match) => match[1])).toEqual(AREAS);
  const saved = await maja.submit(page, { learning_mark: "works", learning_works: "Bygger högre torn än någon annan." }, "/wheel/professional");
  expect(saved.text).toContain("Sparat");
  expect((await wheelOf(id)).map(({ area, mark, works, challenging, needsSupport }) => ({ area, mark, works, challenging, needsSupport }))).toEqual([
    { area: "learning", mark: "works", works: "Bygger högre torn än någon annan.", challenging: "", needsSupport: false },
  ]);
});

test("each mark comes back in its own radio, in all three perspectives, with words, support and how it came out", async () => {
  const id = await gathering();
  for (const [nth, perspective] of perspectives.entries()) {
    const chosen = AREAS.map((area, place) => [`${area}_mark`, marks[(place + nth) % marks.length]!] as const);
    await fill(maja, id, perspective, { ...Object.fromEntries(chosen), how: `Så här ${nth}`, learning_works: `rad ett\r\nrad två ${nth}`, learning_challenging: "<b>\"hö\" & hallå</b> 🙂 مرحبا", learning_support: ["yes"] });
    const again = await maja.get(`/matters/${id}/wheel/${perspective}`);
    expect(checkedRadios(again)).toEqual(chosen.map((pair) => pair.join("=")));
    expect(again.html).toContain(`rad ett\nrad två ${nth}</textarea>`);
    expect(again.html).toContain("&lt;b>&quot;hö&quot; &amp; hallå&lt;/b> 🙂 مرحبا</textarea>");
    expect(/<input type="checkbox"[^>]*name="learning_support"[^>]*>/.exec(again.html)![0]).toContain("checked");
    expect(again.html).toContain(`value="Så här ${nth}"`);
  }
});

test("the drawing says what the table says, for every perspective and area", async () => {
  const id = await gathering();
  await fill(maja, id, "child", { learning_mark: "challenging", learning_challenging: "Det är svårt när alla pratar.", learning_support: ["yes"], health_mark: "works" });
  await fill(maja, id, "guardian", { learning_mark: "both", home_mark: "unknown" });
  const page = await maja.get(`/matters/${id}/wheel`);
  const drawn = page.html.split("<figure class=\"wheel\">").slice(1).map((part) => [...part.split("</figure>")[0]!.matchAll(/<g class="sector [^"]*"[^>]*><title>([^<]+)<\/title>/g)].map((match) => match[1]!));
  const rows = page.html.slice(page.html.indexOf("<tbody")).split("<tr").slice(1).map((row) => {
    const area = /<th scope="row"[^>]*>([^<]+)</.exec(row)![1]!;
    return row.split("<td").slice(1).map((cell) => `${area}: ${[...cell.matchAll(/<p class="said-marks">([\s\S]*?)<\/p>/g)][0]![1]!.replaceAll(/<svg[\s\S]*?<\/svg>/g, "").replaceAll(/<[^>]+>/g, ";").split(";").map((word) => word.trim()).filter(Boolean).join(", ")}`);
  });
  expect(drawn).toHaveLength(3);
  expect(rows).toHaveLength(7);
  for (const [place, perspective] of perspectives.entries()) expect(drawn[place], perspective).toEqual(rows.map((row) => row[place]));
  expect(drawn[0]).toContain("Lärande: utmanande, behöver stöd");
  expect(page.text).toContain("”Det är svårt när alla pratar.”");
});

test("three pictures are never made into one: no figure, no sum, no percentage stands on the page", async () => {
  const id = await gathering();
  for (const perspective of perspectives) await fill(maja, id, perspective, Object.fromEntries(AREAS.map((area) => [`${area}_mark`, "challenging"])));
  const { text } = await maja.get(`/matters/${id}/wheel`);
  expect(text).not.toMatch(/\d+ av \d+|\d ?%|poäng|summa|medel/i);
});

test("the child is asked in its own words, with a picture for each area, and may take one area at a time", async () => {
  const id = await gathering();
  const page = await maja.get(`/matters/${id}/wheel/child`);
  expect(page.text).toContain("Det är svårt");
  expect(page.text).toContain("Jag vill ha hjälp");
  expect(page.text).toContain("När är du pigg och glad?");
  expect([...page.html.matchAll(/<svg class="area-picture"[^>]*role="img"[^>]*aria-label="([^"]+)"/g)]).toHaveLength(7);
  const first = await maja.get(page.link("Ta ett område i taget"));
  expect(first.text).toContain("1 av 7");
  const second = await maja.submit(first, { health_mark: "works", health_works: "Jag är pigg." }, "?area=health");
  expect(second.text).toContain("2 av 7");
  expect(second.link("Hoppa över")).toBe(`/matters/${id}/wheel/child?area=learning`);
  const stopped = await maja.submit(second, { development_mark: "works", intent: "stop" }, "?area=development");
  expect(stopped.path).toContain(`/matters/${id}/wheel?`);
  expect((await wheelOf(id)).map(({ area, works }) => `${area}: ${works}`).sort()).toEqual(["development: ", "health: Jag är pigg."]);
});

test("words without a button pressed are kept, and say themselves what they are", async () => {
  const id = await gathering();
  await fill(maja, id, "guardian", { care_works: "Vi läser varje kväll.", home_challenging: "Trångt.", relations_support: ["yes"] });
  expect((await wheelOf(id)).map(({ area, mark, needsSupport }) => `${area} ${mark} ${needsSupport}`).sort()).toEqual(["care works false", "home challenging false", "relations unknown true"]);
});

test("safety that is hard leads straight to a report of concern, on the wheel and where it was said; without it there is no such question", async () => {
  const id = await gathering();
  const calm = await fill(maja, id, "guardian", { safety_mark: "works", learning_mark: "challenging" });
  expect(calm.text).not.toContain("Far barnet illa");
  const raised = await fill(maja, id, "guardian", { safety_mark: "challenging", safety_challenging: "Rädd hemma." });
  expect(raised.text).toContain("Far barnet illa, eller tror du det?");
  expect(raised.link("Så gör du en orosanmälan")).toBe("/concern");
  const form = await maja.get(`/matters/${id}/wheel/guardian`);
  expect(form.html).toContain('class="area-gate area-gate-open"');
  expect(form.html.split('class="area-gate').length - 1).toBe(1);
});

test("two colleagues in the same perspective: each keeps what only one of them changed", async () => {
  const id = await gathering();
  await fill(maja, id, "professional", { health_works: "Sover gott.", how: "Besök" });
  const [mine, hers] = [await maja.get(`/matters/${id}/wheel/professional`), await maja.get(`/matters/${id}/wheel/professional`)];
  await maja.submit(hers, { learning_works: "Läser gärna.", health_works: "Sover gott och länge." }, "/wheel/professional");
  const saved = await maja.submit(mine, { relations_challenging: "Ofta ensam." }, "/wheel/professional");
  expect(saved.status).toBe(200);
  expect((await wheelOf(id)).map(({ area, works, challenging, how, version }) => [area, works, challenging, how, version])).toEqual(
    expect.arrayContaining([["health", "Sover gott och länge.", "", "Besök", 2], ["learning", "Läser gärna.", "", "Besök", 1], ["relations", "", "Ofta ensam.", "Besök", 1]]),
  );
});

test("two colleagues in the same area: both texts are shown, nothing is written, nothing is lost, and saving again decides", async () => {
  const id = await gathering();
  await fill(maja, id, "professional", { health_works: "Sover gott." });
  const [mine, hers] = [await maja.get(`/matters/${id}/wheel/professional`), await maja.get(`/matters/${id}/wheel/professional`)];
  await maja.submit(hers, { health_works: "Sover inte alls.", health_mark: "challenging" }, "/wheel/professional");
  const conflict = await maja.submit(mine, { health_works: "Sover gott på dagen.", relations_works: "Har Nils." }, "/wheel/professional");
  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain("Nu står det: Hälsa: det som fungerar");
  expect(conflict.text).toContain("Sover inte alls.");
  expect(conflict.text).toContain("Nu står det: Hälsa: hur det är");
  expect(conflict.html).toContain("Sover gott på dagen.</textarea>");
  expect(conflict.html).toContain("Har Nils.</textarea>");
  expect((await wheelOf(id)).map(({ area, works }) => [area, works])).toEqual([["health", "Sover inte alls."]]);
  await maja.submit(conflict, {}, "/wheel/professional");
  expect((await wheelOf(id)).map(({ area, works }) => [area, works])).toEqual(expect.arrayContaining([["health", "Sover gott på dagen."], ["relations", "Har Nils."]]));
});

test("a text that is too long is told, kept, and does not hide that somebody else has written meanwhile", async () => {
  const id = await gathering();
  const page = await maja.get(`/matters/${id}/wheel/guardian`);
  await fill(maja, id, "guardian", { health_works: "Frisk." });
  const long = "å".repeat(2001);
  const told = await maja.submit(page, { health_works: long }, "/wheel/guardian");
  expect(told.status).toBe(422);
  expect(told.problems[0]).toContain("2 001");
  expect(told.html).toContain(long);
  const again = await maja.submit(told, { health_works: "Ofta förkyld." }, "/wheel/guardian");
  expect(again.status).toBe(409);
  expect(again.text).toContain("Frisk.");
});

test("one megabyte in one field is answered kindly and writes nothing", async () => {
  const id = await gathering();
  const told = await fill(maja, id, "child", { home_works: "x".repeat(1_000_000) });
  expect(told.status).toBe(422);
  expect(await wheelOf(id)).toEqual([]);
});

test("only the line on how it came out is not lost, but asks for something it can be about", async () => {
  const id = await gathering();
  const told = await fill(maja, id, "child", { how: "På golvet med klossar" });
  expect(told.status).toBe(422);
  expect(told.html).toContain('value="På golvet med klossar"');
  await fill(maja, id, "child", { how: "På golvet med klossar", health_mark: "works" });
  await fill(maja, id, "child", { how: "På golvet med klossar, pappa var med" });
  expect((await wheelOf(id)).map(({ how }) => how)).toEqual(["På golvet med klossar, pappa var med"]);
});

test("a changed hidden field or an invented answer writes nothing of its own making", async () => {
  const id = await gathering();
  await fill(maja, id, "guardian", { health_works: "Frisk." });
  const page = await maja.get(`/matters/${id}/wheel/guardian`);
  expect((await maja.submit(page, { health_mark: "9" }, "/wheel/guardian")).status).toBe(422);
  const forged = await maja.submit(page, { health_works: "Sjuk.", health_drawn: "x".repeat(50) }, "/wheel/guardian");
  expect(forged.status).toBe(409);
  expect((await maja.get(`/matters/${id}/wheel/neighbour`)).status).toBe(404);
  expect((await wheelOf(id)).map(({ works }) => works)).toEqual(["Frisk."]);
});

test("a colleague at the same branch who does not work with Elis sees that nothing exists; once assigned, she sees the wheel", async () => {
  const id = await gathering();
  await fill(maja, id, "child", { health_works: "Jag är pigg." });
  const ebba = await house.signIn("ebba");
  for (const path of ["wheel", "wheel/child", "decision", "begin", "think-again", "close"]) expect((await ebba.get(`/matters/${id}/${path}`)).status, path).toBe(404);
  expect((await ebba.post(`/matters/${id}/wheel/child`, { once: crypto.randomUUID(), health_works: "Nej." })).status).toBe(404);
  const duty = await house.as("ebba", async (hand) => hand.actor.duty!.id);
  await house.as("maja", async (hand) => assign(hand.tx, { matter: await opened(hand, id), duty, by: hand.actor.duty!.id, at: hand.at }));
  expect((await ebba.get(`/matters/${id}/wheel`)).text).toContain("”Jag är pigg.”");
});

test("what was said lies sealed: none of it can be read in the database", async () => {
  const id = await gathering();
  await fill(maja, id, "child", { relations_works: "Pappegojan Bosse", relations_challenging: "Ingen leker", how: "Under äppelträdet" });
  const [row] = await house.rows<{ all: string }>("select string_agg(encode(sealed, 'escape') || w::text, '') as all from kring.wheel_entry w where matter_id = $1", [id]);
  for (const words of ["Bosse", "Ingen leker", "äppelträdet", "Maja"]) expect(row!.all).not.toContain(words);
  const trail = await house.rows<{ all: string }>("select string_agg(shown::text, '') as all from kring.audit_event where matter_id = $1", [id]);
  expect(trail[0]!.all).not.toContain("Bosse");
  // The control: the same question finds what is not sealed.
  expect(row!.all).toContain("relations");
});

test("at a follow-up a new round begins; the picture from before stays as it was and can be looked at", async () => {
  const id = await gathering();
  await fill(maja, id, "child", { learning_challenging: "Svårt när alla pratar." });
  await house.as("maja", async (hand) => {
    for (const by of ["needs-collaboration", "call-meeting", "start-collaboration", "adopt"] as const) await moveMatter(hand.tx, { matter: await opened(hand, id), by, at: hand.at });
    await saveWheel(hand, { matter: await opened(hand, id), perspective: "child", entries: [{ area: "learning", works: "Nu har jag hörlurar." }], how: "" });
  });
  const now = await maja.get(`/matters/${id}/wheel`);
  expect(now.text).toContain("Nu har jag hörlurar.");
  expect(now.text).not.toContain("Svårt när alla pratar.");
  const then = await maja.get(now.link("När vi samlade information"));
  expect(then.text).toContain("Svårt när alla pratar.");
  expect(then.html).not.toContain(`href="/matters/${id}/wheel/child"`);
});

test("on the child's page the next step is the wheel until somebody has spoken, and then the decision", async () => {
  const id = await gathering();
  const before = await maja.get(`/matters/${id}`);
  expect(before.link("Fyll i hjulet tillsammans med Elis")).toBe(`/matters/${id}/wheel/child`);
  await fill(maja, id, "child", { learning_mark: "works" });
  const after = await maja.get(`/matters/${id}`);
  expect(after.link("Ta ställning: vem kan ge den hjälp som behövs?")).toBe(`/matters/${id}/decision`);
  expect(after.text).toContain("Inte pratat om: Hälsa, Utveckling, Omsorg, Hemmet, Relationer, Trygghet");
});
