import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `Membres de ${workspace}`,
  refusals: {
    'not-an-address': 'Saisissez une adresse e-mail valide.',
    'not-a-role': 'Choisissez un rôle.',
    'not-a-member': 'Cette personne n’est plus membre.',
    'already-a-member': 'Cette personne est déjà membre. Changez son rôle dans la liste ci-dessous.',
    'not-allowed': 'Seuls les propriétaires peuvent ajouter ou retirer des propriétaires.',
    'last-owner':
      'Un espace de travail a besoin d’un propriétaire. Donnez d’abord ce rôle à un autre membre.',
    'last-enrolled-owner':
      'Cet espace de travail exige l’authentification à deux facteurs, et c’est son dernier propriétaire à l’avoir configurée. Donnez d’abord ce rôle à un autre membre qui l’a configurée.',
    'changed-meanwhile': 'Quelqu’un d’autre vient de modifier ce membre. Vérifiez la liste, puis réessayez.',
  },
  done: { put: 'Enregistré.', removed: 'Membre retiré. Son accès prend fin dans quelques minutes.' },
  noSuchAccount: ({ contact }) =>
    say`Aucun compte n’utilise cette adresse e-mail. Contactez ${contact} pour en faire créer un. Ajoutez ensuite cette personne ici.`,
  standings: {
    enrolled: 'Configurée',
    vouched: 'Second facteur chez le fournisseur',
    pending: 'Pas encore configurée',
    overdue: 'Bloqué jusqu’à la configuration',
    free: 'Non configurée',
  },
  unusedImport: 'Importée, pas encore utilisée',
  add: 'Ajouter un membre',
  accountFirst: ({ contact }) =>
    say`Vous pouvez ajouter les personnes qui ont déjà un compte sur cette plateforme. Pour les autres, contactez d’abord ${contact} pour faire créer un compte.`,
  email: 'Adresse e-mail',
  role: 'Rôle',
  save: 'Ajouter',
  standing: 'Filtrer par état',
  all: (count) => `Tous ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  find: 'Rechercher un membre',
  findHint: 'Saisissez le début de l’adresse e-mail.',
  search: 'Rechercher',
  clearSearch: 'Effacer la recherche',
  audited: 'Triés par adresse e-mail. Chaque consultation de cette liste est inscrite au journal d’audit.',
  nobody: 'Aucun membre ne correspond à ce filtre.',
  changeRole: 'Changer le rôle',
  roleOf: (member) => `Rôle de ${member}`,
  changeRoleOf: (member) => `Changer le rôle de ${member}`,
  remove: 'Retirer',
  removeThis: (member) => `Retirer ${member}`,
  removalTitle: 'Retirer un membre',
  removalQuestion: ({ email }) => say`Retirer ${email} ?`,
  removalConsequence: ({ workspace }) =>
    say`Cette personne perdra l’accès à ${workspace} dans quelques minutes. Elle garde son compte, et vous pouvez l’ajouter à nouveau à tout moment.`,
  keep: 'Annuler',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `Connexion à ${workspace}`,
  title: 'Modes de connexion',
  explanation: ({ workspace }) =>
    say`Les membres ne peuvent entrer dans ${workspace} qu’avec les modes cochés ici. Les personnes connectées autrement doivent se reconnecter. Les membres et les rôles ne changent pas. Avant d’enregistrer, demandez à tout le monde d’associer un mode autorisé sous « Sécurité ». Ensuite, seule l’équipe d’assistance de votre plateforme pourra le faire à leur place.`,
  allowed: 'Modes autorisés',
  secondFactorCounts: 'son second facteur est accepté ici',
  save: 'Enregistrer',
  none: 'Choisissez au moins un mode de connexion. Sinon, personne ne pourrait entrer.',
  own: (provider) =>
    `Vous êtes vous-même connecté(e) avec ${provider}. Pour le retirer de la liste, connectez-vous d’abord autrement.`,
  gone: 'L’un de ces modes de connexion n’est plus disponible. Choisissez à nouveau.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `Jetons d’API de ${workspace}`,
  refusals: {
    'not-a-name': 'Saisissez un nom de 100 caractères au plus, sur une seule ligne.',
    'made-already':
      'Ce jeton a déjà été créé, car le formulaire a été envoyé deux fois. Si vous n’avez pas copié le jeton, révoquez-le et créez-en un nouveau.',
    'too-many': 'Cet espace de travail a déjà 100 jetons. Révoquez-en un d’abord.',
  },
  notALifetime: (mostDays) => `Choisissez une durée de 1 à ${mostDays} jours.`,
  revoked:
    'Jeton révoqué. Il ne fonctionne plus. Les invitations qu’il a envoyées restent ouvertes. Vérifiez-les sous « Membres ».',
  make: 'Créer un jeton',
  explanation: ({ api }) =>
    say`Les programmes utilisent un jeton pour appeler l’${api('API')} au nom de cet espace de travail. Il cesse de fonctionner si vous perdez votre rôle ici.`,
  name: 'Nom',
  lasts: 'Expire après',
  submit: 'Créer',
  title: 'Jetons',
  none: 'Aucun jeton pour le moment.',
  made: ({ token }) => say`Jeton ${token} créé. Copiez-le maintenant. Vous ne pourrez plus le voir ensuite.`,
  operator: 'l’équipe d’assistance de votre plateforme',
  madeBy: ({ maker, at, endsAt }) => say`Créé par ${maker} le ${at}, expire le ${endsAt}`,
  revoke: 'Révoquer',
  revokeThis: (token) => `Révoquer ${token}`,
}
