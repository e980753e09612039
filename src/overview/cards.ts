import { attendanceCard } from "../attendance/attendance-card.tsx";
import { consentCard } from "../consent/consent-card.tsx";
import { familyCard } from "../family/family-card.tsx";
import { inquiryCard } from "../inquiry/inquiry-card.tsx";
import { forumCard } from "../forum/forum-card.tsx";
import { growingCard } from "../growing/growing-card.tsx";
import type { Card } from "../matter/index.ts";
import { meetingCard } from "../meeting/meeting-card.tsx";
import { planCard } from "../plan/plan-card.tsx";
import { sharingCard } from "../sharing/sharing-card.tsx";
import { signalCard } from "../signal/signal-card.tsx";

/** What the child's page shows, in this order. Each card belongs to its own room. */
export const cards: readonly Card[] = [planCard, meetingCard, consentCard, growingCard, attendanceCard, forumCard, inquiryCard, signalCard, sharingCard, familyCard];
