import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'Arbeitsbereiche',
  none: ({ email }) =>
    say`Sie sind noch in keinem Arbeitsbereich Mitglied. Bitten Sie einen Admin des Ihren, ${email} hinzuzufügen.`,
  settings: 'Einstellungen',
  settingsOf: (workspace) => `Einstellungen von ${workspace}`,
  open: 'Öffnen',
  openThis: (workspace) => `${workspace} öffnen`,
  required: 'Zwei-Faktor-Authentifizierung verlangt',
  requiredFrom: ({ at }) => say`Zwei-Faktor-Authentifizierung verlangt ab ${at}`,
  setUp: 'Einrichten',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `Sicherheit von ${workspace}`,
  stale:
    'Inzwischen hat jemand anderes die Richtlinie geändert. So steht sie jetzt; sehen Sie sie an, und speichern Sie noch einmal, wenn Sie es noch wollen.',
  invalid: 'Wählen Sie einen der Zeitpunkte. Es wurde nichts geändert.',
  enableFirst: ({ enable }) =>
    say`Bevor Sie Zwei-Faktor-Authentifizierung von anderen verlangen können, schalten Sie sie für sich selbst ein. ${enable('Jetzt einschalten')}`,
  enrolment: 'Stand der Einrichtung',
  enrolled: 'Eingerichtet',
  enrolledOf: (enrolled, members) => `${enrolled} von ${members}`,
  pending: 'Noch nicht, bis zum Stichtag',
  overdue: 'Gesperrt, bis sie eingerichtet ist',
  vouchedFor: ({ providers }) =>
    say`Mitglieder, die zuletzt über ${providers} und mit einem dort nachgewiesenen zweiten Faktor gekommen sind, werden nicht gesperrt. Sie werden gesondert gezählt, bis sie auf einem anderen Weg kommen.`,
  title: 'Pflicht zur Zwei-Faktor-Authentifizierung',
  off: 'Aus',
  scheduled: ({ at, badge }) => say`${badge('Geplant')} ab ${at}.`,
  inEffect: ({ at, badge }) => say`${badge('In Kraft')} seit ${at}.`,
  require: 'Zwei-Faktor-Authentifizierung von allen Mitgliedern verlangen',
  timing: 'Beginn der Pflicht',
  timings: { 0: 'Sofort', 3: 'In 3 Tagen', 7: 'In 7 Tagen', 14: 'In 14 Tagen', 30: 'In 30 Tagen' },
  update: 'Speichern',
  preview: 'Vorschau',
}

const everybodyHas = (members: number): string =>
  write.plural(members, {
    one: 'das einzige Mitglied einen zweiten Faktor',
    other: `alle ${members} Mitglieder einen zweiten Faktor`,
  })

const have = (members: number): string => write.plural(members, { one: 'hat', other: 'haben' })
const are = (blocked: number): string => write.plural(blocked, { one: 'ist', other: 'sind' })
const will = (blocked: number): string => write.plural(blocked, { one: 'wird', other: 'werden' })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Niemand wird mehr aufgefordert, sie einzurichten. Wer sie eingerichtet hat, behält sie.',
  block: (members) =>
    write.plural(members, {
      one: `${members} Mitglied jetzt sperren`,
      other: `${members} Mitglieder jetzt sperren`,
    }),
  stillOff: 'Niemand muss sie einrichten. Speichern ändert nichts.',
  unchangedSince: (since) =>
    `Speichern ändert nichts: Seit ${since} wird Zwei-Faktor-Authentifizierung verlangt, und alle haben sie.`,
  unchangedFrom: (from) =>
    `Speichern ändert nichts: Ab ${from} wird Zwei-Faktor-Authentifizierung verlangt, und alle haben sie.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `Speichern ändert nichts: Seit ${since} ${are(blocked)} ${blocked} von ${members} Mitgliedern gesperrt, bis sie eingerichtet ist.`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `Speichern ändert nichts: Ab ${from} ${will(blocked)} ${blocked} von ${members} Mitgliedern gesperrt, bis sie eingerichtet ist.`,
  nobodyNow: (members) =>
    `Im Augenblick des Speicherns ${have(members)} ${everybodyHas(members)}, und niemand wird gesperrt.`,
  blockedNow: (blocked, members) =>
    `Mit dem Speichern ${will(blocked)} ${blocked} von ${members} Mitgliedern gesperrt, bis sie eingerichtet ist.`,
  nobodyFrom: (from, members) =>
    `Ab ${from}: Nach jetzigem Stand ${have(members)} ${everybodyHas(members)}, und niemand wird gesperrt.`,
  blockedFrom: (from, blocked, members) =>
    `Ab ${from} ${will(blocked)} ${blocked} von ${members} Mitgliedern gesperrt, bis sie eingerichtet ist.`,
  untilThen: 'Bis dahin ist niemand gesperrt.',
}
