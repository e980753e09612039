import { comingOf } from "#src/activity/activity.ts";
import { findActivity } from "#src/activity/activity-store.ts";
import { signUp } from "#src/activity/sign-up-actions.ts";
import { dayOf } from "#src/platform/clock.ts";
import { wordsIn, type Spoken } from "#src/platform/i18n/words.tsx";
import { isRefusal } from "#src/platform/result.ts";
import type { StoryBuilding } from "./build-stories.ts";

type Coming = { readonly name: string; readonly to: string; readonly adults: number; readonly children: number; readonly said?: string; readonly language?: Spoken };

/** Who comes: to a round that is full with two parties in the line, to one evening with seats left, and to a small group. */
const SIGNED_UP: Readonly<Record<string, readonly Coming[]>> = {
  "vagledande-samspel-tisdag": [
    { name: "Lova", to: "070-174 06 31", adults: 2, children: 1 }, { name: "Emre", to: "emre@example.se", adults: 1, children: 2, said: "Vi behöver barnpassning för en bebis." },
    { name: "Sanna", to: "sanna@example.se", adults: 2, children: 2 }, { name: "Yusuf", to: "070-174 06 32", adults: 2, children: 3 }, { name: "Moa", to: "moa@example.se", adults: 1, children: 1 },
    { name: "Kalle", to: "070-174 06 33", adults: 2, children: 1 }, { name: "Ellinor", to: "ellinor@example.se", adults: 2, children: 0, said: "Jag kommer raka vägen från jobbet." },
    { name: "Rana", to: "rana@example.se", adults: 1, children: 2, language: "ar" }, { name: "Peter", to: "070-174 06 34", adults: 2, children: 2 },
  ],
  "laga-mat-med-din-tonaring": [
    { name: "Anki", to: "070-174 06 35", adults: 1, children: 1, said: "Min son äter inte fisk." }, { name: "Dejan", to: "dejan@example.se", adults: 1, children: 2 },
    { name: "Tove", to: "tove@example.se", adults: 2, children: 1, said: "Jag sitter i rullstol. Går det att komma fram till spisen?" },
  ],
  "lugna-stunden": [{ name: "Hibo", to: "070-174 06 36", adults: 1, children: 1, language: "so", said: "Gärna tolk." }, { name: "Jenny", to: "jenny@example.se", adults: 1, children: 1 }],
};

/** What visitors have signed up for before the demo begins. Whoever signs up has no account and no identity number. */
export async function buildSignUps({ house, database, at }: StoryBuilding): Promise<void> {
  const today = dayOf(at);
  for (const [handle, parties] of Object.entries(SIGNED_UP)) {
    await database.withActor({ at }, "visitor.signed-up", async ({ tx, audit }) => {
      const activity = await findActivity(tx, handle);
      const next = activity && comingOf(activity, { at, today }).find((session) => !session.calledOff && session.day > today);
      if (!activity || !next) throw new Error(`nobody can sign up for ${handle}`);
      const day = activity.signUp === "session" ? next.day : undefined;
      for (const { said = "", language = "sv", ...party } of parties) {
        const signed = await signUp({ tx, house, at, today, words: wordsIn(language) }, { activity, day, said, ...party });
        if (isRefusal(signed)) throw new Error(`${handle}: ${signed.refused}`);
      }
      audit({ event: "visitor.signed-up", outcome: "granted", shown: { activity: handle, day: day ?? "all", parties: parties.length } });
    });
  }
}
