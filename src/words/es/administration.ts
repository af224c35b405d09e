import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `Miembros de ${workspace}`,
  refusals: {
    'not-an-address': 'Eso no es una dirección de correo.',
    'not-a-role': 'Elija uno de los roles.',
    'no-such-account':
      'Ninguna cuenta tiene esta dirección. Las cuentas las crea el equipo que gestiona la plataforma.',
    'not-a-member': 'Esa persona ya no es miembro.',
    'already-a-member': 'Esa persona ya es miembro. Cambie su rol en la lista.',
    'not-allowed': 'Solo un propietario puede dar o quitar el rol de propietario.',
    'last-owner': 'Un espacio de trabajo necesita un propietario. Dé primero ese rol a otro miembro.',
    'last-enrolled-owner':
      'Es el último propietario con autenticación de dos factores, y este espacio de trabajo la exige. Dé primero ese rol a otro miembro que la haya configurado.',
    'changed-meanwhile': 'Entretanto, otra persona ha cambiado a este miembro. Mire de nuevo.',
  },
  done: { put: 'Guardado.', removed: 'Retirado. Su acceso se cierra en unos minutos.' },
  standings: {
    enrolled: 'Configurada',
    vouched: 'Segundo factor en su proveedor',
    pending: 'Todavía sin configurar',
    overdue: 'Sin acceso hasta configurarla',
    free: 'Sin configurar',
  },
  add: 'Añadir un miembro',
  email: 'Dirección de correo',
  role: 'Rol',
  save: 'Añadir',
  standing: 'Estado',
  all: (count) => `Todos ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  audited: 'Cada consulta de esta lista queda en el registro.',
  nobody: 'No hay nadie aquí.',
  changeRole: 'Cambiar el rol',
  roleOf: (member) => `Rol de ${member}`,
  changeRoleOf: (member) => `Cambiar el rol de ${member}`,
  remove: 'Retirar',
  removeThis: (member) => `Retirar a ${member}`,
  removalTitle: 'Retirar a un miembro',
  removalQuestion: ({ email }) => say`¿Retirar a ${email}?`,
  removalConsequence: ({ workspace }) =>
    say`Su acceso a ${workspace} se cierra en unos minutos. Su cuenta se mantiene, y usted puede volver a añadir a esta persona en cualquier momento.`,
  keep: 'Mantener',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `Inicio de sesión en ${workspace}`,
  title: 'Modos de iniciar sesión',
  explanation: ({ workspace }) =>
    say`Los miembros entran en ${workspace} solo por lo que está marcado aquí. A quien haya entrado de otro modo se le pide que inicie sesión de nuevo; las pertenencias y los roles se mantienen. Pida antes a todos que vinculen un modo permitido, en «Seguridad»: después de guardar, solo el equipo que gestiona la plataforma puede hacerlo por ellos.`,
  allowed: 'Permitidos',
  secondFactorCounts: 'su propio segundo factor vale aquí',
  save: 'Guardar',
  none: 'Elija al menos un modo: si no, nadie podría entrar.',
  own: (provider) =>
    `Usted mismo ha entrado por ${provider}. Para excluirlo, inicie sesión antes de otro modo.`,
  gone: 'Uno de estos modos ya no está configurado. Elija de nuevo.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `Tokens de API de ${workspace}`,
  refusals: {
    'not-a-name': 'Póngale un nombre de hasta 100 caracteres, en una línea.',
    'made-already':
      'Este token ya está creado: la página se envió dos veces. Si no lo copió, revóquelo y cree otro.',
    'too-many': 'Este espacio de trabajo tiene cien tokens. Revoque uno primero.',
  },
  notALifetime: (mostDays) => `Elija cuánto dura: de 1 a ${mostDays} días.`,
  revoked: 'Revocado. Ya no abre nada.',
  make: 'Crear un token',
  explanation: ({ api }) =>
    say`Para programas que usan la ${api('API')} en nombre de este espacio de trabajo. Termina con su rol aquí.`,
  name: 'Nombre',
  lasts: 'Duración',
  submit: 'Crear',
  title: 'Tokens',
  none: 'No hay ninguno.',
  made: ({ token }) => say`${token} está creado. Cópielo ahora: solo se muestra esta vez.`,
  operator: 'el equipo que gestiona la plataforma',
  madeBy: ({ maker, at, endsAt }) => say`Creado por ${maker} el ${at}, termina el ${endsAt}`,
  revoke: 'Revocar',
  revokeThis: (token) => `Revocar ${token}`,
}

export const audit: Words['audit'] = {
  titleOf: (workspace) => `Registro de ${workspace}`,
  actions: {
    'workspace.put': 'Espacio de trabajo creado o cambiado',
    'workspace.entered': 'Entrada',
    'workspace.refused': 'Acceso denegado',
    'prompt.deferred': 'Pidió un recordatorio para más tarde',
    'policy.changed': 'Política cambiada',
    'providers.changed': 'Modos de iniciar sesión cambiados',
    'appearance.changed': 'Nombre o color cambiado',
    'logo.changed': 'Logotipo cambiado',
    'logo.removed': 'Logotipo quitado',
    'member.put': 'Miembro añadido o rol cambiado',
    'member.removed': 'Miembro retirado',
    'members.viewed': 'Lista de miembros consultada',
    'token.created': 'Token de API creado',
    'token.revoked': 'Token de API revocado',
  },
  nothing: 'Todavía no ha ocurrido nada.',
  older: 'Anteriores',
  from: ({ ip }) => say`desde ${ip}`,
  chained: 'Cada entrada lleva el hash de la anterior.',
  export: 'Exportar todo',
}
