import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Iniciar sesión',
  toContinueTo: ({ workspace }) => say`para continuar a ${workspace}`,
  fresh: 'Por su seguridad, inicie sesión de nuevo antes de cambiar la forma en que inicia sesión.',
  expired: 'Ha tardado demasiado. Inicie sesión de nuevo.',
  alreadySignedIn: ({ email, goOn }) =>
    say`Ha iniciado sesión como ${email}. ${goOn('Continúe')}, o inicie sesión con otra cuenta.`,
  wrongCredentials: 'La dirección de correo o la contraseña es incorrecta.',
  email: 'Dirección de correo',
  password: 'Contraseña',
  submit: 'Iniciar sesión',
  forgotten: ({ contact }) =>
    say`¿Ha olvidado su contraseña? Contacte con ${contact} para obtener una nueva.`,
  forgottenLink: '¿Ha olvidado su contraseña?',
  passwordChosen: 'Su contraseña se ha cambiado. Inicie sesión con la nueva.',
  noWay:
    'Ahora mismo no hay ninguna forma de iniciar sesión en este espacio de trabajo. Contacte con uno de sus administradores.',
  otherWays: 'Otras formas de iniciar sesión',
  or: 'o',
  anotherAccount: ({ provider }) => say`Usar otra cuenta de ${provider}`,
  continueWith: ({ provider }) => say`Continuar con ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'Cerrar sesión',
  question: '¿Cerrar sesión?',
  consequence: ({ email }) =>
    say`Ha iniciado sesión como ${email}. Se cerrará la sesión en todos los espacios de trabajo de este navegador.`,
  submit: 'Cerrar sesión',
  stay: 'Mantener la sesión iniciada',
  doneTitle: 'Sesión cerrada',
  done: 'Ha cerrado la sesión',
  closing: (span) =>
    `Los espacios de trabajo que ha usado pueden seguir funcionando en este navegador hasta ${span} más. Después le pedirán que inicie sesión.`,
  atProvider: ({ provider, signOut }) =>
    say`Es posible que su sesión siga abierta en ${provider}. En un dispositivo compartido, ${signOut(say`cierre también la sesión en ${provider}`)}.`,
  stillAtProvider: ({ provider }) =>
    say`Es posible que su sesión siga abierta en ${provider}. En un dispositivo compartido, ciérrela también allí.`,
  signIn: 'Iniciar sesión',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `No terminó de iniciar sesión con ${provider}. Inténtelo de nuevo, o inicie sesión de otra forma.`,
  unavailable: (provider) =>
    `No se puede conectar con ${provider} en este momento. Inténtelo de nuevo dentro de un minuto, o inicie sesión de otra forma.`,
  'not-completed': (provider) =>
    `No se pudo iniciar sesión con ${provider}. Es posible que tardara demasiado, o que empezara en otra pestaña u otro navegador. Inténtelo de nuevo.`,
  throttled: (provider) =>
    `Han fallado demasiados inicios de sesión con ${provider} desde su red. Espere un minuto e inténtelo de nuevo.`,
  'not-fresh': (provider) =>
    `Para este paso, ${provider} debía pedirle que iniciara sesión de nuevo, pero no lo hizo. Cierre la sesión en ${provider} e inténtelo de nuevo.`,
  'no-account': (provider, contact) =>
    `Ha iniciado sesión con ${provider}, pero aún no tiene una cuenta aquí. Para obtener una, contacte con ${contact}.`,
  'address-taken': (provider, contact) =>
    `Ya existe una cuenta con su dirección de correo. Inicie sesión como antes y vincule después ${provider} en «Seguridad». O contacte con ${contact}.`,
  'address-unusable': (provider, contact) =>
    `${provider} no nos ha dado una dirección de correo verificada, así que no puede iniciar sesión con esa cuenta. Contacte con ${contact}.`,
  'already-linked': (provider) =>
    `Esa cuenta de ${provider} está vinculada a otra cuenta aquí. Desvincúlela primero allí, o use otra cuenta de ${provider}.`,
  'link-ended': (provider) =>
    `${provider} no se ha vinculado. Usted inició o cerró sesión mientras tanto, o pasaron más de diez minutos. Inténtelo de nuevo.`,
}
