import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { createApp } from "#src/app.ts";
import { makeFrame } from "#src/frame.tsx";
import { makePool } from "#src/platform/db/connection.ts";
import { openDatabase, type Database } from "#src/platform/db/with-actor.ts";
import { makeLog } from "#src/platform/log.ts";
import { keyRing } from "#src/platform/seal/seal.ts";
import { makeClient, type Client } from "../client.ts";
import type { TestHouse } from "../house.ts";
import { stateOf, type Met, type PageState, type People } from "./page-states.ts";

type Gathering = { readonly house: TestHouse; readonly people: People; readonly met: readonly Met[]; readonly assets: { readonly css: string; readonly js: string } };

function metAs({ met }: Gathering, kind: string): Met {
  const found = met.find((one) => one.kind === kind);
  if (!found) throw new Error(`nobody met ${kind}`);
  return found;
}
const matterOf = ({ page }: Met): string => page.path.split("/").slice(0, 3).join("/");
const textsOn = (html: string): string[] => [...html.matchAll(/<textarea [^>]*name="([^"]+)"/g)].map((match) => match[1]!);

/** Two at once: what one of them has saved stands beside what the other wrote. */
async function conflictOn({ people }: Gathering, { kind, who, page: { path } }: Met): Promise<PageState> {
  const client = people.get(who)!;
  const [first, second] = [await client.get(path), await client.get(path)];
  // On the plan's page the reason can be changed without anything else being asked for.
  const field = textsOn(first.html).find((name) => name === "reason") ?? textsOn(first.html)[0]!;
  const action = path.split("?")[0]!;
  await client.submit(first, { [field]: "Det ena." }, action);
  const answer = await client.submit(second, { [field]: "Det andra, som är skrivet samtidigt." }, action);
  if (answer.status !== 409) throw new Error(`no conflict on ${path}: ${answer.status}`);
  return stateOf(kind, "conflict, 409", answer);
}

/** Somebody was quicker: the page says so, and gives back what was written. */
async function refused(of: Gathering): Promise<PageState[]> {
  const planned = metAs(of, "/matters/:matter/plan");
  const staff = of.people.get(planned.who)!;
  const words = { once: randomUUID(), reason: "Vi behöver tänka om en gång till.", "own-service_reason": "Vi kan möta barnets behov själva." };
  return [
    stateOf("/matters/:matter/decision", "too late to look, 409", await staff.get(`${matterOf(planned)}/decision`)),
    stateOf("/matters/:matter/decision", "too late to send, 409", await staff.post(`${matterOf(planned)}/decision`, words)),
  ];
}

/** What nobody may see, and what is not there: one and the same page for staff, a guardian and a stranger. */
async function notThere({ house, people, met }: Gathering): Promise<PageState[]> {
  const guardian = people.get(met.find(({ kind }) => kind === "/family/:child")!.who)!;
  const staff = people.get("maja")!;
  return [
    stateOf("/matters/:matter", "not there, 404", await staff.get(`/matters/${randomUUID()}`)), stateOf("/family/:child", "not there, 404", await guardian.get(`/family/${randomUUID()}`)),
    stateOf("*", "not there, 404", await house.visitor().get("/finns-inte")), stateOf("*", "not there, 404, in English", await house.visitor().get("/finns-inte?lang=en")),
    stateOf("/find", "from another site, 403", await staff.post("/find", {}, { "sec-fetch-site": "cross-site" })), stateOf("/find", "too large, 413", await staff.post("/find", {}, { "content-type": "text/plain" })),
  ];
}

function appOn({ house, assets }: Gathering, database: Database): Hono {
  return createApp({ house: house.house, database, clock: house.clock, log: makeLog("silent"), url: "http://kring.test", providers: [], assets: [], frame: makeFrame(assets, "demo") });
}

/** A database whose words cannot be opened, as when the keys are another house's. */
const lockedOf = ({ house: { owner: { host, port, password, database } } }: Gathering): Database =>
  openDatabase(makePool({ host, port, user: "kring_app", password, database, max: 2 }), keyRing(mkdtempSync(join(tmpdir(), "kring-other-keys-"))));

/** What every kind of page answers whoever has signed in, when its words cannot be opened. Nothing that was asked for may be left behind to end the program. */
export async function answersToFaults(of: Gathering): Promise<ReadonlyMap<string, number>> {
  const locked = lockedOf(of);
  const app = appOn(of, locked);
  const answers = new Map<string, number>();
  for (const { kind, who, page } of [...Map.groupBy(of.met, (met) => met.kind).values()].map((pages) => pages[0]!)) {
    const [handle, unit] = who.split("@");
    if (who !== "anybody") answers.set(kind, (await makeClient(app, await of.house.tokenFor(handle!, unit)).get(page.path)).status);
  }
  await locked.close();
  return answers;
}

/** The database is away; and what it gives cannot be read. */
async function broken(of: Gathering): Promise<PageState[]> {
  const token = await of.house.tokenFor("maja");
  const away = openDatabase(makePool({ host: "127.0.0.1", port: 1, user: "kring_app", password: "", database: "none", max: 1 }), of.house.house.keys);
  const locked = lockedOf(of);
  const pages = [stateOf("*", "the database is away, 503", await makeClient(appOn(of, away), token).get("/list")), stateOf("*", "a fault of ours, 500", await makeClient(appOn(of, locked), token).get("/list"))];
  await Promise.all([away.close(), locked.close()]);
  return pages;
}

/** Away for too long while writing: what was written is there again after signing in. Everybody else is signed out as well. */
export async function stateAfterAway(house: TestHouse): Promise<PageState> {
  const before: Client = await house.signIn("anna");
  const page = await before.get("/signals/new");
  house.clock.advance(45);
  await before.submit(page, { seen: "Bygger gärna torn med Nils, och går undan när det blir högt." });
  return stateOf("/signals/new", "what was written before the session ended", await (await house.signIn("anna")).get("/signals/new"));
}

/** The pages one meets when something is in the way. */
export async function statesWhenItGoesWrong(of: Gathering): Promise<PageState[]> {
  const twice = ["/matters/:matter/wheel/:perspective", "/matters/:matter/plan/why", "/matters/:matter/meetings/:meeting/hold"].map((kind) => metAs(of, kind));
  const states: PageState[] = [];
  for (const form of twice) states.push(await conflictOn(of, form));
  states.push(...(await refused(of)), ...(await notThere(of)), ...(await broken(of)));
  return states;
}
