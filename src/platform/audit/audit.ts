import type { Insertable } from "kysely";
import type { AuditEvent } from "../db/types.gen.ts";
import type { Actor } from "../db/with-actor.ts";

/**
 * One line of the trail: what happened (`noun.past`), how it ended, about which child and matter, what was shown (ids and kinds,
 * never words), on which ground. `forFamily` lines of staff are shown on the family's page within the same second.
 */
export type AuditLine = {
  readonly event: string;
  readonly outcome: "granted" | "refused" | "failed";
  readonly matterId?: string | undefined;
  readonly childId?: string | undefined;
  readonly ground?: string | undefined;
  readonly shown?: Record<string, unknown> | undefined;
  readonly forFamily?: boolean | undefined;
};

/** The chain of what nobody who is signed in has done. */
export const NOBODY = "00000000-0000-4000-8000-000000000000";

/**
 * The rows of some lines: one chain per matter; lines without a matter hang in the person's own chain, so that colleagues never
 * wait for each other. @ground REQ-143
 */
export function auditRows(lines: readonly AuditLine[], purpose: string, actor: Actor | undefined, at: Date): Array<Insertable<AuditEvent>> {
  const duty = actor?.duty;
  const sorted = [...lines].sort((a, b) => (a.matterId ?? "").localeCompare(b.matterId ?? ""));
  return sorted.map((line) => ({
    chain: line.matterId ?? actor?.personId ?? NOBODY,
    at,
    person_id: actor?.personId ?? null,
    duty_id: duty?.id ?? null,
    role: duty?.role ?? null,
    branch_id: duty?.branchId ?? null,
    unit_id: duty?.unitId ?? null,
    session_ref: actor?.session.ref ?? null,
    matter_id: line.matterId ?? null,
    child_id: line.childId ?? null,
    event: line.event,
    purpose,
    outcome: line.outcome,
    ground: line.ground ?? null,
    shown: JSON.stringify(line.shown ?? {}),
    for_family: line.forFamily ?? false,
    // The trigger that links the chain fills these; the columns may not be empty.
    seq: 0,
    previous: Buffer.alloc(0),
    hash: Buffer.alloc(0),
  }));
}
