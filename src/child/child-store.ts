import { sql, type Expression } from "kysely";
import { contactOf, nameOf, type Contact } from "../organisation/index.ts";
import type { Hand } from "../house.ts";
import { addDays, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type ChildId, type PersonId } from "../platform/ids.ts";
import { PEOPLE, seal, type KeyRing } from "../platform/seal/seal.ts";
import type { Guardianship } from "./child.ts";
import type { RegisteredGuardian } from "./population.ts";

/** A guardian as staff around the child know them. `expecting` is the one who carries an unborn child. */
export type KnownGuardian = {
  readonly childId: ChildId; readonly personId: PersonId; readonly name: string; readonly kind: "parent" | "appointed" | "temporary" | "expecting"; readonly custody: "joint" | "sole";
  readonly from: Day; readonly until: Day | undefined; readonly language: string; readonly contact: Contact | undefined;
};

export type KnownChild = { readonly id: ChildId; readonly bornOn: Day | undefined; readonly expectedOn: Day | undefined };

type Around = { readonly child: string; readonly guardian: RegisteredGuardian };

async function meetGuardians({ tx, house: { keys } }: Hand, around: readonly Around[]): Promise<void> {
  const met = around.map(({ child, guardian: { number, name, phone, email, kind, custody, language } }) => {
    const [id, key] = [newId<"person">(), keys.newKey(PEOPLE)];
    return { child, id, hash: keys.numberHash(number), key: key.wrapped, name: seal(key, `person:${id}`, { name }), reach: seal(key, `person_contact:${id}`, { number, phone, email }), kind, custody, language };
  });
  const all = <K extends keyof (typeof met)[number]>(column: K) => met.map((one) => one[column]);
  if (met.length === 0) return;
  await sql`
    select kring.meet_guardians(${all("child")}::uuid[], ${all("id")}::uuid[], ${all("hash")}::bytea[], ${all("key")}::bytea[], ${all("name")}::bytea[], ${all("reach")}::bytea[],
      ${all("kind")}::text[], ${all("custody")}::text[], ${all("language")}::text[])`.execute(tx);
}

async function meetBorn({ tx }: Hand, children: ReadonlyArray<{ hash: Buffer; bornOn: Day }>): Promise<ChildId[]> {
  const { rows } = await sql<{ id: ChildId }>`
    select kring.meet_child(gen_random_uuid(), hash, born, null) as id
    from unnest(${children.map(({ hash }) => hash)}::bytea[], ${children.map(({ bornOn }) => bornOn)}::date[]) with ordinality c(hash, born, nth) order by nth`.execute(tx);
  return rows.map(({ id }) => id);
}

async function meetUnbornAnywhere({ tx }: Hand, carrier: Buffer, expectedOn: Day): Promise<ChildId> {
  const { rows } = await sql<{ id: string }>`select kring.meet_unborn(${newId()}::uuid, ${carrier}, ${expectedOn}::date) as id`.execute(tx);
  return rows[0]!.id as ChildId;
}

export type MetChild = { readonly id: ChildId; readonly name: string; readonly bornOn: Day };

/**
 * Children by their numbers, as the population register knows them; met for the first time or again, the answer is the same, so that
 * nobody learns whether another branch knew the child. One that the register does not know is not among them. @ground REQ-015, REQ-148
 */
export async function meetChildren(hand: Hand, numbers: readonly string[]): Promise<Map<string, MetChild>> {
  const { population, keys } = hand.house;
  const found = (await Promise.all(numbers.map((number) => population.findChild(number)))).filter((child) => child !== undefined);
  const ids = await meetBorn(hand, found.map(({ number, bornOn }) => ({ hash: keys.numberHash(number), bornOn })));
  await meetGuardians(hand, found.flatMap(({ guardians }, nth) => guardians.map((guardian) => ({ child: ids[nth]!, guardian }))));
  return new Map(found.map(({ number, name, bornOn }, nth) => [number, { id: ids[nth]!, name, bornOn }]));
}

export const meetChild = async (hand: Hand, number: string): Promise<MetChild | undefined> => (await meetChildren(hand, [number])).get(number);

/** How far an expected day may be corrected and still be about the same pregnancy. */
const SAME_PREGNANCY_DAYS = 60;

/** The unborn child of somebody, among the children the actor already works with: there a corrected day is still the same child. */
async function findOwnUnborn({ tx }: Hand, of: { carrier: Buffer; expectedOn: Day }): Promise<ChildId | undefined> {
  const row = await tx.selectFrom("child as c").innerJoin("guardianship as g", "g.child_id", "c.id").innerJoin("person as p", "p.id", "g.person_id")
    .where("p.number_hash", "=", of.carrier).where("g.kind", "=", "expecting").where("c.born_on", "is", null)
    .where("c.expected_on", ">=", addDays(of.expectedOn, -SAME_PREGNANCY_DAYS)).where("c.expected_on", "<=", addDays(of.expectedOn, SAME_PREGNANCY_DAYS))
    .select("c.id").orderBy("c.created_at").limit(1).executeTakeFirst();
  return row?.id as ChildId | undefined;
}

/**
 * A child not yet born, tied to the one who carries it by her number; met for the first time or again. Undefined when the register
 * does not know her. @ground REQ-005, OSL 25:12
 */
export async function meetUnborn(hand: Hand, of: { carriedBy: string; expectedOn: Day }): Promise<{ id: ChildId; carrier: string } | undefined> {
  const adult = await hand.house.population.findAdult(of.carriedBy);
  if (!adult) return undefined;
  const carrier = hand.house.keys.numberHash(of.carriedBy);
  const id = (await findOwnUnborn(hand, { carrier, expectedOn: of.expectedOn })) ?? (await meetUnbornAnywhere(hand, carrier, of.expectedOn));
  await meetGuardians(hand, [{ child: id, guardian: { ...adult, kind: "expecting", custody: "sole" } }]);
  return { id, carrier: adult.name };
}

/** The guardians around a child that the actor may know of, today's first. `contact` only where it may be read. @ground REQ-055 */
export async function listGuardians(tx: Tx, keys: KeyRing, of: { child: string | Expression<string>; today: Day }): Promise<KnownGuardian[]> {
  const rows = await tx.selectFrom("guardianship as g").innerJoin("person as p", "p.id", "g.person_id").leftJoin("person_contact as c", "c.person_id", "p.id")
    .where("g.child_id", "=", of.child).where((eb) => eb.or([eb("g.until_on", "is", null), eb("g.until_on", ">", of.today)]))
    .select(["g.child_id", "p.id", "p.data_key", "p.sealed", "p.language", "c.sealed as contact", "g.kind", "g.custody", "g.from_on", "g.until_on"]).orderBy("p.id").execute();
  return rows.map((row) => ({
    childId: row.child_id as ChildId, personId: row.id as PersonId, name: nameOf(keys, row), kind: row.kind as KnownGuardian["kind"], custody: row.custody as KnownGuardian["custody"],
    from: row.from_on, until: row.until_on ?? undefined, language: row.language, contact: row.contact ? contactOf(keys, { ...row, contact: row.contact }) : undefined,
  }));
}

/** The guardianships as the rules of consent want them; the one who carries an unborn child is not a guardian yet. */
export const guardianshipsOf = (guardians: readonly KnownGuardian[]): Guardianship[] =>
  guardians.flatMap(({ personId, kind, custody, from, until }) => (kind === "expecting" ? [] : [{ guardian: personId, kind, custody, from, ...(until === undefined ? {} : { until }) }]));

export async function findChild(tx: Tx, id: string): Promise<KnownChild | undefined> {
  const row = await tx.selectFrom("child").where("id", "=", id).select(["id", "born_on", "expected_on"]).executeTakeFirst();
  return row && { id: row.id as ChildId, bornOn: row.born_on ?? undefined, expectedOn: row.expected_on ?? undefined };
}
