-- Highest epoch second that a callid of a PBX begins with.
select site, node, newest_call_second as second from queue_visits.node
