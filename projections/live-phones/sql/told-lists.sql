-- $1 site, $2 node
select t.list from live_phones.told_list t where t.site = $1 and t.node = $2 order by t.list
