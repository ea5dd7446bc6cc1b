-- One row a projection that has ever had a build: what readers see, the build that is being filled beside it, and the one that waits.
SELECT live.projection AS name, live.version, live.build, live.status, live.position, live.error, live.error_at AS "errorAt",
       live.switched_at AS "rebuiltAt", live.holder,
       building.build AS "buildingBuild", building.version AS "buildingVersion", building.position AS "buildingPosition",
       kept.build AS "keptBuild", kept.version AS "keptVersion", kept.position AS "keptPosition",
       (SELECT count(*)::int FROM engine.dead_letter AS letter
        WHERE letter.projection = live.projection AND letter.build = live.build) AS "deadLetters"
FROM engine.build AS live
LEFT JOIN LATERAL (
  SELECT build, version, position FROM engine.build
  WHERE projection = live.projection AND status = 'building' ORDER BY build DESC LIMIT 1
) AS building ON true
LEFT JOIN LATERAL (
  SELECT build, version, position FROM engine.build
  WHERE projection = live.projection AND status = 'kept' ORDER BY build DESC LIMIT 1
) AS kept ON true
WHERE live.status IN ('live', 'stopped')
