import type { KnownGuardian } from "../child/index.ts";
import type { Delivered, DeliveryKind } from "../disclosure/index.ts";
import type { Matter } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { refuse, type Refusal } from "../platform/result.ts";
import { choice, choices, day, line, text, type Field, type FieldOption, type Fields, type Raw, type Values } from "../platform/web/fields.ts";
import { planParcel, type PlanContent } from "../plan/index.ts";
import { textIn, topicsIn, type Practice } from "../practice/index.ts";
import type { Signal } from "../signal/index.ts";
import { chosenFrom, cutSignal, type Item, type Shelf } from "./items.ts";
import { otherFields, otherInitial, spokenIn, type Nameable, type OthersBench } from "./others.ts";
import { ruleOf, type Parcel, type Request, type Suggestion, type TargetRef, type Way } from "./sharing.ts";

/** Everything the first page of a delivery is drawn and read from. */
export type Bench = {
  readonly way: Way; readonly matter: Matter; readonly own: Unit;
  /** Where somebody receives now. */
  readonly units: readonly Unit[];
  readonly guardians: readonly KnownGuardian[];
  readonly suggestions: readonly Suggestion[];
  /** Units that something has gone to, or come from, in this matter. */
  readonly near: readonly Unit[];
  readonly shelves: readonly Shelf[]; readonly signals: readonly Signal[];
  /** Others who have been named before in what was shared from here. */
  readonly others: readonly Nameable[];
  readonly draft: { readonly id: string; readonly parcel: Parcel } | undefined;
  /** The question that is answered. */
  readonly asked: Delivered | undefined;
  readonly plan: { readonly id: string; readonly content: PlanContent } | undefined;
  readonly practice: Practice; readonly language: Language;
};

export const OTHER = "other";

/** One value of a form whose fields differ with the way. */
export const one = (values: Values<Fields>, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
};
export const many = (values: Values<Fields>, name: string): string[] => {
  const value = values[name];
  if (value === undefined || value === "") return [];
  return typeof value === "string" ? [value] : value;
};

export type Choosable = { readonly ref: TargetRef; readonly unit?: Unit; readonly guardian?: KnownGuardian; readonly suggestion?: Suggestion };

/** The receivers shown one by one, the suggested first. Everybody else stands in a list. */
export function choosable({ way, suggestions, near, guardians, asked, units }: Bench): Choosable[] {
  if (asked) return units.filter(({ id }) => id === asked.fromUnitId).map((unit) => ({ ref: `unit:${unit.id}`, unit }));
  const suggested = way === "pass-on" || way === "child-lead" || way === "deliver" ? suggestions.flatMap((suggestion) => suggestion.units.map((unit) => ({ unit, suggestion }))) : [];
  const known = near.filter(({ id }) => !suggested.some(({ unit }) => unit.id === id)).map((unit) => ({ unit }));
  const asUnits = [...suggested, ...known].map((one): Choosable => ({ ref: `unit:${one.unit.id}`, ...one }));
  return ruleOf(way).baton ? asUnits : [...guardians.map((guardian): Choosable => ({ ref: `person:${guardian.personId}`, guardian })), ...asUnits];
}

const unitLabel = (words: Words, { name, authority }: Unit) => words.t("sharing.unit", { unit: name, authority });
const labelOf = (words: Words, { unit, guardian }: Choosable) => (unit ? unitLabel(words, unit) : words.t("sharing.guardian", { name: guardian?.name ?? "" }));

function receiverFields(bench: Bench, words: Words): Record<string, Field> {
  const shown = choosable(bench).map((one): FieldOption => ({ value: one.ref, label: labelOf(words, one) }));
  if (bench.asked) return { to: choice({ label: words.t("sharing.to.one"), required: true, options: shown }) };
  const rest = bench.units.filter(({ id }) => !shown.some(({ value }) => value === `unit:${id}`)).map((unit): FieldOption => ({ value: `unit:${unit.id}`, label: unitLabel(words, unit) }));
  const other = choice({ label: words.t("sharing.to.otherList"), hint: words.t("sharing.to.otherList.hint"), drawn: "list", options: rest });
  if (!ruleOf(bench.way).baton) return { to: choices({ label: words.t("sharing.to.many"), options: shown }), other };
  return { to: choice({ label: words.t("sharing.to.one"), options: [...shown, { value: OTHER, label: words.t("sharing.to.other") }] }), other };
}

const itemOptions = (shelves: readonly Shelf[]): FieldOption[] => shelves.flatMap(({ items }) => items.map(({ id, section }) => ({ value: id, label: section.heading })));

const requestFields = (words: Words, today: Day): Record<string, Field> => ({
  requestBy: line({ label: words.t("sharing.request.by") }), requestOn: day({ label: words.t("sharing.request.on"), to: today }),
  requestWhat: line({ label: words.t("sharing.request.what"), max: 500 }),
});

/** What the questions about other people are made from: every part that somebody has written, and not the names of areas. */
function aboutOthers({ guardians, others, shelves, practice, language }: Bench): OthersBench {
  const names = new Set(practice.wheel.areas.map(({ name }) => textIn(name, language)));
  const isWritten = ({ section }: Item) => section.text.split(", ").some((part) => !names.has(part));
  return { guardians, others, items: shelves.flatMap(({ items }) => items.filter(isWritten).map(({ id }) => id)) };
}

export function composeFields(bench: Bench, words: Words, today: Day): Fields {
  const general = bench.way === "deliver" && !bench.asked;
  const kinds = ["information", "question"] as const;
  return {
    ...(general ? { kind: choice({ label: words.t("sharing.kind.label"), required: true, options: kinds.map((value) => ({ value, label: words.t(`sharing.kind.${value}`) })) }) } : {}),
    ...receiverFields(bench, words),
    items: choices({ label: words.t("sharing.items.label"), hint: words.t("sharing.items.hint"), options: itemOptions(bench.shelves) }),
    message: text({ label: words.t("sharing.message.label"), hint: words.t("sharing.message.hint"), max: 2000, rows: 3 }),
    messageTopics: choices({ label: words.t("sharing.messageTopics.label"), hint: words.t("sharing.messageTopics.hint"), options: topicsIn(bench.practice).map((topic) => ({ value: topic, label: words.say(`consent.topicName.${topic}`) })) }),
    ...otherFields(aboutOthers(bench), words),
    why: text({ label: words.t("sharing.why.label"), hint: words.t("sharing.why.hint"), required: true, max: 600, rows: 2 }),
    ...(general ? requestFields(words, today) : {}),
  };
}

/** Neither what is sent nor to whom is chosen beforehand, also where one receiver is likely: that is the sender's decision. Whoever answers a question has chosen. @ground REQ-014 */
export function composeInitial({ way, draft, asked }: Bench, words: Words): Raw {
  if (!draft) return { why: asked ? words.t("sharing.reply.to", { unit: asked.fromUnit }) : words.t(`sharing.${way}.why`), ...(asked ? { to: `unit:${asked.fromUnitId}` } : {}), kind: "information" };
  const { parcel } = draft;
  const { message, request } = parcel;
  return {
    kind: parcel.kind, to: parcel.to, items: parcel.items, why: parcel.why, message: message?.text ?? "", messageTopics: message?.topics ?? [],
    requestBy: request?.by ?? "", requestOn: request?.on ?? "", requestWhat: request?.what ?? "", ...otherInitial(parcel.others ?? []),
  };
}

function receiversIn(values: Values<Fields>): TargetRef[] {
  const [chosen, other] = [many(values, "to"), one(values, "other")];
  const named = chosen.filter((ref) => ref !== OTHER);
  const all = chosen.length === 0 || chosen.includes(OTHER) || Array.isArray(values["to"]) ? [...named, other] : named;
  return [...new Set(all.filter(Boolean))] as TargetRef[];
}

function requestIn(values: Values<Fields>): Request | undefined | Refusal {
  const [by, on, what] = [one(values, "requestBy"), one(values, "requestOn"), one(values, "requestWhat")];
  if (!by && !on && !what) return undefined;
  return by && on && what ? { by, on, what } : refuse("sharing.request", { field: by ? (on ? "requestWhat" : "requestOn") : "requestBy" });
}

function kindIn({ way, asked }: Bench, values: Values<Fields>): DeliveryKind {
  if (asked) return "answer";
  return way === "deliver" && one(values, "kind") === "question" ? "question" : ruleOf(way).kind;
}

/** The same content as the product knows it, for a receiver that goes on working with it. Never more than what was chosen. */
function dataOf(bench: Bench, kind: DeliveryKind, sections: Parcel["sections"]): Record<string, unknown> {
  const signal = kind === "signal" || kind === "matter" ? cutSignal(bench.signals, sections) : undefined;
  const plan = kind === "plan-lead" ? bench.plan?.content : undefined;
  return { ...(ruleOf(bench.way).baton && kind !== "signal" ? { state: bench.matter.state } : {}), ...(signal ? { signal } : {}), ...(plan ? { plan } : {}) };
}

type Chosen = Pick<Parcel, "kind" | "to" | "items" | "message" | "request">;

function chosenIn(bench: Bench, values: Values<Fields>): Chosen | Refusal {
  const request = requestIn(values);
  if (request && "refused" in request) return request;
  const [kind, to, items, words] = [kindIn(bench, values), receiversIn(values), many(values, "items"), one(values, "message")];
  const topics = many(values, "messageTopics");
  if (to.length === 0) return refuse("sharing.no-receiver", { field: "to" });
  if (bench.way === "plan-lead" && !bench.plan) return refuse("sharing.no-plan");
  if (kind === "question" && words === "") return refuse("sharing.no-question", { field: "message" });
  if (items.length === 0 && words === "" && !bench.plan) return refuse("sharing.no-items", { field: "items" });
  if (words !== "" && topics.length === 0) return refuse("sharing.message-topics", { field: "messageTopics" });
  return { kind, to, items, request, ...(words === "" ? {} : { message: { text: words, topics } }) };
}

/** What somebody has put together, its words frozen here; or what is missing in it. */
export function parcelFrom(bench: Bench, values: Values<Fields>): Parcel | Refusal {
  const chosen = chosenIn(bench, values);
  if ("refused" in chosen) return chosen;
  const plan = bench.plan ? planParcel(bench.plan.content, bench.practice, bench.language).sections : [];
  const sections = [...plan, ...chosenFrom(bench.shelves, chosen.items)];
  return {
    ...chosen, way: bench.way, sections, data: dataOf(bench, chosen.kind, sections), why: one(values, "why"), answers: bench.draft?.parcel.answers ?? {},
    inReplyTo: bench.asked?.id, planId: bench.plan?.id, others: spokenIn(aboutOthers(bench), values, { items: chosen.items, message: chosen.message?.text ?? "" }),
  };
}
