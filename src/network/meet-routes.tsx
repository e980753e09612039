import { listServices } from "../directory/index.ts";
import { page } from "../house.ts";
import { guideAsked, guideHere } from "./guide-here.ts";
import { meetCardsOf } from "./meet.ts";
import { MeetPage } from "./meet-pages.tsx";
import { unitsOf } from "./network.ts";

/** Every unit's card, or the one that the address names. */
const meetPage = page({
  path: "/network/meet",
  area: "staff",
  access: "staff",
  audit: { event: "network.listed" },
  load: async (asking) => {
    const [{ guide }, services] = await Promise.all([guideHere(asking), listServices(asking.tx, guideAsked(asking))]);
    const all = meetCardsOf(unitsOf(services.filter(({ guideId }) => guideId !== undefined)), asking.today);
    const one = all.filter(({ id }) => id === asking.query.get("unit"));
    return { guide, cards: one.length > 0 ? one : all, isOne: one.length > 0 };
  },
  title: (_, words) => words.t("meet.title"),
  view: (model) => <MeetPage {...model} />,
});

export const meetRoutes = [meetPage];
