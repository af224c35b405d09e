import type { AppliesTo } from '../../core/policy.ts'
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
  leave: 'Verlassen',
  leaveThis: (workspace) => `${workspace} verlassen`,
  left: 'Sie haben den Arbeitsbereich verlassen. Ihr Zugriff endet innerhalb weniger Minuten.',
  required: 'Zwei-Faktor-Authentifizierung erforderlich',
  requiredFrom: ({ at }) => say`Zwei-Faktor-Authentifizierung erforderlich ab ${at}`,
  setUp: 'Einrichten',
  passkeyRequired: 'Passkey erforderlich',
  passkeyRequiredFrom: ({ at }) => say`Passkey erforderlich ab ${at}`,
  addPasskey: 'Hinzufügen',
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
  require: 'Zwei-Faktor-Authentifizierung verlangen',
  timing: 'Beginn der Pflicht',
  timings: { 0: 'Sofort', 3: 'In 3 Tagen', 7: 'In 7 Tagen', 14: 'In 14 Tagen', 30: 'In 30 Tagen' },
  update: 'Aktualisieren',
  preview: 'Vorschau',
}

const ofMembers = (members: number, among?: AppliesTo): string =>
  among === 'admins' ? `${members} Eigentümern und Admins` : `${members} Mitgliedern`

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'alle Eigentümer und Admins haben sie' : 'alle haben sie'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one:
      among === 'admins'
        ? 'Der einzige Eigentümer hat einen zweiten Faktor.'
        : 'Das einzige Mitglied hat einen zweiten Faktor.',
    other: `Alle ${members} ${among === 'admins' ? 'Eigentümer und Admins' : 'Mitglieder'} haben einen zweiten Faktor.`,
  })

const areBlocked = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} von ${ofMembers(members, among)} ist bis zur Einrichtung gesperrt.`,
    other: `${blocked} von ${ofMembers(members, among)} sind bis zur Einrichtung gesperrt.`,
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
  unchangedSince: (since, among) =>
    `Noch keine Änderung. Die Zwei-Faktor-Authentifizierung ist seit ${since} Pflicht, und ${allHave(among)}.`,
  unchangedFrom: (from, among) =>
    `Noch keine Änderung. Die Zwei-Faktor-Authentifizierung ist ab ${from} Pflicht, und ${allHave(among)}.`,
  unchangedBlockedSince: (since, blocked, members, among) =>
    `Noch keine Änderung. Die Zwei-Faktor-Authentifizierung ist seit ${since} Pflicht. ${areBlocked(blocked, members, among)}`,
  unchangedBlockedFrom: (from, blocked, members, among) =>
    `Noch keine Änderung. Ab ${from} ${will(blocked)} ${blocked} von ${ofMembers(members, among)} bis zur Einrichtung gesperrt.`,
  nobodyNow: (members, among) =>
    `Die Zwei-Faktor-Authentifizierung ist Pflicht, sobald Sie speichern. Niemand wird gesperrt: ${everyoneHas(members, among)}`,
  blockedNow: (blocked, members, among) =>
    `Sobald Sie speichern, ${will(blocked)} ${blocked} von ${ofMembers(members, among)} bis zur Einrichtung gesperrt.`,
  nobodyFrom: (from, members, among) =>
    `Die Zwei-Faktor-Authentifizierung ist ab ${from} Pflicht. Nach heutigem Stand wird niemand gesperrt: ${everyoneHas(members, among)}`,
  blockedFrom: (from, blocked, members, among) =>
    `Ab ${from} ${will(blocked)} ${blocked} von ${ofMembers(members, among)} bis zur Einrichtung gesperrt.`,
  untilThen: 'Bis dahin ist niemand gesperrt.',
}
