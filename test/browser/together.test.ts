import { afterAll, beforeAll, expect, test } from "vitest";
import { openToldSite, type Site } from "./site.ts";

// The plan is written part by part, each with its own button. Nothing that stands in another part is lost by pressing one of them, with JavaScript or without.

let site: Site;
let plan: string;
beforeAll(async () => {
  site = await openToldSite();
  const { house } = site;
  const [matter] = await house.rows<{ id: string }>("select m.id from kring.matter m join kring.assignment a on a.matter_id = m.id join kring.duty d on d.id = a.duty_id join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo' and m.state = 'planned' limit 1");
  const maja = await house.signIn("maja");
  plan = (await maja.submit(await maja.get(`/matters/${matter!.id}/plan/versions/new`), {}, "/versions/new")).path.split("#")[0]!;
});
afterAll(() => site.close());

const openAll = (page: Awaited<ReturnType<Site["sit"]>>) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** What somebody writes in a part without leaving it. */
const goalWords = "Jonatan vill berätta om sin dag";
const measureWords = "Vi läser en bok varje kväll";

test.each([true, false])("what stands beside the part that is saved is saved with it; what lacks something is asked for, with every word (JavaScript %s)", async (javaScript) => {
  const page = await site.sit({ as: "maja", width: 360, javaScript });
  await page.goto(plan);
  const field = (name: string) => page.locator(`[name="${name}"]`);
  const write = (name: string, words: string) => field(name).evaluate((element, text) => ((element as HTMLTextAreaElement).value = text), words);
  await openAll(page);
  await write("contingency", `Blir det bråttom ringer vi varandra samma dag. ${javaScript}`);
  await write("goal", goalWords);
  await field("goalArea").selectOption({ index: 1 });
  await write("what", measureWords);
  await page.locator('button[formaction$="/goals/new"]').click();
  await page.waitForLoadState("load");
  // The measure has nobody who does it: the page says so, and keeps what was written in all three parts.
  expect(await page.locator(".error-summary").isVisible()).toBe(true);
  for (const [name, words] of [["what", measureWords], ["goal", goalWords], ["contingency", `Blir det bråttom ringer vi varandra samma dag. ${javaScript}`]] as const) expect(await field(name).inputValue(), name).toBe(words);
  await field("what").fill("");
  await page.locator('button[formaction$="/goals/new"]').click();
  await page.waitForURL(/\/plan\?done=saved/);
  const text = await page.locator("main").innerText();
  expect([text.includes(`ringer vi varandra samma dag. ${javaScript}`), text.includes(goalWords)]).toEqual([true, true]);
  await page.context().close();
});

test("after a session has ended, everything that stood on the page is there again", async () => {
  const page = await site.sit({ as: "maja", width: 360 });
  await page.goto(plan);
  await openAll(page);
  await page.locator('[name="disagreements"]').fill("Vi tycker olika om läggdags.");
  await page.locator('[name="what"]').fill(measureWords);
  site.house.clock.advance(31);
  await page.locator('button[formaction$="/more"]').click();
  await page.waitForURL(/\/sign-in/);
  await page.context().addCookies([{ name: "kring", value: await site.house.tokenFor("maja"), url: site.url }]);
  await page.goto(`${plan}/more`);
  for (const [name, words] of [["disagreements", "Vi tycker olika om läggdags."], ["what", measureWords]] as const) expect(await page.locator(`[name="${name}"]`).inputValue(), name).toBe(words);
  await page.context().close();
});

test("whoever leaves with something unsaved is asked; whoever has written nothing is not", async () => {
  const page = await site.sit({ as: "maja", width: 360 });
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.goto(plan);
  await page.goto("/list");
  expect(asked).toEqual([]);
  await page.goto(plan);
  await openAll(page);
  await page.locator('[name="what"]').fill("Vi läser en bok varje kväll");
  await page.goto("/list");
  expect(asked).toEqual(["beforeunload"]);
  // So it is by a button that has nothing to do with the plan.
  await page.goto(plan);
  await openAll(page);
  await page.locator('[name="what"]').fill("Vi läser en bok varje kväll");
  await page.getByRole("button", { name: "Logga ut" }).click();
  await page.waitForURL("**/sign-in?**");
  expect(asked).toEqual(["beforeunload", "beforeunload"]);
  await page.context().close();
});
