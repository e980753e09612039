import { channelKinds, levels, weekdays, type Ages, type Location } from "../directory/directory.ts";
import { transitionName } from "../circle/index.ts";
import { ageOptions, type Forum } from "../directory/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { choice, choices, line, text, type ChoiceField, type FieldOption, type Fields } from "../platform/web/fields.ts";
import { KINDS } from "./edit-values.ts";

/** What a card's form chooses among. */
export type Choosing = {
  readonly names: ReadonlyMap<string, string>; readonly locations: readonly Location[]; readonly forums: readonly Forum[]; /** Those of the guide, and of the card already. */ readonly ages: Ages;
  /** The names of the guide's transitions, and of those the card has already. */
  readonly transitions: readonly string[];
  /** What the card says already: never lost for not being among the usual ones. */
  readonly spoken: readonly string[];
  /** Whom the card may name, as they are called here. */
  readonly people: ReadonlyArray<{ readonly duty: string; readonly label: string }>;
};

/** The languages that staff most often speak with families here. */
const LANGUAGES = ["sv", "en", "fi", "ar", "so", "fa", "ti", "uk", "ku", "pl", "ru", "es", "tr", "th", "bs", "am"];

type Of = { readonly words: Words; readonly choosing: Choosing };

const label = (words: Words, name: string) => ({ label: words.say(`network.field.${name}`), ...(words.has(`network.field.${name}.hint`) ? { hint: words.say(`network.field.${name}.hint`) } : {}) });
const short = (words: Words, name: string, max = 120) => line({ ...label(words, name), max });
const long = (words: Words, name: string, more: { max?: number; rows?: number; required?: boolean } = {}) => text({ ...label(words, name), max: more.max ?? 400, rows: more.rows ?? 2, required: more.required });
const lines = (words: Words, name: string, required = false) => text({ ...label(words, name), max: 2000, rows: 4, required });
const radios = (words: Words, name: string, values: readonly string[], spoken: (value: string) => string): ChoiceField =>
  choice({ ...label(words, name), required: true, options: values.map((value) => ({ value, label: spoken(value) })) });
const list = (words: Words, name: string, options: readonly FieldOption[], required = false): ChoiceField => choice({ ...label(words, name), required, drawn: "list", options });
const yesNo = (words: Words, name: string): ChoiceField => radios(words, name, ["yes", "no"], (value) => words.say(`network.edit.${value}`));

const aboutFields = ({ words, choosing: { names } }: Of): Fields => {
  const kinds = [...names].map(([value, name]) => ({ value, label: name, said: true }));
  return {
    name: line({ ...label(words, "name"), max: 100, required: true }), also: lines(words, "also"),
    ...Object.fromEntries(KINDS.map((name, nth) => [name, choice({ label: words.t(nth === 0 ? "network.field.kinds" : "network.edit.kind-more", { nth: nth + 1 }), drawn: "list", required: nth === 0, options: kinds })])),
    level: radios(words, "level", levels, (value) => words.say(`guide.service.${value}`)),
    status: radios(words, "status", ["active", "paused"], (value) => words.say(`network.edit.status.${value}`)),
  };
};

const missionFields = ({ words, choosing: { ages } }: Of): Fields => ({
  mission: long(words, "mission", { max: 300, required: true }), does: lines(words, "does", true), doesNot: lines(words, "doesNot"), forWhom: long(words, "forWhom", { max: 300, required: true }),
  minAge: list(words, "minAge", ageOptions(words, ages), true),
  maxAge: list(words, "maxAge", ageOptions(words, ages), true),
});

const reachFields = ({ words, choosing: { locations } }: Of): Fields => ({
  askFor: short(words, "askFor", 80), phone: line({ ...label(words, "phone"), required: true, max: 30, inputMode: "tel", width: "medium" }),
  channelKind: list(words, "channelKind", channelKinds.map((kind) => ({ value: kind, label: words.say(`guide.contact.${kind}`) })), true),
  channelValue: line({ ...label(words, "channelValue"), required: true, max: 200 }),
  location: list(words, "location", locations.map(({ id, name, town }) => ({ value: id, label: `${name}, ${town}`, said: true }))),
  ...Object.fromEntries(weekdays.map((day) => [`hours-${day}`, line({ label: words.say(`network.day.${day}`), max: 60, width: "medium" })])),
  hoursNote: short(words, "hoursNote", 200), whenClosed: short(words, "whenClosed", 200),
});

const meetingFields = ({ words, choosing: { spoken } }: Of): Fields => {
  const languages = new Intl.DisplayNames(words.locale, { type: "language" });
  return {
    happens: long(words, "happens", { required: true }), waiting: short(words, "waiting", 200),
    selfReferral: yesNo(words, "selfReferral"), anonymous: radios(words, "anonymous", ["yes", "at-first", "no"], (value) => words.say(`network.edit.${value}`)),
    record: yesNo(words, "record"),
    cost: radios(words, "cost", ["free", "fee"], (value) => words.say(`guide.contact.${value}`)), costNote: short(words, "costNote", 200),
    languages: choices({ ...label(words, "languages"), required: true, options: [...new Set([...LANGUAGES, ...spoken])].map((code) => ({ value: code, label: languages.of(code) ?? code, said: true })) }),
    interpreter: yesNo(words, "interpreter"), professions: lines(words, "professions"), methods: lines(words, "methods"),
  };
};

const insideFields = ({ words, choosing: { people } }: Of): Fields => {
  const options = people.map(({ duty, label: called }) => ({ value: duty, label: called, said: true }));
  return {
    line: line({ ...label(words, "line"), max: 30, inputMode: "tel", width: "medium" }),
    ...(people.length > 0 ? { contact: list(words, "contact", options), deputy: list(words, "deputy", options) } : {}),
    consultHours: short(words, "consultHours"), consultHow: long(words, "consultHow"), invite: long(words, "invite"),
    answersWithin: line({ ...label(words, "answersWithin"), max: 2, inputMode: "numeric", width: "short" }), need: long(words, "need"), feedback: long(words, "feedback"), guiding: long(words, "guiding"),
    talks: long(words, "talks"), limits: long(words, "limits"), legalBasis: short(words, "legalBasis", 200),
  };
};

const threadFields = ({ words, choosing: { forums, transitions } }: Of): Fields => ({
  ...(transitions.length > 0 ? { transitions: choices({ ...label(words, "transitions"), options: transitions.map((one) => ({ value: one, label: transitionName(words, one), said: !words.has(`network.transition.${one}`) })) }) } : {}),
  ...(forums.length > 0 ? { forums: choices({ ...label(words, "forums"), options: forums.map(({ id, name, meets }) => ({ value: id, label: name, hint: meets, said: true })) }) } : {}),
});

/** The parts of the form in order, and whether anybody reads what is written in each or only colleagues. */
export const sections = [
  { name: "about", reads: "everybody", fields: aboutFields }, { name: "mission", reads: "everybody", fields: missionFields }, { name: "reach", reads: "everybody", fields: reachFields },
  { name: "meeting", reads: "everybody", fields: meetingFields }, { name: "inside", reads: "staff", fields: insideFields }, { name: "thread", reads: "staff", fields: threadFields },
] as const;

/** Every field of a card's form. */
export const cardFields = (words: Words, choosing: Choosing): Fields => Object.assign({}, ...sections.map(({ fields }) => fields({ words, choosing }))) as Fields;

