import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: 'Zwei-Faktor-Authentifizierung',
  titleOfStepUp: 'Bestätigen Sie, dass Sie es sind',
  enterCode: (digits) =>
    `Geben Sie den ${digits}-stelligen Code aus Ihrer Authenticator-App oder einen Wiederherstellungscode ein.`,
  enterRecoveryCode:
    'Geben Sie einen der Wiederherstellungscodes ein, die Sie gespeichert haben. Jeder funktioniert einmal.',
  whyAgain: 'Zu Ihrer Sicherheit: Bestätigen Sie es noch einmal, um fortzufahren.',
  whyForWorkspace: ({ workspace }) =>
    say`${workspace} möchte wissen, ob Sie es sind, bevor diese Seite angezeigt wird.`,
  code: 'Code',
  recoveryCode: 'Wiederherstellungscode',
  submit: 'Weiter',
  whyText:
    'Für dieses Konto ist die Zwei-Faktor-Authentifizierung aktiv. Jede Anmeldung verlangt auch einen zweiten Schritt. Ein gestohlenes Passwort reicht deshalb nicht aus.',
  signingInAs: ({ email, notYou }) => say`Anmeldung als ${email}. ${notYou('Das sind nicht Sie?')}`,
  useApp: 'Authenticator-App verwenden',
  useRecoveryCode: 'Telefon verloren? Wiederherstellungscode verwenden',
  otherWay: 'Andere Möglichkeiten',
  lost: 'Ich habe mein Telefon und meine Codes verloren',
  neither: ({ contact }) =>
    say`Nichts davon zur Hand? Wenden Sie sich an ${contact}, um Ihre Zwei-Faktor-Authentifizierung zurücksetzen zu lassen.`,
  locked: {
    title: 'Ihr Konto ist gesperrt',
    since: ({ time }) =>
      say`Seit ${time} kann sich niemand damit anmelden. Es wurde gesperrt, weil eine Änderung daran als nicht von Ihnen gemeldet wurde.`,
    next: ({ contact }) =>
      say`Wenden Sie sich an ${contact}, um es zu entsperren. Dort wird zuerst geprüft, ob Sie es wirklich sind. Ihre Arbeitsbereiche und Einstellungen bleiben erhalten.`,
    recover: 'Mein Konto wiederherstellen',
    otherAccount: 'Mit einem anderen Konto anmelden',
  },
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed: (digits) =>
    `Geben Sie den ${digits}-stelligen Code aus Ihrer App oder einen Wiederherstellungscode mit 24 Buchstaben und Ziffern ein.`,
  malformedRecovery: 'Geben Sie einen Wiederherstellungscode mit 24 Buchstaben und Ziffern ein.',
  notOfApp: (digits) => `Geben Sie den ${digits}-stelligen Code ein, den Ihre App für dieses Konto anzeigt.`,
  wrongCode: 'Dieser Code ist falsch oder abgelaufen. Geben Sie den Code ein, den Ihre App jetzt anzeigt.',
  wrongRecoveryCode:
    'Dieser Wiederherstellungscode ist falsch. Vergleichen Sie ihn mit den Codes, die Sie zuletzt gespeichert haben.',
  usedCode: 'Dieser Code wurde bereits verwendet. Warten Sie, bis Ihre App einen neuen anzeigt.',
  usedRecoveryCode:
    'Dieser Wiederherstellungscode wurde bereits verwendet. Jeder funktioniert einmal. Geben Sie einen anderen ein.',
  clockFast: (seconds) =>
    `Die Uhr Ihres Telefons geht etwa ${seconds} Sekunden vor. Stellen Sie Datum und Uhrzeit auf automatisch, und geben Sie dann einen neuen Code ein.`,
  clockSlow: (seconds) =>
    `Die Uhr Ihres Telefons geht etwa ${seconds} Sekunden nach. Stellen Sie Datum und Uhrzeit auf automatisch, und geben Sie dann einen neuen Code ein.`,
  locked: ({ span }) => say`Zu viele falsche Codes. Versuchen Sie es in ${span} noch einmal.`,
  lockOver: 'Sie können es jetzt noch einmal versuchen.',
  authenticatorDisabled: ({ contact }) =>
    say`Ihre Authenticator-App wurde nach 100 falschen Codes in Folge gesperrt. Verwenden Sie einen Wiederherstellungscode. Oder wenden Sie sich an ${contact}, um Ihre Zwei-Faktor-Authentifizierung zurücksetzen zu lassen.`,
  gone: 'Das hat zu lange gedauert. Beginnen Sie noch einmal.',
}
