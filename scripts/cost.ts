import { existsSync, readdirSync, readFileSync } from "node:fs";

type Running = { readonly pid: number; readonly comm: string; readonly parent: number; readonly ms: number };

/** Every process with the processor time it has used, that of its ended children included. Nothing where there is no /proc. */
const running = (): Running[] =>
  (existsSync("/proc/self/stat") ? readdirSync("/proc") : []).filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const [, comm = "", rest = ""] = /\((.*)\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      const fields = rest.split(" ").map(Number);
      return [{ pid: Number(pid), comm, parent: fields[1]!, ms: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) * 10 }];
    } catch {
      return []; // It ended while it was looked at.
    }
  });

/** Milliseconds of processor time a program and the database it has started have used: what work costs also when others use the machine. */
export function costOf(pid: number): { program: number; database: number } {
  const all = running();
  const below = (parent: number): Running[] => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const sum = (of: readonly Running[]) => of.reduce((total, { ms }) => total + ms, 0);
  return { program: sum(all.filter((one) => one.pid === pid)), database: sum(below(pid).filter(({ comm }) => comm === "postgres")) };
}
