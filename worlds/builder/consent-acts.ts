import { answerConsent, askConsent, assessMaturity, noteAnswer } from "#src/consent/index.ts";
import { addDays } from "#src/platform/clock.ts";
import type { Hand } from "#src/house.ts";
import type { EventOf } from "../story-events.ts";
import { doerOf, findGuardian, type Telling } from "./cast.ts";
import { done, inMatter, known, matterAt, type Act, type Unfolding } from "./unfolding.ts";

type Asked = EventOf<"consent">;
type Given = Exclude<Asked["answers"][number], { answer: "none" }>;

const languageOf = ({ world }: Pick<Telling, "world">, guardian: string) => (findGuardian(world, guardian)?.language === "en" ? ("en" as const) : ("sv" as const));

/** A guardian answers by e-ID; the child, who has no sign-in, and whoever answers otherwise, is noted by the one who asked. */
function answerAct(asked: Asked, given: Given, telling: Telling & { nth: number }): Act {
  const about = (story: Unfolding) => story.consents.get(telling.nth);
  const language = languageOf(telling, given.who);
  const { answer, said, day } = given;
  if (given.how === "e-id") {
    return {
      day, who: { handle: given.who }, event: "consent.answered", right: { action: "consent.answer", about },
      run: async (hand, story) => done(await answerConsent(hand, { consentId: known(about(story), "the question"), answer, language, words: said })),
    };
  }
  const { how } = given;
  const isChild = given.who === telling.child.handle;
  const giverIn = async (story: Unfolding) => (isChild ? (known(story.childId, "the child") as string) : await story.crew.person(given.who));
  return {
    day, who: doerOf(telling.world, asked), event: "consent.noted", right: { action: "consent.note", about },
    run: async (hand, story) =>
      done(await noteAnswer(hand, { consentId: known(about(story), "the question"), giver: await giverIn(story), capacity: isChild ? "child" : "guardian", answer, how, language, words: said })),
  };
}

async function ask(hand: Hand, story: Unfolding, { asked, unit, nth }: { asked: Asked; unit: string; nth: number }): Promise<void> {
  const { crew } = story;
  const matter = await matterAt(hand, story, unit);
  const units = [asked.disclosing, ...asked.receivers].map((one) => crew.unit(one));
  const question = { matter, disclosing: crew.branchOf(asked.disclosing), receivers: asked.receivers.map(crew.branchOf), units, topics: asked.topics, purpose: asked.purpose, until: addDays(hand.today, asked.until_days) };
  story.consents.set(nth, done(await askConsent(hand, question)));
}

export function consentActs(event: Asked, telling: Telling): Act[] {
  const who = doerOf(telling.world, event);
  const nth = telling.story.events.indexOf(event);
  const asking: Act = { day: event.day, who, event: "consent.asked", ...inMatter("consent.ask", who.unit), run: (hand, story) => ask(hand, story, { asked: event, unit: who.unit, nth }) };
  const { maturity } = event;
  const judging: Act[] = maturity ? [{
    day: event.day, who, event: "maturity.assessed", forFamily: false, ...inMatter("consent.ask", who.unit),
    run: async (hand, story) => assessMaturity(hand, { matter: await matterAt(hand, story, who.unit), ...maturity }),
  }] : [];
  const answers = event.answers.flatMap((given) => (given.answer === "none" ? [] : [answerAct(event, given, { ...telling, nth })]));
  return [asking, ...judging, ...answers];
}
