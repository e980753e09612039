import { channelKinds, levels, weekdays, type Channel, type Level } from "../directory/directory.ts";
import type { CardDraft } from "../directory/index.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { hoursFrom, weekOf, type Week } from "./hours.ts";

/** A card as its form carries it: text by field, several choices as a list. */
export type CardValues = Readonly<Record<string, string | readonly string[]>>;

export const KINDS = ["kind1", "kind2", "kind3", "kind4"] as const;
export const MOST_LINES = 8;
const LONGEST_LINE = 200;
/** What is written freely, where nobody's identity number belongs. Not what is chosen: the id of a choice may look like one. @ground GDPR 87 */
const FREE = [
  "name", "also", "mission", "does", "doesNot", "forWhom", "askFor", "channelValue", "hoursNote", "whenClosed", "happens", "waiting", "costNote", "professions", "methods",
  "consultHours", "consultHow", "invite", "need", "feedback", "guiding", "talks", "limits", "legalBasis",
] as const;
/** A short emergency number, or one with enough digits to be called. */
const PHONE = /^(\d{3,6}|\+?\d[\d -]{4,18}\d)$/;

const yesNo = (value: boolean): string => (value ? "yes" : "no");
const linesOf = (items: readonly string[]): string => items.join("\n");

/** What the form of a card holds from the start. */
export function valuesOf(draft: CardDraft): CardValues {
  const { also, kinds, ages, does, doesNot, channel, hours, record, selfReferral, interpreter, professions, methods, contact, deputy, location, answersWithin, ...rest } = draft;
  return {
    ...rest, also: linesOf(also), does: linesOf(does), doesNot: linesOf(doesNot), professions: linesOf(professions), methods: linesOf(methods),
    ...Object.fromEntries(KINDS.map((name, nth) => [name, kinds[nth] ?? ""])), minAge: String(ages.from), maxAge: String(ages.to), channelKind: channel.kind, channelValue: channel.value,
    ...Object.fromEntries(Object.entries(weekOf(hours)).map(([day, times]) => [`hours-${day}`, times])),
    record: yesNo(record), selfReferral: yesNo(selfReferral), interpreter: yesNo(interpreter), contact: contact ?? "", deputy: deputy ?? "", location: location ?? "",
    answersWithin: answersWithin === undefined ? "" : String(answersWithin),
  };
}

/** Which fields of the form one field of the log is. */
export function fieldsFor(name: string): string[] {
  switch (name) {
    case "kinds": return [...KINDS];
    case "ages": return ["minAge", "maxAge"];
    case "channel": return ["channelKind", "channelValue"];
    case "hours": return weekdays.map((day) => `hours-${day}`);
    default: return [name];
  }
}

type Reading = { text(name: string): string; list(name: string): string[]; lines(name: string): string[] };

const readingOf = (values: CardValues): Reading => {
  const text = (name: string) => (typeof values[name] === "string" ? values[name] : "");
  return {
    text, list: (name) => [...(Array.isArray(values[name]) ? (values[name] as readonly string[]) : [])],
    lines: (name) => text(name).split("\n").map((line) => line.trim()).filter(Boolean),
  };
};

const channelIsRight = ({ kind, value }: Channel): boolean => {
  if (value === "") return false;
  if (kind === "email") return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value);
  return kind !== "web" || /^(https?:\/\/)?[^\s/]+\.[^\s/]{2,}(\/\S*)?$/.test(value);
};

/** The first thing that is wrong with a card as it was written, at its field. */
function faultIn({ text, lines }: Reading): Refusal | undefined {
  const tooMany = ["also", "does", "doesNot", "professions", "methods"].find((name) => lines(name).length > MOST_LINES || lines(name).some((line) => line.length > LONGEST_LINE));
  if (tooMany) return refuse("card.lines", { field: tooMany, most: MOST_LINES, longest: LONGEST_LINE });
  const kinds = KINDS.map(text).filter(Boolean);
  if (new Set(kinds).size < kinds.length) return refuse("card.kinds", { field: "kind1" });
  if (Number(text("minAge")) > Number(text("maxAge"))) return refuse("card.ages", { field: "maxAge" });
  const phone = ["phone", "line"].find((name) => text(name) !== "" && !PHONE.test(text(name)));
  if (phone) return refuse("card.phone", { field: phone });
  if (!channelIsRight({ kind: text("channelKind") as Channel["kind"], value: text("channelValue") })) return refuse("card.channel", { field: "channelValue" });
  if (text("contact") !== "" && text("contact") === text("deputy")) return refuse("card.same-person", { field: "deputy" });
  if (!/^(\d|[12]\d|30)?$/.test(text("answersWithin"))) return refuse("card.answers", { field: "answersWithin" });
  const numbered = FREE.find((name) => hasIdentityNumber(text(name)));
  return numbered ? refuse("card.identity-number", { field: numbered }) : undefined;
}

/** The card that a filled-in form makes, or the first thing that is wrong with it. */
export function draftFrom(values: CardValues): CardDraft | Refusal {
  const reading = readingOf(values);
  const { text, list, lines } = reading;
  const fault = faultIn(reading);
  if (fault) return fault;
  const hours = hoursFrom(Object.fromEntries(weekdays.map((day) => [day, text(`hours-${day}`)])) as Week);
  if ("wrong" in hours) return refuse("card.hours", { field: `hours-${hours.wrong}` });
  const chosen = <T extends string>(of: readonly T[], name: string): T => of.find((one) => one === text(name)) ?? of[0]!;
  const optional = (name: string) => text(name) || undefined;
  return {
    name: text("name"), also: lines("also"), kinds: KINDS.map(text).filter(Boolean), level: chosen<Level>(levels, "level"), ages: { from: Number(text("minAge")), to: Number(text("maxAge")) },
    mission: text("mission"), does: lines("does"), doesNot: lines("doesNot"), forWhom: text("forWhom"), status: chosen(["active", "paused", "ended"], "status"),
    askFor: text("askFor"), phone: text("phone"), channel: { kind: chosen(channelKinds, "channelKind"), value: text("channelValue") }, hours, hoursNote: text("hoursNote"), whenClosed: text("whenClosed"), happens: text("happens"),
    anonymous: chosen(["yes", "no", "at-first"], "anonymous"), record: text("record") === "yes", selfReferral: text("selfReferral") === "yes", cost: chosen(["free", "fee"], "cost"),
    costNote: text("costNote"), waiting: text("waiting"), languages: list("languages"), interpreter: text("interpreter") === "yes", professions: lines("professions"), methods: lines("methods"),
    transitions: list("transitions"), location: optional("location"), forums: list("forums"), line: text("line"), contact: optional("contact"), deputy: optional("deputy"),
    invite: text("invite"), answersWithin: text("answersWithin") === "" ? undefined : Number(text("answersWithin")), need: text("need"), feedback: text("feedback"), guiding: text("guiding"), legalBasis: text("legalBasis"), limits: text("limits"), talks: text("talks"),
    consultHours: text("consultHours"), consultHow: text("consultHow"),
  };
}

/** A draft as its own form would give it back: so that only what somebody changed differs. */
export function settled(draft: CardDraft): CardDraft {
  const again = draftFrom(valuesOf(draft));
  return isRefusal(again) ? draft : again;
}
