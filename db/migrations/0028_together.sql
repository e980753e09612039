-- A child is raised in a forum of the practice package (such as SSPF). A forum is a set of receivers and an agenda, never a right: a row here opens nothing for anybody.

create table kring.forum_raising (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  forum text not null,
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references kring.duty,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  constraint forum_raising__ended check ((ended_at is null) = (ended_by is null))
);
comment on table kring.forum_raising is 'That a branch raises a child in a forum of the practice package, in its own matter and for itself alone. forum: an id of way.forums. sealed: {signs, why}. What the other parties are told goes by consent and delivery, as everything else. @model degerforsmodellen 3.5, 9 row 56';
create unique index forum_raising__once on kring.forum_raising (matter_id, forum) where ended_at is null;
create index forum_raising__matter on kring.forum_raising (matter_id);
create policy read_own on kring.forum_raising for select to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy write_own on kring.forum_raising for insert to kring_app with check (
  matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and by_duty = kring.duty_id());
create policy end_own on kring.forum_raising for update to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[]) and ended_at is null) with check (branch_id = kring.branch_id() and ended_by = kring.duty_id());
grant select, insert on kring.forum_raising to kring_app;
grant update (ended_at, ended_by) on kring.forum_raising to kring_app;

-- Avvikelser i samverkan: a unit tells another, of any party, what did not work between them. It is about how one works together and never about a child.

create table kring.deviation (
  id uuid primary key,
  from_unit_id uuid not null references kring.unit,
  to_unit_id uuid not null references kring.unit,
  reported_by uuid not null references kring.duty,
  kind text not null check (kind in ('no-answer', 'no-show', 'late', 'between-chairs', 'routine', 'other')),
  routine text not null,
  happened_on date not null,
  happened text not null,
  expected text not null,
  proposal text not null,
  level integer not null default 1 check (level > 0),
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'closed')),
  answer_by date not null,
  reported_at timestamptz not null,
  closed_at timestamptz,
  constraint deviation__elsewhere check (from_unit_id <> to_unit_id),
  constraint deviation__closed check ((state = 'closed') = (closed_at is not null))
);
comment on table kring.deviation is 'Avvikelse: what did not work between two units. No column leads to a child, and nothing may be written of one: src/deviation holds it. level: the step of the package''s ladder (way.deviations), answer_by: when it climbs by itself. @model degerforsmodellen 3.3 step 11, 9 row 53';
create index deviation__from on kring.deviation (from_unit_id);
create index deviation__to on kring.deviation (to_unit_id);
create index deviation__due on kring.deviation (answer_by) where state = 'waiting';

create table kring.deviation_step (
  id uuid primary key,
  deviation_id uuid not null references kring.deviation,
  level integer not null,
  what text not null check (what in ('answered', 'not-agreed', 'climbed', 'closed')),
  words text not null,
  by_duty uuid references kring.duty,
  at timestamptz not null
);
comment on table kring.deviation_step is 'What has been done with a deviation, step by step. Nobody: it climbed because nobody had answered in time.';
create index deviation_step__deviation on kring.deviation_step (deviation_id, at);

-- Whether the acting duty coordinates an agreement that the authorities of both units are party to.
create function kring.coordinates_between(one uuid, other uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.agreement a where kring.coordinates(a.id) and not exists (
    select from kring.unit u join kring.branch b on b.id = u.branch_id where u.id in (one, other)
      and not exists (select from kring.agreement_party p where p.agreement_id = a.id and p.authority_id = b.authority_id)))
$$;

-- Both units read it; when it has climbed, also those who bring it to the group that stands above.
create function kring.sees_deviation(from_unit uuid, to_unit uuid, at_level integer) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce(kring.unit_id() in (from_unit, to_unit) or (at_level > 1 and kring.coordinates_between(from_unit, to_unit)), false)
$$;
create policy read_deviation on kring.deviation for select to kring_app using (kring.sees_deviation(from_unit_id, to_unit_id, level));
create policy report on kring.deviation for insert to kring_app with check (from_unit_id = kring.unit_id() and reported_by = kring.duty_id() and level = 1 and state = 'waiting');
create policy go_on on kring.deviation for update to kring_app
  using (kring.sees_deviation(from_unit_id, to_unit_id, level) and state <> 'closed') with check (kring.sees_deviation(from_unit_id, to_unit_id, level));
create policy read_step on kring.deviation_step for select to kring_app using (deviation_id in (select d.id from kring.deviation d));
create policy note_step on kring.deviation_step for insert to kring_app with check (by_duty = kring.duty_id() and what <> 'climbed' and deviation_id in (select d.id from kring.deviation d));
grant select, insert on kring.deviation, kring.deviation_step to kring_app;
grant update (level, state, answer_by, closed_at) on kring.deviation to kring_app;

-- What the policy needs to know, read past row-level security.
create function kring.facts_of_deviation(which uuid) returns table (reports boolean, receives boolean, coordinates boolean) language sql stable security definer set search_path = '' as $$
  select coalesce(d.from_unit_id = kring.unit_id(), false), coalesce(d.to_unit_id = kring.unit_id(), false), d.level > 1 and kring.coordinates_between(d.from_unit_id, d.to_unit_id)
  from kring.deviation d where d.id = which
$$;

-- What nobody answered in time goes to the next step of the ladder. `ladder`: from which level on there is one above, and the new day of answer. Gives how many.
create function kring.climb_deviations(ladder jsonb, moment timestamptz) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare d record; climbed integer := 0;
begin
  perform set_config('kring.at', moment::text, true);
  for d in update kring.deviation v set level = v.level + 1, answer_by = (l.value ->> 'answerBy')::date from jsonb_array_elements(ladder) l
      where v.state = 'waiting' and v.answer_by < kring.today() and (l.value ->> 'level')::integer = v.level + 1 returning v.id, v.level, v.from_unit_id, v.to_unit_id loop
    insert into kring.deviation_step (id, deviation_id, level, what, words, at) values (gen_random_uuid(), d.id, d.level, 'climbed', '', moment);
    perform kring.write_to_receivers(d.to_unit_id, null, moment);
    perform kring.write_to_receivers(d.from_unit_id, null, moment);
    climbed := climbed + 1;
  end loop;
  return climbed;
end $$;

-- How many, for steering: of one's own authority, or of those whose collaboration one coordinates. No words.
create function kring.deviation_counts() returns table (kind text, count integer, climbed integer, closed integer, days double precision) language sql stable security definer set search_path = '' as $$
  select d.kind, count(*)::integer, (count(*) filter (where d.level > 1))::integer, (count(*) filter (where d.state = 'closed'))::integer,
    percentile_cont(0.5) within group (order by extract(epoch from d.closed_at - d.reported_at) / 86400) filter (where d.state = 'closed')
  from kring.deviation d
  where kring.coordinates_between(d.from_unit_id, d.to_unit_id) or exists (
    select from kring.unit u join kring.branch b on b.id = u.branch_id join kring.unit o on o.id = kring.unit_id() join kring.branch ob on ob.id = o.branch_id
    where u.id in (d.from_unit_id, d.to_unit_id) and b.authority_id = ob.authority_id)
  group by d.kind order by 2 desc, 1
$$;
