import { say } from '../sentence.ts'
import type { AddressWords } from '../words.ts'

export const address: AddressWords = {
  title: 'Cambie su dirección de correo',
  current: ({ email }) => say`Su dirección actual es ${email}.`,
  how: 'Enviamos un enlace a la dirección nueva. Su dirección cambia cuando abre el enlace y confirma.',
  field: 'Nueva dirección de correo',
  submit: 'Enviar enlace',
  malformed: 'Escriba una dirección de correo, como nombre@example.com.',
  own: 'Esta ya es su dirección.',
  tooManyMails: ({ span }) => say`Se han enviado demasiados mensajes. Vuelva a intentarlo en ${span}.`,
  sent: ({ email, at }) =>
    say`Hemos enviado un enlace a ${email}. Ábralo en un navegador en el que tenga la sesión iniciada y confirme. El enlace funciona hasta ${at}.`,
  notArrived:
    '¿No ha llegado el mensaje? Mire en la carpeta de correo no deseado y revise la dirección. Puede enviar el enlace otra vez, o a otra dirección. El enlace anterior deja entonces de funcionar.',
  again: 'Enviar otro enlace',
  cancel: 'Cancelar el cambio',
  cancelled: 'El cambio se ha cancelado. Su dirección sigue siendo la misma.',
  noMail: ({ contact }) =>
    say`Esta plataforma no envía correo, así que no puede cambiar su dirección aquí. Contacte con ${contact}.`,
  confirm: {
    title: '¿Usar esta dirección?',
    lead: ({ was, email }) => say`La dirección de su cuenta cambia de ${was} a ${email}.`,
    consequence:
      'Después iniciará sesión con la dirección nueva. Se cerrará la sesión en sus otros navegadores. Sus espacios de trabajo y sus segundos factores no cambian.',
    submit: 'Cambiar dirección',
  },
  gone: {
    title: 'Este enlace ya no funciona',
    message:
      'Funciona una sola vez, durante 24 horas, hasta que se envía un enlace más reciente o se cancela el cambio. Si su dirección no ha cambiado, pida un enlace nuevo.',
    link: 'Cambiar la dirección de correo',
  },
  notYours: {
    title: 'Este enlace es para otra cuenta',
    message: ({ email }) =>
      say`Ha iniciado sesión como ${email}. Inicie sesión con la cuenta que pidió la dirección nueva.`,
    link: 'Iniciar sesión con otra cuenta',
  },
  taken: {
    title: 'Esta dirección no se puede usar',
    message:
      'Otra cuenta obtuvo esta dirección después de que se enviara el enlace. Su dirección sigue siendo la misma. Elija otra.',
  },
}
