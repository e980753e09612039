import { useWords, type Words } from "../platform/i18n/words.tsx";
import { asWritten, Said } from "../ui/index.ts";
import type { Location } from "./directory.ts";
import { swedish } from "./directory-words.ts";

const degrees = (words: Words, angle: number): string => `${new Intl.NumberFormat(words.locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(angle)}°`;

/** The place in words and in figures, and a link that the phone's own map opens: no map is fetched from anybody. */
export function Place({ location: { name, street, postalCode, town, latitude, longitude, access } }: { location: Location }) {
  const words = useWords();
  return (
    <>
      <p><Said>{name}, {street}, {postalCode} {town}</Said></p>
      <p {...swedish(words)}>{access}</p>
      <p>{words.t("guide.service.position")} <bdi dir="ltr" {...asWritten}>{degrees(words, latitude)} N, {degrees(words, longitude)} {words.t("guide.service.east")}</bdi></p>
      <p><a href={`geo:${latitude},${longitude}?q=${latitude},${longitude}`}>{words.t("guide.service.map")}</a></p>
    </>
  );
}
