import { weekdays } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { checkWords, readAges, readPlace, readReach, readRule, readSeats, type EditForm } from "./edit.ts";

/** The questions in the order in which one thinks: what it is, when, where, and how one comes. */
export const steps = ["what", "when", "where", "how"] as const;
export type Step = (typeof steps)[number];

/** What each step asks. Which weekday, and which in the month, follow from the first day. */
export const asked = {
  what: ["name", "about", "kind", "help1", "help2", "level", "forWhom", "fromAge", "toAge", "meet"],
  when: ["starts", "from", "to", "every", "ends"],
  where: ["place", "placeNote", "placeLink", "languages", "interpreter"],
  how: ["signUp", "capacity", "childcare", "cost", "costNote", "phone", "email", "review"],
} as const satisfies Record<Step, ReadonlyArray<keyof EditForm>>;

/** What may be left empty. */
const FREE: ReadonlySet<keyof EditForm> = new Set(["help2", "ends", "place", "placeNote", "placeLink", "capacity", "costNote", "email"]);

export const BLANK: EditForm = {
  name: "", about: "", kind: "", help1: "", help2: "", level: "", forWhom: "all", fromAge: "", toAge: "", meet: "", every: "", weekday: "", nth: "", from: "", to: "", starts: "", ends: "", place: "", placeNote: "",
  placeLink: "", signUp: "", capacity: "", childcare: "", languages: ["sv"], interpreter: "no", cost: "free", costNote: "", phone: "", email: "", review: "6", status: "active",
};

/** The weekday of a day, and which of its kind in the month; the fifth is the last. */
function placeOf(day: Day): { weekday: string; nth: string } {
  const date = new Date(`${day}T12:00:00Z`);
  const nth = Math.ceil(date.getUTCDate() / 7);
  return { weekday: weekdays[(date.getUTCDay() + 6) % 7]!, nth: String(nth > 4 ? -1 : nth) };
}

/** What has been answered, with what follows from it. */
export function settled(form: EditForm): EditForm {
  if (form.starts === "") return form;
  const { weekday, nth } = placeOf(form.starts);
  return { ...form, weekday: form.every === "once" ? "" : weekday, nth: form.every === "month" ? nth : "", ends: form.every === "once" ? "" : form.ends };
}

const isUnanswered = (form: EditForm) => (name: keyof EditForm): boolean => !FREE.has(name) && form[name].length === 0;

/** A place is chosen or told; something to go to must be somewhere. */
const readWhere = (form: EditForm) => (form.place === "" && form.placeNote === "" ? refuse("activity.nowhere", { field: "place" }) : readPlace(form));

function readHow(form: EditForm): Refusal | undefined {
  const reach = readReach(form);
  if (isRefusal(reach)) return reach;
  const seats = readSeats(form, { endsOn: form.every === "once" ? form.starts : form.ends || undefined });
  return isRefusal(seats) ? { ...seats, details: { field: seats.refused === "activity.series" ? "signUp" : "capacity" } } : undefined;
}

const READ: Readonly<Record<Step, (form: EditForm) => unknown>> = { what: readAges, when: readRule, where: readWhere, how: readHow };

/** What is wrong with one step. What is missing is told by its field. */
export function faultIn(step: Step, form: EditForm): Refusal | undefined {
  const read = checkWords(Object.fromEntries(asked[step].map((name) => [name, form[name]]))) ?? READ[step](form);
  return isRefusal(read) ? read : undefined;
}

/** The first step that is not whole: where one goes on. */
export const nextStep = (form: EditForm): Step | undefined => steps.find((step) => asked[step].some(isUnanswered(form)) || faultIn(step, form) !== undefined);
