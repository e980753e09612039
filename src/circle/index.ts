export { arenasOf, handleOf, ownersOf, type Circle, type Party, type Segment, type Transition } from "./circle.ts";
export { readCircleSheet, type CircleSheet } from "./circle-content.ts";
export { deletePiece, fillCircle, listNamed, listParentsCounted, listSegments, listTransitions, readCircle, savePiece, type Piece } from "./circle-store.ts";
export { segmentName, transitionName } from "./circle-words.ts";
export { gapsIn, holesIn, type Gap, type Near, type SegmentGaps } from "./gaps.ts";
