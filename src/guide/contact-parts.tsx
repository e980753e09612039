import { freshnessOf, CARD_MONTHS, runsOf, type Hours, type Level, type Service } from "../directory/directory.ts";
import { clock, swedish, weekdayName } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { asWritten, Phone, Said, Written } from "../ui/index.ts";

const isAlways = (hours: readonly Hours[]): boolean => hours.some(({ days, from, to }) => days.length === 7 && from === "00:00" && to === "24:00");

/** "mån–tors 8.00–16.30", one line for each run of days. */
export function hoursLines(words: Words, hours: readonly Hours[]): string[] {
  if (isAlways(hours)) return [words.t("guide.contact.always")];
  return hours.map(({ days, from, to }) => {
    const runs = runsOf(days).map(([first, last]) => (first === last ? weekdayName(words, first) : `${weekdayName(words, first)}–${weekdayName(words, last)}`));
    return `${runs.join(", ")} ${clock(words, from)}–${clock(words, to)}`;
  });
}

function Channel({ channel }: Pick<Service, "channel">) {
  const words = useWords();
  const label = words.t(`guide.contact.${channel.kind}`);
  if (channel.kind === "email") return <p><a href={`mailto:${channel.value}`}>{label}: <Said>{channel.value}</Said></a></p>;
  if (channel.kind === "web") return <p>{label}: <a href={channel.value.startsWith("http") ? channel.value : `https://${channel.value}`} rel="noreferrer"><Said>{channel.value}</Said></a></p>;
  return <p>{label}: <Said>{channel.value}</Said></p>;
}

/** How to reach a service: the number first and whom to ask for, then another way, and when somebody answers. @model degerforsmodellen 2.5 R1 */
export function Reach({ service }: { service: Service }) {
  const words = useWords();
  return (
    <div class="reach">
      <p class="reach-call">{words.t("guide.contact.call")} <Phone number={service.phone} /></p>
      {service.askFor && <p>{words.t("guide.contact.ask-for")} <span {...swedish(words)}>{service.askFor}</span></p>}
      {service.hours.length > 0 && <p>{words.t("guide.contact.hours")} {hoursLines(words, service.hours).map((line, nth) => <span key={nth} class="hours" {...asWritten}>{line}</span>)}</p>}
      {service.hoursNote && <p {...swedish(words)}>{service.hoursNote}</p>}
      {service.whenClosed && <p>{words.t("guide.contact.when-closed")} <span {...swedish(words)}>{service.whenClosed}</span></p>}
      <Channel channel={service.channel} />
    </div>
  );
}

/** For whoever would rather be called than call. @model degerforsmodellen 2.5 R4 */
export function AskForContact({ service }: { service: Service }) {
  const words = useWords();
  return service.promiseDays === undefined ? null : <p><a href={words.to(`/contact-me?service=${service.handle}`)}>{words.t("contact.link")}</a></p>;
}

/** What one wants to know before calling: anonymous, record, cost, interpreter. */
export function Facts({ service }: { service: Service }) {
  const words = useWords();
  const { cost, costNote } = service;
  return (
    <ul class="facts">
      <li>{words.t(`guide.contact.anonymous.${service.anonymous}`)}</li>
      <li>{words.t(service.record ? "guide.contact.record.yes" : "guide.contact.record.no")}</li>
      <li>{words.t(cost === "free" ? "guide.contact.free" : "guide.contact.fee")}{costNote && <>. <span {...swedish(words)}>{costNote}</span></>}</li>
      {service.interpreter && <li>{words.t("guide.service.interpreter")}</li>}
    </ul>
  );
}

/** Whose kind of help it is; said when it is not for everybody. */
function KindOf({ kindName, level }: { kindName: string; level: Level }) {
  const words = useWords();
  return <><Written>{kindName}</Written>{level === "targeted" && <> · {words.t("guide.service.targeted")}</>}</>;
}

type ContactProps = { readonly service: Service; readonly kindName: string; readonly today: Day; /** The facts stand elsewhere on the page. */ readonly isTold?: boolean };

/** A service as somebody to contact: whose kind of help it is, how to reach it, and what one wants to know before. */
export function Contact({ service, kindName, today, isTold = false }: ContactProps) {
  const words = useWords();
  const isDue = freshnessOf(service.checkedOn, CARD_MONTHS, today) !== "fresh";
  return (
    <section class="contact">
      <h3><a href={words.to(`/services/${service.handle}`)}><Said>{service.name}</Said></a></h3>
      <p class="contact-kind"><KindOf kindName={kindName} level={service.level} /></p>
      {service.status === "paused" && <p><strong>{words.t("guide.service.paused")}</strong></p>}
      <Reach service={service} />
      <AskForContact service={service} />
      {!isTold && <Facts service={service} />}
      {isDue && <p class="quiet">{words.t("guide.service.due")}</p>}
    </section>
  );
}

/** Several services of one kind and level, to choose among by name: each with its number. */
export function Choice({ services, kindName }: { services: readonly Service[]; kindName: string }) {
  const words = useWords();
  return (
    <section class="contact">
      <h3><KindOf kindName={kindName} level={services[0]!.level} /></h3>
      <ul class="contact-choice">
        {services.map(({ id, handle, name, phone }) => <li key={id}><a href={words.to(`/services/${handle}`)}><Said>{name}</Said></a> <Phone number={phone} /></li>)}
      </ul>
    </section>
  );
}

/** Who last said that a card is right, and when. What the whole country has is looked after by each guide, and not by whom it is about. */
export function Checked({ service }: { service: Service }) {
  const words = useWords();
  const day = words.day(service.checkedOn);
  return <>{service.guideId === undefined ? words.t("guide.checked.day", { day }) : words.t("guide.checked", { day, owner: service.unit })}</>;
}
