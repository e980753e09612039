import type { Service } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { ButtonLink, PageTitle } from "../ui/index.ts";
import { Contacts, type Names } from "./answer-pages.tsx";
import { SearchForm } from "./front-page.tsx";

/** It did not help: that is noted, and here are the ways on. Never a dead end. */
export function GoOnPage({ services, names, today }: { services: readonly Service[]; names: Names; today: Day }) {
  const words = useWords();
  return (
    <div class="stack">
      <PageTitle lead={words.t("helped.on.text")}>{words.t("helped.on")}</PageTitle>
      <p><ButtonLink href={words.to("/contact-me")}>{words.t("contact.title")}</ButtonLink></p>
      <SearchForm />
      <h2>{words.t("guide.search.contacts")}</h2>
      <p>{words.t("helped.on.call")}</p>
      <Contacts services={services} names={names} today={today} />
      <p><a href={words.to("/topics")}>{words.t("guide.topics.title")}</a></p>
    </div>
  );
}
