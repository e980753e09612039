import { z } from "zod";
import { askConsent } from "../consent/index.ts";
import { topicsOf } from "../disclosure/index.ts";
import { form, type House } from "../house.ts";
import { childOfMatter } from "../matter/index.ts";
import { addMonths, addYears } from "../platform/clock.ts";
import { MatterId } from "../platform/ids.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { day, text } from "../platform/web/fields.ts";
import type { Asking } from "../platform/web/route.ts";
import { listGuardians } from "../child/index.ts";
import { AskOtherPage, type AskingOther } from "./ask-other-pages.tsx";
import { findStep } from "./bench.ts";
import { othersIn } from "./others.ts";
import { sectionsOf, wayNames, type Way } from "./sharing.ts";

const params = z.object({ matter: MatterId, draft: z.uuid(), person: z.uuid() });
type Params = z.output<typeof params>;

const SUGGESTED_MONTHS = 3;
const LONGEST_YEARS = 2;

async function loadAsking(asking: Asking<House, Params>, way: Way): Promise<AskingOther | undefined> {
  const { tx, house, params: { person, ...of }, today } = asking;
  const [step, guardians] = await Promise.all([findStep(asking, { way, ...of }), listGuardians(tx, house.keys, { child: childOfMatter(of.matter), today })]);
  const other = step && othersIn(step.parcel).find(({ id }) => id === person);
  if (!step || !other) return undefined;
  return { step, other, signsIn: guardians.some(({ personId }) => personId === other.id) };
}

/** Whose own yes has not come: only those receivers are asked about. */
const lackingIn = ({ step, other }: AskingOther) => step.foreign.filter(({ coverage }) => coverage.others.some((one) => one.other.id === other.id && !one.complete)).map(({ unit }) => unit);

const askOtherRoute = (way: Way) =>
  form({
    path: `/matters/:matter/${way}/:draft/others/:person`,
    area: "staff",
    access: "consent.ask",
    // Not for the family's page: who else is asked about their own life is that person's, and not the other guardian's.
    audit: { event: "consent.asked-about" },
    params,
    load: (asking) => loadAsking(asking, way),
    trace: ({ step: { matter } }: AskingOther) => ({ matterId: matter.id, childId: matter.childId, shown: { way } }),
    title: (_, words) => words.t("sharing.others.tab"),
    fields: ({ other: { name } }: AskingOther, words, today) => ({
      what: text({ label: words.t("sharing.others.what", { name }), hint: words.t("sharing.others.what.hint"), required: true, max: 600, rows: 3 }),
      purpose: text({ label: words.t("sharing.others.purpose"), required: true, max: 400, rows: 2 }),
      until: day({ label: words.t("sharing.others.until"), hint: words.t("consent.ask.until.hint", { day: words.shortDay(addMonths(today, SUGGESTED_MONTHS)) }), required: true, from: today, to: addYears(today, LONGEST_YEARS) }),
    }),
    initial: ({ step }: AskingOther) => ({ purpose: step.parcel.why }),
    buttons: (_, words) => [{ label: words.t("sharing.others.button") }],
    view: (asking: AskingOther, seen, { form: drawn }) => <AskOtherPage asking={asking} seen={seen} form={drawn} />,
    perform: async (hand, { model, values: { what, purpose, until } }) => {
      const { step: { matter, parcel, language, draft }, other, signsIn } = model;
      const units = lackingIn(model);
      if (units.length === 0) return refuse("sharing.others-nobody");
      const asked = await askConsent(hand, {
        matter, disclosing: matter.branchId, receivers: [...new Set(units.map(({ branchId }) => branchId))], units: units.map(({ id }) => id), topics: topicsOf(sectionsOf(parcel, language)),
        about: { person: other.id, name: other.name, what, items: other.items }, purpose, until,
      });
      if (isRefusal(asked)) return asked;
      const trace = { shown: { consent: asked } };
      return signsIn ? { to: `/matters/${matter.id}/${way}/${draft}/ground`, done: "consentAsked", trace } : { to: `/consents/${asked}/note?giver=${other.id}`, trace };
    },
  });

/** Asking somebody else whom a delivery speaks of; for each way out of a matter. */
export const askOtherRoutes = wayNames.map(askOtherRoute);
