import { z } from "zod";
import { form, type House } from "../house.ts";
import { findMatter, type Matter, type MatterState } from "../matter/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { MatterId } from "../platform/ids.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, line, text, type Fields, type Values } from "../platform/web/fields.ts";
import { beginInquiry, closeMatter, thinkAgain } from "./inquiry-actions.ts";
import { closingOutcomes, type ChildView, type ClosingOutcome } from "./inquiry.ts";
import { ClosePage, StepPage } from "./step-pages.tsx";

const params = z.object({ matter: MatterId });
const loadMatter = ({ tx, house, params: { matter } }: { tx: Tx; house: House; params: { matter: MatterId } }) => findMatter(tx, house.keys, matter);
const aboutMatter = (matter: Matter) => ({ matterId: matter.id, childId: matter.childId });

/** The branch takes the matter up itself. @model K2 */
export const beginPage = form({
  path: "/matters/:matter/begin",
  area: "staff",
  access: "inquiry.begin",
  audit: { event: "inquiry.begun", forFamily: true },
  params,
  load: loadMatter,
  trace: aboutMatter,
  title: (_, words) => words.t("inquiry.begin.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("inquiry.begin.button") }],
  view: (matter, seen, drawn) => <StepPage step="begin" matter={matter} seen={seen} form={drawn.form} />,
  perform: async (acting, { model: matter }) => (await beginInquiry(acting, matter)) ?? { to: `/matters/${matter.id}`, done: "inquiry.begun", trace: { shown: { begun: true } } },
});

/** Back to gathering. @model 2.6 */
export const thinkAgainPage = form({
  path: "/matters/:matter/think-again",
  area: "staff",
  access: "decision.think-again",
  audit: { event: "decision.reopened", forFamily: true },
  params,
  load: loadMatter,
  trace: aboutMatter,
  title: (_, words) => words.t("inquiry.again.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("inquiry.again.button") }],
  view: (matter, seen, drawn) => <StepPage step="again" matter={matter} seen={seen} form={drawn.form} />,
  perform: async (acting, { model: matter }) => (await thinkAgain(acting, matter)) ?? { to: `/matters/${matter.id}`, done: "inquiry.again", trace: { shown: { reopened: true } } },
});

/** The ends a matter can come to from where it stands: whoever follows or takes part ends its own part. */
const endsOf = (state: MatterState): readonly ClosingOutcome[] =>
  closingOutcomes.filter((outcome) => (state === "following" || state === "taking-part" ? outcome !== "own-service" && outcome !== "needs-met" : outcome !== "part-done"));

const aboutChild = (words: Words) => ({
  childWords: text({ label: words.t("inquiry.close.child"), hint: words.t("inquiry.close.child.hint"), rows: 3 }),
  childHow: line({ label: words.t("inquiry.close.how") }),
  childMissing: text({ label: words.t("inquiry.close.missing"), rows: 2 }),
});

const asks = (matter: Matter, words: Words) => ({
  outcome: choice({ label: words.t("inquiry.close.outcome"), required: true, options: endsOf(matter.state).map((outcome) => ({ value: outcome, label: words.t(`inquiry.close.${outcome}`) })) }),
  words: text({ label: words.t("inquiry.close.words"), hint: words.t("inquiry.close.words.hint"), required: true }),
});
const asksLast = (words: Words) => ({ turnTo: text({ label: words.t("inquiry.close.turn-to"), hint: words.t("inquiry.close.turn-to.hint"), required: true, rows: 2 }) });

/** A child not yet born is not asked what it thinks. */
const fieldsOf = (matter: Matter, words: Words): ReturnType<typeof asks> & ReturnType<typeof asksLast> & Fields =>
  ({ ...asks(matter, words), ...(matter.bornOn === undefined ? {} : aboutChild(words)), ...asksLast(words) });

/** The child's words, or why there are none; undefined when neither was written. */
function childViewIn(matter: Matter, values: Values<Fields>, words: Words): ChildView | undefined {
  if (matter.bornOn === undefined) return { missing: words.t("inquiry.close.unborn") };
  const [said, how, missing] = ["childWords", "childHow", "childMissing"].map((name) => String(values[name] ?? ""));
  if (said) return { words: said, how: how ?? "" };
  return missing ? { missing } : undefined;
}

const closeButton = (_: Matter, words: Words) => [{ label: words.t("inquiry.close.button") }];

/** Solved in one's own service, or no longer needed: a good end, told in warm words. @model K1, K9 */
export const closePage = form({
  path: "/matters/:matter/close",
  area: "staff",
  access: "matter.close",
  audit: { event: "matter.closed", forFamily: true },
  params,
  load: loadMatter,
  trace: aboutMatter,
  title: (_, words) => words.t("inquiry.close.title"),
  fields: fieldsOf,
  initial: (matter) => (matter.state === "own-service" ? { outcome: "own-service" } : {}),
  buttons: closeButton,
  view: (matter, seen, { state }) => <ClosePage matter={matter} seen={seen} state={state} buttons={closeButton(matter, seen.words)} />,
  perform: async (acting, { model: matter, values }) => {
    const outcome = closingOutcomes.find((one) => one === values.outcome);
    const childView = childViewIn(matter, values, acting.words);
    if (!outcome || !childView) return refuse("inquiry.no-child-view", { field: "childWords" });
    const refused = await closeMatter(acting, { matter, outcome, words: values.words, childView, turnTo: values.turnTo });
    return isRefusal(refused) ? refused : { to: `/matters/${matter.id}`, done: "inquiry.closed", trace: { shown: { outcome } } };
  },
});
