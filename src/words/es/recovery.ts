import { say } from '../sentence.ts'
import type { RecoveryWords } from '../words.ts'
import { write } from './write.ts'

export const recovery: RecoveryWords = {
  title: 'Configurar un segundo factor nuevo',
  lead: 'Su aplicación de autenticación, sus llaves de acceso y sus códigos de recuperación anteriores funcionan hasta que termine aquí. Después dejan de funcionar, y se cierra la sesión en sus otros navegadores.',
  finish: 'Terminar',
  firstTitle: 'Inicie sesión primero',
  firstText:
    'Este enlace funciona solo junto con su contraseña o su forma habitual de iniciar sesión. Inicie sesión y volverá aquí. No se le pedirá ningún código.',
  deadTitle: 'Este enlace no funciona',
  deadText:
    'Un enlace funciona una sola vez, durante 60 minutos, y uno nuevo sustituye al anterior. Al abrirlo no ha cambiado nada. Si aún necesita un enlace, inicie sesión para recibir otro.',
  otherTitle: 'Inicie sesión de otra forma',
  otherText:
    'Uno de sus espacios de trabajo no acepta esta forma de iniciar sesión. Inicie sesión de otra forma y abra el enlace de nuevo.',
  stopTitle: '¿Detener esta recuperación?',
  stopText: ({ at }) =>
    say`Alguien pidió el ${at} sustituir el segundo factor de esta cuenta. Si no ha sido usted, deténgalo. Su segundo factor quedará como está.`,
  stop: 'Detener la recuperación',
  stoppedTitle: 'La recuperación se ha detenido',
  stoppedText:
    'Su segundo factor no ha cambiado. Si no pidió la recuperación, es posible que alguien conozca su contraseña. Cámbiela ahora.',
  overTitle: 'Esta recuperación ha terminado',
  overText: ({ contact }) =>
    say`Se detuvo, se completó o tardó demasiado. Si se sustituyó su segundo factor y no ha sido usted, contacte ahora con ${contact}.`,
  own: {
    title: '¿Ha perdido su teléfono y sus códigos?',
    admins:
      'Dos administradores de cada uno de sus espacios de trabajo que exigen la autenticación de dos factores deben estar de acuerdo. Entonces le enviaremos un enlace para configurar un segundo factor nuevo.',
    operatorToo: ({ contact }) =>
      say`Uno de sus espacios de trabajo tiene muy pocos administradores. Por eso también debe estar de acuerdo ${contact}.`,
    steps:
      'Le enviaremos un mensaje ahora y en cada paso. Nada cambia hasta que haya configurado el nuevo segundo factor.',
    ask: 'Pedirlo a mis administradores',
    orWait:
      'O espere 72 horas, sin pedírselo a nadie. Se lo recordaremos cada día por correo y después le enviaremos el enlace.',
    onlyWait:
      'Puede esperar 72 horas. Se lo recordaremos cada día por correo y después le enviaremos el enlace.',
    wait: 'Esperar 72 horas',
    readyOn: ({ at }) =>
      say`La espera termina el ${at}. Entonces le enviaremos el enlace. Hasta entonces recibirá un mensaje cada día.`,
    onlyContact: ({ contact }) => say`Pida ayuda a ${contact}. Primero comprobarán que es usted.`,
    alsoContact: ({ contact }) =>
      say`¿Tiene prisa? También puede ayudarle ${contact}, tras comprobar que es usted.`,
    back: 'He encontrado mi teléfono o un código',
    waitingTitle: 'Su recuperación está en marcha',
    waiting: ({ at }) =>
      say`Se pidió el ${at}. Ahora deben estar de acuerdo sus administradores, y recibirá un mensaje en cada paso. Puede cerrar esta página.`,
    agreed: ({ at }) => say`Le enviamos un enlace el ${at}. Funciona durante 60 minutos.`,
    again: 'Enviarme otro enlace',
    sent: 'Le hemos enviado otro enlace. Los anteriores ya no funcionan.',
    ends: ({ at }) => say`Si no la completa, la recuperación termina el ${at}.`,
    tooMany: 'Se ha pedido demasiadas veces. Inténtelo de nuevo mañana.',
    noMore: 'No podemos enviar otro enlace ahora. Espere un minuto y mire los mensajes que ya tiene.',
  },
  admin: {
    title: 'Recuperar una cuenta',
    titleOf: ({ email }) => say`Recuperar la cuenta de ${email}`,
    lead: 'Para un miembro que ha perdido todos sus segundos factores. Dos propietarios o administradores de cada espacio de trabajo que exige la autenticación de dos factores deben estar de acuerdo. Entonces el miembro recibe un enlace por correo, que también necesita su contraseña.',
    check: 'Asegúrese primero de que es realmente esa persona, por ejemplo con una llamada.',
    newAddress: ({ at }) =>
      say`La dirección de correo de esta cuenta se cambió el ${at}. Puede haberlo hecho otra persona. Llame a la persona a un número que usted ya conozca y no se fíe de un correo enviado desde la nueva dirección.`,
    mailedPassword: ({ at }) =>
      say`La contraseña se estableció con un enlace de un correo el ${at}. Cualquiera que lea ese buzón puede hacerlo, así que ni un correo ni la contraseña demuestran quién es.`,
    reason: 'Motivo',
    reasonHint: '¿Cómo ha comprobado que es realmente esa persona? Queda en el registro de auditoría.',
    ask: 'Pedir la recuperación y aprobarla',
    agree: 'Aprobar',
    stop: 'Detener la recuperación',
    stopLead: '¿No es esa persona? Detenga la recuperación. Se puede volver a pedir.',
    askedElsewhere: ({ at }) => say`La pidió el ${at} un administrador de otro espacio de trabajo.`,
    asked: ({ who, at }) => say`La pidió ${who} el ${at}.`,
    approvals: 'Aprobada en nombre de este espacio de trabajo',
    approval: ({ who, at, reason }) => say`${who}, el ${at}: ${reason}`,
    operatorToo: ({ contact }) =>
      say`Este espacio de trabajo tiene menos de dos administradores que puedan aprobarla. Por eso también debe estar de acuerdo ${contact}.`,
    readyOn: ({ at }) =>
      say`Esta persona ha elegido esperar. Recibirá el enlace el ${at}, si nadie detiene la recuperación. Si todos están de acuerdo, lo recibirá antes.`,
    elsewhere: 'Es posible que también deban aprobarla otros espacios de trabajo de esta persona.',
    linked: ({ at }) => say`El ${at} se envió un enlace.`,
    listTitle: 'Recuperaciones',
    open: 'Decidir',
    openThis: (name) => `Decidir sobre ${name}`,
    lostDevice: 'Ha perdido su dispositivo',
    lostDeviceOf: (name) => `${name} ha perdido su dispositivo`,
    back: 'Volver a los miembros',
    stillHere: (count) =>
      write.plural(count, {
        one: 'Debe aprobarla un propietario o administrador más de este espacio de trabajo.',
        other: `Deben aprobarla ${count} propietarios o administradores más de este espacio de trabajo.`,
      }),
    done: {
      asked: 'La recuperación se ha pedido, y usted la ha aprobado.',
      agreed: 'La ha aprobado.',
      stopped: 'La recuperación se ha detenido.',
    },
    refusals: {
      'not-an-address': 'Escriba una dirección de correo válida.',
      'unusable-reason': 'Escriba un motivo de 1 a 500 caracteres.',
      'not-a-member': 'Esta persona ya no es miembro.',
      'own-recovery':
        'Nadie puede aprobar su propia recuperación. Pídalo a otro propietario o administrador.',
      'no-mail': 'Aquí no hay correo configurado, así que no se puede enviar ningún enlace.',
      'nothing-to-recover': 'Este miembro no tiene ningún segundo factor que recuperar.',
      'not-concerned':
        'Este espacio de trabajo no exige a nadie la autenticación de dos factores, así que no puede decidir.',
      'never-entered':
        'Esta persona aún no ha abierto este espacio de trabajo, así que sus administradores no pueden pedir una recuperación.',
      'recovery-open': 'Alguien acaba de pedir esta recuperación. Puede aprobarla abajo.',
      'too-many-recoveries':
        'En este espacio de trabajo se pidieron diez recuperaciones en un día. Inténtelo de nuevo mañana.',
      'already-approved': 'Ya la ha aprobado.',
      'too-late': 'Esta recuperación ha terminado, o ya se envió su enlace.',
      'too-new':
        'Puede decidir si, antes de que se pida la recuperación, lleva siete días como administrador aquí y con un segundo factor. Pregunte a otro propietario o administrador.',
    },
  },
}
