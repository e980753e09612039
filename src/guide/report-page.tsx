import type { VNode } from "preact";
import type { Service } from "../directory/directory.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Notice, PageTitle, Phone, Said } from "../ui/index.ts";

/** Anybody may say that a card is wrong. Who needs help now is told whom to call first. */
export function ReportPage({ service, form }: { service: Service; form: VNode }) {
  const words = useWords();
  return (
    <article class="stack service">
      <PageTitle over={<a href={words.to(`/services/${service.handle}`)}><Said>{service.name}</Said></a>} lead={words.t("report.lead")}>{words.t("report.title")}</PageTitle>
      <Notice kind="info" title={words.t("report.urgent", { service: service.name })}><p><Phone number={service.phone} /> · <Phone number="112" /></p></Notice>
      {form}
    </article>
  );
}
