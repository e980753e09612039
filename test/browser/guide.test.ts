import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, picture, type Site } from "./site.ts";

/** Every kind of page that anybody reads without signing in. */
const PAGES = [
  "/", "/search?q=bebisen+sover+inte", "/search?q=qqqqzzzz", "/answers/school-refusal", "/answers/violence-at-home", "/topics", "/topics/school-start", "/ages", "/ages/1-5", "/services", "/services/bvc-degerfors", "/urgent", "/about", "/open-data", "/concern",
  "/contact-me", "/contact-me?as=parent", "/contact-me/young?service=ungdomsmottagningen-degerfors", "/contact-me/sent/ABCDE-FGHJK", "/helped", "/helped/on",
];

let site: Site;
beforeAll(async () => (site = await openSite("2026-11-23T09:00:00+01:00")));
afterAll(() => site.close());

type Weighed = { readonly requests: string[]; readonly bytes: number; readonly cookies: number };

/** What it takes to see a page for the first time. */
async function weigh(path: string): Promise<Weighed> {
  const page = await site.sit({ width: 360 });
  const answers: Response[] = [];
  page.on("response", (response) => void answers.push(response));
  await page.goto(path, { waitUntil: "networkidle" });
  const sizes = await Promise.all(answers.map(async (answer) => (await answer.request().sizes()).responseBodySize + (await answer.request().sizes()).responseHeadersSize));
  const cookies = (await page.context().cookies()).length;
  await page.context().close();
  return { requests: answers.map((answer) => answer.url()), bytes: sizes.reduce((sum, size) => sum + size, 0), cookies };
}

test("the first sight of every open page: at most 60 kB and ten requests, no cookies, and nobody else is asked", { timeout: 120_000 }, async () => {
  const heaviest = { path: "", bytes: 0, requests: 0 };
  for (const path of PAGES) {
    const { requests, bytes, cookies } = await weigh(path);
    expect([path, bytes <= 60 * 1024, requests.length <= 10, cookies]).toEqual([path, true, true, 0]);
    expect(requests.filter((url) => !url.startsWith(site.url)), path).toEqual([]);
    if (bytes > heaviest.bytes) Object.assign(heaviest, { path, bytes, requests: requests.length });
  }
  console.log(`heaviest open page: ${heaviest.path}, ${heaviest.bytes} bytes in ${heaviest.requests} requests`);
});

const wordsOf = (page: Page) => page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, " "));

test("an open page is the same with JavaScript and without", { timeout: 120_000 }, async () => {
  const [scripted, plain] = [await site.sit({ width: 360 }), await site.sit({ width: 360, javaScript: false })];
  for (const path of PAGES) {
    await scripted.goto(path);
    await plain.goto(path);
    expect([path, await wordsOf(scripted)]).toEqual([path, await wordsOf(plain)]);
  }
  await scripted.context().close();
  await plain.context().close();
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
