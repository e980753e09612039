import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { meetUnborn } from "../child/index.ts";
import { answerConsent } from "../consent/index.ts";
import { dutyOf } from "../house.ts";
import { openMatter } from "../matter/index.ts";
import { called, comePathOf, consented, filledCall, openAt, unitComePath, valuesOf } from "./stage.fixture.ts";

let house: TestHouse;
let matter: string;
beforeAll(async () => {
  house = await openTestHouse();
  matter = await openAt(house);
});
afterAll(() => house.close());


test("a guardian from whom the matter is withheld is neither shown nor invited", async () => {
  const johan = await house.as("johan", async ({ actor }) => actor.personId);
  await house.rows("insert into kring.withholding (id, child_id, matter_id, branch_id, person_id, ground, sealed, by_duty, at) select gen_random_uuid(), m.child_id, m.id, m.branch_id, $1, 'OSL 12:3', ''::bytea, m.owner_duty_id, $2 from kring.matter m", [johan, house.clock.now()]);
  const maja = await house.signIn("maja");
  const form = await maja.get(`/matters/${matter}/meetings/new`);
  expect(form.text).not.toContain("Johan Holm");
  const forged = await maja.submit(form, { ...filledCall, guardians: [...valuesOf(form, "guardians"), johan] });
  expect([forged.status, forged.problems]).toEqual([422, ["Välj ett av alternativen"]]);
  expect(await house.rows("select id from kring.delivery")).toEqual([]);
  await house.rows("delete from kring.withholding");
});

test("a guardian who reads English is invited in English", async () => {
  await house.rows("update kring.person set language = 'en' where id = $1", [await house.as("sara", async ({ actor }) => actor.personId)]);
  await consented({ house, matter }, { unit: "trollet" });
  await called({ house, matter });
  const sara = await house.signIn("sara");
  const page = await sara.get(await comePathOf(house, "sara"));
  for (const words of ["Invitation to a collaboration meeting", "Are you coming?", "The child’s voice", "Who else is invited"]) expect(page.text).toContain(words);
  expect(page.text).toMatch(/Tuesday,? 1 December 2026 at 14:00/);
  expect(page.text).not.toMatch(/Kommer du|Frågan|klockan/);
});

test("a condition set by a guardian stands before the words: only a unit that has accepted it reads and answers", async () => {
  const second = await openTestHouse();
  const own = await openAt(second);
  const consentId = await consented({ house: second, matter: own }, { unit: "trollet", by: ["johan"] });
  await second.as("sara", (hand) => answerConsent(hand, { consentId, answer: "granted", language: "sv", reservation: "Bara Anna får läsa." }));
  await called({ house: second, matter: own });
  const anna = await second.signIn("anna");
  const path = await unitComePath(second, "trollet");
  const locked = await anna.get(path);
  expect(locked.text).toContain("Läs villkoret");
  for (const words of ["Elis", "samlingen", "Tuvan"]) expect(locked.text).not.toContain(words);
  expect((await anna.post(path, { once: crypto.randomUUID(), coming: "yes", words: "" })).status).toBe(422);
  await anna.submit(await anna.get(`${path.replace("/come", "")}/open`), {});
  const page = await anna.get(path);
  expect(page.text).toContain("Hur får Elis det lugnare på samlingen?");
  expect((await anna.submit(page, { coming: "yes", who: [], words: "" })).path).toContain("done=invitationTaken");
  await second.close();
});

test("about a child not yet born the one who carries it is invited, in her language, and nobody is asked how the child takes part", async () => {
  const unborn = await house.as("ingela", async (hand) => {
    const child = (await meetUnborn(hand, { carriedBy: "199309162387", expectedOn: "2027-02-05" }))!;
    const { id } = await openMatter(hand.tx, house.house.keys, { childId: child.id, child: { name: `Väntat barn, ${child.carrier}` }, duty: dutyOf(hand), state: "consent", role: "child-lead", dueOn: "2026-12-10", at: hand.at });
    return id;
  });
  const ingela = await house.signIn("ingela");
  const form = await ingela.get(`/matters/${unborn}/meetings/new`);
  expect(form.text).toContain("väntar barnet");
  expect(form.html).not.toContain('name="child"');
  const { child: _, ...filled } = filledCall;
  const page = await ingela.submit(form, filled);
  expect(page.text).toContain("Barnet är inte fött än.");
  const priya = await house.signIn("priya");
  expect((await priya.get(await comePathOf(house, "priya"))).text).toContain("Are you coming?");
});
