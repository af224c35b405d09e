import { say } from '../sentence.ts'
import type { MailedPageWords } from '../words.ts'

export const mailedPages: MailedPageWords = {
  forgotten: {
    title: '¿Ha olvidado su contraseña?',
    lead: 'Escriba su dirección de correo. Le enviaremos un enlace para elegir una contraseña nueva.',
    malformed: 'Escriba una dirección de correo completa.',
    tooMany:
      'Se han pedido demasiados enlaces en una hora. Use el más reciente que haya recibido o inténtelo de nuevo dentro de una hora.',
    submit: 'Enviar enlace',
    sentTitle: 'Consulte su correo',
    sent: ({ email }) =>
      say`Si una cuenta de ${email} tiene contraseña, le hemos enviado un enlace. Funciona una sola vez, durante 60 minutos.`,
    nothingCame: ({ contact }) =>
      say`¿No ha llegado nada en unos minutos? Revise la carpeta de correo no deseado y la dirección. Si inicia sesión con otro servicio, aquí no tiene contraseña: cámbiela allí. En otro caso, contacte con ${contact}.`,
    chooseTitle: 'Elegir una contraseña nueva',
    chooseFor: ({ email }) => say`Para ${email}`,
    consequence:
      'Esto cierra su sesión en todas partes. Si la autenticación de dos factores está activada, sigue activada y se le pedirá al iniciar sesión.',
    notRepeated: 'Las contraseñas nuevas no coinciden. Escriba las dos de nuevo.',
    save: 'Guardar la contraseña',
    deadTitle: 'Este enlace ya no funciona',
    dead: 'Funciona una sola vez, durante 60 minutos, y solo hasta que pida uno más reciente o cambie su contraseña. No se ha cambiado nada.',
    another: 'Enviar un enlace nuevo',
    back: 'Volver al inicio de sesión',
  },
}
