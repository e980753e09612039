import { askForAdvice } from "#src/consultation/consultation-actions.ts";
import type { Question } from "#src/consultation/consultation.ts";
import { isRefusal } from "#src/platform/result.ts";
import { gatherCrew } from "./builder/crew.ts";
import type { StoryBuilding } from "./build-stories.ts";

type Asking = { readonly who: string; readonly at: string; readonly to: string; readonly daysAgo: number; readonly question: Question };

/** One question in each place of the demo, asked of somebody who is in its walk. About nobody. */
const ASKED: readonly Asking[] = [
  {
    who: "simon", at: "degerfors-elevhalsan", to: "bvc-degerfors", daysAgo: 2,
    question: { age: "3-5", asked: "Ett syskon till ett barn hos oss sover mycket dåligt. Vad brukar ni råda föräldrar att pröva först, och när vill ni att de hör av sig?", tried: "Vi har lyssnat och pratat om rutiner på kvällen." },
  },
  {
    who: "anna", at: "trollet", to: "bvc-lessebo", daysAgo: 3,
    question: { age: "3-5", asked: "Barnet talar hemma men inte i gruppen. Hur länge kan vi vänta, och vad bör vi titta efter?", tried: "Vi har låtit barnet visa med bilder och väntat in." },
  },
];

const before = (at: Date, days: number): Date => new Date(at.getTime() - days * 24 * 3_600_000);

/** What staff have asked each other for advice about before the demo begins. */
export async function buildAdvice(building: StoryBuilding): Promise<void> {
  const crew = await gatherCrew(building);
  for (const { who, at, to, daysAgo, question } of ASKED) {
    await crew.act({ handle: who, unit: at }, before(building.at, daysAgo), {
      purpose: "consultation.asked",
      work: async (hand) => {
        const asked = await askForAdvice(hand, { to: crew.unit(to), question });
        if (isRefusal(asked)) throw new Error(`${to}: ${asked.refused}`);
        return { event: "consultation.asked", outcome: "granted", shown: { consultation: asked } };
      },
    });
  }
}
