import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: 'Activar la autenticación de dos factores',
  replaceTitle: 'Sustituir su aplicación de autenticación',
  alreadyOn: 'La autenticación de dos factores ya está activada',
  nothingToDo: 'Ya la activó, quizá en otra pestaña. No queda nada por configurar.',
  keepsWorking: 'Su aplicación actual sigue valiendo hasta que se confirme la nueva.',
  forSettings:
    'Cambiar los ajustes de un espacio de trabajo requiere la autenticación de dos factores. Después volverá a ellos; aún no se ha guardado nada.',
  anew: 'Han pasado más de diez minutos, por lo que esta es una clave nueva. Borre de su aplicación la entrada que acaba de añadir y añada esta.',
  install: 'Instale una aplicación de autenticación en su teléfono, si no tiene ninguna. Sirve cualquiera.',
  add: 'Añada esta cuenta a la aplicación.',
  scan: 'Escanee esto con la aplicación.',
  enterCode: 'Escriba el código de 6 dígitos que muestra.',
  code: 'Código',
  enable: 'Activar',
  replace: 'Sustituir',
  qrCode: 'Código QR para su aplicación de autenticación. La clave de al lado dice lo mismo.',
  onThisPhone: '¿Está la aplicación en este teléfono?',
  openInApp: 'Ábralo en su aplicación',
  typeTheKey: 'O escriba esta clave:',
  keyDetails: ({ email }) => say`Cuenta ${email}, basada en la hora, 6 dígitos, SHA-1, cada 30 segundos.`,
  copyTheKey: 'Copiar la clave',
  disableTitle: 'Desactivar la autenticación de dos factores',
  disableQuestion: '¿Desactivar la autenticación de dos factores?',
  disableConsequence:
    'Su cuenta quedará protegida solo por su contraseña. Su aplicación de autenticación y sus códigos de recuperación dejarán de funcionar. Aquí la sesión seguirá abierta, y se cerrará en sus otros navegadores.',
  disable: 'Desactivar',
  keepOn: 'Dejarla activada',
  otherWay: {
    title: 'Inicie sesión primero de otro modo',
    lead: ({ provider, ways }) =>
      say`Ha iniciado sesión con ${provider}, y uno de sus espacios de trabajo no lo acepta. Para configurar la autenticación de dos factores, inicie sesión primero con ${ways}.`,
    why: 'De lo contrario, alguien que haya robado ese acceso podría configurar su propia aplicación y dejarle fuera del espacio de trabajo.',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: 'Guarde sus códigos de recuperación',
  saveLead:
    'Si pierde el teléfono, uno de estos le permite entrar. Cada uno sirve una sola vez. Solo se muestran esta vez.',
  download: 'Descargar',
  print: 'Imprimir',
  whereToKeep:
    'Guárdelos donde guarda sus contraseñas, no en el mismo teléfono. Valen en cuanto usted confirme.',
  confirm: 'He guardado estos códigos',
  fileHead: ({ email, host, at }) =>
    `Códigos de recuperación (Sallyport)\n\nCuenta: ${email}\nEmisor: ${host}\nFecha: ${at}\n\nCada uno sirve una sola vez, en lugar de un código de su aplicación de autenticación. Guárdelos donde guarda sus contraseñas.`,
  title: 'Códigos de recuperación',
  usedOne: 'Ha iniciado sesión con un código de recuperación. Ya no vale otra vez.',
  notCurrent: 'Esos códigos ya no estaban vigentes, y no se ha cambiado nada. Cree otros nuevos.',
  left: (count, all) => `Quedan ${count} de ${all}.`,
  none: 'No tiene códigos de recuperación.',
  noneLeft: 'Sin ninguno, perder el teléfono le deja sin acceso.',
  fewLeft: 'Quedan pocos. Cree otros nuevos mientras todavía pueda iniciar sesión.',
  phoneLost:
    '¿Perdió el teléfono? Configure otra aplicación de autenticación. La perdida dejará de funcionar.',
  setUpAnother: 'Configurar otra aplicación de autenticación',
  oldOnesKeepWorking: 'Los códigos que tiene siguen valiendo hasta que confirme que ha guardado los nuevos.',
  continue: 'Continuar',
  makeNew: 'Crear nuevos códigos de recuperación',
  back: 'Volver a «Seguridad»',
}
