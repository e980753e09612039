import type { VNode } from "preact";
import { addMonths, type Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Breadcrumb, Card, DataTable, Empty, Notice, PageTitle, Row, Rows, Said, Stack, Tag, type Shown } from "../ui/index.ts";
import { freshness, type Activity, type Session } from "./activity.ts";
import type { SeatsOf } from "./activity-store.ts";
import { dayText, ruleText, whenText } from "./activity-words.ts";
import { nextStep } from "./draft.ts";
import type { Draft } from "./draft-store.ts";
import type { ActivityChange } from "./history-store.ts";
import type { Invitation } from "./together-store.ts";

/** An activity in its keepers' list. */
export type Kept = { readonly activity: Activity; readonly next: Session | undefined; readonly uncounted: number };
export type KeepList = { readonly ours: readonly Kept[]; readonly guide: readonly Kept[]; readonly drafts: readonly Draft[]; /** Others' where the unit is too. */ readonly beside: readonly Kept[]; readonly invited: readonly Invitation[]; /** Whoever keeps a guide has let the unit in. */ readonly mayBegin: boolean; readonly today: Day };

const addressOf = (activity: Activity, rest = ""): string => `/our/activities/${activity.handle}${rest}`;

function KeptRows({ kept, today }: { kept: readonly Kept[]; today: Day }) {
  const words = useWords();
  return (
    <Rows>
      {kept.map(({ activity, next, uncounted }) => (
        <Row
          key={activity.id} name={activity.name} href={addressOf(activity)}
          beside={<>{activity.status === "ended" && <Tag kind="calm">{words.t("keep.ended")}</Tag>} {activity.status === "active" && freshness(activity, today) !== "fresh" && <Tag kind="late">{words.t("keep.due")}</Tag>}</>}
          next={next ? words.t("keep.next", { when: whenText(words, next, today) }) : words.t("keep.next.none")}
          when={uncounted > 0 ? words.t("keep.uncounted", { count: uncounted }) : undefined}
        />
      ))}
    </Rows>
  );
}

/** What the unit is writing and nobody else sees. */
function Drafts({ drafts }: { drafts: readonly Draft[] }) {
  const words = useWords();
  return (
    <Rows>
      {drafts.map(({ id, form }) => {
        const step = nextStep(form);
        return <Row key={id} name={form.name} href={`/our/drafts/${id}`} beside={<Tag kind="calm">{words.t("draft.tag")}</Tag>} next={step ? words.t("draft.missing.go", { step: words.t(`draft.step.${step}`) }) : words.t("draft.ready")} />;
      })}
    </Rows>
  );
}

export function KeepListPage({ list: { ours, guide, drafts, beside, invited, mayBegin, today } }: { list: KeepList }) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("keep.lead")}>{words.t("keep.title")}</PageTitle>
      {mayBegin && <p><ButtonLink href="/our/activities/new">{words.t("draft.new")}</ButtonLink></p>}
      {invited.length > 0 && <Card title={words.t("invitation.list")}><Rows>{invited.map(({ id, handle, activity, organiser }) => <Row key={id} name={activity} href={`/our/activities/${handle}/invited`} next={<Said>{words.t("invitation.row", { unit: organiser })}</Said>} />)}</Rows></Card>}
      {drafts.length > 0 && <Card title={words.t("draft.list")}><Drafts drafts={drafts} /></Card>}
      {ours.length + guide.length + drafts.length + beside.length + invited.length === 0 && <Empty title={words.t("keep.empty.title")} text={words.t(mayBegin ? "keep.empty.begin" : "keep.empty.text")} />}
      {ours.length > 0 && <Card title={words.t("keep.ours")}><KeptRows kept={ours} today={today} /></Card>}
      {beside.length > 0 && <Card title={words.t("keep.beside")}><Rows>{beside.map(({ activity, next }) => <Row key={activity.id} name={activity.name} href={addressOf(activity, "/with")} next={next ? words.t("keep.next", { when: whenText(words, next, today) }) : words.t("keep.next.none")} when={<Said>{activity.unit}</Said>} />)}</Rows></Card>}
      {guide.length > 0 && <Card title={words.t("keep.guide")}><p>{words.t("keep.guide.text")}</p><KeptRows kept={guide} today={today} /></Card>}
    </Stack>
  );
}

type Crumbs = { activity: Activity; last?: Shown };
export function KeepCrumbs({ activity, last }: Crumbs) {
  const words = useWords();
  const named = { label: <Said>{activity.name}</Said>, ...(last === undefined ? {} : { href: addressOf(activity) }) };
  return <Breadcrumb items={[{ label: words.t("keep.title"), href: "/our/activities" }, named, ...(last === undefined ? [] : [{ label: last }])]} />;
}

export type KeepModel = { readonly activity: Activity; readonly coming: readonly Session[]; readonly past: readonly Session[]; readonly counted: ReadonlySet<Day>; readonly seatsOf: SeatsOf; readonly changes: readonly ActivityChange[]; readonly today: Day };

function Coming({ model: { activity, coming, seatsOf, today }, seen }: { model: KeepModel; seen: Seen }) {
  const { words } = seen;
  const signsUp = activity.signUp === "session";
  const mayRead = seen.can("activity.people");
  if (coming.length === 0) return <p>{words.t("keep.dates.none")}</p>;
  return (
    <DataTable
      caption={words.t("keep.dates")}
      columns={[{ label: words.t("keep.day") }, ...(signsUp ? [{ label: words.t("keep.signed") }] : []), { label: words.t("keep.calling-off") }]}
      rows={coming.map((session) => {
        const { day, calledOff } = session;
        const { taken, waiting } = seatsOf(activity, day);
        const seats = words.t("keep.seats", { taken, capacity: activity.capacity ?? 0, waiting });
        return {
          key: day,
          cells: [
            <>{whenText(words, session, today)} {calledOff && <Tag kind="late">{words.t("activity.off")}</Tag>}{!calledOff && session.moved && <Tag kind="calm">{words.t("activity.moved")}</Tag>}</>,
            ...(signsUp ? [mayRead ? <a key="p" href={addressOf(activity, `/people/${day}`)}>{seats}</a> : <span key="p">{seats}</span>] : []),
            <a key="o" href={addressOf(activity, `/days/${day}`)}>{words.t(calledOff ? "keep.taking-back" : "keep.deciding")}</a>,
          ],
        };
      })}
    />
  );
}

function Past({ model: { activity, past, counted } }: { model: KeepModel }) {
  const words = useWords();
  return (
    <Card title={words.t("keep.past")}>
      <Rows>
        {past.map(({ day }) => (
          <Row key={day} sign={counted.has(day) ? "done" : "day"} label={dayText(words, day)} href={addressOf(activity, `/attendance/${day}`)} when={words.t(counted.has(day) ? "keep.counted" : "keep.count")} />
        ))}
      </Rows>
    </Card>
  );
}

function History({ changes }: { changes: readonly ActivityChange[] }) {
  const words = useWords();
  if (changes.length === 0) return null;
  return (
    <Card title={words.t("keep.history")}>
      <ul class="links-list">
        {changes.map(({ id, at, what, day, by }) => (
          <li key={id}>{words.t(`keep.history.${what}`, { day: day === undefined ? "" : dayText(words, day) })} <span class="quiet">{words.time(at)} · <Said>{by?.name ?? words.t("keep.history.somebody")}</Said></span></li>
        ))}
      </ul>
    </Card>
  );
}

/** One activity, for those who keep it: whether it is right, when it is, who comes and how many came. */
export function KeepPage({ model, seen, form }: { model: KeepModel; seen: Seen; form: VNode }) {
  const { words, today } = seen;
  const { activity, past, seatsOf, changes } = model;
  const fresh = freshness(activity, today);
  const { taken, waiting } = seatsOf(activity, today);
  return (
    <Stack>
      <KeepCrumbs activity={activity} />
      <PageTitle lead={ruleText(words, activity.rule)}><Said>{activity.name}</Said></PageTitle>
      <Card>
        <p>{words.t("keep.checked", { day: words.day(activity.checkedOn) })} <Said>{words.t("keep.owner", { unit: activity.unit, day: words.day(addMonths(activity.checkedOn, activity.reviewMonths)) })}</Said></p>
        {fresh !== "fresh" && <Notice kind="warning" title={words.t(fresh === "due" ? "keep.fresh.due" : "keep.fresh.stale")} />}
        {form}
        <p class="actions"><ButtonLink kind="quiet" href={addressOf(activity, "/edit")}>{words.t("keep.edit")}</ButtonLink> <a href={`/activities/${activity.handle}`}>{words.t("keep.public")}</a> <a href={`/activities/${activity.handle}/poster`}>{words.t("poster.link")}</a></p>
      </Card>
      {seen.can("activity.share") && (
        <Card title={words.t("together.title")}>
          <p>{activity.companions.length > 0 ? <Said>{activity.companions.map(({ unit }) => unit).join(", ")}</Said> : words.t("together.alone")}</p>
          <p><a href={addressOf(activity, "/together")}>{words.t(activity.companions.length > 0 ? "together.go" : "together.first")}</a></p>
        </Card>
      )}
      {activity.signUp === "series" && (
        <Card title={words.t("keep.people")}>
          <p>{words.t("keep.round")} {words.t("keep.seats", { taken, capacity: activity.capacity ?? 0, waiting })}</p>
          {seen.can("activity.people") && <p><a href={addressOf(activity, "/people/all")}>{words.t("keep.people")}</a></p>}
        </Card>
      )}
      <Coming model={model} seen={seen} />
      {past.length > 0 && seen.can("activity.people") && <Past model={model} />}
      <History changes={changes} />
    </Stack>
  );
}

export type DateModel = { readonly activity: Activity; readonly session: Session };

/** Calling a date off, or holding it after all. */
export function DatePage({ model: { activity, session }, form }: { model: DateModel; form: VNode }) {
  const words = useWords();
  const [day, off] = [dayText(words, session.day), session.calledOff !== undefined];
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={day} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={words.t(off ? "off.back.lead" : "off.lead")}>{words.t(off ? "off.back.title" : "off.title", { day })}</PageTitle>
      {!off && <p><ButtonLink kind="quiet" href={addressOf(activity, `/days/${session.day}/move`)}>{words.t("move.instead")}</ButtonLink></p>}
      {form}
    </Stack>
  );
}

/** Holding a date at another time. */
export function MovePage({ model: { activity, session }, form }: { model: DateModel; form: VNode }) {
  const words = useWords();
  const day = dayText(words, session.day);
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={day} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={words.t("move.lead")}>{words.t("move.title", { day })}</PageTitle>
      <Card>{form}</Card>
    </Stack>
  );
}
