import { say } from '../sentence.ts'
import type { AppCheckWords } from '../words.ts'

export const appCheck: AppCheckWords = {
  title: 'Compruebe su aplicación de autenticación',
  lead: ({ at }) =>
    say`Su aplicación de autenticación se añadió el ${at} y no la ha usado desde entonces. Compruebe que todavía funciona mientras puede iniciar sesión de otra manera.`,
  enterCode: (digits) => `Escriba el código de ${digits} dígitos que la aplicación muestra ahora.`,
  check: 'Comprobar',
  broken: '¿No funciona?',
  brokenWay:
    'Quizá la aplicación está en un teléfono antiguo o se ha eliminado. Configúrela de nuevo. La anterior dejará de funcionar.',
  setUpAgain: 'Configurar la aplicación de nuevo',
  codes: 'Códigos de recuperación',
  noCodes: 'No tiene códigos de recuperación.',
  makeCodes: 'Crear códigos de recuperación',
  later: 'Más tarde',
  shortTitle: 'Reemplace la clave de su aplicación de autenticación',
  shortLead:
    'Su aplicación procede de otro sistema. Su clave es más corta de lo que recomendamos. Configure la aplicación de nuevo para obtener una más larga. Solo tarda un minuto.',
  shortWorks: 'Su aplicación funciona en cualquier caso. Solo lo preguntamos una vez.',
  replace: 'Reemplazar la clave',
}
