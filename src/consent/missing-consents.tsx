import type { Unit } from "../organisation/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Notice } from "../ui/index.ts";
import type { CoverageHere, MissingHere } from "./consent-coverage.ts";
import type { Why } from "./missing.ts";

/** Which of these an answer to a question already asked would mend. */
const waits: ReadonlySet<Why> = new Set(["no-answer", "unanswered", "refused", "withdrawn"]);

function MissingLine({ missing: { name, why, topic } }: { missing: MissingHere }) {
  const words = useWords();
  const about = topic ? ` (${words.say(`consent.topicName.${topic}`)})` : "";
  return <li>{words.say(`consent.missing.${why}`, { who: name })}{about}</li>;
}

export type MissingConsentsProps = { readonly coverage: CoverageHere; readonly matterId: string; readonly receiver: Pick<Unit, "id" | "name"> };

/** Exactly which consents are missing before something may go to a receiver, each with the way to mend it. @ground REQ-035 */
export function MissingConsents({ coverage, matterId, receiver }: MissingConsentsProps) {
  const words = useWords();
  if (coverage.complete) return null;
  const answer = coverage.nearest && coverage.missing.some(({ why }) => waits.has(why)) ? coverage.nearest : undefined;
  const ask = coverage.missing.some(({ why }) => !waits.has(why) && why !== "no-topic");
  return (
    <Notice kind="warning" title={words.t("consent.missing.title", { receiver: receiver.name })}>
      <ul>{coverage.missing.map((missing, nth) => <MissingLine key={nth} missing={missing} />)}</ul>
      {answer && <p><a href={`/consents/${answer}`}>{words.t("consent.missing.see")}</a></p>}
      {ask && <p><a href={`/matters/${matterId}/consents/new?unit=${receiver.id}`}>{words.t("consent.missing.ask")}</a></p>}
    </Notice>
  );
}
