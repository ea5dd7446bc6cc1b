-- {table}: panels.document_<build>; {name}: the same without its schema.
CREATE TABLE IF NOT EXISTS {table} (
  kind       text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  -- Position of the log up to which it is true: what is older is not taken.
  version    bigint NOT NULL,
  -- A document that is there no more: a late write must not bring it back.
  removed    boolean NOT NULL,
  at_us      bigint NOT NULL,
  site       text COLLATE "C",
  queues     text[] NOT NULL,
  -- Of each of the queues what it was called then.
  queue_names text[] NOT NULL,
  agents     text[] NOT NULL,
  -- Of each of the agents the one that he was in then; null: none.
  groups     text[] NOT NULL,
  event      text COLLATE "C",
  outcome    text COLLATE "C",
  direction  text COLLATE "C",
  wait_us    bigint,
  talk_us    bigint,
  -- Its call was excluded from the figures.
  excluded   boolean NOT NULL DEFAULT false,
  attributes jsonb NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX IF NOT EXISTS {name}_time ON {table} (kind, at_us, id) WHERE NOT removed;
