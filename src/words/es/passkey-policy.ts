import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { PasskeyPolicyWords } from '../words.ts'
import { write } from './write.ts'

const ofMembers = (members: number, among?: AppliesTo): string =>
  among === 'admins' ? `${members} propietarios y administradores` : `${members} miembros`

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'todos los propietarios y administradores tienen una' : 'todos tienen una'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one:
      among === 'admins'
        ? 'el único propietario tiene una llave de acceso.'
        : 'el único miembro tiene una llave de acceso.',
    other: `los ${ofMembers(members, among)} tienen una llave de acceso.`,
  })

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} de ${ofMembers(members, among)} quedará bloqueado hasta que añada una llave de acceso.`,
    other: `${blocked} de ${ofMembers(members, among)} quedarán bloqueados hasta que añadan una llave de acceso.`,
  })

const are = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} de ${ofMembers(members, among)} está bloqueado hasta que añada una.`,
    other: `${blocked} de ${ofMembers(members, among)} están bloqueados hasta que añadan una.`,
  })

const toAdmins = (among?: AppliesTo): string =>
  among === 'admins' ? ' a sus propietarios y administradores' : ''

export const passkeyPolicy: PasskeyPolicyWords = {
  panel: {
    title: 'Llave de acceso obligatoria',
    why: 'Un código robado o reenviado no le sirve a un atacante que necesita una llave de acceso. Quien solo tiene una aplicación de autenticación añade una llave de acceso para entrar.',
    require: 'Exigir una llave de acceso',
    timing: 'Cuándo empieza',
    selfRecovery:
      'Los miembros que han perdido todos sus segundos factores pueden recuperar su cuenta tras 72 horas, sin un administrador',
    selfRecoveryHint:
      'Los propietarios y administradores no pueden. Sin esta opción, deben estar de acuerdo dos administradores.',
    appliesTo: 'Se aplica a',
    audiences: { everybody: 'Todos', admins: 'Propietarios y administradores' },
    addOwn: ({ workspace, add }) =>
      say`Puede establecer esta política sin una llave de acceso. Para abrir ${workspace} cuando esté en vigor, usted también necesita una. ${add('Añadir una llave de acceso')}`,
    withPasskey: 'Con llave de acceso',
    withApp: 'Solo con aplicación',
    share: (withPasskey, members) => `${withPasskey} de ${members} con llave de acceso`,
    lacking: (lacking, members, among) =>
      write.plural(lacking, {
        one: `${lacking} de ${ofMembers(members, among)} aún no tiene llave de acceso.`,
        other: `${lacking} de ${ofMembers(members, among)} aún no tienen llave de acceso.`,
      }),
    who: 'Ver quién no tiene llave de acceso.',
    extended: (members) =>
      write.plural(members, {
        one: `${members} miembro tiene una prórroga.`,
        other: `${members} miembros tienen una prórroga.`,
      }),
  },
  effects: {
    lifted: 'Ya nadie necesitará una llave de acceso. Los miembros conservan las que tienen.',
    stillOff: 'Aún no hay cambios. Nadie necesita una llave de acceso.',
    unchangedSince: (since, among) =>
      `Aún no hay cambios. La llave de acceso es obligatoria desde el ${since}, y ${allHave(among)}.`,
    unchangedFrom: (from, among) =>
      `Aún no hay cambios. La llave de acceso será obligatoria a partir del ${from}, y ${allHave(among)}.`,
    unchangedBlockedSince: (since, blocked, members, among) =>
      `Aún no hay cambios. La llave de acceso es obligatoria desde el ${since}. ${are(blocked, members, among)}`,
    unchangedBlockedFrom: (from, blocked, members, among) =>
      `Aún no hay cambios. A partir del ${from}, ${willBe(blocked, members, among)}`,
    nobodyNow: (members, among) =>
      `La llave de acceso será obligatoria en cuanto guarde. Nadie quedará bloqueado: ${everyoneHas(members, among)}`,
    blockedNow: (blocked, members, among) => `En cuanto guarde, ${willBe(blocked, members, among)}`,
    nobodyFrom: (from, members, among) =>
      `La llave de acceso será obligatoria a partir del ${from}. Por ahora, nadie quedará bloqueado: ${everyoneHas(members, among)}`,
    blockedFrom: (from, blocked, members, among) =>
      `A partir del ${from}, ${willBe(blocked, members, among)}`,
  },
  changes: {
    requiredFrom: ({ at }) => say`Llave de acceso obligatoria desde el ${at}`,
    turnedOff: 'La llave de acceso ya no es obligatoria',
  },
  message: {
    scheduled: ({ at, workspace, host }, among) =>
      `A partir del ${at}, ${workspace} (${host}) exigirá una llave de acceso${toAdmins(among)}. Por favor, añada una antes. De lo contrario, no podrá abrir ${workspace} hasta que lo haga.`,
    inEffect: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) exige una llave de acceso${toAdmins(among)} desde el ${at}. Si aún no tiene una, no podrá abrir ${workspace} hasta que la añada.`,
    howTo: (
      link,
    ) => `Añada una llave de acceso con su huella, su cara, el bloqueo de pantalla o una llave de seguridad:
${link}`,
  },
  entrance: {
    promptTitle: (workspace) => `${workspace} exigirá una llave de acceso`,
    prompt: ({ at, workspace, span }) =>
      say`A partir del ${at}, solo se podrá abrir ${workspace} con una llave de acceso. Le quedan ${span} para añadir una.`,
    whatItTakes:
      'Lleva un minuto. Su navegador le pedirá su huella, su cara, el bloqueo de pantalla o una llave de seguridad.',
    add: 'Añadir una llave de acceso',
    blockedTitle: (workspace) => `${workspace} exige una llave de acceso`,
    blocked: ({ at }) =>
      say`Desde el ${at}, este espacio de trabajo solo se puede abrir con una llave de acceso. Añada una y entrará directamente.`,
    blockedOnceAdded: 'Añada una llave de acceso y entrará directamente.',
    notEnough:
      'Aquí no basta con un código de su aplicación ni con un código de recuperación. Ambos siguen sirviendo para iniciar sesión.',
    unaffected: ({ others }) =>
      say`Sigue siendo miembro, con el mismo rol. ${others('Sus otros espacios de trabajo')} se abren como antes.`,
    why: ({ workspace }) =>
      say`Los administradores de ${workspace} exigen una llave de acceso. Alguien puede engañarle para que entregue un código. Una llave de acceso solo funciona en este sitio, así que nadie puede engañarle para que la entregue.`,
  },
  own: {
    required: ({ workspace, at }) => say`${workspace} exige una llave de acceso desde el ${at}.`,
    requiredFrom: ({ workspace, at }) => say`${workspace} exigirá una llave de acceso a partir del ${at}.`,
    enrolWith: ({ workspace }) =>
      say`${workspace} exige una llave de acceso. Allí no basta con una aplicación de autenticación.`,
    enrolWithIfAdmin: ({ workspace }) =>
      say`${workspace} exige una llave de acceso a los propietarios y administradores. A ellos no les basta allí con una aplicación de autenticación.`,
  },
}
