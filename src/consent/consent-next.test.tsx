import { createSecretKey } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { startOf } from "../platform/clock.ts";
import { SpokenIn } from "../platform/i18n/words.tsx";
import { newId, type BranchId, type MatterId, type UnitId } from "../platform/ids.ts";
import { loadPractice, speaking } from "../practice/index.ts";
import type { ConsentState } from "./consent.ts";
import type { CoverageHere } from "./consent-coverage.ts";
import { nextOf } from "./consent-next.ts";
import { familyState, type ConsentView, type Given, type KnownConsent } from "./consent-view.ts";
import { MissingConsents } from "./missing-consents.tsx";

const practice = loadPractice("packages-of-practice/kronobarn");
const own = newId<"branch">();
const matter = { id: newId<"matter">() as MatterId, branchId: own, dueOn: "2026-12-24" };
const givenAt = (day: string): Given => ({
  giver: newId(), answer: "granted", at: startOf(day), how: "e-id", capacity: "guardian", language: "sv", words: undefined, notedByName: undefined, text: "", version: "1", hash: "", signIn: undefined,
});
const view = (state: ConsentState, rest: Partial<ConsentView> = {}): ConsentView => ({
  id: newId(), childId: newId(), matterId: matter.id, disclosing: own, terms: { child: "Elis Holm", disclosing: { name: "BVC", authority: "Region" }, receivers: [], topics: [], purpose: "", until: "2027-05-30" },
  topics: [], from: "2026-11-23", until: "2027-05-30", askedAt: startOf("2026-11-23"), answerBy: "2026-12-07", askedBy: { person: newId(), name: "", role: "", unit: "" }, state, givers: [], waitingFor: [], own: undefined, ...rest,
});
const next = (...views: ConsentView[]) => nextOf({ matter, views, practice, listed: (names) => names.join(" och ") });

describe("the one next step while a matter waits for consent", () => {
  test("nobody has been asked, or what was asked has ended: ask", () => {
    for (const views of [[], [view("lapsed")], [view("granted", { disclosing: newId<"branch">() as BranchId })]])
      expect(next(...views)).toMatchObject({ what: "consent.next.ask", href: `/matters/${matter.id}/consents/new`, dueOn: "2026-12-24" });
  });

  test("somebody has not answered: wait, for whom and until when", () => {
    const waiting = view("waiting", { waitingFor: ["Sara Holm", "Johan Holm"] });
    expect(next(waiting, view("granted"))).toMatchObject({ what: "consent.next.wait", values: { names: "Sara Holm och Johan Holm" }, href: `/consents/${waiting.id}`, dueOn: "2026-12-07" });
  });

  test("everybody has said yes: call the meeting, counted from the last yes", () => {
    const given = (day: string) => ({ person: newId<"person">(), name: "", capacity: "guardian" as const, needed: true, exception: undefined, given: [givenAt(day)] });
    expect(next(view("granted", { givers: [given("2026-11-25"), given("2026-12-01")] }))).toMatchObject({ what: "consent.next.meet", href: `/matters/${matter.id}/meetings/new`, dueOn: "2026-12-22" });
  });

  test("somebody did not answer in time: speak to them, and that it is late shows by its date", () => {
    const silent = view("unanswered", { waitingFor: ["Johan Holm"] });
    expect(next(silent)).toMatchObject({ what: "consent.next.unanswered", values: { names: "Johan Holm" }, href: `/consents/${silent.id}`, dueOn: "2026-12-07" });
    expect(next(silent, view("granted")).what).toBe("consent.next.meet");
    expect(next(silent, view("waiting", { waitingFor: ["Sara Holm"] })).what).toBe("consent.next.wait");
  });

  test.each<ConsentState>(["refused", "withdrawn"])("a no is respected (%s): think again", (state) => {
    expect(next(view(state))).toMatchObject({ what: "consent.next.again", href: `/matters/${matter.id}/think-again` });
    expect(next(view(state), view("granted")).what).toBe("consent.next.meet");
  });
});

describe("what a guardian may know of how it stands", () => {
  const known = (own_: Given["answer"] | undefined, others: { needed: number; granted: number }): KnownConsent => ({
    consent: { id: newId(), disclosing: own, receivers: [], topics: [], purpose: "", from: "2026-11-23", until: "2027-05-30", text: { version: "1", language: "sv", hash: "" }, askedAt: startOf("2026-11-23"), answerBy: "2026-12-07", answers: [], exceptions: [] },
    key: { wrapped: Buffer.alloc(0), key: createSecretKey(Buffer.alloc(32)) }, childId: newId(), matterId: newId(), child: undefined, about: undefined, places: {}, askedBy: { person: newId(), name: "", role: "", unit: "" },
    given: own_ ? [{ ...givenAt("2026-11-24"), answer: own_ }] : [], exceptions: [], others, asFamily: true, letEnd: false,
  });

  test("is her own answer or silence, and in force only when every yes is there: all combinations", () => {
    const answers = [undefined, "granted", "refused", "withdrawn"] as const;
    for (const own_ of answers)
      for (const others of [{ needed: 0, granted: 0 }, { needed: 1, granted: 0 }, { needed: 1, granted: 1 }, { needed: 2, granted: 1 }])
        for (const today of ["2026-11-22", "2026-11-23", "2026-12-07", "2026-12-08", "2027-05-30", "2027-05-31"]) {
          const expected = today > "2027-05-30" ? "lapsed" : own_ === "refused" || own_ === "withdrawn" ? own_ : own_ === undefined && today > "2026-12-07" ? "unanswered"
            : own_ === "granted" && others.granted === others.needed && today >= "2026-11-23" ? "granted" : "waiting";
          expect(familyState(known(own_, others), today)).toBe(expected);
        }
  });
});

describe("what is missing before something may go", () => {
  const drawn = (coverage: CoverageHere) =>
    renderToString(<SpokenIn value={speaking(practice, "sv")}><MissingConsents coverage={coverage} matterId="m1" receiver={{ id: "u1" as UnitId, name: "Förskolan Trollet" }} /></SpokenIn>);

  test("each person and reason is named, with the way to mend it", () => {
    const html = drawn({ complete: false, others: [], nearest: "c1", missing: [{ name: "Johan Holm", why: "no-answer" }, { name: "Sara Holm", why: "topic-not-covered", topic: "health" }] });
    expect(html).toContain("Johan Holm har inte svarat än.");
    expect(html).toContain("Sara Holm har inte tillfrågats om det här området. (hälsa)");
    expect(html).toContain('href="/consents/c1"');
    expect(html).toContain('href="/matters/m1/consents/new?unit=u1"');
  });

  test("nothing is said when nothing is missing, and nothing is offered that would not help", () => {
    expect(drawn({ complete: true, relying: "c1", others: [], reservations: [] })).toBe("");
    expect(drawn({ complete: false, others: [], missing: [{ name: "", why: "no-topic" }] })).not.toContain("href");
    expect(drawn({ complete: false, others: [], nearest: "c1", missing: [{ name: "Johan Holm", why: "refused" }] })).not.toContain("consents/new");
  });
});
