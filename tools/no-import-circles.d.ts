import type { Rule } from 'eslint'

export declare const noImportCircles: Rule.RuleModule
