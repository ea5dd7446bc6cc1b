-- $1 site, $2 node whose manager interface is heard, $3 addresses of record
select c.aor, c.state, c.round_trip_us as "roundTripMicros", c.since_us as since
from live_phones.contact c
where c.site = $1 and c.node = $2 and c.aor = any ($3::text[])
order by c.aor, c.uri
