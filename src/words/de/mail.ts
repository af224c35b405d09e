import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Konto: ${email}`,
  addresses: ({ old: was, new: address }) => [`Alte Adresse: ${was}`, `Neue Adresse: ${address}`],
  wayIn: (provider) => `Anmeldeweg: ${provider}`,
  passkey: (name) => `Passkey: ${name}`,
  when: (at) => `Zeitpunkt: ${at}`,
  from: (ip, browser) => `Von: ${ip} (${browser})`,
  reported: (title) => `Gemeldet: ${title}`,
  expected: 'Wenn Sie damit gerechnet haben, brauchen Sie nichts zu tun.',
  notMe:
    'Am schnellsten melden Sie es hier, innerhalb von zehn Tagen. Das macht die Änderung rückgängig oder sperrt Ihr Konto:',
  security: 'Prüfen Sie die Sicherheit Ihres Kontos:',
  requiredFrom: (workspace, demand, at) => `${workspace} verlangt ${demand} ab ${at}`,
  requiredSince: (workspace, demand, at) => `${workspace} verlangt ${demand} seit ${at}`,
  factors: {
    'second-factor': 'die Zwei-Faktor-Authentifizierung',
    'phishing-resistant': 'einen Passkey',
  },
  notEnabled:
    'Sie haben sie noch nicht eingerichtet. Sie bleiben Mitglied, können den Arbeitsbereich ab diesem Zeitpunkt aber erst öffnen, wenn Sie sie eingerichtet haben.',
  noPasskey:
    'Sie haben noch keinen Passkey. Sie bleiben Mitglied, können den Arbeitsbereich ab diesem Zeitpunkt aber erst öffnen, wenn Sie einen hinzugefügt haben.',
  howToPasskey: (link) =>
    `Ein Passkey ist ein Schlüssel, den Ihr Smartphone, Ihr Computer oder ein Sicherheitsschlüssel für Sie aufbewahrt. Sie entsperren ihn mit Fingerabdruck, Gesicht oder PIN. Niemand kann Sie dazu bringen, ihn preiszugeben. Fügen Sie hier einen hinzu:
${link}`,
  extended: (at) => `Ein Admin hat Ihnen mehr Zeit gegeben. Für Sie gilt das ab ${at}.`,
  questions: (workspace, contact) =>
    `Fragen? Wenden Sie sich an einen Admin von ${workspace} oder an ${contact}.`,
  notEnabledYourself: 'Sie selbst haben sie noch nicht eingerichtet:',
  noPasskeyYourself: 'Sie selbst haben noch keinen Passkey:',
  policy: 'Richtlinie ansehen, und wer sie noch nicht eingerichtet hat:',
  policyPasskey: 'Richtlinie ansehen, und wer noch keinen Passkey hat:',
  tokenExpires: (workspace, at) => `Ein Dienst-Token von ${workspace} läuft am ${at} ab`,
  serviceToken: (name) => `Dienst-Token: ${name}`,
  rotateToken:
    'Danach können Programme, die es benutzen, den Arbeitsbereich nicht mehr öffnen. Erneuern Sie es, um einen neuen Wert zu erhalten, oder löschen Sie es, wenn nichts es benutzt:',
  moreTime: (workspace, at) => `${workspace} hat Ihnen mehr Zeit gegeben, bis ${at}`,
  moreTimeOf: (workspace, at) => `Ein Mitglied von ${workspace} hat mehr Zeit, bis ${at}`,
  reason: (reason) => `Grund: ${reason}`,
  reasonOnPage: 'Der Grund steht auf der Seite, zu der diese Nachricht führt.',
  grantedBy: (name) => `Gewährt von: ${name}`,
  grantedByToken: 'Gewährt von: einem API-Token',
  seePolicies: 'Richtlinien des Arbeitsbereichs ansehen:',
  links: {
    'password.forgotten': {
      subject: 'Neues Passwort wählen',
      lead: 'Jemand hat ein neues Passwort für dieses Konto angefordert. Öffnen Sie diesen Link, um es zu wählen. Er funktioniert einmal und 60 Minuten lang:',
      ignore: 'Wenn Sie das nicht waren, ignorieren Sie diese Nachricht. Ihr Passwort ändert sich nicht.',
    },
    'password.none': {
      subject: 'Sie haben hier kein Passwort',
      lead: 'Jemand hat ein neues Passwort für dieses Konto angefordert. Es hat keines, weil Sie sich mit einem anderen Dienst anmelden. Melden Sie sich mit diesem Dienst an:',
      ignore: 'Wenn Sie es nicht waren, ignorieren Sie diese Nachricht. Es wurde nichts geändert.',
    },
    'recovery.link': {
      subject: 'Neuen zweiten Faktor einrichten',
      lead: 'Öffnen Sie diesen Link in dem Browser, in dem Sie sich anmelden, und melden Sie sich zuerst mit Ihrem Passwort oder bei Ihrem gewohnten Anbieter an. Richten Sie dann einen neuen zweiten Faktor ein. Der Link funktioniert einmal und 60 Minuten lang:',
      ignore: 'Sie haben nicht darum gebeten? Stoppen Sie es hier. Ihr Konto bleibt dann, wie es ist:',
    },
    'recovery.decide': {
      subject: 'Ein Mitglied braucht Ihre Entscheidung: der zweite Faktor ist verloren',
      lead: 'Jemand hat darum gebeten, dieses Konto eines Mitglieds Ihres Arbeitsbereichs wiederherzustellen, weil jeder zweite Faktor verloren ist. Zwei Eigentümer oder Administratoren müssen zustimmen. Vergewissern Sie sich zuerst, dass es wirklich diese Person ist, zum Beispiel durch einen Anruf. Entscheiden Sie dann hier:',
      ignore: 'Wenn andere schon entschieden haben, müssen Sie nichts tun.',
    },
    'recovery.waiting': {
      subject: 'Eine Wiederherstellung Ihres Kontos wartet',
      lead: 'Jemand hat darum gebeten, den zweiten Faktor dieses Kontos ohne ihn zu ersetzen. 72 Stunden nach der Anfrage senden wir einen Link dafür. Das waren nicht Sie? Stoppen Sie es hier:',
      ignore: 'Wenn Sie das waren, müssen Sie nichts tun.',
    },
    'address.confirm': {
      subject: 'Neue E-Mail-Adresse bestätigen',
      lead: 'Jemand möchte diese Adresse für sein Konto verwenden. Wenn Sie das waren, öffnen Sie diesen Link in einem Browser, in dem Sie angemeldet sind, und bestätigen Sie. Er funktioniert einmal und 24 Stunden lang:',
      ignore: 'Wenn Sie das nicht waren, ignorieren Sie diese Nachricht. Ohne den Link ändert sich nichts.',
    },
  },
  addressTaken: {
    subject: 'Sie haben mit dieser Adresse schon ein Konto',
    lead: 'Jemand möchte diese Adresse für ein anderes Konto verwenden. Sie gehört zu Ihrem Konto, deshalb wurde nichts geändert. Wenn Sie das waren, melden Sie sich mit dieser Adresse an:',
    ignore: 'Wenn Sie das nicht waren, ignorieren Sie diese Nachricht. Ihr Konto ändert sich nicht.',
  },
  invitation: {
    subject: (workspace) => `Sie sind eingeladen, ${workspace} beizutreten`,
    role: (role) => `Rolle: ${role}`,
    invitedBy: (inviter) => `Eingeladen von: ${inviter}`,
    until: (at) => `Gültig bis: ${at}`,
    lead: 'Öffnen Sie zum Annehmen diesen Link. Mitglied werden Sie erst, wenn Sie dort die Schaltfläche drücken:',
    ignore:
      'Wenn Sie diesen Arbeitsbereich nicht kennen, ignorieren Sie diese Nachricht. Dann passiert nichts.',
  },
  stopRecovery: 'Dieser Link stoppt es, ohne Anmeldung:',
  keepToYourself: 'Wir fragen Sie nie nach diesem Link. Leiten Sie diese Nachricht an niemanden weiter.',
  beware:
    'Wir bitten Sie nie, mit einem Passwort oder einem Code zu antworten. Prüfen Sie die Adresse der Seite, bevor Sie etwas davon eingeben.',
}
