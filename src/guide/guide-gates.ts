import type { House } from "../house.ts";
import { dayOf, type Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { isLanguage } from "../platform/i18n/words.tsx";
import type { Gate } from "../platform/web/gate.ts";
import { SAFE_HEADERS } from "../platform/web/request.ts";
import { search } from "./guide-search.ts";

type GuideDeps = { readonly house: House; readonly database: Database; readonly clock: Clock };

const OPEN_HEADERS = { ...SAFE_HEADERS, "cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*", "cache-control": "no-store" };
const MOST = 20;

/** What went wrong with a question to the open data, as RFC 9457 has it. */
const problem = (status: number, title: string, detail: string): Response =>
  new Response(JSON.stringify({ type: "about:blank", title, status, detail }), { status, headers: { ...OPEN_HEADERS, "content-type": "application/problem+json" } });

/** The guide's search as open data: `{ hits: [{ type, id, title, kinds }] }`. */
const searchGate = ({ house, database, clock }: GuideDeps): Gate => ({
  path: "/api/v1/guide/search", method: "GET", access: "public", audit: "nothing",
  handle: async (request) => {
    const query = new URL(request.url).searchParams;
    const [text, language, guide] = [query.get("q") ?? "", query.get("lang") ?? "sv", query.get("guide") ?? house.guide];
    if (text.trim() === "") return problem(400, "The question is missing", "Give what is asked in `q`.");
    if (text.length > 500) return problem(400, "The question is too long", "`q` may have at most 500 characters.");
    if (!isLanguage(language)) return problem(400, "The language is not known", "`lang` is one of sv, easy, en, fi, ar, so, fa, ti and uk.");
    const { hits } = await database.withoutActor((tx) => search(tx, { text, language, guide, at: clock.now(), today: dayOf(clock.now()) }));
    const shown = hits.slice(0, MOST).map(({ type, handle, title, kinds }) => ({ type, id: handle, title, kinds }));
    return new Response(JSON.stringify({ hits: shown }), { headers: { ...OPEN_HEADERS, "content-type": "application/json" } });
  },
});

export const guideGates = (deps: GuideDeps): Gate[] => [searchGate(deps)];
