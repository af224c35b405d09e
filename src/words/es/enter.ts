import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} exigirá la autenticación de dos factores`,
  prompt: ({ at, workspace, span }) =>
    say`A partir del ${at}, solo se podrá abrir ${workspace} con la autenticación de dos factores. Le quedan ${span} para configurarla.`,
  whatItTakes:
    'Lleva dos minutos: use una llave de acceso, o escanee un código QR con una aplicación de su teléfono y escriba el código que muestra.',
  later: 'Recordármelo más tarde',
  whyText: ({ workspace }) =>
    say`Los administradores de ${workspace} exigen la autenticación de dos factores. Así, una contraseña robada no basta para entrar.`,
  facts: {
    workspace: 'Espacio de trabajo',
    host: 'Dirección',
    role: 'Su rol',
    from: 'Obligatoria a partir del',
    since: 'Obligatoria desde el',
    left: 'Tiempo restante',
  },
  unsavedTitle: 'Su formulario no se ha guardado',
  unsaved: ({ workspace }) => say`Lo que acaba de enviar a ${workspace} no se ha guardado.`,
  unsavedWhy: ({ workspace }) =>
    say`Primero teníamos que comprobar su inicio de sesión, así que ${workspace} no lo recibió. Continúe y envíelo de nuevo.`,
  continueTo: ({ workspace }) => say`Continuar a ${workspace}`,
  setUpNow: 'Configurar ahora',
  notProvedThere: ({ provider }) =>
    say`${provider} no confirmó un segundo factor cuando inició sesión. Si tiene uno allí, confírmelo allí y entrará directamente. Si no, configúrelo aquí.`,
  proveThere: ({ provider }) => say`Confirmar con ${provider}`,
  blockedTitle: (workspace) => `${workspace} exige la autenticación de dos factores`,
  blocked: ({ at }) =>
    say`Desde el ${at}, este espacio de trabajo solo se puede abrir con la autenticación de dos factores. Configúrela y entrará directamente.`,
  blockedOnceEnabled: 'Configúrela y entrará directamente.',
  unaffected: ({ others }) =>
    say`Usted sigue siendo miembro, con el mismo rol. Esto no afecta a ${others('sus otros espacios de trabajo')}.`,
  notAMemberTitle: (workspace) => `Usted no es miembro de ${workspace}`,
  notAMember: ({ email, workspace }) =>
    say`Ha iniciado sesión como ${email}. Pida a un administrador de ${workspace} que le añada, o use otra cuenta.`,
  useAnotherAccount: 'Usar otra cuenta',
  otherWayTitle: (workspace) => `Inicie sesión de otra forma para abrir ${workspace}`,
  noWayOpen: ({ provider }) =>
    say`Ha iniciado sesión con ${provider}, y este espacio de trabajo no lo permite. Ninguna de las formas permitidas está disponible en este momento. Contacte con uno de sus administradores.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`Ha iniciado sesión con ${provider}, y ${workspace} no lo permite. Inicie sesión con ${ways}.`,
  mustBelong: ({ email, what, others }) =>
    say`La forma que elija debe estar vinculada a su cuenta, ${email}. ${what('Ver qué está vinculado')}. Si aún no lo está, pida al equipo de soporte de su plataforma que la vincule. O vaya a ${others('sus otros espacios de trabajo')}.`,
}
