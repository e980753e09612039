import type { VNode } from "preact";
import type { Somebody } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, Breadcrumb, ButtonLink, Card, Empty, Notice, PageTitle, Pairs, Quote, Row, Rows, Said, SaidText, Stack, Tag, WithSide, Written, type Crumb } from "../ui/index.ts";
import { isTellable, type Offer, type Visit } from "./visit.ts";

function Crumbs({ here }: { here?: Crumb | undefined }) {
  const words = useWords();
  const all = { label: words.t("visit.title") };
  return <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, ...(here ? [{ ...all, href: "/visits" }, here] : [all])]} />;
}

/** Stands where a visit is asked for, answered and told of. @ground OSL 8:1 */
function SecrecyFirst({ as }: { as: "visitor" | "host" }) {
  const words = useWords();
  return <Notice kind="warning" title={words.t("visit.secrecy")}><p>{words.t(`visit.secrecy.${as}`)}</p></Notice>;
}

/** Whoever receives: by name where it is to be shown, and always by what they do. */
function Host({ person }: { person: Somebody | undefined }) {
  const words = useWords();
  if (!person) return <>{words.t("visit.host.unit")}</>;
  const does = person.title || words.say(`role.${person.role}`);
  const named = <Said>{person.name === undefined ? does : `${person.name}, ${does}`}</Said>;
  return person.hasCard ? <a href={`/network/people/${person.dutyId}`}>{named}</a> : named;
}

const Shown = ({ offer }: { offer: Pick<Offer, "shows"> }) => <p><Written>{offer.shows}</Written></p>;

function OfferPairs({ offer, host }: { offer: Offer; host: Somebody | undefined }) {
  const words = useWords();
  return (
    <Pairs items={[
      { label: words.t("visit.days"), value: <Written>{offer.days}</Written> }, { label: words.t("visit.most"), value: words.t("visit.people.count", { count: offer.most }) },
      { label: words.t("visit.host"), value: <Host person={host} /> },
    ]} />
  );
}

export type VisitsModel = { readonly visits: readonly Visit[]; readonly offers: readonly Offer[]; readonly own: string | undefined; readonly speaks: boolean };

function VisitRow({ visit, own, seen: { words, today } }: { visit: Visit; own: string | undefined; seen: Seen }) {
  const { id, state, onDay } = visit;
  const next = isTellable(visit, today) && visit.visitingId === own ? words.t("visit.to-tell") : words.t(`visit.state.${state}`);
  return (
    <Row name={visit.unitId === own ? visit.visiting : visit.unit} href={`/visits/${id}`} next={next} beside={visit.newsFor === own && own !== undefined ? <Tag kind="calm">{words.t("list.new")}</Tag> : undefined}
      when={onDay === undefined ? undefined : words.shortDay(onDay)} />
  );
}

function OurOffer({ model: { offers, own, speaks } }: { model: VisitsModel }) {
  const words = useWords();
  const ours = offers.find(({ unitId }) => unitId === own);
  return (
    <Card title={words.t("visit.ours")}>
      {ours ? <><Shown offer={ours} /><p class="quiet"><Written>{ours.days}</Written></p></> : <p>{words.t("visit.ours.none")}</p>}
      {speaks ? <p><ButtonLink href="/visits/ours" kind="quiet">{words.t(ours ? "visit.ours.change" : "visit.ours.offer")}</ButtonLink></p> : <p class="quiet">{words.t("knowing.ours.who")}</p>}
    </Card>
  );
}

/** Where one may come, and the visits of one's own unit in both directions. @model degerforsmodellen row 32 */
export function VisitsPage({ model, seen }: { model: VisitsModel; seen: Seen }) {
  const words = useWords();
  const { visits, offers, own } = model;
  const rows = (some: readonly Visit[]) => <Rows>{some.map((visit) => <VisitRow key={visit.id} visit={visit} own={own} seen={seen} />)}</Rows>;
  const [toUs, ours, others] = [visits.filter(({ unitId }) => unitId === own), visits.filter(({ visitingId }) => visitingId === own), offers.filter(({ unitId }) => unitId !== own)];
  return (
    <Stack>
      <Crumbs />
      <PageTitle lead={words.t("visit.lead")}>{words.t("visit.title")}</PageTitle>
      <WithSide side={<OurOffer model={model} />}>
        <>
          {toUs.length > 0 && <Card title={words.t("visit.to-us")}>{rows(toUs)}</Card>}
          {ours.length > 0 && <Card title={words.t("visit.by-us")}>{rows(ours)}</Card>}
          {others.length === 0 && <Empty title={words.t("visit.none")} text={words.t("visit.none.text")} />}
          {others.length > 0 && (
            <Card title={words.t("visit.offers")}>
              <Rows>{others.map((offer) => <Row key={offer.unitId} name={offer.unit} href={`/visits/to/${offer.unitId}`} beside={<span class="quiet"><Said>{offer.authority}</Said></span>} next={<Written>{offer.shows}</Written>} />)}</Rows>
            </Card>
          )}
        </>
      </WithSide>
    </Stack>
  );
}

/** What the own unit offers. */
export function OurOfferPage({ form }: { form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Crumbs here={{ label: words.t("visit.ours") }} />
      <PageTitle lead={words.t("visit.ours.lead")}>{words.t("visit.ours")}</PageTitle>
      <SecrecyFirst as="host" />
      <Card>{form}</Card>
    </Stack>
  );
}

/** What one gets to see at a unit, and the way to ask for it. */
export function AskVisitPage({ offer, host, form }: { offer: Offer; host: Somebody | undefined; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <Crumbs here={{ label: <Said>{offer.unit}</Said> }} />
      <PageTitle over={<Said>{offer.authority}</Said>} lead={words.t("visit.ask.lead")}>{words.t("visit.ask.title")} <Said>{offer.unit}</Said></PageTitle>
      <SecrecyFirst as="visitor" />
      <Card title={words.t("visit.shows")}><Shown offer={offer} /><OfferPairs offer={offer} host={host} /></Card>
      <Card>{form}</Card>
    </Stack>
  );
}

type OneProps = { readonly visit: Visit; readonly own: string | undefined; readonly children?: VNode | undefined };

/** What is asked for, and what has been said since. */
function About({ visit }: { visit: Visit }) {
  const words = useWords();
  return (
    <Card title={words.t("visit.asked")}>
      <Pairs items={[
        { label: words.t("visit.who"), value: <Said>{visit.visiting}</Said> }, { label: words.t("visit.where"), value: <Said>{visit.unit}</Said> },
        { label: words.t("visit.count"), value: words.t("visit.people.count", { count: visit.people }) },
        ...(visit.onDay === undefined ? [{ label: words.t("visit.proposed"), value: <ul>{visit.days.map((day) => <li key={day}>{words.day(day)}</li>)}</ul> }] : [{ label: words.t("visit.on"), value: words.day(visit.onDay) }]),
      ]} />
      <h3>{words.t("visit.learn")}</h3>
      <Quote>{visit.wants}</Quote>
      {visit.word !== "" && visit.state !== "asked" && <><h3>{words.t(`visit.word.${visit.state === "made" ? "agreed" : visit.state}`)}</h3><Quote>{visit.word}</Quote></>}
    </Card>
  );
}

function Learnt({ visit }: { visit: Visit }) {
  const words = useWords();
  return visit.learnt === "" ? null : <Card title={words.t("visit.learnt")}><p><SaidText>{visit.learnt}</SaidText></p></Card>;
}

const asOf = ({ unitId }: Visit, own: string | undefined): "visitor" | "host" => (unitId === own ? "host" : "visitor");

/** One visit, as both units read it. */
export function VisitPage({ visit, own, children, seen }: OneProps & { seen: Seen }) {
  const { words, today, can } = seen;
  const other = visit.unitId === own ? visit.visiting : visit.unit;
  const at = (path: string): string => `/visits/${visit.id}/${path}`;
  const open = visit.state === "asked" || visit.state === "agreed";
  return (
    <Stack>
      <Crumbs here={{ label: <Said>{other}</Said> }} />
      <PageTitle over={<Said>{other}</Said>} lead={words.t(`visit.state.${visit.state}`)}>{words.t("visit.one")}</PageTitle>
      {open && <SecrecyFirst as={asOf(visit, own)} />}
      <Actions>
        {can("visit.answer") && visit.state === "asked" && <ButtonLink href={at("answer")}>{words.t("visit.answer")}</ButtonLink>}
        {can("visit.tell") && isTellable(visit, today) && <ButtonLink href={at("tell")}>{words.t("visit.tell")}</ButtonLink>}
        {open && <ButtonLink kind="quiet" href={at("cancel")}>{words.t("visit.cancel")}</ButtonLink>}
      </Actions>
      <About visit={visit} />
      <Learnt visit={visit} />
      {children}
    </Stack>
  );
}

/** One step with a visit: to answer, to tell of it, to call it off. */
export function VisitStep({ visit, own, step, form }: OneProps & { step: "answer" | "tell" | "cancel"; form: VNode }) {
  const words = useWords();
  const other = <Said>{visit.unitId === own ? visit.visiting : visit.unit}</Said>;
  return (
    <Stack>
      <Crumbs here={{ label: other, href: `/visits/${visit.id}` }} />
      <PageTitle over={other} lead={words.t(`visit.${step}.lead`)}>{words.t(`visit.${step}`)}</PageTitle>
      <SecrecyFirst as={asOf(visit, own)} />
      {step === "answer" && <About visit={visit} />}
      <Card>{form}</Card>
    </Stack>
  );
}
