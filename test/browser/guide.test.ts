import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allRoutes } from "#src/routes.ts";
import { kindAt } from "./addresses.ts";
import { faultsOnOldPhone } from "./old-phone.ts";
import { openSite, picture, type Site } from "./site.ts";

/** Every route that anybody reads without signing in, with what it looks like. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  "/": ["/"], "/search": ["/search?q=bebisen+sover+inte", "/search?q=qqqqzzzz"], "/answers/:answer": ["/answers/school-refusal", "/answers/violence-at-home"], "/topics": ["/topics"], "/topics/:topic": ["/topics/school-start"], "/ages": ["/ages"],
  "/ages/:segment": ["/ages/1-5"], "/services": ["/services"], "/services/:service": ["/services/bvc-degerfors"], "/services/:service/poster": ["/services/bvc-degerfors/poster"], "/services/:service/report": ["/services/bvc-degerfors/report"],
  "/urgent": ["/urgent"], "/about": ["/about"], "/open-data": ["/open-data"], "/weather": ["/weather"], "/helped": ["/helped"], "/helped/on": ["/helped/on"], "/accessibility": ["/accessibility"], "/accessibility/message": ["/accessibility/message"],
  "/model": ["/model"], "/activities": ["/activities"], "/activities/:activity": ["/activities/babycafe"], "/activities/:activity/poster": ["/activities/babycafe/poster"], "/activities/:activity/sign-up": ["/activities/lugna-stunden/sign-up"],
  "/contact-me": ["/contact-me", "/contact-me?as=parent"], "/contact-me/:who": ["/contact-me/young?service=ungdomsmottagningen-degerfors"], "/contact-me/sent/:reference": ["/contact-me/sent/ABCDE-FGHJK"], "/concern": ["/concern"],
  "/cooperation/:agreement": ["/cooperation/degerforsmodellen"], "/yours/:secret": [],
};

/** The example of one's own sign-up, which nobody knows beforehand. */
async function ownSignUp({ house }: Site): Promise<string> {
  const page = await house.visitor().get("/activities/lugna-stunden/sign-up");
  return (await house.visitor().submit(page, { name: "Mira", to: "mira@example.se", adults: "1", children: "0" }, "/sign-up")).path;
}

type Weighed = { readonly path: string; readonly status: number; readonly requests: string[]; readonly bytes: number; readonly cookies: number; readonly moved: number; readonly words: string };

let site: Site;
let weighed: readonly Weighed[];
beforeAll(async () => {
  site = await openSite("2026-11-23T09:00:00+01:00");
  const found: Weighed[] = [];
  for (const path of [...Object.values(EXAMPLES).flat(), await ownSignUp(site)]) found.push(await weigh(path));
  weighed = found;
}, 240_000);
afterAll(() => site.close());

const wordsOf = (page: Page) => page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, " "));

/** How much of what one has begun to look at has moved by itself, as a share of the window. @ground U32 */
const movedOn = (page: Page): Promise<number> => page.evaluate(() => new Promise<number>((resolve) => {
  let moved = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (moved += (entry as unknown as { value: number }).value))).observe({ type: "layout-shift", buffered: true });
  // What has been seen is handed over after the next picture.
  requestAnimationFrame(() => setTimeout(() => resolve(moved), 50));
}));

/** What it takes to see a page for the first time. */
async function weigh(path: string): Promise<Weighed> {
  const page = await site.sit({ width: 360 });
  const answers: Response[] = [];
  page.on("response", (response) => void answers.push(response));
  await page.goto(path, { waitUntil: "networkidle" });
  const sizes = await Promise.all(answers.map(async (answer) => answer.request().sizes()));
  const [cookies, moved, words] = [(await page.context().cookies()).length, await movedOn(page), await wordsOf(page)];
  await page.context().close();
  return { path, status: answers[0]!.status(), requests: answers.map((answer) => answer.url()), bytes: sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0), cookies, moved, words };
}

const inOrder = (one = "", other = "") => one.localeCompare(other);

test("every open route has an example, which is there and is of that route", () => {
  const open = allRoutes.filter(({ access, methods }) => access === "public" && methods.includes("GET")).map(({ path }) => path);
  expect(open.filter((path) => !(path in EXAMPLES))).toEqual([]);
  expect(Object.entries(EXAMPLES).flatMap(([route, paths]) => paths.filter((path) => kindAt(path.split("?")[0]!) !== route))).toEqual([]);
  expect([...new Set(weighed.map(({ path }) => kindAt(path.split("?")[0]!)))].toSorted(inOrder)).toEqual(open.toSorted(inOrder));
  expect(weighed.filter(({ status }) => status !== 200).map(({ path }) => path)).toEqual([]);
});

test("the first sight of every open page: at most 60 kB and ten requests, no cookies, and nobody else is asked", () => {
  for (const { path, requests, bytes, cookies } of weighed) {
    expect([path, bytes <= 60 * 1024, requests.length <= 10, cookies]).toEqual([path, true, true, 0]);
    expect(requests.filter((url) => !url.startsWith(site.url)), path).toEqual([]);
  }
  const heaviest = weighed.reduce((one, other) => (one.bytes < other.bytes ? other : one));
  console.log(`heaviest open page: ${heaviest.path}, ${heaviest.bytes} bytes in ${heaviest.requests.length} requests`);
});

test("nothing on an open page moves while it is being read", async () => {
  expect(weighed.filter(({ moved }) => moved > 0.02).map(({ path, moved }) => [path, moved])).toEqual([]);
  // What comes late and pushes the rest down is seen.
  const page = await site.sit({ width: 360 });
  await page.goto("/");
  await page.evaluate(() => {
    const late = Object.assign(document.createElement("p"), { textContent: "Kom sent" });
    late.style.height = "200px";
    document.querySelector("main")!.prepend(late);
  });
  expect(await movedOn(page)).toBeGreaterThan(0.02);
  await page.context().close();
});

test("an open page is the same with JavaScript and without", { timeout: 120_000 }, async () => {
  const plain = await site.sit({ width: 360, javaScript: false });
  for (const { path, words } of weighed) {
    await plain.goto(path);
    expect([path, words]).toEqual([path, await wordsOf(plain)]);
  }
  await plain.context().close();
});

test("on a telephone from 2018 a page still has form: titles that are larger, room around the words, something to hit, and nothing too wide", { timeout: 120_000 }, async () => {
  const page = await site.sit({ width: 360, javaScript: false });
  const served = await (await fetch(site.url + site.assets.css)).text();
  for (const path of ["/", "/?lang=ar", "/answers/school-refusal", "/urgent"]) expect([path, await faultsOnOldPhone(page, path, served)]).toEqual([path, []]);
  // The control: as the sheet is written such a telephone would drop nearly all of it.
  const { outputFiles: [written] } = await build({ entryPoints: ["src/ui/app.css"], bundle: true, write: false });
  const faults = (await faultsOnOldPhone(page, "/", written!.text)).join();
  for (const fault of [/24 px/, /no room at the edge/, /44 px/, /no paper/]) expect(faults).toMatch(fault);
  await page.context().close();
});

test("the data on a card is there for programs, is not run, and the browser has nothing against it", { timeout: 60_000 }, async () => {
  const page = await site.sit();
  const said: string[] = [];
  page.on("console", (message) => void said.push(message.text()));
  page.on("pageerror", (error) => void said.push(error.message));
  await page.goto("/services/bvc-degerfors", { waitUntil: "networkidle" });
  expect(await page.evaluate(() => (JSON.parse(document.querySelector('script[type="application/ld+json"]')!.textContent) as { name: string }).name)).toBe("BVC Degerfors");
  expect(said).toEqual([]);
  // The same page with a script that is run is another matter: that the browser says, so it would have said it of the data too.
  await page.route("**/services/bvc-degerfors", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("</main>", "<script>document.title = 'run'</script></main>") });
  });
  await page.reload({ waitUntil: "networkidle" });
  expect(said.join()).toContain("Content Security Policy");
  expect(await page.title()).not.toBe("run");
  await page.context().close();
});

test("a browser on anybody's page may read the data, and the RDF/XML is XML with the statements of the JSON-LD", { timeout: 60_000 }, async () => {
  const elsewhere = createServer((_, response) => void response.end("<!doctype html>")).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const page = await site.sit();
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  const read = await page.evaluate(async (url) => {
    const answer = await fetch(`${url}/api/v1/hsds/services?per_page=1`);
    const tag = answer.headers.get("etag")!;
    const again = await fetch(`${url}/api/v1/hsds/services?per_page=1`, { cache: "no-store", headers: { "if-none-match": tag } });
    const xml = new DOMParser().parseFromString(await (await fetch(`${url}/api/v1/dcat.rdf`)).text(), "application/xml");
    const graph = (await (await fetch(`${url}/api/v1/dcat`)).json()) as { "@graph": Array<Record<string, unknown>> };
    const [rdf, xmlLang] = ["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/XML/1998/namespace"];
    const statements = [...xml.documentElement.children].flatMap((thing) => [...thing.children].map((said) => [thing.getAttributeNS(rdf, "about"), said.nodeName, said.getAttributeNS(rdf, "resource") ?? said.textContent, said.getAttributeNS(xmlLang, "lang") ?? ""].join(" ")));
    const told = graph["@graph"].flatMap((node) => Object.entries(node).flatMap(([name, values]) => (Array.isArray(values) ? values.map((value: Record<string, string>) => [node["@id"], name, value["@id"] ?? value["@value"], value["@language"] ?? ""].join(" ")) : [])));
    return { status: answer.status, again: again.status, broken: xml.querySelector("parsererror")?.textContent ?? "", statements: statements.sort(), told: told.sort() };
  }, site.url);
  expect([read.status, read.again, read.broken]).toEqual([200, 304, ""]);
  expect(read.statements.length).toBeGreaterThan(40);
  expect(read.statements).toEqual(read.told);
  await page.context().close();
  elsewhere.close();
});

test("pictures of the guide for people to judge", { timeout: 60_000 }, async () => {
  const shots: ReadonlyArray<readonly [string, string]> = [["guide", "/"], ["guide-search", "/search?q=vill+inte+gå+till+skolan"], ["guide-answer", "/answers/school-refusal"], ["guide-arabic", "/?lang=ar"], ["guide-service", "/services/bvc-degerfors"], ["open-data", "/open-data"], ["open-data-arabic", "/open-data?lang=ar"]];
  for (const width of [360, 1280] as const) {
    const page = await site.sit({ width });
    for (const [name, path] of shots) {
      await page.goto(path);
      await picture(page, `${name}-${width}`);
    }
    await page.context().close();
  }
});

test("a parent on a small phone finds whom to call by one question, and within three taps", { timeout: 60_000 }, async () => {
  const page = await site.sit({ width: 360, javaScript: false });
  await page.goto("/");
  await page.getByLabel("Din fråga").fill("min 3-åring bits på förskolan");
  await page.getByRole("button", { name: "Sök" }).click();
  expect(await page.getByRole("main").getByRole("link", { name: /^\d[\d -]+$/ }).first().getAttribute("href")).toMatch(/^tel:/);
  await page.goto("/");
  await page.getByRole("link", { name: "13–15 år" }).first().click();
  await page.getByRole("link", { name: "Ungdomsmottagningen", exact: false }).first().click();
  expect(await page.getByRole("main").getByRole("link", { name: /^\d[\d -]+$/ }).first().getAttribute("href")).toMatch(/^tel:/);
  await page.context().close();
});

test("a poster is one page on paper, also with a long name and much to say", { timeout: 60_000 }, async () => {
  const page = await site.sit({ width: 1280 });
  const pages = async (path: string): Promise<number> => {
    await page.goto(path);
    return ((await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  };
  await site.house.rows("update kring.activity set name = 'Öppet hus för föräldrar med barn i mellanstadiet i hela kommunen', about = repeat('Kom och träffa andra. ', 60) where handle = 'kyrkis'");
  for (const path of ["/activities/babycafe/poster", "/activities/kyrkis/poster?lang=ti", "/services/bvc-degerfors/poster?lang=ar"]) expect([path, await pages(path)]).toEqual([path, 1]);
  // And nothing of it is cut off, where its words are longest.
  await page.goto("/activities/kyrkis/poster?lang=ti");
  await page.setViewportSize({ width: 680, height: 1009 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".poster").evaluate((poster) => poster.scrollHeight <= poster.clientHeight)).toBe(true);
  await page.emulateMedia({ media: "screen" });
  // The control: an ordinary page of the guide is more than one.
  expect(await pages("/services")).toBeGreaterThan(1);
  await page.context().close();
});
