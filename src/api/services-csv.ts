import { runsOf, type Hours, type Weekday } from "../directory/directory.ts";
import { listPublished, type Published } from "../directory/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { csvText } from "../platform/web/csv.ts";
import { operation, type Operation } from "../platform/web/operation.ts";
import { matching, maybe } from "../platform/web/parameters.ts";
import { tellingOf, type ApiDeps } from "./hsds-operations.ts";
import type { Telling } from "./hsds.ts";

const DAYS: Readonly<Record<Weekday, string>> = { mo: "Mo", tu: "Tu", we: "We", th: "Th", fr: "Fr", sa: "Sa", su: "Su" };

/** "Mo-Th 08:00-16:30; Fr 08:00-14:00", as OpenStreetMap writes opening hours. */
export const hoursText = (hours: readonly Hours[]): string =>
  hours.map(({ days, from, to }) => `${runsOf(days).map(([first, last]) => (first === last ? DAYS[first] : `${DAYS[first]}-${DAYS[last]}`)).join(",")} ${from}-${to}`).join("; ");

const among = (items: readonly string[]): string => items.join("; ");

type Column = readonly [key: string, value: (service: Published, telling: Telling) => string | number | undefined];
const yesOrNo = (words: Words, yes: boolean): string => words.t(yes ? "openData.yes" : "openData.no");

const COLUMNS: readonly Column[] = [
  ["id", ({ id }) => id], ["name", ({ name }) => name], ["also", ({ also }) => among(also)], ["authority", ({ authority }) => authority], ["unit", ({ unit }) => unit],
  ["guide", ({ served }, { words }) => served ?? words.t("openData.country")], ["kinds", ({ kindNames }) => among(kindNames)], ["level", ({ level }, { words }) => words.t(`openData.level.${level}`)],
  ["from", ({ ages }) => ages.from], ["to", ({ ages }) => ages.to], ["forWhom", ({ forWhom }) => forWhom], ["mission", ({ mission }) => mission], ["does", ({ does }) => among(does)],
  ["doesNot", ({ doesNot }) => among(doesNot)], ["phone", ({ phone }) => phone], ["askFor", ({ askFor }) => askFor], ["channel", ({ channel }, { words }) => words.t(`guide.contact.${channel.kind}`)], ["channelValue", ({ channel }) => channel.value],
  ["hours", ({ hours }) => hoursText(hours)], ["hoursNote", ({ hoursNote }) => hoursNote], ["whenClosed", ({ whenClosed }) => whenClosed], ["happens", ({ happens }) => happens], ["waiting", ({ waiting }) => waiting],
  ["anonymous", ({ anonymous }, { words }) => words.t(`guide.contact.anonymous.${anonymous}`)], ["record", ({ record }, { words }) => yesOrNo(words, record)],
  ["free", ({ cost }, { words }) => yesOrNo(words, cost === "free")], ["costNote", ({ costNote }) => costNote], ["selfReferral", ({ selfReferral }, { words }) => yesOrNo(words, selfReferral)],
  ["languages", ({ languages }) => among(languages)], ["interpreter", ({ interpreter }, { words }) => yesOrNo(words, interpreter)], ["place", ({ location }) => location?.name],
  ["street", ({ location }) => location?.street], ["postalCode", ({ location }) => location?.postalCode], ["town", ({ location }) => location?.town],
  ["latitude", ({ location }) => location?.latitude], ["longitude", ({ location }) => location?.longitude], ["access", ({ location }) => location?.access],
  ["paused", ({ status }, { words }) => yesOrNo(words, status === "paused")], ["checked", ({ checkedOn }) => checkedOn], ["address", ({ handle }, { url }) => `${url}/services/${handle}`],
];

/** The cards as a table. */
export function servicesCsv(telling: Telling, services: readonly Published[]): string {
  const fields = COLUMNS.map(([key]) => telling.words.say(`openData.csv.${key}`));
  return csvText(fields, services.map((service) => COLUMNS.map(([, value]) => value(service, telling) ?? "")));
}

/** Every published card on one sheet. */
export const csvOperation = (deps: ApiDeps): Operation => operation({
  path: "/api/v1/services.csv", name: "servicesAsCsv", summary: "Every published service as a table: UTF-8, comma, a heading in Swedish. Cells that a spreadsheet would take for a formula begin with an apostrophe.",
  parameters: { guide: maybe(matching("is the handle of a family guide; left out, all of them", /^[a-z0-9-]{1,40}$/)) },
  gives: { type: "text/csv; charset=utf-8; header=present", says: "The table.", file: "verksamheter.csv" },
  answer: ({ given }) => deps.database.withoutActor(async (tx) => {
    const telling = tellingOf(deps);
    return servicesCsv(telling, (await listPublished(tx, { today: telling.today, guide: given.guide })).items);
  }),
});
