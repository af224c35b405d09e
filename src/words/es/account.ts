import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved':
      'La autenticación de dos factores está activada. Sus códigos de recuperación están listos para usarse.',
    already:
      'La autenticación de dos factores ya está activada. Quizá la activó en otra pestaña. No se ha cambiado nada.',
    replaced:
      'Su nueva aplicación de autenticación está activa. La anterior ya no funciona. Se ha cerrado la sesión en sus otros navegadores.',
    'app-added': 'Se ha añadido su aplicación de autenticación. Puede usar sus códigos desde ahora.',
    'app-works': 'Su aplicación de autenticación funciona.',
    'app-removed': 'Se ha eliminado su aplicación de autenticación. Sus códigos ya no funcionan.',
    linked: 'Vinculada. Ahora también puede iniciar sesión de esta forma.',
    unlinked:
      'Desvinculada. Se ha cerrado la sesión en los demás navegadores que usaban esta forma de iniciar sesión.',
    'last-way': 'No se ha cambiado nada. Es su única forma de iniciar sesión, o ya estaba desvinculada.',
    password: 'Su contraseña se ha cambiado. Se ha cerrado la sesión en sus otros navegadores.',
    disabled:
      'La autenticación de dos factores está desactivada. Sus códigos de recuperación se han eliminado.',
    address:
      'Su dirección de correo ha cambiado. Desde ahora, inicie sesión con ella. Se ha cerrado la sesión en sus otros navegadores.',
  },
  title: 'Seguridad',
  twoFactor: 'Autenticación de dos factores',
  isOn: 'La autenticación de dos factores está activada.',
  on: 'Activada',
  off: 'Desactivada',
  why: 'Añada un segundo paso al inicio de sesión: una llave de acceso o un código de una aplicación de su teléfono. Así, una contraseña robada no es suficiente. Configurarla lleva dos minutos.',
  vouchedFor: ({ provider }) =>
    say`Usó un segundo factor al iniciar sesión con ${provider}. Con eso también basta aquí. Mientras inicie sesión de esta forma, no tiene que configurar otro.`,
  requiredSince: ({ workspace, at }) =>
    say`${workspace} exige la autenticación de dos factores desde el ${at}.`,
  requiredFrom: ({ workspace, at }) =>
    say`${workspace} exigirá la autenticación de dos factores a partir del ${at}.`,
  enable: 'Activar la autenticación de dos factores',
  authenticatorApp: 'Aplicación de autenticación',
  confirmedAt: ({ at }) => say`Añadida el ${at}`,
  replace: 'Sustituir la aplicación de autenticación',
  recoveryCodes: 'Códigos de recuperación',
  codesLeft: (count) => `Quedan: ${count}`,
  unsavedCodes: 'Sus nuevos códigos de recuperación aún no funcionan. Confirme primero que los ha guardado.',
  showCodes: 'Ver y confirmar',
  whatCodesAreFor: 'Use uno para iniciar sesión sin su teléfono. Cada código funciona una sola vez.',
  noCodes:
    'No tiene códigos de recuperación. Si pierde el teléfono, solo el equipo de soporte de su plataforma podrá devolverle el acceso.',
  fewCodes: 'Le quedan pocos. Cree códigos nuevos mientras todavía pueda iniciar sesión.',
  makeCodes: 'Crear códigos de recuperación',
  newCodes: 'Códigos nuevos',
  requiredByOne: ({ workspace }) =>
    say`No puede desactivarla mientras ${workspace} la exija. Puede sustituir su aplicación de autenticación en cualquier momento.`,
  requiredBySeveral: ({ workspaces }) =>
    say`No puede desactivarla mientras la exijan ${workspaces}. Puede sustituir su aplicación de autenticación en cualquier momento.`,
  disable: 'Desactivar la autenticación de dos factores',
  address: 'Dirección de correo',
  changeAddress: 'Cambiar la dirección de correo',
  addressWaits: ({ address }) => say`Falta que confirme ${address}.`,
  password: 'Contraseña',
  change: 'Cambiar',
  changePassword: 'Cambiar la contraseña',
}

export const waysIn: Words['waysIn'] = {
  title: 'Formas de iniciar sesión',
  closed:
    'Uno de sus espacios de trabajo no acepta la forma en que ha iniciado sesión. Para vincular otra, inicie sesión primero de una forma que ese espacio de trabajo acepte, o contacte con el equipo de soporte de su plataforma.',
  link: ({ provider }) => say`Vincular ${provider}`,
  linkAnother: ({ provider }) => say`Vincular otra cuenta de ${provider}`,
  linkedAt: ({ at }) => say`vinculada el ${at}`,
  onlyWay: 'Su única forma de iniciar sesión',
  unlink: 'Desvincular',
  unlinkThis: (provider, who) => `Desvincular ${provider}, ${who}`,
  confirm: {
    title: '¿Vincular esta cuenta?',
    lead: ({ provider, email }) =>
      say`Ha iniciado sesión en ${provider} con la cuenta que aparece abajo. Si la vincula, podrá usarla para iniciar sesión como ${email}.`,
    name: 'Nombre',
    email: 'Correo electrónico',
    unverifiedEmail: 'Correo electrónico (sin verificar)',
    subject: 'ID de la cuenta',
    warning:
      'Vincúlela solo si es suya. Cualquier persona que pueda iniciar sesión en ella podrá iniciar sesión también en su cuenta aquí.',
    submit: 'Vincular esta cuenta',
    notMine: 'No es mía',
  },
}

export const sessions: Words['sessions'] = {
  title: 'Sesiones',
  ended: (span) =>
    `Sesión cerrada. Los espacios de trabajo que estaban abiertos allí se cerrarán en menos de ${span}.`,
  where: 'Dónde tiene la sesión iniciada',
  thisBrowser: 'Este navegador',
  signedInAt: ({ at }) => say`sesión iniciada el ${at}`,
  lastSeenAt: ({ at }) => say`última actividad el ${at}`,
  how: {
    none: ({ provider }) => say`solo ${provider}`,
    totp: ({ provider }) => say`${provider} con una aplicación de autenticación`,
    recovery_code: ({ provider }) => say`${provider} con un código de recuperación`,
    passkey: ({ provider }) => say`${provider} con una llave de acceso`,
    provider: ({ provider }) => say`${provider} con un segundo factor allí`,
  },
  end: 'Cerrar sesión',
  endThis: (browser) => `Cerrar sesión: ${browser}`,
  endOthers: 'Cerrar la sesión en todos los demás lugares',
  noOthers: 'No tiene la sesión iniciada en ningún otro lugar.',
}

export const password: Words['password'] = {
  title: 'Cambiar la contraseña',
  consequence: 'La sesión seguirá iniciada aquí. Se cerrará en sus otros navegadores.',
  current: 'Contraseña actual',
  new: 'Contraseña nueva',
  again: 'Confirmar la contraseña nueva',
  show: 'Mostrar las contraseñas',
  notRepeated: 'Las contraseñas nuevas no coinciden. Escriba de nuevo las tres contraseñas.',
  hint: `De ${PASSWORD_MIN_LENGTH} a ${PASSWORD_MAX_LENGTH} caracteres. Pruebe con cuatro o cinco palabras sin relación entre sí.`,
  submit: 'Cambiar la contraseña',
  problems: {
    'too-short': `Use al menos ${PASSWORD_MIN_LENGTH} caracteres.`,
    'too-long': `Use como máximo ${PASSWORD_MAX_LENGTH} caracteres.`,
    common: 'Esta contraseña es demasiado común. Elija otra.',
    'about-owner':
      'Esta contraseña es demasiado fácil de adivinar. Evite su nombre, su dirección de correo y el nombre de este servicio.',
  },
  unchanged: 'Esa ya es su contraseña actual. Elija una nueva.',
  wrong: 'Esa no es su contraseña actual. Escriba de nuevo las tres contraseñas.',
  overtaken:
    'Su contraseña se cambió hace un momento, quizá en otra pestaña. Esta vez no se ha cambiado nada.',
}
