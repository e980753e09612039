import { answeredFor, answering, byDuty, cardsIn, isDue, listCardDuties, listInside, listNudges, listPeople, listReports, listServices, listServicesById, mine, namedOn, NOTHING_INSIDE, NUDGE_DAYS, reporters } from "../directory/index.ts";
import type { House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import type { People } from "./card-parts.tsx";
import type { Kept, Late } from "./keep-pages.tsx";

type Here = Pick<Asking<House, unknown>, "tx" | "house" | "at" | "today">;

export type Keeping = { readonly cards: readonly Kept[]; readonly people: People };

const oldestFirst = (one: { service: { checkedOn: string } }, other: { service: { checkedOn: string } }): number => one.service.checkedOn.localeCompare(other.service.checkedOn);

/** What "Min lista" holds of cards: those the acting duty answers for that are due or said to be wrong. */
export async function loadWaiting(here: Here): Promise<Keeping> {
  const { tx, house, today } = here;
  const [services, reports, people] = await Promise.all([listServicesById(tx, answeredFor()), listReports(tx), listPeople(tx, house.keys, { duties: reporters() })]);
  const cards = services.map((service) => ({ service, inside: NOTHING_INSIDE, reports: reports.filter(({ serviceId }) => serviceId === service.id) }));
  return { cards: cards.filter(({ service, reports: said }) => isDue(service, today) || said.length > 0).sort(oldestFirst), people: byDuty(people) };
}

/** Every card of the acting duty's unit, and those elsewhere that name the duty, with what has been said of them; the oldest first. */
export async function loadMine({ tx, house: { keys } }: Here): Promise<Keeping> {
  const [services, inside, reports, named, said] = await Promise.all([
    listServicesById(tx, mine()), listInside(tx, mine()), listReports(tx), listPeople(tx, keys, { duties: namedOn(mine()) }), listPeople(tx, keys, { duties: reporters() }),
  ]);
  const cards = services.map((service) => ({ service, inside: inside.get(service.id) ?? NOTHING_INSIDE, reports: reports.filter(({ serviceId }) => serviceId === service.id) }));
  const byAgeAndName = (one: Kept, other: Kept): number => oldestFirst(one, other) || one.service.name.localeCompare(other.service.name, "sv");
  return { cards: cards.sort(byAgeAndName), people: byDuty([...named, ...said]) };
}

const DAY_MS = 24 * 3_600_000;
export const mayNudge = (nudgedAt: Date | undefined, at: Date): boolean => nudgedAt === undefined || at.getTime() - nudgedAt.getTime() >= NUDGE_DAYS * DAY_MS;

/** The cards of a guide that nobody has looked at in time, the oldest first, and who answers for each. */
export async function loadLate({ tx, house, at, today }: Here, guide: string): Promise<Late[]> {
  const cards = cardsIn(guide);
  const [all, nudges, duties, people] = await Promise.all([listServices(tx, guide), listNudges(tx, cards), listCardDuties(tx, cards), listPeople(tx, house.keys, { duties: answering(cards) })]);
  return all.filter((service) => isDue(service, today)).map((service) => {
    const answers = people.filter(({ dutyId }) => duties.get(service.id)?.includes(dutyId));
    return { service, answers, nudgedAt: nudges.get(service.id), mayNudge: answers.length > 0 && mayNudge(nudges.get(service.id), at) };
  }).sort(oldestFirst);
}
