import type { House, Hand } from "#src/house.ts";
import { instantOf } from "#src/platform/clock.ts";
import { answerInvitation, callMeeting, findMeeting, holdMeeting, saveNotes, type Attendance, type Notes } from "#src/meeting/index.ts";
import { listColleagues, listUnits, type Colleague } from "#src/organisation/index.ts";
import type { EventOf } from "../story-events.ts";
import { dayIn } from "./calendar.ts";
import { doerOf, findGuardian, findStaff, nameOf, sameBranch, unitNamed, unitOf, type Telling } from "./cast.ts";
import type { Who } from "./crew.ts";
import { done, inMatter, known, matterAt, type Act, type Unfolding } from "./unfolding.ts";

type Called = EventOf<"meeting">;
type Seat = { readonly who: string; readonly as?: string | undefined };
type Planned = { readonly called: Called; readonly lead: Who & { readonly unit: string }; readonly telling: Telling };

const isColleague = ({ lead, telling: { world } }: Planned, seat: Seat): boolean => {
  const unit = unitOf(world, seat);
  return unit !== undefined && seat.who !== lead.handle && sameBranch(world, unit, lead.unit);
};

/** The units that are called: those of everybody invited who works in another branch. */
const guestUnits = (planned: Planned): string[] => {
  const { called, lead, telling: { world } } = planned;
  return called.invited.flatMap((seat) => {
    const unit = unitOf(world, seat);
    return unit === undefined || sameBranch(world, unit, lead.unit) ? [] : [unit];
  });
};

async function colleaguesIn({ tx, house, at }: Hand, story: Unfolding, planned: Planned): Promise<Colleague[]> {
  const seats = planned.called.invited.filter((seat) => isColleague(planned, seat));
  const units = seats.map((seat) => story.crew.unit(unitOf(planned.telling.world, seat)!));
  const people = await Promise.all(seats.map(({ who }) => story.crew.person(who)));
  return (await listColleagues(tx, house.keys, { units, at })).filter(({ personId }) => people.includes(personId));
}

/** Where each of the invited is found in the meeting's own words: the family and the child as themselves, a guest as the unit, a colleague in the duty. */
async function seatIds(hand: Hand, story: Unfolding, planned: Planned): Promise<Map<string, string>> {
  const { called, telling: { world, child } } = planned;
  const [guests, colleagues] = [guestUnits(planned), await colleaguesIn(hand, story, planned)];
  const idOf = async (seat: Seat): Promise<string> => {
    const unit = unitOf(world, seat);
    if (seat.who === child.handle) return "child";
    if (unit === undefined) return story.crew.person(seat.who);
    if (guests.includes(unit)) return story.crew.unit(unit);
    return colleagues.find(({ personId }) => personId === seatPerson.get(seat.who))?.dutyId ?? hand.actor.duty!.id;
  };
  const seatPerson = new Map(await Promise.all(called.invited.filter(({ who }) => findStaff(world, who)).map(async ({ who }) => [who, await story.crew.person(who)] as const)));
  return new Map(await Promise.all(called.invited.map(async (seat) => [seat.who, await idOf(seat)] as const)));
}

async function call(hand: Hand, story: Unfolding, planned: Planned): Promise<void> {
  const { called, lead } = planned;
  const [matter, all, colleagues, ids] = [await matterAt(hand, story, lead.unit), await listUnits(hand.tx), await colleaguesIn(hand, story, planned), await seatIds(hand, story, planned)];
  const units = all.filter(({ id }) => guestUnits(planned).map(story.crew.unit).includes(id));
  const at = instantOf(dayIn(story.builtOn, called.meets_day), called.meets_at);
  const meeting = done(await callMeeting(hand, {
    matter, at, place: called.place, question: called.question, childTakesPart: called.child_takes_part, units, colleagues: colleagues.map(({ dutyId }) => dutyId),
  }));
  story.meeting = meeting;
  const { words } = known(await findMeeting(hand.tx, hand.house.keys, meeting), "the meeting");
  for (const [who, id] of ids) {
    const delivery = words.invited.find((one) => one.id === id)?.delivery;
    if (delivery) story.invitations.set(who, delivery);
  }
}

/** Everybody from outside answers on the days after. Whoever the world says is next has not answered yet. */
function answerActs(planned: Planned): Act[] {
  const { called, telling: { world, child } } = planned;
  const next = new Set(called.held ? [] : child.next.map(({ who }) => who));
  const fromOutside = (seat: Seat) => findGuardian(world, seat.who) !== undefined || guestUnits(planned).includes(unitOf(world, seat) ?? "");
  return called.invited.filter((seat) => fromOutside(seat) && !next.has(seat.who)).map((seat, nth): Act => {
    const who: Who = { handle: seat.who, unit: unitOf(world, seat) };
    const about = (story: Unfolding) => story.invitations.get(seat.who);
    return {
      day: Math.min(called.day + 1 + (nth % 3), called.meets_day - 1, 0), who, event: "invitation.answered", right: { action: "delivery.come", about },
      run: async (hand, story) => {
        const matterId = done(await answerInvitation(hand, { delivery: known(about(story), "the invitation"), coming: true }));
        if (who.unit !== undefined && matterId !== undefined) story.matters.set(who.unit, matterId);
      },
    };
  });
}

/** The points of the agenda that have room for notes; what was said at the others goes into the minutes. */
const hasNotes = ({ practice }: House, id: string): boolean => practice.meeting.agenda.some((point) => point.id === id && point.voice !== "child") && !WITHOUT_NOTES.has(id);
const WITHOUT_NOTES: ReadonlySet<string> = new Set(["welcome", "purpose-and-consent", "decision", "measures", "plan-lead", "follow-up"]);

/** What is written of a meeting. The child's own words are those the plan was then written with. */
function notesOf({ house }: Hand, { called, telling: { story } }: Planned): Notes {
  const plan = story.events.find((one) => one.event === "plan" && one.day >= called.meets_day);
  const voice = plan?.event === "plan" ? plan.child_voice : undefined;
  const rest = called.notes.filter(({ point }) => !hasNotes(house, point)).map(({ words }) => words);
  return {
    attendance: [], others: "", childWords: voice && "words" in voice ? voice.words : "", childMissing: voice && "missing" in voice ? voice.missing : "",
    notes: Object.fromEntries(called.notes.filter(({ point }) => hasNotes(house, point)).map(({ point, words }) => [point, words])),
    minutes: [called.held?.minutes ?? "", ...rest].filter(Boolean).join("\n\n"), reason: called.held?.decision.reason ?? "", leaning: "",
  };
}

async function attendanceOf(hand: Hand, story: Unfolding, planned: Planned): Promise<Attendance[]> {
  const ids = await seatIds(hand, story, planned);
  const { called, telling } = planned;
  return (called.held?.attendance ?? []).map((seat): Attendance => {
    const unit = unitOf(telling.world, seat);
    const isGuest = unit !== undefined && guestUnits(planned).includes(unit);
    return { who: ids.get(seat.who)!, name: nameOf(telling, seat.who), ...(isGuest ? { unit: unitNamed(telling.world, unit).name } : {}), how: seat.how };
  });
}

/** How long a meeting lasts before it is written up, as a time of day. */
const afterMeeting = (time: string): string => `${String(Number(time.slice(0, 2)) + 1).padStart(2, "0")}:${time.slice(3)}`;

function holdActs(planned: Planned): Act[] {
  const { called, lead } = planned;
  const common = { who: lead, event: "meeting.written", ...inMatter("meeting.hold", lead.unit) };
  if (!called.held) {
    const prepare = async (hand: Hand, story: Unfolding) => done(await saveNotes(hand, { meeting: known(story.meeting, "the meeting"), notes: notesOf(hand, planned) }));
    return called.notes.length === 0 ? [] : [{ ...common, day: Math.min(called.day + 5, 0), run: prepare }];
  }
  const decision = called.held.decision.collaborate ? "collaborate" : "no-collaboration";
  return [{
    ...common, day: called.meets_day, from: afterMeeting(called.meets_at),
    run: async (hand, story) => done(await holdMeeting(hand, { ...notesOf(hand, planned), meeting: known(story.meeting, "the meeting"), attendance: await attendanceOf(hand, story, planned), decision })),
  }];
}

export function meetingActs(event: Called, telling: Telling): Act[] {
  const planned: Planned = { called: event, lead: doerOf(telling.world, event), telling };
  const calling: Act = { day: event.day, who: planned.lead, event: "meeting.called", ...inMatter("meeting.call", planned.lead.unit), run: (hand, story) => call(hand, story, planned) };
  return [calling, ...answerActs(planned), ...holdActs(planned)];
}
