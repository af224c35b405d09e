import type { AppliesTo } from '../../core/policy.ts'
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
  leave: 'Quitter',
  leaveThis: (workspace) => `Quitter ${workspace}`,
  left: 'Vous avez quitté l’espace de travail. Votre accès prendra fin dans quelques minutes.',
  required: 'Authentification à deux facteurs exigée',
  requiredFrom: ({ at }) => say`Authentification à deux facteurs exigée à partir du ${at}`,
  setUp: 'La configurer',
  passkeyRequired: 'Clé d’accès exigée',
  passkeyRequiredFrom: ({ at }) => say`Clé d’accès exigée à partir du ${at}`,
  addPasskey: 'En ajouter une',
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
  require: 'Exiger l’authentification à deux facteurs',
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

const someOf = (some: number, members: number, among?: AppliesTo): string =>
  write.plural(some, {
    one: `${some} ${among === 'admins' ? 'propriétaire ou administrateur' : 'membre'} sur ${members}`,
    other: `${some} ${among === 'admins' ? 'propriétaires ou administrateurs' : 'membres'} sur ${members}`,
  })

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'tous les propriétaires et administrateurs l’ont' : 'tout le monde l’a'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one:
      among === 'admins'
        ? 'le seul propriétaire a un second facteur.'
        : 'le seul membre a un second facteur.',
    other: `les ${members} ${among === 'admins' ? 'propriétaires et administrateurs' : 'membres'} ont un second facteur.`,
  })

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${someOf(blocked, members, among)} sera bloqué jusqu’à ce qu’il la configure.`,
    other: `${someOf(blocked, members, among)} seront bloqués jusqu’à ce qu’ils la configurent.`,
  })

const are = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${someOf(blocked, members, among)} est bloqué jusqu’à ce qu’il la configure.`,
    other: `${someOf(blocked, members, among)} sont bloqués jusqu’à ce qu’ils la configurent.`,
  })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Plus personne ne devra la configurer. Les membres qui l’ont configurée la gardent.',
  block: (members) =>
    write.plural(members, {
      one: `Bloquer ${members} membre maintenant`,
      other: `Bloquer ${members} membres maintenant`,
    }),
  stillOff: 'Aucune modification pour l’instant. Personne ne doit la configurer.',
  unchangedSince: (since, among) =>
    `Aucune modification pour l’instant. L’authentification à deux facteurs est exigée depuis le ${since}, et ${allHave(among)}.`,
  unchangedFrom: (from, among) =>
    `Aucune modification pour l’instant. L’authentification à deux facteurs sera exigée à partir du ${from}, et ${allHave(among)}.`,
  unchangedBlockedSince: (since, blocked, members, among) =>
    `Aucune modification pour l’instant. L’authentification à deux facteurs est exigée depuis le ${since}. ${are(blocked, members, among)}`,
  unchangedBlockedFrom: (from, blocked, members, among) =>
    `Aucune modification pour l’instant. À partir du ${from}, ${willBe(blocked, members, among)}`,
  nobodyNow: (members, among) =>
    `L’authentification à deux facteurs sera exigée dès que vous enregistrez. Personne ne sera bloqué : ${everyoneHas(members, among)}`,
  blockedNow: (blocked, members, among) => `Dès que vous enregistrez, ${willBe(blocked, members, among)}`,
  nobodyFrom: (from, members, among) =>
    `L’authentification à deux facteurs sera exigée à partir du ${from}. Pour l’instant, personne ne sera bloqué : ${everyoneHas(members, among)}`,
  blockedFrom: (from, blocked, members, among) => `À partir du ${from}, ${willBe(blocked, members, among)}`,
  untilThen: 'D’ici là, personne n’est bloqué.',
}
