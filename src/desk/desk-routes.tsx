import { listObstacles, type Obstructed } from "../accessibility/index.ts";
import { listUncounted } from "../activity/index.ts";
import { listAgreementTasks, type AgreementTask } from "../agreement/index.ts";
import { listAttendanceTasks } from "../attendance/index.ts";
import { readIdentityNumber } from "../child/index.ts";
import { listDeviationTasks, type Listed as Deviation } from "../deviation/index.ts";
import { listConsultationTasks, type Asked as Advice } from "../consultation/index.ts";
import { listConsentTasks, listEnding } from "../consent/index.ts";
import { listLate, listWaitingRequests, type Late, type Waiting as Asked } from "../contact/index.ts";
import { listWaiting, type Delivered } from "../disclosure/index.ts";
import { form, page } from "../house.ts";
import { listAgeTasks } from "../growing/index.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { line } from "../platform/web/fields.ts";
import { findMatterByNumber, findMatterOfNumberHash, isMatterNumber, listMatters, listNextSteps } from "../matter/index.ts";
import { loadWaiting } from "../network/index.ts";
import { cards } from "../overview/index.ts";
import { listOwnProposals } from "../sharing/index.ts";
import { listVisitTasks, type VisitTask } from "../visit/index.ts";
import { listSteeringTasks, type SteeringTask } from "../steering/index.ts";
import { byDue, FindPage, MyListPage, proposalRow, waitingForTask, waitingOf, type MyList, type Waiting } from "./desk-pages.tsx";

/** Where signing in leads: to one's list, one's child, or the choice between them. */
const startPage = page({
  path: "/start",
  area: "open",
  access: "signed-in",
  audit: { event: "start.opened" },
  load: async ({ actor }) => (await actor) ?? undefined,
  go: (actor) => (actor.duty ? "/list" : actor.duties > 0 ? "/duty" : "/family"),
  title: (_, words) => words.t("app.name"),
  view: () => <></>,
});

/** Something that came to the unit and waits for somebody to take it. The child is named first when it is opened. */
const incomingOf = (delivery: Delivered): Waiting => ({
  id: delivery.id, key: delivery.id, name: delivery.fromUnit, aged: {}, href: `/deliveries/${delivery.id}`, what: `incoming.${delivery.kind}`, values: { authority: delivery.fromAuthority }, tag: "list.new",
});

/** Somebody wants to be contacted: a thing to do with its promised day. What was written is read on its own page. */
const requestOf = ({ id, service, guide, answerBy, attempts }: Asked): Waiting => ({
  id, key: id, name: service ?? guide, aged: {}, href: `/contact-requests/${id}`, what: attempts > 0 ? "list.contact.again" : "list.contact", values: { attempts }, dueOn: answerBy,
});

/** Something in the guide does not work for somebody: read where the guide is kept. */
const obstacleOf = ({ id, guide, guideName, answerBy }: Obstructed): Waiting => ({ id, key: id, name: guideName, aged: {}, href: `/network/guides/${guide}/accessibility`, what: "list.obstacle", dueOn: answerBy });

/** Somebody has waited too long for another unit, in the guide that mine keeps: where that is seen to. */
const lateOf = ({ id, guide, unit, service, answerBy }: Late): Waiting => ({
  id, key: `late ${id}`, name: service ?? unit, aged: {}, href: `/guide-work/${guide}/contacts/${id}`, what: "list.contact.late", values: { unit }, dueOn: answerBy,
});

/** A question without a name to my unit, the answer to mine, or that there is none though it was promised. */
const adviceOf = ({ id, mine, from, to, state, answerBy }: Advice): Waiting => ({
  id, key: id, name: mine ? to : from, aged: {}, href: `/consultations/${id}`, what: state === "waiting" ? `list.advice.${mine ? "late" : "asked"}` : `list.advice.${state}`, ...(mine && state !== "waiting" ? { tag: "list.new" } : { dueOn: answerBy }),
});

/** A study visit to answer, to look at or to tell of. */
const visitedOf = ({ visit: { id, unit, visiting, newsFor, unitId, onDay }, what }: VisitTask): Waiting => ({
  id, key: `${id} ${what}`, name: what !== "tell" && newsFor === unitId ? visiting : unit, aged: {}, href: what === "tell" ? `/visits/${id}/tell` : `/visits/${id}`, what: `list.visit.${what}`, ...(what === "tell" ? { since: onDay } : { tag: "list.new" }),
});

/** What did not work between two units: to answer, or an answer to look at. */
const deviationOf = ({ id, side, from, to, state, answerBy }: Deviation): Waiting => ({
  id, key: id, name: side === "ours" ? to : from, aged: {}, href: `/deviations/${id}`, what: `list.deviation.${state === "waiting" ? side : "answered"}`, ...(state === "waiting" ? { dueOn: answerBy } : { tag: "list.new" }),
});

/** An agreement waits for a signature, or comes to its end. */
const agreedOf = ({ agreement: { id, handle, title }, what, on, party }: AgreementTask): Waiting => ({
  id, key: `${id} ${what} ${party ?? ""}`, name: title, aged: {}, href: party === undefined ? (what === "sign" ? `/agreements/${handle}/sign` : `/agreements/${handle}`) : `/agreements/${handle}/parties/${party}/signatory`, what: `list.agreement.${what}`, dueOn: on,
});

/** What a group under an agreement waits for. */
const steeredOf = ({ key, name, href, what, dueOn }: SteeringTask): Waiting => ({ id: key, key, name, aged: {}, href, what: `list.steering.${what}`, dueOn });

/** Everything that waits for me, in one look. */
const myListPage = page({
  path: "/list",
  area: "staff",
  access: "staff",
  audit: { event: "matters.listed", forFamily: false },
  load: async (asking): Promise<MyList> => {
    const { tx, house, actor, at, today } = asking;
    const look = { tx, house, at, today };
    const kept = loadWaiting(asking);
    // Asked for early and waited for late: when what is asked in between is a fault, nobody waits, and a promise nobody waits for ends the program.
    kept.catch(() => undefined);
    const [matters, proposals, children, uncounted, obstacles, late, duty, agreed, visited, steered] = await Promise.all([
      listMatters(tx, house.keys), listOwnProposals(tx, house.keys), listEnding(look), listUncounted(tx, { at, today }), listObstacles(tx), listLate(tx), actor.then((self) => self?.duty), listAgreementTasks(tx, { duty: actor.then((self) => self?.duty), today }), listVisitTasks(tx, { duty: actor.then((self) => self?.duty), today }), listSteeringTasks(tx, { at, today }),
    ]);
    const [toDecide, asked] = [proposals.filter(({ decider }) => decider.dutyId === duty?.id), proposals.filter(({ asker }) => asker.dutyId === duty?.id)];
    const [keeping, waiting, requests, advice, deviations, steps, ...tasks] = await Promise.all([
      kept, duty?.leads ? listWaiting(tx, duty.unitId) : [], duty ? listWaitingRequests(tx, duty) : [], duty ? listConsultationTasks(tx, duty) : [], duty ? listDeviationTasks(tx, duty) : [], listNextSteps(cards, { ...look, matters }), listConsentTasks(look, { matters, children }), listAgeTasks(look, matters), listAttendanceTasks(look, matters),
    ]);
    const rows = matters.map((matter, nth) => waitingOf(matter, steps[nth]!));
    // Whoever only follows may still have taken something upon itself in the plan: that waits, the rest is for looking at.
    const follows = ({ id, what }: Waiting) => what === "next.following" && matters.some((matter) => matter.id === id && matter.state === "following");
    const mine = [...rows.filter((row) => !follows(row)), ...tasks.flat().map(waitingForTask)].toSorted(byDue);
    const answered = asked.filter(({ state }) => state !== "waiting");
    return { deciding: toDecide.map(proposalRow), answered: answered.map(proposalRow), incoming: waiting.map(incomingOf), requests: [...requests.map(requestOf), ...late.map(lateOf)], obstacles: obstacles.map(obstacleOf), advice: advice.map(adviceOf), agreed: [...agreed.map(agreedOf), ...steered.map(steeredOf)], deviations: deviations.map(deviationOf), visited: visited.map(visitedOf), mine, followed: rows.filter(follows), keeping, uncounted };
  },
  trace: ({ deciding, answered, incoming, requests, advice, deviations, mine, followed }) => ({ shown: { deviations: deviations.map(({ id }) => id), consultations: advice.map(({ id }) => id), proposals: [...deciding, ...answered].map(({ id }) => id), deliveries: incoming.map(({ id }) => id), requests: requests.map(({ id }) => id), matters: [...new Set([...mine, ...followed].map(({ id }) => id))] } }),
  title: (_, words) => words.t("list.title"),
  view: (list, seen) => <MyListPage list={list} seen={seen} />,
});

/** By exact identity number or matter number, among one's own; nothing else. The number travels in the post, never in an address. */
const findPage = form({
  path: "/find",
  area: "staff",
  access: "staff",
  audit: { event: "child.searched" },
  load: async () => ({}),
  title: (_, words) => words.t("find.title"),
  fields: (_, words) => ({ number: line({ label: words.t("find.number"), hint: words.t("find.number.hint"), required: true, width: "medium" }) }),
  buttons: (_, words) => [{ label: words.t("find.button") }],
  view: (_, seen, { form: drawn }) => <FindPage form={drawn} seen={seen} />,
  perform: async ({ tx, house, today }, { values }) => {
    if (isMatterNumber(values.number)) {
      const matter = await findMatterByNumber(tx, house.keys, values.number);
      return matter ? { to: `/matters/${matter.id}`, trace: { matterId: matter.id, childId: matter.childId } } : refuse("find.none", { field: "number" });
    }
    const number = readIdentityNumber(values.number, today);
    if (isRefusal(number)) return { ...number, details: { field: "number" } };
    if (number.kind === "none") return refuse("find.none", { field: "number" });
    const matter = await findMatterOfNumberHash(tx, house.keys, house.keys.numberHash(number.digits));
    return matter ? { to: `/matters/${matter.id}`, trace: { matterId: matter.id, childId: matter.childId } } : refuse("find.none", { field: "number" });
  },
});

export const deskRoutes = [startPage, myListPage, findPage];
