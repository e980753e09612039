import { z } from "zod";
import { webAddress, type Hours, type Location } from "../directory/directory.ts";
import type { Published, Publisher } from "../directory/index.ts";
import { offsetOf, startOf, type Day } from "../platform/clock.ts";
import { namedId } from "../platform/ids.ts";
import { wordsIn, type Words } from "../platform/i18n/words.tsx";
import { termsOf, type Fact, type TaxonomyName, type Term, type Terms } from "./hsds-terms.ts";

/** How our cards are told in HSDS 3.0: Swedish, from this address, as they are on this day, with the clock's distance from UTC on it. */
export type Telling = { readonly words: Words; readonly terms: Terms; readonly url: string; readonly today: Day; readonly offset: string };

export function tellingOn(today: Day, url: string): Telling {
  const words = wordsIn("sv");
  return { words, terms: termsOf(words), url, today, offset: offsetOf(today) };
}

/** Only what is there is told; what must be there is put beside it. */
type Told = Readonly<Record<string, unknown>>;
const told = (fields: Told): Told => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0)));

const beginnings = new Map<Day, string>();
/** When a day began in Sweden, for a program. Days are few and are asked for again and again. */
export function beginningOf(day: Day): string {
  const known = beginnings.get(day) ?? startOf(day).toISOString();
  if (beginnings.size < 5_000) beginnings.set(day, known);
  return known;
}

const STATUS = { active: "active", paused: "temporarily closed", ended: "defunct" } as const;

const mailAddress = (text: string): string | undefined => (z.email().safeParse(text).success ? text : undefined);

export const organizationOf = ({ words }: Telling, { id, name, kind }: Pick<Publisher, "id" | "name" | "kind">) =>
  ({ id, name, description: words.has(`openData.authority.${kind}`) ? words.say(`openData.authority.${kind}`) : words.t("openData.authority.other") });

/** A place, with how one gets in. A Swedish address has no state: the field that HSDS requires is empty. */
export const locationOf = ({ id, name, street, postalCode, town, latitude, longitude, access }: Location): Told => ({
  id, location_type: "physical", name, latitude, longitude,
  addresses: [{ id: namedId(`address ${id}`), location_id: id, address_1: street, city: town, state_province: "", postal_code: postalCode, country: "SE", address_type: "physical" }],
  ...(access ? { accessibility: [{ id: namedId(`accessibility ${id}`), location_id: id, description: access }] } : {}),
});

/** Hours as a rule of RFC 5545. The clock is Sweden's all year, so the offset is that of the day the answer is given. */
function scheduleOf({ words, offset }: Telling, service: Published, { days, from, to }: Hours): Told {
  return {
    id: namedId(`schedule ${service.id} ${days.join()} ${from} ${to}`), service_id: service.id, freq: "WEEKLY", wkst: "MO", byday: days.map((day) => day.toUpperCase()).join(","),
    opens_at: `${from}${offset}`, closes_at: `${to === "24:00" ? "23:59" : to}${offset}`, notes: words.t("openData.schedule.zone"),
  };
}

function schedulesOf(telling: Telling, service: Published): Told[] {
  const { id, hours, hoursNote } = service;
  const [first, ...rest] = hours.map((one) => scheduleOf(telling, service, one));
  if (!first) return hoursNote ? [{ id: namedId(`schedule ${id}`), service_id: id, description: hoursNote }] : [];
  return [hoursNote ? { ...first, description: hoursNote } : first, ...rest];
}

const names = new Intl.DisplayNames("sv", { type: "language" });
const languageOf = (service: string, code: string): Told =>
  ({ id: namedId(`language ${service} ${code}`), service_id: service, code, name: /^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code });

function attributesOf({ words, terms }: Telling, { id, kinds, kindNames, level, doesNot, anonymous, record, ages }: Published): Told[] {
  const attribute = (of: TaxonomyName, term: Term, value?: string) =>
    told({ id: namedId(`attribute ${id} ${term.id} ${value ?? ""}`), link_id: id, link_entity: "service", link_type: of, taxonomy_term_id: term.id, taxonomy_term: term, value });
  const fact = (of: Fact, value?: string) => attribute("fact", terms.fact(of), value);
  return [
    ...kinds.map((kind, nth) => attribute("kind", terms.kind({ kind, name: kindNames[nth] ?? kind, language: "sv" }))),
    attribute("level", terms.level(level)),
    ...[...new Set(doesNot)].map((limit) => fact("does-not", limit)),
    fact("anonymous", words.t(`guide.contact.anonymous.${anonymous}`)), fact("record", words.t(record ? "guide.contact.record.yes" : "guide.contact.record.no")),
    ...(ages.from < 0 ? [fact("expecting")] : []),
  ];
}

/** How one gets help: whether one may come of oneself, another way than the phone, what happens then, and how long it takes. */
const applicationOf = (words: Words, { selfReferral, happens, waiting, channel }: Published): string => [
  `${words.t(selfReferral ? "guide.service.referral.yes" : "guide.service.referral.no")}.`,
  ...(channel.kind === "visit" || channel.kind === "letter" ? [`${words.t(`guide.contact.${channel.kind}`)}: ${channel.value}.`.replace("..", ".")] : []), happens, waiting].filter(Boolean).join(" ");

/** A service with what there is one of. A card that is changed is also looked through, so that day is when it was last modified. */
export function serviceOf(telling: Telling, service: Published): Told {
  const { words, url } = telling;
  const { id, channel, ages, cost, costNote } = service;
  return { id, name: service.name, status: STATUS[service.status], ...told({
    organization_id: service.authorityId, alternate_name: service.also.join(", "), description: [service.mission, ...service.does].join("\n"),
    url: (channel.kind === "web" ? webAddress(channel.value) : undefined) ?? `${url}/services/${service.handle}`, email: channel.kind === "email" ? mailAddress(channel.value) : undefined,
    alert: service.status === "paused" ? words.t("guide.service.paused") : undefined,
    interpretation_services: service.interpreter ? words.t("guide.service.interpreter") : undefined, application_process: applicationOf(words, service),
    fees_description: [words.t(cost === "free" ? "guide.contact.free" : "guide.contact.fee"), costNote].filter(Boolean).join(". "),
    eligibility_description: service.forWhom, minimum_age: Math.max(0, ages.from), maximum_age: Math.max(0, ages.to),
    assured_date: service.checkedOn, last_modified: beginningOf(service.checkedOn),
    organization: organizationOf(telling, { id: service.authorityId, name: service.authority, kind: service.authorityKind }),
  }) };
}

/** A service stands in one place at most: its entry there goes by the service's own id. */
export function atLocationOf({ id, location }: Published): Told | undefined {
  return location && { id, service_id: id, location_id: location.id, location: locationOf(location) };
}

/** A service with all that hangs on it. */
export function wholeServiceOf(telling: Telling, service: Published): Told {
  const { words } = telling;
  const { id, cost, costNote } = service;
  const place = atLocationOf(service);
  return { ...serviceOf(telling, service), ...told({
    phones: service.phone ? [{ id: namedId(`phone ${id}`), service_id: id, number: service.phone, type: "voice" }] : [],
    schedules: schedulesOf(telling, service), languages: service.languages.map((code) => languageOf(id, code)),
    service_areas: [{ id: namedId(`area ${id}`), service_id: id, name: service.served ?? words.t("openData.country") }],
    cost_options: [told({ id: namedId(`cost ${id}`), service_id: id, currency: "SEK", amount: cost === "free" ? 0 : undefined, amount_description: costNote })],
    // Whom one meets is a unit, and a role in it: never a person.
    contacts: [told({ id: namedId(`contact ${id}`), service_id: id, name: service.unit, title: service.askFor, department: service.branch })],
    service_at_locations: place ? [place] : [], attributes: attributesOf(telling, service),
  }) };
}

/** Who answers for services, with their places and the names of the services, or (`services`) with other words about them. */
export const wholeOrganizationOf = (telling: Telling, publisher: Publisher, services?: readonly Told[]): Told => ({
  ...organizationOf(telling, publisher),
  ...told({ locations: publisher.locations.map(locationOf) }),
  services: services ?? publisher.services.map(({ id, name, status }) => ({ id, organization_id: publisher.id, name, status: STATUS[status] })),
});
