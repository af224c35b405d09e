import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `Quitter ${workspace}`,
    question: ({ workspace }) => say`Quitter ${workspace} ?`,
    holds: {
      'last-owner':
        'Vous êtes la seule personne propriétaire de cet espace de travail. Nommez d’abord un autre membre propriétaire.',
      'last-enrolled-owner':
        'Cet espace de travail exige l’authentification à deux facteurs, et aucun autre propriétaire ne l’a configurée. Nommez d’abord propriétaire un autre membre qui l’a configurée.',
    },
    consequence: ({ workspace }) =>
      say`Vous perdrez l’accès à ${workspace} dans quelques minutes. Vous gardez votre compte. Pour revenir, il faudra qu’un administrateur vous invite ou vous ajoute de nouveau.`,
    tokens: 'Les jetons d’API et de service que vous avez créés cesseront de fonctionner immédiatement.',
    toMembers: 'Voir les membres',
    submit: 'Quitter',
    stay: 'Rester',
  },
}
