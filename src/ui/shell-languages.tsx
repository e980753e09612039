import { useWords } from "../platform/i18n/words.tsx";
import type { PostForm } from "./shell.tsx";
import { asSaid } from "./text.tsx";

/** One way to read the house. `name` stands in its own language. `post`: the choice is kept for whoever is signed in. */
export type LanguageChoice = { language: string; /** What the browser is told. */ code: string; name: string; href: string; post?: PostForm | undefined };

/** Two or three stand beside each other; more of them behind one word. */
const BESIDE = 3;
/** Known to most of those who read no word of the page. */
const IN_ENGLISH = "Language";

function Language({ code, name, href, post }: LanguageChoice) {
  if (!post) {
    return (
      <a href={href} lang={code} hreflang={code} {...asSaid}>
        {name}
      </a>
    );
  }
  return (
    <form method="post" action={post.action}>
      {Object.entries(post.fields ?? {}).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <button type="submit" lang={code} {...asSaid}>
        {name}
      </button>
    </form>
  );
}

function List({ languages }: { languages: readonly LanguageChoice[] }) {
  return (
    <ul>
      {languages.map((choice) => (
        <li key={choice.language}>
          <Language {...choice} />
        </li>
      ))}
    </ul>
  );
}

/** The other languages, at the top of a page. */
export function Languages({ languages }: { languages: readonly LanguageChoice[] }) {
  const words = useWords();
  const others = languages.filter(({ language }) => language !== words.language);
  return (
    <nav class="languages" aria-label={words.t("ui.nav.languages")}>
      {others.length <= BESIDE ? (
        <List languages={others} />
      ) : (
        <details>
          <summary>
            {words.t("ui.nav.languages")}
            {words.language !== "en" && <span lang="en" {...asSaid}>{IN_ENGLISH}</span>}
          </summary>
          <List languages={others} />
        </details>
      )}
    </nav>
  );
}

/**
 * The same once more at the end of a page, all in view: for whoever has scrolled past what could not be read. A browser has then also looked
 * for their letters before anybody opens the list at the top, which took it a tenth of a second on a slow telephone.
 */
export function LanguagesAtEnd({ languages }: { languages: readonly LanguageChoice[] }) {
  const words = useWords();
  const others = languages.filter(({ language }) => language !== words.language);
  return others.length <= BESIDE ? null : <div class="links languages-at-end"><List languages={others} /></div>;
}
