import type { Look, Matter, Task } from "../matter/index.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import { speaking, type Practice } from "../practice/index.ts";
import { dueReview } from "./growing.ts";
import { listReviewedAges } from "./growing-store.ts";

/** It is the child lead who sees to it that the child's growing changes what it should. @model K1 */
export const isLeadsTask = ({ role, closedAt }: Pick<Matter, "role" | "closedAt">): boolean => role === "child-lead" && closedAt === undefined;

export const dueFor = (matter: Matter, { reviewed, practice, today }: { reviewed: readonly number[]; practice: Practice; today: Day }) =>
  isLeadsTask(matter) ? dueReview({ bornOn: matter.bornOn, openedOn: dayOf(matter.openedAt), reviewed, practice, today }) : undefined;

/** What birthdays ask of the child leads of some matters: to go through what changes with the age. @ground REQ-050, U05 */
export async function listAgeTasks({ tx, house: { practice }, today }: Look, matters: readonly Matter[]): Promise<Task[]> {
  const led = matters.filter(isLeadsTask);
  const reviewed = await listReviewedAges(tx, led.map(({ id }) => id));
  // Only staff have a list, and staff read Swedish here.
  const words = speaking(practice, "sv");
  return led.flatMap((matter): Task[] => {
    const due = dueFor(matter, { reviewed: reviewed.get(matter.id) ?? [], practice, today });
    if (!due) return [];
    const what = due.on > today ? "growing.task.soon" : "growing.task";
    return [{ matter, next: { what, values: { age: due.threshold.age, day: words.shortDay(due.on) }, href: `/matters/${matter.id}/grows`, dueOn: due.on } }];
  });
}
