import { z } from "zod";
import { dutyOf, form } from "../house.ts";
import { currentRound, listSealedWheel, openEntry, type WheelEntry } from "../inquiry/index.ts";
import { dropDrafts, listSealedDrafts, openDraft, replaceDraft } from "../matter/index.ts";
import { addDays } from "../platform/clock.ts";
import { MatterId } from "../platform/ids.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { choice, day, line, text, type Raw, type Values } from "../platform/web/fields.ts";
import type { Route } from "../platform/web/route.ts";
import { closingParcel } from "./closing-sections.ts";
import { closePlan, followUp } from "./follow-up-actions.ts";
import { ClosingPage, FollowUpPage, outcomeField, type ClosingCheck, type Following, type ThenAndNow } from "./follow-up-pages.tsx";
import type { ClosingWords } from "./follow-up.ts";
import { outcomes, type Measure, type Outcome, type Voice } from "./plan.ts";
import { recipientsIn } from "./plan-recipients.ts";
import { planPath } from "./plan-write-pages.tsx";
import { loadWriting, traceOf } from "./plan-writing.ts";

const params = z.object({ matter: MatterId });
/** A follow-up is written down when it is fresh; older ones are let in, for what was noted on paper. */
const DAYS_BACK = 60;

/** A closing that has been written and not yet checked and sent: one for each matter. */
const CLOSING = "closing";
type Unsent = { readonly heldOn: string; readonly words: ClosingWords };

const outcomeFields = (measures: readonly Measure[], words: Words) =>
  Object.fromEntries(measures.map(({ id, what }) => [
    outcomeField(id),
    choice({ label: words.t("plan.follow.outcome", { what }), drawn: "list", required: true, options: outcomes.map((outcome) => ({ value: outcome, label: words.say(`plan.outcome.${outcome}`) })) }),
  ]));

const resultOptions = (words: Words) => (["next", "close"] as const).map((value) => ({ value, label: words.t(`plan.follow.result.${value}`), hint: words.t(`plan.follow.result.${value}.hint`) }));

const fieldsOf = (words: Words, today: string) => ({
  voiceIs: choice({ label: words.t("plan.follow.voice"), required: true, options: (["words", "missing"] as const).map((value) => ({ value, label: words.t(`plan.follow.voice.${value}`) })) }),
  voiceText: text({ label: words.t("plan.follow.voice.text"), rows: 3, required: true }),
  voiceHow: line({ label: words.t("plan.words.how"), hint: words.t("plan.follow.voice.how.hint"), max: 300 }),
  guardiansView: text({ label: words.t("plan.follow.guardians"), rows: 3 }),
  reason: text({ label: words.t("plan.follow.reason"), rows: 3, required: true }),
  heldOn: day({ label: words.t("plan.follow.heldOn"), from: addDays(today, -DAYS_BACK), to: today, required: true }),
  result: choice({ label: words.t("plan.follow.how"), required: true, options: resultOptions(words) }),
  turnTo: text({ label: words.t("plan.follow.turnTo"), hint: words.t("plan.follow.turnTo.hint"), rows: 2, max: 500 }),
});
type Filled = Values<ReturnType<typeof fieldsOf>> & Readonly<Record<string, string | string[]>>;

const voiceOf = ({ voiceIs, voiceText, voiceHow }: Filled, by: string): Voice =>
  voiceIs === "missing" ? { missing: voiceText } : { words: voiceText, how: voiceHow, by };

/** What the form says, with what each measure's latest report says in words. */
function wordsOf(filled: Filled, { current, writing }: Following, by: string): ClosingWords {
  const said = current.measures.map(({ id }) => ({ measureId: id, outcome: filled[outcomeField(id)] as Outcome, words: writing.reports.get(id)?.words ?? "" }));
  return {
    childExperience: voiceOf(filled, by), guardiansView: filled.guardiansView, outcomes: said, areas: [], reason: filled.reason,
    turnTo: { unit: filled.turnTo, words: "" },
  };
}

/** What was written before going to the check page comes back; otherwise the latest report of each measure. */
function initialOf({ current, writing, unsent }: Following, today: string): Raw {
  const told = (id: string) => unsent?.words.outcomes.find(({ measureId }) => measureId === id)?.outcome ?? writing.reports.get(id)?.outcome ?? "";
  const measures = Object.fromEntries(current.measures.map(({ id }) => [outcomeField(id), told(id)]));
  if (!unsent) return { heldOn: today, ...measures };
  const { childExperience: voice, guardiansView, reason, turnTo } = unsent.words;
  const said = "missing" in voice ? { voiceIs: "missing", voiceText: voice.missing } : { voiceIs: "words", voiceText: voice.words, voiceHow: voice.how };
  return { heldOn: unsent.heldOn, ...measures, ...said, guardiansView, reason, result: "close", turnTo: turnTo.unit };
}

function checkFilled(filled: Filled): Refusal | undefined {
  if (filled.voiceIs === "words" && filled.voiceHow === "") return refuse("plan.voice-how", { field: "voiceHow" });
  return filled.result === "close" && filled.turnTo === "" ? refuse("plan.turn-to", { field: "turnTo" }) : undefined;
}

function wheelsAt(round: number, entries: readonly WheelEntry[]): ThenAndNow {
  const before = Math.max(0, ...entries.map((entry) => entry.round).filter((one) => one < round));
  return { now: entries.filter((entry) => entry.round === round), before: entries.filter((entry) => entry.round === before) };
}

const followUpForm = form({
  path: "/matters/:matter/follow-up", area: "staff", access: "follow-up.make", audit: { event: "plan.followed-up", forFamily: true }, params,
  load: async (asking): Promise<(Following & { today: string }) | undefined> => {
    const { tx, params: { matter: id }, today } = asking;
    const [writing, round, wheel, [unsent]] = await Promise.all([loadWriting(asking), currentRound(tx, id), listSealedWheel(tx, id), listSealedDrafts(tx, id, CLOSING)]);
    const current = writing?.plan.adopted[0]?.content;
    if (!writing || !current) return undefined;
    const { key } = writing.matter;
    return { writing, current, wheel: wheelsAt(round, wheel.map((row) => openEntry(key, row))), unsent: unsent && openDraft<Unsent>(key, unsent), today };
  },
  trace: ({ writing }) => traceOf(writing),
  title: (_, words) => words.t("plan.follow.title"),
  fields: ({ current }, words, today) => ({ ...fieldsOf(words, today), ...outcomeFields(current.measures, words) }),
  initial: (following) => initialOf(following, following.today),
  buttons: (_, words) => [{ label: words.t("plan.follow.button") }],
  view: (following, seen, { state }) => <FollowUpPage following={following} seen={seen} state={state} buttons={[{ label: seen.words.t("plan.follow.button") }]} />,
  perform: async (hand, { model, values }) => {
    const filled = values as Filled;
    const refused = checkFilled(filled);
    if (refused) return refused;
    const { matter } = model.writing;
    const words = wordsOf(filled, model, hand.actor.name);
    if (filled.result === "close") {
      await replaceDraft(hand.tx, { matter, kind: CLOSING, duty: dutyOf(hand).id, words: { heldOn: filled.heldOn, words } satisfies Unsent, at: hand.at });
      return { to: `/matters/${matter.id}/follow-up/check` };
    }
    await dropDrafts(hand.tx, matter.id, CLOSING);
    const draft = await followUp(hand, { matter, heldOn: filled.heldOn, words });
    return isRefusal(draft) ? draft : { to: planPath(model.writing), done: "planNext", trace: { shown: { version: draft.number } } };
  },
});

/** The end of a plan is checked before it is sent. @ground REQ-205, U06 */
const closingForm = form({
  path: "/matters/:matter/follow-up/check", area: "staff", access: "follow-up.make", audit: { event: "plan.closed", forFamily: true }, fresh: true, params,
  load: async (asking): Promise<(ClosingCheck & Unsent) | undefined> => {
    const [writing, [sealed]] = await Promise.all([loadWriting(asking), listSealedDrafts(asking.tx, asking.params.matter, CLOSING)]);
    const current = writing?.plan.adopted[0]?.content;
    if (!writing || !current || !sealed) return undefined;
    const unsent = openDraft<Unsent>(writing.matter.key, sealed);
    const closing = unsent.words;
    const language = ((await asking.actor)?.language ?? "sv") as Language;
    return { writing, closing, ...unsent, whole: closingParcel(current, closing, { practice: asking.house.practice, language }), recipients: recipientsIn(writing, { matter: writing.matter, content: current }, asking.today) };
  },
  trace: ({ writing }) => traceOf(writing),
  title: (_, words) => words.t("plan.close.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("plan.close.button"), kind: "danger" }],
  view: (check, seen, { form: drawn }) => <ClosingPage check={check} seen={seen} form={drawn} />,
  perform: async (hand, { model: { writing, heldOn, closing } }) => {
    const closed = await closePlan(hand, { matter: writing.matter, heldOn, words: closing });
    if (isRefusal(closed)) return closed;
    await dropDrafts(hand.tx, writing.matter.id, CLOSING);
    return { to: `/matters/${writing.matter.id}`, done: closed.without.length === 0 ? "planClosed" : "planClosedNotAll" };
  },
});

export const followUpRoutes: readonly Route[] = [followUpForm, closingForm];
