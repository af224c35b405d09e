import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Dieses Formular kam von einer anderen Website',
    message: 'Zu Ihrer Sicherheit werden nur Formulare von unseren eigenen Seiten angenommen.',
  },
  'stale-form': {
    title: 'Diese Seite ist veraltet',
    message:
      'Vielleicht haben Sie sich in einem anderen Tab an- oder abgemeldet, oder Ihre Sitzung ist abgelaufen. Es wurde nichts geändert. Wenn das öfter passiert, erlauben Sie Cookies in Ihrem Browser: Ohne Cookies ist keine Anmeldung möglich.',
  },
  'not-a-form': {
    title: 'Diese Anfrage ist nicht lesbar',
    message: 'Ihr Format wird an dieser Adresse nicht angenommen. Verwenden Sie das Formular auf der Seite.',
  },
  'too-large': {
    title: 'Dieses Formular ist zu groß',
    message: 'Ein Formular darf höchstens 64 KiB groß sein. Es wurde nichts geändert.',
  },
  'too-many-changes': {
    title: 'Zu viele Änderungen',
    message:
      'Sie haben Ihre Anmeldeeinstellungen innerhalb einer Stunde zu oft geändert. Diesmal wurde nichts geändert. Versuchen Sie es in einer Stunde noch einmal.',
  },
  'not-found': {
    title: 'Seite nicht gefunden',
    message: 'Prüfen Sie die Adresse. Vielleicht gibt es die Seite auch nicht mehr.',
  },
  'wrong-method': {
    title: 'Das funktioniert hier nicht',
    message:
      'Diese Adresse kann so nicht verwendet werden. Es wurde nichts geändert. Beginnen Sie noch einmal bei Ihren Arbeitsbereichen.',
  },
  'admins-only': {
    title: 'Nur Admins können diese Seite öffnen',
    message:
      'Sie sind Mitglied dieses Arbeitsbereichs. Seine Eigentümer und Admins können die Einstellungen ändern oder Sie zum Admin machen.',
  },
  'other-way': {
    title: 'Melden Sie sich auf einem anderen Weg an, um diese Einstellungen zu öffnen',
    message:
      'Dieser Arbeitsbereich erlaubt den Weg nicht, auf dem Sie sich angemeldet haben. Melden Sie sich auf einem erlaubten Weg an, und kommen Sie dann zurück.',
  },
  'ways-closed': {
    title: 'Melden Sie sich zuerst auf einem anderen Weg an',
    message:
      'Einer Ihrer Arbeitsbereiche akzeptiert den Weg nicht, auf dem Sie sich angemeldet haben. Um einen weiteren Weg zu verknüpfen, melden Sie sich zuerst auf einem Weg an, den dieser Arbeitsbereich akzeptiert. Oder wenden Sie sich an das Support-Team Ihrer Plattform.',
  },
  framed: {
    title: 'Öffnen Sie diese Seite in einem eigenen Tab',
    message:
      'Zu Ihrer Sicherheit können Sie sich nicht innerhalb einer anderen Seite anmelden. Öffnen Sie diese Adresse in einem neuen Tab.',
  },
  'unknown-host': {
    title: 'Unter dieser Adresse gibt es keinen Arbeitsbereich',
    message:
      'Fragen Sie die Person, von der Sie den Link haben, oder beginnen Sie bei Ihren Arbeitsbereichen.',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'Seite nicht gefunden',
  reserved:
    'Adressen, die mit /.sallyport/ beginnen, sind für die Anmeldung reserviert. Diese gibt es nicht.',
  toFrontPage: 'Zur Startseite',
  closedWay: 'Dieser Link funktioniert nicht mehr',
  closedWayMeans:
    'Er funktioniert einmal, eine Minute lang, und nur in dem Browser, in dem Sie ihn geöffnet haben. Dieser Browser muss Cookies annehmen. Versuchen Sie es über die Schaltfläche noch einmal.',
  enter: (workspace) => `${workspace} öffnen`,
  framed: 'Dieser Teil kann nicht angezeigt werden',
  framedMeans: (workspace) =>
    `Vielleicht müssen Sie sich neu anmelden. Das geht nicht innerhalb einer anderen Seite. Öffnen Sie ${workspace} im ganzen Fenster.`,
  signOutFramed: 'Abmelden können Sie sich nur im ganzen Fenster.',
  open: (workspace) => `${workspace} öffnen`,
  stepUpTitle: (workspace) => `${workspace} möchte wissen, ob Sie es sind`,
  stepUpMeans:
    'Zu Ihrer Sicherheit braucht diese Seite eine neuere Bestätigung. Danach kommen Sie hierher zurück.',
  stepUpForm:
    'Was Sie gesendet haben, wurde nicht angenommen. Bestätigen Sie zuerst, dass Sie es sind, und senden Sie das Formular dann noch einmal.',
  stepUp: 'Bestätigen, dass Sie es sind',
  originTimeout: (workspace) => `${workspace} antwortet nicht rechtzeitig`,
  originUnreachable: (workspace) => `${workspace} ist nicht erreichbar`,
  originFailed: 'Der Dienst antwortet nicht. Versuchen Sie es in ein paar Minuten noch einmal.',
  connectionLost: 'Die Verbindung wurde unterbrochen',
  connectionLostMeans: (workspace) =>
    `Sie endete, bevor ${workspace} geantwortet hat. Vielleicht wurde nicht gespeichert, was Sie gesendet haben. Prüfen Sie das, bevor Sie es noch einmal senden.`,
  roleRequired: 'Sie können diese Seite nicht öffnen',
  roleRequiredMeans: (workspace) =>
    `Nur bestimmte Rollen in ${workspace} können sie öffnen. Ein Admin kann Ihre Rolle ändern.`,
  passkeyNeeded: 'Für diese Seite brauchen Sie einen Passkey',
  passkeyNeededMeans: (workspace) =>
    `${workspace} akzeptiert hier nur einen Passkey. Sie haben sich auf andere Weise angemeldet.`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) =>
    say`Wenn das öfter passiert, nennen Sie dem Support-Team Ihrer Plattform die Vorfallnummer ${number}.`,
  not_configured: {
    title: 'Dieser Dienst ist nicht eingerichtet',
    message: 'Eine Einstellung fehlt oder ist ungültig. Im Log steht, welche.',
  },
  not_migrated: {
    title: 'Die Datenbank ist nicht migriert',
    message:
      'Der Dienst ist installiert, aber seine Tabellen fehlen oder sind veraltet. Die Betreiber müssen die Migrationen ausführen.',
  },
  unknown_master_key: {
    title: 'Die Schlüssel lassen sich nicht öffnen',
    message:
      'MASTER_KEY ist nicht der Schlüssel, mit dem sie verschlüsselt wurden. Die Betreiber müssen den richtigen wieder einsetzen.',
  },
  missing_key: {
    title: 'Ein Schlüssel fehlt',
    message:
      'Ihre Daten sind mit einem Schlüssel verschlüsselt, der in der Datenbank fehlt. Die Betreiber finden seinen Namen im Log.',
  },
  store_unavailable: {
    title: 'Die Datenbank ist nicht erreichbar',
    message:
      'Solange das so ist, kann sich niemand anmelden. Vielleicht wurde nicht gespeichert, was Sie gesendet haben. Versuchen Sie es in einer Minute noch einmal.',
  },
  internal_error: {
    title: 'Etwas ist schiefgegangen',
    message: 'Der Fehler liegt bei uns. Versuchen Sie es noch einmal.',
  },
}
