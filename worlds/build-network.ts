import { sql } from "kysely";
import { asOwner } from "#src/platform/db/owner.ts";
import type { Tx } from "#src/platform/db/connection.ts";
import { addDays, dayOf } from "#src/platform/clock.ts";
import { newId } from "#src/platform/ids.ts";
import type { Registering } from "./build.ts";
import type { DemoGuides } from "./demo.ts";
import type { GuideSheet, NetworkSheet, ServiceSheet } from "./guide-data.ts";

type Known = {
  readonly at: Date;
  unit(handle: string): string; service(handle: string): string; answer(handle: string): string;
  /** The duty somebody of the world has at a unit, or the first one anywhere. */
  duty(who: string, unit?: string): string;
};

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the network has no ${what}`);
  return value;
}

const byHandle = (rows: ReadonlyArray<{ id: string; handle: string }>, what: string) => {
  const ids = new Map(rows.map(({ id, handle }) => [handle, id]));
  return (handle: string): string => found(ids.get(handle), `${what} "${handle}"`);
};

async function knownIn(tx: Tx, { world, keys, at }: Registering): Promise<Known> {
  const duties = await tx.selectFrom("duty as d").innerJoin("person as p", "p.id", "d.person_id").innerJoin("unit as u", "u.id", "d.unit_id")
    .select(["d.id", "u.handle as unit", "p.number_hash"]).orderBy("d.leads", "desc").execute();
  const byPerson = Map.groupBy(duties, ({ number_hash }) => number_hash!.toString("hex"));
  const numbers = new Map(world.staff.map(({ handle, identity }) => [handle, identity]));
  return {
    at,
    unit: byHandle(await tx.selectFrom("unit").select(["id", "handle"]).execute(), "unit"),
    answer: byHandle(await tx.selectFrom("answer").select(["id", "handle"]).execute(), "answer"),
    service: byHandle(await tx.selectFrom("service").select(["id", "handle"]).execute(), "service"),
    duty: (who, unit) => {
      const own = found(byPerson.get(keys.numberHash(found(numbers.get(who), `person "${who}"`)).toString("hex")), `duty of "${who}"`);
      return (own.find((duty) => duty.unit === unit) ?? own[0]!).id;
    },
  };
}

const before = (at: Date, days: number): Date => new Date(at.getTime() - days * 24 * 3_600_000);

const insideRow = ({ handle, unit, internal }: ServiceSheet & { internal: NonNullable<ServiceSheet["internal"]> }, known: Known) => ({
  service_id: known.service(handle), direct_line: internal.line, contact_duty_id: internal.contact ? known.duty(internal.contact, unit) : null,
  deputy_duty_id: internal.deputy ? known.duty(internal.deputy, unit) : null, consult_hours: internal.consult?.hours ?? "", consult_how: internal.consult?.how ?? "",
  invite: internal.invite, answers_within: internal.answersWithin, need: internal.need, feedback: internal.feedback, guiding: internal.guiding, legal_basis: internal.legalBasis ?? "", limits: internal.limits ?? "", talks: internal.talks ?? "",
});

const NAME = { shown: true, hidden: false, "as-named": null } as const;

const personRow = ({ who, unit, name, title, tasks, competences, languages, askMe, studyVisits, reach, deputy, away }: NetworkSheet["people"][number], known: Known) => ({
  duty_id: known.duty(who, unit), shows_name: NAME[name], title, tasks, competences, languages, ask_me: askMe, study_visits: studyVisits, reach,
  deputy_duty_id: deputy ? known.duty(deputy, unit) : null, away_until: away === undefined ? null : addDays(dayOf(known.at), away),
});

const insert = async (rows: readonly unknown[], into: () => Promise<unknown>): Promise<void> => void (rows.length > 0 && (await into()));

async function fillInside(tx: Tx, sheets: readonly GuideSheet[], known: Known): Promise<void> {
  const rows = sheets.flatMap(({ services }) => services.flatMap((sheet) => (sheet.internal ? [insideRow({ ...sheet, internal: sheet.internal }, known)] : [])));
  await insert(rows, () => tx.insertInto("service_internal").values(rows).execute());
}

async function fillForums(tx: Tx, { network: { forums } }: GuideSheet, guide: string, known: Known): Promise<void> {
  const rows = forums.map(({ name, about, meets, units }) => ({ id: newId() as string, name, about, meets, units }));
  const seats = rows.flatMap(({ id, units }) => units.map((unit) => ({ forum_id: id, unit_id: known.unit(unit) })));
  await insert(rows, () => tx.insertInto("forum").values(rows.map(({ id, name, about, meets }) => ({ id, guide_id: guide, name, about, meets }))).execute());
  await insert(seats, () => tx.insertInto("forum_seat").values(seats).execute());
}

async function fillLife(tx: Tx, { network: { people, changes, reports, follows, knowing } }: GuideSheet, known: Known): Promise<void> {
  const followed = follows.flatMap(({ unit, services }) => services.map((service) => ({ unit_id: known.unit(unit), service_id: known.service(service), since: dayOf(known.at) })));
  const acquainted = knowing.flatMap(({ unit, by, daysAgo, knows }) => Object.entries(knows).map(([of, much]) =>
    ({ unit_id: known.unit(unit), of_unit_id: known.unit(of), much, said_on: dayOf(before(known.at, daysAgo)), by_duty: known.duty(by, unit) })));
  await insert(people, () => tx.insertInto("duty_card").values(people.map((person) => personRow(person, known))).execute());
  await insert(changes, () => tx.insertInto("service_change").values(changes.map(({ service, daysAgo, by, what, fields }) =>
    ({ id: newId(), service_id: known.service(service), at: before(known.at, daysAgo), by_duty: known.duty(by), what, fields }))).execute());
  await insert(reports, () => tx.insertInto("service_report").values(reports.map(({ service, daysAgo, by, kind, said }) =>
    ({ id: newId(), service_id: known.service(service), at: before(known.at, daysAgo), by_duty: by ? known.duty(by) : null, kind, said }))).execute());
  await insert(acquainted, () => tx.insertInto("knowing").values(acquainted).execute());
  await insert(followed, () => tx.insertInto("service_follow").values(followed).execute());
}

/** Who takes visits, and those that are asked for, agreed and told of. */
async function fillVisits(tx: Tx, { network: { visits: { offers, asked } } }: GuideSheet, known: Known): Promise<void> {
  const today = dayOf(known.at);
  await insert(offers, () => tx.insertInto("visit_offer").values(offers.map(({ unit, shows, days, most, host }) =>
    ({ unit_id: known.unit(unit), shows, days, most, host_duty_id: host ? known.duty(host, unit) : null }))).execute());
  await insert(asked, () => tx.insertInto("visit").values(asked.map(({ unit, by, from, daysAgo, people, days, wants, state, on, word, learnt }) => ({
    id: newId(), unit_id: known.unit(unit), visiting_unit_id: known.unit(from), asked_by: known.duty(by, from), asked_at: before(known.at, daysAgo), people, wants, state,
    days: sql<never>`${days.map((day) => addDays(today, day))}::date[]`, on_day: on === undefined ? null : addDays(today, on), word: word ?? "", learnt: learnt ?? "", news_for: state === "asked" ? known.unit(unit) : null,
  }))).execute());
}

type NeedSheet = NetworkSheet["needs"][number];

/** When a need was taken care of, by whom and how, when it was. */
const settledRow = ({ settled, daysAgo }: NeedSheet, keeper: string, at: Date) =>
  settled === undefined ? {} : { settled_at: before(at, Math.max(0, daysAgo - 2)), settled_by: keeper, settled_how: settled };

/** What families looked for, and the answers that wait to be read through. */
async function fillNeeds(tx: Tx, { network: { needs, texts } }: GuideSheet, guide: { id: string; unit: string }, known: Known): Promise<void> {
  const keeper = await tx.selectFrom("duty").select("id").where("unit_id", "=", guide.unit).orderBy("leads", "desc").executeTakeFirstOrThrow();
  const rows = needs.map((need) => ({
    id: newId() as string, guide_id: guide.id, on_day: dayOf(before(known.at, need.daysAgo)), language: need.language, what: need.what, terms: need.terms, ages: need.ages ?? null,
    answer_id: need.answer ? known.answer(need.answer) : null, times: need.times, ...settledRow(need, keeper.id, known.at),
  }));
  await insert(rows, () => tx.insertInto("need").values(rows).execute());
  for (const { answer, checked } of texts) await tx.updateTable("answer").set({ checked_on: dayOf(before(known.at, checked)) }).where("id", "=", known.answer(answer)).execute();
}

/** Calls that staff of the guide's units made together with families. */
async function fillGuidings(tx: Tx, { network: { guidings } }: GuideSheet, guide: string, known: Known): Promise<void> {
  const rows = guidings.map(({ unit, service, daysAgo, came }) => ({ id: newId() as string, guide_id: guide, unit_id: known.unit(unit), service_id: known.service(service), on_day: dayOf(before(known.at, daysAgo)), came }));
  await insert(rows, () => tx.insertInto("guiding").values(rows).execute());
}

/** Fills the network of the demo: the inside of the cards, forums, people and the latest changes. The guides and the staff must be there. */
export const registerNetwork = (registering: Registering, { sheets }: DemoGuides): Promise<void> =>
  asOwner(registering.owner, async (tx) => {
    const known = await knownIn(tx, registering);
    const guides = await tx.selectFrom("guide").select(["id", "handle", "unit_id as unit"]).execute();
    await fillInside(tx, sheets, known);
    for (const sheet of sheets) {
      const guide = guides.find(({ handle }) => handle === sheet.handle);
      if (guide) await fillForums(tx, sheet, guide.id, known);
      if (guide) await fillGuidings(tx, sheet, guide.id, known);
      if (guide) await fillNeeds(tx, sheet, guide, known);
      await fillLife(tx, sheet, known);
      await fillVisits(tx, sheet, known);
    }
  });
