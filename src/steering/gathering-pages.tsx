import { dayOf, daysBetween, timeOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, DataTable, Notice, PageTitle, PrintMark, Said, SaidText, Stack, Tag, Timeline, type Crumb, type Shown } from "../ui/index.ts";
import { canAdjust, rowsFor, type Action, type Gathering, type Minutes, type Point } from "./gathering.ts";
import { Crumbs, Decisions, FormPage, groupCrumbs, whoIs, type People } from "./group-pages.tsx";
import { seated, type Group, type Pact } from "./steering.ts";

export type Meant = { readonly pact: Pact; readonly group: Group; readonly people: People };
export type GatheringModel = Meant & { readonly minutes: Minutes };

/** Where one meeting is read; its steps lie under it. */
export const gatheringPath = (group: Pick<Group, "id">, { id }: Pick<Gathering, "id">, rest = ""): string => `/groups/${group.id}/meetings/${id}${rest}`;
export const gatheringCrumbs = (words: Words, { pact, group, minutes: { gathering } }: GatheringModel): Crumb[] =>
  [...groupCrumbs(words, pact, group), { label: words.shortDay(dayOf(gathering.startsAt)), href: gatheringPath(group, gathering) }];

/** What the reader can do next with a meeting. */
function Steps({ model: { group, minutes: { gathering } }, seen }: { model: GatheringModel; seen: Seen }) {
  const { words, actor, at } = seen;
  const { state, startsAt } = gathering;
  const [holds, follows, mine] = [seen.can("group.hold"), seen.can("group.follow"), canAdjust(gathering, group.members, actor?.duty?.id)];
  const begun = dayOf(startsAt) <= dayOf(at);
  const open = state === "called" || state === "held";
  return (
    <Actions>
      {mine && <ButtonLink href={gatheringPath(group, gathering, "/adjust")}>{words.t("steering.adjust")}</ButtonLink>}
      {holds && open && begun && <ButtonLink kind={mine ? "quiet" : "primary"} href={gatheringPath(group, gathering, "/minutes")}>{words.t(state === "held" ? "steering.minutes.more" : "steering.minutes.write")}</ButtonLink>}
      {holds && open && <ButtonLink kind="quiet" href={gatheringPath(group, gathering, "/edit")}>{words.t("steering.call.edit")}</ButtonLink>}
      {follows && state === "called" && <a href={`/groups/${group.id}/${gathering.id}.ics`}>{words.t("steering.calendar")}</a>}
      {state === "closed" && seen.can("group.belong") && <ButtonLink kind="quiet" href={gatheringPath(group, gathering, "/correct")}>{words.t("steering.correct")}</ButtonLink>}
    </Actions>
  );
}

function ActionLine({ group, action, people, seen: { words, today } }: { group: Group; action: Action; people: People; seen: Seen }) {
  const late = action.doneAt === undefined && action.dueOn < today;
  return (
    <p>
      <strong>{words.t("steering.action")}</strong> {action.doneAt ? <Said>{action.what}</Said> : <a href={`/groups/${group.id}/actions/${action.id}`}><Said>{action.what}</Said></a>} <span class="quiet">{whoIs(words, people, action.dutyId)}, {words.t("steering.by", { day: words.shortDay(action.dueOn) })}</span>{" "}
      {action.doneAt ? <Tag kind="calm">{words.t("steering.done-on", { day: words.shortDay(dayOf(action.doneAt)) })}</Tag> : late && <Tag kind="late">{words.t("list.late", { days: daysBetween(action.dueOn, today) })}</Tag>}
    </p>
  );
}

/** The agenda, with what was said and decided on each point once it has been held. */
function Agenda({ model: { group, people, minutes: { points, decisions, actions } }, seen }: { model: GatheringModel; seen: Seen }) {
  const { words } = seen;
  return (
    <Card title={words.t("steering.agenda")}>
      <ol class="agenda">
        {points.map((point) => {
          const [decision, action] = [decisions.find(({ pointId }) => pointId === point.id), actions.find(({ pointId }) => pointId === point.id)];
          return (
            <li key={point.id}>
              <h3><Said>{point.title}</Said></h3>
              <PointLine point={point} />
              {point.notes !== "" && <p><SaidText>{point.notes}</SaidText></p>}
              {decision && <p class="decided"><strong>{decision.number === undefined ? words.t("steering.decision.unnumbered") : words.t("steering.decision", { number: decision.number })}</strong> <SaidText>{decision.text}</SaidText></p>}
              {action && <ActionLine group={group} action={action} people={people} seen={seen} />}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function PointLine({ point: { who, minutes } }: { point: Point }) {
  const words = useWords();
  if (who === "" && minutes === undefined) return null;
  return <p class="quiet">{who !== "" && <Said>{who}</Said>}{who !== "" && minutes !== undefined && ", "}{minutes !== undefined && words.t("steering.long", { minutes })}</p>;
}

/** Who was there, party by party: a party that nobody came from is seen. */
function Attendance({ model: { pact, group, people, minutes: { gathering, present } } }: { model: GatheringModel }) {
  const words = useWords();
  const names = (party: string): Shown[] => group.members.filter(({ id, partyId }) => partyId === party && present.includes(id)).map(({ dutyId }) => whoIs(words, people, dutyId));
  const rows = pact.parties.map(({ id, board }) => {
    const there = names(id);
    return { key: id, cells: [<Said key="party">{board}</Said>, there.length === 0 ? <span class="quiet">{words.t("steering.nobody")}</span> : there.map((name, nth) => <span key={nth}>{nth > 0 && ", "}{name}</span>)] };
  });
  return (
    <Card title={words.t("steering.present")}>
      <DataTable caption={words.t("steering.present.by-party")} columns={[{ label: words.t("steering.party") }, { label: words.t("steering.present.who") }]} rows={rows} />
      {gathering.others !== "" && <p>{words.t("steering.others")}: <Said>{gathering.others}</Said></p>}
    </Card>
  );
}

/** How the meeting and its minutes have come about. What was added beside closed minutes stands last. */
function History({ model: { people, minutes: { gathering, corrections } } }: { model: GatheringModel }) {
  const words = useWords();
  const { calledAt, calledBy, writtenAt, writtenBy, closedAt, closedBy, state, changedAt } = gathering;
  const told = (when: Date, title: string, who: string | undefined, detail?: string) => ({ when: words.time(when), title, source: who === undefined ? undefined : whoIs(words, people, who), ...(detail === undefined ? {} : { detail: <SaidText>{detail}</SaidText> }) });
  return (
    <Card title={words.t("steering.history")}>
      <Timeline items={[
        told(calledAt, words.t("steering.history.called"), calledBy), ...(state === "cancelled" ? [told(changedAt, words.t("steering.history.cancelled"), undefined)] : []),
        ...(writtenAt ? [told(writtenAt, words.t("steering.history.written"), writtenBy)] : []), ...(closedAt ? [told(closedAt, words.t("steering.history.closed"), closedBy)] : []),
        ...corrections.map(({ at, dutyId, text }) => told(at, words.t("steering.history.corrected"), dutyId, text)),
      ]} />
    </Card>
  );
}

export function GatheringPage({ model, seen }: { model: GatheringModel; seen: Seen }) {
  const { words } = seen;
  const { pact, group, minutes: { gathering, decisions } } = model;
  const { state } = gathering;
  const follows = seen.can("group.follow");
  return (
    <Stack>
      <Crumbs pact={pact} rest={[...groupCrumbs(words, pact, group), { label: words.shortDay(dayOf(gathering.startsAt)) }]} />
      <PageTitle over={<Said>{group.name}</Said>} lead={<>{words.t("steering.when", { from: timeOf(gathering.startsAt), to: timeOf(gathering.endsAt) })}, <Said>{gathering.place}</Said></>}>{words.t(state === "closed" || state === "held" ? "steering.minutes.of" : "steering.call.of", { day: words.day(dayOf(gathering.startsAt)) })}</PageTitle>
      {state === "cancelled" && <Notice kind="warning" title={words.t("steering.cancelled")} />}
      {state === "held" && <Notice kind="info" title={words.t("steering.open-minutes")}><p>{words.t("steering.open-minutes.text")}</p></Notice>}
      {state === "closed" && <p><Tag kind="calm">{words.t("steering.state.closed")}</Tag></p>}
      <Steps model={model} seen={seen} />
      {follows ? <Agenda model={model} seen={seen} /> : <Card title={words.t("steering.decisions")}>{decisions.length === 0 ? <p class="quiet">{words.t("steering.decisions.none")}</p> : <Decisions decisions={decisions} group={group.id} />}</Card>}
      {follows && (state === "held" || state === "closed") && <Attendance model={model} />}
      {follows && <History model={model} />}
      <PrintMark>{words.t("steering.only-services")}</PrintMark>
    </Stack>
  );
}

type Drawn = { readonly state: FormState; readonly buttons: readonly FormButton[] };
const warned = ({ problems, values }: FormState): boolean => problems["anyway"] !== undefined || (values["anyway"] ?? "").length > 0;

/** Time, place and agenda: the call of a meeting. */
export function CallPage({ meant: { pact, group }, crumbs, title, points, drawn: { state, buttons } }: { meant: Meant; crumbs: readonly Crumb[]; title: string; points: readonly Point[]; drawn: Drawn }) {
  const words = useWords();
  return (
    <FormPage pact={pact} crumbs={crumbs} over={<Said>{group.name}</Said>} title={title} lead={words.t("steering.call.lead")}>
      <Card>
        <form method="post" action={state.action} noValidate class="form">
          <Unseen state={state} />
          {["on", "from", "to", "place"].map((name) => <FieldOf key={name} state={state} name={name} />)}
          <h2>{words.t("steering.agenda")}</h2>
          <p class="quiet">{words.t("steering.agenda.hint")}</p>
          {Array.from({ length: rowsFor(points) }, (_, row) => <div key={row} class="agenda-row">{["title", "who", "long"].map((name) => <FieldOf key={name} state={state} name={`${name}-${row}`} />)}</div>)}
          {warned(state) && <FieldOf state={state} name="anyway" />}
          <FormButtons buttons={buttons} />
        </form>
      </Card>
    </FormPage>
  );
}

/** Who was there, and on each point what was said, decided and taken on. */
export function MinutesPage({ model, drawn: { state, buttons } }: { model: GatheringModel; drawn: Drawn }) {
  const words = useWords();
  const { pact, group, minutes: { points } } = model;
  return (
    <FormPage pact={pact} crumbs={gatheringCrumbs(words, model)} over={<Said>{group.name}</Said>} title={words.t("steering.minutes.write")} lead={words.t("steering.minutes.lead")}>
      <form method="post" action={state.action} noValidate class="form">
        <Unseen state={state} />
        <div class="card fields">{["present", "others"].map((name) => <FieldOf key={name} state={state} name={name} />)}</div>
        {points.map((point, nth) => (
          <div key={point.id} class="card fields">
            <h2>{nth + 1}. <Said>{point.title}</Said></h2>
            <PointLine point={point} />
            {["notes", "decision", "action", "owner", "due"].map((name) => <FieldOf key={name} state={state} name={`${name}-${point.id}`} />)}
          </div>
        ))}
        {warned(state) && <FieldOf state={state} name="anyway" />}
        <FormButtons buttons={buttons} />
      </form>
    </FormPage>
  );
}

/** Those of the group who can be there. */
export const comers = (group: Group) => seated(group.members);
