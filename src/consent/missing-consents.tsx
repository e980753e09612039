import type { Unit } from "../organisation/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { ButtonLink, Notice } from "../ui/index.ts";
import type { CoverageHere, MissingHere, OtherHere, OtherStanding } from "./consent-coverage.ts";
import type { Why } from "./missing.ts";

/** Which of these an answer to a question already asked would mend. */
const waits: ReadonlySet<Why> = new Set(["no-answer", "unanswered", "refused", "withdrawn"]);

function MissingLine({ missing: { name, why, topic } }: { missing: MissingHere }) {
  const words = useWords();
  const about = topic ? ` (${words.say(`consent.topicName.${topic}`)})` : "";
  return <li>{words.say(`consent.missing.${why}`, { who: name })}{about}</li>;
}

type Lacking = Extract<OtherStanding, { complete: false }>;

/** Somebody else it speaks of, whose own yes is missing, and the way to it. @ground REQ-039 */
function MissingOther({ lacking: { other, why, nearest }, ask }: { lacking: Lacking; ask: string | undefined }) {
  const words = useWords();
  return (
    <li>
      {why.map((one) => words.say(`consent.missing.${one}`, { who: other.name })).join(" ")}{" "}
      {nearest && why.some((one) => waits.has(one)) ? <a href={`/consents/${nearest}`}>{words.t("consent.missing.see")}</a> : ask && <a href={ask}>{words.t("consent.missing.askOther", { who: other.name })}</a>}
    </li>
  );
}

export type MissingConsentsProps = {
  readonly coverage: CoverageHere; readonly matterId: string; readonly receiver: Pick<Unit, "id" | "name">;
  /** The question that is ready to be read through; without it, one is written. */
  readonly question?: string | undefined;
  /** Where somebody else it speaks of is asked. */
  readonly askOther?: (other: OtherHere) => string;
};

/** Exactly which consents are missing before something may go to a receiver, person by person, each with the way to mend it. @ground REQ-035, REQ-039 */
export function MissingConsents({ coverage, matterId, receiver, question, askOther }: MissingConsentsProps) {
  const words = useWords();
  if (coverage.complete) return null;
  const answer = coverage.nearest && coverage.missing.some(({ why }) => waits.has(why)) ? coverage.nearest : undefined;
  const others = coverage.others.filter((one): one is Lacking => !one.complete);
  const ask = coverage.missing.some(({ why }) => !waits.has(why) && why !== "no-topic");
  return (
    <Notice kind="warning" title={words.t("consent.missing.title", { receiver: receiver.name })}>
      {coverage.missing.length > 0 && <ul>{coverage.missing.map((missing, nth) => <MissingLine key={nth} missing={missing} />)}</ul>}
      {answer && <p><a href={`/consents/${answer}`}>{words.t("consent.missing.see")}</a></p>}
      {ask && <p><ButtonLink href={`/matters/${matterId}/consents/${question ? `check?draft=${question}` : `new?unit=${receiver.id}`}`}>{words.t("consent.missing.ask")}</ButtonLink></p>}
      {others.length > 0 && <><p>{words.t("consent.missing.others")}</p><ul>{others.map((one) => <MissingOther key={one.other.id} lacking={one} ask={askOther?.(one.other)} />)}</ul></>}
    </Notice>
  );
}
