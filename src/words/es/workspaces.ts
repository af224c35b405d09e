import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'Espacios de trabajo',
  none: ({ email }) =>
    say`Todavía no es miembro de ningún espacio de trabajo. Pida a un admin del suyo que añada ${email}.`,
  settings: 'Ajustes',
  settingsOf: (workspace) => `Ajustes de ${workspace}`,
  open: 'Abrir',
  openThis: (workspace) => `Abrir ${workspace}`,
  required: 'Se exige la autenticación de dos factores',
  requiredFrom: ({ at }) => say`Se exige la autenticación de dos factores a partir del ${at}`,
  setUp: 'Configurarla',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `Seguridad de ${workspace}`,
  stale:
    'Entretanto, otra persona ha cambiado la política. Así está ahora; mírela, y guarde de nuevo si todavía lo desea.',
  invalid: 'Elija uno de los plazos. No se ha cambiado nada.',
  enableFirst: ({ enable }) =>
    say`Antes de poder exigir la autenticación de dos factores a otras personas, actívela para usted. ${enable('Activarla ahora')}`,
  enrolment: 'Estado de la configuración',
  enrolled: 'Configurada',
  enrolledOf: (enrolled, members) => `${enrolled} de ${members}`,
  pending: 'Todavía no, hasta la fecha',
  overdue: 'Sin acceso hasta configurarla',
  vouchedFor: ({ providers }) =>
    say`Los miembros que entraron la última vez por ${providers} y demostraron allí un segundo factor no quedan sin acceso. Se cuentan aparte hasta que entren de otro modo.`,
  title: 'Obligación de la autenticación de dos factores',
  off: 'Desactivada',
  scheduled: ({ at, badge }) => say`${badge('Prevista')} a partir del ${at}.`,
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
  update: 'Guardar',
  preview: 'Vista previa',
}

const everybodyHas = (members: number): string =>
  write.plural(members, {
    one: 'el único miembro tiene un segundo factor',
    other: `los ${members} miembros tienen un segundo factor`,
  })

const willBe = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} de ${members} miembros quedará sin acceso hasta que la configure.`,
    other: `${blocked} de ${members} miembros quedarán sin acceso hasta que la configuren.`,
  })

const are = (blocked: number, members: number): string =>
  write.plural(blocked, {
    one: `${blocked} de ${members} miembros está sin acceso hasta que la configure.`,
    other: `${blocked} de ${members} miembros están sin acceso hasta que la configuren.`,
  })

export const policyEffects: Words['policyEffects'] = {
  lifted: 'Ya no se pedirá a nadie que la configure. Quien la ha configurado la conserva.',
  block: (members) =>
    write.plural(members, {
      one: `Bloquear ahora a ${members} miembro`,
      other: `Bloquear ahora a ${members} miembros`,
    }),
  stillOff: 'Nadie tiene que configurarla. Guardar no cambia nada.',
  unchangedSince: (since) =>
    `Guardar no cambia nada: desde el ${since} se exige la autenticación de dos factores, y todos la tienen.`,
  unchangedFrom: (from) =>
    `Guardar no cambia nada: a partir del ${from} se exige la autenticación de dos factores, y todos la tienen.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `Guardar no cambia nada: desde el ${since}, ${are(blocked, members)}`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `Guardar no cambia nada: a partir del ${from}, ${willBe(blocked, members)}`,
  nobodyNow: (members) => `En el momento de guardar, ${everybodyHas(members)}, y nadie quedará sin acceso.`,
  blockedNow: (blocked, members) => `Desde el momento de guardar, ${willBe(blocked, members)}`,
  nobodyFrom: (from, members) =>
    `A partir del ${from}: tal como están las cosas, ${everybodyHas(members)}, y nadie quedará sin acceso.`,
  blockedFrom: (from, blocked, members) => `A partir del ${from}, ${willBe(blocked, members)}`,
  untilThen: 'Hasta entonces, nadie está sin acceso.',
}
