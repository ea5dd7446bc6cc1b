SELECT
    CASE
        WHEN call_direction='outgoing'
            THEN (select ext_a.typeval::integer from extensions ext_a where ext_a.type = 'user' and ext_a.exten=src_num)
        WHEN call_direction='incoming'
            THEN (select dl_a.actionarg1::integer from dialaction dl_a,extensions ext_b where dl_a.category = 'incall'
            AND dl_a.action = 'user' and dl_a.categoryval =
   ext_b.typeval AND ext_b.type = 'incall' AND dst_num IN (ext_b.exten, '+' || ext_b.exten) )
        ELSE 0
    END as user_id,
    sum(CASE WHEN call_direction= 'incoming' THEN 1 ELSE 0 END) AS nb_incoming_offered,
    sum(CASE WHEN call_direction= 'incoming' and status = 'answer' THEN 1 ELSE 0 END) AS nb_incoming_answered,
    sum(CASE WHEN call_direction= 'incoming' THEN 1 ELSE 0 END)-sum(CASE WHEN
   call_direction= 'incoming' and status = 'answer' THEN 1 ELSE 0 END) as nb_incoming_missed
FROM
    call_data
GROUP BY user_id
