import { z } from "zod";
import { handleOf } from "../directory/index.ts";
import { listKindNames } from "../guide/index.ts";
import { dutyOf, form, type Hand } from "../house.ts";
import { listBranchColleagues, listColleagues, listUnits, ownUnit, type Colleague, type Unit } from "../organisation/index.ts";
import { addDays, addYears, type Day } from "../platform/clock.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { choice, choices, line, text, type Values } from "../platform/web/fields.ts";
import { applyingOn, blankParts, freeHandle, type Agreement, type Party } from "./agreement.ts";
import { findAgreement, listAgreements } from "./agreement-store.ts";
import { KeepStep, SignatoryPage } from "./party-pages.tsx";
import { addParty, beginAgreement, declineParty, listCoordinators, listNamable, listReaders, nameSignatory, readCoordinates, removeParty, saveParty, sayRead, setCoordinators, type PartyDraft } from "./party-store.ts";

const staff = { area: "staff", access: "staff" } as const;
const handle = z.string().regex(/^[a-z0-9-]{1,80}$/);
const one = z.object({ agreement: handle });
const YEARS = 3;

const isSigning = ({ versions }: Agreement): boolean => versions.some(({ state }) => state === "signing");
const hasSigned = ({ signatures }: Agreement, party: string): boolean => signatures.some(({ partyId }) => partyId === party);
const unitChoices = (units: readonly Unit[]) => units.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}`, said: true }));

type Kinds = { readonly names: ReadonlyMap<string, string> };

/** What a party is and does, in the words of whoever keeps the agreement; the party agrees by signing. */
const partyFields = ({ names }: Kinds, words: Words) => ({
  board: line({ label: words.t("agreement.board"), hint: words.t("agreement.board.hint"), required: true, max: 120, width: "long" }),
  contributes: text({ label: words.t("agreement.contributes"), hint: words.t("agreement.contributes.hint"), required: true, max: 600, rows: 3 }),
  kinds: choices({ label: words.t("agreement.kinds"), hint: words.t("agreement.kinds.hint"), options: [...names].map(([value, name]) => ({ value, label: name, said: true })) }),
});

type Said = Values<ReturnType<typeof partyFields>>;

function draftFrom({ board, contributes, kinds }: Said, unit: Pick<Unit, "id" | "authorityId">): PartyDraft | Refusal {
  const numbered = hasIdentityNumber(board) ? "board" : hasIdentityNumber(contributes) ? "contributes" : undefined;
  return numbered ? refuse("agreement.identity-number", { field: numbered }) : { authority: unit.authorityId, askedUnit: unit.id, board, contributes, kinds };
}

type Beginning = Kinds & { readonly units: readonly Unit[]; readonly taken: ReadonlySet<string> };

const spanFrom = (today: Day): { validFrom: Day; validUntil: Day } => ({ validFrom: today, validUntil: addDays(addYears(today, YEARS), -1) });

/** Begins an agreement: by whoever coordinates, for the unit that is to keep it. Its own authority is the first party. @model degerforsmodellen 9.2 */
const newPage = form({
  path: "/agreements/new", ...staff, audit: { event: "agreement.started" },
  load: async ({ tx }): Promise<Beginning | undefined> => {
    const [coordinates, names, units, agreements] = await Promise.all([readCoordinates(tx), listKindNames(tx, "sv"), listUnits(tx), listAgreements(tx)]);
    return coordinates ? { names, units, taken: new Set(agreements.map((agreement) => agreement.handle)) } : undefined;
  },
  title: (_, words) => words.t("agreement.new"),
  fields: (model, words) => ({ title: line({ label: words.t("agreement.new.title"), required: true, max: 120, width: "long" }), ...partyFields(model, words) }),
  buttons: (_, words) => [{ label: words.t("agreement.new") }],
  view: (_, { words }, drawn) => <KeepStep title={words.t("agreement.new")} lead={words.t("agreement.new.lead")} form={drawn.form} />,
  perform: async (hand, { model: { units, taken }, values }) => {
    if (hasIdentityNumber(values.title)) return refuse("agreement.identity-number", { field: "title" });
    const own = units.find(({ id }) => id === dutyOf(hand).unitId);
    const party = own && draftFrom(values, own);
    if (!party || isRefusal(party)) return party ?? refuse("agreement.taken", { field: "title" });
    const sections = blankParts.map((key) => ({ key, heading: hand.words.t(`agreement.part.${key}`), text: "", public: false }));
    const address = freeHandle(handleOf(values.title), taken);
    const begun = await beginAgreement(hand.tx, { handle: address, title: values.title, unit: dutyOf(hand).unitId, party, sections, ...spanFrom(hand.today) });
    return begun ? { to: `/agreements/${address}/edit`, done: "agreementBegun" } : refuse("agreement.taken", { field: "title" });
  },
});

type Coordinating = { readonly colleagues: readonly Colleague[]; readonly now: readonly string[] };

/** Who coordinates at one's own unit, said by one who does. */
const coordinatorsPage = form({
  path: "/agreements/coordinators", ...staff, audit: { event: "coordinators.named" },
  load: async ({ tx, house, at }): Promise<Coordinating | undefined> => {
    const [coordinates, colleagues, now] = await Promise.all([readCoordinates(tx), listColleagues(tx, house.keys, { units: ownUnit(), at }), listCoordinators(tx)]);
    return coordinates ? { colleagues, now } : undefined;
  },
  title: (_, words) => words.t("agreement.coordinators"),
  fields: ({ colleagues }, words) => ({ who: choices({ label: words.t("agreement.coordinators.who"), required: true, options: colleagues.map(({ dutyId, name }) => ({ value: dutyId, label: name, said: true })) }) }),
  initial: ({ now }) => ({ who: now }),
  buttons: (_, words) => [{ label: words.t("agreement.coordinators.save") }],
  view: (_, { words }, drawn) => <KeepStep title={words.t("agreement.coordinators")} lead={words.t("agreement.coordinators.lead")} form={drawn.form} />,
  perform: async (hand, { values: { who } }) => ((await setCoordinators(hand.tx, who)) ? { to: "/agreements", done: "coordinatorsNamed", trace: { shown: { duties: who } } } : refuse("agreement.coordinators", { field: "who" })),
});

type Keeping = Kinds & { readonly agreement: Agreement; readonly units: readonly Unit[] };
type Loading = { readonly tx: Hand["tx"]; readonly params: { readonly agreement: string } };

async function keeping({ tx, params }: Loading): Promise<Keeping | undefined> {
  const [agreement, names, units] = await Promise.all([findAgreement(tx, params.agreement), listKindNames(tx, "sv"), listUnits(tx)]);
  return agreement && { agreement, names, units };
}

const unitField = (units: readonly Unit[], words: Words) => choice({ label: words.t("agreement.party.unit"), hint: words.t("agreement.party.unit.hint"), required: true, drawn: "list", options: unitChoices(units) });
const back = ({ handle: named }: Agreement): string => `/agreements/${named}`;

const addPage = form({
  path: "/agreements/:agreement/parties/new", area: "staff", access: "agreement.keep", audit: { event: "party.added" }, params: one,
  load: keeping,
  title: (_, words) => words.t("agreement.party.add"),
  fields: (model, words) => ({ unit: unitField(model.units, words), ...partyFields(model, words) }),
  buttons: (_, words) => [{ label: words.t("agreement.party.add") }],
  view: ({ agreement }, { words }, drawn) => <KeepStep agreement={agreement} title={words.t("agreement.party.add")} lead={words.t("agreement.party.lead")} form={drawn.form} />,
  perform: async ({ tx }, { model: { agreement, units }, values }) => {
    if (isSigning(agreement)) return refuse("agreement.locked");
    const unit = units.find(({ id }) => id === values.unit);
    const draft = unit && draftFrom(values, unit);
    if (!draft || isRefusal(draft)) return draft ?? refuse("agreement.closed");
    return (await addParty(tx, agreement, draft)) ? { to: back(agreement), done: "partyAdded" } : refuse("agreement.board", { field: "board" });
  },
});

type PartyKept = Keeping & { readonly party: Party };
const oneParty = one.extend({ party: z.uuid() });

const editPartyPage = form({
  path: "/agreements/:agreement/parties/:party", area: "staff", access: "agreement.keep", audit: { event: "party.changed" }, params: oneParty,
  load: async (asking): Promise<PartyKept | undefined> => {
    const kept = await keeping(asking);
    const party = kept?.agreement.parties.find(({ id }) => id === asking.params.party);
    return kept && party && { ...kept, units: kept.units.filter(({ authorityId }) => authorityId === party.authorityId), party };
  },
  title: (_, words) => words.t("agreement.party.change"),
  fields: (model, words) => ({ unit: unitField(model.units, words), ...partyFields(model, words) }),
  initial: ({ party: { askedUnit, board, contributes, kinds } }) => ({ unit: askedUnit ?? "", board, contributes, kinds }),
  buttons: ({ agreement, party }, words) => [{ label: words.t("agreement.party.save"), value: "save" }, ...(hasSigned(agreement, party.id) ? [] : [{ label: words.t("agreement.party.remove"), value: "remove", kind: "danger" as const }])],
  view: ({ agreement, party }, { words }, drawn) => <KeepStep agreement={agreement} over={party.authority} title={words.t("agreement.party.change")} lead={words.t("agreement.party.change.lead")} form={drawn.form} />,
  perform: async ({ tx }, { model: { agreement, party, units }, values, intent }) => {
    if (isSigning(agreement)) return refuse("agreement.locked");
    const trace = { shown: { party: party.id } };
    if (intent === "remove" && hasSigned(agreement, party.id)) return refuse("agreement.party");
    if (intent === "remove") return (await removeParty(tx, party.id)) ? { to: back(agreement), done: "partyRemoved", trace } : refuse("agreement.in-groups");
    const unit = units.find(({ id }) => id === values.unit);
    const draft = unit && draftFrom(values, unit);
    if (!draft || isRefusal(draft)) return draft ?? refuse("agreement.closed");
    return (await saveParty(tx, agreement, party.id, draft)) ? { to: back(agreement), done: "partySaved", trace } : refuse("agreement.board", { field: "board" });
  },
});

type Naming = { readonly agreement: Agreement; readonly party: Party; readonly colleagues: readonly Colleague[] };

type Ours = Pick<Naming, "agreement" | "party">;

/** A party that the acting duty may speak for. */
async function loadOurs({ tx, params }: Loading & { readonly params: { readonly party: string } }): Promise<Ours | undefined> {
  const [agreement, namable] = await Promise.all([findAgreement(tx, params.agreement), listNamable(tx, params.agreement)]);
  const party = namable.has(params.party) ? agreement?.parties.find(({ id }) => id === params.party) : undefined;
  return agreement && party && { agreement, party };
}

const onOurs = { area: "staff", access: "agreement.name", params: oneParty, trace: ({ party }: Ours) => ({ shown: { party: party.id } }) } as const;

/** The party says itself who signs for it. Nobody of another authority can. @model degerforsmodellen 4.5 */
const signatoryPage = form({
  ...onOurs, path: "/agreements/:agreement/parties/:party/signatory", audit: { event: "signatory.named" },
  load: async (asking): Promise<Naming | undefined> => {
    const self = await asking.actor;
    if (!self?.duty) return undefined;
    const [ours, colleagues] = await Promise.all([loadOurs(asking), listBranchColleagues(asking.tx, asking.house.keys, { branch: self.duty.branchId, at: asking.at })]);
    return ours && { ...ours, colleagues };
  },
  title: (_, words) => words.t("agreement.name"),
  fields: ({ colleagues }, words) => ({
    duty: choice({ label: words.t("agreement.name.who"), required: true, drawn: "list", options: colleagues.map(({ dutyId, name, unit }) => ({ value: dutyId, label: `${name}, ${unit}`, said: true })) }),
    title: line({ label: words.t("agreement.name.title"), hint: words.t("agreement.name.title.hint"), required: true, max: 80 }),
  }),
  initial: ({ party }) => ({ duty: party.signatory ?? "", title: party.signatoryTitle }),
  buttons: (_, words) => [{ label: words.t("agreement.name.save") }],
  view: ({ agreement, party }, _, drawn) => <SignatoryPage agreement={agreement} party={party} form={drawn.form} />,
  perform: async ({ tx }, { model: { agreement, party }, values: { duty, title } }) => {
    const trace = { shown: { party: party.id, duty } };
    if (hasIdentityNumber(title)) return refuse("agreement.signatory-title", { field: "title" });
    return (await nameSignatory(tx, party.id, { duty, title })) ? { to: agreement.versions.length > 0 ? back(agreement) : "/agreements", done: "signatoryNamed", trace } : refuse("agreement.signatory", { field: "duty" });
  },
});

/** The party says that it is none. */
const declinePage = form({
  ...onOurs, path: "/agreements/:agreement/parties/:party/decline", audit: { event: "party.declined" },
  load: loadOurs,
  title: (_, words) => words.t("agreement.decline"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("agreement.decline"), kind: "danger" }],
  view: ({ agreement, party }, { words }, drawn) => <KeepStep agreement={agreement} title={words.t("agreement.decline")} lead={words.t("agreement.decline.lead", { board: party.board })} form={drawn.form} />,
  perform: async ({ tx }, { model: { party } }) => ((await declineParty(tx, party.id)) ? { to: "/agreements", done: "partyDeclined", trace: { shown: { party: party.id } } } : refuse("agreement.party")),
});

/** Somebody says that they have read the version that applies. @model degerforsmodellen row 64 */
const readPage = form({
  path: "/agreements/:agreement/read", area: "staff", access: "agreement.read", audit: { event: "agreement.acknowledged" }, params: one,
  load: async ({ tx, params, today }) => {
    const [agreement, readers] = await Promise.all([findAgreement(tx, params.agreement), listReaders(tx, params.agreement)]);
    const version = agreement && applyingOn(agreement, today);
    return agreement && version && { agreement, version, hasRead: readers.own.has(version.id) };
  },
  trace: ({ version }) => ({ shown: { version: version.id } }),
  title: (_, words) => words.t("agreement.read"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("agreement.read") }],
  view: ({ agreement }, { words }, drawn) => <KeepStep agreement={agreement} title={words.t("agreement.read")} lead={words.t("agreement.read.lead")} form={drawn.form} />,
  perform: async (hand, { model: { agreement, version } }) => {
    await sayRead(hand.tx, { version: version.id, duty: dutyOf(hand).id, unit: dutyOf(hand).unitId, at: hand.at });
    return { to: back(agreement), done: "agreementRead", trace: { shown: { version: version.id } } };
  },
});

export const newAgreementRoutes = [newPage, coordinatorsPage];
export const partyRoutes = [addPage, editPartyPage, signatoryPage, declinePage, readPage];
