import { Card, Notice, SaidText } from "../../ui/index.ts";
import { useWords } from "../i18n/words.tsx";
import type { Conflict } from "../result.ts";
import type { FormState } from "./form.tsx";

/** The other person's text beside one's own, where they differ: both are shown, nothing is lost. @ground S39 */
export function ConflictTexts({ conflict, state: { fields, values } }: { conflict: Conflict; state: Pick<FormState, "fields" | "values"> }) {
  const words = useWords();
  return (
    <>
      <Notice kind="warning" title={words.t("form.conflict.title")}>
        <p>{words.t("form.conflict.text")}</p>
      </Notice>
      {Object.entries(conflict.conflict).filter(([name, theirs]) => values[name] !== theirs).map(([name, theirs]) => (
        <Card key={name} level={3} title={words.t("form.conflict.theirs", { label: fields[name]?.label ?? name })}>
          <p>{theirs === "" ? words.t("form.empty") : <SaidText>{theirs}</SaidText>}</p>
        </Card>
      ))}
    </>
  );
}
