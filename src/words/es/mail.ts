import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Cuenta: ${email}`,
  addresses: ({ old: was, new: address }) => [`Dirección anterior: ${was}`, `Dirección nueva: ${address}`],
  wayIn: (provider) => `Forma de iniciar sesión: ${provider}`,
  passkey: (name) => `Llave de acceso: ${name}`,
  when: (at) => `Cuándo: ${at}`,
  from: (ip, browser) => `Desde: ${ip} (${browser})`,
  reported: (title) => `Se informó de: ${title}`,
  expected: 'Si lo esperaba, no tiene que hacer nada.',
  notMe:
    'Lo más rápido es informarnos aquí, en un plazo de diez días. Así se deshace el cambio o se bloquea su cuenta:',
  security: 'Compruebe la seguridad de su cuenta:',
  requiredFrom: (workspace, demand, at) => `${workspace} exigirá ${demand} a partir del ${at}`,
  requiredSince: (workspace, demand, at) => `${workspace} exige ${demand} desde el ${at}`,
  factors: {
    'second-factor': 'la autenticación de dos factores',
    'phishing-resistant': 'una llave de acceso',
  },
  notEnabled:
    'Usted aún no la ha configurado. Seguirá siendo miembro, pero a partir de ese momento no podrá abrir el espacio de trabajo hasta que lo haga.',
  noPasskey:
    'Usted aún no tiene una llave de acceso. Seguirá siendo miembro, pero a partir de ese momento no podrá abrir el espacio de trabajo hasta que añada una.',
  howToPasskey: (link) =>
    `Una llave de acceso es una clave que su teléfono, su ordenador o una llave de seguridad guarda por usted. Se desbloquea con la huella, la cara o un PIN. Nadie puede engañarle para que la entregue. Añada una aquí:
${link}`,
  extended: (at) => `Un administrador le ha dado más tiempo. A usted se le aplica a partir del ${at}.`,
  questions: (workspace, contact) =>
    `¿Tiene preguntas? Contacte con un administrador de ${workspace} o con ${contact}.`,
  notEnabledYourself: 'Usted mismo aún no la ha configurado:',
  noPasskeyYourself: 'Usted mismo aún no tiene una llave de acceso:',
  policy: 'Vea la política y quién no la ha configurado:',
  policyPasskey: 'Vea la política y quién no tiene llave de acceso:',
  tokenExpires: (workspace, at) => `Un token de servicio de ${workspace} caduca el ${at}`,
  serviceToken: (name) => `Token de servicio: ${name}`,
  rotateToken:
    'Después, los programas que lo usan no podrán abrir el espacio de trabajo. Renuévelo para obtener un valor nuevo, o elimínelo si nada lo usa:',
  moreTime: (workspace, at) => `${workspace} le ha dado más tiempo, hasta el ${at}`,
  moreTimeOf: (workspace, at) => `Un miembro de ${workspace} tiene más tiempo, hasta el ${at}`,
  reason: (reason) => `Motivo: ${reason}`,
  reasonOnPage: 'El motivo está en la página a la que lleva este mensaje.',
  grantedBy: (name) => `Concedido por: ${name}`,
  grantedByToken: 'Concedido por: un token de la API',
  seePolicies: 'Vea las políticas del espacio de trabajo:',
  links: {
    'password.forgotten': {
      subject: 'Elija una contraseña nueva',
      lead: 'Alguien ha pedido una contraseña nueva para esta cuenta. Para elegirla, abra este enlace. Funciona una sola vez, durante 60 minutos:',
      ignore: 'Si no ha sido usted, ignore este mensaje. Su contraseña no cambia.',
    },
    'password.none': {
      subject: 'Aquí no tiene contraseña',
      lead: 'Alguien pidió una contraseña nueva para esta cuenta. No tiene ninguna, porque usted inicia sesión con otro servicio. Inicie sesión con ese servicio:',
      ignore: 'Si no fue usted, ignore este mensaje. No se ha cambiado nada.',
    },
    'recovery.link': {
      subject: 'Configure un segundo factor nuevo',
      lead: 'Para configurar un segundo factor nuevo, abra este enlace en el navegador donde inicia sesión e inicie sesión primero con su contraseña o con su proveedor habitual. Funciona una sola vez, durante 60 minutos:',
      ignore: '¿No lo ha pedido usted? Deténgalo aquí. Su cuenta quedará como está:',
    },
    'recovery.decide': {
      subject: 'Un miembro necesita su decisión: ha perdido su segundo factor',
      lead: 'Alguien pidió recuperar esta cuenta de un miembro de su espacio de trabajo, porque se han perdido todos los segundos factores. Deben estar de acuerdo dos propietarios o administradores. Asegúrese primero de que es realmente esa persona, por ejemplo con una llamada. Después decida aquí:',
      ignore: 'Si otros ya han decidido, no tiene que hacer nada.',
    },
    'recovery.waiting': {
      subject: 'Una recuperación de su cuenta está en espera',
      lead: 'Alguien pidió sustituir el segundo factor de esta cuenta sin tenerlo. 72 horas después de la petición enviaremos un enlace para ello. ¿No ha sido usted? Deténgalo aquí:',
      ignore: 'Si ha sido usted, no tiene que hacer nada.',
    },
    'address.confirm': {
      subject: 'Confirme su nueva dirección de correo',
      lead: 'Alguien ha pedido usar esta dirección para su cuenta. Si ha sido usted, abra este enlace en un navegador en el que tenga la sesión iniciada y confirme. Funciona una sola vez, durante 24 horas:',
      ignore: 'Si no ha sido usted, ignore este mensaje. Sin el enlace no cambia nada.',
    },
  },
  addressTaken: {
    subject: 'Ya tiene una cuenta con esta dirección',
    lead: 'Alguien ha pedido usar esta dirección para otra cuenta. Pertenece a su cuenta, así que no se ha cambiado nada. Si ha sido usted, inicie sesión con esta dirección:',
    ignore: 'Si no ha sido usted, ignore este mensaje. Su cuenta no cambia.',
  },
  invitation: {
    subject: (workspace) => `Le invitan a unirse a ${workspace}`,
    role: (role) => `Rol: ${role}`,
    invitedBy: (inviter) => `Invitación de: ${inviter}`,
    until: (at) => `Válida hasta: ${at}`,
    lead: 'Para aceptar, abra este enlace. Solo será miembro cuando pulse allí el botón:',
    ignore: 'Si no conoce este espacio de trabajo, ignore este mensaje. Entonces no ocurre nada.',
  },
  stopRecovery: 'Este enlace la detiene, sin iniciar sesión:',
  keepToYourself: 'Nunca le pediremos este enlace. No reenvíe este mensaje a nadie.',
  beware:
    'Nunca le pedimos que responda con una contraseña o un código. Antes de escribir uno, compruebe la dirección de la página.',
}
