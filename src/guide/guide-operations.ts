import type { House } from "../house.ts";
import { dayOf, type Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { operation, type Operation } from "../platform/web/operation.ts";
import { language, matching, maybe, words } from "../platform/web/parameters.ts";
import { search } from "./guide-search.ts";

type GuideDeps = { readonly house: House; readonly database: Database; readonly clock: Clock };

const MOST = 20;

const hit = {
  type: "object", required: ["type", "id", "title", "kinds"],
  properties: {
    type: { enum: ["answer", "service", "activity"] },
    id: { type: "string", description: "The last part of its address: /answers/{id}, /services/{id}." },
    title: { type: "string" },
    kinds: { type: "array", items: { type: "string" }, description: "Kinds of help, as the codes of the taxonomy of kinds." },
  },
};

/** The guide's search as open data: `{ hits: [{ type, id, title, kinds }] }`. */
const searchGuide = ({ house, database, clock }: GuideDeps): Operation => operation({
  path: "/api/v1/guide/search", name: "searchGuide",
  summary: "Answers and services for a question in everyday words, the best first. Misspellings, inflections and several languages are understood.",
  parameters: {
    q: words("is what is asked, in one's own words", 500), lang: language,
    guide: maybe(matching("is the handle of a family guide; left out, the installation's own", /^[a-z0-9-]{1,40}$/)),
  },
  gives: { type: "application/json", says: `At most ${MOST} hits.`, schema: { type: "object", required: ["hits"], properties: { hits: { type: "array", maxItems: MOST, items: hit } } }, kept: "never" },
  answer: async ({ given: { q, lang, guide } }) => {
    const { hits } = await database.withoutActor((tx) => search(tx, { text: q, language: lang, guide: guide ?? house.guide, at: clock.now(), today: dayOf(clock.now()) }));
    return JSON.stringify({ hits: hits.slice(0, MOST).map(({ type, handle, title, kinds }) => ({ type, id: handle, title, kinds })) });
  },
});

/** What of the guide programs may ask for. */
export const guideOperations = (deps: GuideDeps): Operation[] => [searchGuide(deps)];
