import { randomUUID } from "node:crypto";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { ButtonLink, Card, PageTitle, SaidText, type NoticeProps } from "../../ui/index.ts";
import { dayOf } from "../clock.ts";
import type { Actor } from "../db/with-actor.ts";
import { SpokenIn, type Words } from "../i18n/words.tsx";
import type { Conflict } from "../result.ts";
import { versionIn, wordsFor, type Answer } from "./ask.ts";
import { ConflictTexts } from "./conflict.tsx";
import { parseFields, type Problems, type Raw } from "./fields.ts";
import { FormOf, problemLinks, type FormState } from "./form.tsx";
import type { Framed, Hit, KernelDeps, Verdict } from "./kernel.tsx";
import { LATER, SAFE_HEADERS } from "./request.ts";
import type { Kept, Opened, OpenedForm, Seen } from "./route.ts";

type Drawing = {
  readonly opened: Opened; readonly actor: Actor | undefined; readonly verdict: Verdict;
  readonly values?: Raw; readonly version?: number; readonly problems?: Problems; readonly conflict?: Conflict | undefined; readonly restored?: boolean;
  readonly outOfHours?: readonly string[] | undefined;
};

function stateOf(hit: Hit, form: OpenedForm, words: Words, of: Drawing): FormState {
  const fields = form.fields(words, dayOf(hit.at));
  // Only who has been shown the other's words goes on from the newer version.
  const version = of.conflict || form.version === undefined ? form.version : (of.version ?? form.version);
  return { action: hit.path, fields, values: of.values ?? form.initial, problems: of.problems ?? {}, once: randomUUID(), version, conflict: of.conflict };
}

/** Draws a page or a form: fresh, with its problems, with somebody else's change beside one's own, or with what was kept. */
export function pageOf(deps: KernelDeps, hit: Hit, of: Drawing): Response {
  const { opened, actor, verdict } = of;
  const words = wordsFor(deps, hit, actor);
  const seen: Seen = { words, actor, path: hit.path, at: hit.at, today: dayOf(hit.at), can: (action) => verdict.can(action), once: () => randomUUID() };
  const state = opened.form && stateOf(hit, opened.form, words, of);
  const drawn = state && opened.form ? { form: <FormOf state={state} buttons={opened.form.buttons(words)} />, state } : undefined;
  const failed = Object.keys(of.problems ?? {}).length > 0;
  const main = (
    <>
      {of.conflict && state && <ConflictTexts conflict={of.conflict} state={state} />}
      {opened.main(seen, drawn)}
    </>
  );
  const framed: Framed = {
    title: opened.title(words), area: hit.route.area, words, actor, path: hit.path, at: hit.at, main,
    messages: messagesOf(hit, words, of.restored ?? false), problems: failed && state ? problemLinks(words, state) : [], outOfHours: of.outOfHours,
  };
  return html(deps.frame(framed), words, failed ? 422 : of.conflict ? 409 : 200);
}

type Plain = {
  readonly status: number; readonly title: string; readonly text: string; readonly actor?: Actor | undefined; readonly words: Words;
  /** What was posted, to be given back to its writer. */
  readonly written?: URLSearchParams | undefined;
  /** The way on; the start page, when left out. */
  readonly way?: { readonly href: string; readonly label: string } | undefined;
};

const startWay = ({ actor, words }: Plain): NonNullable<Plain["way"]> => ({ href: actor ? "/start" : "/", label: words.t("error.missing.home") });

/** A page without a route of its own: not found, foreign, fault. */
export function plain(deps: KernelDeps, hit: Hit, of: Plain): Response {
  const [way, written] = [of.way ?? startWay(of), of.written ? sentencesOf(of.written) : []];
  const main = (
    <>
      <PageTitle lead={of.text}>{of.title}</PageTitle>
      {written.length > 0 && (
        <Card title={of.words.t("error.written.title")}>
          <p>{of.words.t("error.written.text")}</p>
          {written.map((text, nth) => <p key={nth}><SaidText>{text}</SaidText></p>)}
        </Card>
      )}
      <p><ButtonLink href={way.href}>{way.label}</ButtonLink></p>
    </>
  );
  const framed: Framed = { title: of.title, area: hit.route.area, words: of.words, actor: of.actor, path: hit.path, at: hit.at, main, messages: [], problems: [] };
  return html(deps.frame(framed), of.words, of.status);
}

/** The sentences of a post, without what the form carried by itself. */
const sentencesOf = (post: URLSearchParams): string[] =>
  [...post].filter(([name, value]) => !["once", "version", "intent"].includes(name) && /\s/.test(value.trim())).map(([, value]) => value);

function missing(deps: KernelDeps, hit: Hit, { actor, refusal, written }: Extract<Answer, { kind: "missing" }>): Response {
  const words = wordsFor(deps, hit, actor);
  // Who is refused and told so works with the matter: its page shows what comes next.
  const way = hit.params["matter"] ? { href: `/matters/${hit.params["matter"]}`, label: words.t("error.toChild") } : undefined;
  if (refusal) return plain(deps, hit, { status: 409, title: words.say(`refusal.${refusal}`), text: words.say(`refusal.${refusal}.next`), actor, words, written, way });
  return plain(deps, hit, { status: 404, title: words.t("error.missing.title"), text: words.t("error.missing.text"), actor, words, written });
}

/** The response to whatever a request came to. */
export function respond(deps: KernelDeps, hit: Hit, answer: Answer): Response {
  switch (answer.kind) {
    case "go":
      return go(answer.to);
    case "sign-in":
      return go(`/sign-in?to=${encodeURIComponent(hit.path)}`);
    case "again":
      return go(`/sign-in/again?to=${encodeURIComponent(hit.path)}`);
    case "missing":
      return missing(deps, hit, answer);
    case "page":
      return shown(deps, hit, answer);
  }
}

function shown(deps: KernelDeps, hit: Hit, answer: Extract<Answer, { kind: "page" }>): Response {
  const { opened, actor, parked } = answer;
  if (opened.go !== undefined) return go(opened.go);
  if (opened.file) return kept(opened.file(wordsFor(deps, hit, actor)));
  if (!parked || !opened.form) return pageOf(deps, hit, answer);
  const { values } = parseFields(opened.form.fields(wordsFor(deps, hit, actor), dayOf(hit.at)), parked);
  return pageOf(deps, hit, { ...answer, values, version: versionIn(parked), restored: true });
}

const html = (page: VNode, words: Words, status: number): Response => asPage(`<!doctype html>${renderToString(<SpokenIn value={words}>{page}</SpokenIn>)}`, status);

/** Every page carries the safe headers and is kept by nobody. */
const asPage = (text: string, status: number): Response =>
  new Response(text, { status, headers: { ...SAFE_HEADERS, ...(status === 503 ? LATER : {}), "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });

/** A page as it was when the database last answered: whoever asks again later gets it as it is. */
export const asStill = (text: string): Response => {
  const page = asPage(text, 200);
  page.headers.set("retry-after", LATER["retry-after"]);
  return page;
};

const kept = ({ name, type, text }: Kept): Response =>
  new Response(text, { headers: { ...SAFE_HEADERS, "content-type": type, "content-disposition": `attachment; filename="${name}"`, "cache-control": "no-store" } });

const go = (to: string): Response => new Response(null, { status: 303, headers: { ...SAFE_HEADERS, location: to, "cache-control": "no-store" } });

function messagesOf(hit: Hit, words: Words, restored: boolean): NoticeProps[] {
  const done = new URL(hit.request.url).searchParams.get("done");
  const messages: NoticeProps[] = [];
  if (done && words.has(`done.${done}`)) messages.push({ kind: "success", title: words.say(`done.${done}`) });
  const away = new URL(hit.request.url).searchParams.get("away");
  if (away && words.has(`error.away.${away}`)) messages.push({ kind: "warning", title: words.say(`error.away.${away}`) });
  if (restored) messages.push({ kind: "info", title: words.t("form.restored.title"), children: <p>{words.t("form.restored.text")}</p> });
  return messages;
}
