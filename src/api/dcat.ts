/** A description in RDF: things, each with a type and what is said of it. */
export type Thing = { readonly id: string; readonly type: string; readonly says: ReadonlyArray<readonly [property: string, value: Value]> };
type Value = { readonly id: string } | { readonly text: string; readonly language?: string };

const PREFIXES = {
  dcat: "http://www.w3.org/ns/dcat#", dcterms: "http://purl.org/dc/terms/", foaf: "http://xmlns.com/foaf/0.1/", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
} as const;
const EU = "http://publications.europa.eu/resource/authority";
const CC0 = { id: "http://creativecommons.org/publicdomain/zero/1.0/" };
const SWEDISH = { id: `${EU}/language/SWE` };
const PUBLIC = { id: `${EU}/access-right/PUBLIC` };

/** Who publishes (an authority) and whom one writes to or calls (a unit: a function, never a person). */
export type Source = { readonly publisher: string; readonly publisherKind: string; readonly unit: string; readonly phone: string; readonly email: string | undefined };
/** What the description says in words, in each of some languages. */
export const spokenTexts = ["catalogue", "catalogueText", "dataset", "datasetText", "hsdsText", "csvText", "service"] as const;
export type Texts = Readonly<Record<(typeof spokenTexts)[number], ReadonlyArray<readonly [language: string, text: string]>>>;

const PUBLISHER: Readonly<Record<string, string>> = { municipality: "LocalAuthority", region: "RegionalAuthority", state: "NationalAuthority", association: "NonProfitOrganisation" };

const said = (property: string, texts: Texts[keyof Texts]) => texts.map(([language, text]): Thing["says"][number] => [property, { text, language }]);
const linked = (property: string, id: string): Thing["says"][number] => [property, { id }];

/** Telephone as a web address: Swedish numbers are given with the country's. */
const telephone = (phone: string): string => `tel:${phone.replaceAll(/[^\d+]/g, "").replace(/^0/, "+46")}`;

function distribution(url: string, name: string, texts: Texts[keyof Texts], of: { readonly address: string; readonly format: string; readonly more: Thing["says"] }): Thing {
  return { id: `${url}/api/v1/dcat#${name}`, type: "dcat:Distribution", says: [...said("dcterms:description", texts), linked("dcat:accessURL", of.address), ["dcterms:format", { text: of.format }], ["dcterms:license", CC0], ...of.more] };
}

/** The catalogue of what is open here, as DCAT-AP-SE has it: every thing has an address of its own, and no name is a person's. */
export function catalogueOf(url: string, source: Source, texts: Texts): Thing[] {
  const at = (name: string) => `${url}/api/v1/dcat#${name}`;
  const [publisher, contact] = [linked("dcterms:publisher", at("publisher")), linked("dcat:contactPoint", at("contact"))];
  return [
    { id: at("catalogue"), type: "dcat:Catalog", says: [...said("dcterms:title", texts.catalogue), ...said("dcterms:description", texts.catalogueText), publisher, linked("dcat:dataset", at("dataset")), ["dcterms:license", CC0], ["dcterms:language", SWEDISH], linked("foaf:homepage", `${url}/open-data`), linked("dcat:themeTaxonomy", `${EU}/data-theme`)] },
    { id: at("publisher"), type: "foaf:Agent", says: [["foaf:name", { text: source.publisher }], linked("dcterms:type", `http://purl.org/adms/publishertype/${PUBLISHER[source.publisherKind] ?? "NonProfitOrganisation"}`)] },
    { id: at("contact"), type: "vcard:Organization", says: [["vcard:fn", { text: source.unit }], ...(source.email ? [linked("vcard:hasEmail", `mailto:${source.email}`)] : []), linked("vcard:hasTelephone", at("telephone"))] },
    { id: at("telephone"), type: "vcard:Voice", says: [linked("vcard:hasValue", telephone(source.phone))] },
    { id: at("dataset"), type: "dcat:Dataset", says: [...said("dcterms:title", texts.dataset), ...said("dcterms:description", texts.datasetText), publisher, contact, linked("dcat:distribution", at("hsds")), linked("dcat:distribution", at("csv")), linked("dcat:theme", `${EU}/data-theme/SOCI`), linked("dcterms:accrualPeriodicity", `${EU}/frequency/CONT`), ["dcterms:accessRights", PUBLIC], ["dcterms:language", SWEDISH], linked("dcterms:spatial", `${EU}/country/SWE`), linked("dcat:landingPage", `${url}/open-data`)] },
    distribution(url, "hsds", texts.hsdsText, { address: `${url}/api/v1/hsds/services`, format: "application/json", more: [linked("dcterms:conformsTo", "https://github.com/openreferral/specification/tree/3.0"), linked("dcat:accessService", at("service"))] }),
    distribution(url, "csv", texts.csvText, { address: `${url}/api/v1/services.csv`, format: "text/csv", more: [linked("dcat:downloadURL", `${url}/api/v1/services.csv`)] }),
    { id: at("service"), type: "dcat:DataService", says: [...said("dcterms:title", texts.service), publisher, contact, linked("dcat:endpointURL", `${url}/api/v1/hsds`), linked("dcat:endpointDescription", `${url}/api/v1/openapi.json`), linked("dcat:servesDataset", at("dataset")), ["dcterms:accessRights", PUBLIC], ["dcterms:license", CC0]] },
  ];
}

/** The same things as JSON-LD: flat, and readable as plain JSON, since every value says whether it is a link or a text. */
export const asJsonLd = (things: readonly Thing[]): string => JSON.stringify({
  "@context": PREFIXES,
  "@graph": things.map(({ id, type, says }) => ({
    "@id": id, "@type": type,
    ...Object.fromEntries([...Map.groupBy(says, ([property]) => property)].map(([property, values]) => [property, values.map(([, value]) => jsonValue(value))])),
  })),
});
const jsonValue = (value: Value) => ("id" in value ? { "@id": value.id } : { "@value": value.text, ...(value.language ? { "@language": value.language } : {}) });

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const xmlValue = (property: string, value: Value): string =>
  "id" in value ? `<${property} rdf:resource="${escaped(value.id)}"/>` : `<${property}${value.language ? ` xml:lang="${value.language}"` : ""}>${escaped(value.text)}</${property}>`;

/** The same things as RDF/XML, which is what the national portal fetches. */
export const asRdfXml = (things: readonly Thing[]): string => [
  `<?xml version="1.0" encoding="utf-8"?>`, `<rdf:RDF ${Object.entries(PREFIXES).map(([prefix, address]) => `xmlns:${prefix}="${address}"`).join(" ")}>`,
  ...things.map(({ id, type, says }) => `<${type} rdf:about="${escaped(id)}">${says.map(([property, value]) => xmlValue(property, value)).join("")}</${type}>`), "</rdf:RDF>", "",
].join("\n");
