import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await house.rows("truncate kring.guide cascade");
});
afterAll(() => house.close());

test("where there is no guide yet, every page that the footer leads to answers", async () => {
  const visitor = house.visitor();
  const front = await visitor.get("/");
  expect(front.status).toBe(200);
  const footer = front.html.split("<footer")[1]!;
  const links = [...footer.matchAll(/href="(\/[^"]*)"/g)].map((match) => match[1]!);
  expect(links).toEqual(expect.arrayContaining(["/model", "/accessibility", "/about"]));
  for (const link of links) expect((await visitor.get(link)).status, link).toBe(200);
});

test("what the software says of itself is told there, and nobody is named who would answer", async () => {
  const page = await house.visitor().get("/accessibility");
  expect([page.text.includes("delvis förenlig"), page.text.includes("skärmläsare"), page.html.includes("/accessibility/message")]).toEqual([true, true, false]);
  expect((await house.visitor().get("/model")).text).toContain("Här finns ingen familjeguide än");
});
