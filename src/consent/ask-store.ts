import { replaceDraft, type Matter } from "../matter/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { addMonths } from "../platform/clock.ts";
import { SUGGESTED_MONTHS, type AskDraft } from "./ask.ts";

/** The kind of draft that is a question which has not been asked yet. */
export const QUESTION = "consent";

/**
 * A question that follows from what somebody has already chosen and written elsewhere: it waits to be read through, in the place of an
 * earlier one that never was asked. Returns its id. @ground U02
 */
export const makeReady = (hand: Hand, { matter, ...draft }: Omit<AskDraft, "until"> & { matter: Pick<Matter, "id" | "branchId" | "key"> }): Promise<string> =>
  replaceDraft(hand.tx, { matter, kind: QUESTION, duty: dutyOf(hand).id, words: { ...draft, until: addMonths(hand.today, SUGGESTED_MONTHS) } satisfies AskDraft, at: hand.at });
