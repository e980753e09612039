import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { sendLetters } from "../notice/index.ts";
import { makeLog } from "../platform/log.ts";
import { BLANK, faultIn, nextStep, settled } from "./draft.ts";
import type { EditForm } from "./edit.ts";

const WHOLE: EditForm = settled({
  ...BLANK, name: "Pappafika", about: "Vi fikar och pratar.", kind: "meeting-place", help1: "foraldratraff", level: "universal", fromAge: "0", toAge: "6", meet: "yes",
  starts: "2026-12-03", from: "17:00", to: "18:30", every: "week", placeNote: "Café Bruket, Storgatan 1", signUp: "none", childcare: "no", phone: "031-390 06 00",
});

describe("what is asked step by step", () => {
  test.each<[string, Partial<EditForm>, unknown]>([
    ["a weekday follows from the first day", {}, ["th", ""]], ["and which in the month", { every: "month" }, ["th", "1"]], ["the fifth is the last", { every: "month", starts: "2026-12-31" }, ["th", "-1"]],
    ["the fourth is the fourth", { every: "month", starts: "2026-12-24" }, ["th", "4"]], ["once has neither, nor an end", { every: "once", ends: "2027-01-01" }, ["", ""]], ["a Sunday is a Sunday", { starts: "2026-12-06" }, ["su", ""]],
  ])("%s", (_, own, told) => {
    const { weekday, nth } = settled({ ...WHOLE, ...own });
    expect([weekday, nth]).toEqual(told);
  });
  test.each<[string, Partial<EditForm>, unknown]>([
    ["whole", {}, undefined], ["no name", { name: "" }, "what"], ["no day", { starts: "" }, "when"], ["nowhere", { placeNote: "" }, "where"], ["no telephone", { phone: "" }, "how"], ["seats without a number", { signUp: "session" }, "how"],
    ["with seats", { signUp: "session", capacity: "8" }, undefined],
  ])("goes on at the first that is missing: %s", (_, own, told) => expect(nextStep({ ...WHOLE, ...own })).toBe(told));
  test.each<[Partial<EditForm>, "what" | "where" | "how" | "when", unknown]>([
    [{ fromAge: "9" }, "what", ["activity.ages", "toAge"]], [{ about: "Ring Bo, 19850412-2384." }, "what", ["activity.identity", "about"]], [{ placeLink: "javascript:alert(1)" }, "where", ["activity.link", "placeLink"]],
    [{ placeLink: "www.example.se/karta" }, "where", undefined], [{ email: "031-390 06 00" }, "how", ["activity.email", "email"]], [{ signUp: "series", capacity: "8" }, "how", ["activity.series", "signUp"]],
    [{ signUp: "series", capacity: "8", ends: "2027-03-01" }, "how", undefined], [{ to: "16:00" }, "when", ["activity.times", "to"]],
  ])("%j in %s", (own, step, told) => {
    const fault = faultIn(step, settled({ ...WHOLE, ...own }));
    expect(fault && [fault.refused, fault.details?.["field"]]).toEqual(told);
  });
});

let house: TestHouse;
/** jens and wilma: at the youth house of Degerfors. marta: another unit. ingrid: keeps the guide. sara: a guardian. */
let [jens, wilma, marta, ingrid]: Client[] = [];
beforeAll(async () => {
  house = await openTestHouse("2026-11-26T09:00:00+01:00");
  [jens, wilma, marta, ingrid] = await Promise.all([house.signIn("jens"), house.signIn("wilma", "ungdomens-hus-degerfors"), house.signIn("marta"), house.signIn("ingrid")]);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows("delete from kring.activity_draft");
  await house.rows("delete from kring.activity where handle like 'spelkvall%'");
});

const WHAT = { name: "Spelkväll för tonårsföräldrar", about: "Vi spelar brädspel och pratar om hur det är hemma.", kind: "meeting-place", help1: "foraldratraff", level: "universal", forWhom: "teen-parents", fromAge: "13", toAge: "19", meet: "yes" };
const WHEN = { starts: "2026-12-03", from: "18", to: "20", every: "2-weeks", ends: "" };
const WHERE = { placeNote: "Källaren, ingång från gården", placeLink: "example.se/hitta-hit", languages: ["sv", "en"], interpreter: "no" };
const HOW = { signUp: "session", capacity: "12", childcare: "yes", cost: "free", phone: "031-390 06 00", email: "spel@example.se", review: "3" };
const begin = async (who: Client): Promise<Page> => who.submit(await who.get("/our/activities/new"), WHAT, "/our/activities/new");
const go = async (who: Client): Promise<Page> => {
  let page = await begin(who);
  for (const [step, own] of [["when", WHEN], ["where", WHERE], ["how", HOW]] as const) {
    expect(page.path).toContain(`/${step}`);
    page = await who.submit(page, own, `/${step}`);
  }
  return page;
};
const search = async () => (await (await house.app.request("http://kring.test/api/v1/guide/search?q=br%C3%A4dspel")).json()) as { hits: Array<{ id: string }> };

describe("writing and publishing", () => {
  test("step by step to the page with all the answers, and only then for everybody", async () => {
    const check = await go(jens!);
    expect(check.heading).toBe("Läs igenom innan ni publicerar");
    expect(check.text).toMatch(/Varannan torsdag 18–20\. De första gångerna: torsdag 3 december 18–20; torsdag 17 december 18–20; torsdag 31 december 18–20/);
    expect(check.text).toMatch(/Källaren, ingång från gården.*engelska.*12 platser.*spel@example\.se/);
    expect((await house.visitor().get("/activities/spelkvall-for-tonarsforaldrar")).status).toBe(404);
    expect((await search()).hits.map(({ id }) => id)).not.toContain("spelkvall-for-tonarsforaldrar");
    const done = await jens!.submit(check, {});
    expect([done.path, done.text.includes("Träffen är publicerad")]).toEqual(["/our/activities/spelkvall-for-tonarsforaldrar?done=activityPublished", true]);
    expect(done.text).toMatch(/Ungdomens hus.* ansvarar för uppgifterna och ser över dem senast fredag 26 februari 2027.*Vad har hänt|Vad som har hänt Publicerad/);
    const open = await house.visitor().get("/activities/spelkvall-for-tonarsforaldrar");
    expect(open.text).toMatch(/Spelkväll för tonårsföräldrar.*12 platser kvar.*Källaren, ingång från gården.*example\.se\/hitta-hit/);
    expect(open.html).toContain('href="https://example.se/hitta-hit"');
    expect((await search()).hits.map(({ id }) => id)).toContain("spelkvall-for-tonarsforaldrar");
    expect(await house.rows("select id from kring.activity_draft")).toEqual([]);
    expect((await house.rows<{ what: string }>("select c.what from kring.activity_change c join kring.activity a on a.id = c.activity_id where a.handle like 'spelkvall%'"))).toEqual([{ what: "published" }]);
  });
  test("two of the same name get two addresses", async () => {
    for (const handle of ["spelkvall-for-tonarsforaldrar", "spelkvall-for-tonarsforaldrar-2"]) expect((await jens!.submit(await go(jens!), {})).path).toContain(`/our/activities/${handle}?`);
  });
  test("what is wrong is said at its field, everything is kept, and nothing is published that is not whole", async () => {
    const page = await begin(jens!);
    const wrong = await jens!.submit(page, { ...WHEN, to: "17" }, "/when");
    expect([wrong.status, wrong.problems]).toEqual([422, ["Den slutar innan den börjar"]]);
    const draft = /our\/drafts\/([\w-]+)/.exec(page.path)![1]!;
    const check = await jens!.get(`/our/drafts/${draft}`);
    expect(check.text).toMatch(/Något saknas Fortsätt med: När är den\?/);
    expect(check.text).not.toContain("Publicera i familjeguiden");
    expect((await jens!.post(`/our/drafts/${draft}`, { once: randomUUID(), version: "1" })).status).toBe(422);
    expect(await house.rows("select id from kring.activity where handle like 'spelkvall%'")).toEqual([]);
    for (const odd of ["é".repeat(500_000), "\u0000", "' or 1=1"]) expect((await jens!.post(`/our/drafts/${draft}/when`, { once: randomUUID(), version: "1", ...WHEN, starts: odd })).status).toBe(422);
  });
  test("a colleague goes on with it; two at once meet, and nobody publishes what she has not read", async () => {
    const check = await go(jens!);
    const draft = /our\/drafts\/([\w-]+)/.exec(check.path)![1]!;
    expect((await wilma!.get("/our/activities")).text).toMatch(/Inte publicerade än S Spelkväll för tonårsföräldrar utkast/);
    const [one, other] = [await jens!.get(`/our/drafts/${draft}/what`), await wilma!.get(`/our/drafts/${draft}/what`)];
    await jens!.submit(one, { about: "Jens ord." }, "/what");
    const met = await wilma!.submit(other, { about: "Wilmas ord." }, "/what");
    expect([met.status, /Nu står det: Om träffen Jens ord\./.test(met.text)]).toEqual([409, true]);
    expect((await jens!.submit(check, {})).text).toContain("En kollega har skrivit i utkastet");
    expect(await house.rows("select id from kring.activity where handle like 'spelkvall%'")).toEqual([]);
  });
  test("can be thrown away", async () => {
    const check = await go(jens!);
    const done = await jens!.submit(await jens!.get(check.link("Ta bort utkastet")), {});
    expect(done.text).toContain("Utkastet är borttaget");
    expect(await house.rows("select id from kring.activity_draft")).toEqual([]);
  });
});

describe("nobody writes for another", () => {
  test("a draft is for the unit that writes it, not even for whoever keeps the guide", async () => {
    const draft = /our\/drafts\/([\w-]+)/.exec((await begin(jens!)).path)![1]!;
    for (const who of [marta!, ingrid!]) {
      for (const rest of ["", "/when", "/remove"]) {
        expect((await who.get(`/our/drafts/${draft}${rest}`)).status).toBe(404);
        expect((await who.post(`/our/drafts/${draft}${rest}`, { once: randomUUID(), version: "1", ...WHEN })).status).toBe(404);
      }
      expect((await who.get("/our/activities")).text).not.toContain("Spelkväll");
    }
    const seen = await Promise.all(["jens", "marta", "ingrid"].map((who) => house.as(who, async ({ tx }) => (await tx.selectFrom("activity_draft").select("id").execute()).length)));
    expect(seen).toEqual([1, 0, 0]);
  });
  test("a unit that no guide has let in begins nothing", async () => {
    const [out] = house.world.staff.filter(({ handle }) => handle === "petra");
    const alone = await house.rows<{ handle: string }>("select u.handle from kring.unit u where not exists (select from kring.service s where s.unit_id = u.id) and not exists (select from kring.activity a where a.unit_id = u.id) and not exists (select from kring.guide g where g.unit_id = u.id)");
    const person = house.world.staff.find(({ duties }) => duties.length === 1 && alone.some(({ handle }) => handle === duties[0]!.unit)) ?? out!;
    const client = await house.signIn(person.handle);
    expect((await client.get("/our/activities/new")).status).toBe(404);
    expect((await client.get("/our/activities")).text).not.toContain("Skriv om en ny träff");
    expect((await jens!.get("/our/activities")).text).toContain("Skriv om en ny träff");
  });
  test("nor in another's name, or in a guide it is not in, whatever its program says", async () => {
    const [own] = await house.rows<{ unit: string; guide: string; other: string; elsewhere: string }>(`select a.unit_id as unit, a.guide_id as guide, (select id from kring.unit where handle = 'bvc-degerfors') as other,
      (select id from kring.guide where handle = 'kronoberg') as elsewhere from kring.activity a where a.handle = 'tonarstraff-for-vuxna'`);
    const publish = (unit: string, guide: string) => house.as("jens", ({ tx }) => tx.insertInto("activity").columns(["id", "handle", "unit_id", "guide_id", "kind", "kinds", "level", "min_age", "max_age", "name", "about", "meet", "for_whom", "every", "weekday", "from_time", "to_time", "starts_on", "sign_up", "childcare", "languages", "interpreter", "cost", "cost_note", "phone", "checked_on", "changed_at"])
      .expression((eb) => eb.selectFrom("activity").where("handle", "=", "tonarstraff-for-vuxna").select((at) => [at.val(randomUUID()).$castTo<string>().as("id"), at.val(`spelkvall-${randomUUID()}`).as("handle"), at.val(unit).as("unit_id"), at.val(guide).as("guide_id"), "kind", "kinds", "level", "min_age", "max_age", "name", "about", "meet", "for_whom", "every", "weekday", "from_time", "to_time", "starts_on", "sign_up", "childcare", "languages", "interpreter", "cost", "cost_note", "phone", "checked_on", "changed_at"])).execute());
    await expect(publish(own!.other, own!.guide)).rejects.toThrow(/row-level/);
    await expect(publish(own!.unit, own!.elsewhere)).rejects.toThrow(/row-level/);
    await publish(own!.unit, own!.guide);
  });
});

describe("the guide's own ages", () => {
  const offered = async (who: Client, path: string): Promise<boolean[]> => {
    const { html } = await who.get(path);
    return [20, 24, 25].map((age) => new RegExp(`<option value="${age}"[^>]*>${age} år`).test(html));
  };
  test("decide what can be chosen, for an activity, a card, an answer, a question and a search: to the end of its circle and no further", async () => {
    const paths = ["/our/activities/new", "/our/activities/tonarstraff-for-vuxna/edit"].map((path) => [jens!, path] as const);
    const all = [...paths, [ingrid!, "/network/guides/degerfors/services/new"], [ingrid!, "/network/services/bvc-degerfors/edit"], [ingrid!, "/guide-work/degerfors/answers/new"], [house.visitor(), "/activities"], [house.visitor(), "/contact-me/parent?service=bvc-degerfors"]] as const;
    for (const [who, path] of all) expect([path, await offered(who, path)]).toEqual([path, [true, false, false]]);
    await house.rows("update kring.segment s set max_age = 24 from kring.guide g where g.id = s.guide_id and g.handle = 'degerfors' and s.max_age = 20");
    for (const [who, path] of all) expect([path, await offered(who, path)]).toEqual([path, [true, true, false]]);
    const page = await jens!.get("/our/activities/new");
    expect((await jens!.submit(page, { ...WHAT, toAge: "25" }, "/our/activities/new")).problems).toEqual(["Välj ett av alternativen"]);
    expect((await jens!.submit(await jens!.get("/our/activities/tonarstraff-for-vuxna/edit"), { toAge: "24" }, "/edit")).path).toContain("done=activityChanged");
    expect((await house.visitor().get("/activities?age=24")).text).toContain("Tonårsträff för vuxna");
    // An age that is there already is never lost when the guide's own become fewer.
    await house.rows("update kring.segment set max_age = 20 where max_age = 24");
    expect(await offered(jens!, "/our/activities/tonarstraff-for-vuxna/edit")).toEqual([true, true, false]);
    await house.rows("update kring.activity set max_age = 20 where handle = 'tonarstraff-for-vuxna'");
    await expect(house.rows("update kring.activity set max_age = 26 where handle = 'tonarstraff-for-vuxna'")).rejects.toThrow(/activity__limits/);
  });
});

describe("what has been done to it", () => {
  test("is told to its keepers, with who and when, and taking it down tells those who had signed up", async () => {
    await jens!.submit(await go(jens!), {});
    const at = "/our/activities/spelkvall-for-tonarsforaldrar";
    const signed = await house.visitor().post("/activities/spelkvall-for-tonarsforaldrar/sign-up", { once: randomUUID(), day: "2026-12-17", name: "Mira", to: "mira@example.se", adults: "1", children: "0", said: "" });
    await house.rows("delete from kring.letter");
    house.clock.set("2026-11-26T09:01:00+01:00");
    await wilma!.submit(await wilma!.get(`${at}/edit`), { status: "ended" }, "/edit");
    const to: string[] = [];
    await sendLetters({ database: house.database, keys: house.house.keys, mailer: { send: async (letter) => void to.push(letter.to) }, clock: house.clock, log: makeLog("silent"), url: "http://kring.test" });
    expect(to).toEqual(["mira@example.se"]);
    expect((await house.visitor().get(signed.location!)).text).toContain("Träffen är inställd");
    const page = await jens!.get(at);
    expect(page.text).toMatch(/Vad som har hänt Tagen ur guiden .*Publicerad/);
    const [change] = await house.rows<{ before: { status: string } }>("select before from kring.activity_change where what = 'taken-down'");
    expect(change!.before.status).toBe("active");
    const read = await house.as("marta", ({ tx }) => tx.selectFrom("activity_change").select("id").execute());
    expect(read).toEqual([]);
    await house.rows("delete from kring.activity_sign_up");
  });
});
