import type { Child, Guardian, Staff, Story, Unit, WorldData } from "../world-data.ts";
import type { StoryEvent } from "../story-events.ts";
import type { Who } from "./crew.ts";

/** A story to be told: whose, and in which world. */
export type Telling = { readonly world: WorldData; readonly child: Child; readonly story: Story };

const get = <T extends { readonly handle: string }>(all: readonly T[], handle: string): T => {
  const one = all.find((it) => it.handle === handle);
  if (!one) throw new Error(`nobody is called "${handle}"`);
  return one;
};

const branches = ({ authorities }: WorldData) => authorities.flatMap((authority) => authority.branches);

export const unitNamed = (world: WorldData, handle: string): Unit => get(branches(world).flatMap(({ units }) => units), handle);
export const sameBranch = (world: WorldData, one: string, other: string): boolean =>
  branches(world).some(({ units }) => units.some(({ handle }) => handle === one) && units.some(({ handle }) => handle === other));

export const findStaff = ({ staff }: WorldData, handle: string): Staff | undefined => staff.find((one) => one.handle === handle);
export const findGuardian = ({ guardians }: WorldData, handle: string): Guardian | undefined => guardians.find((one) => one.handle === handle);

/** The name somebody goes by in a plan or a meeting: the child by its first name. */
export function nameOf({ world, child }: Pick<Telling, "world" | "child">, handle: string): string {
  const person = findStaff(world, handle) ?? findGuardian(world, handle);
  if (person) return `${person.given} ${person.family}`;
  return child.born ? child.given : "";
}

/** The unit a member of staff acts for: the one that is named, or the only one. Undefined for the family. */
export function unitOf(world: WorldData, { who, as }: { who: string; as?: string | undefined }): string | undefined {
  return as ?? findStaff(world, who)?.duties[0]?.unit;
}

/** Who did it, in the duty it was done in. */
export function doerOf(world: WorldData, { by, as }: Pick<StoryEvent, "by" | "as">): Who & { readonly unit: string } {
  const unit = unitOf(world, { who: by, as });
  if (unit === undefined) throw new Error(`${by} has no duty`);
  return { handle: by, unit };
}
