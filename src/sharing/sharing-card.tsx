import type { Card } from "../matter/index.ts";

export const sharingCard: Card = { load: async () => ({ view: () => null }) };
