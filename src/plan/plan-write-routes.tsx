import { z } from "zod";
import { form } from "../house.ts";
import { MatterId } from "../platform/ids.ts";
import { refuse } from "../platform/result.ts";
import type { Fields } from "../platform/web/fields.ts";
import type { Route } from "../platform/web/route.ts";
import { Said } from "../ui/index.ts";
import { changePlan } from "./plan-actions.ts";
import { goalPart, isNeeded, measurePart, partyPart, removals, type Part } from "./plan-parts.ts";
import { changeOf, fieldsTogether, initialTogether, pageParts, wholePart, writeTogether } from "./plan-together.ts";
import { ONWARD, PartPage, planPath, WritingPage } from "./plan-write-pages.tsx";
import { loadWriting, traceOf, type Writing } from "./plan-writing.ts";

const audit = { event: "plan.written", forFamily: true } as const;

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
      const { key, seen } = changeOf(part, version);
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

/** A part of the plan's own page: its button keeps it with whatever else stands there, and what lacks something is said on that page. */
const togetherRoute = (part: Part<Fields>, title: string): Route =>
  form({
    path: `/matters/:matter/plan/${part.path}`, area: "staff", access: "plan.write", audit, params: inMatter,
    load: (asking) => loadWriting(asking),
    trace: (writing) => traceOf(writing),
    title: (_, words) => words.say(title),
    fields: (writing, words, today) => fieldsTogether({ writing, words, today }, part),
    initial: initialTogether,
    version: ({ draft }) => draft?.version ?? 0,
    buttons: () => [],
    view: (writing, seen, { state }) => <WritingPage writing={writing} seen={seen} state={state} />,
    perform: async (hand, { model: writing, values, version, intent }) => {
      const failed = await writeTogether(hand, { writing, pressed: part, values, version, alsoProposed: intent === ONWARD });
      return failed ?? { to: intent === ONWARD ? `${planPath(writing)}/adopt` : `${planPath(writing)}#${part.section}`, done: "saved", trace: { shown: { part: part.section } } };
    },
  });

/** For the tab: a part's own heading is on the page. */
const titles: Readonly<Record<string, string>> = {
  words: "plan.words.label", "words/missing": "plan.words.missing", why: "plan.title.why", more: "plan.more", "follow-up": "plan.title.followUp", "goals/new": "plan.goal.new", "measures/new": "plan.measure.new", "parties/new": "plan.party.new",
};

export const planWriteRoutes: readonly Route[] = [
  ...[wholePart, ...pageParts].map((part) => togetherRoute(part, titles[part.path] ?? "plan.title")),
  partRoute({ path: "goals/:goal", params: goalIn, title: "plan.goal.change", part: ({ goal }) => goalPart(goal), removal: "plan.remove.goal" }),
  partRoute({ path: "measures/:measure", params: measureIn, title: "plan.measure.change", part: ({ measure }) => measurePart(measure), removal: "plan.remove.measure" }),
  partRoute({ path: "parties/:unit", params: unitIn, title: "plan.party.change", part: ({ unit }) => partyPart(unit), removal: "plan.remove.party" }),
  removeRoute("measures", { name: "measure", title: "plan.remove.measure" }),
  removeRoute("goals", { name: "goal", title: "plan.remove.goal" }),
  removeRoute("parties", { name: "unit", title: "plan.remove.party" }),
];
