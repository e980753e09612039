import { z } from "zod";
import { form, page } from "../house.ts";
import { MatterId } from "../platform/ids.ts";
import { isConflict, isRefusal } from "../platform/result.ts";
import type { Route } from "../platform/web/route.ts";
import { adopt, deliverToRest, withoutCopy } from "./adopt-actions.ts";
import { AdoptPage, RestPage, type Checking } from "./adopt-pages.tsx";
import { followUpRoutes } from "./follow-up-routes.tsx";
import { startNextVersion } from "./plan-actions.ts";
import { complete, requiredSections } from "./plan.ts";
import { loadVersion } from "./plan-read.ts";
import { InForcePage, PrintPage, VersionPage } from "./plan-read-pages.tsx";
import { recipientsIn } from "./plan-recipients.ts";
import { listTaken } from "./plan-store.ts";
import { PartPage, planPath, WritingPage } from "./plan-write-pages.tsx";
import { planWriteRoutes } from "./plan-write-routes.tsx";
import { loadWriting, traceOf } from "./plan-writing.ts";
import { reportRoutes } from "./report-routes.tsx";

const params = z.object({ matter: MatterId });

/** The plan: written here while there is a draft, and otherwise read, for the one who has the pen. */
const planPage = page({
  path: "/matters/:matter/plan", area: "staff", access: "plan.write", audit: { event: "plan.opened", forFamily: true }, params,
  load: (asking) => loadWriting(asking), trace: traceOf,
  title: (_, words) => words.t("plan.title"),
  view: (writing, seen) => {
    if (!writing.draft) return <InForcePage writing={writing} seen={seen} />;
    return <WritingPage writing={writing} seen={seen} />;
  },
});

const nextVersion = form({
  path: "/matters/:matter/plan/versions/new", area: "staff", access: "plan.write", audit: { event: "plan.version-begun", forFamily: true }, params,
  load: (asking) => loadWriting(asking), trace: traceOf,
  title: (_, words) => words.t("plan.versions.new.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("plan.versions.new") }],
  view: (writing, seen, { form: drawn }) => (
    <PartPage writing={writing} seen={seen} title={seen.words.t("plan.versions.new.title")} form={<><p>{seen.words.t("plan.versions.new.text")}</p>{drawn}</>} gone={false} />
  ),
  perform: async (hand, { model }) => {
    const draft = await startNextVersion(hand, model.matter);
    return isRefusal(draft) ? draft : { to: planPath(model), trace: { shown: { version: draft.number } } };
  },
});

/** The check before adoption, and the adoption. A fresh sign-in, since it delivers. @ground REQ-205, U06 */
const adoptForm = form({
  path: "/matters/:matter/plan/adopt", area: "staff", access: "plan.adopt", audit: { event: "plan.adopted", forFamily: true }, fresh: true, params,
  load: async (asking): Promise<Checking | undefined> => {
    const writing = await loadWriting(asking);
    if (!writing) return undefined;
    if (!writing.draft) return { writing, missing: [], ready: undefined };
    const content = complete(writing.content, { required: requiredSections(asking.house.practice), today: asking.today });
    if ("missing" in content) return { writing, missing: content.missing, ready: undefined };
    return { writing, missing: [], ready: { content, recipients: recipientsIn(writing, { matter: writing.matter, content }, asking.today) } };
  },
  trace: ({ writing }) => traceOf(writing),
  title: (_, words) => words.t("plan.adopt.title"),
  fields: () => ({}),
  version: ({ writing }) => writing.draft?.version ?? 0,
  buttons: (_, words) => [{ label: words.t("plan.adopt.button") }],
  view: (checking, seen, { form: drawn, state }) => <AdoptPage checking={checking} seen={seen} form={drawn} state={state} />,
  perform: async (hand, { model: { writing }, version }) => {
    const done = await adopt(hand, { matter: writing.matter, version });
    if (isRefusal(done) || isConflict(done)) return done;
    const trace = { shown: { version: done.number } };
    return done.without.length === 0 ? { to: `/matters/${writing.matter.id}`, done: "planAdopted", trace } : { to: `${planPath(writing)}/deliver`, done: "planAdoptedNotAll", trace };
  },
});

const restForm = form({
  path: "/matters/:matter/plan/deliver", area: "staff", access: "plan.adopt", audit: { event: "plan.delivered", forFamily: true }, fresh: true, params,
  load: async (asking) => {
    const [writing, taken] = await Promise.all([loadWriting(asking), listTaken(asking.tx, asking.params.matter)]);
    const current = writing?.plan.adopted[0];
    if (!writing || !current) return undefined;
    const all = recipientsIn(writing, { matter: writing.matter, content: current.content }, asking.today);
    return { writing, recipients: withoutCopy(all, { planId: writing.plan.id, current, taken }) };
  },
  trace: ({ writing }) => traceOf(writing),
  title: (_, words) => words.t("plan.rest.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("plan.rest.button") }],
  view: ({ writing, recipients }, seen, { form: drawn }) => <RestPage writing={writing} recipients={recipients} seen={seen} form={drawn} />,
  perform: async (hand, { model: { writing } }) => {
    const sent = await deliverToRest(hand, writing.matter);
    if (isRefusal(sent)) return sent;
    return { to: planPath(writing), done: sent.without.length === 0 ? "planSent" : "planSentNotAll" };
  },
});

const versionPage = page({
  path: "/matters/:matter/plan/versions/:number", area: "staff", access: "matter.read", audit: { event: "plan.read", forFamily: true },
  params: z.object({ matter: MatterId, number: z.coerce.number().int().positive().max(9999) }),
  load: (asking) => loadVersion(asking, asking.params.number),
  trace: ({ matter, version }) => ({ matterId: matter.id, childId: matter.childId, shown: { plan: version.planId, version: version.content.number } }),
  title: (_, words) => words.t("plan.title"),
  view: (read, seen) => <VersionPage read={read} seen={seen} />,
});

const printPage = page({
  path: "/matters/:matter/plan/print", area: "staff", access: "matter.read", audit: { event: "plan.printed", forFamily: true }, params,
  load: (asking) => loadVersion(asking),
  trace: ({ matter, version }) => ({ matterId: matter.id, childId: matter.childId, shown: { plan: version.planId, version: version.content.number } }),
  title: (_, words) => words.t("plan.title"),
  view: ({ matter, house, version }, seen) => <PrintPage matter={matter} house={house} content={version.content} seen={seen} />,
});

export const planRoutes: readonly Route[] = [planPage, nextVersion, adoptForm, restForm, versionPage, printPage, ...planWriteRoutes, ...reportRoutes, ...followUpRoutes];
