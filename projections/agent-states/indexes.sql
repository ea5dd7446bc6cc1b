create index activity_by_start on activity (start_us);
create index day_by_start on day (start_us);
create index activity_uncertain on activity (site, agent, start_us) where intervals like '%"UNCERTAIN"%';
