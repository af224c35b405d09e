import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `${workspace} verlassen`,
    question: ({ workspace }) => say`${workspace} verlassen?`,
    holds: {
      'last-owner':
        'Nur Sie sind Inhaberin oder Inhaber dieses Arbeitsbereichs. Geben Sie diese Rolle zuerst einem weiteren Mitglied.',
      'last-enrolled-owner':
        'Dieser Arbeitsbereich verlangt Zwei-Faktor-Authentifizierung, und nur Sie haben sie in dieser Rolle eingerichtet. Geben Sie die Rolle zuerst einem weiteren Mitglied, das sie eingerichtet hat.',
    },
    consequence: ({ workspace }) =>
      say`Ihr Zugriff auf ${workspace} endet innerhalb weniger Minuten. Ihr Konto behalten Sie. Um zurückzukommen, muss ein Admin Sie neu einladen oder hinzufügen.`,
    tokens: 'API-Tokens und Dienst-Tokens, die Sie erstellt haben, gelten ab sofort nicht mehr.',
    toMembers: 'Mitglieder ansehen',
    submit: 'Verlassen',
    stay: 'Bleiben',
  },
}
