-- Who works where. Authority → branch (självständig verksamhetsgren: the secrecy boundary) → unit → duty. @ground OSL 8:1–8:2, REQ-001
create table kring.authority (
  id uuid primary key,
  handle text not null unique,
  name text not null,
  kind text not null
);
comment on table kring.authority is '[open] A public authority or private body: huvudman. Public knowledge.';

create table kring.branch (
  id uuid primary key,
  authority_id uuid not null references kring.authority,
  handle text not null unique,
  name text not null,
  kind text not null
);
comment on table kring.branch is '[open] Verksamhetsgren: the boundary for reading, sharing and logs. Public knowledge.';

create table kring.unit (
  id uuid primary key,
  branch_id uuid not null references kring.branch,
  handle text not null unique,
  name text not null,
  town text not null,
  phone text not null,
  concern_phone text,
  out_of_hours_phone text,
  unique (id, branch_id)
);
comment on table kring.unit is '[open] A unit of a branch with its public phone; social services also their reception and socialjour.';

create table kring.person (
  id uuid primary key,
  number_hash bytea unique,
  is_staff boolean not null default false,
  language text not null default 'sv',
  data_key bytea not null,
  sealed bytea not null
);
comment on table kring.person is 'An adult who can sign in: staff or guardian. sealed: {name}.';
comment on column kring.person.number_hash is 'Keyed hash of the identity number; the key is outside the database.';

create table kring.person_contact (
  person_id uuid primary key references kring.person,
  sealed bytea not null
);
comment on table kring.person_contact is 'How to reach a person. sealed: {number, phone, email}. Apart from the name, so that one guardian can be named to the other and never reached. @ground OSL 21:3, REQ-055';

create table kring.duty (
  id uuid primary key,
  person_id uuid not null references kring.person,
  unit_id uuid not null,
  branch_id uuid not null,
  role text not null,
  leads boolean not null default false,
  appointed boolean not null default false,
  valid_from timestamptz not null,
  valid_until timestamptz,
  foreign key (unit_id, branch_id) references kring.unit (id, branch_id)
);
comment on table kring.duty is 'Uppdrag: a person''s role in a unit for a time. leads: receives what is delivered to the unit. appointed: the authority has appointed this duty to decide on deliveries that the law lets nobody else decide. @ground 2025:170 7 §';
create index duty__person on kring.duty (person_id);
create index duty__unit on kring.duty (unit_id) where leads;

create table kring.child (
  id uuid primary key,
  number_hash bytea unique,
  born_on date,
  expected_on date,
  created_at timestamptz not null,
  constraint child__born_or_expected check (born_on is not null or expected_on is not null)
);
comment on table kring.child is 'A child, born or expected, with nothing readable: names and numbers are sealed in each branch''s own matter. @ground REQ-005';

create table kring.guardianship (
  id uuid primary key,
  child_id uuid not null references kring.child,
  person_id uuid not null references kring.person,
  kind text not null check (kind in ('parent', 'appointed', 'temporary', 'expecting')),
  custody text not null check (custody in ('joint', 'sole')),
  from_on date not null,
  until_on date,
  checked_at timestamptz not null
);
comment on table kring.guardianship is 'Who is guardian of whom, from when to when, and when the population register was last asked. @ground FB 6:2, REQ-053';
create index guardianship__person on kring.guardianship (person_id);
create index guardianship__child on kring.guardianship (child_id);

create table kring.session (
  token_hash bytea primary key,
  person_id uuid not null references kring.person,
  duty_id uuid references kring.duty,
  provider text not null,
  loa text not null,
  transaction_ref text not null,
  language text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  authenticated_at timestamptz not null,
  ended_at timestamptz
);
comment on table kring.session is 'A sign-in: identity only. Duties and guardianships are looked up at every request. The token itself is never stored. @ground REQ-202, S24';
create index session__person on kring.session (person_id);
