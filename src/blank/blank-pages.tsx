import { useWords } from "../platform/i18n/words.tsx";
import { textIn, type Practice } from "../practice/index.ts";
import { Breadcrumb, Card, Notice, PageTitle, Stack } from "../ui/index.ts";
import { partsOf, type BlankId, type Part, type Saying } from "./blank.ts";

/** Whom one fills it in with. */
const SETS: ReadonlyArray<{ readonly id: "family" | "meeting" | "colleagues"; readonly blanks: readonly BlankId[] }> = [
  { id: "family", blanks: ["F2", "F3", "F5", "F9"] },
  { id: "meeting", blanks: ["F4", "F6", "F7", "F8"] },
  { id: "colleagues", blanks: ["F1", "F10", "F11", "F12", "F13"] },
];

export function BlanksPage() {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("tracks.title"), href: "/tracks" }, { label: words.t("blanks.title") }]} />
      <PageTitle lead={words.t("blanks.lead")}>{words.t("blanks.title")}</PageTitle>
      <Notice kind="info" title={words.t("blanks.rule.title")}><p>{words.t("blanks.rule.text")}</p></Notice>
      {SETS.map(({ id, blanks }) => (
        <Card key={id} title={words.t(`blanks.for.${id}`)}>
          <ul class="plain-list">
            {blanks.map((blank) => <li key={blank}><a href={`/blanks/${blank}`}>{words.t(`blank.${blank}.title`)}</a><p class="quiet">{words.t("blanks.one", { number: blank, use: words.t(`blank.${blank}.use`) })}</p></li>)}
          </ul>
        </Card>
      ))}
    </Stack>
  );
}

function useSay(): (saying: Saying) => string {
  const words = useWords();
  return (saying) => (typeof saying === "string" ? words.t(saying) : textIn(saying, words.language));
}

function Table({ part: { label, columns, rows } }: { part: Extract<Part, { is: "table" }> }) {
  const say = useSay();
  return (
    <table class="blank-table">
      <caption class="hidden">{say(label)}</caption>
      <thead><tr>{columns.map((column) => <th key={say(column)} scope="col">{say(column)}</th>)}</tr></thead>
      <tbody>{Array.from({ length: rows }, (_, row) => <tr key={row}>{columns.map((column) => <td key={say(column)}>{"\u00a0"}</td>)}</tr>)}</tbody>
    </table>
  );
}

const Empty = ({ rows }: { rows: number }) => <div class="blank-rows" aria-hidden="true">{Array.from({ length: rows }, (_, row) => <span key={row} />)}</div>;

function Filling({ part }: { part: Part }) {
  const say = useSay();
  if (part.is === "rows") return <Empty rows={part.rows} />;
  if (part.is === "table") return <Table part={part} />;
  if (part.is === "reading") return <ul>{part.points.map((one) => <li key={say(one)}>{say(one)}</li>)}</ul>;
  return (
    <>
      <ul class="blank-boxes">{part.options.map((one) => <li key={say(one)}>{say(one)}</li>)}</ul>
      {part.rows > 0 && <Empty rows={part.rows} />}
    </>
  );
}

/** One blank as it comes out of the printer. Nothing is typed here, and nothing of anybody stands on it. @model degerforsmodellen 5.5, row 59 */
export function BlankPage({ id, practice }: { id: BlankId; practice: Practice }) {
  const [words, say] = [useWords(), useSay()];
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("blanks.title"), href: "/blanks" }, { label: words.t(`blank.${id}.title`) }]} />
      <PageTitle lead={words.t(`blank.${id}.use`)}>{words.t(`blank.${id}.title`)}</PageTitle>
      <p class="blank-how quiet">{words.t("blank.print")}</p>
      <div class="blank">
        {partsOf(id, practice).map((part) => (
          <section key={say(part.label)} class="blank-part">
            <h2>{say(part.label)}</h2>
            {part.help && <p class="quiet">{say(part.help)}</p>}
            <Filling part={part} />
          </section>
        ))}
      </div>
      <p class="quiet">{words.t("blank.model", { number: id, name: textIn(practice.package.name, words.language), version: practice.package.version })}</p>
    </Stack>
  );
}
