import { z } from "zod";
import { byDuty, listPeople, readSpeaks, type Somebody } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { listColleagues, ownUnit, type Colleague } from "../organisation/index.ts";
import { addDays, addYears, type Day } from "../platform/clock.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, choices, day, line, text } from "../platform/web/fields.ts";
import { AskVisitPage, OurOfferPage, VisitPage, VisitsPage, VisitStep, type VisitsModel } from "./visit-pages.tsx";
import { endOffer, findVisit, insertVisit, listOffers, listVisits, markLooked, saveOffer, stepVisit } from "./visit-store.ts";
import { isTellable, MOST_PEOPLE, peopleFrom, readAnswer, readAsking, type Offer, type Visit } from "./visit.ts";

const staff = { area: "staff", access: "staff" } as const;
const params = z.object({ visit: z.uuid() });

const visitsPage = page({
  path: "/visits", ...staff, audit: { event: "visits.listed" },
  load: async ({ tx, actor }): Promise<VisitsModel> => {
    const [visits, offers, speaks, self] = await Promise.all([listVisits(tx), listOffers(tx), readSpeaks(tx), actor]);
    return { visits, offers, speaks, own: self?.duty?.unitId };
  },
  title: (_, words) => words.t("visit.title"),
  view: (model, seen) => <VisitsPage model={model} seen={seen} />,
});

type Ours = { readonly offer: Offer | undefined; readonly colleagues: readonly Colleague[] };

/** What the unit offers, said by who answers for its cards. */
const oursPage = form({
  path: "/visits/ours", ...staff, audit: { event: "visit.offered" },
  load: async ({ tx, house, actor, at }): Promise<Ours | undefined> => {
    const [offers, speaks, self, colleagues] = await Promise.all([listOffers(tx), readSpeaks(tx), actor, listColleagues(tx, house.keys, { units: ownUnit(), at })]);
    return speaks ? { offer: offers.find(({ unitId }) => unitId === self?.duty?.unitId), colleagues } : undefined;
  },
  title: (_, words) => words.t("visit.ours"),
  fields: ({ colleagues }, words) => ({
    shows: text({ label: words.t("visit.shows"), hint: words.t("visit.shows.hint"), required: true, max: 600, rows: 4 }),
    days: line({ label: words.t("visit.days"), hint: words.t("visit.days.hint"), required: true, max: 120 }),
    most: line({ label: words.t("visit.most"), required: true, max: 12, inputMode: "numeric", width: "short" }),
    host: choice({ label: words.t("visit.host"), hint: words.t("visit.host.hint"), drawn: "list", options: colleagues.map(({ dutyId, name }) => ({ value: dutyId, label: name, said: true })) }),
  }),
  initial: ({ offer }) => (offer ? { shows: offer.shows, days: offer.days, most: String(offer.most), host: offer.host ?? "" } : {}),
  version: ({ offer }) => offer?.version ?? 0,
  buttons: ({ offer }, words) => [{ label: words.t("visit.ours.save") }, ...(offer ? [{ label: words.t("visit.ours.end"), value: "end", kind: "danger" as const }] : [])],
  view: (_, __, drawn) => <OurOfferPage form={drawn.form} />,
  perform: async (hand, { model: { offer }, values, version, intent }) => {
    const unit = dutyOf(hand).unitId;
    const trace = { shown: { unit } };
    if (intent === "end") return endOffer(hand.tx, unit).then(() => ({ to: "/visits", done: "visitOfferEnded", trace }));
    const most = peopleFrom(values.most, MOST_PEOPLE);
    if (most === undefined) return refuse("visit.people", { field: "most", most: MOST_PEOPLE });
    if (hasIdentityNumber(values.shows)) return refuse("visit.identity", { field: "shows" });
    const { shows, days, host } = values;
    const saved = await saveOffer(hand.tx, { unitId: unit, shows, days, most, host: host === "" ? undefined : host, version });
    if (saved) return { to: "/visits", done: "visitOffered", trace };
    return offer ? { conflict: { shows: offer.shows, days: offer.days } } : refuse("visit.changed");
  },
});

type Asking = { readonly offer: Offer; readonly host: Somebody | undefined };
const tomorrow = (today: Day): Day => addDays(today, 1);

/** Asks to come. Whoever asks has read what holds for what one happens to see. @ground OSL 8:1 */
const askPage = form({
  path: "/visits/to/:unit", ...staff, audit: { event: "visit.asked" }, params: z.object({ unit: z.uuid() }),
  load: async ({ tx, house, actor, params: { unit } }): Promise<Asking | undefined> => {
    const [offers, self, people] = await Promise.all([listOffers(tx), actor, listPeople(tx, house.keys, { units: [unit] })]);
    const offer = unit === self?.duty?.unitId ? undefined : offers.find(({ unitId }) => unitId === unit);
    return offer && { offer, host: byDuty(people).get(offer.host ?? "") };
  },
  title: (_, words) => words.t("visit.ask.title"),
  fields: (_, words, today) => ({
    first: day({ label: words.t("visit.first"), required: true, from: tomorrow(today), to: addYears(today, 1) }), second: day({ label: words.t("visit.second"), from: tomorrow(today), to: addYears(today, 1) }),
    third: day({ label: words.t("visit.third"), from: tomorrow(today), to: addYears(today, 1) }),
    people: line({ label: words.t("visit.people"), required: true, max: 12, inputMode: "numeric", width: "short" }),
    wants: text({ label: words.t("visit.wants"), hint: words.t("visit.wants.hint"), required: true, max: 1000, rows: 4 }),
    rule: choices({ label: words.t("visit.rule"), required: true, options: [{ value: "read", label: words.t("visit.rule.read") }] }),
  }),
  buttons: (_, words) => [{ label: words.t("visit.ask.send") }],
  view: ({ offer, host }, _, drawn) => <AskVisitPage offer={offer} host={host} form={drawn.form} />,
  perform: async (hand, { model: { offer }, values: { first, second, third, people, wants } }) => {
    const asked = readAsking({ days: [first, second, third], people, wants, most: offer.most });
    if (isRefusal(asked)) return asked;
    const id = await insertVisit(hand.tx, { unit: offer.unitId, by: dutyOf(hand), at: hand.at, ...asked });
    return id === undefined ? refuse("visit.waiting") : { to: `/visits/${id}`, done: "visitAsked", trace: { shown: { visit: id } } };
  },
});

type One = { readonly visit: Visit; readonly own: string | undefined };
type Around = { readonly tx: Parameters<typeof findVisit>[0]; readonly actor: Promise<{ readonly duty?: { readonly unitId: string } | undefined } | undefined>; readonly params: { readonly visit: string } };

async function one({ tx, actor, params: { visit: id } }: Around): Promise<One | undefined> {
  const [visit, self] = await Promise.all([findVisit(tx, id), actor]);
  return visit && { visit, own: self?.duty?.unitId };
}
const onVisit = { area: "staff", params, trace: ({ visit }: One) => ({ shown: { visit: visit.id } }), title: (_: One, words: Words) => words.t("visit.one") } as const;

/** Read by both units. Whoever has news of it says here that it is read. */
const visitPage = form({
  ...onVisit, path: "/visits/:visit", access: "visit.read", audit: { event: "visit.read" },
  load: one,
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("visit.looked"), kind: "quiet" }],
  view: (model, seen, drawn) => {
    const { visit: { newsFor, state }, own } = model;
    const isNews = newsFor !== undefined && newsFor === own && !(state === "asked");
    return <VisitPage {...model} seen={seen}>{isNews ? drawn.form : undefined}</VisitPage>;
  },
  perform: async ({ tx }, { model: { visit, own } }) => {
    if (visit.newsFor === own && visit.state !== "asked") await markLooked(tx, visit);
    return { to: "/list", done: "saved", trace: { shown: { visit: visit.id } } };
  },
});

const stepped = (took: boolean, { id }: Visit, done: "visitAnswered" | "visitCancelled" | "visitTold") =>
  took ? { to: `/visits/${id}`, done, trace: { shown: { visit: id } } } : refuse("visit.done");

const answerPage = form({
  ...onVisit, path: "/visits/:visit/answer", access: "visit.answer", audit: { event: "visit.answered" },
  load: one,
  fields: ({ visit: { days } }, words, today) => ({
    how: choice({
      label: words.t("visit.how"), required: true,
      options: [...days.filter((each) => each >= today).map((each) => ({ value: each, label: words.t("visit.how.day", { day: words.day(each) }) })), { value: "other", label: words.t("visit.how.other") }, { value: "no", label: words.t("visit.how.no") }],
    }),
    other: day({ label: words.t("visit.other"), hint: words.t("visit.other.hint"), from: today, to: addYears(today, 1) }),
    word: text({ label: words.t("visit.word"), hint: words.t("visit.word.hint"), required: true, max: 600, rows: 3 }),
  }),
  buttons: (_, words) => [{ label: words.t("visit.answer.send") }],
  view: (model, _, drawn) => <VisitStep {...model} step="answer" form={drawn.form} />,
  perform: async (hand, { model: { visit }, values }) => {
    if (visit.state !== "asked") return refuse("visit.done");
    const answer = readAnswer(visit, values, hand.today);
    return isRefusal(answer) ? answer : stepped(await stepVisit(hand.tx, visit, answer, dutyOf(hand).unitId), visit, "visitAnswered");
  },
});

const tellPage = form({
  ...onVisit, path: "/visits/:visit/tell", access: "visit.tell", audit: { event: "visit.told" },
  load: one,
  fields: (_, words) => ({
    how: choice({ label: words.t("visit.came"), required: true, options: [{ value: "made", label: words.t("visit.came.yes") }, { value: "cancelled", label: words.t("visit.came.no") }] }),
    learnt: text({ label: words.t("visit.learnt"), hint: words.t("visit.learnt.hint"), max: 1500, rows: 5 }),
  }),
  initial: () => ({ how: "made" }),
  buttons: (_, words) => [{ label: words.t("visit.tell.save") }],
  view: (model, _, drawn) => <VisitStep {...model} step="tell" form={drawn.form} />,
  perform: async (hand, { model: { visit }, values: { how, learnt } }) => {
    if (!isTellable(visit, hand.today)) return refuse("visit.done");
    if (hasIdentityNumber(learnt)) return refuse("visit.identity", { field: "learnt" });
    return stepped(await stepVisit(hand.tx, visit, how === "made" ? { state: "made", learnt } : { state: "cancelled", word: learnt }, dutyOf(hand).unitId), visit, "visitTold");
  },
});

const cancelPage = form({
  ...onVisit, path: "/visits/:visit/cancel", access: "visit.read", audit: { event: "visit.cancelled" },
  load: one,
  fields: (_, words) => ({ word: text({ label: words.t("visit.word.cancelled"), required: true, max: 600, rows: 3 }) }),
  buttons: (_, words) => [{ label: words.t("visit.cancel"), kind: "danger" }],
  view: (model, _, drawn) => <VisitStep {...model} step="cancel" form={drawn.form} />,
  perform: async (hand, { model: { visit }, values: { word } }) => {
    if (visit.state !== "asked" && visit.state !== "agreed") return refuse("visit.done");
    if (hasIdentityNumber(word)) return refuse("visit.identity", { field: "word" });
    return stepped(await stepVisit(hand.tx, visit, { state: "cancelled", word }, dutyOf(hand).unitId), visit, "visitCancelled");
  },
});

export const visitRoutes = [visitsPage, oursPage, askPage, visitPage, answerPage, tellPage, cancelPage];
