import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

test("the page one leaves to is about the day and the weather, and bears no sign of the house", async () => {
  for (const language of ["sv", "en"]) {
    const page = await house.visitor().get(`/weather?lang=${language}`);
    expect(page.status).toBe(200);
    expect(page.heading).toMatch(/23 november 2026/i);
    expect(page.html).not.toMatch(/kring|barn|child|famil|förälder|parent|orosanm|concern|socialjour|bris\b|logga in|sign in|<script/i);
    expect(page.html).not.toMatch(/(src|href)="(https?:)?\/\//);
  }
});

test("the sun is that of the house's own guide", async () => {
  const sun = async (): Promise<string> => /Himlen i .*?Dagens längd/.exec((await house.visitor().get("/weather")).text)![0];
  const here = await sun();
  expect(here).toContain("Himlen i Degerfors i dag");
  await house.rows("update kring.location l set latitude = 67, longitude = 20 from kring.service s join kring.guide g on g.id = s.guide_id where s.location_id = l.id and g.handle = 'degerfors'");
  expect(await sun()).not.toBe(here);
});

test("its calendar can be turned like any other", async () => {
  const page = await house.visitor().get("/weather");
  const next = await house.visitor().get(page.link("december 2026"));
  expect(next.text).toContain("januari 2027");
});

test("the quick way out ends the session there and then, and leads to that page", async () => {
  const anna = await house.signIn("anna");
  expect((await anna.get("/list")).status).toBe(200);
  const left = await anna.get("/leave");
  expect([left.status, left.location]).toEqual([303, "/weather"]);
  expect((await anna.get("/list")).location).toBe("/sign-in?to=%2Flist");
});

test("the page about Kring is read in English by whoever asks for it", async () => {
  expect((await house.visitor().get("/about?lang=en")).heading).toBe("About Kring");
});
