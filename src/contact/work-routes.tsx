import { z } from "zod";
import { listServices } from "../directory/index.ts";
import { form, page } from "../house.ts";
import { isRefusal } from "../platform/result.ts";
import { choice } from "../platform/web/fields.ts";
import { noteOutcome } from "./contact-actions.ts";
import { findRequest, listDeskSettings, listRequests, setDesk, type DeskSetting, type Request } from "./contact-store.ts";
import { LONGEST_PROMISE, outcomes, PROMISE_DAYS, type Outcome } from "./contact.ts";
import { DeskPage, RequestPage, RequestsPage } from "./work-pages.tsx";

const requestsPage = page({
  path: "/contact-requests",
  area: "staff",
  access: "staff",
  audit: { event: "contacts.listed" },
  load: async ({ tx, actor }) => {
    const [requests, settings] = await Promise.all([listRequests(tx), actor.then((self) => (self?.duty ? listDeskSettings(tx, self.duty.unitId) : []))]);
    return { requests, settings };
  },
  trace: ({ requests }) => ({ shown: { requests: requests.map(({ id }) => id) } }),
  title: (_, words) => words.t("contact.work.title"),
  view: ({ requests, settings }, seen) => <RequestsPage requests={requests} settings={settings} seen={seen} />,
});

type Reading = { readonly request: Request; readonly services: ReadonlyArray<{ readonly id: string; readonly name: string }> };

/** Everybody who opens it leaves a line. What came of it is a code and never words. @ground REQ-143 */
const requestForm = form({
  path: "/contact-requests/:request",
  area: "staff",
  access: "contact.answer",
  audit: { event: "contact.answered" },
  params: z.object({ request: z.uuid() }),
  load: async ({ tx, house, params }): Promise<Reading | undefined> => {
    const request = await findRequest(tx, house.keys, params.request);
    return request && { request, services: request.outcome ? [] : await listServices(tx, request.guideHandle) };
  },
  trace: ({ request }) => ({ shown: { request: request.id } }),
  title: (_, words) => words.t("contact.work.title"),
  fields: ({ services }, words) => ({
    outcome: choice({ label: words.t("contact.work.outcome.label"), required: true, options: outcomes.map((value) => ({ value, label: words.t(`contact.work.outcome.${value}`) })) }),
    guidedTo: choice({ label: words.t("contact.work.guided"), hint: words.t("contact.work.guided.hint"), drawn: "list", options: services.map(({ id, name }) => ({ value: id, label: name, said: true })) }),
  }),
  buttons: (_, words) => [{ label: words.t("contact.work.save") }],
  view: ({ request }, seen, drawn) => <RequestPage request={request} seen={seen} form={request.outcome ? undefined : drawn.form} />,
  perform: async (acting, { model: { request }, values }) => {
    const noted = await noteOutcome(acting, { id: request.id, outcome: values.outcome as Outcome, guidedTo: values.guidedTo || undefined });
    if (isRefusal(noted)) return noted;
    return { to: noted === "tried" ? `/contact-requests/${request.id}` : "/list", done: "saved", trace: { shown: { request: request.id, outcome: noted } } };
  },
});

const PROMISES = Array.from({ length: LONGEST_PROMISE }, (_, nth) => nth + 1);

/** Whether a unit's service gets in touch with whoever asks, and within how many days. Only its own unit. */
const deskForm = form({
  path: "/contact-requests/desks/:service",
  area: "staff",
  access: "staff",
  audit: { event: "desk.set" },
  params: z.object({ service: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  load: async ({ tx, actor, params }): Promise<DeskSetting | undefined> => {
    const self = await actor;
    return self?.duty && (await listDeskSettings(tx, self.duty.unitId)).find(({ handle }) => handle === params.service);
  },
  title: (_, words) => words.t("contact.desk.title"),
  fields: (_, words) => ({
    promise: choice({
      label: words.t("contact.desk.promise"), required: true, drawn: "list",
      options: [...PROMISES.map((days) => ({ value: String(days), label: words.t("contact.desk.open", { days }) })), { value: "closed", label: words.t("contact.desk.closed") }],
    }),
  }),
  initial: ({ promiseDays }) => ({ promise: String(promiseDays ?? "closed") }),
  buttons: (_, words) => [{ label: words.t("contact.work.save") }],
  view: (setting, _, drawn) => <DeskPage setting={setting} form={drawn.form} />,
  perform: async ({ tx }, { model, values }) => {
    await setDesk(tx, model.serviceId, values.promise === "closed" ? undefined : Number(values.promise || PROMISE_DAYS));
    return { to: "/contact-requests", done: "saved" };
  },
});

export const workRoutes = [requestsPage, requestForm, deskForm];
