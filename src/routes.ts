import { accessibilityRoutes } from "./accessibility/accessibility-routes.tsx";
import { agreementRoutes } from "./agreement/agreement-routes.tsx";
import { attendanceRoutes } from "./attendance/attendance-routes.tsx";
import { activityRoutes } from "./activity/activity-routes.tsx";
import { draftRoutes } from "./activity/draft-routes.tsx";
import { keepRoutes } from "./activity/keep-routes.tsx";
import { togetherRoutes } from "./activity/together-routes.tsx";
import { peopleRoutes } from "./activity/people-routes.tsx";
import { signUpRoutes } from "./activity/sign-up-routes.tsx";
import { blankRoutes } from "./blank/blank-routes.tsx";
import { concernRoutes } from "./concern/concern-routes.tsx";
import { consentRoutes } from "./consent/consent-routes.tsx";
import { consultationRoutes } from "./consultation/consultation-routes.tsx";
import { contactRoutes } from "./contact/contact-routes.tsx";
import { deskRoutes } from "./desk/desk-routes.tsx";
import { deviationRoutes } from "./deviation/deviation-routes.tsx";
import { familyRoutes } from "./family/family-routes.tsx";
import { forumRoutes } from "./forum/forum-routes.tsx";
import { growingRoutes } from "./growing/growing-routes.tsx";
import { guideRoutes } from "./guide/guide-routes.tsx";
import { guidingRoutes } from "./guiding/guiding-routes.tsx";
import { identityRoutes } from "./identity/identity-routes.tsx";
import { inquiryRoutes } from "./inquiry/inquiry-routes.tsx";
import { keeperRoutes } from "./keeper/keeper-routes.tsx";
import { meetingRoutes } from "./meeting/meeting-routes.tsx";
import { modelRoutes } from "./model/model-routes.tsx";
import { networkRoutes } from "./network/network-routes.tsx";
import { overviewRoutes } from "./overview/overview-routes.tsx";
import { planRoutes } from "./plan/plan-routes.tsx";
import type { Route } from "./platform/web/route.ts";
import { registerRoutes } from "./register/register-routes.tsx";
import { sharingRoutes } from "./sharing/sharing-routes.tsx";
import { signalRoutes } from "./signal/signal-routes.tsx";
import { steeringRoutes } from "./steering/steering-routes.ts";
import { tracksRoutes } from "./tracks/tracks-routes.tsx";
import { visitRoutes } from "./visit/visit-routes.tsx";

/** Every page and form of the house, in the order of a child's way. */
export const allRoutes: readonly Route[] = [
  ...guideRoutes,
  ...accessibilityRoutes,
  ...modelRoutes,
  ...activityRoutes,
  ...signUpRoutes,
  ...draftRoutes,
  ...togetherRoutes,
  ...keepRoutes,
  ...peopleRoutes,
  ...contactRoutes,
  ...identityRoutes,
  ...deskRoutes,
  ...concernRoutes,
  ...tracksRoutes,
  ...blankRoutes,
  ...consultationRoutes,
  ...deviationRoutes,
  ...signalRoutes,
  ...overviewRoutes,
  ...inquiryRoutes,
  ...consentRoutes,
  ...sharingRoutes,
  ...meetingRoutes,
  ...planRoutes,
  ...growingRoutes,
  ...attendanceRoutes,
  ...forumRoutes,
  ...familyRoutes,
  ...networkRoutes,
  ...visitRoutes,
  ...guidingRoutes,
  ...registerRoutes,
  ...agreementRoutes,
  ...steeringRoutes,
  ...keeperRoutes,
];
