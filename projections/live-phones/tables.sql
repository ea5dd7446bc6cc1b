create table node (
  site      text collate "C" not null,
  node      text collate "C" not null,
  heard_us  bigint not null,
  is_behind boolean not null,
  primary key (site, node)
);
comment on table node is 'The PBXs whose manager interface was heard.';
comment on column node.site is 'Short name of the site.';
comment on column node.node is 'Short name of the PBX.';
comment on column node.heard_us is 'Its clock at the newest event.';
comment on column node.is_behind is 'The event that came last was older than what is shown, and was left out.';

create table member (
  site      text collate "C" not null,
  node      text collate "C" not null,
  queue     text collate "C" not null,
  interface text collate "C" not null,
  agent     text collate "C" not null,
  device    text collate "C" not null,
  is_paused boolean not null,
  primary key (site, node, queue, interface)
);
comment on table member is 'Members of queues now, as the manager interface tells.';
comment on column member.site is 'Short name of the site.';
comment on column member.node is 'Short name of the PBX.';
comment on column member.queue is 'Technical name of the queue.';
comment on column member.interface is 'What the queue dials: PJSIP/1001, Local/id-1@agentcallback.';
comment on column member.agent is 'Member name: Agent/8001.';
comment on column member.device is 'Whose state counts for the queue: PJSIP/1001.';
comment on column member.is_paused is 'Paused in this queue.';

create table device (
  site     text collate "C" not null,
  node     text collate "C" not null,
  device   text collate "C" not null,
  state    text not null,
  since_us bigint,
  primary key (site, node, device)
);
comment on table device is 'The telephones of members.';
comment on column device.site is 'Short name of the site.';
comment on column device.node is 'Short name of the PBX.';
comment on column device.device is 'Its name: PJSIP/1001.';
comment on column device.state is 'UNKNOWN, NOT_INUSE, INUSE, BUSY, INVALID, UNAVAILABLE, RINGING, RINGINUSE or ONHOLD.';
comment on column device.since_us is 'Since when; null: it was so already when it was first heard of.';

create table hold (
  site      text collate "C" not null,
  node      text collate "C" not null,
  unique_id text collate "C" not null,
  device    text collate "C" not null,
  since_us  bigint not null,
  primary key (site, node, unique_id)
);
comment on table hold is 'Calls that members have on hold now.';
comment on column hold.site is 'Short name of the site.';
comment on column hold.node is 'Short name of the PBX.';
comment on column hold.unique_id is 'Channel that pressed hold.';
comment on column hold.device is 'Its telephone.';
comment on column hold.since_us is 'Since when.';

create table queue_call (
  site        text collate "C" not null,
  node        text collate "C" not null,
  queue       text collate "C" not null,
  call_id     text collate "C" not null,
  agent       text collate "C" not null,
  unique_id   text collate "C" not null,
  rang_us     bigint,
  answered_us bigint,
  primary key (site, node, queue, call_id, agent)
);
comment on table queue_call is 'Calls of queues that ring at members now, or that they talk with.';
comment on column queue_call.site is 'Short name of the site.';
comment on column queue_call.node is 'Short name of the PBX.';
comment on column queue_call.queue is 'Technical name of the queue.';
comment on column queue_call.call_id is 'uniqueid of the caller''s channel: callid of queue_log.';
comment on column queue_call.agent is 'Member name.';
comment on column queue_call.unique_id is 'Channel that rings; of a Local member the half that the queue made.';
comment on column queue_call.rang_us is 'When it began to ring; null: nobody listened then.';
comment on column queue_call.answered_us is 'When it was answered; null: it rings.';

create table contact (
  site          text collate "C" not null,
  node          text collate "C" not null,
  aor           text collate "C" not null,
  uri           text collate "C" not null,
  state         text not null,
  round_trip_us bigint,
  since_us      bigint,
  primary key (site, node, aor, uri)
);
comment on table contact is 'Where endpoints of PJSIP can be reached: trunks and telephones.';
comment on column contact.site is 'Short name of the site.';
comment on column contact.node is 'Short name of the PBX.';
comment on column contact.aor is 'Address of record: that of a trunk has its name.';
comment on column contact.uri is 'The address: sip:trunk@198.51.100.7:5060.';
comment on column contact.state is 'REACHABLE, UNREACHABLE, NOT_QUALIFIED or UNKNOWN.';
comment on column contact.round_trip_us is 'How long its last answer took, in microseconds; null: not told.';
comment on column contact.since_us is 'Since when; null: it was so already when it was first heard of.';

create table registration (
  site       text collate "C" not null,
  node       text collate "C" not null,
  client_uri text collate "C" not null,
  server_uri text collate "C" not null,
  state      text not null,
  since_us   bigint,
  primary key (site, node, client_uri, server_uri)
);
comment on table registration is 'Registrations of a PBX with other systems.';
comment on column registration.site is 'Short name of the site.';
comment on column registration.node is 'Short name of the PBX.';
comment on column registration.client_uri is 'Who is registered: sip:user@provider.';
comment on column registration.server_uri is 'Where: sip:provider.';
comment on column registration.state is 'REGISTERED, UNREGISTERED, REJECTED, STOPPED or UNKNOWN.';
comment on column registration.since_us is 'Since when; null: it was so already when it was first heard of.';

create table told_list (
  site text collate "C" not null,
  node text collate "C" not null,
  list text collate "C" not null,
  primary key (site, node, list)
);
comment on table told_list is 'Lists that a PBX has given whole: what is not in the tables for them is not there.';
comment on column told_list.site is 'Short name of the site.';
comment on column told_list.node is 'Short name of the PBX.';
comment on column told_list.list is 'contacts or registrations.';
