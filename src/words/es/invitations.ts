import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `Salir de ${workspace}`,
    question: ({ workspace }) => say`¿Salir de ${workspace}?`,
    holds: {
      'last-owner':
        'Usted es la única persona propietaria de este espacio de trabajo. Nombre antes a otro miembro propietario.',
      'last-enrolled-owner':
        'Este espacio de trabajo exige la autenticación de dos factores y ningún otro propietario la ha configurado. Nombre antes propietario a otro miembro que la haya configurado.',
    },
    consequence: ({ workspace }) =>
      say`Perderá el acceso a ${workspace} en unos minutos. Conservará su cuenta. Para volver, un administrador tendrá que invitarle o añadirle de nuevo.`,
    tokens: 'Los tokens de API y de servicio que creó dejarán de funcionar de inmediato.',
    toMembers: 'Ver los miembros',
    submit: 'Salir',
    stay: 'Quedarse',
  },
}
