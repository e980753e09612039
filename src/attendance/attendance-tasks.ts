import type { Look, Matter, Task } from "../matter/index.ts";
import { listNextDays } from "./attendance-store.ts";
import { followsAttendance } from "./attendance.ts";

/** The days on which attendance is to be looked at again. */
export async function listAttendanceTasks({ tx, house: { practice }, today }: Look, matters: readonly Matter[]): Promise<Task[]> {
  const followed = matters.filter((matter) => followsAttendance(matter, practice, today));
  const days = await listNextDays(tx, followed.map(({ id }) => id));
  return followed.flatMap((matter): Task[] => {
    const dueOn = days.get(matter.id);
    return dueOn ? [{ matter, next: { what: "attendanceLadder.task", href: `/matters/${matter.id}/attendance`, dueOn } }] : [];
  });
}
