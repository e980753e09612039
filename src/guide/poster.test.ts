import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { codeIn, readCode } from "#test/qr-read.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

const poster = (path: string) => house.visitor().get(path);

describe("a poster", () => {
  test("says when, where and for whom, and its code leads to the page", async () => {
    const page = await poster("/activities/babycafe/poster");
    for (const words of ["Babycafé", "Varje tisdag 13.00–15.30", "kring.test/activities/babycafe", "somaliska"]) expect(page.text).toContain(words);
    expect(readCode(codeIn(page.html))).toBe("http://kring.test/activities/babycafe");
    expect((await house.visitor().get(new URL(readCode(codeIn(page.html))).pathname)).heading).toContain("Babycaf");
  });
  test("in another language its code leads to the page in that language", async () => {
    expect(readCode(codeIn((await poster("/activities/babycafe/poster?lang=ar")).html))).toBe("http://kring.test/activities/babycafe?lang=ar");
  });
  test("of a service gives the number and leads to its card", async () => {
    const page = await poster("/services/bvc-degerfors/poster");
    expect([readCode(codeIn(page.html)), /0\d+-\d+/.test(page.text)]).toEqual(["http://kring.test/services/bvc-degerfors", true]);
  });
  test("is reached from the page, and by those who keep the activity", async () => {
    expect((await poster("/activities/babycafe")).link("Affisch att skriva ut")).toBe("/activities/babycafe/poster");
    expect((await poster("/services/bvc-degerfors")).link("Affisch att skriva ut")).toBe("/services/bvc-degerfors/poster");
    expect((await (await house.signIn("ingrid")).get("/our/activities/familjebad")).link("Affisch att skriva ut")).toBe("/activities/familjebad/poster");
  });
  test("there is none of what is not shown", async () => {
    expect([(await poster("/activities/no-such/poster")).status, (await poster("/services/no-such/poster")).status]).toEqual([404, 404]);
  });
});

test("the reading of codes is no guess: another address reads as another, and a broken code does not read as the address", async () => {
  const code = codeIn((await poster("/activities/babycafe/poster")).html);
  const other = codeIn((await poster("/activities/vagnpromenad/poster")).html);
  expect(readCode(other)).toBe("http://kring.test/activities/vagnpromenad");
  const broken = code.map((row, y) => row.map((dark, x) => (y > 12 && x > 12 ? !dark : dark)));
  let read = "";
  try {
    read = readCode(broken);
  } catch {
    read = "nothing";
  }
  expect(read).not.toBe("http://kring.test/activities/babycafe");
});
