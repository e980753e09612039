import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";

/** A part of an agreement. Its heading is data, so that another place can call it something else; `public`: anybody may read it. */
export type Section = { readonly key: string; readonly heading: string; readonly text: string; readonly public: boolean };

/** A party: an authority by the board that answers, what it contributes, and who signs for it. */
export type Party = {
  readonly id: string; readonly authorityId: string; readonly authority: string; readonly board: string; readonly contributes: string; readonly signatory: string | undefined; readonly signatoryTitle: string;
  /** The kinds of help it gives, by their handles. */
  readonly kinds: readonly string[];
  /** The unit of the party that is asked who signs. */
  readonly askedUnit: string | undefined;
};

/** `board`, `contributes`: as the party was when it signed. */
export type Signature = {
  readonly versionId: string; readonly partyId: string; readonly dutyId: string; readonly title: string; readonly at: Date; readonly board: string | undefined; readonly contributes: string | undefined;
};

export type State = "draft" | "signing" | "adopted";
export type AgreementVersion = {
  readonly id: string; readonly number: number; readonly state: State; readonly validFrom: Day; readonly validUntil: Day; readonly sections: readonly Section[];
  readonly adoptedAt: Date | undefined; readonly version: number;
};

export type Agreement = {
  readonly id: string; readonly handle: string; readonly title: string; readonly unitId: string; readonly unit: string; readonly parties: readonly Party[];
  /** The newest first. */
  readonly versions: readonly AgreementVersion[]; readonly signatures: readonly Signature[];
};

/** How a version stands today. `coming`: adopted and not yet begun · `replaced`: a newer one applies · `ended`: its time has passed. */
export type Standing = "draft" | "signing" | "coming" | "applies" | "replaced" | "ended";

/** The version that applies on a day: the newest adopted one whose time it is. @model degerforsmodellen 4.5 */
export const applyingOn = ({ versions }: Pick<Agreement, "versions">, today: Day): AgreementVersion | undefined =>
  versions.find(({ state, validFrom, validUntil }) => state === "adopted" && validFrom <= today && today <= validUntil);

export function standingOf(agreement: Pick<Agreement, "versions">, version: AgreementVersion, today: Day): Standing {
  if (version.state !== "adopted") return version.state;
  if (version.validFrom > today) return "coming";
  const applying = applyingOn(agreement, today);
  if (applying?.id === version.id) return "applies";
  return version.validUntil < today && !(applying && applying.number > version.number) ? "ended" : "replaced";
}

/** How long before an agreement ends somebody is reminded, in days: half a year and three months. @model degerforsmodellen 4.5 */
const REMIND_DAYS = [183, 91] as const;

/**
 * How soon an agreement ends, when it is time to say so: `soon` from half a year before, `very-soon` from three months before, `ended` when
 * its last day has passed. Nothing while a version that takes over is adopted.
 */
export function endingOf(agreement: Pick<Agreement, "versions">, today: Day): { readonly how: "soon" | "very-soon" | "ended"; readonly on: Day } | undefined {
  const adopted = agreement.versions.filter(({ state }) => state === "adopted");
  if (adopted.length === 0) return undefined;
  const on = adopted.reduce((last, { validUntil }) => (validUntil > last ? validUntil : last), adopted[0]!.validUntil);
  if (on < today) return { how: "ended", on };
  if (on <= addDays(today, REMIND_DAYS[1])) return { how: "very-soon", on };
  return on <= addDays(today, REMIND_DAYS[0]) ? { how: "soon", on } : undefined;
}

/** The parties that have not signed a version. */
export const unsigned = ({ parties, signatures }: Agreement, version: Pick<AgreementVersion, "id">): Party[] =>
  parties.filter(({ id }) => !signatures.some((one) => one.versionId === version.id && one.partyId === id));

/** The parties a duty may sign a version for now. */
export const signableBy = (agreement: Agreement, duty: string | undefined): { version: AgreementVersion; parties: Party[] } | undefined => {
  const version = agreement.versions.find(({ state }) => state === "signing");
  const parties = version && duty !== undefined ? unsigned(agreement, version).filter(({ signatory }) => signatory === duty) : [];
  return version && parties.length > 0 ? { version, parties } : undefined;
};

/** The parties of a version: of an adopted one those who signed it, as they were then; of another those that there are now. */
export const partiesOf = ({ parties, signatures }: Pick<Agreement, "parties" | "signatures">, { id, state }: Pick<AgreementVersion, "id" | "state">): Party[] =>
  parties.flatMap((party) => {
    const signed = signatures.find(({ versionId, partyId }) => versionId === id && partyId === party.id);
    return state === "adopted" && !signed ? [] : [{ ...party, board: signed?.board ?? party.board, contributes: signed?.contributes ?? party.contributes }];
  });

type Acting = { readonly id: string; readonly unitId: string; readonly leads: boolean };

/** The parties that ask the acting duty to say who signs for them. @model degerforsmodellen 4.5 */
export const unnamedFor = ({ parties }: Pick<Agreement, "parties">, acting: Acting | undefined): Party[] =>
  parties.filter(({ signatory, askedUnit }) => signatory === undefined && acting !== undefined && acting.leads && askedUnit === acting.unitId);

/** The parts of a new agreement, in order. Their headings begin as ours and may be changed. @model degerforsmodellen 4.2 */
export const blankParts = ["ground", "purpose", "goals", "responsibilities", "organisation", "forms", "process", "secrecy", "competence", "resources", "deviations", "follow-up"] as const;

/** An address for a new agreement, from its title; never one that is taken or that another page has. */
export function freeHandle(stem: string, taken: ReadonlySet<string>): string {
  const kept = new Set([...taken, "new", "coordinators"]);
  for (let nth = 1; ; nth += 1) {
    const handle = nth === 1 ? stem : `${stem}-${nth}`;
    if (!kept.has(handle)) return handle;
  }
}

/** What a draft's form makes of its sections, or the first thing that is wrong. */
export function sectionsFrom(before: readonly Section[], values: Readonly<Record<string, string | readonly string[]>>): Section[] | Refusal {
  const said = (name: string): string => { const value = values[name]; return typeof value === "string" ? value : ""; };
  const open = values["public"];
  const numbered = Object.keys(values).find((name) => /^(heading|text)-/.test(name) && hasIdentityNumber(said(name)));
  if (numbered) return refuse("agreement.identity-number", { field: numbered });
  return before.map(({ key }) => ({ key, heading: said(`heading-${key}`), text: said(`text-${key}`), public: Array.isArray(open) && (open as readonly string[]).includes(key) }));
}
