import type { Service } from "../directory/directory.ts";
import { byDuty, listChangesSince, listFollowed, listGuides, listInside, listPeople, listServicesById, NEWS_DAYS, type Guide, type Inside } from "../directory/index.ts";
import type { House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import type { People } from "./card-parts.tsx";
import { newsFor, type Tie, type Told } from "./network.ts";
import { findOwnGuide, readNetwork } from "./network-store.ts";

type Here = Pick<Asking<House, unknown>, "tx" | "house" | "actor" | "query" | "at">;

/** Which guide's network is looked at: the one in the address, or one's own. */
export async function guideHere({ tx, query }: Pick<Here, "tx" | "query">): Promise<{ guide: Guide; guides: readonly Guide[] }> {
  const [guides, own] = await Promise.all([listGuides(tx), findOwnGuide(tx)]);
  const asked = query.get("guide");
  return { guides, guide: guides.find(({ handle }) => handle === asked) ?? guides.find(({ handle }) => handle === own) ?? guides[0]! };
}

/** The people that some cards name, and everybody at some units. */
export async function peopleOn({ tx, house }: Pick<Here, "tx" | "house">, inside: ReadonlyMap<string, Inside>, units: readonly string[] = []): Promise<People> {
  const duties = [...inside.values()].flatMap(({ contact, deputy }) => [contact, deputy]).filter((duty): duty is string => duty !== undefined);
  return byDuty(await listPeople(tx, house.keys, { duties: [...new Set(duties)], units }));
}

/** The cards of a guide from the inside, what ties their units together, and the people they name. */
export async function networkOf(here: Here, guide: Guide): Promise<{ services: readonly Service[]; ties: readonly Tie[]; inside: ReadonlyMap<string, Inside>; people: People }> {
  const { services, ties } = await readNetwork(here.tx, guide.handle);
  const inside = await listInside(here.tx, services.map(({ id }) => id));
  return { services, ties, inside, people: await peopleOn(here, inside) };
}

/** The last month's news for the acting duty's unit. */
export async function newsHere(here: Here, { ties }: { ties: readonly Tie[] }): Promise<Told[]> {
  const unit = (await here.actor)?.duty?.unitId;
  if (unit === undefined) return [];
  const since = new Date(here.at.getTime() - NEWS_DAYS * 24 * 3_600_000);
  const [changes, followed] = await Promise.all([listChangesSince(here.tx, since), listFollowed(here.tx, unit)]);
  const services = await listServicesById(here.tx, [...new Set(changes.map(({ serviceId }) => serviceId))]);
  return newsFor({ unit, followed, ties, services }, changes);
}
