import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) =>
    write.plural(enrolled, {
      one: `${enrolled} de ${members} miembros la ha configurado`,
      other: `${enrolled} de ${members} miembros la han configurado`,
    }),
  who: 'Ver quién no la ha configurado',
  whoIsAudited: 'Cada consulta de nombres queda registrada.',
  chart: {
    title: 'Evolución de la configuración',
    summary: ({ from, was, now }) => `Configurada el ${from}: ${was}. Hoy: ${now}.`,
    empty: 'A partir de mañana se verá aquí cómo cambian las cifras de un día a otro.',
    members: 'Miembros',
    today: 'Hoy',
    requiredFrom: (day) => `Obligatoria desde el ${day}`,
    byDay: 'Cifras por día',
    day: 'Día',
  },
  report: {
    title: 'Solo informe: si fuera obligatoria ahora',
    explanation:
      'Esto no deja a nadie sin acceso. Dice qué pasaría si la autenticación de dos factores se exigiera ahora.',
    blocked: (blocked, members) =>
      write.plural(blocked, {
        one: `${blocked} de ${members} miembros quedaría sin acceso hasta que la configurase.`,
        other: `${blocked} de ${members} miembros quedarían sin acceso hasta que la configurasen.`,
      }),
    nobody: 'Todos tienen un segundo factor: nadie quedaría sin acceso.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `Desde el ${since}, los miembros han entrado ${entries} vez sin un segundo factor. Antes habrían tenido que configurarla.`,
        other: `Desde el ${since}, los miembros han entrado ${entries} veces sin un segundo factor. Cada vez habrían tenido que configurarla antes.`,
      }),
    noEntries: (days) =>
      `En los últimos ${days} días no consta que nadie haya entrado sin un segundo factor.`,
    byDay: 'Entradas por día',
    entriesOfDay: 'Sin segundo factor',
  },
  message: {
    title: 'Mensaje para su equipo',
    label: 'Texto para copiar',
    off: ({ workspace, host }) =>
      `Por favor, configure la autenticación de dos factores para ${workspace} (${host}).`,
    scheduled: ({ at, workspace, host }) =>
      `A partir del ${at}, ${workspace} (${host}) exige la autenticación de dos factores. Por favor, configúrela antes: quien no lo haya hecho volverá a entrar en cuanto lo haga.`,
    inEffect: ({ at, workspace, host }) =>
      `Desde el ${at}, ${workspace} (${host}) exige la autenticación de dos factores. Si todavía no la ha configurado, volverá a entrar en cuanto lo haga.`,
    greeting: 'Hola:',
    howTo: (link) => `Se tarda dos minutos, con una aplicación de autenticación en su teléfono:
${link}

Guarde los códigos de recuperación que recibirá: con ellos podrá entrar sin el teléfono.`,
  },
  changes: {
    title: 'Últimos cambios',
    none: 'Nadie ha cambiado todavía la política.',
    requiredFrom: ({ at }) => say`Exigida a partir del ${at}`,
    turnedOff: 'Desactivada',
    madeBy: ({ at, by }) => say`${at}, por ${by}`,
    all: ({ audit }) => say`Todo lo ocurrido está en el ${audit('registro')}.`,
  },
}
