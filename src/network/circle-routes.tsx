import { z } from "zod";
import { listActivities } from "../activity/index.ts";
import { deletePiece, gapsIn, holesIn, listNamed, listParentsCounted, readCircle, savePiece, transitionName, type Circle, type Piece } from "../circle/index.ts";
import { AGE_LIMITS, isShown } from "../directory/directory.ts";
import { ageOptions, listServices } from "../directory/index.ts";
import { listKindNames } from "../guide/index.ts";
import { form, page } from "../house.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse, type Refusal } from "../platform/result.ts";
import { choice, choices, line, type Fields, type Raw } from "../platform/web/fields.ts";
import { CirclePage, PiecePage, type CircleModel } from "./circle-pages.tsx";
import { guideHere } from "./guide-here.ts";

const circlePage = page({
  path: "/network/circle", area: "staff", access: "staff", audit: { event: "circle.looked-at" },
  load: async (asking): Promise<CircleModel> => {
    const { tx, today } = asking;
    const [{ guide }, self] = await Promise.all([guideHere(asking), asking.actor]);
    const [circle, all, activities, named, counted, names] = await Promise.all([
      readCircle(tx, guide.handle, today), listServices(tx, guide.handle), listActivities(tx, { guide: guide.handle }), listNamed(tx, guide.handle), listParentsCounted(tx, guide.handle, today), listKindNames(tx, "sv")]);
    const services = all.filter((service) => service.guideId !== undefined && isShown(service, today));
    return { guide, keeps: self?.duty?.unitId === guide.unitId, circle, services, names, holes: holesIn(circle.segments), parts: gapsIn({ circle, services, activities, named, counted, today }) };
  },
  title: (_, words) => words.t("circle.title"),
  view: (model) => <CirclePage {...model} />,
});

const kinds = ["segment", "transition", "party"] as const;
type Kind = (typeof kinds)[number];
const Place = z.object({ guide: z.string().regex(/^[a-z0-9-]{1,80}$/), kind: z.enum(kinds) });

type Model = { readonly guide: string; readonly kind: Kind; readonly id: string | undefined; readonly circle: Circle; readonly names: ReadonlyMap<string, string>; readonly now: Raw; /** The piece has its name from us: it is not changed. */ readonly ours: boolean };

const ageField = (words: Words, label: string, from = AGE_LIMITS.from) => choice({ label, required: true, drawn: "list", options: ageOptions(words, { from, to: AGE_LIMITS.to }) });

function fieldsOf({ kind, names, ours }: Model, words: Words): Fields {
  const kindsField = (label: string) => choices({ label, required: true, options: [...names].map(([value, name]) => ({ value, label: name, said: true })) });
  const name: Fields = ours ? {} : { name: line({ label: words.t("circle.field.name"), required: true, max: 80, width: "long" }) };
  if (kind === "segment") return { from: ageField(words, words.t("circle.field.from")), to: ageField(words, words.t("circle.field.to")), arenas: kindsField(words.t("circle.field.arenas")) };
  if (kind === "party") return { ...name, kinds: kindsField(words.t("circle.field.kinds")) };
  return { ...name, at: ageField(words, words.t("circle.field.at"), 0), giving: kindsField(words.t("circle.field.giving")), taking: kindsField(words.t("circle.field.taking")) };
}

/** A piece of a circle as its form has it. */
function rawOf(circle: Circle, kind: Kind, id: string): Raw | undefined {
  const [segment, transition, party] = [circle.segments.find((one) => one.id === id), circle.transitions.find((one) => one.id === id), circle.parties.find((one) => one.id === id)];
  if (kind === "segment") return segment && { from: String(segment.ages.from), to: String(segment.ages.to), arenas: segment.arenas };
  if (kind === "transition") return transition && { name: transition.name, at: String(transition.at), giving: transition.giving, taking: transition.taking };
  return party && { name: party.name, kinds: party.kinds };
}

/** What a form said, as a piece; or the first thing that is wrong with it. */
function pieceFrom({ kind, now, ours }: Model, values: Record<string, string | string[]>): Piece | Refusal {
  const text = (field: string) => String(values[field] ?? "");
  const list = (field: string) => [values[field] ?? []].flat();
  if (kind === "segment") return Number(text("from")) > Number(text("to")) ? refuse("circle.ages", { field: "to" }) : { kind, from: Number(text("from")), to: Number(text("to")), arenas: list("arenas") };
  const name = ours ? String(now["name"]) : text("name");
  if (hasIdentityNumber(name)) return refuse("circle.number", { field: "name" });
  return kind === "party" ? { kind, name, kinds: list("kinds") } : { kind, name, at: Number(text("at")), giving: list("giving"), taking: list("taking") };
}

type Loading = { readonly tx: Parameters<typeof readCircle>[0]; readonly today: string; readonly params: z.output<typeof Place> };

async function loadPiece({ tx, today, params: { guide, kind } }: Loading, id?: string): Promise<Model | undefined> {
  const [circle, names] = await Promise.all([readCircle(tx, guide, today), listKindNames(tx, "sv")]);
  // Whoever has signed is a party by the agreement, and is kept there.
  if (kind === "party" && circle.agreement !== undefined) return undefined;
  const now = id === undefined ? {} : rawOf(circle, kind, id);
  return now && { guide, kind, id, circle, names, now, ours: kind === "transition" && id !== undefined && /^[a-z0-9-]+$/.test(String(now["name"])) };
}

const titleOf = ({ kind }: Model, words: Words): string => words.t(`circle.edit.${kind}`);
const back = (guide: string) => `/network/circle?guide=${guide}`;

const addForm = form({
  path: "/network/guides/:guide/circle/:kind/new", area: "staff", access: "guide.keep", audit: { event: "circle.changed" }, params: Place,
  load: (asking) => loadPiece(asking), title: titleOf, fields: fieldsOf,
  buttons: (_, words) => [{ label: words.t("circle.save") }],
  view: ({ kind }, _, drawn) => <PiecePage kind={kind} form={drawn.form} />,
  perform: async ({ tx }, { model, values }) => {
    const piece = pieceFrom(model, values);
    if ("refused" in piece) return piece;
    return (await savePiece(tx, model.guide, piece, undefined)) ? { to: back(model.guide), done: "circleSaved" } : refuse("circle.taken");
  },
});

const editForm = form({
  path: "/network/guides/:guide/circle/:kind/:piece", area: "staff", access: "guide.keep", audit: { event: "circle.changed" }, params: Place.extend({ piece: z.uuid() }),
  load: (asking) => loadPiece(asking, asking.params.piece), title: (model, words) => (model.ours ? transitionName(words, String(model.now["name"])) : titleOf(model, words)), fields: fieldsOf,
  initial: ({ now }) => now,
  buttons: (_, words) => [{ label: words.t("circle.save"), value: "save" }, { label: words.t("circle.remove"), value: "remove", kind: "danger" as const }],
  view: ({ kind }, _, drawn) => <PiecePage kind={kind} form={drawn.form} />,
  perform: async ({ tx }, { model, values, intent }) => {
    if (intent === "remove") {
      if (model.kind === "segment" && model.circle.segments.length === 1) return refuse("circle.last");
      await deletePiece(tx, model.kind, model.id!);
      return { to: back(model.guide), done: "circleRemoved", trace: { shown: { [model.kind]: model.id } } };
    }
    const piece = pieceFrom(model, values);
    if ("refused" in piece) return piece;
    return (await savePiece(tx, model.guide, piece, model.id)) ? { to: back(model.guide), done: "circleSaved", trace: { shown: { [model.kind]: model.id } } } : refuse("circle.taken");
  },
});

export const circleRoutes = [circlePage, addForm, editForm];
