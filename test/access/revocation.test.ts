import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerConsent, askConsent, consentStanding } from "#src/consent/index.ts";
import { findMatter } from "#src/matter/index.ts";
import { isRefusal } from "#src/platform/result.ts";
import { addSignal, noticeChild } from "#src/signal/index.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

// Elis, his two guardians, and the preschool that wants to tell BVC. @ground OSL 12:2, REQ-033, S07
const ELIS = "202210142390";

let house: TestHouse;
let matter: string;
let bvc: string;
beforeAll(async () => {
  house = await openTestHouse();
  [{ id: bvc }] = (await house.rows<{ id: string }>("select b.id from kring.branch b join kring.unit u on u.branch_id = b.id where u.handle = 'bvc-lessebo'")) as [{ id: string }];
  matter = await house.as("anna", async (hand) => {
    const child = await noticeChild(hand, ELIS);
    if (isRefusal(child)) throw new Error(child.refused);
    const added = await addSignal(hand, { child, words: { seen: "Leker.", told: "Sara vet." }, areas: ["learning"], noticedOn: hand.today });
    if (isRefusal(added)) throw new Error(added.refused);
    return added.matterId;
  });
});
afterAll(() => house.close());

const ask = () =>
  house.as("anna", async (hand) => {
    const found = (await findMatter(hand.tx, hand.house.keys, matter))!;
    const asked = await askConsent(hand, { matter: found, disclosing: found.branchId, receivers: [bvc as never], units: [], topics: ["contact", "learning"], purpose: "Att hjälpas åt.", until: "2027-06-30" });
    if (isRefusal(asked)) throw new Error(asked.refused);
    return asked;
  });
const says = (who: string, consentId: string, answer: "granted" | "withdrawn") => house.as(who, (hand) => answerConsent(hand, { consentId: consentId as never, answer, language: "sv" }));
const mayDeliver = () =>
  house.as("anna", async (hand) => {
    const found = (await findMatter(hand.tx, hand.house.keys, matter))!;
    return !isRefusal(await consentStanding(hand.tx, hand.house, { matter: found, receiver: bvc as never, topics: ["contact", "learning"], today: hand.today }));
  });

test("a yes taken back holds for the very next question, thirty times over", async () => {
  const consent = await ask();
  await says("sara", consent, "granted");
  expect(await mayDeliver(), "one of two has answered").toBe(false);
  await says("johan", consent, "granted");
  for (let nth = 0; nth < 30; nth += 1) {
    house.clock.advance(1);
    expect(await mayDeliver(), `granted, round ${nth}`).toBe(true);
    house.clock.advance(1);
    await says(nth % 2 ? "sara" : "johan", consent, "withdrawn");
    expect(await mayDeliver(), `taken back, round ${nth}`).toBe(false);
    house.clock.advance(1);
    await says(nth % 2 ? "sara" : "johan", consent, "granted");
  }
});

test("among many asking at once, none that begins after a withdrawal has been saved is told yes", async () => {
  let savedAt = Number.POSITIVE_INFINITY;
  const consent = await ask();
  await says("sara", consent, "granted");
  await says("johan", consent, "granted");
  const asked: Array<{ began: number; yes: boolean }> = [];
  const asking = async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      const began = performance.now();
      asked.push({ began, yes: await mayDeliver() });
    }
  };
  house.clock.advance(1);
  const takenBack = says("sara", consent, "withdrawn").then(() => (savedAt = performance.now()));
  await Promise.all([asking(), asking(), asking(), takenBack]);
  const after = asked.filter(({ began }) => began > savedAt);
  expect(after.length).toBeGreaterThan(0);
  expect(after.filter(({ yes }) => yes)).toEqual([]);
});

test("an ended duty and an ended assignment see nothing from the next request on", async () => {
  const anna = await house.signIn("anna");
  expect((await anna.get(`/matters/${matter}`)).status).toBe(200);
  await house.as("anna", (hand) => sql`update kring.assignment set until_at = ${hand.at} where matter_id = ${matter}::uuid`.execute(hand.tx));
  house.clock.advance(1);
  expect((await anna.get(`/matters/${matter}`)).status).toBe(404);
});
