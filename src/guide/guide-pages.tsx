import { ButtonLink, Card, Details, Grid, Notice, PageTitle, Phone, Stack } from "../ui/index.ts";
import { useWords } from "../platform/i18n/words.tsx";

/** What Kring is, for the two who come here: a parent, and somebody who works with children. Help that cannot wait stands first. */
export function FrontPage() {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("front.lead")}>{words.t("front.title")}</PageTitle>
      <p class="actions"><ButtonLink href="/sign-in">{words.t("front.signIn")}</ButtonLink> <a href="/about">{words.t("front.about")}</a></p>
      <Notice kind="warning" title={words.t("front.urgent.title")}>
        <p>{words.t("front.urgent.call")} <Phone number="112" />.</p>
        <p>{words.t("front.urgent.concern")} <a href="/concern">{words.t("front.urgent.link")}</a></p>
      </Notice>
      <Grid>
        <Card title={words.t("front.family.title")}>
          <p>{words.t("front.family.see")}</p>
          <p>{words.t("front.family.decide")}</p>
          <p>{words.t("front.family.none")}</p>
        </Card>
        <Card title={words.t("front.staff.title")}>
          <p>{words.t("front.staff.signal")}</p>
          <p>{words.t("front.staff.share")}</p>
          <p>{words.t("front.staff.plan")}</p>
        </Card>
      </Grid>
      <Card title={words.t("front.young.title")}>
        <p>{words.t("front.young.text")}</p>
        <p>{words.t("front.young.bris")} <Phone number="116 111" />. {words.t("front.young.anonymous")}</p>
      </Card>
    </Stack>
  );
}

export function AboutPage() {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("about.lead")}>{words.t("about.title")}</PageTitle>
      <Card title={words.t("about.how.title")}>
        <p>{words.t("about.how.own")}</p>
        <p>{words.t("about.how.copy")}</p>
        <p>{words.t("about.how.see")}</p>
      </Card>
      <Card title={words.t("about.yours.title")}>
        <ul>
          <li>{words.t("about.yours.see")}</li>
          <li>{words.t("about.yours.no")}</li>
          <li>{words.t("about.yours.say")}</li>
          <li>{words.t("about.yours.ask")}</li>
        </ul>
        <Details summary={words.t("about.noId.title")}><p>{words.t("about.noId.text")}</p></Details>
        <Details summary={words.t("about.secret.title")}><p>{words.t("about.secret.text")}</p></Details>
      </Card>
      <Card title={words.t("about.never.title")}>
        <ul>
          <li>{words.t("about.never.report")}</li>
          <li>{words.t("about.never.score")}</li>
          <li>{words.t("about.never.search")}</li>
          <li>{words.t("about.never.third")}</li>
          <li>{words.t("about.never.mail")}</li>
        </ul>
      </Card>
      <Card title={words.t("about.data.title")}>
        <p>{words.t("about.data.who")}</p>
        <p>{words.t("about.data.basis")}</p>
        <p>{words.t("about.data.rights")}</p>
      </Card>
      <Card title={words.t("about.exit.title")}>
        <p>{words.t("about.exit.text")}</p>
      </Card>
    </Stack>
  );
}
