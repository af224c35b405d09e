import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) =>
    write.plural(enrolled, {
      one: `${enrolled} de ${members} miembros la ha configurado`,
      other: `${enrolled} de ${members} miembros la han configurado`,
    }),
  who: 'Ver quién no la ha configurado.',
  whoIsAudited: 'Cada consulta de nombres queda en el registro de auditoría.',
  chart: {
    title: 'Evolución de la configuración',
    summary: ({ from, was, now }) => `Configurada el ${from}: ${was}. Hoy: ${now}.`,
    empty: 'A partir de mañana, este gráfico mostrará cuántos miembros la han configurado cada día.',
    members: 'Miembros',
    today: 'Hoy',
    requiredFrom: (day) => `Obligatoria desde el ${day}`,
    requiredOfAdminsFrom: (day) => `Obligatoria para propietarios y administradores desde el ${day}`,
    byDay: 'Cifras por día',
    day: 'Día',
  },
  report: {
    title: 'Vista previa: si la exigiera ahora',
    explanation:
      'Esto no bloquea a nadie. Muestra lo que pasaría si exigiera la autenticación de dos factores ahora.',
    blocked: (blocked, members, among) =>
      write.plural(blocked, {
        one: `${blocked} de ${members} ${among === 'admins' ? 'propietarios y administradores' : 'miembros'} quedaría bloqueado hasta que la configurase.`,
        other: `${blocked} de ${members} ${among === 'admins' ? 'propietarios y administradores' : 'miembros'} quedarían bloqueados hasta que la configurasen.`,
      }),
    nobody: 'Todos tienen un segundo factor. Nadie quedaría bloqueado.',
    nobodyAmongAdmins:
      'Todos los propietarios y administradores tienen un segundo factor. Nadie quedaría bloqueado.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `Desde el ${since}, un miembro ha entrado una vez sin un segundo factor. Habría tenido que configurarlo antes.`,
        other: `Desde el ${since}, los miembros han entrado ${entries} veces sin un segundo factor. Habrían tenido que configurarlo antes.`,
      }),
    entriesOfAll: (entries, since) =>
      write.plural(entries, {
        one: `Desde el ${since}, un miembro ha entrado una vez sin un segundo factor.`,
        other: `Desde el ${since}, los miembros han entrado ${entries} veces sin un segundo factor.`,
      }),
    noEntries: (days) => `En los últimos ${days} días no hemos visto a nadie entrar sin un segundo factor.`,
    byDay: 'Entradas por día',
    entriesOfDay: 'Sin segundo factor',
  },
  message: {
    title: 'Mensaje para su equipo',
    label: 'Texto para copiar',
    off: ({ workspace, host }) =>
      `Por favor, configure la autenticación de dos factores para ${workspace} (${host}).`,
    scheduled: ({ at, workspace, host }, among) =>
      `A partir del ${at}, ${workspace} (${host}) exigirá la autenticación de dos factores${among === 'admins' ? ' a sus propietarios y administradores' : ''}. Por favor, configúrela antes. De lo contrario, no podrá abrir ${workspace} hasta que lo haga.`,
    inEffect: ({ at, workspace, host }, among) =>
      `${workspace} (${host}) exige la autenticación de dos factores${among === 'admins' ? ' a sus propietarios y administradores' : ''} desde el ${at}. Si aún no la ha configurado, no podrá abrir ${workspace} hasta que lo haga.`,
    greeting: 'Hola:',
    howTo: (link) => `Lleva dos minutos, con una aplicación de autenticación en su teléfono:
${link}

Conserve los códigos de recuperación que reciba. Con ellos podrá iniciar sesión sin su teléfono.`,
  },
  unusedImports: (members) =>
    write.plural(members, {
      one: `${members} importada, todavía sin usar.`,
      other: `${members} importadas, todavía sin usar.`,
    }),
  publicPaths: (paths) =>
    write.plural(paths, {
      one: `${paths} ruta está abierta a todos.`,
      other: `${paths} rutas están abiertas a todos.`,
    }),
  serviceTokens: (tokens) =>
    write.plural(tokens, {
      one: `Los programas pueden entrar con ${tokens} token de servicio.`,
      other: `Los programas pueden entrar con ${tokens} tokens de servicio.`,
    }),
  changes: {
    title: 'Últimos cambios',
    none: 'La política aún no se ha cambiado.',
    requiredFrom: ({ at }) => say`Autenticación de dos factores obligatoria desde el ${at}`,
    turnedOff: 'La autenticación de dos factores ya no es obligatoria',
    madeBy: ({ at, by }) => say`${at}, por ${by}`,
    all: ({ audit }) => say`Consulte el ${audit('registro de auditoría')} completo.`,
  },
}
