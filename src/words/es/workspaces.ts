import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'Espacios de trabajo',
  none: ({ email }) =>
    say`Aún no es miembro de ningún espacio de trabajo. Pida a un administrador que añada ${email}.`,
  settings: 'Ajustes',
  settingsOf: (workspace) => `Ajustes de ${workspace}`,
  open: 'Abrir',
  openThis: (workspace) => `Abrir ${workspace}`,
  leave: 'Salir',
  leaveThis: (workspace) => `Salir de ${workspace}`,
  left: 'Ha salido del espacio de trabajo. Perderá el acceso en unos minutos.',
  required: 'Autenticación de dos factores obligatoria',
  requiredFrom: ({ at }) => say`Autenticación de dos factores obligatoria a partir del ${at}`,
  setUp: 'Configurarla',
  passkeyRequired: 'Llave de acceso obligatoria',
  passkeyRequiredFrom: ({ at }) => say`Llave de acceso obligatoria a partir del ${at}`,
  addPasskey: 'Añadir una',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `Seguridad de ${workspace}`,
  stale:
    'Otra persona acaba de cambiar la política. Compruebe abajo su estado actual y actualice de nuevo si todavía lo desea.',
  invalid: 'Elija cuándo empieza la obligación. No se ha cambiado nada.',
  enableFirst: ({ enable }) =>
    say`Para exigir la autenticación de dos factores a otras personas, actívela primero para usted. ${enable('Activarla ahora')}`,
  enrolment: 'Configuración',
  enrolled: 'Configurada',
  enrolledOf: (enrolled, members) => `${enrolled} de ${members}`,
  pending: 'Aún sin configurar',
  overdue: 'Bloqueados hasta que la configuren',
  vouchedFor: ({ providers }) =>
    say`Los miembros que inician sesión con ${providers} y usan allí un segundo factor no necesitan configurar nada aquí. Se cuentan como «Segundo factor en el proveedor».`,
  title: 'Autenticación de dos factores obligatoria',
  off: 'Desactivada',
  scheduled: ({ at, badge }) => say`${badge('Programada')} a partir del ${at}.`,
  inEffect: ({ at, badge }) => say`${badge('En vigor')} desde el ${at}.`,
  require: 'Exigir la autenticación de dos factores',
  timing: 'Inicio de la obligación',
  timings: {
    0: 'Inmediatamente',
    3: 'En 3 días',
    7: 'En 7 días',
    14: 'En 14 días',
    30: 'En 30 días',
  },
  update: 'Actualizar',
  preview: 'Vista previa',
}

const ofMembers = (members: number, among?: AppliesTo): string =>
  among === 'admins' ? `${members} propietarios y administradores` : `${members} miembros`

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'todos los propietarios y administradores la tienen' : 'todos la tienen'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one:
      among === 'admins'
        ? 'el único propietario tiene un segundo factor.'
        : 'el único miembro tiene un segundo factor.',
    other: `los ${ofMembers(members, among)} tienen un segundo factor.`,
  })

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} de ${ofMembers(members, among)} quedará bloqueado hasta que la configure.`,
    other: `${blocked} de ${ofMembers(members, among)} quedarán bloqueados hasta que la configuren.`,
  })

const are = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} de ${ofMembers(members, among)} está bloqueado hasta que la configure.`,
    other: `${blocked} de ${ofMembers(members, among)} están bloqueados hasta que la configuren.`,
  })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Ya nadie tendrá que configurarla. Los miembros que la han configurado la conservan.',
  block: (members) =>
    write.plural(members, {
      one: `Bloquear ahora a ${members} miembro`,
      other: `Bloquear ahora a ${members} miembros`,
    }),
  stillOff: 'Aún no hay cambios. Nadie tiene que configurarla.',
  unchangedSince: (since, among) =>
    `Aún no hay cambios. La autenticación de dos factores es obligatoria desde el ${since}, y ${allHave(among)}.`,
  unchangedFrom: (from, among) =>
    `Aún no hay cambios. La autenticación de dos factores será obligatoria a partir del ${from}, y ${allHave(among)}.`,
  unchangedBlockedSince: (since, blocked, members, among) =>
    `Aún no hay cambios. La autenticación de dos factores es obligatoria desde el ${since}. ${are(blocked, members, among)}`,
  unchangedBlockedFrom: (from, blocked, members, among) =>
    `Aún no hay cambios. A partir del ${from}, ${willBe(blocked, members, among)}`,
  nobodyNow: (members, among) =>
    `La autenticación de dos factores será obligatoria en cuanto guarde. Nadie quedará bloqueado: ${everyoneHas(members, among)}`,
  blockedNow: (blocked, members, among) => `En cuanto guarde, ${willBe(blocked, members, among)}`,
  nobodyFrom: (from, members, among) =>
    `La autenticación de dos factores será obligatoria a partir del ${from}. Por ahora, nadie quedará bloqueado: ${everyoneHas(members, among)}`,
  blockedFrom: (from, blocked, members, among) => `A partir del ${from}, ${willBe(blocked, members, among)}`,
  untilThen: 'Hasta entonces, nadie está bloqueado.',
}
