import { z } from "zod";
import { deleteForum, findGuide, insertForum, listForums, listServices } from "../directory/index.ts";
import { form, page } from "../house.ts";
import { refuse } from "../platform/result.ts";
import { line, text } from "../platform/web/fields.ts";
import { GuidePlace } from "./guide-here.ts";
import { loadLate, loadMine } from "./keep-here.ts";
import { ForumsPage, MinePage, OverduePage } from "./keep-pages.tsx";
import { unitsOf } from "./network.ts";

const ForumPlace = GuidePlace.extend({ forum: z.uuid() });

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
    const [guide, late] = await Promise.all([findGuide(asking.tx, asking.params.guide), loadLate(asking, asking.params.guide)]);
    return guide && { guide, late };
  },
  title: (_, words) => words.t("network.overdue.title"),
  view: ({ guide, late }, seen) => <OverduePage guide={guide} late={late} seen={seen} />,
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

export const keepRoutes = [minePage, overduePage, forumsPage, endForumPage];
