import { z } from "zod";
import { form, page } from "../house.ts";
import type { Feed } from "../organisation/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import type { FormButton } from "../platform/web/form.tsx";
import { choice, file, hidden } from "../platform/web/fields.ts";
import { MOST_BYTES, type FileKind } from "./csv.ts";
import { CheckPage, SettledPage, type Checking } from "./check-pages.tsx";
import { fetchFeed, markOf, readFile, takeIn } from "./register-actions.ts";
import { FetchPage, ReadPage, RegisterPage, type Shelves } from "./register-pages.tsx";
import { findIntake, listIntakes, putAside, readRegister, readStanding, type Intake } from "./register-store.ts";
import { countsOf, differ, isNothing } from "./register.ts";

const handle = z.string().regex(/^[a-z0-9-]{1,80}$/);
const one = z.object({ register: handle });
const keeping = { area: "staff", access: "register.keep" } as const;
const LATEST = 5;

/** The units and the staff of one's own authority. */
const registerPage = page({
  path: "/register", area: "staff", access: "staff", audit: { event: "register.read" },
  load: async ({ tx, house }): Promise<Shelves> => {
    const [register, intakes] = await Promise.all([readRegister(tx, house.keys), listIntakes(tx, LATEST)]);
    return { ...register, intakes, feed: house.feeds.find(({ authority }) => authority === register.authority?.handle)?.name };
  },
  title: (_, words) => words.t("register.title"),
  view: (shelves, seen) => <RegisterPage shelves={shelves} seen={seen} />,
});

const readPage = form({
  path: "/register/:register/read", ...keeping, audit: { event: "intake.checked" }, params: one,
  load: async ({ params, tx, house }) => ({ register: params.register, branches: (await readStanding(tx, house.keys)).branches }),
  title: (_, words) => words.t("register.read.title"),
  fields: (_, words) => ({
    kind: choice({
      label: words.t("register.kind"), required: true,
      options: (["units", "people"] as const).map((value) => ({ value, label: words.t(`register.${value}`), hint: words.t(`register.kind.${value}.hint`) })),
    }),
    file: file({ label: words.t("register.file"), hint: words.t("register.file.hint"), required: true, most: MOST_BYTES, accept: ".csv,text/csv" }),
  }),
  buttons: (_, words) => [{ label: words.t("register.read.button") }],
  view: (model, _, drawn) => <ReadPage {...model} form={drawn.form} />,
  perform: async (hand, { model, values }) => {
    const id = await readFile(hand, { bytes: Buffer.from(values.file, "base64"), kind: values.kind as FileKind });
    return isRefusal(id) ? id : { to: `/register/${model.register}/intakes/${id}`, trace: { shown: { intake: id, kind: values.kind } } };
  },
});

const fetchPage = form({
  path: "/register/:register/fetch", ...keeping, audit: { event: "intake.fetched" }, params: one,
  load: async ({ params, house }): Promise<Feed | undefined> => house.feeds.find(({ authority }) => authority === params.register),
  title: (_, words) => words.t("register.fetch.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("register.fetch.button") }],
  view: (feed, _, drawn) => <FetchPage name={feed.name} form={drawn.form} />,
  perform: async (hand, { model: feed }) => {
    const id = await fetchFeed(hand, feed);
    return isRefusal(id) ? id : { to: `/register/${feed.authority}/intakes/${id}`, trace: { shown: { intake: id, source: feed.name } } };
  },
});

type Waiting = { readonly register: string; readonly intake: Intake; readonly checking: Checking | undefined };

const choicesIn = ({ checking }: Waiting, words: Words): FormButton[] => {
  if (!checking) return [];
  const aside: FormButton = { label: words.t("register.aside"), value: "aside", kind: "quiet" };
  return isNothing(checking.counts) ? [aside] : [{ label: words.t("register.take"), value: "take" }, aside];
};

/** What was read, set against what stands: to be taken in as a whole, or put aside. Afterwards the same address tells what was done. */
const intakePage = form({
  path: "/register/:register/intakes/:intake", ...keeping, audit: { event: "intake.settled" }, params: z.object({ register: handle, intake: z.uuid() }),
  load: async ({ tx, house, params }): Promise<Waiting | undefined> => {
    const [intake, standing] = await Promise.all([findIntake(tx, house.keys, params.intake), readStanding(tx, house.keys)]);
    if (!intake) return undefined;
    const difference = intake.reading && differ(intake.reading, standing);
    return { register: params.register, intake, checking: difference && { difference, counts: countsOf(difference), branches: standing.branches } };
  },
  trace: ({ intake }) => ({ shown: { intake: intake.id } }),
  title: (_, words) => words.t("register.check.title"),
  fields: ({ checking }) => (checking ? { mark: hidden(markOf(checking.difference)) } : {}),
  buttons: choicesIn,
  view: ({ intake, checking }, { words }, drawn) => (checking ? <CheckPage source={intake.source} checking={checking} form={drawn.form} /> : <SettledPage intake={intake} words={words} />),
  perform: async (hand, { model: { register, intake, checking }, values, intent }) => {
    if (!checking) return refuse("register.decided");
    const here = `/register/${register}/intakes/${intake.id}`;
    if (intent === "aside") return (await putAside(hand.tx, intake.id)) ? { to: "/register", done: "registerAside", trace: { shown: { intake: intake.id, state: "put-aside" } } } : refuse("register.decided");
    const counts = await takeIn(hand, { intake, mark: values.mark ?? "" });
    return isRefusal(counts) ? counts : { to: here, done: "registerTaken", trace: { shown: { intake: intake.id, state: "taken", ...counts } } };
  },
});

export const registerRoutes = [registerPage, readPage, fetchPage, intakePage];
