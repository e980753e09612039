import { useWords } from "../platform/i18n/words.tsx";
import type { NavItem } from "./shell.tsx";
import { LanguagesAtEnd, type LanguageChoice } from "./shell-languages.tsx";
import { Phone, type Shown } from "./text.tsx";

type Line = { number: string; text: Shown };

/** Help stands in the same place on every page. @ground WCAG 3.2.6, U39 */
export function Footer({ links, languages, outOfHours }: { links: readonly NavItem[]; languages: readonly LanguageChoice[]; outOfHours: readonly string[] }) {
  const words = useWords();
  const lines: readonly Line[] = [
    { number: "112", text: words.t("ui.help.112") },
    { number: "1177", text: words.t("ui.help.1177") },
    { number: "116 111", text: words.t("ui.help.bris") },
    ...(outOfHours.length === 1 ? [{ number: outOfHours[0]!, text: words.t("ui.help.night") }] : []),
  ];
  return (
    <footer class="footer">
      <div class="footer-in">
        <section class="help" id="help">
          <h2>{words.t("ui.help.title")}</h2>
          <ul>
            {lines.map(({ number, text }) => (
              <li key={number}>
                <Phone number={number} /> <span>{text}</span>
              </li>
            ))}
          </ul>
          {outOfHours.length !== 1 && <p>{words.t("ui.help.social")}</p>}
          {outOfHours.length > 1 && <p><a href={words.to("/urgent#night")}>{words.t("ui.help.nights")}</a></p>}
        </section>
        <section class="concern">
          <h2>{words.t("ui.concern.title")}</h2>
          <p>{words.t("ui.concern.text")}</p>
          <p>
            <a href={words.to("/concern")}>{words.t("ui.concern.link")}</a>
          </p>
        </section>
        {!words.read && <p class="quiet">{words.t("ui.unread")} <a href={words.to("/accessibility")}>{words.t("accessibility.tell")}</a></p>}
        <LanguagesAtEnd languages={languages} />
        {links.length > 0 && <Links links={links} />}
      </div>
    </footer>
  );
}

function Links({ links }: { links: readonly NavItem[] }) {
  const words = useWords();
  return (
    <nav class="links" aria-label={words.t("ui.nav.links")}>
      <ul>
        {links.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
