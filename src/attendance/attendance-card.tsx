import type { Card } from "../matter/index.ts";
import { AttendanceCard } from "./attendance-pages.tsx";
import { listNoteRows, openNote } from "./attendance-store.ts";
import { followsAttendance } from "./attendance.ts";

/** Where a pupil stands on the ladder of school attendance; nothing for a child who is not in school, or in another service's matter. */
export const attendanceCard: Card = {
  load: async ({ tx, house, matterId, today }) => {
    const rows = await listNoteRows(tx, matterId);
    return {
      view: (matter) => (followsAttendance(matter, house.practice, today) ? <AttendanceCard matter={matter} notes={rows.map((row) => openNote(house.keys, matter.key, row))} practice={house.practice} /> : null),
    };
  },
};
