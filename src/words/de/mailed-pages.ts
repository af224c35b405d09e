import { say } from '../sentence.ts'
import type { MailedPageWords } from '../words.ts'

export const mailedPages: MailedPageWords = {
  forgotten: {
    title: 'Passwort vergessen?',
    lead: 'Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.',
    malformed: 'Geben Sie eine vollständige E-Mail-Adresse ein.',
    tooMany:
      'Innerhalb einer Stunde wurden zu viele Links angefordert. Verwenden Sie den neuesten, den Sie erhalten haben, oder versuchen Sie es in einer Stunde noch einmal.',
    submit: 'Link senden',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: ({ email }) =>
      say`Wenn ein Konto für ${email} ein Passwort hat, haben wir einen Link gesendet. Er funktioniert einmal, 60 Minuten lang.`,
    nothingCame: ({ contact }) =>
      say`Nach einigen Minuten ist nichts da? Prüfen Sie den Spam-Ordner und die Adresse. Wenn Sie sich mit einem anderen Dienst anmelden, haben Sie hier kein Passwort: Ändern Sie es dort. Sonst wenden Sie sich an ${contact}.`,
    chooseTitle: 'Neues Passwort wählen',
    chooseFor: ({ email }) => say`Für ${email}`,
    consequence:
      'Damit werden Sie überall abgemeldet. Wenn die Zwei-Faktor-Authentifizierung aktiv ist, bleibt sie aktiv und wird bei der Anmeldung verlangt.',
    notRepeated: 'Die neuen Passwörter stimmen nicht überein. Geben Sie beide noch einmal ein.',
    save: 'Passwort speichern',
    deadTitle: 'Dieser Link funktioniert nicht mehr',
    dead: 'Er funktioniert einmal, 60 Minuten lang, und nur, bis Sie einen neueren anfordern oder Ihr Passwort ändern. Es wurde nichts geändert.',
    another: 'Neuen Link senden',
    back: 'Zurück zur Anmeldung',
  },
}
