import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"];

/**
 * Where the browser is: on this machine, or among the packages, from which it is unpacked the first time. Whoever starts several at once
 * asks first: one that is still being written cannot be started.
 */
export const browserFile = async (): Promise<string> => SYSTEM.find((path) => existsSync(path)) ?? sparticuz.executablePath();

/** A browser that asks nobody but the site. */
export const launch = async (...more: string[]): Promise<Browser> => chromium.launch({ executablePath: await browserFile(), args: [...QUIET, ...more], headless: true });
