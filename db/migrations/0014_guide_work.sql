-- The work around the family guide: who asks to be contacted, what is asked for and not found, and what the guide says of itself.

create table kring.contact_desk (
  service_id uuid primary key references kring.service on delete cascade,
  promise_days integer not null default 2 check (promise_days between 1 and 10)
);
comment on table kring.contact_desk is '[published] A service that gets in touch with whoever asks for it in the guide, and within how many working days. Without a row it does not. @model degerforsmodellen 2.5 R4';

create table kring.contact_request (
  id uuid primary key,
  reference text not null unique,
  guide_id uuid not null references kring.guide,
  service_id uuid references kring.service,
  branch_id uuid not null,
  unit_id uuid not null,
  data_key bytea not null,
  sealed bytea not null,
  asked_at timestamptz not null,
  answer_by date not null,
  remind_on date not null,
  reminded_at timestamptz,
  escalated_at timestamptz,
  attempts integer not null default 0,
  outcome text check (outcome in ('reached', 'guided', 'not-reached')),
  guided_to uuid references kring.service,
  done_at timestamptz,
  done_by uuid references kring.duty,
  erase_on date,
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id),
  constraint contact_request__done check (num_nulls(outcome, done_at, done_by, erase_on) in (0, 4)),
  constraint contact_request__guided check ((guided_to is not null) <= (coalesce(outcome, '') = 'guided'))
);
comment on table kring.contact_request is 'Bli kontaktad: somebody who has not signed in wants a unit to get in touch. sealed, with a key wrapped for the unit''s branch: {who, name, way, to, time, age, said, language}. reference: known to whoever asked, who may take it back. service_id is missing when the guide''s own unit is asked to find the right one. answer_by: the promise. Erased on erase_on. @model degerforsmodellen 2.5 R4 @ground GDPR 5.1 c, e';
create index contact_request__unit on kring.contact_request (unit_id);
create index contact_request__guide on kring.contact_request (guide_id, asked_at);
create index contact_request__waiting on kring.contact_request (answer_by) where done_at is null;
create index contact_request__erase on kring.contact_request (erase_on) where erase_on is not null;

-- Whether the acting duty answers for a service's desk: at its unit, or at the unit that keeps its guide.
create function kring.keeps_desk(service uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from kring.service s where s.id = service and (s.unit_id = kring.unit_id() or kring.keeps(s.guide_id)))
$$;
create policy keep_desk on kring.contact_desk for all to kring_app using (kring.keeps_desk(service_id)) with check (kring.keeps_desk(service_id));
grant select, insert, update, delete on kring.contact_desk to kring_app;

-- Only those who work at the unit read it; not the rest of the branch, and not whoever keeps the guide.
create policy read_own_requests on kring.contact_request for select to kring_app using (unit_id = kring.unit_id());
create policy answer_own_requests on kring.contact_request for update to kring_app using (unit_id = kring.unit_id() and done_at is null)
  with check (unit_id = kring.unit_id() and (done_by is null or done_by = kring.duty_id()));
grant select on kring.contact_request to kring_app;
grant update (attempts, outcome, guided_to, done_at, done_by, erase_on) on kring.contact_request to kring_app;

-- Who receives what comes to a unit: those who lead there, and whom the service has named as contact person or deputy. The people of the
-- cards are told of in a later file, so this body is read when it is run.
create function kring.request_receivers(unit uuid, service uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select distinct d.person_id from kring.duty d
    where d.unit_id = unit and d.valid_from <= kring.at() and (d.valid_until is null or d.valid_until > kring.at())
      and (d.leads or exists (select from kring.service_internal i where i.service_id = service and d.id in (i.contact_duty_id, i.deputy_duty_id)));
end $$;

-- Tells them that there is something to read, and nothing else. @ground REQ-131
create function kring.write_to_receivers(unit uuid, service uuid, moment timestamptz) returns void language sql volatile security definer set search_path = '' as $$
  insert into kring.letter (id, person_id, kind, at) select gen_random_uuid(), p, 'something-to-read', moment from kring.request_receivers(unit, service) p
$$;

-- Somebody who is nobody here asks to be contacted. Only where there is a desk and somebody who receives; and not more in an hour than
-- people can answer, so that nobody drowns a unit.
create function kring.ask_contact(given jsonb, key bytea, words bytea) returns text language plpgsql volatile security definer set search_path = '' as $$
declare g kring.guide; s kring.service; to_unit uuid; to_branch uuid; of_guide integer; of_unit integer;
begin
  select * into g from kring.guide where id = (given ->> 'guide')::uuid for update;
  if g.id is null then return 'closed'; end if;
  if given ->> 'service' is null then
    to_unit := g.unit_id;
  else
    select x.* into s from kring.service x join kring.contact_desk d on d.service_id = x.id where x.id = (given ->> 'service')::uuid and x.guide_id = g.id and x.status = 'active';
    to_unit := s.unit_id;
  end if;
  select u.branch_id into to_branch from kring.unit u where u.id = to_unit and u.branch_id = (given ->> 'branch')::uuid;
  if to_branch is null or not exists (select from kring.request_receivers(to_unit, s.id)) then return 'closed'; end if;
  select count(*), count(*) filter (where r.unit_id = to_unit) into of_guide, of_unit from kring.contact_request r where r.guide_id = g.id and r.asked_at > kring.at() - interval '1 hour';
  if of_guide >= (given ->> 'mostOfGuide')::integer or of_unit >= (given ->> 'mostOfUnit')::integer then return 'full'; end if;
  insert into kring.contact_request (id, reference, guide_id, service_id, branch_id, unit_id, data_key, sealed, asked_at, answer_by, remind_on)
    values ((given ->> 'id')::uuid, given ->> 'reference', g.id, s.id, to_branch, to_unit, key, words, kring.at(), (given ->> 'answerBy')::date, (given ->> 'remindOn')::date);
  perform kring.write_to_receivers(to_unit, s.id, kring.at());
  return 'asked';
end $$;

-- What whoever asked sees of it: whom it went to and by when they answer. Nothing of what was written.
create function kring.contact_receipt(of_reference text) returns table (service_name text, service_phone text, unit_name text, unit_phone text, answer_by date, done boolean)
language sql stable security definer set search_path = '' as $$
  select s.name, s.phone, u.name, u.phone, r.answer_by, r.done_at is not null
  from kring.contact_request r join kring.unit u on u.id = r.unit_id left join kring.service s on s.id = r.service_id where r.reference = of_reference
$$;
create function kring.take_back_contact(of_reference text) returns void language sql volatile security definer set search_path = '' as
$$ delete from kring.contact_request where reference = of_reference $$;

-- What the policy needs to know about one request, read past row-level security.
create function kring.facts_of_contact(which uuid) returns table (receives boolean) language sql stable security definer set search_path = '' as
$$ select coalesce(r.unit_id = kring.unit_id(), false) from kring.contact_request r where r.id = which $$;
-- What is late, for whoever keeps the guide: which unit, since when. Never whose it is or what it is about.
create function kring.overdue_contacts() returns table (unit_id uuid, unit_name text, unit_phone text, answer_by date, requests integer) language sql stable security definer set search_path = '' as $$
  select u.id, u.name, u.phone, r.answer_by, count(*)::integer from kring.contact_request r join kring.guide g on g.id = r.guide_id and g.unit_id = kring.unit_id() join kring.unit u on u.id = r.unit_id
  where kring.duty_id() is not null and r.done_at is null and r.answer_by < kring.today() group by u.id, r.answer_by order by r.answer_by, u.name
$$;

-- The rounds: a reminder on the morning of the working day before the promise, a word to whoever keeps the guide on the morning after
-- it, and the eraser. Gives how many of each.
create function kring.go_contact_rounds(moment timestamptz) returns table (reminded integer, escalated integer, erased integer) language plpgsql volatile security definer set search_path = '' as $$
declare r record;
begin
  perform set_config('kring.at', moment::text, true);
  reminded := 0; escalated := 0;
  for r in update kring.contact_request c set reminded_at = moment
      where c.done_at is null and c.reminded_at is null and (c.remind_on + time '07:00') at time zone 'Europe/Stockholm' <= moment returning c.unit_id, c.service_id loop
    perform kring.write_to_receivers(r.unit_id, r.service_id, moment);
    reminded := reminded + 1;
  end loop;
  for r in update kring.contact_request c set escalated_at = moment from kring.guide g
      where g.id = c.guide_id and c.done_at is null and c.escalated_at is null and (c.answer_by + 1 + time '07:00') at time zone 'Europe/Stockholm' <= moment returning g.unit_id loop
    perform kring.write_to_receivers(r.unit_id, null, moment);
    escalated := escalated + 1;
  end loop;
  delete from kring.contact_request c where c.erase_on <= kring.today();
  get diagnostics erased = row_count;
  return next;
end $$;

create table kring.need (
  id uuid primary key,
  guide_id uuid not null references kring.guide,
  on_day date not null,
  language text not null,
  what text not null check (what in ('zero-hit', 'not-helped', 'helped')),
  terms text not null,
  ages text,
  answer_id uuid references kring.answer on delete cascade,
  times integer not null default 1 check (times > 0),
  settled_at timestamptz,
  settled_by uuid references kring.duty,
  settled_how text check (settled_how in ('answered', 'word', 'dismissed')),
  settled_why text check (settled_why in ('not-ours', 'unclear', 'test', 'already')),
  constraint need__settled check (num_nulls(settled_at, settled_by, settled_how) in (0, 3)),
  constraint need__dismissed check ((settled_why is not null) = (coalesce(settled_how, '') = 'dismissed')),
  constraint need__about check (what = 'zero-hit' or answer_id is not null or terms <> '')
);
comment on table kring.need is 'What was asked for in the guide and not found, what did not help, and what did: counted per day and language. terms: only words that a dictionary or the search knows, never what somebody typed. ages: the part of the circle that an age in the question belongs to. Nothing tells who asked. @model degerforsmodellen 2.5 R2, R3';
create unique index need__once on kring.need (guide_id, on_day, language, what, terms, coalesce(ages, ''), coalesce(answer_id, '00000000-0000-0000-0000-000000000000')) where settled_at is null;
create index need__waiting on kring.need (guide_id, on_day) where settled_at is null and what <> 'helped';

create policy read_needs on kring.need for select to kring_app using (guide_id in (select g.id from kring.guide g where g.unit_id = kring.unit_id()));
create policy settle_needs on kring.need for update to kring_app using (guide_id in (select g.id from kring.guide g where g.unit_id = kring.unit_id()))
  with check (guide_id in (select g.id from kring.guide g where g.unit_id = kring.unit_id()) and settled_by = kring.duty_id());
grant select on kring.need to kring_app;
grant update (settled_at, settled_by, settled_how, settled_why) on kring.need to kring_app;

-- One more of something, from anybody. A thousand different things in a day and guide are enough to work with.
create function kring.note_need(given jsonb, day date) returns void language plpgsql volatile security definer set search_path = '' as $$
declare g uuid; a uuid;
begin
  select x.id into g from kring.guide x where x.handle = given ->> 'guide';
  select x.id into a from kring.answer x where x.handle = given ->> 'answer';
  if g is null or (given ->> 'answer' is not null and a is null) then return; end if;
  if (select count(*) from kring.need n where n.guide_id = g and n.on_day = day and n.settled_at is null) >= 1000 then return; end if;
  insert into kring.need (id, guide_id, on_day, language, what, terms, ages, answer_id)
    values (gen_random_uuid(), g, day, given ->> 'language', given ->> 'what', given ->> 'terms', given ->> 'ages', a)
    on conflict (guide_id, on_day, language, what, terms, coalesce(ages, ''), coalesce(answer_id, '00000000-0000-0000-0000-000000000000')) where settled_at is null
    do update set times = kring.need.times + 1;
end $$;

-- Of some words, those that stand in an answer or are said of a kind of help, in some languages; and those that are in every sentence.
-- Names of services are left aside: they may be named after somebody.
create function kring.known_words(asked text[], languages text[]) returns setof text language sql stable set search_path = kring, pg_temp as $$
  select distinct w from unnest(asked) w, unnest(languages) l
  where stem(l, w) is null or exists (
    select from search_word s join search_posting g on g.language = s.language and g.term = s.term join search_phrase p on p.id = g.phrase_id
    where s.language = l and s.word = w and (p.item like 'answer:%' or p.item like 'kind:%'))
$$;
