-- The desk of whoever keeps the guide: what was asked for and not found is taken care of, and what nobody has answered in time is handed on.

alter table kring.need add column settled_to uuid references kring.service;
alter table kring.need drop constraint need_settled_how_check;
alter table kring.need add constraint need__how check (settled_how in ('answered', 'word', 'sent-on', 'dismissed'));
alter table kring.need add constraint need__sent_on check ((settled_to is not null) = (coalesce(settled_how, '') = 'sent-on'));
comment on column kring.need.settled_to is 'The service whose owner was told of it.';
grant update (settled_to) on kring.need to kring_app;
create index need__settled_at on kring.need (guide_id, settled_at) where settled_at is not null;

alter table kring.contact_request add column handed_at timestamptz, add column handed_by uuid references kring.duty, add column handed_from uuid references kring.unit;
alter table kring.contact_request add constraint contact_request__handed check (num_nulls(handed_at, handed_by, handed_from) in (0, 3));
comment on column kring.contact_request.handed_from is 'The unit that promised and did not get in touch in time, when whoever keeps the guide has asked another to do so.';

-- Whether a request waits longer than was promised in a guide that the acting duty's unit keeps.
create function kring.is_late_here(r kring.contact_request) returns boolean language sql stable security definer set search_path = '' as $$
  select kring.duty_id() is not null and r.done_at is null and r.answer_by < kring.today() and exists (select from kring.guide g where g.id = r.guide_id and g.unit_id = kring.unit_id())
$$;

-- What is late, for whoever keeps the guide: whose it is and since when. Never who asked or what was written.
drop function kring.overdue_contacts();
create function kring.late_contacts() returns table (id uuid, guide text, reference text, unit_name text, unit_phone text, service_name text, asked_at timestamptz, answer_by date, attempts integer)
language sql stable security definer set search_path = '' as $$
  select r.id, g.handle, r.reference, u.name, coalesce(s.phone, u.phone), s.name, r.asked_at, r.answer_by, r.attempts
  from kring.contact_request r join kring.guide g on g.id = r.guide_id join kring.unit u on u.id = r.unit_id left join kring.service s on s.id = r.service_id
  where r.done_at is null and r.answer_by < kring.today() and kring.is_late_here(r) order by r.answer_by, r.asked_at
$$;

-- The sealed words of one that is late: the program needs them to seal them for another branch.
create function kring.late_words(which uuid) returns table (branch_id uuid, data_key bytea, sealed bytea) language sql stable security definer set search_path = '' as $$
  select r.branch_id, r.data_key, r.sealed from kring.contact_request r where r.id = which and kring.is_late_here(r)
$$;

-- Hands one that is late to a service with a desk, or (no service) to the unit that keeps the guide. The words come sealed anew for the
-- branch that gets them. A new promise begins.
create function kring.hand_contact(which uuid, given jsonb, key bytea, words bytea) returns text language plpgsql volatile security definer set search_path = '' as $$
declare r kring.contact_request; to_unit uuid; to_branch uuid; to_service uuid := (given ->> 'service')::uuid;
begin
  select * into r from kring.contact_request c where c.id = which for update;
  if r.id is null or not kring.is_late_here(r) then return 'gone'; end if;
  if to_service is null then to_unit := kring.unit_id();
  else select s.unit_id into to_unit from kring.service s join kring.contact_desk d on d.service_id = s.id where s.id = to_service and s.guide_id = r.guide_id and s.status = 'active'; end if;
  select u.branch_id into to_branch from kring.unit u where u.id = to_unit and u.branch_id = (given ->> 'branch')::uuid;
  if to_branch is null or not exists (select from kring.request_receivers(to_unit, to_service)) then return 'closed'; end if;
  update kring.contact_request c set unit_id = to_unit, branch_id = to_branch, service_id = to_service, data_key = key, sealed = words, answer_by = (given ->> 'answerBy')::date,
    remind_on = (given ->> 'remindOn')::date, reminded_at = null, escalated_at = null, attempts = 0, handed_at = kring.at(), handed_by = kring.duty_id(), handed_from = r.unit_id where c.id = which;
  perform kring.write_to_receivers(to_unit, to_service, kring.at());
  return 'handed';
end $$;
