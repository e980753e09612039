import { Card, Notice, SaidText } from "../../ui/index.ts";
import { useWords } from "../i18n/words.tsx";
import type { Conflict } from "../result.ts";
import type { Fields } from "./fields.ts";

/** The other person's text beside one's own: both are shown, nothing is lost. @ground S39 */
export function ConflictTexts({ conflict, fields }: { conflict: Conflict; fields: Fields }) {
  const words = useWords();
  return (
    <>
      <Notice kind="warning" title={words.t("form.conflict.title")}>
        <p>{words.t("form.conflict.text")}</p>
      </Notice>
      {Object.entries(conflict.conflict).map(([name, theirs]) => (
        <Card key={name} level={3} title={words.t("form.conflict.theirs", { label: fields[name]?.label ?? name })}>
          <p>{theirs === "" ? words.t("form.empty") : <SaidText>{theirs}</SaidText>}</p>
        </Card>
      ))}
    </>
  );
}
