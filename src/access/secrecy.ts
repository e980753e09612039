import { BRANCH_KINDS, type BranchKind } from "../platform/branch-kinds.ts";
import type { Day } from "../platform/clock.ts";

export { BRANCH_KINDS, type BranchKind };

/** Strongest first: absolute (no harm test), reversed (omvänt), straight (rakt), qualified straight, none. */
export const STRENGTHS = ["absolute", "reversed", "straight", "qualified-straight", "none"] as const;

export type Strength = (typeof STRENGTHS)[number];

export type AuthorityKind = "health" | "social" | "education" | "municipal" | "police" | "private";

export type Secrecy = {
  /** The main rule, as `law chapter:section`; exclusions in the catalogue of grounds name the same text. */
  readonly provision: string;
  /** The strongest rule information there can have: what a sender must test. */
  readonly strength: Strength;
  /** The weakest rule personal information there can have: what a receiver can promise. */
  readonly weakest: Strength;
  readonly authority: AuthorityKind;
  readonly recordLaw: string;
  /** The provision was read in a consolidated text (April 2026). False: known only second-hand. */
  readonly verified: boolean;
  /** A new wording is enacted from this day; the row must be read again before it. */
  readonly changesOn?: Day;
};

const health = (recordLaw = "PDL"): Secrecy => ({
  provision: "OSL 25:1",
  strength: "reversed",
  weakest: "reversed",
  authority: "health",
  recordLaw,
  verified: true,
});

// Private bodies stand outside OSL. Their duty of silence forbids telling "without right"; how strong that is follows
// the rule of the public counterpart, which is why the same words are used for both.
export const SECRECY: Readonly<Record<BranchKind, Secrecy>> = {
  preschool: {
    provision: "OSL 23:1",
    strength: "reversed",
    weakest: "reversed",
    authority: "education",
    recordLaw: "SkolL",
    verified: true,
  },
  "independent-preschool": {
    provision: "SkolL 29:14",
    strength: "reversed",
    weakest: "reversed",
    authority: "private",
    recordLaw: "SkolL",
    verified: false,
  },
  school: {
    provision: "OSL 23:2",
    strength: "straight",
    weakest: "qualified-straight",
    authority: "education",
    recordLaw: "SkolL",
    verified: true,
    changesOn: "2028-07-01",
  },
  "independent-school": {
    provision: "SkolL 29:14",
    strength: "reversed",
    weakest: "qualified-straight",
    authority: "private",
    recordLaw: "SkolL",
    verified: false,
  },
  "after-school": {
    provision: "OSL 23:3",
    strength: "reversed",
    weakest: "straight",
    authority: "education",
    recordLaw: "SkolL",
    verified: true,
  },
  "pupil-health": {
    provision: "OSL 23:2",
    strength: "reversed",
    weakest: "reversed",
    authority: "education",
    recordLaw: "SkolL",
    verified: true,
    changesOn: "2028-07-01",
  },
  "school-health": health(),
  "maternity-care": health(),
  "child-health": health(),
  "child-psychiatry": health(),
  habilitation: health(),
  "youth-clinic": health(),
  "primary-care": health(),
  "dental-care": health(),
  "specialist-care": health(),
  "private-health": {
    provision: "PSL 6:12",
    strength: "reversed",
    weakest: "reversed",
    authority: "private",
    recordLaw: "PDL",
    verified: true,
  },
  "social-services": {
    provision: "OSL 26:1",
    strength: "reversed",
    weakest: "reversed",
    authority: "social",
    recordLaw: "SoL 14, 16; SoLPUL",
    verified: true,
  },
  // That 26:1 covers help under LSS is general knowledge, not read.
  "disability-services": {
    provision: "OSL 26:1",
    strength: "reversed",
    weakest: "reversed",
    authority: "social",
    recordLaw: "LSS; SoLPUL",
    verified: false,
  },
  "family-counselling": {
    provision: "OSL 26:3",
    strength: "absolute",
    weakest: "absolute",
    authority: "social",
    recordLaw: "none",
    verified: true,
  },
  "private-social": {
    provision: "SoL 17:11",
    strength: "reversed",
    weakest: "reversed",
    authority: "private",
    recordLaw: "SoL 17",
    verified: true,
  },
  // No rule of its own was found; only the floor for facts on health and sexual life in any authority.
  leisure: {
    provision: "OSL 21:1",
    strength: "qualified-straight",
    weakest: "none",
    authority: "municipal",
    recordLaw: "none",
    verified: false,
  },
  // The municipality's duty to follow up young people (SkolL 29:9) is treated as school activity. The rule was not found.
  "labour-market": {
    provision: "OSL 23:2",
    strength: "straight",
    weakest: "qualified-straight",
    authority: "municipal",
    recordLaw: "SkolL 29:9",
    verified: false,
  },
  police: {
    provision: "OSL 35:1",
    strength: "reversed",
    weakest: "reversed",
    authority: "police",
    recordLaw: "brottsdatalagen; lag (2018:1693)",
    verified: true,
  },
  association: {
    provision: "none",
    strength: "none",
    weakest: "none",
    authority: "private",
    recordLaw: "none",
    verified: true,
  },
};

/** Only authorities are bound by OSL; several grounds reach only from one authority to another. @ground OSL 2:1, 8:1 */
export const isAuthority = (kind: BranchKind): boolean => SECRECY[kind].authority !== "private";

export type Protection = "same" | "weaker" | "none" | "stronger";

/**
 * What happens to a fact's protection when it moves: secrecy does not travel, the receiver's own rule applies. The
 * sender's strongest rule is set against the receiver's weakest, so a loss is never hidden. @ground OSL 7:2
 */
export function compareProtection(from: BranchKind, to: BranchKind): Protection {
  if (from === to) return "same";
  const had = SECRECY[from].strength;
  if (SECRECY[to].strength === "none") return had === "none" ? "same" : "none";
  const lost = STRENGTHS.indexOf(SECRECY[to].weakest) - STRENGTHS.indexOf(had);
  if (lost === 0) return "same";
  return lost > 0 ? "weaker" : "stronger";
}
