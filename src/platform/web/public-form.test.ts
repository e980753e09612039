import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeClient, type Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { publicForm } from "#src/house.ts";
import { wordsIn } from "../i18n/words.tsx";
import { makeLog } from "../log.ts";
import { refuse } from "../result.ts";
import { line } from "./fields.ts";
import { kernel } from "./kernel.tsx";

/** How often the command ran, whatever became of it. */
let performed = 0;
const guestbook = publicForm({
  path: "/guestbook", area: "guide", access: "public", audit: { event: "guest.wrote" },
  load: async ({ actor }) => ({ known: (await actor) !== undefined }),
  title: () => "Gästbok",
  fields: () => ({ words: line({ label: "Ord", required: true }) }),
  buttons: () => [{ label: "Skicka" }],
  view: (_, __, { form }) => form,
  perform: async ({ words }, { model, values }) => {
    performed += 1;
    if (values.words === "nej") return refuse("concern.future");
    if (values.words === "fel") throw new Error("broken");
    return { to: words.to(`/guestbook/${model.known ? "known" : "unknown"}`), done: "sent" };
  },
});

let house: TestHouse;
let app: Hono;
let visitor: Client;
beforeAll(async () => {
  house = await openTestHouse();
  const handle = kernel({
    house: house.house, database: house.database, keys: house.house.keys, clock: house.clock, log: makeLog("silent"), secure: false,
    judge: async () => { throw new Error("there is nothing to judge"); }, frame: ({ main }) => main, languageOf: () => "sv", speak: (language, chosen) => wordsIn(language, chosen),
  });
  app = new Hono();
  app.all("/guestbook", (c) => handle(guestbook, c.req.raw, {}));
  visitor = makeClient(app, undefined);
});
afterAll(() => house.close());
beforeEach(() => (performed = 0));

type Line = { event: string; outcome: string; person_id: string | null; session_ref: string | null };
const lines = () => house.rows<Line>("select event, outcome, person_id, session_ref from kring.audit_event where event like 'guest.%' order by seq");
const send = (words: string, once: string = randomUUID(), client = visitor) => client.post("/guestbook", { once, words });

test("anybody may send it: no session, no cookie, and a line that names nobody", async () => {
  const page = await send("hej");
  expect([page.status, page.location, page.headers.get("set-cookie")]).toEqual([303, "/guestbook/unknown?done=sent", null]);
  expect((await lines()).at(-1)).toEqual({ event: "guest.wrote", outcome: "granted", person_id: null, session_ref: null });
});

test("looking at it leaves no line", async () => {
  const before = await lines();
  expect((await visitor.get("/guestbook")).status).toBe(200);
  expect(await lines()).toEqual(before);
});

test("somebody who has signed in beside it is as unknown as anybody else, and is not kept awake by it", async () => {
  const anna = makeClient(app, await house.tokenFor("anna"));
  const seen = () => house.rows<{ seen_at: Date }>("select max(seen_at) as seen_at from kring.session");
  const before = await seen();
  house.clock.advance(5);
  expect((await send("hej", randomUUID(), anna)).location).toBe("/guestbook/unknown?done=sent");
  expect((await lines()).at(-1)).toMatchObject({ person_id: null, session_ref: null });
  expect(await seen()).toEqual(before);
});

test("what was chosen in the address goes on", async () => {
  const page = await visitor.submit(await visitor.get("/guestbook?lang=en&guide=degerfors"), { words: "hello" });
  expect(page.path).toBe("/guestbook/unknown?lang=en&guide=degerfors&done=sent");
});

test("another site cannot send it, and nothing is done", async () => {
  for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "", origin: "https://evil.example" }]) {
    expect((await visitor.post("/guestbook", { once: randomUUID(), words: "hej" }, headers)).status).toBe(403);
  }
  expect(performed).toBe(0);
});

test("the same post twice is done once and answers alike; the same id with other words is refused", async () => {
  const once = randomUUID();
  const answers = [await send("hej", once), await send("hej", once)];
  // Where it led may be a secret address of the visitor's: the database does not know it.
  expect(await house.rows("select id from kring.once where location is not null and location like '%unknown%'")).toEqual([]);
  expect(answers.map(({ status, location }) => [status, location])).toEqual([[303, "/guestbook/unknown?done=sent"], [303, "/guestbook/unknown?done=sent"]]);
  expect((await send("hopp", once)).status).toBe(422);
  expect(performed).toBe(1);
});

test("sent many times at once it is done once", async () => {
  const once = randomUUID();
  const answers = await Promise.all(Array.from({ length: 8 }, () => send("hej", once)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(performed).toBe(1);
});

test("a signed-in person's once-id is nobody else's", async () => {
  const once = randomUUID();
  await house.rows("insert into kring.once (id, person_id, body_hash, location, at) values ($1, $2, sha256('words,hej'), '/list', now())", [once, randomUUID()]);
  expect((await send("hej", once)).location).toBeUndefined();
  // The control: with nobody's id in it, the same row answers – and a place that was not sealed by us is a fault.
  await house.rows("update kring.once set person_id = null where id = $1", [once]);
  expect((await send("hej", once)).status).toBe(500);
});

test("what is wrong is said where it is, what was written is kept, and the trail knows that it was refused", async () => {
  for (const words of ["", "nej", "x".repeat(1_000_000)]) {
    const page = await send(words);
    expect(page.status).toBe(422);
    if (words !== "") expect(page.html).toContain(`value="${words}"`);
    expect((await lines()).at(-1)).toMatchObject({ outcome: "refused", person_id: null });
  }
  expect((await visitor.post("/guestbook", { once: "1", words: "hej" })).status).toBe(422);
  expect((await visitor.post("/guestbook", { once: randomUUID(), words: "x".repeat(13_100_000) })).status).toBe(413);
});

test("a fault is a page with a reference, and leaves nothing of itself on it", async () => {
  const page = await send("fel");
  expect(page.status).toBe(500);
  expect(page.text).not.toContain("broken");
  expect((await lines()).at(-1)).toMatchObject({ outcome: "failed", person_id: null });
});
