import type { Content, Delivered } from "../disclosure/index.ts";
import { PlanView } from "../plan/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import type { Practice } from "../practice/index.ts";
import { BackLink, Card, Details, PageTitle, Phone, Quote, Said, SaidText, Stack } from "../ui/index.ts";
import { planOf } from "./family.ts";
import { longWhen, sayOr } from "./family-words.tsx";

export type CopyView = { readonly delivery: Delivered; readonly content: Content; readonly practice: Practice };

/** A delivery as this guardian got it, word by word; a plan that some must be left out of is drawn from what is left. */
export function CopyPage({ view: { delivery, content, practice }, seen }: { view: CopyView; seen: Seen }) {
  const { words, today } = seen;
  const plan = content.sections.every(({ own }) => own) ? planOf(content) : undefined;
  return (
    <Stack>
      <BackLink href={`/family/${delivery.childId}`} />
      <PageTitle over={longWhen(words, delivery.at)}>{words.say(`family.kind.${delivery.kind}`)}</PageTitle>
      <Sender content={content} />
      {content.why !== "" && <p><strong>{words.t("family.copy.why")}</strong> <SaidText>{content.why}</SaidText></p>}
      {plan ? <PlanView content={plan} reading={{ practice, today }} /> : content.sections.map(({ heading, text, own }, nth) => (
        <Card key={nth} title={<Said>{heading}</Said>}>{own ? <Quote>{text}</Quote> : <p><SaidText>{text}</SaidText></p>}</Card>
      ))}
      <p class="quiet">{sayOr(words, `family.ground.${delivery.ground}`, "family.ground.other")}</p>
      <Details summary={words.t("family.copy.wrong.title")}><p>{words.t("family.copy.wrong")} <a href={`/family/${delivery.childId}/words?to=${delivery.matterId}`}>{words.t("family.say")}</a></p></Details>
    </Stack>
  );
}

function Sender({ content: { from } }: { content: Content }) {
  const words = useWords();
  return (
    <p>
      {words.t("family.copy.from")} <Said>{from.name}</Said>, {sayOr(words, `role.${from.role}`, "family.role.other")}, <Said>{from.unit}</Said>. <Phone number={from.phone} />
    </p>
  );
}
