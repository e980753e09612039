import { z } from "zod";
import type { Service } from "../directory/directory.ts";
import { findDutiesAbout, listInside, listPeople, listReports, NOTHING_INSIDE, type Inside, type Somebody } from "../directory/index.ts";
import { listKindNames, search } from "../guide/index.ts";
import { page, type House } from "../house.ts";
import { wordsOf } from "../platform/search/letters.ts";
import type { Asking } from "../platform/web/route.ts";
import { FindPage, PlacePage, PlacesPage, UnitsPage, type FindModel, type Found, type PlaceModel } from "./find-pages.tsx";
import { guideHere, networkOf, newsHere, peopleOn } from "./guide-here.ts";
import { placesOf, unitsOf, type Told } from "./network.ts";
import { NewsPage, type Story } from "./news-pages.tsx";
import { whoFits } from "./who.ts";

const staff = { area: "staff", access: "staff" } as const;
type Here = Asking<House, unknown>;

const MOST_NATIONAL = 3;

/** The cards nearest to a need: those of the guide, and beside them what the whole country has. Colleagues also see what is too old for the public. */
async function findCards({ tx, at, today }: Here, guide: string, text: string): Promise<{ local: Service[]; national: Service[] }> {
  if (text === "") return { local: [], national: [] };
  const { hits, services } = await search(tx, { text, language: "sv", guide, at, today, shows: ({ status }) => status !== "ended" });
  const cards = new Map(services.map((service) => [service.id, service]));
  const fitting = hits.flatMap(({ id, score, nearness }) => (cards.has(id) ? [{ service: cards.get(id)!, score, nearness }] : []));
  const of = (isLocal: boolean) => whoFits(text, fitting.filter(({ service }) => (service.guideId !== undefined) === isLocal), today);
  return { local: of(true), national: of(false).slice(0, MOST_NATIONAL) };
}

const MOST_PEOPLE = 4;

/** Colleagues whose own cards say something of the need. */
async function findColleagues({ tx, house }: Here, text: string): Promise<Somebody[]> {
  const duties = await findDutiesAbout(tx, wordsOf(text), MOST_PEOPLE);
  const people = await listPeople(tx, house.keys, { duties });
  return people.sort((one, other) => duties.indexOf(one.dutyId) - duties.indexOf(other.dutyId));
}

const foundOf = (services: readonly Service[], inside: ReadonlyMap<string, Inside>): Found[] => services.map((service) => ({ service, inside: inside.get(service.id) ?? NOTHING_INSIDE }));
const storiesOf = (told: readonly Told[]): Story[] => told.map(({ change: { id, at }, service, news, because }) => ({ id, at, service, news, because }));

const SHOWN_NEWS = 5;

const findPage = page({
  path: "/network", ...staff,
  audit: { event: "network.searched" },
  load: async (asking): Promise<FindModel> => {
    const asked = (asking.query.get("q") ?? "").trim().slice(0, 200);
    const [{ guide, guides }, names, self, reports] = await Promise.all([guideHere(asking), listKindNames(asking.tx, "sv"), asking.actor, listReports(asking.tx)]);
    const network = await networkOf(asking, guide);
    const [{ local, national }, colleagues, told] = await Promise.all([findCards(asking, guide.handle, asked), findColleagues(asking, asked), newsHere(asking, network)]);
    const inside = await listInside(asking.tx, local.map(({ id }) => id));
    const mine = network.services.filter(({ unitId }) => unitId === self?.duty?.unitId);
    return {
      asked, guide, guides, names, people: new Map([...network.people, ...(await peopleOn(asking, inside))]), found: foundOf(local, inside), national, colleagues, mine,
      waiting: reports.filter(({ serviceId }) => mine.some(({ id }) => id === serviceId)).length, news: storiesOf(told).slice(0, SHOWN_NEWS), keeps: self?.duty?.unitId === guide.unitId,
    };
  },
  trace: ({ found }) => ({ shown: { services: found.map(({ service }) => service.id) } }),
  title: (_, words) => words.t("network.title"),
  view: (model, seen) => <FindPage model={model} seen={seen} />,
});

const newsPage = page({
  path: "/network/news", ...staff,
  audit: { event: "network.news" },
  load: async (asking) => {
    const { guide } = await guideHere(asking);
    return { stories: storiesOf(await newsHere(asking, await networkOf(asking, guide))) };
  },
  title: (_, words) => words.t("network.news.title"),
  view: ({ stories }, seen) => <NewsPage stories={stories} seen={seen} />,
});

const unitsPage = page({
  path: "/network/units", ...staff,
  audit: { event: "network.listed" },
  load: async (asking) => {
    const { guide } = await guideHere(asking);
    const { services, inside, people } = await networkOf(asking, guide);
    return { guide, units: unitsOf(services), inside, people };
  },
  title: (_, words) => words.t("network.units.title"),
  view: (model, seen) => <UnitsPage model={model} seen={seen} />,
});

const placesPage = page({
  path: "/network/places", ...staff,
  audit: { event: "network.listed" },
  load: async (asking) => {
    const { guide } = await guideHere(asking);
    const { services } = await networkOf(asking, guide);
    return { guide, places: placesOf(services) };
  },
  title: (_, words) => words.t("network.places.title"),
  view: (model) => <PlacesPage {...model} />,
});

const placePage = page({
  path: "/network/places/:place", ...staff,
  audit: { event: "network.listed" },
  params: z.object({ place: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  load: async (asking): Promise<PlaceModel | undefined> => {
    const [{ guides, guide: own }, names] = await Promise.all([guideHere(asking), listKindNames(asking.tx, "sv")]);
    for (const guide of [own, ...guides.filter(({ id }) => id !== own.id)]) {
      const { services, inside, people } = await networkOf(asking, guide);
      const place = placesOf(services).find(({ handle }) => handle === asking.params.place);
      if (place) return { place, location: place.services[0]!.location!, found: foundOf(place.services, inside), names, people };
    }
    return undefined;
  },
  title: ({ location }) => location.name,
  view: (model, seen) => <PlacePage model={model} seen={seen} />,
});

export const findRoutes = [findPage, newsPage, unitsPage, placesPage, placePage];
