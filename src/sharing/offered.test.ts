import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, ELIS, matterOf, openIn } from "#test/plan-stage.ts";
import { areaIds } from "../practice/index.ts";

let house: TestHouse;
let maja: Client;
let matter: string;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  await house.rows("update kring.matter set closed_at = opened_at, state = 'closed' where closed_at is null");
  house.clock.set("2026-11-23T09:00:00+01:00");
  maja = await house.signIn("maja");
  matter = (await house.as("maja", (hand) => openIn(hand, { number: ELIS, state: "gathering", role: "child-lead" }))).id;
});

const unitId = async (handle: string) => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;
const latest = async () => (await house.rows<{ id: string }>("select id from kring.delivery where matter_id = $1", [matter]))[0]!.id;

/** Maja offers the role of child lead to the school, with everybody's yes. */
async function offerLead(): Promise<string> {
  const skola = await unitId("bergdala-skola");
  const [{ branch }] = (await house.rows<{ branch: string }>("select branch_id as branch from kring.unit where id = $1", [skola])) as [{ branch: string }];
  await house.as("maja", async (hand) => consentTo(hand, { matter: await matterOf(hand, matter as never), receivers: [branch as never], topics: ["contact", "meeting", "plan", ...areaIds(house.house.practice)] }));
  const page = await maja.get(`/matters/${matter}/child-lead`);
  const to = `unit:${skola}`;
  const shown = page.html.includes(`name="to" value="${to}"`);
  const check = await maja.submit(page, { ...(shown ? { to } : { to: "other", other: to }), message: "Elis börjar hos er.", messageTopics: ["learning"] }, "/child-lead");
  await maja.submit(check, { covered: "yes" }, "/check");
  return latest();
}

const nextOn = (html: string) => /<section class="next"[\s\S]*?<\/section>/.exec(html)![0].replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

test("while the role of child lead is offered, the list and the child's page say whose answer is waited for, since when, and until when", async () => {
  expect(nextOn((await maja.get(`/matters/${matter}`)).html)).not.toContain("Invänta svar");
  const delivery = await offerLead();
  const waiting = "Invänta svar från Bergdala skola. Ansvaret för barnet är kvar hos dig. Erbjudet i dag";
  const page = await maja.get(`/matters/${matter}`);
  expect(nextOn(page.html)).toContain(waiting);
  expect(nextOn(page.html)).toContain("måndag 30 november 2026");
  expect(page.html).toContain(`href="/deliveries/${delivery}"`);
  expect((await maja.get("/list")).text).toContain(`${waiting} senast 30 nov. 2026`);
  house.clock.set("2026-12-01T09:00:00+01:00");
  const late = await house.signIn("maja");
  expect((await late.get("/list")).text).toMatch(/Ring Bergdala skola, [\d-]+\. De har inte svarat på 8 dagar försenat 1 dag/);
});

test("once it has come back, the matter's own step is the next one again", async () => {
  const delivery = await offerLead();
  const torbjorn = await house.signIn("torbjorn");
  await torbjorn.submit(await torbjorn.get(`/deliveries/${delivery}/return`), { reason: "Han börjar först i augusti." }, "/return");
  const page = await maja.get(`/matters/${matter}`);
  expect(nextOn(page.html)).not.toContain("Invänta svar");
  expect(page.text).toContain("Skäl: Han börjar först i augusti.");
});

test("what is written when something is received is kept for the sender, and for nobody else; without words it is received all the same", async () => {
  const delivery = await offerLead();
  const torbjorn = await house.signIn("torbjorn");
  const form = await torbjorn.get((await torbjorn.get(`/deliveries/${delivery}`)).link("Ta emot och skriv något"));
  const long = await torbjorn.submit(form, { words: "ö".repeat(2001) });
  expect(long.status).toBe(422);
  expect(long.html).toContain("ö".repeat(2001));
  await torbjorn.submit(form, { words: "Välkommen! Hans fröken heter Ulrika." });
  expect((await maja.get(`/deliveries/${delivery}`)).text).toContain("Välkommen! Hans fröken heter Ulrika.");
  expect((await maja.get(`/matters/${matter}`)).text).toContain("De skrev: Välkommen! Hans fröken heter Ulrika.");
  const [row] = await house.rows<{ answer_sealed: Buffer }>("select answer_sealed from kring.delivery where id = $1", [delivery]);
  expect(row!.answer_sealed.includes("Ulrika")).toBe(false);
  for (const who of ["anna", "sara"]) expect((await (await house.signIn(who)).get(`/deliveries/${delivery}`)).text).not.toContain("Ulrika");
});

test("received without a word, there is nothing to read", async () => {
  const delivery = await offerLead();
  const torbjorn = await house.signIn("torbjorn");
  await torbjorn.submit(await torbjorn.get(`/deliveries/${delivery}`), {}, "/receive");
  expect(await house.rows("select answer, answer_sealed from kring.delivery where id = $1", [delivery])).toEqual([{ answer: "accepted", answer_sealed: null }]);
  expect((await maja.get(`/matters/${matter}`)).text).not.toContain("De skrev");
});
