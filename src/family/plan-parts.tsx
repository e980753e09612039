import type { Measure, PlanContent } from "../plan/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { DataTable, Said } from "../ui/index.ts";

const doer = ({ who }: Measure): string => ("unit" in who ? who.name : who.family);

/** Who does what by when. */
export function Measures({ plan: { measures } }: { plan: PlanContent }) {
  const words = useWords();
  return (
    <DataTable
      caption={words.t("family.plan.measures")}
      columns={[{ label: words.t("family.plan.what") }, { label: words.t("family.plan.who") }, { label: words.t("family.plan.by") }]}
      rows={measures.map((measure) => ({ key: measure.id, cells: [<Said key="what">{measure.what}</Said>, <Said key="who">{doer(measure)}</Said>, words.shortDay(measure.byOn)] }))}
    />
  );
}

/** When and how one looks back at the plan, and who calls. */
export function FollowUpLine({ plan: { followUp } }: { plan: PlanContent }) {
  const words = useWords();
  return (
    <p>
      <strong>{words.t("family.plan.followUp", { day: words.day(followUp.on) })}</strong> {words.say(`family.form.${followUp.form}`)} <Said>{followUp.who}</Said> {words.t("family.plan.calls")}
    </p>
  );
}
