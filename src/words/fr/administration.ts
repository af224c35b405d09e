import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `Membres : ${workspace}`,
  refusals: {
    'not-an-address': 'Ce n’est pas une adresse e-mail.',
    'not-a-role': 'Choisissez l’un des rôles.',
    'no-such-account':
      'Aucun compte n’a cette adresse. Les comptes sont créés par l’équipe qui gère la plateforme.',
    'not-a-member': 'Cette personne n’est plus membre.',
    'already-a-member': 'Cette personne est déjà membre. Changez son rôle dans la liste.',
    'not-allowed': 'Seul un propriétaire peut donner ou retirer le rôle de propriétaire.',
    'last-owner':
      'Un espace de travail a besoin d’un propriétaire. Donnez d’abord ce rôle à un autre membre.',
    'last-enrolled-owner':
      'C’est le dernier propriétaire ayant l’authentification à deux facteurs, et cet espace de travail l’exige. Donnez d’abord ce rôle à un autre membre qui l’a configurée.',
    'changed-meanwhile': 'Entre-temps, quelqu’un d’autre a modifié ce membre. Regardez à nouveau.',
  },
  done: { put: 'Enregistré.', removed: 'Retiré. L’accès se ferme en quelques minutes.' },
  standings: {
    enrolled: 'Configurée',
    vouched: 'Second facteur chez leur fournisseur',
    pending: 'Pas encore configurée',
    overdue: 'Accès bloqué d’ici à la configuration',
    free: 'Non configurée',
  },
  add: 'Ajouter un membre',
  email: 'Adresse e-mail',
  role: 'Rôle',
  save: 'Ajouter',
  standing: 'État',
  all: (count) => `Tous ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  audited: 'Chaque consultation de cette liste est inscrite au journal.',
  nobody: 'Personne ici.',
  changeRole: 'Changer de rôle',
  roleOf: (member) => `Rôle de ${member}`,
  changeRoleOf: (member) => `Changer de rôle : ${member}`,
  remove: 'Retirer',
  removeThis: (member) => `Retirer ${member}`,
  removalTitle: 'Retirer un membre',
  removalQuestion: ({ email }) => say`Retirer ${email} ?`,
  removalConsequence: ({ workspace }) =>
    say`L’accès de cette personne à ${workspace} se ferme en quelques minutes. Son compte demeure, et vous pourrez l’ajouter à nouveau à tout moment.`,
  keep: 'Garder',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `Connexion : ${workspace}`,
  title: 'Modes de connexion',
  explanation: ({ workspace }) =>
    say`Les membres n’accèdent à ${workspace} que par ce qui est coché ici. Qui est entré par un autre mode doit se reconnecter ; les appartenances et les rôles demeurent. Demandez d’abord à tout le monde d’associer un mode autorisé, sous « Sécurité » : une fois l’enregistrement fait, seule l’équipe qui gère la plateforme pourra le faire à leur place.`,
  allowed: 'Autorisés',
  secondFactorCounts: 'son propre second facteur compte ici',
  save: 'Enregistrer',
  none: 'Choisissez au moins un mode : sinon, personne ne pourrait entrer.',
  own: (provider) =>
    `Vous êtes vous-même entré(e) par ${provider}. Pour l’exclure, connectez-vous d’abord autrement.`,
  gone: 'L’un de ces modes n’est plus configuré. Choisissez à nouveau.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `Jetons d’API : ${workspace}`,
  refusals: {
    'not-a-name': 'Donnez-lui un nom de 100 caractères au plus, sur une ligne.',
    'made-already':
      'Ce jeton est déjà créé : la page a été envoyée deux fois. Si vous ne l’avez pas copié, révoquez-le et créez-en un autre.',
    'too-many': 'Cet espace de travail a cent jetons. Révoquez-en un d’abord.',
  },
  notALifetime: (mostDays) => `Choisissez sa durée de validité : de 1 à ${mostDays} jours.`,
  revoked: 'Révoqué. Il n’ouvre plus rien.',
  make: 'Créer un jeton',
  explanation: ({ api }) =>
    say`Pour les programmes qui utilisent l’${api('API')} au nom de cet espace de travail. Il prend fin avec votre rôle ici.`,
  name: 'Nom',
  lasts: 'Validité',
  submit: 'Créer',
  title: 'Jetons',
  none: 'Il n’y en a aucun.',
  made: ({ token }) => say`${token} est créé. Copiez-le maintenant : il n’est affiché que cette fois-ci.`,
  operator: 'l’équipe qui gère la plateforme',
  madeBy: ({ maker, at, endsAt }) => say`Créé par ${maker} le ${at}, prend fin le ${endsAt}`,
  revoke: 'Révoquer',
  revokeThis: (token) => `Révoquer ${token}`,
}

export const audit: Words['audit'] = {
  titleOf: (workspace) => `Journal : ${workspace}`,
  actions: {
    'workspace.put': 'Espace de travail créé ou modifié',
    'workspace.entered': 'Entrée',
    'workspace.refused': 'Accès refusé',
    'prompt.deferred': 'Rappel demandé pour plus tard',
    'policy.changed': 'Règle modifiée',
    'providers.changed': 'Modes de connexion modifiés',
    'appearance.changed': 'Nom ou couleur modifiés',
    'logo.changed': 'Logo modifié',
    'logo.removed': 'Logo retiré',
    'member.put': 'Membre ajouté ou rôle changé',
    'member.removed': 'Membre retiré',
    'members.viewed': 'Liste des membres consultée',
    'token.created': 'Jeton d’API créé',
    'token.revoked': 'Jeton d’API révoqué',
  },
  nothing: 'Il ne s’est encore rien passé.',
  older: 'Plus anciens',
  from: ({ ip }) => say`depuis ${ip}`,
  chained: 'Chaque entrée porte l’empreinte de la précédente.',
  export: 'Tout exporter',
}
