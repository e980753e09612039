import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { languages } from "../platform/i18n/words.tsx";

// A Thursday, six days after the guides of the tests were made.
const NOW = "2026-11-26T08:00:00+01:00";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse(NOW)));
afterAll(() => house.close());
const get = (path: string) => house.visitor().get(path);
const calendar = async (path: string) => {
  const response = await house.app.request(`http://kring.test${path}`);
  return { status: response.status, type: response.headers.get("content-type"), cookie: response.headers.get("set-cookie"), text: await response.text() };
};
const summariesIn = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent").map((event) => String(event.getFirstPropertyValue("summary")));

describe("what is coming", () => {
  test("the list has today first, each with its time, its place and how one comes", async () => {
    const page = await get("/activities");
    expect([page.status, page.heading]).toEqual([200, "Mötesplatser och träffar"]);
    expect(page.text).toMatch(/i dag 9–12 Öppna förskolan, torsdag med BVC Familjecentralen i Degerfors · kom när du vill/);
    expect(page.text).toMatch(/i morgon .*Lugna stunden Familjecentralen i Degerfors · 6 platser kvar · barnpassning/);
    expect(page.link("De följande två veckorna")).toBe("/activities?from=2026-12-10");
  });
  test("a wish is kept in the address, in the form, and in the calendar's address", async () => {
    const page = await get("/activities?age=14&time=evening&lang=en");
    expect(page.text).toContain("Tonårsträff för vuxna");
    expect(page.text).not.toContain("Babycafé");
    expect(page.html).toContain('<option value="14" selected>');
    expect(page.link(/calendar/i)).toBe("/activities.ics?age=14&time=evening&lang=en");
  });
  test("nothing that suits is said, with a way back and the next that would", async () => {
    const page = await get("/activities?age=11&spoken=ar&time=weekend");
    expect(page.text).toContain("Inget som passar de här två veckorna");
    expect(page.link("Visa allt igen")).toBe("/activities");
  });
  test("strange wishes are no wishes", async () => {
    const plain = await get("/activities");
    for (const odd of ["?age=%00", "?from=2026-02-30", "?from=' or 1=1", `?spoken=${"x".repeat(5000)}`, "?time=<script>alert(1)</script>"]) {
      const page = await get(`/activities${odd}`);
      expect([odd, page.status]).toEqual([odd, 200]);
      expect(page.text.length).toBe(plain.text.length);
    }
  });
  test("another guide has its own", async () => expect((await get("/activities?guide=kronoberg")).text).not.toContain("Öppna förskolan, torsdag med BVC"));
});

describe("one activity", () => {
  test("says what, when next, how one comes, where, and who comes with what", async () => {
    const page = await get("/activities/oppna-forskolan-torsdag");
    expect(page.heading).toBe("Öppna förskolan, torsdag med BVC");
    expect(page.text).toMatch(/Nästa gång i dag 9–12 Varje torsdag 9–12/);
    expect(page.text).toMatch(/Du behöver inte anmäla dig.*Björkbacken 4.*BVC Degerfors Leyla svarar på frågor om hälsa/);
    expect(page.html).toContain('href="geo:59.2379,14.4346?q=59.2379,14.4346"');
    expect(page.html).not.toContain("/sign-up");
  });
  test("that needs it leads to signing up", async () => expect((await get("/activities/lugna-stunden")).link("Anmäl dig")).toBe("/activities/lugna-stunden/sign-up"));
  test("monthly, two-weekly and single ones say so", async () => {
    expect((await get("/activities/pappalordag")).text).toContain("Första lördagen i månaden 9.00–11.30");
    expect((await get("/activities/klader-som-byter-agare")).text).toContain("Sista söndagen i månaden 14–16");
    expect((await get("/activities/tonarstraff-for-vuxna")).text).toContain("Varannan torsdag 18–20");
    expect((await get("/activities/skarm-och-sma-barn")).text).toContain("onsdag 2 december 18.00–19.30");
  });
  test("what does not exist, has ended or is stale is the one page for what is missing", async () => {
    for (const path of ["/activities/no-such", "/activities/%00", "/activities/..%2F..%2Fetc", "/activities/no-such.ics", "/activities/UPPER"]) expect((await get(path)).status, path).toBe(404);
    await house.rows("update kring.activity set status = 'ended' where handle = 'kyrkis'");
    await house.rows("update kring.activity set checked_on = '2025-11-26' where handle = 'familjebad'");
    for (const handle of ["kyrkis", "familjebad"]) expect([(await get(`/activities/${handle}`)).status, (await get(`/activities/${handle}.ics`)).status]).toEqual([404, 404]);
    expect((await get("/activities")).text).not.toMatch(/Kyrkis|Familjebad/);
  });
  test.each(Object.keys(languages))("in %s, with every word of ours in it", async (language) => {
    for (const path of ["/activities", "/activities/lugna-stunden", "/activities/pappalordag"]) {
      const page = await get(`${path}?lang=${language}`);
      expect(page.status).toBe(200);
      if (!["sv", "easy"].includes(language)) expect(page.text).not.toMatch(/kom när du vill|barnpassning|Så kommer du|Nästa gång|platser kvar/i);
    }
  });
});

describe("where one looked for something else", () => {
  test("the first page has the next three under the circle", async () => {
    const page = await get("/");
    const meeting = /<section class="meet-others"[\s\S]*?<\/section>/.exec(page.html)![0];
    expect(meeting.match(/<li /g)).toHaveLength(3);
    expect(page.html.indexOf("meet-others")).toBeGreaterThan(page.html.indexOf('class="circle"'));
    expect([page.link("Träffas"), page.link("Alla mötesplatser")]).toEqual(["/activities", "/activities"]);
  });
  test("an age and a topic show what fits them; an answer about danger asks nobody to coffee", async () => {
    expect((await get("/ages/13-15")).text).toMatch(/Träffa andra föräldrar .*Tonårsträff för vuxna/);
    expect((await get("/ages/13-15")).html).not.toContain("/activities/babycafe");
    expect((await get("/topics/new-in-sweden")).html).toContain("meet-others");
    expect((await get("/answers/violence-at-home")).html).not.toContain("meet-others");
  });
});

describe("searching", () => {
  const hits = async (q: string): Promise<Array<{ type: string; id: string; title: string; kinds: string[] }>> =>
    ((await (await house.app.request(`http://kring.test/api/v1/guide/search?q=${encodeURIComponent(q)}&lang=sv`)).json()) as { hits: never }).hits;

  test("an activity is a hit, by its name and by what it is about, and is shown with its next time", async () => {
    expect((await hits("vagnpromenad"))[0]).toEqual({ type: "activity", id: "vagnpromenad", title: "Vagnpromenad", kinds: ["foraldratraff", "bvc"] });
    expect((await hits("var kan man byta kläder")).map(({ id }) => id)).toContain("klader-som-byter-agare");
    expect((await get("/search?q=vagnpromenad")).text).toMatch(/Vagnpromenad måndag 30 november 13.00–14.30 Familjecentralen/);
  });
  test("who asks for a place to meet is shown when and where; who asks about sleep is not asked to a course", async () => {
    expect((await hits("träffa andra föräldrar")).filter(({ type }) => type === "activity").length).toBeGreaterThanOrEqual(2);
    expect((await hits("bebisen sover inte")).filter(({ type }) => type === "activity")).toEqual([]);
  });
  test("what is stale, ended or another guide's is no hit", async () => {
    expect((await hits("kyrkis")).map(({ id }) => id)).not.toContain("kyrkis");
    const elsewhere = await house.app.request("http://kring.test/api/v1/guide/search?q=vagnpromenad&guide=kronoberg");
    expect(((await elsewhere.json()) as { hits: Array<{ id: string }> }).hits.map(({ id }) => id)).not.toContain("vagnpromenad");
  });
});

describe("subscribing", () => {
  test("one activity, and all that suit a wish", async () => {
    const one = await calendar("/activities/oppna-forskolan-torsdag.ics");
    expect([one.status, one.type, one.cookie, summariesIn(one.text)]).toEqual([200, "text/calendar; charset=utf-8", null, ["Öppna förskolan, torsdag med BVC"]]);
    const teenagers = summariesIn((await calendar("/activities.ics?age=14")).text);
    expect(teenagers).toContain("Tonårsträff för vuxna");
    expect(teenagers).not.toContain("Babycafé");
    expect(summariesIn((await calendar("/activities.ics")).text).length).toBeGreaterThan(teenagers.length);
  });
  test("it leads back to the page, with place and telephone", async () => {
    const event = new ICAL.Component(ICAL.parse((await calendar("/activities/lugna-stunden.ics?lang=en")).text) as unknown[]).getFirstSubcomponent("vevent")!;
    expect(String(event.getFirstPropertyValue("url"))).toBe("http://kring.test/activities/lugna-stunden?lang=en");
    expect(String(event.getFirstPropertyValue("location"))).toContain("Björkbacken 4");
    expect(String(event.getFirstPropertyValue("contact"))).toBe("031-3900636");
  });
  test("the name of an activity stays when it is edited, and the count of its changes grows", async () => {
    const first = await calendar("/activities/vagnpromenad.ics");
    await house.rows("update kring.activity set name = 'Promenad', sequence = sequence + 1 where handle = 'vagnpromenad'");
    const second = await calendar("/activities/vagnpromenad.ics");
    const uid = (text: string) => /UID:(.*)/.exec(text)![1];
    expect(uid(second.text)).toBe(uid(first.text));
    expect([/SEQUENCE:(\d+)/.exec(first.text)![1], /SEQUENCE:(\d+)/.exec(second.text)![1]]).toEqual(["0", "1"]);
  });
});

test("no cookies, and nothing from anybody else", async () => {
  for (const path of ["/activities", "/activities/lugna-stunden"]) {
    const page = await get(path);
    expect([path, page.headers.get("set-cookie")]).toEqual([path, null]);
    expect(page.html.replaceAll(/<a [^>]*>/g, "")).not.toMatch(/(src|href)="(https?:)?\/\//);
  }
});
