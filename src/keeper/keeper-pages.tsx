import type { VNode } from "preact";
import type { Guide } from "../directory/index.ts";
import { useWords, languages, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, Card, Empty, PageTitle, Pairs, Row, Rows, Said, Stack, Tag, Written, type Crumb, type Shown } from "../ui/index.ts";
import { LOOKED_AT_DAYS, waitsLong, type Need } from "./keeper.ts";

export const deskOf = (guide: Pick<Guide, "handle">, rest = ""): string => `/guide-work/${guide.handle}${rest}`;

export function KeeperCrumbs({ guide, trail }: { guide: Pick<Guide, "handle">; trail: readonly Crumb[] }) {
  const words = useWords();
  return <Breadcrumb items={[{ label: words.t("keeper.title"), href: deskOf(guide) }, ...trail]} />;
}

export const languageName = (language: string): string => (language in languages ? languages[language as keyof typeof languages].name : language);

/** The terms as they were kept: "…" where a word was left out. */
export const termsText = (words: Words, terms: string): Shown => (/^…?$/.test(terms) ? words.t("keeper.need.no-terms") : <Said>”{terms}”</Said>);

export function needTitle(words: Words, { what, terms, answer }: Need): Shown {
  if (what === "zero-hit" || !answer) return termsText(words, terms);
  return <Written>{answer.question}</Written>;
}

export const ageName = (words: Words, handle: string): string => (handle === "expecting" ? words.t("guide.ages.expecting") : words.t("keeper.need.years", { span: handle.replace("-", "–") }));

const agesText = (words: Words, ages: readonly string[]): string => ages.map((one) => ageName(words, one)).join(", ");

/** Whose first letter stands before a need in a list. */
const initial = ({ terms, answer, language }: Need): string => terms.replaceAll(/[^\p{L}]/gu, "") || answer?.question || language;

const timesText = (words: Words, { times, lastOn }: Need): string => `${words.t("keeper.need.times", { times })} ${words.t("keeper.need.last", { day: words.shortDay(lastOn) })}`;

function NeedRows({ guide, needs, seen }: { guide: Guide; needs: readonly Need[]; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Rows>
      {needs.map((need) => (
        <Row
          key={need.id} name={initial(need)} label={needTitle(words, need)} href={deskOf(guide, `/needs/${need.id}`)} beside={<>{need.language !== "sv" && <Tag kind="calm"><Said>{languageName(need.language)}</Said></Tag>} {need.ages.length > 0 && <span class="quiet">{agesText(words, need.ages)}</span>}</>}
          next={timesText(words, need)} late={waitsLong(need, today) ? words.t("keeper.need.since", { day: words.shortDay(need.firstOn) }) : undefined}
        />
      ))}
    </Rows>
  );
}

export type DeskModel = { readonly guide: Guide; readonly needs: readonly Need[]; readonly late: number; readonly due: number; readonly unanswered: number };

const SHOWN = 8;

function Queue({ guide, needs, what, seen, all }: { guide: Guide; needs: readonly Need[]; what: Need["what"]; seen: Seen; all: boolean }) {
  const { words } = seen;
  const of = needs.filter((need) => need.what === what);
  if (of.length === 0) return null;
  return (
    <Card title={words.t(`keeper.${what}`)} beside={<span class="quiet">{words.t("keeper.count", { count: of.length })}</span>}>
      <p>{words.t(`keeper.${what}.text`)}</p>
      <NeedRows guide={guide} needs={all ? of : of.slice(0, SHOWN)} seen={seen} />
      {!all && of.length > SHOWN && <p><a href={deskOf(guide, "/needs")}>{words.t("keeper.needs.all", { count: of.length })}</a></p>}
    </Card>
  );
}

/** What waits, with one link to each; what is empty says so. */
function Waiting({ model: { guide, late, due, unanswered } }: { model: DeskModel }) {
  const words = useWords();
  return (
    <Rows>
      <Row label={words.t("contact.late.title")} sign={late > 0 ? "onward" : "done"} href={deskOf(guide, "/contacts")} next={words.t("keeper.late", { count: late })} />
      <Row label={words.t("keeper.texts.title")} sign={due > 0 ? "onward" : "done"} href={deskOf(guide, "/texts")} next={words.t("keeper.due", { count: due })} />
      <Row label={words.t("keeper.calls")} sign={unanswered > 0 ? "onward" : "done"} href={deskOf(guide, "/calls")} next={words.t("keeper.calls.next", { count: unanswered })} />
      <Row label={words.t("needs-report.title")} sign="onward" href={deskOf(guide, "/report")} next={words.t("needs-report.next")} />
      <Row label={words.t("keeper.answers")} sign="onward" href={deskOf(guide, "/answers")} next={words.t("keeper.answers.next")} />
      <Row label={words.t("keeper.words")} sign="onward" href={deskOf(guide, "/words")} next={words.t("keeper.words.next")} />
    </Rows>
  );
}

export function DeskPage({ model, seen, all = false }: { model: DeskModel; seen: Seen; all?: boolean }) {
  const { words } = seen;
  const { guide, needs } = model;
  return (
    <Stack>
      {all && <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.needs") }]} />}
      <PageTitle over={all ? undefined : words.t("keeper.over", { guide: guide.name })} lead={words.t("keeper.lead", { days: LOOKED_AT_DAYS })}>{words.t(all ? "keeper.needs" : "keeper.title")}</PageTitle>
      {!all && <Card title={words.t("keeper.waiting")}><Waiting model={model} /></Card>}
      {needs.length === 0 && <Empty title={words.t("keeper.none")} text={words.t("keeper.none.text")} />}
      <Queue guide={guide} needs={needs} what="zero-hit" seen={seen} all={all} />
      <Queue guide={guide} needs={needs} what="not-helped" seen={seen} all={all} />
    </Stack>
  );
}

export type NeedModel = { readonly guide: Guide; readonly need: Need; readonly finds: readonly Shown[] };

/** One need: what the guide answers to it today, and what was done about it. */
export function NeedPage({ guide, need, finds, form }: NeedModel & { form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: needTitle(words, need) }]} />
      <PageTitle over={words.t(`keeper.${need.what}.one`)}>{needTitle(words, need)}</PageTitle>
      <Card>
        <Pairs items={[
          { label: words.t("keeper.need.asked"), value: timesText(words, need) },
          { label: words.t("keeper.need.language"), value: <Said>{languageName(need.language)}</Said> },
          ...(need.answer && need.terms ? [{ label: words.t("keeper.need.terms"), value: termsText(words, need.terms) }] : []),
          ...(need.ages.length > 0 ? [{ label: words.t("keeper.need.ages"), value: agesText(words, need.ages) }] : []),
        ]} />
        <p class="quiet">{words.t("keeper.need.kept")}</p>
      </Card>
      <Card title={words.t("keeper.need.now")}>
        {need.answer && <p><a href={`/answers/${need.answer.handle}`}>{words.t("keeper.need.read")}</a> · <a href={deskOf(guide, `/answers/${need.answer.handle}${need.language === "sv" ? "" : `?in=${need.language}`}`)}>{words.t("keeper.need.change")}</a></p>}
        {finds.length > 0 ? <ol class="finds">{finds.map((one, nth) => <li key={nth}>{one}</li>)}</ol> : !need.answer && <p>{words.t("keeper.need.finds-nothing")}</p>}
        {need.terms && <p><a href={deskOf(guide, `/words?in=${need.language}&q=${encodeURIComponent(need.terms.replaceAll("…", "").trim())}`)}>{words.t("keeper.need.add-word")}</a></p>}
      </Card>
      <Card title={words.t("keeper.settle")}>{form}</Card>
    </Stack>
  );
}
