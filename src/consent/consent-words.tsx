import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { ConsentState, Topic } from "./consent.ts";
import { listed, partsOf } from "./consent-text.ts";
import { asSaid, Tag, type SignName } from "../ui/index.ts";

/** That there is contact follows with everything else, and is named only when it stands alone. */
export const topicNames = (words: Words, topics: readonly Topic[]): string =>
  listed(words, topics.filter((topic) => topic !== "contact" || topics.length === 1).map((topic) => words.say(`consent.topicName.${topic}`)));

/** The text of a consent, drawn: every word of it and no other, or some of its parts where the others stand beside. `language` is the text's own; in another than the page's it stays as it was answered. */
export function ConsentWords({ text, language, level = 2, parts }: { text: string; language: string; level?: 2 | 3 | 4; parts?: { readonly from: number; readonly to?: number } }) {
  const words = useWords();
  const Heading = `h${level}` as const;
  return (
    <div class="stack consent-words" {...(language === words.language ? {} : { ...asSaid, lang: language })}>
      {partsOf(text).slice(parts?.from, parts?.to).map(({ title, lines }, nth) => (
        <section key={nth}>
          {title && <Heading>{title}</Heading>}
          <Lines lines={lines} />
        </section>
      ))}
    </div>
  );
}

type Line = { readonly bullet: boolean; readonly text: string };

function Lines({ lines }: { lines: readonly Line[] }) {
  const bullets = lines.filter(({ bullet }) => bullet);
  const first = lines.findIndex(({ bullet }) => bullet);
  const plain = (from: readonly Line[]) => from.map(({ text }, nth) => <p key={nth}>{text}</p>);
  if (first < 0) return <>{plain(lines)}</>;
  return (
    <>
      {plain(lines.slice(0, first))}
      <ul>{bullets.map(({ text }, nth) => <li key={nth}>{text}</li>)}</ul>
      {plain(lines.slice(first + bullets.length))}
    </>
  );
}

export const stateSign: Record<ConsentState, SignName> = { draft: "unknown", waiting: "late", unanswered: "no", granted: "done", refused: "no", withdrawn: "no", lapsed: "no" };

export function StateTag({ state }: { state: ConsentState }) {
  const words = useWords();
  return <Tag kind={state === "granted" ? "works" : "calm"}>{words.say(`consent.state.${state}`)}</Tag>;
}
