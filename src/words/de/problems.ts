import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Dieses Formular kam von anderswo',
    message: 'Formulare werden nur von Sallyports eigenen Seiten angenommen.',
  },
  'stale-form': {
    title: 'Diese Seite war veraltet',
    message:
      'Seit sie geöffnet wurde, haben Sie sich an- oder abgemeldet, vielleicht in einem anderen Tab, oder Ihre Sitzung ist zu Ende; oder dieser Browser behält keine Cookies, ohne die sich niemand anmelden kann. Es wurde nichts geändert.',
  },
  'not-a-form': {
    title: 'Das ist kein Formular',
    message: 'Die Anfrage hat einen Medientyp, den diese Adresse nicht annimmt.',
  },
  'too-large': {
    title: 'Das war zu viel',
    message: 'Ein Formular darf hier höchstens 64 KiB haben. Es wurde nichts geändert.',
  },
  'too-many-changes': {
    title: 'Zu viele Änderungen',
    message:
      'Sie haben Ihre Anmeldung innerhalb einer Stunde sehr oft geändert. Diesmal wurde nichts geändert. Versuchen Sie es in einer Stunde noch einmal.',
  },
  'not-found': {
    title: 'Hier ist nichts',
    message: 'Vielleicht hat die Adresse einen Tippfehler, oder was hier war, gibt es nicht mehr.',
  },
  'wrong-method': {
    title: 'Das geht hier nicht',
    message:
      'Diese Adresse lässt sich so nicht verwenden. Es wurde nichts geändert. Beginnen Sie noch einmal bei Ihren Arbeitsbereichen.',
  },
  'admins-only': {
    title: 'Das sehen nur Admins',
    message:
      'Sie sind Mitglied dieses Arbeitsbereichs. Seine Eigentümer und Admins können die Einstellungen ändern oder Sie zum Admin machen.',
  },
  'other-way': {
    title: 'Dieser Arbeitsbereich verlangt einen anderen Anmeldeweg',
    message:
      'Seine Einstellungen stehen nur Admins offen, die sich auf einem erlaubten Weg angemeldet haben. Melden Sie sich so an, und kommen Sie wieder.',
  },
  'ways-closed': {
    title: 'Sie haben sich auf einem anderen Weg angemeldet',
    message:
      'Einer Ihrer Arbeitsbereiche akzeptiert den Anmeldeweg nicht, auf dem Sie sich angemeldet haben. Um einen weiteren zu verknüpfen, melden Sie sich zuerst auf einem Weg an, den dieser Arbeitsbereich akzeptiert, oder wenden Sie sich an den Support dieser Plattform.',
  },
  framed: {
    title: 'Nicht in einem Rahmen',
    message: 'Die Anmeldung geht nur auf einer eigenen Seite. Öffnen Sie die Adresse in einem Tab.',
  },
  'unknown-host': {
    title: 'Kein Arbeitsbereich hat diese Adresse',
    message: 'Fragen Sie, von wem Sie den Link haben, oder beginnen Sie bei Ihren Arbeitsbereichen.',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'Hier ist nichts',
  reserved: 'Adressen, die mit /.sallyport/ beginnen, gehören dem Eingang, und diese ist keine davon.',
  toFrontPage: 'Zur Startseite',
  closedWay: 'Dieser Weg ist nicht mehr offen',
  closedWayMeans:
    'Er gilt einmal, eine Minute lang, in dem Browser, in dem er geöffnet wurde, und der muss Cookies annehmen. Ein Schritt genügt, um noch einmal einzutreten.',
  enter: (workspace) => `${workspace} betreten`,
  framed: 'Dieser Teil kann nicht angezeigt werden',
  framedMeans: (workspace) =>
    `Vielleicht müssen Sie sich neu anmelden. Das geht nicht in einem Rahmen. Öffnen Sie ${workspace} im ganzen Fenster.`,
  signOutFramed: 'Das Abmelden geht nur im ganzen Fenster.',
  open: (workspace) => `${workspace} öffnen`,
  originTimeout: (workspace) => `${workspace} braucht zu lange für eine Antwort`,
  originUnreachable: (workspace) => `${workspace} ist nicht erreichbar`,
  originFailed:
    'Sie sind angemeldet, und der Eingang funktioniert. Der Dienst dahinter antwortet nicht. Versuchen Sie es in einer Weile noch einmal.',
  connectionLost: 'Die Verbindung ist abgebrochen',
  connectionLostMeans: (workspace) =>
    `Sie endete, bevor ${workspace} geantwortet hat. Was Sie gesendet haben, ist vielleicht nicht gespeichert. Prüfen Sie das, bevor Sie es noch einmal senden.`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) => say`Wenn es so bleibt, nennen Sie den Betreibern diese Vorfallnummer: ${number}.`,
  not_configured: {
    title: 'Sallyport ist nicht eingerichtet',
    message: 'In der Konfiguration fehlt etwas oder ist unbrauchbar. Das Log nennt die Variable.',
  },
  not_migrated: {
    title: 'Die Datenbank ist nicht migriert',
    message:
      'Sallyport ist installiert, aber Tabellen fehlen oder sind alt. Die Betreiber müssen die Migrationen anwenden.',
  },
  unknown_master_key: {
    title: 'Sallyport kann seine Schlüssel nicht öffnen',
    message:
      'MASTER_KEY ist nicht der, mit dem sie versiegelt wurden. Die Betreiber müssen den richtigen wieder einsetzen.',
  },
  missing_key: {
    title: 'Sallyport hat einen Schlüssel verloren',
    message:
      'Was es über Sie aufbewahrt, ist mit einem Schlüssel versiegelt, den die Datenbank nicht mehr hat. Die Betreiber finden seinen Namen im Log.',
  },
  store_unavailable: {
    title: 'Sallyport erreicht seine Datenbank nicht',
    message:
      'Solange sie nicht gefragt werden kann, wird niemand eingelassen. Ob etwas gespeichert wurde, das Sie gesendet haben, ist nicht bekannt. Versuchen Sie es in einer Minute noch einmal.',
  },
  internal_error: {
    title: 'Hier ist etwas schiefgegangen',
    message:
      'Das ist ein Fehler von Sallyport. Niemand wurde dadurch eingelassen. Versuchen Sie es noch einmal; wenn es so bleibt, melden Sie den Vorfall.',
  },
}
