import { sql, type Insertable } from "kysely";
import { AGE_LIMITS, agesAround } from "../directory/directory.ts";
import { handleOf, listGuides, listKinds } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Activity as ActivityRow } from "../platform/db/types.gen.ts";
import { languages as spoken } from "../platform/i18n/words.tsx";
import { newId } from "../platform/ids.ts";
import { addPhrases, settleItems } from "../platform/search/search.ts";
import type { Activity } from "./activity.ts";
import { activityPhrases } from "./activity-store.ts";
import { BLANK } from "./draft.ts";
import type { EditForm, Edited } from "./edit.ts";
import type { Choices } from "./edit-fields.ts";
import { listPlaces, rowOf } from "./keep-store.ts";

/** An activity that is being written, and what has been answered of it so far. */
export type Draft = { readonly id: string; readonly guideId: string; readonly guide: string; readonly guideName: string; readonly form: EditForm; readonly version: number };
export type Fillable = { readonly id: string; readonly name: string };

/** The guides in which the acting duty's unit may tell of what it arranges: those whose keeper has let it in. */
export const listFillable = async (tx: Tx): Promise<Fillable[]> =>
  tx.selectFrom("guide").select(["id", "name"]).where(sql<boolean>`kring.fills_guide(id)`).orderBy("position").execute();

const drafts = (tx: Tx) =>
  tx.selectFrom("activity_draft as d").innerJoin("guide as g", "g.id", "d.guide_id").select(["d.id", "d.guide_id", "d.form", "d.version", "d.changed_at", "g.handle", "g.name"]).orderBy("d.changed_at", "desc");

type Row = Awaited<ReturnType<ReturnType<typeof drafts>["execute"]>>[number];
const draftOf = ({ id, guide_id: guideId, handle: guide, name: guideName, form, version }: Row): Draft => ({ id, guideId, guide, guideName, form: { ...BLANK, ...(form as unknown as Partial<EditForm>) }, version });

/** What the acting duty's unit is writing: row-level security shows nothing else. */
export const listDrafts = async (tx: Tx): Promise<Draft[]> => (await drafts(tx).limit(50).execute()).map(draftOf);
export const findDraft = async (tx: Tx, id: string): Promise<Draft | undefined> => (await drafts(tx).where("d.id", "=", id).execute()).map(draftOf)[0];

type By = { readonly unit: string; readonly duty: string; readonly at: Date };

export async function beginDraft(tx: Tx, guide: string, form: EditForm, { unit, duty, at }: By): Promise<string> {
  const id: string = newId();
  await tx.insertInto("activity_draft").values({ id, unit_id: unit, guide_id: guide, form: JSON.stringify(form), by_duty: duty, changed_at: at }).execute();
  return id;
}

/** False when a colleague has written in it since it was read. */
export async function saveDraft(tx: Tx, { id, version }: Pick<Draft, "id" | "version">, form: EditForm, { duty, at }: By): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("activity_draft").set({ form: JSON.stringify(form), by_duty: duty, changed_at: at }).set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", id).where("version", "=", version).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function dropDraft(tx: Tx, { id, version }: Pick<Draft, "id" | "version">): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("activity_draft").where("id", "=", id).where("version", "=", version).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** An address nobody has: words of the addresses themselves are none. */
async function freeHandle(tx: Tx, name: string): Promise<string> {
  const stem = handleOf(name);
  const taken = new Set(["new", "drafts", ...(await tx.selectFrom("activity").select("handle").where("handle", "like", `${stem}%`).execute()).map(({ handle }) => handle)]);
  for (let nth = 1; ; nth += 1) {
    const handle = nth === 1 ? stem : `${stem}-${nth}`;
    if (!taken.has(handle)) return handle;
  }
}

type Publishing = { readonly draft: Draft; readonly edited: Edited; readonly unit: string; readonly at: Date; readonly today: Day };

/** From now on anybody reads and finds it. Gives its id and its address. */
export async function publish(tx: Tx, { draft, edited, unit, at, today }: Publishing): Promise<{ id: string; handle: string }> {
  const [id, handle]: [string, string] = [newId(), await freeHandle(tx, edited.name)];
  const row: Insertable<ActivityRow> = { ...rowOf(edited), id, handle, unit_id: unit, guide_id: draft.guideId, checked_on: today, changed_at: at };
  await tx.insertInto("activity").values(row).execute();
  await addPhrases(tx, activityPhrases({ ...edited, id }, draft.guide));
  await settleItems(tx, [`activity:${id}`]);
  return { id, handle };
}

/** What one chooses among. Ages and languages that are there already are among them. */
export async function loadChoices(tx: Tx, guideId: string, { languages: own, ages }: Partial<Pick<Activity, "languages" | "ages">>): Promise<Choices> {
  const [places, kinds, guides] = await Promise.all([listPlaces(tx, guideId), listKinds(tx, "sv"), listGuides(tx)]);
  const bounds = guides.find(({ id }) => id === guideId)?.ages ?? AGE_LIMITS;
  return { ages: agesAround(bounds, ages ?? bounds), places, kinds, languages: [...new Set([...Object.keys(spoken).filter((code) => code !== "easy"), ...(own ?? [])])] };
}
