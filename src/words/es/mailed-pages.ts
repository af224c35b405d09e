import { say } from '../sentence.ts'
import type { MailedPageWords } from '../words.ts'

export const mailedPages: MailedPageWords = {
  forgotten: {
    title: '¿Ha olvidado su contraseña?',
    lead: 'Escriba su dirección de correo. Le enviaremos un enlace para elegir una contraseña nueva.',
    malformed: 'Escriba una dirección de correo completa.',
    tooMany: ({ span }) =>
      say`Se han pedido demasiados enlaces en una hora. Use el más reciente que haya recibido o inténtelo de nuevo en ${span}.`,
    submit: 'Enviar enlace',
    sentTitle: 'Consulte su correo',
    sent: ({ email }) =>
      say`Si una cuenta de ${email} tiene contraseña, le hemos enviado un enlace. Funciona una sola vez, durante 60 minutos.`,
    nothingCame: ({ contact }) =>
      say`¿No ha llegado nada en unos minutos? Revise la carpeta de correo no deseado y la dirección. Si inicia sesión con otro servicio, aquí no tiene contraseña: cámbiela allí. En otro caso, contacte con ${contact}.`,
    chooseTitle: 'Elegir una contraseña nueva',
    chooseFor: ({ email }) => say`Para ${email}`,
    consequence:
      'Esto cierra su sesión en todas partes. Si la autenticación de dos factores está activada, sigue activada y se le pedirá al iniciar sesión. Si ha pedido sustituir un segundo factor perdido, pídalo de nuevo después.',
    notRepeated: 'Las contraseñas nuevas no coinciden. Escriba las dos de nuevo.',
    save: 'Guardar la contraseña',
    deadTitle: 'Este enlace ya no funciona',
    dead: 'Funciona una sola vez, durante 60 minutos, y solo hasta que pida uno más reciente o cambie su contraseña. No se ha cambiado nada.',
    another: 'Enviar un enlace nuevo',
    back: 'Volver al inicio de sesión',
  },
  notMe: {
    title: '¿Ha sido usted?',
    lead: ({ email }) => say`Esto ha ocurrido en la cuenta ${email}:`,
    ifYou: 'Si ha sido usted, cierre esta página. No cambia nada.',
    button: 'No he sido yo',
    will: {
      factor_removed:
        'Si no ha sido usted, infórmenos. Se quitará de la cuenta y se cerrará su sesión en todas partes. Su otro segundo factor sigue funcionando.',
      password_locked:
        'Si no ha sido usted, infórmenos. Esta contraseña dejará de funcionar y se cerrará su sesión en todas partes. Después, elija una contraseña nueva desde la página de inicio de sesión.',
      identity_unlinked:
        'Si no ha sido usted, infórmenos. Se desvinculará para siempre y se cerrará su sesión en todas partes.',
      account_locked:
        'Si no ha sido usted, infórmenos. La cuenta se bloqueará: se cerrará su sesión en todas partes y nadie podrá iniciar sesión hasta que usted demuestre quién es.',
      already_undone:
        'Este cambio ya no tiene efecto. Si no ha sido usted, infórmenos y se cerrará su sesión en todas partes. Si un mensaje más reciente trata de un cambio que no hizo usted, informe también de ese.',
    },
    willEnd:
      'También dejarán de funcionar los tokens de API, los tokens de servicio y las invitaciones que esta cuenta haya creado desde entonces.',
    doneTitle: 'Gracias. Hemos recibido su informe',
    done: {
      factor_removed:
        'Se ha quitado de la cuenta. Su sesión se ha cerrado en todas partes. Inicie sesión con su otro segundo factor y cambie su contraseña.',
      password_locked:
        'Esa contraseña ya no funciona. Su sesión se ha cerrado en todas partes. Elija ahora una contraseña nueva.',
      identity_unlinked:
        'Se ha desvinculado de la cuenta para siempre. Su sesión se ha cerrado en todas partes.',
      account_locked:
        'La cuenta está bloqueada. Su sesión se ha cerrado en todas partes y nadie puede iniciar sesión.',
      already_undone: 'El cambio ya no tenía efecto. Su sesión se ha cerrado en todas partes.',
    },
    didEnd:
      'Los tokens de API, los tokens de servicio y las invitaciones que esta cuenta haya creado desde ese cambio ya no funcionan. Revise usted los anteriores.',
    help: ({ contact }) =>
      say`Es posible que alguien haya tenido acceso a su cuenta. Contacte con ${contact} para recibir ayuda.`,
    unlock: ({ contact }) =>
      say`Para desbloquearla, contacte con ${contact}. Primero se comprobará que es realmente usted.`,
    newPassword: 'Elegir una contraseña nueva',
    deadTitle: 'Este enlace ya no funciona',
    dead: ({ contact }) =>
      say`Funciona durante diez días después del cambio, mientras exista la cuenta. Si algo va mal en su cuenta, contacte con ${contact}.`,
  },
}
