import type { Service } from "../directory/directory.ts";
import { listFollowers, listGuides, listInside, listPeople } from "../directory/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import { neighboursOf } from "./network.ts";
import { readNetwork } from "./network-store.ts";

/** The units that hear of a card: those that follow it, and those that share something with its unit. */
async function unitsListening(tx: Tx, service: Service): Promise<{ units: readonly string[]; cards: readonly Service[] }> {
  const guide = (await listGuides(tx)).find(({ id }) => id === service.guideId);
  const followers = await listFollowers(tx, service.id);
  const { services, ties } = guide ? await readNetwork(tx, guide.handle) : { services: [], ties: [] };
  const units = new Set([...followers, ...neighboursOf(ties, service.unitId)].filter((unit) => unit !== service.unitId));
  return { units: [...units], cards: services.filter(({ unitId }) => units.has(unitId)) };
}

/** Who at those units: the contact persons of their cards, or else whoever receives for the unit. */
export async function listListeners(tx: Tx, keys: KeyRing, service: Service): Promise<string[]> {
  const { units, cards } = await unitsListening(tx, service);
  const [inside, people] = await Promise.all([listInside(tx, cards.map(({ id }) => id)), listPeople(tx, keys, { units })]);
  const contacts = cards.flatMap(({ id, unitId }) => {
    const contact = inside.get(id)?.contact;
    return contact === undefined ? [] : [{ unitId, contact }];
  });
  const named = new Set(contacts.map(({ unitId }) => unitId));
  return [...new Set([...contacts.map(({ contact }) => contact), ...people.filter(({ leads, unitId }) => leads && !named.has(unitId)).map(({ dutyId }) => dutyId)])];
}
