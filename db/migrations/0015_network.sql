-- The network of those who work with families: what a unit tells only colleagues, who is who, and how a card is kept true.

create function kring.is_held(duty uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.duty d where d.id = duty and d.valid_from <= kring.at() and (d.valid_until is null or d.valid_until > kring.at()))
$$;

create table kring.service_internal (
  service_id uuid primary key references kring.service on delete cascade,
  direct_line text not null,
  contact_duty_id uuid references kring.duty,
  deputy_duty_id uuid references kring.duty,
  consult_hours text not null,
  consult_how text not null,
  invite text not null,
  answers_within integer check (answers_within between 0 and 30),
  need text not null,
  feedback text not null,
  guiding text not null,
  legal_basis text not null default '',
  limits text not null default '',
  talks text not null default '',
  constraint service_internal__two_people check (contact_duty_id <> deputy_duty_id)
);
comment on table kring.service_internal is 'The part of a card that only somebody acting in a duty reads. What is here is internal and what is in service is public: no field is both. answers_within: working days. limits: what comes first, and who decides. talks: what the unit can hold a talk or a parents'' meeting about. @model degerforsmodellen 5.2, row 29';
create index service_internal__contact on kring.service_internal (contact_duty_id);
create index service_internal__deputy on kring.service_internal (deputy_duty_id);

create table kring.service_change (
  id uuid primary key,
  service_id uuid not null references kring.service on delete cascade,
  at timestamptz not null,
  by_duty uuid not null references kring.duty,
  what text not null check (what in ('added', 'edited', 'checked', 'ended', 'nudged')),
  fields text[] not null,
  version integer not null default 1
);
comment on table kring.service_change is 'Who changed which fields of a card, and when; also who said that it is right, and that its owner was reminded. version: the card''s, after it. Never what stood there before.';
create index service_change__service on kring.service_change (service_id, at desc);
create index service_change__at on kring.service_change (at desc);

create table kring.service_report (
  id uuid primary key,
  service_id uuid not null references kring.service on delete cascade,
  at timestamptz not null,
  by_duty uuid references kring.duty,
  kind text not null check (kind in ('number', 'hours', 'place', 'closed', 'other')),
  said text not null,
  settled_at timestamptz,
  settled_by uuid references kring.duty
);
comment on table kring.service_report is 'Somebody says that a card is wrong: anybody, nameless, or (by_duty) a colleague. said is emptied when whoever answers for the card has seen to it.';
create index service_report__waiting on kring.service_report (service_id) where settled_at is null;

create table kring.service_follow (
  unit_id uuid not null references kring.unit,
  service_id uuid not null references kring.service on delete cascade,
  since date not null,
  primary key (unit_id, service_id)
);
comment on table kring.service_follow is 'A unit that wants to know when a card changes.';
create index service_follow__service on kring.service_follow (service_id);

create table kring.forum (
  id uuid primary key,
  guide_id uuid not null references kring.guide,
  name text not null,
  about text not null,
  meets text not null,
  unique (guide_id, name)
);
comment on table kring.forum is 'Where units meet again and again: SSPF, the morning meeting of the family centre. Staff only.';

create table kring.forum_seat (
  forum_id uuid not null references kring.forum on delete cascade,
  unit_id uuid not null references kring.unit,
  primary key (forum_id, unit_id)
);
comment on table kring.forum_seat is 'A unit that sits in a forum.';
create index forum_seat__unit on kring.forum_seat (unit_id);

create table kring.duty_card (
  duty_id uuid primary key references kring.duty on delete cascade,
  shows_name boolean,
  title text not null,
  tasks text not null,
  competences text[] not null,
  languages text[] not null,
  ask_me text not null,
  study_visits boolean not null,
  reach text not null,
  deputy_duty_id uuid references kring.duty,
  away_until date,
  version integer not null default 1
);
comment on table kring.duty_card is 'What somebody tells colleagues about their own work in a duty. away_until: the last day of an absence; why is never written. shows_name: whether the name is shown in the network; missing: only where the unit has named the duty as contact person or deputy. Not read after the duty has ended, and then removed. @model degerforsmodellen 5.2';

-- The cards that the acting duty answers for: its unit's, those that name it, and those of the guide its unit keeps.
create function kring.my_cards() returns setof uuid language sql stable security definer set search_path = '' as $$
  select s.id from kring.service s where kring.duty_id() is not null and (s.unit_id = kring.unit_id() or kring.keeps(s.guide_id))
  union
  select i.service_id from kring.service_internal i where kring.duty_id() in (i.contact_duty_id, i.deputy_duty_id)
$$;

-- Whose name the network may show: who has said so, or whom a unit has named and who has not said no. docs/decisions/0011
create function kring.shown_duties() returns setof uuid language sql stable security definer set search_path = '' as $$
  select d.id from kring.duty d left join kring.duty_card c on c.duty_id = d.id
  where kring.duty_id() is not null and d.valid_from <= kring.at() and (d.valid_until is null or d.valid_until > kring.at())
    and coalesce(c.shows_name, exists (select from kring.service_internal i join kring.service s on s.id = i.service_id and s.status <> 'ended' where d.id in (i.contact_duty_id, i.deputy_duty_id)))
$$;

-- A card is changed by those who answer for it. Whose it is and where it is found never changes; only the guide ends one.
create policy keep_own_card on kring.service for update to kring_app
  using (id in (select kring.my_cards())) with check (status <> 'ended' or kring.keeps(guide_id));
grant update (location_id, status, kinds, level, min_age, max_age, name, also, mission, does, does_not, for_whom, ask_for, phone, channel_kind, channel_value, hours, hours_note, when_closed, happens,
  anonymous, record, cost, cost_note, self_referral, waiting, languages, interpreter, professions, methods, transitions, checked_on, version) on kring.service to kring_app;

create policy read_inside on kring.service_internal for select to kring_app using (kring.duty_id() is not null);
create policy read_change on kring.service_change for select to kring_app using (kring.duty_id() is not null);
create policy read_report on kring.service_report for select to kring_app using (service_id = any ((select array(select kring.my_cards()))::uuid[]));
create policy read_follow on kring.service_follow for select to kring_app using (kring.duty_id() is not null);
create policy read_forum on kring.forum for select to kring_app using (kring.duty_id() is not null);
create policy read_seat on kring.forum_seat for select to kring_app using (kring.duty_id() is not null);
create policy read_duty_card on kring.duty_card for select to kring_app using (kring.duty_id() is not null and kring.is_held(duty_id));

create policy begin_inside on kring.service_internal for insert to kring_app with check (service_id in (select kring.my_cards()));
create policy keep_inside on kring.service_internal for update to kring_app using (service_id in (select kring.my_cards())) with check (service_id in (select kring.my_cards()));
create policy log_change on kring.service_change for insert to kring_app with check (by_duty = kring.duty_id() and service_id in (select kring.my_cards()));
create policy settle_report on kring.service_report for update to kring_app
  using (service_id in (select kring.my_cards())) with check (service_id in (select kring.my_cards()) and settled_by = kring.duty_id());
create policy follow on kring.service_follow for insert to kring_app with check (unit_id = kring.unit_id());
create policy stop_following on kring.service_follow for delete to kring_app using (unit_id = kring.unit_id());
create policy keep_forum on kring.forum for all to kring_app using (kring.keeps(guide_id)) with check (kring.keeps(guide_id));
create policy sit on kring.forum_seat for insert to kring_app
  with check (unit_id in (select s.unit_id from kring.service s where s.id in (select kring.my_cards())));
create policy leave on kring.forum_seat for delete to kring_app
  using (unit_id in (select s.unit_id from kring.service s where s.id in (select kring.my_cards())));
create policy own_duty_card on kring.duty_card for all to kring_app using (duty_id = kring.duty_id()) with check (duty_id = kring.duty_id());

grant select, insert on kring.service_internal, kring.service_change, kring.forum, kring.forum_seat, kring.service_follow, kring.duty_card to kring_app;
grant select on kring.service_report to kring_app;
grant update (direct_line, contact_duty_id, deputy_duty_id, consult_hours, consult_how, invite, answers_within, need, feedback, guiding, legal_basis, limits, talks) on kring.service_internal to kring_app;
grant update (settled_at, settled_by, said) on kring.service_report to kring_app;
grant update (name, about, meets) on kring.forum to kring_app;
grant update (shows_name, title, tasks, competences, languages, ask_me, study_visits, reach, deputy_duty_id, away_until, version) on kring.duty_card to kring_app;
grant delete on kring.forum, kring.forum_seat, kring.service_follow, kring.duty_card to kring_app;

-- What the policy needs to know about a card or a guide, read apart from row-level security.
create function kring.card_facts(kind text, of_handle text) returns table (colleague boolean, keeps_card boolean, keeps_guide boolean) language sql stable security definer set search_path = '' as $$
  select acts, acts and (kring.keeps(s.guide_id) or (s.status <> 'ended' and (s.unit_id = kring.unit_id()
      or exists (select from kring.service_internal i where i.service_id = s.id and kring.duty_id() in (i.contact_duty_id, i.deputy_duty_id))))), acts and kring.keeps(s.guide_id)
    from kring.service s, (select kring.duty_id() is not null) a(acts) where kind = 'service' and s.handle = of_handle
  union all
  select acts, false, acts and kring.keeps(g.id) from kring.guide g, (select kring.duty_id() is not null) a(acts) where kind = 'guide' and g.handle = of_handle
$$;

-- Somebody says that a card is wrong. Twenty that wait say the same as twenty-one. Those who answer for the card get a letter, one a week at most.
create function kring.report_card(new_id uuid, of_service uuid, of_kind text, words text) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if (select count(*) from kring.service_report r where r.service_id = of_service and r.settled_at is null) >= 20 then return; end if;
  insert into kring.service_report (id, service_id, at, by_duty, kind, said) values (new_id, of_service, kring.at(), kring.duty_id(), of_kind, words);
  perform kring.write_letters(array(select d from kring.card_duties(of_service) d));
end $$;

-- Who answers for a card: its contact person and deputy; when it has neither, those who receive what comes to the unit.
create function kring.card_duties(of_service uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  with named as (select d.id from kring.service_internal i join kring.duty d on d.id in (i.contact_duty_id, i.deputy_duty_id) where i.service_id = of_service and kring.is_held(d.id))
  select id from named
  union all
  select d.id from kring.service s join kring.duty d on d.unit_id = s.unit_id and d.leads where s.id = of_service and kring.is_held(d.id) and not exists (select from named)
$$;

-- One letter about the network to each of those who hold some duties. Whoever has had one waits a week for the next; one that already
-- waits is enough. @ground REQ-131
create function kring.write_letters(duties uuid[]) returns void language sql volatile security definer set search_path = '' as $$
  insert into kring.letter (id, person_id, kind, at)
    select gen_random_uuid(), p.person_id, 'network',
      greatest(kring.at(), (select max(l.at) + interval '7 days' from kring.letter l where l.person_id = p.person_id and l.kind = 'network'))
    from (select distinct d.person_id from kring.duty d where d.id = any (duties) and kring.is_held(d.id) and d.id is distinct from kring.duty_id()) p
    where not exists (select from kring.letter l where l.person_id = p.person_id and l.kind = 'network' and l.sent_at is null and l.attempts < 10)
$$;

-- What was told about work in a duty goes when the duty has ended; a card that named it has nobody there. @ground GDPR 5.1 e
create function kring.forget_former_duties(moment timestamptz) returns integer language sql volatile security definer set search_path = '' as $$
  with former as (select d.id from kring.duty d where d.valid_until <= moment),
    gone as (delete from kring.duty_card c using former f where c.duty_id = f.id returning 1),
    unnamed as (update kring.service_internal i set contact_duty_id = case when i.contact_duty_id in (select id from former) then null else i.contact_duty_id end,
        deputy_duty_id = case when i.deputy_duty_id in (select id from former) then null else i.deputy_duty_id end
      where i.contact_duty_id in (select id from former) or i.deputy_duty_id in (select id from former) returning 1),
    deputies as (update kring.duty_card c set deputy_duty_id = null where c.deputy_duty_id in (select id from former) and c.duty_id not in (select id from former) returning 1)
  select ((select count(*) from gone) + (select count(*) from unnamed) + (select count(*) from deputies))::integer
$$;
