import { noteAttendance } from "#src/attendance/index.ts";
import { rungFor } from "#src/practice/index.ts";
import type { EventOf } from "../story-events.ts";
import { dayIn } from "./calendar.ts";
import { doerOf, type Telling } from "./cast.ts";
import { done, inMatter, known, matterAt, type Act } from "./unfolding.ts";

/** The school notes where on the ladder of attendance a pupil stands. */
export function attendanceActs(event: EventOf<"attendance">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  return [{
    day: event.day, who, event: "attendance.noted", ...inMatter("attendance.note", who.unit),
    run: async (hand, story) => {
      const { percent, weeks } = event;
      const rung = known(rungFor(hand.house.practice, { percent, weeks }), "a step").id;
      done(await noteAttendance(hand, { matter: await matterAt(hand, story, who.unit), words: { rung, percent, weeks, done: event.did }, notedOn: hand.today, nextOn: dayIn(story.builtOn, event.next_day) }));
    },
  }];
}
