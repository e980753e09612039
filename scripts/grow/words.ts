import type { Topic } from "#src/consent/index.ts";
import type { Content } from "#src/disclosure/index.ts";
import { emptyNotes, type MeetingWords } from "#src/meeting/meeting.ts";
import { addDays, type Day } from "#src/platform/clock.ts";
import { newId, type UnitId } from "#src/platform/ids.ts";
import type { ActingDuty } from "#src/platform/db/with-actor.ts";
import type { Measure, Party, PlanContent } from "#src/plan/index.ts";
import type { AreaId, Mark, Perspective } from "#src/practice/index.ts";
import type { SignalWords } from "#src/signal/index.ts";
import type { Draw } from "./draw.ts";

/** What people who do not exist have said: as long as what people say, and about nobody. */
const SEEN = ["Leker länge och gärna med andra på gården. Drar sig undan när det blir många i rummet.", "Har berättat med glädje om helgen. Är trött på förmiddagarna och somnar vid bordet.", "Ritar mycket och visar gärna. Kommer ofta utan mat, och blir ledsen när vi frågar."];
const TOLD = ["Berättade för föräldern vid hämtningen i går. Hen har märkt samma sak hemma.", "Ringde hem i tisdags. De vill gärna ha hjälp."];
const CHILD = ["Det är för högt ibland.", "Jag vill vara med Nils.", "Jag vet inte. Det känns bara så."];
const WORKS = ["Trivs med de vuxna och har en nära vän.", "Sover bra när dagen har varit lugn.", "Har lätt att lära när det är tyst omkring."];
const HARD = ["Många byten under dagen gör det svårt.", "Har ont i magen på morgonen och vill inte gå.", "Hamnar utanför när de andra väljer lek."];
const MEASURES = ["En lugn hörna vid samlingen", "Samtal varannan vecka", "Ny kontroll av hörseln", "Hämtning före klockan tre om fredagar"];

export const TOPICS: readonly Topic[] = ["contact", "meeting", "plan", "health", "development", "learning", "care", "home", "relations", "safety"];

export const signalOf = (draw: Draw, areas: readonly AreaId[]): { words: SignalWords; areas: AreaId[] } => ({
  words: { seen: draw.one(SEEN), told: draw.one(TOLD), childWords: draw.one(CHILD), wish: "Att vi ses snart." }, areas: draw.some(areas, 2),
});

export type Said = { readonly perspective: Perspective; readonly area: AreaId; readonly said: { mark: Mark; needsSupport: boolean; works: string; challenging: string } };

/** Three perspectives on two or three areas each. */
export function wheelOf(draw: Draw, areas: readonly AreaId[]): Said[] {
  const chosen = draw.some(areas, 2 + draw.below(2));
  return (["child", "guardian", "professional"] as const).flatMap((perspective) =>
    chosen.map((area) => ({ perspective, area, said: { mark: "both" as const, needsSupport: draw.below(3) === 0, works: draw.one(WORKS), challenging: draw.one(HARD) } })));
}

export const decisionWords = (who: UnitId, by: string) => ({
  answers: { "own-service": { yes: false, reason: "Vi räcker inte till själva." }, "another-service": { yes: false, reason: "Ingen annan kan ta över helt." }, "several-together": { yes: true, reason: "Vi behöver hjälpas åt." } },
  who: [who], by,
});

export const meetingWords = (draw: Draw): MeetingWords => ({
  ...emptyNotes, question: "Vad behöver barnet nu?", place: "Rum 2", childTakesPart: "part-of-meeting", invited: [], followUp: false,
  childWords: draw.one(CHILD), minutes: "Vi gick igenom vad som fungerar och vad som är svårt, och kom överens om en plan.",
});

/** A plan with two measures, one for each who takes part. */
export function planOf(draw: Draw, of: { parties: readonly [Party, Party]; areas: readonly AreaId[]; today: Day }): PlanContent {
  const { parties, areas, today } = of;
  const chosen = draw.some(areas, 2);
  const measures = parties.map(({ unitId, unit }, nth): Measure => ({
    id: newId(), what: draw.one(MEASURES), who: { unit: unitId, name: unit }, byOn: addDays(today, 7 + draw.below(60)), area: chosen[nth]!, withheldFrom: [],
  }));
  return {
    number: 1, adoptedOn: today, leadUnitId: parties[0].unitId, childVoice: { words: draw.one(CHILD), how: "Sagt på mötet." }, reason: "För att dagarna ska bli lugnare.",
    guardiansView: "Vi vill gärna att ni pratar med varandra.", goals: [{ id: newId(), area: chosen[0]!, goal: "Dagen är lugn.", sign: "Vill gå dit på morgonen." }], measures, parties,
    followUp: { on: addDays(today, draw.below(80) - 10), form: "meeting", who: parties[0].contact }, contingency: "Ring samordnaren.", disagreements: "", otherPlans: "",
  };
}

/** A delivery's words, from the duty that sends it. */
export const contentOf = (from: { name: string; duty: ActingDuty; phone: string }, of: Pick<Content, "title" | "child" | "why" | "sections" | "data">): Content => ({
  ...of, from: { name: from.name, role: from.duty.role, unit: from.duty.unit, authority: from.duty.authority, phone: from.phone },
});
