import type { Sentence } from './sentence.ts'

/** Français : refus qui concernent les sites, leurs PBX, leurs sources et ce qui est conservé. */
export const sites: readonly Sentence[] = [
  ['there is no site {}', 'il n’y a pas de site {}'],
  ['there is no site {}; register it first', 'il n’y a pas de site {} ; enregistrez-le d’abord'],
  [
    'site {} is registered with {}; its reports are cut in that zone',
    'le site {} est enregistré avec {} ; ses rapports sont découpés dans ce fuseau',
  ],
  ['there is no node {} at site {}', 'il n’y a pas de nœud {} sur le site {}'],
  [
    'there is no node {} at site {}; register it first',
    'il n’y a pas de nœud {} sur le site {} ; enregistrez-le d’abord',
  ],
  [
    'a legal hold is on at {}: take it back with changeRetentionSettings first',
    'une conservation légale est en vigueur sur {} : levez-la d’abord par changeRetentionSettings',
  ],
  [
    'calls go with their figures: say callDetailsDays of at most {}',
    'les appels partent avec leurs chiffres : donnez un callDetailsDays d’au plus {}',
  ],
  [
    'recordings are found by figures: keep figures longer than {} days',
    'les enregistrements se trouvent par les chiffres : gardez les chiffres plus de {} jours',
  ],
  [
    '0 days would remove everything at once: say at least 1 day, or leave it out to keep everything',
    '0 jour enlèverait tout aussitôt : dites au moins 1 jour, ou n’indiquez rien pour tout garder',
  ],
  [
    'panels look back over weeks: say at least {} days, or leave it out',
    'les panneaux regardent des semaines en arrière : dites au moins {} jours, ou n’indiquez rien',
  ],
  [
    'the roll-out {} of this node has not ended yet; wait for it, then ask again',
    'le déploiement {} de ce nœud n’est pas encore fini ; attendez-le, puis redemandez',
  ],
  [
    'no media server has a deployment: say its directory and its manager interface with changeMediaServer',
    'aucun serveur de média n’a de déploiement : dites son répertoire et son interface de gestion par changeMediaServer',
  ],
  ['media server {} {}', 'le serveur de média {} {}'],
  [
    'has no deployment: say its directory and its manager interface (changeMediaServer, deployment)',
    'n’a pas de déploiement : dites son répertoire et son interface de gestion (changeMediaServer, deployment)',
  ],
  ['there is no media server {}, or it is not enabled', 'il n’y a pas de serveur de média {}, ou il n’est pas activé'],
  ['{} is the main server; change it first', '{} est le serveur principal ; changez-le d’abord'],
  ['{} need certificateFile and privateKeyFile', '{} ont besoin de certificateFile et de privateKeyFile'],
  ['rtpLastPort must be above rtpFirstPort', 'rtpLastPort doit être supérieur à rtpFirstPort'],
  [
    'context {} is of entity {}, not of {}; take a context of {}, or leave the entity out',
    'le contexte {} est de l’entité {}, non de {} ; prenez un contexte de {}, ou n’indiquez pas d’entité',
  ],
  [
    'write the name or address of the PBX alone, e.g. pbx.example; the port has a field of its own',
    'écrivez seulement le nom ou l’adresse du PBX, par exemple pbx.example ; le port a son propre champ',
  ],
  [
    'a port is a whole number from 1 to 65535; Asterisk listens on 5038, with TLS on 5039',
    'un port est un nombre entier de 1 à 65535 ; Asterisk écoute sur 5038, avec TLS sur 5039',
  ],
  [
    'the name of the section in manager.conf: one line, at most 80 characters',
    'le nom de la section de manager.conf : une ligne, au plus 80 caractères',
  ],
  [
    'say where the secret is: exactly one of secretFile and secretEnvironment',
    'dites où est le secret : exactement l’un de secretFile et secretEnvironment',
  ],
  [
    'write the absolute path of a file that holds nothing but the secret',
    'écrivez le chemin absolu d’un fichier qui ne contient que le secret',
  ],
  [
    'write the name of an environment variable, not the secret itself',
    'écrivez le nom d’une variable d’environnement, non le secret lui-même',
  ],
  ['write the absolute path of a PEM file', 'écrivez le chemin absolu d’un fichier PEM'],
  [
    '"{}" is no name of an event (VarSet), nor the beginning of one followed by * (RTCP*)',
    '« {} » n’est ni le nom d’un événement (VarSet), ni le début d’un nom suivi de * (RTCP*)',
  ],
  [
    'give exactly one of queueLogFile, celFile, database and ami',
    'donnez exactement l’un de queueLogFile, celFile, database et ami',
  ],
  [
    'a database has QUEUE_LOG and CEL; events of AMI come by the source ami',
    'une base de données a QUEUE_LOG et CEL ; les événements AMI viennent par la source ami',
  ],
]
