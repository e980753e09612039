import { z } from "zod";
import { listActivities } from "../activity/index.ts";
import { listGuideAgreements } from "../agreement/index.ts";
import { gapsIn, readCircle } from "../circle/index.ts";
import { chosenOf, guideAsked, isShown } from "../directory/directory.ts";
import { byDuty, listGuides, listPeople, listServices } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse } from "../platform/result.ts";
import { choice, line, text } from "../platform/web/fields.ts";
import { ModelPage, NoModelPage, PartPage, type ModelProps } from "./model-pages.tsx";
import { latestOf, listParts, writePart } from "./model-store.ts";
import { checksOf, statuses, type Part } from "./model.ts";

async function loadModel(tx: Tx, handle: string, today: Day): Promise<ModelProps | undefined> {
  const [guides, parts, circle, all, activities, agreements] = await Promise.all([listGuides(tx), listParts(tx, handle), readCircle(tx, handle, today), listServices(tx, handle), listActivities(tx, { guide: handle }), listGuideAgreements(tx, handle, today)]);
  if (guides.length === 0) return undefined;
  const services = all.filter((service) => service.guideId !== undefined && isShown(service, today));
  const gaps = gapsIn({ circle, services, activities, named: new Set(), counted: new Set(), today });
  return { guide: chosenOf(guides, handle), parts: latestOf(parts), checks: checksOf({ services, parts: gaps, transitions: circle.transitions }), agreements };
}

const modelPage = page({
  path: "/model", area: "guide", access: "public", audit: "nothing",
  load: async (asking) => ({ model: await loadModel(asking.tx, guideAsked(asking), asking.today) }),
  title: (_, words) => words.t("model.title"),
  view: ({ model }) => (model ? <ModelPage {...model} /> : <NoModelPage />),
});

const GuidePlace = z.object({ guide: z.string().regex(/^[a-z0-9-]{1,80}$/) });

const keepPage = page({
  path: "/network/guides/:guide/model", area: "staff", access: "guide.keep", audit: { event: "model.looked-at" }, params: GuidePlace,
  load: ({ tx, params, today }) => loadModel(tx, params.guide, today),
  title: (_, words) => words.t("model.title"),
  view: (model) => <ModelPage {...model} edits={`/network/guides/${model.guide.handle}/model`} />,
});

/** A part is changed by writing its next version; the earlier ones stay with who wrote them and when. */
const partForm = form({
  path: "/network/guides/:guide/model/:part", area: "staff", access: "guide.keep", audit: { event: "model.written" }, params: GuidePlace.extend({ part: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/) }),
  load: async ({ tx, house, params }) => {
    const versions = (await listParts(tx, params.guide)).filter(({ part }) => part === params.part);
    if (versions.length === 0) return undefined;
    const people = byDuty(await listPeople(tx, house.keys, { duties: versions.flatMap(({ by }) => by ?? []) }));
    return { guide: params.guide, versions, writers: new Map([...people].map(([duty, { name, unit }]) => [duty, name ?? unit])) };
  },
  title: (_, words) => words.t("model.title"),
  fields: (_, words) => ({
    title: line({ label: words.t("model.field.title"), required: true, max: 100, width: "long" }), said: text({ label: words.t("model.field.said"), required: true, max: 1_000, rows: 4 }),
    titleEn: line({ label: words.t("model.field.title-en"), required: true, max: 100, width: "long" }), saidEn: text({ label: words.t("model.field.said-en"), required: true, max: 1_000, rows: 4 }),
    status: choice({ label: words.t("model.field.status"), required: true, options: statuses.map((value) => ({ value, label: words.t(`model.status.${value}`) })) }),
  }),
  initial: ({ versions: [now] }) => ({ title: now!.title, said: now!.said, titleEn: now!.titleEn, saidEn: now!.saidEn, status: now!.status }),
  version: ({ versions: [now] }) => now!.version,
  buttons: (_, words) => [{ label: words.t("circle.save") }],
  view: (model, _, drawn) => <PartPage {...model} form={drawn.form} />,
  perform: async (hand, { model: { guide, versions: [now] }, values, version }) => {
    const numbered = (["title", "said", "titleEn", "saidEn"] as const).find((name) => hasIdentityNumber(values[name]));
    if (numbered) return refuse("circle.number", { field: numbered });
    const written = await writePart(hand.tx, { ...values, status: values.status as Part["status"], guide, part: now!.part, version, by: dutyOf(hand).id, at: hand.at });
    return written ? { to: `/network/guides/${guide}/model`, done: "saved", trace: { shown: { part: now!.part } } } : { conflict: { title: now!.title, said: now!.said, titleEn: now!.titleEn, saidEn: now!.saidEn } };
  },
});

export const modelRoutes = [modelPage, keepPage, partForm];
