import { MissingConsents } from "../consent/index.ts";
import { calledBy } from "../inquiry/index.ts";
import { ChildName, type Matter } from "../matter/index.ts";
import type { Colleague } from "../organisation/index.ts";
import type { KnownGuardian } from "../child/index.ts";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice, type Text } from "../practice/index.ts";
import { Breadcrumb, ButtonLink, Card, PageTitle, Said, Stack, WithSide } from "../ui/index.ts";
import type { Guest } from "./meeting-guests.ts";

/** What calling a meeting is drawn from. */
export type CallModel = {
  readonly matter: Matter; readonly parties: readonly KnownGuardian[]; readonly guests: readonly Guest[]; readonly colleagues: readonly Colleague[]; readonly practice: Practice;
};

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
        <form method="post" action={state.action} noValidate class="form">
          <Unseen state={state} />
          <What state={state} model={model} seen={seen} />
          <Who state={state} model={model} seen={seen} />
          <Card title={words.t("meeting.call.sent.title")} level={3}>
            <p>{words.t("meeting.call.sent.text")} {words.t("meeting.call.sent.letter")}</p>
          </Card>
          <FormButtons buttons={buttons} />
        </form>
      </WithSide>
    </Stack>
  );
}

function Fields({ state, names }: { state: FormState; names: readonly string[] }) {
  return <Stack>{names.map((name) => <FieldOf key={name} state={state} name={name} />)}</Stack>;
}

function What({ state, model, seen }: Omit<Props, "buttons">) {
  const { words } = seen;
  return (
    <>
      <Card title={words.t("meeting.call.part.question")}><Fields state={state} names={["question"]} /></Card>
      <Card title={words.t("meeting.call.part.when")}><Fields state={state} names={["on", "time", "place"]} /></Card>
      {model.matter.bornOn !== undefined && (
        <Card title={words.t("meeting.call.part.child", { name: calledBy(model.matter.child.name) })}><Fields state={state} names={["child", "childWhy", "childAgain"]} /></Card>
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
        {model.parties.length > 0 ? <Fields state={state} names={["guardians", "leftOut"]} /> : <p>{words.t("meeting.call.guardians.none")}</p>}
        {covered || state.problems["units"] ? <FieldOf state={state} name="units" /> : <NoUnits model={model} seen={seen} />}
        <Uncovered model={model} seen={seen} />
        {model.colleagues.length > 0 && <FieldOf state={state} name="colleagues" />}
      </Stack>
    </Card>
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

/** Those who may be needed and cannot be invited yet: each with whose yes is missing, and the way to it. @ground REQ-035 */
function Uncovered({ model, seen }: { model: CallModel; seen: Seen }) {
  const missing = model.guests.filter(({ coverage }) => !coverage.complete);
  if (missing.length === 0) return null;
  return (
    <section>
      <h3>{seen.words.t("meeting.call.units.missing")}</h3>
      {missing.map(({ unit, coverage }) => <MissingConsents key={unit.id} coverage={coverage} matterId={model.matter.id} receiver={unit} />)}
    </section>
  );
}

function Checklist({ title, items, seen }: { title: string; items: readonly { readonly id: string; readonly text: Text }[]; seen: Seen }) {
  return (
    <Card title={title} level={3}>
      <ul>{items.map(({ id, text }) => <li key={id}><Said>{textIn(text, seen.words.language)}</Said></li>)}</ul>
    </Card>
  );
}

/** What is done before anybody is invited. @model 6.2 */
export function Preparation({ practice, seen }: { practice: Practice; seen: Seen }) {
  const { words } = seen;
  const { withFamily, beforeInviting } = practice.meeting.preparation;
  const proposed = [...withFamily, ...beforeInviting].some(({ text }) => text.status === "proposed");
  return (
    <Stack>
      <Checklist title={words.t("meeting.call.before.family")} items={withFamily} seen={seen} />
      <Checklist title={words.t("meeting.call.before.inviting")} items={beforeInviting} seen={seen} />
      {proposed && <p class="quiet">{words.t("meeting.proposed")}</p>}
    </Stack>
  );
}
