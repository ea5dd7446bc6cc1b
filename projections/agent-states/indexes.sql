create index agent_call_by_instant on agent_call (site, agent, at_us);
create index quarter_by_start on quarter (start_us);
create index day_by_start on day (start_us);
