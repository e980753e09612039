import type { VNode } from "preact";
import type { z } from "zod";
import type { Day } from "../clock.ts";
import type { Actor } from "../db/with-actor.ts";
import type { Tx } from "../db/connection.ts";
import type { Language, Words } from "../i18n/words.tsx";
import type { Conflict, Refusal } from "../result.ts";
import type { Fields, Raw, Values } from "./fields.ts";
import type { FormButton, FormState } from "./form.tsx";

/** Where a page belongs: decides its frame, its languages and whether it has the quick way out. `elsewhere` bears no sign of this house. */
export type Area = "staff" | "family" | "guide" | "open" | "elsewhere";

/** What is written in the trail when the route answers: `noun.past`. `forFamily`: the family sees staff's lines. */
export type Audited = { readonly event: string; readonly forFamily?: boolean };

/** What is for everybody and only reads: it leaves no line. */
type Unwatched = { readonly access: "public"; readonly audit: "nothing" };
/** What is for some, or what anybody may do: a line of each. */
type Watched<Access extends string> = { readonly access: Access; readonly audit: Audited };

/** Who may, and what is written about it. Neither has a default. Only a public page, which does nothing, leaves no line. */
export type Guard<Action extends string> = Unwatched | Watched<"public" | "signed-in" | "staff" | Action>;

/** What loading gets. `actor` is a promise so that queries can be sent before it is known: row-level security already holds. */
export type Asking<House, P> = {
  readonly tx: Tx;
  readonly house: House;
  readonly actor: Promise<Actor | undefined>;
  readonly params: P;
  readonly query: URLSearchParams;
  /** A visitor's language; whoever has signed in has one of their own (`actor`). */
  readonly language: Language;
  readonly at: Date;
  readonly today: Day;
};

/** What a command gets: as loading, with the actor known. */
export type Acting<House, P> = Omit<Asking<House, P>, "actor"> & { readonly actor: Actor; readonly words: Words };

/** What a command gets that anybody may give: nobody is known, whoever may have signed in beside it. */
export type Visiting<House, P> = Omit<Acting<House, P>, "actor">;

/** What a view gets beside its model. `can` answers by the same policy that would refuse the request. */
export type Seen = {
  readonly words: Words;
  readonly actor: Actor | undefined;
  readonly path: string;
  readonly at: Date;
  readonly today: Day;
  can(action: string): boolean;
  /** A once-id for a form the page draws itself. */
  once(): string;
};

/** Which child and matter the page is about, on which ground, and which things were shown: for the trail, ids and kinds only. */
export type Trace = {
  readonly matterId?: string | undefined;
  readonly childId?: string | undefined;
  readonly ground?: string | undefined;
  readonly shown?: Record<string, unknown> | undefined;
  /** This time the line would tell the family what another rule keeps secret. @ground OSL 35:1, REQ-147 */
  readonly hiddenFromFamily?: boolean | undefined;
};

/** A command that went well: where to go, and which `done.<key>` to say there. */
export type Done = { readonly to: string; readonly done?: string | undefined; readonly trace?: Trace | undefined };

type ParamsOf<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : Record<string, never>;

type Common<House, S extends z.ZodType | undefined, M> = {
  readonly path: string;
  readonly area: Area;
  readonly params?: S;
  load(asking: Asking<House, ParamsOf<S>>): Promise<M | undefined>;
  /** The tab's title: never a name, and never a subject on family pages. */
  title(model: NoInfer<M>, words: Words): string;
  trace?(model: NoInfer<M>): Trace;
};

export type PageSpec<House, Action extends string, S extends z.ZodType | undefined, M> = (Unwatched | Watched<"signed-in" | "staff" | Action>) & Common<House, S, M> & {
  /** Goes on to another address instead of showing anything. */
  go?(model: NoInfer<M>): string | undefined;
  /** Gives a file to keep instead of showing anything. */
  file?(model: NoInfer<M>, words: Words): Kept;
  view(model: NoInfer<M>, seen: Seen): VNode;
};

/** A file that a page gives. Its name is ours, and never anybody's. */
export type Kept = { readonly name: string; readonly type: string; readonly text: string };

type Performing<By, M, F extends Fields> = (by: By, input: { model: NoInfer<M>; values: Values<F>; intent: string; version: number }) => Promise<Done | Refusal | Conflict>;

type Filled<House, S extends z.ZodType | undefined, M, F extends Fields> = Common<House, S, M> & {
  fields(model: NoInfer<M>, words: Words, today: Day): F;
  initial?(model: NoInfer<M>): Raw;
  /** The row's version the form is drawn from, when it changes one. */
  version?(model: NoInfer<M>): number;
  buttons(model: NoInfer<M>, words: Words): readonly FormButton[];
  /** Draws the page around the form. `form` is the whole form; `state` is for a page that lays it out itself. */
  view(model: NoInfer<M>, seen: Seen, drawn: { form: VNode; state: FormState }): VNode;
};

export type FormSpec<House, Action extends string, S extends z.ZodType | undefined, M, F extends Fields> = Watched<"signed-in" | "staff" | Action> & Filled<House, S, M, F> & {
  /** Asks for a fresh sign-in (at most five minutes old) before the post counts. @ground REQ-205, S25 */
  readonly fresh?: true;
  perform: Performing<Acting<House, ParamsOf<S>>, M, F>;
};

/** A form that anybody may send without signing in. Row-level security lets nobody write: it acts through functions made for it. */
export type PublicFormSpec<House, S extends z.ZodType | undefined, M, F extends Fields> = Watched<"public"> & Filled<House, S, M, F> & {
  perform: Performing<Visiting<House, ParamsOf<S>>, M, F>;
};

export type OpenedForm = {
  fields(words: Words, today: Day): Fields;
  readonly initial: Raw;
  readonly version: number | undefined;
  buttons(words: Words): readonly FormButton[];
  perform<H>(by: Visiting<H, unknown> & { readonly actor: Actor | undefined }, input: { values: Values<Fields>; intent: string; version: number }): Promise<Done | Refusal | Conflict>;
};

/** A route's model loaded and closed over: what the kernel needs to draw it, and nothing it could misuse. */
export type Opened = {
  title(words: Words): string;
  readonly trace: Trace;
  main(seen: Seen, drawn: { form: VNode; state: FormState } | undefined): VNode;
  readonly form: OpenedForm | undefined;
  readonly go: string | undefined;
  readonly file?: ((words: Words) => Kept) | undefined;
};

/** A route, its types erased. Made only by `page`, `form` and `publicForm`. */
export type Route = Guard<string> & {
  readonly path: string;
  readonly area: Area;
  readonly methods: readonly ("GET" | "POST")[];
  readonly fresh: boolean;
  /** What it answers with; a page, when not said. */
  readonly gives?: "file" | undefined;
  open(asking: Asking<unknown, Record<string, string>>): Promise<Opened | undefined>;
};

/**
 * The kinds of route of a house. A page shows; a form shows on GET and acts on POST, at the same address; a public form does so for anybody.
 * `access` and `audit` are required: leaving one out does not compile.
 */
export function routesOf<House, Action extends string>() {
  const parse = <S extends z.ZodType | undefined>(schema: S | undefined, raw: Record<string, string>): ParamsOf<S> | undefined => {
    if (!schema) return {} as ParamsOf<S>;
    const parsed = schema.safeParse(raw);
    return parsed.success ? (parsed.data as ParamsOf<S>) : undefined;
  };
  const asked = <P>(asking: Asking<unknown, Record<string, string>>, params: P) => ({ ...asking, params }) as Asking<House, P>;

  function page<M, S extends z.ZodType | undefined = undefined>(spec: PageSpec<House, Action, S, M>): Route {
    return {
      ...guardOf(spec), path: spec.path, area: spec.area, methods: ["GET"], fresh: false, gives: spec.file && "file",
      open: async (asking) => {
        const params = parse(spec.params, asking.params);
        const model = params === undefined ? undefined : await spec.load(asked(asking, params));
        if (model === undefined) return undefined;
        return { title: (words) => spec.title(model, words), trace: spec.trace?.(model) ?? {}, main: (seen) => spec.view(model, seen), form: undefined, go: spec.go?.(model), file: spec.file && ((words) => spec.file!(model, words)) };
      },
    };
  }

  function filled<M, F extends Fields, S extends z.ZodType | undefined, By>(spec: Filled<House, S, M, F> & Guard<string> & { readonly fresh?: true; perform: Performing<By, M, F> }): Route {
    return {
      ...guardOf(spec), path: spec.path, area: spec.area, methods: ["GET", "POST"], fresh: spec.fresh ?? false,
      open: async (asking) => {
        const params = parse(spec.params, asking.params);
        const model = params === undefined ? undefined : await spec.load(asked(asking, params));
        if (params === undefined || model === undefined) return undefined;
        return {
          title: (words) => spec.title(model, words),
          trace: spec.trace?.(model) ?? {},
          main: (seen, drawn) => spec.view(model, seen, drawn!),
          go: undefined,
          form: {
            fields: (words, today) => spec.fields(model, words, today),
            initial: spec.initial?.(model) ?? {},
            version: spec.version?.(model),
            buttons: (words) => spec.buttons(model, words),
            perform: (by, input) => spec.perform({ ...by, params } as unknown as By, { ...input, values: input.values as Values<F>, model }),
          },
        };
      },
    };
  }

  const form = <M, F extends Fields, S extends z.ZodType | undefined = undefined>(spec: FormSpec<House, Action, S, M, F>): Route => filled(spec);
  const publicForm = <M, F extends Fields, S extends z.ZodType | undefined = undefined>(spec: PublicFormSpec<House, S, M, F>): Route => filled(spec);
  return { page, form, publicForm };
}

const guardOf = (guard: Guard<string>): Guard<string> =>
  guard.audit === "nothing" ? { access: "public", audit: "nothing" } : { access: guard.access, audit: guard.audit };
