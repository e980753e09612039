import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ss12000Reader, type Feed } from "#src/organisation/index.ts";

/** What may be wrong with a school system. `redirect`: it sends one elsewhere. */
export type SchoolFault = "401" | "500" | "broken-json" | "wrong-types" | "endless" | "slow" | "duplicate" | "loop" | "redirect" | "huge" | "empty";

type Thing = { readonly id: string } & Readonly<Record<string, unknown>>;
export type SchoolData = { organisations: Thing[]; duties: Thing[]; persons: Thing[] };

export type FakeSchoolSystem = {
  /** Answers requests whose path begins with `/demo-ss12000`; false when the path is another's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  readonly data: SchoolData;
  /** The ids of persons that have been asked for. */
  readonly asked: string[];
  /** From now on this is wrong with it; nothing, when left out. */
  become(fault?: SchoolFault): void;
};

const MOUNT = "/demo-ss12000";
const [CLIENT, SECRET] = ["kring", "only-in-the-demo"];
const META = { created: "2026-08-03T08:00:00Z", modified: "2026-11-02T08:00:00Z" };
const PAGE = 4;

const organisation = (id: string, displayName: string, organisationType: string, more: Record<string, unknown> = {}): Thing => ({ id, meta: META, displayName, organisationType, ...more });
const under = (id: string) => ({ parentOrganisation: { id } });
const phone = (phoneNumber: string, locality = "Degerfors") => ({ phoneNumber, address: { streetAddress: "", postalCode: "", locality } });

/** A municipality's schools as its school system tells of them, and one school of a neighbour's that is in the same system. Invented. */
const schools = (): Thing[] => [
  organisation("o-degerfors", "Degerfors kommun", "Huvudman", { organisationNumber: "999900-0018" }),
  organisation("o-granne", "Grannkommunen", "Huvudman", { organisationNumber: "999900-0026" }),
  organisation("o-skola", "Skola och förskola", "Verksamhetsområde", under("o-degerfors")),
  organisation("o-letalven", "Letälvsskolan", "Skola", under("o-skola")),
  organisation("o-letalven-1", "Letälvsskolan", "Skolenhet", { ...under("o-letalven"), schoolUnitCode: "99990001", schoolTypes: ["FSK", "GR"], ...phone("031-3900690") }),
  organisation("o-valsverk", "Valsverksskolan", "Skolenhet", { ...under("o-skola"), schoolUnitCode: "99990002", schoolTypes: ["GR"], ...phone("031-3900604") }),
  organisation("o-ny", "Strömtorpsskolan", "Skolenhet", { ...under("o-skola"), schoolUnitCode: "99990003", schoolTypes: ["GR"], ...phone("031-3900691") }),
  organisation("o-hyttan", "Förskolan Hyttan", "Skolenhet", { ...under("o-skola"), schoolUnitCode: "99990004", schoolTypes: ["FS"], ...phone("031-3900600") }),
  organisation("o-vux", "Vuxenutbildningen", "Skolenhet", { ...under("o-skola"), schoolUnitCode: "99990005", schoolTypes: ["VUX"], ...phone("031-3900692") }),
  organisation("o-granne-1", "Grannskolan", "Skolenhet", { ...under("o-granne"), schoolUnitCode: "99990006", schoolTypes: ["GR"], ...phone("031-3900693", "Karlskoga") }),
];

const person = (id: string, givenName: string, familyName: string, civicNo: string, more: Record<string, unknown> = {}): Thing => ({
  id, meta: META, givenName, familyName, civicNo: { value: civicNo, nationality: "SE" }, securityMarking: "Ingen", personStatus: "Aktiv",
  emails: [{ value: `${id}@example.com`, type: "Privat" }, { value: `${id.slice(2)}@example.se`, type: "Skola personal" }], phoneNumbers: [{ value: "070-1740605", type: "Hem", mobile: true }], ...more,
});

const people = (): Thing[] => [
  person("p-nina", "Nina", "Borg", "198103072385", { phoneNumbers: [{ value: "031-3900694", type: "Arbete", mobile: false }] }),
  person("p-samuel", "Samuel", "Åkerlind", "197805142396"), person("p-ritva", "Ritva", "Lahti", "196911232384"), person("p-hassan", "Hassan", "Jama", "199002042391"),
  person("p-skyddad", "Skyddad", "Person", "198507192389", { securityMarking: "Skyddad folkbokföring" }), person("p-granne", "Greta", "Granne", "198401152388"),
  // A pupil, whom nobody may ask for.
  person("p-elev", "Elev", "Elevsson", "201505112398", { enrolments: [{ enroledAt: { id: "o-letalven-1" }, schoolType: "GR", schoolYear: 5 }] }),
];

const duty = (id: string, who: string, at: string, dutyRole: string, more: Record<string, unknown> = {}): Thing => ({ id, meta: META, person: { id: who }, dutyAt: { id: at }, dutyRole, startDate: "2024-08-12", ...more });
const duties = (): Thing[] => [
  duty("d-1", "p-nina", "o-letalven", "Rektor"), duty("d-2", "p-samuel", "o-letalven-1", "Kurator"), duty("d-3", "p-samuel", "o-valsverk", "Kurator"), duty("d-4", "p-ritva", "o-ny", "Skolsköterska"),
  duty("d-5", "p-hassan", "o-hyttan", "Förskollärare"), duty("d-6", "p-skyddad", "o-valsverk", "Lärare"), duty("d-7", "p-granne", "o-granne-1", "Lärare"),
  duty("d-8", "p-hassan", "o-valsverk", "Lärare", { endDate: "2026-06-12" }),
];

/** Ways an answer may be wrong though it comes: of a list, what is sent instead of it. */
const spoiled: Partial<Record<SchoolFault, (data: Thing[], list: string) => unknown>> = {
  "wrong-types": (data, list) => ({ data: list === "duties" ? data.map((one) => ({ ...one, dutyRole: 7 })) : data, pageToken: null }),
  duplicate: (data) => ({ data: [...data, data[0]], pageToken: null }),
  loop: (data, list) => ({ data: list === "organisations" ? data.map((one) => (one.id === "o-skola" ? { ...one, parentOrganisation: { id: "o-letalven" } } : one)) : data, pageToken: null }),
  endless: (data) => ({ data: data.slice(0, 1), pageToken: randomUUID() }),
  empty: () => ({ data: [], pageToken: null }),
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

const json = (response: ServerResponse, status: number, body: unknown): void => void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** A page of a list, and the token that leads to the next. */
function pageOf(list: readonly Thing[], url: URL): unknown {
  const from = Number(url.searchParams.get("pageToken") ?? 0);
  return { data: list.slice(from, from + PAGE), pageToken: from + PAGE < list.length ? String(from + PAGE) : null };
}

/**
 * A small school system that follows SS 12000:2020 as far as a directory reads it: organisations, duties, persons/lookup and persons, page by
 * page, for whoever has fetched a token. It can be told to be wrong.
 */
export function fakeSchoolSystem(): FakeSchoolSystem {
  const data: SchoolData = { organisations: schools(), duties: duties(), persons: people() };
  const [tokens, asked] = [new Set<string>(), [] as string[]];
  let fault: SchoolFault | undefined;

  async function give(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.slice(MOUNT.length);
    const basic = `Basic ${Buffer.from(`${CLIENT}:${SECRET}`).toString("base64")}`;
    if (path === "/token") {
      const token = randomUUID();
      if (fault === "401" || request.headers.authorization !== basic) return json(response, 401, { error: "invalid_client" });
      tokens.add(token);
      return json(response, 200, { access_token: token, token_type: "Bearer", expires_in: 300 });
    }
    if (!tokens.has(request.headers.authorization?.replace("Bearer ", "") ?? "")) return json(response, 401, { code: "401", message: "Unauthorized" });
    if (fault === "500") return json(response, 500, { code: "500", message: "no" });
    if (fault === "slow") return void setTimeout(() => json(response, 200, { data: [], pageToken: null }), 3_000).unref();
    if (fault === "redirect") return void response.writeHead(302, { location: "http://127.0.0.1:1/elsewhere" }).end();
    if (fault === "broken-json") return void response.writeHead(200).end('{"data": [{"id": "o-1"');
    if (fault === "huge") return void response.writeHead(200).end(`{"data": ["${"x".repeat(9_000_000)}"]}`);
    if (path === "/v2.0/persons/lookup" && request.method === "POST") {
      const { ids } = JSON.parse(await bodyOf(request)) as { ids: string[] };
      asked.push(...ids);
      return json(response, 200, data.persons.filter(({ id }) => ids.includes(id)));
    }
    const list = path.replace("/v2.0/", "") as keyof SchoolData;
    if (!(list in data)) return json(response, 404, { code: "404", message: "Not Found" });
    return json(response, 200, (fault && spoiled[fault]?.(data[list], list)) ?? pageOf(data[list], url));
  }

  return {
    data, asked, become: (next) => (fault = next),
    handle: (request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      if (!url.pathname.startsWith(`${MOUNT}/`)) return false;
      void give(request, response, url).catch(() => json(response, 500, {}));
      return true;
    },
  };
}

/** The demo's school system as a feed of Degerfors, at `url`. */
export const demoFeed = (url: string, withinMs?: number): Feed => ({
  name: "Demoskolornas system", authority: "degerfors", organisationNumber: "999900-0018",
  branches: { FS: "degerfors-forskola", FSK: "degerfors-skola", GR: "degerfors-skola", FTH: "degerfors-fritidshem" },
  read: ss12000Reader({ url: `${url}${MOUNT}/v2.0`, key: { tokenUrl: `${url}${MOUNT}/token`, clientId: CLIENT, secret: SECRET }, ...(withinMs === undefined ? {} : { withinMs }) }),
});
