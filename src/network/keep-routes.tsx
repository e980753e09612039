import { z } from "zod";
import { deleteForum, findCard, insertForum, listCardDuties, listForums, listGuides, listNudges, listServices, logChange, writeLetters, type Guide } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import type { Tx } from "../platform/db/connection.ts";
import { refuse } from "../platform/result.ts";
import { line, text } from "../platform/web/fields.ts";
import { CardPlace } from "./card-here.ts";
import { CardStep } from "./card-pages.tsx";
import { loadLate, loadMine, mayNudge } from "./keep-here.ts";
import { ForumsPage, MinePage, OverduePage } from "./keep-pages.tsx";
import { unitsOf } from "./network.ts";

const GuidePlace = z.object({ guide: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const ForumPlace = GuidePlace.extend({ forum: z.uuid() });

const findGuide = async (tx: Tx, handle: string): Promise<Guide | undefined> => (await listGuides(tx)).find((guide) => guide.handle === handle);

const minePage = page({
  path: "/network/mine",
  area: "staff",
  access: "staff",
  audit: { event: "cards.listed" },
  load: (asking) => loadMine(asking),
  trace: ({ cards }) => ({ shown: { services: cards.map(({ service }) => service.id) } }),
  title: (_, words) => words.t("network.mine.title"),
  view: ({ cards, people }, seen) => <MinePage cards={cards} people={people} seen={seen} />,
});

const overduePage = page({
  path: "/network/guides/:guide/overdue",
  area: "staff",
  access: "guide.keep",
  audit: { event: "cards.overdue" },
  params: GuidePlace,
  load: async (asking) => {
    const guide = await findGuide(asking.tx, asking.params.guide);
    return guide && { guide, late: await loadLate(asking, guide) };
  },
  title: (_, words) => words.t("network.overdue.title"),
  view: ({ guide, late }, seen) => <OverduePage guide={guide} late={late} seen={seen} />,
});

/** A letter that tells nothing, to those who answer for a card; once a week at most. */
const nudgePage = form({
  path: "/network/services/:service/nudge",
  area: "staff",
  access: "card.nudge",
  audit: { event: "card.nudged" },
  params: CardPlace,
  load: async ({ tx, params }) => {
    const [card, guides] = await Promise.all([findCard(tx, params.service), listGuides(tx)]);
    return card && { card, guide: guides.find(({ id }) => id === card.service.guideId) ?? guides[0]! };
  },
  trace: ({ card }) => ({ shown: { service: card.service.id } }),
  title: (_, words) => words.t("network.overdue.nudge"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("network.overdue.nudge") }],
  view: ({ card }, { words }, { form: drawn }) => <CardStep service={card.service} title={words.t("network.overdue.nudge")} lead={words.t("network.overdue.nudge.lead")} form={drawn} />,
  perform: async (hand, { model: { card: { service }, guide } }) => {
    const [duties, nudges] = await Promise.all([listCardDuties(hand.tx, service.id), listNudges(hand.tx, [service.id])]);
    if (duties.length === 0) return refuse("card.nobody");
    if (!mayNudge(nudges.get(service.id), hand.at)) return refuse("card.nudged");
    await writeLetters(hand.tx, duties);
    await logChange(hand.tx, { serviceId: service.id, at: hand.at, byDuty: dutyOf(hand).id, what: "nudged", fields: [], version: service.version });
    return { to: `/network/guides/${guide.handle}/overdue`, done: "cardNudged", trace: { shown: { service: service.id } } };
  },
});

const forumsPage = form({
  path: "/network/guides/:guide/forums",
  area: "staff",
  access: "guide.keep",
  audit: { event: "forum.added" },
  params: GuidePlace,
  load: async ({ tx, params }) => {
    const [guide, forums, services] = await Promise.all([findGuide(tx, params.guide), listForums(tx, params.guide), listServices(tx, params.guide)]);
    return guide && { guide, forums, unitNames: new Map(unitsOf(services).map(({ id, name }) => [id, name])) };
  },
  title: (_, words) => words.t("network.forums.title"),
  fields: (_, words) => ({
    name: line({ label: words.t("network.forums.name"), required: true, max: 100 }), about: text({ label: words.t("network.forums.about"), required: true, max: 300, rows: 2 }),
    meets: line({ label: words.t("network.forums.meets"), hint: words.t("network.forums.meets.hint"), max: 200 }),
  }),
  buttons: (_, words) => [{ label: words.t("network.forums.add") }],
  view: (model, seen, { form: drawn }) => <ForumsPage {...model} seen={seen} form={drawn} />,
  perform: async ({ tx }, { model: { guide, forums }, values }) => {
    if (forums.some(({ name }) => name.toLocaleLowerCase("sv") === values.name.toLocaleLowerCase("sv"))) return refuse("forum.taken", { field: "name" });
    const id = await insertForum(tx, guide.id, values);
    return { to: `/network/guides/${guide.handle}/forums`, done: "forumAdded", trace: { shown: { forum: id } } };
  },
});

const endForumPage = form({
  path: "/network/guides/:guide/forums/:forum/end",
  area: "staff",
  access: "guide.keep",
  audit: { event: "forum.ended" },
  params: ForumPlace,
  load: async ({ tx, params }) => {
    const forum = (await listForums(tx, params.guide)).find(({ id }) => id === params.forum);
    return forum && { forum, guide: params.guide };
  },
  title: (_, words) => words.t("network.forums.end.title"),
  fields: () => ({}),
  buttons: ({ forum }, words) => [{ label: words.t("network.forums.end", { forum: forum.name }), kind: "danger" as const }],
  view: (_, { words }, { form: drawn }) => <><h1>{words.t("network.forums.end.title")}</h1>{drawn}</>,
  perform: async ({ tx }, { model: { forum, guide } }) => {
    await deleteForum(tx, forum.id);
    return { to: `/network/guides/${guide}/forums`, done: "forumEnded", trace: { shown: { forum: forum.id } } };
  },
});

export const keepRoutes = [minePage, overduePage, nudgePage, forumsPage, endForumPage];
