import type { Card as MatterCard } from "../matter/index.ts";
import { ButtonLink, Card, Details } from "../ui/index.ts";
import { Reviews } from "./growing-pages.tsx";
import { listReviewRows, openReview } from "./growing-store.ts";
import { dueFor } from "./growing-tasks.ts";

/** A birthday that calls for a review, and the reviews that have been made. Nothing, for most children. */
export const growingCard: MatterCard = {
  load: async ({ tx, house, matterId, today }) => {
    const rows = await listReviewRows(tx, matterId);
    return {
      view: (matter, { words }) => {
        const due = dueFor(matter, { reviewed: rows.map(({ age }) => age), practice: house.practice, today });
        if (!due && rows.length === 0) return null;
        return (
          <Card id="growing" title={words.t("growing.card.title")}>
            {due && <><p>{words.t(due.on > today ? "growing.task.soon" : "growing.task", { age: due.threshold.age, day: words.shortDay(due.on) })}</p><p><ButtonLink href={`/matters/${matter.id}/grows`} kind="quiet">{words.t("growing.card.open")}</ButtonLink></p></>}
            {rows.length > 0 && <Details summary={words.t("growing.earlier")}><Reviews reviews={rows.map((row) => openReview(house.keys, matter.key, row))} /></Details>}
          </Card>
        );
      },
    };
  },
};
