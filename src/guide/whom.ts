import { AT_ONCE, isShown, overlaps, type Ages, type Service } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import type { Answer } from "./guide.ts";

/** Numbers for whoever is in danger now: they keep the place the answer gives them. */
const isAtOnce = ({ kinds: [main] }: Service): boolean => AT_ONCE.has(main!);

/** What is for everybody before what is for some, and otherwise as it stood. @model degerforsmodellen 2.5 R1 */
export const universalFirst = (services: readonly Service[]): Service[] => {
  const rank = (service: Service) => Number(service.level === "targeted" && !isAtOnce(service));
  return services.toSorted((one, other) => rank(one) - rank(other));
};

/** Help of one kind and one level, drawn as whole cards or, when there are many, as one list to choose from. */
export type Group = { readonly kind: string; readonly services: readonly Service[]; readonly asCards: boolean };

/** More than this are a list: eight municipalities' social services are not eight cards. */
const AS_CARDS = 2;

/** Services as they are drawn, `most` groups of them. One group at least is cards: somebody is always told of in full. @model degerforsmodellen 2.5 R1 */
export function groupsOf(services: readonly Service[], most: number): Group[] {
  const groups = [...Map.groupBy(services, ({ kinds: [main], level }) => `${level} ${main}`).values()].slice(0, most);
  const fewest = Math.max(AS_CARDS, Math.min(...groups.map(({ length }) => length)));
  return groups.map((of) => ({ kind: of[0]!.kinds[0]!, services: of, asCards: of.length <= fewest }));
}

/** What one wants to know before calling. */
const factsOf = ({ anonymous, record, cost, costNote, interpreter }: Service): string => [anonymous, record, cost, costNote, interpreter].join("|");

/** Whom an answer itself tells of: the first card, or the first list in which all say the same (`all`). */
export function toldOf(groups: readonly Group[]): { readonly service: Service; readonly kind: string; readonly all: boolean } | undefined {
  const told = groups.find(({ asCards, services }) => asCards || new Set(services.map(factsOf)).size === 1);
  return told && { service: told.services[0]!, kind: told.kind, all: !told.asCards };
}

const isFor = (ages: Ages) => (service: Service): boolean => overlaps(service.ages, ages);
const MOST_KINDS = 4;

/**
 * An answer's contacts: the guide's services of its first kinds, what is for everybody first. Those for other ages are left out where there
 * are any for these, and not where there are none: who is pregnant at sixteen needs the midwife too.
 */
export function contactsFor(answer: Pick<Answer, "kinds" | "ages">, services: readonly Service[], today: Day): Service[] {
  const all = new Set(answer.kinds.flatMap((kind) => {
    const giving = services.filter((service) => isShown(service, today) && (service.kinds[0] === kind || (service.kinds.includes(kind) && !answer.kinds.includes(service.kinds[0]!))));
    const fitting = giving.filter(isFor(answer.ages));
    return fitting.length > 0 ? fitting : giving;
  }));
  const kinds = new Set([...new Set([...all].map(({ kinds: [main] }) => main))].slice(0, MOST_KINDS));
  return universalFirst([...all].filter(({ kinds: [main] }) => kinds.has(main)));
}
