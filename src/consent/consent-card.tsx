import type { Card } from "../matter/index.ts";

export const consentCard: Card = { load: async () => ({ view: () => null }) };
