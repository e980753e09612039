import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { addPhrases, type Phrase } from "../platform/search/search.ts";
import type { AnswerSheet, AnswerTextSheet, GuideContent } from "./guide-content.ts";

/** What the search knows of an answer: the question first, and other ways to put it. */
export const answerPhrases = (id: string, language: string, { question, asked, answer }: Pick<AnswerTextSheet, "question" | "asked" | "answer">): Phrase[] => [
  { item: `answer:${id}`, language, text: question, boost: 1.05 },
  ...asked.map((text): Phrase => ({ item: `answer:${id}`, language, text, boost: 1 })),
  { item: `answer:${id}`, language, text: answer, boost: 0.6 },
];

type Filling = { readonly unitId: string; readonly on: Day };

const answerRow = (sheet: AnswerSheet, position: number, { unitId, on }: Filling) => ({
  id: newId() as string, handle: sheet.handle, unit_id: unitId, topics: sheet.topics, audience: sheet.audience, min_age: sheet.ages[0], max_age: sheet.ages[1],
  level: sheet.level, urgent: sheet.urgent, kinds: sheet.kinds, position, checked_on: on,
});

const textRow = (answerId: string, language: string, sheet: AnswerTextSheet) => ({
  answer_id: answerId, language, question: sheet.question, answer: sheet.answer, steps: sheet.steps, happens: sheet.happens, asked: sheet.asked, human_checked: language === "sv",
});

async function fillAnswers(tx: Tx, { answers, translations }: GuideContent, filling: Filling): Promise<void> {
  const rows = answers.map((sheet, position) => answerRow(sheet, position, filling));
  const ids = new Map(rows.map(({ handle, id }) => [handle, id]));
  const sheets = [...answers.map((sheet) => ["sv", sheet.handle, sheet] as const), ...[...translations].flatMap(([language, of]) => Object.entries(of).map(([handle, sheet]) => [language, handle, sheet] as const))];
  await tx.insertInto("answer").values(rows).execute();
  await tx.insertInto("answer_text").values(sheets.map(([language, handle, sheet]) => textRow(ids.get(handle)!, language, sheet))).execute();
  await addPhrases(tx, sheets.flatMap(([language, handle, sheet]) => answerPhrases(ids.get(handle)!, language, sheet)));
}

async function fillKinds(tx: Tx, { kinds }: GuideContent): Promise<void> {
  const named = [...kinds].flatMap(([language, of]) => Object.entries(of).map(([kind, sheet]) => ({ kind, language, ...sheet })));
  await tx.insertInto("kind_name").values(named.map(({ kind, language, name }) => ({ kind, language, name }))).execute();
  const said = named.flatMap(({ kind, language, words }) => [...new Set(words)].map((text) => ({ kind, language, said: text })));
  for (let at = 0; at < said.length; at += 5_000) await tx.insertInto("kind_word").values(said.slice(at, at + 5_000)).execute();
  await addPhrases(tx, [
    ...named.map(({ kind, language, name }): Phrase => ({ item: `kind:${kind}`, language, text: name, boost: 1.05 })),
    ...said.map(({ kind, language, said: text }): Phrase => ({ item: `kind:${kind}`, language, text, boost: 1 })),
  ]);
}

/** Puts the shipped content into an empty guide; after that it is edited where it is. `settleSearch` must follow. */
export async function fillGuide(tx: Tx, content: GuideContent, filling: Filling): Promise<void> {
  await tx.insertInto("topic").values(content.topics.map(({ handle, name }, position) => ({ handle, position, names: JSON.stringify(name) }))).execute();
  await fillKinds(tx, content);
  await fillAnswers(tx, content, filling);
}
