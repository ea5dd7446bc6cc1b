-- The pages that begin at the positions $1.
SELECT * FROM log.readable_page WHERE first_position = ANY($1::bigint[]) ORDER BY first_position
