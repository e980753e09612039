import type { VNode } from "preact";
import { ownersOf, segmentName, transitionName, type Circle, type Gap, type Near, type SegmentGaps, type Transition } from "../circle/index.ts";
import type { Service } from "../directory/directory.ts";
import type { Guide } from "../directory/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Breadcrumb, ButtonLink, Card, Details, Empty, Hidden, PageTitle, Pairs, Said, Stack, Tag } from "../ui/index.ts";

/** "10–12 år", "väntar barn, 0 och 5 år": runs of ages as one says them. */
export function agesSaid(words: Words, ages: readonly number[]): string {
  const runs: Array<[number, number]> = [];
  for (const age of ages) {
    const last = runs.at(-1);
    if (last && last[1] === age - 1 && last[0] >= 0) last[1] = age;
    else runs.push([age, age]);
  }
  const said = runs.map(([from, to]) => (to < 0 ? words.t("guide.ages.expecting").toLocaleLowerCase(words.locale) : from === to ? words.t("guide.ages.one", { from }) : words.t("guide.ages.span", { from, to })));
  return new Intl.ListFormat(words.locale).format(said);
}

type Named = { readonly handle: string; readonly name: string };
/** A few beside each other: a list would be longer than what it tells. */
const links = (some: readonly Named[], to: (handle: string) => string) => <>{some.map(({ handle, name }, nth) => <span key={handle}>{nth > 0 && ", "}<a href={to(handle)}><Said>{name}</Said></a></span>)}</>;
const toCard = (handle: string) => `/network/services/${handle}`;
const toActivity = (handle: string) => `/activities/${handle}`;

function NearTo({ near }: { near: readonly Near[] }) {
  const words = useWords();
  if (near.length === 0) return <p>{words.t("circle.gap.meeting-place.none")}</p>;
  return (
    <>
      <p>{words.t("circle.gap.meeting-place.close")}</p>
      <ul>{near.map(({ activity: { handle, name }, how }) => <li key={handle}><a href={toActivity(handle)}><Said>{words.t(`circle.near.${how}`, { name })}</Said></a></li>)}</ul>
    </>
  );
}

type Told = { readonly what: string; readonly close?: string; readonly more?: VNode };

/** What is missing in words, and what would mend it. */
function toldOf(words: Words, gap: Gap): Told {
  if (gap.rule === "G1" && gap.what === "meeting-place") return { what: words.t("circle.gap.meeting-place", { ages: agesSaid(words, gap.ages) }), more: <NearTo near={gap.near} /> };
  if (gap.rule === "G1") return { what: words.t("circle.gap.arena", { ages: agesSaid(words, gap.ages) }), close: words.t("circle.gap.arena.close") };
  if (gap.rule === "G2") return { what: words.t(`circle.gap.alone.${gap.what}`, { name: gap.name }), close: words.t("circle.gap.alone.close") };
  if (gap.rule === "G3") return { what: gap.sides.map((side) => words.t(`circle.gap.owner.${side}`, { name: transitionName(words, gap.transition.name) })).join(" "), close: words.t("circle.gap.owner.close") };
  if (gap.rule === "G4") {
    const what = gap.card ? words.t("circle.gap.contact.unnamed", { party: gap.party.name, card: gap.card.name }) : words.t("circle.gap.contact.none", { party: gap.party.name });
    return { what, close: words.t(gap.card ? "circle.gap.contact.close" : "circle.gap.contact.card") };
  }
  return { what: words.t("circle.gap.cares", { cares: new Intl.ListFormat(words.locale).format(gap.cares.map((care) => words.t(`circle.care.${care}`))) }) };
}

function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  const words = useWords();
  if (gaps.length === 0) return <p class="gap-none">{words.t("circle.nothing")}</p>;
  return (
    <>
      <h3>{words.t("circle.missing")}</h3>
      <ul class="gaps">
        {gaps.map((gap, nth) => {
          const { what, close, more } = toldOf(words, gap);
          return <li key={nth}><p><Tag kind="calm"><Said>{gap.rule}</Said></Tag> <Said>{what}</Said></p>{close && <p class="quiet">{close}</p>}{more}</li>;
        })}
      </ul>
    </>
  );
}

type Editing = { readonly guide: Guide; readonly keeps: boolean };
const EditLink = ({ kind, id, name, guide, keeps }: Editing & { kind: string; id: string; name: string }) => {
  const words = useWords();
  return keeps ? <p><a href={`/network/guides/${guide.handle}/circle/${kind}/${id}`}>{words.t("circle.edit")}<Hidden> <Said>{name}</Said></Hidden></a></p> : null;
};

function Part({ part, ...editing }: Editing & { part: SegmentGaps }) {
  const words = useWords();
  const { segment, arenas, meetingPlaces, contacts, gaps } = part;
  return (
    <Card title={segmentName(words, segment)}>
      <Gaps gaps={gaps} />
      <Details summary={words.t("circle.there", { arenas: arenas.length, places: meetingPlaces.length, contacts: contacts.length })}><Pairs items={[
        { label: words.t("circle.arenas"), value: arenas.length === 0 ? words.t("circle.arenas.none") : links(arenas, toCard) },
        { label: words.t("circle.places"), value: meetingPlaces.length === 0 ? words.t("circle.places.none") : links(meetingPlaces, toActivity) },
        { label: words.t("circle.contacts"), value: contacts.length === 0 ? "–" : <ul class="links-list">{contacts.map(({ party, card }) => <li key={party.id}><Said>{party.name}</Said>: <a href={toCard(card.handle)}><Said>{card.name}</Said></a></li>)}</ul> },
      ]} /></Details>
      <EditLink {...editing} kind="segment" id={segment.id} name={segmentName(words, segment)} />
    </Card>
  );
}

function OneTransition({ transition, services, ...editing }: Editing & { transition: Transition; services: readonly Service[] }) {
  const words = useWords();
  const owners = ownersOf(transition, services);
  const side = (some: readonly Service[]) => (some.length === 0 ? words.t("circle.transition.nobody") : links(some, toCard));
  return (
    <li class="kept">
      <h3><Said>{transitionName(words, transition.name)}</Said></h3>
      <p class="quiet">{words.t("circle.transition.at", { age: transition.at })}</p>
      <Pairs items={[{ label: words.t("circle.transition.giving"), value: side(owners.giving) }, { label: words.t("circle.transition.taking"), value: side(owners.taking) }]} />
      <EditLink {...editing} kind="transition" id={transition.id} name={transitionName(words, transition.name)} />
    </li>
  );
}

export type CircleModel = Editing & { readonly circle: Circle; readonly services: readonly Service[]; readonly parts: readonly SegmentGaps[]; readonly holes: readonly number[]; readonly names: ReadonlyMap<string, string> };

/** The circle part by part, calmly: who is there, and what would mend what is not. @model degerforsmodellen 2.2 */
export function CirclePage({ guide, keeps, circle, services, parts, holes, names }: CircleModel) {
  const words = useWords();
  const count = parts.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const add = (kind: "segment" | "transition" | "party") => keeps && <p><ButtonLink kind="quiet" href={`/network/guides/${guide.handle}/circle/${kind}/new`}>{words.t(`circle.add.${kind}`)}</ButtonLink></p>;
  const kindsSaid = (kinds: readonly string[]) => new Intl.ListFormat(words.locale).format(kinds.map((kind) => names.get(kind) ?? kind));
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("circle.title") }]} />
      <PageTitle lead={<Said>{words.t("circle.lead", { place: guide.served, to: Math.max(0, ...circle.segments.map(({ ages }) => ages.to)) })}</Said>}>{words.t("circle.title")}</PageTitle>
      {parts.length === 0 ? <Empty title={words.t("circle.empty")} text={words.t("circle.empty.text")} /> : <p><Tag kind="calm">{words.t("circle.count", { count })}</Tag></p>}
      {holes.length > 0 && <p>{words.t("circle.holes", { ages: agesSaid(words, holes) })}</p>}
      {parts.map((part) => <Part key={part.segment.id} part={part} guide={guide} keeps={keeps} />)}
      {add("segment")}
      <Card title={words.t("circle.transitions")}>
        <ul class="kepts">{circle.transitions.map((transition) => <OneTransition key={transition.id} transition={transition} services={services} guide={guide} keeps={keeps} />)}</ul>
        {add("transition")}
      </Card>
      <Card title={words.t("circle.parties")}>
        {circle.agreement !== undefined && <p>{words.t("circle.parties.agreed")} <a href={`/cooperation/${circle.agreement}`}>{words.t("agreement.as-public")}</a></p>}
        <ul class="kepts">{circle.parties.map(({ id, name, authority, kinds }) => <li key={id} class="kept"><h3><Said>{authority === undefined ? name : `${name}, ${authority}`}</Said></h3><p class="quiet">{kinds.length === 0 ? words.t("circle.parties.none") : <Said>{kindsSaid(kinds)}</Said>}</p>{circle.agreement === undefined && <EditLink guide={guide} keeps={keeps} kind="party" id={id} name={name} />}</li>)}</ul>
        {circle.agreement === undefined && add("party")}
      </Card>
    </Stack>
  );
}

export function PiecePage({ kind, form }: { kind: "segment" | "transition" | "party"; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("circle.title"), href: "/network/circle" }, { label: words.t(`circle.edit.${kind}`) }]} />
      <PageTitle lead={words.t("circle.edit.lead")}>{words.t(`circle.edit.${kind}`)}</PageTitle>
      {form}
    </Stack>
  );
}
