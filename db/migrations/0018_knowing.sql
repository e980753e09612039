-- How well the units of a network know each other's missions.

-- Who speaks for the acting duty's unit in the network: those who answer for its cards.
create function kring.speaks_for_unit() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.service s, kring.card_duties(s.id) d where s.unit_id = kring.unit_id() and s.status <> 'ended' and d = kring.duty_id())
$$;

create table kring.knowing (
  unit_id uuid not null references kring.unit,
  of_unit_id uuid not null references kring.unit,
  much smallint not null check (much between 0 and 3),
  said_on date not null,
  by_duty uuid not null references kring.duty,
  primary key (unit_id, of_unit_id),
  constraint knowing__another check (unit_id <> of_unit_id)
);
comment on table kring.knowing is 'How well a unit says that it knows another unit''s mission: 0 not yet, 1 roughly, 2 when to call, 3 well. The unit''s word, given by who answers for its cards (by_duty); about a unit and never about a person. Staff only. @model degerforsmodellen 5.3, row 31';
create index knowing__of_unit on kring.knowing (of_unit_id);
create index knowing__by_duty on kring.knowing (by_duty);

create policy read_knowing on kring.knowing for select to kring_app using (kring.duty_id() is not null);
create policy say_knowing on kring.knowing for insert to kring_app with check (unit_id = kring.unit_id() and by_duty = kring.duty_id() and kring.speaks_for_unit());
create policy say_knowing_again on kring.knowing for update to kring_app using (unit_id = kring.unit_id() and kring.speaks_for_unit())
  with check (unit_id = kring.unit_id() and by_duty = kring.duty_id() and kring.speaks_for_unit());
create policy unsay_knowing on kring.knowing for delete to kring_app using (unit_id = kring.unit_id() and kring.speaks_for_unit());
grant select, insert, delete on kring.knowing to kring_app;
grant update (much, said_on, by_duty) on kring.knowing to kring_app;
