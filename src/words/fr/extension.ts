import { say } from '../sentence.ts'
import type { ExtensionWords } from '../words.ts'

export const extension: ExtensionWords = {
  members: {
    passkey: 'Clé d’accès',
    extendedUntil: ({ at }) => say`Délai prolongé jusqu’au ${at}`,
    withoutPasskey: 'Sans clé d’accès',
    extend: 'Délai supplémentaire',
    extendThis: (member) => `Délai supplémentaire pour ${member}`,
    giveTime: 'Accorder plus de temps',
    giveTimeTo: (member) => `Accorder plus de temps à ${member}`,
    done: {
      extended: 'Délai accordé. Il s’applique partout en moins d’une minute.',
      'not-extended': 'Délai retiré. Cela s’applique partout en moins d’une minute.',
    },
  },
  page: {
    title: 'Délai supplémentaire',
    titleOf: ({ email }) => say`Délai supplémentaire pour ${email}`,
    explanation: ({ workspace }) =>
      say`Ce membre aura plus de temps pour respecter les règles de ${workspace}. Jusqu’à la fin du délai, il peut ouvrir l’espace de travail comme si les règles n’étaient pas encore en vigueur.`,
    limits:
      'Le délai se termine plus tôt si vous modifiez une règle. Un membre ne peut en recevoir qu’un seul jusqu’à la prochaine modification. Le membre et les autres administrateurs sont prévenus.',
    until: 'Jusqu’au',
    untilHint:
      'De demain à dans 30 jours. Le délai se termine à la fin de ce jour (UTC), ou exactement dans 30 jours si c’est plus tôt.',
    reason: 'Motif',
    reasonHint: '500 caractères au plus. Le membre et les administrateurs peuvent le lire.',
    grantedBy: 'Accordé par',
    grant: 'Accorder le délai',
    current: ({ at }) => say`Ce membre a un délai supplémentaire jusqu’au ${at}.`,
    takeBack: 'Retirer',
    takeBackConsequence:
      'Si vous le retirez, ce membre devra respecter les règles dans les minutes qui suivent. Il ne pourra pas recevoir d’autre délai avant qu’une règle change.',
    keep: 'Annuler',
    backToMembers: 'Retour aux membres',
    typed: 'Voici ce que vous avez saisi. Rien n’est enregistré.',
    refusals: {
      'not-an-address': 'Saisissez une adresse e-mail valide.',
      'not-a-member':
        'Cette personne n’est pas membre de cet espace de travail. Vérifiez l’adresse ou ajoutez d’abord cette personne.',
      'own-extension': 'Vous ne pouvez pas prolonger votre propre délai. Demandez à un autre administrateur.',
      'unusable-end': 'Choisissez un jour entre demain et dans 30 jours.',
      'unusable-reason': 'Saisissez un motif de 500 caractères au plus, sur une seule ligne.',
      'already-extended':
        'Ce membre a déjà eu un délai supplémentaire. Il pourra en recevoir un autre après la modification d’une règle.',
      'nothing-to-extend':
        'Ce membre n’a pas besoin de plus de temps : aucune règle qui s’applique à lui n’est prévue ni en vigueur.',
      'not-extended': 'Ce membre n’a plus de délai supplémentaire.',
      'changed-meanwhile':
        'Quelqu’un d’autre vient de modifier une règle ou ce membre. Vérifiez, puis réessayez.',
    },
  },
}
