import type { Card } from "../matter/index.ts";

export const inquiryCard: Card = { load: async () => ({ view: () => null }) };
