/** An organisation of SS 12000:2020, as much of it as a directory needs. */
export type FeedOrganisation = {
  readonly id: string; readonly displayName: string; readonly organisationType: string; readonly organisationNumber: string; readonly parent: string | undefined; readonly schoolTypes: readonly string[];
  readonly phone: string; readonly town: string; readonly from: string | undefined; readonly until: string | undefined;
};
/** Who does what where. `role`: a dutyRole of the standard. */
export type FeedDuty = { readonly id: string; readonly person: string; readonly at: string; readonly role: string; readonly from: string | undefined; readonly until: string | undefined };
/** Somebody who has a duty. Of pupils nothing is asked. `isProtected`: marked in the population register. */
export type FeedPerson = { readonly id: string; readonly name: string; readonly phone: string; readonly email: string; readonly isProtected: boolean };

export type FeedData = { readonly organisations: readonly FeedOrganisation[]; readonly duties: readonly FeedDuty[]; readonly people: readonly FeedPerson[] };

/** Why nothing came from a feed that can be used. `where`: the address or the place in an answer, for whoever mends it. */
export type FeedFault = { readonly fault: "not-let-in" | "down" | "slow" | "not-understood" | "endless" | "too-large" | "busy"; readonly where: string };
export const isFeedFault = (read: FeedData | FeedFault): read is FeedFault => "fault" in read;

/**
 * A source of units and people that an installation has been told of: never by a form. `organisationNumber`: of the principal whose part of the
 * feed is read. `branches`: which branch, by its handle, a unit of a school type belongs to; `*`: every other.
 */
export type Feed = {
  readonly name: string; readonly authority: string; readonly organisationNumber: string; readonly branches: Readonly<Record<string, string>>;
  read(): Promise<FeedData | FeedFault>;
};
