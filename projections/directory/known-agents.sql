select site, name from directory.known_agent order by site, name
