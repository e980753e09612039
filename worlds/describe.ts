import type { House } from "#src/house.ts";
import { ageOn, dayOf, type Day } from "#src/platform/clock.ts";
import { withConnection, type Connection } from "#src/platform/db/migrate.ts";
import { wordsIn } from "#src/platform/i18n/words.tsx";
import type pg from "pg";
import type { Branch, Child, WorldData } from "./world-data.ts";

/** Somebody of the world: who it is, where and as what, and whose guardian. */
export type DescribedPerson = {
  readonly handle: string; readonly name: string; readonly number: string; readonly role: string;
  readonly unit?: string; readonly branch?: string; readonly authority?: string; readonly guardianOf: readonly string[];
};

/** Who takes a child further, what they do, and the address of the page where it is done. */
export type DescribedNext = { readonly who: string; readonly name: string; readonly does: string; readonly path: string };

/** A child of the world: `path` is the page of the one who is next, `familyPath` the family's. An unborn child has no age. */
export type DescribedChild = {
  readonly handle: string; readonly name: string; readonly age: number | null; readonly path: string; readonly familyPath: string; readonly story: string;
  readonly next: readonly DescribedNext[];
};

export type DescribedWorld = { readonly people: readonly DescribedPerson[]; readonly children: readonly DescribedChild[] };

export type Describing = { readonly world: WorldData; readonly house: House; readonly owner: Connection; readonly at: Date };

const full = ({ given, family }: { given: string; family: string }): string => `${given} ${family}`;

function describePeople({ authorities, staff, guardians }: WorldData): DescribedPerson[] {
  const words = wordsIn("sv");
  const places = new Map(authorities.flatMap((authority) => authority.branches.flatMap((branch: Branch) => branch.units.map((unit) => [unit.handle, { unit: unit.name, branch: branch.name, authority: authority.name }] as const))));
  const workers = staff.map((person): DescribedPerson => {
    const [duty] = person.duties;
    return { handle: person.handle, name: full(person), number: person.identity, role: words.say(`role.${duty!.role}`), ...places.get(duty!.unit)!, guardianOf: [] };
  });
  const families = guardians.map((person): DescribedPerson => ({
    handle: person.handle, name: full(person), number: person.identity, role: words.t("role.guardian"),
    guardianOf: person.children.filter(({ custody }) => custody !== "none").map(({ child }) => child),
  }));
  return [...workers, ...families];
}

const CHILD = `
  select c.id from kring.child c where c.number_hash = $1
  union all select g.child_id from kring.guardianship g join kring.person p on p.id = g.person_id where g.kind = 'expecting' and p.number_hash = $2`;

const PAGE = `
  with duties as (select d.id, d.unit_id, d.leads from kring.duty d join kring.person p on p.id = d.person_id where p.number_hash = $2)
  select path from (
    select '/matters/' || m.id as path, case when m.closed_at is null then 1 else 3 end as rank, m.opened_at as at
      from kring.matter m join kring.assignment a on a.matter_id = m.id and a.until_at is null join duties on duties.id = a.duty_id where m.child_id = $1
    union all
    select '/deliveries/' || d.id, 2, d.at from kring.delivery d join duties on duties.unit_id = d.to_unit_id and duties.leads
      where d.child_id = $1 and d.answer is null and d.received_matter_id is null and d.decision = 'sent'
  ) pages order by rank, at desc limit 1`;

type Asking = Describing & { readonly client: pg.ClientBase };

async function idOf({ client, world, house: { keys } }: Asking, child: Child): Promise<string> {
  const carrier = child.born ? undefined : world.guardians.find(({ handle }) => handle === child.carried_by);
  const hashes = [child.born ? keys.numberHash(child.identity) : null, carrier ? keys.numberHash(carrier.identity) : null];
  const { rows } = await client.query<{ id: string }>(CHILD, hashes);
  if (!rows[0]) throw new Error(`${child.handle} is not there`);
  return rows[0].id;
}

/** Where somebody takes a child further: a member of staff in the own matter, or at what waits; the family, and whoever has nothing yet, on the family's page. */
async function pageFor({ client, world, house: { keys } }: Asking, of: { child: string; who: string }): Promise<string> {
  const person = world.staff.find(({ handle }) => handle === of.who);
  if (!person) return `/family/${of.child}`;
  const { rows } = await client.query<{ path: string }>(PAGE, [of.child, keys.numberHash(person.identity)]);
  return rows[0]?.path ?? "/list";
}

const ageIn = (child: Child, today: Day): number | null =>
  child.born ? ageOn(`${child.identity.slice(0, 4)}-${child.identity.slice(4, 6)}-${child.identity.slice(6, 8)}`, today) : null;

async function describeChild(asking: Asking, child: Child): Promise<DescribedChild> {
  const { world, at } = asking;
  const id = await idOf(asking, child);
  const people = [...world.staff, ...world.guardians];
  const next: DescribedNext[] = [];
  for (const { who, does } of child.next) {
    const person = people.find(({ handle }) => handle === who);
    next.push({ who, name: person ? full(person) : who, does, path: await pageFor(asking, { child: id, who }) });
  }
  const carrier = child.born ? undefined : people.find(({ handle }) => handle === child.carried_by);
  const name = child.born ? full(child) : wordsIn("sv").t("signal.unborn.name", { carrier: carrier ? full(carrier) : "" });
  return { handle: child.handle, name, age: ageIn(child, dayOf(at)), path: next[0]!.path, familyPath: `/family/${id}`, story: child.story, next };
}

/** Who is in the world, and where each child can be found: for whoever wants to look at it. Ids are read past row-level security; no words are. */
export async function describeWorld(of: Describing): Promise<DescribedWorld> {
  return withConnection(of.owner, async (client) => {
    await client.query("set role kring_owner");
    const children: DescribedChild[] = [];
    for (const child of of.world.children) children.push(await describeChild({ ...of, client }, child));
    return { people: describePeople(of.world), children };
  });
}
