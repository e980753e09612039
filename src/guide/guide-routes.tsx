import { z } from "zod";
import { listFitting, listFittingAny, readSeats, type Activity } from "../activity/index.ts";
import { arenasOf, handleOf, listSegments, listTransitions, segmentName } from "../circle/index.ts";
import { chosenOf, guideAsked, isShown, overlaps, type Service } from "../directory/directory.ts";
import { findMiddle, findService, listGuides, listOutOfHours, listReceptions, listServices, listServicesOfKinds, listSomeOfKinds } from "../directory/index.ts";
import { page, publicForm } from "../house.ts";
import { AboutPage } from "./about-page.tsx";
import { AnswerPage, SearchPage } from "./answer-pages.tsx";
import { AgePage, AgesPage, ServicesPage, TopicPage, TopicsPage, UrgentPage } from "./browse-pages.tsx";
import { FrontPage } from "./front-page.tsx";
import { ageIn, FOR_EVERYBODY, shownIn } from "./guide.ts";
import { loadAnswer, loadService, MEETINGS } from "./guide-here.ts";
import { search } from "./guide-search.ts";
import { listAnswers, listKindNames, listTopics } from "./guide-store.ts";
import { helpedRoutes } from "./helped-routes.tsx";
import { noteTerms, readTerms } from "./need-store.ts";
import { OpenDataPage } from "./open-data-page.tsx";
import { report, reportFields } from "./report.ts";
import { ReportPage } from "./report-page.tsx";
import { ServicePage } from "./service-page.tsx";
import { ServicePosterPage } from "./service-poster-page.tsx";
import { monthAsked, WeatherPage } from "./weather-page.tsx";

const open = { area: "guide", access: "public", audit: "nothing" } as const;
const handle = (name: string) => z.object({ [name]: z.string().regex(/^[a-z0-9-]{1,80}$/) });

/** Who is there when it cannot wait. */
const AT_ONCE = ["socialjour", "socialtjanst-mottagning", "bris", "vald-nara", "telefon-foralder", "polis"];
const EXAMPLES = 4;

const frontPage = page({
  path: "/", ...open,
  load: async (asking) => {
    const [guides, answers, topics, segments, outOfHours, meeting] = await Promise.all([
      listGuides(asking.tx), listAnswers(asking.tx, asking.language), listTopics(asking.tx, asking.language), listSegments(asking.tx, guideAsked(asking)), listOutOfHours(asking.tx, guideAsked(asking)), listFitting(asking, guideAsked(asking), { fits: ({ meet }) => meet, most: MEETINGS })]);
    return { guides, guide: chosenOf(guides, guideAsked(asking)), examples: answers.slice(0, EXAMPLES), topics, meeting, segments, outOfHours };
  },
  title: (_, words) => words.t("guide.tab"),
  view: (front) => <FrontPage {...front} />,
});

const searchPage = page({
  path: "/search", ...open,
  load: async (asking) => {
    const { tx, language, at, today } = asking;
    const asked = (asking.query.get("q") ?? "").trim().slice(0, 200);
    const guide = guideAsked(asking);
    const terms = readTerms(tx, asked, language);
    const whenUnsure = async () => noteTerms(tx, { what: "zero-hit", guide, language, today, terms: await terms, age: ageIn(asked) });
    const [result, names, general, seatsOf] = await Promise.all([
      search(tx, { text: asked, language, guide, at, today, whenUnsure }), listKindNames(tx, language), listSomeOfKinds(tx, guide, FOR_EVERYBODY), readSeats(tx, { guide }), terms]);
    const rank = new Map(result.hits.map(({ id }, place) => [id, place]));
    const ranked = <T extends { readonly id: string }>(items: readonly T[]): T[] => items.filter(({ id }) => rank.has(id)).sort((one, other) => rank.get(one.id)! - rank.get(other.id)!);
    const found = result.hits.length > 0;
    const sessions = ranked(result.sessions.map((session) => ({ id: session.activity.id, session }))).slice(0, MEETINGS).map(({ session }) => session);
    return { asked, found, sure: result.sure, today, names, meeting: { sessions, seatsOf, today }, answers: ranked(result.answers), contacts: found || asked === "" ? ranked(result.services) : shownIn(general, today) };
  },
  title: (_, words) => words.t("guide.search.title"),
  view: (model, seen) => <SearchPage {...model} once={seen.once()} />,
});

const answerPage = page({
  path: "/answers/:answer", ...open, params: handle("answer"),
  load: (asking) => loadAnswer(asking, { handle: asking.params["answer"]!, guide: guideAsked(asking), language: asking.language }),
  title: ({ answer }) => answer.text.question,
  view: (model, seen) => <AnswerPage {...model} once={seen.once()} />,
});

const topicsPage = page({
  path: "/topics", ...open,
  load: ({ tx, language }) => listTopics(tx, language),
  title: (_, words) => words.t("guide.topics.title"),
  view: (topics) => <TopicsPage topics={topics} />,
});

const topicPage = page({
  path: "/topics/:topic", ...open, params: handle("topic"),
  load: async (asking) => {
    const { tx, language, today, params } = asking;
    const [topics, answers, names, services] = await Promise.all([listTopics(tx, language), listAnswers(tx, language, { topic: params["topic"]! }), listKindNames(tx, language), listServices(tx, guideAsked(asking))]);
    const topic = topics.find((one) => one.handle === params["topic"]);
    const kinds = new Set(answers.flatMap((answer) => answer.kinds.slice(0, 2)));
    const fits = (activity: Activity) => activity.meet && answers.some(({ ages, urgent }) => !urgent && overlaps(ages, activity.ages)) && activity.kinds.some((kind) => kinds.has(kind));
    const meeting = await listFitting(asking, guideAsked(asking), { fits, most: MEETINGS });
    return topic && { meeting, topic, answers, names, today, services: shownIn(services.filter((service) => kinds.has(service.kinds[0]!)), today) };
  },
  title: ({ topic }) => topic.name,
  view: (model) => <TopicPage {...model} />,
});

const agesPage = page({ path: "/ages", ...open, load: (asking) => listSegments(asking.tx, guideAsked(asking)), title: (_, words) => words.t("guide.ages.title"), view: (segments) => <AgesPage segments={segments} /> });

const agePage = page({
  path: "/ages/:segment", ...open, params: handle("segment"),
  load: async (asking) => {
    const { tx, language, today, params } = asking;
    const guide = guideAsked(asking);
    const [segments, transitions, answers, names, services, activities] = await Promise.all([
      listSegments(tx, guide), listTransitions(tx, guide), listAnswers(tx, language), listKindNames(tx, language), listServices(tx, guide), listFittingAny(asking, guide)]);
    const segment = segments.find((one) => handleOf(one) === params["segment"]);
    if (!segment) return undefined;
    const meeting = activities({ fits: ({ ages, meet, level }) => meet && level === "universal" && overlaps(ages, segment.ages), most: 2 * MEETINGS });
    const fitting = shownIn(services, today).filter(({ ages, guideId }) => overlaps(ages, segment.ages) && guideId !== undefined);
    const met = arenasOf(segment, fitting);
    const of = (level: Service["level"]) => fitting.filter((service) => service.level === level && !met.includes(service));
    return {
      segment, segments, names, meeting, universal: [...met, ...of("universal")], targeted: of("targeted"), transitions: transitions.filter(({ at }) => segment.ages.from <= at && at <= segment.ages.to),
      answers: answers.filter(({ ages, audience }) => overlaps(ages, segment.ages) && audience === "parent").slice(0, 8),
    };
  },
  title: ({ segment }, words) => segmentName(words, segment),
  view: (model) => <AgePage {...model} />,
});

const servicesPage = page({
  path: "/services", ...open,
  load: async (asking) => {
    const [guides, services, names] = await Promise.all([listGuides(asking.tx), listServices(asking.tx, guideAsked(asking)), listKindNames(asking.tx, asking.language)]);
    return { guide: chosenOf(guides, guideAsked(asking)), services: shownIn(services, asking.today), names };
  },
  title: (_, words) => words.t("guide.services.title"),
  view: (model) => <ServicesPage {...model} />,
});

const servicePage = page({
  path: "/services/:service", ...open, params: handle("service"),
  load: (asking) => loadService(asking, { handle: asking.params["service"]!, guide: guideAsked(asking), language: asking.language }),
  title: ({ service }) => service.name,
  view: (model) => <ServicePage {...model} />,
});

const servicePoster = page({
  path: "/services/:service/poster", ...open, params: handle("service"),
  load: async ({ tx, house, language, today, params }) => {
    const [service, names] = await Promise.all([findService(tx, params["service"]!), listKindNames(tx, language)]);
    return service && isShown(service, today) ? { service, names, address: house.url } : undefined;
  },
  title: ({ service }) => service.name,
  view: (model) => <ServicePosterPage {...model} />,
});

/** A dead number, a door that is closed: whoever met it says so, nameless, and it lands with those who answer for the card. */
const reportForm = publicForm({
  path: "/services/:service/report", area: "guide", access: "public", audit: { event: "visitor.reported" }, params: handle("service"),
  load: async ({ tx, params, today }): Promise<{ service: Service } | undefined> => {
    const service = await findService(tx, params["service"]!);
    return service && isShown(service, today) ? { service } : undefined;
  },
  title: (_, words) => words.t("report.title"),
  fields: (_, words) => reportFields(words, words.t("report.said.hint")),
  buttons: (_, words) => [{ label: words.t("report.send") }],
  view: ({ service }, _, { form }) => <ReportPage service={service} form={form} />,
  perform: async ({ tx, words }, { model: { service }, values }) => {
    const refused = await report(tx, service.id, values);
    return refused ?? { to: words.to(`/services/${service.handle}`), done: "reported", trace: { shown: { service: service.handle } } };
  },
});

const urgentPage = page({
  path: "/urgent", ...open,
  load: async (asking) => {
    const [services, names, receptions] = await Promise.all([listServicesOfKinds(asking.tx, guideAsked(asking), AT_ONCE), listKindNames(asking.tx, asking.language), listReceptions(asking.tx, guideAsked(asking))]);
    const inOrder = AT_ONCE.flatMap((kind) => services.filter((service) => service.kinds[0] === kind));
    return { services: inOrder.filter((service) => isShown(service, asking.today)), names, today: asking.today, receptions: receptions.filter(({ isHere, outOfHours }) => isHere && outOfHours !== "") };
  },
  title: (_, words) => words.t("guide.urgent.title"),
  view: (model) => <UrgentPage {...model} />,
});

const aboutPage = page({ path: "/about", ...open, load: async () => ({}), title: (_, words) => words.t("about.title"), view: () => <AboutPage /> });

const openDataPage = page({ path: "/open-data", ...open, load: async () => ({}), title: (_, words) => words.t("openData.title"), view: () => <OpenDataPage /> });

const weatherPage = page({
  path: "/weather",
  area: "elsewhere",
  access: "public",
  audit: "nothing",
  load: async ({ tx, house, query, today }) => ({ today, shown: monthAsked(query.get("month"), today), here: await findMiddle(tx, house.guide) }),
  title: (_, words) => words.t("weather.title"),
  view: (almanac, seen) => <WeatherPage almanac={almanac} seen={seen} />,
});

export const guideRoutes = [frontPage, searchPage, answerPage, topicsPage, topicPage, agesPage, agePage, servicesPage, servicePage, servicePoster, reportForm, urgentPage, aboutPage, openDataPage, weatherPage, ...helpedRoutes];
