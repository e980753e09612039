import { guideAsked } from "../directory/directory.ts";
import { listServicesOfKinds } from "../directory/index.ts";
import { page, publicForm } from "../house.ts";
import { hidden } from "../platform/web/fields.ts";
import { FOR_EVERYBODY, shownIn } from "./guide.ts";
import { listKindNames } from "./guide-store.ts";
import { HelpedForm } from "./helped-form.tsx";
import { GoOnPage } from "./helped-pages.tsx";
import { noteNeed } from "./need-store.ts";

const handleIn = (written: string | null): string | undefined => (/^[a-z0-9-]{1,80}$/.test(written ?? "") ? written! : undefined);

/** Yes or no, about an answer or a search. What was searched for is kept as terms only; it is not in the trail either. */
const helpedForm = publicForm({
  path: "/helped", area: "guide", access: "public", audit: { event: "help.told" },
  load: async ({ query, house }) => ({ guide: guideAsked({ query, house }), answer: handleIn(query.get("answer")) }),
  title: (_, words) => words.t("helped.question"),
  fields: () => ({ answer: hidden(""), asked: hidden("") }),
  buttons: () => [],
  view: ({ answer }, seen) => <div class="stack"><h1>{seen.words.t("helped.question")}</h1><HelpedForm once={seen.once()} answer={answer} /></div>,
  perform: async ({ tx, words, language, today }, { model: { guide }, values, intent }) => {
    const [helped, answer] = [intent === "yes", handleIn(values.answer)];
    await noteNeed(tx, { what: helped ? "helped" : "not-helped", guide, language, today, answer, asked: values.asked.slice(0, 200) });
    if (!helped) return { to: words.to("/helped/on"), trace: { shown: { helped, answer } } };
    return { to: words.to(answer ? `/answers/${answer}` : "/"), done: "helped", trace: { shown: { helped, answer } } };
  },
});

const goOnPage = page({
  path: "/helped/on", area: "guide", access: "public", audit: "nothing",
  load: async ({ tx, query, house, language, today }) => {
    const [services, names] = await Promise.all([listServicesOfKinds(tx, guideAsked({ query, house }), FOR_EVERYBODY), listKindNames(tx, language)]);
    return { services: shownIn(services, today), names, today };
  },
  title: (_, words) => words.t("guide.tab"),
  view: (model) => <GoOnPage {...model} />,
});

export const helpedRoutes = [helpedForm, goOnPage];
