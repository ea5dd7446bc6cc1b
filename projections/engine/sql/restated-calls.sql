-- Keeps what two statements of the same columns read differently, in the order of time.
INSERT INTO engine.restated_call (projection, build, seq, site, node, call_id, name, at_us, change, differences)
SELECT $1, $2, row_number() OVER (ORDER BY at_us, site, key), site, node, call_id, name, at_us, change, differences
FROM (
  SELECT
    coalesce(new.site, old.site) AS site,
    coalesce(new.key, old.key) AS key,
    coalesce(new.node, old.node) AS node,
    coalesce(new.call_id, old.call_id) AS call_id,
    coalesce(new.name, old.name) AS name,
    coalesce(new.at_us, old.at_us) AS at_us,
    CASE WHEN old.key IS NULL THEN 'ADDED' WHEN new.key IS NULL THEN 'REMOVED' ELSE 'CHANGED' END AS change,
    coalesce(field.differences, '{}') AS differences
  FROM ({before}) AS old
  FULL JOIN ({after}) AS new ON new.site = old.site AND new.key = old.key
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(key, jsonb_build_array(was.value, is_now.value)) AS differences
    FROM jsonb_each(to_jsonb(old)) AS was
    FULL JOIN jsonb_each(to_jsonb(new)) AS is_now USING (key)
    WHERE coalesce(was.value, 'null') <> coalesce(is_now.value, 'null') AND key <> ALL ('{site,key,node,call_id,name,at_us}')
  ) AS field
  WHERE old IS DISTINCT FROM new
) AS different
