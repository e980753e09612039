import { listDeliveriesOf, type Delivered } from "../disclosure/index.ts";
import type { Card as MatterCard, Matter, Next } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, Pairs, Row, Rows, Said, SaidText, Stack, Tag } from "../ui/index.ts";
import { readMeetingData, whenOf } from "./meeting-content.ts";
import { meetingName } from "./meeting-pages.tsx";
import { listCalled, listInvitationsInto, listMeetings, type Invitation } from "./meeting-store.ts";
import type { Meeting } from "./meeting.ts";

type Shown = {
  readonly meetings: readonly Meeting[]; readonly sent: readonly Delivered[]; readonly invitations: readonly Invitation[];
  /** The latest meeting that was held, while its notes have not been given to the family. */
  readonly ungiven: Meeting | undefined;
};

/** Whether somebody in the family has got notes since a meeting was held. */
const isGiven = ({ at }: Meeting, from: readonly Delivered[]): boolean => from.some((one) => one.kind === "information" && one.toPersonId !== undefined && one.what.includes("meeting") && one.at >= at);

/** Notes that nobody in the family has been given yet are easily forgotten: the plan is what everybody thinks of. @ground FL 10, REQ-065 */
const ungivenIn = (meetings: readonly Meeting[], from: readonly Delivered[]): Meeting | undefined =>
  meetings.filter(({ state }) => state === "held").slice(0, 1).find((meeting) => !isGiven(meeting, from));

export const meetingCard: MatterCard = {
  load: async ({ tx, house, matterId, at }) => {
    const [meetings, deliveries, invitations] = await Promise.all([listMeetings(tx, house.keys, matterId), listDeliveriesOf(tx, matterId), listInvitationsInto(tx, house.keys, [matterId])]);
    const sent = deliveries.filter((one) => one.kind === "invitation" && one.matterId === matterId);
    const shown: Shown = { meetings, sent, invitations, ungiven: ungivenIn(meetings, deliveries.filter((one) => one.matterId === matterId)) };
    return { view: (matter, seen) => <MeetingsCard matter={matter} shown={shown} seen={seen} />, next: (matter) => nextOf(matter, { called: meetings.filter(isCalled), invitations, at }) };
  },
  know: async ({ tx, house, at, matters }) => {
    const going = matters.filter(goes).map(({ id }) => id);
    const [called, invitations] = await Promise.all([listCalled(tx, matters.map(({ id }) => id)), going.length > 0 ? listInvitationsInto(tx, house.keys, going) : []]);
    return { next: (matter) => nextOf(matter, { called, invitations, at }) };
  },
};

const isCalled = ({ state }: Meeting): boolean => state === "called";
/** Whoever only takes part goes to the meetings of others. */
const goes = ({ state }: Matter): boolean => state === "taking-part";

type Coming = { readonly called: ReadonlyArray<Pick<Meeting, "id" | "matterId" | "at">>; readonly invitations: readonly Invitation[]; readonly at: Date };

/** What the day of a meeting asks for: holding one's own, or going to somebody else's. */
function nextOf(matter: Matter, { called: all, invitations, at }: Coming): Next | undefined {
  const called = all.find(({ matterId }) => matterId === matter.id);
  if (called) {
    const isDay = dayOf(called.at) <= dayOf(at);
    return { what: isDay ? "meeting.next.hold" : "meeting.next.prepare", href: `/matters/${matter.id}/meetings/${called.id}${isDay ? "/hold" : ""}`, dueOn: dayOf(called.at) };
  }
  if (!goes(matter)) return undefined;
  const coming = invitations.filter(({ matterId, answer }) => matterId === matter.id && answer === "coming").map(({ content }) => readMeetingData(content.data)).find((meeting) => meeting && dayOf(meeting.at) >= dayOf(at));
  return coming && { what: "meeting.next.go", dueOn: dayOf(coming.at) };
}

type Props = { matter: Matter; shown: Shown; seen: Seen };

function MeetingsCard({ matter, shown, seen }: Props) {
  const { words } = seen;
  const { meetings, invitations } = shown;
  const called = meetings.find(isCalled);
  const earlier = meetings.filter((meeting) => meeting !== called);
  const calls = !called && seen.can("meeting.call");
  if (meetings.length + invitations.length === 0 && !calls) return null;
  return (
    <Card id="meeting" title={words.t("meeting.card.title")}>
      <Stack>
        {called && <Called meeting={called} matter={matter} shown={shown} seen={seen} />}
        {calls && <p><ButtonLink kind="quiet" href={`/matters/${matter.id}/meetings/new`}>{words.t(matter.state === "planned" ? "meeting.card.call.followUp" : "meeting.card.call")}</ButtonLink></p>}
        {invitations.map((invitation) => <InvitedTo key={invitation.delivery} invitation={invitation} seen={seen} />)}
        {earlier.length > 0 && <Rows>{earlier.map((meeting) => <Earlier key={meeting.id} meeting={meeting} matter={matter} shown={shown} seen={seen} />)}</Rows>}
      </Stack>
    </Card>
  );
}

function Earlier({ meeting, matter, shown, seen }: Props & { meeting: Meeting }) {
  const { words } = seen;
  const place = `/matters/${matter.id}/meetings/${meeting.id}`;
  const remind = meeting === shown.ungiven && seen.can("delivery.make");
  return (
    <Row
      sign="day" label={meetingName(meeting, words)} href={place} when={words.t(`meeting.state.${meeting.state}`)}
      next={remind && <>{words.t("meeting.card.ungiven")} <a href={`${place}/minutes`}>{words.t("meeting.card.give")}</a></>}
    />
  );
}

function Called({ meeting, matter, shown, seen }: Props & { meeting: Meeting }) {
  const { words } = seen;
  const place = `/matters/${matter.id}/meetings/${meeting.id}`;
  return (
    <>
      <About question={meeting.words.question} at={meeting.at} place={meeting.words.place} seen={seen} />
      <Rows>{meeting.words.invited.filter(({ delivery }) => delivery).map(({ id, name, delivery }) => {
        const answer = shown.sent.find((one) => one.id === delivery)?.answer ?? "none";
        return <Row key={id} name={name} when={words.say(`meeting.answer.${answer}`)} />;
      })}</Rows>
      <Actions>
        <ButtonLink kind="quiet" href={place}>{words.t("meeting.card.open")}</ButtonLink>
      </Actions>
    </>
  );
}

function InvitedTo({ invitation, seen }: { invitation: Invitation; seen: Seen }) {
  const { words } = seen;
  const meeting = readMeetingData(invitation.content.data);
  if (!meeting) return null;
  return (
    <section>
      <p>{words.t("meeting.card.invitedBy", { unit: invitation.fromUnit })} <Tag kind="calm">{words.say(`meeting.answer.${invitation.answer ?? "none"}`)}</Tag></p>
      <About question={meeting.question} at={meeting.at} place={meeting.place} seen={seen} />
    </section>
  );
}

function About({ question, at, place, seen }: { question: string; at: Date; place: string; seen: Seen }) {
  const { words } = seen;
  return (
    <Pairs items={[
      { label: words.t("meeting.when"), value: whenOf(words, at) },
      { label: words.t("meeting.where"), value: <Said>{place}</Said> },
      { label: words.t("meeting.question"), value: <SaidText>{question}</SaidText> },
    ]} />
  );
}
