import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Cuenta: ${email}`,
  wayIn: (provider) => `Modo de iniciar sesión: ${provider}`,
  when: (at) => `Cuándo: ${at}`,
  from: (ip, browser) => `Desde: ${ip} (${browser})`,
  expected: 'Si ya lo sabía, no tiene que hacer nada.',
  security: 'Seguridad de su cuenta:',
  requiredFrom: (workspace, at) => `${workspace} exige la autenticación de dos factores a partir del ${at}`,
  requiredSince: (workspace, at) => `${workspace} exige la autenticación de dos factores desde el ${at}`,
  notEnabled:
    'Usted todavía no la ha configurado. Sigue siendo miembro, pero a partir de ese momento no se puede entrar en el espacio de trabajo sin configurarla.',
  questions: (workspace, contact) => `¿Preguntas? Contacte con un admin de ${workspace} o con ${contact}.`,
  notEnabledYourself: 'Usted todavía no la ha configurado:',
  policy: 'La política, y quién falta:',
  beware:
    'Ningún enlace de nuestros mensajes inicia sesión ni pide un código: desconfíe de cualquiera que lo haga.',
}
