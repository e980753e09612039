export { answerInvitation } from "./invitation-actions.ts";
export { callMeeting, holdMeeting, saveNotes } from "./meeting-actions.ts";
export { changeMeeting, findMeeting, insertMeeting, listMeetings } from "./meeting-store.ts";
export { instantOf, type Attendance, type Meeting, type MeetingId, type Notes } from "./meeting.ts";
