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
  required: 'Autenticación de dos factores obligatoria',
  requiredFrom: ({ at }) => say`Autenticación de dos factores obligatoria a partir del ${at}`,
  setUp: 'Configurarla',
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
  require: 'Exigir la autenticación de dos factores a todos los miembros',
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

const everyoneHas = (members: number): string =>
  write.plural(members, {
    one: 'el único miembro tiene un segundo factor.',
    other: `los ${members} miembros tienen un segundo factor.`,
  })

const willBe = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} de ${members} miembros quedará bloqueado hasta que la configure.`,
    other: `${blocked} de ${members} miembros quedarán bloqueados hasta que la configuren.`,
  })

const are = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} de ${members} miembros está bloqueado hasta que la configure.`,
    other: `${blocked} de ${members} miembros están bloqueados hasta que la configuren.`,
  })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Ya nadie tendrá que configurarla. Los miembros que la han configurado la conservan.',
  block: (members) =>
    write.plural(members, {
      one: `Bloquear ahora a ${members} miembro`,
      other: `Bloquear ahora a ${members} miembros`,
    }),
  stillOff: 'Aún no hay cambios. Nadie tiene que configurarla.',
  unchangedSince: (since) =>
    `Aún no hay cambios. La autenticación de dos factores es obligatoria desde el ${since}, y todos la tienen.`,
  unchangedFrom: (from) =>
    `Aún no hay cambios. La autenticación de dos factores será obligatoria a partir del ${from}, y todos la tienen.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `Aún no hay cambios. La autenticación de dos factores es obligatoria desde el ${since}. ${are(blocked, members)}`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `Aún no hay cambios. A partir del ${from}, ${willBe(blocked, members)}`,
  nobodyNow: (members) =>
    `La autenticación de dos factores será obligatoria en cuanto guarde. Nadie quedará bloqueado: ${everyoneHas(members)}`,
  blockedNow: (blocked, members) => `En cuanto guarde, ${willBe(blocked, members)}`,
  nobodyFrom: (from, members) =>
    `La autenticación de dos factores será obligatoria a partir del ${from}. Por ahora, nadie quedará bloqueado: ${everyoneHas(members)}`,
  blockedFrom: (from, blocked, members) => `A partir del ${from}, ${willBe(blocked, members)}`,
  untilThen: 'Hasta entonces, nadie está bloqueado.',
}
