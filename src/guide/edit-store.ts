import { sql } from "kysely";
import { handleOf } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { addPhrases, dropItems, settleItems } from "../platform/search/search.ts";
import { answerPhrases } from "./guide-filling.ts";
import type { Audience } from "./guide.ts";

/** The words of an answer in one language, as they are edited. */
export type TextDraft = { readonly question: string; readonly answer: string; readonly steps: readonly string[]; readonly happens: string; readonly asked: readonly string[]; readonly humanChecked: boolean };
/** What an answer is about, the same in every language. */
export type AnswerDraft = {
  readonly topics: readonly string[]; readonly audience: Audience; readonly ages: { readonly from: number; readonly to: number }; readonly level: "universal" | "targeted"; readonly urgent: boolean;
  readonly kinds: readonly string[]; readonly reviewMonths: number;
};
/** An answer with everything that can be edited of it; no text where there is none in the language yet. */
export type Editable = AnswerDraft & {
  readonly id: string; readonly handle: string; readonly version: number; readonly checkedOn: Day; readonly text: TextDraft | undefined; readonly swedish: TextDraft;
  /** The languages there are texts in, and whether each still says what the Swedish does. */
  readonly languages: ReadonlyArray<{ readonly language: string; readonly humanChecked: boolean; readonly isBehind: boolean }>;
};

export async function findEditable(tx: Tx, handle: string, language: string): Promise<Editable | undefined> {
  const [row, texts] = await Promise.all([
    tx.selectFrom("answer").selectAll().where("handle", "=", handle).where("status", "=", "active").executeTakeFirst(),
    tx.selectFrom("answer_text as t").innerJoin("answer as a", "a.id", "t.answer_id").where("a.handle", "=", handle).selectAll("t").orderBy("t.language").execute(),
  ]);
  const drafts = new Map(texts.map(({ language: of, question, answer, steps, happens, asked, human_checked: humanChecked }) => [of, { question, answer, steps, happens, asked, humanChecked }]));
  const [swedish, own] = [drafts.get("sv"), texts.find((text) => text.language === "sv")];
  return row && swedish && own && {
    id: row.id, handle: row.handle, version: row.version, checkedOn: row.checked_on as unknown as string, topics: row.topics, audience: row.audience as Audience, ages: { from: row.min_age, to: row.max_age },
    level: row.level as AnswerDraft["level"], urgent: row.urgent, kinds: row.kinds, reviewMonths: row.review_months, text: drafts.get(language), swedish,
    languages: texts.map((text) => ({ language: text.language, humanChecked: text.human_checked, isBehind: text.language !== "sv" && text.follows < own.version })),
  };
}

/** Who did what to an answer, the latest first. */
export type AnswerChange = { readonly id: string; readonly at: Date; readonly byDuty: string; readonly what: "added" | "edited" | "checked" | "ended"; readonly language: string | undefined; readonly version: number };

export async function listAnswerChanges(tx: Tx, handle: string): Promise<AnswerChange[]> {
  const rows = await tx.selectFrom("answer_change as c").innerJoin("answer as a", "a.id", "c.answer_id").where("a.handle", "=", handle).selectAll("c").orderBy("c.at", "desc").limit(20).execute();
  return rows.map((row) => ({ id: row.id, at: row.at, byDuty: row.by_duty, what: row.what as AnswerChange["what"], language: row.language ?? undefined, version: row.version }));
}

type By = { readonly duty: string; readonly at: Date; readonly today: Day };

async function log(tx: Tx, change: { answer: string; what: AnswerChange["what"]; version: number; language?: string; before?: TextDraft | undefined }, by: By): Promise<void> {
  const { answer, what, version, language, before } = change;
  await tx.insertInto("answer_change").values({ id: newId(), answer_id: answer, at: by.at, by_duty: by.duty, what, version, language: language ?? null, before: before ? JSON.stringify(before) : null }).execute();
}

/** The search follows an answer at once, in every language it is in. */
async function searchAnew(tx: Tx, id: string): Promise<void> {
  const texts = await tx.selectFrom("answer_text").selectAll().where("answer_id", "=", id).execute();
  await dropItems(tx, [`answer:${id}`]);
  await addPhrases(tx, texts.flatMap(({ language, ...text }) => answerPhrases(id, language, text)));
  await settleItems(tx, [`answer:${id}`]);
}

const aboutRow = (draft: AnswerDraft) => ({
  topics: [...draft.topics], audience: draft.audience, min_age: draft.ages.from, max_age: draft.ages.to, level: draft.level, urgent: draft.urgent, kinds: [...draft.kinds], review_months: draft.reviewMonths,
});
const textRow = ({ question, answer, steps, happens, asked, humanChecked }: TextDraft) => ({ question, answer, steps: [...steps], happens, asked: [...asked], human_checked: humanChecked });

/** A text of an answer is new. It says what the Swedish says now; a new Swedish text leaves the others behind. */
async function saveText(tx: Tx, answer: string, language: string, draft: TextDraft): Promise<void> {
  const [row, follows] = [textRow(draft), sql<number>`(select version + (${language} = 'sv')::integer from answer_text where answer_id = ${answer} and language = 'sv')`];
  await tx.insertInto("answer_text").values({ answer_id: answer, language, ...row, follows })
    .onConflict((conflict) => conflict.columns(["answer_id", "language"]).doUpdateSet({ ...row, follows, version: sql`answer_text.version + 1` })).execute();
}

export type Edit = { readonly answer: Editable; readonly language: string; readonly about: AnswerDraft | undefined; readonly text: TextDraft; readonly version: number };

/** Saves a text, and (in Swedish) what the answer is about; its day to be looked at moves on. False when somebody has changed it since it was drawn. */
export async function saveAnswer(tx: Tx, { answer, language, about, text, version }: Edit, by: By): Promise<boolean> {
  const checked = language === "sv" ? { checked_on: by.today } : {};
  const { numUpdatedRows } = await tx.updateTable("answer").set({ ...(about ? aboutRow(about) : {}), ...checked, version: sql`version + 1` }).where("id", "=", answer.id).where("version", "=", version).executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const same = answer.text !== undefined && JSON.stringify(textRow(answer.text)) === JSON.stringify(textRow(text));
  if (!same || language !== "sv") await saveText(tx, answer.id, language, text);
  await log(tx, { answer: answer.id, what: "edited", version: version + 1, language, before: answer.text }, by);
  await searchAnew(tx, answer.id);
  return true;
}

/** Nothing needs to be changed: the answer is right today. */
export async function recheckAnswer(tx: Tx, { id, version }: Pick<Editable, "id" | "version">, by: By): Promise<void> {
  await tx.updateTable("answer").set({ checked_on: by.today }).where("id", "=", id).execute();
  await log(tx, { answer: id, what: "checked", version }, by);
}

/** A new answer, in Swedish. Gives its address. */
export async function addAnswer(tx: Tx, { unit, about, text }: { unit: string; about: AnswerDraft; text: TextDraft }, by: By): Promise<string> {
  const id: string = newId();
  const stem = handleOf(text.question);
  const taken = new Set((await tx.selectFrom("answer").select("handle").where("handle", "like", `${stem}%`).execute()).map(({ handle }) => handle));
  const handle = [stem, ...Array.from({ length: taken.size }, (_, nth) => `${stem}-${nth + 2}`)].find((one) => !taken.has(one))!;
  await tx.insertInto("answer").values({ id, handle, unit_id: unit, ...aboutRow(about), position: sql`(select coalesce(max(position), 0) + 1 from answer)`, checked_on: by.today }).execute();
  await tx.insertInto("answer_text").values({ answer_id: id, language: "sv", ...textRow(text) }).execute();
  await log(tx, { answer: id, what: "added", version: 1 }, by);
  await searchAnew(tx, id);
  return handle;
}

/** An answer that is shown and found no more; it is kept with its versions. */
export async function endAnswer(tx: Tx, { id, version }: Pick<Editable, "id" | "version">, by: By): Promise<void> {
  await tx.updateTable("answer").set({ status: "ended", version: sql`version + 1` }).where("id", "=", id).execute();
  await dropItems(tx, [`answer:${id}`]);
  await log(tx, { answer: id, what: "ended", version: version + 1 }, by);
}
