import { placeName, type ConsentView } from "../consent/index.ts";
import { calledBy } from "../inquiry/index.ts";
import type { Matter } from "../matter/index.ts";
import { FieldOf, Unseen, type FormState } from "../platform/web/form.tsx";
import { dayOf } from "../platform/clock.ts";
import type { Seen } from "../platform/web/route.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { Actions, Button, Card, Notice, PageTitle, Pairs, Said, SaidText, Stack, Tag, WithSide } from "../ui/index.ts";
import { asRequired, Trail } from "./call-pages.tsx";
import { whenOf } from "./meeting-content.ts";
import type { Reply } from "./meeting-here.ts";
import { meetingName } from "./meeting-pages.tsx";
import { agendaOf, formOf, placesOf, type Meeting, type PointForm } from "./meeting.ts";
import { howOf, whoOf, type Seat, type Texts } from "./notes.ts";

/** What a meeting is held from. `uncovered`: invited units whose consent does not hold now. `theirs`: what others have written meanwhile. */
export type HoldModel = {
  readonly matter: Matter; readonly meeting: Meeting; readonly practice: Practice; readonly seats: readonly Seat[];
  readonly consents: readonly ConsentView[]; readonly uncovered: readonly string[]; readonly texts: Texts; readonly replies: ReadonlyMap<string, Reply>;
};

/** The form as it is drawn: merged with what others wrote, and what they wrote where both did. */
export type Writing = { readonly state: FormState; readonly drawn: string; readonly conflict: Texts };

type Props = { model: HoldModel; seen: Seen; writing: Writing };

/** The page in the meeting: on the big screen, in the order of the agenda, the child before all others. @model 6.2 */
export function HoldPage({ model, seen, writing }: Props) {
  const { words } = seen;
  const { meeting, practice, matter } = model;
  const { first, last } = placesOf(agendaOf(practice, meeting.words), meeting.words.followUp);
  const title = meetingName(meeting, words);
  return (
    <Stack>
      <Trail matter={matter} page={title} seen={seen} />
      <PageTitle lead={words.t("meeting.hold.lead")}>{title}</PageTitle>
      <form method="post" action={writing.state.action} noValidate class="meeting-form">
        <Unseen state={writing.state} />
        <input type="hidden" name="drawn" value={writing.drawn} />
        <WithSide side={<Beside model={model} seen={seen} />}>
          {first.map((form) => <OwnCard key={form} form={form} model={model} seen={seen} writing={writing} />)}
          <Agenda model={model} seen={seen} writing={writing} />
          {last.map((form) => <OwnCard key={form} form={form} model={model} seen={seen} writing={writing} />)}
          <Ending model={model} seen={seen} writing={writing} />
        </WithSide>
      </form>
    </Stack>
  );
}

function Agenda(props: Props) {
  const { model, seen } = props;
  const points = agendaOf(model.practice, model.meeting.words);
  const firstOfPlan = points.find((point) => formOf(point) === "plan");
  return (
    <>
      {points.map((point, nth) => (
        <Card key={point.id} title={<>{nth + 1}. <Said>{textIn(point.title, seen.words.language)}</Said></>} beside={<Voice voice={point.voice} model={model} seen={seen} />}>
          <Stack>
            <p class="quiet"><Said>{textIn(point.help, seen.words.language)}</Said></p>
            {point === firstOfPlan && <p>{seen.words.t("meeting.hold.plan")}</p>}
            <Part form={formOf(point)} point={point.id} {...props} />
          </Stack>
        </Card>
      ))}
    </>
  );
}

function Voice({ voice, model, seen }: { voice: string; model: HoldModel; seen: Seen }) {
  return <span class="quiet">{seen.words.say(`meeting.voice.${voice}`, { name: calledBy(model.matter.child.name) })}</span>;
}

/** What must be asked though the agenda has no point for it. */
const OwnCard = (props: Props & { form: PointForm }) => <Card title={props.seen.words.say(`meeting.hold.own.${props.form}`)}><Part {...props} /></Card>;

function Part({ form, point, ...props }: Props & { form: PointForm; point?: string }) {
  switch (form) {
    case "attendance":
      return <AroundTheTable {...props} />;
    case "sharing":
      return <Sharing {...props} />;
    case "child":
      return <ChildVoice {...props} />;
    case "decision":
      return <Fields names={["decision", "reason"]} {...props} />;
    case "plan":
      return null;
    case "notes":
      return <Fields names={[`note-${point ?? ""}`]} {...props} />;
  }
}

/** What nobody needs to fill in, and says so. The rest may stand empty while the meeting goes on, and is asked for at the end. */
const isOptional = (name: string): boolean => name === "others" || /^(note|who)-/.test(name);

/** Fields, and beside each what somebody else has written there meanwhile. */
function Fields({ names, seen, writing }: Pick<Props, "seen" | "writing"> & { names: readonly string[] }) {
  const { state, conflict } = writing;
  return (
    <Stack>
      {names.map((name) => (
        <div key={name}>
          <FieldOf state={isOptional(name) ? state : asRequired(state)} name={name} />
          {conflict[name] !== undefined && (
            <Notice kind="warning" title={seen.words.t("meeting.hold.changed")}>
              <p>{conflict[name] === "" ? seen.words.t("form.empty") : <SaidText>{conflict[name]}</SaidText>}</p>
            </Notice>
          )}
        </div>
      ))}
    </Stack>
  );
}

function AroundTheTable({ model, seen, writing }: Props) {
  return (
    <Stack>
      <div class="seats">
        {model.seats.map((seat) => <Fields key={seat.key} names={[howOf(seat), ...(seat.kind === "unit" ? [whoOf(seat)] : [])]} seen={seen} writing={writing} />)}
      </div>
      <Fields names={["others"]} seen={seen} writing={writing} />
    </Stack>
  );
}

/** Read aloud before anybody says anything: what may be shared, with whom, for how long. @model 6.2 */
function Sharing({ model, seen }: Props) {
  const { words } = seen;
  return (
    <Stack>
      <p>{words.t(model.consents.length === 0 ? "meeting.hold.sharing.none" : "meeting.hold.sharing")}</p>
      {model.consents.length > 0 && <Pairs items={model.consents.map(({ terms, topics, until }) => ({
        label: <Said>{terms.receivers.map((one) => placeName(words, one)).join(", ")}</Said>,
        value: <>{topics.map((topic) => words.say(`consent.topicName.${topic}`)).join(", ")} ({words.t("meeting.hold.sharing.until", { day: words.shortDay(until) })})</>,
      }))} />}
      {model.uncovered.length > 0 && (
        <Notice kind="warning" title={words.t("meeting.hold.uncovered")}><p><Said>{model.uncovered.join(", ")}</Said></p></Notice>
      )}
    </Stack>
  );
}

function ChildVoice({ model, seen, writing }: Props) {
  const { words } = seen;
  const { meeting, matter, practice } = model;
  const way = practice.meeting.participation.find(({ id }) => id === meeting.words.childTakesPart);
  return (
    <Stack>
      {way && <p>{words.t("meeting.hold.child.way", { name: calledBy(matter.child.name), way: textIn(way.text, words.language) })}</p>}
      <Fields names={["childWords", "childMissing"]} seen={seen} writing={writing} />
    </Stack>
  );
}

function Ending({ seen, writing }: Props) {
  const { words } = seen;
  return (
    <Card title={words.t("meeting.hold.ending")}>
      <Stack>
        <Fields names={["minutes"]} seen={seen} writing={writing} />
        <p class="quiet">{words.t("meeting.hold.end.text")}</p>
        <Actions>
          <Button kind="quiet" name="intent" value="save">{words.t("meeting.hold.save")}</Button>
          <Button name="intent" value="hold">{words.t("meeting.hold.end")}</Button>
        </Actions>
      </Stack>
    </Card>
  );
}

/** Always in sight: what the meeting is to answer, and a way to keep what is written. */
function Beside({ model, seen }: { model: HoldModel; seen: Seen }) {
  const { words } = seen;
  const { meeting, practice } = model;
  return (
    <Stack>
      <Card title={<SaidText>{meeting.words.question}</SaidText>}>
        <p class="quiet">{whenOf(words, meeting.at)}<br /><Said>{meeting.words.place}</Said></p>
        <p><Tag kind="calm">{words.t("meeting.hold.length", practice.meeting.minutes)}</Tag></p>
        {dayOf(meeting.at) > seen.today && <p>{words.t("meeting.hold.early", { day: words.day(dayOf(meeting.at)) })}</p>}
      </Card>
      <Button kind="quiet" name="intent" value="save">{words.t("meeting.hold.save")}</Button>
    </Stack>
  );
}

