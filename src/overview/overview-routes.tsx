import { z } from "zod";
import { page } from "../house.ts";
import { findMatter, nextStepIn, type Card, type LoadedCard, type Matter } from "../matter/index.ts";
import { MatterId } from "../platform/ids.ts";
import { cards } from "./cards.ts";
import { OverviewPage } from "./overview-pages.tsx";

export type Overview = { readonly matter: Matter; readonly cards: readonly LoadedCard[] };

/** The child's page in one branch: the next step first, then everything this branch knows. One round trip for all its cards. */
const overviewPage = page({
  path: "/matters/:matter",
  area: "staff",
  access: "matter.read",
  audit: { event: "matter.viewed", forFamily: true },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, at, today }): Promise<Overview | undefined> => {
    const input = { tx, house, matterId: params.matter, at, today };
    const [matter, ...loaded] = await Promise.all([findMatter(tx, house.keys, params.matter), ...cards.map((card: Card) => card.load(input))]);
    return matter && { matter, cards: loaded };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId, shown: { state: matter.state } }),
  title: (_, words) => words.t("overview.title"),
  view: ({ matter, cards: loaded }, seen) => <OverviewPage matter={matter} next={nextStepIn(loaded, matter)} cards={loaded} seen={seen} />,
});

export const overviewRoutes = [overviewPage];
