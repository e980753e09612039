import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, ask, openFor } from "#test/consent-stage.ts";
import { faultsOf } from "#test/browser/judge.ts";
import { openSite, type Site } from "#test/browser/site.ts";
import type { TestHouse } from "#test/house.ts";
import type { Matter } from "../matter/index.ts";
import { findForum, loadPractice } from "../practice/index.ts";
import { refusalOf } from "../practice/planted-fault.ts";
import { forumsFor, meetBy, whyNot } from "./forum.ts";

const practice = loadPractice("packages-of-practice/degerfors");
const sspf = findForum(practice, "sspf")!;

describe("a forum of the package", () => {
  test("is for those of its parties and ages, and for nobody else", () => {
    const at = (branchKind: Matter["branchKind"], bornOn: string | undefined) => whyNot(sspf, { branchKind, bornOn }, "2026-11-23");
    expect([at("school", "2013-05-14"), at("police", "2008-11-24"), at("leisure", "2014-11-23")]).toEqual([undefined, undefined, undefined]);
    expect([at("school", "2014-11-24"), at("school", "2007-11-23"), at("school", undefined), at("child-psychiatry", "2013-05-14")]).toEqual(["age", "age", "age", "party"]);
  });
  test("has other ages, other parties and another rhythm where the package says so", () => {
    const wider = { ...sspf, ages: { from: 10, to: 20 }, everyWeeks: 2, parties: [...sspf.parties, { id: "bup", name: sspf.about, kinds: ["child-psychiatry" as const] }] };
    expect(whyNot(wider, { branchKind: "child-psychiatry", bornOn: "2016-01-01" }, "2026-11-23")).toBeUndefined();
    expect([meetBy(sspf, "2026-11-02"), meetBy(wider, "2026-11-02")]).toEqual(["2026-11-30", "2026-11-16"]);
  });
  test("does not exist where the package has none", () => {
    expect(forumsFor(loadPractice("packages-of-practice/kronobarn"), { branchKind: "school", bornOn: "2013-05-14" }, "2026-11-23")).toEqual([]);
  });
  test("a forum that does not make sense is refused with its line", () => {
    const answered = (change: (text: string) => string) => refusalOf("way.yaml", change, "packages-of-practice/degerfors");
    expect(answered((text) => text.replace("kinds: [police]", "kinds: [polis]"))).toMatch(/way\.yaml:\d+/);
    expect(answered((text) => text.replace("kinds: [police]", "kinds: [social-services]"))).toContain("have a kind of service that sits in two of them");
    expect(answered((text) => text.replace("      from: 12\n", "      from: 19\n"))).toContain("lies above to");
  });
});

describe("a child raised in it", () => {
  let site: Site;
  let house: TestHouse;
  let svea: Matter;
  beforeAll(async () => {
    site = await openSite("2026-11-23T09:00:00+01:00", "degerfors");
    house = site.house;
    svea = await openFor({ house, staff: "paula", number: "201305142380", state: "consent" });
  });
  afterAll(() => site.close());

  const raisings = () => house.rows<{ ended: boolean }>("select ended_at is not null as ended from kring.forum_raising order by at");
  const place = () => `/matters/${svea.id}/forums/sspf`;

  test("the way there is on the child's page and among the three ways; what it is not stands first", async () => {
    const paula = await house.signIn("paula");
    expect((await paula.get("/tracks")).link("SSPF")).toBe("/forums/sspf");
    expect((await paula.get(`/matters/${svea.id}`)).link("Ta upp i SSPF")).toBe(place());
    const { text } = await paula.get("/forums/sspf");
    for (const said of ["ersätter aldrig en orosanmälan", "ingen rätt att få veta", "Minst var 4:e vecka", "Barn och unga 12–18 år", "Inget barn är uppe"]) expect(text).toContain(said);
    expect((await paula.get("/forums/finns-inte")).status).toBe(404);
  });

  // The walk over every state of every page is in a house whose package has no forums.
  test("its pages stand up to axe, fit, and can be seen, hit and walked: with nobody raised, to raise somebody, and with something missing", { timeout: 120_000 }, async () => {
    const page = await site.sit({ as: "paula" });
    for (const path of ["/forums/sspf", place()]) {
      await page.goto(path);
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
    await page.locator("form:has([name=why])").evaluate((form: HTMLFormElement) => ((form.noValidate = true), form.requestSubmit()));
    await page.locator(".error-summary").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    // The control: a field whose words do not belong to it is found.
    await page.locator("[name=why]").evaluate((field) => void (field.id = "nobody"));
    expect((await faultsOf(page)).join()).toContain("label");
    await page.context().close();
  });

  test("needs a sign and a reason, and tells nobody", async () => {
    const paula = await house.signIn("paula");
    const form = await paula.get(place());
    expect((await paula.submit(form, {}, "/forums/sspf")).problems).toEqual(["Välj minst ett: Tecken", "Fyll i: Varför, och vad vill barnet och familjen?"].map(() => expect.any(String)));
    const page = await paula.submit(form, { signs: ["absence", "friends"], why: "Svea vill ha hjälp att säga nej." }, "/forums/sspf");
    for (const said of ["Uppe sedan måndag 23 november 2026", "Hög frånvaro i skolan", "Svea vill ha hjälp att säga nej.", "Familjen har inte sagt ja än"]) expect(page.text).toContain(said);
    expect(await house.rows("select id from kring.delivery union all select id from kring.consent")).toEqual([]);
    expect(await house.rows("select position('Svea'::bytea in sealed) as at from kring.forum_raising")).toEqual([{ at: 0 }]);
    expect(await house.rows("select for_family from kring.audit_event where event = 'forum.raised' order by seq desc limit 1")).toEqual([{ for_family: true }]);
  });

  test("so do the pages once a child is raised", { timeout: 120_000 }, async () => {
    const page = await site.sit({ as: "paula" });
    for (const path of ["/forums/sspf", place()]) {
      await page.goto(path);
      expect([path, await page.getByText("Svea").count() > 0, await faultsOf(page)]).toEqual([path, true, []]);
    }
    await page.context().close();
  });

  test("no other party sees it, on no page and in no table", async () => {
    for (const who of ["josef", "jens", "farid", "simon"]) {
      const one = await house.signIn(who);
      const page = await one.get("/forums/sspf");
      expect([who, page.status, page.text.includes("Svea"), (await one.get(place())).status]).toEqual([who, 200, false, 404]);
      expect(await house.as(who, ({ tx }) => tx.selectFrom("forum_raising").selectAll().execute())).toEqual([]);
    }
    // The control: whoever works with the child sees it there.
    expect((await (await house.signIn("paula")).get("/forums/sspf")).text).toContain("Svea");
  });

  test("asking for consent is the ordinary asking, with the party's unit chosen; a yes to one party is no yes to the police", async () => {
    const paula = await house.signIn("paula");
    const page = await paula.get(place());
    expect(page.html).toContain(`action="/matters/${svea.id}/consents/new"`);
    const [youth] = await house.rows<{ id: string }>("select id from kring.unit where handle = 'ungdomens-hus-degerfors'");
    expect(page.html).toContain(`value="${youth!.id}"`);
    expect((await paula.get(`/matters/${svea.id}/consents/new?unit=${youth!.id}`)).text).toContain("Ungdomens hus");
    const consent = await ask({ house, staff: "paula", matter: svea, to: "ungdomens-hus-degerfors", topics: ["meeting"] });
    for (const guardian of ["kajsa", "jimmy"]) await answer(house, guardian, consent, "granted");
    const after = await paula.get(place());
    expect(after.html).toMatch(/Fritid[\s\S]{0,400}Ungdomens hus/);
    expect(after.html).toMatch(/Polis[\s\S]{0,300}Familjen har inte sagt ja än/);
    expect((await (await house.signIn("josef")).get("/forums/sspf")).text).not.toContain("Svea");
  });

  test("the ordinary meeting is called to those with a yes alone, and stands in the forum's list as the next", async () => {
    const paula = await house.signIn("paula");
    expect((await paula.get("/forums/sspf")).text).toContain("Inget möte är kallat");
    house.clock.set("2026-12-29T09:00:00+01:00");
    expect((await (await house.signIn("paula")).get("/forums/sspf")).text).toMatch(/försenat 8 dagar/);
    house.clock.set("2026-11-23T10:00:00+01:00");
    const again = await house.signIn("paula");
    const call = await again.get(`/matters/${svea.id}/meetings/new`);
    const [youth] = await house.rows<{ id: string }>("select id from kring.unit where handle = 'ungdomens-hus-degerfors'");
    const [police] = await house.rows<{ id: string }>("select id from kring.unit where handle = 'polisen-karlskoga-degerfors'");
    expect([call.html.includes(youth!.id), call.html.includes(police!.id)]).toEqual([true, false]);
    const child = practice.meeting.participation[0]!.id;
    await again.submit(call, { question: "Hur hjälps vi åt?", on: "2026-12-01", time: "15:00", place: "Skolan", child, units: [youth!.id] }, "/meetings/new");
    expect((await again.get("/forums/sspf")).text).toMatch(/Nästa möte: .*1 december 2026 kl\. 15:00/);
  });

  test("the same child is raised once, and ended once; whoever comes a moment too late is told so", async () => {
    const paula = await house.signIn("paula");
    const again = await paula.get(place());
    expect(again.text).toContain("Avsluta i SSPF");
    const body = { once: crypto.randomUUID() };
    expect([(await paula.post(place(), body)).status, (await paula.post(place(), body)).status]).toEqual([303, 303]);
    expect(await raisings()).toEqual([{ ended: true }]);
    expect((await paula.get("/forums/sspf")).text).toContain("Inget barn är uppe");
    expect((await paula.get(`/matters/${svea.id}`)).link("Ta upp i SSPF")).toBe(place());
  });

  test("a service that is no party is told so, and cannot raise", async () => {
    const bup = await openFor({ house, staff: "ludvig", number: "201305142380", state: "gathering" });
    const ludvig = await house.signIn("ludvig");
    const page = await ludvig.get(`/matters/${bup.id}/forums/sspf`);
    expect(page.text).toContain("Er verksamhet är inte en av parterna i SSPF");
    expect(page.html).not.toContain('name="why"');
    await ludvig.post(`/matters/${bup.id}/forums/sspf`, { once: crypto.randomUUID(), signs: "absence", why: "Ändå." });
    expect(await raisings()).toHaveLength(1);
  });
});
