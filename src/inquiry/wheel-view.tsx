import { useWords, type Words } from "../platform/i18n/words.tsx";
import { perspectives, questionGroups, textIn, type Mark, type Perspective, type Practice, type Question } from "../practice/index.ts";
import { Details, Hidden, Notice, Said, SaidText, Sign, Tag, Wheel, Wheels, WheelTable, type Shown, type WheelArea } from "../ui/index.ts";
import { calledBy, type WheelEntry } from "./inquiry.ts";

/** One round of a child's wheel, ready to be drawn. */
export type WheelView = { readonly practice: Practice; readonly child: string; readonly entries: readonly WheelEntry[] };

/** Whose picture it is: the child by its name, the others as the package calls them. */
export function Whose({ view: { practice, child }, perspective }: { view: WheelView; perspective: Perspective }) {
  const words = useWords();
  if (perspective === "child") return <Said>{calledBy(child)}</Said>;
  return <>{textIn(practice.wheel.perspectives.find(({ id }) => id === perspective)!.name, words.language)}</>;
}

/** The strengths first; a child's words between quotation marks, as they were said. */
function SaidIn({ entry }: { entry: WheelEntry }) {
  const words = useWords();
  const quoted = (text: string) => (entry.perspective === "child" ? `”${text}”` : text);
  return (
    <>
      {(["works", "challenging"] as const).filter((part) => entry[part] !== "").map((part) => (
        <div key={part} class={`said-line said-${part}`}>
          <Sign name={part} />
          <Hidden>{words.t(`inquiry.area.${part}`)}: </Hidden>
          <SaidText>{quoted(entry[part])}</SaidText>
        </div>
      ))}
    </>
  );
}

/** The areas as one perspective sees them, in the model's order: the one value that both the drawing and the table are made from. */
export const areasOf = ({ practice, entries }: WheelView, perspective: Perspective, words: Words): WheelArea[] =>
  practice.wheel.areas.map(({ id, name }) => {
    const entry = entries.find((one) => one.perspective === perspective && one.area === id);
    const label = textIn(name, words.language);
    if (!entry) return { id, label, needsSupport: false };
    const said = entry.works + entry.challenging === "" ? undefined : <SaidIn entry={entry} />;
    return { id, label, mark: entry.mark, needsSupport: entry.needsSupport, said };
  });

/** Three pictures beside each other, the child's first; never made into one. `foot` stands under each. @model K12 */
export function WheelPictures({ view, foot }: { view: WheelView; foot: (perspective: Perspective) => Shown }) {
  const words = useWords();
  return (
    <Wheels>
      {perspectives.map((perspective) => (
        <Wheel key={perspective} areas={areasOf(view, perspective, words)} centre={calledBy(view.child)} caption={<><p class="wheel-whose"><Whose view={view} perspective={perspective} /></p>{foot(perspective)}</>} />
      ))}
    </Wheels>
  );
}

/** Everything that was said, area by area. */
export function WheelWords({ view }: { view: WheelView }) {
  const words = useWords();
  const columns = perspectives.map((id) => ({ id, label: <Whose view={view} perspective={id} />, areas: areasOf(view, id, words) }));
  return <div class="wheel-words"><WheelTable caption={words.t("inquiry.wheel.table")} perspectives={columns} /></div>;
}

/** The marks alone, in a table that finds room on a phone: where the pictures agree and where they differ. Silent areas are named below. */
export function WheelMarks({ view }: { view: WheelView }) {
  const words = useWords();
  const spoken = view.practice.wheel.areas.filter(({ id }) => view.entries.some(({ area }) => area === id));
  const silent = view.practice.wheel.areas.filter((area) => !spoken.includes(area)).map(({ name }) => textIn(name, words.language));
  return (
    <div class="marks-box">
      <table class="marks-table">
        <caption class="hidden">{words.t("inquiry.wheel.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t("ui.wheel.area")}</th>
            {perspectives.map((id) => <th key={id} scope="col"><span><Whose view={view} perspective={id} /></span></th>)}
          </tr>
        </thead>
        <tbody>
          {spoken.map(({ id, name }) => (
            <tr key={id}>
              <th scope="row">{textIn(name, words.language)}</th>
              {perspectives.map((perspective) => <td key={perspective}><MarksOf entry={view.entries.find((one) => one.area === id && one.perspective === perspective)} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {silent.length > 0 && <p class="quiet">{words.t("inquiry.wheel.silent", { areas: silent.join(", ") })}</p>}
    </div>
  );
}

function MarksOf({ entry }: { entry: WheelEntry | undefined }) {
  const words = useWords();
  if (!entry) return <span class="quiet"><span aria-hidden="true">–</span><Hidden>{words.t("ui.mark.none")}</Hidden></span>;
  return <span class="said-marks"><Tag kind={entry.mark} /> {entry.needsSupport && <Tag kind="support" />}</span>;
}

const strengthsFirst: readonly Mark[] = ["works", "both", "challenging", "unknown"];

/** Each perspective in a few lines, strengths first: to have beside one while deciding. */
export function WheelSummary({ view }: { view: WheelView }) {
  const words = useWords();
  const names = (entries: readonly WheelEntry[]) =>
    view.practice.wheel.areas.filter(({ id }) => entries.some(({ area }) => area === id)).map(({ name }) => textIn(name, words.language)).join(", ");
  return (
    <>
      {perspectives.map((perspective) => {
        const own = view.entries.filter((entry) => entry.perspective === perspective);
        const lines = [...strengthsFirst.map((mark) => [mark, own.filter((entry) => entry.mark === mark)] as const), ["support", own.filter(({ needsSupport }) => needsSupport)] as const];
        return (
          <div key={perspective} class="wheel-summary">
            <h3><Whose view={view} perspective={perspective} /></h3>
            {own.length === 0 && <p class="quiet">{words.t("ui.mark.none")}</p>}
            <ul>{lines.filter(([, entries]) => entries.length > 0).map(([kind, entries]) => <li key={kind}><Tag kind={kind} /> {names(entries)}</li>)}</ul>
          </div>
        );
      })}
    </>
  );
}

/** Something said makes one ask whether the child is harmed: the way to a report of concern, at once. @ground SoL 19:1, REQ-080 */
export function ConcernGate({ area }: { area: string }) {
  const words = useWords();
  return (
    <Notice kind="warning" title={words.t("inquiry.concern.title")}>
      <p>{words.t("inquiry.concern.text", { area })}</p>
      <p><a href="/concern">{words.t("inquiry.concern.link")}</a></p>
    </Notice>
  );
}

type PromptsProps = { texts: readonly Question[]; groups?: Practice["wheel"]["groups"]; summary: string; proposed: string; open?: boolean };

/** Questions of the package to choose from; that they are a proposal stands in their own heading. */
export function Prompts({ texts, groups, summary, proposed, open = false }: PromptsProps) {
  const words = useWords();
  if (texts.length === 0) return null;
  const list = (some: readonly Question[]) => some.length > 0 && <ul>{some.map((text) => <li key={text.sv}>{textIn(text, words.language)}</li>)}</ul>;
  return (
    <Details open={open} summary={texts.every(({ status }) => status === "official") ? summary : proposed}>
      {list(texts.filter(({ group }) => group === undefined))}
      {groups && questionGroups.map((group) => {
        const own = texts.filter((text) => text.group === group);
        return own.length > 0 && <div key={group}><p class="prompts-group">{textIn(groups[group], words.language)}</p>{list(own)}</div>;
      })}
    </Details>
  );
}
