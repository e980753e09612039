import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Matter } from "../matter/index.ts";
import { answer, ask, coverageNow, missingIn, openFor, unitOf } from "#test/consent-stage.ts";

const ELIS = "202210142390";
const JONATAN = "202109172391";

let house: TestHouse;
let matter: Matter;
beforeAll(async () => {
  house = await openTestHouse();
  matter = await openFor({ house, staff: "maja", number: ELIS });
  await openFor({ house, staff: "maja", number: JONATAN });
});
afterAll(() => house.close());

const here = (to: string) => ({ house, staff: "maja", matter, to });

describe("asking the family", () => {
  test("the nurse chooses, reads the family's text through, and only then are both guardians told that there is something to read", async () => {
    const maja = await house.signIn("maja");
    const trollet = await unitOf(house, "trollet");
    const form = await maja.get(`/matters/${matter.id}/consents/new?unit=${trollet.id}`);
    expect(form.status).toBe(200);
    expect(form.html).toMatch(new RegExp(`value="${trollet.id}"[^>]*checked|checked[^>]*value="${trollet.id}"`));
    const check = await maja.submit(form, { topics: ["safety", "learning"], purpose: "Vi vill göra lika hemma och på förskolan.", until: "2027-05-30", direction: "everyone" });
    expect(check.heading).toBe("Läs igenom innan du frågar");
    expect(check.text).toContain("Sara Holm");
    expect(check.text).toContain("BVC Lessebo (Barnhälsovården Kronoberg, Region Kronoberg) vill få berätta om Elis Holm för");
    expect(check.text).toContain("Förskolan Trollet (Förskolan i Lessebo, Lessebo kommun) vill få berätta om Elis Holm för");
    expect(await house.rows("select id from kring.letter")).toEqual([]);
    const page = await maja.submit(check, {});
    expect(page.text).toContain("Frågan är ställd");
    expect(await house.rows("select p.language from kring.letter l join kring.person p on p.id = l.person_id where not p.is_staff")).toHaveLength(4);
    const rows = await house.rows<{ disclosing: string; receivers: string[]; topics: string[]; until_on: string }>(
      "select b.handle as disclosing, array(select x.handle from kring.branch x where x.id = any(c.receivers)) as receivers, c.topics, c.until_on::text from kring.consent c join kring.branch b on b.id = c.disclosing_branch_id order by b.handle");
    expect(rows).toEqual([
      { disclosing: "kronoberg-barnhalsovard", receivers: ["lessebo-forskola"], topics: ["learning", "safety", "contact"], until_on: "2027-05-30" },
      { disclosing: "lessebo-forskola", receivers: ["kronoberg-barnhalsovard"], topics: ["learning", "safety", "contact"], until_on: "2027-05-30" },
    ]);
  });

  test("sending the last page twice asks once", async () => {
    const maja = await house.signIn("maja");
    const unit = await unitOf(house, "logopedin");
    const check = await maja.submit(await maja.get(`/matters/${matter.id}/consents/new?unit=${unit.id}`), { topics: ["plan"], purpose: "Vi vill prata om orden.", until: "2027-01-10", direction: "us" });
    await maja.submit(check, {});
    const again = await maja.submit(check, {});
    expect(again.text).toContain("Frågan är ställd");
    expect(await house.rows("select id from kring.consent where 'plan' = any (topics)")).toHaveLength(1);
    const gone = await maja.get(check.path);
    expect(gone.heading).toContain("Frågan är redan ställd");
    expect(gone.link("Till barnets sida")).toBe(`/matters/${matter.id}`);
  });

  test("what is missing is said at its field, and everything written is kept", async () => {
    const maja = await house.signIn("maja");
    const form = await maja.get(`/matters/${matter.id}/consents/new`);
    const trollet = await unitOf(house, "trollet");
    const empty = await maja.submit(form, { until: "" });
    expect(empty.status).toBe(422);
    expect(empty.problems).toHaveLength(4);
    const wrong = await maja.submit(form, { receivers: [trollet.id, "00000000-0000-4000-8000-000000000000"], purpose: "مرحبا 👋 <b>", until: "2030-01-01", topics: ["plan"], direction: "us" });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("مرحبا 👋 &lt;b>");
    expect(wrong.problems).toEqual(["Välj ett av alternativen", "Välj en dag till och med torsdag 23 november 2028"]);
    const none = await maja.submit(form, { purpose: "Vi vill hjälpas åt.", until: "2027-01-10", topics: ["plan"], direction: "us" });
    expect(none.problems).toEqual(["Samtycket har ingen mottagare."]);
    const long = await maja.submit(form, { receivers: [trollet.id], purpose: "x".repeat(1_000_000), until: "2027-01-10", topics: ["plan"], direction: "us" });
    expect(long.status).toBe(422);
  });

  test("they can be asked to tell us, and then only we are told", async () => {
    const maja = await house.signIn("maja");
    const skola = await unitOf(house, "bergdala-skola");
    const check = await maja.submit(await maja.get(`/matters/${matter.id}/consents/new`), { other: skola.id, direction: "them", purpose: "Vi vill veta hur det går för Tyra.", until: "2027-01-10", topics: ["home"] });
    expect(check.text).toContain("Bergdala skola (Skolan i Lessebo, Lessebo kommun) vill få berätta");
    await maja.submit(check, {});
    const rows = await house.rows<{ disclosing: string; receivers: number }>(
      "select b.handle as disclosing, cardinality(c.receivers) as receivers from kring.consent c join kring.branch b on b.id = c.disclosing_branch_id where 'home' = any (c.topics)");
    expect(rows).toEqual([{ disclosing: "lessebo-skola", receivers: 1 }]);
  });

  test("a draft belongs to its writer and its matter", async () => {
    const maja = await house.signIn("maja");
    const trollet = await unitOf(house, "trollet");
    const check = await maja.submit(await maja.get(`/matters/${matter.id}/consents/new?unit=${trollet.id}`), { topics: ["plan"], purpose: "Vi vill hjälpas åt.", until: "2027-01-10", direction: "us" });
    const draft = /draft=([0-9a-f-]+)/.exec(check.path)![1]!;
    const other = await openFor({ house, staff: "maja", number: JONATAN });
    expect((await maja.get(`/matters/${other.id}/consents/check?draft=${draft}`)).text).toContain("Frågan är redan ställd");
    const edited = await maja.get(`/matters/${matter.id}/consents/new?draft=${draft}`);
    expect(edited.html).toContain("Vi vill hjälpas åt.");
  });
});

describe("two guardians answer, each for themselves", () => {
  test("nothing may be told until both have said yes, and the page says exactly who is missing", async () => {
    const consent = await ask(here("glantan"));
    expect(missingIn(await coverageNow(here("glantan")))).toEqual(expect.arrayContaining(["Sara Holm no-answer", "Johan Holm no-answer"]));
    const sara = await house.signIn("sara");
    const question = await sara.get(`/consents/${consent}/answer`);
    expect(question.heading).toBe("Får BVC Lessebo berätta om Elis Holm för Förskolan Gläntan?");
    const saras = await sara.submit(question, { intent: "granted" });
    expect(saras.text).toContain("Du har sagt ja");
    expect(saras.text).toContain("Det börjar gälla när alla som ska svara har sagt ja");
    expect(missingIn(await coverageNow(here("glantan")))).toEqual(["Johan Holm no-answer"]);
    const johan = await house.signIn("johan");
    const johans = await johan.submit(await johan.get(`/consents/${consent}/answer`), { intent: "granted" });
    expect(johans.text).toContain("Det gäller nu, till och med");
    expect((await coverageNow(here("glantan"))).complete).toBe(true);
    expect((await sara.get(`/consents/${consent}/answer`)).text).toContain("Det gäller nu, till och med");
  });

  test("one no is enough: nothing may be told, and the other guardian is not told who said it", async () => {
    const consent = await ask(here("habiliteringen"));
    await answer(house, "sara", consent, "granted");
    const johan = await house.signIn("johan");
    const page = await johan.submit(await johan.get(`/consents/${consent}/answer`), { intent: "refused", words: "Inte nu, vi har nyss bytt hem." });
    expect(page.text).toContain("Du har sagt nej");
    expect(page.text).toContain("Ni får samma hjälp som förut");
    expect(missingIn(await coverageNow(here("habiliteringen")))).toEqual(["Johan Holm refused"]);
    const saras = await (await house.signIn("sara")).get(`/consents/${consent}/answer`);
    expect(saras.text).toContain("Det börjar gälla när alla som ska svara har sagt ja");
    for (const secret of ["Johan", "nyss bytt hem", "sagt nej"]) expect(saras.html).not.toContain(secret);
  });

  test("what one guardian answered, when and in which words is nowhere in what the other is sent", async () => {
    const consent = await ask({ ...here("bup-vaxjo"), topics: ["health"] });
    house.clock.set("2026-11-24T10:37:00+01:00");
    await answer(house, "johan", consent, { said: "granted", words: "Ring mig på jobbet i Hovmantorp." });
    house.clock.set("2026-11-25T09:00:00+01:00");
    const sara = await house.signIn("sara");
    for (const page of [await sara.get(`/consents/${consent}/answer`), await sara.get(`/consents/${consent}/withdraw`), await sara.submit(await sara.get(`/consents/${consent}/answer`), { intent: "granted" })]) {
      expect(page.status).toBe(200);
      for (const secret of ["Hovmantorp", "10.37", "10:37", "24 november"]) expect(page.html).not.toContain(secret);
    }
    const staff = await (await house.signIn("maja")).get(`/consents/${consent}`);
    expect(staff.text).toContain("Hovmantorp");
  });

  test("the same post twice is one answer; another form with other words is another", async () => {
    const consent = await ask({ ...here("bup-ljungby"), topics: ["home"] });
    const sara = await house.signIn("sara");
    const question = await sara.get(`/consents/${consent}/answer`);
    await sara.submit(question, { intent: "granted" });
    const again = await sara.submit(question, { intent: "granted" });
    expect(again.text).toContain("Du har sagt ja");
    const rows = () => house.rows("select id from kring.consent_answer where consent_id = $1", [consent]);
    expect(await rows()).toHaveLength(1);
    const turned = await sara.submit(question, { intent: "refused" });
    expect(turned.status).toBe(422);
    expect(await rows()).toHaveLength(1);
  });

  test("a sign-in older than five minutes is asked for again, and the words are there when the guardian comes back", async () => {
    const consent = await ask({ ...here("lessebo-familjestod"), topics: ["care"] });
    const sara = await house.signIn("sara");
    const question = await sara.get(`/consents/${consent}/answer`);
    house.clock.advance(6);
    const stopped = await sara.post(`/consents/${consent}/answer`, { once: /name="once" value="([^"]+)"/.exec(question.html)![1]!, intent: "granted", words: "Jag har en fråga först." });
    expect(stopped.location).toBe(`/sign-in/again?to=${encodeURIComponent(`/consents/${consent}/answer`)}`);
    expect(await house.rows("select id from kring.consent_answer where consent_id = $1", [consent])).toEqual([]);
    const back = await (await house.signIn("sara")).get(`/consents/${consent}/answer`);
    expect(back.text).toContain("Det du skrev finns kvar");
    expect(back.html).toContain("Jag har en fråga först.");
    const done = await (await house.signIn("sara")).submit(back, { intent: "granted" });
    expect(done.text).toContain("Du har sagt ja");
  });

  test("a post without an answer, or with a text the guardian never saw, is kept and asked again", async () => {
    const consent = await ask({ ...here("lessebo-fritid"), topics: ["relations"] });
    const sara = await house.signIn("sara");
    const question = await sara.get(`/consents/${consent}/answer`);
    const none = await sara.submit(question, { words: "Hej" });
    expect([none.status, none.problems]).toEqual([422, ["Välj ja eller nej."]]);
    const other = await sara.submit(question, { intent: "granted", shown: "f".repeat(64), words: "Hej" });
    expect([other.status, other.problems]).toEqual([422, ["Texten har ändrats sedan du öppnade sidan."]]);
    expect(other.html).toContain("Hej");
    const third = await sara.submit(other, { intent: "granted" });
    expect(third.text).toContain("Du har sagt ja");
  });
});

describe("who may", () => {
  test("neither another child's guardian, nor staff elsewhere, nor a visitor gets further than for something that does not exist", async () => {
    const consent = await ask({ ...here("trollet"), topics: ["development"] });
    const linda = await house.signIn("linda");
    const nowhere = "00000000-0000-4000-8000-000000000000";
    for (const page of ["answer", "withdraw"]) {
      const [real, none] = [await linda.get(`/consents/${consent}/${page}`), await linda.get(`/consents/${nowhere}/${page}`)];
      expect([real.status, real.text]).toEqual([404, none.text]);
      expect((await linda.post(`/consents/${consent}/${page}`, { intent: "granted", once: nowhere })).status).toBe(404);
    }
    const ebba = await house.signIn("ebba");
    for (const path of [`/consents/${consent}`, `/consents/${consent}/note`, `/consents/${consent}/exception`, `/consents/${consent}/remind`, `/matters/${matter.id}/consents/new`, `/matters/${matter.id}/maturity`])
      expect((await ebba.get(path)).status).toBe(404);
    const maja = await house.signIn("maja");
    expect((await maja.get(`/consents/${consent}/answer`)).status).toBe(404);
    expect((await maja.get("/consents/not-an-id")).status).toBe(404);
    expect((await house.visitor().get(`/consents/${consent}`)).location).toContain("/sign-in");
  });

  test("the branch that would tell sees the question and may write in answers, as soon as it works with the child", async () => {
    const consent = await ask({ ...here("bvc-lessebo"), from: "trollet", topics: ["learning"] });
    const before = await house.signIn("anna");
    expect((await before.get(`/consents/${consent}`)).status).toBe(404);
    await openFor({ house, staff: "anna", number: ELIS, state: "following" });
    const anna = await house.signIn("anna");
    const page = await anna.get(`/consents/${consent}`);
    expect(page.heading).toBe("Får Förskolan Trollet berätta om Elis Holm för BVC Lessebo?");
    expect((await anna.get(`/consents/${consent}/note`)).status).toBe(200);
  });
});
