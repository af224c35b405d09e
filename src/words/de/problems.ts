import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Dieses Formular kam von einer anderen Website',
    message: 'Zu Ihrer Sicherheit werden nur Formulare von unseren eigenen Seiten angenommen.',
  },
  'stale-form': {
    title: 'Diese Seite ist veraltet',
    message:
      'Vielleicht haben Sie sich in einem anderen Tab an- oder abgemeldet, oder Ihre Sitzung ist abgelaufen. Es wurde nichts geändert. Wenn das öfter passiert, erlauben Sie Cookies in Ihrem Browser: Ohne Cookies ist keine Anmeldung möglich.',
  },
  'not-a-form': {
    title: 'Diese Anfrage ist nicht lesbar',
    message: 'Ihr Format wird an dieser Adresse nicht angenommen. Verwenden Sie das Formular auf der Seite.',
  },
  'too-large': {
    title: 'Dieses Formular ist zu groß',
    message: 'Ein Formular darf höchstens 64 KiB groß sein. Es wurde nichts geändert.',
  },
  'form-too-long': {
    title: 'Dieses Formular ist zu lang',
    message:
      'Zu Ihrer Sicherheit müssen Sie vor dem Speichern bestätigen, dass Sie es sind. Dieses Formular ist zu lang, um es bis dahin zu behalten. Gehen Sie zurück, kürzen Sie es und senden Sie es noch einmal. Es wurde nichts geändert.',
  },
  'too-many-changes': {
    title: 'Zu viele Änderungen',
    message:
      'Sie haben Ihre Anmeldeeinstellungen innerhalb einer Stunde zu oft geändert. Diesmal wurde nichts geändert. Versuchen Sie es in einer Stunde noch einmal.',
  },
  'too-many-assertions': {
    title: 'Zu viele Versuche',
    message:
      'Sie haben innerhalb einer Stunde zu oft einen Passkey verwendet. Versuchen Sie es in einer Stunde noch einmal, oder wählen Sie einen anderen Weg.',
  },
  'not-found': {
    title: 'Seite nicht gefunden',
    message: 'Prüfen Sie die Adresse. Vielleicht gibt es die Seite auch nicht mehr.',
  },
  'wrong-method': {
    title: 'Das funktioniert hier nicht',
    message:
      'Diese Adresse kann so nicht verwendet werden. Es wurde nichts geändert. Beginnen Sie noch einmal bei Ihren Arbeitsbereichen.',
  },
  'admins-only': {
    title: 'Nur Admins können diese Seite öffnen',
    message:
      'Sie sind Mitglied dieses Arbeitsbereichs. Seine Eigentümer und Admins können die Einstellungen ändern oder Sie zum Admin machen.',
  },
  'other-way': {
    title: 'Melden Sie sich auf einem anderen Weg an, um diese Einstellungen zu öffnen',
    message:
      'Dieser Arbeitsbereich erlaubt den Weg nicht, auf dem Sie sich angemeldet haben. Melden Sie sich auf einem erlaubten Weg an, und kommen Sie dann zurück.',
  },
  'ways-closed': {
    title: 'Melden Sie sich zuerst auf einem anderen Weg an',
    message:
      'Einer Ihrer Arbeitsbereiche akzeptiert den Weg nicht, auf dem Sie sich angemeldet haben. Um einen weiteren Weg zu verknüpfen, melden Sie sich zuerst auf einem Weg an, den dieser Arbeitsbereich akzeptiert. Oder wenden Sie sich an das Support-Team Ihrer Plattform.',
  },
  framed: {
    title: 'Öffnen Sie diese Seite in einem eigenen Tab',
    message:
      'Zu Ihrer Sicherheit können Sie sich nicht innerhalb einer anderen Seite anmelden. Öffnen Sie diese Adresse in einem neuen Tab.',
  },
}
