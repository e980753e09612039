import type { VNode } from "preact";
import type { Guide } from "../directory/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Breadcrumb, ButtonLink, Card, DataTable, Empty, Hidden, PageTitle, Said, Stack, type Crumb } from "../ui/index.ts";
import { besideFrom, gapsIn, reachOf, type Known, type Much, type Pair } from "./knowing.ts";
import type { NetworkUnit } from "./network.ts";

/** `own`: the acting duty's unit, when it is one of them. `speaks`: the duty speaks for it. `asked`: it is time to. */
export type KnowingModel = { readonly guide: Guide; readonly units: readonly NetworkUnit[]; readonly known: Known; /** Whether one unit has visited another. */ readonly visited: (visiting: string, other: string) => boolean; readonly own: NetworkUnit | undefined; readonly speaks: boolean; readonly asked: boolean };

const MOST_GAPS = 8;
const unitPath = ({ id }: NetworkUnit): string => `/network/units/${id}/knowing`;

export const muchText = (words: Words, much: Much | undefined): string => words.t(`knowing.much.${much ?? "unsaid"}`);

function Crumbs({ here }: { here?: Crumb | undefined }) {
  const words = useWords();
  const all = { label: words.t("knowing.title") };
  return <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, ...(here ? [{ ...all, href: "/network/knowing" }, here] : [all])]} />;
}

/** Who of a pair has been to see the other. */
const visitorsIn = ({ one, other }: Pair, visited: KnowingModel["visited"]): string[] =>
  [...(visited(one.id, other.id) ? [one.name] : []), ...(visited(other.id, one.id) ? [other.name] : [])];

function Gaps({ gaps, visited }: { gaps: readonly Pair[] } & Pick<KnowingModel, "visited">) {
  const words = useWords();
  return (
    <ul class="knowing-pairs">
      {gaps.slice(0, MOST_GAPS).map((pair) => ({ ...pair, came: visitorsIn(pair, visited) })).map(({ one, other, ones, others, came }) => (
        <li key={`${one.id} ${other.id}`}>
          <p><a href={unitPath(one)}><Said>{one.name}</Said></a> {words.t("knowing.and")} <a href={unitPath(other)}><Said>{other.name}</Said></a></p>
          <p class="quiet"><Said>{one.name}</Said>: {muchText(words, ones)}. <Said>{other.name}</Said>: {muchText(words, others)}. {came.length > 0 && <>{words.t("knowing.visited")} <Said>{came.join(", ")}</Said></>}</p>
        </li>
      ))}
    </ul>
  );
}

function Ours({ model: { own, speaks, asked, units, known } }: { model: KnowingModel }) {
  const words = useWords();
  if (!own) return null;
  const { said } = reachOf(units, known, own.id);
  return (
    <Card title={<Said>{own.name}</Said>}>
      <p>{said === 0 ? words.t("knowing.ours.never") : words.t("knowing.ours.said", { said, count: units.length - 1 })} {asked && said > 0 && words.t("knowing.ours.year")}</p>
      {speaks ? <p><ButtonLink href="/network/ours/knowing" kind={asked ? "primary" : "quiet"}>{words.t("knowing.ours.say")}</ButtonLink></p> : <p class="quiet">{words.t("knowing.ours.who")}</p>}
      <p><a href={unitPath(own)}>{words.t("knowing.ours.see")}</a></p>
    </Card>
  );
}

/** What is wider than the screen is scrolled with the arrows, and so can be reached. @ground WCAG 2.1.1 */
const reachable = { tabIndex: 0 } as const;

/** Those who have said, about everybody. The columns are numbered as the list of units; who listens hears the names. */
function Matrix({ units, known }: Pick<KnowingModel, "units" | "known">) {
  const words = useWords();
  return (
    <div class="map-box" role="region" aria-labelledby="knowing-table" {...reachable}>
      <table class="knowing-table">
        <thead><tr><th scope="col">{words.t("knowing.table.who")}</th>{units.map(({ id, name }, nth) => <th key={id} scope="col"><span aria-hidden="true">{nth + 1}</span><Hidden><Said>{name}</Said></Hidden></th>)}</tr></thead>
        <tbody>
          {units.filter(({ id }) => reachOf(units, known, id).said > 0).map((unit) => (
            <tr key={unit.id}>
              <th scope="row">{units.indexOf(unit) + 1}. <Said>{unit.name}</Said></th>
              {units.map(({ id }) => <td key={id} class={id === unit.id ? "knowing-self" : undefined}>{id === unit.id ? "" : known(unit.id, id) ?? <><span aria-hidden="true">–</span><Hidden>{words.t("knowing.much.unsaid")}</Hidden></>}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UnitLine({ unit, units, known }: Pick<KnowingModel, "units" | "known"> & { unit: NetworkUnit }) {
  const words = useWords();
  const { said, knows, knownBy } = reachOf(units, known, unit.id);
  return (
    <li>
      <a href={unitPath(unit)}><Said>{unit.name}</Said></a>{" "}
      <span class="quiet">{said > 0 ? words.t("knowing.units.knows", { count: knows }) : words.t("knowing.much.unsaid")}{knownBy > 0 && <> · {words.t("knowing.units.known", { count: knownBy })}</>}</span>
    </li>
  );
}

/** How well the units of a network know each other: where meeting is worth most, and nobody's mark. @model degerforsmodellen 5.3, row 31 */
export function KnowingPage({ model }: { model: KnowingModel }) {
  const words = useWords();
  const { guide, units, known, visited } = model;
  const gaps = gapsIn(units, known);
  const anything = units.some((unit) => reachOf(units, known, unit.id).said > 0);
  return (
    <Stack>
      <Crumbs />
      <PageTitle lead={words.t("knowing.lead", { place: guide.served })}>{words.t("knowing.title")}</PageTitle>
      <Ours model={model} />
      {!anything && <Empty title={words.t("knowing.empty")} text={words.t("knowing.empty.text")} />}
      {anything && <Card title={words.t("knowing.gaps")}>{gaps.length === 0 ? <p>{words.t("knowing.gaps.none")}</p> : <Gaps gaps={gaps} visited={visited} />}</Card>}
      {gaps.length > 0 && (
        <Card title={words.t("knowing.beside")}>
          <p>{words.t("knowing.beside.text")} <a href="/visits">{words.t("knowing.beside.visits")}</a></p>
          <ul>{besideFrom(gaps).map(({ one, other }) => <li key={one.id}><Said>{one.name}</Said> {words.t("knowing.and")} <Said>{other.name}</Said></li>)}</ul>
        </Card>
      )}
      <Card title={words.t("knowing.units")}>
        <ol class="knowing-units">{units.map((unit) => <UnitLine key={unit.id} unit={unit} units={units} known={known} />)}</ol>
      </Card>
      {anything && (
        <div class="stack">
          <h2 id="knowing-table">{words.t("knowing.table")}</h2>
          <p class="quiet">{words.t("knowing.table.text")}</p>
          <Matrix units={units} known={known} />
        </div>
      )}
    </Stack>
  );
}

export type UnitKnowingModel = Pick<KnowingModel, "units" | "known" | "visited"> & { readonly unit: NetworkUnit; readonly isOwn: boolean; readonly speaks: boolean };

/** One unit: how well it knows each of the others, and they it. Those of whom neither has said anything are only counted. */
export function UnitKnowingPage({ model: { unit, units, known, visited, isOwn, speaks } }: { model: UnitKnowingModel }) {
  const words = useWords();
  const others = units.filter(({ id }) => id !== unit.id);
  const said = others.filter(({ id }) => known(unit.id, id) !== undefined || known(id, unit.id) !== undefined || visited(unit.id, id) || visited(id, unit.id));
  const cell = (by: string, of: string) => <>{muchText(words, known(by, of))}{visited(by, of) && <p class="quiet">{words.t("knowing.unit.visited")}</p>}</>;
  return (
    <Stack>
      <Crumbs here={{ label: <Said>{unit.name}</Said> }} />
      <PageTitle lead={words.t("knowing.unit.lead")}><Said>{unit.name}</Said></PageTitle>
      {isOwn && speaks && <p><ButtonLink href="/network/ours/knowing" kind="quiet">{words.t("knowing.ours.say")}</ButtonLink></p>}
      {said.length > 0 && <DataTable caption={words.t("knowing.unit.caption")} columns={[{ label: words.t("knowing.unit.other") }, { label: words.t("knowing.unit.given", { unit: unit.name }) }, { label: words.t("knowing.unit.received", { unit: unit.name }) }]}
        rows={said.map((other) => ({
          key: other.id, cells: [<a href={`/network/services/${other.services[0]!.handle}`}><Said>{other.name}</Said></a>, cell(unit.id, other.id), cell(other.id, unit.id)],
        }))} />}
      {said.length < others.length && <p class="quiet">{words.t("knowing.unit.rest", { count: others.length - said.length })}</p>}
    </Stack>
  );
}

/** The unit says, once a year, how well it knows the others. */
export function SayKnowingPage({ own, form }: { own: NetworkUnit; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Crumbs here={{ label: words.t("knowing.say.title") }} />
      <PageTitle over={<Said>{own.name}</Said>} lead={words.t("knowing.say.lead")}>{words.t("knowing.say.title")}</PageTitle>
      {form}
    </Stack>
  );
}
