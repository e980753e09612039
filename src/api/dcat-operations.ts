import { listGuides, listPublished } from "../directory/index.ts";
import type { House } from "../house.ts";
import { dayOf } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { wordsIn } from "../platform/i18n/words.tsx";
import { operation, problem, type Operation, type Problem } from "../platform/web/operation.ts";
import { asJsonLd, asRdfXml, catalogueOf, spokenTexts, type Source, type Texts, type Thing } from "./dcat.ts";
import type { ApiDeps } from "./hsds-operations.ts";

type DcatDeps = ApiDeps & { readonly house: House };

const texts = Object.fromEntries(spokenTexts.map((name) => [name, (["sv", "en"] as const).map((language) => [language, wordsIn(language).say(`openData.dcat.${name}`)])])) as unknown as Texts;

/** Who answers for the data: the unit that keeps the installation's own guide, or else the first, with the address for mail of one of its published cards. */
async function findSource(tx: Tx, { house, clock }: DcatDeps): Promise<Source | undefined> {
  const [guides, units] = await Promise.all([
    listGuides(tx),
    tx.selectFrom("unit as u").innerJoin("guide as g", "g.unit_id", "u.id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
      .select(["u.id", "u.name", "u.phone", "a.name as publisher", "a.kind"]).execute(),
  ]);
  const guide = guides.find(({ handle }) => handle === house.guide) ?? guides[0];
  const unit = units.find(({ id }) => id === guide?.unitId);
  if (!unit) return undefined;
  const { items } = await listPublished(tx, { today: dayOf(clock.now()), unit: unit.id });
  return { publisher: unit.publisher, publisherKind: unit.kind, unit: unit.name, phone: unit.phone, email: items.find(({ channel }) => channel.kind === "email")?.channel.value };
}

const described = (deps: DcatDeps, tell: (things: readonly Thing[]) => string) => (): Promise<string | Problem> => deps.database.withoutActor(async (tx) => {
  const source = await findSource(tx, deps);
  return source ? tell(catalogueOf(deps.url, source, texts)) : problem(404, "There is nothing to describe", "This installation has no family guide.");
});

/** The description of the data for catalogues of data, in two forms of the same. */
export const dcatOperations = (deps: DcatDeps): Operation[] => [
  operation({
    path: "/api/v1/dcat", name: "describeAsJsonLd", summary: "The catalogue and the data set as DCAT-AP-SE, in JSON-LD.", parameters: {},
    gives: { type: "application/ld+json", says: "A flat graph.", schema: { type: "object", required: ["@context", "@graph"], properties: { "@graph": { type: "array", items: { type: "object", required: ["@id", "@type"] } } } } },
    answer: described(deps, asJsonLd),
  }),
  operation({
    path: "/api/v1/dcat.rdf", name: "describeAsRdf", summary: "The same in RDF/XML, which is what Sveriges dataportal fetches.", parameters: {},
    gives: { type: "application/rdf+xml", says: "The same graph." }, answer: described(deps, asRdfXml),
  }),
];
