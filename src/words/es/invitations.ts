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
  invitation: {
    titleOf: (workspace) => `Unirse a ${workspace}`,
    facts: { email: 'Para', role: 'Rol', inviter: 'Invitación de', until: 'Válida hasta' },
    otherAccount: ({ email, other }) =>
      say`Esta invitación es para ${email}. Ha iniciado sesión como ${other}.`,
    consequence: ({ workspace }) =>
      say`Puede salir de ${workspace} en cualquier momento. Sus administradores pueden exigir a los miembros la autenticación de dos factores.`,
    accept: 'Aceptar la invitación',
    enrolFirst: ({ workspace }) =>
      say`${workspace} exige la autenticación de dos factores. Configúrela primero. Después volverá aquí para aceptar.`,
    signInFirst: ({ email }) => say`Para aceptar, inicie sesión como ${email}.`,
    signIn: 'Iniciar sesión',
    makeAccount: ({ email }) =>
      say`Para aceptar, cree su cuenta. Desde entonces iniciará sesión con ${email} y esta contraseña.`,
    name: 'Su nombre',
    unusableName: 'Escriba su nombre: hasta 100 caracteres, en una línea.',
    password: 'Contraseña',
    passwordAgain: 'Confirme la contraseña',
    notRepeated: 'Las contraseñas no coinciden. Escriba ambas de nuevo.',
    makeAndJoin: 'Crear la cuenta y unirse',
    makeAndGoOn: 'Crear la cuenta',
    changed: 'Algo cambió mientras tanto. Revise esta página e inténtelo de nuevo.',
    noWay: ({ contact }) =>
      say`Primero necesita una cuenta. Pida a ${contact} que cree una para esta dirección. Después abra este enlace de nuevo.`,
    acceptedTitle: 'Ha aceptado esta invitación',
    endedTitle: 'Esta invitación ya no es válida',
    expired: ({ workspace }) =>
      say`Ha caducado. Pida a un administrador de ${workspace} que la envíe de nuevo.`,
    over: 'Se retiró, se sustituyó por un mensaje más reciente o ya se usó. Busque un mensaje más reciente o pregunte a quien le invitó.',
  },
  members: {
    invite: 'Invitar a alguien',
    explanation:
      'Recibirá un correo con un enlace y será miembro cuando acepte. Todavía no necesita una cuenta.',
    submit: 'Enviar la invitación',
    limits: ({ days, aDay, aWeek, open }) =>
      `El enlace es válido durante ${days} días. Puede enviar ${aDay} invitaciones al día, y ${aWeek} a la semana a la misma dirección. Puede haber como máximo ${open} abiertas.`,
    noMail: ({ contact }) =>
      say`Esta plataforma no envía correo, por eso no puede invitar a nadie. Pida a ${contact} que cree una cuenta. Después añada a la persona más abajo.`,
    addWithout: 'Puede añadir sin invitación a personas que ya tienen una cuenta. No se les pregunta.',
    title: 'Invitaciones',
    none: 'No hay invitaciones abiertas.',
    states: { open: 'Invitado', expired: 'Caducada', accepted: 'Aceptada' },
    sent: ({ at, until }) => say`Enviada el ${at}. El enlace es válido hasta el ${until}.`,
    expired: 'El enlace ya no es válido. Envíe la invitación de nuevo o retírela.',
    resend: 'Enviar de nuevo',
    resendThis: (email) => `Enviar de nuevo a ${email}`,
    revoke: 'Retirar',
    revokeThis: (email) => `Retirar la invitación de ${email}`,
    tooMany: ({ span }) => say`Demasiadas invitaciones. Inténtelo de nuevo en ${span}.`,
    refusals: {
      'changed-meanwhile':
        'Otra persona acaba de cambiar esta invitación. Revise la lista e inténtelo de nuevo.',
      'not-found': 'Esta invitación ya no existe.',
      'already-accepted': 'Esta invitación ya se aceptó.',
    },
    done: {
      sent: 'Invitación enviada.',
      open: 'Esta dirección ya tiene una invitación abierta. No se envió nada.',
      resent: 'Enviada de nuevo. El enlace del mensaje anterior sigue siendo válido.',
      revoked: 'Retirada. El enlace ya no es válido.',
    },
  },
}
