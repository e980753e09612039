import type { VNode } from "preact";
import type { Guide } from "../directory/index.ts";
import type { KindWords } from "../guide/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Card, PageTitle, Said, Stack, Written, type Shown } from "../ui/index.ts";
import { deskOf, KeeperCrumbs, languageName } from "./keeper-pages.tsx";
import { guideLanguages } from "./words.ts";

/** A kind of help, and how many words there are for it in the language looked at. */
export type KindLine = { readonly kind: string; readonly name: string; readonly count: number };
export type WordsModel = { readonly guide: Guide; readonly asked: string; readonly language: string; readonly finds: readonly Shown[]; readonly near: readonly KindLine[]; readonly kinds: readonly KindLine[] };

const wordsPath = (guide: Guide, kind: string, language: string): string => deskOf(guide, `/words/${kind}?in=${language}`);

/** "Prova sökningen": a question and what it finds, as whoever asks would see it. */
function Try({ model: { guide, asked, language, finds, near } }: { model: WordsModel }) {
  const words = useWords();
  return (
    <Card title={words.t("keeper.try")}>
      <form class="ask" role="search" method="get" action={deskOf(guide, "/words")}>
        <label for="q">{words.t("keeper.try.label")}</label>
        <div class="ask-line">
          <input id="q" name="q" type="search" value={asked} maxLength={200} autocomplete="off" />
          <label class="hidden" for="in">{words.t("keeper.need.language")}</label>
          <select id="in" name="in" class="input">{guideLanguages.map((one) => <option key={one} value={one} selected={one === language} translate={false}>{languageName(one)}</option>)}</select>
          <button type="submit" class="button button-primary">{words.t("keeper.try.button")}</button>
        </div>
      </form>
      {asked !== "" && (finds.length > 0 ? <ol class="finds">{finds.map((one, nth) => <li key={nth}>{one}</li>)}</ol> : <p>{words.t("keeper.try.nothing")}</p>)}
      {near.length > 0 && <p>{words.t("keeper.try.near")} {near.map(({ kind, name }, nth) => <span key={kind}>{nth > 0 && ", "}<a href={wordsPath(guide, kind, language)}><Written>{name}</Written></a></span>)}</p>}
    </Card>
  );
}

/** What people say, by kind of help; and what a question finds now. */
export function WordsPage({ model }: { model: WordsModel }) {
  const words = useWords();
  const { guide, language, kinds } = model;
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.words") }]} />
      <PageTitle lead={words.t("keeper.words.lead")}>{words.t("keeper.words")}</PageTitle>
      <Try model={model} />
      <Card title={words.t("keeper.kinds", { language: languageName(language) })}>
        <p>{words.t("keeper.kinds.text")}</p>
        <ul class="kind-lines">{kinds.map(({ kind, name, count }) => <li key={kind}><a href={wordsPath(guide, kind, language)}><Written>{name}</Written></a> <span class="quiet">{words.t("keeper.kinds.count", { count })}</span></li>)}</ul>
      </Card>
    </Stack>
  );
}

export type KindModel = { readonly guide: Guide; readonly language: string; readonly of: KindWords };

export function KindPage({ model: { guide, language, of }, form }: { model: KindModel; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.words"), href: deskOf(guide, `/words?in=${language}`) }, { label: <Written>{of.name}</Written> }]} />
      <PageTitle over={<Said>{languageName(language)}</Said>} lead={words.t("keeper.kind.lead")}><Written>{of.name}</Written></PageTitle>
      <p>{guideLanguages.filter((one) => one !== language).map((one, nth) => <span key={one}>{nth > 0 && " · "}<a href={wordsPath(guide, of.kind, one)}><Said>{languageName(one)}</Said></a></span>)}</p>
      {form}
    </Stack>
  );
}
