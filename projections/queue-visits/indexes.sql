create index visit_entered on visit (entered_us);
create index visit_left on visit ((coalesce(left_us, lost_us)));
create index visit_over on visit ((coalesce(ended_us, lost_us, case when answered_us is null then left_us end)));
-- The site stands last: most rows have the same, and to compare it first is a third of the time in which these indexes are made.
create index visit_queue_entered on visit (queue, entered_us, site);
create index visit_agent_answered on visit (agent, answered_us, site) where agent is not null;
create index visit_queue_answered on visit (queue, answered_us, site) where answered_us is not null;
create index refusal_at on refusal (at_us);
-- Few: lengths that reach beyond the quarter of an hour behind the one in which they begin (xivo_stats).
create index visit_long on visit (entered_us) where wait_us > 900000000 or talk_us > 900000000 or wrap_up_us > 900000000;
-- Few: what figures with the excluded calls are made from, and what those of agents leave out.
create index visit_excluded on visit (entered_us) where excluded;
create index refusal_excluded on refusal (at_us) where excluded;
