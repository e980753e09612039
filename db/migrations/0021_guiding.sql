-- Staff guide somebody in the family guide, and call together with them: which service, which day, and what came of it.

create table kring.guiding (
  id uuid primary key,
  guide_id uuid not null references kring.guide,
  unit_id uuid not null references kring.unit,
  service_id uuid not null references kring.service on delete cascade,
  on_day date not null,
  came text not null check (came in ('reached', 'booked', 'message', 'no-answer'))
);
comment on table kring.guiding is 'We called together: a unit called a service together with somebody it guided. Who that was, what it was about, and which colleague it was stand nowhere; there is no field for words. Erased after two years. @model degerforsmodellen row 23 @ground GDPR 5.1 c, e';
create index guiding__unit on kring.guiding (unit_id, on_day);
create index guiding__guide on kring.guiding (guide_id, service_id);
create index guiding__service on kring.guiding (service_id);

-- A unit's own, and nobody else's: not the service that was called, and not whoever keeps the guide.
create policy read_own_guidings on kring.guiding for select to kring_app using (unit_id = kring.unit_id());
create policy log_guiding on kring.guiding for insert to kring_app with check (kring.duty_id() is not null and unit_id = kring.unit_id() and on_day = kring.today());
-- A press that went wrong is taken back the same day.
create policy take_back_guiding on kring.guiding for delete to kring_app using (unit_id = kring.unit_id() and on_day = kring.today());
grant select, insert, delete on kring.guiding to kring_app;

-- How it goes when a guide's services are called, for whoever keeps it: numbers by service, and from how many units. Never which units.
create function kring.calls_by_service(of_guide text, since date) returns table (service_id uuid, handle text, name text, phone text, calls integer, got_through integer, messages integer, unanswered integer, units integer)
language sql stable security definer set search_path = '' as $$
  select s.id, s.handle, s.name, s.phone, count(*)::integer, count(*) filter (where c.came in ('reached', 'booked'))::integer, count(*) filter (where c.came = 'message')::integer,
    count(*) filter (where c.came = 'no-answer')::integer, count(distinct c.unit_id)::integer
  from kring.guiding c join kring.guide g on g.id = c.guide_id and g.handle = of_guide and g.unit_id = kring.unit_id() join kring.service s on s.id = c.service_id and s.status <> 'ended'
  where kring.duty_id() is not null and c.on_day >= since group by s.id order by count(*) filter (where c.came = 'no-answer') desc, s.name
$$;

create function kring.erase_guidings(before date) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare erased integer;
begin
  delete from kring.guiding c where c.on_day < before;
  get diagnostics erased = row_count;
  return erased;
end $$;
