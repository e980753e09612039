import { z } from "zod";
import { findGuide } from "../directory/index.ts";
import { countKindWords, findKindWords, listKindNames, saveKindWords, search } from "../guide/index.ts";
import { form, page } from "../house.ts";
import { isRefusal } from "../platform/result.ts";
import { text } from "../platform/web/fields.ts";
import { GuidePlace, keeps } from "./desk-routes.tsx";
import { findsOf } from "./finds.tsx";
import { KindPage, WordsPage, type KindModel, type WordsModel } from "./word-pages.tsx";
import { languageAsked, MOST_WORDS, readWords, versionOf } from "./words.ts";

const MOST_NEAR = 5;

const wordsPage = page({
  path: "/guide-work/:guide/words", ...keeps, audit: { event: "words.listed" }, params: GuidePlace,
  load: async ({ tx, params, query, at, today }): Promise<WordsModel | undefined> => {
    const [asked, language] = [(query.get("q") ?? "").trim().slice(0, 200), languageAsked(query)];
    const [guide, names, counts, result] = await Promise.all([
      findGuide(tx, params.guide), listKindNames(tx, "sv"), countKindWords(tx), asked ? search(tx, { text: asked, language, guide: params.guide, at, today }) : undefined]);
    const lineOf = (kind: string) => ({ kind, name: names.get(kind) ?? kind, count: counts.get(kind)?.get(language) ?? 0 });
    const near = [...new Set(result?.hits.flatMap(({ kinds }) => kinds.slice(0, 1)))].slice(0, MOST_NEAR).map(lineOf);
    const kinds = [...names.keys()].map(lineOf).sort((one, other) => one.name.localeCompare(other.name, "sv"));
    return guide && { guide, asked, language, finds: result ? findsOf(result) : [], near, kinds };
  },
  title: (_, words) => words.t("keeper.words"),
  view: (model) => <WordsPage model={model} />,
});

/** What people say when they mean a kind of help: it is found at the next search. @model degerforsmodellen 9 row 18 */
const kindForm = form({
  path: "/guide-work/:guide/words/:kind", ...keeps, audit: { event: "words.changed" }, params: GuidePlace.extend({ kind: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  load: async ({ tx, params, query }): Promise<KindModel | undefined> => {
    const language = languageAsked(query);
    const [guide, of] = await Promise.all([findGuide(tx, params.guide), findKindWords(tx, params.kind, language)]);
    return guide && of && { guide, language, of };
  },
  title: (_, words) => words.t("keeper.words"),
  fields: (_, words) => ({ words: text({ label: words.t("keeper.kind.words"), hint: words.t("keeper.kind.words.hint", { most: MOST_WORDS }), max: 8000, rows: 16 }) }),
  initial: ({ of }) => ({ words: of.words.join("\n") }),
  version: ({ of }) => versionOf(of.words),
  buttons: (_, words) => [{ label: words.t("keeper.kind.save") }],
  view: (model, _, drawn) => <KindPage model={model} form={drawn.form} />,
  perform: async ({ tx }, { model: { guide, language, of }, values, version }) => {
    const read = readWords(values.words);
    if (isRefusal(read)) return read;
    if (version !== versionOf(of.words)) return { conflict: { words: of.words.join("\n") } };
    const counted = await saveKindWords(tx, { kind: of.kind, language, words: read });
    return { to: `/guide-work/${guide.handle}/words?in=${language}`, done: "wordsSaved", trace: { shown: { kind: of.kind, language, ...counted } } };
  },
});

export const wordRoutes = [wordsPage, kindForm];
