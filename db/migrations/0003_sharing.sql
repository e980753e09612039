-- What crosses a boundary: consent as a waiver of secrecy, and deliveries as frozen copies. @ground OSL 8:1, 10:1, 12:2–12:3
create table kring.consent (
  id uuid primary key,
  child_id uuid not null references kring.child,
  matter_id uuid not null,
  branch_id uuid not null,
  disclosing_branch_id uuid not null references kring.branch,
  receivers uuid[] not null check (cardinality(receivers) > 0),
  topics text[] not null check (cardinality(topics) > 0),
  data_key bytea not null,
  sealed bytea not null,
  from_on date not null,
  until_on date not null,
  text_version text not null,
  asked_by uuid not null references kring.duty,
  asked_at timestamptz not null,
  about_id uuid,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  unique (id, child_id),
  constraint consent__ends check (until_on >= from_on)
);
comment on table kring.consent is 'One disclosing branch, named receivers (branches), topics, a purpose and an end date. matter_id: where it was asked for. about_id: whose own information it is about when that is not the child''s – a guardian, or somebody without a sign-in here, with an id made for this. Only that person answers, and no other guardian sees it. sealed: {purpose, child, hash, places, about}, with a key of its own wrapped for the asking branch, so that every giver can be shown it. @ground REQ-030–032, REQ-039';
create index consent__child on kring.consent (child_id);
create index consent__matter on kring.consent (matter_id);

create table kring.consent_answer (
  id uuid primary key,
  consent_id uuid not null,
  child_id uuid not null,
  giver_id uuid not null,
  capacity text not null check (capacity in ('guardian', 'child', 'expecting', 'third-person')),
  answer text not null check (answer in ('granted', 'refused', 'withdrawn')),
  how text not null check (how in ('e-id', 'paper', 'oral')),
  noted_by uuid references kring.duty,
  language text not null,
  text_hash bytea not null,
  sealed bytea not null,
  provider text,
  loa text,
  transaction_ref text,
  at timestamptz not null,
  foreign key (consent_id, child_id) references kring.consent (id, child_id),
  constraint consent_answer__evidence check ((how = 'e-id') = (noted_by is null))
);
comment on table kring.consent_answer is 'An answer with its evidence: the exact text and language shown, its hash, and the sign-in or the official behind it. Never changed; the latest per giver counts. giver_id: a person, or the child itself. sealed, with the consent''s key: {text, version, words, reservation}. @ground REQ-043';
create index consent_answer__consent on kring.consent_answer (consent_id);
create index consent_answer__giver on kring.consent_answer (giver_id);

create table kring.consent_exception (
  id uuid primary key,
  consent_id uuid not null references kring.consent,
  person_id uuid not null references kring.person,
  ground text not null,
  matter_id uuid not null,
  branch_id uuid not null,
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.consent_exception is 'Why one guardian''s answer is not needed: ground and note. sealed: {note}. @ground FB 6:13 second para, REQ-037';
create index consent_exception__consent on kring.consent_exception (consent_id);
create index consent_exception__matter on kring.consent_exception (matter_id);

create table kring.maturity (
  id uuid primary key,
  child_id uuid not null references kring.child,
  matter_id uuid not null,
  branch_id uuid not null,
  decides text not null check (decides in ('alone', 'with-guardians', 'not')),
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.maturity is 'An official''s assessment of the child''s own say. sealed: {reason}. @ground OSL 12:3 second para, REQ-038';
create index maturity__matter on kring.maturity (matter_id);

create table kring.delivery (
  id uuid primary key,
  batch_id uuid not null,
  child_id uuid not null references kring.child,
  matter_id uuid not null,
  branch_id uuid not null,
  to_branch_id uuid,
  to_unit_id uuid,
  to_person_id uuid references kring.person,
  kind text not null check (kind in ('signal', 'matter', 'information', 'question', 'answer', 'invitation', 'plan', 'plan-lead', 'child-lead', 'report', 'closing')),
  what text[] not null,
  decision text not null check (decision in ('sent', 'refused')),
  ground text not null,
  catalogue_version text not null,
  consent_id uuid references kring.consent,
  decided_by uuid not null references kring.duty,
  prepared_by uuid references kring.duty,
  sent_by uuid not null generated always as (coalesce(prepared_by, decided_by)) stored,
  at timestamptz not null,
  asks text check (asks in ('accept', 'come')),
  answer text check (answer in ('accepted', 'returned', 'coming', 'not-coming')),
  answered_at timestamptz,
  answered_by uuid references kring.person,
  answer_key bytea,
  answer_sealed bytea,
  received_matter_id uuid references kring.matter,
  plan_id uuid references kring.plan,
  in_reply_to uuid references kring.delivery,
  opened_at timestamptz,
  not_for_guardians boolean not null default false,
  unique (matter_id, branch_id, id),
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id),
  foreign key (to_unit_id, to_branch_id) references kring.unit (id, branch_id),
  constraint delivery__one_receiver check (
    (to_person_id is not null and to_branch_id is null and to_unit_id is null)
    or (to_person_id is null and to_branch_id is not null and to_unit_id is not null)),
  constraint delivery__two_who_differ check (prepared_by is distinct from decided_by),
  constraint delivery__refused_goes_nowhere check (decision = 'sent' or (received_matter_id is null and asks is null)),
  constraint delivery__consent_is_named check (ground <> 'consent' or consent_id is not null or decision = 'refused')
);
comment on table kring.delivery is 'Utlämnande: one sender, one receiver, one ground, one decision-maker. What was delivered is in delivery_copy. prepared_by: who put it together and works with the child, when a colleague decided; its batch is then that proposal''s id. sent_by: whom it comes from. asks: the baton stays with the sender until answered. @ground REQ-011, REQ-074, REQ-078';
-- What waits for a unit, however much it has received before.
create index delivery__waiting on kring.delivery (to_unit_id) where received_matter_id is null;
create index delivery__person on kring.delivery (to_person_id) where to_person_id is not null;
create index delivery__child on kring.delivery (child_id);
create index delivery__received on kring.delivery (received_matter_id) where received_matter_id is not null;

create table kring.delivery_copy (
  id uuid not null,
  delivery_id uuid not null,
  side text not null check (side in ('sender', 'receiver')),
  matter_id uuid not null,
  branch_id uuid not null,
  holder_branch_id uuid references kring.branch,
  data_key bytea,
  sealed bytea not null,
  primary key (delivery_id, side),
  foreign key (delivery_id, matter_id, branch_id) references kring.delivery (id, matter_id, branch_id)
);
comment on table kring.delivery_copy is 'The frozen words, twice: sealed for the sender''s file with the matter''s key, and for the receiver with a key of its own wrapped for the receiver''s branch (or for people). Never changed. @ground REQ-012, TF 2:9–2:10';
create index delivery_copy__matter on kring.delivery_copy (matter_id);

create table kring.withholding (
  id uuid primary key,
  child_id uuid not null references kring.child,
  matter_id uuid not null,
  branch_id uuid not null,
  person_id uuid references kring.person,
  ground text not null,
  sealed bytea not null,
  by_duty uuid not null references kring.duty,
  at timestamptz not null,
  until_at timestamptz,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.withholding is 'This matter is not for this guardian (or, without person, for any): wins over every rule that would show it. sealed: {reason}. @ground OSL 12:3, 26:2, REQ-054';
create index withholding__matter on kring.withholding (matter_id);
create index withholding__child on kring.withholding (child_id);

create table kring.family_word (
  id uuid primary key,
  child_id uuid not null references kring.child,
  matter_id uuid not null,
  branch_id uuid not null,
  person_id uuid not null references kring.person,
  data_key bytea not null,
  sealed bytea not null,
  at timestamptz not null,
  read_at timestamptz,
  foreign key (matter_id, branch_id) references kring.matter (id, branch_id)
);
comment on table kring.family_word is 'A guardian''s own words to one branch around the child, sealed for that branch. read_at: somebody there has read them. sealed: {words}. @ground SoL 14:6, REQ-066';
create index family_word__matter on kring.family_word (matter_id);
create index family_word__person on kring.family_word (person_id);
