-- What readers have of projection $1, and how far a build of version $2 has come beside it.
SELECT live.version, live.position, building.position AS filled
FROM engine.build AS live
LEFT JOIN engine.build AS building
  ON building.projection = live.projection AND building.version = $2 AND building.status = 'building'
WHERE live.projection = $1 AND live.status = 'live'
ORDER BY building.build DESC NULLS LAST
LIMIT 1
