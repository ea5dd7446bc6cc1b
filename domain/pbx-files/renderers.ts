import { asteriskConf } from './asterisk-conf.ts'
import { ccssConf } from './ccss-conf.ts'
import { celConf, celCustomConf } from './cel-conf.ts'
import { confbridgeConf } from './confbridge-conf.ts'
import { extensionsConf } from './dialplan/extensions-conf.ts'
import { featuresConf } from './features-conf.ts'
import { httpConf } from './http-conf.ts'
import { loggerConf } from './logger-conf.ts'
import { managerConf } from './manager-conf.ts'
import { musiconholdConf } from './musiconhold-conf.ts'
import { pjsipConf } from './pjsip-conf.ts'
import { queuerulesConf } from './queuerules-conf.ts'
import { queuesConf } from './queues-conf.ts'
import type { FileRenderer } from './rendered-file.ts'
import { resParkingConf } from './res-parking-conf.ts'
import { rtpConf } from './rtp-conf.ts'
import { pjsipTransportsConf } from './sip-transports.ts'
import { queueskillrulesConf, queueskillsConf } from './skills-conf.ts'
import { voicemailConf } from './voicemail-conf.ts'

/** Every generated file, in the order of their paths. */
export const fileRenderers: readonly FileRenderer[] = [
  asteriskConf,
  ccssConf,
  celConf,
  celCustomConf,
  confbridgeConf,
  extensionsConf,
  featuresConf,
  httpConf,
  loggerConf,
  managerConf,
  musiconholdConf,
  pjsipConf,
  pjsipTransportsConf,
  queuerulesConf,
  queuesConf,
  queueskillrulesConf,
  queueskillsConf,
  resParkingConf,
  rtpConf,
  voicemailConf,
]
