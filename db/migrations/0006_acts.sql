-- The few things the program does that reach past row-level security, each a function with one purpose.

-- Opens a request: finds the session, checks its limits, and says to the rest of the transaction who is asking.
-- Staff idle 30 minutes, families 20; twelve hours at most. @ground S24, REQ-202, REQ-208
create function kring.enter(token bytea, moment timestamptz) returns table (
  person_id uuid, duty_id uuid, role text, leads boolean, branch_id uuid, unit_id uuid, unit_name text, branch_name text,
  branch_kind text, authority_name text, person_key bytea, person_sealed bytea, language text, provider text, loa text,
  transaction_ref text, authenticated_at timestamptz, seen_at timestamptz, created_at timestamptz, duties integer, children integer
) language plpgsql volatile security definer set search_path = '' as $$
declare s kring.session; d kring.duty; said text;
begin
  said := set_config('kring.at', moment::text, true);
  select * into s from kring.session where token_hash = token and ended_at is null;
  if s is null or s.created_at <= moment - interval '12 hours'
     or s.seen_at <= moment - (case when s.duty_id is null then interval '20 minutes' else interval '30 minutes' end) then
    return;
  end if;
  if s.seen_at < moment - interval '30 seconds' then
    update kring.session set seen_at = moment where token_hash = token;
  end if;
  said := set_config('kring.person', s.person_id::text, true);
  select * into d from kring.duty where id = s.duty_id and duty.person_id = s.person_id
    and valid_from <= moment and (valid_until is null or valid_until > moment);
  if d.id is not null then
    said := set_config('kring.duty', d.id::text, true);
    said := set_config('kring.branch', d.branch_id::text, true);
    said := set_config('kring.unit', d.unit_id::text, true);
    if d.leads then said := set_config('kring.inbox_unit', d.unit_id::text, true); end if;
  end if;
  return query
    select p.id, d.id, d.role, coalesce(d.leads, false), d.branch_id, d.unit_id, u.name, b.name, b.kind, a.name,
      p.data_key, p.sealed, s.language, s.provider, s.loa, s.transaction_ref, s.authenticated_at, s.seen_at, s.created_at,
      (select count(*)::int from kring.duty x where x.person_id = p.id and x.valid_from <= moment and (x.valid_until is null or x.valid_until > moment)),
      (select count(*)::int from kring.guardianship g join kring.child c on c.id = g.child_id
        where g.person_id = p.id and (g.until_on is null or g.until_on > kring.today())
          and (c.born_on is null or (c.born_on + interval '18 years')::date > kring.today()))
    from kring.person p
    left join kring.unit u on u.id = d.unit_id
    left join kring.branch b on b.id = d.branch_id
    left join kring.authority a on a.id = b.authority_id
    where p.id = s.person_id;
end $$;

create function kring.find_person(hash bytea) returns uuid language sql stable security definer set search_path = '' as
$$ select id from kring.person where number_hash = hash $$;

-- Somebody who proves who they are a second time goes on in the duty, and in the language, they had.
create function kring.begin_session(token bytea, person uuid, before bytea, provider text, loa text, transaction_ref text, chosen_language text, moment timestamptz)
returns void language sql volatile security definer set search_path = '' as $$
  insert into kring.session (token_hash, person_id, duty_id, provider, loa, transaction_ref, language, created_at, seen_at, authenticated_at)
  select token, p.id, s.duty_id, begin_session.provider, begin_session.loa, begin_session.transaction_ref, coalesce(s.language, chosen_language, p.language), moment, moment, moment
  from kring.person p left join kring.session s on s.token_hash = before and s.person_id = p.id where p.id = person
$$;

create function kring.end_session(token bytea, moment timestamptz) returns void language sql volatile security definer set search_path = '' as
$$ update kring.session set ended_at = moment where token_hash = token and ended_at is null $$;

create function kring.choose_duty(token bytea, duty uuid) returns void language sql volatile security definer set search_path = '' as $$
  update kring.session s set duty_id = duty where s.token_hash = token
    and (duty is null or exists (select from kring.duty d where d.id = duty and d.person_id = s.person_id))
$$;

create function kring.choose_language(token bytea, chosen text) returns void language sql volatile security definer set search_path = '' as
$$ update kring.session set language = chosen where token_hash = token $$;

-- What the policy needs to know about one thing, read past row-level security, so that policy and rows are two separate
-- answers that the tests can compare.
create function kring.facts(kind text, id uuid) returns table (
  child_id uuid, matter_id uuid, branch_id uuid, state text, born_on date,
  assigned boolean, receives boolean, addressed boolean, guardian boolean, withheld boolean, disclosing boolean,
  delivery_kind text, asks text, answer text, answered_here boolean
) language plpgsql stable security definer set search_path = '' as $$
declare m kring.matter; d kring.delivery; c kring.consent; subject uuid;
begin
  if kind = 'matter' then
    select * into m from kring.matter x where x.id = facts.id; subject := m.child_id;
  elsif kind = 'delivery' then
    select * into d from kring.delivery x where x.id = facts.id; subject := d.child_id;
    select * into m from kring.matter x where x.id = d.matter_id;
  elsif kind = 'consent' then
    select * into c from kring.consent x where x.id = facts.id; subject := c.child_id;
    select * into m from kring.matter x where x.id = c.matter_id;
  elsif kind = 'child' then
    select x.id into subject from kring.child x where x.id = facts.id;
  end if;
  if subject is null then return; end if;
  return query select subject, m.id, m.branch_id, m.state, (select x.born_on from kring.child x where x.id = subject),
    coalesce(m.id = any ((select kring.kept_my_matters())::uuid[]), false),
    coalesce(d.decision = 'sent' and ((d.to_unit_id = kring.inbox_unit_id() and d.received_matter_id is null
        and (d.answer is null or d.answered_by = kring.person_id()))
      or d.received_matter_id = any ((select kring.kept_my_matters())::uuid[])), false),
    coalesce(d.decision = 'sent' and kring.duty_id() is null and d.to_person_id = kring.person_id()
      and subject = any ((select kring.kept_my_children())::uuid[]), false),
    kring.duty_id() is null and subject = any ((select kring.kept_my_children())::uuid[]),
    coalesce(d.not_for_guardians, false) or (kring.duty_id() is null and (coalesce(m.id = any ((select kring.kept_withheld_matters())::uuid[]), false)
      or (c.id is not null and c.id = any ((select kring.kept_withheld_consents())::uuid[])))),
    coalesce(c.disclosing_branch_id = kring.branch_id() and subject = any (array(select x.child_id from kring.matter x where x.id = any ((select kring.kept_my_matters())::uuid[]))), false),
    d.kind, d.asks, d.answer,
    coalesce(d.decision = 'sent' and d.to_unit_id = kring.inbox_unit_id() and (d.answer is not null or d.received_matter_id is not null), false);
end $$;

-- A child by the keyed hash of an exact number: the same answer whether some other branch already knew the child or not. @ground REQ-015, REQ-148
create function kring.meet_child(new_id uuid, hash bytea, born date, expected date) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare found_id uuid;
begin
  if kring.duty_id() is null then return null; end if;
  insert into kring.child (id, number_hash, born_on, expected_on, created_at) values (new_id, hash, born, expected, kring.at())
    on conflict (number_hash) do nothing;
  select c.id into found_id from kring.child c where c.id = new_id or (hash is not null and c.number_hash = hash);
  return found_id;
end $$;

-- An unborn child by the one who carries it and the day it is expected. Only the same day is the same child: another day would come
-- back as the day somebody else wrote, and tell that there is somebody else. @ground REQ-005, REQ-015
create function kring.meet_unborn(new_id uuid, carrier bytea, expected date) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare found_id uuid;
begin
  if kring.duty_id() is null then return null; end if;
  select c.id into found_id from kring.person p join kring.guardianship g on g.person_id = p.id and g.kind = 'expecting'
    join kring.child c on c.id = g.child_id and c.born_on is null and c.expected_on = expected
    where p.number_hash = carrier order by c.created_at limit 1;
  if found_id is not null then return found_id; end if;
  return kring.meet_child(new_id, null, null, expected);
end $$;

-- The guardians of some children, all at once. A child met for the first time gets all its guardians; after that only those around the
-- child add any. Somebody known already stays as known; in number order, so that two who meet the same family wait for each other in turn.
create function kring.meet_guardians(children uuid[], ids uuid[], hashes bytea[], keys bytea[], names bytea[], reaches bytea[], kinds text[], custodies text[], languages text[])
returns void language plpgsql volatile security definer set search_path = '' as $$
declare allowed uuid[];
begin
  if kring.duty_id() is null then return; end if;
  allowed := array(select x from unnest(children) x where x = any ((select kring.kept_my_staff_children())::uuid[])
    or (select true from kring.guardianship g where g.child_id = x and g.checked_at <> kring.at() limit 1) is null);
  with met as (
    insert into kring.person (id, number_hash, data_key, sealed, language)
    select m.id, m.hash, m.key, m.name, m.language
    from unnest(children, ids, hashes, keys, names, languages) m(child, id, hash, key, name, language) where m.child = any (allowed) order by m.hash
    on conflict (number_hash) do nothing returning person.id
  )
  insert into kring.person_contact (person_id, sealed) select m.id, m.reach from unnest(ids, reaches) m(id, reach) join met on met.id = m.id;
  insert into kring.guardianship (id, child_id, person_id, kind, custody, from_on, checked_at)
    select distinct on (m.child, p.id) gen_random_uuid(), m.child, p.id, m.kind, m.custody, kring.today(), kring.at()
    from unnest(children, hashes, kinds, custodies) with ordinality m(child, hash, kind, custody, nth)
      cross join lateral (select x.id from kring.person x where x.number_hash = m.hash limit 1) p
    where m.child = any (allowed)
      and not exists (select from kring.guardianship g where g.child_id = m.child and g.person_id = p.id and (g.until_on is null or g.until_on > kring.today()))
    order by m.child, p.id, m.nth;
end $$;

-- The pen of the plan moves when, and only when, the asked unit has said yes. @model K2
create function kring.take_plan(from_delivery uuid, to_matter uuid) returns void language sql volatile security definer set search_path = '' as $$
  update kring.plan p set holder_matter_id = to_matter, branch_id = kring.branch_id()
  from kring.delivery d where d.id = from_delivery and d.plan_id = p.id and d.kind = 'plan-lead' and d.answer = 'accepted'
    and d.answered_by = kring.person_id() and d.received_matter_id = to_matter and to_matter = any ((select kring.kept_my_matters())::uuid[])
    and d.matter_id = p.holder_matter_id
$$;

-- Whether every other needed giver's latest answer is yes: all a guardian is told about the other guardian's answer. A child of 15, or
-- one judged mature enough where the consent was asked for, is one of them. @ground REQ-055, OSL 12:3
create function kring.consent_answers_of_others(consent uuid) returns table (others integer, granted integer) language plpgsql stable security definer set search_path = '' as $$
begin
  if kring.duty_id() is not null then return; end if;
  -- What is about one person's own life is that person's to answer alone.
  if exists (select from kring.consent x where x.id = consent and x.about_id is not null) then return query select 0, 0; return; end if;
  return query
  with c as (select x.* from kring.consent x where x.id = consent and x.child_id = any ((select kring.kept_my_children())::uuid[])),
  judged as (select m.decides, m.at from kring.maturity m join c on c.matter_id = m.matter_id order by m.at desc limit 1),
  say as (select c.child_id, coalesce(
      (select j.decides from judged j where j.decides <> 'not' or k.born_on + interval '15 years' <= j.at),
      case when k.born_on + interval '15 years' <= kring.today() then 'with-guardians' else 'not' end) as decides
    from c join kring.child k on k.id = c.child_id),
  needed as (
    select g.person_id as giver from c join say on say.decides <> 'alone' join kring.guardianship g on g.child_id = c.child_id and g.person_id <> kring.person_id()
      and g.from_on <= kring.today() and (g.until_on is null or g.until_on > kring.today())
      and not exists (select from kring.consent_exception e where e.consent_id = c.id and e.person_id = g.person_id)
    union
    select say.child_id from say where say.decides <> 'not')
  select count(*)::int, count(*) filter (where a.answer = 'granted')::int
  from needed
  left join lateral (select x.answer from kring.consent_answer x where x.consent_id = consent and x.giver_id = needed.giver
    order by x.at desc, (x.answer = 'granted') limit 1) a on true;
end $$;

-- Who handles the child's matters now, for the family: never what they write. @ground REQ-065
create function kring.around(child uuid) returns table (matter_id uuid, state text, role text, branch_id uuid, unit_id uuid, owner_duty_id uuid, opened_at timestamptz, closed_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select m.id, m.state, m.role, m.branch_id, m.unit_id, m.owner_duty_id, m.opened_at, m.closed_at from kring.matter m
  where m.child_id = child and child = any ((select kring.kept_my_children())::uuid[]) and m.id <> all ((select kring.kept_withheld_matters())::uuid[])
$$;

-- The same once-id with the same body gives the first answer again; with another body it is refused. @ground S38
create function kring.claim_once(once_id uuid, body bytea) returns table (fresh boolean, same boolean, location text)
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into kring.once (id, person_id, body_hash, at) values (once_id, kring.person_id(), body, kring.at()) on conflict (id) do nothing;
  if found then return query select true, true, null::text; return; end if;
  return query select false, o.body_hash = body and o.person_id is not distinct from kring.person_id(), o.location from kring.once o where o.id = once_id;
end $$;
-- What a post that has already counted led to: asked when the same post comes again and could no longer be done.
create function kring.recall_once(once_id uuid, body bytea) returns text language sql stable security definer set search_path = '' as
$$ select o.location from kring.once o where o.id = once_id and o.body_hash = body and o.person_id is not distinct from kring.person_id() $$;
create function kring.settle_once(once_id uuid, target text) returns void language sql volatile security definer set search_path = '' as
$$ update kring.once set location = target where id = once_id and person_id is not distinct from kring.person_id() $$;

-- A post that arrived after the session had ended is kept for its writer. @ground S40
create function kring.park_post(token bytea, new_id uuid, at_path text, key bytea, words bytea, moment timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  insert into kring.parked_post (id, person_id, path, data_key, sealed, at)
    select new_id, s.person_id, at_path, key, words, moment from kring.session s where s.token_hash = token
    on conflict (person_id, path) do update set id = excluded.id, data_key = excluded.data_key, sealed = excluded.sealed, at = excluded.at
$$;
create function kring.take_parked(at_path text) returns table (id uuid, data_key bytea, sealed bytea) language sql volatile security definer set search_path = '' as $$
  select p.id, p.data_key, p.sealed from kring.parked_post p
  where p.person_id = kring.person_id() and p.path = at_path and p.at > kring.at() - interval '72 hours'
$$;
create function kring.drop_parked(at_path text) returns void language sql volatile security definer set search_path = '' as
$$ delete from kring.parked_post where person_id = kring.person_id() and path = at_path $$;

-- A letter that could not be sent waits half a minute, then a minute, two, four: ten attempts in some four hours.
create function kring.letters_waiting(moment timestamptz) returns table (id uuid, person_id uuid, kind text, language text, data_key bytea, contact bytea)
language sql volatile security definer set search_path = '' as $$
  select l.id, l.person_id, l.kind, p.language, coalesce(l.data_key, p.data_key), coalesce(l.sealed, c.sealed) from kring.letter l
  left join kring.person p on p.id = l.person_id left join kring.person_contact c on c.person_id = p.id
  where (l.person_id is null or c.person_id is not null) and l.sent_at is null and l.at <= moment and l.attempts < 10 and (l.tried_at is null or l.tried_at + interval '15 seconds' * power(2, l.attempts) <= moment)
  order by l.at, l.id limit 50 for update of l skip locked
$$;
create function kring.letter_tried(which uuid, sent boolean, moment timestamptz) returns void language sql volatile security definer set search_path = '' as $$
  delete from kring.letter where id = which and sent and person_id is null;
  update kring.letter set attempts = attempts + 1, tried_at = moment, sent_at = case when sent then moment end where id = which
$$;
-- A letter to somebody who is no person here: whoever has only given a way to be reached.
create function kring.post_to_visitor(letter uuid, key bytea, words bytea, moment timestamptz) returns void language sql volatile security definer set search_path = '' as
$$ insert into kring.letter (id, kind, data_key, sealed, at) values (letter, 'something-to-read', key, words, moment) $$;

-- Every line hangs on the one before it in its chain, so that a changed, moved or missing line shows. The head is kept apart.
create function kring.audit_link(previous bytea, seq bigint, e kring.audit_event) returns bytea language sql stable
return sha256(previous || convert_to(concat_ws('|', e.chain, seq, extract(epoch from e.at), e.person_id, e.duty_id, e.role, e.branch_id, e.unit_id,
  e.matter_id, e.child_id, e.event, e.purpose, e.outcome, e.ground, e.shown, e.session_ref, e.for_family), 'UTF8'));
create function kring.chain_audit() returns trigger language plpgsql volatile security definer set search_path = '' as $$
declare first bytea;
begin
  loop
    update kring.audit_head h set seq = h.seq + 1, previous = h.hash, hash = kring.audit_link(h.hash, h.seq + 1, new) where h.chain = new.chain
      returning h.seq, h.previous, h.hash into new.seq, new.previous, new.hash;
    if found then return new; end if;
    -- The first of its chain hangs on the chain's own name.
    first := sha256(convert_to(new.chain::text, 'UTF8'));
    insert into kring.audit_head (chain, seq, previous, hash) values (new.chain, 1, first, kring.audit_link(first, 1, new)) on conflict (chain) do nothing
      returning audit_head.seq, audit_head.previous, audit_head.hash into new.seq, new.previous, new.hash;
    if found then return new; end if;
  end loop;
end $$;
create trigger chain before insert on kring.audit_event for each row execute function kring.chain_audit();

create function kring.adopted_never_changes() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state = 'adopted' then raise exception 'an adopted plan version never changes' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger adopted before update on kring.plan_version for each row execute function kring.adopted_never_changes();

create function kring.never_changes() returns trigger language plpgsql set search_path = '' as $$
begin raise exception '% never changes', tg_table_name using errcode = 'check_violation'; end $$;
create trigger frozen before update or delete on kring.delivery_copy for each row execute function kring.never_changes();
create trigger frozen before update or delete on kring.consent_answer for each row execute function kring.never_changes();
create trigger frozen before update or delete on kring.audit_event for each row execute function kring.never_changes();

-- Answers move the senders' matters too: the baton is back, or it is the receiver's. The only writing across a boundary,
-- and it carries nothing but the step. @model K1, K2, M5
create function kring.tell_senders(answered uuid[]) returns void language sql volatile security definer set search_path = '' as $$
  update kring.matter m set version = m.version + 1,
    state = case
      when d.kind = 'signal' and d.answer = 'accepted' then 'following'
      when d.kind = 'signal' and d.answer = 'returned' then 'noticed'
      when d.kind = 'matter' and d.answer = 'accepted' then 'closed'
      when d.kind = 'matter' and d.answer = 'returned' then 'gathering'
      when d.kind = 'plan-lead' and d.answer = 'accepted' then 'following'
      when d.kind = 'child-lead' and d.answer = 'accepted' and m.state not in ('planned', 'closed') then 'following'
      else m.state end,
    role = case when d.kind = 'child-lead' and d.answer = 'accepted' then 'party' else m.role end,
    closed_at = case when d.kind = 'matter' and d.answer = 'accepted' then kring.at() else m.closed_at end,
    due_on = case when d.kind = 'matter' and d.answer = 'accepted' then null when d.answer = 'returned' then kring.today() + 3
      -- Who only follows looks in again once a term; the child lead who has handed on the plan keeps its follow-up day, and sees when it is overdue.
      when d.answer = 'accepted' and d.kind = 'signal' then kring.today() + 90 else m.due_on end
  from kring.delivery d
  where d.id = any (answered) and m.id = d.matter_id and d.answered_by = kring.person_id()
    and ((d.kind = 'signal' and m.state = 'passed-on') or (d.kind = 'matter' and m.state = 'handing-over')
      or (d.kind = 'plan-lead' and d.answer = 'accepted' and m.state = 'planned') or (d.kind = 'child-lead' and d.answer = 'accepted'))
$$;
