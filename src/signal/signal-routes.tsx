import { z } from "zod";
import type { BranchKind } from "../access/secrecy.ts";
import { form, type Hand, type House } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { addDays, addYears, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { MatterId } from "../platform/ids.ts";
import { isRefusal, type Refusal } from "../platform/result.ts";
import { choices, day, line, text, type Fields, type Values } from "../platform/web/fields.ts";
import type { FormButton } from "../platform/web/form.tsx";
import type { Done } from "../platform/web/route.ts";
import { addSignal, noticeChild, noticeUnborn, type NewSignal, type Noticed } from "./signal-actions.ts";
import { AnotherSignalPage, NewSignalPage, type About } from "./signal-pages.tsx";
import { areaName, leadsHere } from "./signal.ts";

/** As long as a child can be one; a day in the far past is a slip of the pen. */
const earliest = (today: Day): Day => addYears(today, -18);
const LONGEST_PREGNANCY_DAYS = 300;
/** A birth can be late, and the day may be written down some weeks after. */
const OVERDUE_DAYS = 60;

/** What is asked about every child, born or not. */
const noticed = ({ practice }: House, words: Words, today: Day) => ({
  seen: text({ label: words.t("signal.seen"), hint: words.t("signal.seen.hint"), required: true, rows: 7 }),
  noticedOn: day({ label: words.t("signal.noticedOn"), required: true, from: earliest(today), to: today }),
  areas: choices({ label: words.t("signal.areas"), hint: words.t("signal.areas.hint"), options: practice.wheel.areas.map(({ id }) => ({ value: id, label: areaName(practice, id, words.language) })) }),
  told: text({ label: words.t("signal.told"), hint: words.t("signal.told.hint"), required: true }),
  wish: text({ label: words.t("signal.wish"), hint: words.t("signal.wish.hint"), rows: 3 }),
});

const fromChild = (words: Words) => ({ childWords: text({ label: words.t("signal.childWords"), hint: words.t("signal.childWords.hint"), rows: 3 }) });

type Written = Values<ReturnType<typeof noticed>> & { readonly childWords?: string };

const signalOf = ({ seen, childWords, told, wish, areas, noticedOn }: Written): Omit<NewSignal, "child"> => ({
  words: { seen, told, ...(childWords ? { childWords } : {}), ...(wish ? { wish } : {}) }, areas, noticedOn,
});

/** Noticing and passing on are one thought: whoever presses on goes there at once, where it is not the own branch that goes on with it. */
const ONWARD = "onward";

const goesElsewhere = ({ house, actor, today }: Hand, { bornOn, expectedOn }: Noticed): boolean =>
  !leadsHere(house.practice, { kind: actor.duty?.branchKind as BranchKind, child: { bornOn, expectedOn }, on: today });

type Saving = { readonly matterId?: string; readonly child: Noticed; readonly written: Written; readonly intent?: string };

/** Saves what was written, and goes to the child's page: there the next step stands first. */
async function save(hand: Hand, of: Saving): Promise<Done | Refusal> {
  const added = await addSignal(hand, { ...signalOf(of.written), child: of.child, ...(of.matterId ? { matterId: of.matterId } : {}) });
  if (isRefusal(added)) return added;
  const onward = of.intent === ONWARD && added.opened && goesElsewhere(hand, of.child);
  return { to: `/matters/${added.matterId}${onward ? "/pass-on" : ""}`, done: "signal", trace: { matterId: added.matterId, childId: of.child.id, shown: { signal: added.signalId } } };
}

/** Where people are invented, the hint says so: nobody should try a real number. */
const numberHint = (house: House, words: Words) => words.t(house.mode === "live" ? "signal.number.hint" : "signal.number.hint.practice");
const carrierHint = (house: House, words: Words) => (house.mode === "live" ? undefined : words.t("signal.carrier.hint.practice"));

const button = (words: Words) => [{ label: words.t("signal.save") }];
const buttons = (words: Words): FormButton[] => [{ label: words.t("signal.onward"), value: ONWARD }, { label: words.t("signal.save"), value: "save", kind: "quiet" }];

/** A refusal about a number stands at the field where it was written. */
const at = (field: string, refusal: Refusal): Refusal => ({ ...refusal, details: { ...refusal.details, field } });

const bornFirst: About = { fields: ["number"], other: { href: "/signals/new/unborn", label: "signal.toUnborn" } };

/** The way in for everybody who works with children. @model K12 */
const newSignal = form({
  path: "/signals/new",
  area: "staff",
  access: "staff",
  audit: { event: "signal.written", forFamily: true },
  load: async ({ house, today }) => ({ house, today }),
  title: (_, words) => words.t("signal.title"),
  fields: ({ house }, words, today) => ({
    number: line({ label: words.t("signal.number"), hint: numberHint(house, words), required: true, width: "medium" }),
    ...noticed(house, words, today), ...fromChild(words),
  }),
  initial: ({ today }) => ({ noticedOn: today }),
  buttons: (_, words) => buttons(words),
  view: ({ house }, seen, { state }) => <NewSignalPage seen={seen} practice={house.practice} state={state} buttons={buttons(seen.words)} about={bornFirst} />,
  perform: async (acting, { values, intent }) => {
    const child = await noticeChild(acting, values.number);
    return isRefusal(child) ? at("number", child) : save(acting, { child, written: values, intent });
  },
});

const unbornFirst: About = { fields: ["carrier", "expectedOn"], other: { href: "/signals/new", label: "signal.toBorn" } };

/** About a child not yet born: the one who carries it has a number, the child has a day. @ground REQ-005, OSL 25:12 */
const newUnbornSignal = form({
  path: "/signals/new/unborn",
  area: "staff",
  access: "staff",
  audit: { event: "signal.written", forFamily: true },
  load: async ({ house, today }) => ({ house, today }),
  title: (_, words) => words.t("signal.title"),
  fields: ({ house }, words, today) => ({
    carrier: line({ label: words.t("signal.carrier"), hint: carrierHint(house, words), required: true, width: "medium" }),
    expectedOn: day({ label: words.t("signal.expected"), required: true, from: addDays(today, -OVERDUE_DAYS), to: addDays(today, LONGEST_PREGNANCY_DAYS) }),
    ...noticed(house, words, today),
  }),
  initial: ({ today }) => ({ noticedOn: today }),
  buttons: (_, words) => buttons(words),
  view: ({ house }, seen, { state }) => <NewSignalPage seen={seen} practice={house.practice} state={state} buttons={buttons(seen.words)} about={unbornFirst} />,
  perform: async (acting, { values, intent }) => {
    const naming = (carrier: string) => acting.words.t("signal.unborn.name", { carrier });
    const child = await noticeUnborn(acting, { carriedBy: values.carrier, expectedOn: values.expectedOn, naming });
    return isRefusal(child) ? at("carrier", child) : save(acting, { child, written: values, intent });
  },
});

type Another = { readonly matter: Matter; readonly house: House; readonly today: Day };

/** Something more about a child one already works with. */
const anotherSignal = form({
  path: "/matters/:matter/signals/new",
  area: "staff",
  access: "signal.add",
  audit: { event: "signal.written", forFamily: true },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, today }): Promise<Another | undefined> => {
    const matter = await findMatter(tx, house.keys, params.matter);
    return matter && { matter, house, today };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("signal.add.title"),
  fields: ({ matter, house }, words, today): Fields & ReturnType<typeof noticed> => ({ ...noticed(house, words, today), ...(matter.bornOn ? fromChild(words) : {}) }),
  initial: ({ today }) => ({ noticedOn: today }),
  buttons: (_, words) => button(words),
  view: ({ matter, house }, seen, { state }) => <AnotherSignalPage matter={matter} seen={seen} practice={house.practice} state={state} buttons={button(seen.words)} />,
  perform: (acting, { model: { matter }, values }) =>
    save(acting, { matterId: matter.id, child: { ...matter.child, id: matter.childId }, written: values }),
});

export const signalRoutes = [newSignal, newUnbornSignal, anotherSignal];
