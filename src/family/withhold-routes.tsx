import { z } from "zod";
import { listGuardians } from "../child/index.ts";
import { form, type House } from "../house.ts";
import { findMatter } from "../matter/index.ts";
import { MatterId, type PersonId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, text } from "../platform/web/fields.ts";
import type { Asking } from "../platform/web/route.ts";
import { endWithhold, readWords, withhold } from "./family-actions.ts";
import { EndWithholdPage, WithholdPage, type WithholdView } from "./withhold-pages.tsx";
import { listWithholdings } from "./withhold-store.ts";
import { WordReadPage } from "./word-pages.tsx";
import { holds, withholdGrounds } from "./withhold.ts";

const EVERYBODY = "everybody";

async function loadWithhold({ tx, house, params, today }: Asking<House, { matter: MatterId }>): Promise<WithholdView | undefined> {
  const matter = await findMatter(tx, house.keys, params.matter);
  if (!matter) return undefined;
  const [guardians, withholdings] = await Promise.all([listGuardians(tx, house.keys, { child: matter.childId, today }), listWithholdings(tx, house.keys, matter)]);
  return { matter, guardians, withholdings };
}

/** Keeps a matter from one or all guardians. Its line in the trail is not for the family: it would tell of what it hides. */
const withholdForm = form({
  path: "/matters/:matter/withhold",
  area: "staff",
  access: "matter.withhold",
  audit: { event: "matter.withheld", forFamily: false },
  params: z.object({ matter: MatterId }),
  load: loadWithhold,
  title: (_, words) => words.t("withhold.title"),
  fields: ({ guardians }, words) => ({
    who: choice({ label: words.t("withhold.who"), required: true, options: [...guardians.map(({ personId, name }) => ({ value: personId as string, label: name, said: true })), { value: EVERYBODY, label: words.t("withhold.everybody") }] }),
    ground: choice({ label: words.t("withhold.ground"), required: true, options: withholdGrounds.map((ground) => ({ value: ground, label: words.say(`withhold.ground.${ground}`), hint: words.say(`withhold.ground.${ground}.hint`) })) }),
    reason: text({ label: words.t("withhold.reason"), hint: words.t("withhold.reason.hint"), required: true, rows: 4 }),
  }),
  buttons: (_, words) => [{ label: words.t("withhold.button"), kind: "danger" }],
  view: (view, seen, { form: drawn }) => <WithholdPage view={view} form={drawn} seen={seen} />,
  perform: async (acting, { model: { matter }, values }) => {
    const ground = withholdGrounds.find((one) => one === values.ground)!;
    const done = await withhold(acting, { matter, person: values.who === EVERYBODY ? undefined : (values.who as PersonId), ground, reason: values.reason });
    return isRefusal(done) ? done : { to: `/matters/${matter.id}/withhold`, done: "withheld", trace: { ground, shown: { withholding: done } } };
  },
});

const endForm = form({
  path: "/matters/:matter/withhold/:withholding/end",
  area: "staff",
  access: "matter.withhold",
  audit: { event: "withholding.ended", forFamily: false },
  params: z.object({ matter: MatterId, withholding: z.uuid() }),
  load: async (asking) => {
    const view = await loadWithhold(asking);
    const withholding = view?.withholdings.find((one) => one.id === asking.params.withholding && holds(one));
    return view && withholding && { matter: view.matter, withholding };
  },
  title: (_, words) => words.t("withhold.end.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("withhold.end"), kind: "danger" }],
  view: ({ matter, withholding }, _, { form: drawn }) => <EndWithholdPage matter={matter} withholding={withholding} form={drawn} />,
  perform: async (acting, { model: { matter, withholding } }) => {
    const refused = await endWithhold(acting, { matter: matter.id, id: withholding.id });
    return refused ?? { to: `/matters/${matter.id}/withhold`, done: "withhold.ended", trace: { shown: { withholding: withholding.id } } };
  },
});

/** One button on the child's page: "I have read it". The writer sees when; the trail's line would tell the other guardian that something was said. @ground REQ-055 */
const wordReadForm = form({
  path: "/matters/:matter/words/:word/read",
  area: "staff",
  access: "matter.read",
  audit: { event: "words.read", forFamily: false },
  params: z.object({ matter: MatterId, word: z.uuid() }),
  load: async ({ tx, house, params }) => findMatter(tx, house.keys, params.matter),
  title: (_, words) => words.t("family.card"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("family.card.read") }],
  view: ({ id }, _seen, { form: drawn }) => <WordReadPage matter={id} form={drawn} />,
  perform: async (acting, { model }) => {
    await readWords(acting, { matter: model.id, word: acting.params.word });
    return { to: `/matters/${model.id}#family`, trace: { matterId: model.id, childId: model.childId, shown: { word: acting.params.word } } };
  },
});

export const withholdRoutes = [withholdForm, endForm, wordReadForm];
