import type { SearchResult } from "../guide/index.ts";
import { Written, type Shown } from "../ui/index.ts";

const MOST = 6;
const PAGES = { answer: "/answers", service: "/services", activity: "/activities" } as const;

/** What a question finds, as links to it, the best first: what whoever asks would see. */
export const findsOf = ({ hits }: Pick<SearchResult, "hits">): Shown[] =>
  hits.slice(0, MOST).map(({ type, handle, title }) => <a key={handle} href={`${PAGES[type]}/${handle}`}><Written>{title}</Written></a>);
