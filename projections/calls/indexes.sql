create index call_started on call (started_us desc, site desc, node desc, call_id desc);
create index call_talk on call (talk_us desc, site desc, node desc, call_id desc) where talk_us is not null;
create index call_wait on call (wait_us desc, site desc, node desc, call_id desc) where wait_us is not null;
create index call_caller on call (caller_number, started_us) where caller_number is not null;
create index call_called on call (called_number, started_us) where called_number is not null;
create index party_number on party (number, started_us) where number is not null;
create index party_dialled on party (dialled, started_us) where dialled is not null;
create index call_id_number on call (id);
create index call_words on call using gin (array_to_tsvector(words));
create index call_tags on call using gin (tags) where tags <> '{}';
create index call_excluded on call (started_us desc, site desc, node desc, call_id desc) where exclusion_reason is not null;
create index mention_name on mention (kind, name, started_us desc, site desc, node desc, call_id desc);
create index attached_data_value on attached_data (key, left(value, 200));
create index talk_quarter_start on talk_quarter (quarter_us);
create index witness_started on witness (started_us);
create index contact_call on contact (call_us);
-- Few: what a party of a call older than a day says is found by it (sql/agent-call-figures.sql).
create index call_long on call (started_us) where coalesce(ended_us, 9223372036854775807) - started_us > 86400000000;
-- What figures of queues and of agents count as time on hold and ring time beyond queue_log (sql/visit-additions.sql, agent-queue-rings.ts).
create index heard_visit_entered on heard_visit (entered_us);
create index heard_visit_queue on heard_visit (site, queue, entered_us);
create index heard_visit_agent on heard_visit (site, agent, answered_us) where more_hold_us <> 0;
create index ring_at on ring (at_us);
create index ring_visit on ring (visit_call_id, site, node);
