import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `Apparence : ${workspace}`,
  title: 'Nom et couleur',
  explanation:
    'C’est ce que l’on voit à votre porte, en entrant. Le symbole de Sallyport et l’hôte où l’on entre figurent toujours à côté.',
  name: 'Nom',
  nameHint: ({ name }) => say`Laissé vide, le nom est ${name}.`,
  notAName:
    'Écrivez un nom de 100 caractères au plus, sur une ligne : avec des lettres ou des chiffres, sans rien d’invisible ni adresse web.',
  accent: 'Couleur d’accent',
  accentHint:
    'Six chiffres, par exemple #1a5fb4. Laissée vide, c’est le vert de Sallyport. Là où le texte serait difficile à lire, elle est assombrie ou éclaircie.',
  notAColour: 'Écrivez la couleur en six chiffres de 0 à 9 et de a à f, par exemple #1a5fb4.',
  pick: 'Choisir une couleur',
  save: 'Enregistrer',
  logo: 'Logo',
  file: 'Fichier image',
  logoHint:
    'PNG, JPEG ou WebP sans animation, de 256 KiB et de 1024 × 1024 pixels au plus. Il figure sur du blanc, y compris en couleurs sombres.',
  upload: 'Utiliser ce logo',
  remove: 'Retirer le logo',
  chooseAgain:
    'Choisissez à nouveau le fichier : il n’a pas pu être conservé pendant que vous prouviez votre identité.',
  logoProblems: {
    'no-file': 'Choisissez d’abord un fichier.',
    'too-many-bytes': 'Ce fichier dépasse 256 KiB. Réduisez-le, puis choisissez-le à nouveau.',
    'not-an-image':
      'Ce n’est ni un PNG, ni un JPEG, ni un WebP. Enregistrez l’image dans l’un de ces formats, puis choisissez-la à nouveau.',
    broken: 'Cette image est endommagée ou incomplète. Enregistrez-la de nouveau, puis choisissez-la.',
    animated: 'Cette image est animée. Choisissez-en une qui ne l’est pas.',
    'too-many-pixels': 'Cette image dépasse 1024 × 1024 pixels. Réduisez-la, puis choisissez-la à nouveau.',
  },
  preview: 'Votre porte',
  inLight: 'Votre porte, en couleurs claires',
  inDark: 'Votre porte, en couleurs sombres',
}
