import { createHash } from "node:crypto";
import { dutyOf, type Hand } from "../house.ts";
import { isFeedFault, type Feed } from "../organisation/index.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { readCsv, type FileKind } from "./csv.ts";
import { readingOf } from "./feed-reading.ts";
import { holdRegister, keepIntake, readStanding, settleIntake, writeDifference, type Intake } from "./register-store.ts";
import { countsOf, differ, type Counts, type Difference, type Reading } from "./register.ts";

const keep = async (hand: Hand, reading: Reading | Refusal): Promise<string | Refusal> =>
  isRefusal(reading) ? reading : keepIntake(hand.tx, hand.house.keys, { duty: dutyOf(hand).id, at: hand.at, reading });

/** Reads a file, to be looked through. Nothing of the register changes. */
export const readFile = (hand: Hand, { bytes, kind }: { bytes: Uint8Array; kind: FileKind }): Promise<string | Refusal> => keep(hand, readCsv(bytes, kind));

/** Fetches from a source, to be looked through. Nothing of the register changes, whatever the source answers. */
export async function fetchFeed(hand: Hand, feed: Feed): Promise<string | Refusal> {
  const data = await feed.read();
  if (isFeedFault(data)) return refuse(`register.feed-${data.fault}`, { source: feed.name, where: data.where });
  return keep(hand, readingOf(data, feed, hand.today));
}

/** By what one tells whether the same would be changed as was looked through. */
export const markOf = (difference: Difference): string => createHash("sha256").update(JSON.stringify(difference)).digest("base64url");

/** Takes in what was looked through: all that fits, or, when something has changed meanwhile, nothing. */
export async function takeIn(hand: Hand, { intake, mark }: { intake: Intake; mark: string }): Promise<Counts | Refusal> {
  const { reading } = intake;
  if (!reading) return refuse("register.decided");
  await holdRegister(hand.tx);
  const difference = differ(reading, await readStanding(hand.tx, hand.house.keys));
  if (markOf(difference) !== mark) return refuse("register.changed");
  const counts = countsOf(difference);
  if (!(await settleIntake(hand.tx, hand.house.keys, { id: intake.id, at: hand.at, counts, notTaken: difference.notTaken }))) return refuse("register.decided");
  await writeDifference(hand.tx, hand.house.keys, { source: reading.source, today: hand.today, difference });
  return counts;
}
