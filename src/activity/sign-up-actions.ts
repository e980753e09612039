import type { House } from "../house.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import type { Visiting } from "../platform/web/route.ts";
import { comingOf, type Activity } from "./activity.ts";
import { findActivity } from "./activity-store.ts";
import { findOwnSignUp, insertSignUp, leave, moveUp, type Became } from "./sign-up-store.ts";
import { checkParty, checkTold, eraseOn, readContact, type Party } from "./sign-up.ts";

export type Hand = Pick<Visiting<House, unknown>, "tx" | "house" | "at" | "today" | "words">;

export type Wanted = Party & { readonly activity: Activity; readonly day: Day | undefined; readonly name: string; readonly to: string; readonly said: string };

const notTaken = (became: Exclude<Became, "coming" | "waiting">): Refusal => refuse(became === "gone" ? "sign-up.gone" : became === "full" ? "sign-up.full" : "sign-up.too-many", { field: became === "too-many" ? "adults" : "day" });

/**
 * Signs somebody up, or puts her in the line, and gives the secret of her own address. The line is joined first and the date judged after:
 * whoever calls a date off meanwhile has then been waited for.
 */
export async function signUp({ tx, house, at, today, words }: Hand, { activity, day, name, to, said, adults, children }: Wanted): Promise<{ secret: string } | Refusal> {
  const contact = readContact(to);
  if (isRefusal(contact)) return contact;
  const wrong = checkTold({ name, said }) ?? checkParty(activity, { adults, children });
  if (wrong) return wrong;
  const tomorrow = addDays(today, 1);
  const { became, secret } = await insertSignUp(tx, house.keys, {
    activity, day, party: { adults, children }, told: { name, to: contact, said, language: words.language }, eraseOn: eraseOn(activity, day),
    // Whoever signs up the day before knows of it.
    remindedFor: day !== undefined && day <= tomorrow ? day : undefined,
  });
  if (became !== "coming" && became !== "waiting") return notTaken(became);
  const now = await findActivity(tx, activity.handle);
  const held = now ? comingOf(now, { at, today }).filter(({ calledOff }) => !calledOff) : [];
  if (!held.some((session) => day === undefined || session.day === day)) return refuse("sign-up.gone", { field: "day" });
  return { secret };
}

/** Leaves: what was written is erased at once, and whoever waits first gets the seat. */
export async function leaveActivity({ tx, house, at, today }: Hand, secret: string): Promise<Refusal | undefined> {
  const own = await findOwnSignUp(tx, secret);
  if (!own || own.state === "left" || (own.day !== undefined && own.day < today)) return refuse("sign-up.over");
  await leave(tx, secret);
  await moveUp(tx, house.keys, own.activityId, at);
  return undefined;
}
