import type { FeatureCodes } from '../../routing/dialplan/feature-codes.ts'
import { at, code, run, set, when, type Extension } from './dialplan.ts'

/**
 * Keys of phones that have a lamp (pbx-configuration §5.7, contact-center §9.7). The phone dials CODE, its own number, and what the key
 * does; the lamp is a state of that name, so any number of keys has one line here.
 */
export const keyExtensions = (codes: FeatureCodes): readonly Extension[] => [
  ...featureKey(codes.functionKey),
  ...loginKey(codes.agentLoginKey),
  ...pauseKey(codes.agentPauseKey),
  ...(codes.agentListenedKey === null ? [] : [lamp(codes.agentListenedKey)]),
]

const hint = 'Custom:${EXTEN}'

/** A lamp only: it is lit by whoever listens. */
const lamp = (dialledCode: string): Extension => ({ number: `${dialledCode}X!`, hint, steps: [run`Hangup()`] })

/** `*7351001*21*3001`: the code *21 with 3001, of phone 1001. A key that is lit switches off what it has switched on. */
const featureKey = (dialledCode: string | null): readonly Extension[] =>
  dialledCode === null
    ? []
    : [
        {
          number: `${dialledCode}X!`,
          hint,
          steps: [
            set`XIVO_KEY=\${EXTEN:${dialledCode.length}}`,
            set`XIVO_KEY_TO=\${CUT(XIVO_KEY,*,3)}`,
            when(code`"\${DEVICE_STATE(Custom:\${EXTEN})}" != "INUSE"`, code`on`),
            set`XIVO_KEY_TO=`,
            at('on', run`Goto(\${CONTEXT},*\${CUT(XIVO_KEY,*,2)}\${XIVO_KEY_TO},1)`),
          ],
        },
      ]

/** `***301001*8000`: agent 8000 in or out at phone 1001; without an agent the phone asks for one. */
const loginKey = (dialledCode: string | null): readonly Extension[] =>
  dialledCode === null
    ? []
    : [
        {
          number: `${dialledCode}X!`,
          hint,
          steps: [
            run`Gosub(xivo-feature,s,1(\${EXTEN},\${CONTEXT}))`,
            set`XIVO_KEY=\${EXTEN:${dialledCode.length}}`,
            set`XIVO_KEY_AGENT=\${CUT(XIVO_KEY,*,2)}`,
            when(code`"\${XIVO_KEY_AGENT}" != ""`, code`known`),
            set`XIVO_KEY_AGENT=\${DB(ringledger/phone/\${XIVO_SRCNUM})}`,
            when(code`"\${XIVO_KEY_AGENT}" != ""`, code`known`),
            run`Read(XIVO_KEY_AGENT,agent-user,40,,3,10)`,
            at('known', when(code`"\${DB(ringledger/agent/\${XIVO_KEY_AGENT}/interface)}" = ""`, code`login`)),
            run`Gosub(xivo-agent-logoff,s,1(\${XIVO_KEY_AGENT}))`,
            run`Goto(lamp)`,
            at('login', run`Gosub(xivo-agent-login,s,1(\${XIVO_KEY_AGENT},\${CONTEXT}))`),
            at(
              'lamp',
              set`DEVICE_STATE(Custom:\${EXTEN})=\${IF($["\${DB(ringledger/agent/\${XIVO_KEY_AGENT}/interface)}" = ""]?NOT_INUSE:INUSE)}`,
            ),
            run`Hangup()`,
          ],
        },
      ]

/** `***341001`: the agent who sits at phone 1001 pauses in all his queues, or is ready again. */
const pauseKey = (dialledCode: string | null): readonly Extension[] =>
  dialledCode === null
    ? []
    : [
        {
          number: `${dialledCode}X!`,
          hint,
          steps: [
            set`XIVO_KEY_AGENT=\${DB(ringledger/phone/\${EXTEN:${dialledCode.length}})}`,
            when(code`"\${XIVO_KEY_AGENT}" = ""`, code`nobody`),
            when(code`"\${DEVICE_STATE(Custom:\${EXTEN})}" = "INUSE"`, code`ready`),
            run`PauseQueueMember(,Local/id-\${XIVO_KEY_AGENT}@agentcallback)`,
            set`DEVICE_STATE(Custom:\${EXTEN})=INUSE`,
            run`Hangup()`,
            at('ready', run`UnpauseQueueMember(,Local/id-\${XIVO_KEY_AGENT}@agentcallback)`),
            set`DEVICE_STATE(Custom:\${EXTEN})=NOT_INUSE`,
            at('nobody', run`Hangup()`),
          ],
        },
      ]
