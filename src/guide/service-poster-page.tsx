import type { Service } from "../directory/directory.ts";
import { agesText, swedish } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Poster, Said, Written } from "../ui/index.ts";
import type { Names } from "./answer-pages.tsx";

/** What somebody who stands before a board needs to get in touch: the number, the place, for whom. */
export function ServicePosterPage({ service, names, address }: { service: Service; names: Names; address: string }) {
  const words = useWords();
  const { location, phone, forWhom, ages, cost, selfReferral, handle } = service;
  const languages = new Intl.DisplayNames(words.locale, { type: "language" });
  return (
    <Poster
      over={<Written>{names.get(service.kinds[0]!)}</Written>} title={service.name} about={<span {...swedish(words)}>{service.mission}</span>} address={`${address}${words.to(`/services/${handle}`)}`} scan={words.t("poster.scan.service")} back={words.to(`/services/${handle}`)}
      facts={[
        { label: words.t("guide.contact.call"), value: <Said>{phone}</Said> },
        ...(location ? [{ label: words.t("guide.service.where"), value: <Said>{location.name}, {location.street}, {location.town}</Said> }] : []),
        { label: words.t("guide.service.for"), value: <span {...swedish(words)}>{forWhom}</span> },
        { label: words.t("guide.service.ages"), value: agesText(words, ages) },
        { label: words.t("guide.service.languages"), value: <Written>{service.languages.map((code) => languages.of(code) ?? code).join(", ")}</Written> },
        { label: words.t("activity.cost"), value: <>{words.t(cost === "free" ? "guide.contact.free" : "guide.contact.fee")}. {words.t(selfReferral ? "guide.service.referral.yes" : "guide.service.referral.no")}</> },
      ]}
      by={<Said>{words.t("guide.service.by", { unit: service.unit, authority: service.authority })}</Said>}
    />
  );
}
