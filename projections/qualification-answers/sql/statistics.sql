-- {bounds}: starts of the intervals and the end of the last; {visible}: a condition on a.
select a.site, a.queue, width_bucket(a.answered_us, {bounds}) as interval, a.qualification, a.sub_qualification as "subQualification",
  (array_agg(a.qualification_name order by a.answered_us desc, a.position desc))[1] as "qualificationName",
  (array_agg(a.sub_qualification_name order by a.answered_us desc, a.position desc))[1] as "subQualificationName",
  count(*) as answers, count(distinct a.call_id) as calls
from qualification_answers.answer a
where a.answered_us >= ({bounds})[1] and a.answered_us < ({bounds})[array_length({bounds}, 1)] and {visible}
group by a.site, a.queue, interval, a.qualification, a.sub_qualification
order by interval, a.site, a.queue, a.qualification, a.sub_qualification
