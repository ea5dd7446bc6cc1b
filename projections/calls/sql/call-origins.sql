-- What the log finds each of the calls by (sites $1, PBXs $2, names $3), and when its PBX started.
SELECT array(SELECT k.key FROM calls.call_key AS k
             WHERE k.site = asked.site AND k.node = asked.node AND k.call_id = asked.call_id
             ORDER BY k.key) AS keys,
       array(SELECT r.at_us FROM calls.restart AS r
             WHERE r.site = asked.site AND r.node = asked.node
             ORDER BY r.at_us) AS restarts
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (site, node, call_id, number)
ORDER BY asked.number
