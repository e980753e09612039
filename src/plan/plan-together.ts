import { createHash } from "node:crypto";
import type { Hand } from "../house.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { hidden, type Field, type Fields, type Raw, type Values } from "../platform/web/fields.ts";
import { changePlan } from "./plan-actions.ts";
import { followUpPart, morePart, newGoalPart, newMeasurePart, newPartyPart, noWordsPart, whyPart, wordsPart, type Part } from "./plan-parts.ts";
import type { Writing } from "./plan-writing.ts";

/** Each part keeps its own types where it is written; here they are all the same. */
const alike = <F extends Fields>(part: Part<F>): Part<Fields> => part as unknown as Part<Fields>;

/**
 * The parts that stand on the plan's own page. They are one form, and each has its own button: whatever stands in any of them is kept with
 * the one that is pressed, with and without JavaScript, and none of it is lost when something is wrong or a session has ended. @ground U07, S40
 */
export const pageParts: readonly Part<Fields>[] = [alike(wordsPart), alike(noWordsPart), alike(whyPart), alike(newGoalPart), alike(newMeasurePart), alike(newPartyPart), alike(followUpPart), alike(morePart)];

/** Saves whatever stands in the parts, none of them before the others. */
export const wholePart: Part<Fields> = { path: "all", section: "child-voice", button: "save", fields: () => ({}), initial: () => ({}), apply: (draft) => draft, now: () => ({}) };

const asked = (field: Field): Field => (field.kind === "hidden" ? field : { ...field, required: false });
const relaxed = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, asked(field)]));

type At = { readonly writing: Writing; readonly words: Words; readonly today: string };

/** Everything that can be written on the page; only what the pressed part needs must be there. */
export const fieldsTogether = ({ writing, words, today }: At, pressed?: Part<Fields>): Fields => {
  const parts = pageParts.map((part) => (part.path === pressed?.path ? part.fields(writing, words, today) : relaxed(part.fields(writing, words, today))));
  return { ...(Object.assign({}, ...parts) as Fields), drawn: hidden(drawnFrom({ writing, words, today })) };
};

export const initialTogether = (writing: Writing): Raw => Object.assign({}, ...pageParts.map((part) => part.initial(writing))) as Raw;

const PRINT = 10;
const asText = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value ?? []).join(","));

/** What stands in a part, without its words. A proposed day is no row of its own. */
function printOf(part: Part<Fields>, values: Raw, { writing, words, today }: At): string {
  const names = Object.entries(part.fields(writing, words, today)).flatMap(([name, { kind }]) => (part.button === "add" && kind === "day" ? [] : [name]));
  return createHash("sha256").update(JSON.stringify(names.map((name) => asText(values[name])))).digest("base64url").slice(0, PRINT);
}

/** What the page was drawn from travels with it: a part that somebody else has changed meanwhile is not taken for one that its reader wrote in. @ground S39 */
const drawnFrom = (at: At): string => pageParts.map((part) => printOf(part, part.initial(at.writing), at)).join(".");

/** Whether somebody has written something in a part since the page was drawn. */
export function isWritten(part: Part<Fields>, values: Raw, at: At): boolean {
  const drawn = asText(values["drawn"]).split(".")[pageParts.findIndex(({ path }) => path === part.path)];
  return printOf(part, values, at) !== (drawn || printOf(part, part.initial(at.writing), at));
}

export type Pressed = { readonly writing: Writing; readonly pressed: Part<Fields>; readonly values: Values<Fields>; readonly version: number; /** Proposals that are kept as they stand. */ readonly alsoProposed: boolean };

/** The parts to keep: the pressed one and all in which something is written; of two that say the same thing, the pressed or else the first. */
function partsToKeep({ writing, pressed, values, alsoProposed }: Pressed, { words, today }: Pick<At, "words" | "today">): Part<Fields>[] {
  const isProposal = (part: Part<Fields>) => alsoProposed && part.path === followUpPart.path && writing.content.followUp.on === undefined;
  const some = pageParts.filter((part) => part.path === pressed.path || isProposal(part) || isWritten(part, values, { writing, words, today }));
  const first = [...some.filter(({ path }) => path === pressed.path), ...some.filter(({ path }) => path !== pressed.path)];
  return first.filter((part, nth) => part.key === undefined || first.findIndex(({ key }) => key === part.key) === nth);
}

/** Something that only adds changes nothing that anybody else has written. */
const ADDS = { key: "new", seen: Number.MAX_SAFE_INTEGER };

export const changeOf = (part: Pick<Part<Fields>, "key">, version: number): { key: string; seen: number } => (part.key === undefined ? ADDS : { key: part.key, seen: version });

/** Keeps everything that stands on the page, or nothing: what lacks something is said at its field, with every word still there. */
export async function writeTogether(hand: Hand & { readonly words: Words }, of: Pressed): Promise<Refusal | Conflict | undefined> {
  const { writing, values, version } = of;
  for (const part of partsToKeep(of, hand)) {
    const lacking = Object.entries(part.fields(writing, hand.words, hand.today)).find(([name, field]) => field.kind !== "hidden" && field.required && asText(values[name]) === "");
    if (lacking) return refuse("plan.part-lacks", { field: lacking[0], label: lacking[1].label });
    const { key, seen } = changeOf(part, version);
    const failed = await changePlan(hand, { matter: writing.matter, part: key, seen, apply: (draft) => part.apply(draft, values, { hand, writing }), now: part.now });
    if (failed) return failed;
  }
  return undefined;
}
