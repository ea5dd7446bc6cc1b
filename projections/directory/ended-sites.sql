-- The sites that nobody follows: no source is configured, and no demonstration runs. What is known of them ends with their newest row.
SELECT p.site, max(p.last_event_us) AS ended_us
FROM (
  SELECT site, last_event_us FROM directory.source_progress
  UNION ALL
  SELECT site, last_event_us FROM cel_progress.source_progress) p
WHERE p.last_event_us IS NOT NULL
  AND NOT EXISTS (SELECT FROM directory.source c WHERE c.site = p.site)
  AND NOT EXISTS (SELECT FROM directory.demo d WHERE d.site = p.site AND d.running)
GROUP BY p.site
