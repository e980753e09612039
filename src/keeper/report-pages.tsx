import type { Guide } from "../directory/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Card, DataTable, Empty, PageTitle, PrintMark, Said, Stack, Tag, Written, type Shown, type TableRow } from "../ui/index.ts";
import { ageName, deskOf, KeeperCrumbs, languageName, termsText } from "./keeper-pages.tsx";
import { after, before, firstDayOf, lastDayOf, LEAST, nameOf, parts, REST, standingKey, timesIn, type Cell, type Half, type HalfReport, type Part, type PartReport, type Standing } from "./needs-report.ts";

export type ReportModel = {
  readonly guide: Guide; readonly half: Half; readonly now: HalfReport; readonly earlier: HalfReport;
  readonly questions: ReadonlyMap<string, string>; readonly topics: ReadonlyMap<string, string>;
  /** Whether the half-year after this one is over too. */
  readonly hasLater: boolean;
};

const isOfWords = (part: Part): boolean => part === "zero-hit" || part === "search";
export const halfName = (words: Words, { year, nth }: Half): string => words.t(`needs-report.half.${nth}`, { year });
export const standingText = (words: Words, standing: Standing): string => words.t(`needs-report.standing.${standing ?? "waiting"}`);

type Item = Cell & { readonly group: string };

/** What a line is about: words with their language, or an answer's question; or all that is too rare to be told apart. */
export function itemText(words: Words, model: ReportModel, part: Part, { key, group }: Item): string {
  if (key !== REST) return isOfWords(part) ? key : (model.questions.get(key) ?? key);
  if (!isOfWords(part)) return group === REST ? words.t("needs-report.rest.answers") : words.t("needs-report.rest.answers.in", { topic: groupText(words, model, part, group) });
  return group === REST ? words.t("needs-report.rest.words") : words.t("needs-report.rest.words.in", { language: languageName(group) });
}

export function groupText(words: Words, { topics }: ReportModel, part: Part, key: string): string {
  if (isOfWords(part)) return key === REST ? words.t("needs-report.rest.languages") : languageName(key);
  return key === REST ? words.t("needs-report.rest.topics") : (topics.get(key) ?? key);
}

export function sideText(words: Words, part: Part, key: string): string {
  if (isOfWords(part)) return key === REST ? words.t("needs-report.rest.ages") : ageName(words, key);
  return key === REST ? words.t("needs-report.rest.languages") : languageName(key);
}

/** The same as it is shown: somebody's own words marked as such. */
function itemShown(words: Words, model: ReportModel, part: Part, item: Item): Shown {
  const text = itemText(words, model, part, item);
  if (item.key === REST) return text;
  if (!isOfWords(part)) return <Written>{text}</Written>;
  return <>{termsText(words, text)} {item.group !== "sv" && item.group !== REST && <Tag kind="calm"><Said>{languageName(item.group)}</Said></Tag>}</>;
}

const cellKey = ({ group, key }: Item): string => standingKey(group, key);
const keyed = (items: readonly Item[]): Cell[] => items.filter(({ key }) => key !== REST).map((item) => ({ key: cellKey(item), times: item.times }));
/** How often something was told in another half-year; undefined where it was too rare, or not at all. */
export const itemTimes = (items: readonly Item[], item: Item): number | undefined => (item.key === REST ? undefined : timesIn(keyed(items), cellKey(item)));

const told = (words: Words, times: number | undefined): string => (times === undefined ? words.t("needs-report.few") : String(times));

function Items({ part, model, earlier, now }: { part: Part; model: ReportModel; earlier: PartReport; now: PartReport }) {
  const words = useWords();
  const isMissing = part !== "helped";
  const columns = [{ label: words.t(isOfWords(part) ? "needs-report.words" : "needs-report.question") }, { label: words.t("needs-report.times"), numeric: true }, { label: words.t("needs-report.earlier"), numeric: true }, ...(isMissing ? [{ label: words.t("needs-report.standing") }] : [])];
  const rows = now.items.map((item): TableRow => ({
    key: cellKey(item),
    cells: [itemShown(words, model, part, item), String(item.times), item.key === REST ? "–" : told(words, itemTimes(earlier.items, item)), ...(isMissing ? [item.key === REST ? "–" : standingText(words, now.standing.get(cellKey(item)))] : [])],
  }));
  return <DataTable caption={words.t(`needs-report.${part}.caption`)} columns={columns} rows={rows} />;
}

/** A language's own name and the name of a topic are marked as such; what is rare and an age are our own words. */
function asShown(what: "language" | "topic" | "age", key: string, text: string): Shown {
  if (key === REST || what === "age") return text;
  return what === "language" ? <Said>{text}</Said> : <Written>{text}</Written>;
}

type ByProps = { readonly caption: string; readonly label: string; readonly now: readonly Cell[]; readonly earlier: readonly Cell[]; nameOf(key: string): Shown };

function By({ caption, label, now, earlier, nameOf: name }: ByProps) {
  const words = useWords();
  if (now.every(({ key }) => key === REST)) return null;
  const columns = [{ label }, { label: words.t("needs-report.times"), numeric: true }, { label: words.t("needs-report.earlier"), numeric: true }];
  return <DataTable caption={caption} columns={columns} rows={now.map(({ key, times }) => ({ key, cells: [name(key), String(times), key === REST ? "–" : told(words, timesIn(earlier, key))] }))} />;
}

function PartCard({ part, model }: { part: Part; model: ReportModel }) {
  const words = useWords();
  const [now, earlier] = [model.now[part], model.earlier[part]];
  if (now.total === 0) return null;
  const [group, side] = isOfWords(part) ? (["language", "age"] as const) : (["topic", "language"] as const);
  return (
    <Card title={words.t(`needs-report.${part}`)} beside={<span class="quiet">{words.t("needs-report.total", { times: now.total })}</span>}>
      <Items part={part} model={model} earlier={earlier} now={now} />
      <By caption={words.t(`needs-report.by.${group}`)} label={words.t(`needs-report.${group}`)} now={now.groups} earlier={earlier.groups} nameOf={(key) => asShown(group, key, groupText(words, model, part, key))} />
      <By caption={words.t(`needs-report.by.${side}`)} label={words.t(`needs-report.${side}`)} now={now.sides} earlier={earlier.sides} nameOf={(key) => asShown(side, key, sideText(words, part, key))} />
    </Card>
  );
}

const MISSING = ["zero-hit", "search", "answer"] as const;

/** What was missing half a year before: what was done about it, and whether it is still asked for. */
function Since({ model }: { model: ReportModel }) {
  const words = useWords();
  const rows = MISSING.flatMap((part) => model.earlier[part].items.filter(({ key }) => key !== REST).map((item): TableRow => ({
    key: `${part} ${cellKey(item)}`,
    cells: [itemShown(words, model, part, item), standingText(words, model.earlier[part].standing.get(cellKey(item))), String(item.times), told(words, itemTimes(model.now[part].items, item))],
  })));
  if (rows.length === 0) return null;
  const columns = [{ label: words.t("needs-report.missing") }, { label: words.t("needs-report.standing") }, { label: words.t("needs-report.then"), numeric: true }, { label: words.t("needs-report.now"), numeric: true }];
  return <Card title={words.t("needs-report.since")}><DataTable caption={words.t("needs-report.since.caption", { half: halfName(words, before(model.half)) })} columns={columns} rows={rows} /></Card>;
}

function Ways({ model: { guide, half, hasLater } }: { model: ReportModel }) {
  const words = useWords();
  const to = (other: Half, ending = "") => deskOf(guide, `/report${ending}?half=${nameOf(other)}`);
  return (
    <div class="actions report-ways">
      <ButtonLink href={to(half, ".csv")} kind="quiet">{words.t("needs-report.csv")}</ButtonLink>
      <a href={to(before(half))}>{halfName(words, before(half))}</a>
      {hasLater && <a href={to(after(half))}>{halfName(words, after(half))}</a>}
    </div>
  );
}

/** What families looked for in half a year: for the steering group, on paper too. @model degerforsmodellen row 22 */
export function ReportPage({ model, seen }: { model: ReportModel; seen: Seen }) {
  const { words, today } = seen;
  const { guide, half, now } = model;
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("needs-report.title") }]} />
      <PageTitle over={words.t("keeper.over", { guide: guide.name })} lead={words.t("needs-report.lead", { from: words.day(firstDayOf(half)), until: words.day(lastDayOf(half)) })}>{words.t("needs-report.heading", { half: halfName(words, half) })}</PageTitle>
      <PrintMark>{words.t("needs-report.mark", { day: words.day(today) })}</PrintMark>
      <p>{words.t("needs-report.guarded", { least: LEAST })}</p>
      <Ways model={model} />
      <p class="quiet">{words.t("needs-report.paper")}</p>
      {parts.every((part) => now[part].total === 0) && <Empty title={words.t("needs-report.none")} text={words.t("needs-report.none.text", { least: LEAST })} />}
      {parts.map((part) => <PartCard key={part} part={part} model={model} />)}
      <Since model={model} />
    </Stack>
  );
}
