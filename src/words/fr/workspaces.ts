import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'Espaces de travail',
  none: ({ email }) =>
    say`Vous n’êtes encore membre d’aucun espace de travail. Demandez à un admin du vôtre d’ajouter ${email}.`,
  settings: 'Paramètres',
  settingsOf: (workspace) => `Paramètres : ${workspace}`,
  open: 'Ouvrir',
  openThis: (workspace) => `Ouvrir ${workspace}`,
  required: 'Authentification à deux facteurs exigée',
  requiredFrom: ({ at }) => say`Authentification à deux facteurs exigée à partir du ${at}`,
  setUp: 'La configurer',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `Sécurité : ${workspace}`,
  stale:
    'Entre-temps, quelqu’un d’autre a modifié la règle. Voici son état actuel ; regardez-la, et enregistrez à nouveau si vous le souhaitez toujours.',
  invalid: 'Choisissez l’un des délais. Rien n’a été modifié.',
  enableFirst: ({ enable }) =>
    say`Avant de pouvoir exiger l’authentification à deux facteurs des autres, activez-la pour vous. ${enable('L’activer maintenant')}`,
  enrolment: 'État de la configuration',
  enrolled: 'Configurée',
  enrolledOf: (enrolled, members) => `${enrolled} sur ${members}`,
  pending: 'Pas encore, jusqu’à la date',
  overdue: 'Accès bloqué d’ici à la configuration',
  vouchedFor: ({ providers }) =>
    say`Les membres entrés la dernière fois par ${providers}, avec un second facteur prouvé là-bas, ne sont pas bloqués. Ils sont comptés à part jusqu’à ce qu’ils entrent autrement.`,
  title: 'Obligation d’authentification à deux facteurs',
  off: 'Désactivée',
  scheduled: ({ at, badge }) => say`${badge('Prévue')} à partir du ${at}.`,
  inEffect: ({ at, badge }) => say`${badge('En vigueur')} depuis le ${at}.`,
  require: 'Exiger l’authentification à deux facteurs de tous les membres',
  timing: 'Début de l’obligation',
  timings: {
    0: 'Immédiatement',
    3: 'Dans 3 jours',
    7: 'Dans 7 jours',
    14: 'Dans 14 jours',
    30: 'Dans 30 jours',
  },
  update: 'Enregistrer',
  preview: 'Aperçu',
}

const everybodyHas = (members: number): string =>
  write.plural(members, {
    one: 'le seul membre a un second facteur',
    other: `les ${members} membres ont tous un second facteur`,
  })

/** « 7 membres sur 23 … » */
const blockedOf = (blocked: number, members: number, one: string, other: string): string =>
  write.plural(blocked, {
    one: `${blocked} membre sur ${members} ${one}`,
    other: `${blocked} membres sur ${members} ${other}`,
  })

const willBe = (blocked: number, members: number): string =>
  blockedOf(
    blocked,
    members,
    'sera bloqué d’ici à la configuration.',
    'seront bloqués d’ici à la configuration.',
  )

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Plus personne ne devra la configurer. Qui l’a configurée la garde.',
  block: (members) =>
    write.plural(members, {
      one: `Bloquer ${members} membre maintenant`,
      other: `Bloquer ${members} membres maintenant`,
    }),
  stillOff: 'Personne ne doit la configurer. Enregistrer ne change rien.',
  unchangedSince: (since) =>
    `Enregistrer ne change rien : l’authentification à deux facteurs est exigée depuis le ${since}, et tout le monde l’a.`,
  unchangedFrom: (from) =>
    `Enregistrer ne change rien : l’authentification à deux facteurs est exigée à partir du ${from}, et tout le monde l’a.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `Enregistrer ne change rien : depuis le ${since}, ${blockedOf(blocked, members, 'est bloqué d’ici à la configuration.', 'sont bloqués d’ici à la configuration.')}`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `Enregistrer ne change rien : à partir du ${from}, ${willBe(blocked, members)}`,
  nobodyNow: (members) => `Au moment d’enregistrer, ${everybodyHas(members)}, et personne ne sera bloqué.`,
  blockedNow: (blocked, members) => `Dès l’enregistrement, ${willBe(blocked, members)}`,
  nobodyFrom: (from, members) =>
    `À partir du ${from} : en l’état actuel, ${everybodyHas(members)}, et personne ne sera bloqué.`,
  blockedFrom: (from, blocked, members) => `À partir du ${from}, ${willBe(blocked, members)}`,
  untilThen: 'D’ici là, personne n’est bloqué.',
}
