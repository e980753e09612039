import { z } from "zod";
import { form, type House } from "../house.ts";
import { findMatter } from "../matter/index.ts";
import { MatterId } from "../platform/ids.ts";
import { refuse } from "../platform/result.ts";
import { choice, text, type Fields } from "../platform/web/fields.ts";
import type { Asking, Route } from "../platform/web/route.ts";
import { outcomes, type Outcome, type ReviewId } from "./growing.ts";
import { reviewAge } from "./growing-actions.ts";
import { GrowingPage, type GrowingModel } from "./growing-pages.tsx";
import { listReviewRows, openReview } from "./growing-store.ts";
import { dueFor } from "./growing-tasks.ts";

const params = z.object({ matter: MatterId });

async function load({ tx, house, params: { matter: id }, today }: Asking<House, z.output<typeof params>>): Promise<GrowingModel | undefined> {
  const [matter, rows] = await Promise.all([findMatter(tx, house.keys, id), listReviewRows(tx, id)]);
  if (!matter) return undefined;
  const due = dueFor(matter, { reviewed: rows.map(({ age }) => age), practice: house.practice, today });
  return { matter, due, practice: house.practice, reviews: rows.map((row) => openReview(house.keys, matter.key, row)) };
}

/** What is gone through when a child reaches an age. @ground REQ-050 */
const growingPage = form({
  path: "/matters/:matter/grows",
  area: "staff",
  access: "age.review",
  audit: { event: "matter.age-reviewed", forFamily: true },
  params,
  load,
  trace: ({ matter, due }) => ({ matterId: matter.id, childId: matter.childId, shown: { age: due?.threshold.age } }),
  title: (_, words) => words.t("growing.crumb"),
  fields: ({ due }, words): Fields => ({
    ...Object.fromEntries((due?.threshold.reviews ?? []).map((id) => [id, choice({
      label: words.t(`growing.review.${id}`), required: true, options: outcomes.map((value) => ({ value, label: words.t(`growing.outcome.${value}`) })),
    })])),
    words: text({ label: words.t("growing.words"), hint: words.t("growing.words.hint"), required: true, max: 2000, rows: 4 }),
  }),
  buttons: (_, words) => [{ label: words.t("growing.button") }],
  view: (model, seen, { form: drawn }) => <GrowingPage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model: { matter, due }, values }) => {
    if (!due) return refuse("growing.nothing-due");
    const { words, ...decided } = values;
    const review = { words: String(words), outcomes: decided as Partial<Record<ReviewId, Outcome>> };
    const refused = await reviewAge(hand, { matter, age: due.threshold.age, review });
    return refused ?? { to: `/matters/${matter.id}`, done: "ageReviewed", trace: { shown: { age: due.threshold.age } } };
  },
});

export const growingRoutes: readonly Route[] = [growingPage];
