import type { Day } from "../platform/clock.ts";

/** What the population register says about a guardian. */
export type RegisteredGuardian = {
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly language: string;
  readonly kind: "parent" | "appointed" | "temporary" | "expecting";
  readonly custody: "joint" | "sole";
};

/** What the population register says about a child. A parent without custody is not among the guardians. @ground FB 6:2 */
export type RegisteredChild = {
  readonly number: string;
  readonly name: string;
  readonly bornOn: Day;
  readonly guardians: readonly RegisteredGuardian[];
};

/** The population register, read and never written. @ground REQ-225 */
export type PopulationRegister = {
  findChild(number: string): Promise<RegisteredChild | undefined>;
  findAdult(number: string): Promise<{ number: string; name: string; phone: string; email: string; language: string } | undefined>;
};
