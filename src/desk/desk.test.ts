import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

test("whoever is not signed in is sent to sign in, and back", async () => {
  const page = await house.visitor().get("/list");
  expect([page.status, page.location]).toEqual([303, "/sign-in?to=%2Flist"]);
});

test("a preschool teacher with nothing to do is told so, and who she is stands on the page", async () => {
  const anna = await house.signIn("anna");
  const page = await anna.get("/list");
  expect(page.status).toBe(200);
  expect(page.heading).toBe("Min lista");
  expect(page.text).toContain("Inget väntar på dig");
  expect(page.text).toContain("Anna Karlsson");
  expect(page.text).toContain("förskollärare");
});

test("every look at the list leaves a line with who, in which duty, where and when", async () => {
  const lines = await house.rows("select event, outcome, role, branch_id is not null as branch, session_ref is not null as session from kring.audit_event where event = 'matters.listed' and outcome = 'granted'");
  expect(lines).toEqual([{ event: "matters.listed", outcome: "granted", role: "preschool-teacher", branch: true, session: true }]);
});

test("a number nobody here works with is answered kindly, and kept in the field", async () => {
  const anna = await house.signIn("anna");
  const page = await anna.submit(await anna.get("/find"), { number: "20221014 2390" });
  expect(page.status).toBe(422);
  expect(page.problems).toEqual(["Du har inget ärende med det numret"]);
  expect(page.html).toContain('value="20221014 2390"');
});
