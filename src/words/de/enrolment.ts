import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: 'Zwei-Faktor-Authentifizierung einschalten',
  replaceTitle: 'Authenticator-App ersetzen',
  alreadyOn: 'Die Zwei-Faktor-Authentifizierung ist schon aktiv',
  nothingToDo:
    'Sie haben sie schon eingeschaltet, vielleicht in einem anderen Tab. Es ist nichts mehr einzurichten.',
  keepsWorking: 'Ihre jetzige App gilt weiter, bis die neue bestätigt ist.',
  forSettings:
    'Wer Einstellungen eines Arbeitsbereichs ändert, braucht Zwei-Faktor-Authentifizierung. Danach kommen Sie dorthin zurück; gespeichert ist noch nichts.',
  anew: 'Es sind mehr als zehn Minuten vergangen; dies ist deshalb ein neuer Schlüssel. Löschen Sie den Eintrag, den Sie eben in Ihrer App angelegt haben, und fügen Sie diesen hinzu.',
  install:
    'Installieren Sie eine Authenticator-App auf Ihrem Telefon, falls Sie keine haben. Jede ist geeignet.',
  add: 'Fügen Sie der App dieses Konto hinzu.',
  scan: 'Scannen Sie dies mit der App.',
  enterCode: 'Geben Sie den 6-stelligen Code ein, den sie anzeigt.',
  code: 'Code',
  enable: 'Einschalten',
  replace: 'Ersetzen',
  qrCode: 'QR-Code für Ihre Authenticator-App. Der Schlüssel daneben besagt dasselbe.',
  onThisPhone: 'Ist die App auf diesem Telefon?',
  openInApp: 'In Ihrer App öffnen',
  typeTheKey: 'Oder geben Sie diesen Schlüssel ein:',
  keyDetails: ({ email }) => say`Konto ${email}, zeitbasiert, 6 Ziffern, SHA-1, alle 30 Sekunden.`,
  copyTheKey: 'Schlüssel kopieren',
  disableTitle: 'Zwei-Faktor-Authentifizierung ausschalten',
  disableQuestion: 'Zwei-Faktor-Authentifizierung ausschalten?',
  disableConsequence:
    'Ihr Konto ist dann nur noch durch Ihr Passwort geschützt. Ihre Authenticator-App und Ihre Wiederherstellungscodes funktionieren nicht mehr. Hier bleiben Sie angemeldet, Ihre anderen Browser werden abgemeldet.',
  disable: 'Ausschalten',
  keepOn: 'Eingeschaltet lassen',
  otherWay: {
    title: 'Melden Sie sich zuerst anders an',
    lead: ({ provider, ways }) =>
      say`Sie haben sich mit ${provider} angemeldet. Einer Ihrer Arbeitsbereiche akzeptiert das nicht. Um die Zwei-Faktor-Authentifizierung einzurichten, melden Sie sich zuerst mit ${ways} an.`,
    why: 'Sonst könnte jemand, der diese Anmeldung gestohlen hat, eine eigene App einrichten und Sie aus dem Arbeitsbereich aussperren.',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: 'Speichern Sie Ihre Wiederherstellungscodes',
  saveLead:
    'Wenn Sie Ihr Telefon verlieren, kommen Sie mit einem von ihnen hinein. Jeder gilt einmal. Sie werden nur dieses eine Mal gezeigt.',
  download: 'Herunterladen',
  print: 'Drucken',
  whereToKeep:
    'Bewahren Sie sie dort auf, wo Sie Passwörter aufbewahren, und nicht auf demselben Telefon. Sie gelten, sobald Sie bestätigen.',
  confirm: 'Ich habe diese Codes gespeichert',
  fileHead: ({ email, host, at }) =>
    `Wiederherstellungscodes (Sallyport)\n\nKonto: ${email}\nAussteller: ${host}\nDatum: ${at}\n\nJeder gilt einmal, anstelle eines Codes Ihrer Authenticator-App. Bewahren Sie sie dort auf, wo Sie Passwörter aufbewahren.`,
  title: 'Wiederherstellungscodes',
  usedOne: 'Sie haben sich mit einem Wiederherstellungscode angemeldet. Er gilt kein zweites Mal.',
  notCurrent: 'Diese Codes waren nicht mehr aktuell, und es wurde nichts geändert. Erstellen Sie neue.',
  left: (count, all) => `Noch ${count} von ${all}.`,
  none: 'Sie haben keine Wiederherstellungscodes.',
  noneLeft: 'Ohne Codes sperrt ein verlorenes Telefon Sie aus.',
  fewLeft: 'Es sind nur noch wenige. Erstellen Sie neue, solange Sie sich noch anmelden können.',
  phoneLost:
    'Telefon verloren? Richten Sie eine andere Authenticator-App ein. Die verlorene funktioniert dann nicht mehr.',
  setUpAnother: 'Andere Authenticator-App einrichten',
  oldOnesKeepWorking:
    'Ihre bisherigen Codes gelten weiter, bis Sie bestätigen, dass Sie die neuen gespeichert haben.',
  continue: 'Weiter',
  makeNew: 'Neue Wiederherstellungscodes erstellen',
  back: 'Zurück zu „Sicherheit“',
}
