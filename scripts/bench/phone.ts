import type { Browser, CDPSession, Page } from "playwright-core";
import { launch } from "#test/browser/launch.ts";

/** A line, and how much slower than this machine the telephone works. */
type Phone = { readonly latency: number; readonly bitsPerSecond: number; readonly slower: number };
/** What the goals measure on, and a line that is nearly none. @ground U32 */
const SLOW: Phone = { latency: 150, bitsPerSecond: 1_600_000, slower: 4 };
const POOR: Phone = { latency: 300, bitsPerSecond: 260_000, slower: 4 };
const TIMES = 5;
const SETTLED = 400;

/** The pages of a family in a hurry, in a language with letters of its own too. */
const PAGES = ["/", "/?lang=ar", "/search?q=bebisen+sover+inte", "/answers/school-refusal", "/services/bvc-degerfors", "/activities", "/topics", "/ages/1-5", "/contact-me/parent?service=bvc-degerfors", "/urgent", "/concern"];

/** Times in ms from when the address was asked for; how much moved is a share of the window. */
type Visit = { readonly painted: number; readonly moved: number; readonly loaded: number; readonly answered: number; readonly presses: number; /** What its scripts keep, in MB. */ readonly heap: number };
type Seen = { painted: number; moved: number; answered: number };

const line = (name: string, [painted, moved, ...others]: readonly number[]): string => `| ${name} | ${Math.round(painted!)} | ${moved!.toFixed(3)} | ${others.map(Math.round).join(" | ")} |`;

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]!;

/** Before anything else on a page: keeps the largest paint, what moves by itself, and the longest time from a press until the page has been painted anew. */
function watch(): void {
  const seen: Seen = { painted: 0, moved: 0, answered: 0 };
  Object.assign(globalThis, { seen });
  const each = (type: string, take: (entry: PerformanceEntry & { value: number; hadRecentInput: boolean; interactionId: number }) => void, more: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => take(entry as never))).observe({ type, buffered: true, ...more });
  each("largest-contentful-paint", ({ startTime }) => (seen.painted = startTime));
  each("layout-shift", ({ value, hadRecentInput }) => (seen.moved += hadRecentInput ? 0 : value));
  each("event", ({ duration, interactionId }) => (seen.answered = Math.max(seen.answered, interactionId ? duration : 0)), { durationThreshold: 16 });
}

/** Every kind of thing on the page is pressed, and its fields written in. What would lead away is begun and comes to nothing, so that the page is still there to tell. */
async function press(page: Page): Promise<number> {
  await page.route("**/*", (route) => (route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.continue()));
  let presses = 0;
  for (const [kind, most] of [["summary", 8], ["input[type=radio], input[type=checkbox]", 6], ["main a[href^='/']", 3], ["button", 2]] as const) {
    for (const one of (await page.locator(`${kind} >> visible=true`).all()).slice(0, most)) {
      // What a press opens is closed by the next, so that it covers nothing.
      for (const _ of kind === "summary" ? [1, 2] : [1]) {
        await one.tap();
        presses += 1;
      }
    }
  }
  for (const field of (await page.locator("input[type=search], input[type=text], textarea").all()).slice(0, 3)) {
    if (!(await field.isVisible())) continue;
    await field.tap();
    await page.keyboard.type("sover", { delay: 30 });
    presses += 6;
  }
  await page.waitForTimeout(SETTLED);
  return presses;
}

async function visit(browser: Browser, address: string, phone: Phone): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, locale: "sv-SE" });
  const page = await context.newPage();
  const devtools: CDPSession = await context.newCDPSession(page);
  const bytes = phone.bitsPerSecond / 8;
  for (const domain of ["Network.enable", "Performance.enable"] as const) await devtools.send(domain);
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: phone.latency, downloadThroughput: bytes, uploadThroughput: bytes });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: phone.slower });
  await page.addInitScript(watch);
  await page.goto(address, { waitUntil: "load" });
  await page.waitForTimeout(SETTLED);
  const loaded = await page.evaluate(() => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).loadEventEnd);
  const presses = await press(page);
  const { painted, moved, answered } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  const { metrics } = await devtools.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")!.value / 2 ** 20;
  await context.close();
  return { painted, moved, loaded, answered, presses, heap };
}

/** The public pages on a small, slow telephone with nothing kept from before: a line of the median of five visits each, and the worst of all. @ground U32, U34 */
export async function* onPhone(url: string): AsyncGenerator<string> {
  const browser = await launch();
  yield "| page, median of 5 | largest paint ms | moved | answer to a press ms | presses | heap MB | all there ms | … at 0.26 Mbit/s ms |\n|---|---|---|---|---|---|---|---|";
  const rows: number[][] = [];
  for (const path of PAGES) {
    const visits = async (phone: Phone) => {
      const all: Visit[] = [];
      for (let time = 0; time < TIMES; time += 1) all.push(await visit(browser, url + path, phone));
      return (of: keyof Visit) => median(all.map((one) => one[of]));
    };
    const [slow, poor] = [await visits(SLOW), await visits(POOR)];
    const row = [slow("painted"), slow("moved"), slow("answered"), slow("presses"), slow("heap"), slow("loaded"), poor("loaded")];
    rows.push(row);
    yield line(path, row);
  }
  yield line("the worst", rows[0]!.map((_, nth) => Math.max(...rows.map((row) => row[nth]!))));
  yield "| aim | 1200 | 0.02 | 100 | | 50 | | 5000 |";
  await browser.close();
}
