import { z } from "zod";
import { guideAsked } from "../directory/directory.ts";
import { listReceptions } from "../directory/index.ts";
import { form, page } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { MatterId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { day, time } from "../platform/web/fields.ts";
import { instantOf, timeOf, type Day } from "../platform/clock.ts";
import { logConcern } from "./concern-actions.ts";
import { ConcernLogPage, ConcernPage } from "./concern-pages.tsx";
import { listOwnConcerns, type LoggedConcern } from "./concern-store.ts";

/** Open to everybody, signed in or not, and without a trace: nobody may hesitate because it could be seen. @ground SoL 19:1, REQ-080 */
const concernPage = page({
  path: "/concern",
  area: "open",
  access: "public",
  audit: "nothing",
  load: (asking) => listReceptions(asking.tx, guideAsked(asking)),
  title: (_, words) => words.t("concern.title"),
  view: (receptions) => <ConcernPage receptions={receptions} />,
});

type Logging = { readonly matter: Matter; readonly logged: readonly LoggedConcern[]; readonly at: Date; readonly today: Day };

/** Not for the family's page: that a report was made is kept from everybody but the one who made it. @ground OSL 40:7 g, REQ-082 */
const concernLog = form({
  path: "/matters/:matter/concern",
  area: "staff",
  access: "concern.log",
  audit: { event: "concern.logged", forFamily: false },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, at, today }): Promise<Logging | undefined> => {
    const [matter, logged] = await Promise.all([findMatter(tx, house.keys, params.matter), listOwnConcerns(tx, params.matter)]);
    return matter && { matter, logged, at, today };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("concern.log.title"),
  fields: (_, words, today) => ({
    madeOn: day({ label: words.t("concern.log.day"), required: true, to: today }),
    madeAt: time({ label: words.t("concern.log.time"), hint: words.t("concern.log.time.hint"), required: true }),
  }),
  initial: ({ at, today }) => ({ madeOn: today, madeAt: timeOf(at) }),
  buttons: (_, words) => [{ label: words.t("concern.log.save") }],
  view: ({ matter, logged }, seen, drawn) => <ConcernLogPage matter={matter} logged={logged} seen={seen} form={drawn.form} />,
  perform: async (acting, { model: { matter }, values }) => {
    const logged = await logConcern(acting, { matter, madeAt: instantOf(values.madeOn, values.madeAt) });
    if (isRefusal(logged)) return { ...logged, details: { field: "madeAt" } };
    return { to: `/matters/${matter.id}/concern`, done: "concern", trace: { matterId: matter.id, childId: matter.childId, shown: { concern: logged } } };
  },
});

export const concernRoutes = [concernPage, concernLog];
