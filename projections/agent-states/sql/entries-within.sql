-- Of each stretch of days of an agent ($1 to $4: site, agent, first and last day) the days that have an entry, and the next one behind
SELECT wanted.stretch, found.*
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS wanted (site, agent, from_us, through_us, stretch)
CROSS JOIN LATERAL (
  SELECT day_us AS day, agent_state AS state, implied
  FROM day_entry
  WHERE site = wanted.site AND agent = wanted.agent AND day_us BETWEEN wanted.from_us AND wanted.through_us
  UNION ALL (
    SELECT day_us, agent_state, implied
    FROM day_entry
    WHERE site = wanted.site AND agent = wanted.agent AND day_us > wanted.through_us
    ORDER BY day_us LIMIT 1
  )
) AS found
ORDER BY wanted.stretch, found.day
