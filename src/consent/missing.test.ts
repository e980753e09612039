import { describe, expect, test } from "vitest";
import { addDays, startOf, type Day } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { consentState, demandedReservations, giversOf, type Answer, type Consent, type Giver } from "./consent.ts";
import { missingOf, type ToldOfOther } from "./missing.ts";

// What is told of somebody else than the child: a grandmother's illness in the child's wheel. @ground OSL 12:2, REQ-035, REQ-039
const TODAY = "2026-11-24";
const [mother, father, grandmother, nurse] = [newId<"person">(), newId<"person">(), newId<"person">(), newId<"person">()];
const [own, preschool, school] = [newId<"branch">(), newId<"branch">(), newId<"branch">()];
const parents: Giver[] = [{ person: mother, capacity: "guardian" }, { person: father, capacity: "guardian" }];

const says = (giver: typeof mother, answer: Answer["answer"], on: Day = "2026-11-10"): Answer => ({ giver, answer, at: new Date(startOf(on).getTime() + 43_200_000), how: "oral", notedBy: nurse });
const question = (rest: Partial<Consent> = {}): Consent => ({
  id: newId(), disclosing: own, receivers: [preschool], topics: ["home"], purpose: "Förstå", from: "2026-11-01", until: "2027-01-31", text: { version: "1", language: "sv", hash: "9f" },
  askedAt: startOf("2026-11-01"), answers: [], exceptions: [], about: { person: grandmother, items: ["a", "b"] }, ...rest,
});
const told = (consents: readonly Consent[], rest: Partial<ToldOfOther> = {}): ToldOfOther => ({ disclosing: own, receiver: preschool, consents, on: TODAY, other: { person: grandmother, items: ["a"] }, ...rest });
const why = (of: ToldOfOther) => {
  const coverage = missingOf(of);
  return coverage.complete ? "complete" : coverage.missing.map((one) => one.why).join(" ");
};
const yes = [says(grandmother, "granted")];

describe("somebody else's own yes", () => {
  test("carries those very words to that receiver, in that time, from that branch: all combinations", () => {
    let complete = 0;
    for (const word of ["none", "granted", "refused", "withdrawn"] as const)
      for (const items of [["a"], ["a", "b"], ["c"], ["a", "c"]])
        for (const receiver of [preschool, school])
          for (const on of ["2026-10-31", "2026-11-24", "2027-02-01"])
            for (const disclosing of [own, school]) {
              const answers = word === "none" ? [] : word === "withdrawn" ? [says(grandmother, "granted", "2026-10-20"), says(grandmother, "withdrawn", "2026-10-21")] : [says(grandmother, word, "2026-10-20")];
              const outcome = why(told([question({ answers })], { other: { person: grandmother, items }, receiver, on, disclosing }));
              const should = word === "granted" && !items.includes("c") && receiver === preschool && on === "2026-11-24" && disclosing === own;
              expect(outcome === "complete", `${word} ${items.join("")} ${on} ${outcome}`).toBe(should);
              if (should) complete += 1;
            }
    expect(complete).toBe(2);
  });

  test("is missing for a reason that says what to do", () => {
    expect(why(told([]))).toBe("not-asked");
    expect(why(told([question()]))).toBe("no-answer");
    expect(why(told([question({ answerBy: "2026-11-15" })]))).toBe("unanswered");
    expect(why(told([question({ answers: [says(grandmother, "refused")] })]))).toBe("refused");
    expect(why(told([question({ answers: yes })], { other: { person: grandmother, items: ["c"] } }))).toBe("words-not-covered");
    expect(why(told([question({ answers: yes })], { receiver: school }))).toBe("receiver-not-covered");
    expect(why(told([question({ answers: yes })], { on: "2027-02-01" }))).toBe("lapsed");
    expect(why(told([question({ answers: yes })], { other: { person: father, items: ["a"] } }))).toBe("not-asked");
    const coverage = missingOf(told([question()]));
    expect(coverage.complete ? [] : coverage.missing.map(({ who }) => who)).toEqual([{ person: grandmother, capacity: "third-person" }]);
  });

  test("may be given in several questions; the last word about the same words counts", () => {
    const [first, second] = [question({ about: { person: grandmother, items: ["a"] }, answers: yes }), question({ about: { person: grandmother, items: ["b"] }, answers: yes })];
    expect(missingOf(told([first, second], { other: { person: grandmother, items: ["a", "b"] } }))).toEqual({ complete: true, relying: [first.id, second.id] });
    const no = question({ askedAt: startOf("2026-11-15"), answers: [says(grandmother, "refused", "2026-11-16")] });
    expect(why(told([first, no]))).toBe("refused");
    expect(why(told([first, question({ askedAt: startOf("2026-11-15"), receivers: [school], answers: [says(grandmother, "refused", "2026-11-16")] })]))).toBe("complete");
  });

  test("is nobody else's to give: no guardian's yes stands in for it, and no exception spares it", () => {
    const consent = question({ answers: [says(mother, "granted"), says(father, "granted")], exceptions: [{ guardian: grandmother, ground: "prevented", note: "x", by: nurse, on: "2026-11-02" }] });
    expect(giversOf(consent, parents, TODAY)).toEqual([{ person: grandmother, capacity: "third-person" }]);
    expect([consentState(consent, parents, TODAY), why(told([consent]))]).toEqual(["waiting", "no-answer"]);
    const given = question({ answers: [...yes, { ...says(grandmother, "granted", "2026-11-11"), reservation: "Bara Anna." }] });
    expect([consentState(given, parents, TODAY), consentState(given, parents, addDays("2027-01-31", 1))]).toEqual(["granted", "lapsed"]);
    expect(demandedReservations(given, parents, TODAY)).toEqual(["Bara Anna."]);
  });
});
