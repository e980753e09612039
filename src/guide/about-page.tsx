import { Card, Details, PageTitle, Stack } from "../ui/index.ts";
import { useWords } from "../platform/i18n/words.tsx";

/** What Kring is and does with what is written in it, for whoever wonders. */
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
