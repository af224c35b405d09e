import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: 'Zwei-Faktor-Authentifizierung',
  titleOfStepUp: 'Bestätigen Sie, dass Sie es sind',
  enterCode:
    'Geben Sie den 6-stelligen Code aus Ihrer Authenticator-App ein oder einen Wiederherstellungscode.',
  enterRecoveryCode:
    'Geben Sie einen der Wiederherstellungscodes ein, die Sie gespeichert haben. Jeder gilt einmal.',
  whyAgain: 'Der nächste Schritt ist heikel und verlangt deshalb einen Code von eben jetzt.',
  code: 'Code',
  recoveryCode: 'Wiederherstellungscode',
  submit: 'Weiter',
  whyText:
    'Für dieses Konto ist die Zwei-Faktor-Authentifizierung eingeschaltet. Ein gestohlenes Passwort allein öffnet nichts: Jede Anmeldung verlangt auch einen Code.',
  signingInAs: ({ email, notYou }) => say`Anmeldung als ${email}. ${notYou('Das sind nicht Sie?')}`,
  useApp: 'Authenticator-App verwenden',
  useRecoveryCode: 'Telefon verloren? Wiederherstellungscode verwenden',
  otherWay: 'Anderen Weg nehmen',
  neither: ({ contact }) =>
    say`Weder App noch Wiederherstellungscodes? Ihr zweiter Faktor wird hier zurückgesetzt: ${contact}.`,
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed:
    'Das ist kein Code. Er besteht aus 6 Ziffern aus Ihrer App oder, als Wiederherstellungscode, aus 24 Buchstaben und Ziffern.',
  notOfApp: 'Das ist kein Code Ihrer App. Er besteht aus den 6 Ziffern, die sie für dieses Konto anzeigt.',
  wrongCode: 'Dieser Code stimmt nicht. Geben Sie den ein, den Ihre App jetzt für dieses Konto anzeigt.',
  wrongRecoveryCode:
    'Dieser Wiederherstellungscode stimmt nicht. Vergleichen Sie ihn Zeichen für Zeichen mit denen, die Sie zuletzt gespeichert haben.',
  usedCode:
    'Dieser Code wurde schon verwendet. Warten Sie auf den nächsten: Eine App zeigt alle 30 Sekunden einen neuen.',
  usedRecoveryCode:
    'Dieser Wiederherstellungscode wurde schon verwendet. Jeder gilt einmal: Nehmen Sie einen anderen.',
  clockFast: (seconds) =>
    `Die Uhr Ihres Telefons geht etwa ${seconds} Sekunden vor. Stellen Sie Datum und Uhrzeit auf automatisch, und geben Sie dann einen neuen Code ein.`,
  clockSlow: (seconds) =>
    `Die Uhr Ihres Telefons geht etwa ${seconds} Sekunden nach. Stellen Sie Datum und Uhrzeit auf automatisch, und geben Sie dann einen neuen Code ein.`,
  locked: ({ at, span }) =>
    say`Zu viele falsche Codes. Versuchen Sie es wieder ab ${at} (Wartezeit: ${span}).`,
  lockOver: 'Sie können es jetzt wieder versuchen.',
  authenticatorDisabled: ({ contact }) =>
    say`Nach 100 falschen Codes hintereinander gilt Ihre Authenticator-App nicht mehr. Verwenden Sie einen Wiederherstellungscode, oder lassen Sie Ihren zweiten Faktor hier zurücksetzen: ${contact}.`,
  gone: 'Das hat zu lange gedauert. Fangen Sie noch einmal an.',
}
