import type { Day } from "../platform/clock.ts";
import { BRANCH_KINDS, SECRECY, isAuthority, type AuthorityKind, type BranchKind, type Strength } from "./secrecy.ts";

/**
 * The grounds on which a branch may deliver, as dated data. A change of law is a new row with the same code and another
 * `validFrom`, an end date on the old one and a new version; a delivery keeps the version it was decided under.
 * @ground OSL 8:1, 10 kap.
 */
export type Catalogue = { readonly version: string; readonly grounds: readonly Ground[] };

export const GROUND_CODES = [
  "consent",
  "no-harm",
  "health-social-under-18",
  "school-medical-to-school",
  "health-internal",
  "general-clause",
  "private-with-reservation",
  "duty",
  "investigation",
  "feedback",
  "social-boards",
  "case-moves",
  "cross-auth-crime-fraud",
  "lea-contact",
  "lea-school",
  "lea-leisure",
  "lea-municipality",
  "young-at-risk-of-crime",
  "close-relative-violence",
  "terror-or-security",
  "concern",
  "immediate-police-action",
  "drugs-to-minor",
  "crime-against-minor",
  "family-law",
  "necessary",
  "technical",
  "party",
] as const;

export type GroundCode = (typeof GROUND_CODES)[number];

/** A test the ground demands: a statement that must be answered yes, or a reason in words. The message is its key. */
export type Question = {
  readonly id: string;
  readonly kind: "yes-required" | "text";
  readonly message: string;
  /** Asked only of a sender whose secrecy has one of these strengths; always when left out. */
  readonly forStrength?: readonly Strength[];
};

export type SubjectCondition = "any" | "under-18" | "under-18-or-unborn" | "under-21";

/** How two branches stand to each other: in one board, in two boards of one municipality or region, or further apart. */
export type Relation = "same-authority" | "same-body" | "other-body";

/** `handler` is anyone the branch has let decide on deliveries; the others are named by law. */
export type DecisionMaker = "handler" | "head-teacher" | "appointed";

export type Ground = {
  readonly code: GroundCode;
  readonly from: readonly BranchKind[];
  readonly to: readonly BranchKind[];
  /** Secrecy provisions whose information the ground does not reach, although the sender is of a listed kind. */
  readonly excludes: readonly string[];
  readonly subject: SubjectCondition;
  readonly relations: readonly Relation[];
  readonly initiative: "either" | "on-request";
  readonly questions: readonly Question[];
  /** A second person must agree before it is sent. Proposed; a branch may demand it for more grounds. */
  readonly fourEyes: boolean;
  readonly decisionMaker: DecisionMaker;
  /** What the delivery must carry besides the answers: the consent it rests on, or a reservation (förbehåll). */
  readonly carries: "nothing" | "consent" | "reservation";
  /** False where showing the delivery to the family would itself reveal what another rule keeps secret. */
  readonly familySees: boolean;
  /** False: known, explained, but never a way to deliver in Kring. */
  readonly offered: boolean;
  readonly validFrom: Day;
  readonly validTo?: Day;
  readonly source: string;
  /** The rule was read in full in a consolidated text (April 2026); false where a list was cut or only a bill was read. */
  readonly verified: boolean;
};

const kindsOf = (...authorities: AuthorityKind[]) =>
  BRANCH_KINDS.filter((kind) => authorities.includes(SECRECY[kind].authority));
const without = (kinds: readonly BranchKind[], ...out: BranchKind[]) => kinds.filter((kind) => !out.includes(kind));

const ALL = BRANCH_KINDS;
const AUTHORITIES = BRANCH_KINDS.filter(isAuthority);
const HEALTH = kindsOf("health");
const HEALTH_AND_SOCIAL = kindsOf("health", "social");
const SOCIAL_26_1: readonly BranchKind[] = ["social-services", "disability-services"];
const SCHOOL_LED: readonly BranchKind[] = ["school", "pupil-health", "school-health", "independent-school"];
const POLICE: readonly BranchKind[] = ["police"];

/** `osl(25, 1, 8)` is OSL 25:1 … 25:8. */
const osl = (chapter: number, first: number, last = first): string[] =>
  Array.from({ length: last - first + 1 }, (_, step) => `OSL ${chapter}:${first + step}`);

const HEALTH_AND_SOCIAL_SECRECY = [...osl(25, 1, 8), ...osl(26, 1, 6), ...osl(24, 8)];
// @ground 2025:170 8 §
const LEA_EXCLUDES = [...HEALTH_AND_SOCIAL_SECRECY, ...osl(25, 15), ...osl(40, 2), ...osl(40, 5), "PSL 6:12"];

// Where the day a single rule began was not read, the day its act came into force stands; Kring is younger than both.
const OSL_IN_FORCE = "2009-06-30";
const SOL_IN_FORCE = "2025-07-01";
const LEA_IN_FORCE = "2025-04-01";

const ask =
  (kind: Question["kind"]) =>
  (id: string, message: string, ...forStrength: Strength[]): Question =>
    forStrength.length > 0 ? { id, kind, message, forStrength } : { id, kind, message };
const yes = ask("yes-required");
const text = ask("text");

const NEED = text("need", "ground.ask.need");
const LESS = yes("less", "ground.ask.less");
const WHY = text("why", "ground.ask.why");
const CIRCUMSTANCES = text("circumstances", "ground.ask.circumstances");
const SUITABLE = yes("suitable", "ground.ask.suitable");

type Row = Pick<Ground, "code" | "from" | "to" | "questions" | "source" | "validFrom" | "verified"> & Partial<Ground>;

const row = (row: Row): Ground => ({
  excludes: [],
  subject: "any",
  relations: ["same-authority", "same-body", "other-body"],
  initiative: "either",
  fourEyes: false,
  decisionMaker: "handler",
  carries: "nothing",
  familySees: true,
  offered: true,
  ...row,
});

type Elsewhere = Pick<Ground, "code" | "from" | "to" | "source" | "verified"> & Partial<Ground>;

const elsewhere = (rest: Elsewhere): Ground => row({ validFrom: OSL_IN_FORCE, ...rest, questions: [], offered: false });

const GROUNDS: readonly Ground[] = [
  row({
    code: "consent",
    from: ALL,
    to: ALL,
    questions: [yes("covered", "ground.consent.ask.covered")],
    carries: "consent",
    validFrom: OSL_IN_FORCE,
    source: "OSL 10:1, 12:2–12:3",
    verified: true,
  }),
  row({
    code: "no-harm",
    from: ALL,
    to: ALL,
    excludes: osl(26, 3),
    questions: [
      NEED,
      yes("clearly-harmless", "ground.no-harm.ask.clearly-harmless", "reversed"),
      // A no from somebody concerned makes it hard to call a telling clearly harmless.
      yes("nobody-refused", "ground.no-harm.ask.nobody-refused", "reversed"),
      yes("no-harm-likely", "ground.no-harm.ask.no-harm-likely", "straight"),
      yes("no-special-reason", "ground.no-harm.ask.no-special-reason", "qualified-straight"),
      yes("fair", "ground.no-harm.ask.fair", "none"),
      WHY,
    ],
    validFrom: OSL_IN_FORCE,
    source: "OSL 23, 25, 26, 35 kap.",
    verified: true,
  }),
  row({
    code: "health-social-under-18",
    from: HEALTH_AND_SOCIAL,
    to: HEALTH_AND_SOCIAL,
    excludes: osl(26, 3),
    subject: "under-18-or-unborn",
    questions: [NEED, yes("necessary", "ground.health-social-under-18.ask.necessary"), LESS],
    validFrom: OSL_IN_FORCE,
    source: "OSL 25:12, 26:9",
    verified: true,
  }),
  row({
    code: "school-medical-to-school",
    from: ["school-health"],
    to: ["pupil-health", "school"],
    relations: ["same-authority"],
    questions: [NEED, yes("necessary", "ground.school-medical-to-school.ask.necessary"), LESS],
    validFrom: OSL_IN_FORCE,
    source: "OSL 25:13 a",
    verified: true,
  }),
  // The numbered list of 25:11 was cut in the copy read; points 1–2 are what is used.
  row({
    code: "health-internal",
    from: HEALTH,
    to: HEALTH,
    relations: ["same-authority", "same-body"],
    questions: [NEED, LESS],
    validFrom: OSL_IN_FORCE,
    source: "OSL 25:11 p. 1–2",
    verified: false,
  }),
  row({
    code: "general-clause",
    from: AUTHORITIES,
    to: AUTHORITIES,
    excludes: HEALTH_AND_SOCIAL_SECRECY,
    questions: [NEED, yes("obvious", "ground.general-clause.ask.obvious"), WHY, LESS],
    validFrom: OSL_IN_FORCE,
    source: "OSL 10:27",
    verified: true,
  }),
  row({
    code: "private-with-reservation",
    from: AUTHORITIES,
    to: without(ALL, ...AUTHORITIES),
    excludes: osl(26, 3),
    questions: [
      NEED,
      text("risk", "ground.private-with-reservation.ask.risk"),
      text("reservation", "ground.private-with-reservation.ask.reservation"),
      yes("removes", "ground.private-with-reservation.ask.removes"),
      yes("acknowledge", "ground.private-with-reservation.ask.acknowledge"),
    ],
    carries: "reservation",
    validFrom: OSL_IN_FORCE,
    source: "OSL 10:14, 12:2",
    verified: true,
  }),
  row({
    code: "duty",
    from: AUTHORITIES,
    to: AUTHORITIES,
    questions: [text("law", "ground.duty.ask.law"), yes("only", "ground.duty.ask.only")],
    validFrom: OSL_IN_FORCE,
    source: "OSL 10:28",
    verified: true,
  }),
  row({
    code: "investigation",
    from: without(ALL, "association", "family-counselling"),
    to: ["social-services"],
    subject: "under-18",
    questions: [
      yes("decided", "ground.investigation.ask.decided"),
      text("matters", "ground.investigation.ask.matters"),
      yes("own", "ground.investigation.ask.own"),
    ],
    validFrom: SOL_IN_FORCE,
    source: "SoL 20:6; OSL 10:28",
    verified: true,
  }),
  // The family must not learn of a report of concern through a list of deliveries. @ground OSL 40:7 g
  row({
    code: "feedback",
    from: ["social-services"],
    to: without(ALL, "association", "social-services"),
    questions: [
      yes("reported", "ground.feedback.ask.reported"),
      yes("only", "ground.feedback.ask.only"),
      yes("suitable", "ground.feedback.ask.suitable"),
      WHY,
    ],
    familySees: false,
    validFrom: SOL_IN_FORCE,
    source: "SoL 19:6; OSL 26:9 a",
    verified: true,
  }),
  row({
    code: "social-boards",
    from: SOCIAL_26_1,
    to: SOCIAL_26_1,
    relations: ["same-body"],
    initiative: "on-request",
    questions: [yes("only", "ground.social-boards.ask.only")],
    validFrom: SOL_IN_FORCE,
    source: "SoL 15:8",
    verified: true,
  }),
  row({
    code: "case-moves",
    from: ["social-services"],
    to: ["social-services"],
    relations: ["other-body"],
    questions: [yes("moving", "ground.case-moves.ask.moving"), NEED, LESS],
    validFrom: SOL_IN_FORCE,
    source: "SoL 29:12",
    verified: true,
  }),
  // 10:15 a excludes more provisions than were read, so a sender under police secrecy is left out.
  row({
    code: "cross-auth-crime-fraud",
    from: without(AUTHORITIES, "police"),
    to: AUTHORITIES,
    excludes: [...osl(25, 1, 5), ...osl(25, 8), ...osl(26, 3, 4), ...osl(26, 6)],
    questions: [
      text("purpose", "ground.cross-auth-crime-fraud.ask.purpose"),
      NEED,
      yes("balance", "ground.cross-auth-crime-fraud.ask.balance"),
      WHY,
    ],
    fourEyes: true,
    familySees: false,
    validFrom: "2025-12-01",
    source: "OSL 10:15 a (2025:934)",
    verified: false,
  }),
  row({
    code: "lea-contact",
    from: without(ALL, "association", "police", "family-counselling"),
    to: POLICE,
    initiative: "on-request",
    questions: [
      yes("only", "ground.lea-contact.ask.only"),
      yes("no-reasons-against", "ground.lea-contact.ask.no-reasons-against"),
    ],
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "Lag 2025:170 4 §",
    verified: true,
  }),
  row({
    code: "lea-school",
    from: SCHOOL_LED,
    to: POLICE,
    excludes: LEA_EXCLUDES,
    questions: [
      NEED,
      yes("no-reasons-against", "ground.lea-school.ask.no-reasons-against"),
      yes("no-health", "ground.lea-school.ask.no-health"),
      WHY,
    ],
    decisionMaker: "head-teacher",
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "Lag 2025:170 7–8 §§; SkolL 29:19 b",
    verified: true,
  }),
  row({
    code: "lea-leisure",
    from: ["leisure", "after-school"],
    to: POLICE,
    excludes: LEA_EXCLUDES,
    questions: [NEED, yes("no-reasons-against", "ground.lea-school.ask.no-reasons-against"), WHY],
    decisionMaker: "appointed",
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "Lag 2025:170 7–8 §§",
    verified: true,
  }),
  row({
    code: "lea-municipality",
    from: without(ALL, ...kindsOf("education", "private", "police"), "leisure"),
    to: POLICE,
    excludes: LEA_EXCLUDES,
    questions: [NEED, yes("weighed", "ground.lea-municipality.ask.weighed"), WHY],
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "Lag 2025:170 6, 8 §§",
    verified: true,
  }),
  row({
    code: "young-at-risk-of-crime",
    from: ["social-services"],
    to: POLICE,
    subject: "under-21",
    questions: [
      CIRCUMSTANCES,
      yes("risk", "ground.young-at-risk-of-crime.ask.risk"),
      yes("future", "ground.young-at-risk-of-crime.ask.future"),
      yes("suitable", "ground.young-at-risk-of-crime.ask.suitable"),
      WHY,
    ],
    fourEyes: true,
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "OSL 10:18 a (2025:179)",
    verified: true,
  }),
  // No second person: a life may depend on the minutes it would take.
  row({
    code: "close-relative-violence",
    from: [...HEALTH, ...SOCIAL_26_1],
    to: POLICE,
    questions: [CIRCUMSTANCES, yes("risk", "ground.close-relative-violence.ask.risk"), SUITABLE, WHY],
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "OSL 10:18 c (2025:179)",
    verified: true,
  }),
  row({
    code: "terror-or-security",
    from: [...HEALTH, ...SOCIAL_26_1],
    to: POLICE,
    questions: [CIRCUMSTANCES, yes("risk", "ground.terror-or-security.ask.risk"), WHY],
    fourEyes: true,
    familySees: false,
    validFrom: LEA_IN_FORCE,
    source: "OSL 10:18 b, 10:22 a (2025:179)",
    verified: false,
  }),
  // A report of concern needs no consent, no ground and no form; Kring points the way and stores no content of it.
  elsewhere({
    code: "concern",
    from: ALL,
    to: ["social-services"],
    validFrom: SOL_IN_FORCE,
    source: "SoL 19:1",
    verified: true,
  }),
  elsewhere({
    code: "immediate-police-action",
    from: SOCIAL_26_1,
    to: POLICE,
    subject: "under-18",
    source: "OSL 10:20",
    verified: true,
  }),
  elsewhere({ code: "drugs-to-minor", from: SOCIAL_26_1, to: POLICE, source: "OSL 10:22", verified: true }),
  elsewhere({
    code: "crime-against-minor",
    from: HEALTH_AND_SOCIAL,
    to: POLICE,
    source: "OSL 10:21, 10:23, 10:24",
    verified: false,
  }),
  elsewhere({
    code: "family-law",
    from: ["preschool", "school", "after-school", "pupil-health"],
    to: ["social-services"],
    subject: "under-18",
    validFrom: "2026-01-01",
    source: "prop. 2025/26:12",
    verified: false,
  }),
  elsewhere({ code: "necessary", from: AUTHORITIES, to: ALL, source: "OSL 10:2", verified: true }),
  elsewhere({
    code: "technical",
    from: AUTHORITIES,
    to: ALL,
    validFrom: "2023-07-01",
    source: "OSL 10:2 a",
    verified: true,
  }),
  elsewhere({
    code: "party",
    from: AUTHORITIES,
    to: ALL,
    validFrom: "2018-07-01",
    source: "FL 10; OSL 10:3",
    verified: true,
  }),
];

export const CATALOGUE: Catalogue = { version: "2026-11-22", grounds: GROUNDS };
