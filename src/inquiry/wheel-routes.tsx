import { z } from "zod";
import { form, page, type House } from "../house.ts";
import { findMatter } from "../matter/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { MatterId } from "../platform/ids.ts";
import { isConflict, isRefusal } from "../platform/result.ts";
import { choice, choices, hidden, line, text, type Fields, type Raw, type Values } from "../platform/web/fields.ts";
import type { FormButton } from "../platform/web/form.tsx";
import { marks, perspectives, textIn, type Perspective } from "../practice/index.ts";
import { saveWheel } from "./inquiry-actions.ts";
import { currentRound, listSealedWheel, openEntry } from "./inquiry-store.ts";
import { fingerprintOf, fingerprintOfText, markText, raisesConcern, roundsOf, supportText, type Area, type AreaFilled } from "./inquiry.ts";
import { PerspectivePage, type Filling } from "./perspective-page.tsx";
import { WheelPage, type WheelModel } from "./wheel-pages.tsx";

/** The whole wheel of a matter, opened, and the round that is written now: one round trip. */
async function findWheel({ tx, house, matterId }: { tx: Tx; house: House; matterId: string }) {
  const [matter, rows, current] = await Promise.all([findMatter(tx, house.keys, matterId), listSealedWheel(tx, matterId), currentRound(tx, matterId)]);
  return matter && { matter, practice: house.practice, all: rows.map((row) => openEntry(matter.key, row)), current };
}

/** Three perspectives side by side, now or as they were. @model K12 */
export const wheelPage = page({
  path: "/matters/:matter/wheel",
  area: "staff",
  access: "matter.read",
  audit: { event: "wheel.viewed", forFamily: true },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, query }): Promise<WheelModel | undefined> => {
    const wheel = await findWheel({ tx, house, matterId: params.matter });
    if (!wheel) return undefined;
    const rounds = roundsOf(wheel.all, wheel.current);
    const round = rounds.find((one) => String(one) === query.get("round")) ?? wheel.current;
    const of = (one: number) => wheel.all.filter((entry) => entry.round === one);
    return { ...wheel, rounds, round, entries: of(round), before: of(round - 1) };
  },
  trace: ({ matter, round }) => ({ matterId: matter.id, childId: matter.childId, shown: { round } }),
  title: ({ practice }, words) => textIn(practice.wheel.name, words.language),
  view: (model, seen) => <WheelPage model={model} seen={seen} />,
});

const MAX_WORDS = 2000;

/** What is asked about one area. Only the names of the fields and their longest texts: the page draws them. */
function fieldsOfArea({ practice, perspective }: Filling, area: Area, words: Words): Fields {
  const label = (part: "mark" | "works" | "challenging" | "support") =>
    words.t("inquiry.field", { area: textIn(area.name, words.language), part: words.t(`inquiry.field.${part}`) });
  return {
    [`${area.id}_mark`]: choice({ label: label("mark"), options: marks.map((mark) => ({ value: mark, label: textIn(markText(practice, mark, perspective), words.language) })) }),
    [`${area.id}_works`]: text({ label: label("works"), max: MAX_WORDS }),
    [`${area.id}_challenging`]: text({ label: label("challenging"), max: MAX_WORDS }),
    [`${area.id}_support`]: choices({ label: label("support"), options: [{ value: "yes", label: textIn(supportText(practice, perspective), words.language) }] }),
    [`${area.id}_drawn`]: hidden(""),
  };
}

/** The line on how it came out stands last: on the page with everything, or on the last of the steps. */
function fieldsOf(filling: Filling, words: Words): Fields {
  const areas: Fields = Object.fromEntries(filling.areas.flatMap((area) => Object.entries(fieldsOfArea(filling, area, words))));
  if (filling.step?.next !== undefined) return areas;
  return { ...areas, how: line({ label: words.t("inquiry.how"), hint: words.t("inquiry.how.hint"), max: 300 }), how_drawn: hidden("") };
}

function initialOf({ areas, entries }: Filling): Raw {
  const how = entries.at(-1)?.how ?? "";
  const filled = areas.flatMap(({ id }) => {
    const entry = entries.find(({ area }) => area === id);
    const said = entry ? { mark: entry.mark, works: entry.works, challenging: entry.challenging, support: entry.needsSupport ? ["yes"] : [] } : {};
    return Object.entries({ ...said, drawn: fingerprintOf(entry) }).map(([part, value]): [string, string | string[]] => [`${id}_${part}`, value]);
  });
  return { how, how_drawn: fingerprintOfText(how), ...Object.fromEntries(filled) };
}

const textAt = (values: Values<Fields>, name: string): string => String(values[name] ?? "");

const filledIn = (values: Values<Fields>, id: string): AreaFilled => ({
  area: id,
  mark: marks.find((mark) => mark === values[`${id}_mark`]),
  works: textAt(values, `${id}_works`),
  challenging: textAt(values, `${id}_challenging`),
  needsSupport: (values[`${id}_support`] ?? []).includes("yes"),
  drawnFrom: textAt(values, `${id}_drawn`),
});

/** Where saving leads: on to the next area, or to the whole wheel – at once when something asks for a report of concern. */
function afterSaving({ matter, practice, perspective, step }: Filling, saved: { entries: readonly AreaFilled[]; intent: string }): { to: string; done?: string } {
  const wheel = `/matters/${matter.id}/wheel`;
  const raised = saved.entries.some(({ area, mark }) => raisesConcern(practice, area, mark));
  if (step?.next === undefined || saved.intent === "stop" || raised) return { to: wheel, done: "inquiry.saved" };
  return { to: `${wheel}/${perspective}?area=${step.next}` };
}

function fillingOf(wheel: NonNullable<Awaited<ReturnType<typeof findWheel>>>, perspective: Perspective, only: string | null): Filling {
  const { matter, practice, current } = wheel;
  const all = practice.wheel.areas;
  const entries = wheel.all.filter((entry) => entry.round === current && entry.perspective === perspective);
  const nth = all.findIndex(({ id }) => id === only);
  if (nth < 0) return { matter, practice, perspective, entries, areas: all, step: undefined };
  return { matter, practice, perspective, entries, areas: all.slice(nth, nth + 1), step: { nth: nth + 1, count: all.length, next: all[nth + 1]?.id } };
}

const buttonsOf = ({ step }: Filling, words: Words): FormButton[] =>
  step?.next === undefined
    ? [{ label: words.t("inquiry.save") }]
    : [{ label: words.t("inquiry.save.next") }, { label: words.t("inquiry.save.stop"), value: "stop", kind: "quiet" }];

/** One perspective, all areas or (`?area=`) one at a time, to go through together with a child. @ground U24 */
export const perspectivePage = form({
  path: "/matters/:matter/wheel/:perspective",
  area: "staff",
  access: "inquiry.write",
  audit: { event: "wheel.written", forFamily: true },
  params: z.object({ matter: MatterId, perspective: z.enum(perspectives) }),
  load: async ({ tx, house, params, query }): Promise<Filling | undefined> => {
    const wheel = await findWheel({ tx, house, matterId: params.matter });
    return wheel && fillingOf(wheel, params.perspective, query.get("area"));
  },
  trace: ({ matter, perspective }) => ({ matterId: matter.id, childId: matter.childId, shown: { perspective } }),
  title: ({ perspective }, words) => words.t(`inquiry.of.${perspective}`),
  fields: fieldsOf,
  initial: initialOf,
  buttons: buttonsOf,
  view: (filling, seen, { state }) => <PerspectivePage filling={filling} state={state} seen={seen} buttons={buttonsOf(filling, seen.words)} />,
  perform: async (acting, { model, values, intent }) => {
    const entries = model.areas.map(({ id }) => filledIn(values, id));
    const now = model.entries.at(-1)?.how ?? "";
    const how = "how" in values ? { how: textAt(values, "how"), howBefore: textAt(values, "how_drawn") } : { how: now, howBefore: fingerprintOfText(now) };
    const result = await saveWheel(acting, { matter: model.matter, perspective: model.perspective, entries, ...how });
    if (isRefusal(result) || isConflict(result)) return result;
    return { ...afterSaving(model, { entries, intent }), trace: { shown: { perspective: model.perspective, saved: true } } };
  },
});
