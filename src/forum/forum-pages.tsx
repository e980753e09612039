import type { VNode } from "preact";
import { ageWords, ChildName, type Matter } from "../matter/index.ts";
import { dayOf, daysBetween } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Forum } from "../practice/index.ts";
import { Actions, Breadcrumb, Button, ButtonLink, Card, Details, Empty, Notice, PageTitle, Pairs, Quote, Row, Rows, Said, Select, Stack, WithSide } from "../ui/index.ts";
import { meetBy, type Choosing, type Raising } from "./forum.ts";

/** A child in the forum as its own branch sees it: since when, and when one meets or has met. */
export type OnList = { readonly matter: Matter; readonly since: Date; readonly called: Date | undefined; readonly held: Date | undefined };

/** What the forum is not stands on every page of it, and the report before everything. @ground SoL 19:1 */
function Limits({ forum }: { forum: Forum }) {
  const words = useWords();
  return (
    <Notice kind="warning" title={words.t("forum.limits")}>
      <ul>{forum.limits.map(({ id, text }) => <li key={id}>{textIn(text, words.language)}</li>)}</ul>
      <p><a href="/concern">{words.t("tracks.go.concern")}</a></p>
    </Notice>
  );
}

function About({ forum }: { forum: Forum }) {
  const words = useWords();
  const list = (items: Forum["signs"]) => <ul>{items.map(({ id, text }) => <li key={id}>{textIn(text, words.language)}</li>)}</ul>;
  return (
    <>
      <Card title={words.t("forum.facts")}>
        <Pairs items={[
          { label: words.t("forum.ages"), value: words.t("forum.ages.span", { from: forum.ages.from, to: forum.ages.to }) },
          { label: words.t("forum.parties"), value: <ul>{forum.parties.map(({ id, name }) => <li key={id}>{textIn(name, words.language)}</li>)}</ul> },
          { label: words.t("forum.coordinator"), value: textIn(forum.coordinator, words.language) },
          { label: words.t("forum.often"), value: words.t("forum.weeks", { weeks: forum.everyWeeks }) },
          { label: words.t("forum.consent"), value: textIn(forum.consent, words.language) },
        ]} />
        <p><a href="/tracks/secrecy">{words.t("forum.secrecy")}</a></p>
      </Card>
      <Card title={words.t("forum.signs")}>{list(forum.signs)}<p>{textIn(forum.strengths, words.language)}</p></Card>
      <Card title={words.t("forum.agenda")}>{list(forum.agenda)}</Card>
    </>
  );
}

function ChildRow({ one: { matter, since, called, held }, forum, seen: { words, today } }: { one: OnList; forum: Forum; seen: Seen }) {
  const by = meetBy(forum, dayOf(held ?? since));
  const late = called === undefined && by < today ? words.t("list.late", { days: daysBetween(by, today) }) : undefined;
  return (
    <Row name={matter.child.name} beside={ageWords(words, matter, today)} href={`/matters/${matter.id}/forums/${forum.id}`} late={late}
      next={called ? words.t("forum.meets", { when: words.time(called) }) : words.t("forum.no-meeting")} when={called ? undefined : words.t("forum.meet-by", { day: words.shortDay(by) })} />
  );
}

/** A forum: what it is and is not, and the children whom the reader works with that are raised in it. */
export function ForumPage({ forum, children, seen }: { forum: Forum; children: readonly OnList[]; seen: Seen }): VNode {
  const { words } = seen;
  const next = children.flatMap(({ called }) => called ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("tracks.title"), href: "/tracks" }, { label: forum.name }]} />
      <PageTitle lead={textIn(forum.about, words.language)}><Said>{forum.name}</Said></PageTitle>
      <Limits forum={forum} />
      <WithSide side={<About forum={forum} />}>
        <Card title={words.t("forum.mine")}>
          {next && <p>{words.t("forum.next", { when: words.time(next) })}</p>}
          {children.length === 0 ? <Empty title={words.t("forum.empty")} text={words.t("forum.empty.text")} /> : <Rows>{children.map((one) => <ChildRow key={one.matter.id} one={one} forum={forum} seen={seen} />)}</Rows>}
          <p class="quiet">{words.t("forum.mine.only")}</p>
          <p><ButtonLink href="/find" kind="quiet">{words.t("forum.find")}</ButtonLink></p>
        </Card>
      </WithSide>
    </Stack>
  );
}

export type RaiseModel = { readonly matter: Matter; readonly forum: Forum; readonly raising: Raising | undefined; readonly parties: readonly Choosing[]; readonly not: "party" | "age" | undefined };

function Head({ model: { matter, forum }, seen: { words, today } }: { model: RaiseModel; seen: Seen }) {
  return (
    <>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` }, { label: forum.name }]} />
      <PageTitle over={<ChildName matter={matter} today={today} />} lead={textIn(forum.about, words.language)}>{words.t("forum.raise.title", { forum: forum.name })}</PageTitle>
      <Limits forum={forum} />
    </>
  );
}

/** Party by party: whom the family has said yes to, and a way to ask about the others. The asking is the ordinary one. @ground OSL 12:2 */
function Consents({ model: { matter, forum, parties } }: { model: RaiseModel }) {
  const words = useWords();
  const asking = parties.filter(({ units, yes }) => units.length > 0 && yes.length === 0);
  return (
    <Card title={words.t("forum.parties")}>
      <p>{textIn(forum.consent, words.language)}</p>
      <Rows>{parties.map(({ party, yes }) => {
        const own = party.kinds.includes(matter.branchKind);
        return <Row key={party.id} sign={own || yes.length > 0 ? "done" : "onward"} label={textIn(party.name, words.language)} next={yes.length > 0 ? <Said>{yes.map(({ name }) => name).join(", ")}</Said> : words.t(own ? "forum.yes.own" : "forum.yes.none")} />;
      })}</Rows>
      {asking.length > 0 && (
        <form method="get" action={`/matters/${matter.id}/consents/new`} class="form">
          <h3>{words.t("forum.ask.who")}</h3>
          {asking.map(({ party, units }) => <Select key={party.id} id={`unit-${party.id}`} name="unit" label={textIn(party.name, words.language)} empty={words.t("forum.ask.nobody")} options={units.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}` }))} value="" />)}
          <div class="actions"><Button>{words.t("forum.ask")}</Button></div>
        </form>
      )}
    </Card>
  );
}

/** A child that is raised: why, who may know, and how one goes on. */
function Raised({ model, seen, form }: { model: RaiseModel; seen: Seen; form: VNode }) {
  const { words } = seen;
  const { matter, forum, raising } = model;
  const said = forum.signs.filter(({ id }) => raising!.signs.includes(id));
  return (
    <WithSide side={<About forum={forum} />}>
      <>
        <Card title={words.t("forum.raised", { day: words.day(dayOf(raising!.at)) })}>
          {said.length > 0 && <ul>{said.map(({ id, text }) => <li key={id}>{textIn(text, words.language)}</li>)}</ul>}
          <Quote>{raising!.why}</Quote>
          <p class="quiet"><Said>{raising!.by}</Said></p>
        </Card>
        <Consents model={model} />
        <Card title={words.t("forum.meeting")}>
          <p>{words.t("forum.meeting.text")}</p>
          <Actions>{(matter.state === "consent" || matter.state === "planned") && <ButtonLink href={`/matters/${matter.id}/meetings/new`} kind="quiet">{words.t("meeting.card.call")}</ButtonLink>}<ButtonLink href={`/matters/${matter.id}`} kind="quiet">{words.t("forum.child")}</ButtonLink></Actions>
        </Card>
        <Details summary={words.t("forum.end.open")}><p>{words.t("forum.end.text")}</p>{form}</Details>
      </>
    </WithSide>
  );
}

/** A child in a forum: raising it, and what has come of that. */
export function RaisePage({ model, seen, form }: { model: RaiseModel; seen: Seen; form: VNode }): VNode {
  const { words } = seen;
  const { forum, raising, not } = model;
  return (
    <Stack>
      <Head model={model} seen={seen} />
      {raising && <Raised model={model} seen={seen} form={form} />}
      {!raising && not && <Notice kind="info" title={words.t(`forum.not.${not}`, { from: forum.ages.from, to: forum.ages.to, forum: forum.name })} />}
      {!raising && !not && <WithSide side={<About forum={forum} />}><Card title={words.t("forum.raise")}><p>{words.t("forum.raise.stays")}</p>{form}</Card></WithSide>}
      <p><a href={`/forums/${forum.id}`}>{words.t("forum.all", { forum: forum.name })}</a></p>
    </Stack>
  );
}

/** On the child's page: where it is raised, and where it could be. */
export function ForumsCard({ matter, raised, open, seen: { words } }: { matter: Matter; raised: ReadonlyArray<{ readonly forum: Forum; readonly at: Date }>; open: readonly Forum[]; seen: Seen }): VNode {
  const place = (forum: Forum) => `/matters/${matter.id}/forums/${forum.id}`;
  return (
    <Card id="forums" title={words.t("forum.card")}>
      {raised.length > 0 && <Rows>{raised.map(({ forum, at }) => <Row key={forum.id} sign="done" label={forum.name} href={place(forum)} next={words.t("forum.raised", { day: words.shortDay(dayOf(at)) })} />)}</Rows>}
      {open.map((forum) => <p key={forum.id}><ButtonLink href={place(forum)} kind="quiet">{words.t("forum.raise.in", { forum: forum.name })}</ButtonLink></p>)}
    </Card>
  );
}
