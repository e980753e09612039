import { findCard, follow, logChange, recheck, settleReports, stopFollowing, type Card } from "../directory/index.ts";
import { report, reportFields } from "../guide/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { hidden } from "../platform/web/fields.ts";
import { CardPlace, loadCard } from "./card-here.ts";
import { CardPage, CardStep } from "./card-pages.tsx";
import { Reports } from "./card-parts.tsx";

const about = ({ card }: { card: Card }) => ({ shown: { service: card.service.id } });
const addressOf = ({ service }: Card) => `/network/services/${service.handle}`;

const cardPage = page({
  path: "/network/services/:service",
  area: "staff",
  access: "card.read",
  audit: { event: "card.read" },
  params: CardPlace,
  load: loadCard,
  trace: about,
  title: ({ card }) => card.service.name,
  view: (model, seen) => <CardPage model={model} seen={seen} />,
});

const BACK: Readonly<Record<string, string>> = { list: "/list", mine: "/network/mine" };

/** "Stämmer": one press dates the card again, and whatever was said of it has been seen to. */
const checkPage = form({
  path: "/network/services/:service/check",
  area: "staff",
  access: "card.keep",
  audit: { event: "card.checked" },
  params: CardPlace,
  load: loadCard,
  trace: about,
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
    return { to: BACK[values.back] ?? addressOf(card), done: "cardChecked", trace: about({ card }) };
  },
});

const loadOnly = async ({ tx, params }: Parameters<typeof loadCard>[0]): Promise<{ card: Card } | undefined> => {
  const card = await findCard(tx, params.service);
  return card && { card };
};

const followPage = form({
  path: "/network/services/:service/follow",
  area: "staff",
  access: "card.read",
  audit: { event: "card.followed" },
  params: CardPlace,
  load: loadOnly,
  trace: about,
  title: (_, words) => words.t("network.follow.title"),
  fields: () => ({ follow: hidden("yes") }),
  buttons: (_, words) => [{ label: words.t("network.follow.start") }],
  view: ({ card }, seen, { form: drawn }) => <CardStep service={card.service} title={seen.words.t("network.follow.title")} lead={seen.words.t("network.follow.text")} form={drawn} />,
  perform: async (hand, { model: { card }, values }) => {
    const of = { unit: dutyOf(hand).unitId, service: card.service.id };
    const stops = values.follow === "no";
    await (stops ? stopFollowing(hand.tx, of) : follow(hand.tx, { ...of, today: hand.today }));
    return { to: addressOf(card), done: stops ? "cardUnfollowed" : "cardFollowed" };
  },
});

/** A colleague says that a card is wrong. It lands with those who answer for the card. */
const reportPage = form({
  path: "/network/services/:service/report",
  area: "staff",
  access: "card.read",
  audit: { event: "card.reported" },
  params: CardPlace,
  load: loadOnly,
  trace: about,
  title: (_, words) => words.t("network.report.title"),
  fields: (_, words) => reportFields(words, words.t("network.report.said.hint")),
  buttons: (_, words) => [{ label: words.t("report.send") }],
  view: ({ card }, seen, { form: drawn }) => <CardStep service={card.service} title={seen.words.t("network.report.title")} lead={seen.words.t("network.report.lead", { unit: card.service.unit })} form={drawn} />,
  perform: async ({ tx }, { model: { card }, values }) => {
    const refused = await report(tx, card.service.id, values);
    return refused ?? { to: addressOf(card), done: "cardReported", trace: about({ card }) };
  },
});

export const cardRoutes = [cardPage, checkPage, followPage, reportPage];
