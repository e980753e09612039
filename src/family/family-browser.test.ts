import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, ask, openFor } from "#test/consent-stage.ts";
import type { Matter } from "#src/matter/index.ts";
import { axeFaults, isTooWide, openSite, picture, type Site } from "#test/browser/site.ts";
import { ELIS, samplePlan, tellGuardian, tellUnit, unitNamed } from "#test/family-stage.ts";

let site: Site;
let bvc: Matter;
let copy: string;

/** Elis's family on an evening in November: a plan, a meeting to answer, consents in every state, and people who have read. */
beforeAll(async () => {
  site = await openSite("2026-11-20T09:00:00+01:00");
  const { house } = site;
  bvc = await openFor({ house, staff: "maja", number: ELIS, state: "planned" });
  const preschool = await openFor({ house, staff: "anna", number: ELIS, state: "taking-part" });
  await openFor({ house, staff: "per", number: ELIS, state: "taking-part" });
  const [toPreschool, toSocial] = [await ask({ house, staff: "maja", matter: bvc, to: "trollet" }), await ask({ house, staff: "maja", matter: bvc, to: "lessebo-socialtjansten", topics: ["home"] })];
  await ask({ house, staff: "maja", matter: bvc, to: "logopedin", topics: ["development"] });
  for (const guardian of ["sara", "johan"]) await answer(house, guardian, toPreschool, "granted");
  await answer(house, "sara", toSocial, "refused");
  house.clock.set("2026-11-21T10:00:00+01:00");
  await tellUnit({ house, staff: "anna", matter: preschool, kind: "information" }, "bvc-lessebo");
  house.clock.set("2026-11-22T15:10:00+01:00");
  const plan = samplePlan({ today: "2026-11-22" }, await unitNamed(house, "bvc-lessebo"));
  const telling = { house, staff: "maja", matter: bvc };
  copy = await tellGuardian({ ...telling, kind: "plan", data: { plan } }, "sara");
  await tellGuardian({ ...telling, kind: "plan", data: { plan } }, "johan");
  await tellUnit({ ...telling, kind: "plan" }, "trollet");
  await (await house.signIn("maja")).get(`/matters/${bvc.id}`);
  house.clock.set("2026-11-23T10:42:00+01:00");
  const meeting = { id: crypto.randomUUID(), at: "2026-12-15T13:00:00+01:00", place: "BVC Lessebo, rummet med akvariet", question: "Hur blir samlingen lugnare för Elis?" };
  await tellGuardian({ ...telling, kind: "invitation", data: { meeting } }, "sara");
  await (await house.signIn("per")).get(`/matters/${(await house.rows<{ id: string }>("select id from kring.matter order by opened_at desc, number desc limit 1"))[0]!.id}`);
  const sara = await house.signIn("sara");
  await sara.submit(await sara.get(`/family/${bvc.childId}/words`), { to: bvc.id, words: "Det går bättre på morgnarna nu. Kan ni ringa mig på onsdag?" });
  await (await house.signIn("johan")).post("/language", { language: "en", to: "/family" });
  house.clock.set("2026-11-23T22:30:00+01:00");
});
afterAll(() => site.close());

test("the family's pages and the guide stand up to axe at every width, light and dark, and fit", { timeout: 240_000 }, async () => {
  const child = `/family/${bvc.childId}`;
  const family = [["family", child], ["family-readers", `${child}/readers`], ["family-words", `${child}/words`], ["family-copy", `${child}/copies/${copy}`], ["family-plan", `${child}/plan`]] as const;
  const open = [["front", "/"], ["about", "/about"], ["weather", "/weather"]] as const;
  for (const width of [360, 768, 1280] as const) {
    for (const [name, path] of [...family, ...open]) {
      const page = await site.sit({ width, dark: width === 768, ...(path.startsWith("/family") ? { as: "sara" } : {}) });
      await page.goto(path);
      expect(await axeFaults(page)).toEqual([]);
      expect(await isTooWide(page), `${path} at ${width}`).toBe(false);
      await picture(page, `${name}-${width}`);
      await page.context().close();
    }
  }
});

test("the pages of staff about the family fit and stand up to axe", { timeout: 120_000 }, async () => {
  for (const width of [360, 1280] as const) {
    for (const [name, path] of [["withhold", `/matters/${bvc.id}/withhold`], ["matter-family", `/matters/${bvc.id}`]] as const) {
      const page = await site.sit({ width, as: "maja" });
      await page.goto(path);
      expect(await axeFaults(page)).toEqual([]);
      expect(await isTooWide(page), `${path} at ${width}`).toBe(false);
      await picture(page, `${name}-${width}`);
      await page.context().close();
    }
  }
});

test("in English the page is English, and Shift three times leaves at once for a page about the weather", async () => {
  const page = await site.sit({ width: 360, as: "sara", language: "en" });
  await page.goto(`/family/${bvc.childId}`);
  await picture(page, "family-360-en");
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Around Elis");
  for (let nth = 0; nth < 3; nth += 1) await page.keyboard.press("Shift");
  await page.waitForURL("**/weather");
  expect(await page.title()).toMatch(/weather|väder/i);
  await page.goto(`/family/${bvc.childId}`);
  expect(page.url()).toContain("/sign-in");
});
