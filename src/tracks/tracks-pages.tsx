import type { Offer } from "../access/grounds.ts";
import { BRANCH_KINDS, SECRECY } from "../access/secrecy.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { getTrack, textIn, type Practice, type TrackId } from "../practice/index.ts";
import { Actions, Breadcrumb, Button, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Phone, RadioGroup, Select, Stack, WithSide, type Option } from "../ui/index.ts";
import { ASKED_IN_ORDER, childAges, LAW_OF, relations, type Told, type Wondering } from "./tracks.ts";

/** A rule in plain words, since when it holds, and a word of caution where no one has read it in the law. */
function Rule({ id, source, validFrom, verified }: Told) {
  const words = useWords();
  return (
    <>
      <p>{words.say(`tracks.law.${id}`)}</p>
      <p class="quiet">{words.t("tracks.law.since", { source, day: words.shortDay(validFrom) })} {!verified && words.t("tracks.law.unread")}</p>
    </>
  );
}

const WAYS: Readonly<Record<TrackId, ReadonlyArray<{ readonly href: string; readonly label: string }>>> = {
  concern: [{ href: "/concern", label: "tracks.go.concern" }],
  collaboration: [{ href: "/find", label: "tracks.go.child" }, { href: "/signals/new", label: "tracks.go.signal" }],
  consultation: [{ href: "/consultations/new", label: "consultation.new" }, { href: "/network", label: "tracks.go.network" }],
};

/** One of the three: when it is this one, what it asks of one, what the law says, and the way in. */
function Track({ id, nth, practice }: { id: TrackId; nth: number; practice: Practice }) {
  const words = useWords();
  const { name, when, consent, identity, owner } = getTrack(practice, id);
  const say = (text: typeof name) => textIn(text, words.language);
  return (
    <Card id={id} title={words.t("tracks.question", { number: nth, question: words.say(`tracks.ask.${id}`) })}>
      <p><strong>{words.t("tracks.then", { track: say(name) })}</strong> {say(when)}</p>
      {id === "concern" && <p>{words.t("signal.danger.112")} <Phone number="112" /></p>}
      <Pairs items={[{ label: words.t("tracks.consent"), value: say(consent) }, { label: words.t("tracks.identity"), value: say(identity) }, { label: words.t("tracks.owner"), value: say(owner) }]} />
      <Details summary={words.t("tracks.law")}>{LAW_OF[id].map((rule) => <Rule key={rule.id} {...rule} />)}</Details>
      <Actions>{WAYS[id].map(({ href, label }, at) => <ButtonLink key={href} href={href} kind={at === 0 ? "primary" : "quiet"}>{words.say(label)}</ButtonLink>)}</Actions>
    </Card>
  );
}

/** What keeps the three apart, said so that one can trust it. @model degerforsmodellen 3.2 */
function Apart() {
  const words = useWords();
  return (
    <Card title={words.t("tracks.apart.title")}>
      <ul>{(["wait", "meeting", "nochild", "nocopy"] as const).map((one) => <li key={one}>{words.t(`tracks.apart.${one}`)}</li>)}</ul>
    </Card>
  );
}

export function TracksPage({ practice }: { practice: Practice }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, { label: words.t("tracks.title") }]} />
      <PageTitle lead={words.t("tracks.lead")}>{words.t("tracks.title")}</PageTitle>
      <WithSide side={<><Apart /><Card title={words.t("secrecyGuide.title")}><p>{words.t("secrecyGuide.about")}</p><p><a href="/tracks/secrecy">{words.t("secrecyGuide.open")}</a></p></Card><p><a href="/tracks/attendance">{words.t("attendanceLadder.title")}</a></p><p><a href="/blanks">{words.t("blanks.title")}</a></p>{practice.way.forums.map(({ id, name }) => <p key={id}><a href={`/forums/${id}`}>{words.t("forum.open", { forum: name })}</a></p>)}<p><a href="/deviations">{words.t("deviation.title")}</a></p></>}>
        <>{ASKED_IN_ORDER.map((id, at) => <Track key={id} id={id} nth={at + 1} practice={practice} />)}</>
      </WithSide>
    </Stack>
  );
}

function Ask({ wondering }: { wondering: Partial<Wondering> & Pick<Wondering, "from"> }) {
  const words = useWords();
  const kinds = BRANCH_KINDS.map((kind) => ({ value: kind, label: words.say(`secrecy.kind.${kind}`) }));
  const options = (among: readonly string[], key: string): Option[] => among.map((value) => ({ value, label: words.say(`secrecyGuide.${key}.${value}`) }));
  return (
    <Card title={words.t("secrecyGuide.ask")}>
      <form method="get" action="/tracks/secrecy" class="form">
        <Select id="from" name="from" label={words.t("secrecyGuide.from")} options={kinds} value={wondering.from} />
        <Select id="to" name="to" label={words.t("secrecyGuide.to")} options={kinds} value={wondering.to ?? ""} empty={words.t("form.choose")} />
        <RadioGroup required id="relation" name="relation" label={words.t("secrecyGuide.relation")} options={options(relations, "relation")} value={wondering.relation ?? "other-body"} />
        <RadioGroup required id="age" name="age" label={words.t("secrecyGuide.age")} options={options(childAges, "age")} value={wondering.age ?? "under-18"} />
        <RadioGroup required id="asked" name="asked" label={words.t("secrecyGuide.asked")} options={options(["no", "yes"], "asked")} value={wondering.requested ? "yes" : "no"} />
        <div class="actions"><Button kind="primary">{words.t("secrecyGuide.show")}</Button></div>
      </form>
    </Card>
  );
}

/** A ground that may hold: what it means, what must be answered, who decides, and since when. */
function Possible({ ground }: Offer) {
  const words = useWords();
  const { code, decisionMaker, source, validFrom, validTo, verified, fourEyes } = ground;
  return (
    <li>
      <h3>{words.say(`ground.${code}.name`)}</h3>
      <p>{words.say(`ground.${code}.explain`)}</p>
      <p>{words.say(`ground.decision-maker.${decisionMaker}`)} {fourEyes && words.t("ground.second-person")}</p>
      <p class="quiet">
        {words.t("tracks.law.since", { source, day: words.shortDay(validFrom) })} {validTo && words.t("secrecyGuide.until", { day: words.day(validTo) })} {!verified && words.t("ground.verified.no")}
      </p>
    </li>
  );
}

function Answered({ wondering, offers }: { wondering: Wondering; offers: readonly Offer[] }) {
  const words = useWords();
  const [may, not] = [offers.filter(({ offered }) => offered), offers.filter(({ offered }) => !offered)];
  const { strength, provision, verified } = SECRECY[wondering.from];
  return (
    <>
      <Card title={words.t("secrecyGuide.own")}>
        <p>{words.say(`secrecy.strength.${strength}`)} <span class="quiet">{provision}.</span> {!verified && words.t("secrecy.verified.no")}</p>
      </Card>
      <Card title={words.t("secrecyGuide.may", { count: may.length })}>
        <p>{words.t("secrecyGuide.may.text")}</p>
        <ol class="plain-list">{may.map((offer) => <Possible key={offer.ground.code} {...offer} />)}</ol>
      </Card>
      <Card title={words.t("secrecyGuide.not")}>
        <Details summary={words.t("secrecyGuide.not.show", { count: not.length })}>
          <ul>{not.map((offer) => <li key={offer.ground.code}><strong>{words.say(`ground.${offer.ground.code}.name`)}.</strong> {!offer.offered && words.say(offer.because)}</li>)}</ul>
        </Details>
      </Card>
    </>
  );
}

export type SecrecyModel = { readonly own: Wondering["from"]; readonly wondering: Wondering | undefined; readonly offers: readonly Offer[]; readonly version: string };

/** Helps somebody think before telling. Guidance, never a decision; nothing is kept of what was asked. @model degerforsmodellen 3.8, 9 row 55 */
export function SecrecyGuidePage({ model: { own, wondering, offers, version }, seen: { words, today } }: { model: SecrecyModel; seen: Seen }) {
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("tracks.title"), href: "/tracks" }, { label: words.t("secrecyGuide.title") }]} />
      <PageTitle lead={words.t("secrecyGuide.lead")}>{words.t("secrecyGuide.title")}</PageTitle>
      <Notice kind="warning" title={words.t("secrecyGuide.concern")}><p><a href="/concern">{words.t("tracks.go.concern")}</a></p></Notice>
      <WithSide side={<Card title={words.t("secrecyGuide.order")}><ol>{(["consent", "harm", "must", "need", "ask"] as const).map((step) => <li key={step}>{words.t(`secrecyGuide.order.${step}`)}</li>)}</ol></Card>}>
        <>
          <Ask wondering={wondering ?? { from: own }} />
          {wondering && <Answered wondering={wondering} offers={offers} />}
          <p class="quiet">{words.t("secrecyGuide.dated", { version, day: words.day(today) })}</p>
        </>
      </WithSide>
    </Stack>
  );
}
