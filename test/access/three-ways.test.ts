import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "#src/access/facts.ts";
import { hashOfToken } from "#src/platform/web/request.ts";
import { makeClient } from "../client.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { oracle, type Asker, type World } from "./oracle.ts";
import { randomWorld } from "./random-world.ts";
import { settle, settleSession } from "./settle.ts";

const SEED = Number(process.env["KRING_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const DECISIONS = Number(process.env["KRING_DECISIONS"] ?? 20_000);

type Kind = "matter" | "delivery" | "proposal" | "decision" | "consent" | "child";
type Disagreement = { kind: Kind; id: string; asker: Asker; oracle: boolean; policy: boolean; rows: boolean; http: number | undefined };

let house: TestHouse;
let owner: pg.Client;
beforeAll(async () => {
  house = await openTestHouse();
  owner = new pg.Client(house.owner);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await house.close();
});

/** What row-level security lets an asker see of each kind: for a delivery, its words and not only that it happened. */
const VISIBLE: Record<Exclude<Kind, "decision">, string> = {
  matter: "select id from kring.matter",
  delivery: "select delivery_id as id from kring.delivery_copy",
  proposal: "select id from kring.proposal",
  consent: "select id from kring.consent",
  child: "select id from kring.child",
};

const ACTIONS: Record<Kind, readonly string[]> = { matter: ["matter.read"], delivery: ["delivery.read"], proposal: ["proposal.read"], decision: ["proposal.decide"], consent: ["consent.read", "consent.answer"], child: ["family.read"] };

/** Every asker of a world: each person as herself, and in each duty she has or claims. */
const askersOf = (world: World): Asker[] => [
  ...world.persons.map((person) => ({ person, duty: undefined })),
  ...world.duties.map((duty) => ({ person: duty.person, duty: duty.id })),
  { person: world.persons[8]!, duty: world.duties[0]!.id },
];

/** `no`: what the page answers whoever may not. */
type Subject = { kind: Kind; id: string; child: string; should(asker: Asker): boolean; no?(asker: Asker): number };

const proposalsOf = (world: World): Subject[] => world.proposals.flatMap((one) => {
  const of = { id: one.id, child: one.child };
  return [
    { kind: "proposal" as const, ...of, should: (asker: Asker) => oracle(world, asker).proposal(one), no: (asker: Asker) => (oracle(world, asker).takenBack(one) ? 409 : 404) },
    { kind: "decision" as const, ...of, should: (asker: Asker) => oracle(world, asker).decision(one), no: (asker: Asker) => (oracle(world, asker).decided(one) ? 409 : 404) },
  ];
});

const subjectsOf = (world: World): Subject[] => [
  ...world.matters.map((m) => ({ kind: "matter" as const, id: m.id, child: m.child, should: (asker: Asker) => oracle(world, asker).matter(m) })),
  ...world.deliveries.map((d) => ({ kind: "delivery" as const, id: d.id, child: d.child, should: (asker: Asker) => oracle(world, asker).delivery(d), no: (asker: Asker) => (oracle(world, asker).tooLate(d) ? 409 : 404) })),
  ...proposalsOf(world),
  ...world.consents.map((c) => ({ kind: "consent" as const, id: c.id, child: c.child, should: (asker: Asker) => oracle(world, asker).consent(c) })),
  ...world.children.map((c) => ({ kind: "child" as const, id: c.id, child: c.id, should: (asker: Asker) => oracle(world, asker).child(c) })),
];

/** Where whoever may comes to, with all that is on it; whoever may not is asked at a page under the same rule that has less to read for nothing. */
const pathOf = (kind: Kind, of: { id: string; child: string }, { acting, may }: { acting: boolean; may: boolean }): string => {
  if (!may && kind === "matter") return `/matters/${of.id}/wheel`;
  if (!may && kind === "child") return `/family/${of.id}/words`;
  if (kind === "matter") return `/matters/${of.id}`;
  if (kind === "proposal") return `/proposals/${of.id}`;
  if (kind === "decision") return `/proposals/${of.id}/decide`;
  if (kind === "child") return `/family/${of.id}`;
  if (kind === "consent") return acting ? `/consents/${of.id}` : `/consents/${of.id}/answer`;
  return acting ? `/deliveries/${of.id}` : `/family/${of.child}/copies/${of.id}`;
};

async function askDatabase(token: string, subjects: ReturnType<typeof subjectsOf>) {
  return house.database.withActor({ tokenHash: hashOfToken(token), at: house.clock.now() }, "test", async (door) => {
    door.audit({ event: "test.asked", outcome: "granted" });
    const acting = (await door.actor)?.duty !== undefined;
    const { sql } = await import("kysely");
    const kinds = Object.keys(VISIBLE) as Array<keyof typeof VISIBLE>;
    const rows = await Promise.all(kinds.map((kind) => sql<{ id: string }>`${sql.raw(VISIBLE[kind])}`.execute(door.tx)));
    const seen = Object.fromEntries(kinds.map((kind, nth) => [kind, new Set(rows[nth]!.rows.map((row) => row.id))])) as Record<keyof typeof VISIBLE, Set<string>>;
    const verdicts = await Promise.all(subjects.map(async ({ kind, id }) => {
      const asked = await Promise.all(ACTIONS[kind].map((action) => judge(door.tx, action, { [kind === "decision" ? "proposal" : kind]: id })));
      return asked.some(({ granted }) => granted);
    }));
    // Last, since beginning to decide opens something: the database says whom it would let begin.
    const asked = subjects.filter(({ kind }) => kind === "decision").map(({ id }) => id);
    const begun = await sql<{ id: string }>`select p.id from unnest(${asked}::uuid[]) p(id) where kring.begin_deciding(p.id)`.execute(door.tx);
    const visible: Record<Kind, Set<string>> = { ...seen, decision: new Set(begun.rows.map((row) => row.id)) };
    return { acting, visible, verdicts };
  });
}

type Told = { decisions: number; granted: number; asked: number; disagreements: Disagreement[] };

/** When the page itself is asked for as well: for every yes of anybody, and every sixth no. */
const oftenEnough = (yes: boolean, nth: number) => yes || nth % 6 === 0;
const never = () => false;

/** Asks all three about every asker and every subject of one world, and the page when `knocks` says so. */
async function compare(world: World, told: Told, knocks: (yes: boolean, nth: number) => boolean): Promise<void> {
  const subjects = subjectsOf(world);
  for (const asker of askersOf(world)) {
    const token = await settleSession(owner, asker, house.clock.now());
    const browser = makeClient(house.app, token);
    const { acting, visible, verdicts } = await askDatabase(token, subjects);
    for (const [nth, subject] of subjects.entries()) {
      // A member of staff sees that a child exists in her own matters; the family's page is another question.
      if (subject.kind === "child" && acting) continue;
      const [should, policy, rows] = [subject.should(asker), verdicts[nth]!, visible[subject.kind].has(subject.id)];
      const http = knocks(should || policy || rows, told.decisions) ? (await browser.get(pathOf(subject.kind, subject, { acting, may: should }))).status : undefined;
      told.decisions += 1;
      if (should) told.granted += 1;
      if (http !== undefined) told.asked += 1;
      const no = subject.no?.(asker) ?? 404;
      const agree = should === policy && should === rows && (http === undefined || http === (should ? 200 : no));
      if (!agree) told.disagreements.push({ kind: subject.kind, id: subject.id, asker, oracle: should, policy, rows, http });
    }
  }
}

/** World after world, until so many decisions have been made, or one on which they disagree. */
async function compareMany(decisions: number, seed: number, knocks: typeof oftenEnough): Promise<Told> {
  const told: Told = { decisions: 0, granted: 0, asked: 0, disagreements: [] };
  for (let nth = 0; told.decisions < decisions && told.disagreements.length === 0; nth += 1) {
    const [made] = fc.sample(randomWorld, { seed: seed + nth, numRuns: 1 });
    await settle(owner, house.house.keys, { ...made!, now: house.clock.now() });
    await compare(made!.world, told, knocks);
  }
  return told;
}

test("the oracle, the policy, the rows and the page agree about who may see what", { timeout: 400_000 }, async () => {
  const told = await compareMany(DECISIONS, SEED, oftenEnough);
  console.log(`access three ways: seed ${SEED}, ${told.decisions} decisions (${told.granted} yes), ${told.asked} pages asked for, ${told.disagreements.length} disagreements`);
  expect(told.disagreements.slice(0, 5)).toEqual([]);
  // Worlds in which nearly everything is refused would prove nothing.
  expect(told.granted).toBeGreaterThan(told.decisions * 0.03);
});

const BROKEN: ReadonlyArray<[string, string]> = [
  ["a branch opens every matter of its own", "create policy broken on kring.matter for select to kring_app using (branch_id = kring.branch_id())"],
  ["an ended assignment still counts", `create or replace function kring.my_matters() returns setof uuid language sql stable security definer set search_path = '' as
    $$ select a.matter_id from kring.assignment a where a.duty_id = kring.duty_id() and a.from_at <= kring.at() $$`],
  ["a withheld matter is forgotten", `create or replace function kring.withheld_matters() returns setof uuid language sql stable security definer set search_path = '' as
    $$ select null::uuid where false $$`],
  ["a consent tells of a branch that is kept from a guardian", `create or replace function kring.withheld_branches() returns table (child_id uuid, branch_id uuid) language sql stable security definer set search_path = '' as
    $$ select null::uuid, null::uuid where false $$`],
  ["a question about one guardian's own life is the other's too", `create or replace function kring.withheld_consents() returns setof uuid language sql stable security definer set search_path = '' as
    $$ select c.id from kring.consent c where c.matter_id = any ((select kring.kept_withheld_matters())::uuid[])
    union select c.id from kring.consent c join kring.withheld_branches() w on w.child_id = c.child_id and (w.branch_id = c.disclosing_branch_id or w.branch_id = any (c.receivers))
    where not exists (select from kring.consent_answer a where a.consent_id = c.id and a.giver_id = kring.person_id()) $$`],
  ["guardians stay after eighteen", `create or replace function kring.my_children() returns setof uuid language sql stable security definer set search_path = '' as
    $$ select g.child_id from kring.guardianship g where kring.duty_id() is null and g.person_id = kring.person_id() and g.from_on <= kring.today() and (g.until_on is null or g.until_on > kring.today()) $$`],
  ["a branch reads whatever one of it was asked", "create policy broken on kring.proposal for select to kring_app using (branch_id = kring.branch_id())"],
  ["what was taken back is still read", "create policy broken on kring.proposal for select to kring_app using (decider_duty = kring.duty_id())"],
  ["whoever asked begins to decide", `create or replace function kring.begin_deciding(which uuid) returns boolean language sql stable security definer set search_path = '' as
    $$ select exists (select from kring.proposal p where p.id = which and kring.duty_id() in (p.by_duty, p.decider_duty) and p.state = 'waiting') $$`],
  ["every receiver reads what waits for any unit", "create policy broken on kring.delivery_copy for select to kring_app using (side = 'receiver' and kring.duty_id() is not null)"],
];

test.each(BROKEN)("a broken rule is caught: %s", { timeout: 300_000 }, async (_, ddl) => {
  const broken = await openTestHouse();
  const before = { house, owner };
  house = broken;
  owner = new pg.Client(broken.owner);
  await owner.connect();
  try {
    await owner.query("set role kring_owner");
    await owner.query(ddl);
    const told = await compareMany(60_000, SEED, never);
    expect(told.disagreements.length).toBeGreaterThan(0);
  } finally {
    await owner.end();
    await broken.close();
    ({ house, owner } = before);
  }
});
