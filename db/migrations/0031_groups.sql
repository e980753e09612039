-- The groups that carry an agreement, and what they meet about. Nothing here is about a child. @model degerforsmodellen 4.3, 9.2

create table kring.cooperation_group (
  id uuid primary key,
  agreement_id uuid not null references kring.agreement on delete cascade,
  kind text not null check (kind in ('steering', 'management', 'working', 'network')),
  name text not null,
  purpose text not null,
  mandate text not null,
  rhythm text not null,
  ended_on date,
  version integer not null default 1,
  unique (agreement_id, name)
);
comment on table kring.cooperation_group is 'A group under an agreement: what it is for, what it may decide, how often it meets. steering: decides the action plan. @model degerforsmodellen 4.3';
create index cooperation_group__agreement on kring.cooperation_group (agreement_id);

create table kring.group_member (
  id uuid primary key,
  group_id uuid not null references kring.cooperation_group on delete cascade,
  party_id uuid not null references kring.agreement_party,
  duty_id uuid not null references kring.duty,
  task text not null check (task in ('chair', 'secretary', 'member', 'deputy')),
  deputy_for uuid references kring.group_member,
  state text not null check (state in ('invited', 'accepted', 'declined', 'withdrawn', 'left')),
  invited_by uuid not null references kring.duty,
  invited_at timestamptz not null,
  answered_at timestamptz,
  constraint group_member__answered check ((answered_at is null) = (state = 'invited')),
  constraint group_member__deputy check (deputy_for is null or task = 'deputy')
);
comment on table kring.group_member is 'A duty in a group, and which party it is from. Nobody is a member before they have said yes themselves: the keeper of a group invites and nothing more. deputy_for: whom a deputy stands in for.';
create unique index group_member__once on kring.group_member (group_id, duty_id) where state in ('invited', 'accepted');
create index group_member__duty on kring.group_member (duty_id);
create index group_member__party on kring.group_member (party_id);
create index group_member__invited_by on kring.group_member (invited_by);
create index group_member__deputy_for on kring.group_member (deputy_for);

create table kring.group_meeting (
  id uuid primary key,
  group_id uuid not null references kring.cooperation_group on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null,
  state text not null check (state in ('called', 'cancelled', 'held', 'closed')),
  others_present text not null default '',
  called_by uuid not null references kring.duty,
  called_at timestamptz not null,
  changed_at timestamptz not null,
  sequence integer not null default 0,
  written_by uuid references kring.duty,
  written_at timestamptz,
  closed_by uuid references kring.duty,
  closed_at timestamptz,
  version integer not null default 1,
  constraint group_meeting__time check (starts_at < ends_at),
  constraint group_meeting__written check ((written_at is not null) = (state in ('held', 'closed'))),
  constraint group_meeting__closed check ((closed_at is not null) = (state = 'closed'))
);
comment on table kring.group_meeting is 'A meeting of a group. held: minutes are being written. closed: somebody else than who wrote them has adjusted the minutes, and they never change; what was wrong is corrected beside them. sequence: how many times what a calendar knows of it has changed.';
create index group_meeting__group on kring.group_meeting (group_id, starts_at);

create table kring.group_point (
  id uuid primary key,
  meeting_id uuid not null references kring.group_meeting on delete cascade,
  position integer not null,
  title text not null,
  who text not null,
  minutes integer,
  notes text not null default ''
);
comment on table kring.group_point is 'A point of the agenda: who brings it, how long it may take, and what was said. Read by the group.';
create index group_point__meeting on kring.group_point (meeting_id, position);

create table kring.group_decision (
  id uuid primary key,
  meeting_id uuid not null references kring.group_meeting on delete cascade,
  point_id uuid not null unique references kring.group_point on delete cascade,
  number integer,
  text text not null
);
comment on table kring.group_decision is 'What a group decided on a point. number: given when the minutes are closed, counted within the group. Read by every employee of a party once they are closed.';
create index group_decision__meeting on kring.group_decision (meeting_id);

create table kring.group_action (
  id uuid primary key,
  meeting_id uuid not null references kring.group_meeting on delete cascade,
  point_id uuid not null unique references kring.group_point on delete cascade,
  what text not null,
  duty_id uuid not null references kring.duty,
  due_on date not null,
  done_at timestamptz
);
comment on table kring.group_action is 'What a member of a group has taken on in a meeting, and by when.';
create index group_action__meeting on kring.group_action (meeting_id);
create index group_action__duty on kring.group_action (duty_id) where done_at is null;

create table kring.group_attendance (
  meeting_id uuid not null references kring.group_meeting on delete cascade,
  member_id uuid not null references kring.group_member,
  primary key (meeting_id, member_id)
);
comment on table kring.group_attendance is 'Who was at a meeting.';
create index group_attendance__member on kring.group_attendance (member_id);

create table kring.group_correction (
  id uuid primary key,
  meeting_id uuid not null references kring.group_meeting on delete cascade,
  duty_id uuid not null references kring.duty,
  at timestamptz not null,
  text text not null
);
comment on table kring.group_correction is 'What somebody of the group has added beside minutes that are closed. Never changed.';
create index group_correction__meeting on kring.group_correction (meeting_id, at);

-- What the acting duty is to a group: holds: calls and invites (chair, secretary, or whoever keeps the agreement) · belongs: sees all of it.
create function kring.holds_group(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.cooperation_group g where g.id = which and kring.coordinates(g.agreement_id))
    or exists (select from kring.group_member m where m.group_id = which and m.duty_id = kring.duty_id() and m.state = 'accepted' and m.task in ('chair', 'secretary') and kring.is_held(m.duty_id))
$$;
create function kring.belongs_to_group(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.group_member m where m.group_id = which and m.duty_id = kring.duty_id() and m.state = 'accepted' and kring.is_held(m.duty_id))
$$;
create function kring.group_facts(of_group uuid) returns table (party boolean, coordinates boolean, belongs boolean, holds boolean) language sql stable security definer set search_path = '' as $$
  select g.agreement_id in (select kring.my_agreements()), kring.coordinates(g.agreement_id), kring.belongs_to_group(g.id), kring.holds_group(g.id)
  from kring.cooperation_group g where g.id = of_group
$$;

-- The groups the acting duty may know of, and those it sees all of.
create function kring.my_groups() returns setof uuid language sql stable security definer set search_path = '' as $$
  select g.id from kring.cooperation_group g where g.agreement_id in (select kring.my_agreements())
$$;
create function kring.whole_groups() returns setof uuid language sql stable security definer set search_path = '' as $$
  select g.id from kring.cooperation_group g where g.agreement_id in (select kring.my_agreements()) and (kring.belongs_to_group(g.id) or kring.coordinates(g.agreement_id))
$$;

-- Whether a duty is held now at the authority of a party to the group's own agreement.
create function kring.comes_from_party(of_group uuid, of_party uuid, of_duty uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.cooperation_group g join kring.agreement_party p on p.agreement_id = g.agreement_id and p.id = of_party
    join kring.duty d on d.id = of_duty join kring.unit u on u.id = d.unit_id join kring.branch b on b.id = u.branch_id and b.authority_id = p.authority_id
    where g.id = of_group and g.ended_on is null and kring.is_held(d.id))
$$;
create function kring.signs_for(of_party uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.agreement_party p where p.id = of_party and p.signatory_duty_id = kring.duty_id())
$$;

-- Only the one who is invited says yes or no. Who has said yes leaves by themselves, or is called home by whoever signs for the party.
create function kring.guard_group_member() returns trigger language plpgsql set search_path = '' as $$
begin
  if (new.id, new.group_id, new.party_id, new.duty_id, new.task, new.deputy_for, new.invited_by, new.invited_at) is distinct from (old.id, old.group_id, old.party_id, old.duty_id, old.task, old.deputy_for, old.invited_by, old.invited_at) then
    raise exception 'an invitation never changes';
  end if;
  if old.state = 'invited' and new.state in ('accepted', 'declined') and old.duty_id = kring.duty_id() then return new; end if;
  if old.state = 'invited' and new.state = 'withdrawn' and kring.holds_group(old.group_id) then return new; end if;
  if old.state = 'accepted' and new.state = 'left' and (old.duty_id = kring.duty_id() or kring.signs_for(old.party_id)) then return new; end if;
  raise exception 'nobody answers for another';
end $$;
create trigger guard before update on kring.group_member for each row execute function kring.guard_group_member();

-- Minutes that are closed never change, nor anything that belongs to them.
create function kring.guard_group_meeting() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state = 'closed' then raise exception 'closed minutes never change'; end if;
  if tg_op = 'DELETE' then return old; end if;
  if old.state = 'cancelled' then raise exception 'a cancelled meeting never changes'; end if;
  if new.state = 'closed' and (old.state <> 'held' or new.closed_by is null or new.closed_by = old.written_by) then raise exception 'minutes are adjusted by somebody else than who wrote them'; end if;
  return new;
end $$;
create trigger guard before update or delete on kring.group_meeting for each row execute function kring.guard_group_meeting();
create function kring.guard_minutes() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from kring.group_meeting m where m.state = 'closed' and m.id in (new.meeting_id, old.meeting_id)) then raise exception 'closed minutes never change'; end if;
  return coalesce(new, old);
end $$;
create trigger guard before insert or update or delete on kring.group_point for each row execute function kring.guard_minutes();
create trigger guard before insert or update or delete on kring.group_decision for each row execute function kring.guard_minutes();
create trigger guard before insert or update or delete on kring.group_attendance for each row execute function kring.guard_minutes();
create trigger guard before insert or delete on kring.group_action for each row execute function kring.guard_minutes();
create trigger guard_words before update of what, duty_id, due_on, meeting_id, point_id on kring.group_action for each row execute function kring.guard_minutes();

-- Somebody of the group who has not written them adjusts the minutes: the decisions get their numbers, and nothing changes any more.
create function kring.close_minutes(of_meeting uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare m kring.group_meeting; last integer;
begin
  select * into m from kring.group_meeting x where x.id = of_meeting;
  if m.id is null or not kring.belongs_to_group(m.group_id) then return false; end if;
  perform from kring.cooperation_group g where g.id = m.group_id for update;
  select * into m from kring.group_meeting x where x.id = of_meeting for update;
  if m.state <> 'held' or m.written_by = kring.duty_id() then return false; end if;
  select coalesce(max(d.number), 0) into last from kring.group_decision d join kring.group_meeting x on x.id = d.meeting_id where x.group_id = m.group_id;
  update kring.group_decision d set number = last + n.nth from (
    select e.id, row_number() over (order by p.position) as nth from kring.group_decision e join kring.group_point p on p.id = e.point_id where e.meeting_id = m.id) n where n.id = d.id;
  update kring.group_meeting x set state = 'closed', closed_by = kring.duty_id(), closed_at = kring.at(), version = x.version + 1 where x.id = m.id;
  return true;
end $$;

-- A party that somebody has come from to a group stays: what they did there does too.
create function kring.party_is_free(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select not exists (select from kring.group_member m where m.party_id = which)
$$;
drop policy remove_party on kring.agreement_party;
create policy remove_party on kring.agreement_party for delete to kring_app using (kring.coordinates(agreement_id) and kring.party_is_free(id));
create or replace function kring.decline_party(of_party uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  delete from kring.agreement_party p where p.id = of_party and kring.names_for(p.id) and kring.party_is_free(p.id) and not exists (select from kring.agreement_signature s where s.party_id = p.id)
    and not exists (select from kring.agreement_version v where v.agreement_id = p.agreement_id and v.state = 'signing');
  return found;
end $$;

-- Who has said yes to being in a group is named in it, unless she has said no. docs/decisions/0011
create or replace function kring.shown_duties() returns setof uuid language sql stable security definer set search_path = '' as $$
  select d.id from kring.duty d left join kring.duty_card c on c.duty_id = d.id
  where kring.duty_id() is not null and d.valid_from <= kring.at() and (d.valid_until is null or d.valid_until > kring.at())
    and coalesce(c.shows_name, exists (select from kring.service_internal i join kring.service s on s.id = i.service_id and s.status <> 'ended' where d.id in (i.contact_duty_id, i.deputy_duty_id))
      or exists (select from kring.agreement_party p where p.signatory_duty_id = d.id)
      or exists (select from kring.group_member m where m.duty_id = d.id and m.state = 'accepted'))
$$;

create policy read_group on kring.cooperation_group for select to kring_app using (id = any ((select array(select kring.my_groups()))::uuid[]));
create policy begin_group on kring.cooperation_group for insert to kring_app with check (kring.coordinates(agreement_id));
create policy write_group on kring.cooperation_group for update to kring_app using (kring.coordinates(agreement_id)) with check (kring.coordinates(agreement_id));
create policy read_member on kring.group_member for select to kring_app
  using (group_id = any ((select array(select kring.my_groups()))::uuid[]) and (state in ('accepted', 'left') or duty_id = kring.duty_id() or kring.holds_group(group_id)));
create policy invite on kring.group_member for insert to kring_app
  with check (kring.holds_group(group_id) and state = 'invited' and invited_by = kring.duty_id() and kring.comes_from_party(group_id, party_id, duty_id));
create policy answer on kring.group_member for update to kring_app using (duty_id = kring.duty_id() or kring.signs_for(party_id) or kring.holds_group(group_id)) with check (state <> 'invited');
create policy read_meeting on kring.group_meeting for select to kring_app
  using (group_id = any ((select array(select kring.whole_groups()))::uuid[]) or (state = 'closed' and group_id = any ((select array(select kring.my_groups()))::uuid[])));
create policy call_meeting on kring.group_meeting for insert to kring_app with check (kring.holds_group(group_id) and state = 'called' and called_by = kring.duty_id());
create policy write_meeting on kring.group_meeting for update to kring_app using (kring.holds_group(group_id) and state <> 'closed') with check (kring.holds_group(group_id) and state <> 'closed');

-- The meetings the acting duty sees all of, those it writes, and the closed ones it reads the decisions of.
create function kring.whole_meetings() returns setof uuid language sql stable security definer set search_path = '' as $$
  select m.id from kring.group_meeting m where m.group_id in (select kring.whole_groups())
$$;
create function kring.holds_meeting(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.group_meeting m where m.id = which and kring.holds_group(m.group_id))
$$;
create function kring.decided_meetings() returns setof uuid language sql stable security definer set search_path = '' as $$
  select m.id from kring.group_meeting m where m.group_id in (select kring.whole_groups()) or (m.state = 'closed' and m.group_id in (select kring.my_groups()))
$$;

create policy read_point on kring.group_point for select to kring_app using (meeting_id = any ((select array(select kring.whole_meetings()))::uuid[]));
create policy write_point on kring.group_point to kring_app using (kring.holds_meeting(meeting_id)) with check (kring.holds_meeting(meeting_id));
create policy read_decision on kring.group_decision for select to kring_app using (meeting_id = any ((select array(select kring.decided_meetings()))::uuid[]));
create policy write_decision on kring.group_decision to kring_app using (kring.holds_meeting(meeting_id)) with check (kring.holds_meeting(meeting_id));
create policy read_action on kring.group_action for select to kring_app using (meeting_id = any ((select array(select kring.whole_meetings()))::uuid[]));
-- What somebody takes on they have taken on as a member: nobody is given anything to do in another authority.
create policy take_on on kring.group_action for insert to kring_app
  with check (kring.holds_meeting(meeting_id) and exists (select from kring.group_member m join kring.group_meeting x on x.id = meeting_id and x.group_id = m.group_id where m.duty_id = group_action.duty_id and m.state = 'accepted'));
create policy see_to on kring.group_action for update to kring_app using (duty_id = kring.duty_id() or kring.holds_meeting(meeting_id))
  with check ((duty_id = kring.duty_id() or kring.holds_meeting(meeting_id)) and exists (select from kring.group_member m join kring.group_meeting x on x.id = meeting_id and x.group_id = m.group_id where m.duty_id = group_action.duty_id));
create policy let_go on kring.group_action for delete to kring_app using (kring.holds_meeting(meeting_id));
create policy read_attendance on kring.group_attendance for select to kring_app using (meeting_id = any ((select array(select kring.whole_meetings()))::uuid[]));
create policy write_attendance on kring.group_attendance to kring_app using (kring.holds_meeting(meeting_id))
  with check (kring.holds_meeting(meeting_id) and exists (select from kring.group_member m join kring.group_meeting x on x.group_id = m.group_id where x.id = meeting_id and m.id = member_id));
create policy read_correction on kring.group_correction for select to kring_app using (meeting_id = any ((select array(select kring.whole_meetings()))::uuid[]));
create policy correct on kring.group_correction for insert to kring_app
  with check (duty_id = kring.duty_id() and exists (select from kring.group_meeting m where m.id = meeting_id and m.state = 'closed' and kring.belongs_to_group(m.group_id)));

grant select on kring.cooperation_group, kring.group_member, kring.group_meeting, kring.group_point, kring.group_decision, kring.group_action, kring.group_attendance, kring.group_correction to kring_app;
grant insert on kring.cooperation_group, kring.group_member, kring.group_meeting, kring.group_point, kring.group_decision, kring.group_action, kring.group_attendance, kring.group_correction to kring_app;
grant update (name, purpose, mandate, rhythm, ended_on, version) on kring.cooperation_group to kring_app;
grant update (state, answered_at) on kring.group_member to kring_app;
grant update (starts_at, ends_at, place, state, others_present, changed_at, sequence, written_by, written_at, version) on kring.group_meeting to kring_app;
grant update (position, title, who, minutes, notes) on kring.group_point to kring_app;
grant update (text) on kring.group_decision to kring_app;
grant update (what, duty_id, due_on, done_at) on kring.group_action to kring_app;
grant delete on kring.group_point, kring.group_decision, kring.group_action, kring.group_attendance to kring_app;
