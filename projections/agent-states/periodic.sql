create view quarter as
select site, agent, start_us,
  login_us, ready_us, pause_us, wrap_up_us, ringing_us, talking_us,
  answered, missed, hold_us, talk_of_answered_us, wrap_up_of_answered_us, transferred_blind, transferred_attended
from activity
-- zero only where all of them are
where (
  login_us | ready_us | pause_us | wrap_up_us | ringing_us | talking_us
  | answered | missed | hold_us | talk_of_answered_us | wrap_up_of_answered_us | transferred_blind | transferred_attended
) <> 0;
comment on view quarter is 'What an agent did in a quarter of an hour. Closed states only: the one that goes on is clipped in when it is read. No row: nothing.';
comment on column quarter.site is 'Short name of the site.';
comment on column quarter.agent is 'Member name.';
comment on column quarter.start_us is 'Start of the quarter of an hour, microseconds since 1970 UTC.';
comment on column quarter.login_us is 'Logged in, whatever he did: union over queues and interfaces, clipped to the quarter.';
comment on column quarter.ready_us is 'In state READY, clipped.';
comment on column quarter.pause_us is 'In state PAUSED, clipped; by reason in quarter_pause.';
comment on column quarter.wrap_up_us is 'In state WRAP_UP, clipped.';
comment on column quarter.ringing_us is 'In state RINGING, clipped.';
comment on column quarter.talking_us is 'In state TALKING, clipped; conversations that outlive the logoff too.';
comment on column quarter.answered is 'Calls answered in the quarter.';
comment on column quarter.missed is 'Rings that he let out, or refused, in the quarter.';
comment on column quarter.hold_us is 'Whole hold of the calls answered in the quarter, where a product writes it.';
comment on column quarter.talk_of_answered_us is 'Whole talk of the calls answered in the quarter, not clipped.';
comment on column quarter.wrap_up_of_answered_us is 'Whole wrap-up of the calls answered in the quarter, not clipped.';
comment on column quarter.transferred_blind is 'Calls answered in the quarter that he transferred unannounced.';
comment on column quarter.transferred_attended is 'Calls answered in the quarter that he transferred after asking.';

create view quarter_pause as
select site, agent, cells ->> 0 as reason, start_us, (cells ->> 1)::bigint as pause_us
from activity, json_array_elements(pauses::json) cells
where pauses <> '[]';
comment on view quarter_pause is 'Pauses of quarter, by reason.';
comment on column quarter_pause.site is 'Short name of the site.';
comment on column quarter_pause.agent is 'Member name.';
comment on column quarter_pause.reason is 'As written; empty: none given.';
comment on column quarter_pause.start_us is 'Start of the quarter of an hour.';
comment on column quarter_pause.pause_us is 'In state PAUSED for that reason, clipped.';

create view quarter_queue as
select
  site,
  agent,
  cells ->> 0 as queue,
  start_us,
  (cells ->> 1)::bigint as answered,
  (cells ->> 2)::bigint as missed,
  (cells ->> 3)::bigint as talk_us,
  (cells ->> 4)::bigint as ring_us,
  (cells ->> 5)::bigint as hold_us,
  (cells ->> 6)::bigint as wrap_up_us
from activity, json_array_elements(queues::json) cells
where queues <> '[]';
comment on view quarter_queue is 'What an agent did for a queue: whole lengths, in the quarter of the answer (or of the missed or canceled ring).';
comment on column quarter_queue.site is 'Short name of the site.';
comment on column quarter_queue.agent is 'Member name.';
comment on column quarter_queue.queue is 'Technical name.';
comment on column quarter_queue.start_us is 'Start of the quarter of an hour.';
comment on column quarter_queue.answered is 'Calls answered.';
comment on column quarter_queue.missed is 'Rings that he let out, or refused.';
comment on column quarter_queue.talk_us is 'Talk of the answered calls whose end is known, hold included.';
comment on column quarter_queue.ring_us is 'Ring of all presentations: answered, missed, canceled.';
comment on column quarter_queue.hold_us is 'Hold of the answered calls, where a product writes it.';
comment on column quarter_queue.wrap_up_us is 'Wrap-up of the answered calls.';

create table day (
  site                    text collate "C" not null,
  agent                   text collate "C" not null,
  start_us                bigint not null,
  login_us                bigint not null,
  ready_us                bigint not null,
  pause_us                bigint not null,
  wrap_up_us              bigint not null,
  ringing_us              bigint not null,
  talking_us              bigint not null,
  answered                bigint not null,
  missed                  bigint not null,
  hold_us                 bigint not null,
  talk_of_answered_us     bigint not null,
  wrap_up_of_answered_us  bigint not null,
  transferred_blind       bigint not null,
  transferred_attended    bigint not null,
  primary key (site, agent, start_us)
);
comment on table day is 'As quarter, by the local day of the site: for long periods.';
comment on column day.site is 'Short name of the site.';
comment on column day.agent is 'Member name.';
comment on column day.start_us is 'First instant of the local day.';
comment on column day.login_us is 'Logged in, whatever he did: union over queues and interfaces, clipped to the day.';
comment on column day.ready_us is 'In state READY, clipped.';
comment on column day.pause_us is 'In state PAUSED, clipped; by reason in day_pause.';
comment on column day.wrap_up_us is 'In state WRAP_UP, clipped.';
comment on column day.ringing_us is 'In state RINGING, clipped.';
comment on column day.talking_us is 'In state TALKING, clipped; conversations that outlive the logoff too.';
comment on column day.answered is 'Calls answered on the day.';
comment on column day.missed is 'Rings that he let out, or refused, on the day.';
comment on column day.hold_us is 'Whole hold of the calls answered on the day, where a product writes it.';
comment on column day.talk_of_answered_us is 'Whole talk of the calls answered on the day, not clipped.';
comment on column day.wrap_up_of_answered_us is 'Whole wrap-up of the calls answered on the day, not clipped.';
comment on column day.transferred_blind is 'Calls answered on the day that he transferred unannounced.';
comment on column day.transferred_attended is 'Calls answered on the day that he transferred after asking.';

create table day_pause (
  site     text collate "C" not null,
  agent    text collate "C" not null,
  reason   text collate "C" not null,
  start_us bigint not null,
  pause_us bigint not null,
  primary key (site, agent, reason, start_us)
);
comment on table day_pause is 'As quarter_pause, by the local day of the site.';
comment on column day_pause.site is 'Short name of the site.';
comment on column day_pause.agent is 'Member name.';
comment on column day_pause.reason is 'As written; empty: none given.';
comment on column day_pause.start_us is 'First instant of the local day.';
comment on column day_pause.pause_us is 'In state PAUSED for that reason, clipped.';

create table day_queue (
  site       text collate "C" not null,
  agent      text collate "C" not null,
  queue      text collate "C" not null,
  start_us   bigint not null,
  answered   bigint not null,
  missed     bigint not null,
  talk_us    bigint not null,
  ring_us    bigint not null,
  hold_us    bigint not null,
  wrap_up_us bigint not null,
  primary key (site, agent, queue, start_us)
);
comment on table day_queue is 'As quarter_queue, by the local day of the site.';
comment on column day_queue.site is 'Short name of the site.';
comment on column day_queue.agent is 'Member name.';
comment on column day_queue.queue is 'Technical name.';
comment on column day_queue.start_us is 'First instant of the local day.';
comment on column day_queue.answered is 'Calls answered.';
comment on column day_queue.missed is 'Rings that he let out, or refused.';
comment on column day_queue.talk_us is 'Talk of the answered calls whose end is known, hold included.';
comment on column day_queue.ring_us is 'Ring of all presentations: answered, missed, canceled.';
comment on column day_queue.hold_us is 'Hold of the answered calls, where a product writes it.';
comment on column day_queue.wrap_up_us is 'Wrap-up of the answered calls.';
