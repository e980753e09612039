import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listActivities, type Activity } from "#src/activity/index.ts";
import { gapsIn, holesIn, listNamed, listParentsCounted, readCircle, type Gap } from "#src/circle/index.ts";
import { listServices } from "#src/directory/index.ts";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
let ingrid: Client;
type Seen = Parameters<typeof gapsIn>[0];
let seen: Seen;
beforeAll(async () => {
  house = await openTestHouse();
  ingrid = await house.signIn("ingrid");
  seen = await house.as("ingrid", async ({ tx, today }) => {
    const [circle, all, activities, named, counted] = await Promise.all([readCircle(tx, "degerfors", today), listServices(tx, "degerfors"), listActivities(tx, { guide: "degerfors" }), listNamed(tx, "degerfors"), listParentsCounted(tx, "degerfors", today)]);
    return { circle, services: all.filter(({ guideId }) => guideId !== undefined), activities, named, counted, today };
  });
});
afterAll(() => house.close());

const found = (from: Seen, rule: Gap["rule"]) => gapsIn(from).flatMap(({ segment, gaps }) => gaps.filter((gap) => gap.rule === rule).map((gap) => ({ from: segment.ages.from, gap })));
const changed = (handle: string, more: object): Activity[] => seen.activities.map((one) => (one.handle === handle ? { ...one, ...more } : one));

const POLICE = "Lokalpolisområde Karlskoga–Degerfors";

describe("what is missing", () => {
  test("G1 finds that nobody holds a meeting place for all parents at 10–12, and nothing else of the kind; and says what is near", () => {
    const places = found(seen, "G1");
    expect(places).toMatchObject([{ from: 10, gap: { what: "meeting-place", ages: [10, 11, 12] } }]);
    const { near } = places[0]!.gap as Extract<Gap, { what: "meeting-place" }>;
    expect(near.map(({ activity, how }) => [activity.handle, how])).toEqual([["skarm-och-spel-ak-4-6", "repeat"], ["laxstuga", "meet"], ["familjefika-i-skolan", "widen"]]);
  });
  test("a meeting place that takes in those ages closes it; one that is called off, targeted or for another age does not", () => {
    expect(found({ ...seen, activities: changed("familjefika-i-skolan", { ages: { from: 6, to: 12 } }) }, "G1")).toEqual([]);
    expect(found({ ...seen, activities: changed("familjefika-i-skolan", { ages: { from: 6, to: 11 } }) }, "G1")).toMatchObject([{ gap: { ages: [12] } }]);
    for (const more of [{ level: "targeted" }, { meet: false }, { status: "ended" }, { pauses: [{ from: "2025-01-01", to: "2027-12-31", calledOff: false, reason: "" }] }]) {
      expect(found({ ...seen, activities: changed("familjefika-i-skolan", { ages: { from: 6, to: 12 }, ...more }) }, "G1")).toMatchObject([{ gap: { what: "meeting-place" } }]);
    }
  });
  test("G1 finds an age that no arena covers", () => {
    expect(found({ ...seen, services: seen.services.filter(({ kinds }) => !kinds.includes("mvc") && !kinds.includes("familjecentral")) }, "G1").map(({ gap }) => gap)).toContainEqual({ rule: "G1", what: "arena", ages: [-1] });
  });
  test("G2 finds what is for some with nothing for everybody beside it", () => {
    expect(found(seen, "G2")).toEqual([]);
    const without = { ...seen, activities: seen.activities.filter(({ level, ages }) => level === "targeted" || ages.to < 6) };
    expect(found(without, "G2").map(({ gap }) => (gap as { handle: string }).handle)).toContain("sorgegrupp-for-barn");
  });
  test("G3 finds a transition that nobody takes", () => {
    expect(found(seen, "G3")).toEqual([]);
    const services = seen.services.map((one) => (one.kinds.includes("forskola") ? { ...one, transitions: [] } : one));
    expect(found({ ...seen, services }, "G3")).toMatchObject([{ from: 1, gap: { transition: { name: "bvc-preschool" }, sides: ["taking"] } }]);
  });
  test("G4 finds a party that has a card and nobody on it, and one that has no card", () => {
    const police = seen.services.find(({ handle }) => handle === "polisen-degerfors")!;
    expect(found(seen, "G4").filter(({ from, gap }) => from === 13 && gap.rule === "G4" && gap.party.name === POLICE)).toEqual([]);
    const named = new Set([...seen.named].filter((id) => id !== police.id));
    expect(found({ ...seen, named }, "G4").find(({ from }) => from === 13)?.gap).toMatchObject({ party: { name: POLICE }, card: { handle: "polisen-degerfors" } });
    expect(found({ ...seen, services: seen.services.filter(({ id }) => id !== police.id) }, "G4").find(({ from }) => from === 13)?.gap).toMatchObject({ party: { name: POLICE }, card: undefined });
  });
  test("G4 counts a party's own cards only: those of another authority that give the same help are not its", () => {
    const parties = seen.circle.parties.map((party) => (party.name === POLICE ? { ...party, authority: "Degerfors kommun" } : party));
    expect(found({ ...seen, circle: { ...seen.circle, parties } }, "G4").find(({ from }) => from === 13)?.gap).toMatchObject({ party: { name: POLICE }, card: undefined });
  });
  test("G5 asks of the meeting places together, and of nothing where there are none", () => {
    expect(found(seen, "G5").some(({ from }) => from === 10)).toBe(false);
    const activities = seen.activities.map((one) => ({ ...one, childcare: false, languages: ["sv"], interpreter: false }));
    expect(found({ ...seen, activities, counted: new Set() }, "G5").find(({ from }) => from === 13)?.gap).toMatchObject({ cares: ["language", "childcare", "fathers"] });
  });
  test("a circle with a hole says which ages fall through it", () => {
    expect([holesIn(seen.circle.segments), holesIn(seen.circle.segments.filter(({ ages }) => ages.from !== 10))]).toEqual([[], [10, 11, 12]]);
  });
});

describe("the page", () => {
  test("everybody who works there reads it; who keeps the guide may change it", async () => {
    const page = await ingrid.get("/network/circle");
    for (const words of ["Ingen mötesplats för alla föräldrar, som hålls om och om igen: 10–12 år.", "Läxstuga", "Inget saknas här.", "från BVC till förskolan"]) expect(page.text).toContain(words);
    expect(page.html).toContain("/network/guides/degerfors/circle/segment/");
    const anna = await (await house.signIn("anna")).get("/network/circle?guide=degerfors");
    expect([anna.status, anna.html.includes("/network/guides/degerfors/circle/")]).toEqual([200, false]);
    expect((await house.visitor().get("/network/circle")).location).toContain("/sign-in");
  });
});

describe("changing the circle", () => {
  const NEW = "/network/guides/degerfors/circle/segment/new";
  const addressOf = async (ages: string) => {
    const [row] = await house.rows<{ id: string }>("select s.id from kring.segment s join kring.guide g on g.id = s.guide_id where g.handle = 'degerfors' and s.min_age || '-' || s.max_age = $1", [ages]);
    return `/network/guides/degerfors/circle/segment/${row!.id}`;
  };

  test("the guide draws what whoever keeps it says, with its own bounds; another guide keeps its own", async () => {
    const to = await addressOf("16-20");
    expect((await ingrid.submit(await ingrid.get(to), { from: "16", to: "18" }, to)).path).toContain("/network/circle");
    const ages = await house.visitor().get("/ages");
    expect([ages.html.includes("/ages/16-18"), ages.html.includes("/ages/16-20")]).toEqual([true, false]);
    expect((await house.visitor().get("/ages/16-18")).heading).toBe("16–18 år");
    expect((await house.visitor().get("/ages/16-20")).status).toBe(404);
    expect((await house.visitor().get("/ages/16-20?guide=kronoberg")).status).toBe(200);
    expect((await ingrid.get("/network/circle")).text).toContain("till 18 år");
    await ingrid.submit(await ingrid.get(to), { from: "16", to: "20" }, to);
  });
  test("what is wrong is told: ages that run backwards, a part that is there already, the last one", async () => {
    const drawn = await ingrid.get(NEW);
    const send = (filled: Record<string, string>) => ingrid.submit(drawn, { once: randomUUID(), arenas: "bvc", ...filled }, NEW);
    expect((await send({ from: "9", to: "3" })).problems.join()).toContain("lägre");
    expect((await send({ from: "6", to: "9" })).problems.join()).toContain("redan");
    expect((await send({ from: "7", to: "" })).status).toBe(422);
  });
  test("a transition of the guide's own can be owned by a card", async () => {
    const path = "/network/guides/degerfors/circle/transition/new";
    await ingrid.submit(await ingrid.get(path), { name: "Från öppna förskolan till familjefikat", at: "6", giving: "oppna-forskolan", taking: "rektor" }, path);
    expect((await ingrid.get("/network/circle")).text).toContain("Övergången Från öppna förskolan till familjefikat: ingen som lämnar över");
    const edit = "/network/services/letalvsskolan/edit";
    const card = await ingrid.get(edit);
    expect(card.text).toContain("Från öppna förskolan till familjefikat");
    await house.rows("delete from kring.transition where name like 'Från öppna%'");
  });
  test("nobody else may, whichever piece", async () => {
    const anna = await house.signIn("anna");
    for (const path of [NEW, await addressOf("1-5"), "/network/guides/degerfors/circle/party/new"]) {
      expect((await anna.get(path)).status).toBe(404);
      expect((await anna.post(path, { once: randomUUID(), from: "1", to: "2", arenas: "bvc", intent: "remove" })).status).toBe(404);
    }
    await expect(house.as("anna", ({ tx }) => tx.deleteFrom("segment").execute().then(() => tx.selectFrom("segment").select("id").execute()))).resolves.toHaveLength(14);
  });

  test("the parties are those of the agreement in force and are kept there; when it has ended, as the guide says", async () => {
    const page = await ingrid.get("/network/circle");
    expect([page.text.includes("Socialnämnden, Degerfors kommun"), page.html.includes("/cooperation/degerforsmodellen"), page.html.includes("/circle/party/")]).toEqual([true, true, false]);
    expect((await ingrid.get("/network/guides/degerfors/circle/party/new")).status).toBe(404);
    house.clock.set("2028-01-10T09:00:00+01:00");
    ingrid = await house.signIn("ingrid");
    const later = await ingrid.get("/network/circle");
    expect([later.text.includes("Socialtjänst"), later.text.includes("Socialnämnden"), later.html.includes("/circle/party/new")]).toEqual([true, false, true]);
    expect((await ingrid.get("/network/guides/degerfors/circle/party/new")).status).toBe(200);
  });
});
