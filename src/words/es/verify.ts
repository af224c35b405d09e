import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: 'Autenticación de dos factores',
  titleOfStepUp: 'Confirme que es usted',
  enterCode: (digits) =>
    `Escriba el código de ${digits} dígitos de su aplicación de autenticación, o un código de recuperación.`,
  enterRecoveryCode: 'Escriba uno de los códigos de recuperación que guardó. Cada uno funciona una sola vez.',
  whyAgain: 'Por su seguridad, confírmelo de nuevo para continuar.',
  whyForWorkspace: ({ workspace }) =>
    say`${workspace} le pide que confirme que es usted antes de mostrar esta página.`,
  code: 'Código',
  recoveryCode: 'Código de recuperación',
  submit: 'Continuar',
  whyText:
    'La autenticación de dos factores está activada en esta cuenta. Cada inicio de sesión pide también un segundo paso, así que una contraseña robada no es suficiente.',
  signingInAs: ({ email, notYou }) => say`Inicio de sesión como ${email}. ${notYou('¿No es usted?')}`,
  useApp: 'Usar su aplicación de autenticación',
  useRecoveryCode: '¿Ha perdido el teléfono? Use un código de recuperación',
  otherWay: 'Probar de otra forma',
  lost: 'He perdido mi teléfono y mis códigos',
  neither: ({ contact }) =>
    say`¿No tiene a mano nada de esto? Contacte con ${contact} para restablecer su autenticación de dos factores.`,
  locked: {
    title: 'Su cuenta está bloqueada',
    since: ({ time }) =>
      say`Nadie puede iniciar sesión en ella desde ${time}. Se bloqueó porque se informó de un cambio que no hizo usted.`,
    next: ({ contact }) =>
      say`Para desbloquearla, contacte con ${contact}. Primero se comprobará que es realmente usted. Sus espacios de trabajo y su configuración se conservan.`,
    recover: 'Recuperar mi cuenta',
    otherAccount: 'Iniciar sesión con otra cuenta',
  },
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed: (digits) =>
    `Escriba el código de ${digits} dígitos de su aplicación, o un código de recuperación de 24 letras y dígitos.`,
  malformedRecovery: 'Escriba un código de recuperación de 24 letras y dígitos.',
  notOfApp: (digits) => `Escriba el código de ${digits} dígitos que su aplicación muestra para esta cuenta.`,
  wrongCode: 'Ese código es incorrecto o ha caducado. Escriba el que su aplicación muestra ahora.',
  wrongRecoveryCode:
    'Ese código de recuperación es incorrecto. Compárelo con los últimos códigos que guardó.',
  usedCode: 'Ese código ya se ha usado. Espere a que su aplicación muestre uno nuevo.',
  usedRecoveryCode:
    'Ese código de recuperación ya se ha usado. Cada uno funciona una sola vez. Escriba otro.',
  clockFast: (seconds) =>
    `El reloj de su teléfono está adelantado unos ${seconds} segundos. Ponga la fecha y la hora en automático y escriba después un código nuevo.`,
  clockSlow: (seconds) =>
    `El reloj de su teléfono está atrasado unos ${seconds} segundos. Ponga la fecha y la hora en automático y escriba después un código nuevo.`,
  locked: ({ span }) => say`Demasiados códigos incorrectos. Inténtelo de nuevo dentro de ${span}.`,
  lockOver: 'Ya puede intentarlo de nuevo.',
  authenticatorDisabled: ({ contact }) =>
    say`Su aplicación de autenticación se ha bloqueado tras 100 códigos incorrectos seguidos. Use un código de recuperación, o contacte con ${contact} para restablecer su autenticación de dos factores.`,
  gone: 'Ha tardado demasiado. Empiece de nuevo.',
}
