export { answerInvitation, type Answering } from "./invitation-actions.ts";
export { callMeeting, cancelMeeting, holdMeeting, saveNotes, sendMinutes, type Held, type MeetingCall, type MinutesTo } from "./meeting-actions.ts";
export { changeMeeting, findMeeting, insertMeeting, listMeetings } from "./meeting-store.ts";
export { instantOf, type Attendance, type Meeting, type MeetingDecision, type MeetingId, type MeetingWords, type Notes } from "./meeting.ts";
