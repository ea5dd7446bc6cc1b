-- The groups whose sums differ between two statements of the same columns, in the order of time.
SELECT
  coalesce(new.site, old.site) AS site,
  coalesce(new.name, old.name) AS name,
  coalesce(new.start_us, old.start_us) AS start_us,
  to_jsonb(old) - '{site,name,start_us}'::text[] AS before,
  to_jsonb(new) - '{site,name,start_us}'::text[] AS after
FROM ({before}) AS old
FULL JOIN ({after}) AS new ON new.site = old.site AND new.name = old.name AND new.start_us = old.start_us
WHERE old IS DISTINCT FROM new
ORDER BY 3, 1, 2
