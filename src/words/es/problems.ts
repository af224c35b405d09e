import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Este formulario venía de otro sitio',
    message: 'Solo se aceptan formularios de las propias páginas de Sallyport.',
  },
  'stale-form': {
    title: 'Esta página no estaba al día',
    message:
      'Desde que se abrió, usted ha iniciado o cerrado sesión, quizá en otra pestaña, o su sesión ha terminado; o este navegador no guarda cookies, sin las cuales nadie puede iniciar sesión. No se ha cambiado nada.',
  },
  'not-a-form': {
    title: 'Esto no es un formulario',
    message: 'La solicitud tiene un tipo de medio que esta dirección no acepta.',
  },
  'too-large': {
    title: 'Era demasiado',
    message: 'Aquí un formulario ocupa 64 KiB como máximo. No se ha cambiado nada.',
  },
  'too-many-changes': {
    title: 'Demasiados cambios',
    message:
      'Ha cambiado su inicio de sesión muchas veces en una hora. Esta vez no se ha cambiado nada. Inténtelo de nuevo dentro de una hora.',
  },
  'not-found': {
    title: 'Aquí no hay nada',
    message: 'Puede que la dirección esté mal escrita, o que lo que había aquí ya no exista.',
  },
  'wrong-method': {
    title: 'Eso no funciona aquí',
    message:
      'Esta dirección no se puede usar así. No se ha cambiado nada. Vuelva a empezar desde sus espacios de trabajo.',
  },
  'admins-only': {
    title: 'Solo para admins',
    message:
      'Usted es miembro de este espacio de trabajo. Sus propietarios y admins pueden cambiar los ajustes, o darle el rol de admin.',
  },
  'other-way': {
    title: 'Este espacio de trabajo pide otro modo de iniciar sesión',
    message:
      'Sus ajustes solo están abiertos a admins que iniciaron sesión de un modo permitido. Inicie sesión así y vuelva.',
  },
  'ways-closed': {
    title: 'Ha iniciado sesión de otro modo',
    message:
      'Uno de sus espacios de trabajo no acepta el modo en que ha iniciado sesión. Para vincular otro, inicie sesión primero de un modo que ese espacio de trabajo acepte, o contacte con el equipo de soporte de la plataforma.',
  },
  framed: {
    title: 'No dentro de un marco',
    message: 'El inicio de sesión solo funciona en una página propia. Abra la dirección en una pestaña.',
  },
  'unknown-host': {
    title: 'Ningún espacio de trabajo tiene esta dirección',
    message: 'Pregunte a quien le dio el enlace, o empiece por sus espacios de trabajo.',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'Aquí no hay nada',
  reserved:
    'Las direcciones que empiezan por /.sallyport/ pertenecen a la entrada, y esta no es ninguna de ellas.',
  toFrontPage: 'Ir a la página de inicio',
  closedWay: 'Este acceso ya no está abierto',
  closedWayMeans:
    'Sirve una sola vez, durante un minuto, en el navegador en que se abrió, y ese navegador debe aceptar cookies. Para entrar de nuevo basta un paso.',
  enter: (workspace) => `Entrar en ${workspace}`,
  framed: 'Esta parte no se puede mostrar',
  framedMeans: (workspace) =>
    `Es posible que tenga que iniciar sesión de nuevo. Eso no es posible dentro de un marco. Abra ${workspace} en la ventana completa.`,
  signOutFramed: 'Solo se puede cerrar la sesión en la ventana completa.',
  open: (workspace) => `Abrir ${workspace}`,
  originTimeout: (workspace) => `${workspace} tarda demasiado en responder`,
  originUnreachable: (workspace) => `No se puede contactar con ${workspace}`,
  originFailed:
    'Su sesión está iniciada y la entrada funciona. El servicio que hay detrás no responde. Inténtelo de nuevo dentro de un rato.',
  connectionLost: 'Se perdió la conexión',
  connectionLostMeans: (workspace) =>
    `Se cerró antes de que ${workspace} respondiera. Es posible que lo que envió no se haya guardado. Compruébelo antes de volver a enviarlo.`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) =>
    say`Si continúa, indique este número de incidente al equipo que gestiona la plataforma: ${number}.`,
  not_configured: {
    title: 'Sallyport no está configurado',
    message: 'Algo en su configuración falta o no es utilizable. Su registro nombra la variable.',
  },
  not_migrated: {
    title: 'La base de datos no está migrada',
    message:
      'Sallyport está instalado, pero sus tablas faltan o son antiguas. El equipo que lo gestiona debe aplicar las migraciones.',
  },
  unknown_master_key: {
    title: 'Sallyport no puede abrir sus claves',
    message:
      'MASTER_KEY no es la clave con la que se sellaron. El equipo que lo gestiona debe volver a poner la correcta.',
  },
  missing_key: {
    title: 'Sallyport ha perdido una clave',
    message:
      'Lo que guarda de usted está sellado con una clave que su base de datos ya no tiene. El equipo que lo gestiona encontrará su nombre en el registro.',
  },
  store_unavailable: {
    title: 'Sallyport no puede acceder a su base de datos',
    message:
      'Nadie entra mientras no se la pueda consultar. No consta que se haya guardado nada de lo que envió. Inténtelo de nuevo en un minuto.',
  },
  internal_error: {
    title: 'Algo ha salido mal aquí',
    message:
      'Es un fallo de Sallyport. No ha dejado entrar a nadie. Inténtelo de nuevo; si continúa, comunique el incidente.',
  },
}
