import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { matterStates } from "#src/matter/index.ts";
import type { World } from "./oracle.ts";

const id = () => randomUUID();
const days = { from: fc.constantFrom(-100, -1, -1, -100, 5), until: fc.constantFrom(undefined, undefined, undefined, 30, -1) };
const pick = <T>(of: readonly T[]) => fc.constantFrom(...of);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Three branches with two units each, six people on duty and five guardians, four children, and whatever happened between them. */
const frame = () => {
  const branches = Array.from({ length: 3 }, id);
  return { branches, units: branches.flatMap((branch) => [0, 1].map(() => ({ id: id(), branch }))), persons: Array.from({ length: 9 }, id), children: Array.from({ length: 4 }, id) };
};
export type Frame = ReturnType<typeof frame>;

const dutyIn = ({ units, persons }: Frame) =>
  fc.record({ person: pick(persons.slice(0, 6)), unit: pick(units), leads: fc.boolean(), from: days.from, until: days.until })
    .map(({ unit, ...rest }) => ({ id: id(), ...rest, unit: unit.id, branch: unit.branch }));

// Guardians are mostly people without duties, and sometimes a colleague: staff have children too.
const guardianshipIn = ({ persons, children }: Frame) =>
  fc.record({ child: pick(children), person: pick(persons.slice(4)), from: days.from, until: days.until });

const matterIn = ({ units, children }: Frame) =>
  fc.record({ child: pick(children), unit: pick(units), state: pick(matterStates) }).map(({ unit, ...rest }) => ({ id: id(), ...rest, unit: unit.id, branch: unit.branch }));

type Base = { frame: Frame; duties: World["duties"]; matters: World["matters"] };

const deliveryIn = ({ frame: { units, persons }, matters }: Base) =>
  fc.record({
    matter: pick(matters), decision: pick(["sent", "sent", "sent", "refused"] as const), toFamily: fc.boolean(), unit: pick(units), person: pick(persons),
    received: maybe(pick(matters)), answeredBy: maybe(pick(persons)), notForGuardians: fc.constantFrom(false, false, false, true),
  }).map((one) => ({
    id: id(), matter: one.matter.id, child: one.matter.child, decision: one.decision, toUnit: one.toFamily ? undefined : one.unit.id, toPerson: one.toFamily ? one.person : undefined,
    receivedMatter: one.decision === "sent" && !one.toFamily ? one.received?.id : undefined,
    answeredBy: one.decision === "sent" && !one.toFamily ? one.answeredBy : undefined, notForGuardians: one.notForGuardians,
  }));

const proposalIn = ({ duties, matters }: Base) =>
  fc.record({ matter: pick(matters), by: fc.nat(duties.length - 1), further: fc.integer({ min: 1, max: duties.length - 1 }), state: pick(["waiting", "waiting", "approved", "declined", "taken-back"] as const) })
    .map(({ matter, by, further, state }) => ({ id: id(), matter: matter.id, child: matter.child, by: duties[by]!.id, decider: duties[(by + further) % duties.length]!.id, state }));

const happenings = (base: Base) => {
  const { frame: { branches, persons, children }, duties, matters } = base;
  return fc.record({
    assignments: fc.array(fc.record({ matter: pick(matters.map((m) => m.id)), duty: pick(duties.map((d) => d.id)), from: days.from, until: days.until }), { minLength: 6, maxLength: 14 }),
    deliveries: fc.array(deliveryIn(base), { minLength: 5, maxLength: 9 }),
    proposals: fc.array(proposalIn(base), { minLength: 3, maxLength: 6 }),
    consents: fc.array(fc.record({ matter: pick(matters), disclosing: pick(branches), receivers: fc.uniqueArray(pick(branches), { minLength: 1, maxLength: 2 }), answeredBy: fc.uniqueArray(pick(persons), { maxLength: 2 }), about: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: pick(persons.slice(4)) }) })
      .map(({ matter, ...rest }) => ({ id: id(), child: matter.child, matter: matter.id, ...rest })), { minLength: 3, maxLength: 6 }),
    withholdings: fc.array(fc.record({ matter: pick(matters), person: maybe(pick(persons)), until: days.until }).map(({ matter, ...rest }) => ({ ...rest, matter: matter.id, child: matter.child })), { maxLength: 3 }),
    guardianships: fc.array(guardianshipIn(base.frame), { minLength: 4, maxLength: 9 }),
    ages: fc.array(fc.constantFrom(undefined, 0.1, 4, 12.9, 14, 17.99, 18.01, 19), { minLength: children.length, maxLength: children.length }),
  });
};

/** A small world in which everything may have happened: made from fast-check's seed except for the identifiers. */
export const randomWorld: fc.Arbitrary<{ frame: Frame; world: World }> = fc
  .constant(undefined)
  .map(frame)
  .chain((of) =>
    fc.record({ duties: fc.array(dutyIn(of), { minLength: 6, maxLength: 9 }), matters: fc.array(matterIn(of), { minLength: 5, maxLength: 8 }) })
      .chain(({ duties, matters }) =>
        happenings({ frame: of, duties, matters }).map(({ ages, ...rest }) => ({
          frame: of,
          world: { persons: of.persons, duties, matters, children: of.children.map((child, nth) => ({ id: child, age: ages[nth] })), ...rest, assignments: unrepeated(rest.assignments) },
        })),
      ),
  );

// The database allows one open assignment of a duty to a matter.
const unrepeated = (assignments: World["assignments"]): World["assignments"] =>
  assignments.filter((one, nth) => one.until !== undefined || assignments.findIndex((other) => other.until === undefined && other.matter === one.matter && other.duty === one.duty) === nth);
