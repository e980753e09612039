-- The audit trail, the once-ids, posts kept for a person whose session ended, and the letters on their way out.
create table kring.audit_event (
  chain uuid not null,
  seq bigint not null,
  at timestamptz not null,
  person_id uuid,
  duty_id uuid,
  role text,
  branch_id uuid,
  unit_id uuid,
  matter_id uuid,
  child_id uuid,
  event text not null,
  purpose text not null,
  outcome text not null check (outcome in ('granted', 'refused', 'failed')),
  ground text,
  shown jsonb not null,
  session_ref text,
  for_family boolean not null,
  previous bytea not null,
  hash bytea not null,
  primary key (chain, seq)
);
comment on table kring.audit_event is 'Who did or read what, for whom, why and on which ground. One hash chain per matter. The program may only add. for_family: shown on the family''s page. @ground REQ-143–144, PDL 4:3, SoLPUL 10 §';
create index audit_event__child on kring.audit_event (child_id, at desc) where for_family;

create table kring.audit_head (
  chain uuid primary key,
  seq bigint not null,
  previous bytea not null,
  hash bytea not null
);
comment on table kring.audit_head is 'The newest link of each chain, so that a cut tail shows. previous: the one before it.';

create table kring.once (
  id uuid primary key,
  person_id uuid,
  body_hash bytea not null,
  location text,
  at timestamptz not null
);
comment on table kring.once is 'A form''s once-id: the same post twice has one effect, the same id with another body is refused. @ground S38';

create table kring.parked_post (
  id uuid primary key,
  person_id uuid not null references kring.person,
  path text not null,
  data_key bytea not null,
  sealed bytea not null,
  at timestamptz not null,
  unique (person_id, path)
);
comment on table kring.parked_post is 'What a person had written when the session ended: given back to that person only, after signing in again. @ground S40';

create table kring.letter (
  id uuid primary key,
  person_id uuid references kring.person,
  data_key bytea,
  sealed bytea,
  kind text not null,
  at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  tried_at timestamptz,
  constraint letter__to check ((person_id is null) = (sealed is not null) and (sealed is null) = (data_key is null))
);
comment on table kring.letter is 'Outbox of notices: "you have something to read", never a name or a subject. sealed: {to, path, language} of somebody who is no person here; such a letter is gone when it has left. @ground REQ-131';
create index letter__waiting on kring.letter (at) where sent_at is null;
