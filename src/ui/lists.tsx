import { useWords } from "../platform/i18n/words.tsx";
import { ShortLink } from "./controls.tsx";
import { Sign, Tag, type SignName } from "./signs.tsx";
import { asSaid, Said, type Shown } from "./text.tsx";

export type RowProps = {
  /** A person's or a unit's name: data. Its first letter stands in the disc. */
  name?: string | undefined;
  /** Instead of a name, when the row is named by our own words. */
  label?: Shown;
  /** A sign in the disc instead of a letter: "done" for a yes, "no" for a no. */
  sign?: SignName | undefined;
  href?: string | undefined;
  /** What follows the name on its line: age, a tag. */
  beside?: Shown;
  /** The next step, or what the row is about. */
  next?: Shown;
  /** By when, or since when, spoken. */
  when?: Shown;
  /** How late it is, spoken; stands before `when`. */
  late?: Shown;
  /** A link or button at the end of the row. */
  action?: Shown;
};

const initialOf = (name: string) => [...name.trim()][0]?.toLocaleUpperCase("sv") ?? "";

function Disc({ name = "", sign }: Pick<RowProps, "name" | "sign">) {
  return (
    <span class="disc" aria-hidden="true" {...asSaid}>
      {sign ? <Sign name={sign} /> : initialOf(name)}
    </span>
  );
}

/** One child, person or unit in a list; or one thing that has been answered. */
export function Row({ name, label, sign, href, beside, next, when, late, action }: RowProps) {
  const named = label ?? <Said>{name}</Said>;
  return (
    <li class="row">
      <Disc name={name} sign={sign} />
      <div class="row-main">
        <p class="row-name">
          {href ? <a href={href}>{named}</a> : <strong>{named}</strong>} {beside && <span>{beside}</span>}
        </p>
        {next && <p class="row-next">{next}</p>}
      </div>
      {(when || late || action) && (
        <div class="row-end">
          {late && <Tag kind="late">{late}</Tag>}
          {when && <span>{when}</span>}
          {action}
        </div>
      )}
    </li>
  );
}

export function Rows({ children }: { children: Shown }) {
  return <ul class="rows">{children}</ul>;
}

export type Pair = { label: Shown; value: Shown };

/** Names and values: who, where, when. */
export function Pairs({ items }: { items: readonly Pair[] }) {
  return (
    <dl class="pairs">
      {items.map(({ label, value }, nth) => (
        <div key={nth}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type TaskState = "done" | "todo" | "waiting" | "closed";
export type Task = {
  /** Unique on the page. */
  id: string;
  label: Shown;
  state: TaskState;
  href?: string | undefined;
  hint?: Shown;
  /** Instead of the state's own word. */
  status?: Shown;
};

/** What is left to do, in any order. What is done is quiet. */
export function TaskList({ items }: { items: readonly Task[] }) {
  return (
    <ul class="tasks">
      {items.map((task) => (
        <TaskLine key={task.id} {...task} />
      ))}
    </ul>
  );
}

function TaskLine({ id, label, state, href, hint, status }: Task) {
  const words = useWords();
  const described = `${id}-hint ${id}-state`;
  return (
    <li class={`task task-${state}`}>
      <div class="task-main">
        {href ? (
          <a href={href} aria-describedby={hint ? described : `${id}-state`}>
            {label}
          </a>
        ) : (
          <span>{label}</span>
        )}
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <span class="task-state" id={`${id}-state`}>
        {status ?? words.t(`ui.task.${state}`)}
      </span>
    </li>
  );
}

export type Answer = {
  label: Shown;
  value: Shown;
  /** Where the answer is changed. */
  href?: string | undefined;
};

/** All answers before they are sent, each with its way back. */
export function CheckAnswers({ items }: { items: readonly Answer[] }) {
  const words = useWords();
  return (
    <dl class="answers">
      {items.map(({ label, value, href }, nth) => (
        <div key={nth}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {href && (
            <dd class="answer-change">
              <ShortLink href={href} about={label}>
                {words.t("ui.answers.change")}
              </ShortLink>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

export type Column = { label: Shown; numeric?: boolean | undefined };
export type TableRow = {
  key: string;
  /** One for each column; the first names the row. */
  cells: readonly Shown[];
};
export type DataTableProps = { caption: Shown; columns: readonly Column[]; rows: readonly TableRow[] };

/**
 * A table that becomes cards where there is little room. The roles are written out because a browser may drop a table's meaning
 * when its `display` changes; the label in each cell is for the eye only, the header cells speak.
 */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    <div class="table-box">
      <table class="table" role="table">
        <caption>{caption}</caption>
        <TableHead columns={columns} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.key} role="row">
              {row.cells.map((cell, nth) => (
                <Cell key={nth} nth={nth} column={columns[nth]}>
                  {cell}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableHead({ columns }: Pick<DataTableProps, "columns">) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ label, numeric }, nth) => (
          <th key={nth} scope="col" role="columnheader" class={numeric ? "numeric" : undefined}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type CellProps = { nth: number; column: Column | undefined; children: Shown };

function Cell({ nth, column, children }: CellProps) {
  if (nth === 0) {
    return (
      <th scope="row" role="rowheader">
        {children}
      </th>
    );
  }
  return (
    <td role="cell" class={column?.numeric ? "numeric" : undefined}>
      <span class="cell-label" aria-hidden="true">
        {column?.label}
      </span>
      <div class="cell">{children}</div>
    </td>
  );
}
