import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStories } from "#worlds/build-stories.ts";
import { describeWorld, type DescribedWorld } from "#worlds/describe.ts";
import { axeFaults, isTooWide, openSite, picture, type Seat, type Site } from "./site.ts";

const AT = "2026-11-23T09:00:00+01:00";

let site: Site;
let world: DescribedWorld;
beforeAll(async () => {
  site = await openSite(AT);
  const { house } = site;
  await buildStories({ world: house.world, house: house.house, database: house.database, at: new Date(AT) });
  world = await describeWorld({ world: house.world, house: house.house, owner: house.owner, at: new Date(AT) });
});
afterAll(() => site.close());

type Shot = { readonly name: string; readonly path: string; readonly as?: string };

/** One page at one width: it fits, axe has nothing against it, and there is a picture of it. */
async function stands({ name, path, as }: Shot, seat: Seat & { readonly width: 360 | 768 | 1280 }): Promise<void> {
  const page = await site.sit({ ...seat, ...(as ? { as } : {}) });
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  expect(await axeFaults(page)).toEqual([]);
  expect(await isTooWide(page), `${path} at ${seat.width}`).toBe(false);
  await picture(page, `${name}-${seat.width}${seat.dark ? "-dark" : ""}`);
  await page.context().close();
}

test("the open pages and the ways in stand up to axe at every width, and fit", { timeout: 120_000 }, async () => {
  const shots: Shot[] = [{ name: "sign-in", path: "/sign-in" }, { name: "concern", path: "/concern" }, { name: "find", path: "/find", as: "anna" }, { name: "signals-new", path: "/signals/new", as: "anna" }];
  for (const width of [360, 768, 1280] as const) for (const shot of shots) await stands(shot, { width });
});

const childNamed = (handle: string) => world.children.find((one) => one.handle === handle)!;
/** Where one of those who take a child further does it. */
const pathOf = (child: string, who: string): string => childNamed(child).next.find((next) => next.who === who)!.path;

async function mainPages(): Promise<Shot[]> {
  const { rows } = site.house;
  const familyOf = (handle: string) => childNamed(handle).familyPath;
  const [alma] = await rows<{ id: string }>("select id from kring.consent where child_id = $1", [familyOf("alma").split("/").at(-1)]);
  const [jonatan, tilde, vidar] = [pathOf("jonatan", "maja"), pathOf("tilde", "josefin"), pathOf("vidar", "jenny")];
  const [meeting] = await rows<{ id: string }>("select id from kring.meeting where matter_id = $1 and state = 'called'", [vidar.split("/")[2]]);
  return [
    { name: "list-with-rows", path: "/list", as: "maja" }, { name: "child", path: `/matters/${jonatan.split("/")[2]}`, as: "maja" },
    { name: "wheel", path: `/matters/${tilde.split("/")[2]}/wheel`, as: "josefin" }, { name: "consent-answer", path: `/consents/${alma!.id}/answer`, as: "daniel" },
    { name: "family-with-plan", path: familyOf("tilde"), as: "karolina" }, { name: "plan", path: `/matters/${jonatan.split("/")[2]}/plan`, as: "maja" },
    { name: "meeting-hold", path: `/matters/${vidar.split("/")[2]}/meetings/${meeting!.id}/hold`, as: "jenny" }, { name: "delivery", path: pathOf("moa", "annika"), as: "annika" },
  ];
}

test("the main pages of a full world stand up to axe on a telephone and on a wide screen, and some in the dark", { timeout: 120_000 }, async () => {
  for (const shot of await mainPages()) {
    for (const width of [360, 1280] as const) await stands(shot, { width });
    if (shot.name === "family-with-plan" || shot.name === "wheel") await stands(shot, { width: 360, dark: true });
  }
});
