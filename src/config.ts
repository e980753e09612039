import { join, resolve } from "node:path";
import { z } from "zod";

const Provider = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  issuer: z.url(),
  clientId: z.string(),
  keyFile: z.string(),
});

const Feed = z.object({
  name: z.string().min(1).max(80),
  /** The handle of the authority whose units and staff it tells of. */
  authority: z.string(),
  url: z.url(),
  organisationNumber: z.string().regex(/^\d{6}-?\d{4}$/),
  branches: z.record(z.string(), z.string()),
  /** A token in a file, or where to fetch one and the file with the secret. Secrets are never in the environment itself. */
  bearerFile: z.string().optional(),
  token: z.object({ url: z.url(), clientId: z.string(), secretFile: z.string() }).optional(),
}).refine(({ bearerFile, token }) => (bearerFile === undefined) !== (token === undefined), "a feed has either bearerFile or token");

const Environment = z.object({
  KRING_MODE: z.enum(["demo", "practice", "live"]).default("demo"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  KRING_DATA: z.string().default("var"),
  KRING_KEYS: z.string().optional(),
  KRING_URL: z.url().optional(),
  KRING_PROVIDERS: z.string().transform((text) => z.array(Provider).parse(JSON.parse(text))).optional(),
  KRING_FEEDS: z.string().transform((text) => z.array(Feed).parse(JSON.parse(text))).optional(),
  KRING_GUIDE: z.string().regex(/^[a-z0-9-]+$/).default("degerfors"),
  KRING_PRACTICE: z.string().regex(/^[a-z0-9-]+$/).default("kronobarn"),
  DATABASE_URL: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** How this installation is set up. Read once, from the environment. */
export type Config = {
  readonly mode: "demo" | "practice" | "live";
  readonly port: number;
  readonly url: string;
  readonly data: string;
  readonly keys: string;
  readonly databaseUrl?: string;
  readonly providers: ReadonlyArray<z.infer<typeof Provider>>;
  /** Systems that follow SS 12000, to fetch units and staff from. */
  readonly feeds: ReadonlyArray<z.infer<typeof Feed>>;
  /** The family guide on the front page, by its handle. */
  readonly guide: string;
  /** The practice package of this installation, by its folder in packages-of-practice/. */
  readonly practice: string;
  readonly logLevel: string;
};

/** Parses the environment; throws with every fault named. Live mode must say where its keys, providers and address are. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = Environment.parse(environment);
  const data = resolve(read.KRING_DATA);
  if (read.KRING_MODE === "live") {
    const missing = (["DATABASE_URL", "KRING_URL", "KRING_KEYS", "KRING_PROVIDERS"] as const).filter((name) => read[name] === undefined);
    if (missing.length > 0) throw new Error(`KRING_MODE=live also needs ${missing.join(", ")}`);
    if (!read.KRING_URL!.startsWith("https://")) throw new Error("KRING_URL must be https in live mode");
    const open = (read.KRING_FEEDS ?? []).find(({ url, token }) => !url.startsWith("https://") || (token && !token.url.startsWith("https://")));
    if (open) throw new Error(`KRING_FEEDS: ${open.name} must be https in live mode`);
  }
  return {
    mode: read.KRING_MODE,
    port: read.PORT,
    url: read.KRING_URL ?? `http://localhost:${read.PORT}`,
    data,
    keys: read.KRING_KEYS ?? join(data, "keys"),
    ...(read.DATABASE_URL === undefined ? {} : { databaseUrl: read.DATABASE_URL }),
    providers: read.KRING_PROVIDERS ?? [],
    feeds: read.KRING_FEEDS ?? [],
    guide: read.KRING_GUIDE,
    practice: read.KRING_PRACTICE,
    logLevel: read.LOG_LEVEL,
  };
}
