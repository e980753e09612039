export { signalSections, type Signal, type SignalWords } from "./signal.ts";
export { insertSignals, listSignals } from "./signal-store.ts";
export { addSignal, noticeChild, noticeUnborn, type NewSignal, type Noticed } from "./signal-actions.ts";
