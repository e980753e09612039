import type { Delivered, DeliveryKind } from "../disclosure/index.ts";
import type { Matter, Next } from "../matter/index.ts";
import { dayOf, daysBetween, type Day } from "../platform/clock.ts";
import { windowFor, type Practice } from "../practice/index.ts";

/** Batons that leave the matter's state as it is while they are offered: the state alone cannot tell that somebody is waited for. */
export const BATONS: readonly DeliveryKind[] = ["child-lead", "plan-lead"];

const isOffered = ({ kind, asks, answer, decision }: Delivered): boolean => BATONS.includes(kind) && asks === "accept" && answer === undefined && decision === "sent";

/**
 * While the child lead's or the plan's baton is offered, what comes next is the receiver's answer, since when and until when; then a
 * call. It stays with the one who offered it until then. @model K2
 */
export function offeredNext(matter: Pick<Matter, "id">, deliveries: readonly Delivered[], { practice, today }: { practice: Practice; today: Day }): Next | undefined {
  const offered = deliveries.find((one) => one.matterId === matter.id && isOffered(one));
  if (!offered) return undefined;
  const dueOn = windowFor(practice, "acknowledge-signal", dayOf(offered.at)).latest;
  const values = { unit: offered.toUnit ?? "", days: daysBetween(dayOf(offered.at), today), phone: offered.toPhone ?? "" };
  return { what: dueOn < today ? "next.sharing.remind" : `next.sharing.offered.${offered.kind}`, values, href: `/deliveries/${offered.id}`, dueOn };
}
