import { CATALOGUE } from "../access/grounds-catalogue.ts";
import type { KnownGuardian } from "../child/index.ts";
import { consentStanding, findCoverage } from "../consent/index.ts";
import { deliver, findReceivingMatter, topicsOf, type DeliveryKind, type Section, type Standing } from "../disclosure/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { assign, findMatter, moveMatter, type Matter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import { listUnits, type Colleague, type Unit } from "../organisation/index.ts";
import { addDays, dayOf } from "../platform/clock.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { newId, type MatterId, type PersonId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { windowFor, speaking } from "../practice/index.ts";
import { dataOf, invitationSections, partsOf, sectionsOf } from "./meeting-content.ts";
import { INVITATION_TOPICS, listOwnColleagues, listParties } from "./meeting-guests.ts";
import { changeMeeting, insertMeetings, lockMeeting } from "./meeting-store.ts";
import { checkHeld, emptyNotes, NOT_THIS_TIME, type Invited, type Meeting, type MeetingDecision, type MeetingId, type MeetingWords, type Notes, type NotThisTime } from "./meeting.ts";

export type MeetingCall = {
  readonly matter: Matter; readonly at: Date; readonly place: string; readonly question: string;
  /** A way of the package, or "not" with `childNot`. */
  readonly childTakesPart: string; readonly childNot?: NotThisTime | undefined;
  /** Every guardian who is a party, when not said. */
  readonly guardians?: readonly string[] | undefined; readonly leftOut?: string | undefined;
  readonly units: readonly Unit[]; readonly colleagues?: readonly string[] | undefined;
};

/** A guardian is a party to the matter and has a right to know of it: no consent is needed. @ground FL 10, REQ-065 */
const asParty: Standing = { ground: "party", catalogueVersion: CATALOGUE.version };

/** The plan is written while everybody is there; a week is room for the last words. No source names a time. */
const NEXT_WITHIN_DAYS = 7;

const speakTo = ({ house }: Hand, language: string): Words => speaking(house.practice, language === "en" ? "en" : "sv");
const speakAs = ({ actor, house }: Hand): Words => speaking(house.practice, actor.language as Language);

function checkCall({ at, house }: Hand, call: MeetingCall, parties: readonly KnownGuardian[]): Refusal | undefined {
  const { guardians = parties.map(({ personId }) => personId), units, childTakesPart, childNot } = call;
  if (call.at <= at) return refuse("meeting.past", { field: "on" });
  if (guardians.some((person) => !parties.some(({ personId }) => personId === person))) return refuse("meeting.not-a-party", { field: "guardians" });
  if (parties.length > guardians.length && !call.leftOut) return refuse("meeting.left-out", { field: "leftOut" });
  if (guardians.length + units.length === 0) return refuse("meeting.nobody-invited", { field: "guardians" });
  if (childTakesPart !== NOT_THIS_TIME && !house.practice.meeting.participation.some(({ id }) => id === childTakesPart)) return refuse("meeting.child-how", { field: "child" });
  if (childTakesPart === NOT_THIS_TIME && !childNot?.why) return refuse("meeting.child-not", { field: "childWhy" });
  return childTakesPart === NOT_THIS_TIME && !childNot?.askAgainOn ? refuse("meeting.child-again", { field: "childAgain" }) : undefined;
}

type Inviting = { readonly unit: Unit; readonly standing: Standing; /** What a giver demands of the receiver. @ground OSL 12:2 */ readonly reservation: string | undefined };

/** Who is told, on consent, about a meeting: judged in this transaction. @ground OSL 12:2, REQ-032 */
async function judge({ tx, house, today }: Hand, matter: Matter, unit: Unit): Promise<Inviting | Refusal> {
  const child = { id: matter.childId, bornOn: matter.bornOn, expectedOn: matter.expectedOn };
  const of = { receiver: unit.branchId, topics: [...INVITATION_TOPICS], today };
  const [standing, coverage] = await Promise.all([consentStanding(tx, house, { matter, ...of }), findCoverage(tx, house, { child, disclosing: matter.branchId, ...of })]);
  if (isRefusal(standing)) return { ...standing, details: { ...standing.details, field: "units", unit: unit.name } };
  return { unit, standing, reservation: coverage.complete ? coverage.reservations.join("\n") || undefined : undefined };
}

/** What the form believed does not count: each unit is judged again. One that may not be told stops the call. */
async function judgeAll(hand: Hand, matter: Matter, units: readonly Unit[]): Promise<Inviting[] | Refusal> {
  const judged = await Promise.all(units.map((unit) => judge(hand, matter, unit)));
  return judged.find(isRefusal) ?? judged.flatMap((one) => (isRefusal(one) ? [] : [one]));
}

type Sending = { readonly matter: Matter; readonly kind: DeliveryKind; readonly why: string; readonly sections: readonly Section[]; readonly data: Readonly<Record<string, unknown>>; readonly batchId: string };

const sendToUnit = (hand: Hand, sending: Sending, { unit, into, ...judged }: Inviting & { into?: MatterId | undefined }): Promise<string | Refusal> =>
  deliver(hand, { ...sending, ...judged, receiver: { unit: unit.id, branch: unit.branchId, kind: unit.kind }, what: topicsOf(sending.sections), receivedMatterId: into });
const sendToParty = (hand: Hand, sending: Sending, person: PersonId): Promise<string | Refusal> =>
  deliver(hand, { ...sending, receiver: { person }, what: topicsOf(sending.sections), standing: asParty });

type Guests = { readonly parties: readonly KnownGuardian[]; readonly inviting: readonly Inviting[]; readonly colleagues: readonly Colleague[] };

/** Sends every invitation. One that cannot be sent stops them all. */
async function invite(hand: Hand, meeting: Pick<Meeting, "id" | "at" | "words">, matter: Matter, { parties, inviting, colleagues }: Guests): Promise<Invited[] | Refusal> {
  const batchId = newId();
  const sending = (words: Words): Sending => ({ matter, kind: "invitation", why: words.t("meeting.invitation.why"), sections: invitationSections(meeting, words), data: dataOf(meeting), batchId });
  const invited: Invited[] = [];
  for (const { personId, name, language } of parties) {
    const delivery = await sendToParty(hand, sending(speakTo(hand, language)), personId);
    if (isRefusal(delivery)) return delivery;
    invited.push({ kind: "guardian", id: personId, name, delivery });
  }
  for (const one of inviting) {
    const delivery = await sendToUnit(hand, sending(speakAs(hand)), one);
    const { unit } = one;
    if (isRefusal(delivery)) return { ...delivery, details: { ...delivery.details, field: "units" } };
    invited.push({ kind: "unit", id: unit.id, name: unit.name, about: unit.authority, delivery });
  }
  for (const { dutyId, personId, name, role } of colleagues) {
    await assign(hand.tx, { matter, duty: dutyId, by: dutyOf(hand).id, at: hand.at });
    await postLetter(hand.tx, { person: personId, at: hand.at });
    invited.push({ kind: "colleague", id: dutyId, name, about: role });
  }
  return invited;
}

const wordsOfCall = (hand: Hand, call: MeetingCall): MeetingWords => ({
  ...emptyNotes, childMissing: call.matter.bornOn === undefined ? speakAs(hand).t("meeting.unborn.why") : "", question: call.question, place: call.place, childTakesPart: call.childTakesPart,
  ...(call.childTakesPart === NOT_THIS_TIME ? { childNot: call.childNot } : {}), leftOut: call.leftOut || undefined,
  followUp: call.matter.state === "planned",
  invited: [{ kind: "chair", id: dutyOf(hand).id, name: hand.actor.name, about: dutyOf(hand).role }],
});

async function guestsOf(hand: Hand, call: MeetingCall, parties: readonly KnownGuardian[]): Promise<Guests | Refusal> {
  const inviting = await judgeAll(hand, call.matter, call.units);
  if (isRefusal(inviting)) return inviting;
  const colleagues = call.colleagues?.length ? await listOwnColleagues(hand, { matter: call.matter, units: await listUnits(hand.tx), not: dutyOf(hand).id }) : [];
  const chosen = colleagues.filter(({ dutyId }) => call.colleagues?.includes(dutyId));
  return { parties: parties.filter(({ personId }) => call.guardians?.includes(personId) ?? true), inviting, colleagues: chosen };
}

/** Calls a meeting: the invitations leave, the colleagues are let in, and the matter waits for the day. @model K2 */
export async function callMeeting(hand: Hand, call: MeetingCall): Promise<MeetingId | Refusal> {
  const { matter, at } = call;
  const parties = await listParties(hand, matter);
  const refusal = checkCall(hand, call, parties);
  if (refusal) return refusal;
  const guests = await guestsOf(hand, call, parties);
  if (isRefusal(guests)) return guests;
  const moved = matter.state === "planned" ? undefined : await moveMatter(hand.tx, { matter, by: "call-meeting", dueOn: dayOf(at), at: hand.at });
  if (moved) return moved;
  const [id, words] = [newId<"meeting">(), wordsOfCall(hand, call)];
  const invited = await invite(hand, { id, at, words }, matter, guests);
  if (isRefusal(invited)) return invited;
  await insertMeetings(hand.tx, [{ id, matter, at, words: { ...words, invited: [...words.invited, ...invited] }, by: dutyOf(hand).id }]);
  return id;
}

/** A meeting that has not ended, locked, with its matter; a refusal when it has. */
async function open({ tx, house }: Hand, id: string): Promise<{ meeting: Meeting; matter: Matter } | Refusal> {
  const meeting = await lockMeeting(tx, house.keys, id);
  const matter = meeting && (await findMatter(tx, house.keys, meeting.matterId));
  return meeting?.state === "called" && matter ? { meeting, matter } : refuse("matter.state");
}

/** Writes what has been said so far. The meeting goes on. */
export async function saveNotes(hand: Hand, of: { meeting: string; notes: Notes }): Promise<Refusal | undefined> {
  const opened = await open(hand, of.meeting);
  if (isRefusal(opened)) return opened;
  await changeMeeting(hand.tx, { meeting: opened.meeting, key: opened.matter.key, words: { ...opened.meeting.words, ...of.notes } });
  return undefined;
}

export type Held = Partial<Notes> & { readonly meeting: string; readonly decision?: MeetingDecision | undefined };

/** Ends a meeting: collaboration starts, or the inquiry goes on. A meeting about a plan that already is decides neither. @model K1 */
export async function holdMeeting(hand: Hand, { meeting: id, decision, ...notes }: Held): Promise<Refusal | undefined> {
  const opened = await open(hand, id);
  if (isRefusal(opened)) return opened;
  const { meeting, matter } = opened;
  const words: MeetingWords = { ...meeting.words, ...notes, leaning: "" };
  const refusal = checkHeld(words, decision, words.followUp);
  if (refusal) return refusal;
  if (!words.followUp) {
    const by = decision === "collaborate" ? "start-collaboration" : "no-collaboration";
    const moved = await moveMatter(hand.tx, { matter, by, dueOn: addDays(hand.today, NEXT_WITHIN_DAYS), at: hand.at });
    if (moved) return moved;
  }
  // Held before its day: it is this day that the plan and the notes speak of.
  const at = meeting.at > hand.at ? hand.at : undefined;
  await changeMeeting(hand.tx, { meeting, key: matter.key, words, state: "held", decision: words.followUp ? undefined : decision, at });
  return undefined;
}

/** Tells everybody who was invited. Whoever may not be told anything any more is left, by name, for the telephone. */
async function tellCancelled(hand: Hand, meeting: Meeting, matter: Matter, why: string): Promise<string[]> {
  const sending = (words: Words): Sending => ({
    matter, kind: "information", why: words.t("meeting.cancelled.why"), data: dataOf(meeting), batchId: newId(),
    sections: [{ topic: "meeting", heading: words.t("meeting.cancelled.title"), text: why }, ...invitationSections(meeting, words)],
  });
  const [parties, units] = await Promise.all([listParties(hand, matter), listUnits(hand.tx)]);
  const untold: string[] = [];
  for (const { kind, id, name } of meeting.words.invited) {
    if (kind !== "guardian" && kind !== "unit") continue;
    const party = parties.find(({ personId }) => personId === id);
    const unit = units.find((one) => one.id === id);
    const told = party ? await sendToParty(hand, sending(speakTo(hand, party.language)), party.personId) : unit && (await sendIfCovered(hand, sending(speakAs(hand)), unit));
    if (told === undefined || isRefusal(told)) untold.push(name);
  }
  return untold;
}

async function sendIfCovered(hand: Hand, sending: Sending, unit: Unit): Promise<string | Refusal> {
  const [judged, into] = await Promise.all([judge(hand, sending.matter, unit), findReceivingMatter(hand.tx, sending.matter.id, unit.id)]);
  return isRefusal(judged) ? judged : sendToUnit(hand, sending, { ...judged, into });
}

/** Cancels a meeting that has not been held. Another can then be called. */
export async function cancelMeeting(hand: Hand, of: { meeting: string; why: string }): Promise<Refusal | undefined> {
  const opened = await open(hand, of.meeting);
  if (isRefusal(opened)) return opened;
  const { meeting, matter } = opened;
  if (matter.state === "meeting") {
    const moved = await moveMatter(hand.tx, { matter, by: "cancel-meeting", dueOn: windowFor(hand.house.practice, "meeting", hand.today).latest, at: hand.at });
    if (moved) return moved;
  }
  const untold = await tellCancelled(hand, meeting, matter, of.why);
  await changeMeeting(hand.tx, { meeting, key: matter.key, words: { ...meeting.words, reason: of.why, untold }, state: "cancelled" });
  return undefined;
}

/** Who gets which parts of the minutes. Guardians get them in their own language. */
export type MinutesTo = {
  readonly meeting: Meeting; readonly matter: Matter;
  readonly guardians: readonly string[]; readonly guardianParts: readonly string[]; readonly units: readonly string[]; readonly unitParts: readonly string[];
};

/** Delivers the minutes. Nothing goes to a unit whose consent has ended since it was invited. */
export async function sendMinutes(hand: Hand, { meeting, matter, ...to }: MinutesTo): Promise<Refusal | undefined> {
  const [parties, all] = await Promise.all([listParties(hand, matter), listUnits(hand.tx)]);
  const batchId = newId();
  const sending = (words: Words, parts: readonly string[]): Sending => ({
    matter, kind: "information", why: words.t("meeting.minutes.why"), data: dataOf(meeting), batchId,
    sections: sectionsOf(partsOf(meeting, hand.house.practice, words).filter(({ id }) => parts.includes(id))),
  });
  for (const { personId, language } of parties.filter((party) => to.guardians.includes(party.personId))) {
    const sent = await sendToParty(hand, sending(speakTo(hand, language), to.guardianParts), personId);
    if (isRefusal(sent)) return sent;
  }
  for (const unit of all.filter(({ id }) => to.units.includes(id))) {
    const sent = await sendIfCovered(hand, sending(speakAs(hand), to.unitParts), unit);
    if (isRefusal(sent)) return sent;
  }
  return undefined;
}

