import { sql, type RawBuilder, type Selectable } from "kysely";
import type { Level } from "../directory/directory.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Answer as AnswerRow, AnswerText as TextRow } from "../platform/db/types.gen.ts";
import type { Answer, AnswerText, Audience } from "./guide.ts";

/** What is shown of a text: how people ask is for the search. */
type ShownText = Omit<Selectable<TextRow>, "answer_id" | "asked"> & { readonly behind: boolean };
type Row = Selectable<AnswerRow> & { owner: string; texts: readonly ShownText[] };

const textOf = (row: ShownText): AnswerText => ({
  language: row.language, question: row.question, answer: row.answer, steps: row.steps, happens: row.happens, humanChecked: row.human_checked, version: row.version, isBehind: row.behind,
});

function answerOf(row: Row, language: string): Answer {
  const text = row.texts.find((one) => one.language === language) ?? row.texts.find((one) => one.language === "sv")!;
  return {
    id: row.id, handle: row.handle, topics: row.topics, audience: row.audience as Audience, ages: { from: row.min_age, to: row.max_age }, level: row.level as Level,
    urgent: row.urgent, kinds: row.kinds, checkedOn: row.checked_on as unknown as string, reviewMonths: row.review_months, owner: row.owner, version: row.version, text: textOf(text),
  };
}

/** Answers with their texts in a language and in Swedish, which is always there. */
const answers = (tx: Tx, language: string) =>
  tx.selectFrom("answer as a").innerJoin("unit as u", "u.id", "a.unit_id").selectAll("a").select("u.name as owner").where("a.status", "=", "active")
    .select((eb) => eb.selectFrom("answer_text as t").whereRef("t.answer_id", "=", "a.id").where("t.language", "in", [language, "sv"])
      .innerJoin("answer_text as own", (join) => join.onRef("own.answer_id", "=", "t.answer_id").on("own.language", "=", "sv"))
      .select((t) => t.fn.agg<readonly ShownText[]>("json_agg", [sql`json_build_object('language', t.language, 'question', t.question, 'answer', t.answer, 'steps', t.steps, 'happens', t.happens, 'human_checked', t.human_checked, 'version', t.version, 'behind', t.language <> 'sv' and t.follows < own.version)`]).as("texts")).as("texts"))
    .orderBy("a.position");

type Picked = { readonly handle?: string; readonly topic?: string; readonly ids?: readonly string[] };

/** Answers in a language (or in Swedish, where there is no text in it), in the guide's own order: all, those of a topic, or some. */
export async function listAnswers(tx: Tx, language: string, picked: Picked = {}): Promise<Answer[]> {
  const { handle, topic, ids } = picked;
  const rows = await answers(tx, language)
    .$if(handle !== undefined, (query) => query.where("a.handle", "=", handle!))
    .$if(topic !== undefined, (query) => query.where((eb) => eb("a.topics", "@>", eb.val([topic!]))))
    .$if(ids !== undefined, (query) => query.where((eb) => eb("a.id", "=", eb.fn.any(eb.val([...(ids ?? [])]))))).execute();
  return (rows as unknown as Row[]).map((row) => answerOf(row, language));
}

export type Topic = { readonly handle: string; readonly name: string; readonly language: string };

/** The topics, in the guide's own order, named in a language or else in Swedish. */
export async function listTopics(tx: Tx, language: string): Promise<Topic[]> {
  const rows = await tx.selectFrom("topic").selectAll().orderBy("position").execute();
  return rows.map(({ handle, names }) => {
    const named = names as unknown as Record<string, string>;
    return named[language] ? { handle, name: named[language], language } : { handle, name: named["sv"]!, language: "sv" };
  });
}

/** What each kind of help is called, in a language or else in Swedish. */
export async function listKindNames(tx: Tx, language: string): Promise<Map<string, string>> {
  const rows = await tx.selectFrom("kind_name").where("language", "in", [language, "sv"]).selectAll().execute();
  const own = rows.filter((row) => row.language === language);
  return new Map([...rows.filter((row) => row.language === "sv"), ...own].map(({ kind, name }) => [kind, name]));
}

/** The kinds of help that an answer, by its handle, points to: worked out where it is asked. */
export const kindsOf = (answer: string): RawBuilder<string[]> => sql<string[]>`array(select unnest(kinds) from answer where handle = ${answer})`;

/** Some kinds of help, and those that some answers point to: worked out where it is asked. */
export const kindsWith = (kinds: readonly string[], answerIds: readonly string[]): RawBuilder<string[]> =>
  sql<string[]>`(${[...kinds]}::text[] || array(select unnest(kinds) from answer where id = any (${[...answerIds]}::uuid[])))`;
