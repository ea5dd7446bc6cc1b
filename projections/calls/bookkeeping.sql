create table call_key (
  key     text collate "C" not null,
  site    text collate "C" not null,
  node    text collate "C" not null,
  call_id text collate "C" not null,
  primary key (key, site, node)
);
create index call_key_of_call on call_key (call_id, site, node);
comment on table call_key is 'Under which names a contact is known: uniqueid and linkedid of all its channels, halves of Local ones included.';
comment on column call_key.key is 'uniqueid or linkedid, or callid of queue_log.';
comment on column call_key.site is 'Short name of the site.';
comment on column call_key.node is 'Short name of the PBX.';
comment on column call_key.call_id is 'The contact.';

create table contact (
  site         text collate "C" not null,
  node         text collate "C" not null,
  call_id      text collate "C" not null,
  call_us      bigint,
  first_row_us bigint not null,
  last_row_us  bigint not null,
  rows         bigint not null,
  is_open      boolean not null,
  lost_us      bigint,
  is_excluded  boolean not null,
  primary key (call_id, site, node)
);
create index contact_open on contact (site, node) where is_open;
comment on table contact is 'Rows of the log that belong together, whether or not they make a call.';
comment on column contact.site is 'Short name of the site.';
comment on column contact.node is 'Short name of the PBX.';
comment on column contact.call_id is 'call_id of its call; where it makes none, the first of its keys.';
comment on column contact.call_us is 'When its call began; null: its rows make none.';
comment on column contact.first_row_us is 'Time of its first row.';
comment on column contact.last_row_us is 'Time of its last row.';
comment on column contact.rows is 'How many rows it has.';
comment on column contact.is_open is 'A channel or a stay in a queue has no end: a restart of the PBX may be its end.';
comment on column contact.lost_us is 'First restart of the PBX after its last row: nothing of it went on beyond. null: none yet.';
comment on column contact.is_excluded is 'Somebody has excluded its call from the figures.';

create table correction (
  site         text collate "C" not null,
  node         text collate "C" not null,
  call_id      text collate "C" not null,
  position     bigint not null,
  kind         text not null,
  at_us        bigint not null,
  actor        text,
  reason       text,
  text         text,
  added_tags   text[] not null,
  removed_tags text[] not null,
  key          text,
  value        text,
  primary key (call_id, site, node, position)
);
comment on table correction is 'What people said about a contact, beside its rows: also before they are known.';
comment on column correction.site is 'Short name of the site.';
comment on column correction.node is 'Short name of the PBX.';
comment on column correction.call_id is 'The contact.';
comment on column correction.position is 'Log position of the event.';
comment on column correction.kind is 'ANNOTATED, EXCLUDED, INCLUDED or ATTACHED.';
comment on column correction.at_us is 'When it was said.';
comment on column correction.actor is 'Who said it: label of a token.';
comment on column correction.reason is 'Of an exclusion: TEST, DUPLICATE, CLOCK_ERROR or OTHER.';
comment on column correction.text is 'The note, or what was written beside the reason.';
comment on column correction.added_tags is 'Tags that were given.';
comment on column correction.removed_tags is 'Tags that were taken away.';
comment on column correction.key is 'Key of attached data.';
comment on column correction.value is 'Value of attached data.';

create table restart (
  site  text collate "C" not null,
  node  text collate "C" not null,
  at_us bigint not null,
  primary key (site, node, at_us)
);
comment on table restart is 'Starts of a PBX (QUEUESTART): no call lives through one.';
comment on column restart.site is 'Short name of the site.';
comment on column restart.node is 'Short name of the PBX.';
comment on column restart.at_us is 'When it started.';

create table node (
  site              text collate "C" not null,
  node              text collate "C" not null,
  newest_key_second bigint not null,
  primary key (site, node)
);
comment on table node is 'What is known of a PBX between two runs of this projection.';
comment on column node.site is 'Short name of the site.';
comment on column node.node is 'Short name of the PBX.';
comment on column node.newest_key_second is 'Highest epoch second that a key of a contact begins with: a key beyond it is certainly new.';
