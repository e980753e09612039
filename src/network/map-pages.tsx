import { transitionName } from "../circle/index.ts";
import type { Guide } from "../directory/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { asSaid, Breadcrumb, Card, Notice, PageTitle, Pairs, Said, Stack, Tag } from "../ui/index.ts";
import { drawingOf, MAP } from "./map-geometry.ts";
import { tieKinds, type Alarms, type NetworkUnit, type Tie } from "./network.ts";

export type MapModel = { readonly guide: Guide; readonly units: readonly NetworkUnit[]; readonly ties: readonly Tie[]; readonly alarms: Alarms };

/** What a tie is called: a transition by our words, everything else by its own name. */
const tieName = (words: Words, { kind, name }: Tie): string => (kind === "transition" ? transitionName(words, name) : name);
const placeOf = (id: string): string => `u-${id}`;

/** Said before anything is drawn: who stands alone, and what hangs on one person or on nobody. @model degerforsmodellen 5.3 */
function InWords({ alarms: { alone, weak } }: { alarms: Alarms }) {
  const words = useWords();
  const nobody = weak.filter(({ weakness }) => weakness === "no-contact");
  const one = weak.filter(({ weakness }) => weakness === "no-deputy");
  if (alone.length + weak.length === 0) return <Notice kind="success" title={words.t("network.map.sound")} />;
  const cards = (some: Alarms["weak"]) => <ul class="links-list">{some.map(({ service }) => <li key={service.id}><a href={`/network/services/${service.handle}`}><Said>{service.name}</Said></a> <span class="quiet"><Said>{service.unit}</Said></span></li>)}</ul>;
  return (
    <Card title={words.t("network.map.alarms")} id="alarms">
      {nobody.length > 0 && <><h3>{words.t("network.map.nobody", { count: nobody.length })}</h3>{cards(nobody)}</>}
      {one.length > 0 && <><h3>{words.t("network.map.one", { count: one.length })}</h3>{cards(one)}</>}
      {alone.length > 0 && <><h3>{words.t("network.map.alone", { count: alone.length })}</h3><ul class="links-list">{alone.map(({ id, name }) => <li key={id}><a href={`#${placeOf(id)}`}><Said>{name}</Said></a></li>)}</ul></>}
    </Card>
  );
}

type Marks = ReadonlyMap<string, "no-contact" | "no-deputy">;

/** The weakest of each unit's cards. */
const marksOf = ({ weak }: Alarms): Marks => new Map([...weak].reverse().map(({ service, weakness }) => [service.unitId, weakness]));

/** One unit and what it shares, a line for each kind. */
function UnitTies({ unit, ties, mark }: { unit: NetworkUnit; ties: readonly Tie[]; mark: "no-contact" | "no-deputy" | undefined }) {
  const words = useWords();
  const own = ties.filter((tie) => tie.units.includes(unit.id));
  return (
    <li id={placeOf(unit.id)} data-unit={unit.id}>
      <p><strong><Said>{unit.name}</Said></strong> {mark && <Tag kind="late">{words.t(`network.map.mark.${mark}`)}</Tag>}</p>
      {own.length === 0 && <p class="quiet">{words.t("network.map.shares-nothing")}</p>}
      {[...Map.groupBy(own, ({ kind }) => kind)].map(([kind, some]) => (
        <p key={kind} class="shares"><span class="quiet">{words.t(`network.map.kind.${kind}`)}:</span> {some.map((tie, nth) => <span key={tie.id} data-tie={tie.id}>{nth > 0 && ", "}<Said>{tieName(words, tie)}</Said></span>)}</p>
      ))}
    </li>
  );
}

/** What is shared, and by whom. */
function Shared({ units, ties }: Pick<MapModel, "units" | "ties">) {
  const words = useWords();
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const list = new Intl.ListFormat(words.locale);
  return <Pairs items={ties.map((tie) => ({ label: <><span class="quiet">{words.t(`network.map.kind.${tie.kind}`)}:</span> <Said>{tieName(words, tie)}</Said></>, value: <Said>{list.format(tie.units.map((id) => names.get(id)!).sort((one, other) => one.localeCompare(other, "sv")))}</Said> }))} />;
}

/** The list is the map; the drawing repeats it. @ground U28 */
function MapList({ units, ties, marks }: Pick<MapModel, "units" | "ties"> & { marks: Marks }) {
  return (
    <div class="map-list">
      {[...Map.groupBy(units, ({ authority }) => authority)].map(([authority, own]) => (
        <section key={authority}>
          <h3><Said>{authority}</Said></h3>
          <ul class="units">{own.map((unit) => <UnitTies key={unit.id} unit={unit} ties={ties} mark={marks.get(unit.id)} />)}</ul>
        </section>
      ))}
    </div>
  );
}

function Legend() {
  const words = useWords();
  return (
    <ul class="map-legend">
      {tieKinds.map((kind) => <li key={kind}><svg class={`map-key tie-${kind}`} viewBox="0 0 40 10" width="40" height="10" aria-hidden="true" focusable="false"><path d="M0 5H40" /></svg> {words.t(`network.map.kind.${kind}`)}</li>)}
      {(["no-deputy", "no-contact"] as const).map((mark) => <li key={mark}><svg class="map-key" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" focusable="false"><circle class={`map-dot mark-${mark}`} r="5" /></svg> {words.t(`network.map.mark.${mark}`)}</li>)}
    </ul>
  );
}

/** So many letters have room as they are; longer names are set tighter. */
const FITS = 46;
const tight = (name: string, room: number) => (name.length > FITS ? { textLength: room, lengthAdjust: "spacingAndGlyphs" as const } : {});

export function NetworkDrawing({ units, ties, marks }: Pick<MapModel, "units" | "ties"> & { marks: Marks }) {
  const words = useWords();
  const drawing = drawingOf(units, ties);
  const kinds = new Map(ties.map(({ id, kind }) => [id, kind]));
  return (
    <svg class="map" viewBox={`0 0 ${MAP.width} ${Math.ceil(drawing.height)}`} width={MAP.width} height={Math.ceil(drawing.height)} role="group" aria-labelledby="map-title" {...asSaid}>
      {drawing.lines.map(({ unit, tie, path }) => <path key={`${unit} ${tie}`} class={`map-line tie-${kinds.get(tie)}`} d={path} data-unit={unit} data-tie={tie} />)}
      {drawing.heads.map(({ of, y }) => <text key={of} class="map-head" x={MAP.left - 14} y={y} text-anchor="end" dominant-baseline="central">{of}</text>)}
      {drawing.units.map(({ of, y }) => (
        <a key={of.id} href={`#${placeOf(of.id)}`} data-unit={of.id}>
          <circle class={`map-dot${marks.has(of.id) ? ` mark-${marks.get(of.id)}` : ""}`} cx={MAP.left} cy={y} r="5" />
          <text x={MAP.left - 14} y={y} text-anchor="end" dominant-baseline="central" {...tight(of.name, MAP.left - 22)}>{of.name}</text>
        </a>
      ))}
      {drawing.ties.map(({ of, y }) => (
        <g key={of.id} data-tie={of.id} class={`map-tie tie-${of.kind}`}>
          <circle class="map-dot" cx={MAP.right} cy={y} r="4" />
          <text x={MAP.right + 14} y={y} dominant-baseline="central" {...tight(tieName(words, of), MAP.width - MAP.right - 22)}>{tieName(words, of)}</text>
        </g>
      ))}
    </svg>
  );
}

/** What is wider than the screen is scrolled with the arrows, and so can be reached. @ground WCAG 2.1.1 */
const reachable = { tabIndex: 0 } as const;

export function MapPage({ model: { guide, units, ties, alarms } }: { model: MapModel }) {
  const words = useWords();
  const marks = marksOf(alarms);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.map.title") }]} />
      <PageTitle lead={words.t("network.map.lead", { place: guide.served })}>{words.t("network.map.title")}</PageTitle>
      <InWords alarms={alarms} />
      {ties.length > 0 && <Card title={words.t("network.map.shared")}><Shared units={units} ties={ties} /></Card>}
      <Card title={words.t("network.map.units")}><MapList units={units} ties={ties} marks={marks} /></Card>
      <div class="stack">
        <h2 id="map-title">{words.t("network.map.drawing")}</h2>
        <p class="quiet">{words.t("network.map.drawing.text")}</p>
        <Legend />
        <div class="map-box" role="region" aria-labelledby="map-title" {...reachable}><NetworkDrawing units={units} ties={ties} marks={marks} /></div>
      </div>
    </Stack>
  );
}
