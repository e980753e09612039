import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { wordsIn } from "../platform/i18n/words.tsx";
import { addDays, ageOn, birthdayOf, daysBetween, type Day } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import {
  AGE_THRESHOLDS,
  decidingGuardians,
  isTestNumber,
  maskedNumber,
  NO_NUMBER_YET,
  readIdentityNumber,
  readTestNumber,
  shownNumber,
  thresholdsPassed,
  type Guardianship,
  type IdentityNumber,
} from "./child.ts";

const TODAY = "2026-11-24";

function read(typed: string, on: Day = TODAY): IdentityNumber {
  const number = readIdentityNumber(typed, on);
  if (isRefusal(number)) throw new Error(`${typed}: ${number.refused}`);
  return number;
}

/** The check digit, worked out apart from the code under test: every second digit doubled from the left. */
function checkDigit(nine: string): number {
  const sum = [...nine]
    .map((digit, i) => Number(digit) * (i % 2 ? 1 : 2))
    .reduce((total, product) => total + (product > 9 ? product - 9 : product), 0);
  return (10 - (sum % 10)) % 10;
}

const numberOf = (day: string, birthNumber: string) =>
  `${day}${birthNumber}${checkDigit(`${day.slice(2)}${birthNumber.replace(/[A-Z]/, "1")}`)}`;

describe("an identity number", () => {
  const elis = { kind: "personal", digits: "201701012393", bornOn: "2017-01-01" };

  test.each([
    "201701012393",
    "20170101-2393",
    "2017-01-01-2393",
    " 20170101 2393 ",
    "20170101\u20132393",
    "20170101\u22122393",
    "２０１７０１０１２３９３",
    "170101-2393",
    "1701012393",
    "170101 \u2013 2393",
  ])("is read when typed as %j", (typed) => {
    expect(read(typed)).toEqual(elis);
  });

  test("typed with ten digits and a plus belongs to somebody who turns 100 this year or is older", () => {
    const digits = numberOf("19261231", "238");
    expect(read(`${digits.slice(2, 8)}+${digits.slice(8)}`)).toMatchObject({ digits, bornOn: "1926-12-31" });
    expect(readIdentityNumber(`${digits.slice(2, 8)}-${digits.slice(8)}`, TODAY)).toEqual({
      refused: "child.number.future",
    });
  });

  test("typed with ten digits keeps to the century of the day it is read", () => {
    const digits = numberOf("19990504", "239");
    const typed = `${digits.slice(2, 8)}-${digits.slice(8)}`;
    expect(read(typed, "2026-11-24")).toMatchObject({ bornOn: "1999-05-04" });
    expect(read(typed, "2099-05-04")).toMatchObject({ bornOn: "2099-05-04" });
  });

  test("with 60 added to the day is a coordination number, and gives the day without the 60", () => {
    const digits = numberOf("20170361", "238");
    expect(read(digits)).toEqual({ kind: "coordination", digits, bornOn: "2017-03-01" });
    expect(readIdentityNumber(numberOf("20170360", "238"), TODAY)).toEqual({ refused: "child.number.date" });
  });

  test.each([..."TRSUWXJKLMN"])("with the letter %s is an interim number", (letter) => {
    const digits = numberOf("20170101", `${letter}23`);
    expect(read(digits)).toEqual({ kind: "interim", digits, bornOn: "2017-01-01" });
    expect(read(`${digits.slice(2, 8)}-${digits.slice(8).toLowerCase()}`)).toMatchObject({ digits });
  });

  test.each([..."ABCDEFGHIOPQVYZ"])("with the letter %s is not an interim number", (letter) => {
    expect(readIdentityNumber(numberOf("20170101", `${letter}23`), TODAY)).toEqual({ refused: "child.number.form" });
  });

  test("with two or three letters is a national reserve number, and says its birth date where it knows one", () => {
    expect(read("98240301-AA06")).toEqual({ kind: "reserve", digits: "98240301AA06", bornOn: "2024-03-01" });
    expect(read("22990504bcd3")).toEqual({ kind: "reserve", digits: "22990504BCD3", bornOn: "1999-05-04" });
    expect(read("00122345AB12")).toEqual({ kind: "reserve", digits: "00122345AB12" });
    expect(readIdentityNumber("98241301AA06", TODAY)).toEqual({ refused: "child.number.date" });
    expect(readIdentityNumber("20170101AA06", TODAY)).toEqual({ refused: "child.number.date" });
    expect(readIdentityNumber("98240301IO06", TODAY)).toEqual({ refused: "child.number.form" });
  });

  test.each(["50-000000", "50-000000/1", "50000000", "50 – 000000"])("typed as %j is an LMA number", (typed) => {
    expect(read(typed)).toEqual({ kind: "lma", digits: "50000000" });
  });

  test("a birth date alone is not taken for an LMA number", () => {
    expect(readIdentityNumber("20170101", TODAY)).toEqual({ refused: "child.number.form" });
  });

  test.each(["saknas", "Inget ännu", "none yet"])("may be missing for now: %j", (typed) => {
    expect(read(typed)).toBe(NO_NUMBER_YET);
  });

  test.each([
    ["", "missing"],
    ["   ", "missing"],
    ["2017", "form"],
    ["Elis", "form"],
    ["20170101-239", "form"],
    ["2017010123933", "form"],
    ["20170229-2380", "date"],
    ["20171301-2393", "date"],
    ["201701012394", "checksum"],
    ["20270101-2391", "future"],
  ])("%j is refused: %s", (typed, reason) => {
    const digits = typed.startsWith("2027") ? numberOf("20270101", "239") : typed;
    expect(readIdentityNumber(digits, TODAY)).toEqual({ refused: `child.number.${reason}` });
  });

  test("with any one digit changed is refused or is another number, never the same", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const digits = [...elis.digits];
        digits[place] = String((Number(digits[place]) + step) % 10);
        const number = readIdentityNumber(digits.join(""), TODAY);
        // A changed century keeps the check digit, which is worked out over ten digits only.
        expect(isRefusal(number) || place < 2).toBe(true);
      }),
    );
  });

  test("is shown masked after the birth date", () => {
    expect(maskedNumber(read("201701012393"))).toBe("20170101-••••");
    expect(maskedNumber(read("50-000000"))).toBe("50-••••••");
    expect(maskedNumber(NO_NUMBER_YET)).toBe("");
    expect(shownNumber(read("1701012393"))).toBe("20170101-2393");
  });
});

describe("test people", () => {
  test("have birth number 238 or 239 from 1900, 980 to 982 before, and nobody else", () => {
    for (let birthNumber = 1; birthNumber < 1000; birthNumber += 1) {
      const three = String(birthNumber).padStart(3, "0");
      expect(isTestNumber(numberOf("20170101", three)), three).toBe(birthNumber === 238 || birthNumber === 239);
      expect(isTestNumber(numberOf("18991231", three)), three).toBe(birthNumber >= 980 && birthNumber <= 982);
    }
  });

  test("born on the first day of 1900 belong to the later series", () => {
    expect(isTestNumber(numberOf("19000101", "238"))).toBe(true);
    expect(isTestNumber(numberOf("19000101", "980"))).toBe(false);
  });

  test("are the only people a practice space takes in", () => {
    expect(readTestNumber("20170101-2393", TODAY)).toMatchObject({ digits: "201701012393" });
    expect(readTestNumber("saknas", TODAY)).toBe(NO_NUMBER_YET);
    expect(readTestNumber(numberOf("20170101", "981"), TODAY)).toEqual({ refused: "child.number.not-test" });
    expect(readTestNumber("50-000000", TODAY)).toEqual({ refused: "child.number.not-test" });
    expect(readTestNumber("98240301AA06", TODAY)).toEqual({ refused: "child.number.not-test" });
    expect(readTestNumber("2017", TODAY)).toEqual({ refused: "child.number.form" });
  });
});

describe("the age clock", () => {
  const ages = (bornOn: Day, from: Day, to: Day) => [
    ...new Set(thresholdsPassed(bornOn, { from, to }).map(({ age }) => age)),
  ];

  test("rings on the birthday and on no other day", () => {
    const bornOn = "2015-03-16";
    for (const age of [12, 13, 15, 16, 18]) {
      const day = `${2015 + age}-03-16`;
      expect(ages(bornOn, addDays(day, -1), day)).toEqual([age]);
      expect(ages(bornOn, addDays(day, -2), addDays(day, -1))).toEqual([]);
      expect(ages(bornOn, day, addDays(day, 1))).toEqual([]);
    }
  });

  test("misses nothing after a long pause", () => {
    expect(ages("2008-06-01", "2019-01-01", "2026-11-24")).toEqual([13, 15, 16, 18]);
  });

  test("leaves out a rule that was not yet in force on the birthday", () => {
    const sources = (to: Day) => thresholdsPassed("2010-01-01", { from: "2021-01-01", to }).map(({ source }) => source);
    expect(sources("2025-01-01")).not.toContain("SoL 3:4, 23:3");
    expect(
      thresholdsPassed("2011-01-01", { from: "2025-12-31", to: "2026-01-01" }).map(({ source }) => source),
    ).toContain("SoL 3:4, 23:3");
  });

  test("lets somebody born on 29 February grow older on 1 March in a common year", () => {
    expect(birthdayOf("2012-02-29", 15)).toBe("2027-03-01");
    expect(birthdayOf("2012-02-29", 16)).toBe("2028-02-29");
  });

  test("a birthday is the first day with that age", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2026-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(12, 13, 15, 16, 18), (date, age) => {
        const bornOn = date.toISOString().slice(0, 10);
        const birthday = birthdayOf(bornOn, age);
        expect([ageOn(bornOn, birthday), ageOn(bornOn, addDays(birthday, -1))]).toEqual([age, age - 1]);
      }),
    );
  });

  test("days are counted as the calendar of the standard counts them", () => {
    const day = fc.integer({ min: 0, max: 30 * 366 }).map((nth) => Temporal.PlainDate.from("1996-02-28").add({ days: nth }).toString());
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [from, to] = [Temporal.PlainDate.from(one), Temporal.PlainDate.from(other)];
        const { days } = from.until(to, { largestUnit: "days" });
        expect([daysBetween(one, other), addDays(one, days)]).toEqual([days, other]);
        expect(ageOn(one, other)).toBe(Math.max(0, from.until(to, { largestUnit: "years" }).years));
      }),
    );
  });

  test("uses the limits it is given", () => {
    const [first] = AGE_THRESHOLDS;
    if (!first) throw new Error("there are no thresholds");
    const only = [{ ...first, age: 14, validFrom: "2026-01-01", validTo: "2026-12-31" }];
    const passed = (to: Day) => thresholdsPassed("2012-07-01", { from: "2010-01-01", to }, only);
    expect(passed("2026-07-01")).toHaveLength(1);
    expect(passed("2026-06-30")).toHaveLength(0);
    expect(thresholdsPassed("2013-07-01", { from: "2010-01-01", to: "2030-01-01" }, only)).toHaveLength(0);
  });
});

describe("guardians", () => {
  const [mother, father] = [newId<"person">(), newId<"person">()];
  const joint = (guardian: typeof mother, rest: Partial<Guardianship> = {}): Guardianship => ({
    guardian,
    kind: "parent",
    custody: "joint",
    from: "2015-03-16",
    ...rest,
  });
  const child = { bornOn: "2015-03-16" };
  const who = (guardianships: Guardianship[], on: Day) =>
    decidingGuardians(guardianships, child, on).map(({ guardian }) => guardian);

  test("decide together while both have custody", () => {
    expect(who([joint(mother), joint(father)], TODAY)).toEqual([mother, father]);
  });

  test("stop deciding on the child's 18th birthday", () => {
    expect(who([joint(mother), joint(father)], "2033-03-15")).toHaveLength(2);
    expect(who([joint(mother), joint(father)], "2033-03-16")).toEqual([]);
  });

  test("who lost custody is no longer among them", () => {
    const changed = [
      joint(mother, { until: "2026-05-31" }),
      joint(father, { until: "2026-05-31" }),
      joint(mother, { custody: "sole", from: "2026-06-01" }),
    ];
    expect(who(changed, "2026-05-31")).toEqual([mother, father]);
    expect(who(changed, "2026-06-01")).toEqual([mother]);
  });

  test("an appointed guardian decides from the day of the appointment", () => {
    const appointed = joint(father, { kind: "appointed", custody: "sole", from: "2026-06-01" });
    expect(who([appointed], "2026-05-31")).toEqual([]);
    expect(who([appointed], "2026-06-01")).toEqual([father]);
  });

  test("are named once even when the register has two rows", () => {
    expect(who([joint(mother), joint(mother, { from: "2016-01-01" })], TODAY)).toEqual([mother]);
  });
});

test.each(["sv", "en"] as const)("every refusal says what is wrong and what to do next in %s", (language) => {
  const words = wordsIn(language);
  for (const reason of ["missing", "form", "date", "checksum", "future", "not-test"]) {
    words.say(`refusal.child.number.${reason}`);
    words.say(`refusal.child.number.${reason}.next`);
  }
  expect([...words.missing]).toEqual([]);
});
