/**
 * The settings that we write, by file. Each was looked up in the sources of Asterisk: 18.0.0, 18.26.4, 20.0.0, 20.20.1, 22.0.0 and 22.10.1
 * all read it. A new one is to be looked up there before it is added here.
 */
export const settingsOfAllVersions: Readonly<Record<string, string>> = {
  'asterisk.d/ringledger.conf': 'systemname',
  'ccss.conf': 'cc_max_requests',
  'cel.conf': 'apps enable events',
  'confbridge.conf': `
    admin announce_join_leave announce_join_leave_review announce_only_user announce_user_count end_marked marked
    max_members music_on_hold_class music_on_hold_when_empty pin quiet record_conference startmuted type wait_marked`,
  'features.conf':
    'atxfer atxfernoanswertimeout automixmon blindxfer disconnect featuredigittimeout pickupexten transferdigittimeout',
  'http.conf': 'bindaddr bindport enabled tlsbindaddr tlscertfile tlsenable tlsprivatekey',
  'logger.conf': 'dateformat queue_log queue_log_to_file rotatestrategy',
  'manager.d/ringledger.conf': 'deny permit read secret write writetimeout',
  'musiconhold.conf': 'application directory mode sort',
  'pjsip.conf': `
    accountcode allow allow_overlap allow_subscribe allow_transfer aors auth auth_rejection_permanent auth_type callerid
    callerid_privacy client_uri contact contact_deny contact_permit contact_user context default_expiration default_realm
    default_voicemail_extension deny device_state_busy_at direct_media direct_media_method disable_direct_media_on_nat
    disallow dtmf_mode endpoint expiration forbidden_retry_interval force_rport from_domain from_user g726_non_standard
    inband_progress incoming_mwi_mailbox language line mailboxes match max_contacts max_retries max_video_streams
    maximum_expiration media_encryption minimum_expiration moh_suggest mwi_subscribe_replaces_unsolicited named_call_group named_pickup_group outbound_auth outbound_proxy password permit
    qualify_frequency remove_existing retry_interval rewrite_contact rtp_keepalive rtp_symmetric rtp_timeout
    rtp_timeout_hold send_pai send_rpid server_uri set_var subscribe_context t38_udptl timers timers_min_se
    timers_sess_expires transport trust_id_inbound trust_id_outbound type use_ptime user_eq_phone username voicemail_extension
    webrtc`,
  'pjsip_transports.conf': `
    bind cert_file external_media_address external_signaling_address local_net method priv_key_file protocol timer_b
    timer_t1 type`,
  'queuerules.conf': 'penaltychange realtime_rules',
  'queues.conf': `
    announce announce-frequency announce-holdtime announce-position announce-position-limit announce-round-seconds
    autofill autopause context defaultrule joinempty leavewhenempty log_membername_as_agent maxlen member memberdelay
    membergosub min-announce-frequency monitor-type musicclass periodic-announce periodic-announce-frequency
    persistentmembers random-periodic-announce reportholdtime retry ringinuse servicelevel setinterfacevar
    setqueueentryvar setqueuevar shared_lastcall strategy timeout timeoutpriority timeoutrestart weight wrapuptime`,
  'res_parking.conf': `
    comebackcontext comebacktoorigin context courtesytone findslot parkedcallhangup parkedcallrecording
    parkedcallreparking parkedcalltransfers parkeddynamic parkedmusicclass parkedplay parkext parkext_exclusive
    parkinghints parkingtime parkpos`,
  'rtp.conf': 'rtpend rtpstart',
  'voicemail.conf': `
    attach charset emailbody emailsubject envelope format fromstring language maxlogins maxmsg maxsecs maxsilence minsecs
    operator review saycid sayduration saydurationm searchcontexts serveremail skipms`,
}
