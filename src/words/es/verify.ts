import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: 'Autenticación de dos factores',
  titleOfStepUp: 'Confirme que es usted',
  enterCode: 'Escriba el código de 6 dígitos de su aplicación de autenticación, o un código de recuperación.',
  enterRecoveryCode: 'Escriba uno de los códigos de recuperación que guardó. Cada uno sirve una sola vez.',
  whyAgain: 'Lo que sigue es delicado, y por eso se pide un código reciente.',
  code: 'Código',
  recoveryCode: 'Código de recuperación',
  submit: 'Continuar',
  whyText:
    'Esta cuenta tiene activada la autenticación de dos factores. Una contraseña robada no basta para entrar: cada inicio de sesión pide también un código.',
  signingInAs: ({ email, notYou }) => say`Inicio de sesión como ${email}. ${notYou('¿No es usted?')}`,
  useApp: 'Usar su aplicación de autenticación',
  useRecoveryCode: '¿Perdió el teléfono? Usar un código de recuperación',
  otherWay: 'Probar de otra manera',
  neither: ({ contact }) =>
    say`¿Ni aplicación ni códigos de recuperación? Pida aquí que se restablezca su segundo factor: ${contact}.`,
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed:
    'Eso no es un código. Son los 6 dígitos de su aplicación, o un código de recuperación de 24 letras y dígitos.',
  notOfApp: 'Eso no es un código de su aplicación. Son los 6 dígitos que muestra para esta cuenta.',
  wrongCode: 'Ese código no es correcto. Escriba el que su aplicación muestra ahora para esta cuenta.',
  wrongRecoveryCode:
    'Ese código de recuperación no es correcto. Compárelo carácter por carácter con los últimos que guardó.',
  usedCode:
    'Ese código ya se ha usado. Espere al siguiente: una aplicación muestra uno nuevo cada 30 segundos.',
  usedRecoveryCode: 'Ese código de recuperación ya se ha usado. Cada uno sirve una sola vez: tome otro.',
  clockFast: (seconds) =>
    `El reloj de su teléfono adelanta unos ${seconds} segundos. Ponga la fecha y la hora en automático y escriba después un código nuevo.`,
  clockSlow: (seconds) =>
    `El reloj de su teléfono atrasa unos ${seconds} segundos. Ponga la fecha y la hora en automático y escriba después un código nuevo.`,
  locked: ({ at, span }) =>
    say`Demasiados códigos incorrectos. Inténtelo de nuevo a partir de esta hora: ${at} (espera: ${span}).`,
  lockOver: 'Ya puede intentarlo de nuevo.',
  authenticatorDisabled: ({ contact }) =>
    say`Tras 100 códigos incorrectos seguidos, su aplicación de autenticación ya no vale. Use un código de recuperación, o pida aquí que se restablezca su segundo factor: ${contact}.`,
  gone: 'Se tardó demasiado. Empiece de nuevo.',
}
