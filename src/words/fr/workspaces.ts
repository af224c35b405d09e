import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'Espaces de travail',
  none: ({ email }) =>
    say`Vous n’êtes encore membre d’aucun espace de travail. Demandez à un administrateur d’ajouter ${email}.`,
  settings: 'Paramètres',
  settingsOf: (workspace) => `Paramètres de ${workspace}`,
  open: 'Ouvrir',
  openThis: (workspace) => `Ouvrir ${workspace}`,
  required: 'Authentification à deux facteurs exigée',
  requiredFrom: ({ at }) => say`Authentification à deux facteurs exigée à partir du ${at}`,
  setUp: 'La configurer',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `Sécurité de ${workspace}`,
  stale:
    'Quelqu’un d’autre vient de modifier la règle. Vérifiez son état actuel ci-dessous, puis mettez à jour à nouveau si vous le souhaitez toujours.',
  invalid: 'Choisissez quand l’obligation commence. Rien n’a été modifié.',
  enableFirst: ({ enable }) =>
    say`Pour exiger l’authentification à deux facteurs des autres, activez-la d’abord pour vous. ${enable('L’activer maintenant')}`,
  enrolment: 'Configuration',
  enrolled: 'Configurée',
  enrolledOf: (enrolled, members) => `${enrolled} sur ${members}`,
  pending: 'Pas encore configurée',
  overdue: 'Bloqués jusqu’à la configuration',
  vouchedFor: ({ providers }) =>
    say`Les membres qui se connectent avec ${providers} et y utilisent un second facteur n’ont rien à configurer ici. Ils sont comptés sous « Second facteur chez le fournisseur ».`,
  title: 'Authentification à deux facteurs obligatoire',
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
  update: 'Mettre à jour',
  preview: 'Aperçu',
}

const everyoneHas = (members: number): string =>
  write.plural(members, {
    one: 'le seul membre a un second facteur.',
    other: `les ${members} membres ont un second facteur.`,
  })

const willBe = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} membre sur ${members} sera bloqué jusqu’à ce qu’il la configure.`,
    other: `${blocked} membres sur ${members} seront bloqués jusqu’à ce qu’ils la configurent.`,
  })

const are = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} membre sur ${members} est bloqué jusqu’à ce qu’il la configure.`,
    other: `${blocked} membres sur ${members} sont bloqués jusqu’à ce qu’ils la configurent.`,
  })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Plus personne ne devra la configurer. Les membres qui l’ont configurée la gardent.',
  block: (members) =>
    write.plural(members, {
      one: `Bloquer ${members} membre maintenant`,
      other: `Bloquer ${members} membres maintenant`,
    }),
  stillOff: 'Aucune modification pour l’instant. Personne ne doit la configurer.',
  unchangedSince: (since) =>
    `Aucune modification pour l’instant. L’authentification à deux facteurs est exigée depuis le ${since}, et tout le monde l’a.`,
  unchangedFrom: (from) =>
    `Aucune modification pour l’instant. L’authentification à deux facteurs sera exigée à partir du ${from}, et tout le monde l’a.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `Aucune modification pour l’instant. L’authentification à deux facteurs est exigée depuis le ${since}. ${are(blocked, members)}`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `Aucune modification pour l’instant. À partir du ${from}, ${willBe(blocked, members)}`,
  nobodyNow: (members) =>
    `L’authentification à deux facteurs sera exigée dès que vous enregistrez. Personne ne sera bloqué : ${everyoneHas(members)}`,
  blockedNow: (blocked, members) => `Dès que vous enregistrez, ${willBe(blocked, members)}`,
  nobodyFrom: (from, members) =>
    `L’authentification à deux facteurs sera exigée à partir du ${from}. Pour l’instant, personne ne sera bloqué : ${everyoneHas(members)}`,
  blockedFrom: (from, blocked, members) => `À partir du ${from}, ${willBe(blocked, members)}`,
  untilThen: 'D’ici là, personne n’est bloqué.',
}
