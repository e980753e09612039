import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { endingOf, signableBy, unnamedFor, type Agreement } from "./agreement.ts";
import { listAgreements } from "./agreement-store.ts";

/** What an agreement asks of somebody: to say who signs, to sign it, or to see to it that it does not end unnoticed. */
export type AgreementTask = { readonly agreement: Pick<Agreement, "id" | "handle" | "title">; readonly what: "sign" | "name" | "soon" | "very-soon" | "ended"; readonly on: Day | undefined; /** The party to name who signs for. */ readonly party?: string };

/** What the agreements one's authority is a party of ask of the acting duty. Endings are for those of the unit that keeps them. */
export async function listAgreementTasks(tx: Tx, { duty, today }: { duty: Promise<{ readonly id: string; readonly unit: string; readonly unitId: string; readonly leads: boolean } | undefined>; today: Day }): Promise<AgreementTask[]> {
  const [agreements, acting] = await Promise.all([listAgreements(tx), duty]);
  return agreements.flatMap((agreement): AgreementTask[] => {
    const signs: AgreementTask[] = [
      ...unnamedFor(agreement, acting).map(({ id }): AgreementTask => ({ agreement, what: "name", on: undefined, party: id })), ...(signableBy(agreement, acting?.id) ? [{ agreement, what: "sign", on: undefined } as const] : []),
    ];
    const ending = acting?.unit === agreement.unit ? endingOf(agreement, today) : undefined;
    return ending ? [...signs, { agreement, what: ending.how, on: ending.on }] : signs;
  });
}
