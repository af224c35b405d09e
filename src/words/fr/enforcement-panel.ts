import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) =>
    write.plural(enrolled, {
      one: `${enrolled} membre sur ${members} l’a configurée`,
      other: `${enrolled} membres sur ${members} l’ont configurée`,
    }),
  who: 'Voir qui ne l’a pas configurée',
  whoIsAudited: 'Chaque consultation des noms est inscrite au journal.',
  chart: {
    title: 'Évolution de la configuration',
    summary: ({ from, was, now }) => `Configurée le ${from} : ${was}. Aujourd’hui : ${now}.`,
    empty: 'À partir de demain, on verra ici comment les chiffres changent de jour en jour.',
    members: 'Membres',
    today: 'Aujourd’hui',
    requiredFrom: (day) => `Exigée à partir du ${day}`,
    byDay: 'Chiffres par jour',
    day: 'Jour',
  },
  report: {
    title: 'Rapport seul : si elle était exigée maintenant',
    explanation:
      'Cela ne bloque personne. Voici ce qui se passerait si l’authentification à deux facteurs était exigée maintenant.',
    blocked: (blocked, members) =>
      write.plural(blocked, {
        one: `${blocked} membre sur ${members} serait bloqué d’ici à la configuration.`,
        other: `${blocked} membres sur ${members} seraient bloqués d’ici à la configuration.`,
      }),
    nobody: 'Tout le monde a un second facteur : personne ne serait bloqué.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `Depuis le ${since}, les membres sont entrés ${entries} fois sans second facteur. Il aurait fallu la configurer d’abord.`,
        other: `Depuis le ${since}, les membres sont entrés ${entries} fois sans second facteur. Chaque fois, il aurait fallu la configurer d’abord.`,
      }),
    noEntries: (days) => `Ces ${days} derniers jours, aucune entrée sans second facteur n’a été comptée.`,
    byDay: 'Entrées par jour',
    entriesOfDay: 'Sans second facteur',
  },
  message: {
    title: 'Message pour votre équipe',
    label: 'Texte à copier',
    off: ({ workspace, host }) =>
      `Merci de configurer l’authentification à deux facteurs pour ${workspace} (${host}).`,
    scheduled: ({ at, workspace, host }) =>
      `À partir du ${at}, ${workspace} (${host}) exige l’authentification à deux facteurs. Merci de la configurer avant : sinon, l’accès revient dès que ce sera fait.`,
    inEffect: ({ at, workspace, host }) =>
      `Depuis le ${at}, ${workspace} (${host}) exige l’authentification à deux facteurs. Si vous ne l’avez pas encore configurée, l’accès revient dès que ce sera fait.`,
    greeting: 'Bonjour,',
    howTo: (link) => `Cela prend deux minutes, avec une application d’authentification sur votre téléphone :
${link}

Gardez les codes de récupération que vous recevrez : ils vous permettent d’entrer sans le téléphone.`,
  },
  changes: {
    title: 'Dernières modifications',
    none: 'Personne n’a encore modifié la règle.',
    requiredFrom: ({ at }) => say`Exigée à partir du ${at}`,
    turnedOff: 'Désactivée',
    madeBy: ({ at, by }) => say`${at}, par ${by}`,
    all: ({ audit }) => say`Tout ce qui s’est passé est dans le ${audit('journal')}.`,
  },
}
