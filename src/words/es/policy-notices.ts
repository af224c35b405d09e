import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

const ofEnrolment = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} de ${members} ${whom} aún no la ha configurado.`,
      other: `${count} de ${members} ${whom} aún no la han configurado.`,
    })
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) =>
      `${missing(count, members)} Hasta entonces, su acceso está bloqueado.`,
  }
}

const ofPasskeys = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} de ${members} ${whom} aún no tiene llave de acceso.`,
      other: `${count} de ${members} ${whom} aún no tienen llave de acceso.`,
    })
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) =>
      `${missing(count, members)} Hasta que añadan una, su acceso está bloqueado.`,
  }
}

const ADMINS = 'propietarios y administradores'

export const policyNotices: Words['policyNotices'] = {
  demands: {
    'second-factor': {
      everybody: 'la autenticación de dos factores a todos los miembros',
      admins: 'la autenticación de dos factores a los propietarios y administradores',
    },
    'phishing-resistant': {
      everybody: 'una llave de acceso a todos los miembros',
      admins: 'una llave de acceso a los propietarios y administradores',
    },
  },
  sentences: {
    'enforcement.scheduled': (workspace, demand, when) =>
      `${workspace} exigirá ${demand} a partir del ${when}.`,
    'enforcement.seven_days_left': (workspace, demand, when) =>
      `Quedan 7 días como máximo: ${workspace} exigirá ${demand} a partir del ${when}.`,
    'enforcement.one_day_left': (workspace, demand, when) =>
      `Queda un día como máximo: ${workspace} exigirá ${demand} a partir del ${when}.`,
    'enforcement.in_effect': (workspace, demand, when) => `${workspace} exige ${demand} desde el ${when}.`,
  },
  atThatTime: (figures) => `En el momento de este aviso: ${figures}`,
  figures: {
    'second-factor': {
      everybody: ofEnrolment('miembros', 'Todos tienen un segundo factor.'),
      admins: ofEnrolment(ADMINS, 'Todos los propietarios y administradores tienen un segundo factor.'),
    },
    'phishing-resistant': {
      everybody: ofPasskeys('miembros', 'A nadie le falta una llave de acceso.'),
      admins: ofPasskeys(ADMINS, 'A ningún propietario o administrador le falta una llave de acceso.'),
    },
  },
  extension: {
    forMember: (workspace, when) => `${workspace} le ha dado más tiempo, hasta el ${when}.`,
    means:
      'Hasta entonces puede abrir el espacio de trabajo como hasta ahora. Configure antes lo que le falte.',
    forAdmins: (email, when) => `${email} tiene más tiempo, hasta el ${when}.`,
    reason: ({ reason }) => say`Motivo: ${reason}`,
    grantedBy: ({ by }) => say`Concedido por ${by}`,
  },
}
