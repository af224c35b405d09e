import { say } from '../sentence.ts'
import type { ExtensionWords } from '../words.ts'

export const extension: ExtensionWords = {
  members: {
    passkey: 'Llave de acceso',
    extendedUntil: ({ at }) => say`Prórroga hasta el ${at}`,
    withoutPasskey: 'Sin llave de acceso',
    extend: 'Prórroga',
    extendThis: (member) => `Prórroga para ${member}`,
    giveTime: 'Dar más tiempo',
    giveTimeTo: (member) => `Dar más tiempo a ${member}`,
    done: {
      extended: 'Prórroga concedida. Se aplica en todas partes en un minuto.',
      'not-extended': 'Prórroga retirada. Se aplica en todas partes en un minuto.',
    },
  },
  page: {
    title: 'Prórroga',
    titleOf: ({ email }) => say`Prórroga para ${email}`,
    explanation: ({ workspace }) =>
      say`Una prórroga da a este miembro más tiempo para cumplir las políticas de ${workspace}. Hasta que termine, puede abrir el espacio de trabajo como si las políticas aún no estuvieran en vigor.`,
    limits:
      'Termina antes si cambia una política. Cada miembro puede recibir una sola prórroga hasta que cambie una política. Se avisa al miembro y a los demás administradores.',
    until: 'Hasta',
    untilHint:
      'Desde mañana hasta dentro de 30 días. La prórroga termina al final de ese día en UTC o, si es antes, exactamente dentro de 30 días.',
    reason: 'Motivo',
    reasonHint: 'Hasta 500 caracteres. El miembro y los administradores pueden leerlo.',
    grantedBy: 'Concedida por',
    grant: 'Conceder prórroga',
    current: ({ at }) => say`Este miembro tiene una prórroga hasta el ${at}.`,
    takeBack: 'Retirar',
    takeBackConsequence:
      'Si la retira, el miembro tendrá que cumplir las políticas en unos minutos. No podrá recibir otra prórroga hasta que cambie una política.',
    keep: 'Cancelar',
    backToMembers: 'Volver a los miembros',
    typed: 'Esto es lo que escribió. No se ha guardado.',
    refusals: {
      'not-an-address': 'Escriba una dirección de correo válida.',
      'not-a-member':
        'Esta persona no es miembro de este espacio de trabajo. Compruebe la dirección o añádala primero como miembro.',
      'own-extension': 'No puede ampliar su propio plazo. Pídaselo a otro administrador.',
      'unusable-end': 'Elija un día desde mañana hasta dentro de 30 días.',
      'unusable-reason': 'Escriba un motivo de hasta 500 caracteres, en una sola línea.',
      'already-extended': 'Este miembro ya tuvo una prórroga. Podrá recibir otra cuando cambie una política.',
      'nothing-to-extend':
        'Este miembro no necesita más tiempo, porque ninguna política que se le aplique está programada ni en vigor.',
      'not-extended': 'Este miembro ya no tiene ninguna prórroga.',
      'changed-meanwhile':
        'Otra persona acaba de cambiar una política o este miembro. Compruébelo e inténtelo de nuevo.',
    },
  },
}
