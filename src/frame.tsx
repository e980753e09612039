import { ErrorSummary, Shell, type NavItem, type Who } from "./ui/index.ts";
import type { Actor } from "./platform/db/with-actor.ts";
import { languages, type Spoken, type Words } from "./platform/i18n/words.tsx";
import type { Framed } from "./platform/web/kernel.tsx";

type Assets = { readonly css: string; readonly js: string };

const IDLE_SECONDS = { staff: 30 * 60, family: 20 * 60 };

function whoIs(actor: Actor, words: Words): Who {
  const { duty } = actor;
  const changeHref = actor.duties + (actor.children > 0 ? 1 : 0) > 1 ? "/duty" : undefined;
  const signOut = { action: "/sign-out" };
  if (!duty) return { name: actor.name, role: words.t("role.guardian"), changeHref, signOut };
  return { name: actor.name, role: words.say(`role.${duty.role}`), unit: duty.unit, authority: duty.authority, changeHref, signOut };
}

function navigation(actor: Actor, path: string, words: Words): NavItem[] {
  const items: ReadonlyArray<[string, string]> = actor.duty
    ? [
      ["/list", words.t("nav.list")], ["/find", words.t("nav.find")], ["/network", words.t("nav.network")], ["/signals/new", words.t("nav.signal")],
      ["/our/activities", words.t("nav.activities")], ["/agreements", words.t("nav.agreements")], ...(actor.duty.keepsGuide ? [["/guide-work", words.t("nav.guide-work")] as [string, string]] : []),
    ]
    : [["/family", words.t("nav.family")]];
  return items.map(([href, label]) => ({ href, label, current: path.startsWith(href) }));
}

/** The ways into the guide, the same on every page of it. */
function guideNavigation(path: string, words: Words): NavItem[] {
  const items: ReadonlyArray<[string, string]> = [["/urgent", words.t("guide.urgent")], ["/ages", words.t("guide.ages")], ["/topics", words.t("guide.topics")], ["/activities", words.t("activity.nav")], ["/services", words.t("guide.services")], ["/sign-in", words.t("guide.staff.signIn")]];
  return items.map(([href, label]) => ({ href: words.to(href), label, current: path.startsWith(href) }));
}

/** The family's pages are in two languages, what anybody may read in all: a link that works signed out, and a choice that stays when signed in. */
function languageChoices(area: Framed["area"], path: string, signedIn: boolean) {
  const [pathname = "/", search = ""] = path.split("?");
  const spoken = (area === "guide" || area === "open") && !signedIn ? (Object.keys(languages) as Spoken[]) : (["sv", "en"] as const);
  return spoken.map((language) => {
    const query = new URLSearchParams(search);
    query.set("lang", language);
    const { name, code } = languages[language];
    return { language, code, name, href: `${pathname}?${query}`, post: signedIn ? { action: "/language", fields: { language, to: path } } : undefined };
  });
}

/** Where one ends up after the quick exit: an ordinary page about something else. @ground U38 */
function Elsewhere({ title, main, words, assets }: Pick<Framed, "title" | "main" | "words"> & { assets: Assets }) {
  return (
    <html lang={words.code} dir={words.dir}>
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={assets.css} />
      </head>
      <body class="elsewhere">
        <main id="main">{main}</main>
      </body>
    </html>
  );
}

/** A page that guardians and staff both open, such as an invitation, is drawn for the one who opens it. */
const shownAs = (area: Exclude<Framed["area"], "elsewhere">, actor: Actor | undefined) => (area === "family" && actor?.duty ? "staff" : area);

/** The frame of this house: shell, who is signed in, where one can go, and what went wrong. */
export function makeFrame(assets: Assets, mode: "demo" | "practice" | "live") {
  const ours = ({ title, area, main, words, actor, path, messages, problems, outOfHours }: Framed & { area: Exclude<Framed["area"], "elsewhere"> }) => (
    <Shell
      title={title}
      failed={problems.length > 0}
      area={area}
      assets={assets}
      who={actor && whoIs(actor, words)}
      nav={actor ? navigation(actor, path, words) : area === "guide" ? guideNavigation(path, words) : []}
      languages={area === "staff" ? [] : languageChoices(area, path, actor !== undefined)}
      links={[{ href: words.to("/about"), label: words.t("nav.about") }, { href: words.to("/model"), label: words.t("nav.model") }, { href: words.to("/accessibility"), label: words.t("accessibility.title") }, ...(area === "guide" ? [{ href: words.to("/open-data"), label: words.t("openData.title") }] : [])]}
      practice={mode === "live" ? undefined : { changeHref: mode === "demo" ? "/sign-in/begin?provider=demo&to=/start" : "/sign-in" }}
      session={actor ? { seconds: actor.duty ? IDLE_SECONDS.staff : IDLE_SECONDS.family } : undefined}
      home={actor ? "/start" : words.to("/")}
      exit="/leave"
      messages={messages}
      outOfHours={outOfHours}
    >
      <ErrorSummary problems={problems} />
      {main}
    </Shell>
  );
  return ({ area, ...framed }: Framed) => (area === "elsewhere" ? <Elsewhere {...framed} assets={assets} /> : ours({ ...framed, area: shownAs(area, framed.actor) }));
}
