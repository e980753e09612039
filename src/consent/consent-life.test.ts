import { createHash } from "node:crypto";
import { sql as rawSql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Matter } from "../matter/index.ts";
import { addDays, dayOf } from "../platform/clock.ts";
import type { PersonId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { consentStanding } from "./consent-coverage.ts";
import { noteAnswer, recordException, remind } from "./consent-actions.ts";
import { answer, ask, coverageNow, missingIn, openFor, openUnborn, unitOf } from "#test/consent-stage.ts";

let house: TestHouse;
let elis: Matter;
beforeAll(async () => {
  house = await openTestHouse();
  elis = await openFor({ house, staff: "maja", number: "202210142390" });
});
afterAll(() => house.close());

const at = (to: string) => ({ house, staff: "maja", matter: elis, to });

async function bothSaidYes(to: string, months = 6): Promise<string> {
  const consent = await ask({ ...at(to), months });
  for (const guardian of ["sara", "johan"]) await answer(house, guardian, consent, "granted");
  expect((await coverageNow(at(to))).complete).toBe(true);
  return consent;
}

const idOf = async (handle: string): Promise<PersonId> => {
  const person = house.world.guardians.find((one) => one.handle === handle)!;
  const [row] = await house.rows<{ id: PersonId }>("select id from kring.person where number_hash = $1", [house.house.keys.numberHash(person.identity)]);
  return row!.id;
};

describe("a yes taken back", () => {
  test("two clicks on the guardian's page, and the very next delivery is refused", async () => {
    const consent = await bothSaidYes("trollet");
    const trollet = await unitOf(house, "trollet");
    const standing = () => house.as("maja", (hand) => consentStanding(hand.tx, hand.house, { matter: elis, receiver: trollet.branch, topics: ["safety"], today: hand.today }));
    expect(await standing()).toMatchObject({ ground: "consent", consentId: consent });
    const johan = await house.signIn("johan");
    const first = await johan.get(`/consents/${consent}/answer`);
    const second = await johan.submit(first, {}, `/consents/${consent}/withdraw`);
    expect(second.text).toContain("Ditt ja är taget tillbaka");
    expect(second.text).toContain("Det som redan är lämnat stannar hos den som fick det");
    const after = await standing();
    expect(isRefusal(after) && after.refused).toBe("consent.missing");
    expect(missingIn(await coverageNow(at("trollet")))).toEqual(["Johan Holm withdrawn"]);
    expect(await house.rows("select answer from kring.consent_answer where consent_id = $1 order by at, answer = 'granted' desc", [consent])).toHaveLength(3);
  });

  test("needs no second sign-in, however long ago the guardian signed in", async () => {
    const consent = await bothSaidYes("glantan");
    const sara = await house.signIn("sara");
    const page = await sara.get(`/consents/${consent}/withdraw`);
    house.clock.advance(19);
    const done = await sara.submit(page, {});
    expect(done.text).toContain("Du har tagit tillbaka ditt ja");
    expect((await coverageNow(at("glantan"))).complete).toBe(false);
  });

  test("can be given again by somebody who changes her mind", async () => {
    const consent = await bothSaidYes("logopedin");
    await answer(house, "sara", consent, "withdrawn");
    house.clock.advance(1);
    const sara = await house.signIn("sara");
    const page = await sara.submit(await sara.get(`/consents/${consent}/answer`), { intent: "granted" }, `/consents/${consent}/answer`);
    expect(page.text).toContain("Det gäller nu, till och med");
    expect((await coverageNow(at("logopedin"))).complete).toBe(true);
  });

  test("is not there to take back for somebody who said no", async () => {
    const consent = await ask(at("bup-vaxjo"));
    await answer(house, "sara", consent, "refused");
    const sara = await house.signIn("sara");
    const page = await sara.submit(await sara.get(`/consents/${consent}/withdraw`), {});
    expect([page.status, page.problems]).toEqual([422, ["Det finns inget ja att ta tillbaka."]]);
  });
});

describe("an answer without e-ID", () => {
  test("spoken or on paper it counts as much, with the official who received it and the text that was read", async () => {
    const consent = await ask({ ...at("lessebo-familjestod"), topics: ["care"] });
    await answer(house, "sara", consent, "granted");
    const maja = await house.signIn("maja");
    const johan = await idOf("johan");
    const page = await maja.get(`/consents/${consent}/note?giver=${johan}&language=en`);
    expect(page.text).toContain("Who may tell whom?");
    const done = await maja.submit(page, { answer: "granted", how: "oral", words: "Det är bra, men ring mig först." });
    expect(done.text).toContain("Svaret är sparat");
    expect(done.text).toContain("har sagt ja muntligt");
    expect(done.text).toContain("ring mig först");
    const [row] = await house.rows<Record<string, unknown>>(
      "select a.how, a.language, d.role, a.provider, a.capacity from kring.consent_answer a join kring.duty d on d.id = a.noted_by where a.consent_id = $1", [consent]);
    expect(row).toEqual({ how: "oral", language: "en", role: "child-health-nurse", provider: null, capacity: "guardian" });
    expect((await coverageNow({ ...at("lessebo-familjestod"), topics: ["care"] })).complete).toBe(true);
    const johans = await (await house.signIn("johan")).get(`/consents/${consent}/answer`);
    expect(johans.text).toContain("Du svarade muntligt. Det skrevs in");
  });

  test("asks for a fresh sign-in, an answer, and somebody who is to answer", async () => {
    const consent = await ask({ ...at("lessebo-fritid"), topics: ["relations"] });
    const maja = await house.signIn("maja");
    const page = await maja.get(`/consents/${consent}/note`);
    const empty = await maja.submit(page, {});
    expect([empty.status, empty.problems.length]).toEqual([422, 3]);
    const stranger = await maja.submit(page, { giver: "00000000-0000-4000-8000-000000000000", answer: "granted", how: "oral" });
    expect(stranger.status).toBe(422);
    house.clock.advance(6);
    const old = await maja.post(`/consents/${consent}/note`, { once: "00000000-0000-4000-8000-000000000001", giver: await idOf("sara"), answer: "granted", how: "oral" });
    expect(old.location).toContain("/sign-in/again");
    expect(await house.rows("select id from kring.consent_answer where consent_id = $1", [consent])).toEqual([]);
  });

  test("a yes can be taken back by telephone too", async () => {
    const consent = await bothSaidYes("vardcentralen-lessebo");
    const sara = await idOf("sara");
    const maja = await house.signIn("maja");
    await maja.submit(await maja.get(`/consents/${consent}/note?giver=${sara}`), { answer: "withdrawn", how: "oral" });
    expect(missingIn(await coverageNow(at("vardcentralen-lessebo")))).toEqual(["Sara Holm withdrawn"]);
  });
});

test("what proves an answer is kept: the very text that was shown, its fingerprint, the language and the sign-in behind it", async () => {
  const consent = await ask({ ...at("habiliteringen"), topics: ["health"] });
  const sara = await house.signIn("sara");
  const question = await sara.get(`/consents/${consent}/answer`);
  await sara.submit(question, { intent: "granted" });
  const [row] = await house.rows<{ text_hash: Buffer; language: string; provider: string; loa: string; transaction_ref: string; sealed: Buffer }>(
    "select text_hash, language, provider, loa, transaction_ref, sealed from kring.consent_answer where consent_id = $1", [consent]);
  expect(row).toMatchObject({ language: "sv", provider: "test", loa: "http://id.elegnamnden.se/loa/1.0/loa3", transaction_ref: "test" });
  // The words lie sealed: a stolen row says nothing.
  expect(row!.sealed.includes("Elis")).toBe(false);
  const staff = await (await house.signIn("maja")).get(`/consents/${consent}`);
  const kept = await house.as("maja", async (hand) => {
    const { listQuestionsTo } = await import("./consent-store.ts");
    return (await listQuestionsTo(hand.tx, hand.house, elis.childId, hand.today)).find(({ id }) => id === consent)!.givers.flatMap(({ given }) => given)[0]!;
  });
  expect(createHash("sha256").update(kept.text).digest("hex")).toBe(row!.text_hash.toString("hex"));
  for (const line of kept.text.split("\n").filter((one) => one !== "")) expect(question.text).toContain(line.replace("• ", ""));
  expect(staff.text).toContain(row!.text_hash.toString("hex"));
});

test("a consent ends by itself on its last day, is shown as ended, and nobody can answer it any more", async () => {
  const consent = await bothSaidYes("mvc-lessebo", 1);
  house.clock.set("2026-12-23T12:00:00+01:00");
  expect((await coverageNow(at("mvc-lessebo"))).complete).toBe(true);
  house.clock.set("2026-12-24T00:01:00+01:00");
  expect(missingIn(await coverageNow(at("mvc-lessebo")))).toEqual(expect.arrayContaining(["Sara Holm lapsed", "Johan Holm lapsed"]));
  const sara = await (await house.signIn("sara")).get(`/consents/${consent}/answer`);
  expect(sara.text).toContain("Frågan har gått ut");
  expect(sara.html).not.toContain('value="granted"');
  const late = await house.as("maja", async (hand) => noteAnswer(hand, { consentId: consent, giver: await idOf("sara"), capacity: "guardian", answer: "granted", how: "oral" }));
  expect(late).toMatchObject({ refused: "consent.lapsed" });
  expect((await (await house.signIn("maja")).get(`/consents/${consent}`)).text).toContain("Det förlängs aldrig av sig självt");
});

describe("not asking one guardian", () => {
  test("with a ground and a note from the branch that would tell, the other's yes is enough; the note stays there", async () => {
    const consent = await ask({ ...at("ungdomsmottagningen-vaxjo"), topics: ["home"] });
    await answer(house, "sara", consent, "granted");
    const maja = await house.signIn("maja");
    const form = await maja.get(`/consents/${consent}/exception`);
    const none = await maja.submit(form, {});
    expect([none.status, none.problems.length]).toEqual([422, 3]);
    const page = await maja.submit(form, { guardian: await idOf("johan"), ground: "prevented", note: "Ligger på sjukhus i Oslo sedan den 2 november." });
    expect(page.text).toContain("behöver inte svara");
    expect((await coverageNow({ ...at("ungdomsmottagningen-vaxjo"), topics: ["home"] })).complete).toBe(true);
    const saras = await (await house.signIn("sara")).get(`/consents/${consent}/answer`);
    expect(saras.text).toContain("Det gäller nu");
    for (const secret of ["Oslo", "Johan", "behöver inte svara"]) expect(saras.html).not.toContain(secret);
  });

  test("never spares everybody", async () => {
    const consent = await ask({ ...at("ungdomsmottagningen-ljungby"), topics: ["home"] });
    const except = (handle: string) => house.as("maja", async (hand) => recordException(hand, { consentId: consent, guardian: await idOf(handle), ground: "prevented", note: "Går inte att nå." }));
    expect(await except("johan")).toBeUndefined();
    expect(await except("sara")).toMatchObject({ refused: "consent.exception-last-guardian" });
  });

  test("is for the branch that would tell, and for no other", async () => {
    const consent = await ask({ ...at("bvc-lessebo"), from: "trollet" });
    const tried = await house.as("maja", async (hand) => recordException(hand, { consentId: consent, guardian: await idOf("johan"), ground: "prevented", note: "Går inte att nå." }));
    expect(tried).toMatchObject({ refused: "consent.exception-not-yours" });
  });
});

describe("whose yes it is", () => {
  test("at 17 the young person answers beside the one guardian who has custody; the other parent is not asked", async () => {
    const vidar = await openFor({ house, staff: "maja", number: "200910052398" });
    const here = { house, staff: "maja", matter: vidar, to: "bup-vaxjo" };
    const consent = await ask(here);
    expect(new Set(missingIn(await coverageNow(here)))).toEqual(new Set([`${vidar.child.name} no-answer`, "Pia Lundh no-answer"]));
    await answer(house, "pia", consent, "granted");
    const pia = await house.signIn("pia");
    expect((await pia.get(`/consents/${consent}/answer`)).text).toContain("Det börjar gälla när alla som ska svara har sagt ja");
    const maja = await house.signIn("maja");
    const page = await maja.get(`/consents/${consent}/note?giver=${vidar.childId}`);
    expect(page.text).toContain("barnet själv");
    await maja.submit(page, { answer: "granted", how: "oral" });
    expect((await coverageNow(here)).complete).toBe(true);
    expect((await pia.get(`/consents/${consent}/answer`)).text).toContain("Det gäller nu");
  });

  test("a younger child judged mature enough answers too, and who judged it and why is kept", async () => {
    const ella = await openFor({ house, staff: "maja", number: "201409032388" });
    const here = { house, staff: "maja", matter: ella, to: "bup-vaxjo" };
    await ask(here);
    expect(missingIn(await coverageNow(here)).some((line) => line.startsWith(ella.child.name))).toBe(false);
    const maja = await house.signIn("maja");
    const form = await maja.get(`/matters/${ella.id}/maturity`);
    expect((await maja.submit(form, { decides: "alone" })).status).toBe(422);
    await maja.submit(form, { decides: "with-guardians", reason: "Hon berättade själv vad frågan betyder." });
    expect(missingIn(await coverageNow(here)).some((line) => line.startsWith(ella.child.name))).toBe(true);
    const again = await maja.get(`/matters/${ella.id}/maturity`);
    expect(again.text).toContain("Nu gäller: Barnet och vårdnadshavarna. Bedömt");
    const [row] = await house.rows<{ sealed: Buffer }>("select sealed from kring.maturity");
    expect(row!.sealed.includes("berättade")).toBe(false);
  });

  test("before birth the one who carries the child answers, and the text says no name", async () => {
    const priya = house.world.guardians.find(({ handle }) => handle === "priya")!;
    const matter = await openUnborn(house, "maja", priya.identity);
    const here = { house, staff: "maja", matter, to: "mvc-vaxjo" };
    const consent = await ask(here);
    const client = await house.signIn("priya");
    const question = await client.get(`/consents/${consent}/answer`);
    expect(question.text).toMatch(/ert väntade barn|the child you are expecting/);
    expect(question.text).not.toContain("Väntat barn,");
    await client.submit(question, { intent: "granted" });
    expect((await coverageNow(here)).complete).toBe(true);
    expect(await house.rows("select capacity from kring.consent_answer where consent_id = $1", [consent])).toEqual([{ capacity: "expecting" }]);
  });
});

test("the child's page says what comes next: ask, wait for whom, call the meeting, or think again", async () => {
  const jonatan = await openFor({ house, staff: "maja", number: "202109172391" });
  const maja = await house.signIn("maja");
  const page = () => maja.get(`/matters/${jonatan.id}`);
  const next = async () => /<section class="next"[\s\S]*?<\/section>/.exec((await page()).html)![0].replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  expect(await next()).toContain("Be om samtycke");
  expect((await page()).text).toContain("Ingen har fått någon fråga om samtycke.");
  const consent = await ask({ house, staff: "maja", matter: jonatan, to: "glantan" });
  expect(await house.rows("select due_on::text from kring.matter where id = $1", [jonatan.id])).toEqual([{ due_on: addDays(dayOf(house.clock.now()), 14) }]);
  expect(await next()).toMatch(/Vänta på svar från (Linda Wester och Marcus Hallin|Marcus Hallin och Linda Wester)/);
  await answer(house, "linda", consent, "granted");
  expect(await next()).toContain("Vänta på svar från Marcus Hallin");
  await answer(house, "marcus", consent, "refused");
  expect(await next()).toContain("Ta ställning igen. Ett nej respekteras");
  await answer(house, "marcus", consent, "granted");
  expect(await next()).toContain("Kalla till samverkansmöte");
  expect((await page()).text).toContain("Från BVC Lessebo (Barnhälsovården Kronoberg) till Förskolan Gläntan (Förskolan i Lessebo) gäller");
});

describe("a question to two guardians", () => {
  const letters = () => house.rows<{ id: string; person: PersonId }>("select id, person_id as person from kring.letter");

  test("a reminder goes to those who have not answered, and to nobody else", async () => {
    const tyra = await openFor({ house, staff: "maja", number: "201808252389" });
    const consent = await ask({ house, staff: "maja", matter: tyra, to: "bergdala-skola" });
    await answer(house, "sara", consent, "granted");
    const before = new Set((await letters()).map(({ id }) => id));
    const maja = await house.signIn("maja");
    const page = await maja.submit(await maja.get(`/consents/${consent}`), {}, `/consents/${consent}/remind`);
    expect(page.text).toContain("Påminnelsen är på väg");
    expect((await letters()).filter(({ id }) => !before.has(id)).map(({ person }) => person)).toEqual([await idOf("johan")]);
    await answer(house, "johan", consent, "granted");
    const none = await maja.submit(await maja.get(`/consents/${consent}/remind`), {});
    expect(none.problems).toEqual(["Ingen som kan få ett meddelande väntar på att svara."]);
  });

  test("a reminder is sent once a day at most, whichever question it is about and however many press at once", async () => {
    const tyra = await openFor({ house, staff: "maja", number: "201808252389" });
    const [first, second] = [await ask({ house, staff: "maja", matter: tyra, to: "trollet" }), await ask({ house, staff: "maja", matter: tyra, to: "glantan" })];
    house.clock.set("2026-12-28T09:00:00+01:00");
    const before = (await letters()).length;
    await Promise.allSettled([house.as("maja", (hand) => remind(hand, first)), house.as("maja", (hand) => remind(hand, first))]);
    expect((await letters()).length - before).toBe(2);
    expect(await house.as("maja", (hand) => remind(hand, second))).toMatchObject({ refused: "consent.reminded-today" });
    const maja = await house.signIn("maja");
    const page = await maja.get(`/consents/${first}`);
    expect(page.text).toContain("har inte svarat, påmind 28 dec. 2026");
    expect(page.text).toContain("De som ska svara har fått en påminnelse i dag.");
    expect(page.html).not.toContain(`action="/consents/${first}/remind"`);
    const pressed = await maja.submit(await maja.get(`/consents/${first}/remind`), {});
    expect([pressed.status, pressed.problems]).toEqual([422, ["De har redan fått en påminnelse i dag."]]);
    house.clock.set("2026-12-29T09:00:00+01:00");
    expect(await house.as("maja", (hand) => remind(hand, second))).toBe(2);
    expect((await letters()).length - before).toBe(4);
  });

  test("nobody else's branch can write or read that somebody was reminded", async () => {
    const sql = (handle: string, statement: string) => house.as(handle, async (hand) => (await rawSql.raw<{ n: number }>(statement).execute(hand.tx)).rows);
    expect(await sql("maja", "select count(*)::int as n from kring.consent_reminder")).not.toEqual([{ n: 0 }]);
    expect(await sql("ebba", "select count(*)::int as n from kring.consent_reminder")).toEqual([{ n: 0 }]);
    expect(await sql("sara", "select count(*)::int as n from kring.consent_reminder")).toEqual([{ n: 0 }]);
    await expect(sql("maja", "update kring.consent_reminder set on_day = on_day - 1")).rejects.toThrow(/permission denied/);
  });

  test("unanswered when the time has passed it never counts and says so, to staff and to the guardian; a late yes counts from its day", async () => {
    house.clock.set("2027-01-13T09:00:00+01:00");
    const ella = await openFor({ house, staff: "maja", number: "201409032388" });
    const here = { house, staff: "maja", matter: ella, to: "vardcentralen-lessebo" };
    const consent = await ask(here);
    await answer(house, "veronica", consent, "granted");
    const maja = await house.signIn("maja");
    expect((await maja.get(`/consents/${consent}`)).text).toContain("Svar senast onsdag 27 januari 2027");
    house.clock.set("2027-01-28T09:00:00+01:00");
    const again = await house.signIn("maja");
    expect(missingIn(await coverageNow(here))).toContain("Peter Fransson unanswered");
    const page = await again.get(`/consents/${consent}`);
    expect(page.text).toContain("Svarstiden gick ut onsdag 27 januari 2027");
    expect(page.text).toContain("Inget svar är inte ett ja.");
    expect(page.text).toContain("svarade inte i tid");
    const child = await again.get(`/matters/${ella.id}`);
    expect(child.text).toContain("inget svar i tid från Peter Fransson");
    const peter = await house.signIn("peter");
    const asked = await peter.get(`/consents/${consent}/answer`);
    expect(asked.text).toContain("Svarstiden gick ut onsdag 27 januari 2027");
    expect((await peter.get(`/family/${ella.childId}`)).text).toContain("Svarstiden gick ut. Inget svar är inte ett ja.");
    // The other guardian is told nothing of it.
    const veronica = await house.signIn("veronica");
    const hers = await veronica.get(`/consents/${consent}/answer`);
    expect(hers.text).toContain("Det börjar gälla när alla som ska svara har sagt ja.");
    expect(hers.text).not.toContain("Svarstiden");
    await peter.submit(asked, { intent: "granted" });
    expect(missingIn(await coverageNow(here))).not.toContain("Peter Fransson unanswered");
  });
});
