import { sql } from "kysely";
import { fillCircle, readCircleSheet } from "#src/circle/index.ts";
import { insertDesks } from "#src/contact/index.ts";
import { PROMISE_DAYS } from "#src/contact/contact.ts";
import { insertGuide, insertLocations, insertServices, phrasesOf } from "#src/directory/index.ts";
import { fillGuide } from "#src/guide/index.ts";
import { fillModel, readModel } from "#src/model/index.ts";
import { addDays, dayOf, type Day } from "#src/platform/clock.ts";
import type { Tx } from "#src/platform/db/connection.ts";
import type { Connection } from "#src/platform/db/migrate.ts";
import { asOwner } from "#src/platform/db/owner.ts";
import { newId } from "#src/platform/ids.ts";
import { addPhrases, settleSearch } from "#src/platform/search/search.ts";
import { countHistory, fillActivities } from "./build-activities.ts";
import { DEMO_GUIDES, type DemoGuides } from "./demo.ts";
import type { GuideSheet, LocationSheet, ServiceSheet } from "./guide-data.ts";

type Known = { readonly units: ReadonlyMap<string, string>; readonly guides: ReadonlyMap<string, string>; readonly locations: ReadonlyMap<string, string>; readonly today: Day };

const idsOf = (rows: ReadonlyArray<{ id: string; handle: string }>): ReadonlyMap<string, string> => new Map(rows.map(({ id, handle }) => [handle, id]));

function idOf(known: ReadonlyMap<string, string>, handle: string, what: string): string {
  const id = known.get(handle);
  if (!id) throw new Error(`the guides have no ${what} "${handle}"`);
  return id;
}

const locationRow = ({ handle, name, street, postalCode, town, latitude, longitude, access, transport }: LocationSheet) =>
  ({ handle, name, street, postal_code: postalCode, town, latitude, longitude, access: transport ? `${access} ${transport}` : access });

const serviceRow = (sheet: ServiceSheet, guide: string | undefined, known: Known) => ({
  id: newId() as string, handle: sheet.handle, unit_id: idOf(known.units, sheet.unit, "unit"), guide_id: guide ? idOf(known.guides, guide, "guide") : null,
  location_id: sheet.at ? idOf(known.locations, sheet.at, "location") : null, kinds: sheet.kinds, level: sheet.level, min_age: sheet.ages[0], max_age: sheet.ages[1],
  name: sheet.name, also: sheet.also, mission: sheet.mission, does: sheet.does, does_not: sheet.doesNot, for_whom: sheet.forWhom, ask_for: sheet.askFor ?? "", phone: sheet.phone,
  channel_kind: sheet.channel.kind, channel_value: sheet.channel.value, hours: JSON.stringify(sheet.hours), hours_note: sheet.hoursNote ?? "", when_closed: sheet.whenClosed ?? "", happens: sheet.happens,
  anonymous: sheet.anonymous, record: sheet.record === "yes", cost: sheet.cost, cost_note: sheet.costNote ?? "", self_referral: sheet.selfReferral, waiting: sheet.waiting ?? "",
  languages: sheet.languages, interpreter: sheet.interpreter, professions: sheet.professions, methods: sheet.methods, transitions: sheet.transitions,
  checked_on: addDays(known.today, -sheet.checked),
});

async function fillSheet(tx: Tx, { handle, services }: GuideSheet, known: Known): Promise<void> {
  const rows = services.map((sheet) => ({ sheet, row: serviceRow(sheet, handle, known) }));
  await insertServices(tx, rows.map(({ row }) => row));
  await addPhrases(tx, rows.flatMap(({ sheet, row }) => phrasesOf({ ...sheet, id: row.id }, handle)));
}

const placesOf = (guide: string, { units, guides, locations, today }: Known) =>
  ({ guide: idOf(guides, guide, "guide"), unit: (handle: string) => idOf(units, handle, "unit"), location: (handle: string) => idOf(locations, handle, "location"), today });

/** Who does not call back in two days: they are there at once, or must not leave a message behind. */
const AT_ONCE = ["akut-112", "polis", "socialjour", "orosanmalan", "vald-nara", "hedersfortryck", "barnahus"];

/** Every service that has somebody who receives gets in touch with whoever asks. */
async function openDesks(tx: Tx): Promise<void> {
  const services = await tx.selectFrom("service as s").where("s.guide_id", "is not", null).where((eb) => eb.not(eb("s.kinds", "&&", eb.val(AT_ONCE))))
    .where((eb) => eb.exists(eb.selectFrom("duty as d").select("d.id").whereRef("d.unit_id", "=", "s.unit_id").where("d.leads", "=", true))).select("s.id").execute();
  await insertDesks(tx, services.map(({ id }) => ({ serviceId: id, promiseDays: PROMISE_DAYS })));
}

/** Fills the family guides of the demo: places, cards, answers, and the search over them. The units must be there. */
export const registerGuides = (owner: Connection, { content, sheets }: DemoGuides, at: Date): Promise<void> =>
  asOwner(owner, async (tx) => {
    const units = idsOf(await tx.selectFrom("unit").select(["id", "handle"]).execute());
    for (const [position, { handle, name, unit }] of DEMO_GUIDES.entries()) await insertGuide(tx, { handle, name, served: name, unit_id: idOf(units, unit, "unit"), position });
    const circle = readCircleSheet("packages-of-practice/guide/circle.yaml");
    for (const { id } of await tx.selectFrom("guide").select("id").execute()) await fillCircle(tx, id, circle);
    const described = await tx.selectFrom("guide").select("id").where("handle", "=", "degerfors").executeTakeFirstOrThrow();
    await fillModel(tx, described.id, { parts: readModel("packages-of-practice/guide/model.yaml"), at: new Date(at.getTime() - 30 * 86_400_000) });
    await insertLocations(tx, sheets.flatMap(({ locations }) => locations.map(locationRow)));
    const known: Known = {
      units, today: dayOf(at), guides: idsOf(await tx.selectFrom("guide").select(["id", "handle"]).execute()), locations: idsOf(await tx.selectFrom("location").select(["id", "handle"]).execute()),
    };
    for (const sheet of sheets) await fillSheet(tx, sheet, known);
    for (const { handle, activities } of sheets) if (handle) await fillActivities(tx, activities, { ...placesOf(handle, known), at, shelf: handle });
    await countHistory(tx, { today: known.today, at });
    await openDesks(tx);
    await fillGuide(tx, content, { unitId: idOf(units, DEMO_GUIDES[0]!.unit, "unit"), on: addDays(known.today, -30) });
    await settleSearch(tx);
    // So much at once, and the planner has not seen it yet.
    await sql`analyze kring.search_phrase, kring.search_posting, kring.search_word, kring.search_term, kring.answer, kring.answer_text, kring.service, kring.activity`.execute(tx);
  });
