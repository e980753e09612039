import { dutyOf, type Hand } from "../house.ts";
import { findUnit } from "../organisation/index.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { newId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { windowFor } from "../practice/index.ts";
import { finishConsultation, insertConsultation, passConsultation, type Consultation } from "./consultation-store.ts";
import type { Question } from "./consultation.ts";

/** By when there is an answer, and until when the words are kept: as the package says. @model degerforsmodellen 3.3 step 3 */
const promised = ({ house: { practice }, today }: Hand) => {
  const answerBy = windowFor(practice, "consultation-answer", today).latest;
  return { answerBy, eraseOn: windowFor(practice, "consultation-kept", answerBy).latest };
};

/** Asks another unit for advice about somebody nobody can recognise. @ground REQ-019 */
export async function askForAdvice(hand: Hand, of: { to: string; question: Question }): Promise<string | Refusal> {
  const to = await findUnit(hand.tx, of.to);
  if (!to || to.id === dutyOf(hand).unitId) return refuse("consultation.nobody", { field: "to" });
  const id: string = newId();
  const sent = await insertConsultation(hand.tx, hand.house.keys, { id, by: dutyOf(hand), to, question: of.question, at: hand.at, ...promised(hand) });
  return sent ? id : refuse("consultation.nobody", { field: "to" });
}

/** Gives the answer, or says why there is none. */
export async function answerConsultation(hand: Hand, { id, state, answer }: { id: string; state: "answered" | "declined"; answer: string }): Promise<string | Refusal> {
  if (answer === "") return refuse("consultation.empty", { field: "answer" });
  if (hasIdentityNumber(answer)) return refuse("consultation.identity", { field: "answer" });
  const eraseOn = windowFor(hand.house.practice, "consultation-kept", hand.today).latest;
  return (await finishConsultation(hand.tx, hand.house.keys, { id, by: dutyOf(hand).id, at: hand.at, state, answer, eraseOn })) ? id : refuse("consultation.done");
}

/** Sends a question on to a unit that knows better; whoever asked sees where. */
export async function passOn(hand: Hand, { consultation, to }: { consultation: Consultation; to: string }): Promise<string | Refusal> {
  const unit = to === "" ? undefined : await findUnit(hand.tx, to);
  if (!unit || unit.id === consultation.askingUnitId || unit.id === consultation.unitId) return refuse("consultation.nobody", { field: "to" });
  const passed = await passConsultation(hand.tx, hand.house.keys, { id: consultation.id, to: unit, question: consultation.question, at: hand.at, ...promised(hand) });
  return passed ? consultation.id : refuse("consultation.done");
}
