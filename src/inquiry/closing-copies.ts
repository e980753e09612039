import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { listGuardians } from "../child/index.ts";
import { deliver, type Section } from "../disclosure/index.ts";
import type { Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { newId } from "../platform/ids.ts";
import { speaking } from "../practice/index.ts";
import type { ClosingOutcome, ClosingWords } from "./inquiry.ts";

type Ended = { readonly matter: Matter; readonly outcome: ClosingOutcome; readonly closing: ClosingWords };

/** The child's own words first, last whom to turn to. */
function sectionsOf({ outcome, closing: { words, childView, turnTo } }: Ended, say: Words): Section[] {
  const section = (heading: string, text: string): Section => ({ topic: "contact", heading, text });
  const voice = "words" in childView
    ? [{ ...section(say.t("inquiry.ended.child"), childView.words), own: true }, ...(childView.how ? [section(say.t("inquiry.ended.how"), childView.how)] : [])]
    : [section(say.t("inquiry.ended.no-child"), childView.missing)];
  return [...voice, section(say.t(`inquiry.close.${outcome}`), words), section(say.t("inquiry.closed.turn-to"), turnTo)];
}

/**
 * How it ended, as a copy for each guardian who may know: what was written was written for them. Whoever only noticed or took part
 * says nothing here, since others go on. A guardian it is withheld from is passed by in silence. @ground FL 10, REQ-054, REQ-065
 */
export async function tellGuardians(hand: Hand, ended: Ended): Promise<void> {
  const { matter } = ended;
  if (matter.role !== "child-lead") return;
  const batchId = newId();
  for (const { personId, language } of await listGuardians(hand.tx, hand.house.keys, { child: matter.childId, today: hand.today })) {
    const say = speaking(hand.house.practice, language as Language);
    await deliver(hand, {
      matter, batchId, receiver: { person: personId }, kind: "information", what: ["contact"], sections: sectionsOf(ended, say), why: say.t("inquiry.ended.why"),
      standing: { ground: "party", catalogueVersion: CATALOGUE.version },
    });
  }
}
