import { z } from "zod";
import { listDeliveriesOf } from "../disclosure/index.ts";
import { dutyOf, form, type Hand } from "../house.ts";
import { currentRound, listDecisions, listWheel } from "../inquiry/index.ts";
import { addDraft, dropDraft, findMatter, findSealedDraft, openDraft, type Matter } from "../matter/index.ts";
import { listReceivingUnits, listUnits } from "../organisation/index.ts";
import { MatterId } from "../platform/ids.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { topicsIn } from "../practice/index.ts";
import { addMonths } from "../platform/clock.ts";
import { askAgain, proposedFrom, questionsIn, readDraft, SUGGESTED_MONTHS, suggestionsFrom, withContact, type AskDraft, type Places } from "./ask.ts";
import { askFields, AskPage, CheckPage, type Asked, type AskModel, type CheckModel } from "./ask-pages.tsx";
import { QUESTION } from "./ask-store.ts";
import { askConsent } from "./consent-actions.ts";
import { listPlaces, readConsents } from "./consent-store.ts";
import { findKnown, type ConsentsAround } from "./consent-view.ts";

const askedIn = (around: ConsentsAround): Asked[] =>
  around.givers.map(({ person, capacity }) => ({ person, capacity, name: around.names.get(person) ?? "", language: around.languages.get(person) }));

const placesOf = async (tx: Parameters<typeof listUnits>[0], matter: Matter): Promise<Places> => ({ own: matter.branchId, units: await listUnits(tx) });

/** What somebody wants to ask the family. Nothing is sent before it has been read through. @model K2 */
const askPage = form({
  path: "/matters/:matter/consents/new",
  area: "staff",
  access: "consent.ask",
  audit: { event: "consent.prepared" },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, query, at, today }): Promise<AskModel | undefined> => {
    const [matter, units, receiving, deliveries, around, sealed] = await Promise.all([
      findMatter(tx, house.keys, params.matter), listUnits(tx), listReceivingUnits(tx, at), listDeliveriesOf(tx, params.matter), readConsents(tx, house, { matter: params.matter }, today),
      findSealedDraft(tx, { matter: params.matter, kind: QUESTION, draft: query.get("draft") ?? "" }),
    ]);
    if (!matter) return undefined;
    const [decisions, wheel, round] = await Promise.all([listDecisions(tx, matter), listWheel(tx, matter), currentRound(tx, matter.id)]);
    const draft = sealed && openDraft<AskDraft>(matter.key, sealed);
    const before = findKnown(around, query.get("again") ?? "");
    const again = before && askAgain(before, matter.branchId);
    const [named, decided] = [again?.units ?? query.getAll("unit"), decisions[0]?.who ?? []];
    const met = deliveries.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId]);
    const suggested = suggestionsFrom([...(draft?.units ?? []), ...named, ...decided, ...met], { own: matter.branchId, units }, matter.unitId);
    const told = deliveries.filter(({ receivedMatterId, kind }) => receivedMatterId === matter.id && (kind === "signal" || kind === "matter")).flatMap(({ what }) => what);
    return {
      today, proposed: matter.state === "consent" && named.length === 0 ? proposedFrom({ decision: decisions[0], entries: wheel.filter((entry) => entry.round === round), told, practice: house.practice }) : undefined,
      matter, branch: units.find(({ branchId }) => branchId === matter.branchId)?.branch ?? matter.unit, suggested, draft, again, asked: askedIn(around),
      others: units.filter(({ id, branchId }) => branchId !== matter.branchId && receiving.has(id) && !suggested.some((one) => one.id === id)), topics: topicsIn(house.practice), chosen: named.length > 0 ? named : decided,
    };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("consent.ask.title"),
  fields: askFields,
  initial: ({ draft, again, proposed, chosen, today }) => {
    const from = draft ?? again ?? proposed;
    return { receivers: draft?.units ?? chosen, direction: from?.direction ?? "", topics: from?.topics ?? [], purpose: from?.purpose ?? "", until: draft?.until ?? addMonths(today, SUGGESTED_MONTHS) };
  },
  buttons: () => [],
  view: (model, seen, { state }) => <AskPage model={model} seen={seen} state={state} />,
  perform: async (hand, { model: { matter }, values }) => {
    const draft = readDraft(values, await placesOf(hand.tx, matter));
    if (isRefusal(draft)) return draft;
    const id = await addDraft(hand.tx, { matter, kind: QUESTION, duty: dutyOf(hand).id, words: draft, at: hand.at });
    return { to: `/matters/${matter.id}/consents/check?draft=${id}` };
  },
});

async function questionsOf({ tx, house }: Pick<Hand, "tx" | "house">, { matter, units, draft }: { matter: Matter; units: Places["units"]; draft: AskDraft }): Promise<CheckModel["questions"]> {
  const questions = questionsIn(draft, { own: matter.branchId, units });
  const names = await listPlaces(tx, { branches: questions.flatMap(({ disclosing, receivers }) => [disclosing, ...receivers]), units: [...draft.units, matter.unitId] });
  const topics = withContact(house.practice, draft.topics);
  return questions.map(({ disclosing, receivers }) => ({
    disclosing, terms: { child: matter.bornOn === undefined ? undefined : matter.child.name, disclosing: names.get(disclosing)!, receivers: receivers.map((id) => names.get(id)!), topics, purpose: draft.purpose, until: draft.until },
  }));
}

/** The last look before the family is asked: whom, about what, in exactly which words. @ground U06 */
const checkPage = form({
  path: "/matters/:matter/consents/check",
  area: "staff",
  access: "consent.ask",
  audit: { event: "consent.asked", forFamily: true },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, query, today }): Promise<CheckModel | undefined> => {
    const draftId = query.get("draft") ?? "";
    const [matter, around, units, sealed] = await Promise.all([
      findMatter(tx, house.keys, params.matter), readConsents(tx, house, { matter: params.matter }, today), listUnits(tx), findSealedDraft(tx, { matter: params.matter, kind: QUESTION, draft: draftId }),
    ]);
    if (!matter) return undefined;
    const draft = sealed && openDraft<AskDraft>(matter.key, sealed);
    return { matter, draftId, draft, asked: askedIn(around), questions: draft ? await questionsOf({ tx, house }, { matter, units, draft }) : [] };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("consent.check.title"),
  fields: () => ({}),
  buttons: ({ questions }, words) => [{ label: words.t("consent.check.button", { count: questions.length }) }],
  view: (model, seen, { form: drawn }) => <CheckPage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model: { matter, draft, draftId } }) => {
    if (!draft) return refuse("consent.draft-gone");
    const asked: string[] = [];
    for (const { disclosing, receivers } of questionsIn(draft, await placesOf(hand.tx, matter))) {
      const id = await askConsent(hand, { matter, disclosing, receivers, units: draft.units, topics: draft.topics, purpose: draft.purpose, until: draft.until });
      if (isRefusal(id)) return id;
      asked.push(id);
    }
    await dropDraft(hand.tx, draftId);
    return { to: `/matters/${matter.id}`, done: "consentAsked", trace: { matterId: matter.id, childId: matter.childId, shown: { asked } } };
  },
});

export const askRoutes = [askPage, checkPage];
