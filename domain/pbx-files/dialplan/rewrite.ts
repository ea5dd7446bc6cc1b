import type { ConfiguredQueue } from '../../queues/configured-queues.ts'
import { cutAtBytes } from '../escape.ts'
import { code, set, type Step } from './dialplan.ts'

/** pbx-configuration §3. The name is set as it stands: nothing in it is code. Asterisk keeps 79 bytes of it, and would cut a character. */
export function rewriteSteps(rewrite: ConfiguredQueue['callerId']): readonly Step[] {
  if (rewrite === null) return []
  // Blanks at the ends of a text are lost where it is escaped; between the two parts they are meant.
  const blank = code` `
  const text = cutAtBytes(rewrite.text, 79)
  switch (rewrite.mode) {
    case 'prepend':
      return [set`CALLERID(name)=${text}${rewrite.text.endsWith(' ') ? blank : code``}\${CALLERID(name)}`]
    case 'append':
      return [set`CALLERID(name)=\${CALLERID(name)}${rewrite.text.startsWith(' ') ? blank : code``}${text}`]
    case 'overwrite':
      return [set`CALLERID(name)=${text}`]
  }
}
