import { answeredFor, byDuty, isDue, listAnsweringFor, listCardDuties, listInside, listNudges, listPeople, listReports, listServices, listServicesById, listServicesOfUnit, NOTHING_INSIDE, NUDGE_DAYS, reporters, type Guide } from "../directory/index.ts";
import type { House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import type { People } from "./card-parts.tsx";
import { peopleOn } from "./guide-here.ts";
import type { Kept, Late } from "./keep-pages.tsx";

type Here = Pick<Asking<House, unknown>, "tx" | "house" | "actor" | "at" | "today">;

export type Keeping = { readonly cards: readonly Kept[]; readonly people: People };

/** Some cards with what has been said of them, and everybody they name. */
async function keeping(here: Here, services: Awaited<ReturnType<typeof listServicesById>>): Promise<Keeping> {
  const [inside, reports] = await Promise.all([listInside(here.tx, services.map(({ id }) => id)), listReports(here.tx)]);
  const cards = services.map((service) => ({ service, inside: inside.get(service.id) ?? NOTHING_INSIDE, reports: reports.filter(({ serviceId }) => serviceId === service.id) }));
  const reporters = await listPeople(here.tx, here.house.keys, { duties: reports.flatMap(({ byDuty }) => byDuty ?? []) });
  const people = await peopleOn(here, inside);
  return { cards, people: new Map([...people, ...reporters.map((one) => [one.dutyId, one] as const)]) };
}

const oldestFirst = (one: { service: { checkedOn: string } }, other: { service: { checkedOn: string } }): number => one.service.checkedOn.localeCompare(other.service.checkedOn);

/** What "Min lista" holds of cards: those the acting duty answers for that are due or said to be wrong. */
export async function loadWaiting(here: Here): Promise<Keeping> {
  const { tx, house, today } = here;
  const [services, reports, people] = await Promise.all([listServicesById(tx, answeredFor()), listReports(tx), listPeople(tx, house.keys, { duties: reporters() })]);
  const cards = services.map((service) => ({ service, inside: NOTHING_INSIDE, reports: reports.filter(({ serviceId }) => serviceId === service.id) }));
  return { cards: cards.filter(({ service, reports: said }) => isDue(service, today) || said.length > 0).sort(oldestFirst), people: byDuty(people) };
}

/** Every card of the acting duty's unit, and those elsewhere that name the duty; the oldest first. */
export async function loadMine(here: Here): Promise<Keeping> {
  const unit = (await here.actor)?.duty?.unitId;
  if (unit === undefined) return { cards: [], people: new Map() };
  const [own, answering] = await Promise.all([listServicesOfUnit(here.tx, unit), listAnsweringFor(here.tx)]);
  const others = await listServicesById(here.tx, [...answering].filter((id) => !own.some((service) => service.id === id)));
  const { cards, people } = await keeping(here, [...own, ...others]);
  return { cards: [...cards].sort(oldestFirst), people };
}

const DAY_MS = 24 * 3_600_000;
export const mayNudge = (nudgedAt: Date | undefined, at: Date): boolean => nudgedAt === undefined || at.getTime() - nudgedAt.getTime() >= NUDGE_DAYS * DAY_MS;

/** The cards of a guide that nobody has looked at in time, the oldest first, and who answers for each. */
export async function loadLate({ tx, house, at, today }: Here, guide: Guide): Promise<Late[]> {
  const services = (await listServices(tx, guide.handle)).filter((service) => isDue(service, today));
  const [nudges, duties] = await Promise.all([listNudges(tx, services.map(({ id }) => id)), Promise.all(services.map(({ id }) => listCardDuties(tx, id)))]);
  const people = await listPeople(tx, house.keys, { duties: duties.flat() });
  return services.map((service, nth) => {
    const answers = people.filter(({ dutyId }) => duties[nth]!.includes(dutyId));
    return { service, answers, nudgedAt: nudges.get(service.id), mayNudge: answers.length > 0 && mayNudge(nudges.get(service.id), at) };
  }).sort(oldestFirst);
}
