import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) =>
    write.plural(enrolled, {
      one: `${enrolled} membre sur ${members} l’a configurée`,
      other: `${enrolled} membres sur ${members} l’ont configurée`,
    }),
  who: 'Voir qui ne l’a pas configurée.',
  whoIsAudited: 'Chaque consultation des noms est inscrite au journal d’audit.',
  chart: {
    title: 'Évolution de la configuration',
    summary: ({ from, was, now }) => `Configurée le ${from} : ${was}. Aujourd’hui : ${now}.`,
    empty: 'À partir de demain, ce graphique montrera combien de membres l’ont configurée chaque jour.',
    members: 'Membres',
    today: 'Aujourd’hui',
    requiredFrom: (day) => `Exigée à partir du ${day}`,
    requiredOfAdminsFrom: (day) => `Exigée des propriétaires et administrateurs à partir du ${day}`,
    byDay: 'Chiffres par jour',
    day: 'Jour',
  },
  report: {
    title: 'Aperçu : si vous l’exigiez maintenant',
    explanation:
      'Cela ne bloque personne. Voici ce qui se passerait si vous exigiez l’authentification à deux facteurs maintenant.',
    blocked: (blocked, members, among) =>
      write.plural(blocked, {
        one: `${blocked} ${among === 'admins' ? 'propriétaire ou administrateur' : 'membre'} sur ${members} serait bloqué jusqu’à ce qu’il la configure.`,
        other: `${blocked} ${among === 'admins' ? 'propriétaires ou administrateurs' : 'membres'} sur ${members} seraient bloqués jusqu’à ce qu’ils la configurent.`,
      }),
    nobody: 'Tout le monde a un second facteur. Personne ne serait bloqué.',
    nobodyAmongAdmins:
      'Tous les propriétaires et administrateurs ont un second facteur. Personne ne serait bloqué.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `Depuis le ${since}, un membre est entré une fois sans second facteur. Il aurait dû en configurer un d’abord.`,
        other: `Depuis le ${since}, des membres sont entrés ${entries} fois sans second facteur. Ils auraient dû en configurer un d’abord.`,
      }),
    entriesOfAll: (entries, since) =>
      write.plural(entries, {
        one: `Depuis le ${since}, un membre est entré une fois sans second facteur.`,
        other: `Depuis le ${since}, des membres sont entrés ${entries} fois sans second facteur.`,
      }),
    noEntries: (days) =>
      `Au cours des ${days} derniers jours, nous n’avons vu personne entrer sans second facteur.`,
    byDay: 'Entrées par jour',
    entriesOfDay: 'Sans second facteur',
  },
  message: {
    title: 'Message pour votre équipe',
    label: 'Texte à copier',
    off: ({ workspace, host }) =>
      `Merci de configurer l’authentification à deux facteurs pour ${workspace} (${host}).`,
    scheduled: ({ at, workspace, host }, among) =>
      `À partir du ${at}, ${workspace} (${host}) exigera l’authentification à deux facteurs${among === 'admins' ? ' de ses propriétaires et administrateurs' : ''}. Merci de la configurer avant. Sinon, vous ne pourrez pas ouvrir ${workspace} avant de l’avoir fait.`,
    inEffect: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) exige l’authentification à deux facteurs${among === 'admins' ? ' de ses propriétaires et administrateurs' : ''} depuis le ${at}. Si vous ne l’avez pas encore configurée, vous ne pouvez pas ouvrir ${workspace} avant de l’avoir fait.`,
    greeting: 'Bonjour,',
    howTo: (link) => `Cela prend deux minutes, avec une application d’authentification sur votre téléphone :
${link}

Gardez les codes de récupération que vous recevrez. Ils vous permettent de vous connecter sans votre téléphone.`,
  },
  unusedImports: (members) =>
    write.plural(members, {
      one: `${members} importée, pas encore utilisée.`,
      other: `${members} importées, pas encore utilisées.`,
    }),
  publicPaths: (paths) =>
    write.plural(paths, {
      one: `${paths} chemin est ouvert à tous.`,
      other: `${paths} chemins sont ouverts à tous.`,
    }),
  serviceTokens: (tokens) =>
    write.plural(tokens, {
      one: `Les programmes peuvent entrer avec ${tokens} jeton de service.`,
      other: `Les programmes peuvent entrer avec ${tokens} jetons de service.`,
    }),
  changes: {
    title: 'Dernières modifications',
    none: 'La règle n’a pas encore été modifiée.',
    requiredFrom: ({ at }) => say`Authentification à deux facteurs exigée à partir du ${at}`,
    turnedOff: 'L’authentification à deux facteurs n’est plus exigée',
    madeBy: ({ at, by }) => say`${at}, par ${by}`,
    all: ({ audit }) => say`Voir le ${audit('journal d’audit')} complet.`,
  },
}
