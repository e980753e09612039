import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

const PART = "/network/guides/degerfors/model/purpose";

test("anybody reads what the model says of itself, and how each principle stands", async () => {
  expect((await house.visitor().get("/")).link("Modellen vi arbetar efter")).toBe("/model");
  const page = await house.visitor().get("/model");
  expect(page.heading).toBe("Degerforsmodellen");
  for (const words of ["Kraften att verka tillsammans", "mellan stolarna", "När det behövs mer", "Komplettera men inte ersätta", "7 av 7 övergångar", "Strukturella förutsättningar", "Respekt och förståelse", "Samspel", "Vårt förslag"]) expect(page.text).toContain(words);
  expect((await house.visitor().get("/model?lang=en")).text).toContain("The power of acting together");
  expect((await house.visitor().get("/model?guide=kronoberg")).text).toContain("beskriven");
});
test("a transition that loses its owner shows in the principle, at once", async () => {
  await house.rows("update kring.service set transitions = '{}' where kinds && '{forskola}'");
  expect((await house.visitor().get("/model")).text).toContain("6 av 7 övergångar");
});
test("whoever keeps the guide writes the next version, and the earlier one stays with who and when; nobody else may", async () => {
  expect((await (await house.signIn("anna")).get(PART)).status).toBe(404);
  const ingrid = await house.signIn("ingrid");
  const drawn = await ingrid.get(PART);
  expect((await ingrid.submit(drawn, { said: "Ring 20221014-2390." })).problems.join()).toContain("personnummer");
  expect((await ingrid.submit(drawn, { once: randomUUID(), said: "Alla familjer här.", status: "local" })).path).toContain("/network/guides/degerfors/model");
  expect((await house.visitor().get("/model")).text).toContain("Alla familjer här.");
  const history = await ingrid.get(PART);
  for (const words of ["Ingrid Hedlund", "mellan stolarna", "Vi på plats har skrivit det"]) expect(history.text).toContain(words);
  const late = await ingrid.submit(drawn, { once: randomUUID(), said: "Något annat." });
  expect([late.status, late.html.includes("Något annat.")]).toEqual([409, true]);
});
