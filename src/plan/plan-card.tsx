import type { Card } from "../matter/index.ts";

export const planCard: Card = { load: async () => ({ view: () => null }) };
