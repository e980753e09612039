import { randomUUID } from "node:crypto";
import type pg from "pg";
import { PEOPLE, seal, type KeyRing } from "#src/platform/seal/seal.ts";
import { newToken, hashOfToken } from "#src/platform/web/request.ts";
import type { Asker, World } from "./oracle.ts";
import type { Frame } from "./random-world.ts";

const DAY = 86_400_000;

type Row = Record<string, unknown>;

async function insert(client: pg.ClientBase, table: string, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const places = rows.map((_, r) => `(${columns.map((_column, c) => `$${r * columns.length + c + 1}`).join(", ")})`);
  await client.query(`insert into kring.${table} (${columns.join(", ")}) values ${places.join(", ")}`, rows.flatMap((row) => columns.map((column) => row[column])));
}

const bornOn = (age: number | undefined, now: Date) => (age === undefined ? null : new Date(now.getTime() - age * 365.25 * DAY).toISOString().slice(0, 10));
const at = (days: number | undefined, now: Date) => (days === undefined ? null : new Date(now.getTime() + days * DAY));
const on = (days: number | undefined, now: Date) => (days === undefined ? null : new Date(now.getTime() + days * DAY).toISOString().slice(0, 10));

async function settlePlaces(client: pg.ClientBase, { branches, units }: Frame): Promise<void> {
  const authority = randomUUID();
  await insert(client, "authority", [{ id: authority, handle: authority, name: "Myndighet", kind: "region" }]);
  await insert(client, "branch", branches.map((id, nth) => ({ id, authority_id: authority, handle: id, name: `Verksamhet ${nth}`, kind: ["preschool", "child-health", "school"][nth] })));
  await insert(client, "unit", units.map(({ id, branch }, nth) => ({ id, branch_id: branch, handle: id, name: `Enhet ${nth}`, town: "Ort", phone: "040-6280400" })));
}

async function settlePeople(client: pg.ClientBase, keys: KeyRing, world: World, now: Date): Promise<void> {
  const people = world.persons.map((id, nth) => {
    const key = keys.newKey(PEOPLE);
    return { person: { id, number_hash: keys.numberHash(id), is_staff: nth < 6, data_key: key.wrapped, sealed: seal(key, `person:${id}`, { name: `Person ${nth}` }) }, contact: { person_id: id, sealed: seal(key, `person_contact:${id}`, { number: "", phone: `hemlig-${id}`, email: "" }) } };
  });
  await insert(client, "person", people.map(({ person }) => person));
  await insert(client, "person_contact", people.map(({ contact }) => contact));
  await insert(client, "duty", world.duties.map((d) => ({ id: d.id, person_id: d.person, unit_id: d.unit, branch_id: d.branch, role: "teacher", leads: d.leads, valid_from: at(d.from, now), valid_until: at(d.until, now) })));
  await insert(client, "child", world.children.map(({ id, age }) => ({ id, born_on: bornOn(age, now), expected_on: age === undefined ? on(60, now) : null, created_at: now })));
  await insert(client, "guardianship", world.guardianships.map((g) => ({ id: randomUUID(), child_id: g.child, person_id: g.person, kind: "parent", custody: "joint", from_on: on(g.from, now), until_on: on(g.until, now), checked_at: now })));
}

async function settleMatters(client: pg.ClientBase, keys: KeyRing, world: World, now: Date): Promise<void> {
  const matterKeys = new Map(world.matters.map((m) => [m.id, keys.newKey(m.branch)]));
  const owner = world.duties[0]!.id;
  await insert(client, "matter", world.matters.map((m) => ({
    id: m.id, number: m.id, child_id: m.child, branch_id: m.branch, unit_id: m.unit, state: m.state, role: "party", owner_duty_id: owner, due_on: on(3, now), opened_at: now,
    closed_at: m.state === "closed" ? now : null, data_key: matterKeys.get(m.id)!.wrapped, sealed: seal(matterKeys.get(m.id)!, `matter:${m.id}`, { name: `Barn ${m.child}` }),
  })));
  await insert(client, "assignment", world.assignments.map((a) => ({ id: randomUUID(), matter_id: a.matter, branch_id: world.matters.find((m) => m.id === a.matter)!.branch, duty_id: a.duty, from_at: at(a.from, now), until_at: at(a.until, now) })));
  await insert(client, "withholding", world.withholdings.map((w) => ({
    id: randomUUID(), child_id: w.child, matter_id: w.matter, branch_id: world.matters.find((m) => m.id === w.matter)!.branch, person_id: w.person ?? null, ground: "osl-12-3",
    sealed: seal(matterKeys.get(w.matter)!, "withholding", {}), by_duty: owner, at: now, until_at: at(w.until, now),
  })));
}

async function settleSharing(client: pg.ClientBase, keys: KeyRing, world: World, now: Date): Promise<void> {
  const owner = world.duties[0]!.id;
  const branchOf = new Map(world.matters.map((m) => [m.id, m.branch] as const));
  const unitBranch = new Map((await client.query<{ id: string; branch_id: string }>("select id, branch_id from kring.unit")).rows.map((row) => [row.id, row.branch_id]));
  await insert(client, "delivery", world.deliveries.map((d) => ({
    id: d.id, batch_id: d.id, child_id: d.child, matter_id: d.matter, branch_id: branchOf.get(d.matter), to_branch_id: d.toUnit ? unitBranch.get(d.toUnit) : null, to_unit_id: d.toUnit ?? null,
    to_person_id: d.toPerson ?? null, kind: "information", what: ["contact"], decision: d.decision, ground: "no-harm", catalogue_version: "test", decided_by: owner, at: now,
    answer: d.answeredBy ? "accepted" : null, answered_by: d.answeredBy ?? null, received_matter_id: d.receivedMatter ?? null, not_for_guardians: d.notForGuardians,
  })));
  const content = { title: "Uppgifter", child: { name: "Barn" }, from: { name: "N", role: "teacher", unit: "E", authority: "M", phone: "040-6280400" }, why: "test", sections: [{ topic: "contact", heading: "H", text: "ord" }] };
  await insert(client, "delivery_copy", world.deliveries.map((d) => {
    const holder = d.toUnit ? unitBranch.get(d.toUnit)! : PEOPLE;
    const [key, id] = [keys.newKey(holder), randomUUID()];
    return { id, delivery_id: d.id, side: "receiver", matter_id: d.matter, branch_id: branchOf.get(d.matter), holder_branch_id: d.toUnit ? holder : null, data_key: key.wrapped, sealed: seal(key, `delivery_copy:${id}`, content) };
  }));
  const wrapped = new Map((await client.query<{ id: string; data_key: Buffer }>("select id, data_key from kring.matter")).rows.map((row) => [row.id, row.data_key]));
  await insert(client, "delivery_copy", world.deliveries.map((d) => {
    const id = randomUUID();
    return { id, delivery_id: d.id, side: "sender", matter_id: d.matter, branch_id: branchOf.get(d.matter), sealed: seal(keys.open(branchOf.get(d.matter)!, wrapped.get(d.matter)!), `delivery_copy:${id}`, content) };
  }));
  const consentKeys = new Map(world.consents.map((c) => [c.id, keys.newKey(branchOf.get(c.matter)!)]));
  await insert(client, "consent", world.consents.map((c) => ({
    id: c.id, child_id: c.child, matter_id: c.matter, branch_id: branchOf.get(c.matter), disclosing_branch_id: c.disclosing, receivers: c.receivers, topics: ["contact"],
    data_key: consentKeys.get(c.id)!.wrapped, sealed: seal(consentKeys.get(c.id)!, `consent:${c.id}`, { purpose: "test", child: "Barn", hash: "", ...(c.about ? { about: { name: "Någon", what: "Något", items: [] } } : {}) }),
    from_on: on(-5, now), until_on: on(30, now), text_version: "1", asked_by: owner, asked_at: now, about_id: c.about ?? null,
  })));
  const answers = ["granted", "refused", "withdrawn"];
  await insert(client, "consent_answer", world.consents.flatMap((c) => c.answeredBy.map((giver, nth) => {
    const answer = randomUUID();
    return {
      id: answer, consent_id: c.id, child_id: c.child, giver_id: giver, capacity: "guardian", answer: answers[(nth + c.receivers.length) % 3], how: "e-id", language: "sv", text_hash: Buffer.alloc(32),
      sealed: seal(consentKeys.get(c.id)!, `consent_answer:${answer}`, { text: "text" }), provider: "test", loa: "loa3", transaction_ref: "t", at: now,
    };
  })));
}

async function settleProposals(client: pg.ClientBase, keys: KeyRing, { frame, world, now }: { frame: Frame; world: World; now: Date }): Promise<void> {
  const parcel = { way: "deliver", kind: "information", to: [`unit:${frame.units[0]!.id}`], items: [], sections: [{ topic: "contact", heading: "H", text: "ord" }], why: "test", ground: "no-harm", answers: {} };
  await insert(client, "proposal", world.proposals.map(({ id, matter, child, by, decider, state }) => {
    const branch = world.matters.find((one) => one.id === matter)!.branch;
    const key = keys.newKey(branch);
    return {
      id, child_id: child, matter_id: matter, branch_id: branch, by_duty: by, decider_duty: decider, way: "deliver", ground: "no-harm", state, asked_at: now, decided_at: state === "waiting" ? null : now,
      data_key: key.wrapped, sealed: seal(key, `proposal:${id}`, { parcel, child: { name: "Barn" }, persons: [], language: "sv" }),
      reason_sealed: state === "declined" ? seal(key, `proposal_reason:${id}`, { reason: "test" }) : null,
    };
  }));
}

/** Writes a made-up world as the owner, past every policy, with real seals so that its pages can be drawn. */
export async function settle(client: pg.ClientBase, keys: KeyRing, of: { frame: Frame; world: World; now: Date }): Promise<void> {
  await client.query("begin");
  await client.query("set local role kring_owner");
  await settlePlaces(client, of.frame);
  await settlePeople(client, keys, of.world, of.now);
  await settleMatters(client, keys, of.world, of.now);
  await settleSharing(client, keys, of.world, of.now);
  await settleProposals(client, keys, of);
  await client.query("commit");
}

/** A session for an asker, written directly: also for a duty that has ended or is not hers, which must then count for nothing. */
export async function settleSession(client: pg.ClientBase, asker: Asker, now: Date): Promise<string> {
  const token = newToken();
  await client.query("begin");
  await client.query("set local role kring_owner");
  await insert(client, "session", [{ token_hash: hashOfToken(token), person_id: asker.person, duty_id: asker.duty ?? null, provider: "test", loa: "loa3", transaction_ref: "t", language: "sv", created_at: now, seen_at: now, authenticated_at: now }]);
  await client.query("commit");
  return token;
}
