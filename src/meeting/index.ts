export { answerInvitation } from "./invitation-actions.ts";
export { callMeeting, holdMeeting, saveNotes } from "./meeting-actions.ts";
export { invitable } from "./meeting-guests.ts";
export { changeMeetings, findMeeting, insertMeetings, listMeetings } from "./meeting-store.ts";
export { type Attendance, type Meeting, type MeetingId, type Notes } from "./meeting.ts";
