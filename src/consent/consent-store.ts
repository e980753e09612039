import { sql, type RawBuilder } from "kysely";
import { guardianshipsOf, listGuardians, type KnownGuardian } from "../child/index.ts";
import type { House } from "../house.ts";
import { childOfMatter, type ListInput, type Matter, type MatterState, type Subject as NamedChild } from "../matter/index.ts";
import { nameOf } from "../organisation/index.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows } from "../platform/db/rows.ts";
import { newId, type BranchId, type ChildId, type MatterId, type PersonId, type UnitId } from "../platform/ids.ts";
import { seal, unseal, type DataKey, type KeyRing } from "../platform/seal/seal.ts";
import { windowFor } from "../practice/index.ts";
import { requiredGivers, type AboutSomebody, type Capacity, type ConsentId, type GiverException, type Maturity, type Subject, type Topic } from "./consent.ts";
import { mayWait } from "./consent-next.ts";
import { TEXT_VERSION, type NamedBranch } from "./consent-text.ts";
import { viewOf, viewsOf, type ConsentsAround, type ConsentView, type Given, type KnownConsent, type NamedException, type Places } from "./consent-view.ts";

/** Which child: by its own id, or by a matter or a consent about it that the actor may see. Either way in one round trip. */
export type About = { readonly child: string } | { readonly matter: string } | { readonly consent: string };
type Children = { readonly children: readonly string[] };

type ChildExpression = RawBuilder<string>;

/** Stands after `=`: one child, or any of some. */
function childOf(about: About | Children): ChildExpression {
  if ("children" in about) return sql<string>`any(${about.children}::uuid[])`;
  if ("child" in about) return sql<string>`${about.child}::uuid`;
  if ("matter" in about) return childOfMatter(about.matter);
  return sql<string>`(select x.child_id from kring.consent x where x.id = ${about.consent}::uuid)`;
}

const consentRows = (tx: Tx, child: ChildExpression) =>
  tx.selectFrom("consent as c").innerJoin("duty as d", "d.id", "c.asked_by").innerJoin("person as p", "p.id", "d.person_id").innerJoin("unit as u", "u.id", "d.unit_id")
    .leftJoinLateral(sql<{ others: number; granted: number }>`kring.consent_answers_of_others(c.id)`.as("o"), (join) => join.onTrue())
    .where("c.child_id", "=", child)
    .select([
      "c.id as consent", "c.child_id", "c.matter_id", "c.branch_id", "c.disclosing_branch_id", "c.receivers", "c.topics", "c.data_key as consent_key", "c.sealed as consent_sealed",
      "c.from_on", "c.until_on", "c.text_version", "c.asked_at", "c.about_id", "o.others", "o.granted", "d.role", "u.name as unit", "p.id", "p.data_key", "p.sealed",
      sql<boolean>`kring.duty_id() is null`.as("as_family"), sql<boolean>`exists (select from kring.consent_let_end e where e.consent_id = c.id)`.as("let_end"),
    ])
    .orderBy("c.asked_at", "desc").orderBy("c.id").execute();
type ConsentRow = Awaited<ReturnType<typeof consentRows>>[number];

const answerRows = (tx: Tx, child: ChildExpression) =>
  tx.selectFrom("consent_answer as a").leftJoin("duty as d", "d.id", "a.noted_by").leftJoin("person as n", "n.id", "d.person_id").leftJoin("person as g", "g.id", "a.giver_id")
    .where("a.child_id", "=", child)
    .select([
      "a.id", "a.child_id", "a.consent_id", "a.giver_id", "a.capacity", "a.answer", "a.how", "a.language", "a.text_hash", "a.sealed", "a.provider", "a.loa", "a.transaction_ref", "a.at",
      "n.id as noter_id", "n.data_key as noter_key", "n.sealed as noter_sealed", "g.data_key as giver_key", "g.sealed as giver_sealed",
    ])
    .orderBy("a.at", "desc").orderBy(sql`a.answer = 'granted'`).execute();
type AnswerRow = Awaited<ReturnType<typeof answerRows>>[number];

const exceptionRows = (tx: Tx, child: ChildExpression) =>
  tx.selectFrom("consent_exception as e").innerJoin("consent as c", "c.id", "e.consent_id").innerJoin("matter as m", "m.id", "e.matter_id")
    .innerJoin("duty as d", "d.id", "e.by_duty").innerJoin("person as p", "p.id", "d.person_id").where("c.child_id", "=", child)
    .select(["e.id as exception", "c.child_id", "e.consent_id", "e.person_id", "e.ground", "e.sealed as note", "e.at", "m.branch_id", "m.data_key as matter_key", "p.id", "p.data_key", "p.sealed"])
    .orderBy("e.at", "desc").execute();
type ExceptionRow = Awaited<ReturnType<typeof exceptionRows>>[number];

const maturityRows = (tx: Tx, child: ChildExpression) =>
  tx.selectFrom("maturity as a").innerJoin("matter as m", "m.id", "a.matter_id").innerJoin("duty as d", "d.id", "a.by_duty").innerJoin("person as p", "p.id", "d.person_id")
    .where("a.child_id", "=", child)
    .select(["a.id as maturity", "a.child_id", "a.decides", "a.sealed as reason", "a.at", "m.branch_id", "m.data_key as matter_key", "p.id", "p.data_key", "p.sealed"])
    .distinctOn("a.child_id").orderBy("a.child_id").orderBy("a.at", "desc").execute();

const ownMatterRows = (tx: Tx, child: ChildExpression) =>
  tx.selectFrom("matter").where("child_id", "=", child).select(["id", "child_id", "branch_id", "data_key", "sealed", "state"])
    .distinctOn("child_id").orderBy("child_id").orderBy(sql`closed_at is not null`).orderBy("opened_at", "desc").execute();

const branchRows = (tx: Tx, child: ChildExpression) =>
  tx.selectFrom("branch as b").innerJoin("authority as a", "a.id", "b.authority_id")
    .where(sql<boolean>`b.id in (select unnest(c.receivers || c.disclosing_branch_id) from kring.consent c where c.child_id = ${child})`)
    .select(["b.id", "b.name", "a.name as authority"]).execute();

function givenOf(keys: KeyRing, key: DataKey, row: AnswerRow): Given {
  const { text, version, words, reservation } = unseal<{ text: string; version: string; words?: string; reservation?: string }>(key, `consent_answer:${row.id}`, row.sealed);
  const noter = row.noter_id && row.noter_key && row.noter_sealed ? { id: row.noter_id, data_key: row.noter_key, sealed: row.noter_sealed } : undefined;
  const signIn = row.provider !== null && row.loa !== null && row.transaction_ref !== null ? { provider: row.provider, loa: row.loa, transactionRef: row.transaction_ref } : undefined;
  return {
    giver: row.giver_id as PersonId, capacity: row.capacity as Capacity, answer: row.answer as Given["answer"], how: row.how as Given["how"], at: row.at, language: row.language, words, text, version,
    hash: row.text_hash.toString("hex"), signIn, notedByName: noter && nameOf(keys, noter),
    ...(noter ? { notedBy: noter.id as PersonId } : {}), ...(signIn ? { evidence: signIn.transactionRef } : {}), ...(reservation === undefined ? {} : { reservation }),
  };
}

const exceptionOf = (keys: KeyRing, row: ExceptionRow): NamedException => ({
  guardian: row.person_id as PersonId, ground: row.ground as GiverException["ground"], by: row.id as PersonId, byName: nameOf(keys, row), on: dayOf(row.at),
  note: unseal<{ note: string }>(keys.open(row.branch_id, row.matter_key), `consent_exception:${row.exception}`, row.note).note,
});

/** What only those who may see the question may read of it. A question asked before units were kept names branches alone. */
type SealedConsent = {
  readonly purpose: string; readonly child?: string | undefined; readonly hash: string; readonly places?: Places | undefined;
  readonly about?: { readonly name: string; readonly what: string; readonly items: readonly string[] } | undefined;
};

type Rows = { answers: readonly AnswerRow[]; exceptions: readonly ExceptionRow[]; answerBy: Day };

function knownOf(keys: KeyRing, row: ConsentRow, { answers, exceptions, answerBy }: Rows): KnownConsent {
  const key = keys.open(row.branch_id, row.consent_key);
  const { purpose, child, hash, places = {}, about } = unseal<SealedConsent>(key, `consent:${row.consent}`, row.consent_sealed);
  const given = answers.filter(({ consent_id }) => consent_id === row.consent).map((answer) => givenOf(keys, key, answer));
  const excepted = exceptions.filter(({ consent_id }) => consent_id === row.consent).map((exception) => exceptionOf(keys, exception));
  return {
    key, childId: row.child_id as ChildId, matterId: row.matter_id as MatterId, child, places, about: about && { name: about.name, what: about.what }, given, exceptions: excepted, asFamily: row.as_family, letEnd: row.let_end,
    askedBy: { person: row.id as PersonId, name: nameOf(keys, row), role: row.role, unit: row.unit },
    others: { needed: row.others ?? 0, granted: row.granted ?? 0 },
    consent: {
      id: row.consent as ConsentId, disclosing: row.disclosing_branch_id as BranchId, receivers: row.receivers as BranchId[], topics: row.topics as Topic[], purpose,
      from: row.from_on, until: row.until_on, text: { version: row.text_version, language: "sv", hash }, askedAt: row.asked_at, answerBy, answers: given, exceptions: excepted,
      ...(row.about_id && about ? { about: { person: row.about_id as PersonId, items: about.items } } : {}),
    },
  };
}

type MaturityRow = Awaited<ReturnType<typeof maturityRows>>[number];

const maturityOf = (keys: KeyRing, row: MaturityRow | undefined): ConsentsAround["maturity"] =>
  row && {
    childDecides: row.decides as Maturity["childDecides"], by: row.id as PersonId, byName: nameOf(keys, row), on: dayOf(row.at),
    reason: unseal<{ reason: string }>(keys.open(row.branch_id, row.matter_key), `maturity:${row.maturity}`, row.reason).reason,
  };

type OwnMatterRow = Awaited<ReturnType<typeof ownMatterRows>>[number];

function ownMatterOf(keys: KeyRing, row: OwnMatterRow | undefined) {
  if (!row) return undefined;
  const key = keys.open(row.branch_id, row.data_key);
  return { id: row.id as MatterId, branchId: row.branch_id as BranchId, state: row.state as MatterState, key, child: unseal<NamedChild>(key, `matter:${row.id}`, row.sealed).name };
}

/** A child that can answer is told apart from one not yet born, for whom the one who carries it answers. */
function subjectOf(child: { id: string; born_on: Day | null } | undefined, guardians: readonly KnownGuardian[]): Subject {
  const carrier = guardians.find(({ kind }) => kind === "expecting");
  if (carrier && !child?.born_on) return { expectedBy: carrier.personId };
  return { id: (child?.id ?? "") as PersonId, ...(child?.born_on ? { bornOn: child.born_on } : {}) };
}

function namesOf(keys: KeyRing, guardians: readonly KnownGuardian[], { answers, known }: { answers: readonly AnswerRow[]; known: readonly KnownConsent[] }): Map<PersonId, string> {
  const once = answers.flatMap((row): Array<[PersonId, string]> =>
    row.giver_key && row.giver_sealed ? [[row.giver_id as PersonId, nameOf(keys, { id: row.giver_id, data_key: row.giver_key, sealed: row.giver_sealed })]] : []);
  const spokenOf = known.flatMap(({ consent, about }): Array<[PersonId, string]> => (consent.about && about ? [[consent.about.person, about.name]] : []));
  return new Map([...once, ...spokenOf, ...guardians.map(({ personId, name }): [PersonId, string] => [personId, name])]);
}

async function readRows(tx: Tx, keys: KeyRing, about: About | Children, today: Day) {
  const id = childOf(about);
  const [consents, answers, exceptions, guardians, children, judged, matters, branches] = await Promise.all([
    consentRows(tx, id), answerRows(tx, id), exceptionRows(tx, id), listGuardians(tx, keys, { child: id, today }),
    tx.selectFrom("child").where("id", "=", id).select(["id", "born_on"]).execute(), maturityRows(tx, id), ownMatterRows(tx, id), branchRows(tx, id),
  ]);
  return { consents, answers, exceptions, guardians, children, judged, matters, branches };
}
type Read = Awaited<ReturnType<typeof readRows>>;

/** What was read of one of some children. Branches are public knowledge, and found by their ids. */
function readOf(read: Read, id: string): Read {
  const isOf = (row: { child_id: string }) => row.child_id === id;
  return {
    consents: read.consents.filter(isOf), answers: read.answers.filter(isOf), exceptions: read.exceptions.filter(isOf), guardians: read.guardians.filter(({ childId }) => childId === id),
    children: read.children.filter((child) => child.id === id), judged: read.judged.filter(isOf), matters: read.matters.filter(isOf), branches: read.branches,
  };
}

function aroundFrom({ keys, practice }: House, { consents, answers, exceptions, guardians, children: [child], judged, matters, branches }: Read, today: Day): ConsentsAround {
  const maturity = maturityOf(keys, judged[0]);
  const own = ownMatterOf(keys, matters[0]);
  const known = consents.map((row) => knownOf(keys, row, { answers, exceptions, answerBy: windowFor(practice, "consent-answer", dayOf(row.asked_at)).latest }));
  const names = namesOf(keys, guardians, { answers, known });
  if (child && own) names.set(child.id as PersonId, own.child);
  return {
    consents: known.filter(({ about }) => !about), aboutOthers: known.filter(({ about }) => about),
    givers: requiredGivers({
      guardianships: guardianshipsOf(guardians), child: subjectOf(child, guardians), exceptions: [], on: today, ...(maturity ? { maturity } : {}),
    }),
    names, languages: new Map(guardians.map(({ personId, language }) => [personId, language])), bornOn: child?.born_on ?? undefined, maturity, ownMatter: own,
    branches: new Map(branches.map((row): [BranchId, NamedBranch] => [row.id as BranchId, { name: row.name, authority: row.authority }])),
  };
}

/** Everything about consent around one child that the actor may know, in one round trip: what is asked, answered and excepted, and who must answer today. */
export const readConsents = async (tx: Tx, house: House, about: About, today: Day): Promise<ConsentsAround> => aroundFrom(house, await readRows(tx, house.keys, about, today), today);

const NOTHING: Read = { consents: [], answers: [], exceptions: [], guardians: [], children: [], judged: [], matters: [], branches: [] };

/** The same around each of some children, in as many queries as for one; nothing is opened before it is asked for. */
export async function readConsentsOf(tx: Tx, house: House, children: readonly string[], today: Day): Promise<(child: string) => ConsentsAround> {
  const read = children.length > 0 ? await readRows(tx, house.keys, { children }, today) : NOTHING;
  return (child) => aroundFrom(house, readOf(read, child), today);
}

/** Around the children whose matters can wait for answers. */
export const readConsentsFor = ({ tx, house, matters, today }: ListInput) => readConsentsOf(tx, house, matters.filter(mayWait).map(({ childId }) => childId), today);

/** Every question a guardian is asked: about the child, and about the guardian's own life. */
export async function listQuestionsTo(tx: Tx, house: House, childId: string, today: Day): Promise<ConsentView[]> {
  const around = await readConsents(tx, house, { child: childId }, today);
  return [...viewsOf(around, today), ...around.aboutOthers.map((known) => viewOf(around, known, today))];
}

/** Everybody besides the child who has been asked about that person's own life, by name; for staff around the child. */
export async function listSpokenOf(tx: Tx, keys: KeyRing, child: string): Promise<Array<{ id: PersonId; name: string }>> {
  const rows = await tx.selectFrom("consent").where("child_id", "=", child).where("about_id", "is not", null).select(["id", "about_id", "branch_id", "data_key", "sealed"]).orderBy("asked_at", "desc").execute();
  return [...new Map(rows.map((row): [string, { id: PersonId; name: string }] => {
    const { about } = unseal<SealedConsent>(keys.open(row.branch_id, row.data_key), `consent:${row.id}`, row.sealed);
    return [row.about_id!, { id: row.about_id as PersonId, name: about?.name ?? "" }];
  })).values()];
}

/** Some branches by name, each with those of some units that belong to it. */
export async function listPlaces(tx: Tx, of: { branches: readonly string[]; units: readonly string[] }): Promise<Map<BranchId, NamedBranch & { readonly of: Places[string] }>> {
  const [branches, units] = await Promise.all([
    tx.selectFrom("branch as b").innerJoin("authority as a", "a.id", "b.authority_id").where((eb) => eb("b.id", "=", eb.fn.any(eb.val([...of.branches])))).select(["b.id", "b.name", "a.name as authority"]).execute(),
    tx.selectFrom("unit").where((eb) => eb("id", "=", eb.fn.any(eb.val([...of.units])))).select(["id", "name", "branch_id"]).orderBy("name").execute(),
  ]);
  return new Map(branches.map(({ id, name, authority }) => {
    const own = units.filter(({ branch_id }) => branch_id === id).map((unit) => ({ id: unit.id as UnitId, name: unit.name }));
    return [id as BranchId, { name, authority, units: own.map((unit) => unit.name), of: own }];
  }));
}

export type NewConsent = {
  readonly matter: Pick<Matter, "id" | "branchId" | "childId">; readonly child: string | undefined; readonly disclosing: string; readonly receivers: readonly string[]; readonly topics: readonly Topic[];
  readonly purpose: string; readonly from: Day; readonly until: Day; readonly text: { readonly version: string; readonly hash: string }; readonly askedBy: string; readonly at: Date;
  readonly places?: Places;
  /** Somebody else whose own life it is about. */
  readonly about?: AboutSomebody & { readonly name: string; readonly what: string };
};

export type WrittenConsent = { readonly id: ConsentId; readonly key: DataKey };

const sealedOf = ({ purpose, child, text, places, about }: NewConsent): SealedConsent =>
  ({ purpose, child, hash: text.hash, places, about: about && { name: about.name, what: about.what, items: about.items } });

/** Writes questions. The key of each is for sealing its answers with. */
export async function insertConsents(tx: Tx, keys: KeyRing, all: readonly NewConsent[]): Promise<WrittenConsent[]> {
  const asking = all.map((of) => ({ of, id: newId<"consent">(), key: keys.newKey(of.matter.branchId) }));
  await insertRows(tx, "consent", asking.map(({ of, id, key }) => ({
    id, child_id: of.matter.childId, matter_id: of.matter.id, branch_id: of.matter.branchId, disclosing_branch_id: of.disclosing, receivers: [...of.receivers], topics: [...of.topics],
    data_key: key.wrapped, sealed: seal(key, `consent:${id}`, sealedOf(of)), from_on: of.from, until_on: of.until,
    text_version: of.text.version, asked_by: of.askedBy, asked_at: of.at, about_id: of.about?.person ?? null,
  })));
  return asking.map(({ id, key }) => ({ id, key }));
}

export const insertConsent = async (tx: Tx, keys: KeyRing, of: NewConsent): Promise<WrittenConsent> => (await insertConsents(tx, keys, [of]))[0]!;

/** A matter that waits for consent is due when the answers are: its date on the list follows the question. @ground U04 */
export const waitForAnswers = (tx: Tx, matter: string, dueOn: Day) => tx.updateTable("matter").set({ due_on: dueOn }).where("id", "=", matter).where("state", "=", "consent").execute();

export type NewAnswer = {
  readonly known: Pick<KnownConsent, "childId" | "key"> & { readonly consent: { readonly id: ConsentId } }; readonly giver: PersonId; readonly capacity: Capacity; readonly answer: Given["answer"]; readonly language: string; readonly text: string; readonly hash: string;
  readonly by: { readonly how: "e-id"; readonly signIn: NonNullable<Given["signIn"]> } | { readonly how: "paper" | "oral"; readonly duty: string };
  readonly words?: string | undefined; readonly reservation?: string | undefined; readonly at: Date;
};

function answerRowOf(of: NewAnswer) {
  const id = newId();
  const signIn = of.by.how === "e-id" ? of.by.signIn : undefined;
  return {
    id, consent_id: of.known.consent.id, child_id: of.known.childId, giver_id: of.giver, capacity: of.capacity, answer: of.answer, how: of.by.how, noted_by: of.by.how === "e-id" ? null : of.by.duty,
    language: of.language, text_hash: Buffer.from(of.hash, "hex"), sealed: seal(of.known.key, `consent_answer:${id}`, { text: of.text, version: TEXT_VERSION, words: of.words, reservation: of.reservation }),
    provider: signIn?.provider ?? null, loa: signIn?.loa ?? null, transaction_ref: signIn?.transactionRef ?? null, at: of.at,
  };
}

/** Adds answers with their evidence. Answers are never changed. @ground REQ-043 */
export async function insertAnswers(tx: Tx, answers: readonly NewAnswer[]): Promise<void> {
  await insertRows(tx, "consent_answer", answers.map(answerRowOf));
}

type OwnMatter = { readonly id: MatterId; readonly branchId: BranchId; readonly key: DataKey };

export async function insertException(tx: Tx, of: { matter: OwnMatter; consent: string; guardian: string; ground: string; note: string; byDuty: string; at: Date }): Promise<void> {
  const id = newId();
  await tx.insertInto("consent_exception").values({
    id, consent_id: of.consent, person_id: of.guardian, ground: of.ground, matter_id: of.matter.id, branch_id: of.matter.branchId,
    sealed: seal(of.matter.key, `consent_exception:${id}`, { note: of.note }), by_duty: of.byDuty, at: of.at,
  }).execute();
}

export async function insertMaturity(tx: Tx, of: { matter: OwnMatter & { readonly childId: ChildId }; decides: Maturity["childDecides"]; reason: string; byDuty: string; at: Date }): Promise<void> {
  const id = newId();
  await tx.insertInto("maturity").values({
    id, child_id: of.matter.childId, matter_id: of.matter.id, branch_id: of.matter.branchId, decides: of.decides,
    sealed: seal(of.matter.key, `maturity:${id}`, { reason: of.reason }), by_duty: of.byDuty, at: of.at,
  }).execute();
}
