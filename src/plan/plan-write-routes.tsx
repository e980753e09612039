import { z } from "zod";
import { form } from "../house.ts";
import { MatterId } from "../platform/ids.ts";
import { refuse } from "../platform/result.ts";
import type { Fields } from "../platform/web/fields.ts";
import type { Route } from "../platform/web/route.ts";
import { Said } from "../ui/index.ts";
import { changePlan } from "./plan-actions.ts";
import {
  followUpPart, goalPart, isNeeded, measurePart, morePart, newGoalPart, newMeasurePart, newPartyPart, noWordsPart, partyPart, removals, whyPart, wordsPart, type Part,
} from "./plan-parts.ts";
import { PartPage, planPath } from "./plan-write-pages.tsx";
import { loadWriting, traceOf, type Writing } from "./plan-writing.ts";

const audit = { event: "plan.written", forFamily: true } as const;

/** Something that only adds changes nothing that anybody else has written. */
const ADDS = { key: "new", seen: Number.MAX_SAFE_INTEGER };

type Shown<F extends Fields> = { readonly writing: Writing; readonly part: Part<F>; readonly gone: boolean };

/** What a form of one part needs besides its address: which part it is, and its title's key. */
type PartRoute<F extends Fields, S extends z.ZodType<{ matter: MatterId }>> = {
  readonly path: string; readonly params: S; readonly title: string;
  part(params: z.output<S>): Part<F>;
  /** The way to take the entry away. */
  readonly removal?: string;
};

const isGone = (part: Part<Fields>, { content }: Writing): boolean => {
  const id = part.path.split("/")[1] ?? "";
  const all = [...content.measures, ...content.goals].map((entry) => entry.id);
  return !["new", "missing", ""].includes(id) && !all.includes(id) && !content.parties.some(({ unitId }) => unitId === id);
};

/** An entry that has been taken away can still be sent by whoever was changing it: nobody's words are lost. */
const wasThere = (part: Part<Fields>, { draft }: Writing): boolean => part.key !== undefined && draft?.touched[part.key] !== undefined;

function partRoute<F extends Fields, S extends z.ZodType<{ matter: MatterId }>>({ path, params, title, part: partOf, removal }: PartRoute<F, S>): Route {
  return form<Shown<F>, F, S>({
    path: `/matters/:matter/plan/${path}`, area: "staff", access: "plan.write", audit, params,
    load: async (asking) => {
      const writing = await loadWriting({ ...asking, params: asking.params as { matter: MatterId } });
      const part = partOf(asking.params as z.output<S>);
      if (!writing) return undefined;
      const gone = isGone(part as unknown as Part<Fields>, writing);
      return !gone || wasThere(part as unknown as Part<Fields>, writing) ? { writing, part, gone } : undefined;
    },
    trace: ({ writing }) => traceOf(writing),
    title: (_, words) => words.say(title),
    fields: ({ writing, part }, words, today) => part.fields(writing, words, today),
    initial: ({ writing, part }) => part.initial(writing),
    version: ({ writing }) => writing.draft?.version ?? 0,
    buttons: ({ part }, words) => [{ label: words.say(`plan.do.${part.button}`) }],
    view: ({ writing, part, gone }, seen, { form: drawn }) => {
      const removing = removal && !gone ? { action: `${planPath(writing)}/${part.path}/remove`, label: seen.words.say(removal) } : undefined;
      return <PartPage writing={writing} seen={seen} title={seen.words.say(title)} form={drawn} removing={removing} gone={gone} />;
    },
    perform: async (hand, { model: { writing, part }, values, version }) => {
      const { key, seen } = part.key === undefined ? ADDS : { key: part.key, seen: version };
      const failed = await changePlan(hand, { matter: writing.matter, part: key, seen, apply: (draft) => part.apply(draft, values, { hand, writing }), now: part.now });
      return failed ?? { to: `${planPath(writing)}#${part.section}`, done: "saved", trace: { shown: { part: part.section } } };
    },
  });
}

const inMatter = z.object({ matter: MatterId });
const measureIn = z.object({ matter: MatterId, measure: z.uuid() });
const goalIn = z.object({ matter: MatterId, goal: z.uuid() });
const unitIn = z.object({ matter: MatterId, unit: z.uuid() });

function removeRoute(what: keyof typeof removals, of: { name: string; title: string }): Route {
  const { key, section, named, without } = removals[what];
  const idOf = (params: Record<string, string>): string => params[of.name] ?? "";
  return form({
    path: `/matters/:matter/plan/${what}/:${of.name}/remove`, area: "staff", access: "plan.write", audit: { event: "plan.entry-removed", forFamily: true },
    params: z.object({ matter: MatterId, [of.name]: z.uuid() }),
    load: async (asking) => {
      const params = asking.params as { matter: MatterId } & Record<string, string>;
      const writing = await loadWriting({ ...asking, params });
      return writing && { writing, id: idOf(params) };
    },
    trace: ({ writing }) => traceOf(writing),
    title: (_, words) => words.say(of.title),
    fields: () => ({}),
    version: ({ writing }) => writing.draft?.version ?? 0,
    buttons: (_, words) => [{ label: words.say(of.title), kind: "danger" }],
    view: ({ writing, id }, seen, { form: drawn }) => {
      const form = <><p><strong><Said>{named(writing.content, id)}</Said></strong></p><p>{seen.words.t("plan.remove.text")}</p>{drawn}</>;
      return <PartPage writing={writing} seen={seen} title={seen.words.say(of.title)} form={form} gone={false} />;
    },
    perform: async (hand, { model: { writing, id }, version }) => {
      const apply = (draft: Writing["content"]) => (what === "parties" && isNeeded(draft, id) ? refuse("plan.party.needed") : without(draft, id));
      const failed = await changePlan(hand, { matter: writing.matter, part: `${key}:${id}`, seen: version, apply, now: () => ({}) });
      return failed ?? { to: `${planPath(writing)}#${section}`, done: "planRemoved", trace: { shown: { removed: key } } };
    },
  });
}

/** The title of a part that has a section of its own is said by the page's heading; these are for the tab. */
export const planWriteRoutes: readonly Route[] = [
  partRoute({ path: "words", params: inMatter, title: "plan.words.label", part: () => wordsPart }),
  partRoute({ path: "words/missing", params: inMatter, title: "plan.words.missing", part: () => noWordsPart }),
  partRoute({ path: "why", params: inMatter, title: "plan.title.why", part: () => whyPart }),
  partRoute({ path: "more", params: inMatter, title: "plan.more", part: () => morePart }),
  partRoute({ path: "follow-up", params: inMatter, title: "plan.title.followUp", part: () => followUpPart }),
  partRoute({ path: "goals/new", params: inMatter, title: "plan.goal.new", part: () => newGoalPart }),
  partRoute({ path: "goals/:goal", params: goalIn, title: "plan.goal.change", part: ({ goal }) => goalPart(goal), removal: "plan.remove.goal" }),
  partRoute({ path: "measures/new", params: inMatter, title: "plan.measure.new", part: () => newMeasurePart }),
  partRoute({ path: "measures/:measure", params: measureIn, title: "plan.measure.change", part: ({ measure }) => measurePart(measure), removal: "plan.remove.measure" }),
  partRoute({ path: "parties/new", params: inMatter, title: "plan.party.new", part: () => newPartyPart }),
  partRoute({ path: "parties/:unit", params: unitIn, title: "plan.party.change", part: ({ unit }) => partyPart(unit), removal: "plan.remove.party" }),
  removeRoute("measures", { name: "measure", title: "plan.remove.measure" }),
  removeRoute("goals", { name: "goal", title: "plan.remove.goal" }),
  removeRoute("parties", { name: "unit", title: "plan.remove.party" }),
];
