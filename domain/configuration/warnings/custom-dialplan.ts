import type { Rejection } from '../../kernel/decider.ts'
import type { DialplanFile } from '../../routing/dialplan/dialplan-files.ts'
import { dialplanSteps } from '../../routing/dialplan/dialplan-text.ts'

interface Discouraged {
  readonly rule: string
  /** By itself, or behind the condition of ExecIf. */
  readonly pattern: RegExp
  readonly message: string
}

/** pbx-configuration §14.1 and §14.4. */
const discouraged: readonly Discouraged[] = [
  {
    rule: 'answer',
    pattern: /(?:^|[?:])\s*Answer\s*(?:\(|$)/i,
    message:
      'Answer() answers a call before somebody does: figures count it as answered, from then on; write GoSub(xivo-pickup,s,1), which does it where nobody has yet',
  },
  {
    rule: 'sipHeader',
    pattern: /(?:^|[?:])\s*SIP(?:Add|Remove)Header\s*\(|SIP_HEADER\(/i,
    message:
      'is of chan_sip, which is not there: write PJSIP_HEADER, and for who is called the handler b(xivo_header_mgr^set_headers_on_channel^1)',
  },
]

export function discouragedSteps({ content, enabled }: DialplanFile): readonly Rejection[] {
  if (!enabled) return []
  const steps = dialplanSteps(content)
  return discouraged.flatMap(({ rule, pattern, message }) => {
    const lines = steps.flatMap(({ line, application }) => (isAsked(pattern, application) ? [line] : []))
    return lines.length === 0 ? [] : [{ field: 'content', rule, message: `line ${lines.join(', ')}: ${message}` }]
  })
}

/** PJSIP_HEADER ends like SIP_HEADER. */
const isAsked = (pattern: RegExp, application: string): boolean =>
  pattern.test(application.replace(/PJSIP_HEADER/gi, ''))
