import type { VNode } from "preact";
import type { Service } from "../directory/directory.ts";
import { isDue, type Forum, type Guide, type Inside, type Report, type Somebody } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, Card, Empty, Hidden, PageTitle, Phone, Said, Stack, Tag, Written } from "../ui/index.ts";
import { CheckButtons, Contacts, FreshTag, Overdue, Reports, type People } from "./card-parts.tsx";
import { Person } from "./people-parts.tsx";

/** A card that somebody answers for, and what has been said of it. */
export type Kept = { readonly service: Service; readonly inside: Inside; readonly reports: readonly Report[] };

/** One card to keep true: since when, what others say, one press. */
function KeptCard({ kept: { service, inside, reports }, people, seen, back }: { kept: Kept; people: People; seen: Seen; back: "list" | "mine" }) {
  const { words, today } = seen;
  const Heading = back === "mine" ? "h2" : "h3";
  return (
    <li class="kept">
      <Heading><a href={`/network/services/${service.handle}`}><Said>{service.name}</Said></a></Heading>
      <p>{isDue(service, today) ? <><FreshTag service={service} today={today} /> <Overdue service={service} today={today} /></> : words.t("network.card.checked", { day: words.day(service.checkedOn) })}</p>
      {back === "mine" && <p class="quiet">{words.t("network.card.contact")}: <Contacts inside={inside} people={people} /></p>}
      {reports.length > 0 && <Reports reports={reports} people={people} />}
      <CheckButtons service={service} seen={seen} back={back} />
    </li>
  );
}

/** The cards on "Min lista": those that are due, and those that somebody says are wrong. */
export function CardsWaiting({ cards, people, seen }: { cards: readonly Kept[]; people: People; seen: Seen }) {
  const words = useWords();
  if (cards.length === 0) return null;
  return <Card title={words.t("network.list.title")}><p>{words.t("network.list.lead")}</p><ul class="kepts">{cards.map((kept) => <KeptCard key={kept.service.id} kept={kept} people={people} seen={seen} back="list" />)}</ul></Card>;
}

export function MinePage({ cards, people, seen }: { cards: readonly Kept[]; people: People; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.mine.title") }]} />
      <PageTitle lead={words.t("network.mine.lead")}>{words.t("network.mine.title")}</PageTitle>
      {cards.length === 0 && <Empty title={words.t("network.mine.none")} text={words.t("network.mine.none.text")} />}
      <ul class="kepts">{cards.map((kept) => <KeptCard key={kept.service.id} kept={kept} people={people} seen={seen} back="mine" />)}</ul>
    </Stack>
  );
}

/** A card that is overdue: who can be reminded, and when that was last done. */
export type Late = { readonly service: Service; readonly answers: readonly Somebody[]; readonly nudgedAt: Date | undefined; readonly mayNudge: boolean };

function LateCard({ late: { service, answers, nudgedAt, mayNudge }, seen }: { late: Late; seen: Seen }) {
  const { words, today } = seen;
  const path = `/network/services/${service.handle}`;
  return (
    <li class="kept">
      <h2><a href={path}><Said>{service.name}</Said></a></h2>
      <p><FreshTag service={service} today={today} /> <Overdue service={service} today={today} /></p>
      {answers.length > 0
        ? <p>{words.t("network.overdue.answers")} {answers.map((person, nth) => <span key={person.dutyId}>{nth > 0 && ", "}<Person person={person} at="unit" /></span>)}</p>
        : <p>{words.t("network.overdue.nobody", { unit: service.unit })} <Phone number={service.phone} /></p>}
      {nudgedAt && <p class="quiet">{words.t("network.overdue.nudged", { when: words.time(nudgedAt) })}</p>}
      <div class="actions">
        {mayNudge && <PostButton action={`${path}/nudge`} once={seen.once()} label={words.t("network.overdue.nudge")} />}
        {answers.length === 0 && <PostButton action={`${path}/check`} once={seen.once()} kind="quiet" label={words.t("network.check.yes")} />}
      </div>
    </li>
  );
}

/** What the coordinator sees: the oldest first, and whom to remind. @model degerforsmodellen 5.3 */
export function OverduePage({ guide, late, seen }: { guide: Guide; late: readonly Late[]; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.overdue.title") }]} />
      <PageTitle lead={words.t("network.overdue.lead", { place: guide.served })}>{words.t("network.overdue.title")}</PageTitle>
      {late.length === 0 && <Empty title={words.t("network.overdue.none")} text={words.t("network.overdue.none.text")} />}
      {late.length > 0 && <p><Tag kind="late">{words.t("network.overdue.count", { count: late.length })}</Tag></p>}
      <ul class="kepts">{late.map((one) => <LateCard key={one.service.id} late={one} seen={seen} />)}</ul>
    </Stack>
  );
}

export type ForumsProps = { readonly guide: Guide; readonly forums: readonly Forum[]; readonly unitNames: ReadonlyMap<string, string>; readonly seen: Seen; readonly form: VNode };

/** The forums of a guide. Units say on their own cards where they sit. */
export function ForumsPage({ guide, forums, unitNames, seen, form }: ForumsProps) {
  const { words } = seen;
  const list = new Intl.ListFormat(words.locale);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.forums.title") }]} />
      <PageTitle lead={words.t("network.forums.lead", { place: guide.served })}>{words.t("network.forums.title")}</PageTitle>
      <ul class="kepts">
        {forums.map(({ id, name, about, meets, units }) => (
          <li key={id} class="kept">
            <h2><Said>{name}</Said></h2>
            <p><Written>{about}</Written>{meets && <><br /><span class="quiet">{words.t("network.forums.when")} <Written>{meets}</Written></span></>}</p>
            <p>{units.length > 0 ? <>{words.t("network.forums.units")} <Said>{list.format(units.map((unit) => unitNames.get(unit) ?? "").filter(Boolean).sort((one, other) => one.localeCompare(other, "sv")))}</Said></> : words.t("network.forums.nobody")}</p>
            <p><a href={`/network/guides/${guide.handle}/forums/${id}/end`}>{words.t("network.forums.end.link")}<Hidden> <Said>{name}</Said></Hidden></a></p>
          </li>
        ))}
      </ul>
      <Card title={words.t("network.forums.add")}>{form}</Card>
    </Stack>
  );
}
