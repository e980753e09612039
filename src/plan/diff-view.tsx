import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Practice } from "../practice/index.ts";
import { Said, SaidText, type Shown } from "../ui/index.ts";
import { doerName, type Goal, type Measure, type Party, type PlanContent, type SectionId, type Voice } from "./plan.ts";
import type { Difference } from "./plan-diff.ts";
import { areaName, sectionLabel } from "./plan-sections.ts";

const sectionOf: Record<Difference["part"], SectionId> = {
  childVoice: "child-voice", reason: "reason", guardiansView: "guardian-view", goals: "goals", measures: "measures", parties: "parties", followUp: "follow-up",
  contingency: "contingency", disagreements: "disagreements", otherPlans: "other-plans",
};

type Speaking = { readonly words: Words; readonly practice: Practice };

const voiceText = (voice: Voice): string => ("missing" in voice ? voice.missing : voice.words);
const measureText = ({ what, who, byOn, area }: Measure, { words, practice }: Speaking): string =>
  words.t("plan.diff.measure.text", { what, who: doerName(who), day: words.day(byOn), area: areaName(practice, area, words.language) });
const goalText = ({ area, goal, sign }: Goal, { words, practice }: Speaking): string =>
  [`${areaName(practice, area, words.language)}: ${goal}`, sign === "" ? "" : `${words.t("plan.goal.sign")} ${sign}`].filter((one) => one !== "").join("\n");
const partyText = ({ unit, authority, contact, phone }: Party, { words }: Speaking): string => words.t("plan.line.party", { unit, authority, contact, phone });
const followUpText = ({ on, form, who }: PlanContent["followUp"], { words }: Speaking): string =>
  words.t("plan.line.followUp", { day: words.day(on), form: words.say(`plan.form.${form}`), who });

/** Both sides of a difference in words; an empty side is not there. */
function sidesOf(difference: Difference, speaking: Speaking): { before: string; after: string } {
  const both = <E,>(before: E | undefined, after: E | undefined, text: (entry: E) => string) => ({ before: before === undefined ? "" : text(before), after: after === undefined ? "" : text(after) });
  switch (difference.part) {
    case "measures":
      return both(difference.before, difference.after, (measure) => measureText(measure, speaking));
    case "goals":
      return both(difference.before, difference.after, (goal) => goalText(goal, speaking));
    case "parties":
      return both(difference.before, difference.after, (party) => partyText(party, speaking));
    case "followUp":
      return both(difference.before, difference.after, (followUp) => followUpText(followUp, speaking));
    case "childVoice":
      return both(difference.before, difference.after, voiceText);
    default:
      return { before: difference.before, after: difference.after };
  }
}

function DifferenceLine({ difference, practice }: { difference: Difference; practice: Practice }): Shown {
  const words = useWords();
  const { before, after } = sidesOf(difference, { words, practice });
  const { kind } = difference;
  return (
    <li class={`difference difference-${kind}`}>
      <strong>{words.say(`plan.diff.${kind}`)}, {sectionLabel(practice, sectionOf[difference.part], words.language)}</strong>
      {kind === "removed" ? <p><del><SaidText>{before}</SaidText></del></p> : <p><ins><SaidText>{after}</SaidText></ins></p>}
      {kind === "changed" && <p class="quiet">{words.t("plan.diff.before")} <Said>{before}</Said></p>}
    </li>
  );
}

/** What is new, changed and gone between two versions, in words. @ground REQ-094 */
export function Differences({ differences, practice }: { differences: readonly Difference[]; practice: Practice }) {
  const words = useWords();
  if (differences.length === 0) return <p>{words.t("plan.diff.none")}</p>;
  return <ul class="differences">{differences.map((difference, nth) => <DifferenceLine key={nth} difference={difference} practice={practice} />)}</ul>;
}
