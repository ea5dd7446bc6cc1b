import { access } from './fr-access.ts'
import { acting } from './fr-agent-actions.ts'
import { board } from './fr-board.ts'
import { callbacks } from './fr-callbacks.ts'
import { history } from './fr-calls.ts'
import { common } from './fr-common.ts'
import { audit, config } from './fr-configuration.ts'
import { allSetInFrench } from './french-typography.ts'
import { reports } from './fr-reports.ts'
import type { Messages } from './messages.ts'

export const fr: Messages = allSetInFrench({
  ...common,
  ...board,
  ...reports,
  history,
  callbacks,
  access,
  acting,
  config,
  audit,
})
