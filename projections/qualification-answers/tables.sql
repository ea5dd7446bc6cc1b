create table answer (
  position               bigint primary key,
  site                   text collate "C" not null,
  node                   text collate "C",
  queue                  text collate "C" not null,
  call_id                text collate "C" not null,
  agent                  text collate "C" not null,
  qualification          text collate "C" not null,
  qualification_name     text not null,
  sub_qualification      text collate "C" not null,
  sub_qualification_name text not null,
  answered_us            bigint not null,
  first_name             text,
  last_name              text,
  comment                text,
  custom_data            text,
  actor                  text
);
comment on table answer is 'What agents said their calls were about (contact-center 13).';
comment on column answer.position is 'Log position of its event: the number of the answer.';
comment on column answer.site is 'Short name of the site.';
comment on column answer.node is 'Short name of the PBX of the call; null: nobody knew the call then, or several had that name.';
comment on column answer.queue is 'Technical name of the queue.';
comment on column answer.call_id is 'uniqueid or linkedid of the call, as it was answered.';
comment on column answer.agent is 'Member name of the agent.';
comment on column answer.qualification is 'Short name of the qualification.';
comment on column answer.qualification_name is 'Its name for people, as the agent read it.';
comment on column answer.sub_qualification is 'Short name of the sub-qualification.';
comment on column answer.sub_qualification_name is 'Its name for people, as the agent read it.';
comment on column answer.answered_us is 'When it was answered, microseconds since 1970 in UTC.';
comment on column answer.first_name is 'First name that the agent noted.';
comment on column answer.last_name is 'Last name that the agent noted.';
comment on column answer.comment is 'What the agent wrote.';
comment on column answer.custom_data is 'What the agent''s application added.';
comment on column answer.actor is 'Who sent it: label of a token.';
