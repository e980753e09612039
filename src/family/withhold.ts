import type { PersonId } from "../platform/ids.ts";

/** Why something is not for a guardian: what the law calls it. @ground OSL 12:3, 26:2, lag 2024:79 5:4, REQ-054 */
export const withholdGrounds = ["serious-harm", "place-of-stay", "sheltered-housing", "other-person"] as const;
export type WithholdGround = (typeof withholdGrounds)[number];

/** A matter kept from one guardian, or from all when no person is named; `until` when it has been ended. */
export type Withholding = {
  readonly id: string; readonly person: PersonId | undefined; readonly name: string | undefined; readonly ground: string; readonly reason: string;
  readonly by: string; readonly at: Date; readonly until: Date | undefined;
};

/** Whether it still holds. */
export const holds = ({ until }: Withholding): boolean => until === undefined;
