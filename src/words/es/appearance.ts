import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `Apariencia de ${workspace}`,
  title: 'Nombre y color',
  explanation:
    'Esto es lo que se ve al iniciar sesión en su espacio de trabajo. El logotipo de la plataforma y la dirección del espacio de trabajo siempre aparecen al lado.',
  name: 'Nombre',
  nameHint: ({ name }) => say`Déjelo vacío para usar ${name}.`,
  notAName:
    'Escriba un nombre de hasta 100 caracteres, en una sola línea. Use letras o cifras, sin caracteres invisibles ni direcciones web.',
  accent: 'Color de acento',
  accentHint:
    'Escriba seis cifras, por ejemplo #1a5fb4. Déjelo vacío para usar el color de la plataforma. El color se oscurece o se aclara donde el texto sería difícil de leer.',
  notAColour: 'Escriba el color con seis cifras de 0 a 9 y de a a f, por ejemplo #1a5fb4.',
  pick: 'Elegir un color',
  save: 'Guardar',
  logo: 'Logotipo',
  file: 'Archivo de imagen',
  logoHint:
    'PNG, JPEG o WebP, sin animación, de hasta 256 KiB y 1024 × 1024 píxeles. Siempre se muestra sobre blanco, también en modo oscuro.',
  upload: 'Usar este logotipo',
  remove: 'Quitar el logotipo',
  chooseAgain: 'Elija el archivo de nuevo. No se guardó mientras usted confirmaba su identidad.',
  logoProblems: {
    'no-file': 'Elija primero un archivo.',
    'too-many-bytes': 'Este archivo ocupa más de 256 KiB. Redúzcalo y elíjalo de nuevo.',
    'not-an-image':
      'Este archivo no es una imagen PNG, JPEG o WebP. Guárdela en uno de esos formatos y elíjala de nuevo.',
    broken: 'Esta imagen está dañada o incompleta. Guárdela de nuevo y vuelva a elegirla.',
    animated: 'Esta imagen tiene animación. Elija una que no la tenga.',
    'too-many-pixels': 'Esta imagen mide más de 1024 × 1024 píxeles. Redúzcala y elíjala de nuevo.',
  },
  preview: 'Vista previa',
  inLight: 'Vista previa en modo claro',
  inDark: 'Vista previa en modo oscuro',
}
