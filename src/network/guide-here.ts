import { z } from "zod";
import type { Service } from "../directory/directory.ts";
import { byDuty, cardsIn, changedSince, listChangesSince, listFollowed, listGuides, listInside, listPeople, listServicesById, namedOn, NEWS_DAYS, type Guide, type Inside, type Shelf } from "../directory/index.ts";
import type { House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import type { People } from "./card-parts.tsx";
import { newsFor, type Tie, type Told } from "./network.ts";
import { guideOr, readHandle, readNetwork } from "./network-store.ts";

/** A guide by the handle in the address. */
const handle = z.string().regex(/^[a-z0-9-]{1,80}$/);
export const GuidePlace = z.object({ guide: handle });

type Here = Pick<Asking<House, unknown>, "tx" | "house" | "actor" | "query" | "at">;

/** Which guide's network is looked at: the one in the address, or one's own. */
export const guideAsked = ({ query }: Pick<Here, "query">) => guideOr(handle.safeParse(query.get("guide")).data ?? null);

/** The same, with its words, among all guides. */
export async function guideHere(here: Pick<Here, "tx" | "query">): Promise<{ guide: Guide; guides: readonly Guide[] }> {
  const [guides, asked] = await Promise.all([listGuides(here.tx), readHandle(here.tx, guideAsked(here))]);
  return { guides, guide: guides.find((guide) => guide.handle === asked) ?? guides[0]! };
}

type Network = { readonly services: readonly Service[]; readonly ties: readonly Tie[]; readonly inside: ReadonlyMap<string, Inside>; readonly people: People };

/** The cards of a guide from the inside, what ties their units together, and the people they name: all asked at once. */
export async function networkOf({ tx, house }: Pick<Here, "tx" | "house">, guide: Shelf): Promise<Network> {
  const cards = cardsIn(guide);
  const [{ services, ties }, inside, people] = await Promise.all([readNetwork(tx, guide), listInside(tx, cards), listPeople(tx, house.keys, { duties: namedOn(cards) })]);
  return { services, ties, inside, people: byDuty(people) };
}

/** The last month's news for the acting duty's unit, from the network it is looked at in. */
export async function newsHere({ tx, actor, at }: Here, network: Promise<Pick<Network, "ties">>): Promise<Told[]> {
  const since = new Date(at.getTime() - NEWS_DAYS * 24 * 3_600_000);
  const [{ ties }, changes, followed, services, self] = await Promise.all([network, listChangesSince(tx, since), listFollowed(tx), listServicesById(tx, changedSince(since)), actor]);
  const unit = self?.duty?.unitId;
  return unit === undefined ? [] : newsFor({ unit, followed, ties, services }, changes);
}
