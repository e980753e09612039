import { z } from "zod";
import { byDuty, listPeople } from "../directory/index.ts";
import { form, page } from "../house.ts";
import { addDays, addYears, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, choices, day, line, text, type Fields } from "../platform/web/fields.ts";
import { AgreementPage, AgreementsPage, ComparePage, EditPage, PublicPage, SignPage, StepPage, type Comparison, type Reading } from "./agreement-pages.tsx";
import { applyingOn, sectionsFrom, signableBy, type Agreement, type AgreementVersion, type Section } from "./agreement.ts";
import { beginVersion, findAgreement, findPublicAgreement, listAgreements, namedIn, saveDraft, signFor, turn } from "./agreement-store.ts";
import { compareSections } from "./compare.ts";
import { newAgreementRoutes, partyRoutes } from "./party-routes.tsx";
import { listNamable, listReaders, readCoordinates } from "./party-store.ts";

const handle = z.string().regex(/^[a-z0-9-]{1,80}$/);
const one = z.object({ agreement: handle });
const MOST = 6_000;
const YEARS = 3;

const numbered = (agreement: Agreement, number: string | null): AgreementVersion | undefined => agreement.versions.find((version) => String(version.number) === number);
const before = (agreement: Agreement, version: AgreementVersion): AgreementVersion | undefined => agreement.versions.find(({ number, state }) => number < version.number && state === "adopted");

const listPage = page({
  path: "/agreements", area: "staff", access: "staff", audit: { event: "agreements.listed" },
  load: async ({ tx }) => {
    const [agreements, coordinates] = await Promise.all([listAgreements(tx), readCoordinates(tx)]);
    return { agreements, coordinates };
  },
  title: (_, words) => words.t("agreement.list"),
  view: (model, seen) => <AgreementsPage {...model} seen={seen} />,
});

/** The version that applies, or the one the address names. */
const onePage = page({
  path: "/agreements/:agreement", area: "staff", access: "agreement.read", audit: { event: "agreement.read" }, params: one,
  load: async ({ tx, house, params, query, today }): Promise<Reading | undefined> => {
    const [agreement, people, namable, readers] = await Promise.all([findAgreement(tx, params.agreement), listPeople(tx, house.keys, { duties: namedIn(params.agreement) }), listNamable(tx, params.agreement), listReaders(tx, params.agreement)]);
    const version = agreement && (query.has("version") ? numbered(agreement, query.get("version")) : (applyingOn(agreement, today) ?? agreement.versions[0]));
    return agreement && version && { agreement, version, people: byDuty(people), namable, readers };
  },
  trace: ({ version }) => ({ shown: { version: version.id } }),
  title: (_, words) => words.t("agreement.title"),
  view: (reading, seen) => <AgreementPage reading={reading} seen={seen} />,
});

const comparePage = page({
  path: "/agreements/:agreement/compare", area: "staff", access: "agreement.read", audit: { event: "agreement.compared" }, params: one,
  load: async ({ tx, params, query }): Promise<Comparison | undefined> => {
    const agreement = await findAgreement(tx, params.agreement);
    const to = agreement && (query.has("to") ? numbered(agreement, query.get("to")) : agreement.versions[0]);
    const from = agreement && to && (query.has("from") ? numbered(agreement, query.get("from")) : before(agreement, to));
    return agreement && from && to && { agreement, from, to, parts: compareSections(from.sections, to.sections) };
  },
  title: (_, words) => words.t("agreement.versions"),
  view: (comparison) => <ComparePage comparison={comparison} />,
});

/** When a new version begins and ends if nobody says otherwise: after the one that ends last. */
function spanAfter(agreement: Agreement, today: Day): { validFrom: Day; validUntil: Day } {
  const last = agreement.versions[0]?.validUntil;
  const validFrom = last !== undefined && last >= today ? addDays(last, 1) : today;
  return { validFrom, validUntil: addDays(addYears(validFrom, YEARS), -1) };
}

const beginPage = form({
  path: "/agreements/:agreement/begin", area: "staff", access: "agreement.keep", audit: { event: "agreement.begun" }, params: one,
  load: ({ tx, params }) => findAgreement(tx, params.agreement),
  title: (_, words) => words.t("agreement.begin"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("agreement.begin") }],
  view: (agreement, { words }, drawn) => <StepPage agreement={agreement} title={words.t("agreement.begin")} lead={words.t("agreement.begin.lead")} form={drawn.form} />,
  perform: async ({ tx, today }, { model }) => {
    const latest = model.versions[0];
    const begun = latest && (await beginVersion(tx, model, { number: latest.number + 1, from: latest.sections, ...spanAfter(model, today) }));
    return begun ? { to: `/agreements/${model.handle}/edit`, done: "agreementBegun" } : refuse("agreement.begun");
  },
});

type Drafted = { readonly agreement: Agreement; readonly version: AgreementVersion };
const openIn = (agreement: Agreement | undefined, ...states: readonly string[]): Drafted | undefined => {
  const version = agreement?.versions.find(({ state }) => states.includes(state));
  return agreement && version && { agreement, version };
};

function draftFields({ version }: Drafted, words: Words): Fields {
  const of = ({ key, heading }: Section): Fields => ({
    [`heading-${key}`]: line({ label: words.t("agreement.heading"), required: true, max: 100, width: "long" }), [`text-${key}`]: text({ label: heading, said: true, max: MOST, rows: 6 }),
  });
  return {
    validFrom: day({ label: words.t("agreement.valid-from"), required: true }), validUntil: day({ label: words.t("agreement.valid-until"), required: true }),
    ...Object.assign({}, ...version.sections.map(of)) as Fields,
    public: choices({ label: words.t("agreement.public-parts"), hint: words.t("agreement.public-parts.hint"), options: version.sections.map(({ key, heading }) => ({ value: key, label: heading, said: true })) }),
  };
}

const editPage = form({
  path: "/agreements/:agreement/edit", area: "staff", access: "agreement.keep", audit: { event: "agreement.written" }, params: one,
  load: async ({ tx, params }) => openIn(await findAgreement(tx, params.agreement), "draft"),
  title: (_, words) => words.t("agreement.edit"),
  fields: draftFields,
  initial: ({ version: { validFrom, validUntil, sections } }) => ({
    validFrom, validUntil, public: sections.filter((section) => section.public).map(({ key }) => key),
    ...Object.fromEntries(sections.flatMap(({ key, heading, text: said }) => [[`heading-${key}`, heading], [`text-${key}`, said]])),
  }),
  version: ({ version }) => version.version,
  buttons: (_, words) => [{ label: words.t("agreement.save") }],
  view: (model, { words }, { state }) => <EditPage {...model} state={state} buttons={[{ label: words.t("agreement.save") }]} />,
  perform: async ({ tx }, { model: { agreement, version }, values, version: drawn }) => {
    const sections = sectionsFrom(version.sections, values);
    if (isRefusal(sections)) return sections;
    const [validFrom, validUntil] = [String(values["validFrom"]), String(values["validUntil"])];
    if (validUntil <= validFrom) return refuse("agreement.time", { field: "validUntil" });
    if (await saveDraft(tx, { id: version.id, version: drawn }, { validFrom, validUntil, sections })) return { to: `/agreements/${agreement.handle}?version=${version.number}`, done: "agreementSaved", trace: { shown: { version: version.id } } };
    const theirs = version.sections.filter(({ key, text: said }) => said !== values[`text-${key}`]);
    return { conflict: Object.fromEntries(theirs.map(({ key, text: said }) => [`text-${key}`, said])) };
  },
});

/** Locks the draft for signing, or opens it again; then nobody has signed. */
const sendPage = form({
  path: "/agreements/:agreement/send", area: "staff", access: "agreement.keep", audit: { event: "agreement.sent" }, params: one,
  load: async ({ tx, params }) => openIn(await findAgreement(tx, params.agreement), "draft", "signing"),
  title: ({ version }, words) => words.t(version.state === "draft" ? "agreement.send" : "agreement.back"),
  fields: () => ({}),
  buttons: ({ version }, words) => [version.state === "draft" ? { label: words.t("agreement.send") } : { label: words.t("agreement.back"), kind: "danger" }],
  view: ({ agreement, version: { state } }, { words }, drawn) => <StepPage agreement={agreement} title={words.t(state === "draft" ? "agreement.send" : "agreement.back")} lead={words.t(state === "draft" ? "agreement.send.lead" : "agreement.back.lead")} form={drawn.form} />,
  perform: async ({ tx }, { model: { agreement, version } }) => {
    if (version.state === "draft" && agreement.parties.some(({ signatory }) => signatory === undefined)) return refuse("agreement.nobody");
    if (version.state === "draft" && agreement.parties.length < 2) return refuse("agreement.alone");
    if (!(await turn(tx, version, version.state === "draft" ? "signing" : "draft"))) return refuse("agreement.closed");
    return { to: `/agreements/${agreement.handle}?version=${version.number}`, done: version.state === "draft" ? "agreementSent" : "agreementOpened", trace: { shown: { version: version.id } } };
  },
});

type Signing = ReturnType<typeof signableBy> & { readonly agreement: Agreement };

/** A named signatory signs for a party, after a fresh sign-in. @ground REQ-205 @model degerforsmodellen 4.5 */
const signPage = form({
  path: "/agreements/:agreement/sign", area: "staff", access: "agreement.sign", audit: { event: "agreement.signed" }, fresh: true, params: one,
  load: async ({ tx, params, actor }): Promise<Signing | undefined> => {
    const [agreement, self] = await Promise.all([findAgreement(tx, params.agreement), actor]);
    const signable = agreement && signableBy(agreement, self?.duty?.id);
    return agreement && signable && { agreement, ...signable };
  },
  title: (_, words) => words.t("agreement.sign"),
  fields: ({ parties }, words) => ({
    party: choice({ label: words.t("agreement.sign.for"), required: true, options: parties.map(({ id, board, authority }) => ({ value: id, label: `${board}, ${authority}`, said: true })) }),
  }),
  initial: ({ parties }) => (parties.length === 1 ? { party: parties[0]!.id } : {}),
  buttons: (_, words) => [{ label: words.t("agreement.sign") }],
  view: ({ agreement, version }, _, drawn) => {
    const earlier = before(agreement, version);
    return <SignPage agreement={agreement} version={version} before={earlier} parts={earlier ? compareSections(earlier.sections, version.sections) : []} form={drawn.form} />;
  },
  perform: async ({ tx }, { model: { agreement, version }, values }) => {
    const how = await signFor(tx, version.id, values.party);
    if (how === "closed") return refuse("agreement.closed");
    return { to: `/agreements/${agreement.handle}?version=${version.number}`, done: how === "adopted" ? "agreementAdopted" : "agreementSigned", trace: { shown: { version: version.id, party: values.party } } };
  },
});

/** The public parts of the version that applies, for anybody. */
const publicPage = page({
  path: "/cooperation/:agreement", area: "guide", access: "public", audit: "nothing", params: one,
  load: ({ tx, params, today }) => findPublicAgreement(tx, params.agreement, today),
  title: (_, words) => words.t("cooperation.title"),
  view: (agreement) => <PublicPage agreement={agreement} />,
});

export const agreementRoutes = [listPage, ...newAgreementRoutes, onePage, comparePage, beginPage, editPage, sendPage, signPage, ...partyRoutes, publicPage];
