import type { Page } from "playwright-core";
import { AXE } from "./judge.ts";
import type { PageState } from "./page-states.ts";
import type { Site } from "./site.ts";

/** A window in which pages are drawn that were fetched before, by whoever met them; everything else on them comes from the site. */
export type Easel = { readonly page: Page; draw(state: PageState): Promise<void> };

/** Puts another page where the one before it stood, all at once, so that its own elements come to life as they do when a page has been read to its end. */
const exchange = (page: Page, state: PageState): Promise<void> => page.evaluate(async ({ html, path }) => {
  const { documentElement, head } = new DOMParser().parseFromString(html, "text/html");
  history.replaceState(null, "", path);
  document.replaceChild(documentElement, document.documentElement);
  const sheets = [...head.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].filter(({ sheet }) => sheet === null);
  await Promise.all(sheets.map((sheet) => new Promise((loaded) => sheet.addEventListener("load", loaded))));
  scrollTo(0, 0);
  // As the islands do once, when a page has been read.
  document.getElementById("error-summary")?.focus();
}, { html: state.html, path: state.path });

/** `unpainted`: for measuring only, in a window of which no picture can be taken. */
export async function openEasel(site: Site, unpainted: boolean): Promise<Easel> {
  const page = await site.sit({ width: 360, unpainted });
  const lay = await site.laysPages(page);
  await page.addInitScript(AXE);
  let drawn = false;
  return {
    page,
    draw: async (state) => {
      // A page that was fetched past the site knows its stylesheet by the name the tests give it.
      const html = state.html.replace("/assets/app.css", site.assets.css).replace("/assets/islands.js", site.assets.js);
      // Only the first is loaded: what reads half a megabyte of axe and learns to run it quickly is the window, which is kept.
      if (drawn) return exchange(page, { ...state, html });
      lay(html);
      await page.goto(state.path);
      drawn = true;
    },
  };
}
