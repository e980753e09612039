import { expect, test } from "vitest";
import { dueOn, daysOverdue, isDue, newsIn, weaknessOf } from "./card.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { handleOf } from "./edit-store.ts";

test.each(["19900101-2384", "199001012384", "900101-2384", "900101+2384", "9001012384", "Barnet 20221014 2390 säger", "900161-2384"])("%s may be somebody's", (text) => expect(hasIdentityNumber(text)).toBe(true));
test.each(["031-3900611", "0313900611", "070-174 06 05", "0701740605", "212000-1801", "08:00–16:30", "1177", "tisdag 13–14, 900 kr", "2026-01-08", "199013012384"])("%s is nobody's", (text) => expect(hasIdentityNumber(text)).toBe(false));

test("a card is due six months after somebody said it was right, to the day", () => {
  const service = { checkedOn: "2026-01-31" };
  expect(dueOn(service)).toBe("2026-07-31");
  expect([isDue(service, "2026-07-30"), isDue(service, "2026-07-31")]).toEqual([false, true]);
  expect([daysOverdue(service, "2026-07-30"), daysOverdue(service, "2026-08-10")]).toEqual([-1, 10]);
});

test("a contact whose duty has ended is no contact", () => {
  const held = new Set(["a", "b"]);
  const weakness = (contact?: string, deputy?: string) => weaknessOf({ contact, deputy }, (duty) => held.has(duty));
  expect([weakness("a", "b"), weakness("a"), weakness(undefined, "b"), weakness("a", "gone"), weakness("gone", "gone-too"), weakness()]).toEqual([undefined, "no-deputy", "no-deputy", "no-deputy", "no-contact", "no-contact"]);
});

test("only whom to call, where, at which number and whether at all is news", () => {
  expect(newsIn({ what: "edited", fields: ["mission", "does", "hours"] })).toEqual([]);
  expect(newsIn({ what: "edited", fields: ["contact", "phone", "line", "location", "status"] })).toEqual(["contact", "phone", "moved", "status"]);
  expect([newsIn({ what: "checked", fields: [] }), newsIn({ what: "added", fields: [] })]).toEqual([[], ["added"]]);
});

test.each([["Öppna förskolan Ånge", "oppna-forskolan-ange"], ["  BVC – Degerfors!  ", "bvc-degerfors"], ["Café Élan", "cafe-elan"], ["الأسرة", "kort"], ["å".repeat(90), "a".repeat(60)]])("%s as an address", (name, handle) => expect(handleOf(name)).toBe(handle));
