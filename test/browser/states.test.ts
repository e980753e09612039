import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageKinds } from "./addresses.ts";
import { beginMore } from "./begun.ts";
import { openEasel } from "./easel.ts";
import { foreignWords, FROZEN, hearPages, type Heard } from "./foreign-words.ts";
import { faultsOf, faultsOfTheWhole, fitFaults } from "./judge.ts";
import { withLongNames } from "./long-names.ts";
import { answersToFaults, stateAfterAway, statesWhenItGoesWrong } from "./odd-states.ts";
import { composed, meetEverything, stateOf, statesAfterNothing, statesFromTheRight, statesMet, unlike, type PageState } from "./page-states.ts";
import { openToldSite, picture, type Site } from "./site.ts";

let site: Site;
let states: readonly PageState[];
let plans: readonly PageState[];
let faulty: ReadonlyMap<string, number>;
let heard: readonly Heard[];
/** The most round trips to the database that any page of a kind took. */
let trips: ReadonlyMap<string, number>;

/** Every state of every page, as somebody in the demo world meets it. What changes the world comes last. */
async function gather({ house, assets }: Site): Promise<void> {
  const { people, met } = await meetEverything(house, await beginMore(house));
  plans = met.filter(({ kind }) => kind === "/matters/:matter/plan/print" || kind === "/family/:child/plan").map(({ kind, page }) => stateOf(kind, "on paper", page));
  const wrong = await statesWhenItGoesWrong({ house, people, met, assets });
  faulty = await answersToFaults({ house, people, met, assets });
  trips = new Map([...Map.groupBy(met.filter(({ page }) => page.status === 200), ({ kind }) => kind)].map(([kind, pages]) => [kind, Math.max(...pages.map((one) => one.trips))]));
  const walked = unlike(statesMet(met));
  heard = await hearPages(house, { people, met }, walked);
  const arabic = await statesFromTheRight(house, walked);
  states = [...arabic, ...unlike([...walked, ...(await statesAfterNothing(people, met))]), ...wrong, await stateAfterAway(house)];
}

beforeAll(async () => {
  site = await openToldSite();
  await gather(site);
}, 600_000);
afterAll(() => site.close());

/** The main pages, for people to judge: in var/screens. */
const MAIN: ReadonlyMap<string, string> = new Map([
  ["/", "front"], ["/concern", "concern"], ["/list", "list"], ["/find", "find"], ["/signals/new", "signals-new"], ["/matters/:matter", "child"], ["/matters/:matter/wheel", "wheel"],
  ["/matters/:matter/decision", "decision"], ["/consents/:consent/answer", "consent-answer"], ["/deliveries/:delivery", "delivery"], ["/matters/:matter/meetings/:meeting/hold", "meeting-hold"],
  ["/matters/:matter/plan", "plan"], ["/family/:child", "family"],
]);

async function photograph(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await picture(page, `${name}-${width}`);
  }
}

/** Only lead on; and forums, which the package of this walk has none of. */
const NEVER_SHOWN: readonly string[] = ["/start", "/forums/:forum", "/matters/:matter/forums/:forum", "/guide-work"];

// A new page is met by a link from a page that is met, or needs to be begun in begun.ts.
test("every route is met in some state, and each form also with nothing filled in", () => {
  expect(pageKinds.filter((kind) => !states.some((state) => state.kind === kind))).toEqual(NEVER_SHOWN);
  for (const status of ["403", "404", "409", "413", "422", "500", "503"]) expect(states.some(({ state }) => state.includes(status)), status).toBe(true);
});

test("whatever is a fault of ours is told as one, on every page, and ends nothing else", () => {
  expect(faulty.size).toBeGreaterThan(80);
  expect([...faulty].filter(([, status]) => status !== 500)).toEqual([]);
});

// A page asks everything at once, and is written in the trail with the commit: two round trips. A third where what is asked for depends on what was read first.
test("no page waits for the database more than three times, and those of every day twice", () => {
  expect([...trips].filter(([, most]) => most > 3)).toEqual([]);
  const everyDay = ["", "/wheel", "/wheel/:perspective", "/signals/new", "/meetings/:meeting", "/meetings/:meeting/hold", "/plan/print", "/plan/versions/:number", "/decision"].map((rest) => `/matters/:matter${rest}`);
  for (const kind of [...everyDay, "/find", "/consents/:consent", "/consents/:consent/answer", "/family/:child/words", "/family/:child/readers"]) expect([kind, trips.get(kind)]).toEqual([kind, 2]);
});

test("every word on every page comes from a catalogue, or is marked as somebody's own", async () => {
  expect(heard.filter(({ page, inSwedish }) => page.status !== inSwedish.status).map(({ page }) => page.path)).toEqual([]);
  expect(pageKinds.filter((kind) => !NEVER_SHOWN.includes(kind) && !FROZEN.has(kind) && !heard.some((one) => one.kind === kind))).toEqual([]);
  const reader = await site.sit({ unpainted: true });
  expect(await foreignWords(reader, heard)).toEqual([]);
  // A word of somebody's own that is not marked is found, and so is one of ours that no catalogue said.
  const list = heard.find(({ kind }) => kind === "/list")!;
  const planted = '<p>⟦Naamn⟧: Elis Holm</p><p translate="no">Sara</p><p aria-label="Glömd">⟦Haar⟧, ⟦taagit⟧ och ⟦eemoot ⟦iigeen⟧⟧</p></main>';
  expect(await foreignWords(reader, [{ ...list, page: { ...list.page, html: list.page.html.replace("</main>", planted) } }])).toEqual([": Elis Holm – /list", "Glömd – /list"]);
  await reader.context().close();
});

test("every state of every page stands up to axe at three widths in the light and in the dark, fits, and can be seen, hit and walked", { timeout: 600_000 }, async () => {
  const [queue, faults, known] = [[...states], [] as string[], composed(states)];
  const judge = async () => {
    const { page, draw } = await openEasel(site, true);
    for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
      await draw(state);
      for (const fault of await (known.has(state) ? faultsOfTheWhole(page) : faultsOf(page))) faults.push(`${state.kind} (${state.state}) ${fault}`);
    }
    await page.context().close();
  };
  await Promise.all([judge(), judge()]);
  console.info(`${states.length} states judged, ${known.size} of them as a whole`);
  expect(faults).toEqual([]);
});

test("the main pages are there for people to judge", { timeout: 120_000 }, async () => {
  const { page, draw } = await openEasel(site, false);
  const main = states.flatMap((state) => (state.state === "met 1" && MAIN.has(state.kind) ? [[state, MAIN.get(state.kind)!] as const] : []));
  expect(main.map(([, name]) => name).toSorted()).toEqual([...MAIN.values()].toSorted());
  for (const [state, name] of main) {
    await draw(state);
    await photograph(page, name);
  }
  await page.context().close();
});

test("so do the ways in: choosing, choosing again, being somebody in the demo, being nobody, and failing", { timeout: 120_000 }, async () => {
  const page = await site.sit({ width: 360 });
  const standsAt = async (path: string) => {
    await page.goto(path);
    expect(await faultsOf(page), path).toEqual([]);
  };
  for (const path of ["/sign-in/again?to=/list", "/sign-in?done=signedOut", "/sign-in/callback?code=none", "/sign-in"]) await standsAt(path);
  await photograph(page, "sign-in");
  await standsAt("/sign-in/begin?provider=demo&to=/");
  await photograph(page, "sign-in-demo");
  await page.getByRole("button", { name: "Okänd Person" }).click();
  await page.waitForLoadState("load");
  expect(await page.title()).toContain("Vi hittar dig inte här");
  expect(await faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("who changes person in the demo is the other person at once", async () => {
  const page = await site.sit({ width: 360 });
  for (const name of ["Anna Karlsson", "Maja Lindqvist", "Anna Karlsson"]) {
    await page.goto("/sign-in/begin?provider=demo&to=/");
    await page.getByRole("button", { name }).first().click();
    await page.waitForURL("**/list");
    expect(await page.locator("header").innerText()).toContain(name);
  }
  await page.context().close();
});

test("who is about to be signed out is told so, and afterwards nothing lies open on the screen", { timeout: 120_000 }, async () => {
  for (const [as, path, minutes] of [["maja", "/list", 28], ["daniel", "/family", 18]] as const) {
    const page = await site.sit({ as, width: 360 });
    await page.clock.install();
    await page.goto(path);
    await page.clock.fastForward(minutes * 60_000 + 1_000);
    expect(await page.getByRole("button", { name: "Stanna kvar" }).isVisible()).toBe(true);
    expect(await faultsOf(page), `${path}, soon`).toEqual([]);
    await page.clock.fastForward(2 * 60_000);
    expect([await page.getByRole("link", { name: "Logga in igen" }).isVisible(), await page.locator("main h1").isVisible()]).toEqual([true, false]);
    expect(await faultsOf(page), `${path}, ended`).toEqual([]);
    await page.context().close();
  }
});

test("with colours of the reader's own choosing the wheel still tells its marks and needs apart, and a choice what is chosen", async () => {
  const { page, draw } = await openEasel(site, true);
  await draw(states.find(({ kind }) => kind === "/matters/:matter/wheel")!);
  await page.emulateMedia({ forcedColors: "active" });
  const wheel = await page.evaluate(() => {
    const paint = (element: Element | null) => (element ? { fill: getComputedStyle(element).fill, stroke: getComputedStyle(element).stroke } : undefined);
    return [...document.querySelectorAll(".wheel .sector")].map((sector) => ({
      support: sector.classList.contains("sector-support"), field: paint(sector.querySelector(".sector-field"))!, band: paint(sector.querySelector(".sector-band"))!, name: paint(sector.querySelector(".sector-name"))!,
      signs: [...sector.querySelectorAll(".sector-sign path")].map((path) => ({ shape: path.getAttribute("d"), stroke: paint(path)!.stroke })),
    }));
  });
  expect(wheel.length).toBe(21);
  for (const { field, band, name } of wheel) expect([field.stroke === field.fill, band.stroke === "none", name.fill === band.fill]).toEqual([false, false, false]);
  const bands = (support: boolean) => new Set(wheel.filter((sector) => sector.support === support).map(({ band }) => band.fill));
  expect([...bands(true)].filter((fill) => bands(false).has(fill))).toEqual([]);
  // What differs by colour differs by shape as well.
  expect(new Set(wheel.flatMap(({ signs }) => signs.map(({ shape }) => shape))).size).toBeGreaterThanOrEqual(4);
  await draw(states.find(({ kind, html }) => kind === "/matters/:matter/wheel/:perspective" && / checked/.test(html))!);
  const [chosen, others] = await page.evaluate(() => {
    const widths = (selector: string) => [...document.querySelectorAll(selector)].map((tile) => parseFloat(getComputedStyle(tile).borderTopWidth));
    return [widths(".marks .choice:has(:checked)"), widths(".marks .choice:not(:has(:checked))")];
  });
  expect(Math.min(...chosen)).toBeGreaterThan(Math.max(...others));
  await page.context().close();
});

/** The pages of a page on paper, and whether it tells an address. */
async function onPaper(page: Page): Promise<{ pages: number; addresses: number }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, addresses: pdf.match(/\/URI\b/g)?.length ?? 0 };
}

test("no plan of the demo world takes more than two pages of paper, and none of staff's tells an address", { timeout: 60_000 }, async () => {
  const { page, draw } = await openEasel(site, true);
  const length = ({ html }: PageState) => html.length;
  const longest = ["/matters/:matter/plan/print", "/family/:child/plan"].map((kind) => plans.filter((plan) => plan.kind === kind).toSorted((a, b) => length(b) - length(a))[0]!);
  for (const plan of longest) {
    await draw(plan);
    const paper = await onPaper(page);
    expect(paper.pages, plan.kind).toBeGreaterThan(0);
    expect(paper.pages, plan.kind).toBeLessThanOrEqual(2);
    if (plan.kind.startsWith("/matters")) expect(paper.addresses).toBe(0);
  }
  // Three of them in a row are counted as more.
  await page.evaluate(() => document.querySelector("main")!.append(...[1, 2].map(() => document.querySelector(".page")!.cloneNode(true))));
  expect((await onPaper(page)).pages).toBeGreaterThan(2);
  await page.context().close();
});

test("planted faults are found, each by its own check", { timeout: 60_000 }, async () => {
  const { page, draw } = await openEasel(site, true);
  await draw(states.find(({ kind }) => kind === "/signals/new")!);
  await page.evaluate(() => {
    const plant = (tag: string, words: string, style: Partial<CSSStyleDeclaration> = {}) => {
      const planted = document.querySelector(".page")!.appendChild(document.createElement(tag));
      planted.textContent = words;
      Object.assign(planted.style, style);
      return planted;
    };
    plant("input", "");
    plant("p", "Blekt", { color: "#b8b4aa", background: "#fffefa" });
    plant("p", "Blekt i mörker", { color: "light-dark(#1d2825, #4a5250)", background: "light-dark(#fffefa, #1e2423)" });
    plant("p", "Brett till och med på en surfplatta", { width: "900px", maxInlineSize: "none" });
    plant("h1", "En till");
    plant("p", "Barnavårdscentralsmottagningen", { width: "60px", hyphens: "manual", overflowWrap: "normal" });
    plant("button", "x", { width: "12px", height: "12px", padding: "0" });
    plant("summary", "Utan ram", { outline: "none", boxShadow: "none" });
    plant("span", "Utan kant", { border: "0" }).className = "button";
    plant("div", "Rullar och kan inte nås. ".repeat(40), { height: "60px", overflow: "auto" });
    plant("p", "").innerHTML = 'Mer om detta och om annat står i <a href="#d" style="color: light-dark(#4b5a55, #b0bab6); text-decoration: none">svaret</a>, som är långt';
    plant("div", "").innerHTML = '<svg width="60" height="20"><a href="#a" aria-label="a"><circle r="4" cx="8" cy="9"/></a><a href="#b" aria-label="b"><circle r="4" cx="18" cy="9"/></a><a href="#c" aria-label="c"><circle r="4" cx="52" cy="9"/></a></svg>';
  });
  const whole = await faultsOfTheWhole(page);
  for (const pattern of [/^360: label: /, /^360: color-contrast/, /^360: scrollable-region-focusable/, /^360: link-in-text-block/, /^768: too wide/, /^320: smaller than 24 px/, /one h1/]) expect(whole, String(pattern)).toContainEqual(expect.stringMatching(pattern));
  await page.setViewportSize({ width: 360, height: 800 });
  const found = await faultsOf(page);
  const where = (pattern: RegExp) => found.filter((fault) => pattern.test(fault)).map((fault) => fault.split(":")[0]);
  expect(where(/ label: /)).toEqual(["360"]);
  expect(where(/color-contrast/)).toEqual(["360", "768", "1280", "dark", "dark"]);
  for (const rule of [/scrollable-region-focusable/, /link-in-text-block/]) expect(where(rule)).toEqual(["360", "768", "1280", "dark"]);
  expect(where(/too near another point: [ab]$/)).toEqual(["320", "320", "360", "360", "768", "768", "1280", "1280"]);
  expect(where(/too near another point: c$/)).toEqual([]);
  expect(where(/too wide/)).toEqual(["320", "360", "768"]);
  expect(where(/one h1/)).toEqual(["not there"]);
  for (const [pattern, times] of [[/wider than its box: p/, 4], [/smaller than 24 px: button/, 4], [/the focus does not show: summary/, 2], [/no edge in forced colours: span/, 1]] as const) expect(where(pattern), String(pattern)).toHaveLength(times);
  await page.context().close();
});

test("a header or a footer like none before is judged with its page, also when most have been", async () => {
  const { page, draw } = await openEasel(site, true);
  const list = states.find(({ kind }) => kind === "/list")!;
  const planted = async () => {
    await draw(list);
    await page.evaluate(() => document.querySelectorAll("body > header, body > footer").forEach((frame) => {
      const planted = frame.appendChild(document.createElement("button"));
      planted.textContent = frame.tagName;
      Object.assign(planted.style, { width: "12px", height: "12px", padding: "0", overflow: "hidden" });
    }));
    return faultsOf(page);
  };
  await draw(list);
  expect(await faultsOf(page)).toEqual([]);
  for (const found of [await planted(), await planted()]) for (const frame of ["HEADER", "FOOTER"]) expect(found.filter((fault) => fault.includes(`smaller than 24 px: button. "${frame}"`))).toHaveLength(4);
  await page.context().close();
});

test("a page that is put where another stood, and is never painted, is laid out as one that was loaded", { timeout: 60_000 }, async () => {
  const places = (page: Page) => page.evaluate(() => [...document.querySelectorAll("body, body *")].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { color, outlineStyle } = getComputedStyle(element);
    return [element.tagName, element.getAttribute("class"), color, outlineStyle, ...[x + scrollX, y + scrollY, width, height].map(Math.round)].join(" ");
  }));
  const exchanged = await openEasel(site, true);
  await exchanged.draw(states.at(-1)!);
  for (const state of states.filter((_, nth) => nth % 60 === 0)) {
    const loaded = await openEasel(site, false);
    await Promise.all([loaded.draw(state), exchanged.draw(state)]);
    expect(await places(exchanged.page), `${state.kind} (${state.state})`).toEqual(await places(loaded.page));
    // What stands a little lower on one of them is seen.
    await loaded.page.evaluate(() => document.body.prepend("En rad till"));
    expect(await places(exchanged.page)).not.toEqual(await places(loaded.page));
    await loaded.page.context().close();
  }
  await exchanged.page.context().close();
});

test("a long name of a child, of a guardian or of a unit fits at every width, and sticks out of nothing", { timeout: 240_000 }, async () => {
  const long = withLongNames(states.filter(({ state }) => state.startsWith("met")), site.house.world);
  expect(long.length).toBeGreaterThan(70);
  const { page, draw } = await openEasel(site, true);
  const faults: string[] = [];
  for (const state of long) {
    await draw(state);
    faults.push(...(await fitFaults(page)).map((fault) => `${state.kind} (${state.state}) ${fault}`));
  }
  // A name that may not break is found.
  await page.evaluate(() => document.querySelectorAll<HTMLElement>("main *").forEach((element) => void Object.assign(element.style, { whiteSpace: "nowrap" })));
  expect(await fitFaults(page)).not.toEqual([]);
  await page.context().close();
  expect(faults).toEqual([]);
});

test("a page that looks like another of its kind is judged once, and one with a place of its own is judged too", () => {
  const drawn = (kind: string, html: string): PageState => ({ kind, state: "met", path: kind, html });
  const [plain, same, late, elsewhere] = [drawn("/list", "<p class=\"quiet\">Elis</p>"), drawn("/list", "<p class=\"quiet\">Moa</p>"), drawn("/list", "<p class=\"late\">Elis</p>"), drawn("/find", "<p class=\"quiet\">Elis</p>")] as const;
  expect(unlike([plain, same, late, elsewhere])).toEqual([plain, late, elsewhere]);
  // What is late has been seen on the list, and then also on the other page.
  const lateElsewhere = drawn("/find", "<p class=\"late\">Elis</p>");
  expect([...composed([plain, late, elsewhere, lateElsewhere])]).toEqual([lateElsewhere]);
});
