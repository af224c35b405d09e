import { say } from '../sentence.ts'
import type { PasskeyWords } from '../words.ts'

export const passkeys: PasskeyWords = {
  title: 'Llaves de acceso',
  lead: 'Confirme su inicio de sesión con su huella, su cara, el bloqueo de pantalla o una llave de seguridad. Una llave de acceso solo funciona en este sitio, así que nadie puede engañarle para que se la entregue.',
  count: (count) => `Añadidas: ${count}`,
  why: 'Solo funcionan en este sitio, así que nadie puede engañarle para que entregue una.',
  manage: 'Gestionar',
  manageAll: 'Gestionar las llaves de acceso',
  addFirst: 'Añadir',
  add: 'Añadir una llave de acceso',
  addAnother: 'Añadir otra llave de acceso',
  none: 'Aún no hay llaves de acceso.',
  tooMany: (most) => `Tiene ${most} llaves de acceso, que es el máximo. Elimine una para añadir otra.`,
  addedAt: ({ at }) => say`Añadida el ${at}`,
  usedAt: ({ at }) => say`Usada por última vez el ${at}`,
  neverUsed: 'Aún sin usar',
  synced: 'Sincronizada',
  notSynced: 'En un solo dispositivo',
  elsewhere: 'Esta llave de acceso se creó para una dirección anterior de este sitio. Ya no funciona aquí.',
  ofThisSession: 'Usada en este inicio de sesión',
  rename: 'Cambiar el nombre',
  renameThis: (name) => `Cambiar el nombre: ${name}`,
  name: 'Nombre',
  save: 'Guardar',
  remove: 'Eliminar',
  removeThis: (name) => `Eliminar ${name}`,
  removeTitle: '¿Eliminar esta llave de acceso?',
  removeConsequence:
    'Ya no podrá confirmar su inicio de sesión con ella. Se cerrará la sesión en los demás navegadores que la usaron. Bórrela también de su dispositivo o de su gestor de contraseñas.',
  removeHere: 'La usó en este inicio de sesión. Para cambiar sus ajustes necesitará otro segundo factor.',
  removeLastOne:
    'Es su última llave de acceso. Un espacio de trabajo que exija una llave de acceso no se abrirá hasta que añada otra.',
  removeLastFactor:
    'Es su único segundo factor. Sin ella, la autenticación de dos factores queda desactivada y sus códigos de recuperación se eliminan.',
  keep: 'Conservarla',
  requiredByOne: ({ workspace }) =>
    say`No puede eliminarla mientras ${workspace} exija la autenticación de dos factores, porque es su único segundo factor. Añada antes otra llave de acceso o una aplicación de autenticación.`,
  requiredBySeveral: ({ workspaces }) =>
    say`No puede eliminarla mientras ${workspaces} exijan la autenticación de dos factores, porque es su único segundo factor. Añada antes otra llave de acceso o una aplicación de autenticación.`,
  done: {
    added: 'Se ha añadido la llave de acceso. Puede usarla desde ahora.',
    renamed: 'Se ha guardado el nombre.',
    removed: 'Se ha eliminado la llave de acceso.',
    unknown: 'No se ha cambiado nada. Esta llave de acceso ya estaba eliminada, quizá desde otra pestaña.',
    required:
      'No se ha cambiado nada. Es su único segundo factor, y uno de sus espacios de trabajo exige uno. Añada otro antes.',
  },
  back: 'Volver a «Seguridad»',
  usePasskey: 'Usar una llave de acceso',
  useApp: 'Usar una aplicación de autenticación',
  useAppInstead: 'Usar una aplicación de autenticación en su lugar',
  use: 'Usar su llave de acceso',
  useAnother: 'Usar su llave de acceso o su aplicación de autenticación',
  useOrCode: (digits) =>
    `Use su llave de acceso. O escriba el código de ${digits} dígitos de su aplicación de autenticación, o un código de recuperación.`,
  useOrRecovery: 'Use su llave de acceso. O escriba uno de los códigos de recuperación que guardó.',
  useOnly: 'Use su llave de acceso para continuar.',
  whyOnly: ({ workspace }) => say`${workspace} exige aquí una llave de acceso, porque resiste el phishing.`,
  notHere: '¿No tiene aquí su llave de acceso?',
  notHereWay:
    'Confirme de otra forma que es usted. Después, añada una llave de acceso en este dispositivo y continúe.',
  toContinue: ({ workspace }) =>
    say`Añada una llave de acceso que pueda usar en este dispositivo. Después irá directamente a ${workspace}.`,
  noScript: 'Las llaves de acceso necesitan JavaScript. Actívelo en su navegador para usar una.',
  unsupported: 'Este navegador no admite llaves de acceso. Use otro navegador o una versión más reciente.',
  script: {
    waiting: 'Siga los pasos que muestra su navegador.',
    sending: 'Un momento…',
    notAdded:
      'No se ha añadido ninguna llave de acceso. La operación se canceló o tardó demasiado. Vuelva a intentarlo cuando quiera.',
    notUsed:
      'No ha funcionado. La operación se canceló, o su llave de acceso no está en este dispositivo. Vuelva a intentarlo o elija otra forma.',
    timedOut: 'Ha tardado demasiado. Vuelva a intentarlo.',
    alreadyHere:
      'Su cuenta ya tiene una llave de acceso en este dispositivo. Use otro dispositivo o una llave de seguridad.',
    notAllowed: 'Su navegador no permite llaves de acceso aquí. Abra esta página en una pestaña propia.',
    unable:
      'Este dispositivo no puede crear una llave de acceso para este sitio. Use otro dispositivo o una llave de seguridad.',
    unreachable: 'No se puede contactar con el servidor. Compruebe su conexión y vuelva a intentarlo.',
    failed: 'No ha funcionado. Vuelva a cargar la página e inténtelo de nuevo.',
  },
  refusals: {
    unreadable: 'La respuesta de su navegador no se puede leer. Vuelva a intentarlo o use otro navegador.',
    expired: 'Ha tardado más de cinco minutos, o se ha enviado dos veces. Vuelva a intentarlo.',
    elsewhere: 'Esta llave de acceso es de otro sitio o de otra dirección. Use una que haya añadido aquí.',
    unknown: 'Esta llave de acceso no está en su cuenta. Quizá se eliminó. Use otra.',
    unproved: 'Esta llave de acceso no se ha podido comprobar. Vuelva a intentarlo o use otra.',
    changed: 'Esta no es la llave de acceso que añadió. Use otra y después elimine esta.',
    alreadyAdded: 'Esta llave de acceso ya está en uso. Use otro dispositivo o una llave de seguridad.',
    unusable: 'Este tipo de llave de acceso no se admite. Use otro dispositivo o una llave de seguridad.',
    noPasskey: 'Su cuenta no tiene ninguna llave de acceso para este sitio. Elija otra forma.',
    badName: (most) => `Escriba un nombre de 1 a ${most} caracteres.`,
  },
}
