/**
 * The kinds of branch (verksamhetsgren). A new kind is a line here, how it is bound to silence in `access/secrecy.ts`, and two texts
 * in messages/; an installation only chooses among them. @ground OSL 8:1–8:2
 */
export const BRANCH_KINDS = [
  "preschool",
  "independent-preschool",
  "school",
  "independent-school",
  "after-school",
  "pupil-health",
  "school-health",
  "maternity-care",
  "child-health",
  "child-psychiatry",
  "habilitation",
  "youth-clinic",
  "primary-care",
  "dental-care",
  "specialist-care",
  "private-health",
  "social-services",
  "disability-services",
  "family-counselling",
  "private-social",
  "leisure",
  "labour-market",
  "police",
  "association",
] as const;

export type BranchKind = (typeof BRANCH_KINDS)[number];
