import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
let anna: Client;
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T09:00:00+01:00", "degerfors");
  anna = await house.signIn("anna");
});
afterAll(() => house.close());

describe("choosing among the three ways", () => {
  let page: Page;
  beforeAll(async () => (page = await anna.get("/tracks")));

  test("it is reached from the list and from where one writes what one noticed", async () => {
    for (const from of ["/list", "/signals/new"]) expect((await anna.get(from)).link("Råd, samverkan eller anmälan?")).toBe("/tracks");
  });
  test("danger is asked first, consent next, and thinking aloud last; each leads into a way of its own", () => {
    const [concern, collaboration, consultation] = ["Far ett barn illa", "Behöver flera hjälpas åt", "Vill du tänka högt"].map((words) => page.text.indexOf(words));
    expect(concern).toBeGreaterThan(0);
    expect(collaboration).toBeGreaterThan(concern!);
    expect(consultation).toBeGreaterThan(collaboration!);
    expect([page.link("Så anmäler du oro"), page.link("Öppna barnet och fråga om samtycke"), page.link("Be om råd utan namn")]).toEqual(["/concern", "/find", "/consultations/new"]);
  });
  test("the law stands in plain words with its day, and what no lawyer has read says so", () => {
    expect(page.text).toContain("SoL (2025:400) 19:1, sedan 1 juli 2025.");
    expect(page.text.split("Det här är vår läsning av lagen")).toHaveLength(2);
  });
  test("the words of the package stand there, and another package's do not", () => {
    expect(page.text).toContain("Inte heller i en liten ort.");
    expect(page.text).not.toContain("Barnens bästa-ansvarig");
  });
  test("somebody who has not signed in is sent to sign in", async () => {
    expect((await house.visitor().get("/tracks")).status).toBe(303);
  });
});

describe("may I tell?", () => {
  const ask = (query: string) => anna.get(`/tracks/secrecy?${query}`);
  /** What stands under what may hold, and under what does not. */
  const answer = (page: Page) => {
    const [may, not] = page.text.split("Det som inte passar här");
    return { may: may!, not: not! };
  };

  test("before anything is asked it says how to think, and answers nothing", async () => {
    const page = await ask("");
    expect(page.text).toContain("Tänk i den här ordningen");
    expect(page.text).not.toContain("kan passa");
  });
  test("health may tell social services of a child that needs help; a preschool may not on that ground, and is told why", async () => {
    const [health, preschool] = [answer(await ask("from=child-health&to=social-services")), answer(await ask("from=preschool&to=social-services"))];
    expect(health.may).toContain("Barnet behöver vård eller stöd");
    expect(preschool.may).not.toContain("Barnet behöver vård eller stöd");
    expect(preschool.not).toContain("Regeln gäller bara när vården eller socialtjänsten är den som berättar.");
  });
  test("whoever is signed in is the one who tells, and consent is thought of first", async () => {
    const { may } = answer(await ask("to=child-health"));
    expect(may).toMatch(/OSL 23:1.*Samtycke.*Ingen skadas av uppgiften/s);
  });
  test("age decides: the same ground does not hold for somebody of nineteen", async () => {
    expect(answer(await ask("from=child-health&to=social-services&age=18-20")).not).toContain("Barnet har fyllt 18 år");
  });
  test("nothing of what was asked is kept: the trail says only that the guide was opened", async () => {
    await ask("from=police&to=preschool");
    const lines = await house.rows<{ line: string }>("select row_to_json(a)::text as line from kring.audit_event a where event = 'secrecy.read'");
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ line }) => line.includes("police"))).toEqual([]);
  });
  test("nonsense in the address is a page that asks again", async () => {
    const page = await ask("from=x&to='%20or%201=1&relation=%00&age=-1");
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("kan passa");
  });
});

describe("the ladder of school attendance", () => {
  test.each([["percent=4&weeks=9", "inte nått det första steget"], ["percent=15&weeks=1", "1. Mentorn tar kontakt"], ["percent=15 %25&weeks=2", "2. Möte med elevhälsan"], ["percent=100&weeks=52", "4. Flera verksamheter hjälps åt"]])("%s", async (query, said) => {
    const page = await anna.get(`/tracks/attendance?${query}`);
    expect(page.text.split("Alla steg")[0]!.split("Här är ni nu")[1]).toContain(said);
  });
  test.each(["percent=101&weeks=1", "percent=mycket&weeks=1", "percent=5&weeks=-1", "percent=5"])("%s is told at its field and kept", async (query) => {
    const page = await anna.get(`/tracks/attendance?${query}`);
    expect([page.status, page.text.includes("Här är ni nu")]).toEqual([200, false]);
    expect(page.text).toContain("som hela tal");
    expect(page.html).toContain(`value="${/percent=(\w+)/.exec(query)![1]}"`);
  });
});
