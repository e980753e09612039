import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStories } from "#worlds/build-stories.ts";
import { openSite, type Site } from "./site.ts";

// The plan is written part by part, each with its own button. Nothing that stands in another part is lost by pressing one of them.
const AT = "2026-11-23T09:00:00+01:00";

let site: Site;
let plan: string;
beforeAll(async () => {
  site = await openSite(AT);
  const { house } = site;
  await buildStories({ world: house.world, house: house.house, database: house.database, at: new Date(AT) });
  const [matter] = await house.rows<{ id: string }>("select m.id from kring.matter m join kring.assignment a on a.matter_id = m.id join kring.duty d on d.id = a.duty_id join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo' and m.state = 'planned' limit 1");
  const maja = await house.signIn("maja");
  plan = (await maja.submit(await maja.get(`/matters/${matter!.id}/plan/versions/new`), {}, "/versions/new")).path.split("#")[0]!;
});
afterAll(() => site.close());

const openAll = (page: Awaited<ReturnType<Site["sit"]>>) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

test("what stands beside the part that is saved is saved with it; what lacks something is asked for, with its words", async () => {
  const page = await site.sit({ as: "maja", width: 360 });
  await page.goto(plan);
  await openAll(page);
  const [more, goal, measure] = ["more", "goals/new", "measures/new"].map((part) => page.locator(`form[action="${plan}/${part}"]`));
  await more!.locator("textarea").first().fill("Blir det bråttom ringer vi varandra samma dag.");
  await goal!.locator("textarea, input[type=text]").first().fill("Jonatan vill berätta om sin dag");
  for (const select of await goal!.locator("select").all()) await select.selectOption({ index: 1 });
  for (const box of await goal!.locator("fieldset").all()) await box.locator("input").first().check({ force: true });
  await measure!.locator("textarea, input[type=text]").first().fill("Vi läser en bok varje kväll");
  await goal!.getByRole("button").click();
  // The measure has no day and nobody who does it: its own page says so, and keeps what was written.
  await page.waitForURL("**/measures/new");
  expect(await page.locator(".error-summary").isVisible()).toBe(true);
  expect(await page.locator(`form[action="${plan}/measures/new"]`).locator("textarea, input[type=text]").first().inputValue()).toBe("Vi läser en bok varje kväll");
  await page.goto(plan);
  const text = await page.locator("main").innerText();
  expect([text.includes("Blir det bråttom ringer vi varandra samma dag."), text.includes("Jonatan vill berätta om sin dag")]).toEqual([true, true]);
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
  await page.locator(`form[action="${plan}/measures/new"]`).locator("textarea, input[type=text]").first().fill("Vi läser en bok varje kväll");
  await page.goto("/list");
  expect(asked).toEqual(["beforeunload"]);
  // So it is by a button that has nothing to do with the plan.
  await page.goto(plan);
  await openAll(page);
  await page.locator(`form[action="${plan}/measures/new"]`).locator("textarea, input[type=text]").first().fill("Vi läser en bok varje kväll");
  await page.getByRole("button", { name: "Logga ut" }).click();
  await page.waitForURL("**/sign-in?**");
  expect(asked).toEqual(["beforeunload", "beforeunload"]);
  await page.context().close();
});
