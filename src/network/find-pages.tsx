import type { Location, Service } from "../directory/directory.ts";
import type { Guide, Inside, Somebody } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Ask, Breadcrumb, Card, Empty, Notice, PageTitle, Pairs, Phone, Said, Stack, Tag, WithSide, Written } from "../ui/index.ts";
import { Contacts, FreshTag, type People } from "./card-parts.tsx";
import type { NetworkUnit, Place } from "./network.ts";
import { Person } from "./people-parts.tsx";
import { NewsList, type Story } from "./news-pages.tsx";

/** A card as one of several: enough to know whom to call. */
export type Found = { readonly service: Service; readonly inside: Inside };

type Listing = { readonly names: ReadonlyMap<string, string>; readonly people: People; readonly seen: Seen };

/** Who it is, and how fast one gets an answer: what somebody looks for who has a family before them. */
function Who({ found: { service, inside }, names, people, seen }: { found: Found } & Listing) {
  const { words, today } = seen;
  return (
    <li class="who">
      <div class="who-name">
        <h3><a href={`/network/services/${service.handle}`}><Said>{service.name}</Said></a></h3>
        <p class="quiet"><Written>{names.get(service.kinds[0]!)}</Written> · {words.t(service.level === "universal" ? "guide.service.universal" : "guide.service.targeted")} · <Said>{service.authority}</Said></p>
        <p><Written>{service.mission}</Written></p>
        <p><FreshTag service={service} today={today} /> {service.status === "paused" && <Tag kind="late">{words.t("network.status.paused")}</Tag>}</p>
      </div>
      <Pairs items={[
        { label: words.t("network.card.contact"), value: <Contacts inside={inside} people={people} /> },
        { label: words.t(inside.line ? "network.card.line" : "network.find.public-line"), value: <Phone number={inside.line || service.phone} /> },
        ...(inside.consult.hours ? [{ label: words.t("network.card.consult"), value: <Written>{inside.consult.hours}</Written> }] : []),
        ...(inside.answersWithin === undefined ? [] : [{ label: words.t("network.card.answers"), value: words.t("network.card.answers.within", { days: inside.answersWithin }) }]),
      ]} />
    </li>
  );
}

export type FindModel = {
  readonly asked: string; readonly guide: Guide; readonly guides: readonly Guide[]; readonly found: readonly Found[]; readonly national: readonly Service[]; readonly colleagues: readonly Somebody[];
  readonly names: ReadonlyMap<string, string>; readonly people: People; readonly mine: readonly Service[]; readonly waiting: number; readonly asksKnowing: boolean; readonly news: readonly Story[]; readonly keeps: boolean;
};

function Ways({ guide, keeps }: Pick<FindModel, "guide" | "keeps">) {
  const words = useWords();
  const to = (path: string) => `${path}?guide=${guide.handle}`;
  return (
    <Card title={words.t("network.ways.title")}>
      <ul class="links-list">
        <li><a href={to("/network/units")}>{words.t("network.units.title")}</a></li>
        <li><a href={to("/network/places")}>{words.t("network.places.title")}</a></li>
        <li><a href={to("/network/map")}>{words.t("network.map.title")}</a></li>
        <li><a href={to("/network/meet")}>{words.t("meet.title")}</a></li>
        <li><a href="/visits">{words.t("visit.title")}</a></li>
        <li><a href={to("/network/knowing")}>{words.t("knowing.title")}</a></li>
        <li><a href={to("/network/circle")}>{words.t("circle.title")}</a></li>
        <li><a href="/register">{words.t("network.ways.register")}</a></li>
        <li><a href="/network/me">{words.t("network.me.title")}</a></li>
        {keeps && <li><a href={`/network/guides/${guide.handle}/overdue`}>{words.t("network.overdue.title")}</a></li>}
        {keeps && <li><a href={`/network/guides/${guide.handle}/services/new`}>{words.t("network.add.title")}</a></li>}
        {keeps && <li><a href={`/network/guides/${guide.handle}/model`}>{words.t("model.title")}</a></li>}
        {keeps && <li><a href={`/network/guides/${guide.handle}/accessibility`}>{words.t("accessibility.work.title")}</a></li>}
        {keeps && <li><a href={`/network/guides/${guide.handle}/forums`}>{words.t("network.forums.title")}</a></li>}
      </ul>
    </Card>
  );
}

/** A line for the whole country: one number, and nobody to ask for. */
function National({ services }: { services: readonly Service[] }) {
  const words = useWords();
  return (
    <section aria-labelledby="national">
      <h2 id="national">{words.t("network.find.national")}</h2>
      <ul class="links-list">{services.map(({ id, handle, name, phone }) => <li key={id}><a href={`/network/services/${handle}`}><Said>{name}</Said></a> <Phone number={phone} /></li>)}</ul>
    </section>
  );
}

function Results({ model, seen }: { model: FindModel; seen: Seen }) {
  const { words } = seen;
  const { asked, found, national, guide } = model;
  if (asked === "") return <section aria-labelledby="news"><h2 id="news">{words.t("network.news.title")}</h2><NewsList stories={model.news} seen={seen} /><p><a href="/network/news">{words.t("network.news.all")}</a></p></section>;
  if (found.length + national.length === 0) return <Empty title={words.t("network.find.none")} text={words.t("network.find.none.text")} action={<a href={`/network/units?guide=${guide.handle}`}>{words.t("network.units.title")}</a>} />;
  return (
    <>
      {found.length > 0 && (
        <section aria-labelledby="found">
          <h2 id="found">{words.t("network.find.found")}</h2>
          <ul class="whos">{found.map((one) => <Who key={one.service.id} found={one} names={model.names} people={model.people} seen={seen} />)}</ul>
        </section>
      )}
      {model.colleagues.length > 0 && (
        <section aria-labelledby="colleagues">
          <h2 id="colleagues">{words.t("network.find.people")}</h2>
          <ul class="links-list">{model.colleagues.map((person) => <li key={person.dutyId}><Person person={person} at="unit" /></li>)}</ul>
        </section>
      )}
      {national.length > 0 && <National services={national} />}
    </>
  );
}

/** "Vem gör vad?": a need in one's own words leads to who to call. @model degerforsmodellen 5.3 */
export function FindPage({ model, seen }: { model: FindModel; seen: Seen }) {
  const { words } = seen;
  const { guide, guides, mine, waiting, asked } = model;
  return (
    <Stack>
      <PageTitle over={words.t("network.title")} lead={words.t("network.find.lead", { place: guide.served })}>{words.t("network.find.title")}</PageTitle>
      <Ask action="/network" asked={asked} kept={[["guide", guide.handle]]} label={words.t("network.find.label")} button={words.t("network.find.button")} example={words.t("network.find.example")} />
      <WithSide side={(
        <Stack>
          <Card title={words.t("network.mine.title")}>
            {waiting > 0 && <p><Tag kind="late">{words.t("network.mine.waiting", { count: waiting })}</Tag></p>}
            <p>{words.t("network.mine.count", { count: mine.length })}</p>
            {model.asksKnowing && <p><a href="/network/knowing">{words.t("knowing.ask")}</a></p>}
            <p><a href="/network/mine">{words.t("network.mine.link")}</a></p>
          </Card>
          <Ways guide={guide} keeps={model.keeps} />
          {guides.length > 1 && <p class="quiet">{words.t("network.guide.now", { place: guide.served })} {guides.filter(({ id }) => id !== guide.id).map(({ id, handle, served }) => <a key={id} href={`/network?guide=${handle}`}>{words.t("network.guide.change", { place: served })}</a>)}</p>}
        </Stack>
      )}>
        <Results model={model} seen={seen} />
      </WithSide>
    </Stack>
  );
}

export type UnitsModel = { readonly guide: Guide; readonly units: readonly NetworkUnit[]; readonly inside: ReadonlyMap<string, Inside>; readonly people: People };

function UnitLine({ unit, inside, people, seen }: { unit: NetworkUnit; seen: Seen } & Pick<UnitsModel, "inside" | "people">) {
  return (
    <li>
      <p><strong><Said>{unit.name}</Said></strong></p>
      <ul class="links-list">
        {unit.services.map((service) => (
          <li key={service.id}>
            <a href={`/network/services/${service.handle}`}><Said>{service.name}</Said></a> <FreshTag service={service} today={seen.today} />
            <br /><span class="quiet"><Contacts inside={inside.get(service.id) ?? { contact: undefined, deputy: undefined }} people={people} /></span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Everybody by who they answer to: for whoever knows that already. */
export function UnitsPage({ model: { guide, units, inside, people }, seen }: { model: UnitsModel; seen: Seen }) {
  const { words } = seen;
  const authorities = Map.groupBy(units, ({ authority }) => authority);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.units.title") }]} />
      <PageTitle lead={words.t("network.units.lead", { place: guide.served })}>{words.t("network.units.title")}</PageTitle>
      {[...authorities].map(([authority, own]) => (
        <Card key={authority} title={<Said>{authority}</Said>}>
          <ul class="units">{own.map((unit) => <UnitLine key={unit.id} unit={unit} inside={inside} people={people} seen={seen} />)}</ul>
        </Card>
      ))}
    </Stack>
  );
}

/** Places where several work under one roof, those with most principals first. @model row 33 */
export function PlacesPage({ guide, places }: { guide: Guide; places: readonly Place[] }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.places.title") }]} />
      <PageTitle lead={words.t("network.places.lead", { place: guide.served })}>{words.t("network.places.title")}</PageTitle>
      <ul class="links-list">
        {places.map(({ id, handle, services, authorities }) => (
          <li key={id}><a href={`/network/places/${handle}`}><Said>{services[0]!.location!.name}</Said></a> <span class="quiet">{words.t("network.places.count", { services: services.length, authorities: authorities.length })}</span></li>
        ))}
      </ul>
    </Stack>
  );
}

export type PlaceModel = { readonly location: Location; readonly place: Place; readonly found: readonly Found[]; readonly names: ReadonlyMap<string, string>; readonly people: People };

/** One place, many principals: who is here, by whom they are employed, and that secrecy holds between them all the same. @ground OSL 8:1–8:2 */
export function PlacePage({ model: { location, place, found, names, people }, seen }: { model: PlaceModel; seen: Seen }) {
  const { words } = seen;
  const groups = Map.groupBy(found, ({ service }) => service.authority);
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.places.title"), href: "/network/places" }, { label: <Said>{location.name}</Said> }]} />
      <PageTitle lead={<><Said>{location.street}, {location.postalCode} {location.town}</Said>. <Written>{location.access}</Written></>}><Said>{location.name}</Said></PageTitle>
      {place.authorities.length > 1 && <Notice kind="info" title={words.t("network.place.many", { count: place.authorities.length })}><p>{words.t("network.place.secrecy")}</p></Notice>}
      {[...groups].map(([authority, own]) => (
        <section key={authority}>
          <h2><Said>{authority}</Said></h2>
          <ul class="whos">{own.map((one) => <Who key={one.service.id} found={one} names={names} people={people} seen={seen} />)}</ul>
        </section>
      ))}
    </Stack>
  );
}
