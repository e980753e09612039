import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { demoIdentityProvider } from "#test/fakes/identity-provider.ts";
import { demoFeed, fakeSchoolSystem } from "#test/fakes/ss12000.ts";
import { fileMailer } from "#test/fakes/mailer.ts";
import { demoPeople, demoPopulation, findBuildState, openWorld } from "#worlds/build.ts";
import type { DescribedWorld } from "#worlds/describe.ts";
import { readDemoWorld } from "#worlds/demo.ts";
import { startVisitorRounds } from "./activity/index.ts";
import { createApp } from "./app.ts";
import { makeAssets } from "./assets.ts";
import type { Config } from "./config.ts";
import { makeFrame } from "./frame.tsx";
import { startContactRounds } from "./contact/index.ts";
import { startDeviationRounds } from "./deviation/index.ts";
import { startConsultationRounds } from "./consultation/index.ts";
import type { House } from "./house.ts";
import { ss12000Reader, type Feed, type FeedKey } from "./organisation/index.ts";
import { startRegisterRounds } from "./register/index.ts";
import { clientKey, openProvider, type ProviderSettings } from "./identity/provider.ts";
import { startStills, stillsIn } from "./guide/index.ts";
import { startForgettingGuidings } from "./guiding/index.ts";
import { startForgetting } from "./network/index.ts";
import { startPost } from "./notice/index.ts";
import { systemClock } from "./platform/clock.ts";
import type { Connection } from "./platform/db/migrate.ts";
import { openInstallation } from "./platform/db/open.ts";
import { openDatabase } from "./platform/db/with-actor.ts";
import { makeLog } from "./platform/log.ts";
import { keyRing } from "./platform/seal/seal.ts";
import { loadPractice, packageFolder } from "./practice/index.ts";
import type { Before } from "./server.ts";

export type StartedHouse = { readonly app: Hono; readonly before: Before; announce(): void; close(): Promise<void> };

const demoProviders = (config: Config): ProviderSettings[] =>
  [["demo", "Demolegitimation"], ["demo-work", "Tjänstelegitimation (demo)"]].map(([id, name]) => ({
    id: id!, name: name!, issuer: `${config.url}/demo-idp`, clientId: `kring-${id}`, keyFile: join(config.keys, `client-${id}.json`),
  }));

const inFile = (path: string): string => readFileSync(path, "utf8").trim();

/** The school systems of a live installation, with the keys their files hold. */
const configuredFeeds = (config: Config): Feed[] => config.feeds.map(({ name, authority, organisationNumber, branches, url, bearerFile, token }) => {
  const key: FeedKey = token ? { tokenUrl: token.url, clientId: token.clientId, secret: inFile(token.secretFile) } : { bearer: inFile(bearerFile!) };
  return { name, authority, organisationNumber, branches, read: ss12000Reader({ url, key }) };
});

/** Starts everything the program is made of, in order: database, keys, practice, world, providers, app. */
export async function startHouse(config: Config): Promise<StartedHouse> {
  const log = makeLog(config.logLevel);
  const place = { data: config.data, url: config.databaseUrl, sql: "db" };
  // A program that was ended during its first start leaves half a world, which nobody has worked in.
  const isUseless = async (admin: Connection) => (await findBuildState(admin)) === "begun";
  const [opened, assets] = await Promise.all([openInstallation(config.mode === "live" ? place : { ...place, isUseless }), makeAssets()]);
  const keys = keyRing(config.keys);
  const database = openDatabase(opened.pool, keys);
  const practice = loadPractice(packageFolder(config.practice));
  const world = readDemoWorld(practice);
  const schools = config.mode === "live" ? undefined : fakeSchoolSystem();
  const feeds = schools && config.feeds.length === 0 ? [demoFeed(`http://127.0.0.1:${config.port}`)] : configuredFeeds(config);
  const house: House = { mode: config.mode, keys, practice, population: demoPopulation(world), guide: config.guide, url: config.url, feeds };
  const building = { world, house, database, owner: opened.owner, at: systemClock.now(), file: join(config.data, "world.json") };
  const described = config.mode === "live" ? undefined : await openWorld(building);
  const settings = config.mode === "live" ? [...config.providers] : demoProviders(config);
  const stills = stillsIn(join(config.data, "guide"));
  const app = createApp({
    house, database, clock: systemClock, log, url: config.url, providers: settings.map(openProvider),
    assets: [assets.css, assets.js], frame: makeFrame({ css: assets.css.path, js: assets.js.path }, config.mode),
    stillOf: (address) => stills.find(address),
  });
  const puttingBy = startStills({ app, stills, url: config.url, log });
  const people = demoPeople(world);
  const identity = config.mode === "live" ? undefined : demoIdentityProvider({ url: config.url, people, css: assets.css.path, clients: settings.map(({ clientId, keyFile }) => ({ id: clientId, key: clientKey(keyFile) })) });
  // A live installation has no mailer yet: its letters wait in the outbox.
  const post = config.mode === "live" ? undefined : startPost({ database, keys, mailer: fileMailer(join(config.data, "mail")), clock: systemClock, log, url: config.url });
  const visitors = startVisitorRounds({ database, keys, clock: systemClock, log });
  const forgetting = startForgetting({ database, clock: systemClock, log });
  const register = startRegisterRounds({ database, clock: systemClock, log });
  const rounds = startContactRounds({ database, clock: systemClock, log });
  const advice = startConsultationRounds({ database, clock: systemClock, log });
  const calls = startForgettingGuidings({ database, clock: systemClock, log });
  const climbing = startDeviationRounds({ database, clock: systemClock, log, house });
  return {
    app,
    before: (request, response) => (schools?.handle(request, response) || identity?.handle(request, response)) ?? false,
    announce: () => console.log(announcement(config, described)),
    close: async () => (puttingBy.stop(), await forgetting.stop(), await register.stop(), await post?.stop(), await visitors.stop(), await rounds.stop(), await advice.stop(), await climbing.stop(), await calls.stop(), await database.close(), await opened.close()),
  };
}

/** Who is next in each child's story, the first to begin with first. */
function announcement({ url }: Config, world: DescribedWorld | undefined): string {
  if (!world) return `Kring: ${url}`;
  const lines = world.children.map(({ name, age, next: [first] }) => `  ${`${name}${age === null ? "" : `, ${age} år`}`.padEnd(28)} ${first ? `${first.name}: ${first.does}` : ""}`);
  return [
    `\nKring är igång: ${url}\n`, "Alla personer är påhittade. Logga in som den som står på tur för ett barn:\n", ...lines,
    "", "Alla personer och barn: npm run -s world. Avsluta med Ctrl-C.",
  ].join("\n");
}
