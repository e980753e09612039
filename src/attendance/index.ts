export { noteAttendance } from "./attendance-actions.ts";
export { attendanceSections, readAbsence, type Absence, type AttendanceNote } from "./attendance.ts";
export { listAttendance } from "./attendance-store.ts";
export { listAttendanceTasks } from "./attendance-tasks.ts";
