import { page } from "../house.ts";
import { AboutPage, FrontPage } from "./guide-pages.tsx";
import { monthAsked, WeatherPage } from "./weather-page.tsx";

const frontPage = page({
  path: "/",
  area: "guide",
  access: "public",
  audit: "nothing",
  load: async () => ({}),
  title: (_, words) => words.t("front.tab"),
  view: () => <FrontPage />,
});

const aboutPage = page({
  path: "/about",
  area: "guide",
  access: "public",
  audit: "nothing",
  load: async () => ({}),
  title: (_, words) => words.t("about.title"),
  view: () => <AboutPage />,
});

const weatherPage = page({
  path: "/weather",
  area: "elsewhere",
  access: "public",
  audit: "nothing",
  load: async ({ query, today }) => ({ today, shown: monthAsked(query.get("month"), today) }),
  title: (_, words) => words.t("weather.title"),
  view: (almanac, seen) => <WeatherPage almanac={almanac} seen={seen} />,
});

export const guideRoutes = [frontPage, aboutPage, weatherPage];
