import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `Apariencia de ${workspace}`,
  title: 'Nombre y color',
  explanation:
    'Esto es lo que se ve a su puerta, al entrar. El símbolo de Sallyport y el host al que se entra están siempre al lado.',
  name: 'Nombre',
  nameHint: ({ name }) => say`Si lo deja vacío, el nombre es ${name}.`,
  notAName:
    'Escriba un nombre de hasta 100 caracteres, en una línea: con letras o cifras, sin nada invisible ni direcciones web.',
  accent: 'Color de acento',
  accentHint:
    'Seis cifras, por ejemplo #1a5fb4. Si lo deja vacío, es el verde de Sallyport. Donde el texto sería difícil de leer, se oscurece o se aclara.',
  notAColour: 'Escriba el color con seis cifras de 0 a 9 y de a a f, por ejemplo #1a5fb4.',
  pick: 'Elegir un color',
  save: 'Guardar',
  logo: 'Logotipo',
  file: 'Archivo de imagen',
  logoHint:
    'PNG, JPEG o WebP sin movimiento, de hasta 256 KiB y 1024 × 1024 píxeles. Está sobre blanco, también en colores oscuros.',
  upload: 'Usar este logotipo',
  remove: 'Quitar el logotipo',
  chooseAgain: 'Elija el archivo de nuevo: no se pudo conservar mientras usted demostraba quién es.',
  logoProblems: {
    'no-file': 'Elija antes un archivo.',
    'too-many-bytes': 'Este archivo supera los 256 KiB. Redúzcalo y elíjalo de nuevo.',
    'not-an-image':
      'Esto no es PNG, JPEG ni WebP. Guarde la imagen en uno de esos formatos y elíjala de nuevo.',
    broken: 'Esta imagen está dañada o incompleta. Guárdela de nuevo y vuelva a elegirla.',
    animated: 'Esta imagen se mueve. Elija una que no lo haga.',
    'too-many-pixels': 'Esta imagen supera los 1024 × 1024 píxeles. Redúzcala y elíjala de nuevo.',
  },
  preview: 'Su puerta',
  inLight: 'Su puerta, en colores claros',
  inDark: 'Su puerta, en colores oscuros',
}
