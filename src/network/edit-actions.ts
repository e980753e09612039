import {
  addCard, changedIn, draftOf, endCard, listChanges, lockCard, logChange, newsIn, saveCard, settleReports, writeLetters, type Card, type CardDraft, type Change,
} from "../directory/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { listColleagues } from "../organisation/index.ts";
import { isRefusal, refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { draftFrom, fieldsFor, settled, valuesOf, type CardValues } from "./edit-values.ts";
import { listListeners } from "./listeners.ts";

/** A change that others need to know of reaches those who follow the card or work with its unit. @model degerforsmodellen 5.3 */
async function tell(hand: Hand, card: Card["service"], change: Pick<Change, "what" | "fields">): Promise<void> {
  if (newsIn(change).length === 0) return;
  await writeLetters(hand.tx, await listListeners(hand.tx, hand.house.keys, card));
}

const PARTS = /[^\p{L}'-]+/u;

/** A card is open to all and outlives the duties of those who work there: whom to ask for is a role, and nobody's name. @ground GDPR 5.1 c */
async function naming({ tx, house, at }: Hand, unit: string, askFor: string): Promise<Refusal | undefined> {
  const written = new Set(askFor.split(PARTS));
  const colleagues = askFor === "" ? [] : await listColleagues(tx, house.keys, { units: [unit], at });
  return colleagues.some(({ name }) => name.split(PARTS).some((part) => part.length > 1 && written.has(part))) ? refuse("card.name", { field: "askFor" }) : undefined;
}

type Editing = { readonly card: Card; readonly forums: readonly string[]; readonly shelf: string | undefined; readonly version: number; readonly values: CardValues };

/** What others have changed since the form was drawn and that the writer has otherwise: field by field, as it stands now. @ground S39 */
async function conflictOf(hand: Hand, { card, version, values }: Editing, now: CardDraft): Promise<Conflict | undefined> {
  const changes = await listChanges(hand.tx, card.service.id);
  const theirs = valuesOf(now);
  const fields = changes.filter((change) => change.what === "edited" && change.version > version).flatMap((change) => change.fields.flatMap(fieldsFor));
  const said = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : [...(value ?? [])].sort().join(", "));
  const differing = [...new Set(fields)].filter((name) => said(values[name]) !== said(theirs[name]));
  return differing.length === 0 ? undefined : { conflict: Object.fromEntries(differing.map((name) => [name, said(theirs[name])])) };
}

/** Saves a card as its form has it, dates it, logs which fields changed, and lets the search and the others know. */
export async function editCard(hand: Hand, editing: Editing): Promise<readonly string[] | Refusal | Conflict> {
  const { card: { service }, values, shelf } = editing;
  const after = draftFrom(values);
  if (isRefusal(after)) return after;
  const named = await naming(hand, service.unitId, after.askFor);
  if (named) return named;
  const before = settled(draftOf(editing.card, editing.forums));
  const version = await lockCard(hand.tx, service.id);
  const conflict = version === editing.version ? undefined : await conflictOf(hand, editing, before);
  if (conflict) return conflict;
  const [fields, duty] = [changedIn(before, after), dutyOf(hand).id];
  const what = fields.length > 0 ? "edited" : "checked";
  await settleReports(hand.tx, service.id, { duty, at: hand.at });
  await logChange(hand.tx, { serviceId: service.id, at: hand.at, byDuty: duty, what, fields, version: (version ?? 0) + 1 });
  await saveCard(hand.tx, { id: service.id, unit: service.unitId, shelf, today: hand.today }, after);
  await tell(hand, service, { what, fields });
  return fields;
}

/** A new card in a guide. */
export async function addCardOf(hand: Hand, of: { unit: string; guide: { id: string; handle: string }; values: CardValues }): Promise<{ id: string; handle: string } | Refusal> {
  const draft = draftFrom(of.values);
  if (isRefusal(draft)) return draft;
  const named = await naming(hand, of.unit, draft.askFor);
  if (named) return named;
  const added = await addCard(hand.tx, { unit: of.unit, guide: of.guide, today: hand.today }, draft);
  await logChange(hand.tx, { serviceId: added.id, at: hand.at, byDuty: dutyOf(hand).id, what: "added", fields: [], version: 1 });
  return added;
}

/** A card that is no longer. */
export async function endCardOf(hand: Hand, { service }: Card): Promise<void> {
  const listeners = await listListeners(hand.tx, hand.house.keys, service);
  const version = await endCard(hand.tx, service.id);
  await logChange(hand.tx, { serviceId: service.id, at: hand.at, byDuty: dutyOf(hand).id, what: "ended", fields: [], version });
  await writeLetters(hand.tx, listeners);
}
