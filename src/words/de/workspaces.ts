import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'Arbeitsbereiche',
  none: ({ email }) =>
    say`Sie sind noch in keinem Arbeitsbereich Mitglied. Bitten Sie einen Admin, ${email} hinzuzufügen.`,
  settings: 'Einstellungen',
  settingsOf: (workspace) => `Einstellungen von ${workspace}`,
  open: 'Öffnen',
  openThis: (workspace) => `${workspace} öffnen`,
  required: 'Zwei-Faktor-Authentifizierung erforderlich',
  requiredFrom: ({ at }) => say`Zwei-Faktor-Authentifizierung erforderlich ab ${at}`,
  setUp: 'Einrichten',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `Sicherheit von ${workspace}`,
  stale:
    'Jemand anderes hat die Richtlinie gerade geändert. Prüfen Sie unten den aktuellen Stand, und aktualisieren Sie noch einmal, wenn Sie das weiterhin möchten.',
  invalid: 'Wählen Sie, ab wann die Pflicht gilt. Es wurde nichts geändert.',
  enableFirst: ({ enable }) =>
    say`Um die Zwei-Faktor-Authentifizierung von anderen zu verlangen, aktivieren Sie sie zuerst für sich selbst. ${enable('Jetzt aktivieren')}`,
  enrolment: 'Einrichtung',
  enrolled: 'Eingerichtet',
  enrolledOf: (enrolled, members) => `${enrolled} von ${members}`,
  pending: 'Noch nicht eingerichtet',
  overdue: 'Gesperrt bis zur Einrichtung',
  vouchedFor: ({ providers }) =>
    say`Mitglieder, die sich mit ${providers} anmelden und dort einen zweiten Faktor verwenden, müssen hier nichts einrichten. Sie werden als „Zweiter Faktor beim Anbieter“ gezählt.`,
  title: 'Pflicht zur Zwei-Faktor-Authentifizierung',
  off: 'Aus',
  scheduled: ({ at, badge }) => say`${badge('Geplant')} ab ${at}.`,
  inEffect: ({ at, badge }) => say`${badge('In Kraft')} seit ${at}.`,
  require: 'Zwei-Faktor-Authentifizierung von allen Mitgliedern verlangen',
  timing: 'Beginn der Pflicht',
  timings: { 0: 'Sofort', 3: 'In 3 Tagen', 7: 'In 7 Tagen', 14: 'In 14 Tagen', 30: 'In 30 Tagen' },
  update: 'Aktualisieren',
  preview: 'Vorschau',
}

const everyoneHas = (members: number): string =>
  write.plural(members, {
    one: 'Das einzige Mitglied hat einen zweiten Faktor.',
    other: `Alle ${members} Mitglieder haben einen zweiten Faktor.`,
  })

const areBlocked = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} von ${members} Mitgliedern ist bis zur Einrichtung gesperrt.`,
    other: `${blocked} von ${members} Mitgliedern sind bis zur Einrichtung gesperrt.`,
  })

const will = (blocked: number): string => write.plural(blocked, { one: 'wird', other: 'werden' })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Niemand muss sie mehr einrichten. Mitglieder, die sie eingerichtet haben, nutzen sie weiterhin.',
  block: (members) =>
    write.plural(members, {
      one: `${members} Mitglied jetzt sperren`,
      other: `${members} Mitglieder jetzt sperren`,
    }),
  stillOff: 'Noch keine Änderung. Niemand muss sie einrichten.',
  unchangedSince: (since) =>
    `Noch keine Änderung. Die Zwei-Faktor-Authentifizierung ist seit ${since} Pflicht, und alle haben sie.`,
  unchangedFrom: (from) =>
    `Noch keine Änderung. Die Zwei-Faktor-Authentifizierung ist ab ${from} Pflicht, und alle haben sie.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `Noch keine Änderung. Die Zwei-Faktor-Authentifizierung ist seit ${since} Pflicht. ${areBlocked(blocked, members)}`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `Noch keine Änderung. Ab ${from} ${will(blocked)} ${blocked} von ${members} Mitgliedern bis zur Einrichtung gesperrt.`,
  nobodyNow: (members) =>
    `Die Zwei-Faktor-Authentifizierung ist Pflicht, sobald Sie speichern. Niemand wird gesperrt: ${everyoneHas(members)}`,
  blockedNow: (blocked, members) =>
    `Sobald Sie speichern, ${will(blocked)} ${blocked} von ${members} Mitgliedern bis zur Einrichtung gesperrt.`,
  nobodyFrom: (from, members) =>
    `Die Zwei-Faktor-Authentifizierung ist ab ${from} Pflicht. Nach heutigem Stand wird niemand gesperrt: ${everyoneHas(members)}`,
  blockedFrom: (from, blocked, members) =>
    `Ab ${from} ${will(blocked)} ${blocked} von ${members} Mitgliedern bis zur Einrichtung gesperrt.`,
  untilThen: 'Bis dahin ist niemand gesperrt.',
}
