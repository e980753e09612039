import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { asRdfXml, catalogueOf, spokenTexts, type Texts } from "./dcat.ts";

let house: TestHouse;
type Value = { "@id"?: string; "@value"?: string; "@language"?: string };
type Node = { readonly "@id": string; readonly "@type": string; readonly [property: `${string}:${string}`]: Value[] };
let graph: Node[];
let context: Record<string, string>;
beforeAll(async () => {
  house = await openTestHouse();
  const answer = await house.app.request("http://kring.test/api/v1/dcat");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/ld+json"]);
  const told = (await answer.json()) as { "@context": Record<string, string>; "@graph": Node[] };
  [graph, context] = [told["@graph"], told["@context"]];
});
afterAll(() => house.close());

const ofType = (nodes: readonly Node[], type: string) => nodes.filter((node) => node["@type"] === type);
/** What DCAT-AP-SE wants of each class: what must be said, and what must be said in words. */
const MANDATORY: Readonly<Record<string, readonly string[]>> = {
  "dcat:Catalog": ["dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:dataset", "dcterms:license"], "foaf:Agent": ["foaf:name", "dcterms:type"],
  "dcat:Dataset": ["dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:contactPoint", "dcat:theme", "dcat:distribution", "dcterms:accrualPeriodicity"],
  "dcat:Distribution": ["dcat:accessURL", "dcterms:license", "dcterms:format"], "vcard:Organization": ["vcard:fn", "vcard:hasEmail", "vcard:hasTelephone"],
  "dcat:DataService": ["dcterms:title", "dcat:endpointURL", "dcat:endpointDescription"],
};
const saidOf = (node: Node) => Object.entries(node).filter((entry): entry is [string, Value[]] => Array.isArray(entry[1]));
const valuesOf = (node: Node, name: string): Value[] => saidOf(node).find(([property]) => property === name)?.[1] ?? [];
/** What is wrong with a graph: something left out, a link that is not whole, a thing of ours that nobody describes, a prefix nobody explains. */
function faultsIn(nodes: readonly Node[]): string[] {
  const described = new Set(nodes.map((node) => node["@id"]));
  const values = nodes.flatMap((node) => saidOf(node).flatMap(([name, all]) => all.map((value) => ({ name, value, of: node["@id"] }))));
  return [
    ...Object.entries(MANDATORY).flatMap(([type, properties]) => (ofType(nodes, type).length === 0 ? [`no ${type}`] : ofType(nodes, type).flatMap((node) => properties.filter((name) => valuesOf(node, name).length === 0).map((name) => `${node["@id"]}: no ${name}`)))),
    ...values.flatMap(({ name, value, of }) => (value["@id"] !== undefined && !/^(https?|mailto|tel):\S+$/.test(value["@id"]) ? [`${of} ${name}: ${value["@id"]}`] : [])),
    ...values.flatMap(({ value }) => (value["@id"]?.includes("/dcat#") && !described.has(value["@id"]) ? [`nobody describes ${value["@id"]}`] : [])),
    ...[...values.map(({ name }) => name), ...nodes.map((node) => node["@type"])].filter((name) => !(name.split(":")[0]! in context)),
  ];
}

test("the catalogue has everything that DCAT-AP-SE wants", () => {
  expect(faultsIn(graph)).toEqual([]);
  expect(ofType(graph, "dcat:Dataset")[0]!["dcterms:title"]).toEqual([{ "@value": "Verksamheter för barn och familjer", "@language": "sv" }, { "@value": "Services for children and families", "@language": "en" }]);
  expect(ofType(graph, "dcat:Distribution").map((node) => [node["dcat:accessURL"]![0]!["@id"], node["dcterms:license"]![0]!["@id"]])).toEqual([
    ["http://kring.test/api/v1/hsds/services", "http://creativecommons.org/publicdomain/zero/1.0/"], ["http://kring.test/api/v1/services.csv", "http://creativecommons.org/publicdomain/zero/1.0/"],
  ]);
});

test("one that leaves something out, or points at nothing, is found out", () => {
  const [catalogue, ...rest] = graph;
  expect(faultsIn([{ ...catalogue!, "dcterms:license": [] }, ...rest])).toEqual([`${catalogue!["@id"]}: no dcterms:license`]);
  expect(faultsIn(rest)).toContain("no dcat:Catalog");
  expect(faultsIn(graph.filter((node) => node["@type"] !== "vcard:Voice"))).toEqual(["nobody describes http://kring.test/api/v1/dcat#telephone"]);
  expect(faultsIn([{ ...catalogue!, "foaf:homepage": [{ "@id": "/open-data" }] }, ...rest])).toHaveLength(1);
});

test("whom to contact is a function with mail and telephone, and the publisher an authority", () => {
  expect(ofType(graph, "vcard:Organization")[0]).toMatchObject({ "vcard:fn": [{ "@value": "Folkhälsoförvaltningen Karlskoga–Degerfors" }], "vcard:hasEmail": [{ "@id": "mailto:familjelotsen@example.se" }] });
  expect(ofType(graph, "foaf:Agent")[0]!["dcterms:type"]).toEqual([{ "@id": "http://purl.org/adms/publishertype/LocalAuthority" }]);
  const people = house.world.staff.map(({ given, family }) => `${given} ${family}`).filter((name) => JSON.stringify(graph).includes(name));
  expect(people).toEqual([]);
});

test("every address that the catalogue names answers", async () => {
  const ours = graph.flatMap((node) => ["dcat:accessURL", "dcat:downloadURL", "dcat:endpointURL", "dcat:endpointDescription", "dcat:landingPage", "foaf:homepage"].flatMap((name) => valuesOf(node, name).map((value) => value["@id"]!)));
  expect(ours.length).toBeGreaterThan(6);
  for (const address of new Set(ours)) expect([address, (await house.app.request(address)).status]).toEqual([address, 200]);
});

test("the RDF/XML says the same, also of names with signs in them", async () => {
  const xml = await (await house.app.request("http://kring.test/api/v1/dcat.rdf")).text();
  const statements = graph.flatMap((node) => saidOf(node).flatMap(([, values]) => values));
  expect([...xml.matchAll(/rdf:about="/g)]).toHaveLength(graph.length);
  expect([...xml.matchAll(/rdf:resource="([^"]*)"/g)].map((match) => match[1])).toEqual(statements.flatMap((value) => value["@id"] ?? []));
  const texts = Object.fromEntries(spokenTexts.map((name) => [name, [["sv", name]]])) as unknown as Texts;
  const odd = asRdfXml(catalogueOf("https://kring.test", { publisher: 'A & B <"C">', publisherKind: "unknown", unit: "]]>", phone: "0123-45 67", email: undefined }, texts));
  expect(odd).toContain("<foaf:name>A &amp; B &lt;&quot;C&quot;&gt;</foaf:name>");
  expect(odd).toContain("<vcard:fn>]]&gt;</vcard:fn>");
  expect(odd).toContain('rdf:resource="tel:+461234567"');
});
