-- {table}; $1 documents as JSON, each once
INSERT INTO {table} AS known (kind, id, version, removed, at_us, site, queues, queue_names, agents, groups, event, outcome, direction, wait_us, talk_us, excluded, attributes)
SELECT kind, id, version, removed, at_us, site, queues, queue_names, agents, groups, event, outcome, direction, wait_us, talk_us, excluded, attributes
FROM jsonb_to_recordset($1::jsonb) AS given (
  kind text, id text, version bigint, removed boolean, at_us bigint, site text, queues text[], queue_names text[], agents text[], groups text[],
  event text, outcome text, direction text, wait_us bigint, talk_us bigint, excluded boolean, attributes jsonb
)
ON CONFLICT (kind, id) DO UPDATE SET
  version = EXCLUDED.version, removed = EXCLUDED.removed, at_us = EXCLUDED.at_us, site = EXCLUDED.site, queues = EXCLUDED.queues,
  queue_names = EXCLUDED.queue_names, agents = EXCLUDED.agents, groups = EXCLUDED.groups, event = EXCLUDED.event, outcome = EXCLUDED.outcome,
  direction = EXCLUDED.direction, wait_us = EXCLUDED.wait_us, talk_us = EXCLUDED.talk_us, excluded = EXCLUDED.excluded, attributes = EXCLUDED.attributes
WHERE known.version <= EXCLUDED.version
