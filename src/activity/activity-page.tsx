import { agesText, Place, swedish } from "../directory/index.ts";
import { addDays } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { ButtonLink, DataBlock, PageTitle, Pairs, Phone, Said, Tag, Written } from "../ui/index.ts";
import { freshness, type Activity, type Session } from "./activity.ts";
import { dayText, ruleText, whenText } from "./activity-words.ts";
import { linkedEvents } from "./linked-events.ts";
import { seatsLeft, type Shown } from "./session-lines.tsx";

export type ActivityModel = Shown & { readonly activity: Activity; readonly coming: readonly Session[]; /** Where the house is. */ readonly url: string };

const DATES = 6;

/** That a time is another than one would think, and why. */
function Moved({ session: { calledOff, moved } }: { session: Session }) {
  const words = useWords();
  if (!moved || calledOff) return null;
  return <><Tag kind="calm">{words.t("activity.moved")}</Tag> {moved.from !== moved.to && words.t("activity.moved.from", { day: dayText(words, moved.from) })} {moved.reason && <span {...swedish(words)}>{moved.reason}</span>}</>;
}

/** When it is: the rule, the next time first, and the dates after it with what was called off. */
function When({ activity, coming, today }: Omit<ActivityModel, "seatsOf" | "url">) {
  const words = useWords();
  const { rule, pauses } = activity;
  const next = coming.find(({ calledOff }) => !calledOff);
  const others = coming.filter((session) => session !== next).slice(0, DATES);
  const rests = pauses.filter(({ calledOff, to, from }) => !calledOff && to >= today && from <= addDays(today, 60));
  return (
    <section>
      <h2>{words.t("activity.page.when")}</h2>
      {next ? <p class="next-time"><span>{words.t("activity.page.next")}</span> <strong>{whenText(words, next, today)}</strong> <Moved session={next} /></p> : <p>{words.t("activity.page.none")}</p>}
      {rule.every !== "once" && (
        <p>{ruleText(words, rule)}{rule.startsOn > today && <>, {words.t("activity.rule.from", { day: words.shortDay(rule.startsOn) })}</>}{rule.endsOn && <>, {words.t("activity.rule.until", { day: words.shortDay(rule.endsOn) })}</>}</p>
      )}
      {rests.map(({ from, to }) => <p key={from}>{words.t("activity.page.rest", { from: words.shortDay(from), to: words.shortDay(to) })}</p>)}
      {others.length > 0 && (
        <>
          <h3>{words.t("activity.page.dates")}</h3>
          <ul class="dates">
            {others.map((session) => (
              <li key={session.day}>{whenText(words, session, today)} <Moved session={session} />{session.calledOff && <> <Tag kind="late">{words.t("activity.off")}</Tag> {session.calledOff.reason && <span {...swedish(words)}>{session.calledOff.reason}</span>}</>}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Whether one signs up, and how many can still come. */
function How({ activity, coming, seatsOf }: Omit<ActivityModel, "today" | "url">) {
  const words = useWords();
  const next = coming.find(({ calledOff }) => !calledOff);
  const left = next && seatsLeft(next, seatsOf);
  return (
    <section class="how">
      <h2>{words.t("activity.page.how")}</h2>
      {activity.signUp === "none" && <p>{words.t("activity.page.how.drop-in")}</p>}
      {activity.signUp !== "none" && !next && <p>{words.t("activity.page.how.over")}</p>}
      {activity.signUp !== "none" && next && (
        <>
          <p>{words.t(activity.signUp === "session" ? "activity.page.how.session" : "activity.page.how.series")} <strong>{words.t("activity.seats", { seats: left ?? 0 })}</strong></p>
          <p><ButtonLink href={words.to(`/activities/${activity.handle}/sign-up`)}>{words.t("sign-up.title")}</ButtonLink></p>
        </>
      )}
      <p>{words.t("activity.page.ask")} <Phone number={activity.phone} />{activity.email && <> · <a href={`mailto:${activity.email}`}><Said>{activity.email}</Said></a></>}</p>
    </section>
  );
}

/** Where one goes: the place, and what its organisers say of it. */
function Where({ activity: { location, placeNote, placeLink } }: { activity: Activity }) {
  const words = useWords();
  return (
    <section>
      <h2>{words.t("guide.service.where")}</h2>
      {!location && placeNote === "" && <p>{words.t("activity.page.place.none")}</p>}
      {placeNote && <p {...swedish(words)}>{placeNote}</p>}
      {location && <Place location={location} />}
      {placeLink && <p><a href={placeLink} rel="noopener noreferrer"><Said>{placeLink.replace(/^https?:\/\//, "")}</Said></a></p>}
    </section>
  );
}

/** Who else is there, and what each comes with: several perspectives in one room. @model degerforsmodellen 2.3 */
function With({ activity: { companions, unit } }: { activity: Activity }) {
  const words = useWords();
  return (
    <section>
      {companions.length > 0 && (
        <>
          <h2>{words.t("activity.page.with")}</h2>
          <Pairs items={companions.map(({ unit: name, gives }) => ({ label: <Said>{name}</Said>, value: gives ? <span {...swedish(words)}>{gives}</span> : "–" }))} />
        </>
      )}
      <p class="quiet"><Said>{words.t("activity.page.by", { unit })}</Said></p>
    </section>
  );
}

function About({ activity }: { activity: Activity }) {
  const words = useWords();
  const languages = new Intl.DisplayNames(words.locale, { type: "language" });
  const { ages, forWhom, cost, costNote, interpreter, childcare } = activity;
  return (
    <Pairs items={[
      { label: words.t("guide.service.for"), value: words.t(`activity.for.${forWhom}`) },
      { label: words.t("guide.service.ages"), value: agesText(words, ages) },
      { label: words.t("guide.service.languages"), value: <><Written>{activity.languages.map((code) => languages.of(code) ?? code).join(", ")}</Written>{interpreter && <>. {words.t("guide.service.interpreter")}</>}</> },
      { label: words.t("activity.childcare.label"), value: words.t(childcare ? "activity.page.childcare" : "activity.page.childcare.no") },
      { label: words.t("activity.cost"), value: <>{words.t(cost === "free" ? "guide.contact.free" : "guide.contact.fee")}{costNote && <>. <span {...swedish(words)}>{costNote}</span></>}</> },
    ]} />
  );
}

/** One line to write on a note, or to put on a board: what, when, where and whom to ask. */
function OneLine({ activity }: { activity: Activity }) {
  const words = useWords();
  const { name, rule, location, placeNote, phone } = activity;
  return (
    <section class="one-line">
      <h2>{words.t("activity.page.line")}</h2>
      <p><strong><Said>{name}</Said></strong>. {ruleText(words, rule)}. {location && <><Said>{location.name}, {location.street}, {location.town}</Said>. </>}{!location && placeNote && <><Said>{placeNote.replace(/\.$/, "")}</Said>. </>}<span>{words.t("activity.page.ask")} <Said>{phone}</Said></span></p>
    </section>
  );
}

/** Everything about one activity: what, when, how one comes, where, who is there. */
export function ActivityPage({ activity, coming, seatsOf, today, url }: ActivityModel) {
  const words = useWords();
  return (
    <article class="stack service">
      <PageTitle over={<>{words.t(`activity.kind.${activity.kind}`)} · {words.t(activity.level === "universal" ? "guide.service.universal" : "guide.service.targeted")}</>} lead={<span {...swedish(words)}>{activity.about}</span>}>
        <Said>{activity.name}</Said>
      </PageTitle>
      {activity.meet && <p><strong>{words.t("activity.page.meet")}</strong></p>}
      <When activity={activity} coming={coming} today={today} />
      <How activity={activity} coming={coming} seatsOf={seatsOf} />
      <About activity={activity} />
      <Where activity={activity} />
      <With activity={activity} />
      <p><a href={words.to(`/activities/${activity.handle}.ics`)}>{words.t("activity.calendar.one")}</a></p>
      <p><a href={words.to(`/activities/${activity.handle}/poster`)}>{words.t("poster.link")}</a></p>
      <OneLine activity={activity} />
      <p class="quiet"><Said>{words.t("guide.checked", { day: words.day(activity.checkedOn), owner: activity.unit })}</Said> {freshness(activity, today) !== "fresh" && words.t("guide.service.due")}</p>
      {coming.length > 0 && <DataBlock data={linkedEvents(coming, { url, seatsOf, audience: words.t(`activity.for.${activity.forWhom}`) })} />}
    </article>
  );
}
