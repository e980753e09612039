-- Who else is there is said by themselves: the unit that arranges an activity asks another, which answers for itself. @model degerforsmodellen 2.3

create table kring.activity_invitation (
  id uuid primary key,
  activity_id uuid not null references kring.activity on delete cascade,
  unit_id uuid not null references kring.unit,
  gives text not null,
  by_duty uuid not null references kring.duty,
  asked_at timestamptz not null,
  answer text check (answer in ('yes', 'no')),
  answered_by uuid references kring.duty,
  answered_at timestamptz,
  constraint activity_invitation__answer check (num_nulls(answer, answered_by, answered_at) in (0, 3))
);
comment on table kring.activity_invitation is 'A unit is asked to be there and to give something of its own. Nothing of it is shown to anybody else before it has said yes. unit_id: who is asked.';
create unique index activity_invitation__open on kring.activity_invitation (activity_id, unit_id) where answer is null;
create index activity_invitation__unit on kring.activity_invitation (unit_id);

create function kring.organises(which uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select exists (select from kring.activity a where a.id = which and a.unit_id = kring.unit_id()) $$;
create policy read_invitations on kring.activity_invitation for select to kring_app using (unit_id = kring.unit_id() or kring.organises(activity_id));
create policy invite on kring.activity_invitation for insert to kring_app with check (kring.organises(activity_id) and unit_id <> kring.unit_id() and by_duty = kring.duty_id() and answer is null);
create policy take_back_invitation on kring.activity_invitation for delete to kring_app using (kring.organises(activity_id) and answer is null);
grant select, insert, delete on kring.activity_invitation to kring_app;

alter table kring.activity_change drop constraint activity_change_what_check, add constraint activity_change__what check (what in
  ('published', 'edited', 'checked', 'taken-down', 'put-back', 'called-off', 'held-after-all', 'joined', 'left', 'parted'));

-- The unit that is asked answers, in its own words. False when it has been answered or taken back meanwhile.
create function kring.answer_invitation(which uuid, said text, words text, change uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare i kring.activity_invitation;
begin
  update kring.activity_invitation set answer = said, answered_by = kring.duty_id(), answered_at = kring.at() where id = which and unit_id = kring.unit_id() and answer is null returning * into i;
  if i.id is null then return false; end if;
  if said = 'yes' then
    insert into kring.activity_with (activity_id, unit_id, gives, position)
      select i.activity_id, i.unit_id, words, coalesce(max(w.position), -1) + 1 from kring.activity_with w where w.activity_id = i.activity_id
      on conflict (activity_id, unit_id) do update set gives = excluded.gives;
    insert into kring.activity_change (id, activity_id, at, by_duty, what) values (change, i.activity_id, kring.at(), kring.duty_id(), 'joined');
  end if;
  return true;
end $$;

-- A unit is there no more: it says so itself, or the unit that arranges it does. True when it was there.
create function kring.part_company(which uuid, unit uuid, change uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  if kring.duty_id() is null or not (unit = kring.unit_id() or kring.organises(which)) then return false; end if;
  delete from kring.activity_with w where w.activity_id = which and w.unit_id = unit;
  if not found then return false; end if;
  insert into kring.activity_change (id, activity_id, at, by_duty, what) values (change, which, kring.at(), kring.duty_id(), case when unit = kring.unit_id() then 'left' else 'parted' end);
  return true;
end $$;

-- What the acting duty is to an activity: at its own unit, at the unit that answers for its guide, or at one that is asked to be there, or is.
drop function kring.activity_facts(text);
create function kring.activity_facts(of_handle text) returns table (organises boolean, keeps_activity boolean, receives boolean)
language sql stable security definer set search_path = '' as $$
  select coalesce(a.unit_id = kring.unit_id(), false), coalesce(kring.unit_id() in (a.unit_id, g.unit_id), false),
    exists (select from kring.activity_with w where w.activity_id = a.id and w.unit_id = kring.unit_id()) or exists (select from kring.activity_invitation i where i.activity_id = a.id and i.unit_id = kring.unit_id())
  from kring.activity a join kring.guide g on g.id = a.guide_id where a.handle = of_handle
$$;
