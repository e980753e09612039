import { useWords } from "../platform/i18n/words.tsx";
import { Hidden, type Shown } from "./text.tsx";

export type ButtonKind = "primary" | "quiet" | "danger";

export type ButtonProps = {
  children: Shown;
  /** One primary on a page; `danger` for what cannot be undone. */
  kind?: ButtonKind | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** The id of a form that the button stands outside of. */
  form?: string | undefined;
  /** Where it sends its form, when that is not where the form says. */
  to?: string | undefined;
};

/** Sends the form it stands in. */
export function Button({ children, kind = "primary", name, value, form, to }: ButtonProps) {
  return (
    <button type="submit" class={`button button-${kind}`} name={name} value={value} form={form} formAction={to}>
      {children}
    </button>
  );
}

export type ButtonLinkProps = { href: string; children: Shown; kind?: ButtonKind | undefined };

/** A link that begins something, and so looks like a button. */
export function ButtonLink({ href, children, kind = "primary" }: ButtonLinkProps) {
  return (
    <a class={`button button-${kind}`} href={href}>
      {children}
    </a>
  );
}

/** Buttons and links that belong together, the wanted one first. */
export function Actions({ children }: { children: Shown }) {
  return <div class="actions">{children}</div>;
}

export type Crumb = { label: Shown; href?: string | undefined };

/** Where the page lies; the last crumb is the page itself and has no address. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  const words = useWords();
  return (
    <nav class="breadcrumb" aria-label={words.t("ui.nav.breadcrumb")}>
      <ol>
        {items.map(({ label, href }, nth) => (
          <li key={nth}>{href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  );
}

export function BackLink({ href, children }: { href: string; children?: Shown }) {
  const words = useWords();
  return (
    <p class="back">
      <a href={href}>{children ?? words.t("ui.nav.back")}</a>
    </p>
  );
}

export type Problem = {
  /** The id of the field that the problem is about. */
  id: string;
  text: Shown;
};

/** All that stopped a form, first on the page, each a link to its field. The island moves focus here. */
export function ErrorSummary({ problems }: { problems: readonly Problem[] }) {
  const words = useWords();
  if (problems.length === 0) return null;
  return (
    <div class="error-summary" id="error-summary" role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{words.t("ui.form.problems")}</h2>
      <ul>
        {problems.map(({ id, text }, nth) => (
          <li key={nth}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A link whose short text is understood only beside what it stands by; `about` is heard after it. */
export function ShortLink({ href, children, about }: { href: string; children: Shown; about: Shown }) {
  return (
    <a href={href}>
      {children}
      <Hidden> {about}</Hidden>
    </a>
  );
}
