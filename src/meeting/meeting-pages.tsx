import type { VNode } from "preact";
import { calledBy } from "../inquiry/index.ts";
import type { Matter } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { Actions, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Quote, Row, Rows, Said, SaidText, Stack, Tag } from "../ui/index.ts";
import { FamilyFirst, Trail } from "./call-pages.tsx";
import { partsOf, whenOf, type Part } from "./meeting-content.ts";
import type { Reply } from "./meeting-here.ts";
import { agendaOf, NOT_THIS_TIME, type Invited, type Meeting } from "./meeting.ts";

export type MeetingModel = {
  readonly matter: Matter; readonly meeting: Meeting; readonly practice: Practice; readonly replies: ReadonlyMap<string, Reply>; readonly uncovered: readonly string[];
};

/** A meeting's name: what and when, never about whom. */
export const meetingName = ({ at, words: said }: Pick<Meeting, "at" | "words">, words: Words): string =>
  words.t(said.followUp ? "meeting.title.followUp" : "meeting.title.on", { day: words.shortDay(dayOf(at)) });

type Props = { model: MeetingModel; seen: Seen };

export function MeetingPage({ model, seen }: Props) {
  const { words } = seen;
  const { meeting, matter } = model;
  const title = meetingName(meeting, words);
  return (
    <Stack>
      <Trail matter={matter} page={title} seen={seen} />
      <PageTitle over={<Tag kind="calm">{words.t(`meeting.state.${meeting.state}`)}</Tag>}>{title}</PageTitle>
      {meeting.state === "called" && <CalledPage model={model} seen={seen} />}
      {meeting.state === "held" && <HeldPage model={model} seen={seen} />}
      {meeting.state === "cancelled" && <CancelledPage model={model} seen={seen} />}
    </Stack>
  );
}

const placeOf = ({ matter, meeting }: MeetingModel, rest = "") => `/matters/${matter.id}/meetings/${meeting.id}${rest}`;

function About({ model, seen }: Props) {
  const { words } = seen;
  const { meeting, matter, practice } = model;
  const { childTakesPart, childNot, leftOut } = meeting.words;
  const way = practice.meeting.participation.find(({ id }) => id === childTakesPart);
  const again = childNot?.askAgainOn ? ` ${words.t("meeting.page.childAgain", { day: words.day(childNot.askAgainOn) })}` : "";
  const child = childTakesPart === NOT_THIS_TIME ? <>{words.t("meeting.call.child.not")}. <Said>{childNot?.why}</Said>{again}</> : way && textIn(way.text, words.language);
  return (
    <Pairs items={[
      { label: words.t("meeting.question"), value: <SaidText>{meeting.words.question}</SaidText> },
      { label: words.t("meeting.when"), value: whenOf(words, meeting.at) },
      { label: words.t("meeting.where"), value: <Said>{meeting.words.place}</Said> },
      { label: words.t("meeting.page.child", { name: calledBy(matter.child.name) }), value: child },
      ...(leftOut ? [{ label: words.t("meeting.page.leftOut"), value: <Said>{leftOut}</Said> }] : []),
    ]} />
  );
}

/** Beside a name: what this person or unit is to the meeting. */
function aboutOf({ kind, about = "" }: Invited, words: Words): VNode {
  if (kind === "unit") return <Said>{about}</Said>;
  if (kind === "guardian") return <>{words.t("meeting.page.guardian")}</>;
  return <>{words.say(`role.${about}`)}{kind === "chair" && `, ${words.t("meeting.page.chair")}`}</>;
}

function replyOf({ delivery, kind }: Invited, replies: MeetingModel["replies"], words: Words): string | undefined {
  if (kind === "chair") return undefined;
  if (!delivery) return words.t("meeting.answer.told");
  return words.t(`meeting.answer.${replies.get(delivery)?.answer ?? "none"}`);
}

function Guests({ model, seen }: Props) {
  const { words } = seen;
  const { meeting, replies, uncovered } = model;
  return (
    <Card title={words.t("meeting.page.who")}>
      <Rows>
        {meeting.words.invited.map((one) => (
          <Row
            key={one.id}
            name={one.name}
            beside={aboutOf(one, words)}
            next={<Said>{replies.get(one.delivery ?? "")?.words}</Said>}
            late={one.kind === "unit" && uncovered.includes(one.name) ? words.t("meeting.page.uncovered") : undefined}
            when={replyOf(one, replies, words)}
          />
        ))}
      </Rows>
    </Card>
  );
}

function CalledPage({ model, seen }: Props) {
  const { words } = seen;
  const { practice, meeting } = model;
  return (
    <>
      <Card><About model={model} seen={seen} /></Card>
      {seen.can("meeting.hold") && (
        <Actions>
          <ButtonLink href={placeOf(model, "/hold")}>{words.t("meeting.page.hold")}</ButtonLink>
          <ButtonLink kind="quiet" href={placeOf(model, "/cancel")}>{words.t("meeting.page.cancel")}</ButtonLink>
        </Actions>
      )}
      <Guests model={model} seen={seen} />
      <div>
        <Details summary={words.t("meeting.page.prepare")}><FamilyFirst practice={practice} seen={seen} /></Details>
        <Details summary={words.t("meeting.page.agenda")}>
          <ol>{agendaOf(practice, meeting.words).map(({ id, title, help }) => <li key={id}><strong><Said>{textIn(title, words.language)}</Said></strong> <Said>{textIn(help, words.language)}</Said></li>)}</ol>
        </Details>
      </div>
    </>
  );
}

/** The minutes as they are kept and handed out: the same parts, in the same order. */
export function Minutes({ parts }: { parts: readonly Part[] }) {
  return (
    <Stack>
      {parts.map(({ id, heading, text, own }) => (
        <section key={id}>
          <h3>{heading}</h3>
          {own ? <Quote>{text}</Quote> : <p><SaidText>{text}</SaidText></p>}
        </section>
      ))}
    </Stack>
  );
}

function HeldPage({ model, seen }: Props) {
  const { words } = seen;
  const { meeting, matter, practice } = model;
  return (
    <>
      <Actions>
        {matter.state === "planning" && <ButtonLink href={`/matters/${matter.id}/plan`}>{words.t("meeting.page.plan")}</ButtonLink>}
        {seen.can("follow-up.make") && meeting.words.followUp && <ButtonLink href={`/matters/${matter.id}/follow-up`}>{words.t("meeting.page.followUp")}</ButtonLink>}
        {seen.can("delivery.make") && <ButtonLink kind="quiet" href={placeOf(model, "/minutes")}>{words.t("meeting.page.send")}</ButtonLink>}
      </Actions>
      <Card title={words.t("meeting.page.minutes")}><Minutes parts={partsOf(meeting, practice, words)} /></Card>
    </>
  );
}

function CancelledPage({ model, seen }: Props) {
  const { words } = seen;
  const { untold = [], reason } = model.meeting.words;
  return (
    <>
      {untold.length > 0 && <Notice kind="warning" title={words.t("meeting.page.untold")}><p>{words.t("meeting.page.untold.text", { names: untold.join(", ") })}</p></Notice>}
      <Card title={words.t("meeting.cancelled.title")}>
        <p><SaidText>{reason}</SaidText></p>
        <About model={model} seen={seen} />
      </Card>
    </>
  );
}

/** Cancelling: one text that everybody invited gets to read. */
export function CancelPage({ model, seen, form }: Props & { form: VNode }) {
  const { words } = seen;
  const title = words.t("meeting.cancel.title");
  return (
    <Stack>
      <Trail matter={model.matter} page={title} seen={seen} />
      <PageTitle over={meetingName(model.meeting, words)} lead={words.t("meeting.cancel.lead")}>{title}</PageTitle>
      {form}
    </Stack>
  );
}
