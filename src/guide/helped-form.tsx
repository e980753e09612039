import { useWords } from "../platform/i18n/words.tsx";
import { Button } from "../ui/index.ts";

type Told = { readonly once: string; readonly answer?: string | undefined; readonly asked?: string | undefined };

/** "Did this help?": two buttons and nowhere to write. @model degerforsmodellen 2.5 R3 */
export function HelpedForm({ once, answer, asked }: Told) {
  const words = useWords();
  return (
    <form method="post" action={words.to("/helped")} class="helped">
      <input type="hidden" name="once" value={once} />
      {answer !== undefined && <input type="hidden" name="answer" value={answer} />}
      {asked !== undefined && <input type="hidden" name="asked" value={asked} />}
      <h2>{words.t("helped.question")}</h2>
      <div class="actions">
        <Button kind="quiet" name="intent" value="yes">{words.t("helped.yes")}</Button>
        <Button kind="quiet" name="intent" value="no">{words.t("helped.no")}</Button>
      </div>
      <p class="quiet">{words.t("helped.kept")}</p>
    </form>
  );
}
