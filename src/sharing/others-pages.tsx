import type { VNode } from "preact";
import { listed } from "../consent/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, type FormState } from "../platform/web/form.tsx";
import { Details, Notice } from "../ui/index.ts";
import type { Step } from "./bench.ts";
import { elseName, othersIn, whoName } from "./others.ts";

/** Under a part that has been chosen: one quiet line, which opens when the part speaks of somebody else. @ground REQ-039 */
export function AboutOthers({ item, state }: { item: string; state: FormState }): VNode {
  const words = useWords();
  const [who, other] = [whoName(item), elseName(item)];
  const field = state.fields[who];
  const open = [who, other].some((name) => state.problems[name] !== undefined || (state.values[name]?.length ?? 0) > 0);
  return (
    <Details summary={words.t("sharing.others.summary")} open={open}>
      <p class="hint">{words.t("sharing.others.hint")}</p>
      {field?.kind === "choices" && field.options.length > 0 && <FieldOf state={state} name={who} />}
      <FieldOf state={state} name={other} />
    </Details>
  );
}

/** A guardian who cannot have a part that speaks of somebody else. @ground OSL 10:3, REQ-039 */
export function StoppedPersons({ step }: { step: Step }): VNode {
  const words = useWords();
  const stopped = step.persons.map((person) => ({ person, others: othersIn(step.parcel, person.personId) })).filter(({ others }) => others.length > 0);
  return (
    <>
      {stopped.map(({ person, others }) => (
        <Notice key={person.personId} kind="warning" title={words.t("sharing.others.person.title", { receiver: person.name })}>
          <p>{words.t("sharing.others.person", { names: listed(words, others.map(({ name }) => name)) })}</p>
        </Notice>
      ))}
    </>
  );
}
