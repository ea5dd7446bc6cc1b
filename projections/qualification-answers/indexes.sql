create index answer_by_time on answer (answered_us, position);
create index answer_by_queue on answer (site, queue, answered_us, position);
create index answer_by_call on answer (call_id, site);
