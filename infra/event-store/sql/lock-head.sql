-- The lock that serialises appends; held until the transaction ends.
SELECT position, encode(hash, 'hex') AS hash FROM log.head FOR UPDATE
