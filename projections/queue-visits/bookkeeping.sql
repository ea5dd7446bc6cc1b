create table site (
  site      text collate "C" primary key,
  time_zone text not null
);
comment on table site is 'Sites that have facts or are registered.';
comment on column site.site is 'Short name of the site.';
comment on column site.time_zone is 'IANA zone in which its days are cut; UTC before it is registered.';

create table queue (
  site  text collate "C" not null,
  queue text collate "C" not null,
  primary key (site, queue)
);
comment on table queue is 'Queues that any row or threshold has named: a report lists them all.';
comment on column queue.site is 'Short name of the site.';
comment on column queue.queue is 'Technical name of the queue.';

create table threshold (
  site             text collate "C" not null,
  queue            text collate "C" not null,
  from_us          bigint not null,
  until_us         bigint not null,
  service_level_us bigint not null,
  short_abandon_us bigint not null,
  t1_us            bigint not null,
  t2_us            bigint not null,
  primary key (site, queue, from_us)
);
comment on table threshold is 'Limits by which the waits of a queue are judged; the ranges of a queue cover all time without overlap.';
comment on column threshold.site is 'Short name of the site.';
comment on column threshold.queue is 'Technical name of the queue.';
comment on column threshold.from_us is 'In force for visits entered from this instant on.';
comment on column threshold.until_us is 'In force before this instant.';
comment on column threshold.service_level_us is 'T: in time is wait <= T.';
comment on column threshold.short_abandon_us is 's: a short abandon is wait <= s.';
comment on column threshold.t1_us is 't1 of the bands.';
comment on column threshold.t2_us is 't2 of the bands.';

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
  site               text collate "C" not null,
  node               text collate "C" not null,
  newest_call_second bigint not null,
  primary key (site, node)
);
comment on table node is 'What is known of a PBX between two runs of this projection.';
comment on column node.site is 'Short name of the site.';
comment on column node.node is 'Short name of the PBX.';
comment on column node.newest_call_second is 'Highest epoch second that a callid of the node begins with: a call beyond it is certainly new.';
