import type { VNode } from "preact";
import { transitionName } from "../circle/index.ts";
import { isShown, type Service } from "../directory/directory.ts";
import { agesText, isDue, type Card as UnitCard, type Change, type Forum, type Guide, type Report, type Somebody } from "../directory/index.ts";
import { Facts, Reach } from "../guide/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Phone, Said, Stack, Timeline, WithSide, Written, type Pair } from "../ui/index.ts";
import { CheckButtons, Contacts, FreshTag, Lines, Listed, Reports, SecrecyRule, Told, Weakness, type People } from "./card-parts.tsx";
import { Person } from "./people-parts.tsx";

export type CardModel = {
  readonly card: UnitCard; readonly names: ReadonlyMap<string, string>; readonly people: People;
  /** None for what the whole country has. */
  readonly guide: Guide | undefined;
  /** Those who have told about their work at the unit, or are named on the card. */
  readonly here: readonly Somebody[];
  readonly forums: readonly Forum[]; readonly together: readonly Service[]; readonly changes: readonly Change[]; readonly reports: readonly Report[]; readonly isFollowed: boolean;
  /** The unit offers visits, and is not the reader's own. */
  readonly offersVisits: boolean;
};

const told = (label: string, text: string): Pair[] => (text === "" ? [] : [{ label, value: <Told>{text}</Told> }]);

/** How colleagues reach the unit: what stands nowhere in public. */
function ReachUs({ card: { inside }, people }: CardModel) {
  const words = useWords();
  const { line, consult, answersWithin } = inside;
  return (
    <Card title={words.t("network.card.reach")} beside={<span class="quiet">{words.t("network.card.staff-only")}</span>}>
      <Pairs items={[
        ...(line ? [{ label: words.t("network.card.line"), value: <Phone number={line} /> }] : []),
        { label: words.t("network.card.contact"), value: <Contacts inside={inside} people={people} at="unit" /> },
        ...told(words.t("network.card.consult"), consult.hours),
        ...told(words.t("network.card.consult.how"), consult.how),
        ...(answersWithin === undefined ? [] : [{ label: words.t("network.card.answers"), value: words.t("network.card.answers.within", { days: answersWithin }) }]),
      ]} />
    </Card>
  );
}

function WorkTogether({ card: { service, inside }, forums }: CardModel) {
  const words = useWords();
  return (
    <Card title={words.t("network.card.together")} beside={<span class="quiet">{words.t("network.card.staff-only")}</span>}>
      <Pairs items={[
        ...told(words.t("network.card.invite"), inside.invite), ...told(words.t("network.card.need"), inside.need), ...told(words.t("network.card.feedback"), inside.feedback),
        ...told(words.t("network.card.guiding"), inside.guiding), ...told(words.t("network.card.talks"), inside.talks), ...told(words.t("network.card.limits"), inside.limits),
        ...(forums.length > 0 ? [{ label: words.t("network.card.forums"), value: <ul>{forums.map(({ id, name, meets }) => <li key={id}><Said>{name}</Said> <span class="quiet"><Written>{meets}</Written></span></li>)}</ul> }] : []),
        ...(service.transitions.length > 0 ? [{ label: words.t("network.card.transitions"), value: <ul>{service.transitions.map((one) => <li key={one}>{transitionName(words, one)}</li>)}</ul> }] : []),
        ...told(words.t("network.card.legal-basis"), inside.legalBasis),
        { label: words.t("network.card.secrecy"), value: <SecrecyRule kind={service.branchKind} /> },
      ]} />
    </Card>
  );
}

/** What anybody may read, in the same words as in the guide. */
function Publicly({ card: { service } }: CardModel) {
  const words = useWords();
  return (
    <Card title={words.t("network.card.public")} beside={<a href={`/services/${service.handle}`}>{words.t("network.card.as-public")}</a>}>
      <Reach service={service} />
      <h3>{words.t("guide.service.mission")}</h3>
      <Lines items={service.does} />
      {service.doesNot.length > 0 && <><h3>{words.t("guide.service.does-not")}</h3><Lines items={service.doesNot} /></>}
      <Pairs items={[
        { label: words.t("guide.service.for"), value: <Told>{service.forWhom}</Told> },
        { label: words.t("guide.service.ages"), value: agesText(words, service.ages) },
        { label: words.t("guide.service.happens"), value: <Told>{service.happens}</Told> },
        ...told(words.t("guide.service.waiting"), service.waiting),
        ...(service.professions.length > 0 ? [{ label: words.t("network.card.professions"), value: <Listed items={service.professions} /> }] : []),
        ...(service.methods.length > 0 ? [{ label: words.t("network.card.methods"), value: <Listed items={service.methods} /> }] : []),
      ]} />
      <Facts service={service} />
    </Card>
  );
}

function Log({ changes, people }: Pick<CardModel, "changes" | "people">) {
  const words = useWords();
  const list = new Intl.ListFormat(words.locale);
  return (
    <Details summary={words.t("network.log.title", { count: changes.length })}>
      <Timeline items={changes.map(({ at, byDuty, what, fields }) => {
        const by = people.get(byDuty);
        return { when: words.time(at), title: words.t(`network.log.${what}`), detail: fields.length > 0 && list.format(fields.map((field) => words.say(`network.field.${field}`))), source: by ? <Person person={by} at="unit" /> : words.t("network.log.former") };
      })} />
    </Details>
  );
}

/** What one can do with the card: to keep it true, to say that it is not, to be told when it changes. */
function Side({ model, seen }: { model: CardModel; seen: Seen }) {
  const { words, today } = seen;
  const { card: { service }, here, together, isFollowed, names } = model;
  const path = `/network/services/${service.handle}`;
  return (
    <Stack>
      <Card title={words.t("network.card.true")}>
        <p>{words.t("network.card.checked", { day: words.day(service.checkedOn) })} <FreshTag service={service} today={today} /></p>
        {seen.can("card.keep") ? <CheckButtons service={service} seen={seen} /> : <p><ButtonLink href={`${path}/report`} kind="quiet">{words.t("network.report.link")}</ButtonLink></p>}
        {seen.can("card.end") && <p><a href={`${path}/end`}>{words.t("network.end.link")}</a></p>}
        {isShown(service, today) && <p><a href={`/guiding/services/${service.handle}`}>{words.t("network.card.guide")}</a></p>}
        {model.guide && <p><a href={`/network/meet?guide=${model.guide.handle}&unit=${service.unitId}`}>{words.t("meet.one")}</a></p>}
        {model.offersVisits && <p><a href={`/visits/to/${service.unitId}`}>{words.t("visit.ask.link")}</a></p>}
        <Log changes={model.changes} people={model.people} />
      </Card>
      <Card title={words.t("network.follow.title")}>
        <p>{words.t(isFollowed ? "network.follow.now" : "network.follow.text")}</p>
        <PostButton action={`${path}/follow`} once={seen.once()} kind="quiet" label={words.t(isFollowed ? "network.follow.stop" : "network.follow.start")} fields={{ follow: isFollowed ? "no" : "yes" }} />
      </Card>
      {here.length > 0 && <Card title={words.t("network.card.people")}><ul class="links-list">{here.map((person) => <li key={person.dutyId}><Person person={person} /></li>)}</ul></Card>}
      {service.location && together.length > 0 && (
        <Card title={words.t("network.card.place", { place: service.location.name })}>
          <ul class="links-list">{together.map(({ id, handle, name, kinds }) => <li key={id}><a href={`/network/services/${handle}`}><Said>{name}</Said></a> <span class="quiet"><Written>{names.get(kinds[0]!)}</Written></span></li>)}</ul>
          <p><a href={`/network/places/${service.location.handle}`}>{words.t("network.place.link")}</a></p>
        </Card>
      )}
    </Stack>
  );
}

/** A unit's whole card, for those who work with families. */
export function CardPage({ model, seen }: { model: CardModel; seen: Seen }) {
  const { words, today } = seen;
  const { card: { service, inside }, names, people, reports } = model;
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: <Said>{service.name}</Said> }]} />
      <PageTitle over={<><Written>{names.get(service.kinds[0]!)}</Written> · {words.t(service.level === "universal" ? "guide.service.universal" : "guide.service.targeted")} · <Said>{service.authority}</Said></>} lead={<Written>{service.mission}</Written>}>
        <Said>{service.name}</Said>
      </PageTitle>
      {service.status !== "active" && <Notice kind="warning" title={words.t(`network.status.${service.status}`)} />}
      {isDue(service, today) && <Notice kind="warning" title={words.t("network.card.due.title")}><p>{words.t("network.card.due.text")}</p></Notice>}
      <Weakness inside={inside} people={people} />
      {reports.length > 0 && <Notice kind="warning" title={words.t("network.report.waiting", { count: reports.length })}><Reports reports={reports} people={people} /></Notice>}
      <WithSide side={<Side model={model} seen={seen} />}>
        <ReachUs {...model} />
        <WorkTogether {...model} />
        <Publicly {...model} />
      </WithSide>
    </Stack>
  );
}

type StepProps = { readonly service: Service; readonly title: string; readonly lead?: string | undefined; readonly form: VNode; readonly children?: VNode | undefined };

/** One question about a card on a page of its own. */
export function CardStep({ service, title, lead, form, children }: StepProps) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: <Said>{service.name}</Said>, href: `/network/services/${service.handle}` }, { label: title }]} />
      <PageTitle lead={lead}>{title}</PageTitle>
      {children}
      {form}
    </Stack>
  );
}
