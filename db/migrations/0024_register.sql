-- The register of an authority: its units, and who works there, as its own sources say. Nothing here lets anybody in anywhere. docs/decisions/0013

create table kring.register_keeper (
  duty_id uuid not null references kring.duty on delete cascade,
  branch_id uuid not null references kring.branch,
  primary key (duty_id, branch_id)
);
comment on table kring.register_keeper is 'Registeransvarig: a duty that reads in the units and the staff of a branch. Said by the registrar, branch by branch, since two boards of one municipality are two authorities. @ground OSL 8:1';

create table kring.unit_origin (
  unit_id uuid primary key,
  branch_id uuid not null,
  source text not null,
  source_id text not null,
  missing_since date,
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id),
  unique (branch_id, source, source_id)
);
comment on table kring.unit_origin is 'Which source tells of a unit, and by what id. missing_since: the source told of it before and no longer does; the unit stays, for what has been written there.';

create table kring.listing (
  id uuid primary key,
  unit_id uuid not null,
  branch_id uuid not null,
  source text not null,
  source_id text not null,
  role text not null,
  data_key bytea not null,
  sealed bytea not null,
  missing_since date,
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id),
  unique (branch_id, source, source_id)
);
comment on table kring.listing is 'Somebody who works at a unit, as a source says: to find in a list, and nothing else. No duty and no person: whoever is only listed can neither sign in nor read anything. role: the source''s own word. sealed: {name, phone, email}. @ground GDPR 5.1 c, REQ-202';
create index listing__unit on kring.listing (unit_id);
create index listing__missing on kring.listing (missing_since) where missing_since is not null;

create table kring.intake (
  id uuid primary key,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  source text not null,
  state text not null default 'checked' check (state in ('checked', 'taken', 'put-aside')),
  counts jsonb,
  data_key bytea,
  sealed bytea,
  taken_at timestamptz,
  constraint intake__taken check ((taken_at is not null) = (state = 'taken'))
);
comment on table kring.intake is 'Something read from a source: first looked through, then taken in as a whole or put aside. counts: how many of each, when it is taken. sealed: what was read; gone when it is put aside, and a month after.';
create index intake__by_duty on kring.intake (by_duty, at desc);
create index intake__at on kring.intake (at) where sealed is not null;

-- The branches whose register the acting duty keeps: those it has been given, of its own authority and no other.
create function kring.my_registers() returns setof uuid language sql stable security definer set search_path = '' as $$
  select k.branch_id from kring.register_keeper k join kring.branch b on b.id = k.branch_id
    join kring.unit u on u.id = kring.unit_id() join kring.branch own on own.id = u.branch_id and own.authority_id = b.authority_id
  where k.duty_id = kring.duty_id()
$$;

-- The branches of the acting duty's authority.
create function kring.my_branches() returns setof uuid language sql stable security definer set search_path = '' as $$
  select b.id from kring.unit u join kring.branch own on own.id = u.branch_id join kring.branch b on b.authority_id = own.authority_id
  where u.id = kring.unit_id() and kring.duty_id() is not null
$$;

-- What the acting duty is to the register of an authority, by its handle.
create function kring.register_facts(of_handle text) returns table (registers boolean) language sql stable security definer set search_path = '' as $$
  select exists (select from kring.my_registers() r join kring.branch b on b.id = r where b.authority_id = a.id) from kring.authority a where a.handle = of_handle
$$;

create policy read_keeper on kring.register_keeper for select to kring_app using (duty_id = kring.duty_id());
create policy read_origin on kring.unit_origin for select to kring_app using (branch_id = any ((select array(select kring.my_branches()))::uuid[]));
-- Colleagues at the same authority read the list; whom the source no longer tells of, only those who keep it.
create policy read_listing on kring.listing for select to kring_app
  using (branch_id = any ((select array(select kring.my_branches()))::uuid[]) and (missing_since is null or branch_id = any ((select array(select kring.my_registers()))::uuid[])));
create policy add_listing on kring.listing for insert to kring_app with check (branch_id = any ((select array(select kring.my_registers()))::uuid[]));
create policy keep_listing on kring.listing for update to kring_app
  using (branch_id = any ((select array(select kring.my_registers()))::uuid[])) with check (branch_id = any ((select array(select kring.my_registers()))::uuid[]));
create policy erase_listing on kring.listing for delete to kring_app using (branch_id = any ((select array(select kring.my_registers()))::uuid[]));
create policy read_intake on kring.intake for select to kring_app using (by_duty = kring.duty_id());
create policy begin_intake on kring.intake for insert to kring_app with check (by_duty = kring.duty_id() and state = 'checked' and exists (select from kring.my_registers()));
create policy end_intake on kring.intake for update to kring_app using (by_duty = kring.duty_id() and state = 'checked') with check (by_duty = kring.duty_id());

grant select on kring.register_keeper, kring.unit_origin, kring.listing, kring.intake to kring_app;
grant insert, delete on kring.listing to kring_app;
grant update (unit_id, role, data_key, sealed, missing_since) on kring.listing to kring_app;
grant insert on kring.intake to kring_app;
grant update (state, counts, data_key, sealed, taken_at) on kring.intake to kring_app;

-- One at a time for each authority: what is taken in is compared with what stands there, and nobody changes that meanwhile.
create function kring.hold_register() returns void language sql volatile security definer set search_path = '' as $$
  select pg_advisory_xact_lock(hashtext('kring.register ' || b.authority_id::text)) from kring.unit u join kring.branch b on b.id = u.branch_id where u.id = kring.unit_id()
$$;

-- Adds units, or writes over those that are there, and says which a source no longer tells of. All in branches whose register the acting duty
-- keeps. A unit never changes branch: that is the boundary of secrecy. Numbers for reports of concern are not touched. @ground OSL 8:2
create function kring.take_units(of_source text, given jsonb, missing uuid[]) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if exists (select from jsonb_to_recordset(given) g(id uuid, branch uuid) where g.branch is null or g.branch not in (select kring.my_registers()))
    or exists (select from jsonb_to_recordset(given) g(id uuid, branch uuid) join kring.unit u on u.id = g.id where u.branch_id <> g.branch)
    or exists (select from kring.unit_origin o where o.unit_id = any (missing) and o.branch_id not in (select kring.my_registers())) then
    raise exception 'a unit of a register that the acting duty does not keep';
  end if;
  insert into kring.unit (id, branch_id, handle, name, town, phone)
    select g.id, g.branch, g.handle, g.name, g.town, g.phone from jsonb_to_recordset(given) g(id uuid, branch uuid, handle text, name text, town text, phone text)
    on conflict (id) do update set name = excluded.name, town = excluded.town, phone = excluded.phone;
  insert into kring.unit_origin (unit_id, branch_id, source, source_id)
    select g.id, g.branch, of_source, g."sourceId" from jsonb_to_recordset(given) g(id uuid, branch uuid, "sourceId" text)
    on conflict (unit_id) do update set missing_since = null where kring.unit_origin.source = of_source;
  update kring.unit_origin set missing_since = kring.today() where unit_id = any (missing) and source = of_source;
end $$;

-- Who has been missing for three months is forgotten; what was read, after a month; what nobody has decided on, after a week. @ground GDPR 5.1 e
create function kring.forget_register(moment timestamptz) returns integer language sql volatile security definer set search_path = '' as $$
  with listed as (delete from kring.listing where missing_since < (moment - interval '90 days')::date returning 1),
    undecided as (update kring.intake set state = 'put-aside', data_key = null, sealed = null where state = 'checked' and at < moment - interval '7 days' returning 1),
    taken as (update kring.intake set data_key = null, sealed = null where state = 'taken' and sealed is not null and at < moment - interval '30 days' returning 1)
  select ((select count(*) from listed) + (select count(*) from undecided) + (select count(*) from taken))::integer
$$;
