-- A build may wait until somebody has looked at what it changes, and says so.
-- kept: filled beside the live one and compared with it; it stands still until it is switched or discarded.
ALTER TABLE engine.build DROP CONSTRAINT build_status_check;
ALTER TABLE engine.build ADD CONSTRAINT build_status_check
  CHECK (status IN ('building', 'kept', 'live', 'stopped', 'retired'));

-- What readers would see change by the switch to a kept build. It goes with the build.
CREATE TABLE engine.restatement (
  projection text NOT NULL,
  build int NOT NULL,
  build_before int NOT NULL,
  version_before int NOT NULL,
  version_after int NOT NULL,
  -- Both builds held the log up to here when they were compared.
  position bigint NOT NULL,
  compared_at timestamptz NOT NULL DEFAULT now(),
  -- Why the figures could not be compared; null: they were.
  problem text,
  -- [{"table", "onlyOld", "onlyNew"}]: rows that only one of them has.
  tables jsonb NOT NULL,
  -- {"figure": [before, after]} over everything, changed or not.
  totals json NOT NULL,
  figures bigint NOT NULL,
  calls bigint NOT NULL,
  PRIMARY KEY (projection, build),
  FOREIGN KEY (projection, build) REFERENCES engine.build ON DELETE CASCADE
);

-- Groups (queue and day, agent and day, ...) whose figures differ, in the order of time.
CREATE TABLE engine.restated_figure (
  projection text NOT NULL,
  build int NOT NULL,
  seq bigint NOT NULL,
  site text NOT NULL,
  -- Queue or agent; empty: the whole site.
  name text NOT NULL,
  start_us bigint NOT NULL,
  -- {"figure": [before, after]}, those that differ.
  differences json NOT NULL,
  PRIMARY KEY (projection, build, seq),
  FOREIGN KEY (projection, build) REFERENCES engine.restatement ON DELETE CASCADE
);

-- Calls (visits, conversations, states of agents) that are read differently, in the order of time.
CREATE TABLE engine.restated_call (
  projection text NOT NULL,
  build int NOT NULL,
  seq bigint NOT NULL,
  site text NOT NULL,
  node text,
  call_id text,
  -- Queue or agent; empty: neither.
  name text NOT NULL,
  at_us bigint NOT NULL,
  change text NOT NULL CHECK (change IN ('ADDED', 'REMOVED', 'CHANGED')),
  -- {"field": [before, after]}, those that differ.
  differences jsonb NOT NULL,
  PRIMARY KEY (projection, build, seq),
  FOREIGN KEY (projection, build) REFERENCES engine.restatement ON DELETE CASCADE
);
