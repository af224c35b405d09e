import { say } from '../sentence.ts'
import type { ExtensionWords } from '../words.ts'

export const extension: ExtensionWords = {
  members: {
    passkey: 'Passkey',
    extendedUntil: ({ at }) => say`Frist verlängert bis ${at}`,
    withoutPasskey: 'Ohne Passkey',
    extend: 'Fristverlängerung',
    extendThis: (member) => `Fristverlängerung für ${member}`,
    giveTime: 'Mehr Zeit geben',
    giveTimeTo: (member) => `Mehr Zeit geben: ${member}`,
    done: {
      extended: 'Die Frist wurde verlängert. Das gilt innerhalb einer Minute überall.',
      'not-extended': 'Die Fristverlängerung wurde zurückgenommen. Das gilt innerhalb einer Minute überall.',
    },
  },
  page: {
    title: 'Fristverlängerung',
    titleOf: ({ email }) => say`Fristverlängerung für ${email}`,
    explanation: ({ workspace }) =>
      say`Damit hat dieses Mitglied mehr Zeit, die Richtlinien von ${workspace} zu erfüllen. Bis zum Ende der Frist kann es den Arbeitsbereich öffnen, als wären die Richtlinien noch nicht in Kraft.`,
    limits:
      'Sie endet vorzeitig, wenn Sie eine Richtlinie ändern. Ein Mitglied kann bis zur nächsten Änderung nur eine erhalten. Das Mitglied und die anderen Admins werden benachrichtigt.',
    until: 'Bis',
    untilHint:
      'Von morgen bis in 30 Tagen. Die Frist endet mit Ablauf dieses Tages (UTC), spätestens aber genau 30 Tage ab jetzt.',
    reason: 'Grund',
    reasonHint: 'Bis zu 500 Zeichen. Das Mitglied und die Admins können ihn lesen.',
    grantedBy: 'Gewährt von',
    grant: 'Frist verlängern',
    current: ({ at }) => say`Dieses Mitglied hat eine Fristverlängerung bis ${at}.`,
    takeBack: 'Zurücknehmen',
    takeBackConsequence:
      'Wenn Sie sie zurücknehmen, muss das Mitglied die Richtlinien innerhalb weniger Minuten erfüllen. Bis zur nächsten Änderung einer Richtlinie kann es keine weitere Fristverlängerung erhalten.',
    keep: 'Abbrechen',
    backToMembers: 'Zurück zu den Mitgliedern',
    typed: 'Das haben Sie eingegeben. Es ist nicht gespeichert.',
    refusals: {
      'not-an-address': 'Geben Sie eine gültige E-Mail-Adresse ein.',
      'not-a-member':
        'Diese Person ist kein Mitglied dieses Arbeitsbereichs. Prüfen Sie die Adresse, oder fügen Sie die Person zuerst hinzu.',
      'own-extension': 'Sie können Ihre eigene Frist nicht verlängern. Bitten Sie einen anderen Admin.',
      'unusable-end': 'Wählen Sie einen Tag zwischen morgen und heute in 30 Tagen.',
      'unusable-reason': 'Geben Sie einen Grund mit bis zu 500 Zeichen in einer Zeile ein.',
      'already-extended':
        'Dieses Mitglied hatte bereits eine Fristverlängerung. Eine weitere ist erst möglich, wenn sich eine Richtlinie ändert.',
      'nothing-to-extend':
        'Dieses Mitglied braucht nicht mehr Zeit, denn keine Richtlinie, die für das Mitglied gilt, ist geplant oder in Kraft.',
      'not-extended': 'Dieses Mitglied hat keine Fristverlängerung mehr.',
      'changed-meanwhile':
        'Jemand anderes hat gerade eine Richtlinie oder dieses Mitglied geändert. Prüfen Sie den Stand, und versuchen Sie es noch einmal.',
    },
  },
}
