-- The circle of a guide as data: its ages, who meets the families there, where the baton changes hands, and who has agreed to work together.

create table kring.segment (
  id uuid primary key,
  guide_id uuid not null references kring.guide on delete cascade,
  min_age integer not null check (min_age between -1 and 20),
  max_age integer not null check (max_age between -1 and 20),
  arenas text[] not null,
  unique (guide_id, min_age, max_age),
  constraint segment__ages check (min_age <= max_age)
);
comment on table kring.segment is '[published] A part of the circle: ages that belong together. arenas: the kinds of help where every family is met at those ages. The first and the last segment are the bounds of whom the guide is for. @model degerforsmodellen 2.2';

create table kring.transition (
  id uuid primary key,
  guide_id uuid not null references kring.guide on delete cascade,
  name text not null,
  at_age integer not null check (at_age between 0 and 20),
  giving text[] not null check (cardinality(giving) >= 1),
  taking text[] not null check (cardinality(taking) >= 1),
  unique (guide_id, name)
);
comment on table kring.transition is '[published] Where the baton changes hands: from some kinds of help to others, at an age. name: what a card says that owns a side of it; a handle of ours, or the guide''s own words. @model degerforsmodellen 2.2';

create table kring.party (
  id uuid primary key,
  guide_id uuid not null references kring.guide on delete cascade,
  name text not null,
  kinds text[] not null check (cardinality(kinds) >= 1),
  position integer not null,
  unique (guide_id, name)
);
comment on table kring.party is '[published] Who has agreed to work together around families, told by the kinds of help each gives. @model S4';

do $$
declare t text;
begin
  foreach t in array array['segment', 'transition', 'party'] loop
    execute format('create policy keep_circle on kring.%I for all to kring_app using (kring.keeps(guide_id)) with check (kring.keeps(guide_id))', t);
    execute format('grant select, insert, update, delete on kring.%I to kring_app', t);
  end loop;
end $$;

-- Where it has been counted which parents came; never how many. For whoever acts in a duty.
create function kring.parents_counted(of_guide text, since date) returns setof uuid language sql stable security definer set search_path = '' as $$
  select distinct c.activity_id from kring.activity_attendance c join kring.activity a on a.id = c.activity_id join kring.guide g on g.id = a.guide_id
  where kring.duty_id() is not null and g.handle = of_guide and c.on_day >= since and num_nonnulls(c.fathers, c.mothers) > 0
$$;

-- What was asked for belongs to a part of the guide's own circle, when an age was said.
create or replace function kring.note_need(given jsonb, day date) returns void language plpgsql volatile security definer set search_path = '' as $$
declare g uuid; a uuid; ages_of text;
begin
  select x.id into g from kring.guide x where x.handle = given ->> 'guide';
  select x.id into a from kring.answer x where x.handle = given ->> 'answer';
  if g is null or (given ->> 'answer' is not null and a is null) then return; end if;
  if (select count(*) from kring.need n where n.guide_id = g and n.on_day = day and n.settled_at is null) >= 1000 then return; end if;
  select s.min_age || '-' || s.max_age into ages_of from kring.segment s where s.guide_id = g and (given ->> 'age')::integer between s.min_age and s.max_age order by s.min_age limit 1;
  insert into kring.need (id, guide_id, on_day, language, what, terms, ages, answer_id)
    values (gen_random_uuid(), g, day, given ->> 'language', given ->> 'what', given ->> 'terms', ages_of, a)
    on conflict (guide_id, on_day, language, what, terms, coalesce(ages, ''), coalesce(answer_id, '00000000-0000-0000-0000-000000000000')) where settled_at is null
    do update set times = kring.need.times + 1;
end $$;

create table kring.model_text (
  guide_id uuid not null references kring.guide on delete cascade,
  part text not null check (part ~ '^[a-z][a-z0-9-]*$'),
  version integer not null,
  kind text not null check (kind in ('name', 'purpose', 'layer', 'principle', 'prerequisite')),
  position integer not null,
  title text not null,
  said text not null,
  title_en text not null,
  said_en text not null,
  status text not null check (status in ('official', 'proposed', 'local')),
  at timestamptz not null,
  by_duty uuid references kring.duty,
  primary key (guide_id, part, version)
);
comment on table kring.model_text is '[published] What the model of a guide''s place says of itself, part by part; the last version is shown and the earlier ones stay. status: the model''s own content, our proposal, or the body''s own words. by_duty: missing for what was shipped. @model S3, S5';
create policy write_model on kring.model_text for insert to kring_app with check (kring.keeps(guide_id) and by_duty = kring.duty_id());
grant select, insert on kring.model_text to kring_app;
