import { weekdays, type Weekday } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { activityKinds, audiences, signUps, type Activity, type ActivityKind, type Audience, type SignUpKind } from "./activity.ts";
import { firstDayOf, nths, type Nth, type Rule } from "./recurrence.ts";
import { readContact } from "./sign-up.ts";

/** What its keepers may change of an activity: everything that anybody reads of it, but whose it is and which help it gives. */
export type Edited = Pick<
  Activity,
  "name" | "about" | "kind" | "forWhom" | "ages" | "meet" | "rule" | "signUp" | "capacity" | "childcare" | "languages" | "interpreter" | "cost" | "costNote" | "phone" | "status"
> & { readonly locationId: string | undefined };

/** The same as a form has it: words and choices. */
export type EditForm = Readonly<Record<
  "name" | "about" | "kind" | "forWhom" | "fromAge" | "toAge" | "meet" | "every" | "weekday" | "nth" | "from" | "to" | "starts" | "ends" | "place" | "signUp" | "capacity" | "childcare" | "interpreter" | "cost" | "costNote" | "phone" | "status", string
>> & { readonly languages: readonly string[] };

const yes = (is: boolean): string => (is ? "yes" : "no");

/** An activity as the form draws it. */
export function formOf({ ages, rule, capacity, location, meet, childcare, interpreter, ...same }: Activity): EditForm {
  return {
    name: same.name, about: same.about, kind: same.kind, forWhom: same.forWhom, fromAge: String(ages.from), toAge: String(ages.to), meet: yes(meet),
    every: rule.every, weekday: rule.every === "once" ? "" : rule.on, nth: rule.every === "month" ? String(rule.nth) : "", from: rule.from, to: rule.to, starts: rule.startsOn,
    ends: rule.every === "once" ? "" : (rule.endsOn ?? ""), place: location?.id ?? "", signUp: same.signUp, capacity: capacity === undefined ? "" : String(capacity),
    childcare: yes(childcare), languages: same.languages, interpreter: yes(interpreter), cost: same.cost, costNote: same.costNote, phone: same.phone, status: same.status,
  };
}

const oneOf = <T extends string>(values: readonly T[], said: string): T => values.find((value) => value === said)!;

function readRule({ every, weekday, nth, from, to, starts, ends }: EditForm): Rule | Refusal {
  const when = { startsOn: starts as Day, endsOn: ends === "" ? undefined : ends, from, to };
  if (to <= from) return refuse("activity.times", { field: "to" });
  if (every === "once") return { ...when, every, endsOn: starts };
  if (when.endsOn !== undefined && when.endsOn < starts) return refuse("activity.ends", { field: "ends" });
  if (weekday === "") return refuse("activity.weekday", { field: "weekday" });
  const on: Weekday = oneOf(weekdays, weekday);
  if (every !== "month") return { ...when, every: oneOf(["week", "2-weeks"] as const, every), on };
  return nth === "" ? refuse("activity.nth", { field: "nth" }) : { ...when, every, on, nth: nths.find((one) => String(one) === nth) as Nth };
}

function readSeats(form: EditForm, rule: Rule): { signUp: SignUpKind; capacity: number | undefined } | Refusal {
  const signUp = oneOf(signUps, form.signUp);
  if (signUp === "none") return { signUp, capacity: undefined };
  const capacity = /^\d{1,3}$/.test(form.capacity) ? Number(form.capacity) : 0;
  if (capacity < 1 || capacity > 500) return refuse("activity.capacity", { field: "capacity" });
  return signUp === "series" && rule.endsOn === undefined ? refuse("activity.series", { field: "ends" }) : { signUp, capacity };
}

/** What a form says, or what in it cannot be. */
export function readEdited(form: EditForm): Edited | Refusal {
  const ages = { from: Number(form.fromAge), to: Number(form.toAge) };
  if (ages.from > ages.to) return refuse("activity.ages", { field: "toAge" });
  const rule = readRule(form);
  if (isRefusal(rule)) return rule;
  if (firstDayOf(rule) === undefined) return refuse("activity.rule", { field: "ends" });
  const seats = readSeats(form, rule);
  if (isRefusal(seats)) return seats;
  if (form.phone.includes("@") || isRefusal(readContact(form.phone))) return refuse("activity.phone", { field: "phone" });
  return {
    name: form.name, about: form.about, kind: oneOf<ActivityKind>(activityKinds, form.kind), forWhom: oneOf<Audience>(audiences, form.forWhom), ages, meet: form.meet === "yes", rule, ...seats,
    childcare: form.childcare === "yes", languages: form.languages, interpreter: form.interpreter === "yes", cost: form.cost === "fee" ? "fee" : "free", costNote: form.cost === "fee" ? form.costNote : "",
    phone: form.phone, status: form.status === "ended" ? "ended" : "active", locationId: form.place === "" ? undefined : form.place,
  };
}

/** What stands now, by field, where it is not what somebody wrote: the other's words, for a conflict. */
export function differences(now: EditForm, written: EditForm): Record<string, string> {
  const text = (value: string | readonly string[]) => (typeof value === "string" ? value : value.join(", "));
  return Object.fromEntries((Object.keys(now) as Array<keyof EditForm>).filter((name) => text(now[name]) !== text(written[name])).map((name) => [name, text(now[name])]));
}
