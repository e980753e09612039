import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { endingOf, signableBy, type Agreement } from "./agreement.ts";
import { listAgreements } from "./agreement-store.ts";

/** What an agreement asks of somebody: to sign it, or to see to it that it does not end unnoticed. */
export type AgreementTask = { readonly agreement: Pick<Agreement, "id" | "handle" | "title">; readonly what: "sign" | "soon" | "very-soon" | "ended"; readonly on: Day | undefined };

/** What the agreements one's authority is a party of ask of the acting duty. Endings are for those of the unit that keeps them. */
export async function listAgreementTasks(tx: Tx, { duty, today }: { duty: Promise<{ readonly id: string; readonly unit: string } | undefined>; today: Day }): Promise<AgreementTask[]> {
  const [agreements, acting] = await Promise.all([listAgreements(tx), duty]);
  return agreements.flatMap((agreement): AgreementTask[] => {
    const signs: AgreementTask[] = signableBy(agreement, acting?.id) ? [{ agreement, what: "sign", on: undefined }] : [];
    const ending = acting?.unit === agreement.unit ? endingOf(agreement, today) : undefined;
    return ending ? [...signs, { agreement, what: ending.how, on: ending.on }] : signs;
  });
}
