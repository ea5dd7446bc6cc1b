-- $1 site, $2 node whose manager interface is heard
select r.client_uri as "clientUri", r.server_uri as "serverUri", r.state, r.since_us as since
from live_phones.registration r
where r.site = $1 and r.node = $2
order by r.client_uri, r.server_uri
