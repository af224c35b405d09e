import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) => `${enrolled} von ${members} Mitgliedern haben sie eingerichtet`,
  who: 'Ansehen, wer sie nicht eingerichtet hat',
  whoIsAudited: 'Jeder Blick auf Namen wird protokolliert.',
  chart: {
    title: 'Einrichtung im Lauf der Zeit',
    summary: ({ from, was, now }) => `Eingerichtet am ${from}: ${was}. Heute: ${now}.`,
    empty: 'Ab morgen zeigt sich hier, wie sich die Zahlen von Tag zu Tag ändern.',
    members: 'Mitglieder',
    today: 'Heute',
    requiredFrom: (day) => `Pflicht ab ${day}`,
    byDay: 'Zahlen nach Tagen',
    day: 'Tag',
  },
  report: {
    title: 'Nur Bericht: wenn sie jetzt Pflicht wäre',
    explanation:
      'Das sperrt niemanden. Es zeigt, was geschähe, wenn Zwei-Faktor-Authentifizierung jetzt verlangt würde.',
    blocked: (blocked, members) =>
      write.plural(blocked, {
        one: `${blocked} von ${members} Mitgliedern wäre gesperrt, bis sie eingerichtet ist.`,
        other: `${blocked} von ${members} Mitgliedern wären gesperrt, bis sie eingerichtet ist.`,
      }),
    nobody: 'Alle haben einen zweiten Faktor: Niemand wäre gesperrt.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `Seit ${since} kamen Mitglieder ${entries}-mal ohne zweiten Faktor herein. Zuerst hätte einer eingerichtet werden müssen.`,
        other: `Seit ${since} kamen Mitglieder ${entries}-mal ohne zweiten Faktor herein. Jedes Mal hätte zuerst einer eingerichtet werden müssen.`,
      }),
    noEntries: (days) =>
      `In den letzten ${days} Tagen kam, soweit gezählt, niemand ohne zweiten Faktor herein.`,
    byDay: 'Zugänge nach Tagen',
    entriesOfDay: 'Ohne zweiten Faktor',
  },
  message: {
    title: 'Nachricht an Ihr Team',
    label: 'Text zum Kopieren',
    off: ({ workspace, host }) =>
      `bitte richten Sie die Zwei-Faktor-Authentifizierung für ${workspace} (${host}) ein.`,
    scheduled: ({ at, workspace, host }) =>
      `${workspace} (${host}) verlangt Zwei-Faktor-Authentifizierung, und zwar ab: ${at}. Bitte richten Sie sie vorher ein: Wer das nicht getan hat, kommt erst danach wieder hinein.`,
    inEffect: ({ at, workspace, host }) =>
      `${workspace} (${host}) verlangt Zwei-Faktor-Authentifizierung, und zwar seit: ${at}. Wenn Sie sie noch nicht eingerichtet haben, kommen Sie wieder hinein, sobald das geschehen ist.`,
    greeting: 'Guten Tag,',
    howTo: (link) => `Das dauert zwei Minuten, mit einer Authenticator-App auf Ihrem Telefon:
${link}

Bewahren Sie die Wiederherstellungscodes auf, die Sie bekommen: Mit ihnen kommen Sie auch ohne das Telefon hinein.`,
  },
  changes: {
    title: 'Letzte Änderungen',
    none: 'Bisher hat niemand die Richtlinie geändert.',
    requiredFrom: ({ at }) => say`Verlangt ab ${at}`,
    turnedOff: 'Ausgeschaltet',
    madeBy: ({ at, by }) => say`${at}, von ${by}`,
    all: ({ audit }) => say`Alles, was geschehen ist, steht im ${audit('Protokoll')}.`,
  },
}
