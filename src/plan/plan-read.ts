import type { House } from "../house.ts";
import { findMatter } from "../matter/index.ts";
import type { MatterId } from "../platform/ids.ts";
import type { Asking } from "../platform/web/route.ts";
import { listReceived, readableVersions, reportsIn } from "./plan-received.ts";
import type { VersionRead } from "./plan-read-pages.tsx";
import { listReportRows, listVersionRows, planFrom, reportsFrom } from "./plan-store.ts";
import { allReports } from "./plan-writing.ts";

/** A version of the plan that can be read in a matter, by its number; the newest when no number is asked for. */
export async function loadVersion({ tx, house, params }: Asking<House, { matter: MatterId }>, number?: number): Promise<VersionRead | undefined> {
  const id = params.matter;
  const [matter, rows, received, reports] = await Promise.all([findMatter(tx, house.keys, id), listVersionRows(tx, id), listReceived(tx, house.keys, [id]), listReportRows(tx, [id])]);
  if (!matter) return undefined;
  const all = readableVersions(planFrom(matter, rows), received);
  const nth = number === undefined ? 0 : all.findIndex((one) => one.number === number);
  const version = all[nth];
  return version && { matter, house, version, previous: all[nth + 1], all, reports: allReports(reportsFrom(matter.key, reports), reportsIn(received)) };
}
