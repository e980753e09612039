import { SECRECY, type BranchKind } from "../access/secrecy.ts";
import { CARD_MONTHS, freshnessOf, type Service } from "../directory/directory.ts";
import { daysOverdue, weaknessOf, type Inside, type Report, type Somebody } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Notice, Said, SaidText, Tag, Written, type Shown } from "../ui/index.ts";
import { Person } from "./people-parts.tsx";

export type People = ReadonlyMap<string, Somebody>;

/** How true a card is, in a word. Nothing when it is true enough. */
export function FreshTag({ service, today }: { service: Pick<Service, "checkedOn">; today: Day }) {
  const words = useWords();
  const freshness = freshnessOf(service.checkedOn, CARD_MONTHS, today);
  if (freshness === "fresh") return null;
  return <Tag kind="late">{words.t(freshness === "due" ? "network.card.due" : "network.card.stale")}</Tag>;
}

/** Who to turn to on a card, or that there is nobody. While the contact person is away the deputy comes first. */
export function Contacts({ inside, people, at }: { inside: Pick<Inside, "contact" | "deputy">; people: People; at?: "unit" | undefined }) {
  const words = useWords();
  const [contact, deputy] = [people.get(inside.contact ?? ""), people.get(inside.deputy ?? "")];
  if (contact?.awayUntil && deputy && !deputy.awayUntil) return <><Person person={deputy} at={at} /><br /><span class="quiet">{words.t("network.card.stands-in")}: <Person person={contact} /></span></>;
  return (
    <>
      {contact ? <Person person={contact} at={at} /> : words.t("network.card.no-contact")}
      <br />
      <span class="quiet">{words.t("network.card.deputy")}: {deputy ? <Person person={deputy} at={at} /> : words.t("network.card.no-deputy")}</span>
    </>
  );
}

/** Said first on a card that nobody answers for, or that hangs on one person. */
export function Weakness({ inside, people }: { inside: Pick<Inside, "contact" | "deputy">; people: People }) {
  const words = useWords();
  const weakness = weaknessOf(inside, (duty) => people.has(duty));
  return weakness === "no-contact" ? <Notice kind="warning" title={words.t("network.weak.no-contact")}><p>{words.t("network.weak.no-contact.text")}</p></Notice> : null;
}

/** The rule of secrecy that the unit works under, from its kind of branch. @ground OSL 23–26 */
export function SecrecyRule({ kind }: { kind: string }) {
  const words = useWords();
  const { strength, provision, verified } = SECRECY[kind as BranchKind];
  return (
    <>
      <p>{words.say(`secrecy.strength.${strength}`)}{provision !== "none" && <> <span class="quiet"><Said>{provision}</Said></span></>}</p>
      {!verified && <p class="quiet">{words.t("secrecy.verified.no")}</p>}
    </>
  );
}

/** Free text of a card that only colleagues read. */
export const Told = ({ children }: { children: string }) => <Written>{children}</Written>;

export function Lines({ items }: { items: readonly string[] }) {
  return <ul>{items.map((item) => <li key={item}><Written>{item}</Written></li>)}</ul>;
}

/** Things in a row: "EPDS, hembesök". */
export const Listed = ({ items }: { items: readonly string[] }) => <Written>{items.join(", ")}</Written>;

/** What somebody has said is wrong, for those who answer for the card. */
export function Reports({ reports, people }: { reports: readonly Report[]; people: People }) {
  const words = useWords();
  return (
    <ul class="reports">
      {reports.map(({ id, kind, said, at, byDuty }) => {
        const by = byDuty === undefined ? undefined : people.get(byDuty);
        return (
          <li key={id}>
            <strong>{words.t(`report.kind.${kind}`)}</strong> <span class="quiet">{words.time(at)}, {by ? <Person person={by} at="unit" /> : words.t("network.report.from-outside")}</span>
            {said && <p><SaidText>{said}</SaidText></p>}
          </li>
        );
      })}
    </ul>
  );
}

/** One press says that the card is right; the other way is to change it. `back`: where one stays. */
export function CheckButtons({ service, seen, back, children }: { service: Pick<Service, "handle" | "name">; seen: Seen; back?: "list" | "mine" | undefined; children?: Shown }) {
  const { words } = seen;
  const path = `/network/services/${service.handle}`;
  return (
    <div class="actions check">
      <PostButton action={`${path}/check`} once={seen.once()} label={words.t("network.check.yes")} fields={back ? { back } : {}} />
      <ButtonLink href={`${path}/edit`} kind="quiet">{words.t("network.check.change")}</ButtonLink>
      {children}
    </div>
  );
}

/** Since when a card should have been looked at, when it should. */
export function Overdue({ service, today }: { service: Pick<Service, "checkedOn">; today: Day }) {
  const words = useWords();
  const days = daysOverdue(service, today);
  return days < 0 ? null : <>{words.t("network.card.overdue", { days })}</>;
}
