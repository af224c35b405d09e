import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Iniciar sesión',
  toContinueTo: ({ workspace }) => say`para continuar a ${workspace}`,
  fresh: 'Por su seguridad, inicie sesión una vez más antes de cambiar su forma de iniciar sesión.',
  expired: 'Ha pasado un rato. Inicie sesión de nuevo, por favor.',
  alreadySignedIn: ({ email, goOn }) =>
    say`Ha iniciado sesión como ${email}. ${goOn('Continuar')}, o inicie sesión con otra cuenta.`,
  wrongCredentials:
    'La dirección de correo y la contraseña no coinciden. Compruebe ambas e inténtelo de nuevo.',
  email: 'Dirección de correo',
  password: 'Contraseña',
  submit: 'Iniciar sesión',
  forgotten: ({ contact }) => say`¿Olvidó la contraseña? Pida una nueva aquí: ${contact}.`,
  noWay:
    'No hay ningún modo de iniciar sesión abierto para este espacio de trabajo. Pregunte a uno de sus admins.',
  otherWays: 'Otros modos de iniciar sesión',
  or: 'o',
  anotherAccount: ({ provider }) => say`Usar otra cuenta de ${provider}`,
  continueWith: ({ provider }) => say`Continuar con ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'Cerrar sesión',
  question: '¿Cerrar sesión?',
  consequence: ({ email }) =>
    say`Ha iniciado sesión como ${email}. Al cerrarla termina el acceso de este navegador a todos los espacios de trabajo.`,
  submit: 'Cerrar sesión',
  stay: 'Mantener la sesión',
  doneTitle: 'Sesión cerrada',
  done: 'Ha cerrado la sesión',
  closing: (span) =>
    `Las pestañas con otros espacios de trabajo pueden seguir funcionando un poco más (plazo máximo: ${span}). Después le pedirán que inicie sesión.`,
  atProvider: ({ provider, signOut }) =>
    say`Es posible que su sesión siga abierta en ${provider}. En un equipo que usan otras personas, ${signOut(say`cierre también la sesión en ${provider}`)}.`,
  stillAtProvider: ({ provider }) =>
    say`Es posible que su sesión siga abierta en ${provider}. En un equipo que usan otras personas, ciérrela también allí.`,
  signIn: 'Iniciar sesión',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `El inicio de sesión en ${provider} no se completó. Inténtelo de nuevo, o elija otro modo.`,
  unavailable: (provider) =>
    `No se puede contactar con ${provider} en este momento. Inténtelo de nuevo en un minuto, o elija otro modo.`,
  'not-completed': (provider) =>
    `El inicio de sesión con ${provider} no llegó a término. Eso ocurre cuando tarda mucho o cuando se empezó en otra pestaña u otro navegador. Inténtelo de nuevo.`,
  throttled: (provider) =>
    `Demasiados inicios de sesión con ${provider} desde su red no llegaron a término. Espere un minuto e inténtelo de nuevo.`,
  'not-fresh': (provider) =>
    `Para el siguiente paso, ${provider} tiene que comprobar de nuevo su identidad, y no lo hizo. Cierre la sesión allí e inténtelo de nuevo.`,
  'no-account': (provider, contact) =>
    `${provider} conoce sus datos, pero aquí todavía no hay una cuenta para usted. Para obtener una, contacte con ${contact}.`,
  'address-taken': (provider, contact) =>
    `Ya existe una cuenta con su dirección de correo, que ${provider} no puede abrir por sí solo. Inicie sesión como antes y vincule ${provider} en «Seguridad»; o contacte con ${contact}.`,
  'address-unusable': (provider, contact) =>
    `${provider} no facilitó una dirección de correo que se pueda usar aquí: tiene que estar verificada allí. Contacte con ${contact}.`,
  'already-linked': (provider) =>
    `Ese inicio de sesión en ${provider} pertenece aquí a otra cuenta. Desvincúlelo primero de ella, o inicie sesión en ${provider} con otra cuenta.`,
  'link-ended': (provider) =>
    `No se ha vinculado nada: ha iniciado o cerrado sesión de camino a ${provider}, o ha tardado más de diez minutos. Inténtelo de nuevo.`,
}
