import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFaults, isTooWide, openSite, picture, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site.close());

test("the sign-in page and an empty list stand up to axe at every width, and fit", async () => {
  for (const width of [360, 768, 1280] as const) {
    for (const [path, as] of [["/sign-in", undefined], ["/concern", undefined], ["/list", "anna"], ["/find", "anna"], ["/signals/new", "anna"]] as const) {
      const page = await site.sit({ width, ...(as ? { as } : {}) });
      await page.goto(path);
      expect(await axeFaults(page)).toEqual([]);
      expect(await isTooWide(page), `${path} at ${width}`).toBe(false);
      await picture(page, `${path.slice(1).replaceAll("/", "-")}-${width}`);
      await page.context().close();
    }
  }
});
