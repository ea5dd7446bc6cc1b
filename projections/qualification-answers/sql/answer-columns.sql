a.position as id, a.site, a.node, a.queue, a.call_id as "callId", a.agent,
a.qualification, a.qualification_name as "qualificationName",
a.sub_qualification as "subQualification", a.sub_qualification_name as "subQualificationName",
a.answered_us as "answeredAt", a.first_name as "firstName", a.last_name as "lastName",
a.comment, a.custom_data as "customData", a.actor
