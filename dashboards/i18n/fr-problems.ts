/** Français : ce que le serveur dit d’une source qui ne va pas. */

/** `{}` : ce que la phrase nomme (chemins, adresses, nombres), repris tel quel et dans le même ordre. */
export const problemSentences: readonly (readonly [english: string, french: string])[] = [
  ['nothing follows {}: is ringledger serve running?', 'rien ne suit {} : ringledger serve tourne-t-il ?'],
  [
    "its newest row is dated {} after the last one came in: the clock of the PBX, or its time zone here, is ahead of this server's clock; set both clocks by NTP",
    'sa ligne la plus récente est datée de {} après l’arrivée de la dernière : l’horloge du PBX, ou son fuseau horaire ici, avance sur celle de ce serveur ; réglez les deux horloges par NTP',
  ],
  [
    "its last row came in {} after what is now by this server's clock, which was set back, or ahead when the row came; set it by NTP",
    'sa dernière ligne est arrivée {} après ce qu’il est maintenant à l’horloge de ce serveur, qui a été reculée, ou avançait quand la ligne est arrivée ; réglez-la par NTP',
  ],
  [
    "{}: its rows are {} old when they come in: this server's clock is ahead of that of the PBX, or what is read here is a copy that comes late. Set both clocks by NTP; the age of the data and the boards go by them",
    '{} : ses lignes ont {} à leur arrivée : l’horloge de ce serveur avance sur celle du PBX, ou ce qui est lu ici est une copie qui vient tard. Réglez les deux horloges par NTP ; l’âge des données et les tableaux s’y fient',
  ],
  [
    "the clock of the PBX is {} ahead of this server's: set both by NTP; the age of the data and the boards go by them",
    'l’horloge du PBX avance de {} sur celle de ce serveur : réglez les deux par NTP ; l’âge des données et les tableaux s’y fient',
  ],
  [
    "the clock of the PBX is {} behind this server's: set both by NTP; the age of the data and the boards go by them",
    'l’horloge du PBX retarde de {} sur celle de ce serveur : réglez les deux par NTP ; l’âge des données et les tableaux s’y fient',
  ],
  [
    '{}: there is no such file; it is read as soon as there is one. If the PBX writes elsewhere, configure that path',
    '{} : ce fichier n’existe pas ; il sera lu dès qu’il existera. Si le PBX écrit ailleurs, configurez ce chemin',
  ],
  [
    '{}: is a directory; configure the path of a log file',
    '{} : est un répertoire ; configurez le chemin d’un fichier journal',
  ],
  ['{}: may not be read by this user', '{} : cet utilisateur ne peut pas le lire'],
  [
    '{}: the manager interface refuses user {} ({}): check the section [{}] of manager.conf, its secret and its permit',
    '{} : l’interface de gestion refuse l’utilisateur {} ({}) : vérifiez la section [{}] de manager.conf, son secret et son permit',
  ],
  ['{} has no table {}: is it that of the PBX? ({})', '{} n’a pas de table {} : est-ce bien celle du PBX ? ({})'],
  [
    '{} does not let user {} read {}: it needs SELECT on it ({})',
    '{} ne laisse pas l’utilisateur {} lire {} : il lui faut SELECT dessus ({})',
  ],
  [
    'the table {} in {} lacks a column that is needed: its ids tell what is new ({})',
    'à la table {} de {} il manque une colonne nécessaire : ses id disent ce qui est nouveau ({})',
  ],
  [
    "the environment variable {}, which should hold the database's password, is not set",
    'la variable d’environnement {}, qui devrait contenir le mot de passe de la base, n’est pas définie',
  ],
  [
    'The database at {} does not answer: nothing listens there; check {} and that the server runs and is reachable from here ({})',
    'La base de données à {} ne répond pas : rien n’y écoute ; vérifiez {}, et que le serveur tourne et est joignable d’ici ({})',
  ],
  [
    'The database at {} cannot be found: the host name is unknown; check {} and that the server runs and is reachable from here ({})',
    'La base de données à {} est introuvable : le nom d’hôte est inconnu ; vérifiez {}, et que le serveur tourne et est joignable d’ici ({})',
  ],
  [
    'The database at {} does not answer in time; check {} and that the server runs and is reachable from here ({})',
    'La base de données à {} ne répond pas à temps ; vérifiez {}, et que le serveur tourne et est joignable d’ici ({})',
  ],
  [
    'The database at {} cannot be reached; check {} and that the server runs and is reachable from here ({})',
    'La base de données à {} est injoignable ; vérifiez {}, et que le serveur tourne et est joignable d’ici ({})',
  ],
  [
    'The database at {} refuses the password of user {}; correct {} ({})',
    'La base de données à {} refuse le mot de passe de l’utilisateur {} ; corrigez {} ({})',
  ],
  [
    'The database at {} is starting or stopping; try again in a moment ({})',
    'La base de données à {} démarre ou s’arrête ; réessayez dans un instant ({})',
  ],
  [
    'the collector of {} sends no {}: start it there with ringledger collect',
    'le collecteur de {} n’envoie pas de {} : démarrez-l’y avec ringledger collect',
  ],
  [
    'the collector of {} was last heard at {}: is it running, and does it reach this server? What it has read waits on its disk',
    'le collecteur de {} a donné signe de vie pour la dernière fois à {} : tourne-t-il, et atteint-il ce serveur ? Ce qu’il a lu attend sur son disque',
  ],
  [
    '{} follows it, and has not said in the last seconds how it stands; this one takes over when that one ends: end it if it hangs',
    '{} la suit, et n’a pas dit ces dernières secondes où elle en est ; celui-ci prendra le relais quand l’autre s’arrêtera : arrêtez-le s’il est bloqué',
  ],
  [
    'what was read is not stored yet: the database is slow or stands still, or somebody has locked the log (see pg_stat_activity); nothing is lost, it goes on by itself',
    'ce qui a été lu n’est pas encore enregistré : la base de données est lente ou arrêtée, ou quelqu’un a verrouillé le journal (voir pg_stat_activity) ; rien n’est perdu, la lecture reprend d’elle-même',
  ],
  ['{}; connecting again', '{} ; nouvelle connexion'],
]

const patterns = problemSentences.map(([english, french]) => {
  const parts = english.split('{}').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { pattern: new RegExp(`^${parts.join('(.+?)')}$`, 's'), french }
})

const placeInFrench = (named: string): string => (named === 'the url of the source' ? 'l’url de la source' : named)

/** Une phrase inconnue, comme celle d’un système d’exploitation, reste telle qu’elle est. */
export function problemInFrench(problem: string): string {
  for (const { pattern, french } of patterns) {
    const named = pattern.exec(problem)?.slice(1)
    if (!named) continue
    let next = 0
    return french.replaceAll('{}', () => placeInFrench(named[next++] ?? ''))
  }
  return problem
}
