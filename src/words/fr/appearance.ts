import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const appearance: Words['appearance'] = {
  titleOf: (workspace) => `Apparence de ${workspace}`,
  title: 'Nom et couleur',
  explanation:
    'C’est ce que l’on voit en se connectant à votre espace de travail. Le logo de la plateforme et l’adresse de l’espace de travail sont toujours affichés à côté.',
  name: 'Nom',
  nameHint: ({ name }) => say`Laissez vide pour utiliser ${name}.`,
  notAName:
    'Saisissez un nom de 100 caractères au plus, sur une seule ligne. Utilisez des lettres ou des chiffres, sans caractère invisible ni adresse web.',
  accent: 'Couleur d’accent',
  accentHint:
    'Saisissez six chiffres, par exemple #1a5fb4. Laissez vide pour utiliser la couleur de la plateforme. La couleur est assombrie ou éclaircie là où le texte serait difficile à lire.',
  notAColour: 'Saisissez la couleur en six chiffres de 0 à 9 et de a à f, par exemple #1a5fb4.',
  pick: 'Choisir une couleur',
  save: 'Enregistrer',
  logo: 'Logo',
  file: 'Fichier image',
  logoHint:
    'PNG, JPEG ou WebP, sans animation, 256 KiB et 1024 × 1024 pixels au plus. Toujours affiché sur fond blanc, même en mode sombre.',
  upload: 'Utiliser ce logo',
  remove: 'Retirer le logo',
  chooseAgain:
    'Choisissez à nouveau le fichier. Il n’a pas été conservé pendant que vous confirmiez votre identité.',
  logoProblems: {
    'no-file': 'Choisissez d’abord un fichier.',
    'too-many-bytes': 'Ce fichier dépasse 256 KiB. Réduisez-le, puis choisissez-le à nouveau.',
    'not-an-image':
      'Ce fichier n’est pas une image PNG, JPEG ou WebP. Enregistrez-la dans l’un de ces formats, puis choisissez-la à nouveau.',
    broken: 'Cette image est endommagée ou incomplète. Enregistrez-la de nouveau, puis choisissez-la.',
    animated: 'Cette image est animée. Choisissez-en une qui ne l’est pas.',
    'too-many-pixels': 'Cette image dépasse 1024 × 1024 pixels. Réduisez-la, puis choisissez-la à nouveau.',
  },
  preview: 'Aperçu',
  inLight: 'Aperçu en mode clair',
  inDark: 'Aperçu en mode sombre',
}
