create table source_progress (
  site             text not null,
  node             text not null,
  kind             text not null,   -- cel
  row_count        bigint not null, -- rows that were understood
  quarantined      bigint not null, -- 0: those are counted in directory
  unknown_events   bigint not null, -- understood rows whose event name is not in the vocabulary
  last_event_us    bigint,          -- the source's clock at its newest row; null while there is none
  last_recorded_us bigint not null, -- our clock at the row that came last, understood or not
  primary key (site, node, kind)
);
