import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: 'Activar la autenticación de dos factores',
  replaceTitle: 'Sustituir su aplicación de autenticación',
  alreadyOn: 'La autenticación de dos factores ya está activada',
  nothingToDo: 'La activó hace un momento, quizá en otra pestaña. No queda nada por configurar.',
  keepsWorking: 'Su aplicación actual sigue funcionando hasta que confirme la nueva.',
  forSettings:
    'Para cambiar los ajustes de un espacio de trabajo necesita la autenticación de dos factores. Cuando la configure, volverá a los ajustes. Aún no se ha guardado nada.',
  forPage: ({ workspace }) =>
    say`${workspace} exige la autenticación de dos factores para la página que ha abierto.`,
  anew: 'Esta es una clave nueva, porque han pasado más de diez minutos. En su aplicación, borre la entrada que acaba de añadir. Después, añada esta.',
  install:
    'Instale una aplicación de autenticación si no tiene ninguna, como 1Password, Bitwarden, Google Authenticator o Microsoft Authenticator.',
  add: 'Añada esta cuenta a la aplicación.',
  scanOrType: 'Escanee este código QR con la aplicación. O escriba esta clave en la aplicación:',
  enterCode: 'Escriba el código de 6 dígitos que muestra la aplicación.',
  code: 'Código',
  enable: 'Activar',
  replace: 'Sustituir',
  qrCode:
    'Código QR para su aplicación de autenticación. Contiene la misma clave que aparece como texto en esta página.',
  onThisPhone: '¿En este dispositivo?',
  openInApp: 'Abrir la aplicación de autenticación',
  keySettings: 'Detalles de la clave',
  keyDetails: ({ email }) => say`Cuenta ${email}, basada en la hora, 6 dígitos, SHA-1, cada 30 segundos.`,
  copyTheKey: 'Copiar la clave',
  addTitle: 'Añadir una aplicación de autenticación',
  addToAccount: 'Añadir',
  removeTitle: 'Eliminar la aplicación de autenticación',
  removeQuestion: '¿Eliminar su aplicación de autenticación?',
  removeConsequence:
    'Sus códigos dejarán de funcionar. Sus llaves de acceso y sus códigos de recuperación se conservan. Se cerrará la sesión en los demás navegadores donde escribió un código.',
  remove: 'Eliminar',
  keepApp: 'Conservarla',
  disableTitle: 'Desactivar la autenticación de dos factores',
  disableQuestion: '¿Desactivar la autenticación de dos factores?',
  leftWithPassword: 'Su cuenta quedará protegida solo por su contraseña.',
  leftWithoutPassword: 'El inicio de sesión ya no tendrá aquí un segundo paso.',
  disableConsequence:
    'Su aplicación de autenticación, sus llaves de acceso y sus códigos de recuperación dejarán de funcionar. La sesión seguirá iniciada aquí. Se cerrará en sus otros navegadores.',
  disable: 'Desactivar',
  keepOn: 'Mantenerla activada',
  otherWay: {
    title: 'Inicie sesión primero de otra forma',
    lead: ({ provider, ways }) =>
      say`Ha iniciado sesión con ${provider}, y uno de sus espacios de trabajo no lo acepta. Para configurar la autenticación de dos factores, inicie sesión primero con ${ways}.`,
    why: 'De lo contrario, alguien que haya robado ese acceso podría configurar su propia aplicación e impedirle entrar en el espacio de trabajo.',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: 'Guarde sus códigos de recuperación',
  saveLead:
    'Si pierde el teléfono, use uno de estos códigos para iniciar sesión. Cada uno funciona una sola vez. Guárdelos ahora: no volverá a verlos.',
  download: 'Descargar',
  print: 'Imprimir',
  whereToKeep:
    'Guárdelos en un lugar seguro, como un gestor de contraseñas, y no solo en su teléfono. Empezarán a funcionar cuando confirme abajo.',
  confirm: 'He guardado estos códigos',
  fileHead: ({ email, host, at }) =>
    `Códigos de recuperación\n\nCuenta: ${email}\nEmitidos por: ${host}\nFecha: ${at}\n\nUse uno para iniciar sesión sin su aplicación de autenticación ni su llave de acceso. Cada uno funciona una sola vez. Guárdelos en un lugar seguro, como un gestor de contraseñas.`,
  title: 'Códigos de recuperación',
  usedOne: 'Ha usado un código de recuperación. No se puede volver a usar.',
  notCurrent: 'Esos códigos ya no son actuales, así que no se ha cambiado nada. Cree códigos nuevos.',
  left: (count, all) => `Quedan ${count} de ${all}.`,
  none: 'No tiene códigos de recuperación.',
  noneLeft: 'Si pierde el teléfono ahora, no podrá iniciar sesión.',
  fewLeft: 'Le quedan pocos. Cree códigos nuevos mientras todavía pueda iniciar sesión.',
  phoneLost:
    '¿Ha perdido el teléfono? Configure otra aplicación de autenticación. La del teléfono perdido dejará de funcionar.',
  setUpAnother: 'Configurar otra aplicación de autenticación',
  oldOnesKeepWorking:
    'Sus códigos actuales siguen funcionando hasta que confirme que ha guardado los nuevos.',
  later: 'Más tarde',
  continue: 'Continuar',
  makeNew: 'Crear nuevos códigos de recuperación',
  back: 'Volver a «Seguridad»',
}
