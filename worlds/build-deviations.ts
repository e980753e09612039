import { goDeviationRound, reportDeviation } from "#src/deviation/index.ts";
import { addDays, dayOf } from "#src/platform/clock.ts";
import type { StoryBuilding } from "./build-stories.ts";
import { gatherCrew } from "./builder/crew.ts";
import { done } from "./builder/unfolding.ts";

type Told = { readonly who: string; readonly at: string; readonly to: string; readonly daysAgo: number } & Parameters<typeof reportDeviation>[1]["report"];

/** One that has just been reported, and one that nobody answered in time. */
const TOLD: readonly Told[] = [
  {
    who: "gerd", at: "bvc-degerfors", to: "degerfors-familjestod", daysAgo: 30, kind: "between-chairs", routine: "Varm överlämning från BVC till familjestödet",
    happened: "Vi trodde att ni ringde, och ni trodde att vi gjorde det. Det gick fem veckor.", expected: "Att en av oss ringer samma vecka, och att vi vet vem.", proposal: "Den som lämnar över ringer, alltid.",
  },
  {
    who: "paula", at: "valsverksskolan", to: "ungdomens-hus-degerfors", daysAgo: 4, kind: "no-show", routine: "Kallelse till gemensamt möte inom tre veckor",
    happened: "Ingen från er kom till mötet, och vi fick inget besked.", expected: "Att någon kom, eller att ersättaren gjorde det.", proposal: "Skriv in en ersättare på ert kort i nätverket.",
  },
];

/** How long ago the round was gone in which the older one climbed. */
const CLIMBED_DAYS_AGO = 12;
const before = (at: Date, days: number): Date => new Date(at.getTime() - days * 24 * 3_600_000);

/** What had not worked between units before the demo begins: one waits for its answer, one has climbed a step. */
export async function buildDeviations({ world, house, database, at }: StoryBuilding): Promise<void> {
  const crew = await gatherCrew({ world, house, database });
  for (const { who, at: unit, to, daysAgo, ...report } of TOLD) {
    const work = async (hand: Parameters<typeof reportDeviation>[0]) => {
      const id = done(await reportDeviation(hand, { to: crew.unit(to), report, happenedOn: addDays(dayOf(hand.at), -2) }));
      return { event: "deviation.reported", outcome: "granted" as const, shown: { deviation: id } };
    };
    await crew.act({ handle: who, unit }, before(at, daysAgo), { purpose: "deviation.reported", work });
    await goDeviationRound({ database, house, clock: { now: () => before(at, Math.min(daysAgo, CLIMBED_DAYS_AGO)) } });
  }
}
