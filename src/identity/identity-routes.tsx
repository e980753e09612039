import { page } from "../house.ts";
import { ChooseDuty } from "./identity-pages.tsx";
import { listDuties } from "./sessions.ts";

/** Which hat to wear: shown after signing in when there is a choice, and from "byt uppdrag". */
export const chooseDutyPage = page({
  path: "/duty",
  area: "open",
  access: "signed-in",
  audit: { event: "duties.listed" },
  load: async ({ tx, actor, at }) => {
    const self = await actor;
    return self ? { duties: await listDuties(tx, self.personId, at), children: self.children } : undefined;
  },
  title: (_, words) => words.t("duty.title"),
  view: ({ duties, children }, seen) => <ChooseDuty duties={duties} children={children} once={seen.once()} />,
});

export const identityRoutes = [chooseDutyPage];
