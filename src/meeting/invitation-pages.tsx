import type { Content, Delivered } from "../disclosure/index.ts";
import { ageWords } from "../matter/index.ts";
import type { Colleague } from "../organisation/index.ts";
import { FieldOf, FormButtons, Unseen, type FormButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { getStep, textIn, type Practice } from "../practice/index.ts";
import { Breadcrumb, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Phone, Said, SaidText, Stack, WithSide } from "../ui/index.ts";
import { whenOf, type InvitedTo } from "./meeting-content.ts";
import { agendaOf } from "./meeting.ts";

/** What an invitation is answered from. `colleagues`: of the invited unit. `others`: the units a guardian sees are invited too. */
export type ComeModel = {
  readonly delivery: Delivered; readonly content: Content; readonly meeting: InvitedTo;
  readonly colleagues: readonly Colleague[]; readonly others: readonly string[]; readonly asGuardian: boolean; readonly practice: Practice;
};

type Props = { model: ComeModel; seen: Seen; state: FormState; buttons: readonly FormButton[] };

export function ComePage({ model, seen, state, buttons }: Props) {
  const { words } = seen;
  const home = model.asGuardian ? { label: words.t("nav.family"), href: `/family/${model.delivery.childId}` } : { label: words.t("list.title"), href: "/list" };
  return (
    <Stack>
      <Breadcrumb items={[home, { label: words.t("meeting.come.title") }]} />
      <PageTitle lead={model.asGuardian ? <Said>{textIn(getStep(model.practice, "meet").family, words.language)}</Said> : words.t("meeting.come.lead.unit")}>{words.t("meeting.come.title")}</PageTitle>
      <WithSide side={<Around model={model} seen={seen} />}>
        <AboutMeeting model={model} seen={seen} />
        <HowItGoes model={model} seen={seen} />
        {needsReading(model) ? <ReadFirst model={model} seen={seen} /> : <AnswerForm model={model} seen={seen} state={state} buttons={buttons} />}
      </WithSide>
    </Stack>
  );
}

/** A delivery with a condition is opened only by somebody who has read the condition. @ground OSL 10:14, 12:2, REQ-075 */
export const needsReading = ({ delivery, content }: Pick<ComeModel, "delivery" | "content">): boolean => Boolean(content.reservation) && delivery.openedAt === undefined;

function ReadFirst({ model, seen }: { model: ComeModel; seen: Seen }) {
  const { words } = seen;
  return (
    <Notice kind="info" title={words.t("meeting.come.condition")}>
      <p>{words.t("meeting.come.condition.text")}</p>
      <p><ButtonLink href={`/deliveries/${model.delivery.id}`}>{words.t("meeting.come.condition.read")}</ButtonLink></p>
    </Notice>
  );
}

function AboutMeeting({ model, seen }: { model: ComeModel; seen: Seen }) {
  const { words, today } = seen;
  const { content, meeting } = model;
  if (needsReading(model)) return null;
  const child = { label: words.t("meeting.come.child"), value: <><Said>{content.child.name}</Said>, {ageWords(words, content.child, today)}</> };
  return (
    <Card title={words.t("meeting.come.about")}>
      <Pairs items={[
        ...(model.asGuardian ? [] : [child]),
        { label: words.t("meeting.question"), value: <SaidText>{meeting.question}</SaidText> },
        { label: words.t("meeting.when"), value: whenOf(words, meeting.at) },
        { label: words.t("meeting.where"), value: <Said>{meeting.place}</Said> },
      ]} />
    </Card>
  );
}

/** What the meeting goes through, the child first: whoever is an equal party knows it beforehand. */
function HowItGoes({ model, seen }: { model: ComeModel; seen: Seen }) {
  const { words } = seen;
  return (
    <Details summary={words.t("meeting.come.agenda")}>
      <ol>{agendaOf(model.practice, model.meeting).map(({ id, title }) => <li key={id}><Said>{textIn(title, words.language)}</Said></li>)}</ol>
    </Details>
  );
}

function AnswerForm({ model, state, buttons }: Props) {
  return (
    <form method="post" action={state.action} noValidate class="form">
      <Unseen state={state} />
      <FieldOf state={state} name="coming" />
      {model.colleagues.length > 0 && <FieldOf state={state} name="who" />}
      <FieldOf state={state} name="words" />
      <FormButtons buttons={buttons} />
    </form>
  );
}

function Around({ model, seen }: { model: ComeModel; seen: Seen }) {
  const { words } = seen;
  const { from } = model.content;
  return (
    <Stack>
      <Card title={words.t("meeting.come.from")} level={3}>
        <p><Said>{from.name}</Said>, {words.say(`role.${from.role}`)}</p>
        <p><Said>{from.unit}</Said>, <Said>{from.authority}</Said></p>
        {from.phone && <p><Phone number={from.phone} /></p>}
      </Card>
      {model.asGuardian && (
        <Card title={words.t("meeting.come.others")} level={3}>
          {model.others.length === 0 ? <p>{words.t("meeting.come.others.none")}</p> : <ul>{model.others.map((name) => <li key={name}><Said>{name}</Said></li>)}</ul>}
        </Card>
      )}
    </Stack>
  );
}
