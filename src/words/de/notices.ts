import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

const intruder = (contact: string) =>
  `Das waren nicht Sie? Dann ist jemand in Ihrem Konto. Ändern Sie Ihr Passwort, melden Sie sich unter „Sitzungen“ überall sonst ab, und lassen Sie Ihren zweiten Faktor zurücksetzen; wenden Sie sich dafür an ${contact}.`

const intruderByProvider = (contact: string) =>
  `Das waren nicht Sie? Dann ist jemand in Ihrem Konto. Melden Sie sich unter „Sitzungen“ überall sonst ab, und lassen Sie Ihren zweiten Faktor zurücksetzen; wenden Sie sich dafür an ${contact}.`

const notEnrolled = (count: number, members: number): string =>
  write.plural(count, {
    one: `hat ${count} von ${members} Mitgliedern sie`,
    other: `haben ${count} von ${members} Mitgliedern sie`,
  })

export const notices: Words['notices'] = {
  label: 'Hinweise',
  dismiss: 'Ausblenden',
  dismissAll: 'Alle ausblenden',
  dismissThis: (notice) => `Ausblenden: ${notice}`,
  titles: {
    'second_factor.added': 'Ihrem Konto wurde eine Authenticator-App hinzugefügt',
    'second_factor.replaced': 'Ihre Authenticator-App wurde ersetzt',
    'second_factor.removed': 'Die Zwei-Faktor-Authentifizierung Ihres Kontos wurde ausgeschaltet',
    'second_factor.reset': 'Ihr zweiter Faktor wurde von den Betreibern dieser Plattform zurückgesetzt',
    'authenticator.disabled': `Ihre Authenticator-App gilt nicht mehr, nach ${FAILURES_THAT_DISABLE} falschen Codes hintereinander`,
    'recovery_code.used': 'Einer Ihrer Wiederherstellungscodes wurde verwendet',
    'recovery_codes.regenerated': 'Ihre Wiederherstellungscodes wurden durch neue ersetzt',
    'password.changed': 'Ihr Passwort wurde geändert',
    'identity.linked': 'Ein Anmeldeweg wurde mit Ihrem Konto verknüpft',
    'identity.unlinked': 'Die Verknüpfung eines Anmeldewegs mit Ihrem Konto wurde gelöst',
  },
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `Das waren nicht Sie? Dann ist jemand in Ihrem Konto. Ändern Sie Ihr Passwort, melden Sie sich unter „Sitzungen“ überall sonst ab, und wenden Sie sich an ${contact}.`,
    'second_factor.reset': (contact) =>
      `Sie haben nicht darum gebeten? Dann wenden Sie sich sofort an ${contact}: Bis Sie wieder einen zweiten Faktor einrichten, öffnet Ihr Passwort allein Ihr Konto.`,
    'authenticator.disabled': (contact) =>
      `Das waren nicht Sie? Dann hat jemand Ihr Passwort: Ändern Sie es. Mit einem Wiederherstellungscode kommen Sie noch hinein; ohne einen wenden Sie sich an ${contact}.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `Sie wissen nichts davon? Dann wenden Sie sich sofort an ${contact}: Vielleicht ist jemand in Ihrem Konto, und Ihr bisheriges Passwort öffnet es nicht mehr.`,
    'identity.linked': (contact) =>
      `Sie wissen nichts davon? Dann hat sich vielleicht jemand einen Zugang zu Ihrem Konto geschaffen: Lösen Sie die Verknüpfung unter „Sicherheit“. Ändern Sie Ihr Passwort, melden Sie sich unter „Sitzungen“ überall sonst ab, und wenden Sie sich an ${contact}.`,
    'identity.unlinked': (contact) =>
      `Sie wissen nichts davon? Dann ist vielleicht jemand in Ihrem Konto. Ändern Sie Ihr Passwort, melden Sie sich unter „Sitzungen“ überall sonst ab, und wenden Sie sich an ${contact}.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `Das waren nicht Sie? Dann ist jemand in Ihrem Konto. Melden Sie sich unter „Sitzungen“ überall sonst ab, und wenden Sie sich an ${contact}.`,
    'second_factor.reset': (contact) =>
      `Sie haben nicht darum gebeten? Dann wenden Sie sich sofort an ${contact}: Bis Sie wieder einen zweiten Faktor einrichten, wird bei der Anmeldung keiner verlangt.`,
    'authenticator.disabled': (contact) =>
      `Das waren nicht Sie? Dann kann sich jemand als Sie anmelden, bis zum Code. Sichern Sie das Konto, mit dem Sie sich anmelden. Mit einem Wiederherstellungscode kommen Sie noch hinein; ohne einen wenden Sie sich an ${contact}.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `Sie wissen nichts davon? Dann hat sich vielleicht jemand einen Zugang zu Ihrem Konto geschaffen: Lösen Sie die Verknüpfung unter „Sicherheit“. Melden Sie sich unter „Sitzungen“ überall sonst ab, und wenden Sie sich an ${contact}.`,
    'identity.unlinked': (contact) =>
      `Sie wissen nichts davon? Dann ist vielleicht jemand in Ihrem Konto. Melden Sie sich unter „Sitzungen“ überall sonst ab, und wenden Sie sich an ${contact}.`,
  },
  here: ({ at }) => say`${at}, in diesem Browser`,
  from: ({ at, ip, browser }) => say`${at}, von ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `${workspace} (${host})`,
  sentences: {
    'enforcement.scheduled': (workspace, when) =>
      `Ab ${when} wird von allen Mitgliedern von ${workspace} Zwei-Faktor-Authentifizierung verlangt.`,
    'enforcement.seven_days_left': (workspace, when) =>
      `In höchstens 7 Tagen, ab ${when}, wird von allen Mitgliedern von ${workspace} Zwei-Faktor-Authentifizierung verlangt.`,
    'enforcement.one_day_left': (workspace, when) =>
      `In höchstens einem Tag, ab ${when}, wird von allen Mitgliedern von ${workspace} Zwei-Faktor-Authentifizierung verlangt.`,
    'enforcement.in_effect': (workspace, when) =>
      `Seit ${when} wird von allen Mitgliedern von ${workspace} Zwei-Faktor-Authentifizierung verlangt.`,
  },
  atThatTime: (figures) => `Stand zu diesem Zeitpunkt: ${figures}`,
  everybodyEnrolled: 'Alle haben einen zweiten Faktor.',
  notEnrolledYet: (count, members) => `Noch ${notEnrolled(count, members)} nicht eingerichtet.`,
  blocked: (count, members) =>
    `Noch ${notEnrolled(count, members)} nicht eingerichtet; so lange ist der Zugang gesperrt.`,
}
