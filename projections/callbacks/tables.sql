create table request (
  site                text collate "C" not null,
  id                  text collate "C" not null,
  reference           bigint not null,
  list                text collate "C" not null,
  list_name           text not null,
  queue               text collate "C" not null,
  phone_number        text collate "C",
  mobile_phone_number text collate "C",
  first_name          text,
  last_name           text,
  company             text,
  description         text,
  due_date            text collate "C" not null,
  period              text collate "C" not null,
  period_name         text not null,
  period_start        text collate "C" not null,
  period_end          text collate "C" not null,
  taken_by            text collate "C",
  closed              boolean not null,
  attempts            bigint not null,
  last_status         text collate "C",
  last_comment        text,
  requested_us        bigint not null,
  updated_us          bigint not null,
  requested_by        text,
  primary key (site, id)
);
comment on table request is 'Requests to be called back as they stand (contact-center 14).';
comment on column request.site is 'Short name of the site.';
comment on column request.id is 'Id of the request, one in its site.';
comment on column request.reference is 'Its number for people: log position of the event by which it was made.';
comment on column request.list is 'Short name of the callback list.';
comment on column request.list_name is 'Name of the list for people, as it was when the request was made.';
comment on column request.queue is 'Technical name of the queue whose agents call back.';
comment on column request.phone_number is 'Number to call.';
comment on column request.mobile_phone_number is 'Number of the mobile telephone.';
comment on column request.first_name is 'First name of who wants to be called.';
comment on column request.last_name is 'Last name.';
comment on column request.company is 'Company.';
comment on column request.description is 'What it is about.';
comment on column request.due_date is 'Day on the calendar of the site, YYYY-MM-DD.';
comment on column request.period is 'Short name of the part of the day in which to call.';
comment on column request.period_name is 'Its name for people.';
comment on column request.period_start is 'When it begins, HH:MM on the clock of the site.';
comment on column request.period_end is 'When it ends.';
comment on column request.taken_by is 'Member name of the agent who has taken it; null: nobody.';
comment on column request.closed is 'Whether it is done.';
comment on column request.attempts is 'Tickets so far.';
comment on column request.last_status is 'Status of the last ticket that has one.';
comment on column request.last_comment is 'Comment of that ticket.';
comment on column request.requested_us is 'When it was made, microseconds since 1970 in UTC.';
comment on column request.updated_us is 'When something last happened to it, microseconds since 1970 in UTC.';
comment on column request.requested_by is 'Who made it: label of a token.';

create table ticket (
  site         text collate "C" not null,
  request      text collate "C" not null,
  id           text collate "C" not null,
  agent        text collate "C" not null,
  phone_number text collate "C" not null,
  due_date     text collate "C" not null,
  period_name  text not null,
  status       text collate "C",
  comment      text,
  started_us   bigint not null,
  updated_us   bigint not null,
  primary key (site, request, id)
);
comment on table ticket is 'Attempts to call back, one row each (contact-center 14).';
comment on column ticket.site is 'Short name of the site.';
comment on column ticket.request is 'Id of the request.';
comment on column ticket.id is 'Id of the ticket.';
comment on column ticket.agent is 'Member name of the agent who called.';
comment on column ticket.phone_number is 'Number that was called; empty: it is kept no longer.';
comment on column ticket.due_date is 'Day for which the request was due then, YYYY-MM-DD on the calendar of the site.';
comment on column ticket.period_name is 'Part of the day for which it was due then.';
comment on column ticket.status is 'ANSWERED, NO_ANSWER, FAX, EMAIL or CALLBACK; null: not said yet.';
comment on column ticket.comment is 'What the agent wrote.';
comment on column ticket.started_us is 'When it was begun, microseconds since 1970 in UTC.';
comment on column ticket.updated_us is 'When it was last changed, microseconds since 1970 in UTC.';
