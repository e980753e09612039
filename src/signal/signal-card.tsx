import type { Card } from "../matter/index.ts";

export const signalCard: Card = { load: async () => ({ view: () => null }) };
