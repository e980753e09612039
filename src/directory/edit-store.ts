import { sql, type Insertable } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import type { Service as ServiceRow, ServiceInternal as InsideRow } from "../platform/db/types.gen.ts";
import type { Day } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { addPhrases, dropItems, settleItems } from "../platform/search/search.ts";
import type { CardDraft } from "./card.ts";
import { phrasesOf } from "./directory-store.ts";

type Publicly = Omit<Insertable<ServiceRow>, "id" | "handle" | "unit_id" | "guide_id" | "checked_on" | "version">;

const publicRow = (draft: CardDraft): Publicly => ({
  status: draft.status, location_id: draft.location ?? null, kinds: [...draft.kinds], level: draft.level, min_age: draft.ages.from, max_age: draft.ages.to, name: draft.name,
  also: [...draft.also], mission: draft.mission, does: [...draft.does], does_not: [...draft.doesNot], for_whom: draft.forWhom, ask_for: draft.askFor, phone: draft.phone,
  channel_kind: draft.channel.kind, channel_value: draft.channel.value, hours: JSON.stringify(draft.hours), hours_note: draft.hoursNote, when_closed: draft.whenClosed, happens: draft.happens,
  anonymous: draft.anonymous, record: draft.record, cost: draft.cost, cost_note: draft.costNote, self_referral: draft.selfReferral, waiting: draft.waiting,
  languages: [...draft.languages], interpreter: draft.interpreter, professions: [...draft.professions], methods: [...draft.methods], transitions: [...draft.transitions],
});

const insideRow = (draft: CardDraft): Omit<Insertable<InsideRow>, "service_id"> => ({
  direct_line: draft.line, contact_duty_id: draft.contact ?? null, deputy_duty_id: draft.deputy ?? null, consult_hours: draft.consultHours, consult_how: draft.consultHow,
  invite: draft.invite, answers_within: draft.answersWithin ?? null, need: draft.need, feedback: draft.feedback, guiding: draft.guiding, legal_basis: draft.legalBasis, limits: draft.limits, talks: draft.talks,
});

async function saveInside(tx: Tx, service: string, draft: CardDraft): Promise<void> {
  const row = insideRow(draft);
  await tx.insertInto("service_internal").values({ service_id: service, ...row }).onConflict((conflict) => conflict.column("service_id").doUpdateSet(row)).execute();
}

type Seating = { readonly unit: string; readonly shelf: string | undefined };

/** Of a guide's forums a unit sits in these and in no others. */
async function saveSeats(tx: Tx, { unit, shelf }: Seating, forums: readonly string[]): Promise<void> {
  if (shelf === undefined) return;
  const others = sql<boolean>`forum_id in (select f.id from forum f join guide g on g.id = f.guide_id where g.handle = ${shelf}) and forum_id <> all (${[...forums]}::uuid[])`;
  await tx.deleteFrom("forum_seat").where("unit_id", "=", unit).where(others).execute();
  if (forums.length > 0) await tx.insertInto("forum_seat").values(forums.map((forum) => ({ forum_id: forum, unit_id: unit }))).onConflict((conflict) => conflict.doNothing()).execute();
}

/** The search follows a card at once. `shelf`: the guide it is found in; every one when missing. */
async function indexCard(tx: Tx, id: string, draft: CardDraft, shelf: string | undefined): Promise<void> {
  const item = `service:${id}`;
  await dropItems(tx, [item]);
  if (draft.status === "ended") return;
  await addPhrases(tx, phrasesOf({ ...draft, id }, shelf));
  await settleItems(tx, [item]);
}

/** The version of a card, which nobody else changes until the transaction ends. */
export async function lockCard(tx: Tx, id: string): Promise<number | undefined> {
  return (await tx.selectFrom("service").select("version").where("id", "=", id).forUpdate().executeTakeFirst())?.version;
}

type Saving = { readonly id: string; readonly unit: string; readonly shelf: string | undefined; readonly today: Day };

/** Writes a whole card, and says that it is right today. */
export async function saveCard(tx: Tx, { id, unit, shelf, today }: Saving, draft: CardDraft): Promise<void> {
  await tx.updateTable("service").set({ ...publicRow(draft), checked_on: today, version: sql`version + 1` }).where("id", "=", id).returning("version").executeTakeFirstOrThrow();
  await saveSeats(tx, { unit, shelf }, draft.forums);
  await indexCard(tx, id, draft, shelf);
  // Last: whoever is no longer named on the card can change nothing more of it.
  await saveInside(tx, id, draft);
}

type Adding = { readonly unit: string; readonly guide: { readonly id: string; readonly handle: string }; readonly today: Day };

/** A new card of a guide. Its handle is made from its name, and a number when that is taken. */
export async function addCard(tx: Tx, { unit, guide, today }: Adding, draft: CardDraft): Promise<{ id: string; handle: string }> {
  const id: string = newId();
  const handle = await freeHandle(tx, draft.name);
  await tx.insertInto("service").values({ id, handle, unit_id: unit, guide_id: guide.id, ...publicRow(draft), checked_on: today }).execute();
  await saveInside(tx, id, draft);
  await saveSeats(tx, { unit, shelf: guide.handle }, draft.forums);
  await indexCard(tx, id, draft, guide.handle);
  return { id, handle };
}

/** A name as an address. */
export const handleOf = (name: string): string =>
  name.toLocaleLowerCase("sv").normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 60) || "kort";

async function freeHandle(tx: Tx, name: string): Promise<string> {
  const stem = handleOf(name);
  const taken = new Set((await tx.selectFrom("service").select("handle").where("handle", "like", `${stem}%`).execute()).map(({ handle }) => handle));
  for (let nth = 1; ; nth += 1) {
    const handle = nth === 1 ? stem : `${stem}-${nth}`;
    if (!taken.has(handle)) return handle;
  }
}

/** A card that is no longer: found by nobody, kept with its log. */
export async function endCard(tx: Tx, id: string): Promise<number> {
  const { version } = await tx.updateTable("service").set({ status: "ended", version: sql`version + 1` }).where("id", "=", id).returning("version").executeTakeFirstOrThrow();
  await dropItems(tx, [`service:${id}`]);
  return version;
}
