import { addDays, type Day } from "../platform/clock.ts";
import { hasIdentityNumber, isIdentityNumberToReach } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import type { Activity } from "./activity.ts";

/** What somebody who signs up has told of herself. Sealed for the organiser, and erased after the day. */
export type Told = { readonly name: string; readonly to: string; readonly said: string; readonly language: string };

/** How many come. */
export type Party = { readonly adults: number; readonly children: number };

/** Everything about somebody is erased this many days after the last time that it was about. @ground GDPR 5.1 e */
export const ERASE_DAYS = 7;

/** The day when everything is erased: after the date, or after the whole round. */
export const eraseOn = ({ rule }: Pick<Activity, "rule">, day: Day | undefined): Day => addDays(day ?? rule.endsOn ?? rule.startsOn, ERASE_DAYS);

/** Everybody who comes takes a seat, but for children who are looked after meanwhile. */
export const seatsFor = ({ childcare }: Pick<Activity, "childcare">, { adults, children }: Party): number => (childcare ? adults : adults + children);

export function checkParty(activity: Pick<Activity, "childcare" | "capacity">, party: Party): Refusal | undefined {
  if (activity.childcare && party.adults === 0) return refuse("sign-up.adult", { field: "adults" });
  const seats = seatsFor(activity, party);
  if (seats === 0) return refuse("sign-up.nobody", { field: "adults" });
  return seats > (activity.capacity ?? 0) ? refuse("sign-up.too-many", { field: "adults" }) : undefined;
}

const EMAIL = /^[^\s@<>()[\],;:"\\]+@[\p{L}\d](?:[\p{L}\d.-]*[\p{L}\d])?\.\p{L}{2,}$/u;
const PHONE = /^\+?\d{7,15}$/;

/** One way to reach somebody: an e-mail address or a telephone number, written in any usual way. */
export function readContact(written: string): string | Refusal {
  const said = written.trim();
  if (isIdentityNumberToReach(said)) return refuse("sign-up.number", { field: "to" });
  if (said.includes("@")) return EMAIL.test(said) && said.length <= 254 && !said.includes("..") ? said : refuse("sign-up.to", { field: "to" });
  const digits = said.replaceAll(/[\s()/.–-]/g, "");
  return PHONE.test(digits) ? digits : refuse("sign-up.to", { field: "to" });
}

/** An identity number has nothing to do here, and whoever writes one has misunderstood what is asked. @ground GDPR 5.1 c, 87 */
export function checkTold(told: Pick<Told, "name" | "said">): Refusal | undefined {
  const field = (["name", "said"] as const).find((one) => hasIdentityNumber(told[one]));
  return field && refuse("sign-up.number", { field });
}
