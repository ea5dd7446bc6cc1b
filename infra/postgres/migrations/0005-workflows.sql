-- Durable work (roll-outs). The queue that says who is to work next is pg-boss's own, in the schema pgboss.
CREATE SCHEMA workflows;

CREATE TABLE workflows.run (
  id text PRIMARY KEY,
  -- Which workflow.
  name text NOT NULL,
  input jsonb NOT NULL,
  -- Its job in pg-boss.
  job uuid NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  -- null: it has not ended.
  ended_at timestamptz
);

-- What finished steps gave: after a crash they are not run again.
CREATE TABLE workflows.step (
  run text NOT NULL REFERENCES workflows.run ON DELETE CASCADE,
  name text NOT NULL,
  result jsonb NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, name)
);
