import type { Shown } from "./text.tsx";
import { GalleryForms } from "./gallery-forms.tsx";
import { arabic, english, longName, people, perspectives } from "./gallery-samples.tsx";
import {
  Actions,
  asSaid,
  Breadcrumb,
  Button,
  ButtonLink,
  Card,
  CheckAnswers,
  DataTable,
  Details,
  Empty,
  Grid,
  NextStep,
  Notice,
  PageTitle,
  Pairs,
  Phone,
  Quote,
  Ring,
  Row,
  Rows,
  Said,
  SaidText,
  Stack,
  Steps,
  Tag,
  TaskList,
  Timeline,
  Wheel,
  Wheels,
  WheelTable,
  WithSide,
} from "./index.ts";

/** Every component in every state, with the names and texts that are hardest on it. */
export function Gallery() {
  return (
    <div {...asSaid}>
      <Stack>
        <ChildHead />
        <WheelPart />
        <WithSide side={<Beside />}>
          <ListPart />
          <PlanPart />
          <TextPart />
        </WithSide>
        <GalleryForms />
        <Grid>
          <RingPart />
          <RightToLeft />
        </Grid>
      </Stack>
    </div>
  );
}

function ChildHead() {
  return (
    <Stack>
      <Breadcrumb items={[{ label: "Min lista", href: "#list" }, { label: "Elis" }]} />
      <PageTitle lead="Signal från förskolan Trollet, mottagen 18 november.">
        <Said>Elis</Said>, 4 år
      </PageTitle>
      <NextStep
        what={
          <>
            Fyll i hjulet tillsammans med <Said>Elis</Said>
          </>
        }
        href="#wheel"
        owner="Maja Lindqvist"
        due="onsdag 25 november"
      />
      <Steps
        items={[
          { label: "Uppmärksamma", state: "done", href: "#signal" },
          { label: "Samla information", state: "now" },
          { label: "Ta ställning", state: "later" },
          { label: "Samtycke", state: "later" },
          { label: "Möte", state: "later" },
          { label: "Plan", state: "later" },
        ]}
      />
    </Stack>
  );
}

function WheelPart() {
  return (
    <Card title="Barnets bästa-hjulet" id="wheel">
      <Wheels>
        {perspectives.map((view) => (
          <Wheel key={view.id} areas={view.areas} centre="Elis" caption={<>{view.label} · 20 november</>} />
        ))}
      </Wheels>
      <WheelTable caption="Det som sagts, område för område" perspectives={perspectives} />
      <Actions>
        <ButtonLink href="#next">Fyll i nästa område</ButtonLink>
        <ButtonLink href="#show" kind="quiet">
          Visa för Elis
        </ButtonLink>
      </Actions>
    </Card>
  );
}

function ListPart() {
  return (
    <Stack>
      <Card title="Väntar på dig" beside={<a href="#all">Visa alla</a>}>
        <Rows>
          <Row name="Elis" href="#1" beside={<>4 år</>} next="Ta emot signalen från förskolan Trollet" when="senast tis 24 nov" />
          <Row name={longName} href="#2" beside={<Tag kind="calm">ny signal</Tag>} next="Be pappa om samtycke. Mamma har sagt ja." when="senast fre 27 nov" />
          <Row name="Jonatan" href="#3" next="Uppföljning av plan 2. Du kallar." late="3 dagar försenad" />
          <Row label="BVC får berätta för förskolan" sign="done" next="om lärande och trygghet · till 30 juni 2027" action={<a href="#5">Ta tillbaka</a>} />
          <Row label="Förskolan får berätta för socialtjänsten" sign="no" next="ni sa nej 18 november" action={<a href="#6">Ändra</a>} />
          <Row name="Noor" next="Överlämning till rektor" when="sedan 19 nov" action={<a href="#4">Påminn</a>} />
        </Rows>
      </Card>
      <Card title="Innan planen kan antas">
        <TaskList
          items={[
            { id: "t1", label: "Barnets egna ord", state: "done", href: "#a" },
            { id: "t2", label: "Samtycke från båda vårdnadshavarna", state: "waiting", href: "#b", hint: "Sara har sagt ja. Johan har inte svarat." },
            { id: "t3", label: "En kontakt per verksamhet", state: "todo", href: "#c" },
            { id: "t4", label: "Dag för uppföljning", state: "closed" },
          ]}
        />
      </Card>
    </Stack>
  );
}

function PlanPart() {
  return (
    <Stack>
      <Card title="Kontrollera innan du skickar">
        <CheckAnswers
          items={[
            { label: "Vad som lämnas", value: "Hjulet, områdena lärande och trygghet", href: "#d" },
            { label: "Till", value: <Said>{`${longName}, Bergdala skola`}</Said>, href: "#e" },
            { label: "Med stöd av", value: "Samtycke från Sara och Johan, 18 november" },
          ]}
        />
        <Actions>
          <Button>Lämna ut</Button>
          <Button kind="quiet">Spara och vänta</Button>
          <Button kind="danger">Ta bort utkastet</Button>
        </Actions>
      </Card>
      <Card title="Planen, med vanliga ord">
        <Quote by="Elis, 20 november">Jag vill leka med Nils när det är tyst.</Quote>
        <DataTable
          caption="Vem gör vad"
          columns={[{ label: "Vad" }, { label: "Vem" }, { label: "Till när" }]}
          rows={[
            { key: "1", cells: ["En lugn hörna vid samlingen", <Said>Trollet, Anna K.</Said>, <Tag kind="works">klart 1 dec</Tag>] },
            { key: "2", cells: ["Träff med logoped", <Said>Logopedin, Per S.</Said>, "15 januari"] },
            { key: "3", cells: ["Berätta för Bergdala skola före skolstart", <Said>Maja, BVC</Said>, "1 juni"] },
          ]}
        />
      </Card>
    </Stack>
  );
}

function TextPart() {
  return (
    <Stack>
      <Notice kind="info" title="Planen är ett utkast">
        <p>Den gäller när alla parter har fått säga sitt.</p>
      </Notice>
      <Notice kind="success" title="Signalen är skickad" />
      <Notice kind="warning" title="Samtycket går ut om 14 dagar">
        <p>Fråga Sara och Johan om de vill förlänga det.</p>
      </Notice>
      <Notice kind="error" title="Planen kunde inte sparas">
        <p>Någon annan ändrade den samtidigt. Din text finns kvar här nedanför.</p>
      </Notice>
      <div>
        <Details summary="Varför frågar vi om detta?">
          <p>Hjulet hjälper er att se hela vardagen, inte bara det som är svårt.</p>
        </Details>
        <Details summary="Vem ser svaret?" open>
          <SaidText>{"Maja på BVC.\nIngen annan, förrän ni har sagt ja."}</SaidText>
        </Details>
      </div>
      <Card title="Vad som har hänt">
        <Timeline
          items={[
            { when: "18 november", title: "Signal från förskolan Trollet", detail: <p>Drar sig undan vid samling.</p>, source: "Anna Karlsson · ses av BVC Lessebo" },
            { when: "20 november", title: "Elis berättade med bilder", source: "Maja Lindqvist · ses av familjen" },
            { when: "24 november", title: "Möte" },
          ]}
        />
      </Card>
    </Stack>
  );
}

function Beside(): Shown {
  return (
    <>
      <ButtonLink href="#signal">Jag har uppmärksammat något</ButtonLink>
      <Card title="Förälder" level={3}>
        <Pairs
          items={[
            { label: "Namn", value: <Said>{longName}</Said> },
            { label: "Telefon", value: <Phone number="0478-000 01" /> },
            { label: "Tolk", value: "arabiska" },
          ]}
        />
      </Card>
      <Card>
        <Empty title="Inga möten ännu" text="När alla har sagt ja kan du kalla till ett möte." action={<ButtonLink href="#m" kind="quiet">Be om samtycke</ButtonLink>} />
      </Card>
      <NextStep title="Det här händer härnäst" what="Uppföljningsmöte på BVC" owner={longName} due="tisdag 15 december" late="5 dagar försenat" />
    </>
  );
}

function RingPart() {
  return (
    <Card title="De som är med">
      <Ring centre="Elis" people={people} caption="De som finns runt Elis" />
    </Card>
  );
}

function RightToLeft() {
  return (
    <Stack>
      <div lang="ar" dir="rtl">
        <Card title="حول إليس">
          <p>هذه هي الخطة بكلمات بسيطة. يمكنك سحب موافقتك في أي وقت.</p>
          <Wheel areas={arabic} centre="Elis" caption="إليس · ٢٠ نوفمبر" />
          <Actions>
            <ButtonLink href="#ar">التالي</ButtonLink>
          </Actions>
        </Card>
      </div>
      <div lang="en">
        <Wheel areas={english} centre="Alexandria" caption="Long names in English" />
      </div>
    </Stack>
  );
}
