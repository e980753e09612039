import { follow, listCardDuties, listGuides, listNudges, logChange, recheck, settleReports, stopFollowing, writeLetters } from "../directory/index.ts";
import { report, reportFields } from "../guide/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { refuse } from "../platform/result.ts";
import { hidden } from "../platform/web/fields.ts";
import { cardPath, loadCard, loadCardAlone, onCard } from "./card-here.ts";
import { CardPage, CardStep } from "./card-pages.tsx";
import { Reports } from "./card-parts.tsx";
import { mayNudge } from "./keep-here.ts";

const cardPage = page({
  ...onCard, path: "/network/services/:service",
  access: "card.read", audit: { event: "card.read" },
  load: loadCard,
  title: ({ card }) => card.service.name,
  view: (model, seen) => <CardPage model={model} seen={seen} />,
});

const BACK: Readonly<Record<string, string>> = { list: "/list", mine: "/network/mine" };

/** "Stämmer": one press dates the card again, and whatever was said of it has been seen to. */
const checkPage = form({
  ...onCard, path: "/network/services/:service/check",
  access: "card.keep", audit: { event: "card.checked" },
  load: loadCard,
  title: (_, words) => words.t("network.check.title"),
  fields: () => ({ back: hidden("") }),
  buttons: (_, words) => [{ label: words.t("network.check.yes") }],
  view: ({ card: { service }, reports, people }, seen, { form: drawn }) => (
    <CardStep service={service} title={seen.words.t("network.check.title")} lead={seen.words.t("network.check.lead", { day: seen.words.day(service.checkedOn) })} form={drawn}>
      <>{reports.length > 0 && <Reports reports={reports} people={people} />}</>
    </CardStep>
  ),
  perform: async (hand, { model: { card }, values }) => {
    const { tx, at, today } = hand;
    const { id, version } = card.service;
    const duty = dutyOf(hand).id;
    await recheck(tx, id, today);
    await settleReports(tx, id, { duty, at });
    await logChange(tx, { serviceId: id, at, byDuty: duty, what: "checked", fields: [], version });
    return { to: BACK[values.back] ?? cardPath(card), done: "cardChecked", trace: onCard.trace({ card }) };
  },
});

const followPage = form({
  ...onCard, path: "/network/services/:service/follow",
  access: "card.read", audit: { event: "card.followed" },
  load: loadCardAlone,
  title: (_, words) => words.t("network.follow.title"),
  fields: () => ({ follow: hidden("yes") }),
  buttons: (_, words) => [{ label: words.t("network.follow.start") }],
  view: ({ card }, seen, { form: drawn }) => <CardStep service={card.service} title={seen.words.t("network.follow.title")} lead={seen.words.t("network.follow.text")} form={drawn} />,
  perform: async (hand, { model: { card }, values }) => {
    const of = { unit: dutyOf(hand).unitId, service: card.service.id };
    const stops = values.follow === "no";
    await (stops ? stopFollowing(hand.tx, of) : follow(hand.tx, { ...of, today: hand.today }));
    return { to: cardPath(card), done: stops ? "cardUnfollowed" : "cardFollowed" };
  },
});

/** A colleague says that a card is wrong. It lands with those who answer for the card. */
const reportPage = form({
  ...onCard, path: "/network/services/:service/report",
  access: "card.read", audit: { event: "card.reported" },
  load: loadCardAlone,
  title: (_, words) => words.t("network.report.title"),
  fields: (_, words) => reportFields(words, words.t("network.report.said.hint")),
  buttons: (_, words) => [{ label: words.t("report.send") }],
  view: ({ card }, seen, { form: drawn }) => <CardStep service={card.service} title={seen.words.t("network.report.title")} lead={seen.words.t("network.report.lead", { unit: card.service.unit })} form={drawn} />,
  perform: async ({ tx }, { model: { card }, values }) => {
    const refused = await report(tx, card.service.id, values);
    return refused ?? { to: cardPath(card), done: "cardReported", trace: onCard.trace({ card }) };
  },
});

/** A letter that tells nothing, to those who answer for a card; once a week at most. */
const nudgePage = form({
  ...onCard, path: "/network/services/:service/nudge",
  access: "card.nudge", audit: { event: "card.nudged" },
  load: async (asking) => {
    const [alone, guides] = await Promise.all([loadCardAlone(asking), listGuides(asking.tx)]);
    return alone && { ...alone, guide: guides.find(({ id }) => id === alone.card.service.guideId) ?? guides[0]! };
  },
  title: (_, words) => words.t("network.overdue.nudge"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("network.overdue.nudge") }],
  view: ({ card }, { words }, { form: drawn }) => <CardStep service={card.service} title={words.t("network.overdue.nudge")} lead={words.t("network.overdue.nudge.lead")} form={drawn} />,
  perform: async (hand, { model: { card, guide } }) => {
    const { service } = card;
    const [duties, nudges] = await Promise.all([listCardDuties(hand.tx, [service.id]), listNudges(hand.tx, [service.id])]);
    const answers = duties.get(service.id) ?? [];
    if (answers.length === 0) return refuse("card.nobody");
    if (!mayNudge(nudges.get(service.id), hand.at)) return refuse("card.nudged");
    await writeLetters(hand.tx, answers);
    await logChange(hand.tx, { serviceId: service.id, at: hand.at, byDuty: dutyOf(hand).id, what: "nudged", fields: [], version: service.version });
    return { to: `/network/guides/${guide.handle}/overdue`, done: "cardNudged", trace: onCard.trace({ card }) };
  },
});

export const cardRoutes = [cardPage, checkPage, followPage, reportPage, nudgePage];
