import { say } from '../sentence.ts'
import type { AppCheckWords } from '../words.ts'

export const appCheck: AppCheckWords = {
  title: 'Authenticator-App prüfen',
  lead: ({ at }) =>
    say`Ihre Authenticator-App wurde am ${at} hinzugefügt. Seitdem haben Sie sie nicht verwendet. Prüfen Sie, ob sie noch funktioniert, solange Sie sich auch anders anmelden können.`,
  enterCode: (digits) => `Geben Sie den ${digits}-stelligen Code ein, den die App jetzt anzeigt.`,
  check: 'Prüfen',
  broken: 'Funktioniert sie nicht?',
  brokenWay:
    'Vielleicht ist die App auf einem alten Telefon oder wurde gelöscht. Richten Sie sie neu ein. Die alte App funktioniert dann nicht mehr.',
  setUpAgain: 'App neu einrichten',
  codes: 'Wiederherstellungscodes',
  noCodes: 'Sie haben keine Wiederherstellungscodes.',
  makeCodes: 'Wiederherstellungscodes erstellen',
  later: 'Später',
  shortTitle: 'Schlüssel Ihrer Authenticator-App ersetzen',
  shortLead:
    'Ihre App stammt aus einem anderen System. Ihr Schlüssel ist kürzer, als wir empfehlen. Richten Sie die App neu ein, um einen längeren zu erhalten. Das dauert eine Minute.',
  shortWorks: 'Ihre App funktioniert in jedem Fall. Wir fragen nur dieses eine Mal.',
  replace: 'Schlüssel ersetzen',
}
