import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Anmelden',
  toContinueTo: ({ workspace }) => say`und weiter zu ${workspace}`,
  fresh: 'Zu Ihrer Sicherheit: Melden Sie sich noch einmal an, bevor Sie Ihre Anmeldung ändern.',
  expired: 'Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an.',
  alreadySignedIn: ({ email, goOn }) =>
    say`Sie sind als ${email} angemeldet. ${goOn('Weiter')}, oder melden Sie sich mit einem anderen Konto an.`,
  wrongCredentials: 'E-Mail-Adresse oder Passwort ist falsch.',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  submit: 'Anmelden',
  forgotten: ({ contact }) =>
    say`Passwort vergessen? Wenden Sie sich an ${contact}, um ein neues zu erhalten.`,
  forgottenLink: 'Passwort vergessen?',
  passwordChosen: 'Ihr Passwort wurde geändert. Melden Sie sich mit dem neuen an.',
  noWay:
    'Für diesen Arbeitsbereich ist zurzeit kein Anmeldeweg verfügbar. Wenden Sie sich an einen seiner Admins.',
  otherWays: 'Andere Anmeldewege',
  or: 'oder',
  anotherAccount: ({ provider }) => say`Anderes Konto bei ${provider} verwenden`,
  continueWith: ({ provider }) => say`Weiter mit ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'Abmelden',
  question: 'Abmelden?',
  consequence: ({ email }) =>
    say`Sie sind als ${email} angemeldet. Sie werden in diesem Browser von allen Arbeitsbereichen abgemeldet.`,
  submit: 'Abmelden',
  stay: 'Angemeldet bleiben',
  doneTitle: 'Abgemeldet',
  done: 'Sie sind abgemeldet',
  closing: (span) =>
    `Arbeitsbereiche, die Sie genutzt haben, funktionieren in diesem Browser vielleicht noch bis zu ${span}. Danach müssen Sie sich dort wieder anmelden.`,
  atProvider: ({ provider, signOut }) =>
    say`Bei ${provider} sind Sie vielleicht noch angemeldet. Wenn auch andere dieses Gerät nutzen, ${signOut(say`melden Sie sich auch bei ${provider} ab`)}.`,
  stillAtProvider: ({ provider }) =>
    say`Bei ${provider} sind Sie vielleicht noch angemeldet. Wenn auch andere dieses Gerät nutzen, melden Sie sich auch dort ab.`,
  signIn: 'Anmelden',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `Sie haben die Anmeldung mit ${provider} nicht abgeschlossen. Versuchen Sie es noch einmal, oder melden Sie sich auf einem anderen Weg an.`,
  unavailable: (provider) =>
    `${provider} ist gerade nicht erreichbar. Versuchen Sie es in einer Minute noch einmal, oder melden Sie sich auf einem anderen Weg an.`,
  'not-completed': (provider) =>
    `Die Anmeldung mit ${provider} hat nicht funktioniert. Vielleicht hat sie zu lange gedauert oder wurde in einem anderen Tab oder Browser begonnen. Versuchen Sie es noch einmal.`,
  throttled: (provider) =>
    `Aus Ihrem Netzwerk sind zu viele Anmeldungen mit ${provider} fehlgeschlagen. Warten Sie eine Minute, und versuchen Sie es noch einmal.`,
  'not-fresh': (provider) =>
    `Für diesen Schritt müssen Sie sich bei ${provider} noch einmal anmelden, wurden dort aber nicht dazu aufgefordert. Melden Sie sich dort ab, und versuchen Sie es noch einmal.`,
  'no-account': (provider, contact) =>
    `Sie haben sich mit ${provider} angemeldet, haben hier aber noch kein Konto. Um eines zu erhalten, wenden Sie sich an ${contact}.`,
  'address-taken': (provider, contact) =>
    `Zu Ihrer E-Mail-Adresse gibt es bereits ein Konto. Melden Sie sich an wie bisher, und verknüpfen Sie dann ${provider} unter „Sicherheit“. Oder wenden Sie sich an ${contact}.`,
  'address-unusable': (provider, contact) =>
    `${provider} hat uns keine bestätigte E-Mail-Adresse mitgeteilt. Deshalb können Sie sich damit nicht anmelden. Wenden Sie sich an ${contact}.`,
  'already-linked': (provider) =>
    `Dieses Konto bei ${provider} ist hier mit einem anderen Konto verknüpft. Heben Sie zuerst dort die Verknüpfung auf, oder verwenden Sie ein anderes Konto bei ${provider}.`,
  'link-ended': (provider) =>
    `${provider} wurde nicht verknüpft. Sie haben sich zwischendurch an- oder abgemeldet, oder es hat mehr als zehn Minuten gedauert. Versuchen Sie es noch einmal.`,
}
