import { isRefusal } from "#src/platform/result.ts";
import { addSignal, noticeChild } from "#src/signal/index.ts";
import type { Client, Filled, Page } from "./client.ts";
import type { TestHouse } from "./house.ts";
import { ELIS } from "./plan-stage.ts";

export const SEEN = "Elis bygger höga torn. På samlingen kröp han in under bordet.";
export const CHILD = "Det är svårt när alla pratar.";

/** Anna of Trollet has seen Elis, and has a matter about it. Her branch lets nobody decide alone that nobody is harmed. */
export async function noticed(house: TestHouse): Promise<string> {
  const added = await house.as("anna", async (hand) => {
    const child = await noticeChild(hand, ELIS);
    if (isRefusal(child)) throw new Error(child.refused);
    return addSignal(hand, { child, words: { seen: SEEN, childWords: CHILD, told: "Jag berättade för Sara vid hämtningen." }, areas: ["learning", "safety"], noticedOn: hand.today });
  });
  if (isRefusal(added)) throw new Error(added.refused);
  return added.matterId;
}

export const unitId = async (house: TestHouse, handle: string) => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;

/** The duty of somebody, as forms name it. */
export async function dutyId(house: TestHouse, handle: string, unit: string): Promise<string> {
  const { identity } = house.world.staff.find((one) => one.handle === handle)!;
  const [row] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.person p on p.id = d.person_id join kring.unit u on u.id = d.unit_id where p.number_hash = $1 and u.handle = $2", [house.house.keys.numberHash(identity), unit]);
  return row!.id;
}

export const itemOf = (page: Page, heading: RegExp): string => {
  const found = [...page.html.matchAll(/<input type="checkbox" id="([^"]+)" name="items" value="([^"]+)"[^>]*\/?>\s*<label for="[^"]+"><span class="choice-label">([\s\S]*?)<\/span>/g)].find((match) => heading.test(match[3]!));
  if (!found) throw new Error(`no item ${String(heading)}`);
  return found[2]!;
};

export const NO_HARM = { need: "BVC är barnens bästa-ansvarig.", "clearly-harmless": "yes", "nobody-refused": "yes", why: "Föräldrarna berättar det själva för alla." };

export type Asked = { readonly matter: string; readonly way?: "pass-on" | "deliver"; readonly to?: string; readonly ground?: string; readonly answers?: Filled; readonly items?: RegExp };

/** What somebody has put together, up to the page where a colleague is asked. */
export async function upToAsking(house: TestHouse, client: Client, { matter, way = "pass-on", to = "bvc-lessebo", ground = "no-harm", answers = NO_HARM, items = /ord/i }: Asked): Promise<Page> {
  const page = await client.get(`/matters/${matter}/${way}`);
  const unit = `unit:${await unitId(house, to)}`;
  const receiver = page.html.includes(`name="to" value="${unit}"`) ? { to: unit } : { other: unit };
  const chosen = await client.submit(page, { ...receiver, items: [itemOf(page, items)], why: "Så att ni kan hjälpa till" }, `/${way}`);
  return client.submit(await client.submit(chosen, { ground }, "/ground"), answers, "/test");
}

/** Somebody at a BVC asks a colleague of another BVC, whose branch for this once lets nobody decide alone. Returns the proposal's id. */
export async function askedAtBvc(house: TestHouse, client: Client, matter: string): Promise<string> {
  await house.rows("insert into kring.second_person_rule (branch_id, ground, from_on) select branch_id, 'no-harm', '2026-01-01' from kring.unit where handle = 'bvc-lessebo' on conflict do nothing");
  return asked(house, client, { matter, way: "deliver", to: "lessebo-skolskoterskan", items: /./, decider: await dutyId(house, "lotta", "bvc-ljungby") });
}

/** Anna asks Helena. Returns the proposal's id. */
export async function asked(house: TestHouse, client: Client, of: Asked & { readonly decider?: string }): Promise<string> {
  const page = await upToAsking(house, client, of);
  const after = await client.submit(page, { decider: of.decider ?? (await dutyId(house, "helena", "trollet")) }, "/ask");
  if (!after.path.endsWith("done=asked")) throw new Error(`not asked: ${after.status} ${after.problems.join(", ")} on ${after.path}`);
  const [row] = await house.rows<{ id: string }>("select id from kring.proposal where matter_id = $1 and state = 'waiting' order by asked_at desc limit 1", [of.matter]);
  return row!.id;
}
