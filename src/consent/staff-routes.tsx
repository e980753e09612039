import { z } from "zod";
import { form, page, type House } from "../house.ts";
import { ageOn, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { ActingDuty, Actor } from "../platform/db/with-actor.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import type { PersonId } from "../platform/ids.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, hidden, text } from "../platform/web/fields.ts";
import { speaking } from "../practice/index.ts";
import { JUDGED_FROM } from "./ask.ts";
import type { GiverException } from "./consent.ts";
import { letEnd, noteAnswer, recordException, remind } from "./consent-actions.ts";
import { ConsentPage, ExceptionPage, NotePage, RemindPage, type NoteModel, type StaffModel } from "./consent-pages.tsx";
import { readConsents } from "./consent-store.ts";
import { consentText, hashOf } from "./consent-text.ts";
import { findKnown, viewOf, type ConsentsAround } from "./consent-view.ts";
import { EndingNotice, LetEndPage } from "./ending-pages.tsx";
import { findLetEnd } from "./ending-store.ts";
import { endingIn } from "./ending-tasks.ts";
import { listReminded } from "./reminder-store.ts";

const params = z.object({ consent: z.uuid() });

type Loading = { readonly tx: Tx; readonly house: House; readonly actor: Promise<Actor | undefined>; readonly params: { consent: string }; readonly today: Day };
type Loaded = StaffModel & { readonly around: ConsentsAround };

const guardiansIn = ({ givers }: ConsentsAround) => givers.filter(({ capacity }) => capacity === "guardian");
const mayExcept = (around: ConsentsAround, disclosing: string, duty: ActingDuty | undefined) => duty?.branchId === disclosing && guardiansIn(around).length > 1;
const isOld = (around: ConsentsAround, today: Day) => around.bornOn !== undefined && ageOn(around.bornOn, today) >= JUDGED_FROM;

async function loadOne({ tx, house, actor, params: { consent }, today }: Loading): Promise<Loaded | undefined> {
  const [around, reminded, letEndBy, self] = await Promise.all([readConsents(tx, house, { consent }, today), listReminded(tx, consent), findLetEnd(tx, house.keys, consent), actor]);
  const known = findKnown(around, consent);
  if (!known || !around.ownMatter) return undefined;
  const view = viewOf(around, known, today);
  const { id: matterId, child } = around.ownMatter;
  return {
    view, around, matterId, child, reminded, ending: { how: endingIn(around, known, { matter: around.ownMatter, practice: house.practice, today }), letEnd: letEndBy }, mayGrow: !known.about && isOld(around, today), mayExcept: !known.about && view.state !== "lapsed" && mayExcept(around, view.disclosing, self?.duty),
  };
}

/** What is about one guardian's own life leaves no line for the other one to read. @ground REQ-055 */
const traceOf = ({ view, matterId }: StaffModel) => ({ matterId, childId: view.childId, shown: { consent: view.id }, ...(view.terms.about ? { hiddenFromFamily: true } : {}) });
const done = (model: StaffModel, key: string, shown: Record<string, unknown>) =>
  ({ to: `/consents/${model.view.id}`, done: key, trace: { ...traceOf(model), shown: { consent: model.view.id, ...shown } } });

const consentPage = page({
  path: "/consents/:consent",
  area: "staff",
  access: "consent.read",
  audit: { event: "consent.viewed", forFamily: true },
  params,
  load: loadOne,
  trace: traceOf,
  title: (_, words) => words.t("consent.page.title"),
  view: (model, seen) => <ConsentPage model={model} seen={seen} notice={<EndingNotice model={model} seen={seen} />} />,
});

const languageIn = (asked: string | null, own: string | undefined): Language => ((asked ?? own) === "en" ? "en" : "sv");

/** The answers somebody may have given on paper or by word of mouth; a yes can be taken back in the same ways. */
function noteFields({ view, text: shown }: NoteModel, words: Words) {
  const answers = (["granted", "refused", "withdrawn"] as const).filter((answer) => answer !== "withdrawn" || view.givers.some(({ given }) => given[0]?.answer === "granted"));
  const givers = view.givers.filter(({ needed, given }) => needed || given[0]?.answer === "granted");
  return {
    giver: choice({ label: words.t("consent.note.giver"), required: true, options: givers.map(({ person, name, capacity }) => ({ value: person, label: name, hint: words.say(`consent.capacity.${capacity}`), said: true })) }),
    answer: choice({ label: words.t("consent.note.answer"), required: true, options: answers.map((answer) => ({ value: answer, label: words.say(`consent.note.${answer}`) })) }),
    how: choice({
      label: words.t("consent.note.how"), required: true,
      options: [{ value: "oral", label: words.t("consent.note.oral") }, { value: "paper", label: words.t("consent.note.paper"), hint: words.t("consent.note.paper.hint") }],
    }),
    words: text({ label: words.t("consent.note.words"), max: 1000, rows: 3 }),
    reservation: text({ label: words.t("consent.note.reservation"), hint: words.t("consent.note.reservation.hint"), max: 500, rows: 2 }),
    shown: hidden(hashOf(shown)),
  };
}

const fieldOf: Readonly<Record<string, string>> = { "consent.nothing-to-withdraw": "answer", "consent.not-a-giver": "giver", "consent.exception-not-guardian": "guardian", "consent.exception-last-guardian": "guardian", "consent.exception-note-missing": "note" };

/** The rules know nothing of pages: which field a refusal is about is said here. */
const atField = (refused: { refused: string; details?: Record<string, string | number> }) => {
  const field = fieldOf[refused.refused];
  return field ? refuse(refused.refused, { ...refused.details, field }) : refused;
};

/** An answer given on paper or by word of mouth, written in by whoever received it. @ground OSL 12:2, REQ-042, S25 */
const notePage = form({
  path: "/consents/:consent/note",
  area: "staff",
  access: "consent.note",
  audit: { event: "consent.noted", forFamily: true },
  fresh: true,
  params,
  load: async (loading): Promise<NoteModel | undefined> => {
    const loaded = await loadOne(loading);
    if (!loaded) return undefined;
    const giver = loading.query.get("giver") ?? undefined;
    const language = languageIn(loading.query.get("language"), giver ? loaded.around.languages.get(giver as PersonId) : undefined);
    return { ...loaded, giver, language, text: consentText(loaded.view.terms, speaking(loading.house.practice, language as Language)) };
  },
  trace: traceOf,
  title: (_, words) => words.t("consent.note.title"),
  fields: noteFields,
  initial: ({ giver }) => (giver ? { giver } : {}),
  buttons: (_, words) => [{ label: words.t("consent.note.button") }],
  view: (model, seen, { form: drawn }) => <NotePage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model, values }) => {
    const giver = model.view.givers.find(({ person }) => person === values.giver);
    if (!giver) return refuse("consent.not-a-giver", { field: "giver" });
    const { answer, how, ...said } = values;
    const refused = await noteAnswer(hand, {
      ...said, consentId: model.view.id, capacity: giver.capacity, language: model.language as Language,
      answer: answer as "granted" | "refused" | "withdrawn", how: how as "paper" | "oral",
    });
    return isRefusal(refused) ? atField(refused) : done(model, "consentNoted", { answer, how });
  },
});

const GROUNDS: ReadonlyArray<GiverException["ground"]> = ["prevented", "decision-6-13-a", "decision-2024-79", "appointed", "sole-custody"];

/** Why one guardian is not asked. @ground FB 6:2, 6:13, 6:13 a, lag 2024:79 6:1, REQ-037 */
const exceptionPage = form({
  path: "/consents/:consent/exception",
  area: "staff",
  access: "consent.note",
  audit: { event: "consent.excepted" },
  fresh: true,
  params,
  load: loadOne,
  trace: traceOf,
  title: (_, words) => words.t("consent.exception.title"),
  fields: ({ around }, words) => ({
    guardian: choice({ label: words.t("consent.exception.guardian"), required: true, options: guardiansIn(around).map(({ person }) => ({ value: person, label: around.names.get(person) ?? "", said: true })) }),
    ground: choice({
      label: words.t("consent.exception.ground"), required: true,
      options: GROUNDS.map((ground) => ({ value: ground, label: words.say(`consent.exception.${ground}`), hint: words.say(`consent.exception.${ground}.hint`) })),
    }),
    note: text({ label: words.t("consent.exception.note"), hint: words.t("consent.exception.note.hint"), required: true, max: 1000, rows: 3 }),
  }),
  buttons: (_, words) => [{ label: words.t("consent.exception.button") }],
  view: (model, seen, { form: drawn }) => <ExceptionPage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model, values }) => {
    const refused = await recordException(hand, { consentId: model.view.id, guardian: values.guardian as PersonId, ground: values.ground as GiverException["ground"], note: values.note });
    return isRefusal(refused) ? atField(refused) : done(model, "consentExcepted", { ground: values.ground });
  },
});

/** One more letter to those who have not answered, once a day at most. @ground REQ-036 */
const remindPage = form({
  path: "/consents/:consent/remind",
  area: "staff",
  access: "consent.note",
  audit: { event: "consent.reminded", forFamily: true },
  params,
  load: loadOne,
  trace: traceOf,
  title: (_, words) => words.t("consent.page.remind.tab"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("consent.page.remind") }],
  view: (model, seen, { form: drawn }) => <RemindPage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model }) => {
    const reminded = await remind(hand, model.view.id);
    return isRefusal(reminded) ? reminded : done(model, "consentReminded", { reminded });
  },
});

/** Says that a consent may end: it holds until its last day, and asks nobody for anything any more. @ground REQ-044 */
const letEndPage = form({
  path: "/consents/:consent/let-end",
  area: "staff",
  access: "consent.note",
  audit: { event: "consent.let-end", forFamily: true },
  params,
  load: loadOne,
  trace: traceOf,
  title: (_, words) => words.t("consent.letEnd.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("consent.letEnd.button") }],
  view: (model, seen, { form: drawn }) => <LetEndPage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model }) => (await letEnd(hand, model.view.id)) ?? done(model, "consentLetEnd", {}),
});

export const staffConsentRoutes = [consentPage, notePage, exceptionPage, remindPage, letEndPage];
