-- Nothing to tell is a sign of life all the same: the connection answers, or is lost.
SELECT pg_notify('ringledger_leases', word) FROM unnest($1::text[]) AS word
