-- What the parties have decided to do, how their goals go, and what comes back every year. Nothing here is about a child. @model degerforsmodellen 4.3–4.5, 7.4

-- Whether a duty carries part of an agreement: is in one of its groups, or keeps it. Only such a duty is given something to do: it has said yes to that itself.
create function kring.carries(of_agreement uuid, of_duty uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select kring.is_held(of_duty) and (exists (select from kring.group_member m join kring.cooperation_group g on g.id = m.group_id and g.agreement_id = of_agreement and g.ended_on is null where m.duty_id = of_duty and m.state = 'accepted')
    or exists (select from kring.agreement a join kring.duty d on d.unit_id = a.unit_id and d.coordinates where a.id = of_agreement and d.id = of_duty))
$$;
create function kring.carriers(of_agreement uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  select d.id from kring.duty d where of_agreement in (select kring.my_agreements()) and kring.carries(of_agreement, d.id)
    and d.id in (select m.duty_id from kring.group_member m join kring.cooperation_group g on g.id = m.group_id and g.agreement_id = of_agreement
      union select k.id from kring.agreement a join kring.duty k on k.unit_id = a.unit_id and k.coordinates where a.id = of_agreement)
$$;
-- Whether the acting duty speaks for the steering group: its chair or secretary, or whoever keeps the agreement.
create function kring.holds_steering(of_agreement uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.cooperation_group g where g.agreement_id = of_agreement and g.kind = 'steering' and kring.holds_group(g.id))
$$;

create table kring.undertaking (
  id uuid primary key,
  agreement_id uuid not null references kring.agreement on delete cascade,
  number integer not null,
  what text not null,
  need text not null,
  prerequisite text not null check (prerequisite in ('structure', 'respect', 'interplay')),
  owner_duty_id uuid not null references kring.duty,
  due_on date not null,
  state text not null check (state in ('proposed', 'approved', 'rejected', 'done', 'told')),
  decision_id uuid references kring.group_decision,
  version integer not null default 1,
  unique (agreement_id, number),
  constraint undertaking__decided check ((decision_id is null) = (state = 'proposed'))
);
comment on table kring.undertaking is 'A point of the action plan: from which need, which of the model''s prerequisites it strengthens, who answers for it, by when. decision_id: the numbered decision of the steering group, in closed minutes. told: those it came from know how it went. @model degerforsmodellen 7.4';
create index undertaking__owner on kring.undertaking (owner_duty_id);
create index undertaking__decision on kring.undertaking (decision_id);

create table kring.undertaking_event (
  id uuid primary key,
  undertaking_id uuid not null references kring.undertaking on delete cascade,
  at timestamptz not null,
  duty_id uuid not null references kring.duty,
  what text not null check (what in ('proposed', 'approved', 'rejected', 'noted', 'done', 'told')),
  words text not null
);
comment on table kring.undertaking_event is 'What has happened to a point of the action plan, and what was said of it. Never changed.';
create index undertaking_event__undertaking on kring.undertaking_event (undertaking_id, at);

-- What is proposed is written by whoever keeps the agreement; the steering group decides, in closed minutes; the owner says how it goes.
create function kring.guard_undertaking() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.id, new.agreement_id, new.number) is distinct from (old.id, old.agreement_id, old.number) then raise exception 'a point keeps its number'; end if;
  if new.state = 'proposed' and old.state = 'proposed' and kring.coordinates(old.agreement_id) then return new; end if;
  if (new.what, new.need, new.prerequisite) is distinct from (old.what, old.need, old.prerequisite) then raise exception 'what is decided keeps its words'; end if;
  if old.state in ('proposed', 'approved') and new.state in ('approved', 'rejected') and new.decision_id is not null and kring.holds_steering(old.agreement_id)
    and exists (select from kring.group_decision d join kring.group_meeting m on m.id = d.meeting_id and m.state = 'closed' join kring.cooperation_group g on g.id = m.group_id
      where d.id = new.decision_id and g.kind = 'steering' and g.agreement_id = old.agreement_id) then return new; end if;
  if (new.due_on, new.owner_duty_id, new.decision_id) is distinct from (old.due_on, old.owner_duty_id, old.decision_id) then raise exception 'only the steering group changes what it has decided'; end if;
  if ((old.state = 'approved' and new.state in ('approved', 'done')) or (old.state = 'done' and new.state = 'told') or (old.state = 'rejected' and new.state = 'told'))
    and (old.owner_duty_id = kring.duty_id() or kring.coordinates(old.agreement_id)) then return new; end if;
  raise exception 'that is not the next step';
end $$;
create trigger guard before update on kring.undertaking for each row execute function kring.guard_undertaking();

create table kring.goal (
  id uuid primary key,
  agreement_id uuid not null references kring.agreement on delete cascade,
  position integer not null,
  name text not null,
  why text not null,
  version integer not null default 1
);
comment on table kring.goal is 'A prioritised goal of an agreement, as it is followed up. @model degerforsmodellen 4.2, 4.4';
create index goal__agreement on kring.goal (agreement_id);

create table kring.goal_indicator (
  id uuid primary key,
  goal_id uuid not null references kring.goal on delete cascade,
  position integer not null,
  name text not null,
  counted_in text not null,
  aim text not null,
  party_id uuid not null references kring.agreement_party
);
comment on table kring.goal_indicator is 'What tells how a goal goes: what it is counted in, what is aimed at, and the party that gives the figure.';
create index goal_indicator__goal on kring.goal_indicator (goal_id, position);
create index goal_indicator__party on kring.goal_indicator (party_id);

create table kring.goal_value (
  indicator_id uuid not null references kring.goal_indicator on delete cascade,
  year integer not null check (year between 1990 and 2200),
  value numeric not null,
  source text not null,
  said text not null,
  duty_id uuid not null references kring.duty,
  at timestamptz not null,
  version integer not null default 1,
  primary key (indicator_id, year)
);
comment on table kring.goal_value is 'The figure of a year, where it comes from, and what it says. Given by the party that is named, and by nobody else.';
create index goal_value__duty on kring.goal_value (duty_id);

create table kring.yearly_check (
  agreement_id uuid not null references kring.agreement on delete cascade,
  year integer not null check (year between 1990 and 2200),
  answers jsonb not null,
  duty_id uuid not null references kring.duty,
  at timestamptz not null,
  version integer not null default 1,
  primary key (agreement_id, year)
);
comment on table kring.yearly_check is 'The questions of the yearly follow-up: [{question, light, evidence}]; the questions are data. @model degerforsmodellen 4.4';

create table kring.year_duty (
  id uuid primary key,
  agreement_id uuid not null references kring.agreement on delete cascade,
  month integer not null check (month between 1 and 12),
  what text not null,
  owner_duty_id uuid not null references kring.duty,
  begun_on date not null,
  version integer not null default 1
);
comment on table kring.year_duty is 'What comes back every year: in which month, and who sees to it.';
create index year_duty__agreement on kring.year_duty (agreement_id);
create index year_duty__owner on kring.year_duty (owner_duty_id);

create table kring.year_duty_done (
  year_duty_id uuid not null references kring.year_duty on delete cascade,
  year integer not null,
  duty_id uuid not null references kring.duty,
  at timestamptz not null,
  primary key (year_duty_id, year)
);
comment on table kring.year_duty_done is 'It was seen to that year.';

create or replace function kring.party_is_free(which uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select not exists (select from kring.group_member m where m.party_id = which) and not exists (select from kring.goal_indicator i where i.party_id = which)
$$;

-- Whether the acting duty gives figures for a party: signs for it, or sits for it in one of the agreement's groups.
create function kring.counts_for(of_party uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select kring.signs_for(of_party) or exists (select from kring.group_member m where m.party_id = of_party and m.duty_id = kring.duty_id() and m.state = 'accepted' and kring.is_held(m.duty_id))
$$;
create function kring.goal_agreement(of_goal uuid) returns uuid language sql stable security definer set search_path = '' as $$ select g.agreement_id from kring.goal g where g.id = of_goal $$;
create function kring.indicator_party(of_indicator uuid) returns uuid language sql stable security definer set search_path = '' as $$ select i.party_id from kring.goal_indicator i where i.id = of_indicator $$;
create function kring.my_goals() returns setof uuid language sql stable security definer set search_path = '' as $$ select g.id from kring.goal g where g.agreement_id in (select kring.my_agreements()) $$;
create function kring.my_indicators() returns setof uuid language sql stable security definer set search_path = '' as $$ select i.id from kring.goal_indicator i where i.goal_id in (select kring.my_goals()) $$;
create function kring.my_year_duties() returns setof uuid language sql stable security definer set search_path = '' as $$ select y.id from kring.year_duty y where y.agreement_id in (select kring.my_agreements()) $$;
create function kring.may_finish(of_year_duty uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.year_duty y where y.id = of_year_duty and (y.owner_duty_id = kring.duty_id() or kring.coordinates(y.agreement_id)))
$$;
create function kring.may_speak_of(of_undertaking uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.undertaking u where u.id = of_undertaking and (u.owner_duty_id = kring.duty_id() or kring.coordinates(u.agreement_id) or kring.holds_steering(u.agreement_id)))
$$;

create policy read_undertaking on kring.undertaking for select to kring_app using (agreement_id = any ((select array(select kring.my_agreements()))::uuid[]));
create policy propose on kring.undertaking for insert to kring_app with check (kring.coordinates(agreement_id) and state = 'proposed' and kring.carries(agreement_id, owner_duty_id));
create policy go_on on kring.undertaking for update to kring_app using (owner_duty_id = kring.duty_id() or kring.coordinates(agreement_id) or kring.holds_steering(agreement_id))
  with check (state in ('done', 'told', 'rejected') or kring.carries(agreement_id, owner_duty_id));
create policy read_event on kring.undertaking_event for select to kring_app using (undertaking_id in (select u.id from kring.undertaking u));
create policy tell on kring.undertaking_event for insert to kring_app with check (duty_id = kring.duty_id() and kring.may_speak_of(undertaking_id));
create policy read_goal on kring.goal for select to kring_app using (agreement_id = any ((select array(select kring.my_agreements()))::uuid[]));
create policy write_goal on kring.goal to kring_app using (kring.coordinates(agreement_id)) with check (kring.coordinates(agreement_id));
create policy read_indicator on kring.goal_indicator for select to kring_app using (goal_id = any ((select array(select kring.my_goals()))::uuid[]));
create policy write_indicator on kring.goal_indicator to kring_app using (kring.coordinates(kring.goal_agreement(goal_id)))
  with check (kring.coordinates(kring.goal_agreement(goal_id)) and exists (select from kring.agreement_party p where p.id = party_id and p.agreement_id = kring.goal_agreement(goal_id)));
create policy read_value on kring.goal_value for select to kring_app using (indicator_id = any ((select array(select kring.my_indicators()))::uuid[]));
create policy give_value on kring.goal_value for insert to kring_app with check (duty_id = kring.duty_id() and kring.counts_for(kring.indicator_party(indicator_id)));
create policy change_value on kring.goal_value for update to kring_app using (kring.counts_for(kring.indicator_party(indicator_id))) with check (duty_id = kring.duty_id() and kring.counts_for(kring.indicator_party(indicator_id)));
create policy read_check on kring.yearly_check for select to kring_app using (agreement_id = any ((select array(select kring.my_agreements()))::uuid[]));
create policy make_check on kring.yearly_check for insert to kring_app with check (kring.coordinates(agreement_id) and duty_id = kring.duty_id());
create policy change_check on kring.yearly_check for update to kring_app using (kring.coordinates(agreement_id)) with check (kring.coordinates(agreement_id) and duty_id = kring.duty_id());
create policy read_year on kring.year_duty for select to kring_app using (agreement_id = any ((select array(select kring.my_agreements()))::uuid[]));
create policy write_year on kring.year_duty for insert to kring_app with check (kring.coordinates(agreement_id) and kring.carries(agreement_id, owner_duty_id));
create policy change_year on kring.year_duty for update to kring_app using (kring.coordinates(agreement_id)) with check (kring.coordinates(agreement_id) and kring.carries(agreement_id, owner_duty_id));
create policy drop_year on kring.year_duty for delete to kring_app using (kring.coordinates(agreement_id));
create policy read_done on kring.year_duty_done for select to kring_app using (year_duty_id = any ((select array(select kring.my_year_duties()))::uuid[]));
create policy finish on kring.year_duty_done for insert to kring_app with check (duty_id = kring.duty_id() and kring.may_finish(year_duty_id));

grant select, insert on kring.undertaking, kring.undertaking_event, kring.goal, kring.goal_indicator, kring.goal_value, kring.yearly_check, kring.year_duty, kring.year_duty_done to kring_app;
grant update (what, need, prerequisite, owner_duty_id, due_on, state, decision_id, version) on kring.undertaking to kring_app;
grant update (position, name, why, version) on kring.goal to kring_app;
grant update (position, name, counted_in, aim, party_id) on kring.goal_indicator to kring_app;
grant delete on kring.goal, kring.goal_indicator, kring.year_duty to kring_app;
grant update (value, source, said, duty_id, at, version) on kring.goal_value to kring_app;
grant update (answers, duty_id, at, version) on kring.yearly_check to kring_app;
grant update (month, what, owner_duty_id, version) on kring.year_duty to kring_app;
