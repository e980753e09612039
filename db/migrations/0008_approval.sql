-- Four eyes: what one has put together and another decides. Nothing of it has left the branch, and nothing else of the matter is opened
-- to whoever decides. @ground 2025:170 7 §, REQ-074
create table kring.second_person_rule (
  branch_id uuid not null references kring.branch,
  ground text not null,
  from_on date not null,
  until_on date,
  primary key (branch_id, ground, from_on),
  constraint second_person_rule__ends check (until_on > from_on)
);
comment on table kring.second_person_rule is '[open] Grounds on which a branch lets nobody decide alone, beyond what the law asks; from when, and until when. Said by the registrar. Public knowledge. @ground REQ-074';
grant select on kring.second_person_rule to kring_app;

create table kring.proposal (
  id uuid primary key,
  child_id uuid not null references kring.child,
  matter_id uuid not null,
  branch_id uuid not null,
  by_duty uuid not null references kring.duty,
  decider_duty uuid not null references kring.duty,
  way text not null,
  ground text not null,
  state text not null check (state in ('waiting', 'approved', 'declined', 'taken-back')),
  data_key bytea not null,
  sealed bytea not null,
  reason_sealed bytea,
  asked_at timestamptz not null,
  decided_at timestamptz,
  seen_at timestamptz,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  constraint proposal__two_who_differ check (by_duty <> decider_duty),
  constraint proposal__decided_is_dated check ((state = 'waiting') = (decided_at is null)),
  constraint proposal__no_has_a_reason check ((state = 'declined') = (reason_sealed is not null))
);
comment on table kring.proposal is 'Förslag till utlämnande: put together by one, decided by a named colleague of the same branch. sealed, with a key of its own wrapped for the branch so that the one asked can read it without the matter: {parcel, child, persons, language}. Never changed. reason_sealed: {reason} of a no. seen_at: whoever asked has seen the answer. @ground REQ-074';
create index proposal__matter on kring.proposal (matter_id);
create index proposal__decider on kring.proposal (decider_duty);
create index proposal__asker on kring.proposal (by_duty);
-- What can lie on one place only is asked for once at a time.
create unique index proposal__baton on kring.proposal (matter_id, way) where state = 'waiting' and way <> 'deliver';
-- Whose matter it is, to whoever decides, stands on whether it still waits.
create trigger forget after insert or update or delete on kring.proposal for each statement
  execute function kring.forget('my_matters', 'my_received', 'my_staff_children', 'my_consents', 'guardians_around', 'known_people');

create function kring.decided_stays() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state <> 'waiting' and new.state <> old.state then raise exception 'a decision never changes' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger decided before update on kring.proposal for each row execute function kring.decided_stays();

-- The one asked begins to decide: from here to the end of this transaction, or until the decision is written, the matter is hers as
-- far as sending takes it, so that what is sent is judged as it would be for whoever put it together. Nothing of it is shown. Of a
-- yes, a no and a taking back at once, one wins.
create function kring.begin_deciding(which uuid) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  perform from kring.proposal p where p.id = which and p.decider_duty = kring.duty_id() and p.state = 'waiting' for update;
  if not found then return false; end if;
  perform set_config('kring.deciding', which::text, true);
  return true;
end $$;
create function kring.deciding() returns table (matter_id uuid, by_duty uuid) language sql stable security definer set search_path = '' as $$
  select p.matter_id, p.by_duty from kring.proposal p
  where p.id = nullif(current_setting('kring.deciding', true), '')::uuid and p.decider_duty = kring.duty_id() and p.state = 'waiting'
$$;
create or replace function kring.my_matters() returns setof uuid language sql stable security definer set search_path = '' as $$
  select a.matter_id from kring.assignment a
  where a.duty_id = kring.duty_id() and a.from_at <= kring.at() and (a.until_at is null or a.until_at > kring.at())
  union all
  select d.matter_id from kring.deciding() d
$$;

create function kring.person_of_duty(duty uuid) returns uuid language sql stable security definer set search_path = '' as
$$ select d.person_id from kring.duty d where d.id = duty $$;

create policy read_proposal on kring.proposal for select to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[]) or (decider_duty = kring.duty_id() and state <> 'taken-back'));
create policy propose on kring.proposal for insert to kring_app with check (
  state = 'waiting' and by_duty = kring.duty_id() and branch_id = kring.branch_id() and matter_id = any ((select kring.kept_my_matters())::uuid[])
  and kring.branch_of_duty(decider_duty) = kring.branch_id() and kring.person_of_duty(decider_duty) <> kring.person_id());
create policy decide on kring.proposal for update to kring_app
  using (decider_duty = kring.duty_id() and state = 'waiting') with check (decider_duty = kring.duty_id() and state in ('approved', 'declined'));
create policy take_back on kring.proposal for update to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[]) and state = 'waiting') with check (state = 'taken-back');
grant select, insert on kring.proposal to kring_app;
grant update (state, reason_sealed, decided_at) on kring.proposal to kring_app;

-- Whoever asked has looked at the answer. Apart from the policies, of which any that lets one write lets one write a decision.
create function kring.note_answer_seen(which uuid) returns void language sql volatile security definer set search_path = '' as $$
  update kring.proposal set seen_at = kring.at() where id = which and by_duty = kring.duty_id() and state in ('approved', 'declined') and seen_at is null
$$;

-- Whoever decides on a colleague's proposal delivers in both their names; nobody else names two.
alter policy deliver on kring.delivery
  with check (matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and decided_by = kring.duty_id()
    and case when coalesce(current_setting('kring.deciding', true), '') = '' then prepared_by is null
      else prepared_by is not distinct from (select d.by_duty from kring.deciding() d where d.matter_id = delivery.matter_id) end);

-- What the policy needs to know about a proposal, read past row-level security, as kring.facts() is for everything else.
create function kring.facts_of_proposal(which uuid) returns table (
  child_id uuid, matter_id uuid, branch_id uuid, state text, assigned boolean, asked boolean, asks text, answer text, answered_here boolean
) language sql stable security definer set search_path = '' as $$
  select p.child_id, p.matter_id, p.branch_id, m.state, p.matter_id = any ((select kring.kept_my_matters())::uuid[]),
    coalesce(p.decider_duty = kring.duty_id() and p.state <> 'taken-back', false), 'decide', nullif(p.state, 'waiting'),
    coalesce(p.decider_duty = kring.duty_id() and p.state = 'taken-back', false)
  from kring.proposal p join kring.matter m on m.id = p.matter_id where p.id = which
$$;
