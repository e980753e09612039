-- Advice without a name: one unit asks another about a situation. Nothing here leads to a child, and nothing may: src/consultation holds it.

create table kring.consultation (
  id uuid primary key,
  asking_unit_id uuid not null,
  asking_branch_id uuid not null,
  asked_by uuid references kring.duty,
  unit_id uuid not null,
  branch_id uuid not null,
  asker_key bytea,
  asker_sealed bytea,
  asker_answer bytea,
  receiver_key bytea,
  receiver_sealed bytea,
  receiver_answer bytea,
  asked_at timestamptz not null,
  answer_by date not null,
  passed integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'declined')),
  done_at timestamptz,
  done_by uuid references kring.duty,
  seen_at timestamptz,
  erase_on date not null,
  erased_at timestamptz,
  foreign key (asking_unit_id, asking_branch_id) references kring.unit (id, branch_id),
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id),
  constraint consultation__elsewhere check (asking_unit_id <> unit_id),
  constraint consultation__done check ((state = 'waiting') = (done_at is null)),
  constraint consultation__erased check ((erased_at is null) = (asker_key is not null and asker_sealed is not null and receiver_key is not null and receiver_sealed is not null and asked_by is not null)),
  constraint consultation__nothing_left check (erased_at is null or num_nonnulls(asker_key, asker_sealed, asker_answer, receiver_key, receiver_sealed, receiver_answer, asked_by, done_by) = 0)
);
comment on table kring.consultation is 'Råd utan namn: a question about a situation, to another unit. No column leads to a child or a matter. Question {age, asked, tried} and answer are sealed twice, for whoever asked and for whoever is asked. answer_by: the promise. On erase_on words and people go; units and times stay, to be counted. @model degerforsmodellen 3.2 T1, 9 rows 43–44 @ground REQ-019, GDPR 5.1 c, e';
create index consultation__unit on kring.consultation (unit_id);
create index consultation__asked_by on kring.consultation (asked_by);
create index consultation__asking_unit on kring.consultation (asking_unit_id);
create index consultation__erase on kring.consultation (erase_on) where erased_at is null;

-- Whoever asked reads it, and those who work at the unit that is asked; nobody else at either branch.
create policy read_own on kring.consultation for select to kring_app using (asked_by = kring.duty_id() or unit_id = kring.unit_id());
create policy ask on kring.consultation for insert to kring_app with check (asked_by = kring.duty_id() and asking_unit_id = kring.unit_id() and state = 'waiting');
create policy answer on kring.consultation for update to kring_app using (unit_id = kring.unit_id() and state = 'waiting' and erased_at is null) with check (unit_id = kring.unit_id() and done_by = kring.duty_id());
create policy see on kring.consultation for update to kring_app using (asked_by = kring.duty_id() and state <> 'waiting') with check (asked_by = kring.duty_id());
grant select, insert on kring.consultation to kring_app;
grant update (state, done_at, done_by, asker_answer, receiver_answer, erase_on, seen_at) on kring.consultation to kring_app;

-- What the policy needs to know, read past row-level security.
create function kring.facts_of_consultation(which uuid) returns table (wonders boolean, receives boolean) language sql stable security definer set search_path = '' as
$$ select coalesce(c.asked_by = kring.duty_id(), false), coalesce(c.unit_id = kring.unit_id(), false) from kring.consultation c where c.id = which $$;

-- The unit that was asked passes the question on to another that knows better. Sealed anew for that one; the promise begins again.
create function kring.pass_consultation(given jsonb, key bytea, words bytea) returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  update kring.consultation c set unit_id = u.id, branch_id = u.branch_id, receiver_key = key, receiver_sealed = words, answer_by = (given ->> 'answerBy')::date, erase_on = (given ->> 'eraseOn')::date, passed = c.passed + 1
    from kring.unit u where c.id = (given ->> 'id')::uuid and u.id = (given ->> 'unit')::uuid and u.branch_id = (given ->> 'branch')::uuid
      and c.unit_id = kring.unit_id() and kring.duty_id() is not null and c.state = 'waiting' and c.erased_at is null and u.id not in (c.unit_id, c.asking_unit_id);
  return found;
end $$;

-- Tells whoever asked that there is something to read, and nothing else. @ground REQ-131
create function kring.write_to_asker(which uuid, moment timestamptz) returns void language sql volatile security definer set search_path = '' as $$
  insert into kring.letter (id, person_id, kind, at) select gen_random_uuid(), d.person_id, 'something-to-read', moment
    from kring.consultation c join kring.duty d on d.id = c.asked_by where c.id = which and c.unit_id = kring.unit_id()
$$;

-- Takes the words and the people away when they have been kept long enough. Gives how many.
create function kring.erase_consultations(moment timestamptz) returns integer language plpgsql volatile security definer set search_path = '' as $$
declare gone integer;
begin
  perform set_config('kring.at', moment::text, true);
  update kring.consultation set asker_key = null, asker_sealed = null, asker_answer = null, receiver_key = null, receiver_sealed = null, receiver_answer = null, asked_by = null, done_by = null, erased_at = moment
    where erased_at is null and erase_on <= kring.today();
  get diagnostics gone = row_count;
  return gone;
end $$;
