import type { Card, Knowing, Look, Matter } from "../matter/index.ts";
import type { House } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import { leadsHere } from "./signal.ts";
import { SignalCardView } from "./signal-pages.tsx";
import { listSealedSignals, openSignal } from "./signal-store.ts";

/** Just noticed, in the very branch where the child lead is: there is nobody to pass it on to. @model K1 */
const stays = (house: House, matter: Matter, on: Day): boolean =>
  matter.state === "noticed" && leadsHere(house.practice, { kind: matter.branchKind, child: matter, on });

const knowing = ({ house, today }: Look): Knowing => ({
  next: (matter) => (stays(house, matter, today) ? { what: "signal.next.begin", href: `/matters/${matter.id}/begin`, dueOn: matter.dueOn } : undefined),
});

/** What has been noticed, in the words of those who noticed it. */
export const signalCard: Card = {
  load: async (input) => {
    const { tx, house, matterId, today } = input;
    const rows = await listSealedSignals(tx, matterId);
    return {
      ...knowing(input),
      view: (matter, seen) => (
        <SignalCardView matter={matter} signals={rows.map((row) => openSignal(house, matter.key, row))} practice={house.practice} seen={seen} leadsHere={stays(house, matter, today)} />
      ),
    };
  },
  know: async (look) => knowing(look),
};
