import { listKinds, listPublished, listPublishedIds, listPublishers, type Picking, type Publisher } from "../directory/index.ts";
import { dayOf, type Clock } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { operation, problem, type Operation, type Problem } from "../platform/web/operation.ts";
import { id, isId, language, matching, maybe, oneOf, words, yesNo, type Parameter, type Schema } from "../platform/web/parameters.ts";
import { atLocationOf, beginningOf, organizationOf, serviceOf, tellingOn, wholeOrganizationOf, wholeServiceOf, type Telling } from "./hsds.ts";
import { meantBy, taxonomiesIn, termsIn } from "./hsds-terms.ts";
import { pageFrom, pageOf, pageSchema, paging, partOf } from "./pages.ts";

export type ApiDeps = { readonly database: Database; readonly clock: Clock; readonly url: string };

const HSDS = "/api/v1/hsds";
/** The schemas are Open Referral's own, and stand where it has published them. */
export const hsdsSchema = (name: string): Schema => ({ $ref: `https://raw.githubusercontent.com/openreferral/specification/3.0/schema/${name}.json` });
const json = "application/json";

/** A day, or an instant; a plus sign that was not written as %2B has become a space on the way. */
const instant: Parameter<string> = {
  says: "is a day (2026-01-31) or a time with its zone (2026-01-31T08:00:00Z)", schema: { anyOf: [{ type: "string", format: "date" }, { type: "string", format: "date-time" }] },
  read: (text) => {
    const [, day, rest] = /^((?:19|2\d)\d\d-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+ -]\d\d:\d\d))?$/.exec(text) ?? [];
    const time = day === undefined ? Number.NaN : Date.parse(rest === undefined ? `${day}T12:00:00Z` : `${day}${rest.replace(" ", "+")}`);
    return Number.isNaN(time) || new Date(`${day}T12:00:00Z`).toISOString().slice(0, 10) !== day ? undefined : dayOf(new Date(time));
  },
};

const shared = {
  guide: maybe(matching("is the handle of a family guide, such as degerfors; left out, all of them", /^[a-z0-9-]{1,40}$/)),
  search: maybe(words("is some words, each of which must stand somewhere in it", 200)),
  format: oneOf("is the form of the answer", ["json"], "json"),
};
const narrowing = {
  ...shared, taxonomy_term_id: maybe(id("is the id of a taxonomy term")), taxonomy_id: maybe(id("is the id of a taxonomy")),
  organization_id: maybe(id("is the id of an organization")), modified_after: maybe(instant),
};
type Narrowed = { readonly [Name in "guide" | "search" | "taxonomy_term_id" | "taxonomy_id" | "organization_id" | "modified_after"]: string | undefined };

export const tellingOf = ({ clock, url }: ApiDeps): Telling => tellingOn(dayOf(clock.now()), url);

const wordsOf = (search: string | undefined): string[] => search?.split(/\s+/) ?? [];

/** Which cards the parameters mean; nothing when they name a term or a taxonomy that does not exist. */
async function pickingOf(tx: Tx, today: string, given: Narrowed): Promise<Picking | undefined> {
  const { guide, search, taxonomy_term_id: term, taxonomy_id: taxonomy, organization_id: organization, modified_after: checkedSince } = given;
  if (taxonomy !== undefined && !taxonomiesIn("sv").some((one) => one.id === taxonomy.toLowerCase())) return undefined;
  const meant = term === undefined ? {} : meantBy(termsIn("sv", await listKinds(tx, "sv")), term);
  return meant && { today, guide, words: wordsOf(search), checkedSince, organizations: organization === undefined ? undefined : [organization], ...meant };
}

const missing = (what: string): Problem => problem(404, `There is no such ${what}`, `No ${what} with this id is published. It may have been taken away.`);

const aboutHsds = ({ url }: ApiDeps, path: string, name: string): Operation => operation({
  path, name, summary: "Which version of HSDS this is, and where it is described.", parameters: {},
  gives: { type: json, says: "About this API.", schema: { type: "object", required: ["version", "profile", "openapi_url"], properties: { version: { type: "string" }, profile: { type: "string", format: "uri" }, openapi_url: { type: "string", format: "uri" } } } },
  answer: async () => JSON.stringify({ version: "3.0", profile: `${url}/open-data`, openapi_url: `${url}/api/v1/openapi.json` }),
});

const minimal = { type: "object", required: ["id", "modified_date"], properties: { id: { type: "string", format: "uuid" }, modified_date: { type: "string", format: "date-time" } }, additionalProperties: false };

const listServices = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/services`, name: "listServices",
  summary: "Services, by name. What is no longer published is left out: compare with the ids of `minimal=true` to learn what has gone.",
  parameters: { ...narrowing, ...paging, minimal: yesNo("is whether all are given on one page, with id and date only"), full: yesNo("is whether each has all that hangs on it") },
  gives: { type: json, says: "A page of services.", schema: pageSchema({ anyOf: [hsdsSchema("service"), minimal] }) },
  answer: ({ given }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    const picking = await pickingOf(tx, telling.today, given);
    if (!picking) return pageOf(given, [], 0);
    if (given.minimal) {
      const all = await listPublishedIds(tx, picking);
      return pageOf({ page: 1, per_page: Math.max(1, all.length) }, all.map(({ id: of, checkedOn }) => ({ id: of, modified_date: beginningOf(checkedOn) })), all.length);
    }
    const { items, total } = await listPublished(tx, picking, partOf(given));
    return pageOf(given, items.map((service) => (given.full ? wholeServiceOf : serviceOf)(telling, service)), total);
  }),
});

const findService = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/services/:id`, name: "getService", summary: "One service, with all that hangs on it.", parameters: {}, gives: { type: json, says: "The service.", schema: hsdsSchema("service") },
  answer: ({ params }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    const [service] = isId(params["id"]!) ? (await listPublished(tx, { today: telling.today, ids: [params["id"]!] })).items : [];
    return service ? JSON.stringify(wholeServiceOf(telling, service)) : missing("service");
  }),
});

const listPlaced = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/service_at_locations`, name: "listServiceAtLocations", summary: "Services that one can come to, with their places. An entry goes by the service's id.",
  parameters: { ...narrowing, ...paging, full: yesNo("is whether each has its whole service") },
  gives: { type: json, says: "A page of services at locations.", schema: pageSchema(hsdsSchema("service_at_location")) },
  answer: ({ given }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    const picking = await pickingOf(tx, telling.today, given);
    const { items, total } = picking ? await listPublished(tx, { ...picking, placed: true }, partOf(given)) : { items: [], total: 0 };
    return pageOf(given, items.map((service) => ({ ...atLocationOf(service), ...(given.full ? { service: wholeServiceOf(telling, service) } : {}) })), total);
  }),
});

const findPlaced = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/service_at_locations/:id`, name: "getServiceAtLocation", summary: "One service at its place, with the whole service.", parameters: {},
  gives: { type: json, says: "The service at its location.", schema: hsdsSchema("service_at_location") },
  answer: ({ params }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    const [service] = isId(params["id"]!) ? (await listPublished(tx, { today: telling.today, ids: [params["id"]!], placed: true })).items : [];
    return service ? JSON.stringify({ ...atLocationOf(service), service: wholeServiceOf(telling, service) }) : missing("service at a location");
  }),
});

/** Organizations with all that hangs on them, their services whole where that is asked for. */
async function wholeOrganizations(tx: Tx, telling: Telling, publishers: readonly Publisher[], withServices: boolean): Promise<unknown[]> {
  if (!withServices) return publishers.map((publisher) => wholeOrganizationOf(telling, publisher));
  const { items } = await listPublished(tx, { today: telling.today, ids: publishers.flatMap(({ services }) => services.map((one) => one.id)) });
  return publishers.map((publisher) => wholeOrganizationOf(telling, publisher, items.filter(({ authorityId }) => authorityId === publisher.id).map((service) => wholeServiceOf(telling, service))));
}

const fullService = yesNo("is whether the services of an organization are given whole");

const listOrganizations = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/organizations`, name: "listOrganizations", summary: "Those who answer for a published service, by name.",
  parameters: { ...shared, search: maybe(words("is a part of the name", 200)), ...paging, full: yesNo("is whether each has its places and the names of its services"), full_service: fullService },
  gives: { type: json, says: "A page of organizations.", schema: pageSchema(hsdsSchema("organization")) },
  answer: ({ given }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    const { items, total } = await listPublishers(tx, { today: telling.today, guide: given.guide, ...(given.search === undefined ? {} : { named: given.search }) }, partOf(given));
    return pageOf(given, given.full || given.full_service ? await wholeOrganizations(tx, telling, items, given.full_service) : items.map((one) => organizationOf(telling, one)), total);
  }),
});

const findOrganization = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/organizations/:id`, name: "getOrganization", summary: "One organization, with its places and services.", parameters: { full_service: fullService },
  gives: { type: json, says: "The organization.", schema: hsdsSchema("organization") },
  answer: ({ params, given }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    const found = isId(params["id"]!) ? (await listPublishers(tx, { today: telling.today, organizations: [params["id"]!] })).items : [];
    const [organization] = await wholeOrganizations(tx, telling, found, given.full_service);
    return organization ? JSON.stringify(organization) : missing("organization");
  }),
});

type Searched = { readonly name: string; readonly description: string };
const holds = (search: string | undefined) => ({ name, description }: Searched): boolean => wordsOf(search?.toLowerCase()).every((word) => `${name} ${description}`.toLowerCase().includes(word));

const listTaxonomies = (): Operation => operation({
  path: `${HSDS}/taxonomies`, name: "listTaxonomies", summary: "What services are sorted by: the kind of help, for everybody or for some, and facts that HSDS has no field for.",
  parameters: { search: shared.search, format: shared.format, lang: language, ...paging }, gives: { type: json, says: "A page of taxonomies.", schema: pageSchema(hsdsSchema("taxonomy")) },
  answer: async ({ given }) => pageFrom(given, taxonomiesIn(given.lang).filter(holds(given.search))),
});

const findTaxonomy = (): Operation => operation({
  path: `${HSDS}/taxonomies/:id`, name: "getTaxonomy", summary: "One taxonomy.", parameters: { lang: language }, gives: { type: json, says: "The taxonomy.", schema: hsdsSchema("taxonomy") },
  answer: async ({ params, given }) => {
    const found = taxonomiesIn(given.lang).find((one) => one.id === params["id"]!.toLowerCase());
    return found ? JSON.stringify(found) : missing("taxonomy");
  },
});

const listTerms = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/taxonomy_terms`, name: "listTaxonomyTerms", summary: "The terms of the taxonomies, named in the language asked for, or in Swedish where they have no name in it. No term has a parent.",
  parameters: {
    search: shared.search, format: shared.format, taxonomy_id: narrowing.taxonomy_id, lang: language, top_only: yesNo("is whether only terms without a parent are given, which all are"),
    parent_id: maybe(id("is the id of a term; none has terms below it")), ...paging,
  },
  gives: { type: json, says: "A page of taxonomy terms.", schema: pageSchema(hsdsSchema("taxonomy_term")) },
  answer: ({ given }) => deps.database.withoutActor(async (tx) => {
    const terms = given.parent_id === undefined ? termsIn(given.lang, await listKinds(tx, given.lang)) : [];
    return pageFrom(given, terms.filter((term) => given.taxonomy_id === undefined || term.taxonomy_id === given.taxonomy_id.toLowerCase()).filter(holds(given.search)));
  }),
});

const findTerm = (deps: ApiDeps): Operation => operation({
  path: `${HSDS}/taxonomy_terms/:id`, name: "getTaxonomyTerm", summary: "One taxonomy term.", parameters: { lang: language }, gives: { type: json, says: "The term.", schema: hsdsSchema("taxonomy_term") },
  answer: ({ params, given }) => deps.database.withoutActor(async (tx) => {
    const found = termsIn(given.lang, await listKinds(tx, given.lang)).find((one) => one.id === params["id"]!.toLowerCase());
    return found ? JSON.stringify(found) : missing("taxonomy term");
  }),
});

/** Our cards in HSDS 3.0. */
export const hsdsOperations = (deps: ApiDeps): Operation[] => [
  aboutHsds(deps, HSDS, "aboutHsds"), aboutHsds(deps, `${HSDS}/`, "aboutHsdsToo"), listServices(deps), findService(deps), listPlaced(deps), findPlaced(deps),
  listOrganizations(deps), findOrganization(deps), listTaxonomies(), findTaxonomy(), listTerms(deps), findTerm(deps),
];
