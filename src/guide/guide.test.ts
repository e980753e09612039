import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { ageIn, rankHits, wordCount, type Candidate } from "./guide.ts";

describe("which comes first", () => {
  const some = (type: Candidate["type"], id: string, kinds: string[], nearness: number, more: Partial<Candidate> = {}): Candidate =>
    ({ type, id, handle: id, title: id, kinds, nearness, ages: { from: 0, to: 20 }, level: "universal", ...more });
  const order = (...args: Parameters<typeof rankHits>) => rankHits(...args).map(({ id }) => id);

  test("an answer, then whom it points to, in its own order", () => {
    expect(order(new Map(), [some("service", "1177", ["telefon-1177"], 0), some("service", "bvc", ["bvc"], 0), some("answer", "sleep", ["bvc", "telefon-1177"], 0.9)])).toEqual(["sleep", "bvc", "1177"]);
  });
  test("a service asked for by name comes before answers about something else", () => {
    expect(order(new Map([["bup", 0.9]]), [some("answer", "other", ["elevhalsa"], 0.4), some("service", "bup", ["bup"], 0)])).toEqual(["bup", "other"]);
  });
  test("among the first three there is somebody to talk to", () => {
    const answers = [0.9, 0.85, 0.8, 0.75].map((nearness, nth) => some("answer", `a${nth}`, ["rektor"], nearness));
    expect(order(new Map([["kurator", 0.5]]), [...answers, some("service", "kurator", ["kurator"], 0)]).slice(0, 3)).toEqual(["a0", "a1", "kurator"]);
  });
  test("eight preschools are not eight answers", () => {
    const preschools = Array.from({ length: 8 }, (_, nth) => some("service", `p${nth}`, ["forskola"], 0));
    expect(order(new Map([["forskola", 0.9], ["bvc", 0.5]]), [...preschools, some("service", "bvc", ["bvc"], 0)]).indexOf("bvc")).toBe(2);
  });
  test("what is for another age steps back", () => {
    const [baby, teenager] = [some("answer", "baby", ["bvc"], 0.6, { ages: { from: 0, to: 1 } }), some("answer", "teenager", ["kurator"], 0.5, { ages: { from: 13, to: 20 } })];
    expect([order(new Map(), [baby, teenager])[0], order(new Map(), [baby, teenager], 14)[0]]).toEqual(["baby", "teenager"]);
  });
  test("of two that fit as well, the one that somebody has checked in time comes first", () => {
    const two = (trust: number) => [some("service", "old", ["forskola"], 0.5, { trust }), some("service", "new", ["forskola"], 0.5)];
    expect([order(new Map(), two(0.95)), order(new Map(), two(1))]).toEqual([["new", "old"], ["old", "new"]]);
  });
  test("what hardly fits is not shown", () => {
    expect(order(new Map(), [some("answer", "near", ["bvc"], 0.9), some("answer", "far", ["lss"], 0.25), some("answer", "nothing", ["lss"], 0.1)])).toEqual(["near"]);
    expect(order(new Map(), [some("answer", "weak", ["lss"], 0.15)])).toEqual([]);
  });
  test.each([["3 åring bits", 3], ["min 14-åring ljuger", 14], ["stammar 4 år", 4], ["my 6 year old", 6], ["طفلي 5 سنوات", 5], ["100 år", undefined], ["år 2026", undefined], ["klass 7", undefined]])("the age in %s", (text, age) => expect(ageIn(text)).toBe(age));
  test("words are counted all in all", () => expect(wordCount({ answer: "Ett två tre.", steps: ["Fyra fem", "sex"], happens: "Sju." })).toBe(7));
});

describe("the guide", () => {
  let house: TestHouse;
  beforeAll(async () => (house = await openTestHouse()));
  afterAll(() => house.close());
  const get = (path: string) => house.visitor().get(path);
  const hits = async (q: string, lang = "sv"): Promise<Array<{ type: string; id: string; title: string; kinds: string[] }>> =>
    ((await (await house.app.request(`http://kring.test/api/v1/guide/search?q=${encodeURIComponent(q)}&lang=${lang}`)).json()) as { hits: never }).hits;

  test("the first page asks what one wonders, and has the urgent numbers, every way in, and the way out", async () => {
    const page = await get("/");
    expect([page.status, page.heading]).toEqual([200, "Vad undrar du över?"]);
    expect([page.link("112"), page.link("116 111"), page.link("Orolig för ett barn")]).toEqual(["tel:112", "tel:116111", "/concern"]);
    expect([page.link("Logga in"), page.link("Efter ålder"), page.link("Ämnen"), page.link("Verksamheter A–Ö"), page.link("Lämna sidan snabbt")]).toEqual(["/sign-in", "/ages", "/topics", "/services", "/leave"]);
  });
  test("a question in one's own words leads to an answer, and the answer to somebody to call", async () => {
    const results = await get("/search?q=bebisen+sover+inte");
    const answer = await get(results.link("Min bebis sover inte"));
    expect([answer.status, answer.heading]).toEqual([200, "Min bebis sover inte. Vad kan jag göra?"]);
    expect(answer.text).toMatch(/Gör så här nu.*När du hör av dig.*Kontakta/);
  });
  test("what was chosen goes with every link: language and guide", async () => {
    const page = await get("/?lang=en&guide=kronoberg");
    expect([page.heading, page.html.includes('<html lang="en" dir="ltr"')]).toEqual(["What would you like to know?", true]);
    expect(page.link("Topics")).toBe("/topics?lang=en&guide=kronoberg");
    expect(page.html).toContain('<input type="hidden" name="lang" value="en"/>');
  });
  test("Arabic runs from right to left, and what is only in Swedish says so to the browser", async () => {
    expect((await get("/?lang=ar")).html).toContain('<html lang="ar" dir="rtl"');
  });
  test("nothing found is said, and leads on to somebody", async () => {
    const page = await get("/search?q=qqqqzzzz");
    expect(page.text).toContain("Vi hittade inget på de orden");
  });
  test("an unknown answer, topic, age or service is the one page for what is missing", async () => {
    for (const path of ["/answers/no-such", "/topics/no-such", "/ages/40", "/services/no-such", "/answers/%00", "/answers/../../etc"]) expect((await get(path)).status, path).toBe(404);
  });
  test("strange questions never break the search", async () => {
    for (const odd of ["'", "\\", "%", "🐘", "ا".repeat(300), "a ".repeat(200), "\u202e", "<script>alert(1)</script>"]) {
      const page = await get(`/search?q=${encodeURIComponent(odd)}`);
      expect([odd, page.status]).toEqual([odd, 200]);
      expect(page.html).not.toContain("<script>alert");
    }
  });
  test("a language that is none is Swedish, whatever it is called", async () => {
    for (const odd of ["constructor", "__proto__", "toString", "xx", "%00"]) expect([odd, (await get(`/?lang=${odd}`)).heading]).toEqual([odd, "Vad undrar du över?"]);
  });
  test("the search as open data: type, id, title and kinds; a bad question is told why", async () => {
    const [first] = await hits("bebisen sover inte");
    expect(first).toEqual({ type: "answer", id: "baby-sleep", title: "Min bebis sover inte. Vad kan jag göra?", kinds: ["bvc", "telefon-1177", "spadbarn-samspel"] });
    const bad = await house.app.request("http://kring.test/api/v1/guide/search?q=x&lang=tlh");
    expect([bad.status, bad.headers.get("content-type"), ((await bad.json()) as { detail: string }).detail]).toEqual([400, "application/problem+json", "`lang` is one of sv, easy, en, fi, ar, so, fa, ti and uk."]);
  });
  test("no cookies, nothing from anybody else", async () => {
    for (const path of ["/", "/search?q=bvc", "/answers/baby-sleep", "/topics", "/ages", "/services", "/urgent"]) {
      const page = await get(path);
      expect([path, page.headers.get("set-cookie")]).toEqual([path, null]);
      expect(page.html.replaceAll(/<a [^>]*>/g, "")).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });
});
