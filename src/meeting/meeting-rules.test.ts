import fc from "fast-check";
import { expect, test } from "vitest";
import { loadPractice } from "../practice/index.ts";
import { isRefusal } from "../platform/result.ts";
import { unitsNamed } from "./meeting-guests.ts";
import { instantOf, timeOf } from "../platform/clock.ts";
import { agendaOf, checkHeld, emptyNotes, formOf, placesOf, type Notes } from "./meeting.ts";
import { drawnFrom, mergeTexts, type Texts } from "./notes.ts";

const practice = loadPractice("packages-of-practice/kronobarn");

test("a time is Sweden's, in summer and in winter", () => {
  expect(instantOf("2026-12-01", "14:00").toISOString()).toBe("2026-12-01T13:00:00.000Z");
  expect(instantOf("2026-07-01", "14:00").toISOString()).toBe("2026-07-01T12:00:00.000Z");
  fc.assert(fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
    const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    expect(timeOf(instantOf("2026-11-24", time))).toBe(time);
  }));
});

test("the child's point comes before every point where an adult speaks about the child", () => {
  for (const followUp of [false, true]) {
    const forms = agendaOf(practice, { followUp }).map(formOf);
    expect(forms.indexOf("child")).toBeGreaterThanOrEqual(0);
    expect(forms.indexOf("child")).toBeLessThan(forms.indexOf("notes"));
  }
});

test("an agenda without a welcome or a decision still asks who was there and what was decided", () => {
  const agenda = agendaOf(practice, { followUp: false });
  expect(placesOf(agenda, false)).toEqual({ first: [], last: [] });
  const other = agenda.filter(({ id }) => id !== "welcome" && id !== "decision");
  expect(placesOf(other, false)).toEqual({ first: ["attendance"], last: ["decision"] });
  expect(placesOf(other, true)).toEqual({ first: ["attendance"], last: [] });
});

const whole: Notes = { ...emptyNotes, attendance: [{ who: "child", name: "Elis", how: "part" }], childWords: "Det är svårt.", minutes: "Vi är eniga." };

test("a meeting ends only when everything it must have is there: each thing taken away stops it", () => {
  expect(checkHeld(whole, "collaborate", false)).toBeUndefined();
  expect(checkHeld({ ...whole, childWords: "", childMissing: "För liten" }, "collaborate", false)).toBeUndefined();
  expect(checkHeld(whole, undefined, true)).toBeUndefined();
  const stopped: Array<[Notes, Parameters<typeof checkHeld>[1]]> = [
    [{ ...whole, attendance: [] }, "collaborate"], [{ ...whole, attendance: [{ who: "child", name: "Elis", how: "absent" }] }, "collaborate"],
    [{ ...whole, childWords: "" }, "collaborate"], [whole, undefined], [whole, "no-collaboration"], [{ ...whole, minutes: "" }, "collaborate"],
  ];
  for (const [notes, decision] of stopped) expect(isRefusal(checkHeld(notes, decision, false))).toBe(true);
});

const unit = (id: string, branchId: string) => ({ id, branchId }) as never;

test("a unit one has met stands for its branch; of a branch one only has consent for, every unit can be meant; one's own is never invited", () => {
  const units = [unit("a1", "a"), unit("a2", "a"), unit("b1", "b"), unit("b2", "b"), unit("c1", "c"), unit("own", "o")];
  const named = unitsNamed(units, { known: new Set(["a2", "own"]), inConsent: ({ branchId }) => ["a", "b", "o"].includes(branchId), own: "o" });
  expect(named.map(({ id }) => id)).toEqual(["a2", "b1", "b2"]);
});

const texts = fc.record({ a: fc.string(), b: fc.string(), c: fc.string() });

test("of two who write, the words of both are kept or both are shown: no text is ever lost", () => {
  fc.assert(fc.property(texts, texts, texts, (base, mine, theirs) => {
    const { merged, conflict } = mergeTexts({ mine, drawn: drawnFrom(base), theirs });
    for (const name of ["a", "b", "c"] as const) {
      const changedByMe = mine[name] !== base[name];
      const changedByThem = theirs[name] !== base[name];
      if (!changedByMe) expect([merged[name], conflict[name]]).toEqual([theirs[name], undefined]);
      else if (!changedByThem || mine[name] === theirs[name]) expect([merged[name], conflict[name]]).toEqual([mine[name], undefined]);
      else expect([merged[name], conflict[name]]).toEqual([mine[name], theirs[name]]);
    }
  }));
});

test("a form that no longer says what it was drawn from is compared with what stands there now", () => {
  const theirs: Texts = { a: "deras", b: "" };
  expect(mergeTexts({ mine: { a: "mitt", b: "mitt" }, drawn: "sönder", theirs })).toEqual({ merged: { a: "mitt", b: "mitt" }, conflict: { a: "deras", b: "" } });
});
