import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) =>
    write.plural(enrolled, {
      one: `${enrolled} von ${members} Mitgliedern hat sie eingerichtet`,
      other: `${enrolled} von ${members} Mitgliedern haben sie eingerichtet`,
    }),
  who: 'Anzeigen, wer sie noch nicht eingerichtet hat.',
  whoIsAudited: 'Aufrufe von Namen werden im Audit-Protokoll festgehalten.',
  chart: {
    title: 'Einrichtung im Zeitverlauf',
    summary: ({ from, was, now }) => `Eingerichtet am ${from}: ${was}. Heute: ${now}.`,
    empty: 'Ab morgen zeigt dieses Diagramm, wie viele Mitglieder sie an jedem Tag eingerichtet haben.',
    members: 'Mitglieder',
    today: 'Heute',
    requiredFrom: (day) => `Pflicht ab ${day}`,
    requiredOfAdminsFrom: (day) => `Pflicht für Eigentümer und Admins ab ${day}`,
    byDay: 'Zahlen nach Tag',
    day: 'Tag',
  },
  report: {
    title: 'Vorschau: wenn sie ab sofort Pflicht wäre',
    explanation:
      'Damit wird niemand gesperrt. Sie sehen, was passieren würde, wenn Sie die Zwei-Faktor-Authentifizierung ab sofort verlangen.',
    blocked: (blocked, members, among) =>
      write.plural(blocked, {
        one: `${blocked} von ${members} ${among === 'admins' ? 'Eigentümern und Admins' : 'Mitgliedern'} wäre bis zur Einrichtung gesperrt.`,
        other: `${blocked} von ${members} ${among === 'admins' ? 'Eigentümern und Admins' : 'Mitgliedern'} wären bis zur Einrichtung gesperrt.`,
      }),
    nobody: 'Alle haben einen zweiten Faktor. Niemand wäre gesperrt.',
    nobodyAmongAdmins: 'Alle Eigentümer und Admins haben einen zweiten Faktor. Niemand wäre gesperrt.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `Seit ${since} hat ein Mitglied den Arbeitsbereich einmal ohne zweiten Faktor geöffnet. Es hätte ihn zuerst einrichten müssen.`,
        other: `Seit ${since} haben Mitglieder den Arbeitsbereich ${entries}-mal ohne zweiten Faktor geöffnet. Sie hätten ihn zuerst einrichten müssen.`,
      }),
    entriesOfAll: (entries, since) =>
      write.plural(entries, {
        one: `Seit ${since} hat ein Mitglied den Arbeitsbereich einmal ohne zweiten Faktor geöffnet.`,
        other: `Seit ${since} haben Mitglieder den Arbeitsbereich ${entries}-mal ohne zweiten Faktor geöffnet.`,
      }),
    noEntries: (days) =>
      `Soweit bekannt, hat in den letzten ${days} Tagen niemand den Arbeitsbereich ohne zweiten Faktor geöffnet.`,
    byDay: 'Zugriffe nach Tag',
    entriesOfDay: 'Ohne zweiten Faktor',
  },
  message: {
    title: 'Nachricht an Ihr Team',
    label: 'Text zum Kopieren',
    off: ({ workspace, host }) =>
      `bitte richten Sie die Zwei-Faktor-Authentifizierung für ${workspace} (${host}) ein.`,
    scheduled: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) verlangt die Zwei-Faktor-Authentifizierung${among === 'admins' ? ' von Eigentümern und Admins' : ''} ab ${at}. Bitte richten Sie sie vorher ein. Sonst können Sie ${workspace} erst wieder öffnen, wenn Sie das nachgeholt haben.`,
    inEffect: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) verlangt die Zwei-Faktor-Authentifizierung${among === 'admins' ? ' von Eigentümern und Admins' : ''} seit ${at}. Wenn Sie sie noch nicht eingerichtet haben, können Sie ${workspace} erst danach wieder öffnen.`,
    greeting: 'Guten Tag,',
    howTo: (link) => `Das dauert zwei Minuten, mit einer Authenticator-App auf Ihrem Telefon:
${link}

Bewahren Sie die Wiederherstellungscodes auf, die Sie dabei erhalten. Damit können Sie sich ohne Ihr Telefon anmelden.`,
  },
  unusedImports: (members) =>
    write.plural(members, {
      one: `${members} importierte App, noch nicht verwendet.`,
      other: `${members} importierte Apps, noch nicht verwendet.`,
    }),
  publicPaths: (paths) =>
    write.plural(paths, {
      one: `${paths} Pfad ist für alle offen.`,
      other: `${paths} Pfade sind für alle offen.`,
    }),
  serviceTokens: (tokens) =>
    write.plural(tokens, {
      one: `Programme haben mit ${tokens} Dienst-Token Zugang.`,
      other: `Programme haben mit ${tokens} Dienst-Token Zugang.`,
    }),
  changes: {
    title: 'Letzte Änderungen',
    none: 'Die Richtlinie wurde noch nicht geändert.',
    requiredFrom: ({ at }) => say`Pflicht zur Zwei-Faktor-Authentifizierung ab ${at}`,
    turnedOff: 'Pflicht zur Zwei-Faktor-Authentifizierung aufgehoben',
    madeBy: ({ at, by }) => say`${at}, von ${by}`,
    all: ({ audit }) => say`Mehr dazu im vollständigen ${audit('Audit-Protokoll')}.`,
  },
}
