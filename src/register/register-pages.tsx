import type { VNode } from "preact";
import { dayOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, Breadcrumb, ButtonLink, Card, Details, Empty, PageTitle, Phone, Row, Rows, Said, Stack, Tag } from "../ui/index.ts";
import { columns, csvOf, FILE, type FileKind } from "./csv.ts";
import type { Intake, Register, ShownUnit } from "./register-store.ts";

export type Shelves = Register & { readonly intakes: ReadonlyArray<Pick<Intake, "id" | "at" | "source" | "state" | "counts">>; readonly feed: string | undefined };

/** What a source is called. */
export const sourceIn = (words: Words, source: string): string => (source === FILE ? words.t("register.source.file") : source);

/** A file that is made here and now: the page carries it, so that it needs no address of its own. */
export function Download({ name, text, label }: { name: string; text: string; label: string }) {
  return <a href={`data:text/csv;charset=utf-8;base64,${Buffer.from(text).toString("base64")}`} download={name}>{label}</a>;
}

const telephone = (number: string) => number && <> · <Phone number={number} /></>;

function People({ unit, people }: { unit: ShownUnit; people: Shelves["people"] }) {
  const words = useWords();
  const here = people.filter(({ unitId }) => unitId === unit.id);
  if (here.length === 0) return null;
  return (
    <Details summary={words.t("register.staff", { count: here.length })}>
      <ul class="links-list">
        {here.map((one) => (
          <li key={one.id}>
            <Said>{one.name}, {one.role}</Said>{telephone(one.phone)}{one.email && <> · <a href={`mailto:${one.email}`}><Said>{one.email}</Said></a></>}
            {one.missingSince && <> <Tag kind="late">{words.t("register.missing-since", { day: words.shortDay(one.missingSince) })}</Tag></>}
          </li>
        ))}
      </ul>
    </Details>
  );
}

function Branch({ name, units, people }: { name: string; units: readonly ShownUnit[]; people: Shelves["people"] }) {
  const words = useWords();
  return (
    <Card title={<Said>{name}</Said>}>
      <ul class="register-units">
        {units.map((unit) => (
          <li key={unit.id}>
            <h3><Said>{unit.name}</Said></h3>
            <p><Said>{unit.town}</Said>{telephone(unit.phone)} {unit.missingSince && <Tag kind="late">{words.t("register.missing-since", { day: words.shortDay(unit.missingSince) })}</Tag>}</p>
            <People unit={unit} people={people} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Intakes({ shelves: { intakes, authority }, seen: { words } }: { shelves: Shelves; seen: Seen }) {
  if (intakes.length === 0) return null;
  return (
    <Card title={words.t("register.intakes")}>
      <Rows>
        {intakes.map(({ id, at, source, state, counts }) => (
          <Row
            key={id} sign={state === "taken" ? "done" : state === "checked" ? "day" : "no"} label={words.t("register.from", { source: sourceIn(words, source) })} href={state === "put-aside" ? undefined : `/register/${authority?.handle}/intakes/${id}`}
            beside={<Tag kind="calm">{words.t(`register.state.${state}`)}</Tag>} when={words.day(dayOf(at))}
            next={counts && words.t("register.counts", { units: counts.units.added + counts.units.changed, people: counts.people.added + counts.people.changed, refused: counts.notTaken })}
          />
        ))}
      </Rows>
    </Card>
  );
}

/** The units and the staff of one's own authority, as its sources say. */
export function RegisterPage({ shelves, seen }: { shelves: Shelves; seen: Seen }) {
  const { words } = seen;
  const { authority, units, people, keeps, feed } = shelves;
  const at = (rest: string) => `/register/${authority?.handle}/${rest}`;
  const branches = Map.groupBy(units, ({ branch }) => branch);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("register.title") }]} />
      <PageTitle lead={words.t("register.lead", { authority: authority?.name ?? "" })}>{words.t("register.title")}</PageTitle>
      {keeps && (
        <Actions>
          {feed !== undefined && <ButtonLink href={at("fetch")}>{words.t("register.fetch.title")}</ButtonLink>}
          <ButtonLink href={at("read")} kind={feed === undefined ? "primary" : "quiet"}>{words.t("register.read.title")}</ButtonLink>
        </Actions>
      )}
      {keeps && <Intakes shelves={shelves} seen={seen} />}
      {people.length === 0 && <Empty title={words.t("register.no-staff")} text={words.t("register.no-staff.text")} />}
      {[...branches].map(([name, here]) => <Branch key={name} name={name} units={here} people={people} />)}
    </Stack>
  );
}

type Crumbs = { readonly last: string };
export function RegisterCrumbs({ last }: Crumbs) {
  const words = useWords();
  return <Breadcrumb items={[{ label: words.t("register.title"), href: "/register" }, { label: last }]} />;
}

/** What each column of a file is for, and a file to begin with. */
function Columns({ kind, branches }: { kind: FileKind; branches: ReadonlyArray<{ readonly name: string }> }) {
  const words = useWords();
  return (
    <Details summary={words.t(`register.columns.${kind}`)}>
      <dl class="pairs">
        {columns[kind].map((name) => <div key={name}><dt><code><Said>{name}</Said></code></dt><dd>{words.say(`register.column.${kind}.${name}`)}</dd></div>)}
      </dl>
      {kind === "units" && <><p>{words.t("register.branches")}</p><ul>{branches.map(({ name }) => <li key={name}><Said>{name}</Said></li>)}</ul></>}
      <p><Download name={`${words.t(`register.template.${kind}`)}.csv`} text={csvOf([columns[kind]])} label={words.t("register.template")} /></p>
    </Details>
  );
}

/** Where a file is chosen. Nothing is written before it has been looked through. */
export function ReadPage({ branches, form }: { branches: ReadonlyArray<{ readonly name: string }>; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <RegisterCrumbs last={words.t("register.read.title")} />
      <PageTitle lead={words.t("register.read.lead")}>{words.t("register.read.title")}</PageTitle>
      <Card title={words.t("register.columns")}>
        <p>{words.t("register.columns.text")}</p>
        <Columns kind="units" branches={branches} />
        <Columns kind="people" branches={branches} />
      </Card>
      {form}
      <p class="quiet">{words.t("register.no-right")}</p>
    </Stack>
  );
}

export function FetchPage({ name, form }: { name: string; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <RegisterCrumbs last={words.t("register.fetch.title")} />
      <PageTitle lead={words.t("register.fetch.lead", { source: name })}>{words.t("register.fetch.title")}</PageTitle>
      <p>{words.t("register.fetch.text")}</p>
      {form}
      <p class="quiet">{words.t("register.no-right")}</p>
    </Stack>
  );
}
