import { z } from "zod";
import { isShown, type Service } from "../directory/directory.ts";
import {
  byDuty, cardNamed, findCard, listChanges, listFollowed, listForums, listGuides, listPeople, listReports, listServices, shelfOf, speakingOf, unitOf, type Card, type Forum,
} from "../directory/index.ts";
import { listKindNames } from "../guide/index.ts";
import type { House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import { listOffers } from "../visit/index.ts";
import type { CardModel } from "./card-pages.tsx";

/** A card by the handle in the address. */
export const CardPlace = z.object({ service: z.string().regex(/^[a-z0-9-]{1,80}$/) });

/** What every address about one card has in common. */
export const onCard = { area: "staff", params: CardPlace, trace: ({ card }: { readonly card: Card }) => ({ shown: { service: card.service.id } }) } as const;
export const cardPath = ({ service }: Card): string => `/network/services/${service.handle}`;

type Here = Asking<House, z.output<typeof CardPlace>>;

/** A card and nothing around it: enough for one question about it. */
export async function loadCardAlone({ tx, params }: Here): Promise<{ card: Card } | undefined> {
  const card = await findCard(tx, params.service);
  return card && { card };
}

const sameplace = (service: Service, all: readonly Service[], today: string): Service[] =>
  all.filter((other) => other.location !== undefined && other.location.id === service.location?.id && other.id !== service.id && isShown(other, today));

/** A card's page, and every forum of the guide that the card is in. */
export type Around = CardModel & { readonly allForums: readonly Forum[] };

/** Everything that a card's page shows, asked at once: what hangs on the card is worked out from its handle. */
export async function loadCard({ tx, house, actor, params: { service: handle }, today }: Here): Promise<Around | undefined> {
  const [card, names, self, guides, allForums, all, changes, reports, followed, people, offers] = await Promise.all([
    findCard(tx, handle), listKindNames(tx, "sv"), actor, listGuides(tx), listForums(tx, shelfOf(handle)), listServices(tx, shelfOf(handle)),
    listChanges(tx, cardNamed(handle)), listReports(tx), listFollowed(tx), listPeople(tx, house.keys, { duties: speakingOf(handle), units: unitOf(handle) }), listOffers(tx),
  ]);
  if (!card || self?.duty === undefined) return undefined;
  const { service, inside } = card;
  return {
    card, names, allForums, guide: guides.find(({ id }) => id === service.guideId), people: byDuty(people),
    here: people.filter(({ unitId, hasCard, dutyId }) => unitId === service.unitId && (hasCard || dutyId === inside.contact || dutyId === inside.deputy)),
    forums: allForums.filter(({ units }) => units.includes(service.unitId)), together: sameplace(service, all, today), changes,
    reports: reports.filter(({ serviceId }) => serviceId === service.id), isFollowed: followed.has(service.id), offersVisits: service.unitId !== self.duty.unitId && offers.some(({ unitId }) => unitId === service.unitId),
  };
}
