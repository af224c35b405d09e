import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Este formulario procede de otro sitio',
    message: 'Por su seguridad, solo se aceptan formularios de nuestras propias páginas.',
  },
  'stale-form': {
    title: 'Esta página no está actualizada',
    message:
      'Es posible que haya iniciado o cerrado sesión en otra pestaña, o que su sesión haya terminado. No se ha cambiado nada. Si le sigue ocurriendo, permita las cookies en su navegador: sin ellas no se puede iniciar sesión.',
  },
  'not-a-form': {
    title: 'Esta solicitud no se puede leer',
    message: 'Esta dirección no acepta su formato. Use el formulario de la página.',
  },
  'too-large': {
    title: 'Este formulario es demasiado grande',
    message: 'Un formulario puede ocupar 64 KiB como máximo. No se ha cambiado nada.',
  },
  'too-many-changes': {
    title: 'Demasiados cambios',
    message:
      'Ha cambiado sus ajustes de inicio de sesión demasiadas veces en una hora. Esta vez no se ha cambiado nada. Inténtelo de nuevo dentro de una hora.',
  },
  'not-found': {
    title: 'Página no encontrada',
    message: 'Compruebe la dirección. También es posible que la página ya no exista.',
  },
  'wrong-method': {
    title: 'Esto no funciona aquí',
    message:
      'Esta dirección no se puede usar así. No se ha cambiado nada. Vuelva a empezar desde sus espacios de trabajo.',
  },
  'admins-only': {
    title: 'Solo los administradores pueden abrir esta página',
    message:
      'Usted es miembro de este espacio de trabajo. Sus propietarios y administradores pueden cambiar los ajustes o darle el rol de administrador.',
  },
  'other-way': {
    title: 'Inicie sesión de otra forma para abrir estos ajustes',
    message:
      'Este espacio de trabajo no permite la forma en que ha iniciado sesión. Inicie sesión de una forma permitida y vuelva después.',
  },
  'ways-closed': {
    title: 'Inicie sesión primero de otra forma',
    message:
      'Uno de sus espacios de trabajo no acepta la forma en que ha iniciado sesión. Para vincular otra, inicie sesión primero de una forma que ese espacio de trabajo acepte, o contacte con el equipo de soporte de su plataforma.',
  },
  framed: {
    title: 'Abra esta página en su propia pestaña',
    message:
      'Por su seguridad, no se puede iniciar sesión dentro de otra página. Abra esta dirección en una pestaña nueva.',
  },
  'unknown-host': {
    title: 'Ningún espacio de trabajo tiene esta dirección',
    message: 'Pregunte a la persona que le dio el enlace, o empiece desde sus espacios de trabajo.',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'Página no encontrada',
  reserved:
    'Las direcciones que empiezan por /.sallyport/ están reservadas para el inicio de sesión. Esta no existe.',
  toFrontPage: 'Ir a la página de inicio',
  closedWay: 'Este enlace ya no funciona',
  closedWayMeans:
    'Funciona una sola vez, durante un minuto y solo en el navegador en que lo abrió. Ese navegador debe aceptar cookies. Use el botón para intentarlo de nuevo.',
  enter: (workspace) => `Abrir ${workspace}`,
  framed: 'Esta parte no se puede mostrar',
  framedMeans: (workspace) =>
    `Es posible que tenga que iniciar sesión de nuevo. Eso no funciona dentro de otra página. Abra ${workspace} en la ventana completa.`,
  signOutFramed: 'Solo se puede cerrar la sesión en la ventana completa.',
  open: (workspace) => `Abrir ${workspace}`,
  stepUpTitle: (workspace) => `${workspace} le pide que confirme que es usted`,
  stepUpMeans: 'Por su seguridad, esta página necesita una confirmación más reciente. Después volverá aquí.',
  stepUpForm:
    'Lo que ha enviado no se ha aceptado. Confirme primero que es usted y envíe después el formulario otra vez.',
  stepUp: 'Confirmar que es usted',
  originTimeout: (workspace) => `${workspace} tarda demasiado en responder`,
  originUnreachable: (workspace) => `No se puede conectar con ${workspace}`,
  originFailed: 'El servicio no responde. Inténtelo de nuevo dentro de unos minutos.',
  connectionLost: 'Se perdió la conexión',
  connectionLostMeans: (workspace) =>
    `Se cortó antes de que ${workspace} respondiera. Es posible que lo que envió no se haya guardado. Compruébelo antes de enviarlo de nuevo.`,
  roleRequired: 'No puede abrir esta página',
  roleRequiredMeans: (workspace) =>
    `Solo algunos roles de ${workspace} pueden abrirla. Un administrador puede cambiar su rol.`,
  passkeyNeeded: 'Esta página necesita una llave de acceso',
  passkeyNeededMeans: (workspace) =>
    `${workspace} solo acepta aquí una llave de acceso. Usted inició sesión de otra manera.`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) =>
    say`Si le sigue ocurriendo, indique al equipo de soporte de su plataforma el número de incidente ${number}.`,
  not_configured: {
    title: 'Este servicio no está configurado',
    message: 'Falta un ajuste o no es válido. El registro indica cuál.',
  },
  not_migrated: {
    title: 'La base de datos no está migrada',
    message:
      'El servicio está instalado, pero sus tablas faltan o no están actualizadas. El operador debe aplicar las migraciones.',
  },
  unknown_master_key: {
    title: 'No se pueden abrir las claves de cifrado',
    message: 'MASTER_KEY no es la clave con la que se cifraron. El operador debe restaurar la correcta.',
  },
  missing_key: {
    title: 'Falta una clave de cifrado',
    message:
      'Sus datos están cifrados con una clave que falta en la base de datos. El operador encontrará su nombre en el registro.',
  },
  store_unavailable: {
    title: 'No se puede conectar con la base de datos',
    message:
      'Mientras tanto, nadie puede iniciar sesión. Es posible que lo que envió no se haya guardado. Inténtelo de nuevo dentro de un minuto.',
  },
  internal_error: {
    title: 'Algo ha salido mal',
    message: 'Es un error nuestro. Inténtelo de nuevo.',
  },
}
