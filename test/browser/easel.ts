import type { Page } from "playwright-core";
import { AXE } from "./judge.ts";
import type { PageState } from "./page-states.ts";
import type { Site } from "./site.ts";

/** A window in which pages are drawn that were fetched before, by whoever met them; everything else on them comes from the site. */
export type Easel = { readonly page: Page; draw(state: PageState): Promise<void> };

export async function openEasel(site: Site): Promise<Easel> {
  const page = await site.sit({ width: 360 });
  const lay = await site.laysPages(page);
  await page.addInitScript(AXE);
  return {
    page,
    draw: async (state) => {
      // A page that was fetched past the site knows its stylesheet by the name the tests give it.
      lay(state.html.replace("/assets/app.css", site.assets.css).replace("/assets/islands.js", site.assets.js));
      await page.goto(state.path);
    },
  };
}
