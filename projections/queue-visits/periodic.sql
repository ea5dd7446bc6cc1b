create table quarter (
  start_us               bigint not null,
  site                   text collate "C" not null,
  queue                  text collate "C" not null,
  called_number          text collate "C" not null,
  offered                integer not null,
  answered               integer not null,
  abandoned              integer not null,
  timed_out              integer not null,
  exited_with_key        integer not null,
  exited_empty           integer not null,
  withdrawn              integer not null,
  callback_requested     integer not null,
  lost_by_system         integer not null,
  open                   integer not null,
  refused_full           integer not null,
  refused_closed         integer not null,
  refused_join_empty     integer not null,
  refused_divert_ratio   integer not null,
  refused_divert_wait    integer not null,
  answered_in_time       integer not null,
  abandoned_in_time      integer not null,
  short_abandoned        integer not null,
  answered_before_t1     integer not null,
  answered_t1_to_t2      integer not null,
  answered_from_t2       integer not null,
  abandoned_before_t1    integer not null,
  abandoned_t1_to_t2     integer not null,
  abandoned_from_t2      integer not null,
  wait_of_answered_us    bigint not null,
  wait_of_abandoned_us   bigint not null,
  wait_of_all_us         bigint not null,
  ring_us                bigint not null,
  talk_us                bigint not null,
  talked_visits          integer not null,
  hold_us                bigint not null,
  wrap_up_us             bigint not null,
  transferred_blind      integer not null,
  transferred_attended   integer not null,
  hung_up_by_agent       integer not null,
  hung_up_by_caller      integer not null,
  missed_rings           integer not null,
  inferred_entries       integer not null,
  max_wait_us            bigint,
  answered_wait_buckets  bigint[] not null,
  answered_wait_counts   bigint[] not null,
  abandoned_wait_buckets bigint[] not null,
  abandoned_wait_counts  bigint[] not null,
  primary key (start_us, site, queue, called_number)
);
comment on table quarter is 'Figures of a queue and called number by quarter of an hour of the entry.';
comment on column quarter.start_us is 'Start of the quarter of an hour (UTC) of the entry or refusal.';
comment on column quarter.site is 'Short name of the site.';
comment on column quarter.queue is 'Technical name of the queue.';
comment on column quarter.called_number is 'Number that the callers dialled; empty where nobody knows.';
comment on column quarter.offered is 'Visits that began.';
comment on column quarter.answered is 'Visits with an answer.';
comment on column quarter.abandoned is 'Left by hanging up while waiting.';
comment on column quarter.timed_out is 'Left on the queues timeout.';
comment on column quarter.exited_with_key is 'Left with a key.';
comment on column quarter.exited_empty is 'Sent away because the queue had no agents any more.';
comment on column quarter.withdrawn is 'Taken out by the manager.';
comment on column quarter.callback_requested is 'Left with a request to be called back.';
comment on column quarter.lost_by_system is 'Lost by the PBX: a crash, channels that do not fit, no row that says how.';
comment on column quarter.open is 'Visits that wait still, as far as the log goes.';
comment on column quarter.refused_full is 'Refused: queue full.';
comment on column quarter.refused_closed is 'Refused: queue closed.';
comment on column quarter.refused_join_empty is 'Refused: no agents.';
comment on column quarter.refused_divert_ratio is 'Diverted: too many callers for the agents.';
comment on column quarter.refused_divert_wait is 'Diverted: the estimated wait is too long.';
comment on column quarter.answered_in_time is 'Answered with wait <= T in force at the entry.';
comment on column quarter.abandoned_in_time is 'Abandoned with wait <= T.';
comment on column quarter.short_abandoned is 'Abandoned with wait <= s.';
comment on column quarter.answered_before_t1 is 'Answered with wait < t1.';
comment on column quarter.answered_t1_to_t2 is 'Answered with t1 <= wait < t2.';
comment on column quarter.answered_from_t2 is 'Answered with wait >= t2.';
comment on column quarter.abandoned_before_t1 is 'Abandoned with wait < t1.';
comment on column quarter.abandoned_t1_to_t2 is 'Abandoned with t1 <= wait < t2.';
comment on column quarter.abandoned_from_t2 is 'Abandoned with wait >= t2.';
comment on column quarter.wait_of_answered_us is 'Sum of the waits of the answered.';
comment on column quarter.wait_of_abandoned_us is 'Sum of the waits of the abandoned.';
comment on column quarter.wait_of_all_us is 'Sum of all known waits.';
comment on column quarter.ring_us is 'Sum of all presentations to agents, answered or not.';
comment on column quarter.talk_us is 'Sum of the talks whose end is known.';
comment on column quarter.talked_visits is 'Visits in talk_us.';
comment on column quarter.hold_us is 'Sum of the holds.';
comment on column quarter.wrap_up_us is 'Sum of the wrap-ups.';
comment on column quarter.transferred_blind is 'Conversations that a blind transfer ended.';
comment on column quarter.transferred_attended is 'Conversations that an attended transfer ended.';
comment on column quarter.hung_up_by_agent is 'Conversations that the agent ended.';
comment on column quarter.hung_up_by_caller is 'Conversations that the caller ended.';
comment on column quarter.missed_rings is 'Presentations that an agent did not take.';
comment on column quarter.inferred_entries is 'Visits in offered whose ENTERQUEUE the log does not have.';
comment on column quarter.max_wait_us is 'Longest known wait.';
comment on column quarter.answered_wait_buckets is 'Waits of the answered, ascending: 2 * whole seconds, one more for a wait between two whole seconds.';
comment on column quarter.answered_wait_counts is 'Visits in each of answered_wait_buckets.';
comment on column quarter.abandoned_wait_buckets is 'Waits of the abandoned, as answered_wait_buckets.';
comment on column quarter.abandoned_wait_counts is 'Visits in each of abandoned_wait_buckets.';

create table day (like quarter including all);
comment on table day is 'Figures of a queue and called number by local day of the entry: sums of quarter.';
comment on column day.start_us is 'First instant of the day on the clock of the site.';

create table month (like quarter including all);
comment on table month is 'Figures of a queue and called number by local month of the entry: sums of quarter.';
comment on column month.start_us is 'First instant of the month on the clock of the site.';

create table entry_count (
  start_us bigint not null,
  site     text collate "C" not null,
  queue    text collate "C" not null,
  entered  bigint not null,
  primary key (start_us, site, queue)
);
comment on table entry_count is 'ENTERQUEUE rows counted as they come in: the independent witness of offered.';
comment on column entry_count.start_us is 'Start of the quarter of an hour (UTC).';
comment on column entry_count.site is 'Short name of the site.';
comment on column entry_count.queue is 'Technical name of the queue.';
comment on column entry_count.entered is 'ENTERQUEUE rows.';
