import type { Hono } from "hono";

/** A page as a browser without JavaScript sees it. */
export type Page = {
  readonly status: number;
  readonly location: string | undefined;
  readonly path: string;
  readonly html: string;
  readonly headers: Headers;
  /** The page's words, tags taken away. */
  readonly text: string;
  readonly heading: string;
  /** The problems of its error summary. */
  readonly problems: string[];
  /** The addresses of its links, by their text. */
  link(text: string | RegExp): string;
};

/** What somebody fills in: text, or several choices of one name. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** A signed-in browser, in-process. */
export type Client = {
  get(path: string): Promise<Page>;
  /** Fills in and sends the form of a page whose action is `action` (or its only form), as a browser would; follows the redirect. */
  submit(page: Page, filled: Filled, action?: string): Promise<Page>;
  /** As `submit`, of a form with a file to choose: sent in parts, the file under its field's name. */
  attach(page: Page, filled: Readonly<Record<string, string>>, files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>, action?: string): Promise<Page>;
  /** A raw post with the headers of a same-origin form; nothing is filled in, nothing followed. */
  post(path: string, filled: Filled, headers?: Record<string, string>): Promise<Page>;
};

const decode = (html: string) =>
  html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const textOf = (html: string) => decode(html.replaceAll(/<(script|style|head)[\s\S]*?<\/\1>/g, " ").replaceAll(/<[^>]*>/g, " ")).replaceAll(/\s+/g, " ").trim();

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
  return found ? decode(found[1]!) : undefined;
};

async function pageOf(response: Response, path: string): Promise<Page> {
  const html = await response.text();
  const summary = /<div class="error-summary"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? "";
  return {
    status: response.status, location: response.headers.get("location") ?? undefined, path, html, headers: response.headers, text: textOf(html),
    heading: textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? ""),
    problems: [...summary.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)].map((match) => textOf(match[1]!)),
    link: (text) => {
      const links = [...html.matchAll(/<a ([^>]*)>([\s\S]*?)<\/a>/g)];
      const found = links.find((match) => (typeof text === "string" ? textOf(match[2]!).includes(text) : text.test(textOf(match[2]!))));
      if (!found) throw new Error(`no link "${String(text)}" on ${path}: ${links.map((match) => textOf(match[2]!)).join(" | ")}`);
      return attribute(found[1]!, "href")!;
    },
  };
}

/** The successful controls of a form as it was drawn: what a browser would send untouched. */
function drawnValues(form: string): Array<[string, string]> {
  const values: Array<[string, string]> = [];
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = attribute(tag, "name");
    const type = attribute(tag, "type");
    if (!name || ((type === "radio" || type === "checkbox") && !/\bchecked\b/.test(tag))) continue;
    values.push([name, attribute(tag, "value") ?? ""]);
  }
  for (const match of form.matchAll(/<textarea ([^>]*)>([\s\S]*?)<\/textarea>/g)) values.push([attribute(match[1]!, "name")!, decode(match[2]!).replace(/^\n/, "")]);
  for (const match of form.matchAll(/<select ([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option [^>]*\bselected\b[^>]*>/.exec(match[2]!)?.[0] ?? /<option [^>]*>/.exec(match[2]!)?.[0] ?? "";
    values.push([attribute(match[1]!, "name")!, attribute(chosen, "value") ?? ""]);
  }
  return values;
}

function formOf(page: Page, action: string | undefined): { action: string; values: Array<[string, string]> } {
  const forms = [...page.html.matchAll(/<form ([^>]*)>([\s\S]*?)<\/form>/g)].map((match) => ({ action: attribute(match[1]!, "action")!, body: match[2]! }));
  const own = forms.filter((form) => form.action !== "/sign-out" && form.action !== "/language");
  // A button may send the form it stands in to an address of its own.
  const sent = own.flatMap((form) => [form, ...[...form.body.matchAll(/<button [^>]*\bformaction="([^"]*)"/g)].map((match) => ({ action: decode(match[1]!), body: form.body }))]);
  const found = action === undefined ? own[0] : (sent.find((form) => form.action === action) ?? sent.find((form) => form.action.includes(action)));
  if (!found) throw new Error(`no form ${action ?? ""} on ${page.path} (${page.status}): ${own.map((form) => form.action).join(", ")}`);
  return { action: found.action, values: drawnValues(found.body) };
}

export function makeClient(app: Hono, token: string | undefined): Client {
  const cookie: Record<string, string> = token ? { cookie: `kring=${token}` } : {};
  const get = async (path: string): Promise<Page> => pageOf(await app.request(`http://kring.test${path}`, { headers: cookie }), path);
  const send = async (path: string, body: URLSearchParams, headers: Record<string, string> = {}): Promise<Page> => {
    const sent = { ...cookie, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", ...headers };
    return pageOf(await app.request(`http://kring.test${path}`, { method: "POST", headers: sent, body: body.toString() }), path);
  };
  const bodyOf = (values: ReadonlyArray<readonly [string, string]>, filled: Filled): URLSearchParams => {
    const body = new URLSearchParams(values.filter(([name]) => !(name in filled)).map(([name, value]) => [name, value]));
    for (const [name, value] of Object.entries(filled)) for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    return body;
  };
  return {
    get,
    submit: async (page, filled, action) => {
      const form = formOf(page, action);
      const answer = await send(form.action, bodyOf(form.values, filled));
      return answer.location?.startsWith("/") ? get(answer.location) : answer;
    },
    attach: async (page, filled, files, action) => {
      const form = formOf(page, action);
      const parts = new FormData();
      for (const [name, value] of form.values) if (!(name in filled) && !(name in files)) parts.append(name, value);
      for (const [name, value] of Object.entries(filled)) parts.append(name, value);
      for (const [name, value] of Object.entries(files)) parts.append(name, new Blob([value]), "fil.csv");
      const answer = await pageOf(await app.request(`http://kring.test${form.action}`, { method: "POST", headers: { ...cookie, "sec-fetch-site": "same-origin" }, body: parts }), form.action);
      return answer.location?.startsWith("/") ? get(answer.location) : answer;
    },
    post: (path, filled, headers) => send(path, bodyOf([], filled), headers),
  };
}
