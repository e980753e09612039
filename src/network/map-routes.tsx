import { page } from "../house.ts";
import { guideAsked, guideHere, networkOf } from "./guide-here.ts";
import { MapPage, type MapModel } from "./map-pages.tsx";
import { alarmsIn, unitsOf } from "./network.ts";

const mapPage = page({
  path: "/network/map",
  area: "staff",
  access: "staff",
  audit: { event: "network.map" },
  load: async (asking): Promise<MapModel> => {
    const [{ guide }, { services, ties, inside, people }] = await Promise.all([guideHere(asking), networkOf(asking, guideAsked(asking))]);
    const units = unitsOf(services);
    return { guide, units, ties, alarms: alarmsIn({ units, ties, inside, isHeld: (duty) => people.has(duty) }) };
  },
  title: (_, words) => words.t("network.map.title"),
  view: (model) => <MapPage model={model} />,
});

export const mapRoutes = [mapPage];
