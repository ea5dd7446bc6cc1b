create index activity_by_start on activity (start_us);
create index day_by_start on day (start_us);
create index activity_uncertain on activity (site, agent, start_us) where intervals like '%"UNCERTAIN"%';
-- Who was logged in on a line: calls of agents outside of queues are found by it (projections/calls/sql/agent-party.sql).
create index session_line on session (site, substring(line from '^(?:[A-Za-z0-9]+/)?([^@/]+)'), from_us desc);
