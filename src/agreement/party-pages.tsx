import type { VNode } from "preact";
import { useWords } from "../platform/i18n/words.tsx";
import { Breadcrumb, Card, Notice, PageTitle, Pairs, Said, Stack, type Shown } from "../ui/index.ts";
import type { Agreement, Party } from "./agreement.ts";

type StepProps = { readonly agreement?: Pick<Agreement, "handle" | "title" | "versions"> | undefined; readonly title: string; readonly lead: string; readonly over?: Shown; readonly form: VNode; readonly children?: VNode | undefined };

/** One thing to say about agreements: a new one, a party, who coordinates. */
export function KeepStep({ agreement, title, lead, over, form, children }: StepProps) {
  const words = useWords();
  const named = agreement ? [{ label: <Said>{agreement.title}</Said>, ...(agreement.versions.length > 0 ? { href: `/agreements/${agreement.handle}` } : {}) }] : [];
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("agreement.list"), href: "/agreements" }, ...named, { label: title }]} />
      <PageTitle over={<Said>{over ?? agreement?.title}</Said>} lead={lead}>{title}</PageTitle>
      {children}
      <Card>{form}</Card>
    </Stack>
  );
}

/** What the party is asked about, before it says who signs for it. */
export function SignatoryPage({ agreement, party, form }: { agreement: Agreement; party: Party; form: VNode }) {
  const words = useWords();
  return (
    <KeepStep agreement={agreement} title={words.t("agreement.name")} lead={words.t("agreement.name.lead", { unit: agreement.unit })} form={form}>
      <>
        {!agreement.signatures.some(({ partyId }) => partyId === party.id) && <p><a href={`/agreements/${agreement.handle}/parties/${party.id}/decline`}>{words.t("agreement.decline")}</a></p>}
        <Notice kind="info" title={words.t("agreement.name.yours")}><p>{words.t("agreement.name.yours.text")}</p></Notice>
        <Card title={<Said>{party.board}, {party.authority}</Said>}><Pairs items={[{ label: words.t("agreement.contributes"), value: <Said>{party.contributes}</Said> }]} /></Card>
      </>
    </KeepStep>
  );
}
