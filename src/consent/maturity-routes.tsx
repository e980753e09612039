import { z } from "zod";
import { form } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { MatterId } from "../platform/ids.ts";
import { choice, text } from "../platform/web/fields.ts";
import { PageTitle, Said, Stack } from "../ui/index.ts";
import { ConsentCrumbs } from "./ask-pages.tsx";
import type { Maturity } from "./consent.ts";
import { assessMaturity } from "./consent-actions.ts";
import { readConsents } from "./consent-store.ts";
import type { ConsentsAround } from "./consent-view.ts";

type Model = { readonly matter: Matter; readonly now: ConsentsAround["maturity"] };

const DECIDES: ReadonlyArray<Maturity["childDecides"]> = ["with-guardians", "alone", "not"];

/** How the child's own say is judged, by whom and why. @ground OSL 12:3 second para, REQ-038 */
const maturityPage = form({
  path: "/matters/:matter/maturity",
  area: "staff",
  access: "consent.ask",
  audit: { event: "maturity.assessed" },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, today }): Promise<Model | undefined> => {
    const [matter, around] = await Promise.all([findMatter(tx, house.keys, params.matter), readConsents(tx, house, { matter: params.matter }, today)]);
    return matter && { matter, now: around.maturity };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("consent.maturity.title"),
  fields: (_, words) => ({
    decides: choice({
      label: words.t("consent.maturity.decides"), required: true,
      options: DECIDES.map((value) => ({ value, label: words.say(`consent.maturity.${value}`), hint: words.say(`consent.maturity.${value}.hint`) })),
    }),
    reason: text({ label: words.t("consent.maturity.reason"), hint: words.t("consent.maturity.reason.hint"), required: true, max: 1000, rows: 3 }),
  }),
  buttons: (_, words) => [{ label: words.t("consent.maturity.button") }],
  view: ({ matter, now }, seen, { form: drawn }) => {
    const { words } = seen;
    const title = words.t("consent.maturity.title");
    return (
      <Stack>
        <ConsentCrumbs matter={matter} seen={seen} title={title} />
        <PageTitle lead={words.t("consent.maturity.lead")}>{title}</PageTitle>
        {now && <p>{words.t("consent.maturity.now", { decides: words.say(`consent.maturity.${now.childDecides}`), day: words.shortDay(now.on) })} <Said>{now.byName}</Said>.</p>}
        {drawn}
      </Stack>
    );
  },
  perform: async (hand, { model: { matter }, values }) => {
    await assessMaturity(hand, { matter, decides: values.decides as Maturity["childDecides"], reason: values.reason });
    return { to: `/matters/${matter.id}`, done: "maturityNoted", trace: { matterId: matter.id, childId: matter.childId, shown: { decides: values.decides } } };
  },
});

export const maturityRoutes = [maturityPage];
