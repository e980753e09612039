import type { Look, Matter, Task } from "../matter/index.ts";
import { addDays, daysBetween, type Day } from "../platform/clock.ts";
import type { ChildId } from "../platform/ids.ts";
import { speaking, type Practice } from "../practice/index.ts";
import { readConsentsOf } from "./consent-store.ts";
import { listed, placeName } from "./consent-text.ts";
import { textTermsOf, type ConsentsAround, type KnownConsent } from "./consent-view.ts";
import { endingOf, endsSoonFrom } from "./ending.ts";
import { listChildrenWithEnding } from "./ending-store.ts";

/** Months differ in length; the rule decides, and this only asks about a few days more. */
const MARGIN_DAYS = 4;

/** The last day of the consents to look at: at least as far ahead as they are told of. */
export const lookAheadTo = (practice: Practice, today: Day): Day => addDays(today, daysBetween(endsSoonFrom(practice, today), today) + MARGIN_DAYS);

export const endingIn = ({ consents, givers }: ConsentsAround, { consent, letEnd }: KnownConsent, of: { matter: Pick<Matter, "state">; practice: Practice; today: Day }) =>
  endingOf({ ...of, consent, others: consents.map((one) => one.consent), givers, letEnd });

/** Where it is to be thought of: in the matter it was asked for, else where it lets us tell. */
const isFor = (matter: Matter, { matterId, childId, consent }: KnownConsent, matters: readonly Matter[]): boolean =>
  matter.id === matterId || (!matters.some(({ id }) => id === matterId) && matter.childId === childId && matter.branchId === consent.disclosing);

type Ending = { readonly known: KnownConsent; readonly how: "soon" | "over" };

/** One row for each kind and child, however many questions the family was asked at once. */
function taskOf(matter: Matter, around: ConsentsAround, { endings, practice }: { endings: readonly Ending[]; practice: Practice }): Task[] {
  // Only staff have a list, and staff read Swedish here.
  const words = speaking(practice, "sv");
  return (["over", "soon"] as const).flatMap((how) => {
    const same = endings.filter((one) => one.how === how).map(({ known }) => known);
    const [first] = same.toSorted((a, b) => (a.consent.until < b.consent.until ? -1 : 1));
    if (!first) return [];
    const receivers = [...new Set(same.flatMap((known) => textTermsOf(around, known).receivers.map((one) => placeName(words, one))))].toSorted((a, b) => a.localeCompare(b, "sv"));
    const values = { count: same.length, receivers: listed(words, receivers), day: words.shortDay(first.consent.until) };
    return [{ matter, next: { what: `consent.ending.${how}`, values, href: same.length === 1 ? `/consents/${first.consent.id}` : `/matters/${matter.id}#consents`, dueOn: first.consent.until } }];
  });
}

/** The children whose consents are to be looked at, which can be asked before it is known which matters are whose. */
export const listEnding = ({ tx, house, today }: Look): Promise<ChildId[]> => listChildrenWithEnding(tx, lookAheadTo(house.practice, today));

/** What the ends of consents ask of whoever works with some matters: to ask again, or to let them end. @ground REQ-044, U05 */
export async function listConsentTasks({ tx, house, today }: Look, { matters, children }: { matters: readonly Matter[]; children: readonly ChildId[] }): Promise<Task[]> {
  const mine = children.filter((child) => matters.some(({ childId }) => childId === child));
  return mine.map(await readConsentsOf(tx, house, mine, today)).flatMap((around) => matters.flatMap((matter) => {
    const endings = around.consents.filter((known) => isFor(matter, known, matters)).flatMap((known): Ending[] => {
      const how = endingIn(around, known, { matter, practice: house.practice, today });
      return how ? [{ known, how }] : [];
    });
    return taskOf(matter, around, { endings, practice: house.practice });
  }));
}
