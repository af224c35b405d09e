import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Cuenta: ${email}`,
  wayIn: (provider) => `Forma de iniciar sesión: ${provider}`,
  passkey: (name) => `Llave de acceso: ${name}`,
  when: (at) => `Cuándo: ${at}`,
  from: (ip, browser) => `Desde: ${ip} (${browser})`,
  expected: 'Si lo esperaba, no tiene que hacer nada.',
  security: 'Compruebe la seguridad de su cuenta:',
  requiredFrom: (workspace, at) => `${workspace} exigirá la autenticación de dos factores a partir del ${at}`,
  requiredSince: (workspace, at) => `${workspace} exige la autenticación de dos factores desde el ${at}`,
  notEnabled:
    'Usted aún no la ha configurado. Seguirá siendo miembro, pero a partir de ese momento no podrá abrir el espacio de trabajo hasta que lo haga.',
  questions: (workspace, contact) =>
    `¿Tiene preguntas? Contacte con un administrador de ${workspace} o con ${contact}.`,
  notEnabledYourself: 'Usted mismo aún no la ha configurado:',
  policy: 'Vea la política y quién no la ha configurado:',
  tokenExpires: (workspace, at) => `Un token de servicio de ${workspace} caduca el ${at}`,
  serviceToken: (name) => `Token de servicio: ${name}`,
  rotateToken:
    'Después, los programas que lo usan no podrán abrir el espacio de trabajo. Renuévelo para obtener un valor nuevo, o elimínelo si nada lo usa:',
  beware:
    'Los enlaces de nuestros mensajes nunca inician sesión ni piden un código. No confíe en un enlace que lo haga.',
}
