import type { Card } from "../matter/index.ts";

/** What the child's page shows, in this order. Each card belongs to its own room. */
export const cards: readonly Card[] = [];
