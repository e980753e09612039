import { z } from "zod";
import { page } from "../house.ts";
import { BlankPage, BlanksPage } from "./blank-pages.tsx";
import { BLANKS } from "./blank.ts";

/** What there is to print for when paper is what there is. @model degerforsmodellen 5.5, row 59 */
const blanksPage = page({
  path: "/blanks",
  area: "staff",
  access: "staff",
  audit: { event: "blanks.opened" },
  load: async () => ({}),
  title: (_, words) => words.t("blanks.title"),
  view: () => <BlanksPage />,
});

const blankPage = page({
  path: "/blanks/:blank",
  area: "staff",
  access: "staff",
  audit: { event: "blank.opened" },
  params: z.strictObject({ blank: z.enum(BLANKS) }),
  load: async ({ house: { practice }, params: { blank } }) => ({ id: blank, practice }),
  title: ({ id }, words) => words.t(`blank.${id}.title`),
  view: (model) => <BlankPage {...model} />,
});

export const blankRoutes = [blanksPage, blankPage];
