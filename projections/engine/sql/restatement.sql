-- $2: of this build; null: of the one that waits.
SELECT restated.build, restated.build_before AS "buildBefore", restated.version_before AS "versionBefore",
       restated.version_after AS "versionAfter", restated.position, restated.compared_at AS "comparedAt", restated.problem,
       restated.tables, restated.totals, restated.figures, restated.calls
FROM engine.restatement AS restated
JOIN engine.build AS built USING (projection, build)
WHERE restated.projection = $1 AND (restated.build = $2 OR $2 IS NULL AND built.status = 'kept')
