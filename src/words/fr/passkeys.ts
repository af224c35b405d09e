import { say } from '../sentence.ts'
import type { PasskeyWords } from '../words.ts'

export const passkeys: PasskeyWords = {
  title: 'Clés d’accès',
  lead: 'Confirmez votre connexion avec votre empreinte, votre visage, le verrouillage de l’écran ou une clé de sécurité. Une clé d’accès ne fonctionne que sur ce site : personne ne peut vous la soutirer par la ruse.',
  count: (count) => `Ajoutées : ${count}`,
  why: 'Elles ne fonctionnent que sur ce site : personne ne peut vous en soutirer une par la ruse.',
  manage: 'Gérer',
  manageAll: 'Gérer les clés d’accès',
  addFirst: 'Ajouter',
  add: 'Ajouter une clé d’accès',
  addAnother: 'Ajouter une autre clé d’accès',
  none: 'Aucune clé d’accès pour le moment.',
  tooMany: (most) =>
    `Vous avez ${most} clés d’accès, ce qui est le maximum. Supprimez-en une pour en ajouter une autre.`,
  addedAt: ({ at }) => say`Ajoutée le ${at}`,
  usedAt: ({ at }) => say`Utilisée pour la dernière fois le ${at}`,
  neverUsed: 'Pas encore utilisée',
  synced: 'Synchronisée',
  notSynced: 'Sur un seul appareil',
  elsewhere:
    'Cette clé d’accès a été créée pour une ancienne adresse de ce site. Elle ne fonctionne plus ici.',
  ofThisSession: 'Utilisée pour cette connexion',
  rename: 'Renommer',
  renameThis: (name) => `Renommer ${name}`,
  name: 'Nom',
  save: 'Enregistrer',
  remove: 'Supprimer',
  removeThis: (name) => `Supprimer ${name}`,
  removeTitle: 'Supprimer cette clé d’accès ?',
  removeConsequence:
    'Vous ne pourrez plus confirmer votre connexion avec elle. Les autres navigateurs qui l’ont utilisée seront déconnectés. Supprimez-la aussi de votre appareil ou de votre gestionnaire de mots de passe.',
  removeHere:
    'Vous l’avez utilisée pour cette connexion. Pour modifier vos paramètres, il vous faudra un autre second facteur.',
  removeLastOne:
    'C’est votre dernière clé d’accès. Un espace de travail qui exige une clé d’accès ne s’ouvrira plus tant que vous n’en ajoutez pas une autre.',
  removeLastFactor:
    'C’est votre seul second facteur. Sans elle, l’authentification à deux facteurs est désactivée et vos codes de récupération sont supprimés.',
  keep: 'La garder',
  requiredByOne: ({ workspace }) =>
    say`Vous ne pouvez pas la supprimer tant que ${workspace} exige l’authentification à deux facteurs, car c’est votre seul second facteur. Ajoutez d’abord une autre clé d’accès ou une application d’authentification.`,
  requiredBySeveral: ({ workspaces }) =>
    say`Vous ne pouvez pas la supprimer tant que ${workspaces} exigent l’authentification à deux facteurs, car c’est votre seul second facteur. Ajoutez d’abord une autre clé d’accès ou une application d’authentification.`,
  done: {
    added: 'La clé d’accès a été ajoutée. Vous pouvez l’utiliser dès maintenant.',
    renamed: 'Le nom a été enregistré.',
    removed: 'La clé d’accès a été supprimée.',
    unknown: 'Rien n’a été modifié. Cette clé d’accès était déjà supprimée, peut-être dans un autre onglet.',
    required:
      'Rien n’a été modifié. C’est votre seul second facteur, et l’un de vos espaces de travail en exige un. Ajoutez-en d’abord un autre.',
  },
  back: 'Retour à « Sécurité »',
  usePasskey: 'Utiliser une clé d’accès',
  useApp: 'Utiliser une application d’authentification',
  useAppInstead: 'Utiliser plutôt une application d’authentification',
  use: 'Utiliser votre clé d’accès',
  useAnother: 'Utiliser votre clé d’accès ou votre application d’authentification',
  useOrCode: (digits) =>
    `Utilisez votre clé d’accès. Ou saisissez le code à ${digits} chiffres de votre application d’authentification, ou un code de récupération.`,
  useOrRecovery:
    'Utilisez votre clé d’accès. Ou saisissez l’un des codes de récupération que vous avez enregistrés.',
  useOnly: 'Utilisez votre clé d’accès pour continuer.',
  whyOnly: ({ workspace }) => say`${workspace} exige ici une clé d’accès, car elle résiste à l’hameçonnage.`,
  notHere: 'Votre clé d’accès n’est pas ici ?',
  notHereWay:
    'Confirmez autrement que c’est bien vous. Ajoutez ensuite une clé d’accès sur cet appareil et continuez.',
  toContinue: ({ workspace }) =>
    say`Ajoutez une clé d’accès utilisable sur cet appareil. Vous irez ensuite directement à ${workspace}.`,
  noScript:
    'Les clés d’accès ont besoin de JavaScript. Activez-le dans votre navigateur pour en utiliser une.',
  unsupported:
    'Ce navigateur ne prend pas en charge les clés d’accès. Utilisez un autre navigateur ou une version plus récente.',
  script: {
    waiting: 'Suivez les étapes affichées par votre navigateur.',
    sending: 'Un instant…',
    notAdded:
      'Aucune clé d’accès n’a été ajoutée. Vous avez annulé, ou cela a pris trop de temps. Réessayez quand vous voulez.',
    notUsed:
      'Cela n’a pas fonctionné. Vous avez annulé, ou votre clé d’accès n’est pas sur cet appareil. Réessayez, ou choisissez un autre moyen.',
    timedOut: 'Cela a pris trop de temps. Réessayez.',
    alreadyHere:
      'Votre compte a déjà une clé d’accès sur cet appareil. Utilisez un autre appareil ou une clé de sécurité.',
    notAllowed:
      'Votre navigateur n’autorise pas les clés d’accès ici. Ouvrez cette page dans un onglet à part.',
    unable:
      'Cet appareil ne peut pas créer de clé d’accès pour ce site. Utilisez un autre appareil ou une clé de sécurité.',
    unreachable: 'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
    failed: 'Cela n’a pas fonctionné. Rechargez la page, puis réessayez.',
  },
  refusals: {
    unreadable: 'La réponse de votre navigateur est illisible. Réessayez, ou utilisez un autre navigateur.',
    expired: 'Cela a pris plus de cinq minutes, ou a été envoyé deux fois. Réessayez.',
    elsewhere:
      'Cette clé d’accès appartient à un autre site ou à une autre adresse. Utilisez-en une que vous avez ajoutée ici.',
    unknown:
      'Cette clé d’accès n’est pas associée à votre compte. Elle a peut-être été supprimée. Utilisez-en une autre.',
    unproved: 'Cette clé d’accès n’a pas pu être vérifiée. Réessayez, ou utilisez-en une autre.',
    changed:
      'Ce n’est pas la clé d’accès que vous avez ajoutée. Utilisez-en une autre, puis supprimez celle-ci.',
    alreadyAdded: 'Cette clé d’accès est déjà utilisée. Utilisez un autre appareil ou une clé de sécurité.',
    unusable:
      'Ce type de clé d’accès n’est pas pris en charge. Utilisez un autre appareil ou une clé de sécurité.',
    noPasskey: 'Votre compte n’a pas de clé d’accès pour ce site. Choisissez un autre moyen.',
    badName: (most) => `Saisissez un nom de 1 à ${most} caractères.`,
  },
}
