import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: 'Zwei-Faktor-Authentifizierung aktivieren',
  replaceTitle: 'Authenticator-App ersetzen',
  alreadyOn: 'Die Zwei-Faktor-Authentifizierung ist bereits aktiv',
  nothingToDo:
    'Sie haben sie gerade eben aktiviert, vielleicht in einem anderen Tab. Es gibt nichts mehr einzurichten.',
  keepsWorking: 'Ihre bisherige App funktioniert weiter, bis Sie die neue bestätigen.',
  forSettings:
    'Um die Einstellungen eines Arbeitsbereichs zu ändern, brauchen Sie die Zwei-Faktor-Authentifizierung. Nach der Einrichtung kehren Sie zu den Einstellungen zurück. Es wurde noch nichts gespeichert.',
  forPage: ({ workspace }) =>
    say`${workspace} verlangt für die Seite, die Sie geöffnet haben, die Zwei-Faktor-Authentifizierung.`,
  anew: 'Das ist ein neuer Schlüssel, weil mehr als zehn Minuten vergangen sind. Löschen Sie in Ihrer App den Eintrag, den Sie gerade hinzugefügt haben. Fügen Sie dann diesen hinzu.',
  install:
    'Installieren Sie eine Authenticator-App, falls Sie noch keine haben, zum Beispiel 1Password, Bitwarden, Google Authenticator oder Microsoft Authenticator.',
  add: 'Fügen Sie dieses Konto in der App hinzu.',
  scanOrType: 'Scannen Sie diesen QR-Code mit der App. Oder geben Sie diesen Schlüssel in der App ein:',
  enterCode: 'Geben Sie den 6-stelligen Code ein, den die App anzeigt.',
  code: 'Code',
  enable: 'Aktivieren',
  replace: 'Ersetzen',
  qrCode:
    'QR-Code für Ihre Authenticator-App. Er enthält denselben Schlüssel, der auf dieser Seite als Text steht.',
  onThisPhone: 'Auf diesem Gerät?',
  openInApp: 'Authenticator-App öffnen',
  keySettings: 'Details zum Schlüssel',
  keyDetails: ({ email }) => say`Konto ${email}, zeitbasiert, 6 Ziffern, SHA-1, alle 30 Sekunden.`,
  copyTheKey: 'Schlüssel kopieren',
  addTitle: 'Authenticator-App hinzufügen',
  addToAccount: 'Hinzufügen',
  removeTitle: 'Authenticator-App entfernen',
  removeQuestion: 'Authenticator-App entfernen?',
  removeConsequence:
    'Ihre Codes funktionieren dann nicht mehr. Ihre Passkeys und Ihre Wiederherstellungscodes bleiben. Andere Browser, in denen Sie einen Code eingegeben haben, werden abgemeldet.',
  remove: 'Entfernen',
  keepApp: 'Behalten',
  disableTitle: 'Zwei-Faktor-Authentifizierung deaktivieren',
  disableQuestion: 'Zwei-Faktor-Authentifizierung deaktivieren?',
  leftWithPassword: 'Ihr Konto ist dann nur noch durch Ihr Passwort geschützt.',
  leftWithoutPassword: 'Die Anmeldung hat hier dann keinen zweiten Schritt mehr.',
  disableConsequence:
    'Ihre Authenticator-App, Ihre Passkeys und Ihre Wiederherstellungscodes funktionieren nicht mehr. Hier bleiben Sie angemeldet. Ihre anderen Browser werden abgemeldet.',
  disable: 'Deaktivieren',
  keepOn: 'Aktiviert lassen',
  otherWay: {
    title: 'Melden Sie sich zuerst auf einem anderen Weg an',
    lead: ({ provider, ways }) =>
      say`Sie haben sich mit ${provider} angemeldet. Einer Ihrer Arbeitsbereiche akzeptiert das nicht. Um die Zwei-Faktor-Authentifizierung einzurichten, melden Sie sich zuerst mit ${ways} an.`,
    why: 'Sonst könnte jemand, der diese Anmeldung gestohlen hat, eine eigene App einrichten und Sie aus dem Arbeitsbereich aussperren.',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: 'Wiederherstellungscodes speichern',
  saveLead:
    'Wenn Sie Ihr Telefon verlieren, melden Sie sich mit einem dieser Codes an. Jeder funktioniert einmal. Speichern Sie sie jetzt: Sie werden nicht noch einmal angezeigt.',
  download: 'Herunterladen',
  print: 'Drucken',
  whereToKeep:
    'Bewahren Sie die Codes an einem sicheren Ort auf, zum Beispiel in einem Passwortmanager, und nicht nur auf Ihrem Telefon. Sie funktionieren erst, wenn Sie unten bestätigen.',
  confirm: 'Ich habe diese Codes gespeichert',
  fileHead: ({ email, host, at }) =>
    `Wiederherstellungscodes\n\nKonto: ${email}\nAusgestellt von: ${host}\nDatum: ${at}\n\nMelden Sie sich mit einem dieser Codes an, wenn Sie Ihre Authenticator-App oder Ihren Passkey nicht haben. Jeder funktioniert einmal. Bewahren Sie die Codes an einem sicheren Ort auf, zum Beispiel in einem Passwortmanager.`,
  title: 'Wiederherstellungscodes',
  usedOne: 'Sie haben einen Wiederherstellungscode verwendet. Er kann nicht noch einmal verwendet werden.',
  notCurrent: 'Diese Codes sind nicht mehr aktuell. Deshalb wurde nichts geändert. Erstellen Sie neue Codes.',
  left: (count, all) => `Noch ${count} von ${all}.`,
  none: 'Sie haben keine Wiederherstellungscodes.',
  noneLeft: 'Wenn Sie jetzt Ihr Telefon verlieren, können Sie sich nicht mehr anmelden.',
  fewLeft: 'Es sind nur noch wenige übrig. Erstellen Sie neue Codes, solange Sie sich noch anmelden können.',
  phoneLost:
    'Telefon verloren? Richten Sie eine andere Authenticator-App ein. Die App auf dem verlorenen Telefon funktioniert dann nicht mehr.',
  setUpAnother: 'Andere Authenticator-App einrichten',
  oldOnesKeepWorking:
    'Ihre bisherigen Codes funktionieren weiter, bis Sie bestätigen, dass Sie die neuen gespeichert haben.',
  later: 'Später',
  continue: 'Weiter',
  makeNew: 'Neue Wiederherstellungscodes erstellen',
  back: 'Zurück zu „Sicherheit“',
}
