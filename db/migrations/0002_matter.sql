-- One branch's handling of one child, and what it writes. Every row carries its branch; words are sealed with the matter's key.
create table kring.matter (
  id uuid primary key,
  number text not null unique,
  child_id uuid not null references kring.child,
  branch_id uuid not null,
  unit_id uuid not null,
  state text not null,
  data_key bytea not null,
  sealed bytea not null,
  role text not null check (role in ('noticing', 'child-lead', 'party')),
  owner_duty_id uuid not null references kring.duty,
  due_on date,
  version integer not null default 1,
  opened_at timestamptz not null,
  closed_at timestamptz,
  unique (id, branch_id),
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id)
);
comment on table kring.matter is 'Ärende: one branch''s handling of one child. role: what this branch is to the child now. sealed: {name, number}. owner_duty_id and due_on: the one named owner and the one date (U04).';
create index matter__child on kring.matter (child_id);
create sequence kring.matter_number;

create table kring.assignment (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  duty_id uuid not null references kring.duty,
  from_at timestamptz not null,
  until_at timestamptz,
  granted_by uuid references kring.duty,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.assignment is 'Which duty works with which matter, from when to when: role alone never opens a child. @ground PDL 4:1–4:2, SoLPUL 10 §, REQ-140';
create unique index assignment__once on kring.assignment (duty_id, matter_id) where until_at is null;
create index assignment__matter on kring.assignment (matter_id);
create index assignment__duty on kring.assignment (duty_id) include (matter_id, from_at, until_at);

create table kring.signal (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  by_duty uuid not null references kring.duty,
  noticed_on date not null,
  areas text[] not null,
  sealed bytea not null,
  created_at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.signal is 'Uppmärksamma: what somebody noticed. sealed: {seen, childWords, told, wish}. @model K12, M5';
create index signal__matter on kring.signal (matter_id);

create table kring.wheel_entry (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  round integer not null check (round > 0),
  perspective text not null check (perspective in ('child', 'guardian', 'professional')),
  area text not null,
  mark text not null check (mark in ('works', 'both', 'challenging', 'unknown')),
  needs_support boolean not null,
  by_duty uuid references kring.duty,
  by_person uuid references kring.person,
  sealed bytea not null,
  version integer not null default 1,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  unique (matter_id, round, perspective, area)
);
comment on table kring.wheel_entry is 'One area of Barnets bästa-hjulet in one perspective. sealed: {works, challenging, how, by}. Never a score. round: 1 at the inquiry, then one for each follow-up. @model K12, K13';

create table kring.decision (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  by_duty uuid not null references kring.duty,
  outcome text not null check (outcome in ('own-service', 'other-service', 'collaboration')),
  sealed bytea not null,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.decision is 'The three questions in order with reasons. sealed: {answers, who, by}; who: the units that are needed. @model K1';
create index decision__matter on kring.decision (matter_id);

create table kring.closing (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  outcome text not null check (outcome in ('own-service', 'needs-met', 'no-collaboration', 'part-done', 'moved', 'adult')),
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.closing is 'How a matter without a plan of its own came to a good end. sealed: {words, childView, turnTo, by}. @model K1, K9';
create index closing__matter on kring.closing (matter_id);

create table kring.meeting (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  state text not null check (state in ('called', 'held', 'cancelled')),
  at timestamptz not null,
  sealed bytea not null,
  decision text check (decision in ('collaborate', 'no-collaboration')),
  by_duty uuid not null references kring.duty,
  version integer not null default 1,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.meeting is 'Samverkansmöte. sealed: {question, place, childTakesPart, attendance, minutes, childWords}. @model K1, K2';
create index meeting__matter on kring.meeting (matter_id);

create table kring.plan (
  id uuid primary key,
  child_id uuid not null references kring.child,
  holder_matter_id uuid not null,
  branch_id uuid not null,
  state text not null check (state in ('draft', 'active', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  foreign key (holder_matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.plan is 'Barnets plan. holder_matter_id: the branch that holds the pen now; it changes when a hand-over is accepted. @model K1, K2, M2';
create index plan__holder on kring.plan (holder_matter_id);
create index plan__child on kring.plan (child_id);

create table kring.plan_version (
  id uuid primary key,
  plan_id uuid not null references kring.plan,
  matter_id uuid not null,
  branch_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'adopted')),
  follow_up_on date,
  sealed bytea not null,
  version integer not null default 1,
  adopted_at timestamptz,
  adopted_by uuid references kring.duty,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  unique (plan_id, matter_id, number),
  constraint plan_version__adopted_is_dated check ((state = 'adopted') = (adopted_at is not null and follow_up_on is not null))
);
comment on table kring.plan_version is 'A version of the plan. An adopted one never changes (trigger): every follow-up makes a new one. A branch that takes over the pen keeps its own copy of the version it was handed. @ground REQ-094';
create index plan_version__matter on kring.plan_version (matter_id);

create table kring.measure_report (
  id uuid primary key,
  plan_id uuid not null references kring.plan,
  measure_id uuid not null,
  matter_id uuid not null,
  branch_id uuid not null,
  outcome text not null check (outcome in ('done', 'partly', 'not-done')),
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.measure_report is 'Each branch reports its own measures; reaches the plan''s holder as a delivery. sealed: {words}.';
create index measure_report__matter on kring.measure_report (matter_id);

create table kring.follow_up (
  id uuid primary key,
  plan_id uuid not null references kring.plan,
  matter_id uuid not null,
  branch_id uuid not null,
  held_on date not null,
  outcome text not null check (outcome in ('next-version', 'closed')),
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.follow_up is 'A follow-up. sealed: {childExperience, guardiansView, outcomes, turnTo, reason}.';
create index follow_up__matter on kring.follow_up (matter_id);

create table kring.draft (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  duty_id uuid not null references kring.duty,
  kind text not null,
  sealed bytea not null,
  version integer not null default 1,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.draft is 'Work not yet finished, for its author only: for example what has been chosen for a delivery before the check page. @ground TF 2:12, REQ-120';
create index draft__matter on kring.draft (matter_id);

create table kring.concern_log (
  id uuid primary key,
  matter_id uuid not null,
  branch_id uuid not null,
  by_duty uuid not null references kring.duty,
  made_at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.concern_log is 'That and when a report of concern was made, and nothing more; only for the one who made it. @ground OSL 40:7 g, REQ-081–082';
create index concern_log__matter on kring.concern_log (matter_id);
