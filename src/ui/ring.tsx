import { useId } from "preact/hooks";
import { asSaid, Said, shortName, type Shown } from "./text.tsx";

/** Somebody around the child. */
export type RingPerson = {
  id: string;
  /** Data. */
  name: string;
  /** What the person is to the child, or where the person works. */
  role: Shown;
  /** The one who keeps it together: drawn filled, and said by `note`. */
  holds?: boolean | undefined;
  /** "håller i planen" */
  note?: Shown;
  /** A phone number, a link. */
  contact?: Shown;
};

export type RingProps = { centre: string; people: readonly RingPerson[]; caption: string };

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((part) => [...part][0] ?? "")
    .filter((letter) => letter !== letter.toLocaleLowerCase("sv") || letter.toLocaleUpperCase("sv") === letter)
    .slice(0, 2)
    .join("");

/** Who is around the child: the list says it, the drawing repeats it. */
export function Ring({ centre, people, caption }: RingProps) {
  return (
    <div class="ring">
      <RingDrawing centre={centre} people={people} caption={caption} />
      <ul class="ring-list">
        {people.map((person) => (
          <RingLine key={person.id} {...person} />
        ))}
      </ul>
    </div>
  );
}

function RingLine({ name, role, holds, note, contact }: RingPerson) {
  return (
    <li class={holds ? "ring-holds" : undefined}>
      <span class="disc" aria-hidden="true" {...asSaid}>
        {initials(name)}
      </span>
      <div>
        <p class="ring-name">
          <Said>{name}</Said>
        </p>
        <p class="ring-role">
          {role}
          {note && <> · {note}</>}
        </p>
        {contact && <p>{contact}</p>}
      </div>
    </li>
  );
}

/** So many letters stand in the middle as they are; longer names are set tighter, and much longer ones shortened. */
const FITS = 6;
const READABLE = 9;

function RingDrawing({ centre, people, caption }: RingProps) {
  const id = useId();
  const names = people.map(({ name }) => name).join(", ");
  const called = shortName(centre, READABLE);
  return (
    <svg class="ring-drawing" viewBox="-120 -120 240 240" width="240" height="240" role="img" aria-labelledby={id} {...asSaid}>
      <title id={id}>{`${caption}: ${names}`}</title>
      <circle class="ring-line" r="88" />
      {people.map(({ id: person, name, holds }, nth) => (
        <g key={person} class={holds ? "ring-person ring-holds" : "ring-person"} transform={placed(nth, people.length)}>
          <title>{name}</title>
          <circle r="24" />
          <text y="6" text-anchor="middle">
            {initials(name)}
          </text>
        </g>
      ))}
      <circle class="ring-centre" r="38" />
      <text class="ring-child" y="6" text-anchor="middle" textLength={called.length > FITS ? 66 : undefined} lengthAdjust="spacingAndGlyphs">
        {called}
      </text>
    </svg>
  );
}

function placed(nth: number, count: number): string {
  const angle = (nth / count) * 2 * Math.PI;
  return `translate(${(88 * Math.sin(angle)).toFixed(1)} ${(-88 * Math.cos(angle)).toFixed(1)})`;
}
