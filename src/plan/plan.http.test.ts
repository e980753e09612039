import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { stagePlanning, type Stage } from "#test/plan-stage.ts";

let house: TestHouse;
let stage: Stage;
beforeAll(async () => {
  house = await openTestHouse();
  stage = await stagePlanning(house);
});
afterAll(() => house.close());

test("opening the plan after the meeting begins it", async () => {
  const maja = await house.signIn("maja");
  const page = await maja.get(`/matters/${stage.matterId}/plan`);
  expect(page.status).toBe(200);
  expect(page.heading).toBe("Planen skrivs nu");
  console.log(page.text);
  const over = await maja.get(`/matters/${stage.matterId}`);
  console.log(over.text.slice(0, 1500));
});
