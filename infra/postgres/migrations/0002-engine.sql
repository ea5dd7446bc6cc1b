-- Where every build of every projection stands. The tables of a build live in a schema of their own.
CREATE SCHEMA engine;

CREATE TABLE engine.build (
  projection text NOT NULL,
  -- 1, 2, 3, ... of this projection.
  build int NOT NULL,
  -- Projection.version of the code that filled it.
  version int NOT NULL,
  -- Where its tables are now: the projection's own name while readers use them, otherwise <name>_b<build>.
  schema_name text NOT NULL UNIQUE,
  -- live: readers use it. stopped: they do, but it does not go on, see error. building: filled beside the live one.
  -- retired: replaced; dropped as soon as nobody reads from it.
  status text NOT NULL CHECK (status IN ('building', 'live', 'stopped', 'retired')),
  -- The tables hold everything up to this position of the log and nothing behind it.
  position bigint NOT NULL DEFAULT 0,
  -- Raised by every new owner; a commit under an older one changes no row here and is taken back.
  token bigint NOT NULL DEFAULT 0,
  holder text,
  -- Projection.indexes are made.
  indexed boolean NOT NULL DEFAULT false,
  error text,
  error_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- When readers got it.
  switched_at timestamptz,
  PRIMARY KEY (projection, build)
) WITH (fillfactor = 50);

CREATE UNIQUE INDEX build_read ON engine.build (projection) WHERE status IN ('live', 'stopped');

-- Events that a projection with onError 'skip' could not take.
CREATE TABLE engine.dead_letter (
  projection text NOT NULL,
  build int NOT NULL,
  position bigint NOT NULL,
  event_type text NOT NULL,
  error text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (projection, build, position)
);

-- The statements that were last run after a switch (views that read from the live schemas), by their checksum.
CREATE TABLE engine.after_switch (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  checksum text NOT NULL
);
