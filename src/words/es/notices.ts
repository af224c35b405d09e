import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ACCESS = '¿No ha sido usted? Es posible que alguien tenga acceso a su cuenta.'
const CHANGE_PASSWORD = 'Cambie su contraseña, cierre la sesión en todos los demás lugares en «Sesiones»'
const SIGN_OUT = 'Cierre la sesión en todos los demás lugares en «Sesiones»'

const intruder = (contact: string) =>
  `${ACCESS} ${CHANGE_PASSWORD} y contacte con ${contact} para restablecer su autenticación de dos factores.`

const intruderByProvider = (contact: string) =>
  `${ACCESS} ${SIGN_OUT} y contacte con ${contact} para restablecer su autenticación de dos factores.`

export const notices: Words['notices'] = {
  label: 'Avisos',
  dismiss: 'Descartar',
  dismissAll: 'Descartar todos',
  dismissThis: (notice) => `Descartar: ${notice}`,
  doneHere: 'Lo hizo usted en este navegador:',
  titles: {
    'second_factor.added': 'Se ha añadido una aplicación de autenticación a su cuenta',
    'second_factor.replaced': 'Se ha sustituido su aplicación de autenticación',
    'second_factor.removed': 'Se ha desactivado la autenticación de dos factores de su cuenta',
    'second_factor.reset':
      'El equipo de soporte de su plataforma ha restablecido su autenticación de dos factores',
    'second_factor.recovered': 'Su cuenta se ha recuperado con un segundo factor nuevo',
    'recovery.asked': 'Alguien ha pedido recuperar su cuenta',
    'recovery.approved': 'Alguien ha aprobado recuperar su cuenta',
    'recovery.stopped': 'Se ha detenido una recuperación de su cuenta',
    'authenticator.disabled': `Su aplicación de autenticación se ha bloqueado tras ${FAILURES_THAT_DISABLE} códigos incorrectos seguidos`,
    'recovery_code.used': 'Se ha usado uno de sus códigos de recuperación',
    'recovery_codes.regenerated': 'Sus códigos de recuperación se han sustituido por otros nuevos',
    'password.changed': 'Se ha cambiado su contraseña',
    'identity.linked': 'Se ha vinculado una forma de iniciar sesión a su cuenta',
    'account.disowned': 'Se informó de que un cambio en su cuenta no lo hizo usted',
    'identity.unlinked': 'Se ha desvinculado una forma de iniciar sesión de su cuenta',
    'address.requested': 'Se ha pedido una nueva dirección de correo para su cuenta',
    'address.changed': 'Se ha cambiado la dirección de correo de su cuenta',
    'authenticator.removed': 'Se ha quitado la aplicación de autenticación de su cuenta',
    'passkey.added': 'Se ha añadido una llave de acceso a su cuenta',
    'passkey.removed': 'Se ha quitado una llave de acceso de su cuenta',
    'passkey.counter_went_back': 'Es posible que exista una copia de una de sus llaves de acceso',
    'recovery_codes.removed': 'Se han eliminado sus códigos de recuperación',
  },
  firstPasskey:
    'Se ha añadido una llave de acceso a su cuenta, y la autenticación de dos factores está activada',
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `${ACCESS} ${CHANGE_PASSWORD} y contacte con ${contact} para recibir ayuda.`,
    'second_factor.reset': (contact) =>
      `¿No lo ha pedido usted? Contacte ahora con ${contact}. Hasta que vuelva a configurar la autenticación de dos factores, su cuenta está protegida solo por su contraseña.`,
    'second_factor.recovered': (contact) =>
      `Su aplicación de autenticación, sus llaves de acceso y sus códigos de recuperación anteriores ya no funcionan. ¿No ha sido usted? Contacte ahora con ${contact}. Es posible que alguien tenga acceso a su cuenta.`,
    'recovery.asked': (contact) =>
      `Si no ha sido usted, deténgalo con el enlace de nuestro mensaje. Iniciar sesión con su segundo factor también lo detiene. Después cambie su contraseña: es posible que alguien la conozca. ¿Necesita ayuda? Contacte con ${contact}.`,
    'recovery.approved': (contact) =>
      `Si no ha sido usted, deténgalo con el enlace de nuestro mensaje. Iniciar sesión con su segundo factor también lo detiene. Después cambie su contraseña: es posible que alguien la conozca. ¿Necesita ayuda? Contacte con ${contact}.`,
    'recovery.stopped': (contact) =>
      `Su segundo factor no ha cambiado. Si no la detuvo usted, pida una recuperación nueva. Si tampoco la pidió, es posible que alguien conozca su contraseña. Cámbiela ahora. ¿Necesita ayuda? Contacte con ${contact}.`,
    'authenticator.disabled': (contact) =>
      `Todavía puede iniciar sesión con un código de recuperación. Si no tiene ninguno, contacte con ${contact}. ¿No ha sido usted? Es posible que alguien conozca su contraseña. Cámbiela ahora.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `¿No ha sido usted? Contacte ahora con ${contact}. Es posible que alguien tenga acceso a su cuenta, y su contraseña anterior ya no funciona.`,
    'identity.linked': (contact) =>
      `${ACCESS} Desvincúlela en «Seguridad». ${CHANGE_PASSWORD} y contacte con ${contact} para recibir ayuda.`,
    'account.disowned': (contact) =>
      `Alguien usó el enlace «No he sido yo» de uno de nuestros mensajes. Si su cuenta está bloqueada o usted no informó de nada, contacte con ${contact}. Si su contraseña ya no funciona, elija una nueva desde la página de inicio de sesión. Los tokens de API, los tokens de servicio y las invitaciones que su cuenta haya creado desde ese cambio ya no funcionan. Revise usted los anteriores.`,
    'identity.unlinked': (contact) =>
      `${ACCESS} ${CHANGE_PASSWORD} y contacte con ${contact} para recibir ayuda.`,
    'address.requested': (contact) =>
      `${ACCESS} Cancele el cambio en «Seguridad». ${CHANGE_PASSWORD} y contacte con ${contact} para recibir ayuda.`,
    'address.changed': (contact) =>
      `¿No ha sido usted? Contacte ahora con ${contact}. Es posible que alguien tenga acceso a su cuenta, y la dirección anterior ya no la abre.`,
    'authenticator.removed': intruder,
    'passkey.added': intruder,
    'passkey.removed': intruder,
    'passkey.counter_went_back': (contact) =>
      `El contador de esta llave de acceso ha retrocedido, así que alguien puede haberla copiado. Si no sabe por qué, quite la llave en «Seguridad», añada otra y avise a ${contact}.`,
    'recovery_codes.removed': (contact) =>
      `Cree códigos de recuperación nuevos en «Seguridad». ¿No lo ha pedido usted? Contacte ahora con ${contact}.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `${ACCESS} ${SIGN_OUT} y contacte con ${contact} para recibir ayuda.`,
    'second_factor.reset': (contact) =>
      `¿No lo ha pedido usted? Contacte ahora con ${contact}. Hasta que vuelva a configurar la autenticación de dos factores, el inicio de sesión no tiene un segundo paso.`,
    'second_factor.recovered': (contact) =>
      `Su aplicación de autenticación, sus llaves de acceso y sus códigos de recuperación anteriores ya no funcionan. ¿No ha sido usted? Contacte ahora con ${contact}. Es posible que alguien tenga acceso a su cuenta.`,
    'recovery.asked': (contact) =>
      `Si no ha sido usted, deténgalo con el enlace de nuestro mensaje. Iniciar sesión con su segundo factor también lo detiene. Después proteja la cuenta con la que inicia sesión. ¿Necesita ayuda? Contacte con ${contact}.`,
    'recovery.approved': (contact) =>
      `Si no ha sido usted, deténgalo con el enlace de nuestro mensaje. Iniciar sesión con su segundo factor también lo detiene. Después proteja la cuenta con la que inicia sesión. ¿Necesita ayuda? Contacte con ${contact}.`,
    'recovery.stopped': (contact) =>
      `Su segundo factor no ha cambiado. Si no la detuvo usted, pida una recuperación nueva. Si tampoco la pidió, es posible que alguien tenga acceso a la cuenta con la que inicia sesión. Protéjala ahora. ¿Necesita ayuda? Contacte con ${contact}.`,
    'authenticator.disabled': (contact) =>
      `Todavía puede iniciar sesión con un código de recuperación. Si no tiene ninguno, contacte con ${contact}. ¿No ha sido usted? Es posible que alguien tenga acceso a la cuenta con la que inicia sesión. Proteja esa cuenta ahora.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `${ACCESS} Desvincúlela en «Seguridad». ${SIGN_OUT} y contacte con ${contact} para recibir ayuda.`,
    'account.disowned': (contact) =>
      `Alguien usó el enlace «No he sido yo» de uno de nuestros mensajes. Si su cuenta está bloqueada o usted no informó de nada, contacte con ${contact}. Si su contraseña ya no funciona, elija una nueva desde la página de inicio de sesión. Los tokens de API, los tokens de servicio y las invitaciones que su cuenta haya creado desde ese cambio ya no funcionan. Revise usted los anteriores.`,
    'identity.unlinked': (contact) => `${ACCESS} ${SIGN_OUT} y contacte con ${contact} para recibir ayuda.`,
    'address.requested': (contact) =>
      `${ACCESS} Cancele el cambio en «Seguridad». ${SIGN_OUT} y contacte con ${contact} para recibir ayuda.`,
    'address.changed': (contact) =>
      `¿No ha sido usted? Contacte ahora con ${contact}. Es posible que alguien tenga acceso a su cuenta, y la dirección anterior ya no la abre.`,
    'authenticator.removed': intruderByProvider,
    'passkey.added': intruderByProvider,
    'passkey.removed': intruderByProvider,
    'passkey.counter_went_back': (contact) =>
      `El contador de esta llave de acceso ha retrocedido, así que alguien puede haberla copiado. Si no sabe por qué, quite la llave en «Seguridad», añada otra y avise a ${contact}.`,
    'recovery_codes.removed': (contact) =>
      `Cree códigos de recuperación nuevos en «Seguridad». ¿No lo ha pedido usted? Contacte ahora con ${contact}.`,
  },
  from: ({ at, ip, browser }) => say`${at}, desde ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `${workspace} (${host})`,
}
