import type { Card } from "../matter/index.ts";

export const meetingCard: Card = { load: async () => ({ view: () => null }) };
