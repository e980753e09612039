import { useWords } from "../platform/i18n/words.tsx";
import { Said, SaidText } from "../ui/index.ts";
import type { FollowUpDone } from "./follow-up.ts";
import { VoiceWords } from "./plan-view.tsx";

/** A follow-up as it was: the child's experience first, then the guardians' view, what came of it, and whom to turn to. */
export function FollowUpRead({ done: { heldOn, decision, words: said } }: { done: FollowUpDone }) {
  const words = useWords();
  return (
    <section class="plan-part">
      <h3>{words.day(heldOn)}: {words.t(decision === "closed" ? "plan.followUps.closed" : "plan.followUps.next")}</h3>
      <VoiceWords voice={said.childExperience} />
      {said.guardiansView !== "" && <p><strong>{words.t("plan.closing.guardians")}:</strong> <Said>{said.guardiansView}</Said></p>}
      {said.reason !== "" && <p><SaidText>{said.reason}</SaidText></p>}
      {said.turnTo && <p><strong>{words.t("plan.closing.turnTo")}:</strong> <Said>{[said.turnTo.unit, said.turnTo.words].filter((one) => one !== "").join(", ")}</Said></p>}
    </section>
  );
}
