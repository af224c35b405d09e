import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `Miembros de ${workspace}`,
  refusals: {
    'not-an-address': 'Escriba una dirección de correo válida.',
    'not-a-role': 'Elija un rol.',
    'not-a-member': 'Esta persona ya no es miembro.',
    'already-a-member': 'Esta persona ya es miembro. Cambie su rol en la lista de abajo.',
    'not-allowed': 'Solo los propietarios pueden añadir o quitar propietarios.',
    'last-owner':
      'Un espacio de trabajo necesita un propietario. Convierta primero a otro miembro en propietario.',
    'last-enrolled-owner':
      'Este espacio de trabajo exige la autenticación de dos factores, y este es su último propietario que la ha configurado. Convierta primero en propietario a otro miembro que la haya configurado.',
    'changed-meanwhile':
      'Otra persona acaba de cambiar a este miembro. Revise la lista e inténtelo de nuevo.',
  },
  done: { put: 'Guardado.', removed: 'Miembro quitado. Perderá el acceso en unos minutos.' },
  noSuchAccount: ({ contact }) =>
    say`Ninguna cuenta usa esta dirección de correo. Contacte con ${contact} para que se cree una. Después, añada aquí a esta persona.`,
  standings: {
    enrolled: 'Configurada',
    vouched: 'Segundo factor en el proveedor',
    pending: 'Aún sin configurar',
    overdue: 'Bloqueado hasta que la configure',
    free: 'Sin configurar',
  },
  unusedImport: 'Importada, todavía sin usar',
  add: 'Añadir un miembro',
  accountFirst: ({ contact }) =>
    say`Puede añadir a personas que ya tienen una cuenta en esta plataforma. Para las demás, contacte antes con ${contact} para que se cree una.`,
  email: 'Dirección de correo',
  role: 'Rol',
  save: 'Añadir',
  standing: 'Filtrar por estado',
  all: (count) => `Todos ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  find: 'Buscar un miembro',
  findHint: 'Escriba el principio de la dirección de correo.',
  search: 'Buscar',
  clearSearch: 'Borrar la búsqueda',
  audited:
    'Ordenados por dirección de correo. Cada consulta de esta lista queda en el registro de auditoría.',
  nobody: 'Ningún miembro coincide con este filtro.',
  changeRole: 'Cambiar el rol',
  roleOf: (member) => `Rol de ${member}`,
  changeRoleOf: (member) => `Cambiar el rol de ${member}`,
  remove: 'Quitar',
  removeThis: (member) => `Quitar a ${member}`,
  removalTitle: 'Quitar a un miembro',
  removalQuestion: ({ email }) => say`¿Quitar a ${email}?`,
  removalConsequence: ({ workspace }) =>
    say`Perderá el acceso a ${workspace} en unos minutos. Conservará su cuenta, y usted podrá añadir a esta persona de nuevo en cualquier momento.`,
  keep: 'Cancelar',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `Inicio de sesión en ${workspace}`,
  title: 'Formas de iniciar sesión',
  explanation: ({ workspace }) =>
    say`Los miembros solo pueden entrar en ${workspace} de las formas marcadas aquí. Quien haya iniciado sesión de otra forma tendrá que volver a iniciarla. Los miembros y los roles no cambian. Antes de guardar, pida a todos que vinculen una forma permitida en «Seguridad». Después, solo el equipo de soporte de su plataforma podrá hacerlo por ellos.`,
  allowed: 'Formas permitidas',
  secondFactorCounts: 'su segundo factor se acepta aquí',
  save: 'Guardar',
  none: 'Elija al menos una forma. De lo contrario, nadie podría entrar.',
  own: (provider) =>
    `Usted mismo ha iniciado sesión con ${provider}. Para quitarla de la lista, inicie sesión primero de otra forma.`,
  gone: 'Una de estas formas ya no está disponible. Elija de nuevo.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `Tokens de API de ${workspace}`,
  refusals: {
    'not-a-name': 'Escriba un nombre de hasta 100 caracteres, en una sola línea.',
    'made-already':
      'Este token ya se había creado, porque el formulario se envió dos veces. Si no copió el token, revóquelo y cree uno nuevo.',
    'too-many': 'Este espacio de trabajo ya tiene 100 tokens. Revoque uno primero.',
  },
  notALifetime: (mostDays) => `Elija una validez de 1 a ${mostDays} días.`,
  revoked:
    'Token revocado. Ya no funciona. Las invitaciones que envió siguen abiertas. Revíselas en «Miembros».',
  make: 'Crear un token',
  explanation: ({ api }) =>
    say`Los programas usan un token para llamar a la ${api('API')} en nombre de este espacio de trabajo. Deja de funcionar si usted pierde su rol aquí.`,
  name: 'Nombre',
  lasts: 'Caduca en',
  submit: 'Crear',
  title: 'Tokens',
  none: 'Aún no hay tokens.',
  made: ({ token }) => say`Token ${token} creado. Cópielo ahora. No podrá volver a verlo.`,
  operator: 'el equipo de soporte de su plataforma',
  madeBy: ({ maker, at, endsAt }) => say`Creado por ${maker} el ${at}, caduca el ${endsAt}`,
  revoke: 'Revocar',
  revokeThis: (token) => `Revocar ${token}`,
}
