import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** Those of pbx-configuration §13.6, by which calls are put together. All of them are known to Asterisk 18. */
const events = [
  'CHAN_START',
  'CHAN_END',
  'ANSWER',
  'HANGUP',
  'APP_START',
  'APP_END',
  'BRIDGE_ENTER',
  'BRIDGE_EXIT',
  'BLINDTRANSFER',
  'ATTENDEDTRANSFER',
  'PICKUP',
  'FORWARD',
  'PARK_START',
  'PARK_END',
  'LINKEDID_END',
  'LOCAL_OPTIMIZE',
  'USER_DEFINED',
]

/** Whose beginning and end are steps of a call. Each application more is two rows more at every use. */
const applications = [
  'dial',
  'queue',
  'park',
  'parkedcall',
  'pickup',
  'voicemail',
  'confbridge',
  'read',
  'background',
  'waitexten',
]

/** Without a dateformat times are epoch seconds with microseconds: no zone can make them wrong. */
export const celConf: FileRenderer = {
  path: 'cel.conf',
  reads: [],
  reload: { module: 'cel' },
  render: () =>
    confFile([
      section('general', [
        ['enable', true],
        ['apps', applications.join(',')],
        ['events', events.join(',')],
      ]),
    ]),
}

const quoted = (variable: string): string => `\${CSV_QUOTE(\${${variable}})}`

/** The columns of Asterisk's sample, in their order, which are read without being told (sampleCelColumns). Asterisk 18 has no other form. */
const columns = [
  'eventtype',
  'eventtime',
  'CALLERID(name)',
  'CALLERID(num)',
  'CALLERID(ANI)',
  'CALLERID(RDNIS)',
  'CALLERID(DNID)',
  'CHANNEL(exten)',
  'CHANNEL(context)',
  'CHANNEL(channame)',
  'CHANNEL(appname)',
  'CHANNEL(appdata)',
  'CHANNEL(amaflags)',
  'CHANNEL(accountcode)',
  'CHANNEL(uniqueid)',
  'CHANNEL(linkedid)',
  'BRIDGEPEER',
  'CHANNEL(userfield)',
  'userdeftype',
  'eventextra',
]

/** Written to cel-custom/Master.csv in the directory of the logs. */
export const celCustomConf: FileRenderer = {
  path: 'cel_custom.conf',
  reads: [],
  reload: { module: 'cel_custom.so' },
  render: () => confFile([section('mappings', [['Master.csv', columns.map(quoted).join(',')]])]),
}
