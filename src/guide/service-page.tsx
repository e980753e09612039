import { CARD_MONTHS, freshnessOf, type Service } from "../directory/directory.ts";
import { agesText, Place, swedish } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { DataBlock, PageTitle, Pairs, Said, Written } from "../ui/index.ts";
import type { Names } from "./answer-pages.tsx";
import { ServiceLinks } from "./browse-pages.tsx";
import { AskForContact, Checked, Facts, Reach } from "./contact-parts.tsx";
import { linkedService } from "./linked-service.ts";

function Sentences({ items }: { items: readonly string[] }) {
  const words = useWords();
  return <ul {...swedish(words)}>{items.map((item) => <li key={item}>{item}</li>)}</ul>;
}

export type ServiceModel = { readonly service: Service; readonly together: readonly Service[]; readonly names: Names; readonly today: Day; readonly served: string | undefined; /** Where the house is. */ readonly url: string };

/** The public card of a service: how to reach it first, then what it does and what it does not. */
export function ServicePage({ service, together, names, today, served, url }: ServiceModel) {
  const words = useWords();
  const isDue = freshnessOf(service.checkedOn, CARD_MONTHS, today) !== "fresh";
  const languages = new Intl.DisplayNames(words.locale, { type: "language" });
  const pairs = [
    { label: words.t("guide.service.for"), value: <span {...swedish(words)}>{service.forWhom}</span> },
    { label: words.t("guide.service.ages"), value: agesText(words, service.ages) },
    ...(service.waiting ? [{ label: words.t("guide.service.waiting"), value: <span {...swedish(words)}>{service.waiting}</span> }] : []),
    { label: words.t("guide.service.languages"), value: <Written>{service.languages.map((code) => languages.of(code) ?? code).join(", ")}</Written> },
  ];
  return (
    <article class="stack service">
      <PageTitle over={<><Written>{names.get(service.kinds[0]!)}</Written> · {words.t(service.level === "universal" ? "guide.service.universal" : "guide.service.targeted")}</>} lead={<span {...swedish(words)}>{service.mission}</span>}>
        <Said>{service.name}</Said>
      </PageTitle>
      {service.status === "paused" && <p><strong>{words.t("guide.service.paused")}</strong></p>}
      <section class="contact"><h2>{words.t("guide.service.contact")}</h2><Reach service={service} /><AskForContact service={service} /><Facts service={service} /><p>{words.t(service.selfReferral ? "guide.service.referral.yes" : "guide.service.referral.no")}</p></section>
      <section><h2>{words.t("guide.service.happens")}</h2><p {...swedish(words)}>{service.happens}</p></section>
      <Pairs items={pairs} />
      <section><h2>{words.t("guide.service.mission")}</h2><Sentences items={service.does} /></section>
      <section><h2>{words.t("guide.service.does-not")}</h2><Sentences items={service.doesNot} /></section>
      {service.location && <section><h2>{words.t("guide.service.where")}</h2><Place location={service.location} /></section>}
      {together.length > 0 && <section><h2>{words.t("guide.service.same-place")}</h2><ServiceLinks services={together} names={names} /></section>}
      <p class="quiet"><Said>{words.t("guide.service.by", { unit: service.unit, authority: service.authority })}</Said>. <Checked service={service} /> {isDue && words.t("guide.service.due")}</p>
      <p><a href={words.to(`/services/${service.handle}/report`)}>{words.t("report.link")}</a></p>
      <p><a href={words.to(`/services/${service.handle}/poster`)}>{words.t("poster.link")}</a></p>
      <DataBlock data={linkedService(service, { kindName: names.get(service.kinds[0]!), served, url })} />
    </article>
  );
}
