create table site (
  site          text primary key, -- short name, first word of every key
  site_id       text not null,    -- UUID
  display_name  text not null,
  time_zone     text not null,    -- IANA name; reports are cut in it
  registered_us bigint not null   -- our clock at the first registration
);

create table node (
  site          text not null,
  node          text not null,    -- short name of the PBX
  node_id       text not null,    -- UUID
  display_name  text not null,
  clock_zone    text not null,    -- IANA name of the wall clock in the node's files
  registered_us bigint not null,  -- our clock at the first registration
  primary key (site, node)
);

create table source (
  site          text not null,
  node          text not null,
  source_name   text not null,
  settings      text not null,    -- JSON: SourceSettings of domain/sites; names secrets, holds none
  configured_us bigint not null,  -- our clock at the last change
  primary key (site, node, source_name)
);

create table source_progress (
  site             text not null,
  node             text not null,
  kind             text not null,   -- queue_log or ami; of cel what was quarantined, its rows are in cel_progress
  row_count        bigint not null, -- rows that were understood
  quarantined      bigint not null, -- rows that were not, and have not been released since
  unknown_events   bigint not null, -- understood rows whose event name is not in the vocabulary
  last_event_us    bigint,          -- the source's clock at its newest row; null while there is none
  last_recorded_us bigint not null, -- our clock at the row that came last, understood or not
  primary key (site, node, kind)
);

create table queue_threshold (
  site                  text not null,
  queue                 text not null,
  effective_from_us     bigint not null,
  position              bigint not null,           -- of the event; among equal effective_from_us the highest counts
  service_level_seconds double precision not null, -- T
  short_abandon_seconds double precision not null, -- s
  t1_seconds            double precision not null,
  t2_seconds            double precision not null,
  set_by                text,                      -- who; null: the system
  set_us                bigint not null,           -- our clock
  primary key (site, queue, effective_from_us, position)
);

create table access_token (
  token_id    text primary key,
  label       text not null,   -- for whom or what it is
  role        text not null,   -- administrator, supervisor, analyst, auditor
  scope       text not null,   -- JSON: GrantedScope of domain/access
  secret_hash text not null,   -- SHA-256 of the secret, hexadecimal
  issued_us   bigint not null, -- our clock
  issued_by   text,
  expires_us  bigint,          -- null: never
  revoked_us  bigint,          -- null: it is not
  revoked_by  text
);

create table demo (
  site     text primary key,
  running  boolean not null,
  since_us bigint not null     -- our clock when it was started or stopped last
);

create table known_queue (
  site text not null,
  name text not null,          -- technical name, as queue_log has it
  primary key (site, name)
);

create table known_agent (
  site text not null,
  name text not null,          -- member name, as queue_log has it: Agent/8001
  primary key (site, name)
);

-- What was configured, one row for each stretch of time without a change, by our clock. An object that was removed has no row from then on;
-- who has its key later has another id.

create table configured_queue (
  site         text collate "C" not null,
  queue        text collate "C" not null,
  id           text not null,
  from_us      bigint not null,
  to_us        bigint,          -- null: still; the first instant at which it is not so any more
  display_name text not null,
  number       text,
  context      text,
  schedule     text collate "C", -- short name of the one that it goes by; null: always open
  board_limits text,            -- JSON: BoardLimits of domain/queues; null: the usual ones
  weight       integer not null, -- of the queues that share agents the heavier one is served first
  leads_to     text,            -- JSON: by event (noanswer, busy, ...) the action and target to which its calls go; null: nowhere
  primary key (site, queue, from_us)
);

create table configured_agent_group (
  site         text collate "C" not null,
  agent_group  text collate "C" not null,   -- short name
  id           text not null,
  from_us      bigint not null, -- 0: of the group that is there from the start
  to_us        bigint,
  display_name text not null,
  description  text,
  primary key (site, agent_group, from_us)
);

create table configured_agent (
  site        text collate "C" not null,
  agent       text collate "C" not null,    -- member name, as the other read models have it: Agent/8001
  id          text not null,
  from_us     bigint not null,
  to_us       bigint,
  first_name  text not null,
  last_name   text,
  agent_group text collate "C" not null,    -- short name
  primary key (site, agent, from_us)
);

create table configured_line (
  site              text collate "C" not null,
  line              text collate "C" not null,
  id                text not null,
  from_us           bigint not null,
  to_us             bigint,
  number            text,
  context           text not null,
  provisioning_code text,
  interfaces        text[] collate "C" not null, -- its channels without their counter: PJSIP/alice, with a browser PJSIP/alice_w too
  primary key (site, line, from_us)
);
-- fastupdate = off: what is not yet sorted into an index of arrays is read through by every question.
create index on configured_line using gin (interfaces) with (fastupdate = off);
create index on configured_line (site, number);

create table configured_user (
  site       text collate "C" not null,
  user_key   text collate "C" not null,     -- short name
  id         text not null,
  from_us    bigint not null,
  to_us      bigint,
  first_name text not null,
  last_name  text,
  agent      text collate "C",              -- member name of the agent that he is
  lines      text[] collate "C" not null,   -- the main one first
  labels     text[] collate "C" not null,
  mobile     text collate "C",              -- as numbers are compared: its last nine digits
  leads_to   text,                          -- JSON, as that of a queue
  user_field text,                          -- free text for call logs
  primary key (site, user_key, from_us)
);
create index on configured_user (mobile) where mobile is not null;
create index on configured_user using gin (lines) with (fastupdate = off);

create table configured_label (
  site         text collate "C" not null,
  label        text collate "C" not null,   -- short name
  id           text not null,
  from_us      bigint not null,
  to_us        bigint,
  display_name text not null,
  description  text,
  primary key (site, label, from_us)
);

create table configured_incall (
  site     text collate "C" not null,
  incall   text collate "C" not null,       -- number@context
  id       text not null,
  from_us  bigint not null,
  to_us    bigint,
  number   text collate "C" not null,       -- as the network delivers it, or a pattern
  context  text not null,
  enabled  boolean not null,
  leads_to text,                            -- JSON: {"answer":["user","ann"]}
  primary key (site, incall, from_us)
);

create table configured_group (
  site       text collate "C" not null,
  call_group text collate "C" not null,     -- short name
  id         text not null,
  from_us    bigint not null,
  to_us      bigint,
  number     text collate "C",
  context    text,
  enabled    boolean not null,
  leads_to   text,                          -- JSON, as that of a queue
  primary key (site, call_group, from_us)
);

create table configured_conference_room (
  site    text collate "C" not null,
  room    text collate "C" not null,        -- short name
  id      text not null,
  from_us bigint not null,
  to_us   bigint,
  number  text collate "C" not null,
  context text not null,
  enabled boolean not null,
  primary key (site, room, from_us)
);

create table configured_schedule (
  site       text collate "C" not null,
  schedule   text collate "C" not null,     -- short name
  id         text not null,
  from_us    bigint not null,
  to_us      bigint,
  definition text not null,                 -- JSON: Schedule of domain/routing
  primary key (site, schedule, from_us)
);

create table configured_pause_reason (
  site    text collate "C" not null,
  reason  text collate "C" not null,        -- as PAUSE carries it
  id      text not null,
  from_us bigint not null,
  to_us   bigint,
  label   text not null,
  payable boolean not null,
  primary key (site, reason, from_us)
);

create table configured_phonebook_entry (
  site          text collate "C" not null,
  entry         text collate "C" not null,  -- short name
  id            text not null,
  from_us       bigint not null,
  to_us         bigint,
  display_name  text not null,
  office_number text collate "C",           -- numbers as they are compared: the last nine digits
  mobile_number text collate "C",
  home_number   text collate "C",
  other_number  text collate "C",
  fax_number    text collate "C",
  primary key (site, entry, from_us)
);
create index on configured_phonebook_entry (office_number) where office_number is not null;
create index on configured_phonebook_entry (mobile_number) where mobile_number is not null;
create index on configured_phonebook_entry (home_number) where home_number is not null;
create index on configured_phonebook_entry (other_number) where other_number is not null;
create index on configured_phonebook_entry (fax_number) where fax_number is not null;

-- Under which numbers outside people are known; rank: the phonebook goes before the mobile numbers of users.
create view caller_name as
select site, 1 as rank, entry as key, from_us, to_us, office_number as number, display_name as name
from configured_phonebook_entry where office_number is not null
union all
select site, 1, entry, from_us, to_us, mobile_number, display_name
from configured_phonebook_entry where mobile_number is not null
union all
select site, 1, entry, from_us, to_us, home_number, display_name
from configured_phonebook_entry where home_number is not null
union all
select site, 1, entry, from_us, to_us, other_number, display_name
from configured_phonebook_entry where other_number is not null
union all
select site, 1, entry, from_us, to_us, fax_number, display_name
from configured_phonebook_entry where fax_number is not null
union all
select site, 2, user_key, from_us, to_us, mobile, concat_ws(' ', first_name, last_name)
from configured_user where mobile is not null;

-- Who can be a member of queues: agents by their number, users by their short name.
create view member_name as
select site, agent, id, from_us, to_us, concat_ws(' ', first_name, last_name) as name, agent_group
from configured_agent
union all
select site, user_key, id, from_us, to_us, concat_ws(' ', first_name, last_name), null
from configured_user;
