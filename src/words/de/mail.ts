import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Konto: ${email}`,
  wayIn: (provider) => `Anmeldeweg: ${provider}`,
  when: (at) => `Wann: ${at}`,
  from: (ip, browser) => `Von wo: ${ip} (${browser})`,
  expected: 'Wenn Sie davon wissen, brauchen Sie nichts zu tun.',
  security: 'Sicherheit Ihres Kontos:',
  requiredFrom: (workspace, at) => `${workspace} verlangt Zwei-Faktor-Authentifizierung ab ${at}`,
  requiredSince: (workspace, at) => `${workspace} verlangt Zwei-Faktor-Authentifizierung seit ${at}`,
  notEnabled:
    'Sie haben sie noch nicht eingerichtet. Mitglied bleiben Sie, aber von diesem Zeitpunkt an ist der Arbeitsbereich für Sie gesperrt, bis Sie sie einrichten.',
  questions: (workspace, contact) =>
    `Fragen? Wenden Sie sich an einen Admin von ${workspace} oder an ${contact}.`,
  notEnabledYourself: 'Sie selbst haben sie noch nicht eingerichtet:',
  policy: 'Die Richtlinie, und wer noch fehlt:',
  beware:
    'Kein Link in einer Nachricht von uns meldet Sie an oder fragt nach einem Code: Trauen Sie keinem, der das tut.',
}
