-- What does not work for everybody yet, and whoever says so.

create table kring.accessibility_statement (
  guide_id uuid primary key references kring.guide on delete cascade,
  status text not null check (status in ('full', 'partial', 'none')),
  lacks text[] not null,
  more text not null,
  burden text not null,
  outside text not null,
  tried_by text not null check (tried_by in ('ourselves', 'somebody-else')),
  assessed_on date not null,
  updated_on date not null,
  version integer not null default 1,
  constraint accessibility_statement__full check (status <> 'full' or (lacks = '{}' and more = ''))
);
comment on table kring.accessibility_statement is '[published] What the body that keeps a guide says of its accessibility; without a row, what the software says of itself. lacks: known shortcomings of the software that hold here. more, burden, outside: its own words, one thing on each line. @ground DOS 13 §, REQ-181';

create table kring.accessibility_message (
  id uuid primary key,
  guide_id uuid not null references kring.guide on delete cascade,
  branch_id uuid not null,
  unit_id uuid not null,
  data_key bytea,
  sealed bytea,
  said_at timestamptz not null,
  answer_by date not null,
  done_at timestamptz,
  done_by uuid references kring.duty,
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id),
  constraint accessibility_message__done check (num_nulls(done_at, done_by) in (0, 2) and (sealed is null) = (done_at is not null) and (data_key is null) = (sealed is null))
);
comment on table kring.accessibility_message is 'Somebody says what does not work. sealed, with a key wrapped for the branch of the unit that keeps the guide: {about, where, reach, language}. Erased when it is seen to; that it came and when it was answered stays. @ground DOS 13 §, GDPR 5.1 e, REQ-181';
create index accessibility_message__unit on kring.accessibility_message (unit_id) where done_at is null;
create index accessibility_message__guide on kring.accessibility_message (guide_id, said_at);

create policy keep_statement on kring.accessibility_statement for all to kring_app using (kring.keeps(guide_id)) with check (kring.keeps(guide_id));
grant select, insert, update on kring.accessibility_statement to kring_app;
create policy read_own_messages on kring.accessibility_message for select to kring_app using (unit_id = kring.unit_id());
create policy finish_own_messages on kring.accessibility_message for update to kring_app using (unit_id = kring.unit_id() and done_at is null)
  with check (unit_id = kring.unit_id() and done_by = kring.duty_id());
grant select on kring.accessibility_message to kring_app;
grant update (data_key, sealed, done_at, done_by) on kring.accessibility_message to kring_app;

-- Somebody who is nobody here says what does not work. Not more in an hour than people can read.
create function kring.tell_of_obstacle(given jsonb, key bytea, words bytea) returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare g kring.guide;
begin
  select * into g from kring.guide where id = (given ->> 'guide')::uuid for update;
  if (select count(*) from kring.accessibility_message m where m.guide_id = g.id and m.said_at > kring.at() - interval '1 hour') >= (given ->> 'most')::integer then return false; end if;
  insert into kring.accessibility_message (id, guide_id, branch_id, unit_id, data_key, sealed, said_at, answer_by)
    select (given ->> 'id')::uuid, g.id, u.branch_id, u.id, key, words, kring.at(), (given ->> 'answerBy')::date from kring.unit u where u.id = g.unit_id and u.branch_id = (given ->> 'branch')::uuid;
  perform kring.write_to_receivers(g.unit_id, null, kring.at());
  return found;
end $$;
