import { board } from './en-board.ts'
import { history } from './en-calls.ts'
import { common } from './en-common.ts'
import { reports } from './en-reports.ts'

export const en = { ...common, ...board, ...reports, history }
