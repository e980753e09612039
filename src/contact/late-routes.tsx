import { z } from "zod";
import { form, page } from "../house.ts";
import { refuse } from "../platform/result.ts";
import { choice } from "../platform/web/fields.ts";
import { findGuideDesk } from "./contact-store.ts";
import { PROMISE_DAYS, promiseOf, type Desk } from "./contact.ts";
import { findAsker, handOn, listDesks, listLate } from "./late-store.ts";
import { LateOnePage, LatePage, type LateModel } from "./late-pages.tsx";

const guide = z.string().regex(/^[a-z0-9-]{1,80}$/);

const latePage = page({
  path: "/guide-work/:guide/contacts", area: "staff", access: "guide.keep", audit: { event: "contacts.late" }, params: z.object({ guide }),
  load: async ({ tx, params }) => ({ guide: params.guide, late: (await listLate(tx)).filter((one) => one.guide === params.guide) }),
  trace: ({ late }) => ({ shown: { requests: late.map(({ id }) => id) } }),
  title: (_, words) => words.t("contact.late.title"),
  view: ({ guide: handle, late }, seen) => <LatePage guide={handle} late={late} seen={seen} />,
});

const OWN = "own";

type Handing = LateModel & { readonly desks: readonly Desk[]; readonly own: Desk };

/** Nobody got in touch in time: somebody else is asked to, or those who keep the guide do it themselves. @model degerforsmodellen 2.5 R4 */
const handForm = form({
  path: "/guide-work/:guide/contacts/:late", area: "staff", access: "guide.keep", audit: { event: "contact.handed" }, params: z.object({ guide, late: z.uuid() }),
  load: async ({ tx, house, params }): Promise<Handing | undefined> => {
    const [all, asker, desks, own] = await Promise.all([listLate(tx), findAsker(tx, house.keys, params.late), listDesks(tx, params.guide), findGuideDesk(tx, params.guide, PROMISE_DAYS)]);
    const late = all.find(({ id }) => id === params.late);
    return late && asker && own && { guide: params.guide, late, asker, desks: desks.filter(({ name }) => name !== late.service), own };
  },
  trace: ({ late }) => ({ shown: { request: late.id } }),
  title: (_, words) => words.t("contact.late.title"),
  fields: ({ desks, own }, words) => ({
    to: choice({
      label: words.t("contact.late.to"), hint: words.t("contact.late.to.hint"), required: true, drawn: "list",
      options: [{ value: OWN, label: words.t("contact.late.own", { unit: own.unit }) }, ...desks.map(({ serviceId, name, authority }) => ({ value: serviceId!, label: `${name} (${authority})`, said: true }))],
    }),
  }),
  buttons: (_, words) => [{ label: words.t("contact.late.send") }],
  view: (model, seen, { form: drawn }) => <LateOnePage model={model} seen={seen} form={drawn} />,
  perform: async ({ tx, house, today }, { model: { late, desks, own, guide: handle }, values }) => {
    const desk = values.to === OWN ? own : desks.find(({ serviceId }) => serviceId === values.to)!;
    const told = await handOn(tx, house.keys, { id: late.id, desk, ...promiseOf(today, desk.promiseDays) });
    if (told !== "handed") return told === "gone" ? refuse("contact.done") : refuse("contact.nobody", { field: "to" });
    return { to: values.to === OWN ? `/contact-requests/${late.id}` : `/guide-work/${handle}/contacts`, done: "contactHanded", trace: { shown: { request: late.id, unit: desk.unitId } } };
  },
});

export const lateRoutes = [latePage, handForm];
