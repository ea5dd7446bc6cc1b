-- Figures of an agent by local day; {schema}: the build. domain/kernel/comparison.ts says what the columns must be.
select
  site,
  agent as name,
  start_us,
  login_us as "loginSeconds",
  ready_us as "readySeconds",
  pause_us as "pauseSeconds",
  wrap_up_us as "wrapUpSeconds",
  ringing_us as "ringingSeconds",
  talking_us as "talkingSeconds",
  hold_us as "holdSeconds",
  answered,
  missed,
  talk_of_answered_us as "talkSecondsOfAnswered",
  wrap_up_of_answered_us as "wrapUpSecondsOfAnswered",
  transferred_blind as "transferredBlind",
  transferred_attended as "transferredAttended"
from {schema}.day
