/**
 * Contexts of the generated dialplan (pbx-configuration §3), besides those of single objects, which have a ~ in their names. Nobody
 * else defines one: Asterisk would read two of a name as one.
 */
export const generatedContexts: ReadonlySet<string> = new Set([
  'general',
  'globals',
  'parkedcalls',
  'parkedcallstimeout',
  'agentcallback',
  'user',
  'group',
  'queue',
  'did',
  'outcall',
  'forward',
  'from-server',
  'xivo-agent-login',
  'xivo-agent-logoff',
  'xivo-dissuasion',
  'xivo-extrafeatures',
  'xivo-feature',
  'xivo-features',
  'xivo-initconfig',
  'xivo-listen',
  'xivo-listen-over',
  'xivo-mailbox-toggle',
  'xivo-never-recorded-called',
  'xivo-never-recorded-callers',
  'xivo-normalize',
  'xivo-outgoing-caller',
  'xivo-permission',
  'xivo-permission-list',
  'xivo-phonebook',
  'xivo-record',
  'xivo-record-caller',
  'xivo-reverse-lookup',
  'xivo-skill-members',
  'xivo-state-of',
  'xivo-to-server',
  'xivo-user',
  'xivo-user-forward',
])

/**
 * Subroutines that the generated dialplan brings along (§14.2), unless a custom file has one of that name. They are no contexts that
 * numbers could be in.
 */
export const shippedSubroutines = [
  'xivo-entry',
  'xivo-pickup',
  'xivo-own-subroutine',
  'xivo-global-subroutine',
  'xivo-forward-subroutine',
  'xivo_header_mgr',
  'xivo-generic-sip-get-header',
  'xivo-generic-sip-remove-header',
  'xivocc-incall-recording',
  'xivocc-incall-recording-paused',
  'xivocc-outcall-recording',
  'xivocc-outcall-recording-paused',
  'xivo-callback-disa',
  'xivo_subr_switchboard',
  'xuc_outcall_acd',
] as const

/** In any case: Asterisk takes [General] for [general]. */
export const isOfTheDialplan = (context: string): boolean => reserved.has(context.toLowerCase())

const reserved: ReadonlySet<string> = new Set([...generatedContexts, ...shippedSubroutines])
