import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const serviceTokens: Words['serviceTokens'] = {
  title: 'Jetons de service',
  explanation:
    'Des programmes comme les tâches de CI, git et npm envoient un jeton de service au lieu de se connecter. Un jeton n’ouvre que ses propres chemins, et seulement là où une règle admet les jetons de service.',
  none: 'Aucun jeton de service pour le moment.',
  add: 'Créer un jeton de service',
  edit: 'Modifier',
  opens: ({ methods, paths }) => say`${methods} sur ${paths}`,
  from: ({ networks }) => say`Seulement depuis ${networks}`,
  usedOn: ({ day }) => say`Utilisé pour la dernière fois le ${day}`,
  neverUsed: 'Jamais utilisé',
  expires: ({ at }) => say`Expire le ${at}`,
  expiresSoon: 'Expire bientôt',
  disabled: 'Désactivé',
  rotating: ({ at }) => say`La valeur précédente fonctionne jusqu’au ${at}.`,
  madeBy: ({ maker, at }) => say`Créé par ${maker} le ${at}`,
  notLetIn: ({ paths, add }) =>
    say`Aucune règle n’admet encore les jetons de service sur ${paths}. ${add('Ajouter une règle')}`,
  done: {
    saved: 'Jeton enregistré. Le changement s’applique en quelques minutes.',
    disabled: 'Jeton désactivé. Les programmes qui l’utilisent sont refusés en quelques minutes.',
    enabled: 'Jeton activé.',
    deleted: 'Jeton supprimé. Les programmes qui l’utilisent sont refusés en quelques minutes.',
  },
  gone: 'Ce jeton n’existe plus.',
  full: 'Cet espace de travail a 100 jetons de service. Supprimez-en un avant d’en créer un autre.',
  name: 'Nom',
  nameHint: 'Par exemple le programme qui l’utilisera.',
  lasts: 'Expire après',
  paths: 'Chemins',
  pathsHint: 'Un par ligne. /api ouvre /api et tout ce qui suit.',
  networks: 'Seulement depuis ces réseaux',
  networksHint:
    'Une adresse ou un réseau par ligne, par exemple 192.0.2.0/24. Laissez vide pour tous les autoriser.',
  create: 'Créer le jeton',
  save: 'Enregistrer',
  cancel: 'Annuler',
  invalid: 'Le jeton n’a pas été enregistré. Vérifiez les champs signalés.',
  refusals: {
    'not-a-name': 'Saisissez un nom de 100 caractères au plus, sur une seule ligne.',
    'made-already':
      'Ce jeton a déjà été créé : la page a été envoyée deux fois. Si vous n’avez pas copié le jeton, supprimez-le et créez-en un nouveau.',
    'too-many': 'Cet espace de travail a déjà 100 jetons de service. Supprimez-en un d’abord.',
    'changed-meanwhile': 'Une autre personne vient de renouveler ce jeton. Vérifiez-le, puis réessayez.',
  },
  made: ({ token }) => say`Jeton ${token} créé. Copiez-le maintenant. Vous ne pourrez plus le voir ensuite.`,
  rotated: ({ token }) =>
    say`Le jeton ${token} a une nouvelle valeur. Copiez-la maintenant. Vous ne pourrez plus la voir ensuite.`,
  tryIt: 'Essayer',
  shownDone: 'Je l’ai copié',
  rotate: 'Renouveler',
  rotation: 'Remplace la valeur par une nouvelle. La nouvelle dure aussi longtemps que la première.',
  overlap: 'La valeur actuelle fonctionne encore',
  atOnce: 'Plus du tout',
  disable: 'Désactiver',
  disabling: 'Les programmes qui utilisent ce jeton sont refusés jusqu’à ce que vous le réactiviez.',
  enable: 'Activer',
  enabling: 'Ce jeton est désactivé. Activez-le pour que les programmes puissent à nouveau l’utiliser.',
  delete: 'Supprimer',
  deleting:
    'Les programmes qui utilisent ce jeton sont refusés en quelques minutes. Cette action est définitive.',
  deleteThis: (token) => `Supprimer ${token}`,
}
