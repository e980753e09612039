import { z } from "zod";
import type { Service } from "../directory/directory.ts";
import { findPeopleAbout, listReports, NOTHING_INSIDE, type Inside, type Shelf } from "../directory/index.ts";
import { listKindNames, search } from "../guide/index.ts";
import { page, type House } from "../house.ts";
import { wordsOf } from "../platform/search/letters.ts";
import type { Asking } from "../platform/web/route.ts";
import { FindPage, PlacePage, PlacesPage, UnitsPage, type FindModel, type Found, type PlaceModel } from "./find-pages.tsx";
import { guideAsked, guideHere, networkOf, newsHere } from "./guide-here.ts";
import { placesOf, unitsOf, type Told } from "./network.ts";
import { readAsked } from "./knowing-store.ts";
import { guideWith } from "./network-store.ts";
import { NewsPage, type Story } from "./news-pages.tsx";
import { whoFits } from "./who.ts";

const staff = { area: "staff", access: "staff" } as const;
type Here = Asking<House, unknown>;

const MOST_NATIONAL = 3;

/** The cards nearest to a need: those of the guide, and beside them what the whole country has. Colleagues also see what is too old for the public. */
async function findCards({ tx, at, today }: Here, guide: Shelf, text: string): Promise<{ local: Service[]; national: Service[] }> {
  if (text === "") return { local: [], national: [] };
  const { hits, services } = await search(tx, { text, language: "sv", guide, at, today, shows: ({ status }) => status !== "ended" });
  const cards = new Map(services.map((service) => [service.id, service]));
  const fitting = hits.flatMap(({ id, score, nearness }) => (cards.has(id) ? [{ service: cards.get(id)!, score, nearness }] : []));
  const of = (isLocal: boolean) => whoFits(text, fitting.filter(({ service }) => (service.guideId !== undefined) === isLocal), today);
  return { local: of(true), national: of(false).slice(0, MOST_NATIONAL) };
}

const MOST_PEOPLE = 4;

const foundOf = (services: readonly Service[], inside: ReadonlyMap<string, Inside>): Found[] => services.map((service) => ({ service, inside: inside.get(service.id) ?? NOTHING_INSIDE }));
const storiesOf = (told: readonly Told[]): Story[] => told.map(({ change: { id, at }, service, news, because }) => ({ id, at, service, news, because }));

const SHOWN_NEWS = 5;

const findPage = page({
  path: "/network", ...staff,
  audit: { event: "network.searched" },
  load: async (asking): Promise<FindModel> => {
    const asked = (asking.query.get("q") ?? "").trim().slice(0, 200);
    const around = networkOf(asking, guideAsked(asking));
    const [{ guide, guides }, network, told, names, self, reports, colleagues, asksKnowing, { local, national }] = await Promise.all([
      guideHere(asking), around, newsHere(asking, around), listKindNames(asking.tx, "sv"), asking.actor, listReports(asking.tx),
      findPeopleAbout(asking.tx, asking.house.keys, wordsOf(asked), MOST_PEOPLE), readAsked(asking.tx, asking.today), findCards(asking, guideAsked(asking), asked),
    ]);
    const mine = network.services.filter(({ unitId }) => unitId === self?.duty?.unitId);
    return {
      asked, guide, guides, names, people: network.people, found: foundOf(local, network.inside), asksKnowing, national, colleagues, mine,
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
  load: async (asking) => ({ stories: storiesOf(await newsHere(asking, networkOf(asking, guideAsked(asking)))) }),
  title: (_, words) => words.t("network.news.title"),
  view: ({ stories }, seen) => <NewsPage stories={stories} seen={seen} />,
});

const unitsPage = page({
  path: "/network/units", ...staff,
  audit: { event: "network.listed" },
  load: async (asking) => {
    const [{ guide }, { services, inside, people }] = await Promise.all([guideHere(asking), networkOf(asking, guideAsked(asking))]);
    return { guide, units: unitsOf(services), inside, people };
  },
  title: (_, words) => words.t("network.units.title"),
  view: (model, seen) => <UnitsPage model={model} seen={seen} />,
});

const placesPage = page({
  path: "/network/places", ...staff,
  audit: { event: "network.listed" },
  load: async (asking) => {
    const [{ guide }, { services }] = await Promise.all([guideHere(asking), networkOf(asking, guideAsked(asking))]);
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
    const guide = guideWith(asking.params.place);
    const [{ services, inside, people }, names] = await Promise.all([networkOf(asking, guide), listKindNames(asking.tx, "sv")]);
    const place = placesOf(services).find(({ handle }) => handle === asking.params.place);
    return place && { place, location: place.services[0]!.location!, found: foundOf(place.services, inside), names, people };
  },
  title: ({ location }) => location.name,
  view: (model, seen) => <PlacePage model={model} seen={seen} />,
});

export const findRoutes = [findPage, newsPage, unitsPage, placesPage, placePage];
