import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} pide la autenticación de dos factores`,
  prompt: ({ at, workspace, span }) =>
    say`A partir de esta fecha, ${at}, ${workspace} solo estará abierto a quienes la hayan activado. Tiempo restante: ${span}.`,
  whatItTakes:
    'Son dos minutos: escanee un código QR con una aplicación de su teléfono y escriba el código que muestra.',
  later: 'Recordármelo más tarde',
  whyText: ({ workspace }) =>
    say`Los admins de ${workspace} la exigen a todos los miembros, para que una contraseña robada no abra nada allí.`,
  facts: {
    workspace: 'Espacio de trabajo',
    host: 'Dirección',
    role: 'Su rol',
    from: 'Exigida a partir de',
    since: 'Exigida desde',
    left: 'Tiempo restante',
  },
  unsavedTitle: 'Su formulario no se ha guardado',
  unsaved: ({ workspace }) => say`Lo que acaba de enviar a ${workspace} no se ha guardado.`,
  unsavedWhy: ({ workspace }) =>
    say`Primero teníamos que comprobar su inicio de sesión, así que no llegó a ${workspace}. Continúe y envíelo de nuevo.`,
  continueTo: ({ workspace }) => say`Continuar a ${workspace}`,
  setUpNow: 'Configurar ahora',
  notProvedThere: ({ provider }) =>
    say`${provider} no ha confirmado un segundo factor en su inicio de sesión. Si usa uno allí, confírmelo allí y entrará de inmediato. Si no, configúrelo aquí.`,
  proveThere: ({ provider }) => say`Confirmarlo en ${provider}`,
  blockedTitle: (workspace) => `${workspace} exige la autenticación de dos factores`,
  blocked: ({ at }) =>
    say`Solo está abierto a quienes la han activado, desde esta fecha: ${at}. En cuanto lo haga, podrá entrar de inmediato.`,
  blockedOnceEnabled: 'En cuanto lo haga, podrá entrar de inmediato.',
  unaffected: ({ others }) =>
    say`Su pertenencia y su rol se mantienen. Esto no afecta a ${others('sus otros espacios de trabajo')}.`,
  notAMemberTitle: (workspace) => `Usted no es miembro de ${workspace}`,
  notAMember: ({ email, workspace }) =>
    say`Ha iniciado sesión como ${email}, y ${workspace} no conoce esta cuenta. Pida a uno de sus admins que le añada.`,
  useAnotherAccount: 'Usar otra cuenta',
  otherWayTitle: (workspace) => `${workspace} pide otro modo de iniciar sesión`,
  noWayOpen: ({ provider }) =>
    say`Ha iniciado sesión con ${provider}. Ninguno de los modos que los admins han permitido está abierto en este momento. Pregunte a uno de ellos.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`Ha iniciado sesión con ${provider}. Los admins de ${workspace} solo permiten esto: ${ways}.`,
  mustBelong: ({ email, what, others }) =>
    say`Tiene que pertenecer a esta cuenta, ${email}: ${what('ver qué está vinculado')}. Si todavía no es así, el equipo que gestiona esta plataforma puede vincularlo; o vaya a ${others('sus otros espacios de trabajo')}.`,
}
