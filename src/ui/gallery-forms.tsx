import {
  Actions,
  BackLink,
  Button,
  Card,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  RadioGroup,
  Select,
  Stack,
  Tag,
  TextArea,
  TextField,
} from "./index.ts";

const marks = [
  { value: "works", label: "Det fungerar", tag: <Tag kind="works" /> },
  { value: "both", label: "Både och", hint: "Något fungerar, något är svårt.", tag: <Tag kind="both" /> },
  { value: "challenging", label: "Det är utmanande", tag: <Tag kind="challenging" /> },
  { value: "unknown", label: "Vi vet inte ännu", tag: <Tag kind="unknown" /> },
];

const branches = [
  { value: "bvc", label: "BVC Lessebo", hint: "Region Kronoberg" },
  { value: "school", label: "Bergdala skola" },
  { value: "speech", label: "Logopedin" },
];

/** The form fields, empty, filled and wrong. */
export function GalleryForms() {
  return (
    <Stack>
      <BackLink href="#back" />
      <ErrorSummary
        problems={[
          { id: "g-day", text: "Skriv vilken dag ni ska följa upp" },
          { id: "g-whom", text: "Välj minst en verksamhet" },
        ]}
      />
      <Card title="Formulär">
        <form method="post" action="#form" novalidate>
          <TextField id="g-what" name="what" label="Vad ska göras?" hint="Skriv så att Elis också förstår." value="En lugn hörna vid samlingen" required />
          <TextField id="g-phone" name="phone" label="Telefon" inputMode="tel" width="medium" />
          <DateField id="g-day" name="day" label="När följer ni upp?" value="snart" problem="Skriv vilken dag ni ska följa upp" required />
          <TextArea id="g-seen" name="seen" label="Vad har du sett?" hint="Skriv det du själv har sett och hört." maxLength={500} value={"Drar sig undan vid samling.\nLeker en och en."} required />
          <RadioGroup id="g-mark" name="mark" label="Hur är det med lärande?" options={marks} value="both" required />
          <CheckboxGroup id="g-whom" name="whom" label="Vem får läsa?" options={branches} values={[]} problem="Välj minst en verksamhet" required />
          <CheckboxGroup id="g-more" name="more" label="Vilka fler ska bjudas in?" options={branches} values={["school"]} />
          <Select id="g-language" name="language" label="Tolk" empty="Ingen tolk" options={[{ value: "ar", label: "arabiska" }]} />
          <Actions>
            <Button>Fortsätt</Button>
            <Button kind="quiet">Spara och gör klart senare</Button>
          </Actions>
        </form>
      </Card>
    </Stack>
  );
}
