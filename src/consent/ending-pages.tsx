import type { VNode } from "preact";
import { PostButton } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Notice, PageTitle, Said, Stack } from "../ui/index.ts";
import { StaffCrumbs, type StaffModel } from "./consent-pages.tsx";

type Props = { readonly model: StaffModel; readonly seen: Seen };

/** A consent that ends soon, or has ended and is still needed: ask again, or let it end. Nothing renews itself. @ground REQ-044 */
export function EndingNotice({ model: { view, matterId, ending }, seen }: Props): VNode | null {
  const { words } = seen;
  if (ending.letEnd) return <Notice kind="info" title={words.t("consent.letEnd.decided")}><p><Said>{ending.letEnd.by}</Said>, {words.day(ending.letEnd.on)}.</p></Notice>;
  if (!ending.how) return null;
  return (
    <Notice kind="warning" title={words.t(ending.how === "soon" ? "consent.page.soon" : "consent.page.over", { until: words.day(view.until) })}>
      <p>{words.t("consent.page.renew")}</p>
      <Actions>
        <ButtonLink href={`/matters/${matterId}/consents/new?again=${view.id}`}>{words.t("consent.page.again")}</ButtonLink>
        {seen.can("consent.note") && <PostButton action={`/consents/${view.id}/let-end`} once={seen.once()} label={words.t("consent.letEnd.button")} kind="quiet" />}
      </Actions>
    </Notice>
  );
}

export function LetEndPage({ model, seen, form }: Props & { form: VNode }): VNode {
  const { words } = seen;
  return (
    <Stack>
      <StaffCrumbs model={model} seen={seen} title={words.t("consent.letEnd.button")} />
      <PageTitle lead={words.t("consent.letEnd.lead", { until: words.day(model.view.until) })}>{words.t("consent.letEnd.title")}</PageTitle>
      {form}
    </Stack>
  );
}
