create index visit_entered on visit (entered_us);
create index visit_left on visit ((coalesce(left_us, lost_us)));
create index visit_over on visit ((coalesce(ended_us, lost_us, case when answered_us is null then left_us end)));
create index visit_queue_entered on visit (site, queue, entered_us);
create index visit_agent_answered on visit (site, agent, answered_us) where agent is not null;
create index visit_queue_answered on visit (site, queue, answered_us) where answered_us is not null;
create index visit_call on visit (call_id);
create index refusal_at on refusal (at_us);
