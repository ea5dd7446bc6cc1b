import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, initially, integer } from '../configuration/shape.ts'

const seconds = (description: string) => integer(description, [1, 86_400])

/**
 * pbx-configuration §8.7: for SIP lines; not for groups, queues, incalls and outcalls, nor while the called is at his limit of calls
 * or the call was sent elsewhere. The code that asks for it is that of the feature codes.
 */
export const callCompletion = objectKind({
  name: 'callCompletion',
  plural: 'callCompletion',
  description: 'Calling back whom one did not reach, as soon as he is free or has made a call.',
  key: [],
  fields: {
    enabled: flag('Whether it is offered to all users, or to none.', false),
    offerSeconds: initially(seconds('How long after the call it can be asked for (cc_offer_timer).'), 30),
    busyAvailableSeconds: initially(seconds('How long a busy one is waited for (ccbs_available_timer).'), 900),
    noResponseAvailableSeconds: initially(seconds('How long an absent one is waited for (ccnr_available_timer).'), 900),
    recallSeconds: initially(seconds('How long who asked is rung when the other one is free (cc_recall_timer).'), 30),
    maxRequests: initially(
      integer(
        'How many may wait to be called back at once, on each server (cc_max_requests); counts from a restart on.',
        [1, 10_000],
      ),
      20,
    ),
  },
})

export type CallCompletion = ObjectOf<typeof callCompletion>
