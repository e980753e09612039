import { z } from "zod";
import { chosenOf, guideAsked, isShown, type Ages, type Service } from "../directory/directory.ts";
import { ageOptions, listGuides, listServicesOfKinds, type Guide } from "../directory/index.ts";
import { page, publicForm } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, line, text } from "../platform/web/fields.ts";
import { askForContact } from "./contact-actions.ts";
import { AskPage, DesksPage, EntrancesPage, SentPage, type DeskLink } from "./ask-pages.tsx";
import { findDesk, findGuideDesk, findReceipt, takeBack } from "./contact-store.ts";
import { askers, FRONT_DOORS, isAskerKind, MOST_WORDS, PROMISE_DAYS, promiseOf, readContactWords, times, type AskerKind, type Desk } from "./contact.ts";

const open = { area: "guide", access: "public" } as const;

/** The service that an address names. */
const serviceAsked = (query: URLSearchParams): string | undefined => (/^[a-z0-9-]{1,80}$/.test(query.get("service") ?? "") ? query.get("service")! : undefined);

type Asked = { readonly tx: Tx; readonly guide: string; readonly query: URLSearchParams };

/** The desk that an address names; where it names none, or one that has closed, the guide's own. */
async function deskAsked({ tx, guide, query }: Asked): Promise<Desk | undefined> {
  const service = serviceAsked(query);
  const [named, own] = await Promise.all([service ? findDesk(tx, service) : undefined, findGuideDesk(tx, guide, PROMISE_DAYS)]);
  return named ?? own;
}

const linkTo = ({ name, promiseDays }: { name: string; promiseDays: number }, href: string, today: Day): DeskLink => ({ name, href, answerBy: promiseOf(today, promiseDays).answerBy });

/** The services that get in touch and are there for this asker, in the order of their kinds of help. */
const doorsFor = (who: AskerKind, services: readonly Service[], { words, today }: Seen): DeskLink[] =>
  FRONT_DOORS[who].flatMap((kind) => services.flatMap((service) => {
    const { name, handle, kinds, promiseDays } = service;
    return promiseDays === undefined || kinds[0] !== kind || !isShown(service, today) ? [] : [linkTo({ name, promiseDays }, words.to(`/contact-me/${who}?service=${handle}`), today)];
  }));

/** Who asks; then, unless the address has said it, whom. */
const entrances = page({
  path: "/contact-me", ...open, audit: "nothing",
  load: async ({ tx, query, house }) => {
    const guide = guideAsked({ query, house });
    const [who, service] = [query.get("as"), serviceAsked(query)];
    const [desk, own, services] = await Promise.all([
      service ? findDesk(tx, service) : undefined, findGuideDesk(tx, guide, PROMISE_DAYS), isAskerKind(who) ? listServicesOfKinds(tx, guide, FRONT_DOORS[who]) : []]);
    return { who: isAskerKind(who) ? who : undefined, service, desk, own, services };
  },
  title: (_, words) => words.t("contact.tab"),
  view: ({ who, service, desk, own, services }, seen) => {
    const { words, today } = seen;
    if (who && !desk) return <DesksPage who={who} desks={doorsFor(who, services, seen)} own={own && linkTo(own, words.to(`/contact-me/${who}`), today)} all={words.to("/services")} />;
    const hrefOf = (one: AskerKind) => (desk ? `/contact-me/${one}?service=${service}` : `/contact-me?as=${one}`);
    return <EntrancesPage desk={desk} entrances={askers.map((one) => ({ who: one, href: words.to(hrefOf(one)) }))} />;
  },
});

const YOUNGEST_ASKER = 7;

/** The ages of a guide; of somebody who asks for herself, from when one can. */
const agesFor = (who: AskerKind, { ages }: Pick<Guide, "ages">): Ages => (who === "young" ? { ...ages, from: Math.max(YOUNGEST_ASKER, ages.from) } : ages);

const fieldsFor = (who: AskerKind, guide: Pick<Guide, "ages">, words: Words) => ({
  reach: line({ label: words.t("contact.reach"), hint: words.t("contact.reach.hint"), required: true, width: "long" }),
  name: line({ label: words.t("contact.name"), hint: words.t("contact.name.hint"), max: 60, width: "long" }),
  when: choice({ label: words.t("contact.when"), options: times.map((value) => ({ value, label: words.t(`contact.when.${value}`) })) }),
  age: choice({ label: words.t(who === "young" ? "contact.age.own" : "contact.age"), options: ageOptions(words, agesFor(who, guide)), drawn: "list" }),
  words: text({ label: words.t("contact.words"), hint: words.t(who === "staff" ? "contact.words.hint.staff" : "contact.words.hint"), max: MOST_WORDS, rows: 3 }),
});

const askForm = publicForm({
  path: "/contact-me/:who", ...open, audit: { event: "contact.asked" },
  params: z.object({ who: z.enum(askers) }),
  load: async ({ tx, query, house, params: { who }, today }) => {
    const handle = guideAsked({ query, house });
    const [desk, guides] = await Promise.all([deskAsked({ tx, query, guide: handle }), listGuides(tx)]);
    return desk && { who, desk, guide: chosenOf(guides, handle), answerBy: promiseOf(today, desk.promiseDays).answerBy };
  },
  title: (_, words) => words.t("contact.tab"),
  fields: ({ who, guide }, words) => fieldsFor(who, guide, words),
  initial: () => ({ when: "any" }),
  buttons: (_, words) => [{ label: words.t("contact.send") }],
  view: (ask, _, { form }) => <AskPage ask={ask} form={form} />,
  perform: async (visiting, { model: { who, desk }, values }) => {
    const words = readContactWords(values, { who, language: visiting.language });
    if (isRefusal(words)) return words;
    const asked = await askForContact(visiting, { desk, words });
    if (isRefusal(asked)) return asked;
    return { to: visiting.words.to(`/contact-me/sent/${asked.reference}`), trace: { shown: { request: asked.id, unit: desk.unitId } } };
  },
});

/** What happens now; and the request may be taken back here, by whoever has its number. */
const sent = publicForm({
  path: "/contact-me/sent/:reference", ...open, audit: { event: "contact.taken-back" },
  params: z.object({ reference: z.string().regex(/^[0-9A-Za-z-]{1,40}$/) }),
  load: async ({ tx, params: { reference } }) => ({ reference: reference.toUpperCase(), receipt: await findReceipt(tx, reference.toUpperCase()) }),
  title: (_, words) => words.t("contact.tab"),
  fields: () => ({}),
  buttons: () => [],
  view: ({ reference, receipt }, seen, { state }) => <SentPage receipt={receipt} reference={reference} seen={seen} action={state.action} />,
  perform: async ({ tx, words }, { model: { reference } }) => {
    await takeBack(tx, reference);
    return { to: words.to("/contact-me"), done: "contactTakenBack" };
  },
});

export const askRoutes = [entrances, askForm, sent];
