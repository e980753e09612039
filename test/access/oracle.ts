// Who may see what, told a third time: from the world as it was made up, in plain TypeScript, without SQL and without the policy.
// It must stay small enough to be read by somebody who knows the law and not the code.

export type Duty = { id: string; person: string; branch: string; unit: string; leads: boolean; from: number; until: number | undefined };
export type Guardianship = { child: string; person: string; from: number; until: number | undefined };
export type Child = { id: string; age: number | undefined };
export type Matter = { id: string; child: string; branch: string; unit: string; state: string };
export type Assignment = { matter: string; duty: string; from: number; until: number | undefined };
export type Delivery = {
  id: string; matter: string; child: string; decision: "sent" | "refused"; toUnit: string | undefined; toPerson: string | undefined;
  receivedMatter: string | undefined; answeredBy: string | undefined; notForGuardians: boolean;
};
/** What one has put together and asked a colleague to decide on. */
export type Proposal = { id: string; matter: string; child: string; by: string; decider: string; state: "waiting" | "approved" | "declined" | "taken-back" };
/** `about`: whose own life it is about, when that is not the child's. */
export type Consent = { id: string; child: string; matter: string; disclosing: string; receivers: string[]; answeredBy: string[]; about: string | undefined };
export type Withholding = { child: string; matter: string; person: string | undefined; until: number | undefined };

/** Times are days from the moment of the test: negative is past. Ages are years, with decimals. */
export type World = {
  persons: string[]; duties: Duty[]; guardianships: Guardianship[]; children: Child[]; matters: Matter[]; assignments: Assignment[];
  deliveries: Delivery[]; proposals: Proposal[]; consents: Consent[]; withholdings: Withholding[];
};

/** Who is asking: a person, in a duty or as herself. */
export type Asker = { person: string; duty: string | undefined };

const now = (from: number, until: number | undefined) => from <= 0 && (until === undefined || until > 0);

export function oracle(world: World, asker: Asker) {
  const chosen = world.duties.find((duty) => duty.id === asker.duty && duty.person === asker.person && now(duty.from, duty.until));
  const works = (matter: string | undefined) =>
    matter !== undefined && chosen !== undefined && world.assignments.some((one) => one.matter === matter && one.duty === chosen.id && now(one.from, one.until));
  const grownUp = (child: string) => (world.children.find(({ id }) => id === child)?.age ?? 0) >= 18;
  const guards = (child: string) =>
    chosen === undefined && !grownUp(child) && world.guardianships.some((one) => one.child === child && one.person === asker.person && now(one.from, one.until));
  const keptFrom = (matter: string) =>
    world.withholdings.some((one) => one.matter === matter && (one.person === undefined || one.person === asker.person) && (one.until === undefined || one.until > 0));
  const waitsFor = (delivery: Delivery) =>
    chosen !== undefined && chosen.leads && delivery.toUnit === chosen.unit && delivery.receivedMatter === undefined &&
    (delivery.answeredBy === undefined || delivery.answeredBy === asker.person);

  // A consent asked for elsewhere tells of a withheld matter when that matter's branch tells or is told, unless she has answered it.
  const tellsOfKept = (one: Consent) =>
    keptFrom(one.matter) ||
    (!one.answeredBy.includes(asker.person) &&
      world.matters.some((matter) => matter.child === one.child && keptFrom(matter.id) && guards(matter.child) && [one.disclosing, ...one.receivers].includes(matter.branch)));

  return {
    matter: ({ id }: Matter) => works(id),
    /** To read the words of a delivery: its sender, its receiver, or the guardian it is addressed to. */
    delivery: (one: Delivery) =>
      works(one.matter) ||
      (one.decision === "sent" && (waitsFor(one) || works(one.receivedMatter) ||
        (one.toPerson === asker.person && guards(one.child) && !one.notForGuardians && !keptFrom(one.matter)))),
    /** Too late: it came to her own unit, where she receives, and a colleague has seen to it. She is told that, and nothing of it. */
    tooLate: (one: Delivery) =>
      chosen !== undefined && chosen.leads && one.decision === "sent" && one.toUnit === chosen.unit && (one.answeredBy !== undefined || one.receivedMatter !== undefined),
    /** To read a proposal: whoever works with its matter, and the one who was asked, in the duty that was asked, unless it was taken back. */
    proposal: (one: Proposal) => works(one.matter) || (chosen?.id === one.decider && one.state !== "taken-back"),
    /** To decide on it: the one who was asked, while it waits. */
    decision: (one: Proposal) => chosen?.id === one.decider && one.state === "waiting",
    /** Too late to decide: she was asked, and it no longer waits. She is told that. */
    decided: (one: Proposal) => chosen?.id === one.decider && one.state !== "waiting",
    /** Too late to read: she was asked, and whoever asked has taken it back. She is told that, and nothing of it. */
    takenBack: (one: Proposal) => chosen?.id === one.decider && one.state === "taken-back",
    consent: (one: Consent) =>
      works(one.matter) ||
      (chosen !== undefined && chosen.branch === one.disclosing && world.matters.some((matter) => matter.child === one.child && works(matter.id))) ||
      (guards(one.child) && !tellsOfKept(one) && (one.about === undefined || one.about === asker.person)),
    child: ({ id }: Child) => guards(id),
  };
}
