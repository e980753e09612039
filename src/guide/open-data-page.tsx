import { useWords } from "../platform/i18n/words.tsx";
import { asSaid, Card, PageTitle, Stack } from "../ui/index.ts";

const ADDRESSES = [["hsds", "/api/v1/hsds/services"], ["csv", "/api/v1/services.csv"], ["search", "/api/v1/guide/search?q=sover"], ["openapi", "/api/v1/openapi.json"], ["dcat", "/api/v1/dcat"]] as const;

/** What of the guide is open as data, and how to use it: for whoever builds something of their own. */
export function OpenDataPage() {
  const words = useWords();
  return (
    <Stack>
      <PageTitle lead={words.t("openData.lead")}>{words.t("openData.title")}</PageTitle>
      <Card title={words.t("openData.have.title")}>
        <ul class="addresses">
          {ADDRESSES.map(([name, address]) => <li key={name}><a href={address}>{words.t(`openData.have.${name}`)}</a> <code><bdi dir="ltr" {...asSaid}>{address}</bdi></code></li>)}
        </ul>
        <p>{words.t("openData.have.pages")}</p>
      </Card>
      <Card title={words.t("openData.use.title")}>
        <ul>
          <li>{words.t("openData.use.free")}</li>
          <li>{words.t("openData.use.key")}</li>
          <li>{words.t("openData.use.current")}</li>
          <li>{words.t("openData.use.never")}</li>
        </ul>
      </Card>
    </Stack>
  );
}
