-- The PostgreSQL adapter of the index behind the panels. Its documents stand in a table of their own per build: panels.document_<build>.
CREATE SCHEMA panels;

CREATE TABLE panels.build (
  build int PRIMARY KEY,
  -- live: readers use it. building: filled beside it.
  status text NOT NULL CHECK (status IN ('live', 'building')),
  -- It holds what the log tells up to here.
  position bigint NOT NULL DEFAULT 0,
  -- Read models and versions that its documents were made from.
  meaning text NOT NULL DEFAULT ''
);

CREATE UNIQUE INDEX build_live ON panels.build (status) WHERE status = 'live';
