import { say } from '../sentence.ts'
import type { OutsideWords } from '../words.ts'

const links: OutsideWords['links'] = {
  signOut: 'Abmelden',
  tryAgain: 'Erneut versuchen',
  yourWorkspaces: 'Ihre Arbeitsbereiche',
}

const gate: OutsideWords['gate'] = {
  unknownHost: {
    title: 'Unter dieser Adresse gibt es keinen Arbeitsbereich',
    message:
      'Fragen Sie die Person, von der Sie den Link haben, oder beginnen Sie bei Ihren Arbeitsbereichen.',
  },
  nothingHere: 'Seite nicht gefunden',
  reserved:
    'Adressen, die mit /.sallyport/ beginnen, sind für die Anmeldung reserviert. Diese gibt es nicht.',
  toFrontPage: 'Zur Startseite',
  closedWay: 'Dieser Link funktioniert nicht mehr',
  closedWayMeans:
    'Er funktioniert einmal, eine Minute lang, und nur in dem Browser, in dem Sie ihn geöffnet haben. Dieser Browser muss Cookies annehmen. Versuchen Sie es über die Schaltfläche noch einmal.',
  framed: 'Dieser Teil kann nicht angezeigt werden',
  framedMeans: (workspace) =>
    `Vielleicht müssen Sie sich neu anmelden. Das geht nicht innerhalb einer anderen Seite. Öffnen Sie ${workspace} im ganzen Fenster.`,
  signOutFramed: 'Abmelden können Sie sich nur im ganzen Fenster.',
  open: (workspace) => `${workspace} öffnen`,
  stepUpTitle: (workspace) => `${workspace} möchte wissen, ob Sie es sind`,
  stepUpMeans:
    'Bestätigen Sie zuerst zu Ihrer Sicherheit, dass Sie es sind. Danach kommen Sie hierher zurück.',
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
}

const trouble: OutsideWords['trouble'] = {
  incident: ({ number }) =>
    say`Wenn das öfter passiert, nennen Sie dem Support-Team Ihrer Plattform die Vorfallnummer ${number}.`,
  out_of_service: {
    title: 'Dieser Dienst ist gerade nicht nutzbar',
    message:
      'Bis die Betreiber das beheben, kann sich niemand anmelden. Im Log steht, was fehlt oder nicht stimmt.',
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

export const outside: OutsideWords = {
  code: 'de',
  direction: 'ltr',
  links,
  gate,
  trouble,
}
