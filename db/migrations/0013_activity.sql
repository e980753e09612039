-- Where families meet: activities that anybody may read of, and those who have signed up, of whom only the organiser knows.

create table kring.activity (
  id uuid primary key,
  handle text not null unique,
  unit_id uuid not null references kring.unit,
  guide_id uuid not null references kring.guide,
  location_id uuid references kring.location,
  status text not null default 'active' check (status in ('active', 'ended')),
  kind text not null check (kind in ('meeting-place', 'parent-meeting', 'themed-meeting', 'parent-group', 'course', 'open-house', 'lecture', 'outreach')),
  kinds text[] not null check (cardinality(kinds) between 1 and 4),
  level text not null check (level in ('universal', 'targeted')),
  min_age integer not null check (min_age between -1 and 20),
  max_age integer not null check (max_age between -1 and 20),
  name text not null,
  about text not null,
  meet boolean not null,
  for_whom text not null check (for_whom in ('all', 'fathers', 'new-in-sweden', 'young-parents', 'teen-parents', 'relatives', 'grandparents', 'separated')),
  every text not null check (every in ('once', 'week', '2-weeks', 'month')),
  weekday text check (weekday in ('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su')),
  nth integer check (nth in (1, 2, 3, 4, -1)),
  from_time text not null check (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  to_time text not null check (to_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  starts_on date not null,
  ends_on date,
  sign_up text not null check (sign_up in ('none', 'session', 'series')),
  capacity integer check (capacity between 1 and 500),
  childcare boolean not null,
  languages text[] not null check (cardinality(languages) >= 1),
  interpreter boolean not null,
  cost text not null check (cost in ('free', 'fee')),
  cost_note text not null,
  phone text not null,
  checked_on date not null,
  changed_at timestamptz not null,
  sequence integer not null default 0,
  version integer not null default 1,
  constraint activity__ages check (min_age <= max_age),
  constraint activity__times check (from_time < to_time),
  constraint activity__days check (ends_on is null or starts_on <= ends_on),
  constraint activity__rule check (case every when 'once' then weekday is null and nth is null and ends_on = starts_on
    when 'month' then weekday is not null and nth is not null else weekday is not null and nth is null end),
  -- What is signed up for is erased some days after the last time, so a round must have one.
  constraint activity__sign_up check ((sign_up = 'none') = (capacity is null) and (sign_up <> 'series' or ends_on is not null))
);
comment on table kring.activity is '[published] Something held once or again and again where families meet. The rule says on which days; each time is worked out from it and never stored. sequence: for calendars that subscribe. @model S5, 2.3';
create index activity__unit on kring.activity (unit_id);
create index activity__guide on kring.activity (guide_id);

create table kring.activity_with (
  activity_id uuid not null references kring.activity on delete cascade,
  unit_id uuid not null references kring.unit,
  gives text not null,
  position integer not null,
  primary key (activity_id, unit_id)
);
comment on table kring.activity_with is '[published] Who else is there, and what each comes with: several perspectives in one room.';
create index activity_with__unit on kring.activity_with (unit_id);

create table kring.activity_pause (
  activity_id uuid not null references kring.activity on delete cascade,
  from_on date not null,
  to_on date not null,
  called_off boolean not null,
  reason text not null,
  primary key (activity_id, from_on, called_off),
  constraint activity_pause__days check (from_on <= to_on and (not called_off or from_on = to_on))
);
comment on table kring.activity_pause is '[published] Days without it: a break known beforehand, or one date that was called off and says so.';

create table kring.activity_attendance (
  activity_id uuid not null references kring.activity,
  unit_id uuid not null references kring.unit,
  on_day date not null,
  adults integer not null check (adults between 0 and 500),
  first_time integer not null check (first_time between 0 and adults),
  children integer not null check (children between 0 and 500),
  fathers integer check (fathers between 0 and 500),
  mothers integer check (mothers between 0 and 500),
  others integer check (others between 0 and 500),
  by_duty uuid not null references kring.duty,
  noted_at timestamptz not null,
  version integer not null default 1,
  primary key (activity_id, on_day),
  constraint activity_attendance__adults check (coalesce(fathers, 0) + coalesce(mothers, 0) + coalesce(others, 0) <= adults)
);
comment on table kring.activity_attendance is 'How many came, in numbers only. @model 2.3';
create index activity_attendance__unit on kring.activity_attendance (unit_id, on_day);

create table kring.activity_sign_up (
  id uuid primary key,
  activity_id uuid not null references kring.activity,
  branch_id uuid not null references kring.branch,
  unit_id uuid not null references kring.unit,
  on_day date,
  line bigint generated always as identity,
  state text not null check (state in ('coming', 'waiting', 'left')),
  seats integer not null check (seats between 1 and 40),
  adults integer not null check (adults between 0 and 20),
  children integer not null check (children between 0 and 20),
  secret_hash bytea not null unique,
  data_key bytea,
  sealed bytea,
  signed_at timestamptz not null,
  moved_up_at timestamptz,
  reminded_for date,
  erase_on date not null,
  constraint activity_sign_up__sealed check ((sealed is null) = (state = 'left') and (data_key is null) = (sealed is null))
);
comment on table kring.activity_sign_up is 'Who has signed up, without an account. sealed: {name, to, said, language}, with the key of the organiser''s branch. secret_hash: of the private address. on_day: missing for a whole round. line: whose turn it is. Erased on erase_on; the words at once by whoever leaves. @ground GDPR 5.1 c, e';
create index activity_sign_up__line on kring.activity_sign_up (activity_id, on_day, line);
create index activity_sign_up__unit on kring.activity_sign_up (unit_id);
create index activity_sign_up__erase on kring.activity_sign_up (erase_on);

-- What the acting duty is to an activity: at its own unit, or at the unit that answers for its guide.
create function kring.activity_facts(of_handle text) returns table (organises boolean, keeps_activity boolean)
language sql stable security definer set search_path = '' as $$
  select coalesce(a.unit_id = kring.unit_id(), false), coalesce(kring.unit_id() in (a.unit_id, g.unit_id), false)
  from kring.activity a join kring.guide g on g.id = a.guide_id where a.handle = of_handle
$$;
create function kring.keeps_activity(which uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select exists (select from kring.activity a join kring.guide g on g.id = a.guide_id where a.id = which and kring.unit_id() in (a.unit_id, g.unit_id)) $$;

create policy keep_activity on kring.activity for update to kring_app using (kring.keeps_activity(id)) with check (kring.keeps_activity(id));
grant select, update (location_id, status, kind, level, min_age, max_age, name, about, meet, for_whom, every, weekday, nth, from_time, to_time, starts_on, ends_on,
  sign_up, capacity, childcare, languages, interpreter, cost, cost_note, phone, checked_on, changed_at, sequence, version) on kring.activity to kring_app;
grant select on kring.activity_with to kring_app;
create policy keep_pauses on kring.activity_pause for all to kring_app using (kring.keeps_activity(activity_id)) with check (kring.keeps_activity(activity_id));
grant select, insert, update, delete on kring.activity_pause to kring_app;

create policy count_own on kring.activity_attendance for all to kring_app using (unit_id = kring.unit_id()) with check (unit_id = kring.unit_id() and by_duty = kring.duty_id());
create policy read_counts on kring.activity_attendance for select to kring_app using (kring.keeps_activity(activity_id));
grant select, insert, update on kring.activity_attendance to kring_app;

create policy read_own_sign_ups on kring.activity_sign_up for select to kring_app using (unit_id = kring.unit_id());
grant select (id, activity_id, branch_id, unit_id, on_day, line, state, seats, adults, children, data_key, sealed, signed_at, erase_on) on kring.activity_sign_up to kring_app;

-- Somebody who is nobody here signs up. One at a time for each activity, so that two never get the last seat. Whoever waits keeps the turn:
-- nobody goes past, also when a smaller party would fit. @ground S38
create function kring.sign_up(given jsonb, secret bytea, key bytea, words bytea) returns text language plpgsql volatile security definer set search_path = '' as $$
declare a kring.activity; taken integer; waiting integer; told text; day date := (given ->> 'day')::date; wanted integer := (given ->> 'seats')::integer;
begin
  select * into a from kring.activity where id = (given ->> 'activity')::uuid for update;
  if a.id is null or a.status <> 'active' or a.sign_up = 'none' or (day is null) <> (a.sign_up = 'series') then return 'gone'; end if;
  select coalesce(sum(s.seats) filter (where s.state = 'coming'), 0), count(*) filter (where s.state = 'waiting') into taken, waiting
    from kring.activity_sign_up s where s.activity_id = a.id and s.on_day is not distinct from day;
  if wanted > a.capacity then return 'too-many'; end if;
  if waiting >= 100 then return 'full'; end if;
  told := case when waiting = 0 and taken + wanted <= a.capacity then 'coming' else 'waiting' end;
  insert into kring.activity_sign_up (id, activity_id, branch_id, unit_id, on_day, state, seats, adults, children, secret_hash, data_key, sealed, signed_at, reminded_for, erase_on)
    select (given ->> 'id')::uuid, a.id, u.branch_id, a.unit_id, day, told, wanted, (given ->> 'adults')::integer, (given ->> 'children')::integer, secret, key, words,
      kring.at(), (given ->> 'reminded')::date, (given ->> 'erase')::date from kring.unit u where u.id = a.unit_id;
  return told;
end $$;

-- Gives free seats to those who wait, in their order, and says who got one. Whoever is next and does not fit is waited for.
create function kring.move_up(which uuid) returns table (id uuid, branch_id uuid, data_key bytea, sealed bytea) language plpgsql volatile security definer set search_path = '' as $$
declare a kring.activity; line record; seats_left integer; next kring.activity_sign_up;
begin
  select * into a from kring.activity x where x.id = which for update;
  for line in select distinct s.on_day from kring.activity_sign_up s where s.activity_id = which and s.state = 'waiting' and (s.on_day is null or s.on_day >= kring.today()) loop
    select a.capacity - coalesce(sum(s.seats), 0) into seats_left from kring.activity_sign_up s where s.activity_id = which and s.on_day is not distinct from line.on_day and s.state = 'coming';
    for next in select * from kring.activity_sign_up s where s.activity_id = which and s.on_day is not distinct from line.on_day and s.state = 'waiting' order by s.line loop
      exit when next.seats > seats_left;
      seats_left := seats_left - next.seats;
      update kring.activity_sign_up s set state = 'coming', moved_up_at = kring.at() where s.id = next.id;
      return query select next.id, next.branch_id, next.data_key, next.sealed;
    end loop;
  end loop;
end $$;

-- What the owner of a private address sees of it. ahead: how many wait before.
create function kring.own_sign_up(secret bytea) returns table (id uuid, activity_id uuid, on_day date, state text, seats integer, adults integer, children integer, moved_up_at timestamptz, erase_on date, ahead integer)
language sql stable security definer set search_path = '' as $$
  select s.id, s.activity_id, s.on_day, s.state, s.seats, s.adults, s.children, s.moved_up_at, s.erase_on,
    (select count(*)::integer from kring.activity_sign_up o where o.activity_id = s.activity_id and o.on_day is not distinct from s.on_day and o.state = 'waiting' and o.line < s.line)
  from kring.activity_sign_up s where s.secret_hash = secret
$$;

-- Whoever leaves is forgotten at once: only that there was somebody stays, so that the private address can say what became of it.
create function kring.leave(secret bytea) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare which uuid;
begin
  select s.activity_id into which from kring.activity_sign_up s where s.secret_hash = secret;
  perform 1 from kring.activity a where a.id = which for update;
  update kring.activity_sign_up set state = 'left', data_key = null, sealed = null where secret_hash = secret and state <> 'left';
  return which;
end $$;

-- Somebody has told the organiser that she does not come.
create function kring.take_off(sign_up uuid, which uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  perform 1 from kring.activity a where a.id = which for update;
  update kring.activity_sign_up s set state = 'left', data_key = null, sealed = null where s.id = sign_up and s.activity_id = which and s.unit_id = kring.unit_id() and s.state <> 'left';
  return found;
end $$;

-- After a round has got another last day: when those who have signed up are erased.
create function kring.settle_erasing(which uuid, day date) returns void language sql volatile security definer set search_path = '' as
$$ update kring.activity_sign_up set erase_on = day where activity_id = which and on_day is null and kring.keeps_activity(which) $$;
-- For which dates somebody has signed up.
create function kring.signed_up_days(which uuid) returns setof date language sql stable security definer set search_path = '' as
$$ select distinct s.on_day from kring.activity_sign_up s where s.activity_id = which and s.on_day >= kring.today() and s.state <> 'left' and kring.keeps_activity(which) $$;

-- How many seats are taken and how many parties wait, of each date: numbers for everybody.
create function kring.seats_taken(of_guide text, of_handle text) returns table (activity_id uuid, on_day date, taken integer, waiting integer) language sql stable security definer set search_path = '' as $$
  select s.activity_id, s.on_day, coalesce(sum(s.seats) filter (where s.state = 'coming'), 0)::integer, (count(*) filter (where s.state = 'waiting'))::integer
  from kring.activity_sign_up s join kring.activity a on a.id = s.activity_id join kring.guide g on g.id = a.guide_id
  where a.handle = of_handle or g.handle = of_guide group by s.activity_id, s.on_day
$$;

-- Those who are to be told something about a date: for the letters, which name nothing.
create function kring.signed_up_for(which uuid, day date) returns table (id uuid, branch_id uuid, data_key bytea, sealed bytea) language sql stable security definer set search_path = '' as $$
  select s.id, s.branch_id, s.data_key, s.sealed from kring.activity_sign_up s where s.activity_id = which and (s.on_day = day or s.on_day is null) and s.state <> 'left' order by s.line
$$;
-- Those who come on a day and have not been reminded of it; from now on they have.
create function kring.take_reminders(which uuid, day date) returns table (id uuid, branch_id uuid, data_key bytea, sealed bytea) language sql volatile security definer set search_path = '' as $$
  update kring.activity_sign_up s set reminded_for = day where s.activity_id = which and (s.on_day = day or s.on_day is null) and s.state = 'coming' and s.reminded_for is distinct from day
  returning s.id, s.branch_id, s.data_key, s.sealed
$$;

-- Forgets who signed up when their day has come, letters to them that never left, and what was kept to know a visitor's post again. @ground GDPR 5.1 e
create function kring.forget_visitors(day date, moment timestamptz) returns integer language sql volatile security definer set search_path = '' as $$
  with letters as (delete from kring.letter where person_id is null and at < moment - interval '7 days'),
    posts as (delete from kring.once where person_id is null and at < moment - interval '72 hours'),
    people as (delete from kring.activity_sign_up where erase_on <= day returning 1)
  select count(*)::integer from people
$$;
