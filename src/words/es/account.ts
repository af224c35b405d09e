import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved':
      'La autenticación de dos factores está activada, y sus nuevos códigos de recuperación valen desde ahora.',
    already:
      'La autenticación de dos factores ya está activada, quizá desde otra pestaña. No se ha cambiado nada.',
    replaced:
      'Desde ahora vale su nueva aplicación de autenticación, y la anterior ya no. Se ha cerrado la sesión en sus otros navegadores.',
    linked: 'Vinculado. Desde ahora también puede iniciar sesión de ese modo.',
    unlinked:
      'Desvinculado. Se ha cerrado la sesión en los navegadores que entraron de ese modo, salvo en este.',
    'last-way': 'Es su único modo de iniciar sesión, o ya está desvinculado. No se ha cambiado nada.',
    password: 'Desde ahora vale su nueva contraseña. Se ha cerrado la sesión en sus otros navegadores.',
    disabled:
      'La autenticación de dos factores está desactivada. También se han eliminado sus códigos de recuperación.',
  },
  title: 'Seguridad',
  twoFactor: 'Autenticación de dos factores',
  on: 'Activada',
  off: 'Desactivada',
  why: 'Con ella, una contraseña robada no abre nada por sí sola: al iniciar sesión se pide también un código de una aplicación de su teléfono. Sirve cualquier aplicación de autenticación. Son dos minutos.',
  vouchedFor: ({ provider }) =>
    say`${provider} pidió un segundo factor cuando inició sesión, y también vale aquí: mientras entre de ese modo, no necesita el de Sallyport.`,
  requiredSince: ({ workspace, at }) => say`${workspace} la exige desde esta fecha: ${at}.`,
  requiredFrom: ({ workspace, at }) => say`${workspace} la exige a partir de esta fecha: ${at}.`,
  enable: 'Activar la autenticación de dos factores',
  confirmedAt: ({ at }) => say`Aplicación de autenticación, confirmada el ${at}.`,
  replace: 'Sustituir la aplicación de autenticación',
  recoveryCodes: 'Códigos de recuperación',
  codesLeft: (count) => `Quedan: ${count}`,
  unsavedCodes:
    'Todavía no ha confirmado que guardó sus nuevos códigos de recuperación. Hasta entonces no valen.',
  showCodes: 'Verlos y confirmar',
  whatCodesAreFor: 'Con cada uno puede entrar una vez cuando no tenga el teléfono a mano.',
  noCodes:
    'No tiene ninguno. Si pierde el teléfono, solo el equipo que gestiona esta plataforma podrá devolverle el acceso.',
  fewCodes: 'Quedan pocos. Cree otros nuevos mientras todavía pueda iniciar sesión.',
  makeCodes: 'Crear códigos de recuperación',
  turnOff: 'Desactivarla',
  requiredByOne: ({ workspace }) =>
    say`No es posible mientras ${workspace} la exija. Puede sustituir su aplicación de autenticación en cualquier momento.`,
  requiredBySeveral: ({ workspaces }) =>
    say`No es posible mientras la exijan ${workspaces}. Puede sustituir su aplicación de autenticación en cualquier momento.`,
  disable: 'Desactivar la autenticación de dos factores',
  password: 'Contraseña',
  changePassword: 'Cambiar la contraseña',
}

export const waysIn: Words['waysIn'] = {
  title: 'Modos de iniciar sesión',
  closed:
    'Uno de sus espacios de trabajo no acepta el modo en que ha iniciado sesión. Para vincular otro, inicie sesión primero de un modo que ese espacio de trabajo acepte, o contacte con el equipo de soporte de la plataforma.',
  link: ({ provider }) => say`Vincular ${provider}`,
  linkAnother: ({ provider }) => say`Vincular otra cuenta: ${provider}`,
  linkedAt: ({ at }) => say`vinculado el ${at}`,
  onlyWay: 'Su único modo de iniciar sesión',
  unlink: 'Desvincular',
  unlinkThis: (provider, who) => `Desvincular ${provider}, ${who}`,
  confirm: {
    title: '¿Vincular esta cuenta?',
    lead: ({ provider, email }) =>
      say`Ha iniciado sesión en ${provider}. Una vez vinculada, esta cuenta podrá iniciar sesión en ${email}:`,
    name: 'Nombre',
    email: 'Correo electrónico',
    unverifiedEmail: 'Correo electrónico (sin verificar)',
    subject: 'ID de la cuenta',
    warning:
      'Vincúlela solo si es suya. Quien pueda iniciar sesión en ella podrá entrar también en su cuenta de aquí.',
    submit: 'Vincular esta cuenta',
    notMine: 'No es mía',
  },
}

export const sessions: Words['sessions'] = {
  title: 'Sesiones',
  ended: (span) =>
    `Terminada. Los espacios de trabajo que estaban abiertos allí se cierran en breve (plazo máximo: ${span}).`,
  where: 'Dónde ha iniciado sesión',
  thisBrowser: 'Este navegador',
  signedInAt: ({ at }) => say`inicio el ${at}`,
  lastSeenAt: ({ at }) => say`última actividad el ${at}`,
  how: {
    none: ({ provider }) => say`solo con ${provider}`,
    totp: ({ provider }) => say`con ${provider} y una aplicación de autenticación`,
    recovery_code: ({ provider }) => say`con ${provider} y un código de recuperación`,
    provider: ({ provider }) => say`con ${provider} y su propio segundo factor`,
  },
  end: 'Terminar',
  endThis: (browser) => `Terminar la sesión: ${browser}`,
  endOthers: 'Cerrar la sesión en los demás sitios',
  noOthers: 'No tiene ninguna otra sesión abierta.',
}

export const password: Words['password'] = {
  title: 'Cambiar la contraseña',
  consequence: 'Después, su sesión sigue abierta aquí y se cierra en sus otros navegadores.',
  current: 'Contraseña actual',
  new: 'Contraseña nueva',
  again: 'Contraseña nueva, otra vez',
  show: 'Mostrar las contraseñas',
  notRepeated: 'Las dos contraseñas nuevas no son iguales. Escríbalas todas de nuevo.',
  hint: `De ${PASSWORD_MIN_LENGTH} a ${PASSWORD_MAX_LENGTH} caracteres. Bastan cuatro o cinco palabras que nadie juntaría.`,
  submit: 'Cambiar la contraseña',
  problems: {
    'too-short': `La contraseña debe tener al menos ${PASSWORD_MIN_LENGTH} caracteres.`,
    'too-long': `La contraseña debe tener como máximo ${PASSWORD_MAX_LENGTH} caracteres.`,
    common: 'Es una de las contraseñas más comunes. Elija otra.',
    'about-owner':
      'La contraseña no debe ser el nombre o la dirección de la cuenta, ni «Sallyport», con poco añadido.',
  },
  unchanged: 'Esa ya es su contraseña actual. Elija otra.',
  wrong: 'Esa no es su contraseña actual. Compruébela y escriba las tres de nuevo.',
  overtaken:
    'Su contraseña se cambió hace un momento, quizá en otra pestaña. Esta vez no se ha cambiado nada.',
}
