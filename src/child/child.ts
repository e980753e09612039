import Personnummer from "personnummer";
import { Temporal } from "temporal-polyfill";
import { ageOn, birthdayOf, type Day } from "../platform/clock.ts";
import type { PersonId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";

/**
 * How a person is known to authorities. `digits` is what is stored and hashed: 12 characters without separators, for an
 * LMA number its 8. `bornOn` is a suggestion only: the day in a number may be a nearby day, so the birth date is kept on
 * its own with its source. @ground FOL 18 §, lag 2022:1697 2:8
 */
export type IdentityNumber =
  | {
      readonly kind: "personal" | "coordination" | "interim" | "reserve";
      readonly digits: string;
      readonly bornOn?: Day;
    }
  | { readonly kind: "lma"; readonly digits: string; readonly bornOn?: never }
  | { readonly kind: "none"; readonly digits?: never; readonly bornOn?: never };

export const NO_NUMBER_YET: IdentityNumber = { kind: "none" };

const NO_NUMBER_WORDS = new Set(["SAKNAS", "INGET", "INGETÄN", "INGETÄNNU", "NONE", "NONEYET"]);

// Migrationsverket's dossier number; the last digit after a slash counts cards, not people. Without its hyphen it must
// not begin like a year, or a birth date alone would be taken for one.
const LMA = /^(?:(\d{2})-(\d{6})|(?!18|19|20|21)(\d{2})(\d{6}))(?:[/-]\d)?$/;
// Two or three letters without I, O, Q, V, W. The check digit is not tested: its rule could not be read.
const RESERVE = /^(\d{8})-?([A-HJ-NPR-UXYZ]{2}\d{2}|[A-HJ-NPR-UXYZ]{3}\d)$/;
const LONG = /^(\d{4})-?(\d{2})-?(\d{2})[-+]?(\d{4}|[TRSUWXJKLMN]\d{3})$/;
const SHORT = /^(\d{2})(\d{4})([-+]?)(\d{4}|[TRSUWXJKLMN]\d{3})$/;

const tidy = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\u00AD\u200B]/g, "")
    .replace(/[\p{Pd}\u2212]/gu, "-");

function dayFrom(eight: string, dayOffset = 0): Day | undefined {
  const [year, month, day] = [eight.slice(0, 4), eight.slice(4, 6), eight.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  try {
    return Temporal.PlainDate.from({ year, month, day: day - dayOffset }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** Ten digits leave the century out: the hyphen becomes a plus the year a person turns 100. @ground FOL 18 § */
function withCentury(twoDigits: string, separator: string, on: Day): string {
  const thisYear = Number(on.slice(0, 4));
  const latest = thisYear - ((thisYear - Number(twoDigits)) % 100);
  return String(separator === "+" ? latest - 100 : latest);
}

function checkTwelve(digits: string, on: Day): IdentityNumber | Refusal {
  const isCoordination = Number(digits.slice(6, 8)) > 60;
  const bornOn = dayFrom(digits, isCoordination ? 60 : 0);
  if (!bornOn) return refuse("child.number.date");
  if (!Personnummer.valid(digits, { allowCoordinationNumber: true, allowInterimNumber: true }))
    return refuse("child.number.checksum");
  if (bornOn > on) return refuse("child.number.future");
  if (/\D/.test(digits)) return { kind: "interim", digits, bornOn };
  return { kind: isCoordination ? "coordination" : "personal", digits, bornOn };
}

/** The two first digits of a reserve number are the century and a multiple of three; 00 means an unknown birth date. */
function readReserve(eight: string, end: string, on: Day): IdentityNumber | Refusal {
  const series = Number(eight.slice(0, 2));
  const number = { kind: "reserve", digits: eight + end } as const;
  if (series === 0) return /^00\d\d[2-9]\d[45]\d$/.test(eight) ? number : refuse("child.number.date");
  const century = [19, 20].find((century) => series > 21 && (series - century) % 3 === 0);
  const bornOn = century === undefined ? undefined : dayFrom(`${century}${eight.slice(2)}`);
  if (!bornOn) return refuse("child.number.date");
  return bornOn > on ? refuse("child.number.future") : { ...number, bornOn };
}

/** Reads an identity number however it is usually typed. `on` decides the century of ten digits. */
export function readIdentityNumber(typed: string, on: Day): IdentityNumber | Refusal {
  const text = tidy(typed);
  if (text === "") return refuse("child.number.missing");
  if (NO_NUMBER_WORDS.has(text)) return NO_NUMBER_YET;
  const [, lmaYear, lmaRest, plainYear, plainRest] = LMA.exec(text) ?? [];
  if (lmaYear ?? plainYear) return { kind: "lma", digits: `${lmaYear ?? plainYear}${lmaRest ?? plainRest}` };
  const [, eight, end] = RESERVE.exec(text) ?? [];
  if (eight && end) return readReserve(eight, end, on);
  const [long, year, month, day, last] = LONG.exec(text) ?? [];
  if (long) return checkTwelve(`${year}${month}${day}${last}`, on);
  const [short, twoDigits = "", monthDay, separator = "", lastFour] = SHORT.exec(text) ?? [];
  if (short) return checkTwelve(`${withCentury(twoDigits, separator, on)}${monthDay}${lastFour}`, on);
  return refuse("child.number.form");
}

/** The tax agency's published test series: no living person has one of these. */
export function isTestNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  const series = Number(digits.slice(0, 4)) >= 1900 ? ["238", "239"] : ["980", "981", "982"];
  return series.includes(digits.slice(8, 11));
}

/** As `readIdentityNumber`, where only test people exist: demo and practice. */
export function readTestNumber(typed: string, on: Day): IdentityNumber | Refusal {
  const number = readIdentityNumber(typed, on);
  if (isRefusal(number) || number.kind === "none") return number;
  return isTestNumber(number.digits) ? number : refuse("child.number.not-test");
}

/** `20220316-2384`: for the few places where the whole number is needed. */
export function shownNumber({ kind, digits }: IdentityNumber): string {
  if (kind === "none") return "";
  const split = kind === "lma" ? 2 : 8;
  return `${digits.slice(0, split)}-${digits.slice(split)}`;
}

/** `20220316-••••`: how a number is shown unless somebody asks to see it. @ground DSL 3:10 */
export const maskedNumber = (number: IdentityNumber): string => shownNumber(number).replace(/(?<=-.*)./g, "•");

export type AgeEffect =
  | "ask-child-about-measures"
  | "review-guardian-access"
  | "own-consent-to-digital-services"
  | "child-answers-consents"
  | "child-acts-in-own-matter"
  | "child-reads-own-health-record"
  | "guardians-end"
  | "review-consents";

export type AgeThreshold = {
  readonly age: number;
  readonly effects: readonly AgeEffect[];
  readonly validFrom: Day;
  readonly validTo?: Day;
  readonly source: string;
  /** Read in the act itself; false for practice without statute. */
  readonly verified: boolean;
};

/** Dated, because the limits are being changed: a new limit is a new row and an end on the old one. */
export const AGE_THRESHOLDS: readonly AgeThreshold[] = [
  { age: 12, effects: ["ask-child-about-measures"], validFrom: "2025-07-01", source: "SoL 21:1", verified: true },
  { age: 13, effects: ["own-consent-to-digital-services"], validFrom: "2018-05-25", source: "DSL 2:4", verified: true },
  { age: 13, effects: ["review-guardian-access"], validFrom: "2018-05-25", source: "1177", verified: false },
  { age: 15, effects: ["child-acts-in-own-matter"], validFrom: "2025-07-01", source: "SoL 3:4, 23:3", verified: true },
  // OSL 12:3 names age and maturity but no year; 15 is practice, and an assessment of maturity goes before it.
  {
    age: 15,
    effects: ["child-answers-consents", "review-consents"],
    validFrom: "2009-06-30",
    source: "OSL 12:3",
    verified: false,
  },
  { age: 16, effects: ["child-reads-own-health-record"], validFrom: "2018-05-25", source: "1177", verified: false },
  {
    age: 18,
    effects: ["guardians-end", "review-consents"],
    validFrom: "1983-07-01",
    source: "FB 6:2, 9:1",
    verified: true,
  },
];

export type PassedThreshold = AgeThreshold & { readonly on: Day };

/** The thresholds reached after `from`, up to and including `to`: run it from the day it last ran and none is missed. */
export const thresholdsPassed = (
  bornOn: Day,
  { from, to }: { readonly from: Day; readonly to: Day },
  thresholds: readonly AgeThreshold[] = AGE_THRESHOLDS,
): PassedThreshold[] =>
  thresholds
    .map((threshold) => ({ ...threshold, on: birthdayOf(bornOn, threshold.age) }))
    .filter(({ on }) => from < on && on <= to)
    .filter(({ on, validFrom, validTo }) => validFrom <= on && (!validTo || on <= validTo));

/** Guardians decide until this age, and not a day longer. @ground FB 6:2, 9:1 */
export const OF_AGE = 18;

/** `until` is the last day. A parent without custody has no guardianship and so no row. @ground FB 6:2 */
export type Guardianship = {
  readonly guardian: PersonId;
  readonly kind: "parent" | "appointed" | "temporary";
  readonly custody: "joint" | "sole";
  readonly from: Day;
  readonly until?: Day;
};

/** The guardians who decide for this child on a day; none once the child is of age. @ground FB 6:2, 6:11, 6:13 */
export function decidingGuardians(
  guardianships: readonly Guardianship[],
  child: { readonly bornOn?: Day },
  on: Day,
): Guardianship[] {
  if (child.bornOn && ageOn(child.bornOn, on) >= OF_AGE) return [];
  const inForce = guardianships.filter(({ from, until }) => from <= on && (!until || on <= until));
  return inForce.filter(({ guardian }, index) => inForce.findIndex((other) => other.guardian === guardian) === index);
}
