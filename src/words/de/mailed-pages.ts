import { say } from '../sentence.ts'
import type { MailedPageWords } from '../words.ts'

export const mailedPages: MailedPageWords = {
  forgotten: {
    title: 'Passwort vergessen?',
    lead: 'Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.',
    malformed: 'Geben Sie eine vollständige E-Mail-Adresse ein.',
    tooMany: ({ span }) =>
      say`Innerhalb einer Stunde wurden zu viele Links angefordert. Verwenden Sie den neuesten, den Sie erhalten haben, oder versuchen Sie es in ${span} noch einmal.`,
    submit: 'Link senden',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: ({ email }) =>
      say`Wenn ein Konto für ${email} ein Passwort hat, haben wir einen Link gesendet. Er funktioniert einmal, 60 Minuten lang.`,
    nothingCame: ({ contact }) =>
      say`Nach einigen Minuten ist nichts da? Prüfen Sie den Spam-Ordner und die Adresse. Wenn Sie sich mit einem anderen Dienst anmelden, haben Sie hier kein Passwort: Ändern Sie es dort. Sonst wenden Sie sich an ${contact}.`,
    chooseTitle: 'Neues Passwort wählen',
    chooseFor: ({ email }) => say`Für ${email}`,
    consequence:
      'Damit werden Sie überall abgemeldet. Wenn die Zwei-Faktor-Authentifizierung aktiv ist, bleibt sie aktiv und wird bei der Anmeldung verlangt. Wenn Sie darum gebeten haben, einen verlorenen zweiten Faktor zu ersetzen, bitten Sie danach noch einmal darum.',
    notRepeated: 'Die neuen Passwörter stimmen nicht überein. Geben Sie beide noch einmal ein.',
    save: 'Passwort speichern',
    deadTitle: 'Dieser Link funktioniert nicht mehr',
    dead: 'Er funktioniert einmal, 60 Minuten lang, und nur, bis Sie einen neueren anfordern oder Ihr Passwort ändern. Es wurde nichts geändert.',
    another: 'Neuen Link senden',
    back: 'Zurück zur Anmeldung',
  },
  notMe: {
    title: 'Waren Sie das?',
    lead: ({ email }) => say`Das ist beim Konto ${email} geschehen:`,
    ifYou: 'Wenn Sie es waren, schließen Sie diese Seite. Es ändert sich nichts.',
    button: 'Das war ich nicht',
    will: {
      factor_removed:
        'Wenn Sie es nicht waren, melden Sie es. Der Faktor wird vom Konto entfernt, und Sie werden überall abgemeldet. Ihr anderer zweiter Faktor funktioniert weiter.',
      password_locked:
        'Wenn Sie es nicht waren, melden Sie es. Dieses Passwort funktioniert dann nicht mehr, und Sie werden überall abgemeldet. Wählen Sie danach über die Anmeldeseite ein neues Passwort.',
      identity_unlinked:
        'Wenn Sie es nicht waren, melden Sie es. Die Verknüpfung wird endgültig gelöst, und Sie werden überall abgemeldet.',
      account_locked:
        'Wenn Sie es nicht waren, melden Sie es. Das Konto wird gesperrt: Sie werden überall abgemeldet, und niemand kann sich anmelden, bis Sie nachgewiesen haben, wer Sie sind.',
      already_undone:
        'Diese Änderung wirkt nicht mehr. Wenn Sie es nicht waren, melden Sie es, und Sie werden überall abgemeldet. Wenn eine neuere Nachricht von einer Änderung handelt, die nicht von Ihnen ist, melden Sie auch diese.',
    },
    willEnd:
      'Auch API-Tokens, Dienst-Tokens und Einladungen, die dieses Konto seitdem erstellt hat, werden ungültig.',
    doneTitle: 'Danke. Es ist gemeldet',
    done: {
      factor_removed:
        'Der Faktor wurde vom Konto entfernt. Sie sind überall abgemeldet. Melden Sie sich mit Ihrem anderen zweiten Faktor an und ändern Sie Ihr Passwort.',
      password_locked:
        'Dieses Passwort funktioniert nicht mehr. Sie sind überall abgemeldet. Wählen Sie jetzt ein neues Passwort.',
      identity_unlinked: 'Die Verknüpfung mit dem Konto wurde endgültig gelöst. Sie sind überall abgemeldet.',
      account_locked: 'Das Konto ist gesperrt. Sie sind überall abgemeldet, und niemand kann sich anmelden.',
      already_undone: 'Die Änderung wirkte nicht mehr. Sie sind überall abgemeldet.',
    },
    didEnd:
      'API-Tokens, Dienst-Tokens und Einladungen, die dieses Konto seit dieser Änderung erstellt hat, funktionieren nicht mehr. Prüfen Sie die früheren selbst.',
    help: ({ contact }) =>
      say`Vielleicht hatte jemand Zugriff auf Ihr Konto. Wenden Sie sich an ${contact}, um Hilfe zu erhalten.`,
    unlock: ({ contact }) =>
      say`Wenden Sie sich an ${contact}, um es zu entsperren. Dort wird zuerst geprüft, ob Sie es wirklich sind.`,
    newPassword: 'Neues Passwort wählen',
    deadTitle: 'Dieser Link funktioniert nicht mehr',
    dead: ({ contact }) =>
      say`Er funktioniert zehn Tage lang nach der Änderung, solange es das Konto gibt. Wenn mit Ihrem Konto etwas nicht stimmt, wenden Sie sich an ${contact}.`,
  },
}
