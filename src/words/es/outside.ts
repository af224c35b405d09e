import { say } from '../sentence.ts'
import type { OutsideWords } from '../words.ts'

const links: OutsideWords['links'] = {
  signOut: 'Cerrar sesión',
  tryAgain: 'Intentarlo de nuevo',
  yourWorkspaces: 'Sus espacios de trabajo',
}

const gate: OutsideWords['gate'] = {
  unknownHost: {
    title: 'Ningún espacio de trabajo tiene esta dirección',
    message: 'Pregunte a la persona que le dio el enlace, o empiece desde sus espacios de trabajo.',
  },
  nothingHere: 'Página no encontrada',
  reserved:
    'Las direcciones que empiezan por /.sallyport/ están reservadas para el inicio de sesión. Esta no existe.',
  toFrontPage: 'Ir a la página de inicio',
  closedWay: 'Este enlace ya no funciona',
  closedWayMeans:
    'Funciona una sola vez, durante un minuto y solo en el navegador en que lo abrió. Ese navegador debe aceptar cookies. Use el botón para intentarlo de nuevo.',
  framed: 'Esta parte no se puede mostrar',
  framedMeans: (workspace) =>
    `Es posible que tenga que iniciar sesión de nuevo. Eso no funciona dentro de otra página. Abra ${workspace} en la ventana completa.`,
  signOutFramed: 'Solo se puede cerrar la sesión en la ventana completa.',
  open: (workspace) => `Abrir ${workspace}`,
  stepUpTitle: (workspace) => `${workspace} le pide que confirme que es usted`,
  stepUpMeans: 'Por su seguridad, confirme primero que es usted. Después volverá aquí.',
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
}

const trouble: OutsideWords['trouble'] = {
  incident: ({ number }) =>
    say`Si le sigue ocurriendo, indique al equipo de soporte de su plataforma el número de incidente ${number}.`,
  out_of_service: {
    title: 'Este servicio no está disponible en este momento',
    message:
      'Nadie puede iniciar sesión hasta que el operador lo arregle. El registro indica qué falta o qué es incorrecto.',
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

export const outside: OutsideWords = {
  code: 'es',
  direction: 'ltr',
  links,
  gate,
  trouble,
}
