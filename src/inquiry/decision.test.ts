import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { personOf, withholdFrom } from "#test/family-stage.ts";
import type { Client, Filled, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { findMatter, matterStates, type Matter } from "../matter/index.ts";
import { isRefusal } from "../platform/result.ts";
import { addSignal, noticeChild } from "../signal/index.ts";
import { beginInquiry, decide, listDecisions, saveWheel } from "./index.ts";

const TYRA = "201808252389";
const reason = "Rasterna är skolans ansvar och vi har inte prövat allt.";

let house: TestHouse;
let torbjorn: Client;
let id: string;
beforeAll(async () => {
  house = await openTestHouse();
  torbjorn = await house.signIn("torbjorn");
});
afterAll(() => house.close());

const matter = () => house.as("torbjorn", (hand) => findMatter(hand.tx, house.house.keys, id) as Promise<Matter>);
const setState = (state: string) => house.rows("update kring.matter set state = $2, closed_at = null where id = $1", [id, state]);
const decisions = () => house.as("torbjorn", async (hand) => listDecisions(hand.tx, await matter()));
const unitId = async (handle: string) => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;

/** The head teacher gathers information about Tyra, and the wheel has been filled in. */
beforeEach(async () => {
  id = await house.as("torbjorn", async (hand) => {
    await hand.tx.updateTable("matter").set({ closed_at: hand.at, state: "closed" }).where("closed_at", "is", null).execute();
    const child = await noticeChild(hand, TYRA);
    if (isRefusal(child)) throw new Error(child.refused);
    const added = await addSignal(hand, { child, words: { seen: "Går undan på rasten.", told: "Tyra vet." }, areas: ["relations"], noticedOn: hand.today });
    if (isRefusal(added)) throw new Error(added.refused);
    const noticed = (await findMatter(hand.tx, hand.house.keys, added.matterId))!;
    await beginInquiry(hand, noticed);
    await saveWheel(hand, { matter: noticed, perspective: "child", how: "På skolgården", entries: [{ area: "learning", works: "Jag är bra på matte." }, { area: "relations", challenging: "De ändrar reglerna.", needsSupport: true }] });
    return added.matterId;
  });
});

const answer = async (filled: Filled): Promise<Page> => torbjorn.submit(await torbjorn.get(`/matters/${id}/decision`), filled, "/decision");

test("the questions stand in the model's order, each with what a yes and a no lead to, beside what the wheel shows", async () => {
  const page = await torbjorn.get(`/matters/${id}/decision`);
  const asked = ["Kan vi möta barnets behov i vår egen verksamhet?", "Ligger ärendet helt hos en annan verksamhet?", "Behöver två eller fler parter samverka?"];
  const places = asked.map((question) => page.text.indexOf(question));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(page.text).toContain("Vi gör det som behövs hos oss. Sedan avslutas ärendet.");
  expect(page.html).not.toMatch(/<input type="(radio|checkbox)"[^>]*\bchecked/);
  expect(page.text).toContain("Tyra fungerar Lärande utmanande Relationer behöver stöd Relationer");
});

test("yes to the first: it is solved here, whatever stands further down, and the child's page says why and what comes next", async () => {
  const page = await answer({ "own-service_answer": "yes", "own-service_reason": reason, "another-service_answer": "yes", "another-service_reason": "x", who: [await unitId("trollet")] });
  expect(page.path).toContain(`/matters/${id}?`);
  expect(page.text).toContain(reason);
  expect(page.text).toContain("Vi löser det i vår egen verksamhet");
  expect(page.link("Gör det ni kom fram till")).toBe(`/matters/${id}/close`);
  expect((await matter()).state).toBe("own-service");
  expect(await decisions()).toMatchObject([{ outcome: "own-service", answers: { "own-service": { yes: true, reason } }, who: [] }]);
  expect(Object.keys((await decisions())[0]!.answers)).toEqual(["own-service"]);
});

test("no, then yes: it belongs to one other, who is remembered for the hand-over", async () => {
  const bup = await unitId("bup-vaxjo");
  await answer({ "own-service_answer": "no", "own-service_reason": "Vi räcker inte.", "another-service_answer": "yes", "another-service_reason": "Det är deras uppdrag.", other: bup });
  expect((await matter()).state).toBe("other-service");
  expect((await decisions())[0]).toMatchObject({ outcome: "other-service", who: [bup] });
});

test("no, no, yes: several are needed, and at least one of them must be named", async () => {
  const answers = { "own-service_answer": "no", "own-service_reason": "Vi räcker inte.", "another-service_answer": "no", "another-service_reason": "Inte heller.", "several-together_answer": "yes", "several-together_reason": "Vi behöver varandra." };
  const told = await answer(answers);
  expect([told.status, told.problems]).toEqual([422, ["Välj minst en verksamhet som behövs"]]);
  expect(told.html).toContain("Vi behöver varandra.</textarea>");
  const [nurse, social] = [await unitId("lessebo-skolskoterskan"), await unitId("lessebo-familjestod")];
  const page = await torbjorn.submit(told, { who: [nurse, social] }, "/decision");
  // The family is asked next, about those who were named, for the reason that was written.
  expect(page.path).toMatch(/\/consents\/new\?done=/);
  for (const unit of [nurse, social]) expect(page.html).toMatch(new RegExp(`<input[^>]*value="${unit}"[^>]*checked`));
  expect(page.html).toContain("Vi behöver varandra.</textarea>");
  expect((await torbjorn.get(page.path.replace(/\/consents.*/, ""))).text).toContain("De som behövs: Familjestödet i Lessebo, Skolsköterskemottagningen Lessebo");
  expect((await matter()).state).toBe("consent");
  expect((await decisions())[0]).toMatchObject({ outcome: "collaboration" });
  expect([...(await decisions())[0]!.who].sort()).toEqual([nurse, social].sort());
});

test("an unanswered question, a missing reason and three noes are told at the field; nothing is decided and every word is kept", async () => {
  const no = { "own-service_answer": "no", "own-service_reason": "Vi räcker inte." };
  const cases: Array<[Filled, string[], string]> = [
    [{}, ["Välj ett svar: Svaret på fråga 1", "Fyll i: Varför, fråga 1"], "f-own-service_answer"],
    [no, ["Svara ja eller nej på den här frågan"], "f-another-service_answer"],
    [{ ...no, "another-service_answer": "yes" }, ["Skriv varför. Det räcker med en mening"], "f-another-service_reason"],
    [{ ...no, "another-service_answer": "no", "another-service_reason": "Nej.", "several-together_answer": "no", "several-together_reason": "Inte än." }, ["Det blev nej på alla tre. Samla mer information och ställ frågorna igen"], "f-several-together_answer"],
    [{ "own-service_answer": "maybe", "own-service_reason": "?" }, ["Välj ett av alternativen"], "f-own-service_answer"],
  ];
  for (const [filled, problems, at] of cases) {
    const told = await answer(filled);
    expect([told.status, told.problems]).toEqual([422, problems]);
    expect(told.html, at).toContain(`href="#${at}"`);
    expect(told.html, at).toContain(`id="${at}"`);
    if (filled["own-service_reason"]) expect(told.html).toContain(`${String(filled["own-service_reason"])}</textarea>`);
  }
  expect(await decisions()).toEqual([]);
  expect((await matter()).state).toBe("gathering");
});

test("those who can be chosen are the others: the own branch is not among them, an invented one is refused", async () => {
  const page = await torbjorn.get(`/matters/${id}/decision`);
  expect(page.html).not.toContain(`name="who" value="${await unitId("bergdala-skola")}"`);
  expect(page.html).toContain(`name="who" value="${await unitId("bup-vaxjo")}"`);
  const far = page.html.slice(page.html.indexOf("Fler i länet"));
  expect(far).toContain(await unitId("bvc-markaryd"));
  expect(far).not.toContain(await unitId("bvc-lessebo"));
  const told = await answer({ "own-service_answer": "no", "own-service_reason": "a", "another-service_answer": "no", "another-service_reason": "b", "several-together_answer": "yes", "several-together_reason": "c", who: [crypto.randomUUID()] });
  expect([told.status, told.problems]).toEqual([422, ["Välj ett av alternativen"]]);
});

test("one can decide only while gathering, think again only after deciding, and begin only what was just noticed", async () => {
  const open: Record<string, readonly string[]> = {
    decision: ["gathering"], "think-again": ["own-service", "other-service", "consent"], begin: ["noticed"],
    close: ["noticed", "following", "gathering", "own-service", "taking-part"], "wheel/child": ["gathering", "own-service", "other-service", "consent", "meeting", "planning", "planned"],
  };
  for (const state of matterStates) {
    await setState(state);
    for (const [path, states] of Object.entries(open)) {
      const page = await torbjorn.get(`/matters/${id}/${path}`);
      expect(page.status, `${path} in ${state}`).toBe(states.includes(state) ? 200 : 409);
    }
    expect((await torbjorn.get(`/matters/${id}/wheel`)).status, state).toBe(200);
  }
});

test("two who decide at the same time: the second is told, and the first decision stands", async () => {
  const page = await torbjorn.get(`/matters/${id}/decision`);
  await house.as("torbjorn", async (hand) => decide(hand, { matter: (await findMatter(hand.tx, hand.house.keys, id))!, answers: { "own-service": { yes: true, reason } }, who: [] }));
  const told = await torbjorn.submit(page, { "own-service_answer": "yes", "own-service_reason": "Annat." }, "/decision");
  expect(told.status).toBe(409);
  expect((await decisions()).map(({ answers }) => answers["own-service"]?.reason)).toEqual([reason]);
});

test("thinking again goes back to gathering; what was thought before can still be read, and a new decision stands first", async () => {
  await answer({ "own-service_answer": "yes", "own-service_reason": reason });
  const confirm = await torbjorn.get((await torbjorn.get(`/matters/${id}`)).link("Tänk om"));
  house.clock.advance(1);
  const back = await torbjorn.submit(confirm, {}, "/think-again");
  expect((await matter()).state).toBe("gathering");
  expect(back.text).toContain(reason);
  await answer({ "own-service_answer": "no", "own-service_reason": "Det räckte inte.", "another-service_answer": "yes", "another-service_reason": "BUP." });
  expect((await decisions()).map(({ outcome }) => outcome)).toEqual(["other-service", "own-service"]);
  expect((await torbjorn.get(`/matters/${id}`)).text).toContain("Tidigare ställningstaganden");
});

test("a matter solved at home ends well: how it went, the child's own words, whom to turn to – all of it on the child's page", async () => {
  await answer({ "own-service_answer": "yes", "own-service_reason": reason });
  const form = await torbjorn.get(`/matters/${id}/close`);
  expect(form.text).toContain("Det är ett bra slut");
  const silent = await torbjorn.submit(form, { words: "Skylten sitter vid planen.", turnTo: "Torbjörn" }, "/close");
  expect([silent.status, silent.problems]).toEqual([422, ["Skriv vad barnet säger, eller varför barnet inte har sagt något"]]);
  const page = await torbjorn.submit(silent, { childWords: "Nu säger skylten till, så slipper jag.", childHow: "Vid planen" }, "/close");
  expect((await matter()).state).toBe("closed");
  for (const words of ["Skylten sitter vid planen.", "Nu säger skylten till, så slipper jag.", "Vid planen", "Vänd er till: Torbjörn", "Vi löste det i vår egen verksamhet"]) expect(page.text).toContain(words);
  expect((await torbjorn.get(`/matters/${id}/close`)).status).toBe(409);
});

const copies = () => house.rows<{ id: string; kind: string; ground: string; person: string }>("select id, kind, ground, to_person_id as person from kring.delivery where matter_id = $1", [id]);

test("how it ended goes to each guardian as a copy of their own; not to one it is withheld from, and not from whoever only noticed", async () => {
  const end = async () => torbjorn.submit(await torbjorn.get(`/matters/${id}/close`), { outcome: "needs-met", words: "Skylten sitter vid planen.", childWords: "Nu slipper jag.", turnTo: "Emil" }, "/close");
  const known = await matter();
  await withholdFrom(house, "torbjorn", { matter: known, guardian: "johan" });
  await end();
  const [copy, ...others] = await copies();
  expect(copy).toMatchObject({ kind: "information", ground: "party", person: await personOf(house, "sara") });
  expect(others).toEqual([]);
  const address = `/family/${known.childId}/copies/${copy!.id}`;
  expect((await (await house.signIn("sara")).get(address)).text).toContain("Det behövs inget mer Skylten sitter vid planen.");
  expect((await (await house.signIn("johan")).get(address)).status).toBe(404);
  await house.rows("update kring.matter set state = 'noticed', role = 'noticing', closed_at = null where id = $1", [id]);
  await end();
  expect(await copies()).toHaveLength(1);
});

test("a child who has not spoken: the reason is kept instead", async () => {
  const page = await torbjorn.submit(await torbjorn.get(`/matters/${id}/close`), { outcome: "needs-met", words: "Det löste sig.", childMissing: "Tyra ville inte prata om det mer.", turnTo: "Emil" }, "/close");
  expect(page.text).toContain("Barnets egna ord saknas: Tyra ville inte prata om det mer.");
});

test("reasons and closing words lie sealed", async () => {
  await answer({ "own-service_answer": "yes", "own-service_reason": reason });
  await torbjorn.submit(await torbjorn.get(`/matters/${id}/close`), { words: "Skylten sitter vid planen.", childWords: "Nu slipper jag.", turnTo: "Emil" }, "/close");
  const [row] = await house.rows<{ all: string }>("select (select string_agg(d::text || encode(sealed, 'escape'), '') from kring.decision d where matter_id = $1) || (select string_agg(c::text || encode(sealed, 'escape'), '') from kring.closing c where matter_id = $1) as all", [id]);
  for (const words of ["Rasterna", "Skylten", "slipper", "Emil", "Torbj"]) expect(row!.all).not.toContain(words);
  expect(row!.all).toContain("own-service");
});

test("beginning makes this branch the child lead, with an owner and a date", async () => {
  await house.rows("update kring.matter set state = 'noticed', role = 'noticing' where id = $1", [id]);
  const page = await torbjorn.submit(await torbjorn.get(`/matters/${id}/begin`), {}, "/begin");
  expect(page.text).toContain("Nu är det ni som håller i det");
  expect(await matter()).toMatchObject({ state: "gathering", role: "child-lead", dueOn: "2026-12-14" });
});

test("whoever only noticed may end it, and whoever takes part ends its own part alone", async () => {
  const noticed = await house.as("emil", async (hand) => {
    const child = await noticeChild(hand, TYRA);
    if (isRefusal(child)) throw new Error(child.refused);
    const added = await addSignal(hand, { child, words: { seen: "Går undan på rasten.", told: "Tyra vet." }, areas: ["relations"], noticedOn: hand.today });
    return isRefusal(added) ? "" : added.matterId;
  });
  const emil = await house.signIn("emil");
  const form = await emil.get((await emil.get(`/matters/${noticed}`)).link("Avsluta ärendet"));
  expect(form.text).toContain("Det behövs inget mer");
  expect(form.text).not.toContain("Vår del är klar");
  await house.rows("update kring.matter set state = 'taking-part', role = 'party' where id = $1", [noticed]);
  const party = await emil.get(`/matters/${noticed}/close`);
  expect(party.text).toContain("Vår del är klar, andra fortsätter");
  expect(party.text).not.toContain("Vi löste det i vår egen verksamhet");
  expect((await emil.submit(party, { outcome: "own-service", words: "a", childWords: "b", turnTo: "c" }, "/close")).status).toBe(422);
});

test("a child not yet born is not asked what it thinks when a matter ends", async () => {
  await house.rows("update kring.child set born_on = null, expected_on = '2027-02-01' where id = (select child_id from kring.matter where id = $1)", [id]);
  const form = await torbjorn.get(`/matters/${id}/close`);
  expect(form.html).not.toContain("childWords");
  const page = await torbjorn.submit(form, { outcome: "needs-met", words: "Stödet fanns redan.", turnTo: "Barnmorskan" }, "/close");
  expect(page.text).toContain("Barnet var inte fött när ärendet avslutades.");
  await house.rows("update kring.child set born_on = '2018-08-25', expected_on = null where id = (select child_id from kring.matter where id = $1)", [id]);
});
