import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { auditFields } from './audit-fields.ts'
import { write } from './write.ts'

export const audit: Words['audit'] = {
  titleOf: (workspace) => `Registro de auditoría de ${workspace}`,
  actions: {
    'workspace.put': 'Espacio de trabajo creado o cambiado',
    'workspace.entered': 'Entrada en el espacio de trabajo',
    'workspace.refused': 'Acceso denegado',
    'prompt.deferred': 'Recordatorio aplazado',
    'policy.changed': 'Política de dos factores cambiada',
    'rules.changed': 'Reglas de acceso cambiadas',
    'providers.changed': 'Formas de iniciar sesión cambiadas',
    'edge.changed': 'Reenvío cambiado',
    'appearance.changed': 'Nombre o color cambiado',
    'logo.changed': 'Logotipo cambiado',
    'logo.removed': 'Logotipo quitado',
    'member.put': 'Miembro añadido o rol cambiado',
    'member.removed': 'Miembro quitado',
    'member.left': 'Miembro salió',
    'invitation.sent': 'Invitación enviada',
    'invitation.resent': 'Invitación enviada de nuevo',
    'invitation.revoked': 'Invitación retirada',
    'invitation.accepted': 'Invitación aceptada',
    'member.address_changed': 'Dirección de un miembro cambiada',
    'members.viewed': 'Lista de miembros consultada',
    'extension.granted': 'Prórroga concedida a un miembro',
    'extension.ended': 'Prórroga terminada',
    'account.disowned': 'Cambio notificado como no propio',
    'self_recovery.changed': 'Recuperación sin administrador cambiada',
    'recovery.asked': 'Recuperación solicitada',
    'recovery.approved': 'Recuperación aprobada',
    'recovery.linked': 'Enlace de recuperación enviado',
    'recovery.stopped': 'Recuperación detenida',
    'recovery.completed': 'Recuperación completada',
    'token.created': 'Token de API creado',
    'token.revoked': 'Token de API revocado',
    'service_token.created': 'Token de servicio creado',
    'service_token.rotated': 'Token de servicio renovado',
    'service_token.changed': 'Token de servicio cambiado',
    'service_token.disabled': 'Token de servicio desactivado',
    'service_token.deleted': 'Token de servicio eliminado',
    'service_token.used': 'Token de servicio usado',
  },
  sentences: {
    'sign_in.succeeded': ({ actor }) => say`${actor} inició sesión`,
    'sign_in.refused': ({ actor }) => say`${actor} no pudo iniciar sesión`,
    'second_factor.refused': ({ actor }) => say`${actor} escribió un código de segundo factor incorrecto`,
    'second_factor.proved': ({ actor }) => say`${actor} completó el segundo paso`,
    'session.ended': ({ actor }) => say`${actor} cerró una sesión`,
    'authenticator.enrolled': ({ actor }) => say`${actor} configuró una aplicación de autenticación`,
    'authenticator.imported': ({ actor, account }) =>
      say`${actor} importó la aplicación de autenticación de ${account}`,
    'authenticator.replaced': ({ actor }) => say`${actor} reemplazó su aplicación de autenticación`,
    'authenticator.removed': ({ actor, account }) =>
      say`${actor} quitó la aplicación de autenticación de ${account}`,
    'passkey.added': ({ actor, what }) => say`${actor} añadió la llave de acceso ${what}`,
    'passkey.renamed': ({ actor, what }) => say`${actor} cambió el nombre de una llave de acceso a ${what}`,
    'passkey.removed': ({ actor, account, what }) =>
      say`${actor} quitó la llave de acceso ${what} de ${account}`,
    'passkey.counter_went_back': ({ account, what }) =>
      say`El contador de la llave de acceso ${what} de ${account} retrocedió`,
    'second_factor.disabled': ({ actor }) => say`${actor} desactivó la autenticación de dos factores`,
    'second_factor.reset': ({ actor, account }) =>
      say`${actor} restableció la autenticación de dos factores de ${account}`,
    'recovery_codes.generated': ({ actor }) => say`${actor} creó códigos de recuperación nuevos`,
    'recovery_codes.confirmed': ({ actor }) => say`${actor} guardó códigos de recuperación nuevos`,
    'recovery_codes.removed': ({ actor, account }) =>
      say`${actor} eliminó los códigos de recuperación de ${account}`,
    'password.refused': ({ actor }) => say`${actor} escribió una contraseña actual incorrecta`,
    'password.link_sent': ({ account }) =>
      say`Se envió a ${account} un enlace para elegir una contraseña nueva`,
    'password.changed': ({ actor }) => say`${actor} cambió su contraseña`,
    'account.put': ({ actor, account }) => say`${actor} creó o cambió la cuenta de ${account}`,
    'account.created': ({ actor }) => say`${actor} creó su cuenta con una invitación`,
    'account.provisioned': ({ actor, what }) =>
      say`${actor} obtuvo una cuenta al iniciar sesión por primera vez con ${what}`,
    'identity.linked': ({ actor, account, what }) => say`${actor} vinculó ${account} con ${what}`,
    'identity.unlinked': ({ actor, account, what }) => say`${actor} desvinculó ${account} de ${what}`,
    'account.disowned': ({ actor, account }) =>
      say`${actor} informó de que un cambio en la cuenta de ${account} no era suyo`,
    'account.unlocked': ({ actor, account }) => say`${actor} desbloqueó la cuenta de ${account}`,
    'address.requested': ({ actor, what }) => say`${actor} pidió cambiar su dirección a ${what}`,
    'address.cancelled': ({ actor }) => say`${actor} canceló un cambio de su dirección`,
    'address.changed': ({ actor, account, what }) =>
      say`${actor} cambió la dirección de ${account} a ${what}`,
    'account.deleted': ({ actor, what }) => say`${actor} eliminó la cuenta ${what}`,
    'workspace.put': ({ actor, workspace }) => say`${actor} cambió la configuración de ${workspace}`,
    'workspace.created': ({ actor, workspace }) => say`${actor} creó ${workspace}`,
    'workspace.deleted': ({ actor, what }) => say`${actor} eliminó el espacio de trabajo ${what}`,
    'workspace.entered': ({ actor, workspace }) => say`${actor} entró en ${workspace} con un segundo factor`,
    'workspace.entered.without': ({ actor, workspace }) =>
      say`${actor} entró en ${workspace} sin un segundo factor`,
    'workspace.refused': ({ actor, workspace, what }) =>
      say`${actor} no obtuvo acceso a ${workspace}: ${what}`,
    'prompt.deferred': ({ actor, workspace }) =>
      say`${actor} aplazó la configuración de la autenticación de dos factores para ${workspace}`,
    'policy.changed': ({ actor, workspace }) =>
      say`${actor} dejó de exigir la autenticación de dos factores en ${workspace}`,
    'policy.required': ({ actor, workspace, what }) =>
      say`${actor} exigió la autenticación de dos factores en ${workspace} desde el ${what}`,
    'passkeys.optional': ({ actor, workspace }) =>
      say`${actor} dejó de exigir llaves de acceso en ${workspace}`,
    'passkeys.required': ({ actor, workspace, what }) =>
      say`${actor} exigió llaves de acceso en ${workspace} desde el ${what}`,
    'rules.changed': ({ actor, workspace }) => say`${actor} cambió las reglas de acceso de ${workspace}`,
    'providers.changed': ({ actor, workspace }) =>
      say`${actor} cambió las formas de iniciar sesión en ${workspace}`,
    'edge.changed': ({ actor, workspace }) => say`${actor} cambió el reenvío de solicitudes a ${workspace}`,
    'appearance.changed': ({ actor, workspace }) => say`${actor} cambió el nombre o el color de ${workspace}`,
    'logo.changed': ({ actor, workspace }) => say`${actor} cambió el logotipo de ${workspace}`,
    'logo.removed': ({ actor, workspace }) => say`${actor} quitó el logotipo de ${workspace}`,
    'member.put': ({ actor, account, workspace, what }) =>
      say`${actor} cambió el rol de ${account} en ${workspace}. Rol nuevo: ${what}`,
    'member.added': ({ actor, account, workspace, what }) =>
      say`${actor} añadió a ${account} a ${workspace}. Rol: ${what}`,
    'member.removed': ({ actor, account, workspace }) => say`${actor} quitó a ${account} de ${workspace}`,
    'member.left': ({ actor, workspace }) => say`${actor} salió de ${workspace}`,
    'invitation.sent': ({ actor, what, workspace }) => say`${actor} invitó a ${what} a ${workspace}`,
    'invitation.resent': ({ actor, what, workspace }) =>
      say`${actor} envió de nuevo la invitación de ${what} a ${workspace}`,
    'invitation.revoked': ({ actor, what, workspace }) =>
      say`${actor} retiró la invitación de ${what} a ${workspace}`,
    'invitation.accepted': ({ actor, workspace, what }) =>
      say`${actor} aceptó una invitación a ${workspace} como ${what}`,
    'member.address_changed': ({ actor, account, what }) =>
      say`${actor} cambió la dirección de ${account} a ${what}`,
    'members.viewed': ({ actor, workspace }) => say`${actor} consultó la lista de miembros de ${workspace}`,
    'extension.granted': ({ actor, account, workspace, what }) =>
      say`${actor} dio a ${account} hasta el ${what} para cumplir los requisitos de ${workspace}`,
    'extension.ended': ({ actor, account, workspace }) =>
      say`${actor} puso fin a la prórroga de ${account} en ${workspace}`,
    'self_recovery.changed': ({ actor, workspace }) =>
      say`${actor} cambió si los miembros de ${workspace} pueden recuperar su cuenta sin un administrador`,
    'recovery.asked': ({ actor, account }) => say`${actor} pidió recuperar la cuenta de ${account}`,
    'recovery.approved': ({ actor, account }) => say`${actor} aprobó recuperar la cuenta de ${account}`,
    'recovery.linked': ({ account }) => say`${account} recibió un enlace para recuperar su cuenta`,
    'recovery.stopped': ({ actor, account }) =>
      say`${actor} detuvo la recuperación de la cuenta de ${account}`,
    'recovery.completed': ({ actor }) => say`${actor} recuperó su cuenta con un segundo factor nuevo`,
    'token.created': ({ actor, what, workspace }) =>
      say`${actor} creó el token de API ${what} para ${workspace}`,
    'token.revoked': ({ actor, workspace }) => say`${actor} revocó un token de API de ${workspace}`,
    'service_token.created': ({ actor, what, workspace }) =>
      say`${actor} creó el token de servicio ${what} para ${workspace}`,
    'service_token.rotated': ({ actor, what, workspace }) =>
      say`${actor} renovó el token de servicio ${what} de ${workspace}`,
    'service_token.changed': ({ actor, what, workspace }) =>
      say`${actor} cambió el token de servicio ${what} de ${workspace}`,
    'service_token.disabled': ({ actor, what, workspace }) =>
      say`${actor} desactivó el token de servicio ${what} de ${workspace}`,
    'service_token.deleted': ({ actor, what, workspace }) =>
      say`${actor} eliminó el token de servicio ${what} de ${workspace}`,
    'service_token.used': ({ what, workspace }) =>
      say`El token de servicio ${what} se usó este día en ${workspace}`,
    'key.rotated': ({ actor, what }) => say`${actor} reemplazó la clave ${what} de la plataforma`,
    'notice.retried': ({ actor, what }) => say`${actor} volvió a enviar la notificación ${what}`,
  },
  viewedOften: ({ actor, workspace }, count) =>
    say`${actor} consultó la lista de miembros de ${workspace} ${write.plural(count, { one: `${count} vez`, other: `${count} veces` })}`,
  token: ({ name }) => say`Token de API ${name}`,
  operator: 'El equipo de soporte de la plataforma',
  adminElsewhere: 'Un administrador de otro espacio de trabajo',
  unknown: 'desconocido',
  goneAccount: 'cuenta eliminada',
  reasons: {
    'enrollment-required': 'sin segundo factor',
    'stronger-factor-required': 'sin llave de acceso',
    'provider-not-allowed': 'esta forma de iniciar sesión no está permitida',
  },
  anyWay: 'todos',
  yes: 'sí',
  no: 'no',
  fields: auditFields,
  from: ({ ip }) => say`desde ${ip}`,
  fromBrowser: ({ ip, browser }) => say`desde ${ip} (${browser})`,
  details: 'Detalles',
  detailsOf: (id) => `Detalles de la entrada ${id}`,
  filter: 'Filtro',
  person: 'Persona',
  personHint: 'Dirección de correo. Busca lo que hizo esta persona y lo que afectó a su cuenta.',
  action: 'Acción',
  anyAction: 'Cualquier acción',
  sinceDay: 'Desde el día',
  untilDay: 'Hasta el día',
  daysHint: 'Los días están en UTC.',
  apply: 'Aplicar filtro',
  clear: 'Quitar filtro',
  problems: {
    'not-a-person': 'Escriba una dirección de correo completa, por ejemplo grace@example.com.',
    'not-an-action': 'Elija una acción de la lista.',
    'not-a-day': 'Escriba un día con año, mes y día, por ejemplo 2026-11-30.',
    'ends-before-it-begins': '«Hasta el día» no puede ser anterior a «Desde el día».',
  },
  nothing: 'Aún no hay actividad.',
  noMatch: 'Ninguna entrada coincide con este filtro.',
  older: 'Anteriores',
  cutShort: (most) => `En esta página se revisaron ${most} entradas. Las anteriores aún no se han revisado.`,
  goOn: 'Continuar con entradas anteriores',
  chained: 'Cada entrada contiene el hash de la anterior, para que se pueda detectar cualquier cambio.',
  export: 'Exportar todo con los hashes',
  csv: 'Descargar esta selección en CSV',
  csvCutShort:
    'Incompleto: este archivo termina aquí. Para continuar, elija en «Hasta el día» el día de la última entrada.',
}
