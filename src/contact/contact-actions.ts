import { dutyOf, type Hand } from "../house.ts";
import { addDays } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { finishRequest, insertRequest, noteAttempt } from "./contact-store.ts";
import { KEPT_DAYS, MOST_AN_HOUR, newReference, promiseOf, type ContactWords, type Desk, type Outcome } from "./contact.ts";

/** Somebody who has not signed in asks a unit to get in touch. Gives the reference. @model degerforsmodellen 2.5 R4 */
export async function askForContact({ tx, house, today }: Pick<Hand, "tx" | "house" | "today">, { desk, words }: { desk: Desk; words: ContactWords }): Promise<{ id: string; reference: string } | Refusal> {
  const [id, reference]: [string, string] = [newId(), newReference()];
  const told = await insertRequest(tx, house.keys, { id, reference, desk, words, ...promiseOf(today, desk.promiseDays), most: MOST_AN_HOUR });
  if (told === "asked") return { id, reference };
  const whom = { name: desk.name, phone: desk.phone };
  return told === "full" ? refuse("contact.full", whom) : refuse("contact.closed", whom);
}

/** What came of a request. One that was only tried stays on the list. */
export async function noteOutcome(hand: Hand, { id, outcome, guidedTo }: { id: string; outcome: Outcome; guidedTo: string | undefined }): Promise<Outcome | Refusal> {
  if (outcome === "guided" && guidedTo === undefined) return refuse("contact.guidedWhere", { field: "guidedTo" });
  const noted = outcome === "tried" ? await noteAttempt(hand.tx, id)
    : await finishRequest(hand.tx, { id, outcome, guidedTo: outcome === "guided" ? guidedTo : undefined, by: dutyOf(hand).id, at: hand.at, eraseOn: addDays(hand.today, KEPT_DAYS) });
  return noted ? outcome : refuse("contact.done");
}
