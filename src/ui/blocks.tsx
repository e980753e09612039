import { useId } from "preact/hooks";
import { useWords } from "../platform/i18n/words.tsx";
import { HouseMark, Sign, Tag } from "./signs.tsx";
import { Hidden, Said, type Shown } from "./text.tsx";

export type CardProps = {
  title?: Shown;
  /** 2 unless the card stands inside another section. */
  level?: 2 | 3 | undefined;
  /** For links to the card from elsewhere on the page. */
  id?: string | undefined;
  /** A link or a tag on the line of the title. */
  beside?: Shown;
  children: Shown;
};

export function Card({ title, level = 2, id, beside, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section class="card" id={id}>
      {title && (
        <div class="card-head">
          <Heading>{title}</Heading>
          {beside}
        </div>
      )}
      {children}
    </section>
  );
}

export type NextStepProps = {
  /** What happens next, as an action: "Fyll i hjulet tillsammans med Elis". */
  what: Shown;
  href?: string | undefined;
  /** The one person who holds it: data. */
  owner: string;
  /** The day, spoken. */
  due: Shown;
  /** When the day has passed: how long ago, spoken. */
  late?: Shown;
  /** Instead of "Nästa steg". */
  title?: Shown;
};

/** The one next step, its one owner and its one date. Stands first on every child's page. */
export function NextStep({ what, href, owner, due, late, title }: NextStepProps) {
  const words = useWords();
  const id = useId();
  return (
    <section class="next" aria-labelledby={id}>
      <span class="next-arrow">
        <Sign name="onward" />
      </span>
      <h2 id={id}>{title ?? words.t("ui.next.title")}</h2>
      <p class="next-what">{href ? <a href={href}>{what}</a> : what}</p>
      <p class="next-who">
        <span>
          <Sign name="person" />
          <Hidden>{words.t("ui.next.owner")} </Hidden>
          <Said>{owner}</Said>
        </span>
        <span>
          <Sign name="day" />
          <Hidden>{words.t("ui.next.due")} </Hidden>
          {due}
        </span>
        {late && <Tag kind="late">{late}</Tag>}
      </p>
    </section>
  );
}

export type StepState = "done" | "now" | "later";
export type Step = { label: Shown; state: StepState; href?: string | undefined };

/** The child's way, and where on it we are. On a narrow screen only the present step shows its name. */
export function Steps({ items, label }: { items: readonly Step[]; label?: string | undefined }) {
  const words = useWords();
  return (
    <ol class="steps" aria-label={label ?? words.t("ui.steps.label")}>
      {items.map((step, nth) => (
        <li key={nth} class={`step-${step.state}`} aria-current={step.state === "now" ? "step" : undefined}>
          {step.href ? (
            <a class="step" href={step.href}>
              <StepBody {...step} />
            </a>
          ) : (
            <span class="step">
              <StepBody {...step} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function StepBody({ label, state }: Step) {
  const words = useWords();
  return (
    <>
      <span class="step-dot">{state === "done" && <Sign name="done" />}</span>
      <span class="step-label">
        {label}
        <Hidden> ({words.t(`ui.steps.${state}`)})</Hidden>
      </span>
    </>
  );
}

export type NoticeKind = "info" | "success" | "warning" | "error";
export type NoticeProps = { kind: NoticeKind; title: Shown; children?: Shown };

const noticeSigns = { info: "info", success: "done", warning: "warning", error: "error" } as const;

/** Something to know before going on. Red is for errors only. */
export function Notice({ kind, title, children }: NoticeProps) {
  const words = useWords();
  return (
    <div class={`notice notice-${kind}`}>
      <span class="notice-sign">
        <Sign name={noticeSigns[kind]} />
      </span>
      <div class="notice-body">
        <p class="notice-title">
          <Hidden>{words.t(`ui.notice.${kind}`)} </Hidden>
          {title}
        </p>
        {children}
      </div>
    </div>
  );
}

export type EmptyProps = { title: Shown; text: Shown; action?: Shown };

/** Nothing here yet: why, and what one can do. */
export function Empty({ title, text, action }: EmptyProps) {
  return (
    <div class="empty">
      <HouseMark />
      <p class="empty-title">{title}</p>
      <p>{text}</p>
      {action && <p class="actions">{action}</p>}
    </div>
  );
}

export type DetailsProps = { summary: Shown; children: Shown; open?: boolean | undefined };

export function Details({ summary, children, open = false }: DetailsProps) {
  return (
    <details open={open}>
      <summary>{summary}</summary>
      <div class="details-body">{children}</div>
    </details>
  );
}

export type TimelineItem = {
  /** The day or instant, spoken. */
  when: Shown;
  title: Shown;
  /** Where it comes from and who can see it. */
  source?: Shown;
  detail?: Shown;
};

/** What has happened, in order: one line for each event that mattered. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol class="timeline">
      {items.map(({ when, title, source, detail }, nth) => (
        <li key={nth}>
          <p class="timeline-when">{when}</p>
          <p class="timeline-title">{title}</p>
          {detail && <div class="timeline-detail">{detail}</div>}
          {source && <p class="timeline-source">{source}</p>}
        </li>
      ))}
    </ol>
  );
}

/** The page's main column, and beside it what helps. On a narrow screen the side comes after. */
export function WithSide({ children, side }: { children: Shown; side: Shown }) {
  return (
    <div class="with-side">
      <div class="stack">{children}</div>
      <aside class="stack">{side}</aside>
    </div>
  );
}

/** Blocks one after another with even air between them. */
export function Stack({ children }: { children: Shown }) {
  return <div class="stack">{children}</div>;
}

/** Blocks of equal rank, side by side when there is room. */
export function Grid({ children }: { children: Shown }) {
  return <div class="grid">{children}</div>;
}

/** Seen on paper only: for whom and when the page was printed. */
export function PrintMark({ children }: { children: Shown }) {
  return <p class="print-mark">{children}</p>;
}
