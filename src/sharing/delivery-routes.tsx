import { z } from "zod";
import { listGuardians } from "../child/index.ts";
import { findAnswer, findContent, findDelivery, isSecretFromFamily, isTakenInHere, noteOpened, type Delivered } from "../disclosure/index.ts";
import { form, page, type House } from "../house.ts";
import { findUnit } from "../organisation/index.ts";
import type { Actor } from "../platform/db/with-actor.ts";
import { isRefusal } from "../platform/result.ts";
import { text } from "../platform/web/fields.ts";
import type { Asking, Trace } from "../platform/web/route.ts";
import { DeliveryPage, ReceivePage, ReturnPage, type Reading } from "./delivery-pages.tsx";
import { NextLawfulStep } from "./compose-pages.tsx";
import { acknowledge, receive, takeIntoMatter } from "./receive-actions.ts";

const params = z.object({ delivery: z.uuid() });
type Params = z.output<typeof params>;

const secret = ({ ground }: Delivered) => (isSecretFromFamily(ground) ? { hiddenFromFamily: true } : {});
const traceOf = (delivery: Delivered): Trace => ({ childId: delivery.childId, shown: { delivery: delivery.id, kind: delivery.kind }, ...secret(delivery) });

/** Whether the actor stands on the receiving side: it waits in the own inbox, lies in an own matter (`here`), or is to this guardian. */
function isIncoming(delivery: Delivered, { actor, here }: { actor: Actor | undefined; here: boolean }): boolean {
  if (!actor?.duty) return delivery.toPersonId === actor?.personId;
  return delivery.receivedMatterId ? here : actor.duty.leads && delivery.toUnitId === actor.duty.unitId;
}

const load = async ({ tx, params: { delivery } }: Asking<House, Params>) => findDelivery(tx, delivery);

async function loadReading(asking: Asking<House, Params>): Promise<Reading | undefined> {
  const { tx, house, params: { delivery: id }, at } = asking;
  const [delivery, content, answer, here, actor] = await Promise.all([findDelivery(tx, id), findContent(tx, house.keys, id), findAnswer(tx, house.keys, id), isTakenInHere(tx, id), asking.actor]);
  if (!delivery || !content) return undefined;
  const incoming = isIncoming(delivery, { actor, here });
  const locked = incoming && Boolean(content.reservation) && !delivery.openedAt;
  const [unit, guardians] = await Promise.all([
    delivery.toUnitId ? findUnit(tx, delivery.toUnitId) : undefined, delivery.toPersonId ? listGuardians(tx, house.keys, { child: delivery.childId, today: asking.today }) : [],
    incoming && !locked ? noteOpened(tx, id, at) : undefined,
  ]);
  return { delivery, content, incoming, locked, answer, receiverKind: unit?.kind, person: guardians.find(({ personId }) => personId === delivery.toPersonId)?.name, family: actor !== undefined && !actor.duty };
}

const readPage = page({
  path: "/deliveries/:delivery",
  area: "staff",
  access: "delivery.read",
  audit: { event: "delivery.read", forFamily: true },
  params,
  load: loadReading,
  trace: ({ delivery }) => traceOf(delivery),
  go: ({ family, delivery: { id, childId } }) => (family ? `/family/${childId}/copies/${id}` : undefined),
  title: (_, words) => words.t("delivery.page.title"),
  view: (reading, seen) => <DeliveryPage reading={reading} seen={seen} />,
});

const openRoute = form({
  path: "/deliveries/:delivery/open",
  area: "staff",
  access: "delivery.read",
  audit: { event: "delivery.condition-accepted", forFamily: true },
  params,
  load,
  trace: traceOf,
  title: (_, words) => words.t("delivery.page.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("delivery.reservation.open") }],
  view: (delivery, seen, { form: drawn }) => <ReceivePage delivery={delivery} seen={seen} form={drawn} title={seen.words.t("delivery.reservation.title")} />,
  perform: async (acting, { model }) => {
    await acknowledge(acting, model.id);
    return { to: `/deliveries/${model.id}` };
  },
});

const receiveRoute = form({
  path: "/deliveries/:delivery/receive",
  area: "staff",
  access: "delivery.receive",
  audit: { event: "delivery.received", forFamily: true },
  params,
  load,
  trace: traceOf,
  title: (delivery, words) => words.say(`delivery.accept.${delivery.kind}`),
  fields: ({ fromUnit }, words) => ({ words: text({ label: words.t("delivery.accept.words"), hint: words.t("delivery.accept.words.hint", { unit: fromUnit }), max: 2000, rows: 3 }) }),
  buttons: (delivery, words) => [{ label: words.say(`delivery.accept.${delivery.kind}`) }],
  view: (delivery, seen, { form: drawn, state }) => (
    <ReceivePage delivery={delivery} seen={seen} form={<><NextLawfulStep state={state} />{drawn}</>} title={seen.words.say(`delivery.accept.${delivery.kind}`)} />
  ),
  perform: async (acting, { model, values }) => {
    const received = await receive(acting, model.id, { accept: true, words: values.words });
    if (isRefusal(received)) return received;
    return { to: `/matters/${received.matterId}`, done: "received", trace: { matterId: received.matterId } };
  },
});

const returnRoute = form({
  path: "/deliveries/:delivery/return",
  area: "staff",
  access: "delivery.receive",
  audit: { event: "delivery.returned", forFamily: true },
  params,
  load,
  trace: traceOf,
  title: (delivery, words) => words.t("delivery.return.title", { unit: delivery.fromUnit }),
  fields: ({ fromUnit }, words) => ({ reason: text({ label: words.t("delivery.return.reason"), hint: words.t("delivery.return.reason.hint", { unit: fromUnit }), required: true, max: 2000 }) }),
  buttons: (_, words) => [{ label: words.t("delivery.return.button") }],
  view: (delivery, seen, { form: drawn, state }) => <ReturnPage delivery={delivery} seen={seen} form={drawn} state={state} />,
  perform: async (acting, { model, values }) => {
    const returned = await receive(acting, model.id, { accept: false, words: values.reason });
    return isRefusal(returned) ? returned : { to: "/list", done: "returned" };
  },
});

const takeInRoute = form({
  path: "/deliveries/:delivery/take-in",
  area: "staff",
  access: "delivery.read",
  audit: { event: "delivery.taken-in", forFamily: true },
  params,
  load: async (asking) => {
    const [delivery, here, actor] = await Promise.all([load(asking), isTakenInHere(asking.tx, asking.params.delivery), asking.actor]);
    return delivery && actor?.duty && isIncoming(delivery, { actor, here }) ? delivery : undefined;
  },
  trace: traceOf,
  title: (_, words) => words.t("delivery.takeIn"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("delivery.takeIn") }],
  view: (delivery, seen, { form: drawn, state }) => <ReceivePage delivery={delivery} seen={seen} form={<><NextLawfulStep state={state} />{drawn}</>} title={seen.words.t("delivery.takeIn")} />,
  perform: async (acting, { model }) => {
    const taken = await takeIntoMatter(acting, model.id);
    return isRefusal(taken) ? taken : { to: `/matters/${taken.matterId}`, done: "takenIn", trace: { matterId: taken.matterId } };
  },
});

/** Reading, receiving and returning what has come. */
export const deliveryRoutes = [readPage, openRoute, receiveRoute, returnRoute, takeInRoute];
