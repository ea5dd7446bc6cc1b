import { refusalOf } from '../../ingest/ami/log-in.ts'
import type { Ask } from './manager-connection.ts'

/** One header: its parts are separated by commas, as Asterisk reads variables of an action (RFC 3842 for what is sent). */
const noMessages = 'Event=message-summary,Content-type=application/simple-message-summary,Content=Messages-Waiting: no'

/** @returns a sentence for each phone that could not be told, e.g. because it is not registered: then it asks when it comes */
export async function mailboxLampsOver(ask: Ask, endpoints: readonly string[]): Promise<readonly string[]> {
  const untold: string[] = []
  for (const Endpoint of endpoints) {
    const refusal = refusalOf(await ask('PJSIPNotify', { Endpoint, Variable: noMessages }))
    if (refusal === undefined) continue
    const advice = /unknown command/i.test(refusal) ? notLoaded : ''
    untold.push(`the lamp of the mailbox of ${Endpoint} could not be put out (${refusal})${advice}`)
  }
  return untold
}

/** Asterisk does not load the module without its file, which is none of those that are made. */
const notLoaded = ': load res_pjsip_notify.so, which wants a pjsip_notify.conf, be it an empty one'
