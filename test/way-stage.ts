import { areaIds } from "#src/practice/index.ts";
import type { Client, Filled, Page } from "./client.ts";
import type { TestHouse } from "./house.ts";

/** Who walks a child's way: a person of the world, and the unit they act for. */
type Walker = { readonly who: string; readonly unit: string };
export type Cast = { readonly number: string; readonly noticer: Walker; readonly lead: Walker; readonly guardians: readonly [string, string] };

/** A browser that remembers every page it has been shown. */
function watched(client: Client, pages: Page[]): Client {
  const kept = async (page: Promise<Page>): Promise<Page> => {
    const shown = await page;
    pages.push(shown);
    return shown;
  };
  return { get: (path) => kept(client.get(path)), submit: (page, filled, action) => kept(client.submit(page, filled, action)), attach: (page, filled, files, action) => kept(client.attach(page, filled, files, action)), post: (path, filled, headers) => kept(client.post(path, filled, headers)) };
}

export type Walk = { readonly pages: readonly Page[]; readonly states: readonly string[]; readonly plans: readonly Page[] };

const valuesOf = (page: Page, name: string): string[] => [...page.html.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, "g"))].map((match) => match[1]!);
const withoutProblems = (page: Page, at: string): Page => {
  if (page.status !== 200 || page.problems.length > 0) throw new Error(`${at}: ${page.status} ${page.problems.join("; ")} ${page.heading}`);
  return page;
};

/**
 * A child's whole way over HTTP, from what somebody noticed to a plan that is followed up and closed. It asks the house's own practice for
 * its areas and nothing else of it, so that any package can be walked.
 */
class Way {
  readonly pages: Page[] = [];
  readonly states: string[] = [];
  readonly #house: TestHouse;
  readonly #cast: Cast;
  constructor(house: TestHouse, cast: Cast) {
    this.#house = house;
    this.#cast = cast;
  }

  async #at({ who, unit }: Walker): Promise<Client> {
    return watched(await this.#house.signIn(who, unit), this.pages);
  }
  async #guardian(who: string): Promise<Client> {
    return watched(await this.#house.signIn(who), this.pages);
  }
  async #unitId(handle: string): Promise<string> {
    return (await this.#house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;
  }
  async #noteState(matter: string): Promise<void> {
    this.states.push((await this.#house.rows<{ state: string }>("select state from kring.matter where id = $1", [matter]))[0]!.state);
  }
  async #delivery(kind: string, unit?: string): Promise<string> {
    const rows = await this.#house.rows<{ id: string }>("select d.id from kring.delivery d left join kring.unit u on u.id = d.to_unit_id where d.kind = $1 and ($2::text is null or u.handle = $2) order by d.at desc limit 1", [kind, unit ?? null]);
    return rows[0]!.id;
  }

  /** Asks the family through the pages, and both guardians say yes to every question that waits. */
  async #consent(client: Client, of: { matter: string; unit: string; direction: "us" | "everyone"; topics: readonly string[] }): Promise<void> {
    const form = await client.get(`/matters/${of.matter}/consents/new?unit=${of.unit}`);
    const check = withoutProblems(await client.submit(form, { receivers: of.unit, direction: of.direction, topics: of.topics, purpose: "Vi vill hjälpas åt.", until: "2027-06-30" }, "/consents/new"), "consent");
    await client.submit(check, {}, "/check");
    for (const guardian of this.#cast.guardians) {
      const waiting = await this.#house.rows<{ id: string }>("select id from kring.consent where matter_id = $1", [of.matter]);
      const browser = await this.#guardian(guardian);
      for (const { id } of waiting) {
        const question = await browser.get(`/consents/${id}/answer`);
        if (question.html.includes('value="granted"')) withoutProblems(await browser.submit(question, { intent: "granted" }), "answer");
      }
      await browser.get("/family");
    }
  }

  async notice(): Promise<string> {
    const client = await this.#at(this.#cast.noticer);
    await client.get("/list");
    const [area] = areaIds(this.#house.house.practice);
    const page = await client.submit(await client.get("/signals/new"), {
      number: this.#cast.number, seen: "Bygger kojor med alla. Blir arg när dörrar stängs.", told: "Berättade för båda.", childWords: "Dörren ska vara öppen.", areas: [area!], wish: "Att vi ses.",
    });
    const matter = /\/matters\/([0-9a-f-]{36})/.exec(withoutProblems(page, "signal").path)![1]!;
    await this.#noteState(matter);
    return matter;
  }

  /** The signal goes to whoever leads, on the family's yes. Returns the lead's matter. */
  async passOn(matter: string): Promise<string> {
    const client = await this.#at(this.#cast.noticer);
    const [to, areas] = [await this.#unitId(this.#cast.lead.unit), areaIds(this.#house.house.practice)];
    await this.#consent(client, { matter, unit: to, direction: "us", topics: [areas[0]!, "contact"] });
    const form = await client.get(`/matters/${matter}/pass-on`);
    const check = withoutProblems(await client.submit(form, { to: `unit:${to}`, items: valuesOf(form, "items") }, "/pass-on"), "pass on");
    withoutProblems(await client.submit(check, { covered: "yes" }, "/check"), "send");
    await client.get(`/matters/${matter}`);
    const lead = await this.#at(this.#cast.lead);
    await lead.get("/list");
    const received = withoutProblems(await lead.submit(await lead.get(`/deliveries/${await this.#delivery("signal")}`), {}, "/receive"), "receive");
    const own = /\/matters\/([0-9a-f-]{36})/.exec(received.path)![1]!;
    await this.#noteState(own);
    return own;
  }

  async inquire(matter: string): Promise<void> {
    const lead = await this.#at(this.#cast.lead);
    for (const perspective of ["child", "guardian", "professional"]) {
      const path = `/matters/${matter}/wheel/${perspective}`;
      const said = areaIds(this.#house.house.practice).flatMap((area, nth): Array<[string, string]> => [
        [`${area}_mark`, nth === 0 ? "both" : "works"], [`${area}_works`, "Det går bra."], ...(nth === 0 ? [[`${area}_challenging`, "Dörrarna."] as [string, string], [`${area}_support`, "yes"] as [string, string]] : []),
      ]);
      withoutProblems(await lead.submit(await lead.get(path), { ...Object.fromEntries(said), how: "I samtal." }, path), `wheel ${perspective}`);
    }
    await lead.get(`/matters/${matter}/wheel`);
    const no = (question: string): Filled => ({ [`${question}_answer`]: "no", [`${question}_reason`]: "Det räcker inte." });
    const answers: Filled = { ...no("own-service"), ...no("another-service"), "several-together_answer": "yes", "several-together_reason": "Vi behöver varandra.", who: [await this.#unitId(this.#cast.noticer.unit)] };
    withoutProblems(await lead.submit(await lead.get(`/matters/${matter}/decision`), answers, "/decision"), "decision");
    await this.#noteState(matter);
  }

  async meet(matter: string): Promise<void> {
    const [lead, unit] = [await this.#at(this.#cast.lead), await this.#unitId(this.#cast.noticer.unit)];
    await this.#consent(lead, { matter, unit, direction: "everyone", topics: [...areaIds(this.#house.house.practice), "contact", "meeting", "plan"] });
    await lead.get(`/matters/${matter}`);
    const call = await lead.get(`/matters/${matter}/meetings/new`);
    const called = withoutProblems(await lead.submit(call, { question: "Hur blir dagarna lugna?", on: "2026-12-07", time: "13.00", place: "Rum 2", child: "part-of-meeting", units: unit }), "call");
    const meeting = /meetings\/([0-9a-f-]{36})/.exec(called.path)![1]!;
    await this.#noteState(matter);
    const guest = await this.#at(this.#cast.noticer);
    await guest.get("/list");
    await guest.submit(await guest.get(`/deliveries/${await this.#delivery("invitation", this.#cast.noticer.unit)}/come`), { coming: "yes", who: [], words: "" });
    await (await this.#guardian(this.#cast.guardians[0])).get("/family");
    this.#house.clock.set("2026-12-07T13:00:00+01:00");
    const holder = await this.#at(this.#cast.lead);
    const hold = await holder.get(`/matters/${matter}/meetings/${meeting}/hold`);
    const attendance = Object.fromEntries([...hold.html.matchAll(/<select [^>]*name="(how-[^"]+)"/g)].map((match) => [match[1]!, "room"]));
    withoutProblems(await holder.submit(hold, { ...attendance, childWords: "Dörren ska vara öppen.", decision: "collaborate", minutes: "Vi är eniga.", intent: "hold" }), "hold");
    await this.#noteState(matter);
  }

  /** The plan is written and adopted; each guardian reads it. */
  async plan(matter: string): Promise<Page[]> {
    const lead = await this.#at(this.#cast.lead);
    const [path, unit, [area]] = [`/matters/${matter}/plan`, await this.#unitId(this.#cast.noticer.unit), areaIds(this.#house.house.practice)];
    let page = await lead.get(path);
    const fill = async (part: string, filled: Filled) => (page = withoutProblems(await lead.submit(page, filled, `${path}/${part}`), part));
    await fill("goals/new", { goal: "Lugna dagar.", goalArea: area!, sign: "Han somnar." });
    await fill("measures/new", { what: "Dörren står öppen vid vilan", who: `unit:${unit}`, byOn: "2026-12-21", area: area! });
    const [who] = /name="followUpWho"[\s\S]*?<\/select>/.exec(page.html) ?? [""];
    await fill("follow-up", { followUpOn: "2027-02-01", followUpForm: "meeting", followUpWho: [...who.matchAll(/value="([^"]+)"/g)].map((match) => match[1]!).find((value) => value !== "")! });
    withoutProblems(await lead.submit(await lead.get(`${path}/adopt`), {}, "/adopt"), "adopt");
    await lead.get(`/matters/${matter}`);
    await lead.get(`${path}/print`);
    await this.#noteState(matter);
    const child = (await this.#house.rows<{ child_id: string }>("select child_id from kring.matter where id = $1", [matter]))[0]!.child_id;
    const readers: Page[] = [];
    for (const guardian of this.#cast.guardians) {
      const browser = await this.#guardian(guardian);
      await browser.get(`/family/${child}`);
      await browser.get(`/family/${child}/readers`);
      readers.push(withoutProblems(await browser.get(`/family/${child}/plan`), "the guardian's plan"));
    }
    return readers;
  }

  async followUpAndClose(matter: string): Promise<void> {
    this.#house.clock.set("2027-02-01T10:00:00+01:00");
    const lead = await this.#at(this.#cast.lead);
    await lead.get("/list");
    const page = await lead.get(`/matters/${matter}/follow-up`);
    const outcomes = Object.fromEntries([...page.html.matchAll(/name="(outcome_[^"]+)"/g)].map((match) => [match[1]!, "done"]));
    const filled = { voiceIs: "words", voiceText: "Nu sover jag.", voiceHow: "Han sa det.", guardiansView: "Lugnare.", reason: "Det räcker nu.", result: "close", turnTo: "Den som är närmast", ...outcomes };
    const check = withoutProblems(await lead.submit(page, filled, "/follow-up"), "follow up");
    withoutProblems(await lead.submit(check, {}, "/check"), "close");
    await lead.get(`/matters/${matter}`);
    await this.#noteState(matter);
    for (const guardian of this.#cast.guardians) await (await this.#guardian(guardian)).get("/family");
  }
}

export async function walkTheWay(house: TestHouse, cast: Cast): Promise<Walk> {
  const way = new Way(house, cast);
  const matter = await way.passOn(await way.notice());
  await way.inquire(matter);
  await way.meet(matter);
  const plans = await way.plan(matter);
  await way.followUpAndClose(matter);
  return { pages: way.pages, states: way.states, plans };
}
