import { z } from "zod";
import { readConsents, type ConsentsAround } from "../consent/index.ts";
import { listAnswersTo, listDeliveriesOf } from "../disclosure/index.ts";
import type { House } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { listUnits, type Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import { MatterId } from "../platform/ids.ts";
import type { Asking } from "../platform/web/route.ts";
import { invitable } from "./meeting-guests.ts";
import { findMeeting } from "./meeting-store.ts";
import type { Meeting } from "./meeting.ts";

/** A meeting's address: of the matter it belongs to. */
export const MeetingPlace = z.object({ matter: MatterId, meeting: z.uuid() });

/** What pages about one meeting load from. */
export type Here = Pick<Asking<House, z.output<typeof MeetingPlace>>, "tx" | "house" | "params" | "at" | "today">;

/** A meeting at its own address; undefined when it belongs to another matter. */
export async function findHere({ tx, house, params }: Here): Promise<{ matter: Matter; meeting: Meeting } | undefined> {
  const [matter, meeting] = await Promise.all([findMatter(tx, house.keys, params.matter), findMeeting(tx, house.keys, params.meeting)]);
  return matter && meeting?.matterId === matter.id ? { matter, meeting } : undefined;
}

/** What somebody answered an invitation, and who it was. */
export type Reply = { readonly answer: "coming" | "not-coming" | undefined; readonly words: string | undefined; readonly by: string | undefined };

/** What each invitation from a matter was answered with. */
export async function listReplies({ tx, house }: Pick<Here, "tx" | "house">, matter: string): Promise<Map<string, Reply>> {
  const [deliveries, answers] = await Promise.all([listDeliveriesOf(tx, matter), listAnswersTo(tx, house.keys, { matter, kind: "invitation" })]);
  const invitations = deliveries.filter(({ kind, matterId }) => kind === "invitation" && matterId === matter);
  return new Map(invitations.map(({ id, answer }) => [id, { answer: answer === "coming" || answer === "not-coming" ? answer : undefined, words: answers.get(id)?.words, by: answers.get(id)?.by }]));
}

/** What decides whom a meeting may be told to now: asked again each time, since a yes can be taken back. @ground OSL 12:2 */
export type Around = { readonly consents: ConsentsAround; readonly units: readonly Unit[]; readonly today: Day };

export async function readAround({ tx, house, params, today }: Here): Promise<Around> {
  const [consents, units] = await Promise.all([readConsents(tx, house, { matter: params.matter }, today), listUnits(tx)]);
  return { consents, units, today };
}

/** The units with some ids, and whether each may be told about the meeting now. */
export const toldIn = ({ consents, units, today }: Around, matter: Matter, ids: readonly string[]): Array<{ unit: Unit; covered: boolean }> =>
  units.filter(({ id }) => ids.includes(id)).map((unit) => ({ unit, covered: invitable(consents, { matter, unit, today }).complete }));

/** The invited units that may not be told anything now. */
export function uncoveredIn(around: Around, matter: Matter, meeting: Meeting): string[] {
  const invited = meeting.words.invited.flatMap(({ kind, id }) => (kind === "unit" ? [id] : []));
  return toldIn(around, matter, invited).flatMap(({ unit, covered }) => (covered ? [] : [unit.name]));
}
