import { placeName, type ConsentView } from "../consent/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Card, Details, Row, Rows, Said, ShortLink, Timeline, type SignName } from "../ui/index.ts";
import { waitsForMe, type Reading, type Shared } from "./family.ts";
import { Listed, Names, sayOr, topicWords, whenWords } from "./family-words.tsx";

/** "BVC Lessebo får berätta för Trollet" */
export function MayTell({ consent: { terms } }: { consent: ConsentView }) {
  const words = useWords();
  return <><Said>{placeName(words, terms.disclosing)}</Said> {words.t("family.consent.mayTell")} <Names names={terms.receivers.map((one) => placeName(words, one))} /></>;
}

const signOf = (consent: ConsentView): SignName =>
  consent.state === "granted" ? "done" : consent.state === "waiting" ? (consent.own ? "calm" : "info") : "no";

/** How it stands, in terms of what this guardian did: nothing is told about what anybody else has answered. @ground REQ-055 */
function stateWords(words: Words, consent: ConsentView): string {
  const day = consent.own ? words.shortDay(dayOf(consent.own.at)) : "";
  if (consent.state === "lapsed") return words.t("family.consent.lapsed", { day: words.shortDay(consent.until) });
  if (consent.state === "granted") return words.t("family.consent.granted", { day, until: words.shortDay(consent.until) });
  if (waitsForMe(consent)) return words.t("family.consent.waits");
  if (consent.state === "unanswered") return words.t("family.consent.unanswered");
  if (consent.own?.answer === "granted") return words.t("family.consent.youSaidYes", { day });
  return words.t(consent.own?.answer === "withdrawn" ? "family.consent.withdrawn" : "family.consent.refused", { day });
}

function ConsentAction({ consent }: { consent: ConsentView }) {
  const words = useWords();
  const answer = `/consents/${consent.id}/answer`;
  if (consent.state === "lapsed") return null;
  if (waitsForMe(consent) || consent.state === "unanswered") return <ButtonLink href={answer} kind="quiet">{words.t("family.consent.answer")}</ButtonLink>;
  const about = <MayTell consent={consent} />;
  if (consent.own?.answer === "granted") return <ShortLink href={`/consents/${consent.id}/withdraw`} about={about}>{words.t("family.consent.withdraw")}</ShortLink>;
  return <ShortLink href={answer} about={about}>{words.t("family.consent.change")}</ShortLink>;
}

/** What waits for an answer first, then what holds, then what was refused or taken back. */
const pressing = (consent: ConsentView): number => (waitsForMe(consent) ? 0 : consent.own?.answer === "granted" ? 1 : 2);

export function ConsentsCard({ consents }: { consents: readonly ConsentView[] }) {
  const words = useWords();
  const [now, past] = [consents.filter(({ state }) => state !== "lapsed").toSorted((a, b) => pressing(a) - pressing(b)), consents.filter(({ state }) => state === "lapsed")];
  return (
    <Card title={words.t("family.consents")} id="consents">
      {consents.length === 0 ? <p>{words.t("family.consents.none")}</p> : <p class="quiet">{words.t("family.consents.lead")}</p>}
      {now.length > 0 && <ConsentRows consents={now} />}
      {past.length > 0 && <Details summary={words.t("family.consents.past", { count: past.length })}><ConsentRows consents={past} /></Details>}
    </Card>
  );
}

function ConsentRows({ consents }: { consents: readonly ConsentView[] }) {
  const words = useWords();
  return (
    <Rows>
      {consents.map((consent) => (
        <Row
          key={consent.id} sign={signOf(consent)} label={<MayTell consent={consent} />}
          next={<>{consent.terms.about ? words.t("family.about.you") : words.t("family.about", { topics: topicWords(words, consent.topics) })} {stateWords(words, consent)}</>}
          action={<ConsentAction consent={consent} />}
        />
      ))}
    </Rows>
  );
}

/** The first few stand open; the rest is a click away and on the same page. */
const OPEN = 5;

export function SharedCard({ shared, child, seen }: { shared: readonly Shared[]; child: string; seen: Seen }) {
  const { words } = seen;
  const rest = shared.slice(OPEN);
  return (
    <Card title={words.t("family.shared")} id="shared">
      <p class="quiet">{words.t(shared.length === 0 ? "family.shared.none" : "family.shared.lead")}</p>
      {shared.length > 0 && <SharedRows shared={shared.slice(0, OPEN)} child={child} seen={seen} />}
      {rest.length > 0 && <Details summary={words.t("family.shared.more", { count: rest.length })}><SharedRows shared={rest} child={child} seen={seen} /></Details>}
    </Card>
  );
}

function SharedRows({ shared, child, seen }: { shared: readonly Shared[]; child: string; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Rows>
      {shared.map((one) => (
        <Row
          key={one.id} name={one.fromUnit} label={words.say(`family.kind.${one.kind}`)} next={<SharedLine shared={one} />} when={whenWords(words, one.at, today)}
          action={one.mine && <ShortLink href={`/family/${child}/copies/${one.mine}`} about={words.say(`family.kind.${one.kind}`)}>{words.t("family.read")}</ShortLink>}
        />
      ))}
    </Rows>
  );
}

/** From whom, to whom, about what and on which ground. */
function SharedLine({ shared }: { shared: Shared }) {
  const words = useWords();
  const receivers = [
    ...shared.toUnits.map((unit) => <Said key={unit}>{unit}</Said>),
    ...(shared.mine ? [words.t("family.shared.you")] : []), ...(shared.toOthers ? [words.t("family.shared.others")] : []),
  ];
  const topics = topicWords(words, shared.what);
  return (
    <>
      {words.t("family.shared.from")} <Said>{shared.fromUnit}</Said> {words.t("family.shared.to")} <Listed items={receivers} />. {topics !== "" && words.t("family.about", { topics })}{" "}
      {shared.grounds.map((ground) => sayOr(words, `family.ground.${ground}`, "family.ground.other")).join(" ")}
    </>
  );
}

export function ReadingsCard({ readings, child, seen, more }: { readings: readonly Reading[]; child: string; seen: Seen; more: boolean }) {
  const { words } = seen;
  return (
    <Card title={words.t("family.readers")} id="readers">
      <p class="quiet">{words.t(readings.length === 0 ? "family.readers.none" : "family.readers.lead")}</p>
      {readings.length > 0 && <Readings readings={readings} seen={seen} />}
      {more && <p><a href={`/family/${child}/readers`}>{words.t("family.readers.all")}</a></p>}
    </Card>
  );
}

/** Unit, role, what for and when; never which person. @ground PDL 8:5, REQ-147 */
export function Readings({ readings, seen }: { readings: readonly Reading[]; seen: Seen }) {
  const { words, today } = seen;
  return (
    <Timeline
      items={readings.map((reading) => ({
        when: whenWords(words, reading.last, today),
        title: <><Said>{reading.unit}</Said>, {sayOr(words, `role.${reading.role}`, "family.role.other")}</>,
        source: <>{sayOr(words, `reading.${reading.subject}`, "reading.other")}{reading.times > 1 && <> · {words.t("family.readers.times", { count: reading.times })}</>}</>,
      }))}
    />
  );
}
