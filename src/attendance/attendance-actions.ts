import { dutyOf, type Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { insertNote } from "./attendance-store.ts";
import { followsAttendance, type NoteWords } from "./attendance.ts";

/** Notes where on the ladder a pupil stands, in the matter of whoever notes it and nowhere else. @ground OSL 8:1, 23:2 @model degerforsmodellen 3.6 */
export async function noteAttendance(hand: Hand, of: { matter: Matter; words: NoteWords; notedOn: Day; nextOn: Day }): Promise<string | Refusal> {
  if (!followsAttendance(of.matter, hand.house.practice, hand.today)) return refuse("attendanceLadder.not-here");
  return insertNote(hand.tx, { ...of, byDuty: dutyOf(hand).id, at: hand.at });
}
