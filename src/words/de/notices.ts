import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ACCESS = 'Das waren nicht Sie? Dann hat vielleicht jemand Zugang zu Ihrem Konto.'
const CHANGE_PASSWORD = 'Ändern Sie Ihr Passwort.'
const SIGN_OUT = 'Melden Sie sich unter „Sitzungen“ überall sonst ab.'

const forHelp = (contact: string) => `Wenden Sie sich dann an ${contact}.`
const forReset = (contact: string) =>
  `Wenden Sie sich dann an ${contact}, um Ihre Zwei-Faktor-Authentifizierung zurücksetzen zu lassen.`

const intruder = (contact: string) => `${ACCESS} ${CHANGE_PASSWORD} ${SIGN_OUT} ${forReset(contact)}`
const intruderByProvider = (contact: string) => `${ACCESS} ${SIGN_OUT} ${forReset(contact)}`

export const notices: Words['notices'] = {
  label: 'Hinweise',
  dismiss: 'Ausblenden',
  dismissAll: 'Alle ausblenden',
  dismissThis: (notice) => `Ausblenden: ${notice}`,
  doneHere: 'Das haben Sie in diesem Browser getan:',
  titles: {
    'second_factor.added': 'Eine Authenticator-App wurde zu Ihrem Konto hinzugefügt',
    'second_factor.replaced': 'Ihre Authenticator-App wurde ersetzt',
    'second_factor.removed': 'Die Zwei-Faktor-Authentifizierung wurde für Ihr Konto deaktiviert',
    'second_factor.reset':
      'Das Support-Team Ihrer Plattform hat Ihre Zwei-Faktor-Authentifizierung zurückgesetzt',
    'second_factor.recovered': 'Ihr Konto wurde mit einem neuen zweiten Faktor wiederhergestellt',
    'recovery.asked': 'Jemand hat die Wiederherstellung Ihres Kontos angefragt',
    'recovery.approved': 'Jemand hat der Wiederherstellung Ihres Kontos zugestimmt',
    'recovery.stopped': 'Eine Wiederherstellung Ihres Kontos wurde gestoppt',
    'authenticator.disabled': `Ihre Authenticator-App wurde nach ${FAILURES_THAT_DISABLE} falschen Codes in Folge gesperrt`,
    'recovery_code.used': 'Einer Ihrer Wiederherstellungscodes wurde verwendet',
    'recovery_codes.regenerated': 'Ihre Wiederherstellungscodes wurden durch neue ersetzt',
    'password.changed': 'Ihr Passwort wurde geändert',
    'identity.linked': 'Ein Anmeldeweg wurde mit Ihrem Konto verknüpft',
    'account.disowned': 'Eine Änderung an Ihrem Konto wurde als nicht von Ihnen gemeldet',
    'identity.unlinked': 'Die Verknüpfung eines Anmeldewegs mit Ihrem Konto wurde aufgehoben',
    'address.requested': 'Für Ihr Konto wurde eine neue E-Mail-Adresse angefordert',
    'address.changed': 'Die E-Mail-Adresse Ihres Kontos wurde geändert',
    'authenticator.removed': 'Ihre Authenticator-App wurde aus Ihrem Konto entfernt',
    'passkey.added': 'Ein Passkey wurde zu Ihrem Konto hinzugefügt',
    'passkey.removed': 'Ein Passkey wurde aus Ihrem Konto entfernt',
    'passkey.counter_went_back': 'Von einem Ihrer Passkeys gibt es vielleicht eine Kopie',
    'recovery_codes.removed': 'Ihre Wiederherstellungscodes wurden gelöscht',
  },
  firstPasskey:
    'Ein Passkey wurde zu Ihrem Konto hinzugefügt, und die Zwei-Faktor-Authentifizierung ist aktiv',
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) => `${ACCESS} ${CHANGE_PASSWORD} ${SIGN_OUT} ${forHelp(contact)}`,
    'second_factor.reset': (contact) =>
      `Sie haben nicht darum gebeten? Wenden Sie sich sofort an ${contact}. Ihr Konto ist nur durch Ihr Passwort geschützt, bis Sie die Zwei-Faktor-Authentifizierung wieder einrichten.`,
    'second_factor.recovered': (contact) =>
      `Ihre bisherige Authenticator-App, Ihre Passkeys und Ihre Wiederherstellungscodes funktionieren nicht mehr. Das waren nicht Sie? Wenden Sie sich sofort an ${contact}. Vielleicht hat jemand Zugang zu Ihrem Konto.`,
    'recovery.asked': (contact) =>
      `Wenn Sie das nicht waren, stoppen Sie es mit dem Link in unserer E-Mail. Eine Anmeldung mit Ihrem zweiten Faktor stoppt es ebenfalls. Ändern Sie danach Ihr Passwort, denn vielleicht kennt es jemand. Brauchen Sie Hilfe? Wenden Sie sich an ${contact}.`,
    'recovery.approved': (contact) =>
      `Wenn Sie das nicht waren, stoppen Sie es mit dem Link in unserer E-Mail. Eine Anmeldung mit Ihrem zweiten Faktor stoppt es ebenfalls. Ändern Sie danach Ihr Passwort, denn vielleicht kennt es jemand. Brauchen Sie Hilfe? Wenden Sie sich an ${contact}.`,
    'recovery.stopped': (contact) =>
      `Ihr zweiter Faktor hat sich nicht geändert. Wenn Sie die Wiederherstellung nicht gestoppt haben, fragen Sie eine neue an. Wenn Sie auch nicht darum gebeten haben, kennt vielleicht jemand Ihr Passwort. Ändern Sie es sofort. Brauchen Sie Hilfe? Wenden Sie sich an ${contact}.`,
    'authenticator.disabled': (contact) =>
      `Sie können sich weiterhin mit einem Wiederherstellungscode anmelden. Wenn Sie keinen haben, wenden Sie sich an ${contact}. Das waren nicht Sie? Dann kennt vielleicht jemand Ihr Passwort. Ändern Sie es sofort.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `Das waren nicht Sie? Wenden Sie sich sofort an ${contact}. Vielleicht hat jemand Zugang zu Ihrem Konto, und Ihr altes Passwort funktioniert nicht mehr.`,
    'identity.linked': (contact) =>
      `${ACCESS} Heben Sie die Verknüpfung unter „Sicherheit“ auf. ${CHANGE_PASSWORD} ${SIGN_OUT} ${forHelp(contact)}`,
    'account.disowned': (contact) =>
      `Jemand hat den Link „Das war ich nicht“ in einer unserer Nachrichten verwendet. Wenn Ihr Konto gesperrt ist oder Sie nichts gemeldet haben, wenden Sie sich an ${contact}. Wenn Ihr Passwort nicht mehr funktioniert, wählen Sie über die Anmeldeseite ein neues. API-Tokens, Dienst-Tokens und Einladungen, die Ihr Konto seit dieser Änderung erstellt hat, funktionieren nicht mehr. Prüfen Sie die früheren selbst.`,
    'identity.unlinked': (contact) => `${ACCESS} ${CHANGE_PASSWORD} ${SIGN_OUT} ${forHelp(contact)}`,
    'address.requested': (contact) =>
      `${ACCESS} Brechen Sie die Änderung unter „Sicherheit“ ab. ${CHANGE_PASSWORD} ${SIGN_OUT} ${forHelp(contact)}`,
    'address.changed': (contact) =>
      `Das waren nicht Sie? Wenden Sie sich sofort an ${contact}. Vielleicht hat jemand Zugang zu Ihrem Konto, und mit der alten Adresse kommen Sie nicht mehr hinein.`,
    'authenticator.removed': intruder,
    'passkey.added': intruder,
    'passkey.removed': intruder,
    'passkey.counter_went_back': (contact) =>
      `Der Zähler dieses Passkeys ist zurückgegangen. Vielleicht hat jemand den Passkey kopiert. Wenn Sie dafür keine Erklärung haben, entfernen Sie ihn unter „Sicherheit“, fügen Sie einen neuen hinzu und informieren Sie ${contact}.`,
    'recovery_codes.removed': (contact) =>
      `Erstellen Sie unter „Sicherheit“ neue Wiederherstellungscodes. Sie haben nicht darum gebeten? Wenden Sie sich sofort an ${contact}.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) => `${ACCESS} ${SIGN_OUT} ${forHelp(contact)}`,
    'second_factor.reset': (contact) =>
      `Sie haben nicht darum gebeten? Wenden Sie sich sofort an ${contact}. Die Anmeldung hat keinen zweiten Schritt, bis Sie die Zwei-Faktor-Authentifizierung wieder einrichten.`,
    'second_factor.recovered': (contact) =>
      `Ihre bisherige Authenticator-App, Ihre Passkeys und Ihre Wiederherstellungscodes funktionieren nicht mehr. Das waren nicht Sie? Wenden Sie sich sofort an ${contact}. Vielleicht hat jemand Zugang zu Ihrem Konto.`,
    'recovery.asked': (contact) =>
      `Wenn Sie das nicht waren, stoppen Sie es mit dem Link in unserer E-Mail. Eine Anmeldung mit Ihrem zweiten Faktor stoppt es ebenfalls. Sichern Sie danach das Konto, mit dem Sie sich anmelden. Brauchen Sie Hilfe? Wenden Sie sich an ${contact}.`,
    'recovery.approved': (contact) =>
      `Wenn Sie das nicht waren, stoppen Sie es mit dem Link in unserer E-Mail. Eine Anmeldung mit Ihrem zweiten Faktor stoppt es ebenfalls. Sichern Sie danach das Konto, mit dem Sie sich anmelden. Brauchen Sie Hilfe? Wenden Sie sich an ${contact}.`,
    'recovery.stopped': (contact) =>
      `Ihr zweiter Faktor hat sich nicht geändert. Wenn Sie die Wiederherstellung nicht gestoppt haben, fragen Sie eine neue an. Wenn Sie auch nicht darum gebeten haben, hat vielleicht jemand Zugang zu dem Konto, mit dem Sie sich anmelden. Sichern Sie dieses Konto sofort. Brauchen Sie Hilfe? Wenden Sie sich an ${contact}.`,
    'authenticator.disabled': (contact) =>
      `Sie können sich weiterhin mit einem Wiederherstellungscode anmelden. Wenn Sie keinen haben, wenden Sie sich an ${contact}. Das waren nicht Sie? Dann hat vielleicht jemand Zugang zu dem Konto, mit dem Sie sich anmelden. Sichern Sie es sofort.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `${ACCESS} Heben Sie die Verknüpfung unter „Sicherheit“ auf. ${SIGN_OUT} ${forHelp(contact)}`,
    'account.disowned': (contact) =>
      `Jemand hat den Link „Das war ich nicht“ in einer unserer Nachrichten verwendet. Wenn Ihr Konto gesperrt ist oder Sie nichts gemeldet haben, wenden Sie sich an ${contact}. Wenn Ihr Passwort nicht mehr funktioniert, wählen Sie über die Anmeldeseite ein neues. API-Tokens, Dienst-Tokens und Einladungen, die Ihr Konto seit dieser Änderung erstellt hat, funktionieren nicht mehr. Prüfen Sie die früheren selbst.`,
    'identity.unlinked': (contact) => `${ACCESS} ${SIGN_OUT} ${forHelp(contact)}`,
    'address.requested': (contact) =>
      `${ACCESS} Brechen Sie die Änderung unter „Sicherheit“ ab. ${SIGN_OUT} ${forHelp(contact)}`,
    'address.changed': (contact) =>
      `Das waren nicht Sie? Wenden Sie sich sofort an ${contact}. Vielleicht hat jemand Zugang zu Ihrem Konto, und mit der alten Adresse kommen Sie nicht mehr hinein.`,
    'authenticator.removed': intruderByProvider,
    'passkey.added': intruderByProvider,
    'passkey.removed': intruderByProvider,
    'passkey.counter_went_back': (contact) =>
      `Der Zähler dieses Passkeys ist zurückgegangen. Vielleicht hat jemand den Passkey kopiert. Wenn Sie dafür keine Erklärung haben, entfernen Sie ihn unter „Sicherheit“, fügen Sie einen neuen hinzu und informieren Sie ${contact}.`,
    'recovery_codes.removed': (contact) =>
      `Erstellen Sie unter „Sicherheit“ neue Wiederherstellungscodes. Sie haben nicht darum gebeten? Wenden Sie sich sofort an ${contact}.`,
  },
  from: ({ at, ip, browser }) => say`${at}, von ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `${workspace} (${host})`,
}
