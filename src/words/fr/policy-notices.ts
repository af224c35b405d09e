import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

/** `one` and `many` are the singular and the plural of the people that the policy covers. */
const ofEnrolment = (one: string, many: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} ${one} sur ${members} ne l’a pas encore configurée.`,
      other: `${count} ${many} sur ${members} ne l’ont pas encore configurée.`,
    })
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) =>
      `${missing(count, members)} D’ici là, leur accès est bloqué.`,
  }
}

const ofPasskeys = (one: string, many: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} ${one} sur ${members} n’a pas encore de clé d’accès.`,
      other: `${count} ${many} sur ${members} n’ont pas encore de clé d’accès.`,
    })
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) =>
      `${missing(count, members)} Leur accès est bloqué jusqu’à ce qu’ils en ajoutent une.`,
  }
}

const MEMBERS = ['membre', 'membres'] as const
const ADMINS = ['propriétaire ou administrateur', 'propriétaires et administrateurs'] as const

export const policyNotices: Words['policyNotices'] = {
  demands: {
    'second-factor': {
      everybody: 'l’authentification à deux facteurs de tous les membres',
      admins: 'l’authentification à deux facteurs des propriétaires et des administrateurs',
    },
    'phishing-resistant': {
      everybody: 'une clé d’accès de tous les membres',
      admins: 'une clé d’accès des propriétaires et des administrateurs',
    },
  },
  sentences: {
    'enforcement.scheduled': (workspace, demand, when) =>
      `${workspace} exigera ${demand} à partir du ${when}.`,
    'enforcement.seven_days_left': (workspace, demand, when) =>
      `Il reste 7 jours au plus : ${workspace} exigera ${demand} à partir du ${when}.`,
    'enforcement.one_day_left': (workspace, demand, when) =>
      `Il reste un jour au plus : ${workspace} exigera ${demand} à partir du ${when}.`,
    'enforcement.in_effect': (workspace, demand, when) => `${workspace} exige ${demand} depuis le ${when}.`,
  },
  atThatTime: (figures) => `Au moment de cet avis : ${figures}`,
  figures: {
    'second-factor': {
      everybody: ofEnrolment(...MEMBERS, 'Tout le monde a un second facteur.'),
      admins: ofEnrolment(...ADMINS, 'Tous les propriétaires et administrateurs ont un second facteur.'),
    },
    'phishing-resistant': {
      everybody: ofPasskeys(...MEMBERS, 'Il ne manque de clé d’accès à personne.'),
      admins: ofPasskeys(
        ...ADMINS,
        'Il ne manque de clé d’accès à aucun propriétaire ni à aucun administrateur.',
      ),
    },
  },
  extension: {
    forMember: (workspace, when) => `${workspace} vous a accordé plus de temps, jusqu’au ${when}.`,
    means:
      'D’ici là, vous pouvez ouvrir l’espace de travail comme avant. Configurez avant cette date ce qui vous manque.',
    forAdmins: (email, when) => `${email} a plus de temps, jusqu’au ${when}.`,
    reason: ({ reason }) => say`Raison : ${reason}`,
    grantedBy: ({ by }) => say`Accordé par ${by}`,
  },
}
