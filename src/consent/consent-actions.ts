import { dutyOf, type Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Language } from "../platform/i18n/words.tsx";
import type { BranchId, PersonId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { windowFor, speaking } from "../practice/index.ts";
import { withContact } from "./ask.ts";
import { checkAnswer, checkConsent, checkException, type Answer, type Capacity, type ConsentId, type Giver, type GiverException, type Maturity, type Topic } from "./consent.ts";
import { insertAnswers, insertConsent, insertException, insertMaturity, listPlaces, readConsents, waitForAnswers, type NewAnswer, type NewConsent } from "./consent-store.ts";
import { listRemindedOn, noteReminded } from "./reminder-store.ts";
import { consentText, hashOf, TEXT_VERSION } from "./consent-text.ts";
import { insertLetEnd } from "./ending-store.ts";
import { endingIn } from "./ending-tasks.ts";
import { findKnown, textTermsOf, viewOf, type ConsentsAround, type KnownConsent, type Places } from "./consent-view.ts";

export type ConsentQuestion = {
  readonly matter: Pick<Matter, "id" | "branchId" | "unitId" | "childId" | "child" | "bornOn">;
  readonly disclosing: BranchId;
  readonly receivers: readonly BranchId[];
  /** Where the family knows the branches: the text names these units too. Our own is always named. */
  readonly units: readonly string[];
  readonly topics: readonly Topic[];
  readonly purpose: string;
  readonly until: Day;
  /** Somebody else than the child whose own life it is about: then only that person is asked. */
  readonly about?: NonNullable<NewConsent["about"]>;
};

/** Whose answers are still to come, told that there is something to read. Only people with a sign-in of their own get letters. */
async function tell(hand: Hand, around: ConsentsAround, people: readonly PersonId[]): Promise<void> {
  for (const person of people.filter((one) => around.languages.has(one))) await postLetter(hand.tx, { person, at: hand.at });
}

const placesIn = (named: Awaited<ReturnType<typeof listPlaces>>): Places => Object.fromEntries([...named].map(([id, { of }]) => [id, of]));

/** Only those who speak for the child are told which child a question about their own life belongs with. */
const childNamedIn = ({ matter, about }: ConsentQuestion, around: ConsentsAround): string | undefined =>
  matter.bornOn === undefined || (about && !around.languages.has(about.person)) ? undefined : matter.child.name;

/**
 * Asks everyone who must say yes whether one branch may tell some others. The question is not an answer: nothing may be told
 * before all of them have said yes. @ground OSL 12:2, REQ-030–032, REQ-036, REQ-039
 */
export async function askConsent(hand: Hand, question: ConsentQuestion): Promise<ConsentId | Refusal> {
  const { matter, disclosing, receivers, units, topics, purpose, until, about } = question;
  const { tx, house, at, today } = hand;
  const branches = [disclosing, ...receivers];
  const [names, around] = await Promise.all([listPlaces(tx, { branches, units: [...units, matter.unitId] }), readConsents(tx, house, { child: matter.childId }, today)]);
  const child = childNamedIn(question, around);
  const asked = { disclosing, receivers: [...new Set(receivers)], topics: withContact(house.practice, topics), purpose: purpose.trim(), from: today, until };
  if (branches.some((id) => !names.has(id))) return refuse("consent.no-receiver");
  const text = consentText({ ...asked, child, about, disclosing: names.get(disclosing)!, receivers: asked.receivers.map((id) => names.get(id)!) }, speaking(house.practice, "sv"));
  const terms = checkConsent({ ...asked, text: { version: TEXT_VERSION, language: "sv", hash: hashOf(text) } }, today);
  if (isRefusal(terms)) return terms;
  const { id } = await insertConsent(tx, house.keys, { ...terms, matter, child, places: placesIn(names), askedBy: dutyOf(hand).id, at, ...(about ? { about } : {}) });
  const asking = about ? [about.person] : around.givers.map(({ person }) => person);
  await Promise.all([tell(hand, around, asking), about ? undefined : waitForAnswers(tx, matter.id, windowFor(house.practice, "consent-answer", today).latest)]);
  return id;
}

type Found = { readonly around: ConsentsAround; readonly known: KnownConsent };

async function findAround({ tx, house, today }: Hand, consentId: string): Promise<Found | undefined> {
  const around = await readConsents(tx, house, { consent: consentId }, today);
  const known = findKnown(around, consentId);
  return known && { around, known };
}

type Answering = Found & {
  readonly giver: Giver; readonly answer: Answer["answer"]; readonly language: Language; readonly by: NewAnswer["by"];
  readonly words?: string | undefined; readonly reservation?: string | undefined; readonly shown?: string | undefined;
};

/** The rules' view of an answer that is about to be written. */
function answerOf({ at }: Hand, { giver, answer, by, reservation }: Answering, noter: PersonId): Answer {
  const proof = by.how === "e-id" ? { how: by.how, evidence: by.signIn.transactionRef } : { how: by.how, notedBy: noter };
  return { giver: giver.person, answer, at, ...proof, ...(reservation ? { reservation } : {}) };
}

/** Writes an answer with the exact text it is an answer to. `shown` is the fingerprint of what stood on the page: another text is refused. */
async function writeAnswer(hand: Hand, of: Answering): Promise<Refusal | undefined> {
  const { around, known, giver, answer, language, by } = of;
  const text = consentText(textTermsOf(around, known), speaking(hand.house.practice, language));
  const hash = hashOf(text);
  if (of.shown !== undefined && of.shown !== hash) return refuse("consent.other-text");
  const checked = checkAnswer(known.consent, answerOf(hand, of, hand.actor.personId), [...around.givers, giver]);
  if (isRefusal(checked)) return checked;
  const written = { known, giver: giver.person, capacity: giver.capacity, answer, language, text, hash, by, at: hand.at };
  await insertAnswers(hand.tx, [{ ...written, words: of.words || undefined, reservation: of.reservation || undefined }]);
  return undefined;
}

export type NotedAnswer = {
  readonly consentId: string; readonly giver: string; readonly capacity: Capacity; readonly answer: Answer["answer"]; readonly how: "paper" | "oral";
  /** In which language the giver read or heard the text. */
  readonly language?: Language | undefined; readonly words?: string | undefined; readonly reservation?: string | undefined; readonly shown?: string | undefined;
};

/** Notes what somebody answered on paper or by word of mouth. No form is demanded by law, so it counts as much. @ground OSL 12:2, REQ-033, REQ-042 */
export async function noteAnswer(hand: Hand, { consentId, giver, capacity, how, language = "sv", ...said }: NotedAnswer): Promise<Refusal | undefined> {
  const found = await findAround(hand, consentId);
  if (!found) return refuse("consent.unknown");
  const asked = viewOf(found.around, found.known, hand.today).givers.find(({ person }) => person === giver);
  if (!asked || asked.capacity !== capacity) return refuse("consent.not-a-giver", { field: "giver" });
  return writeAnswer(hand, { ...found, ...said, giver: { person: asked.person, capacity }, language, by: { how, duty: dutyOf(hand).id } });
}

export type OwnAnswer = {
  readonly consentId: string; readonly answer: Answer["answer"]; readonly language: Language;
  readonly words?: string | undefined; readonly reservation?: string | undefined; readonly shown?: string | undefined;
};

/** A guardian's own answer, proven by the sign-in it was given with; whoever asked is told that there is something to read. @ground OSL 12:2, REQ-033, REQ-043 */
export async function answerConsent(hand: Hand, { consentId, ...said }: OwnAnswer): Promise<Refusal | undefined> {
  const { personId, session } = hand.actor;
  const found = await findAround(hand, consentId);
  if (!found) return refuse("consent.unknown");
  const { about } = found.known.consent;
  if (about && about.person !== personId) return refuse("consent.not-a-giver");
  const giver = about ? { person: personId, capacity: "third-person" as const } : (found.around.givers.find(({ person }) => person === personId) ?? { person: personId, capacity: "guardian" as const });
  const { provider, loa, transactionRef } = session;
  const refused = await writeAnswer(hand, { ...found, ...said, giver, by: { how: "e-id", signIn: { provider, loa, transactionRef } } });
  if (refused) return refused;
  await postLetter(hand.tx, { person: found.known.askedBy.person, at: hand.at });
  return undefined;
}

/** Sends the question's letter again to those who have not answered, to each once a day at most: asking is not pressing. @ground REQ-036, REQ-041 */
export async function remind(hand: Hand, consentId: string): Promise<number | Refusal> {
  const found = await findAround(hand, consentId);
  if (!found) return refuse("consent.unknown");
  const { around, known: { childId: child } } = found;
  const { givers, state } = viewOf(around, found.known, hand.today);
  const waiting = givers.filter(({ needed, given, person }) => needed && given.length === 0 && around.languages.has(person)).map(({ person }) => person);
  if (state === "lapsed" || waiting.length === 0) return refuse("consent.nobody-waiting");
  const today = await listRemindedOn(hand.tx, { child, day: hand.today });
  const reminded = await noteReminded(hand.tx, { consent: consentId, child, people: waiting.filter((person) => !today.has(person)), duty: dutyOf(hand), day: hand.today });
  if (reminded.length === 0) return refuse("consent.reminded-today");
  await tell(hand, around, reminded);
  return reminded.length;
}

/** Says, for the actor's own matter, that a consent which ends may do so. @ground REQ-044 */
export async function letEnd(hand: Hand, consentId: string): Promise<Refusal | undefined> {
  const found = await findAround(hand, consentId);
  const matter = found?.around.ownMatter;
  if (!found || !matter) return refuse("consent.unknown");
  if (!endingIn(found.around, found.known, { matter, practice: hand.house.practice, today: hand.today })) return refuse("consent.not-ending");
  await insertLetEnd(hand.tx, { consent: consentId, matter, byDuty: dutyOf(hand).id, at: hand.at });
  return undefined;
}

/**
 * Notes why one guardian is not asked. The branch that would tell is the one that answers for it, so nobody else may note it.
 * @ground FB 6:2, 6:13, 6:13 a, lag 2024:79 6:1, REQ-037
 */
export async function recordException(hand: Hand, of: { consentId: string; guardian: PersonId; ground: GiverException["ground"]; note: string }): Promise<Refusal | undefined> {
  const duty = dutyOf(hand);
  const found = await findAround(hand, of.consentId);
  const matter = found?.around.ownMatter;
  if (!found || !matter) return refuse("consent.unknown");
  if (found.known.consent.disclosing !== duty.branchId) return refuse("consent.exception-not-yours");
  const added = { guardian: of.guardian, ground: of.ground, note: of.note, by: hand.actor.personId, on: hand.today };
  const checked = checkException(added, found.known.consent.exceptions, found.around.givers);
  if (isRefusal(checked)) return checked;
  await insertException(hand.tx, { matter, consent: of.consentId, guardian: of.guardian, ground: of.ground, note: of.note, byDuty: duty.id, at: hand.at });
  return undefined;
}

/** Notes how the child's own say was judged, by whom, when and why. @ground OSL 12:3 second para, REQ-038 */
export async function assessMaturity(hand: Hand, of: { matter: Pick<Matter, "id" | "branchId" | "childId" | "key">; decides: Maturity["childDecides"]; reason: string }): Promise<void> {
  await insertMaturity(hand.tx, { ...of, byDuty: dutyOf(hand).id, at: hand.at });
}
