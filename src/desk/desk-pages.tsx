import type { VNode } from "preact";
import { whenText, type Session } from "../activity/index.ts";
import { ageWords, type Aged, type Matter, type Next, type Task } from "../matter/index.ts";
import { CardsWaiting, type Keeping } from "../network/index.ts";
import { dayOf, daysBetween, type Day } from "../platform/clock.ts";
import type { Seen } from "../platform/web/route.ts";
import type { Proposal } from "../sharing/index.ts";
import { ButtonLink, Card, Empty, PageTitle, Row, Rows, Stack, Tag, WithSide } from "../ui/index.ts";

/** A row of "Min lista": what waits, whose it is, when. One child can have several. */
export type Waiting = {
  readonly id: string; readonly key: string; readonly name: string; readonly aged: Aged; readonly href: string; readonly what: string; readonly values?: Record<string, string | number> | undefined;
  readonly owner?: string | undefined; readonly dueOn?: Day | undefined; readonly since?: Day | undefined; readonly tag?: string | undefined;
};

/** `deciding`: a colleague waits for my decision. `answered`: what a colleague decided on my asking, until I have looked. `requests`: who wants to be contacted by my unit. `obstacles`: what does not work for somebody in the guide my unit keeps. `advice`: questions without a name to my unit, and answers to mine. `agreed`: agreements to sign or to renew, and what their groups wait for. `visited`: study visits to answer or to tell of. `deviations`: what did not work between my unit and another. `keeping`: cards of the network to look at. `uncounted`: what the unit has held and not counted. */
export type MyList = { readonly deciding: readonly Waiting[]; readonly answered: readonly Waiting[]; readonly incoming: readonly Waiting[]; readonly requests: readonly Waiting[]; readonly advice: readonly Waiting[]; readonly obstacles: readonly Waiting[]; readonly agreed: readonly Waiting[]; readonly deviations: readonly Waiting[]; readonly visited: readonly Waiting[]; readonly mine: readonly Waiting[]; readonly followed: readonly Waiting[]; readonly keeping: Keeping; readonly uncounted: readonly Session[] };

/** A proposal as a row: what I am asked to decide, or what I asked and has been answered. */
export const proposalRow = ({ id, state, asker, decider, askedAt, words: { child } }: Proposal): Waiting => {
  const row = { id, key: id, name: child.name, aged: child };
  if (state === "waiting") return { ...row, since: dayOf(askedAt), href: `/proposals/${id}/decide`, what: "list.proposal.decide", values: { name: asker.name, unit: asker.unit } };
  return { ...row, href: `/proposals/${id}`, what: `list.proposal.${state}`, values: { name: decider.name }, tag: "list.new" };
};

/** A matter as a row of the list. */
export const waitingOf = (matter: Matter, next: Next): Waiting =>
  ({ id: matter.id, key: matter.id, name: matter.child.name, aged: matter, href: `/matters/${matter.id}`, what: next.what, values: next.values, owner: matter.owner, dueOn: next.dueOn });

/** What waits besides the next step: it is done where it says. */
export const waitingForTask = ({ matter, next }: Task): Waiting => ({ ...waitingOf(matter, next), key: `${matter.id} ${next.what}`, href: next.href ?? `/matters/${matter.id}` });

/** The most pressing first; what has no day comes last. */
export const byDue = (a: Waiting, b: Waiting): number => (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999");

export function MyListPage({ list, seen }: { list: MyList; seen: Seen }) {
  const { words } = seen;
  const mine = [...list.answered, ...list.mine];
  const nothing = list.deciding.length + list.incoming.length + list.requests.length + list.advice.length + list.obstacles.length + list.agreed.length + list.deviations.length + list.visited.length + mine.length + list.keeping.cards.length + list.uncounted.length === 0;
  return (
    <Stack>
      <PageTitle>{words.t("list.title")}</PageTitle>
      <WithSide side={<ListSide seen={seen} followed={list.followed} />}>
        <>{nothing && <Empty title={words.t("list.empty.title")} text={words.t("list.empty.text")} />}
        {list.deciding.length > 0 && <Card title={words.t("list.deciding")}><WaitingRows rows={list.deciding} seen={seen} /></Card>}
        {list.incoming.length > 0 && <Card title={words.t("list.incoming")}><WaitingRows rows={list.incoming} seen={seen} /></Card>}
        {list.requests.length > 0 && <Card title={words.t("list.requests")}><WaitingRows rows={list.requests} seen={seen} /><p><a href="/contact-requests">{words.t("contact.work.all")}</a></p></Card>}
        {list.obstacles.length > 0 && <Card title={words.t("list.obstacles")}><WaitingRows rows={list.obstacles} seen={seen} /></Card>}
        {list.advice.length > 0 && <Card title={words.t("list.advice")}><WaitingRows rows={list.advice} seen={seen} /><p><a href="/consultations">{words.t("list.advice.all")}</a></p></Card>}
        {list.agreed.length > 0 && <Card title={words.t("list.agreed")}><WaitingRows rows={list.agreed} seen={seen} /></Card>}
        {list.visited.length > 0 && <Card title={words.t("list.visited")}><WaitingRows rows={list.visited} seen={seen} /><p><a href="/visits">{words.t("list.visited.all")}</a></p></Card>}
        {list.deviations.length > 0 && <Card title={words.t("list.deviations")}><WaitingRows rows={list.deviations} seen={seen} /><p><a href="/deviations">{words.t("list.deviations.all")}</a></p></Card>}
        {mine.length > 0 && <Card title={words.t("list.mine")}><WaitingRows rows={mine} seen={seen} /></Card>}
        <CardsWaiting {...list.keeping} seen={seen} />
        {list.uncounted.length > 0 && <Card title={words.t("attendance.missing")}><Uncounted sessions={list.uncounted} seen={seen} /></Card>}</>
      </WithSide>
    </Stack>
  );
}

/** One row for each activity, however often it has been held. */
function Uncounted({ sessions, seen: { words, today } }: { sessions: readonly Session[]; seen: Seen }) {
  const rows = [...Map.groupBy(sessions, ({ activity }) => activity.handle)].map(([handle, [latest, ...others]]) => ({ handle, latest: latest!, count: others.length + 1 }));
  return (
    <Rows>
      {rows.map(({ handle, latest, count }) => (
        <Row
          key={handle} name={latest.activity.name} href={count > 1 ? `/our/activities/${handle}` : `/our/activities/${handle}/attendance/${latest.day}`}
          next={count > 1 ? words.t("keep.uncounted", { count }) : words.t("attendance.missing.row", { when: whenText(words, latest, today) })}
        />
      ))}
    </Rows>
  );
}

function ListSide({ seen, followed }: { seen: Seen; followed: readonly Waiting[] }) {
  const { words } = seen;
  return (
    <Stack>
      <p><ButtonLink href="/signals/new">{words.t("nav.signal")}</ButtonLink></p>
      <p><ButtonLink href="/find" kind="quiet">{words.t("nav.find")}</ButtonLink></p>
      <p><ButtonLink href="/tracks" kind="quiet">{words.t("nav.tracks")}</ButtonLink></p>
      <p><ButtonLink href="/guiding" kind="quiet">{words.t("guiding.title")}</ButtonLink></p>
      {followed.length > 0 && <Card title={words.t("list.followed")}><WaitingRows rows={followed} seen={seen} /></Card>}
    </Stack>
  );
}

const whenOf = ({ dueOn, since }: Waiting, { words, today }: Seen) =>
  since ? words.t("list.since", { day: words.shortDay(since) }) : dueOn && dueOn >= today ? words.t("list.due", { day: words.shortDay(dueOn) }) : undefined;

function WaitingRows({ rows, seen }: { rows: readonly Waiting[]; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Rows>
      {rows.map((row) => (
        <Row
          key={row.key}
          name={row.name}
          href={row.href}
          beside={<>{ageWords(words, row.aged, today)} {row.tag && <Tag kind="calm">{words.say(row.tag)}</Tag>}</>}
          next={words.say(row.what, row.values)}
          when={whenOf(row, seen)}
          late={row.dueOn && row.dueOn < today ? words.t("list.late", { days: daysBetween(row.dueOn, today) }) : undefined}
        />
      ))}
    </Rows>
  );
}

/** Finding a child: one field, and what it takes. Never a list of children. @ground REQ-148 */
export function FindPage({ form, seen }: { form: VNode; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <PageTitle lead={words.t("find.lead")}>{words.t("find.title")}</PageTitle>
      {form}
      <p class="quiet">{words.t("find.why")}</p>
      <p><ButtonLink href="/signals/new" kind="quiet">{words.t("nav.signal")}</ButtonLink></p>
    </Stack>
  );
}
