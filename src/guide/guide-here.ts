import { listFitting, type Activity } from "../activity/index.ts";
import { isShown, overlaps } from "../directory/directory.ts";
import { findService, listGuides, listServicesBeside, listServicesOfKinds, type Shelf } from "../directory/index.ts";
import type { House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import type { AnswerModel } from "./answer-pages.tsx";
import { shownIn } from "./guide.ts";
import { kindsOf, listAnswers, listKindNames, listTopics } from "./guide-store.ts";
import type { ServiceModel } from "./service-page.tsx";
import { contactsFor } from "./whom.ts";

type Here = Pick<Asking<House, unknown>, "tx" | "at" | "today">;
type Place = { readonly handle: string; readonly guide: Shelf; readonly language: string };

/** How many times to meet others stand under an answer. */
export const MEETINGS = 3;

/** Everything that an answer's page shows. */
export async function loadAnswer({ tx, at, today }: Here, { handle, guide, language }: Place): Promise<AnswerModel | undefined> {
  const [[answer], names, topics, services] = await Promise.all([listAnswers(tx, language, { handle }), listKindNames(tx, language), listTopics(tx, language), listServicesOfKinds(tx, guide, kindsOf(handle))]);
  // Somebody in danger is not asked to coffee.
  const fits = ({ kinds, ages, meet }: Activity) => answer !== undefined && !answer.urgent && meet && overlaps(ages, answer.ages) && kinds.some((kind) => answer.kinds.includes(kind));
  const meeting = await listFitting({ tx, at, today }, guide, { fits, most: MEETINGS });
  return answer && { meeting, answer, names, today, contacts: contactsFor(answer, services, today), topics: topics.filter((topic) => answer.topics.includes(topic.handle)) };
}

/** Everything that a service's page shows; nothing for what families may not see. */
export async function loadService({ tx, today, house }: Here & Pick<Asking<House, unknown>, "house">, { handle, guide, language }: Place): Promise<ServiceModel | undefined> {
  const [service, names, together, guides] = await Promise.all([findService(tx, handle), listKindNames(tx, language), listServicesBeside(tx, guide, handle), listGuides(tx)]);
  if (!service || !isShown(service, today)) return undefined;
  return { service, names, today, url: house.url, together: shownIn(together, today), served: guides.find(({ id }) => id === service.guideId)?.served };
}
