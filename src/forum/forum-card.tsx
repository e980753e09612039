import type { Card } from "../matter/index.ts";
import { findForum } from "../practice/index.ts";
import { ForumsCard } from "./forum-pages.tsx";
import { listRaisingRows } from "./forum-store.ts";
import { forumsFor } from "./forum.ts";

/** The forums a child is raised in, and those it could be; nothing for most children, and nothing where the package has no forum. */
export const forumCard: Card = {
  load: async ({ tx, house: { practice }, matterId, today }) => {
    const rows = await listRaisingRows(tx, matterId);
    const raised = rows.flatMap(({ forum: id, at }) => {
      const forum = findForum(practice, id);
      return forum ? [{ forum, at }] : [];
    });
    return {
      view: (matter, seen) => {
        const open = matter.state === "closed" ? [] : forumsFor(practice, matter, today).filter(({ id }) => !raised.some(({ forum }) => forum.id === id));
        return raised.length + open.length > 0 ? <ForumsCard matter={matter} raised={raised} open={open} seen={seen} /> : null;
      },
    };
  },
};
