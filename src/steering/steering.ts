import { tellingWords } from "../consultation/consultation.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";

/** The kinds of group there are under an agreement; the steering group decides the action plan. @model degerforsmodellen 4.3 */
export const groupKinds = ["steering", "management", "working", "network"] as const;
export type GroupKind = (typeof groupKinds)[number];

export const memberTasks = ["chair", "secretary", "member", "deputy"] as const;
export type MemberTask = (typeof memberTasks)[number];

/** A party to the agreement, as this room needs it. */
export type Party = { readonly id: string; readonly authorityId: string; readonly board: string; readonly authority: string; readonly signatory: string | undefined };

/** The agreement that groups, plan, goals and year wheel are under. */
export type Pact = { readonly id: string; readonly handle: string; readonly title: string; readonly parties: readonly Party[] };

export type Member = {
  readonly id: string; readonly groupId: string; readonly partyId: string; readonly dutyId: string; readonly task: MemberTask; readonly deputyFor: string | undefined; readonly state: "invited" | "accepted" | "left";
};

export type Group = {
  readonly id: string; readonly kind: GroupKind; readonly name: string; readonly purpose: string; readonly mandate: string; readonly rhythm: string; readonly endedOn: string | undefined; readonly version: number;
  readonly members: readonly Member[];
};

const ORDER: Readonly<Record<MemberTask, number>> = { chair: 0, secretary: 1, member: 2, deputy: 3 };
/** Who has said yes, each deputy right after whom they stand in for. */
export function seated(members: readonly Member[]): Member[] {
  const accepted = members.filter(({ state }) => state === "accepted").toSorted((one, other) => ORDER[one.task] - ORDER[other.task]);
  const standsIn = ({ task, deputyFor }: Member) => task === "deputy" && accepted.some(({ id }) => id === deputyFor);
  return accepted.filter((one) => !standsIn(one)).flatMap((one) => [one, ...accepted.filter((other) => standsIn(other) && other.deputyFor === one.id)]);
}

/** The parties that nobody comes from. */
export const unseated = (parties: readonly Party[], members: readonly Member[]): Party[] => parties.filter(({ id }) => !members.some(({ partyId, state }) => partyId === id && state === "accepted"));

/** What somebody can do about a place in a group: their own answer, their own leaving, calling home for their party, or taking an invitation back. */
export type MemberStep = "answer" | "leave" | "recall" | "withdraw";
export function memberStep(member: Member, { duty, signs, holds }: { duty: string | undefined; signs: boolean; holds: boolean }): MemberStep | undefined {
  if (member.state === "invited") return member.dutyId === duty ? "answer" : holds ? "withdraw" : undefined;
  if (member.state !== "accepted") return undefined;
  return member.dutyId === duty ? "leave" : signs ? "recall" : undefined;
}

const wordsOf = (texts: readonly string[]): Set<string> => new Set(texts.flatMap((text) => text.split(/[^\p{L}-]+/u)).map((word) => word.toLocaleLowerCase("sv")));

/**
 * Meetings about children are held elsewhere: no identity number, and what may be somebody's name is looked at once more. Names that everybody knows here –
 * of parties, units and members – are none. @ground GDPR 5.1 c @model degerforsmodellen 3.2
 */
export function aboutSomebody(said: Readonly<Record<string, string>>, known: readonly string[], anyway: boolean): Refusal | undefined {
  const numbered = Object.entries(said).find(([, text]) => hasIdentityNumber(text));
  if (numbered) return refuse("steering.identity", { field: numbered[0] });
  if (anyway) return undefined;
  const familiar = wordsOf(known);
  const telling = tellingWords(Object.values(said).join("\n"), []).filter((word) => word.split(/[^\p{L}-]+/u).some((part) => part !== "" && !familiar.has(part.toLocaleLowerCase("sv"))));
  return telling.length > 0 ? refuse("steering.telling", { field: "anyway", words: telling.slice(0, 8).join(", ") }) : undefined;
}
