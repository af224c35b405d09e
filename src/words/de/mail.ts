import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Konto: ${email}`,
  wayIn: (provider) => `Anmeldeweg: ${provider}`,
  passkey: (name) => `Passkey: ${name}`,
  when: (at) => `Zeitpunkt: ${at}`,
  from: (ip, browser) => `Von: ${ip} (${browser})`,
  expected: 'Wenn Sie damit gerechnet haben, brauchen Sie nichts zu tun.',
  security: 'Prüfen Sie die Sicherheit Ihres Kontos:',
  requiredFrom: (workspace, at) => `${workspace} verlangt die Zwei-Faktor-Authentifizierung ab ${at}`,
  requiredSince: (workspace, at) => `${workspace} verlangt die Zwei-Faktor-Authentifizierung seit ${at}`,
  notEnabled:
    'Sie haben sie noch nicht eingerichtet. Sie bleiben Mitglied, können den Arbeitsbereich ab diesem Zeitpunkt aber erst öffnen, wenn Sie sie eingerichtet haben.',
  questions: (workspace, contact) =>
    `Fragen? Wenden Sie sich an einen Admin von ${workspace} oder an ${contact}.`,
  notEnabledYourself: 'Sie selbst haben sie noch nicht eingerichtet:',
  policy: 'Richtlinie ansehen, und wer sie noch nicht eingerichtet hat:',
  tokenExpires: (workspace, at) => `Ein Dienst-Token von ${workspace} läuft am ${at} ab`,
  serviceToken: (name) => `Dienst-Token: ${name}`,
  rotateToken:
    'Danach können Programme, die es benutzen, den Arbeitsbereich nicht mehr öffnen. Erneuern Sie es, um einen neuen Wert zu erhalten, oder löschen Sie es, wenn nichts es benutzt:',
  beware:
    'Links in unseren Nachrichten melden Sie nie an und fragen nie nach einem Code. Vertrauen Sie keinem Link, der das tut.',
}
