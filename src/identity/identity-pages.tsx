import { ButtonLink, Card, Details, Notice, PageTitle, Said, Stack } from "../ui/index.ts";
import { Button } from "../ui/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { DutyChoice } from "./sessions.ts";

type Choosing = { providers: ReadonlyArray<{ id: string; name: string }>; to: string };

const beginHref = (provider: string, to: string) => `/sign-in/begin?provider=${provider}&to=${encodeURIComponent(to)}`;

export function ChooseProvider({ providers, to }: Choosing) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("signIn.lead")}>{words.t("signIn.title")}</PageTitle>
      <ProviderLinks providers={providers} to={to} />
      <Details summary={words.t("signIn.cannot")}>
        <p>{words.t("signIn.cannot.text")}</p>
      </Details>
    </Stack>
  );
}

/** Before something that counts: who is it that does this? What was written is kept meanwhile. */
export function SignInAgain({ providers, to }: Choosing) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("signIn.again.lead")}>{words.t("signIn.again.title")}</PageTitle>
      <ProviderLinks providers={providers} to={to} />
    </Stack>
  );
}

function ProviderLinks({ providers, to }: Choosing) {
  return (
    <ul class="plain-list">
      {providers.map(({ id, name }, nth) => (
        <li key={id}>
          <ButtonLink href={beginHref(id, to)} kind={nth === 0 ? "primary" : "quiet"}><Said>{name}</Said></ButtonLink>
        </li>
      ))}
    </ul>
  );
}

export function SignInFailed() {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("signIn.failed.text")}>{words.t("signIn.failed.title")}</PageTitle>
      <p><ButtonLink href="/sign-in">{words.t("signIn.failed.again")}</ButtonLink></p>
    </Stack>
  );
}

export function NotKnown() {
  const words = useWords();
  return (
    <Stack>
      <PageTitle>{words.t("signIn.unknown.title")}</PageTitle>
      <Notice kind="info" title={words.t("signIn.unknown.notice")}><p>{words.t("signIn.unknown.text")}</p></Notice>
      <p><ButtonLink href="/sign-in" kind="quiet">{words.t("signIn.unknown.again")}</ButtonLink></p>
    </Stack>
  );
}

/** Several hats: one is chosen, and stands on every page. @ground REQ-207 */
export function ChooseDuty({ duties, children, once }: { duties: readonly DutyChoice[]; children: number; once: string }) {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("duty.lead")}>{words.t("duty.title")}</PageTitle>
      {duties.map((duty) => (
        <Card key={duty.id} title={<Said>{words.say(`role.${duty.role}`)}</Said>}>
          <p><Said>{duty.unit}</Said>, <Said>{duty.authority}</Said></p>
          <DutyButton once={once} duty={duty.id} label={words.t("duty.choose")} />
        </Card>
      ))}
      {children > 0 && (
        <Card title={words.t("duty.guardian")}>
          <p>{words.t("duty.guardian.text")}</p>
          <DutyButton once={once} duty="" label={words.t("duty.guardian.choose")} />
        </Card>
      )}
    </Stack>
  );
}

function DutyButton({ duty, label, once }: { duty: string; label: string; once: string }) {
  return (
    <form method="post" action="/duty">
      <input type="hidden" name="once" value={once} />
      <input type="hidden" name="duty" value={duty} />
      <Button>{label}</Button>
    </form>
  );
}
