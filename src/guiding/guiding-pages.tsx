import type { VNode } from "preact";
import type { Service } from "../directory/directory.ts";
import type { Inside, Somebody } from "../directory/index.ts";
import { AnswerLinks, AnswerPage, Contacts, ServicePage, type AnswerModel, type ServiceModel } from "../guide/index.ts";
import { CardContacts } from "../network/index.ts";
import { languages, SpokenIn, useWords, type Words } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Ask, Breadcrumb, ButtonLink, Card, Details, Empty, PageTitle, Pairs, Phone, Row, Rows, Said, Stack, WithSide, Written, type Crumb, type Pair } from "../ui/index.ts";
import { guidedAddress, outcomes, type Guiding } from "./guiding.ts";

export type People = ReadonlyMap<string, Somebody>;
/** A service that one may call, and what only colleagues know of it. */
export type Noted = { readonly service: Service; readonly inside: Inside | undefined };

/** The guide's own pages, whose links lead on within guiding. */
function Guided({ words, children }: { words: Words; children: VNode }) {
  return <SpokenIn value={{ ...words, to: guidedAddress }}>{children}</SpokenIn>;
}

function Crumbs({ trail = [] }: { trail?: readonly Crumb[] }) {
  const words = useWords();
  return <Breadcrumb items={[{ label: words.t("guiding.title"), href: "/guiding" }, ...trail]} />;
}

const told = (label: string, text: string): Pair[] => (text === "" ? [] : [{ label, value: <Written>{text}</Written> }]);

/** What stands nowhere in public. Closed until somebody opens it: the family may be looking at the same screen. */
function Notes({ noted: { inside }, people }: { noted: Noted; people: People }) {
  const words = useWords();
  if (!inside) return <p class="quiet">{words.t("guiding.notes.none")}</p>;
  return (
    <Details summary={words.t("guiding.notes")}>
      <Pairs items={[
        ...told(words.t("network.card.guiding"), inside.guiding),
        ...(inside.line ? [{ label: words.t("network.card.line"), value: <Phone number={inside.line} /> }] : []),
        { label: words.t("network.card.contact"), value: <CardContacts inside={inside} people={people} at="unit" /> },
        ...told(words.t("network.card.consult"), inside.consult.hours), ...told(words.t("network.card.consult.how"), inside.consult.how),
        ...(inside.answersWithin === undefined ? [] : [{ label: words.t("network.card.answers"), value: words.t("network.card.answers.within", { days: inside.answersWithin }) }]),
        ...told(words.t("network.card.need"), inside.need), ...told(words.t("network.card.feedback"), inside.feedback),
      ]} />
    </Details>
  );
}

/** "We called together": one press tells how it went. */
function CallButtons({ service, seen, from }: { service: Pick<Service, "handle">; seen: Seen; from?: string | undefined }) {
  const { words } = seen;
  return (
    <div class="actions called">
      {outcomes.map((came) => <PostButton key={came} action={`/guiding/services/${service.handle}/call`} once={seen.once()} kind="quiet" label={words.t(`guiding.came.${came}`)} fields={{ came, ...(from === undefined ? {} : { from }) }} />)}
    </div>
  );
}

/** The same page for the family, in its own language: there nobody has signed in. */
function AsPublic({ path }: { path: string }) {
  const words = useWords();
  return (
    <Card title={words.t("guiding.public")}>
      <p>{words.t("guiding.public.text")}</p>
      <ul class="tongues">{Object.entries(languages).map(([language, { name, code }]) => <li key={language}><a href={language === "sv" ? path : `${path}?lang=${language}`} lang={code} hreflang={code}><Said>{name}</Said></a></li>)}</ul>
    </Card>
  );
}

function Beside({ noted, people, seen, from }: { noted: readonly Noted[]; people: People; seen: Seen; from: string }) {
  const { words } = seen;
  return (
    <>
      {noted.map((one) => (
        <Card key={one.service.id} title={<a href={`/guiding/services/${one.service.handle}`}><Said>{one.service.name}</Said></a>}>
          <Notes noted={one} people={people} />
          <Details summary={words.t("guiding.called")}><p class="quiet">{words.t("guiding.called.text")}</p><CallButtons service={one.service} seen={seen} from={from} /></Details>
        </Card>
      ))}
    </>
  );
}

export type GuidedAnswer = { readonly page: AnswerModel; readonly noted: readonly Noted[]; readonly people: People };

/** An answer as the family sees it, and beside it what colleagues know of those it leads to. */
export function GuidedAnswerPage({ model: { page, noted, people }, seen }: { model: GuidedAnswer; seen: Seen }) {
  const { words } = seen;
  const { handle, text } = page.answer;
  return (
    <Stack>
      <Crumbs trail={[{ label: <Written>{text.question}</Written> }]} />
      <WithSide side={<><Beside noted={noted} people={people} seen={seen} from={handle} /><AsPublic path={`/answers/${handle}`} /></>}>
        <Guided words={words}><AnswerPage {...page} once={seen.once()} /></Guided>
      </WithSide>
    </Stack>
  );
}

export type GuidedService = { readonly page: ServiceModel; readonly noted: Noted; readonly people: People };

/** A service as the family sees it; beside it what only colleagues know, and how the call went. */
export function GuidedServicePage({ model: { page, noted, people }, seen }: { model: GuidedService; seen: Seen }) {
  const { words } = seen;
  const { service } = page;
  const side = (
    <>
      <Card title={words.t("guiding.called")}>
        <CallButtons service={service} seen={seen} />
        <p class="quiet">{words.t("guiding.called.text")}</p>
        <p><a href={`/network/services/${service.handle}/report`}>{words.t("guiding.dead")}</a></p>
      </Card>
      <Card title={words.t("guiding.colleagues")}><Notes noted={noted} people={people} /><p><a href={`/network/services/${service.handle}`}>{words.t("guiding.card")}</a></p></Card>
      <AsPublic path={`/services/${service.handle}`} />
    </>
  );
  return (
    <Stack>
      <Crumbs trail={[{ label: <Said>{service.name}</Said> }]} />
      <WithSide side={side}><Guided words={words}><ServicePage {...page} /></Guided></WithSide>
    </Stack>
  );
}

type Found = Pick<AnswerModel, "names" | "contacts"> & { readonly answers: ReadonlyArray<AnswerModel["answer"]> };
export type GuidingModel = Found & { readonly asked: string; readonly calls: readonly Guiding[] };

function Results({ model: { answers, contacts, names }, seen }: { model: GuidingModel; seen: Seen }) {
  const { words, today } = seen;
  if (answers.length + contacts.length === 0) return <Empty title={words.t("guiding.none")} text={words.t("guiding.none.text")} action={<ButtonLink href="/network" kind="quiet">{words.t("guiding.none.network")}</ButtonLink>} />;
  return (
    <Guided words={words}>
      <>
        {answers.length > 0 && <section><h2>{words.t("guide.search.answers")}</h2><AnswerLinks answers={answers} /></section>}
        {contacts.length > 0 && <section><h2>{words.t("guide.search.contacts")}</h2><Contacts services={contacts} names={names} today={today} /></section>}
      </>
    </Guided>
  );
}

const SHOWN = 12;

/** What one's unit has noted: how often each thing came of it, and the latest. */
function OurCalls({ calls, seen }: { calls: readonly Guiding[]; seen: Seen }) {
  const { words, today } = seen;
  if (calls.length === 0) return <Card title={words.t("guiding.calls")}><p>{words.t("guiding.calls.none")}</p></Card>;
  return (
    <Card title={words.t("guiding.calls")} beside={<span class="quiet">{words.t("guiding.calls.count", { count: calls.length })}</span>}>
      <Pairs items={outcomes.map((came) => ({ label: words.t(`guiding.came.${came}`), value: String(calls.filter((call) => call.came === came).length) }))} />
      <Rows>
        {calls.slice(0, SHOWN).map(({ id, service, handle, onDay, came }) => (
          <Row key={id} name={service} href={`/guiding/services/${handle}`} next={words.t(`guiding.came.${came}`)} when={words.shortDay(onDay)} action={onDay === today ? <a href={`/guiding/calls/${id}/remove`}>{words.t("guiding.remove.link")}</a> : undefined} />
        ))}
      </Rows>
      <p class="quiet">{words.t("guiding.calls.kept")}</p>
    </Card>
  );
}

/** Where guiding begins: what does the family wonder? */
export function GuidingPage({ model, seen }: { model: GuidingModel; seen: Seen }) {
  const { words } = seen;
  const { asked, calls } = model;
  return (
    <Stack>
      {asked !== "" && <Crumbs trail={[{ label: words.t("guiding.found") }]} />}
      <PageTitle lead={words.t("guiding.lead")}>{words.t("guiding.title")}</PageTitle>
      <WithSide side={<OurCalls calls={calls} seen={seen} />}>
        <Ask action="/guiding" asked={asked} kept={[]} label={words.t("guiding.ask")} button={words.t("guide.search.button")} example={words.t("guiding.ask.example")} />
        {asked === "" && <Guided words={words}><section><h2>{words.t("guiding.common")}</h2><AnswerLinks answers={model.answers} /></section></Guided>}
        {asked === "" ? <Card title={words.t("guiding.how")}><ol>{(["1", "2", "3"] as const).map((step) => <li key={step}>{words.t(`guiding.how.${step}`)}</li>)}</ol></Card> : <Results model={model} seen={seen} />}
      </WithSide>
    </Stack>
  );
}

/** One question on a page of its own: how a call went, or whether it is to be taken back. */
export function GuidingStep({ service, handle, title, lead, form }: { service: string; handle: string; title: string; lead: string; form: VNode }) {
  return (
    <Stack>
      <Crumbs trail={[{ label: <Said>{service}</Said>, href: `/guiding/services/${handle}` }, { label: title }]} />
      <PageTitle lead={lead}>{title}</PageTitle>
      {form}
    </Stack>
  );
}
