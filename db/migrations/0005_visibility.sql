-- What a person may see. Every function below that reads past row-level security runs as the owner with a pinned search_path, takes
-- who is asking from the transaction's own settings, and gives nothing when nobody is. Policies use `= any ((select f())::uuid[])`: one
-- call per query instead of one per row (3 ms against 286 ms, measured).

-- Who is asking, and when. Their bodies are bound to what they name when they are made (`return`), so no search_path can lead them
-- astray; without a pinned one the planner writes them into the query, and a thousand rows do not cost a thousand calls.
create function kring.person_id() returns uuid language sql stable return nullif(current_setting('kring.person', true), '')::uuid;
create function kring.duty_id() returns uuid language sql stable return nullif(current_setting('kring.duty', true), '')::uuid;
create function kring.branch_id() returns uuid language sql stable return nullif(current_setting('kring.branch', true), '')::uuid;
create function kring.unit_id() returns uuid language sql stable return nullif(current_setting('kring.unit', true), '')::uuid;
create function kring.inbox_unit_id() returns uuid language sql stable return nullif(current_setting('kring.inbox_unit', true), '')::uuid;
create function kring.at() returns timestamptz language sql stable return coalesce(nullif(current_setting('kring.at', true), '')::timestamptz, now());
create function kring.today() returns date language sql stable return (kring.at() at time zone 'Europe/Stockholm')::date;

-- The queries of one page ask the same few questions. `kept_x()` is what `x()` gives, worked out once in a transaction and kept in
-- the transaction's own settings, under who is asking, in which duty and when. It is worked out again as soon as anything it stands on is
-- written: see `forget` below. What is kept is read where it is asked for: the planner writes `kept_x()` into the query.
create function kring.asking() returns text language sql stable return concat(current_setting('kring.person', true), '/', current_setting('kring.duty', true), '/',
  current_setting('kring.branch', true), '/', current_setting('kring.inbox_unit', true), '/', current_setting('kring.at', true), '/', current_setting('kring.deciding', true));

create function kring.keep(what text) returns void language plpgsql volatile set search_path = '' as $$
begin
  execute format($keeping$
    create function kring.%1$I() returns uuid[] language plpgsql stable security definer set search_path = '' as $body$
    declare ids uuid[]; kept text;
    begin
      select coalesce(array_agg(x), '{}') into ids from kring.%3$I() x;
      kept := set_config(%4$L, kring.asking() || '=' || ids::text, true);
      return ids;
    end $body$;
    create function kring.%2$I() returns uuid[] language sql stable
    return case when starts_with(current_setting(%4$L, true), kring.asking() || '=')
      then substr(current_setting(%4$L, true), length(kring.asking()) + 2)::uuid[] else kring.%1$I() end;
  $keeping$, 'work_out_' || what, 'kept_' || what, what, 'kring.kept_' || what);
end $$;

-- The matters the acting duty is assigned to. @ground REQ-140
create function kring.my_matters() returns setof uuid language sql stable security definer set search_path = '' as $$
  select a.matter_id from kring.assignment a
  where a.duty_id = kring.duty_id() and a.from_at <= kring.at() and (a.until_at is null or a.until_at > kring.at())
$$;
select kring.keep('my_matters');

-- The children a guardian acts for: never while acting in a duty, never past 18, never without custody. @ground FB 6:2, REQ-052–053
create function kring.my_children() returns setof uuid language sql stable security definer set search_path = '' as $$
  select g.child_id from kring.guardianship g join kring.child c on c.id = g.child_id
  where kring.duty_id() is null and g.person_id = kring.person_id()
    and g.from_on <= kring.today() and (g.until_on is null or g.until_on > kring.today())
    and (c.born_on is null or (c.born_on + interval '18 years')::date > kring.today())
$$;
select kring.keep('my_children');

-- Matters that are not for this guardian. @ground OSL 12:3, REQ-054
create function kring.withheld_matters() returns setof uuid language sql stable security definer set search_path = '' as $$
  select w.matter_id from kring.withholding w
  where (w.person_id is null or w.person_id = kring.person_id()) and (w.until_at is null or w.until_at > kring.at())
    and w.child_id = any ((select kring.kept_my_children())::uuid[])
$$;
select kring.keep('withheld_matters');

-- Deliveries the actor has received: to the person, to the unit while they wait, or taken into one of the actor's matters.
create function kring.my_received() returns setof uuid language sql stable security definer set search_path = '' as $$
  select d.id from kring.delivery d
  where d.decision = 'sent' and d.to_unit_id = kring.inbox_unit_id() and d.received_matter_id is null
    and (d.answer is null or d.answered_by = kring.person_id())
  union all
  select d.id from kring.delivery d
  where d.decision = 'sent' and d.received_matter_id = any ((select kring.kept_my_matters())::uuid[])
  union all
  select d.id from kring.delivery d
  where d.decision = 'sent' and kring.duty_id() is null and d.to_person_id = kring.person_id()
    and d.child_id = any ((select kring.kept_my_children())::uuid[])
    and not d.not_for_guardians and d.matter_id <> all ((select kring.kept_withheld_matters())::uuid[])
$$;
select kring.keep('my_received');

create function kring.my_staff_children() returns setof uuid language sql stable security definer set search_path = '' as $$
  select m.child_id from kring.matter m where m.id = any ((select kring.kept_my_matters())::uuid[])
  union
  select d.child_id from kring.delivery d
  where d.decision = 'sent' and d.to_unit_id = kring.inbox_unit_id() and d.received_matter_id is null
    and (d.answer is null or d.answered_by = kring.person_id())
$$;
select kring.keep('my_staff_children');

-- Branches whose handling of a child is not for this guardian: neither what they read nor what reaches them may show. @ground OSL 12:3, 26:2, REQ-105
create function kring.withheld_branches() returns table (child_id uuid, branch_id uuid) language sql stable security definer set search_path = '' as $$
  select w.child_id, w.branch_id from kring.withholding w where w.matter_id = any ((select kring.kept_withheld_matters())::uuid[])
$$;

-- Consents that would tell this guardian of a withheld matter. One the guardian has answered elsewhere is known, and may be taken back.
-- And those about somebody else's own life: nobody but that person. @ground OSL 12:2, REQ-039
create function kring.withheld_consents() returns setof uuid language sql stable security definer set search_path = '' as $$
  select c.id from kring.consent c where c.matter_id = any ((select kring.kept_withheld_matters())::uuid[])
  union
  select c.id from kring.consent c join kring.withheld_branches() w
    on w.child_id = c.child_id and (w.branch_id = c.disclosing_branch_id or w.branch_id = any (c.receivers))
  where not exists (select from kring.consent_answer a where a.consent_id = c.id and a.giver_id = kring.person_id())
  union
  select c.id from kring.consent c where c.child_id = any ((select kring.kept_my_children())::uuid[]) and c.about_id <> kring.person_id()
$$;
select kring.keep('withheld_consents');

-- Matters a guardian may write to: open, about the guardian's own child, and not withheld.
create function kring.matters_around() returns table (matter_id uuid, child_id uuid) language sql stable security definer set search_path = '' as $$
  select m.id, m.child_id from kring.matter m
  where m.child_id = any ((select kring.kept_my_children())::uuid[]) and m.closed_at is null and m.id <> all ((select kring.kept_withheld_matters())::uuid[])
$$;

create function kring.my_consents() returns setof uuid language sql stable security definer set search_path = '' as $$
  select c.id from kring.consent c
  where c.matter_id = any ((select kring.kept_my_matters())::uuid[])
     or (c.disclosing_branch_id = kring.branch_id() and c.child_id = any (array(
          select m.child_id from kring.matter m where m.id = any ((select kring.kept_my_matters())::uuid[]))))
$$;
select kring.keep('my_consents');

-- The guardians around the children staff work with: those staff may reach.
create function kring.guardians_around() returns setof uuid language sql stable security definer set search_path = '' as $$
  select g.person_id from kring.guardianship g where g.child_id = any ((select kring.kept_my_staff_children())::uuid[])
$$;
select kring.keep('guardians_around');

-- People whose name the actor may read besides colleagues: guardians around the actor's children.
create function kring.known_people() returns setof uuid language sql stable security definer set search_path = '' as $$
  select unnest(kring.kept_guardians_around())
  union
  select g.person_id from kring.guardianship g where g.child_id = any ((select kring.kept_my_children())::uuid[])
$$;
select kring.keep('known_people');
drop function kring.keep(text);

-- What a table's trigger names is worked out anew the next time it is asked for.
create function kring.forget() returns trigger language plpgsql volatile set search_path = '' as $$
declare what text; said text;
begin
  foreach what in array tg_argv loop said := set_config('kring.kept_' || what, '', true); end loop;
  return null;
end $$;
-- What is kept, and what it stands on: tables, and other things that are kept. A new table that decides access is added here.
do $$
declare t record;
begin
  for t in
    with recursive stands (kept, ground) as (values
      ('my_matters', 'assignment'),
      ('my_children', 'guardianship'), ('my_children', 'child'),
      ('withheld_matters', 'withholding'), ('withheld_matters', 'my_children'),
      ('my_received', 'delivery'), ('my_received', 'my_matters'), ('my_received', 'my_children'), ('my_received', 'withheld_matters'),
      ('my_staff_children', 'matter'), ('my_staff_children', 'delivery'), ('my_staff_children', 'my_matters'),
      ('withheld_consents', 'consent'), ('withheld_consents', 'consent_answer'), ('withheld_consents', 'withholding'),
      ('withheld_consents', 'withheld_matters'), ('withheld_consents', 'my_children'),
      ('my_consents', 'consent'), ('my_consents', 'matter'), ('my_consents', 'my_matters'),
      ('guardians_around', 'guardianship'), ('guardians_around', 'my_staff_children'),
      ('known_people', 'guardianship'), ('known_people', 'guardians_around'), ('known_people', 'my_children')
    ), stands_at_last as (
      select s.kept, s.ground from stands s union select s.kept, l.ground from stands s join stands_at_last l on l.kept = s.ground
    )
    select l.ground as name, string_agg(distinct quote_literal(l.kept), ', ') as kept from stands_at_last l where l.ground not in (select s.kept from stands s) group by l.ground
  loop
    execute format('create trigger forget after insert or update or delete on kring.%I for each statement execute function kring.forget(%s)', t.name, t.kept);
  end loop;
end $$;

create function kring.matter_is_unassigned(matter uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select not exists (select from kring.assignment a where a.matter_id = matter) $$;
create function kring.branch_of_duty(duty uuid) returns uuid language sql stable security definer set search_path = '' as
$$ select d.branch_id from kring.duty d where d.id = duty $$;

create policy read_person on kring.person for select to kring_app
  using (is_staff or id = kring.person_id() or id = any ((select kring.kept_known_people())::uuid[]));
create policy read_contact on kring.person_contact for select to kring_app
  using (person_id = kring.person_id() or person_id = any ((select kring.kept_guardians_around())::uuid[]));
create policy read_duty on kring.duty for select to kring_app using (kring.person_id() is not null);
create policy read_child on kring.child for select to kring_app
  using (id = any ((select kring.kept_my_staff_children())::uuid[]) or id = any ((select kring.kept_my_children())::uuid[]));
create policy read_guardianship on kring.guardianship for select to kring_app
  using (child_id = any ((select kring.kept_my_staff_children())::uuid[]) or child_id = any ((select kring.kept_my_children())::uuid[]));
grant select on kring.person, kring.person_contact, kring.duty, kring.child, kring.guardianship to kring_app;
grant select on kring.authority, kring.branch, kring.unit to kring_app;

create policy read_matter on kring.matter for select to kring_app using (id = any ((select kring.kept_my_matters())::uuid[]));
create policy open_matter on kring.matter for insert to kring_app with check (branch_id = kring.branch_id());
create policy change_matter on kring.matter for update to kring_app
  using (id = any ((select kring.kept_my_matters())::uuid[])) with check (branch_id = kring.branch_id());
grant select, insert on kring.matter to kring_app;
grant update (state, role, owner_duty_id, due_on, version, closed_at, sealed) on kring.matter to kring_app;
grant usage on sequence kring.matter_number to kring_app;

create policy read_assignment on kring.assignment for select to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy assign on kring.assignment for insert to kring_app with check (
  branch_id = kring.branch_id() and (duty_id = kring.duty_id() or kring.branch_of_duty(duty_id) = kring.branch_id())
  and (matter_id = any ((select kring.kept_my_matters())::uuid[]) or (duty_id = kring.duty_id() and kring.matter_is_unassigned(matter_id))));
create policy end_assignment on kring.assignment for update to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[])) with check (branch_id = kring.branch_id());
grant select, insert on kring.assignment to kring_app;
grant update (until_at) on kring.assignment to kring_app;

create policy own_draft on kring.draft for all to kring_app
  using (duty_id = kring.duty_id() and matter_id = any ((select kring.kept_my_matters())::uuid[]))
  with check (duty_id = kring.duty_id() and branch_id = kring.branch_id());
grant select, insert, delete on kring.draft to kring_app;
grant update (sealed, version, at) on kring.draft to kring_app;

create policy own_concern on kring.concern_log for all to kring_app
  using (by_duty = kring.duty_id()) with check (by_duty = kring.duty_id() and branch_id = kring.branch_id());
grant select, insert on kring.concern_log to kring_app;

create policy read_plan on kring.plan for select to kring_app using (holder_matter_id = any ((select kring.kept_my_matters())::uuid[]));
create policy open_plan on kring.plan for insert to kring_app
  with check (holder_matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id());
create policy change_plan on kring.plan for update to kring_app
  using (holder_matter_id = any ((select kring.kept_my_matters())::uuid[])) with check (branch_id = kring.branch_id());
grant select, insert on kring.plan to kring_app;
grant update (state, closed_at) on kring.plan to kring_app;

create policy read_consent on kring.consent for select to kring_app
  using (id = any ((select kring.kept_my_consents())::uuid[])
    or (child_id = any ((select kring.kept_my_children())::uuid[]) and id <> all ((select kring.kept_withheld_consents())::uuid[])));
create policy ask_consent on kring.consent for insert to kring_app
  with check (matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id());
grant select, insert on kring.consent to kring_app;

create policy read_answer on kring.consent_answer for select to kring_app
  using (giver_id = kring.person_id() and kring.duty_id() is null or consent_id = any ((select kring.kept_my_consents())::uuid[]));
create policy give_answer on kring.consent_answer for insert to kring_app with check (
  (how = 'e-id' and kring.duty_id() is null and giver_id = kring.person_id() and child_id = any ((select kring.kept_my_children())::uuid[]))
  or (how <> 'e-id' and noted_by = kring.duty_id() and consent_id = any ((select kring.kept_my_consents())::uuid[])));
grant select, insert on kring.consent_answer to kring_app;

create policy read_delivery on kring.delivery for select to kring_app using (
  matter_id = any ((select kring.kept_my_matters())::uuid[])
  or id = any ((select kring.kept_my_received())::uuid[])
  or (decision = 'sent' and not not_for_guardians and child_id = any ((select kring.kept_my_children())::uuid[])
      and matter_id <> all ((select kring.kept_withheld_matters())::uuid[])
      and (to_branch_id is null or (child_id, to_branch_id) not in (select w.child_id, w.branch_id from kring.withheld_branches() w))));
create policy deliver on kring.delivery for insert to kring_app
  with check (matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id() and decided_by = kring.duty_id());
create policy answer_delivery on kring.delivery for update to kring_app
  using (id = any ((select kring.kept_my_received())::uuid[])) with check (id = any ((select kring.kept_my_received())::uuid[]) or answered_by = kring.person_id());
grant select, insert on kring.delivery to kring_app;
grant update (answer, answered_at, answered_by, answer_key, answer_sealed, received_matter_id, opened_at) on kring.delivery to kring_app;

create policy read_copy on kring.delivery_copy for select to kring_app using (
  (side = 'sender' and matter_id = any ((select kring.kept_my_matters())::uuid[]))
  or (side = 'receiver' and delivery_id = any ((select kring.kept_my_received())::uuid[])));
create policy keep_copy on kring.delivery_copy for insert to kring_app
  with check (matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id());
grant select, insert on kring.delivery_copy to kring_app;

create policy read_trail on kring.audit_event for select to kring_app using (
  for_family and outcome = 'granted' and duty_id is not null and child_id = any ((select kring.kept_my_children())::uuid[])
  and (matter_id is null or matter_id <> all ((select kring.kept_withheld_matters())::uuid[]))
  and (child_id, branch_id) not in (select w.child_id, w.branch_id from kring.withheld_branches() w));
create policy write_trail on kring.audit_event for insert to kring_app
  with check (person_id is not distinct from kring.person_id() and duty_id is not distinct from kring.duty_id());
grant insert on kring.audit_event to kring_app;
grant select (at, role, branch_id, unit_id, matter_id, child_id, duty_id, event, purpose, outcome, shown, for_family) on kring.audit_event to kring_app;

create policy read_word on kring.family_word for select to kring_app using (
  matter_id = any ((select kring.kept_my_matters())::uuid[])
  or (kring.duty_id() is null and person_id = kring.person_id() and child_id = any ((select kring.kept_my_children())::uuid[])
      and matter_id <> all ((select kring.kept_withheld_matters())::uuid[])));
create policy say_word on kring.family_word for insert to kring_app with check (
  kring.duty_id() is null and person_id = kring.person_id() and (matter_id, child_id) in (select r.matter_id, r.child_id from kring.matters_around() r));
create policy note_word_read on kring.family_word for update to kring_app
  using (matter_id = any ((select kring.kept_my_matters())::uuid[])) with check (branch_id = kring.branch_id());
grant select, insert on kring.family_word to kring_app;
grant update (read_at) on kring.family_word to kring_app;

create policy post_letter on kring.letter for insert to kring_app with check (kring.person_id() is not null);
grant insert on kring.letter to kring_app;

-- Words of one's own matter: read, written and (where versioned) rewritten by those who work with it. The same for each table.
do $$
declare t text;
begin
  foreach t in array array['signal', 'wheel_entry', 'decision', 'closing', 'meeting', 'plan_version', 'measure_report', 'follow_up',
                           'consent_exception', 'maturity', 'withholding'] loop
    execute format('create policy read_own on kring.%I for select to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[]))', t);
    execute format('create policy write_own on kring.%I for insert to kring_app with check (matter_id = any ((select kring.kept_my_matters())::uuid[]) and branch_id = kring.branch_id())', t);
    execute format('create policy change_own on kring.%I for update to kring_app using (matter_id = any ((select kring.kept_my_matters())::uuid[])) with check (branch_id = kring.branch_id())', t);
    execute format('grant select, insert on kring.%I to kring_app', t);
  end loop;
end $$;
grant update (mark, needs_support, sealed, version, at, by_duty, by_person) on kring.wheel_entry to kring_app;
grant update (state, at, sealed, decision, version) on kring.meeting to kring_app;
grant update (state, follow_up_on, sealed, version, adopted_at, adopted_by) on kring.plan_version to kring_app;
grant update (until_at) on kring.withholding to kring_app;
