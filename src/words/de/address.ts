import { say } from '../sentence.ts'
import type { AddressWords } from '../words.ts'

export const address: AddressWords = {
  title: 'E-Mail-Adresse ändern',
  current: ({ email }) => say`Ihre jetzige Adresse ist ${email}.`,
  how: 'Wir senden einen Link an die neue Adresse. Ihre Adresse ändert sich, wenn Sie den Link öffnen und bestätigen.',
  field: 'Neue E-Mail-Adresse',
  submit: 'Link senden',
  malformed: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
  own: 'Das ist bereits Ihre Adresse.',
  tooManyMails: ({ span }) =>
    say`Es wurden zu viele Nachrichten gesendet. Versuchen Sie es in ${span} erneut.`,
  sent: ({ email, at }) =>
    say`Wir haben einen Link an ${email} gesendet. Öffnen Sie ihn in einem Browser, in dem Sie angemeldet sind, und bestätigen Sie. Der Link funktioniert bis ${at}.`,
  notArrived:
    'Keine Nachricht erhalten? Sehen Sie im Spam-Ordner nach und prüfen Sie die Schreibweise der Adresse. Sie können den Link noch einmal oder an eine andere Adresse senden. Der frühere Link funktioniert dann nicht mehr.',
  again: 'Weiteren Link senden',
  cancel: 'Änderung abbrechen',
  cancelled: 'Die Änderung wurde abgebrochen. Ihre Adresse bleibt, wie sie ist.',
  noMail: ({ contact }) =>
    say`Diese Plattform versendet keine E-Mails. Deshalb können Sie Ihre Adresse hier nicht ändern. Wenden Sie sich an ${contact}.`,
  confirm: {
    title: 'Diese Adresse verwenden?',
    lead: ({ was, email }) => say`Die Adresse Ihres Kontos ändert sich von ${was} in ${email}.`,
    consequence:
      'Sie melden sich dann mit der neuen Adresse an. Ihre anderen Browser werden abgemeldet. Ihre Workspaces und Ihre zweiten Faktoren bleiben, wie sie sind.',
    submit: 'Adresse ändern',
  },
  gone: {
    title: 'Dieser Link funktioniert nicht mehr',
    message:
      'Er funktioniert einmal und 24 Stunden lang, bis ein neuerer Link gesendet oder die Änderung abgebrochen wird. Wenn sich Ihre Adresse nicht geändert hat, fordern Sie einen neuen Link an.',
    link: 'E-Mail-Adresse ändern',
  },
  notYours: {
    title: 'Dieser Link ist für ein anderes Konto',
    message: ({ email }) =>
      say`Sie sind als ${email} angemeldet. Melden Sie sich mit dem Konto an, für das die neue Adresse angefordert wurde.`,
    link: 'Mit einem anderen Konto anmelden',
  },
  taken: {
    title: 'Diese Adresse kann nicht verwendet werden',
    message:
      'Ein anderes Konto hat diese Adresse bekommen, nachdem der Link gesendet wurde. Ihre Adresse bleibt, wie sie ist. Wählen Sie eine andere.',
  },
}
