import { z } from "zod";
import { isShown, type Service } from "../directory/directory.ts";
import {
  byDuty, findCard, listChanges, listFollowed, listForums, listGuides, listPeople, listReports, listServices, type Card, type Forum,
} from "../directory/index.ts";
import { listKindNames } from "../guide/index.ts";
import type { House } from "../house.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Asking } from "../platform/web/route.ts";
import type { CardModel } from "./card-pages.tsx";

/** A card by the handle in the address. */
export const CardPlace = z.object({ service: z.string().regex(/^[a-z0-9-]{1,80}$/) });

type Here = Asking<House, z.output<typeof CardPlace>>;

/** The handle of the guide a card is in; nothing for what the whole country has. */
export async function guideOf(tx: Tx, { guideId }: Pick<Service, "guideId">): Promise<{ id: string; handle: string } | undefined> {
  return guideId === undefined ? undefined : (await listGuides(tx)).find(({ id }) => id === guideId);
}

/** The forums of a card's guide, and which of them its unit sits in. */
export async function forumsAround(tx: Tx, { service }: Card): Promise<{ all: readonly Forum[]; own: readonly Forum[] }> {
  const guide = await guideOf(tx, service);
  const all = guide ? await listForums(tx, guide.handle) : [];
  return { all, own: all.filter(({ units }) => units.includes(service.unitId)) };
}

const sameplace = (service: Service, all: readonly Service[], today: string): Service[] =>
  all.filter((other) => other.location !== undefined && other.location.id === service.location?.id && other.id !== service.id && isShown(other, today));

/** Everything that a card's page shows. */
export async function loadCard({ tx, house, actor, params, today }: Here): Promise<CardModel | undefined> {
  const [card, names, self] = await Promise.all([findCard(tx, params.service), listKindNames(tx, "sv"), actor]);
  const unit = self?.duty?.unitId;
  if (!card || unit === undefined) return undefined;
  const { service, inside } = card;
  const [changes, reports, followed, forums, guide] = await Promise.all([listChanges(tx, service.id), listReports(tx), listFollowed(tx, unit), forumsAround(tx, card), guideOf(tx, service)]);
  const own = reports.filter(({ serviceId }) => serviceId === service.id);
  const duties = [inside.contact, inside.deputy, ...changes.map(({ byDuty: by }) => by), ...own.map(({ byDuty: by }) => by)].filter((one): one is string => one !== undefined);
  const [people, all] = await Promise.all([listPeople(tx, house.keys, { duties, units: [service.unitId] }), guide ? listServices(tx, guide.handle) : []]);
  return {
    card, names, people: byDuty(people), here: people.filter(({ unitId, hasCard, dutyId }) => unitId === service.unitId && (hasCard || dutyId === inside.contact || dutyId === inside.deputy)),
    forums: forums.own, together: sameplace(service, all, today), changes, reports: own, isFollowed: followed.has(service.id),
  };
}
