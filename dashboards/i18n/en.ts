import { board } from './en-board.ts'
import { common } from './en-common.ts'
import { reports } from './en-reports.ts'

export const en = { ...common, ...board, ...reports }
