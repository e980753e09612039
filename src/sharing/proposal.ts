import type { Preparer } from "../disclosure/index.ts";
import type { Day } from "../platform/clock.ts";
import type { ChildId, DutyId, MatterId, PersonId } from "../platform/ids.ts";
import type { DataKey } from "../platform/seal/seal.ts";
import type { Parcel, Way } from "./sharing.ts";

/** What a proposal has come to. A decision never changes; what was taken back is nobody's to decide on. */
export type ProposalState = "waiting" | "approved" | "declined" | "taken-back";

/** What is decided on, frozen when it was asked for: what is approved is what is sent. */
export type Proposed = {
  readonly parcel: Parcel;
  readonly child: { readonly name: string; readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };
  /** The guardians among the receivers, whom the one asked does not know by other means. */
  readonly persons: readonly { readonly personId: PersonId; readonly name: string }[];
  readonly language: string;
};

/** The colleague who was asked. `left`: that duty has ended, and nobody can decide until it is taken back. */
export type Decider = { readonly dutyId: DutyId; readonly personId: PersonId; readonly name: string; readonly role: string; readonly unit: string; readonly left: boolean };

/** Förslag till utlämnande: put together by one, decided by another. @ground 2025:170 7 §, REQ-074 */
export type Proposal = {
  readonly id: string; readonly state: ProposalState; readonly way: Way; readonly ground: string; readonly matterId: MatterId; readonly childId: ChildId;
  readonly askedAt: Date; readonly decidedAt: Date | undefined; readonly seenAt: Date | undefined;
  readonly asker: Preparer; readonly decider: Decider; readonly reason: string | undefined; readonly words: Proposed; readonly key: DataKey;
};
