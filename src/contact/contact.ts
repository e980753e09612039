import { randomInt } from "node:crypto";
import { addDays, addWorkdays, type Day } from "../platform/clock.ts";
import { hasIdentityNumber, isIdentityNumberToReach } from "../platform/identity-numbers.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";

/** Whose words the form speaks. @model degerforsmodellen 9 row 16 */
export const askers = ["parent", "relative", "young", "staff"] as const;
export type AskerKind = (typeof askers)[number];
export const isAskerKind = (said: string | null | undefined): said is AskerKind => askers.some((one) => one === said);

export const times = ["any", "morning", "afternoon"] as const;
/** When it suits to be called. */
export type PreferredTime = (typeof times)[number];

/** The one way to reach somebody. */
export type Reach = { readonly way: "phone" | "email"; readonly to: string };

/** What somebody writes who wants to be contacted: never who the child is. @ground GDPR 5.1 c */
export type ContactWords = Reach & {
  readonly who: AskerKind; readonly name: string; readonly time: PreferredTime;
  /** The child's age in years, -1 for one that is expected; missing when it was not said. */
  readonly age: number | undefined;
  readonly said: string;
  /** The language the form was read in. */
  readonly language: string;
};

/** Whom a request can go to: a service, or (no service) the guide's own unit, which helps to find the right one. */
export type Desk = {
  readonly guideId: string; readonly serviceId: string | undefined; readonly unitId: string; readonly branchId: string;
  readonly name: string; readonly unit: string; readonly authority: string; readonly phone: string; readonly promiseDays: number;
};

/** What a unit promises when it has said nothing else, in working days. @model degerforsmodellen 2.5 R4 */
export const PROMISE_DAYS = 2;
export const LONGEST_PROMISE = 10;
/** What was written is erased this many days after the unit has got in touch. @ground GDPR 5.1 e */
export const KEPT_DAYS = 30;
/** More than this in an hour is nobody's wish to be contacted. */
export const MOST_AN_HOUR = { guide: 40, unit: 15 } as const;

export const MOST_WORDS = 500;

const EMAIL = /^[^\s@<>"(),;:\\]{1,64}@[a-z\d åäö-]+(\.[a-zåäö\d-]+)+$/iu;
const PHONE = /^\+?[\d ()/.–-]+$/;
const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

/** A telephone number or an e-mail address, told by what it looks like. An identity number is neither. */
export function readReach(written: string): Reach | Refusal {
  const said = written.trim();
  if (isIdentityNumberToReach(said)) return refuse("contact.identity", { field: "reach" });
  if (EMAIL.test(said) && !said.includes(" ") && said.length <= 254) return { way: "email", to: said };
  const digits = digitsOf(said).length;
  return PHONE.test(said) && digits >= 7 && digits <= 15 ? { way: "phone", to: said } : refuse("contact.reach", { field: "reach" });
}

type Written = { readonly reach: string; readonly name: string; readonly words: string; readonly when: string; readonly age: string };

/** What a form said, read: the reach must be one, and no field may hold an identity number. @ground GDPR 5.1 c, 87 */
export function readContactWords(written: Written, from: { who: AskerKind; language: string }): ContactWords | Refusal {
  const reach = readReach(written.reach);
  if (isRefusal(reach)) return reach;
  for (const field of ["name", "words"] as const) if (hasIdentityNumber(written[field])) return refuse("contact.identity", { field });
  const time = times.find((one) => one === written.when) ?? "any";
  return { ...reach, ...from, name: written.name, time, age: written.age === "" ? undefined : Number(written.age), said: written.words };
}

/** The working day before a day. */
export function workdayBefore(day: Day): Day {
  const before = addDays(day, -1);
  // Going on from a Saturday or Sunday would count the weekend as worked.
  return addWorkdays(addDays(before, -1), 1) === before ? before : workdayBefore(before);
}

/** By when they answer, and when they are reminded: the working day before, or the day itself where that has already begun. */
export function promiseOf(today: Day, promiseDays: number): { readonly answerBy: Day; readonly remindOn: Day } {
  const answerBy = addWorkdays(today, promiseDays);
  const before = workdayBefore(answerBy);
  return { answerBy, remindOn: before > today ? before : answerBy };
}

/** Letters and digits that are not taken for each other when read aloud. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;

/** A number for one request, to say on the phone. Whoever has it may take the request back, so it cannot be guessed. */
export const newReference = (): string => {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
};

/** Who is there for whoever does not know whom to ask, by kind of help, for each asker. */
export const FRONT_DOORS: Readonly<Record<AskerKind, readonly string[]>> = {
  parent: ["familjecentral", "foraldraradgivning", "bvc", "elevhalsa"],
  relative: ["foraldraradgivning", "familjecentral", "anhorigstod-barn"],
  young: ["ungdomsmottagning", "kurator", "forsta-linjen", "fritidsgard"],
  staff: ["foraldraradgivning", "familjecentral", "elevhalsa"],
};

export const outcomes = ["reached", "guided", "tried", "not-reached"] as const;
/** What came of it. `tried`: not yet, and they will try again. */
export type Outcome = (typeof outcomes)[number];
