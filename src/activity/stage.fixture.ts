import type { Activity } from "./activity.ts";

/** An activity for the tests of rules, with what a test does not care about filled in. */
export const activityLike = (own: Partial<Activity>): Activity => ({
  id: "0d2c1a6e-0000-4000-8000-000000000001", handle: "oppna-forskolan", status: "active", version: 1, sequence: 0, changedAt: new Date("2026-11-01T08:00:00Z"),
  unitId: "u", unit: "Öppna förskolan", branchId: "b", guideId: "g", guide: "degerfors",
  location: { id: "l", handle: "l", name: "Familjecentralen", street: "Björkbacken 4", postalCode: "693 30", town: "Degerfors", latitude: 59.2, longitude: 14.4, access: "" },
  kind: "meeting-place", kinds: ["foraldratraff"], level: "universal", ages: { from: 0, to: 5 }, name: "Öppna förskolan", about: "Vi leker.", meet: true, forWhom: "all",
  rule: { every: "week", on: "mo", startsOn: "2026-09-01", endsOn: undefined, from: "09:00", to: "12:00" }, pauses: [], moves: [],
  signUp: "none", capacity: undefined, childcare: false, languages: ["sv"], interpreter: false, cost: "free", costNote: "", phone: "031-3900600", email: "", placeNote: "", placeLink: "", companions: [], checkedOn: "2026-11-01", reviewMonths: 6,
  ...own,
});
