import { reportCard, reportKinds, type Report } from "../directory/index.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse, type Refusal } from "../platform/result.ts";
import { choice, text } from "../platform/web/fields.ts";

/** What one is asked who says that a card is wrong: nothing about oneself. @ground GDPR 5.1 c */
export const reportFields = (words: Words, hint: string) => ({
  kind: choice({ label: words.t("report.kind"), required: true, options: reportKinds.map((kind) => ({ value: kind, label: words.t(`report.kind.${kind}`) })) }),
  said: text({ label: words.t("report.said"), hint, max: 500, rows: 3 }),
});

/** Tells those who answer for a card that it is wrong, whoever says so. */
export async function report(tx: Tx, service: string, { kind, said }: { kind: string; said: string }): Promise<Refusal | undefined> {
  if (hasIdentityNumber(said)) return refuse("report.identity-number", { field: "said" });
  await reportCard(tx, { serviceId: service, kind: kind as Report["kind"], said });
  return undefined;
}
