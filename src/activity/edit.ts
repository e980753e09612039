import { weekdays, webAddress, type Ages, type Level, type Weekday } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { activityKinds, audiences, signUps, type Activity, type ActivityKind, type Audience, type SignUpKind } from "./activity.ts";
import { firstDayOf, nths, type Nth, type Rule } from "./recurrence.ts";
import { readContact } from "./sign-up.ts";

/** What its keepers may change of an activity: everything that anybody reads of it, but whose it is. */
export type Edited = Pick<
  Activity,
  "name" | "about" | "kind" | "kinds" | "level" | "forWhom" | "ages" | "meet" | "rule" | "signUp" | "capacity" | "childcare" | "languages" | "interpreter" | "cost" | "costNote" | "phone" | "email" | "placeNote" | "placeLink" |
  "reviewMonths" | "status"
> & { readonly locationId: string | undefined };

/** The same as a form has it: words and choices. */
export type EditForm = Readonly<Record<
  "name" | "about" | "kind" | "help1" | "help2" | "level" | "forWhom" | "fromAge" | "toAge" | "meet" | "every" | "weekday" | "nth" | "from" | "to" | "starts" | "ends" | "place" | "placeNote" | "placeLink" | "signUp" |
  "capacity" | "childcare" | "interpreter" | "cost" | "costNote" | "phone" | "email" | "review" | "status", string
>> & { readonly languages: readonly string[] };

const yes = (is: boolean): string => (is ? "yes" : "no");

/** An activity as the form draws it. */
export function formOf({ ages, rule, capacity, location, meet, childcare, interpreter, kinds, reviewMonths, ...same }: Activity): EditForm {
  return {
    name: same.name, about: same.about, kind: same.kind, help1: kinds[0] ?? "", help2: kinds[1] ?? "", level: same.level, forWhom: same.forWhom, fromAge: String(ages.from), toAge: String(ages.to), meet: yes(meet),
    every: rule.every, weekday: rule.every === "once" ? "" : rule.on, nth: rule.every === "month" ? String(rule.nth) : "", from: rule.from, to: rule.to, starts: rule.startsOn,
    ends: rule.every === "once" ? "" : (rule.endsOn ?? ""), place: location?.id ?? "", placeNote: same.placeNote, placeLink: same.placeLink, signUp: same.signUp,
    capacity: capacity === undefined ? "" : String(capacity), childcare: yes(childcare), languages: same.languages, interpreter: yes(interpreter), cost: same.cost, costNote: same.costNote,
    phone: same.phone, email: same.email, review: String(reviewMonths), status: same.status,
  };
}

const oneOf = <T extends string>(values: readonly T[], said: string): T => values.find((value) => value === said)!;

export function readAges({ fromAge, toAge }: Pick<EditForm, "fromAge" | "toAge">): Ages | Refusal {
  const ages = { from: Number(fromAge), to: Number(toAge) };
  return ages.from > ages.to ? refuse("activity.ages", { field: "toAge" }) : ages;
}

function readDays({ every, weekday, nth, from, to, starts, ends }: EditForm): Rule | Refusal {
  const when = { startsOn: starts as Day, endsOn: ends === "" ? undefined : ends, from, to };
  if (to <= from) return refuse("activity.times", { field: "to" });
  if (every === "once") return { ...when, every, endsOn: starts };
  if (when.endsOn !== undefined && when.endsOn < starts) return refuse("activity.ends", { field: "ends" });
  if (weekday === "") return refuse("activity.weekday", { field: "weekday" });
  const on: Weekday = oneOf(weekdays, weekday);
  if (every !== "month") return { ...when, every: oneOf(["week", "2-weeks"] as const, every), on };
  return nth === "" ? refuse("activity.nth", { field: "nth" }) : { ...when, every, on, nth: nths.find((one) => String(one) === nth) as Nth };
}

export function readRule(form: EditForm): Rule | Refusal {
  const rule = readDays(form);
  return isRefusal(rule) || firstDayOf(rule) !== undefined ? rule : refuse("activity.rule", { field: "ends" });
}

export function readSeats(form: Pick<EditForm, "signUp" | "capacity">, { endsOn }: Pick<Rule, "endsOn">): { signUp: SignUpKind; capacity: number | undefined } | Refusal {
  const signUp = oneOf(signUps, form.signUp);
  if (signUp === "none") return { signUp, capacity: undefined };
  const capacity = /^\d{1,3}$/.test(form.capacity) ? Number(form.capacity) : 0;
  if (capacity < 1 || capacity > 500) return refuse("activity.capacity", { field: "capacity" });
  return signUp === "series" && endsOn === undefined ? refuse("activity.series", { field: "ends" }) : { signUp, capacity };
}

/** Somebody to ring, and perhaps an address to write to. @model degerforsmodellen 2.5 R1 */
export function readReach({ phone, email }: Pick<EditForm, "phone" | "email">): { phone: string; email: string } | Refusal {
  if (phone.includes("@") || isRefusal(readContact(phone))) return refuse("activity.phone", { field: "phone" });
  return email !== "" && (!email.includes("@") || isRefusal(readContact(email))) ? refuse("activity.email", { field: "email" }) : { phone, email };
}

export function readPlace({ place, placeNote, placeLink }: Pick<EditForm, "place" | "placeNote" | "placeLink">): Pick<Edited, "locationId" | "placeNote" | "placeLink"> | Refusal {
  const link = placeLink === "" ? "" : webAddress(placeLink);
  return link === undefined ? refuse("activity.link", { field: "placeLink" }) : { locationId: place === "" ? undefined : place, placeNote, placeLink: link };
}

/** Nobody's number has anything to do in what everybody reads. @ground GDPR 5.1 c, 87 */
export function checkWords(form: Partial<EditForm>): Refusal | undefined {
  const field = (["name", "about", "placeNote", "costNote"] as const).find((one) => hasIdentityNumber(form[one] ?? ""));
  return field && refuse("activity.identity", { field });
}

/** What a form says, or what in it cannot be. */
export function readEdited(form: EditForm): Edited | Refusal {
  const [ages, rule, place, reach] = [readAges(form), readRule(form), readPlace(form), readReach(form)];
  const words = checkWords(form);
  if (words) return words;
  if (isRefusal(ages)) return ages;
  if (isRefusal(rule)) return rule;
  if (isRefusal(place)) return place;
  if (isRefusal(reach)) return reach;
  const seats = readSeats(form, rule);
  if (isRefusal(seats)) return seats;
  return {
    name: form.name, about: form.about, kind: oneOf<ActivityKind>(activityKinds, form.kind), kinds: [...new Set([form.help1, form.help2].filter(Boolean))], level: oneOf<Level>(["universal", "targeted"], form.level),
    forWhom: oneOf<Audience>(audiences, form.forWhom), ages, meet: form.meet === "yes", rule, ...seats,
    childcare: form.childcare === "yes", languages: form.languages, interpreter: form.interpreter === "yes", cost: form.cost === "fee" ? "fee" : "free", costNote: form.cost === "fee" ? form.costNote : "",
    ...reach, ...place, reviewMonths: Number(form.review), status: form.status === "ended" ? "ended" : "active",
  };
}

/** What stands now, by field, where it is not what somebody wrote: the other's words, for a conflict. */
export function differences(now: EditForm, written: EditForm): Record<string, string> {
  const text = (value: string | readonly string[]) => (typeof value === "string" ? value : value.join(", "));
  return Object.fromEntries((Object.keys(now) as Array<keyof EditForm>).filter((name) => text(now[name]) !== text(written[name])).map((name) => [name, text(now[name])]));
}
