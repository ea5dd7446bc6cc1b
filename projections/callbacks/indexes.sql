create index request_to_do on request (due_date, period_start, reference) where not closed;
create index request_by_time on request (requested_us, reference);
create index request_by_queue on request (site, queue, closed, due_date);
create index ticket_by_time on ticket (started_us, request, id);
