-- Of read models that have caught up once.
select t.projection, t.table_name as table, t.statement
from stats_parts.time_index t
join engine.build b on b.projection = t.projection and b.schema_name = t.projection and b.status = 'live' and b.indexed
where to_regclass(format('%I.%I', t.projection, t.name)) is null
order by t.projection, t.name
