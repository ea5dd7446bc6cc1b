/** By name the operations that it opens: fields of Query, Mutation and Subscription, files, and paths. */
type Names = Readonly<Record<string, readonly string[]>>

/**
 * What an access list (acl.ts) opens, by the right that it takes besides: `service.resource.action`, the action `read`, `create`, `update` or
 * `delete` as of the request that it would be (platform-services AU-03). The first name stands for its right wherever that is asked without
 * an operation: of an object by its id, of a field within another. Those of the objects of the configuration follow from
 * their kinds (operations.ts). Names are part of the interface: they are kept in tokens that were issued.
 */
export const accessNames = {
  readMetricDefinitions: { 'statistics.definitions.read': ['metricDefinitions'] },
  readSites: { 'system.sites.read': ['sites'] },
  readStatus: {
    'system.status.read': ['status', '/metrics'],
  },
  readTrunks: { 'boards.trunks.read': ['trunkBoard'] },
  readBoards: {
    'boards.queues.read': ['queueBoard'],
    'boards.agents.read': ['agentBoard'],
    'agents.groups.read': ['agentGroups'],
  },
  readStatistics: {
    'statistics.queues.read': ['queueStatistics'],
    'statistics.agents.read': ['agentStatistics'],
    'statistics.agentQueues.read': ['agentQueueStatistics'],
    'statistics.switchboards.read': ['switchboardStatistics'],
    'statistics.reconciliation.read': ['reconciliation'],
    'statistics.openHours.read': ['queueOpenHours'],
    'panels.figures.read': ['panel'],
    'panels.documents.read': ['panelDocuments'],
  },
  readVisits: { 'calls.visits.read': ['queueVisits'] },
  readCalls: {
    'calls.history.read': ['calls', 'call'],
    'calls.customers.read': ['customerHistory', 'lastAgent'],
    'calls.participations.read': ['agentCalls', 'lineCalls'],
    'calls.witnesses.read': ['callWitnesses'],
    'calls.reconciliation.read': ['callReconciliation'],
  },
  readAgentTimelines: { 'agents.timelines.read': ['agentTimeline'] },
  readThresholds: { 'queues.thresholds.read': ['queueThresholds'] },
  exportFigures: { 'statistics.files.read': [] },
  exportCalls: { 'calls.files.read': ['calls.csv', 'calls.xlsx'] },
  readRecordings: { 'calls.recordings.read': [] },
  readPhonebook: { 'phonebook.contacts.read': ['phonebook', 'reverseLookup'] },
  readQualificationAnswers: {
    'qualifications.answers.read': ['qualificationAnswers'],
    'qualifications.statistics.read': ['qualificationStatistics'],
  },
  exportQualificationAnswers: { 'qualifications.files.read': ['qualifications.csv', 'qualifications.xlsx'] },
  readCallbacks: {
    'callbacks.requests.read': ['callbackRequest', 'callbackRequests', 'callbackChanges'],
    'callbacks.offer.read': ['callbackOffer'],
    'callbacks.totals.read': ['callbackTotals'],
  },
  exportCallbacks: { 'callbacks.files.read': ['callback-tickets.csv', 'callback-tickets.xlsx'] },

  readRawEvents: { 'events.log.read': ['events'] },
  readQuarantine: { 'system.quarantine.read': ['quarantine'] },
  readSources: { 'system.sources.read': ['sites.nodes.sources'] },
  readTokens: { 'access.tokens.read': ['tokens'] },
  verifyLog: { 'events.verification.read': [] },
  readRestatements: { 'system.restatements.read': ['restatement'] },
  readConfiguration: {
    'configuration.files.read': ['configurationFiles'],
    'configuration.history.read': ['configurationHistory', 'configurationChanges'],
    'configuration.differences.read': ['configurationDiff'],
    'configuration.schedule.read': ['scheduledChanges'],
    'configuration.rollOuts.read': ['rollOuts', 'rollOutProgress', 'configurationDrift'],
    'configuration.userFiles.read': ['users.csv', 'users.xlsx'],
    'configuration.phonebookFiles.read': ['phonebook.csv', 'phonebook.xlsx'],
  },
  readRetention: { 'system.retention.read': ['retention'] },
  readProfiles: { 'access.profiles.read': ['profiles'] },
  readDissuasion: { 'queues.dissuasion.read': ['queueDissuasions'] },

  setThresholds: { 'queues.thresholds.update': ['setQueueThresholds'] },
  changeDissuasion: { 'queues.dissuasion.update': ['setQueueDissuasion'] },
  actOnAgents: {
    'agents.controls.read': ['agentControls'],
    'agents.login.create': ['loginAgent'],
    'agents.login.delete': ['logoutAgent'],
    'agents.login.update': ['toggleAgentLogin'],
    'agents.pause.create': ['pauseAgent'],
    'agents.pause.delete': ['unpauseAgent'],
    'agents.pause.update': ['toggleAgentPause'],
    'agents.queues.update': ['setAgentQueue'],
    'agents.queues.delete': ['removeAgentFromQueue'],
    'agents.listening.create': ['listenAgent'],
  },
  answerQualifications: { 'qualifications.answers.create': ['answerQualification'] },
  handleCallbacks: {
    'callbacks.requests.update': ['takeCallback', 'releaseCallback', 'startCallback', 'updateCallbackTicket'],
    'callbacks.requests.create': ['requestCallback'],
    'callbacks.files.create': ['importCallbackRequests'],
  },
  annotateCalls: {
    'calls.notes.update': ['annotateCall'],
    'calls.data.update': ['attachCallData'],
  },
  excludeCalls: {
    'calls.exclusions.create': ['excludeCall', 'excludePeriod'],
    'calls.exclusions.delete': ['includeCall', 'includePeriod'],
  },

  // By the names of their commands (operations.ts).
  manageCallbackLists: {},
  grantProfiles: {},

  manageSites: {
    'system.sites.create': ['registerSite'],
    'system.nodes.create': ['registerNode'],
    'system.sources.update': ['configureSource'],
    'system.sources.delete': ['removeSource'],
  },
  manageTokens: {
    'access.tokens.create': ['issueToken'],
    'access.tokens.delete': ['revokeToken'],
  },
  importFacts: { 'system.facts.create': [] },
  deliverFacts: { 'system.collectors.create': ['/facts'] },
  retryQuarantine: { 'system.quarantine.update': ['retryQuarantine'] },
  rebuildProjections: { 'system.projections.update': [] },
  runDemo: { 'system.demo.delete': ['stopDemo'] },
  changeConfiguration: {
    'configuration.userFiles.create': ['importUsers'],
    'configuration.phonebookFiles.create': ['importPhonebook'],
    'configuration.schedule.delete': ['cancelScheduledChange'],
    'configuration.revert.create': ['revertConfiguration'],
  },
  rollOutConfiguration: { 'configuration.rollOuts.create': ['rollOut'] },
  purgeRecords: { 'system.records.delete': ['purgeRecords'] },
} as const satisfies Readonly<Record<string, Names>>

/** The name that an action goes by where no operation says another. */
export const nameOfAction = (action: keyof typeof accessNames): string => Object.keys(accessNames[action])[0] ?? action
