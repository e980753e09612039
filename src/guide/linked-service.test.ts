import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { blockText } from "../ui/index.ts";

type Thing = Readonly<Record<string, unknown>>;

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

/** The data blocks of a page, as a program that reads it finds them. */
async function dataOn(path: string): Promise<Thing[]> {
  const { html } = await house.visitor().get(path);
  return [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map((match) => JSON.parse(match[1]!) as Thing);
}

describe("the card as schema.org has it", () => {
  test("of a municipality: provider, area, audience, hours, channel and kind", async () => {
    expect(await dataOn("/services/familjecentralen-degerfors")).toEqual([{
      "@context": "https://schema.org", "@type": "GovernmentService", "@id": "http://kring.test/services/familjecentralen-degerfors", url: "http://kring.test/services/familjecentralen-degerfors", name: "Familjecentralen i Degerfors",
      alternateName: ["familjecentralen", "familjens hus"], description: expect.stringContaining("Väntar du barn"), serviceType: "Familjecentral",
      provider: { "@type": "GovernmentOrganization", name: "Degerfors kommun" }, areaServed: { "@type": "AdministrativeArea", name: "Degerfors" },
      audience: { "@type": "PeopleAudience", audienceType: "Alla som väntar barn eller har barn som inte har börjat skolan.", suggestedMinAge: 0, suggestedMaxAge: 5 },
      hoursAvailable: [
        { "@type": "OpeningHoursSpecification", dayOfWeek: ["Monday", "Tuesday", "Wednesday", "Thursday"].map((day) => `https://schema.org/${day}`), opens: "08:00", closes: "16:30" },
        { "@type": "OpeningHoursSpecification", dayOfWeek: ["https://schema.org/Friday"], opens: "08:00", closes: "14:00" },
      ],
      availableChannel: {
        "@type": "ServiceChannel", availableLanguage: ["sv", "en", "so"], servicePhone: { "@type": "ContactPoint", telephone: "031-3900611" },
        serviceLocation: {
          "@type": "Place", name: "Familjecentralen i Degerfors", geo: { "@type": "GeoCoordinates", latitude: 59.2379, longitude: 14.4346 },
          address: { "@type": "PostalAddress", streetAddress: "Björkbacken 4", postalCode: "693 30", addressLocality: "Degerfors", addressCountry: "SE" },
        },
      },
    }]);
  });
  test("of the whole country, and of an association", async () => {
    expect((await dataOn("/services/larmnumret-112"))[0]).toMatchObject({ "@type": "GovernmentService", areaServed: { "@type": "Country", name: "Sverige" }, hoursAvailable: [{ opens: "00:00", closes: "23:59" }] });
    const [association] = await house.rows<{ handle: string }>("select s.handle from kring.service s join kring.unit u on u.id = s.unit_id join kring.branch b on b.id = u.branch_id join kring.authority a on a.id = b.authority_id where a.kind = 'association' limit 1");
    expect((await dataOn(`/services/${association!.handle}`))[0]).toMatchObject({ "@type": "Service", provider: { "@type": "Organization" } });
  });
  test("every card has one, and no other page", async () => {
    const cards = new Set((await Promise.all(["degerfors", "kronoberg"].map((guide) => house.visitor().get(`/services?guide=${guide}`)))).flatMap(({ html }) => [...html.matchAll(/href="(\/services\/[a-z0-9-]+)/g)].map((match) => match[1]!)));
    expect(cards.size).toBeGreaterThan(100);
    for (const path of cards) expect([path, (await dataOn(path)).length]).toEqual([path, 1]);
    for (const path of ["/", "/services", "/urgent", "/open-data"]) expect(await dataOn(path)).toEqual([]);
  });
});

describe("how one gets there", () => {
  test("the place stands in words and figures, with a link that names nobody else", async () => {
    const { text, html } = await house.visitor().get("/services/familjecentralen-degerfors");
    expect(text).toMatch(/Björkbacken 4, 693 30 Degerfors.*Läge: 59,2379° N, 14,4346° Ö Öppna kartan i telefonen/);
    expect(html).toContain('href="geo:59.2379,14.4346?q=59.2379,14.4346"');
    expect((await house.visitor().get("/services/familjecentralen-degerfors?lang=en")).text).toContain("Position: 59.2379° N, 14.4346° E");
  });
});

describe("an activity as schema.org has it", () => {
  type Events = { "@graph": Thing[] };
  const eventsOf = async (handle: string): Promise<Thing[]> => ((await dataOn(`/activities/${handle}`)) as unknown as Events[])[0]!["@graph"];
  test("each of its next times, with the place, who holds it and how many can still come; one that was called off says so", async () => {
    const [{ handle, id }] = (await house.rows<{ handle: string; id: string }>("select handle, id from kring.activity where name = 'Lugna stunden'")) as [{ handle: string; id: string }];
    const events = await eventsOf(handle);
    expect(events.length).toBeGreaterThan(1);
    expect(events[0]).toMatchObject({
      "@type": "Event", name: "Lugna stunden", url: `http://kring.test/activities/${handle}`, eventStatus: "https://schema.org/EventScheduled", location: { "@type": "Place", name: "Familjecentralen i Degerfors" }, isAccessibleForFree: true, remainingAttendeeCapacity: expect.any(Number),
    });
    expect(Date.parse(String(events[0]!["endDate"]))).toBeGreaterThan(Date.parse(String(events[0]!["startDate"])));
    await house.rows("insert into kring.activity_pause (activity_id, from_on, to_on, called_off, reason) select $1, d, d, true, 'Ledaren är sjuk' from (select ($2::timestamptz at time zone 'Europe/Stockholm')::date as d) x", [id, events[0]!["startDate"]]);
    const after = await eventsOf(handle);
    expect(after.slice(0, 2).map((event) => [event["startDate"], event["eventStatus"]])).toEqual([[events[0]!["startDate"], "https://schema.org/EventCancelled"], [events[1]!["startDate"], "https://schema.org/EventScheduled"]]);
    expect(after[0]).not.toHaveProperty("remainingAttendeeCapacity");
  });
});

describe("whatever is written on a card", () => {
  const tricks = ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\u2028b\u2029c", '"\\', "&lt;/script&gt;", "</SCRIPT/x>"];
  test("the block stays one block and says what was written", async () => {
    for (const name of tricks) {
      await house.rows("update kring.service set name = $1 where handle = 'bvc-degerfors'", [name]);
      const { html } = await house.visitor().get("/services/bvc-degerfors");
      expect((await dataOn("/services/bvc-degerfors")).map((data) => data["name"])).toEqual([name]);
      expect(html.match(/<script/gi)).toHaveLength(2);
      expect(html).not.toMatch(/[\u2028\u2029](?=[^<]*<\/script>)/);
    }
  });
  test("none of the signs that end a block is left in it", () => {
    expect(blockText(tricks)).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(blockText(tricks))).toEqual(tricks);
  });
});
