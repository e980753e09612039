import { readIdentityNumber } from "../child/index.ts";
import { listWaiting, type Delivered } from "../disclosure/index.ts";
import { form, page } from "../house.ts";
import { isRefusal, refuse } from "../platform/result.ts";
import { line } from "../platform/web/fields.ts";
import { findMatterByNumber, findMatterOfNumberHash, isMatterNumber, listMatters } from "../matter/index.ts";
import { FindPage, MyListPage, waitingOf, type MyList, type Waiting } from "./desk-pages.tsx";

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
  id: delivery.id, name: delivery.fromUnit, aged: {}, href: `/deliveries/${delivery.id}`, what: `incoming.${delivery.kind}`, values: { authority: delivery.fromAuthority }, tag: "list.new",
});

/** Everything that waits for me, in one look. */
const myListPage = page({
  path: "/list",
  area: "staff",
  access: "staff",
  audit: { event: "matters.listed", forFamily: false },
  load: async ({ tx, house, actor }): Promise<MyList> => {
    const [matters, duty] = await Promise.all([listMatters(tx, house.keys), actor.then((self) => self?.duty)]);
    const waiting = duty?.leads ? await listWaiting(tx, duty.unitId) : [];
    const mine = matters.filter(({ state }) => state !== "following");
    return { incoming: waiting.map(incomingOf), mine: mine.map(waitingOf), followed: matters.filter(({ state }) => state === "following").map(waitingOf) };
  },
  trace: ({ incoming, mine, followed }) => ({ shown: { deliveries: incoming.map(({ id }) => id), matters: [...mine, ...followed].map(({ id }) => id) } }),
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
