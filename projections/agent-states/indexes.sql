create index quarter_by_start on quarter (start_us);
create index day_by_start on day (start_us);
create index activity_uncertain on activity (site, agent, start_us) where intervals like '%"UNCERTAIN"%';
