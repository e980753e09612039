// Made by scripts/messages.mjs from messages/. Do not edit.
import sv_about from "#messages/sv/about.json" with { type: "json" };
import sv_access from "#messages/sv/access.json" with { type: "json" };
import sv_accessibility_work from "#messages/sv/accessibility-work.json" with { type: "json" };
import sv_accessibility from "#messages/sv/accessibility.json" with { type: "json" };
import sv_activity_staff from "#messages/sv/activity-staff.json" with { type: "json" };
import sv_activity from "#messages/sv/activity.json" with { type: "json" };
import sv_api from "#messages/sv/api.json" with { type: "json" };
import sv_app from "#messages/sv/app.json" with { type: "json" };
import sv_circle from "#messages/sv/circle.json" with { type: "json" };
import sv_concern from "#messages/sv/concern.json" with { type: "json" };
import sv_consent from "#messages/sv/consent.json" with { type: "json" };
import sv_contact_work from "#messages/sv/contact-work.json" with { type: "json" };
import sv_contact from "#messages/sv/contact.json" with { type: "json" };
import sv_family from "#messages/sv/family.json" with { type: "json" };
import sv_form from "#messages/sv/form.json" with { type: "json" };
import sv_ground from "#messages/sv/ground.json" with { type: "json" };
import sv_growing from "#messages/sv/growing.json" with { type: "json" };
import sv_guide from "#messages/sv/guide.json" with { type: "json" };
import sv_helped from "#messages/sv/helped.json" with { type: "json" };
import sv_identity from "#messages/sv/identity.json" with { type: "json" };
import sv_inquiry from "#messages/sv/inquiry.json" with { type: "json" };
import sv_keeper from "#messages/sv/keeper.json" with { type: "json" };
import sv_matter from "#messages/sv/matter.json" with { type: "json" };
import sv_meeting from "#messages/sv/meeting.json" with { type: "json" };
import sv_network from "#messages/sv/network.json" with { type: "json" };
import sv_notice from "#messages/sv/notice.json" with { type: "json" };
import sv_open_data from "#messages/sv/open-data.json" with { type: "json" };
import sv_plan from "#messages/sv/plan.json" with { type: "json" };
import sv_poster from "#messages/sv/poster.json" with { type: "json" };
import sv_proposal from "#messages/sv/proposal.json" with { type: "json" };
import sv_report from "#messages/sv/report.json" with { type: "json" };
import sv_secrecy from "#messages/sv/secrecy.json" with { type: "json" };
import sv_sharing from "#messages/sv/sharing.json" with { type: "json" };
import sv_shell from "#messages/sv/shell.json" with { type: "json" };
import sv_signal from "#messages/sv/signal.json" with { type: "json" };
import sv_term from "#messages/sv/term.json" with { type: "json" };
import sv_tracks from "#messages/sv/tracks.json" with { type: "json" };
import sv_ui from "#messages/sv/ui.json" with { type: "json" };
import sv_visitor from "#messages/sv/visitor.json" with { type: "json" };
import sv_weather from "#messages/sv/weather.json" with { type: "json" };
import ar_accessibility from "#messages/ar/accessibility.json" with { type: "json" };
import ar_activity from "#messages/ar/activity.json" with { type: "json" };
import ar_contact from "#messages/ar/contact.json" with { type: "json" };
import ar_guide from "#messages/ar/guide.json" with { type: "json" };
import ar_helped from "#messages/ar/helped.json" with { type: "json" };
import ar_open_data from "#messages/ar/open-data.json" with { type: "json" };
import ar_poster from "#messages/ar/poster.json" with { type: "json" };
import ar_report from "#messages/ar/report.json" with { type: "json" };
import ar_shell from "#messages/ar/shell.json" with { type: "json" };
import ar_visitor from "#messages/ar/visitor.json" with { type: "json" };
import easy_accessibility from "#messages/easy/accessibility.json" with { type: "json" };
import easy_activity from "#messages/easy/activity.json" with { type: "json" };
import easy_contact from "#messages/easy/contact.json" with { type: "json" };
import easy_guide from "#messages/easy/guide.json" with { type: "json" };
import easy_helped from "#messages/easy/helped.json" with { type: "json" };
import easy_open_data from "#messages/easy/open-data.json" with { type: "json" };
import easy_poster from "#messages/easy/poster.json" with { type: "json" };
import easy_report from "#messages/easy/report.json" with { type: "json" };
import easy_shell from "#messages/easy/shell.json" with { type: "json" };
import easy_visitor from "#messages/easy/visitor.json" with { type: "json" };
import en_about from "#messages/en/about.json" with { type: "json" };
import en_access from "#messages/en/access.json" with { type: "json" };
import en_accessibility from "#messages/en/accessibility.json" with { type: "json" };
import en_activity from "#messages/en/activity.json" with { type: "json" };
import en_api from "#messages/en/api.json" with { type: "json" };
import en_app from "#messages/en/app.json" with { type: "json" };
import en_concern from "#messages/en/concern.json" with { type: "json" };
import en_consent from "#messages/en/consent.json" with { type: "json" };
import en_contact from "#messages/en/contact.json" with { type: "json" };
import en_family from "#messages/en/family.json" with { type: "json" };
import en_form from "#messages/en/form.json" with { type: "json" };
import en_ground from "#messages/en/ground.json" with { type: "json" };
import en_guide from "#messages/en/guide.json" with { type: "json" };
import en_helped from "#messages/en/helped.json" with { type: "json" };
import en_identity from "#messages/en/identity.json" with { type: "json" };
import en_inquiry from "#messages/en/inquiry.json" with { type: "json" };
import en_matter from "#messages/en/matter.json" with { type: "json" };
import en_meeting from "#messages/en/meeting.json" with { type: "json" };
import en_notice from "#messages/en/notice.json" with { type: "json" };
import en_open_data from "#messages/en/open-data.json" with { type: "json" };
import en_plan from "#messages/en/plan.json" with { type: "json" };
import en_poster from "#messages/en/poster.json" with { type: "json" };
import en_report from "#messages/en/report.json" with { type: "json" };
import en_secrecy from "#messages/en/secrecy.json" with { type: "json" };
import en_sharing from "#messages/en/sharing.json" with { type: "json" };
import en_shell from "#messages/en/shell.json" with { type: "json" };
import en_signal from "#messages/en/signal.json" with { type: "json" };
import en_term from "#messages/en/term.json" with { type: "json" };
import en_ui from "#messages/en/ui.json" with { type: "json" };
import en_visitor from "#messages/en/visitor.json" with { type: "json" };
import en_weather from "#messages/en/weather.json" with { type: "json" };
import fa_accessibility from "#messages/fa/accessibility.json" with { type: "json" };
import fa_activity from "#messages/fa/activity.json" with { type: "json" };
import fa_contact from "#messages/fa/contact.json" with { type: "json" };
import fa_guide from "#messages/fa/guide.json" with { type: "json" };
import fa_helped from "#messages/fa/helped.json" with { type: "json" };
import fa_open_data from "#messages/fa/open-data.json" with { type: "json" };
import fa_poster from "#messages/fa/poster.json" with { type: "json" };
import fa_report from "#messages/fa/report.json" with { type: "json" };
import fa_shell from "#messages/fa/shell.json" with { type: "json" };
import fa_visitor from "#messages/fa/visitor.json" with { type: "json" };
import fi_accessibility from "#messages/fi/accessibility.json" with { type: "json" };
import fi_activity from "#messages/fi/activity.json" with { type: "json" };
import fi_contact from "#messages/fi/contact.json" with { type: "json" };
import fi_guide from "#messages/fi/guide.json" with { type: "json" };
import fi_helped from "#messages/fi/helped.json" with { type: "json" };
import fi_open_data from "#messages/fi/open-data.json" with { type: "json" };
import fi_poster from "#messages/fi/poster.json" with { type: "json" };
import fi_report from "#messages/fi/report.json" with { type: "json" };
import fi_shell from "#messages/fi/shell.json" with { type: "json" };
import fi_visitor from "#messages/fi/visitor.json" with { type: "json" };
import so_accessibility from "#messages/so/accessibility.json" with { type: "json" };
import so_activity from "#messages/so/activity.json" with { type: "json" };
import so_contact from "#messages/so/contact.json" with { type: "json" };
import so_guide from "#messages/so/guide.json" with { type: "json" };
import so_helped from "#messages/so/helped.json" with { type: "json" };
import so_open_data from "#messages/so/open-data.json" with { type: "json" };
import so_poster from "#messages/so/poster.json" with { type: "json" };
import so_report from "#messages/so/report.json" with { type: "json" };
import so_shell from "#messages/so/shell.json" with { type: "json" };
import so_visitor from "#messages/so/visitor.json" with { type: "json" };
import ti_accessibility from "#messages/ti/accessibility.json" with { type: "json" };
import ti_activity from "#messages/ti/activity.json" with { type: "json" };
import ti_contact from "#messages/ti/contact.json" with { type: "json" };
import ti_guide from "#messages/ti/guide.json" with { type: "json" };
import ti_helped from "#messages/ti/helped.json" with { type: "json" };
import ti_open_data from "#messages/ti/open-data.json" with { type: "json" };
import ti_poster from "#messages/ti/poster.json" with { type: "json" };
import ti_report from "#messages/ti/report.json" with { type: "json" };
import ti_shell from "#messages/ti/shell.json" with { type: "json" };
import ti_visitor from "#messages/ti/visitor.json" with { type: "json" };
import uk_accessibility from "#messages/uk/accessibility.json" with { type: "json" };
import uk_activity from "#messages/uk/activity.json" with { type: "json" };
import uk_contact from "#messages/uk/contact.json" with { type: "json" };
import uk_guide from "#messages/uk/guide.json" with { type: "json" };
import uk_helped from "#messages/uk/helped.json" with { type: "json" };
import uk_open_data from "#messages/uk/open-data.json" with { type: "json" };
import uk_poster from "#messages/uk/poster.json" with { type: "json" };
import uk_report from "#messages/uk/report.json" with { type: "json" };
import uk_shell from "#messages/uk/shell.json" with { type: "json" };
import uk_visitor from "#messages/uk/visitor.json" with { type: "json" };

const sv = { ...sv_about, ...sv_access, ...sv_accessibility_work, ...sv_accessibility, ...sv_activity_staff, ...sv_activity, ...sv_api, ...sv_app, ...sv_circle, ...sv_concern, ...sv_consent, ...sv_contact_work, ...sv_contact, ...sv_family, ...sv_form, ...sv_ground, ...sv_growing, ...sv_guide, ...sv_helped, ...sv_identity, ...sv_inquiry, ...sv_keeper, ...sv_matter, ...sv_meeting, ...sv_network, ...sv_notice, ...sv_open_data, ...sv_plan, ...sv_poster, ...sv_proposal, ...sv_report, ...sv_secrecy, ...sv_sharing, ...sv_shell, ...sv_signal, ...sv_term, ...sv_tracks, ...sv_ui, ...sv_visitor, ...sv_weather };

/** Every text there is, named by its key in messages/sv. */
export type MessageKey = keyof typeof sv;

export const catalogues: Readonly<Record<"sv" | "ar" | "easy" | "en" | "fa" | "fi" | "so" | "ti" | "uk", Readonly<Record<string, string>>>> = {
  sv,
  ar: { ...ar_accessibility, ...ar_activity, ...ar_contact, ...ar_guide, ...ar_helped, ...ar_open_data, ...ar_poster, ...ar_report, ...ar_shell, ...ar_visitor },
  easy: { ...easy_accessibility, ...easy_activity, ...easy_contact, ...easy_guide, ...easy_helped, ...easy_open_data, ...easy_poster, ...easy_report, ...easy_shell, ...easy_visitor },
  en: { ...en_about, ...en_access, ...en_accessibility, ...en_activity, ...en_api, ...en_app, ...en_concern, ...en_consent, ...en_contact, ...en_family, ...en_form, ...en_ground, ...en_guide, ...en_helped, ...en_identity, ...en_inquiry, ...en_matter, ...en_meeting, ...en_notice, ...en_open_data, ...en_plan, ...en_poster, ...en_report, ...en_secrecy, ...en_sharing, ...en_shell, ...en_signal, ...en_term, ...en_ui, ...en_visitor, ...en_weather },
  fa: { ...fa_accessibility, ...fa_activity, ...fa_contact, ...fa_guide, ...fa_helped, ...fa_open_data, ...fa_poster, ...fa_report, ...fa_shell, ...fa_visitor },
  fi: { ...fi_accessibility, ...fi_activity, ...fi_contact, ...fi_guide, ...fi_helped, ...fi_open_data, ...fi_poster, ...fi_report, ...fi_shell, ...fi_visitor },
  so: { ...so_accessibility, ...so_activity, ...so_contact, ...so_guide, ...so_helped, ...so_open_data, ...so_poster, ...so_report, ...so_shell, ...so_visitor },
  ti: { ...ti_accessibility, ...ti_activity, ...ti_contact, ...ti_guide, ...ti_helped, ...ti_open_data, ...ti_poster, ...ti_report, ...ti_shell, ...ti_visitor },
  uk: { ...uk_accessibility, ...uk_activity, ...uk_contact, ...uk_guide, ...uk_helped, ...uk_open_data, ...uk_poster, ...uk_report, ...uk_shell, ...uk_visitor },
};
