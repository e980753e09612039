import { useWords } from "../platform/i18n/words.tsx";
import { Hidden, Said, type Shown } from "./text.tsx";
import { Footer } from "./shell-footer.tsx";
import { Languages, type LanguageChoice } from "./shell-languages.tsx";
import { Notice, type NoticeProps } from "./blocks.tsx";
import { HouseMark } from "./signs.tsx";

/** A link in the navigation; `current` marks the page, or the part of the house, that one is in. */
export type NavItem = { href: string; label: Shown; current?: boolean | undefined };

/** A form with nothing to fill in, drawn as a button. */
export type PostForm = {
  action: string;
  /** Hidden fields, such as the once-id. */
  fields?: Readonly<Record<string, string>> | undefined;
};

/** Who is signed in, and in which duty. All of it is data. */
export type Who = {
  name: string;
  /** "BVC-sjuksköterska", "förälder till Elis" */
  role: string;
  unit?: string | undefined;
  authority?: string | undefined;
  /** Where one changes duty; only for those who have more than one. */
  changeHref?: string | undefined;
  signOut: PostForm;
};

/**
 * Where in the house the page lies. Families, children and readers of the guide may share their screen with somebody they
 * fear, so those three have the quick exit. @ground U38
 */
export type Area = "staff" | "family" | "child" | "guide" | "open";

export type ShellProps = {
  /**
   * The name in the browser's tab, followed by the name of the house. It is seen by those who pass by: no names, and on
   * family pages nothing that tells what the page is about.
   */
  title: string;
  /** The form on the page failed: the tab begins with "Fel:". */
  failed?: boolean | undefined;
  area: Area;
  /** Where the stylesheet, the islands and the icon are. */
  assets: { readonly css: string; readonly js: string; readonly icon?: string | undefined };
  /** Missing on pages that need no sign-in. */
  who?: Who | undefined;
  nav?: readonly NavItem[] | undefined;
  languages?: readonly LanguageChoice[] | undefined;
  /** Links at the very end: about, accessibility, personal data. */
  links?: readonly NavItem[] | undefined;
  /** Practice and demo: everybody is invented, and one may change person. */
  practice?: { readonly changeHref: string } | undefined;
  /** Seconds until an idle session ends; shows the warning two minutes before. */
  session?: { readonly seconds: number } | undefined;
  /** Where the mark leads. */
  home?: string | undefined;
  /** Where the quick exit leads: ends the session and goes on to a page about something else. */
  exit?: string | undefined;
  /** What the last action did. */
  messages?: readonly NoticeProps[] | undefined;
  /** Whom to call when social services are closed: none when it is not known whose, several when it depends on where one lives. */
  outOfHours?: readonly string[] | undefined;
  children: Shown;
};

const areasWithExit: ReadonlySet<Area> = new Set(["family", "child", "guide"]);

/** The whole document around a page. */
export function Shell(props: ShellProps) {
  const words = useWords();
  const { area, who, nav = [], practice, session, messages = [], links = [], languages = [], outOfHours = [], children, exit = "/leave" } = props;
  return (
    <html lang={words.code} dir={words.dir}>
      <Head {...props} />
      <body class={`area-${area}`}>
        <a class="skip" href="#main">
          {words.t("ui.skip")}
        </a>
        {practice && <Practice {...practice} />}
        <Header {...props} nav={nav} />
        {areasWithExit.has(area) && <QuickExit href={exit} />}
        <main id="main" tabIndex={-1}>
          <div class="page">
            {messages.map((message, nth) => (
              <Notice key={nth} {...message} />
            ))}
            {children}
          </div>
        </main>
        <Footer links={links} languages={languages} outOfHours={outOfHours} />
        {who && session && <Countdown {...session} />}
      </body>
    </html>
  );
}

const areasForAll: ReadonlySet<Area> = new Set(["guide", "open"]);

function Head({ title, failed, area, assets }: ShellProps) {
  const words = useWords();
  const named = `${title} – ${words.t("app.name")}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <title>{failed ? `${words.t("ui.form.error")} ${named}` : named}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {!areasForAll.has(area) && <meta name="robots" content="noindex" />}
      {assets.icon && <link rel="icon" href={assets.icon} type="image/svg+xml" />}
      <link rel="stylesheet" href={assets.css} />
      <script type="module" src={assets.js} />
    </head>
  );
}

function Practice({ changeHref }: { changeHref: string }) {
  const words = useWords();
  return (
    <section class="practice" aria-label={words.t("ui.practice.label")}>
      <p>
        <strong>{words.t("ui.practice.text")}</strong> <a href={changeHref}>{words.t("ui.practice.change")}</a>
      </p>
    </section>
  );
}

function Header({ who, nav = [], languages = [], home = "/" }: ShellProps) {
  const words = useWords();
  return (
    <header class="header">
      <div class="header-in">
        <a class="brand" href={home}>
          <HouseMark />
          <span>{words.t("app.name")}</span>
        </a>
        {who && <Duty {...who} />}
        {languages.length > 0 && <Languages languages={languages} />}
        {who && <SignOut {...who.signOut} />}
      </div>
      {nav.length > 0 && <Navigation items={nav} />}
    </header>
  );
}

function Duty({ name, role, unit, authority, changeHref }: Who) {
  const words = useWords();
  const place = [unit, authority].filter(Boolean).join(", ");
  return (
    <p class="duty">
      <span>
        <Hidden>{words.t("ui.who.label")} </Hidden>
        <strong>
          <Said>{name}</Said>
        </strong>{" "}
        · <Said>{role}</Said>
      </span>
      <span class="duty-place">
        {place && <Said>{place}</Said>}
        {changeHref && (
          <span class="duty-change">
            {place && " · "}
            <a href={changeHref}>{words.t("ui.who.change")}</a>
          </span>
        )}
      </span>
    </p>
  );
}

function Navigation({ items }: { items: readonly NavItem[] }) {
  const words = useWords();
  return (
    <nav class="nav" aria-label={words.t("ui.nav.main")}>
      <ul>
        {items.map(({ href, label, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SignOut({ action, fields = {} }: PostForm) {
  const words = useWords();
  return (
    <form class="sign-out" method="post" action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{words.t("ui.who.signOut")}</button>
    </form>
  );
}

/** A plain link that works by itself; the island hides the page before the answer comes, and listens for Shift. */
function QuickExit({ href }: { href: string }) {
  const words = useWords();
  return (
    <kring-exit role="region" aria-label={words.t("ui.exit.label")}>
      <a class="button exit" href={href} rel="nofollow noreferrer">
        {words.t("ui.exit")}
      </a>
      <Hidden>{words.t("ui.exit.keys")}</Hidden>
    </kring-exit>
  );
}

/** Hidden until the island finds that the session is about to end; nothing on the page ticks or moves. */
function Countdown({ seconds }: { seconds: number }) {
  const words = useWords();
  return (
    <kring-countdown seconds={seconds}>
      <div class="countdown" role="status">
        <div data-when="soon" hidden>
          <p class="notice-title">{words.t("ui.session.soon")}</p>
          <button type="button" class="button button-primary">
            {words.t("ui.session.stay")}
          </button>
        </div>
        <div data-when="ended" hidden>
          <h1 class="notice-title">{words.t("ui.session.ended")}</h1>
          <a class="button button-primary" href="">
            {words.t("ui.session.again")}
          </a>
        </div>
      </div>
    </kring-countdown>
  );
}
