import { z } from "zod";
import { readConsents } from "../consent/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { findMatter, listMatters } from "../matter/index.ts";
import { invitable } from "../meeting/index.ts";
import { listReceivingUnits, listUnits } from "../organisation/index.ts";
import { MatterId } from "../platform/ids.ts";
import { refuse } from "../platform/result.ts";
import { choices, text, type Fields } from "../platform/web/fields.ts";
import { findForum, textIn, type Forum } from "../practice/index.ts";
import { ForumPage, RaisePage, type OnList, type RaiseModel } from "./forum-pages.tsx";
import { endRaising, insertRaising, listMeetingDays, listRaised, listRaisingRows, openRaising } from "./forum-store.ts";
import { partiesAround, whyNot } from "./forum.ts";

const ForumId = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** A forum with the children one works with in it: as much as the ordinary rules let one see, and never the others'. @model degerforsmodellen 3.5 */
const forumPage = page({
  path: "/forums/:forum",
  area: "staff",
  access: "staff",
  audit: { event: "forum.opened" },
  params: z.object({ forum: ForumId }),
  load: async ({ tx, house: { keys, practice }, params }): Promise<{ forum: Forum; children: OnList[] } | undefined> => {
    const forum = findForum(practice, params.forum);
    if (!forum) return undefined;
    const [matters, raised, meetings] = await Promise.all([listMatters(tx, keys), listRaised(tx, forum.id), listMeetingDays(tx)]);
    const children = matters.flatMap((matter): OnList[] => {
      const [since, days] = [raised.get(matter.id), meetings.get(matter.id)];
      return since ? [{ matter, since, called: days?.called, held: days?.held }] : [];
    });
    return { forum, children };
  },
  trace: ({ forum, children }) => ({ shown: { forum: forum.id, matters: children.map(({ matter }) => matter.id) } }),
  title: ({ forum }) => forum.name,
  view: ({ forum, children }, seen) => <ForumPage forum={forum} children={children} seen={seen} />,
});

/** Raises a child in a forum, or ends it. It tells nobody: every party is asked about first, in the ordinary way. @ground OSL 8:1, 12:2 @model degerforsmodellen 3.5 */
const raiseForm = form({
  path: "/matters/:matter/forums/:forum",
  area: "staff",
  access: "forum.raise",
  audit: { event: "forum.raised", forFamily: true },
  params: z.object({ matter: MatterId, forum: ForumId }),
  load: async ({ tx, house, params, at, today }): Promise<RaiseModel | undefined> => {
    const forum = findForum(house.practice, params.forum);
    const [matter, rows, units, receiving, consents] = await Promise.all([
      findMatter(tx, house.keys, params.matter), listRaisingRows(tx, params.matter), listUnits(tx), listReceivingUnits(tx, at), readConsents(tx, house, { matter: params.matter }, today),
    ]);
    if (!matter || !forum) return undefined;
    const row = rows.find((one) => one.forum === forum.id);
    const parties = partiesAround(forum, { matter, units, receiving, mayBeTold: (unit) => invitable(consents, { matter, unit, today }).complete });
    return { matter, forum, raising: row && openRaising(house.keys, matter.key, row), parties, not: whyNot(forum, matter, today) };
  },
  trace: ({ matter, forum }) => ({ matterId: matter.id, childId: matter.childId, shown: { forum: forum.id } }),
  title: ({ forum }, words) => words.t("forum.raise.title", { forum: forum.name }),
  fields: ({ forum, raising }, words): Fields => (raising ? {} : {
    signs: choices({ label: words.t("forum.signs"), hint: words.t("forum.signs.hint"), required: true, options: forum.signs.map(({ id, text: sign }) => ({ value: id, label: textIn(sign, words.language) })) }),
    why: text({ label: words.t("forum.why"), hint: textIn(forum.strengths, words.language), required: true, max: 2000, rows: 5 }),
  }),
  buttons: ({ raising, forum }, words) => (raising ? [{ label: words.t("forum.end", { forum: forum.name }), kind: "quiet" }] : [{ label: words.t("forum.raise.in", { forum: forum.name }) }]),
  view: (model, seen, { form: drawn }) => <RaisePage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model: { matter, forum, raising, not }, values }) => {
    const trace = { matterId: matter.id, childId: matter.childId, shown: { forum: forum.id, raising: raising?.id } };
    if (raising) return (await endRaising(hand.tx, { id: raising.id, byDuty: dutyOf(hand).id, at: hand.at })) ? { to: `/matters/${matter.id}`, done: "raisingEnded", trace } : refuse("forum.already");
    if (not) return refuse("forum.not-here");
    const words = { signs: [...values["signs"] ?? []], why: String(values["why"] ?? "") };
    const inserted = await insertRaising(hand.tx, { matter, forum: forum.id, words, byDuty: dutyOf(hand).id, at: hand.at });
    return inserted ? { to: `/matters/${matter.id}/forums/${forum.id}`, done: "forumRaised", trace } : refuse("forum.already");
  },
});

export const forumRoutes = [forumPage, raiseForm];
