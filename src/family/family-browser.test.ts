import { afterAll, beforeAll, expect, test } from "vitest";
import { openFor } from "#test/consent-stage.ts";
import type { Matter } from "#src/matter/index.ts";
import { openSite, picture, type Site } from "#test/browser/site.ts";
import { ELIS, samplePlan, tellGuardian, unitNamed } from "#test/family-stage.ts";

let site: Site;
let bvc: Matter;

/** Elis's mother has been told about a plan, so that her page knows the child's name. */
beforeAll(async () => {
  site = await openSite("2026-11-20T09:00:00+01:00");
  const { house } = site;
  bvc = await openFor({ house, staff: "maja", number: ELIS, state: "planned" });
  const plan = samplePlan({ today: "2026-11-20" }, await unitNamed(house, "bvc-lessebo"));
  await tellGuardian({ house, staff: "maja", matter: bvc, kind: "plan", data: { plan } }, "sara");
});
afterAll(() => site.close());

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
