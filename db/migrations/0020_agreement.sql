-- The agreement on collaboration: who has agreed on what, from when to when. Nothing here is about a child. @model degerforsmodellen 4

alter table kring.duty add column coordinates boolean not null default false;
comment on column kring.duty.coordinates is 'Samordnare: keeps the agreements that the duty''s unit keeps.';

create table kring.agreement (
  id uuid primary key,
  handle text not null unique,
  title text not null,
  unit_id uuid not null references kring.unit
);
comment on table kring.agreement is 'An agreement on collaboration between authorities. unit_id: the unit that keeps it; its coordinators write it. @model degerforsmodellen 4';
create index agreement__unit on kring.agreement (unit_id);

create table kring.agreement_party (
  id uuid primary key,
  agreement_id uuid not null references kring.agreement on delete cascade,
  position integer not null,
  authority_id uuid not null references kring.authority,
  board text not null,
  contributes text not null,
  signatory_duty_id uuid references kring.duty,
  signatory_title text not null,
  unique (agreement_id, position),
  unique (agreement_id, authority_id, board)
);
comment on table kring.agreement_party is 'A party: an authority by the board that answers, what it contributes, and the one duty that signs for it.';
create index agreement_party__authority on kring.agreement_party (authority_id);
create index agreement_party__signatory on kring.agreement_party (signatory_duty_id);

create table kring.agreement_version (
  id uuid primary key,
  agreement_id uuid not null references kring.agreement on delete cascade,
  number integer not null,
  state text not null check (state in ('draft', 'signing', 'adopted')),
  valid_from date not null,
  valid_until date not null,
  sections jsonb not null,
  adopted_at timestamptz,
  version integer not null default 1,
  unique (agreement_id, number),
  constraint agreement_version__time check (valid_from < valid_until),
  constraint agreement_version__adopted check ((adopted_at is not null) = (state = 'adopted'))
);
comment on table kring.agreement_version is 'A version of an agreement. sections: [{key, heading, text, public}]; the headings are data. While it is signed its words are locked; once every party has signed it is adopted and never changes.';
create unique index agreement_version__one_open on kring.agreement_version (agreement_id) where state <> 'adopted';

create table kring.agreement_signature (
  version_id uuid not null references kring.agreement_version on delete cascade,
  party_id uuid not null references kring.agreement_party,
  duty_id uuid not null references kring.duty,
  title text not null,
  at timestamptz not null,
  primary key (version_id, party_id)
);
comment on table kring.agreement_signature is 'A party has signed a version: in which duty and with what title, when. Made after a fresh sign-in.';
create index agreement_signature__party on kring.agreement_signature (party_id);

-- Whether the acting duty keeps an agreement.
create function kring.coordinates(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.agreement a join kring.duty d on d.id = kring.duty_id() and d.unit_id = a.unit_id and d.coordinates where a.id = which)
$$;

-- The agreements of which the acting duty's authority is a party, and those it keeps.
create function kring.my_agreements() returns setof uuid language sql stable security definer set search_path = '' as $$
  select p.agreement_id from kring.agreement_party p join kring.branch b on b.authority_id = p.authority_id join kring.unit u on u.branch_id = b.id
    where kring.duty_id() is not null and u.id = kring.unit_id()
  union
  select a.id from kring.agreement a where kring.coordinates(a.id)
$$;

create function kring.agreement_facts(of_handle text) returns table (party boolean, coordinates boolean, signs boolean) language sql stable security definer set search_path = '' as $$
  select a.id in (select kring.my_agreements()), kring.coordinates(a.id),
    exists (select from kring.agreement_party p where p.agreement_id = a.id and p.signatory_duty_id = kring.duty_id())
  from kring.agreement a where a.handle = of_handle
$$;

-- What is under signature is locked, what is adopted never changes, and nothing is adopted before every party has signed.
create function kring.guard_agreement_version() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state = 'adopted' then raise exception 'an adopted version never changes'; end if;
  if tg_op = 'DELETE' then return old; end if;
  if old.state = 'signing' and (new.sections, new.valid_from, new.valid_until, new.number, new.agreement_id) is distinct from (old.sections, old.valid_from, old.valid_until, old.number, old.agreement_id) then
    raise exception 'a version under signature is locked';
  end if;
  if new.state = 'adopted' and (old.state <> 'signing' or exists (select from kring.agreement_party p where p.agreement_id = new.agreement_id
      and not exists (select from kring.agreement_signature s where s.version_id = new.id and s.party_id = p.id))) then
    raise exception 'not every party has signed';
  end if;
  return new;
end $$;
create trigger guard before update or delete on kring.agreement_version for each row execute function kring.guard_agreement_version();

-- A signature stands once the version is adopted, and is given only while it is signed.
create function kring.guard_agreement_signature() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then raise exception 'a signature never changes'; end if;
  if exists (select from kring.agreement_version v where v.id = old.version_id and v.state = 'adopted') then raise exception 'an adopted version never changes'; end if;
  return old;
end $$;
create trigger guard before update or delete on kring.agreement_signature for each row execute function kring.guard_agreement_signature();

-- Signs for a party in the acting duty; the last signature adopts the version. Says how it went.
create function kring.sign_agreement(of_version uuid, of_party uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare v kring.agreement_version; p kring.agreement_party;
begin
  select * into v from kring.agreement_version x where x.id = of_version for update;
  select * into p from kring.agreement_party x where x.id = of_party and x.agreement_id = v.agreement_id;
  if v.state is distinct from 'signing' or p.signatory_duty_id is distinct from kring.duty_id() or kring.duty_id() is null then return 'closed'; end if;
  insert into kring.agreement_signature (version_id, party_id, duty_id, title, at) values (v.id, p.id, kring.duty_id(), p.signatory_title, kring.at()) on conflict do nothing;
  if exists (select from kring.agreement_party x where x.agreement_id = v.agreement_id and not exists (select from kring.agreement_signature s where s.version_id = v.id and s.party_id = x.id)) then
    return 'signed';
  end if;
  update kring.agreement_version x set state = 'adopted', adopted_at = kring.at(), version = x.version + 1 where x.id = v.id;
  return 'adopted';
end $$;

-- What anybody may read: the public parts of the version that applies today.
create function kring.public_agreement(of_handle text, on_day date) returns table (title text, number integer, valid_from date, valid_until date, sections jsonb, parties jsonb) language sql stable security definer set search_path = '' as $$
  select a.title, v.number, v.valid_from, v.valid_until,
    (select coalesce(jsonb_agg(s order by n), '[]') from jsonb_array_elements(v.sections) with ordinality x(s, n) where (s ->> 'public')::boolean),
    (select coalesce(jsonb_agg(jsonb_build_object('authority', h.name, 'board', p.board) order by p.position), '[]') from kring.agreement_party p join kring.authority h on h.id = p.authority_id where p.agreement_id = a.id)
  from kring.agreement a join kring.agreement_version v on v.agreement_id = a.id and v.state = 'adopted' and on_day between v.valid_from and v.valid_until
  where a.handle = of_handle order by v.number desc limit 1
$$;

-- Who signs an agreement is named in it, unless she has said no. docs/decisions/0011
create or replace function kring.shown_duties() returns setof uuid language sql stable security definer set search_path = '' as $$
  select d.id from kring.duty d left join kring.duty_card c on c.duty_id = d.id
  where kring.duty_id() is not null and d.valid_from <= kring.at() and (d.valid_until is null or d.valid_until > kring.at())
    and coalesce(c.shows_name, exists (select from kring.service_internal i join kring.service s on s.id = i.service_id and s.status <> 'ended' where d.id in (i.contact_duty_id, i.deputy_duty_id))
      or exists (select from kring.agreement_party p where p.signatory_duty_id = d.id))
$$;

create policy read_agreement on kring.agreement for select to kring_app using (id = any ((select array(select kring.my_agreements()))::uuid[]));
create policy read_party on kring.agreement_party for select to kring_app using (agreement_id = any ((select array(select kring.my_agreements()))::uuid[]));
-- A draft is read by those who write it; what is to be signed and what is adopted by every employee of a party.
create policy read_version on kring.agreement_version for select to kring_app
  using (agreement_id = any ((select array(select kring.my_agreements()))::uuid[]) and (state <> 'draft' or kring.coordinates(agreement_id)));
create policy read_signature on kring.agreement_signature for select to kring_app
  using (exists (select from kring.agreement_party p where p.id = party_id and p.agreement_id = any ((select array(select kring.my_agreements()))::uuid[])));
create policy begin_version on kring.agreement_version for insert to kring_app with check (kring.coordinates(agreement_id) and state = 'draft');
create policy write_version on kring.agreement_version for update to kring_app
  using (kring.coordinates(agreement_id) and state <> 'adopted') with check (kring.coordinates(agreement_id) and state <> 'adopted');
create policy undo_signature on kring.agreement_signature for delete to kring_app
  using (exists (select from kring.agreement_party p where p.id = party_id and kring.coordinates(p.agreement_id)));
create policy keep_party on kring.agreement_party for update to kring_app using (kring.coordinates(agreement_id)) with check (kring.coordinates(agreement_id));

grant select on kring.agreement, kring.agreement_party, kring.agreement_version, kring.agreement_signature to kring_app;
grant insert on kring.agreement_version to kring_app;
grant update (state, valid_from, valid_until, sections, version) on kring.agreement_version to kring_app;
grant update (board, contributes, signatory_duty_id, signatory_title) on kring.agreement_party to kring_app;
grant delete on kring.agreement_signature to kring_app;
