import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

const intruder = (contact: string) =>
  `¿No fue usted? Entonces hay alguien en su cuenta. Cambie su contraseña, cierre la sesión en los demás sitios en «Sesiones», y pida que se restablezca su segundo factor: contacte con ${contact}.`

const intruderByProvider = (contact: string) =>
  `¿No fue usted? Entonces hay alguien en su cuenta. Cierre la sesión en los demás sitios en «Sesiones», y pida que se restablezca su segundo factor: contacte con ${contact}.`

const notEnrolled = (count: number, members: number): string =>
  write.plural(count, {
    one: `${count} de ${members} miembros no la ha configurado`,
    other: `${count} de ${members} miembros no la han configurado`,
  })

export const notices: Words['notices'] = {
  label: 'Avisos',
  dismiss: 'Ocultar',
  dismissAll: 'Ocultar todos',
  dismissThis: (notice) => `Ocultar: ${notice}`,
  titles: {
    'second_factor.added': 'Se añadió una aplicación de autenticación a su cuenta',
    'second_factor.replaced': 'Se sustituyó su aplicación de autenticación',
    'second_factor.removed': 'Se desactivó la autenticación de dos factores de su cuenta',
    'second_factor.reset': 'El equipo que gestiona esta plataforma restableció su segundo factor',
    'authenticator.disabled': `Su aplicación de autenticación ya no vale, tras ${FAILURES_THAT_DISABLE} códigos incorrectos seguidos`,
    'recovery_code.used': 'Se usó uno de sus códigos de recuperación',
    'recovery_codes.regenerated': 'Sus códigos de recuperación se sustituyeron por otros nuevos',
    'password.changed': 'Se cambió su contraseña',
    'identity.linked': 'Se vinculó un modo de iniciar sesión a su cuenta',
    'identity.unlinked': 'Se desvinculó un modo de iniciar sesión de su cuenta',
  },
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `¿No fue usted? Entonces hay alguien en su cuenta. Cambie su contraseña, cierre la sesión en los demás sitios en «Sesiones», y contacte con ${contact}.`,
    'second_factor.reset': (contact) =>
      `¿No lo pidió usted? Entonces contacte enseguida con ${contact}: hasta que vuelva a configurarlo, su contraseña sola abre su cuenta.`,
    'authenticator.disabled': (contact) =>
      `¿No fue usted? Entonces alguien tiene su contraseña: cámbiela. Con un código de recuperación todavía puede entrar; si no tiene ninguno, contacte con ${contact}.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `¿No sabe nada de esto? Entonces contacte enseguida con ${contact}: quizá haya alguien en su cuenta, y su contraseña anterior ya no la abre.`,
    'identity.linked': (contact) =>
      `¿No sabe nada de esto? Entonces quizá alguien se haya abierto un acceso a su cuenta: desvincúlelo en «Seguridad». Cambie su contraseña, cierre la sesión en los demás sitios en «Sesiones», y contacte con ${contact}.`,
    'identity.unlinked': (contact) =>
      `¿No sabe nada de esto? Entonces quizá haya alguien en su cuenta. Cambie su contraseña, cierre la sesión en los demás sitios en «Sesiones», y contacte con ${contact}.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `¿No fue usted? Entonces hay alguien en su cuenta. Cierre la sesión en los demás sitios en «Sesiones», y contacte con ${contact}.`,
    'second_factor.reset': (contact) =>
      `¿No lo pidió usted? Entonces contacte enseguida con ${contact}: hasta que vuelva a configurarlo, iniciar sesión no pide un segundo factor.`,
    'authenticator.disabled': (contact) =>
      `¿No fue usted? Entonces alguien puede iniciar sesión como usted hasta el código. Proteja la cuenta con la que inicia sesión. Con un código de recuperación todavía puede entrar; si no tiene ninguno, contacte con ${contact}.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `¿No sabe nada de esto? Entonces quizá alguien se haya abierto un acceso a su cuenta: desvincúlelo en «Seguridad». Cierre la sesión en los demás sitios en «Sesiones», y contacte con ${contact}.`,
    'identity.unlinked': (contact) =>
      `¿No sabe nada de esto? Entonces quizá haya alguien en su cuenta. Cierre la sesión en los demás sitios en «Sesiones», y contacte con ${contact}.`,
  },
  here: ({ at }) => say`${at}, en este navegador`,
  from: ({ at, ip, browser }) => say`${at}, desde ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `${workspace} (${host})`,
  sentences: {
    'enforcement.scheduled': (workspace, when) =>
      `A partir del ${when} se exigirá la autenticación de dos factores a todos los miembros de ${workspace}.`,
    'enforcement.seven_days_left': (workspace, when) =>
      `En 7 días o menos, a partir del ${when}, se exigirá la autenticación de dos factores a todos los miembros de ${workspace}.`,
    'enforcement.one_day_left': (workspace, when) =>
      `En un día o menos, a partir del ${when}, se exigirá la autenticación de dos factores a todos los miembros de ${workspace}.`,
    'enforcement.in_effect': (workspace, when) =>
      `Se exige la autenticación de dos factores a todos los miembros de ${workspace}, desde el ${when}.`,
  },
  atThatTime: (figures) => `Situación en ese momento: ${figures}`,
  everybodyEnrolled: 'Todos tienen un segundo factor.',
  notEnrolledYet: (count, members) => `${notEnrolled(count, members)} todavía.`,
  blocked: (count, members) => `${notEnrolled(count, members)}; sin ella no hay acceso.`,
}
