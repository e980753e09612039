import { MissingConsents } from "../consent/index.ts";
import { calledBy } from "../inquiry/index.ts";
import { ChildName, type Matter } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Colleague } from "../organisation/index.ts";
import type { KnownGuardian } from "../child/index.ts";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice, type Text } from "../practice/index.ts";
import { Breadcrumb, ButtonLink, Card, Details, Notice, PageTitle, Said, Stack, WithSide } from "../ui/index.ts";
import type { Guest } from "./meeting-guests.ts";
import { NOT_THIS_TIME } from "./meeting.ts";

/** What calling a meeting is drawn from. */
export type CallModel = {
  readonly matter: Matter; readonly parties: readonly KnownGuardian[]; readonly guests: readonly Guest[]; readonly colleagues: readonly Colleague[]; readonly practice: Practice; readonly today: Day;
};

/**
 * The form drawn without "if you like" at each field, where that would mislead: what is needed to end is not needed to save, and a
 * choice that begins filled in is no extra.
 */
export const asRequired = (state: FormState): FormState => ({
  ...state, fields: Object.fromEntries(Object.entries(state.fields).map(([name, field]) => [name, field.kind === "hidden" ? field : { ...field, required: true }])),
});

/** Where the meeting belongs: the child, then the page. */
export function Trail({ matter, page, seen }: { matter: Matter; page: string; seen: Seen }) {
  return <Breadcrumb items={[{ label: seen.words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={seen.today} />, href: `/matters/${matter.id}` }, { label: page }]} />;
}

type Props = { model: CallModel; seen: Seen; state: FormState; buttons: readonly FormButton[] };

export function CallPage({ model, seen, state, buttons }: Props) {
  const { words } = seen;
  const title = words.t(model.matter.state === "planned" ? "meeting.call.title.followUp" : "meeting.call.title");
  return (
    <Stack>
      <Trail matter={model.matter} page={title} seen={seen} />
      <PageTitle lead={words.t("meeting.call.lead")}>{title}</PageTitle>
      <WithSide side={<Preparation practice={model.practice} seen={seen} />}>
        <form method="post" action={state.action} noValidate>
          <Unseen state={state} />
          <Stack>
            <What state={state} model={model} seen={seen} />
            <Who state={state} model={model} seen={seen} />
            <Notice kind="info" title={words.t("meeting.call.sent.title")}>
              <p>{words.t("meeting.call.sent.text")} {words.t("meeting.call.sent.letter")}</p>
            </Notice>
            <FormButtons buttons={buttons} />
          </Stack>
        </form>
      </WithSide>
    </Stack>
  );
}

function Fields({ state, names }: { state: FormState; names: readonly string[] }) {
  return <Stack>{names.map((name) => <FieldOf key={name} state={state} name={name} />)}</Stack>;
}

/** What only some need: folded away until it is asked for, or something stands in it. */
function Folded({ summary, state, names, open = false }: { summary: string; state: FormState; names: readonly string[]; open?: boolean }) {
  const used = open || names.some((name) => state.problems[name] !== undefined || (state.values[name] ?? "").length > 0);
  return <Details summary={summary} open={used}><Fields state={state} names={names} /></Details>;
}

function What({ state, model, seen }: Omit<Props, "buttons">) {
  const { words } = seen;
  return (
    <>
      <Card title={words.t("meeting.call.part.question")}><Fields state={state} names={["question"]} /></Card>
      <Card title={words.t("meeting.call.part.when")}><Fields state={state} names={["on", "time", "place"]} /></Card>
      {model.matter.bornOn !== undefined && (
        <Card title={words.t("meeting.call.part.child", { name: calledBy(model.matter.child.name) })}><Stack>
            <Fields state={state} names={["child"]} />
            <Folded summary={words.t("meeting.call.childNot", { name: calledBy(model.matter.child.name) })} state={state} names={["childWhy", "childAgain"]} open={state.values["child"] === NOT_THIS_TIME} />
          </Stack></Card>
      )}
    </>
  );
}

function Who({ state, model, seen }: Omit<Props, "buttons">) {
  const { words } = seen;
  const covered = model.guests.some(({ coverage }) => coverage.complete);
  return (
    <Card title={words.t("meeting.call.part.who")}>
      <Stack>
        {model.parties.length > 0 ? <Guardians state={state} seen={seen} /> : <p>{words.t("meeting.call.guardians.none")}</p>}
        {covered || state.problems["units"] ? <FieldOf state={state} name="units" /> : <NoUnits model={model} seen={seen} />}
        <Uncovered model={model} seen={seen} />
        {model.colleagues.length > 0 && <Folded summary={words.t("meeting.call.colleagues.fold")} state={state} names={["colleagues"]} />}
      </Stack>
    </Card>
  );
}

function Guardians({ state, seen }: Pick<Props, "state" | "seen">) {
  return (
    <>
      <FieldOf state={asRequired(state)} name="guardians" />
      <Folded summary={seen.words.t("meeting.call.leftOut.fold")} state={state} names={["leftOut"]} />
    </>
  );
}

function NoUnits({ model, seen }: { model: CallModel; seen: Seen }) {
  const { words } = seen;
  return (
    <div>
      <h3>{words.t("meeting.call.units")}</h3>
      <p>{words.t("meeting.call.units.none")}</p>
      {model.guests.length === 0 && <p><ButtonLink kind="quiet" href={`/matters/${model.matter.id}/consents/new`}>{words.t("meeting.call.units.ask")}</ButtonLink></p>}
    </div>
  );
}

/** Those who may be needed and cannot be invited yet: for each branch whose yes is missing, and the way to it. @ground REQ-035 */
function Uncovered({ model, seen }: { model: CallModel; seen: Seen }) {
  const missing = Map.groupBy(model.guests.filter(({ coverage }) => !coverage.complete), ({ unit }) => unit.branchId);
  if (missing.size === 0) return null;
  return (
    <section>
      <Stack>
        <h3>{seen.words.t("meeting.call.units.missing")}</h3>
        {[...missing.values()].map(([first, ...others]) => {
          const { unit, coverage } = first!;
          const name = [unit, ...others.map((one) => one.unit)].map((one) => one.name).join(", ");
          return <MissingConsents key={unit.id} coverage={coverage} matterId={model.matter.id} receiver={{ id: unit.id, name }} />;
        })}
      </Stack>
    </section>
  );
}

function Checklist({ items, seen }: { items: readonly { readonly id: string; readonly text: Text }[]; seen: Seen }) {
  return (
    <>
      <ul>{items.map(({ id, text }) => <li key={id}><Said>{textIn(text, seen.words.language)}</Said></li>)}</ul>
      {items.some(({ text }) => text.status === "proposed") && <p class="quiet">{seen.words.t("meeting.proposed")}</p>}
    </>
  );
}

/** What is done with the family before the meeting. @model 6.2 */
export const FamilyFirst = ({ practice, seen }: { practice: Practice; seen: Seen }) => <Checklist items={practice.meeting.preparation.withFamily} seen={seen} />;

/** What is done, and asked, before anybody is invited. @model 6.2 */
function Preparation({ practice, seen }: { practice: Practice; seen: Seen }) {
  const { words } = seen;
  return (
    <Stack>
      <Card title={words.t("meeting.call.before.family")} level={3}><FamilyFirst practice={practice} seen={seen} /></Card>
      <Card title={words.t("meeting.call.before.inviting")} level={3}><Checklist items={practice.meeting.preparation.beforeInviting} seen={seen} /></Card>
    </Stack>
  );
}
