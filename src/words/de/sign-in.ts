import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Anmelden',
  toContinueTo: ({ workspace }) => say`um zu ${workspace} zu gelangen`,
  fresh: 'Zu Ihrer Sicherheit: Melden Sie sich noch einmal an, bevor Sie ändern, wie Sie sich anmelden.',
  expired: 'Das hat etwas gedauert. Bitte melden Sie sich noch einmal an.',
  alreadySignedIn: ({ email, goOn }) =>
    say`Sie sind als ${email} angemeldet. ${goOn('Weiter')}, oder melden Sie sich mit einem anderen Konto an.`,
  wrongCredentials:
    'E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides, und versuchen Sie es noch einmal.',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  submit: 'Anmelden',
  forgotten: ({ contact }) => say`Passwort vergessen? Ein neues bekommen Sie hier: ${contact}.`,
  noWay: 'Für diesen Arbeitsbereich ist kein Anmeldeweg offen. Fragen Sie einen seiner Admins.',
  otherWays: 'Andere Anmeldewege',
  or: 'oder',
  anotherAccount: ({ provider }) => say`Anderes Konto von ${provider} verwenden`,
  continueWith: ({ provider }) => say`Weiter mit ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'Abmelden',
  question: 'Abmelden?',
  consequence: ({ email }) =>
    say`Sie sind als ${email} angemeldet. Mit dem Abmelden endet der Zugang dieses Browsers zu allen Arbeitsbereichen.`,
  submit: 'Abmelden',
  stay: 'Angemeldet bleiben',
  doneTitle: 'Abgemeldet',
  done: 'Sie sind abgemeldet',
  closing: (span) =>
    `Tabs mit anderen Arbeitsbereichen können noch kurz funktionieren (Höchstdauer: ${span}). Danach müssen Sie sich dort neu anmelden.`,
  atProvider: ({ provider, signOut }) =>
    say`Bei ${provider} sind Sie vielleicht noch angemeldet. An einem Gerät, das auch andere benutzen, ${signOut(say`melden Sie sich auch bei ${provider} ab`)}.`,
  stillAtProvider: ({ provider }) =>
    say`Bei ${provider} sind Sie vielleicht noch angemeldet. An einem Gerät, das auch andere benutzen, melden Sie sich auch dort ab.`,
  signIn: 'Anmelden',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `Die Anmeldung bei ${provider} wurde nicht abgeschlossen. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.`,
  unavailable: (provider) =>
    `${provider} ist gerade nicht erreichbar. Versuchen Sie es in einer Minute noch einmal, oder nehmen Sie einen anderen Weg.`,
  'not-completed': (provider) =>
    `Die Anmeldung mit ${provider} kam nicht zustande. Das geschieht, wenn sie lange dauerte oder in einem anderen Tab oder Browser begonnen wurde. Versuchen Sie es noch einmal.`,
  throttled: (provider) =>
    `Aus Ihrem Netzwerk sind zu viele Anmeldungen mit ${provider} nicht zustande gekommen. Warten Sie eine Minute, und versuchen Sie es noch einmal.`,
  'not-fresh': (provider) =>
    `Für den nächsten Schritt muss ${provider} erneut prüfen, wer Sie sind, und hat es nicht getan. Melden Sie sich dort ab, und versuchen Sie es noch einmal.`,
  'no-account': (provider, contact) =>
    `${provider} kennt Sie, aber hier gibt es noch kein Konto für Sie. Um eines zu bekommen, wenden Sie sich an ${contact}.`,
  'address-taken': (provider, contact) =>
    `Mit Ihrer E-Mail-Adresse gibt es schon ein Konto, das ${provider} allein nicht öffnen darf. Melden Sie sich an wie bisher, und verknüpfen Sie ${provider} unter „Sicherheit“; oder wenden Sie sich an ${contact}.`,
  'address-unusable': (provider, contact) =>
    `${provider} hat keine E-Mail-Adresse mitgeteilt, die hier verwendbar ist: Sie muss dort bestätigt sein. Wenden Sie sich an ${contact}.`,
  'already-linked': (provider) =>
    `Diese Anmeldung bei ${provider} gehört hier zu einem anderen Konto. Lösen Sie dort zuerst die Verknüpfung, oder melden Sie sich bei ${provider} mit einem anderen Konto an.`,
  'link-ended': (provider) =>
    `Es wurde nichts verknüpft: Sie haben sich auf dem Weg zu ${provider} neu an- oder abgemeldet, oder es hat mehr als zehn Minuten gedauert. Versuchen Sie es noch einmal.`,
}
