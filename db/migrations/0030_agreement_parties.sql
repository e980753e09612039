-- An agreement is begun and its parties kept on pages. Each party says itself who signs for it, and staff say that they have read.

alter table kring.agreement_party
  add column kinds text[] not null default '{}',
  add column asked_unit_id uuid references kring.unit,
  add column confirmed_by uuid references kring.duty,
  add column confirmed_at timestamptz,
  alter column signatory_title set default '';
comment on table kring.agreement_party is 'A party: an authority by the board that answers, what it contributes, the kinds of help it gives, and the one duty that signs for it. asked_unit_id: the unit of the party that is asked who signs; confirmed_by: who there said so. Nobody else names a party''s signatory.';
create index agreement_party__asked on kring.agreement_party (asked_unit_id);

-- What a party was when it signed: changing a party changes nothing that is signed.
alter table kring.agreement_signature add column board text, add column contributes text;
comment on column kring.agreement_signature.board is 'The party''s board and what it contributes, as they stood when it signed; missing: as they stand.';

create function kring.is_coordinator() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.duty d where d.id = kring.duty_id() and d.coordinates)
$$;

create function kring.unit_of(which uuid, of_authority uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.unit u join kring.branch b on b.id = u.branch_id where u.id = which and b.authority_id = of_authority)
$$;

-- Whether the acting duty says who signs for a party: somebody of the party's own authority, at the unit that is asked where it receives; or the coordinator, when the party is its own authority.
create function kring.names_for(of_party uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.agreement_party p join kring.duty d on d.id = kring.duty_id() and kring.is_held(d.id)
    where p.id = of_party and kring.unit_of(d.unit_id, p.authority_id) and ((d.unit_id = p.asked_unit_id and d.leads) or kring.coordinates(p.agreement_id)))
$$;

drop function kring.agreement_facts(text);
create function kring.agreement_facts(of_handle text) returns table (party boolean, coordinates boolean, signs boolean, names boolean) language sql stable security definer set search_path = '' as $$
  select a.id in (select kring.my_agreements()), kring.coordinates(a.id),
    exists (select from kring.agreement_party p where p.agreement_id = a.id and p.signatory_duty_id = kring.duty_id()),
    exists (select from kring.agreement_party p where p.agreement_id = a.id and kring.names_for(p.id))
  from kring.agreement a where a.handle = of_handle
$$;

-- While a version is signed its parties are locked. Another board says anew who signs.
create function kring.guard_agreement_party() returns trigger language plpgsql set search_path = '' as $$
declare of_agreement uuid := case when tg_op = 'INSERT' then new.agreement_id else old.agreement_id end;
declare changes boolean := tg_op <> 'UPDATE';
begin
  if tg_op = 'UPDATE' then
    changes := (new.board, new.contributes, new.kinds, new.authority_id, new.agreement_id) is distinct from (old.board, old.contributes, old.kinds, old.authority_id, old.agreement_id);
    if new.board <> old.board then new.signatory_duty_id := null; new.signatory_title := ''; new.confirmed_by := null; new.confirmed_at := null; end if;
  end if;
  if changes and exists (select from kring.agreement_version v where v.agreement_id = of_agreement and v.state = 'signing') then raise exception 'a version is under signature: its parties are locked'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on kring.agreement_party for each row execute function kring.guard_agreement_party();

-- The party says who signs for it: a duty of its own authority that is held. False when it is not for the acting duty to say.
create function kring.name_signatory(of_party uuid, of_duty uuid, with_title text) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  update kring.agreement_party p set signatory_duty_id = of_duty, signatory_title = with_title, confirmed_by = kring.duty_id(), confirmed_at = kring.at()
    where p.id = of_party and kring.names_for(p.id) and kring.is_held(of_duty) and exists (select from kring.duty d where d.id = of_duty and kring.unit_of(d.unit_id, p.authority_id));
  return found;
end $$;

-- The party is none: only while it has signed nothing and no version is under signature.
create function kring.decline_party(of_party uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  delete from kring.agreement_party p where p.id = of_party and kring.names_for(p.id) and not exists (select from kring.agreement_signature s where s.party_id = p.id)
    and not exists (select from kring.agreement_version v where v.agreement_id = p.agreement_id and v.state = 'signing');
  return found;
end $$;

-- Who coordinates at the acting duty's own unit, said by one who does. At least one stays.
create function kring.set_coordinators(duties uuid[]) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  if not kring.is_coordinator() or not exists (select from kring.duty d where d.id = any (duties) and d.unit_id = kring.unit_id() and kring.is_held(d.id)) then return false; end if;
  update kring.duty d set coordinates = d.id = any (duties) where d.unit_id = kring.unit_id() and d.coordinates is distinct from (d.id = any (duties));
  return true;
end $$;

create or replace function kring.sign_agreement(of_version uuid, of_party uuid) returns text language plpgsql volatile security definer set search_path = '' as $$
declare v kring.agreement_version; p kring.agreement_party;
begin
  select * into v from kring.agreement_version x where x.id = of_version for update;
  select * into p from kring.agreement_party x where x.id = of_party and x.agreement_id = v.agreement_id;
  if v.state is distinct from 'signing' or p.signatory_duty_id is distinct from kring.duty_id() or kring.duty_id() is null then return 'closed'; end if;
  insert into kring.agreement_signature (version_id, party_id, duty_id, title, at, board, contributes) values (v.id, p.id, kring.duty_id(), p.signatory_title, kring.at(), p.board, p.contributes) on conflict do nothing;
  if exists (select from kring.agreement_party x where x.agreement_id = v.agreement_id and not exists (select from kring.agreement_signature s where s.version_id = v.id and s.party_id = x.id)) then
    return 'signed';
  end if;
  update kring.agreement_version x set state = 'adopted', adopted_at = kring.at(), version = x.version + 1 where x.id = v.id;
  return 'adopted';
end $$;

-- What anybody may read: the public parts of the version that applies today, and those who have signed it.
create or replace function kring.public_agreement(of_handle text, on_day date) returns table (title text, number integer, valid_from date, valid_until date, sections jsonb, parties jsonb) language sql stable security definer set search_path = '' as $$
  select a.title, v.number, v.valid_from, v.valid_until,
    (select coalesce(jsonb_agg(s order by n), '[]') from jsonb_array_elements(v.sections) with ordinality x(s, n) where (s ->> 'public')::boolean),
    (select coalesce(jsonb_agg(jsonb_build_object('authority', h.name, 'board', coalesce(s.board, p.board)) order by p.position), '[]')
      from kring.agreement_signature s join kring.agreement_party p on p.id = s.party_id join kring.authority h on h.id = p.authority_id where s.version_id = v.id)
  from kring.agreement a join kring.agreement_version v on v.agreement_id = a.id and v.state = 'adopted' and on_day between v.valid_from and v.valid_until
  where a.handle = of_handle order by v.number desc limit 1
$$;

-- The agreements in force that are kept by the unit that answers for a guide, for the guide to lead to.
create function kring.guide_agreements(of_guide text, on_day date) returns table (handle text, title text) language sql stable security definer set search_path = '' as $$
  select a.handle, a.title from kring.agreement a join kring.guide g on g.unit_id = a.unit_id and g.handle = of_guide
  where exists (select from kring.agreement_version v where v.agreement_id = a.id and v.state = 'adopted' and on_day between v.valid_from and v.valid_until) order by a.title
$$;

create policy begin_agreement on kring.agreement for insert to kring_app with check (unit_id = kring.unit_id() and kring.is_coordinator());
create policy add_party on kring.agreement_party for insert to kring_app
  with check (kring.coordinates(agreement_id) and signatory_duty_id is null and confirmed_by is null and (asked_unit_id is null or kring.unit_of(asked_unit_id, authority_id)));
create policy remove_party on kring.agreement_party for delete to kring_app using (kring.coordinates(agreement_id));
drop policy keep_party on kring.agreement_party;
create policy keep_party on kring.agreement_party for update to kring_app using (kring.coordinates(agreement_id)) with check (kring.coordinates(agreement_id) and (asked_unit_id is null or kring.unit_of(asked_unit_id, authority_id)));
grant insert on kring.agreement, kring.agreement_party to kring_app;
grant delete on kring.agreement_party to kring_app;
revoke update on kring.agreement_party from kring_app;
revoke update (board, contributes, signatory_duty_id, signatory_title) on kring.agreement_party from kring_app;
grant update (board, contributes, kinds, asked_unit_id) on kring.agreement_party to kring_app;

create table kring.agreement_read (
  version_id uuid not null references kring.agreement_version on delete cascade,
  duty_id uuid not null references kring.duty,
  unit_id uuid not null references kring.unit,
  at timestamptz not null,
  primary key (version_id, duty_id)
);
comment on table kring.agreement_read is 'Somebody has read an adopted version, in a duty at a unit. Each sees their own line; who keeps the agreement sees how many at each unit and never who. @model degerforsmodellen 4.5, row 64';
create index agreement_read__duty on kring.agreement_read (duty_id);
create index agreement_read__unit on kring.agreement_read (unit_id);
create policy own_read on kring.agreement_read for select to kring_app using (duty_id = kring.duty_id());
create policy say_read on kring.agreement_read for insert to kring_app
  with check (duty_id = kring.duty_id() and unit_id = kring.unit_id() and exists (select from kring.agreement_version v where v.id = version_id and v.state = 'adopted'));
grant select, insert on kring.agreement_read to kring_app;

-- How many at each unit have said that they have read a version; for who keeps the agreement.
create function kring.agreement_readers(of_handle text) returns table (version_id uuid, unit text, authority text, readers integer) language sql stable security definer set search_path = '' as $$
  select r.version_id, u.name, h.name, count(*)::integer from kring.agreement a join kring.agreement_version v on v.agreement_id = a.id join kring.agreement_read r on r.version_id = v.id
    join kring.unit u on u.id = r.unit_id join kring.branch b on b.id = u.branch_id join kring.authority h on h.id = b.authority_id
  where a.handle = of_handle and kring.coordinates(a.id) group by r.version_id, u.id, u.name, h.name order by h.name, u.name
$$;

-- The parties of the agreement in force that is kept by the unit that answers for a guide, where they say which help they give: those the circle of the guide counts on. Anybody may read who they are.
create function kring.circle_parties(of_guide text, on_day date) returns table (id uuid, name text, authority text, kinds text[], agreement text) language sql stable security definer set search_path = '' as $$
  with applying as (
    select v.id, a.handle from kring.agreement a join kring.guide g on g.unit_id = a.unit_id and g.handle = of_guide join kring.agreement_version v on v.agreement_id = a.id and v.state = 'adopted' and on_day between v.valid_from and v.valid_until
    where exists (select from kring.agreement_party p where p.agreement_id = a.id and cardinality(p.kinds) > 0)
    order by v.valid_from desc, v.number desc limit 1)
  select p.id, coalesce(s.board, p.board), h.name, p.kinds, w.handle from applying w join kring.agreement_signature s on s.version_id = w.id join kring.agreement_party p on p.id = s.party_id join kring.authority h on h.id = p.authority_id
  order by p.position
$$;

-- Advice without a name: a letter to those who are asked before the promised day, and when it has passed, to them and to whoever asked. Once for each promise.
alter table kring.consultation add column reminded_for date, add column late_for date;
comment on column kring.consultation.reminded_for is 'The promised day that those who are asked were reminded of; late_for: the one that passed without an answer, and was told of.';
create index consultation__waiting on kring.consultation (answer_by) where state = 'waiting';

create function kring.remind_consultations(moment timestamptz) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare c record; told integer := 0;
begin
  perform set_config('kring.at', moment::text, true);
  -- The working day before: never a Saturday or a Sunday.
  for c in update kring.consultation q set reminded_for = q.answer_by where q.state = 'waiting' and q.erased_at is null and q.reminded_for is distinct from q.answer_by
      and (q.answer_by - case extract(isodow from q.answer_by) when 1 then 3 when 7 then 2 else 1 end + time '07:00') at time zone 'Europe/Stockholm' <= moment and q.asked_at < moment - interval '12 hours' returning q.unit_id loop
    perform kring.write_to_receivers(c.unit_id, null, moment);
    told := told + 1;
  end loop;
  for c in update kring.consultation q set late_for = q.answer_by where q.state = 'waiting' and q.erased_at is null and q.late_for is distinct from q.answer_by
      and (q.answer_by + 1 + time '07:00') at time zone 'Europe/Stockholm' <= moment returning q.unit_id, q.asked_by loop
    perform kring.write_to_receivers(c.unit_id, null, moment);
    insert into kring.letter (id, person_id, kind, at) select gen_random_uuid(), d.person_id, 'something-to-read', moment from kring.duty d where d.id = c.asked_by and kring.is_held(d.id);
    told := told + 1;
  end loop;
  return told;
end $$;
