import { setInFrench } from './french-typography.ts'

/** Français : ce qu’il faut savoir des indicateurs que les pages montrent (traps de metricDefinitions). */
const traps: Readonly<Record<string, string>> = {
  'A call that passes through two queues, or twice through one, is two visits.':
    'Un appel qui passe par deux files, ou deux fois par la même, fait deux visites.',
  'offered = answered + abandoned + timedOut + exitedWithKey + exitedEmpty + withdrawn + callbackRequested + lostBySystem + open, always (see reconciliation). By EVENT and END, with those on the left who were open at the start of the interval.':
    'Toujours : offered = answered + abandoned + timedOut + exitedWithKey + exitedEmpty + withdrawn + callbackRequested + lostBySystem + open (voir la réconciliation). Par EVENT et END, avec à gauche ceux qui étaient en cours au début de l’intervalle.',
  'By EVENT and END: those who have come and not left (END: not ended, who talk too) when the interval is over. Intervals cannot be added.':
    'Par EVENT et END : ceux qui sont venus et ne sont pas partis (END : pas finis, ceux qui parlent aussi) à la fin de l’intervalle. Les intervalles ne s’additionnent pas.',
  'By EVENT and END offered counts where callers came, the rest where they left: shares may pass 1. By ARRIVAL both are the same callers.':
    'Par EVENT et END, offered compte où les appelants sont venus, le reste où ils sont partis : les parts peuvent dépasser 1. Par ARRIVAL ce sont les mêmes appelants.',
  'As WRAPUPSTART says it, also where the next call, a logoff or the agent ended it earlier. Figures of agents count what was left of it, so they may be lower.':
    'Comme le dit WRAPUPSTART, même si l’appel suivant, une déconnexion ou l’agent y a mis fin plus tôt. Les chiffres des agents comptent ce qu’il en est resté, et peuvent être moindres.',
  'Counted at CONNECT. Counting COMPLETE rows instead loses every call that was transferred.':
    'Compté au CONNECT. Compter les lignes COMPLETE perdrait chaque appel transféré.',
  'Part of offered, so rates of the running interval move until it is 0.':
    'Compris dans les offerts : les taux de l’intervalle en cours bougent jusqu’à ce qu’il soit à 0.',
  'Genesys term; whether it belongs into a rate differs from product to product.':
    'Terme de Genesys ; d’un produit à l’autre, il entre ou non dans un taux.',
  "Asterisk's own counter adds timeouts, empty exits, withdrawals and codec failures.":
    'Le compteur d’Asterisk y ajoute les attentes échues, les files vidées, les retraits et les pannes de codec.',
  'Who hangs up while a telephone rings has abandoned too: ABANDON with the name of an agent.':
    'Qui raccroche pendant qu’un poste sonne a abandonné aussi : ABANDON avec le nom d’un agent.',
  'Part of abandoned. The limit s (5 seconds unless the queue has another) is the one in force at the entry.':
    'Compris dans les abandonnés. La limite s (5 secondes, sauf autre réglage de la file) est celle en vigueur à l’entrée.',
  'Wazo divides by received - closed, which includes other refused calls.':
    'Wazo divise par reçus - fermés, ce qui comprend d’autres appels refusés.',
  'A visit that left on timeout is not an abandon, although Asterisk counts it as one.':
    'Une visite dont l’attente est échue n’est pas un abandon, bien qu’Asterisk la compte ainsi.',
  'Service levels by different formulas or thresholds must not be compared: on one and the same day they differ by five points.':
    'Des niveaux de service de formules ou de seuils différents ne se comparent pas : un même jour, ils diffèrent de cinq points.',
  'In time is wait <= T; some products use wait < T, and a call at exactly T then counts in no band.':
    'Dans le délai : attente <= T ; certains produits prennent attente < T, et un appel à T exactement ne compte alors nulle part.',
  'SL1 to SL5 know answered and abandoned calls only: whoever left on timeout or was sent away is in none of them. SL6 counts those as missed.':
    'SL1 à SL5 ne connaissent que les appels répondus et abandonnés : ceux dont l’attente est échue ou qui ont été renvoyés n’y sont pas. SL6 les compte comme manqués.',
  'Visits that left by key, by callback request or withdrawn are outside of every formula.':
    'Les visites sorties par une touche, par une demande de rappel ou retirées ne sont dans aucune formule.',
  'The clock stops at CONNECT, which Asterisk writes after the announcement to the agent and after memberdelay.':
    'L’horloge s’arrête au CONNECT, qu’Asterisk écrit après l’annonce à l’agent et après memberdelay.',
  'A call that still waits is in no formula, however late it is.':
    'Un appel qui attend encore n’est dans aucune formule, si tard qu’il soit.',
  'Includes abandons and timeouts, not only answered calls.':
    'Comprend les abandons et les attentes échues, pas seulement les appels répondus.',
  'Flatters where many give up: their waits are not in it.':
    'Flatteur quand beaucoup renoncent : leurs attentes n’y sont pas.',
  'Hold is counted inside talk time (contact-center 5.10): it is not taken out. Adding both counts it twice.':
    'La garde est comptée dans la conversation (contact-center 5.10) et n’en est pas retirée. Les additionner la compte deux fois.',
  'Some products end it with the conversation, without the work after it.':
    'Certains produits l’arrêtent à la fin de la conversation, sans le travail qui la suit.',
  'Cut at the ends of the interval; a union over queues and lines, never their sum.':
    'Coupé aux bords de l’intervalle ; la réunion des files et des lignes, jamais leur somme.',
  'Wazo sums it per queue, so an agent of three queues is there three hours an hour.':
    'Wazo l’additionne par file : un agent de trois files y est présent trois heures par heure.',
  'Includes pauses.': 'Comprend les pauses.',
  'Ringing is not in it; some products count it as available.':
    'La sonnerie n’y est pas ; certains produits la comptent comme disponible.',
  'Part of login time.': 'Compris dans le temps de connexion.',
  'A change of the reason without an unpause ends one reason and begins the next.':
    'Un changement de motif sans fin de pause termine un motif et commence le suivant.',
  'A pause in one of several queues is no pause of the agent: he can still get calls.':
    'Une pause dans une file parmi plusieurs n’est pas une pause de l’agent : des appels peuvent encore lui arriver.',
  'Stock Asterisk writes no event for it: 0 unless the PBX does (XiVO: WRAPUPSTART).':
    'Un Asterisk d’origine n’en écrit rien : 0, sauf si le PBX le fait (XiVO : WRAPUPSTART).',
  'Outside of occupancy: a queue that rings all telephones would inflate it.':
    'Hors du taux d’occupation : une file qui fait sonner tous les postes le gonflerait.',
  'queue_log has no row of a ring that another agent ended, and whole seconds of the others: exact where the manager interface is heard.':
    'queue_log n’a pas de ligne d’une sonnerie qu’un autre agent a terminée, et des secondes entières pour les autres : exact là où l’interface de gestion est écoutée.',
  'Calls outside of the queues are not in queue_log.': 'Les appels hors des files ne sont pas dans queue_log.',
  'Neither login nor absence: it is in no other figure, and not guessed.':
    'Ni connexion ni absence : il n’est dans aucun autre chiffre, et n’est pas deviné.',
  'Hold is inside talking. Ringing and pauses are on neither side; Avaya adds ringing, others divide by login time.':
    'La garde est dans la conversation. Sonnerie et pauses ne sont d’aucun côté ; Avaya ajoute la sonnerie, d’autres divisent par le temps de connexion.',
  'One call may be presented to the same agent several times. A ring that ended because the caller gave up or another answered is not in it (ringsCancelled).':
    'Un appel peut être présenté plusieurs fois au même agent. Une sonnerie finie parce que l’appelant a renoncé ou qu’un autre a répondu n’y est pas (ringsCancelled).',
  'Belongs to the interval of the answer.': 'Appartient à l’intervalle de la réponse.',
  'Asterisk writes RINGNOANSWER for busy and congestion too.':
    'Asterisk écrit RINGNOANSWER aussi pour un poste occupé ou un encombrement.',
  'With ringall every member misses a call that one of them takes later.':
    'Avec ringall, chaque membre manque un appel que l’un d’eux prend plus tard.',
  'Whole calls, not cut at the ends of the interval as talking time is.':
    'Des appels entiers, non coupés aux bords de l’intervalle comme l’est le temps de conversation.',
  'Hold is inside talk.': 'La garde est dans la conversation.',
  'A call that goes on counts in the divisor already.': 'Un appel en cours compte déjà dans le diviseur.',
  'A state: it does not go back to 0 at midnight.': 'Un état : il ne revient pas à 0 à minuit.',
  'An estimate, stale when nobody has been answered for a while. It is not the holdtime of Asterisk.':
    'Une estimation, périmée quand personne n’a été servi depuis un moment. Ce n’est pas le holdtime d’Asterisk.',
  'An agent of several queues is counted in each.': 'Un agent de plusieurs files est compté dans chacune.',
  'Whether a telephone is free only AMI tells: without it each counts as free.':
    'Seule l’AMI dit si un poste est libre : sans elle, chacun compte comme libre.',
  'Counts events of the day: a call that entered before midnight and is answered after it raises answered without entered.':
    'Compte les événements du jour : un appel entré avant minuit et répondu après augmente les répondus sans les entrés.',
  'Callers who have waited too long count as missed while they still wait, so it can fall before anybody hangs up.':
    'Qui attend depuis trop longtemps compte déjà comme manqué : le niveau peut baisser avant que personne ne raccroche.',
  'The figure of the statistics counts them once they have left.':
    'Celui des statistiques ne les compte qu’une fois sortis.',
  'Back to 0 at midnight of the site; the state that goes on is counted up to now (contact-center L-18).':
    'Revient à 0 à minuit du site ; l’état en cours est compté jusqu’à maintenant (contact-center L-18).',
  'Calls of queues only: queue_log knows no others.':
    'Appels des files seulement : queue_log n’en connaît pas d’autres.',
  'From the instants of the rows. Asterisk prints whole seconds beside them, cut: 0.9 s is 0 there.':
    'D’après les instants des lignes. Asterisk écrit à côté des secondes entières, tronquées : 0,9 s y vaut 0.',
  'By the manager interface (AMI) where it tells of a ring, else by queue_log, which knows nothing of those that another agent ended.':
    'Par l’interface de gestion (AMI) quand elle dit une sonnerie, sinon par queue_log, qui ne sait rien de celles qu’un autre agent a terminées.',
  'Hold included. Absent when the PBX never wrote the end.':
    'Garde comprise. Absent quand le PBX n’a jamais écrit la fin.',
  'Absent unless the site sends CEL or AMI, or its PBX writes CALLERONHOLD. AMI is believed before CEL, CEL before queue_log.':
    'Absent, sauf si le site envoie CEL ou AMI, ou si son PBX écrit CALLERONHOLD. L’AMI est crue avant le CEL, le CEL avant queue_log.',
  'Two telephones that ring at once count once.': 'Deux postes qui sonnent en même temps comptent une fois.',
  'Empty: it was in no queue, or a wait goes on or is unknown.':
    'Vide : l’appel n’est passé par aucune file, ou une attente dure encore ou n’est pas connue.',
  'Hold included. Empty: the call has no end in the log.':
    'Garde comprise. Vide : l’appel n’a pas de fin dans le journal.',
  'Empty where nothing tells of holds, which is not 0.': 'Vide là où rien ne dit les gardes, ce qui n’est pas 0.',
  'The end of a call is the hang-up of the telephone: time after a transfer is not in it.':
    'La fin d’un appel est le raccroché du poste : le temps après un transfert n’y est pas.',
}

/** Une phrase qui n’est pas connue ici reste telle qu’elle est. */
export const trapInFrench = (trap: string): string => setInFrench(traps[trap] ?? trap)

/** Pour les tests : les phrases anglaises qui ont une traduction. */
export const trapsWithFrench: readonly string[] = Object.keys(traps)
