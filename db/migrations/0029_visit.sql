-- Study visits: a unit tells what others may come and see, another asks to, and tells afterwards what was learnt. Nothing here is about a family.

create table kring.visit_offer (
  unit_id uuid primary key references kring.unit,
  shows text not null,
  days text not null,
  most integer not null check (most between 1 and 30),
  host_duty_id uuid references kring.duty,
  version integer not null default 1
);
comment on table kring.visit_offer is 'Studiebesök: what a unit lets staff of other units come and see, which days, how many at a time, and in which duty somebody receives them. Staff only. @model degerforsmodellen 5.3, row 32';
create index visit_offer__host on kring.visit_offer (host_duty_id);

create table kring.visit (
  id uuid primary key,
  unit_id uuid not null references kring.unit,
  visiting_unit_id uuid not null references kring.unit,
  asked_by uuid not null references kring.duty,
  asked_at timestamptz not null,
  people integer not null check (people between 1 and 30),
  days date[] not null check (cardinality(days) between 1 and 3),
  wants text not null,
  state text not null default 'asked' check (state in ('asked', 'agreed', 'declined', 'cancelled', 'made')),
  on_day date,
  word text not null default '',
  learnt text not null default '',
  news_for uuid references kring.unit,
  constraint visit__elsewhere check (unit_id <> visiting_unit_id),
  constraint visit__agreed check (state not in ('agreed', 'made') or on_day is not null)
);
comment on table kring.visit is 'A unit asks to visit another (unit_id). word: what was said last, by whoever said it: where to meet, why not, why called off. learnt: what the visitors tell both units afterwards. news_for: the unit that has not looked at what happened last. Nothing about any family; gone two years after the day. @model degerforsmodellen 5.3, row 32 @ground OSL 8:1, GDPR 5.1 e';
create index visit__unit on kring.visit (unit_id);
create index visit__visiting on kring.visit (visiting_unit_id);
create index visit__asked_by on kring.visit (asked_by);
create unique index visit__one_waiting on kring.visit (unit_id, visiting_unit_id) where state = 'asked';

-- Who may take a visit from one state to another: the unit that is asked says yes or no, either calls it off, the visitors say that they came.
create function kring.guard_visit() returns trigger language plpgsql set search_path = '' as $$
declare hosts boolean := old.unit_id = kring.unit_id(); visits boolean := old.visiting_unit_id = kring.unit_id();
begin
  if new.learnt <> old.learnt and not (visits and new.state = 'made') then raise exception 'only those who came tell what they learnt'; end if;
  if new.state = old.state then return new; end if;
  if old.state = 'asked' and new.state in ('agreed', 'declined') and hosts then return new; end if;
  if old.state in ('asked', 'agreed') and new.state = 'cancelled' and (hosts or visits) then return new; end if;
  if old.state = 'agreed' and new.state = 'made' and visits and old.on_day <= kring.today() then return new; end if;
  raise exception 'a visit that is % cannot be %', old.state, new.state;
end $$;
create trigger guard before update on kring.visit for each row execute function kring.guard_visit();

create policy read_offer on kring.visit_offer for select to kring_app using (kring.duty_id() is not null);
create policy begin_offer on kring.visit_offer for insert to kring_app with check (unit_id = kring.unit_id() and kring.speaks_for_unit()
  and (host_duty_id is null or exists (select from kring.duty d where d.id = host_duty_id and d.unit_id = kring.unit_id())));
create policy keep_offer on kring.visit_offer for update to kring_app using (unit_id = kring.unit_id() and kring.speaks_for_unit())
  with check (unit_id = kring.unit_id() and kring.speaks_for_unit() and (host_duty_id is null or exists (select from kring.duty d where d.id = host_duty_id and d.unit_id = kring.unit_id())));
create policy end_offer on kring.visit_offer for delete to kring_app using (unit_id = kring.unit_id() and kring.speaks_for_unit());
create policy read_visit on kring.visit for select to kring_app using (visiting_unit_id = kring.unit_id() or unit_id = kring.unit_id());
create policy ask_visit on kring.visit for insert to kring_app with check (asked_by = kring.duty_id() and visiting_unit_id = kring.unit_id() and state = 'asked' and learnt = ''
  and exists (select from kring.visit_offer o where o.unit_id = visit.unit_id));
create policy go_on_visit on kring.visit for update to kring_app using (visiting_unit_id = kring.unit_id() or unit_id = kring.unit_id()) with check (visiting_unit_id = kring.unit_id() or unit_id = kring.unit_id());
grant select, insert, delete on kring.visit_offer to kring_app;
grant update (shows, days, most, host_duty_id, version) on kring.visit_offer to kring_app;
grant select, insert on kring.visit to kring_app;
grant update (state, on_day, word, learnt, news_for) on kring.visit to kring_app;

-- What the policy needs to know, read past row-level security.
create function kring.facts_of_visit(which uuid) returns table (visits boolean, hosts boolean) language sql stable security definer set search_path = '' as
$$ select coalesce(v.visiting_unit_id = kring.unit_id(), false), coalesce(v.unit_id = kring.unit_id(), false) from kring.visit v where v.id = which $$;

-- Which units have visited which: units and nothing more, for everybody who works with families.
create function kring.visits_made() returns table (visiting uuid, visited uuid) language sql stable security definer set search_path = '' as
$$ select distinct v.visiting_unit_id, v.unit_id from kring.visit v where v.state = 'made' and kring.duty_id() is not null $$;

-- Tells the other unit that there is something to read, and nothing else: whoever asked, or those who receive there and whoever hosts. @ground REQ-131
create function kring.write_of_visit(which uuid) returns void language sql volatile security definer set search_path = '' as $$
  insert into kring.letter (id, person_id, kind, at) select gen_random_uuid(), p, 'something-to-read', kring.at() from (
    select d.person_id from kring.visit v join kring.duty d on d.id = v.asked_by where v.id = which and v.unit_id = kring.unit_id() and kring.is_held(d.id)
    union
    select r from kring.visit v, kring.request_receivers(v.unit_id, null) r where v.id = which and v.visiting_unit_id = kring.unit_id()
    union
    select d.person_id from kring.visit v join kring.visit_offer o on o.unit_id = v.unit_id join kring.duty d on d.id = o.host_duty_id where v.id = which and v.visiting_unit_id = kring.unit_id() and kring.is_held(d.id)
  ) told(p)
$$;

-- What was asked and told about a visit goes two years after its day. Gives how many.
create function kring.forget_visits(moment timestamptz) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare gone integer;
begin
  delete from kring.visit v where coalesce(v.on_day, v.asked_at::date) < (moment - interval '2 years')::date;
  get diagnostics gone = row_count;
  return gone;
end $$;
