import { questionsOf } from "../access/grounds.ts";
import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { compareProtection, SECRECY } from "../access/secrecy.ts";
import type { Section } from "../disclosure/index.ts";
import { ageWords, type Aged } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Card, Notice, Pairs, Quote, Said, SaidText, type Answer, type Shown } from "../ui/index.ts";
import { othersIn } from "./others.ts";
import type { Parcel } from "./sharing.ts";

/** A parcel as somebody weighs it: from where, to whom, about whom, what and on which ground. */
export type Weighed = {
  readonly parcel: Parcel; readonly own: Unit; readonly units: readonly Unit[]; readonly persons: readonly { readonly personId: string; readonly name: string }[];
  readonly child: Aged & { readonly name: string };
  /** Those it speaks of who have not said yes themselves; only where that can be seen. */
  readonly lacking?: readonly string[];
  /** Who weighed it, when somebody else reads how. */
  readonly by?: string | undefined;
};

const foreignIn = ({ own, units }: Weighed) => units.filter(({ branchId }) => branchId !== own.branchId);

/** Any of the texts people have written, as it will be read: somebody's own words as a quotation. */
export function Sections({ sections }: { sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ heading, text, own }, nth) => (
        <section key={nth} class="delivered">
          <h3><Said>{heading}</Said></h3>
          {own ? <Quote>{text}</Quote> : <p><SaidText>{text}</SaidText></p>}
        </section>
      ))}
    </>
  );
}

/** What happens to the protection at a receiver. Secrecy does not travel: the receiver's own rule applies. @ground OSL 7:2, REQ-013 */
function Protection({ own, unit }: { own: Unit; unit: Unit }) {
  const words = useWords();
  const protection = compareProtection(own.kind, unit.kind);
  const { provision, weakest, verified } = SECRECY[unit.kind];
  const rule = <p>{words.say(`secrecy.strength.${weakest}`)} {provision !== "none" && <span class="quiet">{words.t("delivery.secrecy.rule", { provision })}</span>}{!verified && <> {words.t("secrecy.verified.no")}</>}</p>;
  if (protection === "weaker" || protection === "none") {
    const title = words.t(protection === "none" ? "sharing.check.unprotected" : "sharing.check.weaker", { receiver: unit.name });
    return <Notice kind="warning" title={title}><><p>{words.say(`secrecy.compare.${protection}`, { receiver: unit.name })}</p>{rule}</></Notice>;
  }
  return <>{<p>{words.say(`secrecy.compare.${protection}`, { receiver: unit.name })}</p>}{rule}</>;
}

/** The protection at each receiver behind a boundary. */
export function ProtectionCard({ weighed }: { weighed: Weighed }) {
  const words = useWords();
  const foreign = foreignIn(weighed);
  if (foreign.length === 0) return null;
  return <Card title={words.t("sharing.check.protection")}>{foreign.map((unit) => <Protection key={unit.id} own={weighed.own} unit={unit} />)}</Card>;
}

/** What was asked and answered, with the ground it belongs to. */
export function TestsAnswered({ ground, answers, from }: { ground: string; answers: Readonly<Record<string, string>>; from: Unit["kind"] }) {
  const words = useWords();
  const found = CATALOGUE.grounds.find(({ code }) => code === ground);
  const asked = found ? questionsOf(found, from).filter(({ id }) => answers[id]) : [];
  if (asked.length === 0) return null;
  return <Pairs items={asked.map(({ id, kind, message }) => ({ label: words.say(message), value: kind === "text" ? <SaidText>{answers[id]}</SaidText> : words.t("sharing.yes") }))} />;
}

function groundAnswer(weighed: Weighed, words: Words): Shown {
  const { units, parcel: { ground, answers }, own } = weighed;
  if (units.length === 0) return words.t("ground.party.name");
  if (foreignIn(weighed).length === 0) return <><p><strong>{words.t("ground.own-branch.name")}</strong></p><p>{words.t("ground.own-branch.explain")}</p></>;
  if (!ground) return words.t("sharing.check.ground.choose");
  return (
    <>
      <p><strong>{words.say(`ground.${ground}.name`)}</strong></p>
      <p>{words.say(`ground.${ground}.explain`)}</p>
      {ground !== "consent" && <TestsAnswered ground={ground} answers={answers} from={own.kind} />}
    </>
  );
}

/** What it stands on for each person it speaks of besides the child: that person's own yes, or the ground tried for that person too. @ground REQ-039 */
function othersAnswer({ parcel, lacking = [] }: Weighed, words: Words): Shown {
  const standing = (id: string) => (parcel.ground !== "consent" ? "tried" : lacking.includes(id) ? "missing" : "own");
  return <>{othersIn(parcel).map(({ id, name }) => <p key={id}><Said>{name}</Said>, {words.t(`sharing.others.${standing(id)}`)}</p>)}</>;
}

export function receiverAnswer({ units, persons }: Pick<Weighed, "units" | "persons">, words: Words): Shown {
  return (
    <>
      {units.map(({ id, name, authority }) => <p key={id}><strong><Said>{name}</Said></strong>, <Said>{authority}</Said></p>)}
      {persons.map(({ personId, name }) => <p key={personId}><Said>{words.t("sharing.guardian", { name })}</Said></p>)}
    </>
  );
}

/** Where the parts of a parcel are changed, while they can be. */
export type ChangedAt = { readonly compose: string; readonly ground: string };

/** Everything about a parcel but its content. */
export function answersOf(weighed: Weighed, { words, today }: Seen, at?: ChangedAt): Answer[] {
  const { child, by, parcel: { request, why, reservation } } = weighed;
  const [change, ground] = [at ? { href: at.compose } : {}, at ? { href: at.ground } : {}];
  return [
    { label: words.t("sharing.check.to"), value: receiverAnswer(weighed, words), ...change },
    { label: words.t("sharing.check.child"), value: <><Said>{child.name}</Said>, {ageWords(words, child, today)}</> },
    { label: words.t("sharing.check.why"), value: <SaidText>{why}</SaidText>, ...change },
    { label: by === undefined ? words.t("sharing.check.ground") : <Said>{words.t("proposal.ground", { name: by })}</Said>, value: groundAnswer(weighed, words), ...(foreignIn(weighed).length > 0 ? ground : {}) },
    ...(othersIn(weighed.parcel).length > 0 && foreignIn(weighed).length > 0 ? [{ label: words.t("sharing.others.check"), value: othersAnswer(weighed, words), ...change }] : []),
    ...(request ? [{ label: words.t("sharing.check.request"), value: <Said>{words.t("sharing.check.request.text", { by: request.by, day: words.shortDay(request.on), what: request.what })}</Said>, ...change }] : []),
    ...(reservation ? [{ label: words.t("sharing.check.reservation"), value: <SaidText>{reservation}</SaidText>, ...ground }] : []),
  ];
}
