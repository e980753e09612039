-- The family guide: what anybody may read without signing in. Nothing here is about a person or a child.

create table kring.guide (
  id uuid primary key,
  handle text not null unique,
  name text not null,
  served text not null,
  unit_id uuid not null references kring.unit,
  position integer not null
);
comment on table kring.guide is '[published] A family guide: Degerfors, Kronoberg. unit_id: the unit that answers for it. The one with the lowest position is shown first.';
create index guide__unit on kring.guide (unit_id);

create table kring.location (
  id uuid primary key,
  handle text not null unique,
  name text not null,
  street text not null,
  postal_code text not null,
  town text not null,
  latitude double precision not null,
  longitude double precision not null,
  access text not null
);
comment on table kring.location is '[published] A place one can come to. One place may house several principals.';

create table kring.service (
  id uuid primary key,
  handle text not null unique,
  unit_id uuid not null references kring.unit,
  guide_id uuid references kring.guide,
  location_id uuid references kring.location,
  status text not null default 'active' check (status in ('active', 'paused', 'ended')),
  kinds text[] not null check (cardinality(kinds) between 1 and 4),
  level text not null check (level in ('universal', 'targeted')),
  min_age integer not null check (min_age between -1 and 20),
  max_age integer not null check (max_age between -1 and 20),
  name text not null,
  also text[] not null,
  mission text not null,
  does text[] not null,
  does_not text[] not null,
  for_whom text not null,
  ask_for text not null default '',
  phone text not null,
  channel_kind text not null check (channel_kind in ('email', 'web', 'visit', 'letter')),
  channel_value text not null,
  hours jsonb not null,
  hours_note text not null,
  when_closed text not null default '',
  happens text not null,
  anonymous text not null check (anonymous in ('yes', 'no', 'at-first')),
  record boolean not null,
  cost text not null check (cost in ('free', 'fee')),
  cost_note text not null,
  self_referral boolean not null,
  waiting text not null,
  languages text[] not null,
  interpreter boolean not null,
  professions text[] not null,
  methods text[] not null,
  transitions text[] not null,
  checked_on date not null,
  version integer not null default 1,
  constraint service__ages check (min_age <= max_age)
);
comment on table kring.service is '[published] A unit''s public card: mission, limits, for whom, how to reach it, and when its owner last said that it is right. ask_for: a role to ask for, never somebody''s name. guide_id is missing for what the whole country has. @model S1, S83';
create index service__unit on kring.service (unit_id);
create index service__guide on kring.service (guide_id);
create index service__kinds on kring.service using gin (kinds);

create table kring.answer (
  id uuid primary key,
  handle text not null unique,
  unit_id uuid not null references kring.unit,
  topics text[] not null,
  audience text not null check (audience in ('parent', 'relative', 'young', 'staff')),
  min_age integer not null check (min_age between -1 and 20),
  max_age integer not null check (max_age between -1 and 20),
  level text not null check (level in ('universal', 'targeted')),
  urgent boolean not null,
  kinds text[] not null check (cardinality(kinds) >= 1),
  position integer not null,
  status text not null default 'active' check (status in ('active', 'ended')),
  checked_on date not null,
  review_months integer not null default 6 check (review_months between 1 and 24),
  version integer not null default 1,
  constraint answer__ages check (min_age <= max_age)
);
comment on table kring.answer is '[published] A question families have, and whom to turn to, named by kind of help so that it holds in every guide. unit_id answers for the text. @model S3';
create index answer__unit on kring.answer (unit_id);
create index answer__topics on kring.answer using gin (topics);

create table kring.answer_text (
  answer_id uuid not null references kring.answer on delete cascade,
  language text not null,
  question text not null,
  answer text not null,
  steps text[] not null,
  happens text not null,
  asked text[] not null,
  human_checked boolean not null,
  version integer not null default 1,
  primary key (answer_id, language)
);
comment on table kring.answer_text is '[published] An answer in one language. asked: other ways in which people put the question. human_checked: false while nobody who knows the language has read it. @ground U30';

create table kring.topic (
  handle text primary key,
  position integer not null,
  names jsonb not null
);
comment on table kring.topic is '[published] What one can choose among when one does not want to write: names by language.';

create table kring.kind_name (
  kind text not null,
  language text not null,
  name text not null,
  primary key (kind, language)
);
comment on table kring.kind_name is '[published] What a kind of help is called in a language.';

create table kring.kind_word (
  kind text not null,
  language text not null,
  said text not null,
  primary key (kind, language, said)
);
comment on table kring.kind_word is '[published] What people say when they mean a kind of help: the synonyms of the search. Staff add and remove them.';

-- Whether the acting duty is at a unit that answers for a guide.
create function kring.keeps_guide() returns boolean language sql stable security definer set search_path = '' as
$$ select exists (select from kring.guide g where g.unit_id = kring.unit_id()) $$;

-- Whether it answers for this one. What the whole country has is answered for by all of them.
create function kring.keeps(guide uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select exists (select from kring.guide g where g.unit_id = kring.unit_id() and (keeps.guide is null or g.id = keeps.guide)) $$;

-- Who changes a card is told in 0015_network.sql.
create policy add_card on kring.service for insert to kring_app with check (kring.keeps(guide_id));
grant select, insert on kring.service to kring_app;
do $$
declare t text;
begin
  foreach t in array array['guide', 'location', 'answer', 'answer_text', 'topic', 'kind_name', 'kind_word'] loop
    execute format('create policy keep_guide on kring.%I for all to kring_app using ((select kring.keeps_guide())) with check ((select kring.keeps_guide()))', t);
    execute format('grant select, insert, update, delete on kring.%I to kring_app', t);
  end loop;
end $$;
