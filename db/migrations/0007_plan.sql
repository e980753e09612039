-- What the parties of one plan must know of each other's matters, and nothing more.

-- Who holds the pen now: told to the holder, to those who held it before, and to those who have received the plan. @model K2
create function kring.plan_holder(plan uuid) returns table (matter_id uuid, branch_id uuid, unit_id uuid)
language sql stable security definer set search_path = '' as $$
  select m.id, m.branch_id, m.unit_id from kring.plan p join kring.matter m on m.id = p.holder_matter_id
  where p.id = plan and kring.duty_id() is not null and (
    m.id = any ((select kring.kept_my_matters())::uuid[])
    or exists (select from kring.plan_version v where v.plan_id = plan and v.matter_id = any ((select kring.kept_my_matters())::uuid[]))
    or exists (select from kring.delivery d where d.plan_id = plan and d.id = any ((select kring.kept_my_received())::uuid[])))
$$;

-- Where each unit already has this child's matter: what the holder sent was taken in there, or the plan was held there before.
-- Only for the holder, so that a new version goes straight there and nobody has to receive the same plan twice.
create function kring.plan_matters(plan uuid) returns table (unit_id uuid, matter_id uuid)
language sql stable security definer set search_path = '' as $$
  with held as (select p.id, p.holder_matter_id from kring.plan p where p.id = plan and p.holder_matter_id = any ((select kring.kept_my_matters())::uuid[]))
  select distinct on (x.unit_id) x.unit_id, x.matter_id
  from (select d.to_unit_id as unit_id, d.received_matter_id as matter_id, d.at from kring.delivery d join held on d.plan_id = held.id or d.matter_id = held.holder_matter_id
          where d.decision = 'sent' and d.answer is distinct from 'returned'
        union all select m.unit_id, m.id, v.adopted_at from kring.plan_version v join held on v.plan_id = held.id join kring.matter m on m.id = v.matter_id) x
  join kring.matter m on m.id = x.matter_id and m.closed_at is null
  where m.id <> (select held.holder_matter_id from held)
  order by x.unit_id, x.at desc nulls last
$$;

-- A plan that arrives in a matter gives that matter its next day: the receiver's first measure, or the follow-up. Only the
-- sender of the delivery, only for a plan or its end, and it carries nothing but the day. @ground U04
create function kring.tell_due(of_delivery uuid, due date) returns void language sql volatile security definer set search_path = '' as $$
  update kring.matter m set due_on = due, version = m.version + 1 from kring.delivery d
  where d.id = of_delivery and d.kind in ('plan', 'closing') and d.decided_by = kring.duty_id() and m.id = d.received_matter_id
    and m.state in ('taking-part', 'following')
$$;
