import { z } from "zod";
import { guideAsked } from "../directory/directory.ts";
import { dutyOf, form, page, publicForm } from "../house.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, choices, day, line, text } from "../platform/web/fields.ts";
import { answerBy, contradiction, lackKinds, linesOf, MOST_AN_HOUR, MOST_WORDS, readObstacle, SHIPPED, statuses, triers, type Lack, type Statement } from "./accessibility.ts";
import { findStatement, finishMessage, listMessages, saveStatement, tellOfObstacle } from "./accessibility-store.ts";
import { StatementPage, TellPage } from "./statement-pages.tsx";
import { WorkPage, type Work } from "./work-pages.tsx";

const statementPage = page({
  path: "/accessibility", area: "guide", access: "public", audit: "nothing",
  // Where there is no guide yet nobody has said anything: then it is what the software says of itself.
  load: async (asking) => (await findStatement(asking.tx, guideAsked(asking))) ?? { body: undefined, statement: SHIPPED },
  title: (_, words) => words.t("accessibility.title"),
  view: (stated) => <StatementPage {...stated} />,
});

/** Anybody may say what does not work, nameless; whoever wants an answer leaves a way to give it. @ground DOS 13 §, REQ-181 */
const tellForm = publicForm({
  path: "/accessibility/message", area: "guide", access: "public", audit: { event: "obstacle.told" },
  load: async ({ tx, query, house, today }) => {
    const stated = await findStatement(tx, guideAsked({ query, house }));
    return stated && { body: stated.body, by: answerBy(today) };
  },
  title: (_, words) => words.t("accessibility.tell"),
  fields: (_, words) => ({
    about: text({ label: words.t("accessibility.about"), hint: words.t("accessibility.about.hint"), required: true, max: MOST_WORDS, rows: 4 }),
    where: line({ label: words.t("accessibility.where"), hint: words.t("accessibility.where.hint"), width: "long" }),
    reach: line({ label: words.t("accessibility.reach"), hint: words.t("accessibility.reach.hint"), width: "long" }),
  }),
  buttons: (_, words) => [{ label: words.t("accessibility.send") }],
  view: ({ body, by }, _, drawn) => <TellPage body={body} by={by} form={drawn.form} />,
  perform: async ({ tx, house, words, language }, { model: { body, by }, values }) => {
    const obstacle = readObstacle(values, language);
    if (isRefusal(obstacle)) return obstacle;
    const message = await tellOfObstacle(tx, house.keys, { body, obstacle, answerBy: by, most: MOST_AN_HOUR });
    return message === undefined ? refuse("accessibility.many", { phone: body.phone }) : { to: words.to("/accessibility"), done: "obstacleTold", trace: { shown: { message } } };
  },
});

const GuidePlace = z.object({ guide: z.string().regex(/^[a-z0-9-]{1,80}$/) });

const statementFields = (words: Words, today: string) => ({
  status: choice({ label: words.t("accessibility.status"), required: true, options: statuses.map((value) => ({ value, label: words.t(`accessibility.status.${value}`) })) }),
  lacks: choices({ label: words.t("accessibility.lacks"), hint: words.t("accessibility.work.lacks.hint"), options: lackKinds.map((value) => ({ value, label: words.t(`accessibility.lacks.${value}`) })) }),
  more: text({ label: words.t("accessibility.work.more"), hint: words.t("accessibility.work.lines"), max: 4_000, rows: 3 }),
  burden: text({ label: words.t("accessibility.burden"), hint: words.t("accessibility.work.burden.hint"), max: 4_000, rows: 2 }),
  outside: text({ label: words.t("accessibility.work.outside"), hint: words.t("accessibility.work.lines"), max: 4_000, rows: 2 }),
  triedBy: choice({ label: words.t("accessibility.how"), required: true, options: triers.map((value) => ({ value, label: words.t(`accessibility.how.${value}`) })) }),
  assessedOn: day({ label: words.t("accessibility.work.assessed"), required: true, to: today }),
});

/** What whoever keeps the guide says of it, and what others have said does not work. */
const workForm = form({
  path: "/network/guides/:guide/accessibility", area: "staff", access: "guide.keep", audit: { event: "accessibility.kept" }, params: GuidePlace,
  load: async ({ tx, house, params: { guide } }): Promise<Work | undefined> => {
    const [stated, messages] = await Promise.all([findStatement(tx, guide), listMessages(tx, house.keys, guide)]);
    return stated && { ...stated, messages };
  },
  trace: ({ messages }) => ({ shown: { messages: messages.map(({ id }) => id) } }),
  title: (_, words) => words.t("accessibility.work.title"),
  fields: (_, words, today) => statementFields(words, today),
  initial: ({ statement: { status, lacks, more, burden, outside, triedBy, assessedOn } }) => ({ status, lacks, more, burden, outside, triedBy, assessedOn }),
  version: ({ statement }) => statement.version,
  buttons: (_, words) => [{ label: words.t("accessibility.work.save") }],
  view: (work, seen, drawn) => <WorkPage work={work} form={drawn.form} seen={seen} />,
  perform: async ({ tx, today }, { model: { body, statement: now }, values, version }) => {
    const said = {
      status: values.status as Statement["status"], lacks: values.lacks as Lack[], more: linesOf(values.more).join("\n"), burden: linesOf(values.burden).join("\n"), outside: linesOf(values.outside).join("\n"),
      triedBy: values.triedBy as Statement["triedBy"], assessedOn: values.assessedOn,
    };
    const wrong = contradiction(said);
    if (wrong) return wrong;
    const kept = await saveStatement(tx, body.guideId, { ...said, updatedOn: today, version });
    return kept ? { to: `/network/guides/${body.guide}/accessibility`, done: "saved" } : { conflict: { more: now.more, burden: now.burden, outside: now.outside } };
  },
});

/** Answered, or mended: what was written is gone. */
const doneForm = form({
  path: "/network/guides/:guide/accessibility/:message/done", area: "staff", access: "guide.keep", audit: { event: "obstacle.seen-to" }, params: GuidePlace.extend({ message: z.uuid() }),
  load: async ({ params: { guide, message } }) => ({ guide, id: message }),
  title: (_, words) => words.t("accessibility.work.done"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("accessibility.work.done") }],
  view: (_, { words }, { form: drawn }) => <><h1>{words.t("accessibility.work.done")}</h1><p>{words.t("accessibility.work.done.text")}</p>{drawn}</>,
  perform: async (hand, { model: { id, guide } }) => {
    const done = await finishMessage(hand.tx, { id, by: dutyOf(hand).id, at: hand.at });
    return done ? { to: `/network/guides/${guide}/accessibility`, done: "obstacleDone", trace: { shown: { message: id } } } : refuse("accessibility.done");
  },
});

export const accessibilityRoutes = [statementPage, tellForm, workForm, doneForm];
