import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { beforeAll, describe, expect, test } from "vitest";
import { rules } from "#src/access/policy.ts";
import { gatesOf } from "#src/app.ts";
import { allRoutes } from "#src/routes.ts";
import { openTestHouse } from "./house.ts";

// The rooms from the ground up: a room may use its own floor's plain rules and everything below.
const floors = [
  ["platform", "ui", "practice"],
  ["organisation", "child", "access"],
  ["matter", "directory", "attendance"],
  ["notice", "disclosure"],
  ["signal", "inquiry", "consent", "growing", "activity", "contact", "consultation", "deviation", "accessibility", "circle", "visit"],
  ["meeting"], ["plan", "forum"], ["sharing"], ["overview", "family", "desk", "concern", "tracks", "blank", "identity", "guide", "agreement", "steering", "register", "network", "model", "api", "guiding", "keeper"],
];
const floorOf = (room: string) => floors.findIndex((floor) => floor.includes(room));

// What stands above or beside the rooms on purpose: types only, or lists.
const freely = new Set(["house.ts", "routes.ts", "app.ts", "start.ts", "frame.tsx", "main.ts", "server.ts", "assets.ts", "config.ts", "overview/cards.ts"]);

type Import = { file: string; to: string; typeOnly: boolean };

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && /\.tsx?$/.test(one.name)).map((one) => join(one.parentPath, one.name));
const source = files("src").filter((file) => !/\.test\.tsx?$|\.gen\.ts$|catalogues\.ts$/.test(file));

const importsOf = (file: string): Import[] =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"(\.[^"]+)"/gm)].map((match) => ({ file: relative("src", file), to: relative("src", join(dirname(file), match[2]!)), typeOnly: match[1] !== undefined }));
const imports = source.flatMap(importsOf);
const roomOf = (file: string) => file.split("/")[0]!;

describe("imports run one way", () => {
  const between = imports.filter(({ file, to }) => to.includes("/") && file.includes("/") && roomOf(file) !== roomOf(to) && !freely.has(file));

  test("every room stands on a floor", () => {
    expect([...new Set(source.map((file) => relative("src", file)).filter((file) => file.includes("/")).map(roomOf))].filter((room) => floorOf(room) < 0)).toEqual([]);
  });
  test("no room uses one above it", () => {
    expect(between.filter(({ file, to, typeOnly }) => floorOf(roomOf(to)) > floorOf(roomOf(file)) && !typeOnly).map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });
  test("rooms meet only through index.ts, or through plain rules that do nothing", () => {
    const plain = /^(platform|ui)\/|\/index\.ts$|^(\w+)\/\2\.ts$|^access\/(secrecy|grounds|grounds-catalogue|policy)\.ts$/;
    expect(between.filter(({ to, typeOnly }) => !plain.test(to) && !typeOnly).map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });
  test("pages read nothing, stores draw nothing, rules do neither", () => {
    const wrong = imports.filter(({ file, to, typeOnly }) =>
      (/-pages\.tsx$/.test(file) && /-(store|actions|routes)\.tsx?$/.test(to) && !typeOnly) || (/-store\.ts$/.test(file) && /-(pages|routes|actions)\.tsx?$/.test(to)) || (/-actions\.ts$/.test(file) && /-(pages|routes)\.tsx$/.test(to)));
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });
  test("the router and the driver are known to the platform and the edge alone", () => {
    const outside = source.filter((file) => /from "(hono|@hono\/|pg")/.test(readFileSync(file, "utf8"))).map((file) => relative("src", file));
    expect(outside.filter((file) => !/^platform\/(db|audit)\/|^(app|server|start)\.ts$/.test(file))).toEqual([]);
  });
});

describe("routes", () => {
  test("every route says who may and what is written about it", () => {
    for (const route of allRoutes) {
      expect(route.access, route.path).toBeTruthy();
      if (route.access !== "public") expect(route.audit, route.path).not.toBe("nothing");
      if (!["public", "signed-in", "staff"].includes(route.access)) expect(Object.keys(rules), route.path).toContain(route.access);
    }
  });
  test("the action a route asks for is about something in its address", () => {
    for (const route of allRoutes) if (route.access in rules) expect(route.path, route.access).toContain(`:${rules[route.access as keyof typeof rules].on}`);
  });
  test("the public addresses are these and no others", async () => {
    const house = await openTestHouse();
    const deps = { house: house.house, database: house.database, clock: house.clock, url: "http://kring.test", providers: [], assets: [] };
    const gates = gatesOf({ ...deps, log: { warn: () => undefined } as never, frame: () => ({}) as never });
    await house.close();
    expect(gates.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      "ALL /api/*", "GET /activities.ics", "GET /activities/:file{[a-z0-9-]+\\.ics}", "GET /api/v1/dcat", "GET /api/v1/dcat.rdf", "GET /api/v1/guide/search", "GET /api/v1/hsds", "GET /api/v1/hsds/", "GET /api/v1/hsds/organizations", "GET /api/v1/hsds/organizations/:id",
      "GET /api/v1/hsds/service_at_locations", "GET /api/v1/hsds/service_at_locations/:id", "GET /api/v1/hsds/services", "GET /api/v1/hsds/services/:id", "GET /api/v1/hsds/taxonomies",
      "GET /api/v1/hsds/taxonomies/:id", "GET /api/v1/hsds/taxonomy_terms", "GET /api/v1/hsds/taxonomy_terms/:id", "GET /api/v1/openapi.json", "GET /api/v1/services.csv", "GET /groups/:group/:file{[0-9a-f-]+\\.ics}", "GET /leave", "GET /sign-in", "GET /sign-in/again", "GET /sign-in/begin", "GET /sign-in/callback",
      "POST /duty", "POST /language", "POST /session/stay", "POST /sign-out",
    ]);
    expect(allRoutes.filter(({ access }) => access === "public").map(({ path }) => path).sort()).toEqual([
      "/", "/about", "/accessibility", "/accessibility/message", "/activities", "/activities/:activity", "/activities/:activity/poster", "/activities/:activity/sign-up", "/ages", "/ages/:segment", "/answers/:answer", "/concern", "/contact-me", "/contact-me/:who", "/contact-me/sent/:reference", "/cooperation/:agreement", "/helped", "/helped/on", "/model", "/open-data", "/search", "/services", "/services/:service", "/services/:service/poster", "/services/:service/report", "/topics", "/topics/:topic", "/urgent", "/weather", "/yours/:secret",
    ]);
  });
  test("no address is claimed twice", () => {
    const claimed = allRoutes.flatMap(({ methods, path }) => methods.map((method) => `${method} ${path.replaceAll(/:\w+/g, ":x")}`));
    expect(claimed.filter((one, nth) => claimed.indexOf(one) !== nth)).toEqual([]);
  });
});

describe("sizes", () => {
  const lines = source.map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length - 1 }));
  let functions: number[] = [];

  // The linter knows how long every function is; asked with a limit of nothing, it tells.
  beforeAll(() => {
    const told = spawnSync("node_modules/.bin/oxlint", ["-c", "test/function-sizes.json", "-f", "unix", "src"], { encoding: "utf8", maxBuffer: 64_000_000 });
    functions = [...told.stdout.matchAll(/^(src\/[^:]+):.*too many lines \((\d+)\)/gm)].filter((match) => !/\.test\.|\.gen\.|catalogues/.test(match[1]!)).map((match) => Number(match[2])).sort((a, b) => a - b);
  });

  test("no file is over 300 lines, but for the catalogue of grounds, which is data", () => {
    expect(lines.filter((one) => one.lines > 300).map(({ file }) => file)).toEqual(["src/access/grounds-catalogue.ts"]);
  });
  test("half of all functions have at most 8 lines, one in a hundred more than 45, none more than 60", () => {
    expect(functions.length).toBeGreaterThan(300);
    expect(functions[functions.length >> 1]).toBeLessThanOrEqual(8);
    expect(functions.at(-1)).toBeLessThanOrEqual(60);
    expect(functions[Math.ceil(functions.length * 0.99) - 1]).toBeLessThanOrEqual(45);
  });
  test("the types are never switched off", () => {
    const off = source.filter((file) => /(: any\b|as any\b|<any>|@ts-ignore|@ts-expect-error)/.test(readFileSync(file, "utf8")));
    expect(off).toEqual([]);
    expect(source.filter((file) => readFileSync(file, "utf8").includes("oxlint-disable")).length).toBeLessThanOrEqual(5);
  });
});

const texts = (language: string) =>
  Object.assign({}, ...readdirSync(`messages/${language}`).map((file) => JSON.parse(readFileSync(`messages/${language}/${file}`, "utf8")) as Record<string, string>)) as Record<string, string>;

describe("texts", () => {
  const [sv, en] = [texts("sv"), texts("en")];
  type Part = { type: number; value?: string; options?: Record<string, { value: Part[] }> };
  const namesIn = (parts: readonly Part[]): string[] =>
    parts.flatMap(({ type, value, options }) => [...(type >= 1 && type <= 6 ? [value ?? ""] : []), ...Object.values(options ?? {}).flatMap((option) => namesIn(option.value))]);
  // The model's own words stand in one language's sentence and not in another's.
  const isTerm = (name: string) => `term.${name[0]!.toLowerCase()}${name.slice(1)}` in sv;
  const inserted = (text: string) => [...new Set(namesIn(new IntlMessageFormat(text, "sv").getAst() as unknown as Part[]))].filter((name) => !isTerm(name)).sort();

  test("no text is said twice under one key", () => {
    const keys = readdirSync("messages/sv").flatMap((file) => Object.keys(JSON.parse(readFileSync(`messages/sv/${file}`, "utf8")) as object));
    expect(keys.filter((key, nth) => keys.indexOf(key) !== nth)).toEqual([]);
  });
  test("English says nothing that Swedish does not, with the same things inserted", () => {
    for (const [key, text] of Object.entries(en)) {
      expect(Object.keys(sv), key).toContain(key);
      expect(inserted(text), key).toEqual(inserted(sv[key]!));
    }
  });
  test("a file that one language has is there in every other and whole, with the same things inserted; which pages need it is asked in test/languages.test.ts", () => {
    const others = readdirSync("messages").filter((one) => !["sv", "en"].includes(one));
    const open = [...new Set(others.flatMap((language) => readdirSync(`messages/${language}`)))];
    expect(open).toContain("concern.json");
    const keysOf = (language: string, file: string) => JSON.parse(readFileSync(`messages/${language}/${file}`, "utf8")) as Record<string, string>;
    for (const language of others) {
      for (const file of open) {
        const [said, own] = [keysOf("sv", file), keysOf(language, file)];
        expect(Object.keys(own).sort(), `${language}/${file}`).toEqual(Object.keys(said).sort());
        for (const [key, text] of Object.entries(own)) expect(inserted(text), `${language} ${key}`).toEqual(inserted(said[key]!));
      }
    }
  });
  test("every key the code speaks exists", () => {
    const spoken = source.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bwords\.(?:t|say)\(\s*"([^"]+)"/g)].map((match) => match[1]!));
    expect([...new Set(spoken)].filter((key) => !(key in sv))).toEqual([]);
  });
  test("every refusal says what the next lawful step is", () => {
    const refused = source.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\brefuse\(\s*"([^"]+)"/g)].map((match) => match[1]!));
    expect([...new Set(refused)].filter((code) => !(`refusal.${code}` in sv) || !(`refusal.${code}.next` in sv))).toEqual([]);
  });
});

describe("which model it is", () => {
  // Comments cite sources by name; a program may not.
  const code = (file: string) => readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const namesOne = (text: string) => /["'`/]\s*(kronobarn|degerfors)/i.test(text);

  test("is known where it is configured and nowhere else", () => {
    expect(source.filter((file) => !/planted-fault|\.fixture/.test(file) && namesOne(code(file)))).toEqual(["src/config.ts"]);
    expect(namesOne('if (practice === "degerfors")')).toBe(true);
  });
  test("is said by no text of the catalogue, but by the model's own words", () => {
    const own = /barnens bästa|barnets bästa|\bhjul|samverkansansvarig|kronobarn|degerforsmodell|praxismodell|barnets samordnare/i;
    const said = readdirSync("messages").flatMap((language) => Object.entries(texts(language)).filter(([, text]) => own.test(text)).map(([key]) => `${language} ${key}`));
    expect(said).toEqual([]);
    expect(own.test("Du är barnens bästa-ansvarig.")).toBe(true);
  });
  test("is spoken on one child's way by words that know it", () => {
    const way = source.filter((file) => /^src\/(signal|inquiry|consent|disclosure|meeting|plan|growing|family|overview|desk)\//.test(file));
    expect(way.length).toBeGreaterThan(80);
    expect(way.filter((file) => /\bwordsIn\(/.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

test("no page, style or script asks a third party for anything", () => {
  const pages = files("src").filter((file) => !/\.test\./.test(file)).concat(readdirSync("src/ui").filter((file) => file.endsWith(".css")).map((file) => join("src/ui", file)));
  const outside = pages.filter((file) => /(src|href|url\()\s*=?\s*["'(]?https?:\/\/(?!id\.|localhost)/.test(readFileSync(file, "utf8")));
  expect(outside).toEqual([]);
});
