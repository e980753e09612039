import type { Unit } from "../organisation/index.ts";
import type { Matter } from "../matter/index.ts";
import { addDays, ageOn, type Day } from "../platform/clock.ts";
import type { Forum, Practice } from "../practice/index.ts";

/** That a branch has raised a child in a forum, with the signs and the reason. */
export type Raising = { readonly id: string; readonly matterId: string; readonly forum: string; readonly signs: readonly string[]; readonly why: string; readonly by: string; readonly at: Date };
export type Party = Forum["parties"][number];

/** The party of a forum that a kind of service sits in; none for those who do not. */
export const partyOf = ({ parties }: Forum, kind: Matter["branchKind"]): Party | undefined => parties.find(({ kinds }) => kinds.includes(kind));

/** Why a child cannot be raised from a matter: the service sits in no party of the forum, or the age is outside it. @model S67 */
export function whyNot(forum: Forum, { branchKind, bornOn }: Pick<Matter, "branchKind" | "bornOn">, today: Day): "party" | "age" | undefined {
  if (!partyOf(forum, branchKind)) return "party";
  const age = bornOn === undefined ? -1 : ageOn(bornOn, today);
  return age >= forum.ages.from && age <= forum.ages.to ? undefined : "age";
}

/** The forums a child can be raised in from a matter. */
export const forumsFor = (practice: Practice, matter: Pick<Matter, "branchKind" | "bornOn">, today: Day): Forum[] => practice.way.forums.filter((forum) => whyNot(forum, matter, today) === undefined);

/** The last day on which the forum should have met about a child since something was last done in it. @model S67 */
export const meetBy = ({ everyWeeks }: Forum, since: Day): Day => addDays(since, everyWeeks * 7);

export type Choosing = { readonly party: Party; readonly yes: readonly Unit[]; readonly units: readonly Unit[] };

/** Each other party with the units the family has said yes to, and those that can be asked about: where somebody receives, one's own authority and town first. */
export function partiesAround(forum: Forum, of: { matter: Pick<Matter, "branchId" | "branchKind" | "authority">; units: readonly Unit[]; receiving: ReadonlySet<string>; mayBeTold: (unit: Unit) => boolean }): Choosing[] {
  const near = (unit: Unit) => Number(unit.authority === of.matter.authority);
  return forum.parties.map((party) => {
    const units = of.units.filter((unit) => unit.branchId !== of.matter.branchId && party.kinds.includes(unit.kind) && of.receiving.has(unit.id)).toSorted((a, b) => near(b) - near(a) || a.name.localeCompare(b.name, "sv"));
    return { party, units, yes: units.filter(of.mayBeTold) };
  });
}
