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
  'form-too-long': {
    title: 'Este formulario es demasiado largo',
    message:
      'Por seguridad, debe confirmar que es usted antes de guardar, y este formulario es demasiado largo para conservarlo hasta entonces. Vuelva atrás, acórtelo y envíelo de nuevo. No se ha cambiado nada.',
  },
  'too-many-changes': {
    title: 'Demasiados cambios',
    message:
      'Ha cambiado sus ajustes de inicio de sesión demasiadas veces en una hora. Esta vez no se ha cambiado nada. Inténtelo de nuevo dentro de una hora.',
  },
  'too-many-assertions': {
    title: 'Demasiados intentos',
    message:
      'Ha usado una llave de acceso demasiadas veces en una hora. Vuelva a intentarlo dentro de una hora o elija otra forma.',
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
}
