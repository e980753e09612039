import { askForContact } from "#src/contact/contact-actions.ts";
import { findDesk } from "#src/contact/contact-store.ts";
import type { ContactWords } from "#src/contact/contact.ts";
import { dayOf } from "#src/platform/clock.ts";
import { isRefusal } from "#src/platform/result.ts";
import { buildAdvice } from "./build-advice.ts";
import type { StoryBuilding } from "./build-stories.ts";

type Wish = { readonly service: string; readonly daysAgo: number; readonly words: Partial<ContactWords> & Pick<ContactWords, "to" | "said"> };

const WISHES: readonly Wish[] = [
  { service: "forskolan-hyttan", daysAgo: 9, words: { to: "070-174 06 11", name: "Samira", age: 3, language: "en", said: "We wonder about a place after the summer." } },
  { service: "bvc-degerfors", daysAgo: 1, words: { to: "070-174 06 12", name: "Nora", age: 2, said: "Hon sover knappt om nätterna." } },
];

const before = (at: Date, days: number): Date => new Date(at.getTime() - days * 24 * 3_600_000);

/** What visitors have asked of the guide before the demo begins, one of which waits longer than was promised, and what staff have asked each other. */
export async function buildVisitors(building: StoryBuilding): Promise<void> {
  const { house, database, at } = building;
  for (const { service, daysAgo, words } of WISHES) {
    const then = before(at, daysAgo);
    await database.withActor({ at: then }, "contact.asked", async ({ tx, audit }) => {
      const desk = await findDesk(tx, service);
      if (!desk) throw new Error(`nobody can ask ${service} to get in touch`);
      const asked = await askForContact({ tx, house, today: dayOf(then) }, { desk, words: { who: "parent", way: "phone", time: "any", name: "", age: undefined, language: "sv", ...words } });
      if (isRefusal(asked)) throw new Error(asked.refused);
      audit({ event: "contact.asked", outcome: "granted", shown: { request: asked.id, unit: desk.unitId } });
    });
  }
  await buildAdvice(building);
}
