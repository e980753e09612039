import type { VNode } from "preact";
import { dayOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Card, DataTable, Details, Notice, PageTitle, Said, Stack } from "../ui/index.ts";
import { columns, csvOf } from "./csv.ts";
import { Download, RegisterCrumbs, sourceIn } from "./register-pages.tsx";
import type { Intake } from "./register-store.ts";
import { isNothing, type Counts, type Difference, type Refused, type Standing } from "./register.ts";

export type Checking = { readonly difference: Difference; readonly counts: Counts; readonly branches: Standing["branches"] };

const MOST = 100;
const NUMBERS = ["added", "changed", "same", "missing"] as const;

/** How many of each: what comes, what changes, what stays, what is gone from the source. */
function CountTable({ counts }: { counts: Counts }) {
  const words = useWords();
  const row = (of: "units" | "people") => ({ key: of, cells: [words.t(`register.${of}`), ...NUMBERS.map((number) => String(counts[of][number]))] });
  return (
    <DataTable
      caption={words.t("register.summary")} columns={[{ label: words.t("register.what") }, ...NUMBERS.map((number) => ({ label: words.t(`register.number.${number}`), numeric: true }))]}
      rows={[row("units"), row("people")]}
    />
  );
}

const whyOf = (words: Words, { why, of }: Refused): string => words.say(`register.why.${why}`, { of: of ?? "" });

/** What was not taken, where it stands and why; also as a file, for whoever mends it in the source. */
function RefusedTable({ refused }: { refused: readonly Refused[] }) {
  const words = useWords();
  if (refused.length === 0) return null;
  const whatOf = ({ what }: Refused) => words.t(`register.refused.${what}`);
  const head = ["place", "what", "why"].map((name) => words.say(`register.refused.${name}`));
  // The cells stand under the columns of the template, where all of them are of one kind.
  const kinds = [...new Set(refused.map(({ what }) => what))];
  const cellNames = kinds.length === 1 ? columns[kinds[0] === "unit" ? "units" : "people"] : [];
  const lines = refused.map((one) => [one.place, whatOf(one), whyOf(words, one), ...one.cells]);
  return (
    <Card title={words.t("register.refused", { count: refused.length })}>
      <p>{words.t("register.refused.text")} <Download name={`${words.t("register.refused.file")}.csv`} text={csvOf([[...head, ...cellNames], ...lines])} label={words.t("register.refused.download")} /></p>
      <DataTable
        caption={words.t("register.refused.caption")} columns={head.map((label) => ({ label }))}
        rows={refused.slice(0, MOST).map((one, nth) => ({ key: String(nth), cells: [<Said>{one.place}</Said>, <>{whatOf(one)} <Said>{one.cells[2] || one.cells[0]}</Said></>, whyOf(words, one)] }))}
      />
      <More count={refused.length} />
    </Card>
  );
}

function More({ count }: { count: number }) {
  const words = useWords();
  return count > MOST ? <p class="quiet">{words.t("register.more", { count: count - MOST })}</p> : null;
}

type Listing = { readonly title: string; readonly items: ReadonlyArray<{ readonly key: string; readonly text: string; readonly was?: readonly string[]; readonly mark?: string }> };

/** Units or people by name, folded together when they are many. */
function Names({ title, items }: Listing) {
  const words = useWords();
  if (items.length === 0) return null;
  return (
    <Details summary={`${title} (${items.length})`} open={items.length <= 10}>
      <ul>
        {items.slice(0, MOST).map(({ key, text, was, mark }) => <li key={key}><Said>{text}</Said>{mark && <> <span class="quiet">({mark})</span></>}{was && was.length > 0 && <> <span class="quiet">{words.t("register.was")} <Said>{was.join(", ")}</Said></span></>}</li>)}
      </ul>
      <More count={items.length} />
    </Details>
  );
}

type Texts = Readonly<Record<string, string>>;
/** What stood there before, of what has changed. */
const wasOf = (was: Texts, is: Texts): string[] => Object.keys(is).filter((name) => was[name] !== is[name] && was[name] !== "").map((name) => was[name] ?? "");

const unitTexts = ({ name, town, phone }: { name: string; town: string; phone: string }): Texts => ({ name, town, phone });
const unitLine = (unit: { name: string; town: string; phone: string }): string => Object.values(unitTexts(unit)).join(", ");
const personLine = ({ name, role, phone, email }: { name: string; role: string; phone: string; email: string }): string => [name, role, phone, email].filter(Boolean).join(", ");

function Changes({ difference: { units, people } }: { difference: Difference }) {
  const words = useWords();
  const title = (of: "units" | "people", number: (typeof NUMBERS)[number]) => `${words.t(`register.${of}`)}: ${words.t(`register.number.${number}`).toLocaleLowerCase("sv")}`;
  const personTexts = ({ name, role, phone, email }: { name: string; role: string; phone: string; email: string }): Texts => ({ name, role, phone, email });
  return (
    <Card title={words.t("register.changes")}>
      <Names title={title("units", "added")} items={units.added.map((unit) => ({ key: unit.branchId + unit.id, text: unitLine(unit) }))} />
      <Names title={title("units", "changed")} items={units.changed.map(({ was, is }) => ({ key: was.id, text: unitLine(is), was: wasOf(unitTexts(was), unitTexts(is)), ...(was.source === undefined ? { mark: words.t("register.linked") } : {}) }))} />
      <Names title={title("units", "missing")} items={units.missing.map((unit) => ({ key: unit.id, text: unitLine(unit) }))} />
      <Names title={title("people", "added")} items={people.added.map((one) => ({ key: one.unit.branchId + one.id, text: `${personLine(one)}, ${one.unit.name}` }))} />
      <Names title={title("people", "changed")} items={people.changed.map(({ was, is }) => ({ key: was.id, text: `${personLine(is)}, ${is.unit.name}`, was: wasOf(personTexts(was), personTexts(is)) }))} />
      <Names title={title("people", "missing")} items={[...people.missing, ...people.hidden].map((one) => ({ key: one.id, text: personLine(one) }))} />
    </Card>
  );
}

/** What was read, set against what stands: everything that would change, before anything does. */
export function CheckPage({ source, checking: { difference, counts }, form }: { source: string; checking: Checking; form: VNode }) {
  const words = useWords();
  const isNone = isNothing(counts);
  const gone = counts.units.missing + counts.people.missing;
  return (
    <Stack>
      <RegisterCrumbs last={words.t("register.check.title")} />
      <PageTitle lead={words.t("register.check.lead", { source: sourceIn(words, source) })}>{words.t("register.check.title")}</PageTitle>
      {isNone && <Notice kind="info" title={words.t("register.nothing")}>{words.t("register.nothing.text")}</Notice>}
      <CountTable counts={counts} />
      {gone > 0 && <Notice kind="info" title={words.t("register.gone", { count: gone })}>{words.t("register.gone.text")}</Notice>}
      {!isNone && <Changes difference={difference} />}
      <RefusedTable refused={difference.notTaken} />
      {form}
    </Stack>
  );
}

/** What was done with it. */
export function SettledPage({ intake: { source, state, counts, notTaken, at }, words }: { intake: Intake; words: Words }) {
  return (
    <Stack>
      <RegisterCrumbs last={words.t("register.check.title")} />
      <PageTitle lead={words.t(`register.settled.${state === "taken" ? "taken" : "put-aside"}`, { day: words.day(dayOf(at)), source: sourceIn(words, source) })}>{words.t("register.settled")}</PageTitle>
      {counts && <CountTable counts={counts} />}
      {notTaken && <RefusedTable refused={notTaken} />}
    </Stack>
  );
}
