import { useWords } from "../platform/i18n/words.tsx";
import { Said } from "../ui/index.ts";
import type { Location } from "./directory.ts";
import { swedish } from "./directory-words.ts";

/** The place in words, and a link that the phone's own map opens: no map is fetched from anybody. */
export function Place({ location: { name, street, postalCode, town, latitude, longitude, access } }: { location: Location }) {
  const words = useWords();
  return (
    <>
      <p><Said>{name}, {street}, {postalCode} {town}</Said></p>
      <p {...swedish(words)}>{access}</p>
      <p><a href={`geo:${latitude},${longitude}?q=${latitude},${longitude}`}>{words.t("guide.service.map")}</a></p>
    </>
  );
}
