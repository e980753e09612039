import { z } from "zod";
import { findCoverage } from "../consent/index.ts";
import { findAnswer, listDeliveriesOf } from "../disclosure/index.ts";
import type { House } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { listUnits, type Unit } from "../organisation/index.ts";
import { MatterId } from "../platform/ids.ts";
import type { Asking } from "../platform/web/route.ts";
import { INVITATION_TOPICS } from "./meeting-guests.ts";
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
export async function listReplies({ tx, house }: Pick<Here, "tx" | "house">, matter: Pick<Matter, "id">): Promise<Map<string, Reply>> {
  const invitations = (await listDeliveriesOf(tx, matter.id)).filter(({ kind, matterId }) => kind === "invitation" && matterId === matter.id);
  const answers = await Promise.all(invitations.map((delivery) => findAnswer(tx, house.keys, delivery)));
  return new Map(invitations.map(({ id, answer }, nth) => [id, { answer: answer === "coming" || answer === "not-coming" ? answer : undefined, words: answers[nth]?.words, by: answers[nth]?.by }]));
}

/** Of some units, those that may be told about the meeting now: asked again each time, since a yes can be taken back. @ground OSL 12:2 */
export async function listCovered({ tx, house, today }: Pick<Here, "tx" | "house" | "today">, matter: Matter, units: readonly Unit[]): Promise<Unit[]> {
  const child = { id: matter.childId, bornOn: matter.bornOn, expectedOn: matter.expectedOn };
  const coverages = await Promise.all(units.map(({ branchId }) => findCoverage(tx, house, { child, disclosing: matter.branchId, receiver: branchId, topics: [...INVITATION_TOPICS], today })));
  return units.filter((_, nth) => coverages[nth]!.complete);
}

/** The invited units that may not be told anything now. */
export async function listUncovered(here: Pick<Here, "tx" | "house" | "today">, matter: Matter, meeting: Meeting): Promise<string[]> {
  const invited = (await listUnits(here.tx)).filter(({ id }) => meeting.words.invited.some((one) => one.kind === "unit" && one.id === id));
  const covered = await listCovered(here, matter, invited);
  return invited.filter((unit) => !covered.includes(unit)).map(({ name }) => name);
}
