import type { BranchKind } from "../access/secrecy.ts";
import type { Section } from "../disclosure/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { areaIds, getArea, leadFor, textIn, speaking, type AreaId, type LeadRole, type Practice } from "../practice/index.ts";

/** What somebody has noticed, in their own words. `told`: what was said to whom, first of all to the guardians. @model K12, M5 */
export type SignalWords = { readonly seen: string; readonly childWords?: string | undefined; readonly told: string; readonly wish?: string | undefined };

/** A signal with its words opened. */
export type Signal = {
  readonly id: string; readonly words: SignalWords; readonly areas: readonly AreaId[]; readonly noticedOn: Day;
  readonly by: string; readonly byRole: string; readonly at: Date;
};

/** The branches a child lead works in. @model K1, K2 */
const branchesOfLead: Record<LeadRole, readonly BranchKind[]> = {
  midwife: ["maternity-care"],
  "child-health-nurse": ["child-health"],
  "head-teacher": ["school", "independent-school"],
  "activity-officer": ["labour-market"],
};

type Aged = { readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };

/**
 * Whether the branch that noticed is itself where the child lead is at this age. Nobody has asked yet whether a young person is
 * outside upper secondary school, so both of those answers count.
 */
export function leadsHere(practice: Practice, noticing: { kind: BranchKind; child: Aged; on: Day }): boolean {
  const leads = [false, true].map((outsideUpperSecondary) => leadFor(practice, { ...noticing.child, on: noticing.on, outsideUpperSecondary }));
  return leads.some((lead) => lead !== undefined && branchesOfLead[lead].includes(noticing.kind));
}

const topicsOf = (practice: Practice, areas: readonly AreaId[]) => areaIds(practice).filter((topic) => areas.includes(topic));

/** The name of an area in the reader's language. */
export const areaName = (practice: Practice, area: AreaId, language: Language): string => textIn(getArea(practice, area).name, language);

/**
 * A signal as parts of a delivery, the child's own words first. Every part touches all the areas that were ticked: words cannot
 * be split by area, so a consent must cover them all.
 */
export function signalSections(signal: Pick<Signal, "words" | "areas">, practice: Practice, language: Language): Section[] {
  const { t } = speaking(practice, language);
  const { seen, childWords, told, wish } = signal.words;
  const [topic = "contact", ...also] = topicsOf(practice, signal.areas);
  const part = (heading: string, text: string | undefined, own?: true): Section[] =>
    text ? [{ topic, ...(also.length > 0 ? { also } : {}), heading, text, ...(own ? { own } : {}) }] : [];
  const names = signal.areas.map((area) => areaName(practice, area, language)).join(", ");
  return [
    ...part(t("signal.part.childWords"), childWords, true), ...part(t("signal.part.seen"), seen), ...part(t("signal.part.areas"), names),
    ...part(t("signal.part.told"), told), ...part(t("signal.part.wish"), wish),
  ];
}
