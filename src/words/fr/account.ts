import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved':
      'L’authentification à deux facteurs est activée, et vos nouveaux codes de récupération sont désormais valables.',
    already:
      'L’authentification à deux facteurs est déjà activée, peut-être depuis un autre onglet. Rien n’a été modifié.',
    replaced:
      'Votre nouvelle application d’authentification est désormais valable, et l’ancienne ne l’est plus. Vos autres navigateurs sont déconnectés.',
    linked: 'Associé. Vous pouvez désormais vous connecter aussi de cette façon.',
    unlinked:
      'Dissocié. Les navigateurs qui étaient connectés de cette façon sont déconnectés, sauf celui-ci.',
    'last-way': 'C’est votre seul mode de connexion, ou il est déjà dissocié. Rien n’a été modifié.',
    password: 'Votre nouveau mot de passe est désormais valable. Vos autres navigateurs sont déconnectés.',
    disabled:
      'L’authentification à deux facteurs est désactivée. Vos codes de récupération ont été supprimés aussi.',
  },
  title: 'Sécurité',
  twoFactor: 'Authentification à deux facteurs',
  on: 'Activée',
  off: 'Désactivée',
  why: 'Grâce à elle, un mot de passe volé n’ouvre rien à lui seul : la connexion demande aussi un code fourni par une application de votre téléphone. N’importe quelle application d’authentification convient. Cela prend deux minutes.',
  vouchedFor: ({ provider }) =>
    say`${provider} a demandé un second facteur lors de votre connexion, et il compte aussi ici : tant que vous venez par ce chemin, vous n’avez pas besoin de celui de Sallyport.`,
  requiredSince: ({ workspace, at }) => say`${workspace} l’exige depuis cette date : ${at}.`,
  requiredFrom: ({ workspace, at }) => say`${workspace} l’exige à partir de cette date : ${at}.`,
  enable: 'Activer l’authentification à deux facteurs',
  confirmedAt: ({ at }) => say`Application d’authentification, confirmée le ${at}.`,
  replace: 'Remplacer l’application d’authentification',
  recoveryCodes: 'Codes de récupération',
  codesLeft: (count) => `Restants : ${count}`,
  unsavedCodes:
    'Vous n’avez pas encore confirmé que vos nouveaux codes de récupération sont enregistrés. D’ici là, ils ne sont pas valables.',
  showCodes: 'Les afficher et confirmer',
  whatCodesAreFor: 'Chacun vous permet de vous connecter une fois, quand vous n’avez pas votre téléphone.',
  noCodes:
    'Vous n’en avez aucun. Si vous perdez votre téléphone, seule l’équipe qui gère cette plateforme pourra vous rendre l’accès.',
  fewCodes: 'Il en reste peu. Créez-en de nouveaux tant que vous pouvez encore vous connecter.',
  makeCodes: 'Créer des codes de récupération',
  turnOff: 'Désactiver',
  requiredByOne: ({ workspace }) =>
    say`Ce n’est pas possible tant que ${workspace} l’exige. Vous pouvez remplacer votre application d’authentification à tout moment.`,
  requiredBySeveral: ({ workspaces }) =>
    say`Ce n’est pas possible tant que ${workspaces} l’exigent. Vous pouvez remplacer votre application d’authentification à tout moment.`,
  disable: 'Désactiver l’authentification à deux facteurs',
  password: 'Mot de passe',
  changePassword: 'Changer de mot de passe',
}

export const waysIn: Words['waysIn'] = {
  title: 'Modes de connexion',
  closed:
    'L’un de vos espaces de travail n’accepte pas le mode de connexion que vous avez utilisé. Pour en associer un autre, connectez-vous d’abord par un mode que cet espace accepte, ou contactez l’assistance de la plateforme.',
  link: ({ provider }) => say`Associer ${provider}`,
  linkAnother: ({ provider }) => say`Associer un autre compte : ${provider}`,
  linkedAt: ({ at }) => say`associé le ${at}`,
  onlyWay: 'Votre seul mode de connexion',
  unlink: 'Dissocier',
  unlinkThis: (provider, who) => `Dissocier ${provider}, ${who}`,
  confirm: {
    title: 'Associer ce compte ?',
    lead: ({ provider, email }) =>
      say`Vous vous êtes connecté(e) chez ${provider}. Une fois associé, ce compte permettra de se connecter à ${email} :`,
    name: 'Nom',
    email: 'Adresse e-mail',
    unverifiedEmail: 'Adresse e-mail (non vérifiée)',
    subject: 'Identifiant du compte',
    warning:
      'Ne l’associez que s’il est à vous. Toute personne qui peut s’y connecter pourra aussi se connecter à votre compte ici.',
    submit: 'Associer ce compte',
    notMine: 'Ce n’est pas le mien',
  },
}

export const sessions: Words['sessions'] = {
  title: 'Sessions',
  ended: (span) =>
    `Session terminée. Les espaces de travail qui y étaient ouverts se ferment sous peu (délai maximal : ${span}).`,
  where: 'Où vous êtes connecté(e)',
  thisBrowser: 'Ce navigateur',
  signedInAt: ({ at }) => say`connexion le ${at}`,
  lastSeenAt: ({ at }) => say`dernière activité le ${at}`,
  how: {
    none: ({ provider }) => say`par ${provider} seulement`,
    totp: ({ provider }) => say`par ${provider}, avec une application d’authentification`,
    recovery_code: ({ provider }) => say`par ${provider}, avec un code de récupération`,
    provider: ({ provider }) => say`par ${provider}, avec son propre second facteur`,
  },
  end: 'Terminer',
  endThis: (browser) => `Terminer la session : ${browser}`,
  endOthers: 'Se déconnecter partout ailleurs',
  noOthers: 'Vous n’êtes connecté(e) nulle part ailleurs.',
}

export const password: Words['password'] = {
  title: 'Changer de mot de passe',
  consequence: 'Ensuite, vous restez connecté(e) ici, et vos autres navigateurs sont déconnectés.',
  current: 'Mot de passe actuel',
  new: 'Nouveau mot de passe',
  again: 'Nouveau mot de passe, encore une fois',
  show: 'Afficher les mots de passe',
  notRepeated: 'Les deux nouveaux mots de passe ne sont pas identiques. Saisissez-les tous de nouveau.',
  hint: `De ${PASSWORD_MIN_LENGTH} à ${PASSWORD_MAX_LENGTH} caractères. Quatre ou cinq mots que personne n’assemblerait conviennent.`,
  submit: 'Changer de mot de passe',
  problems: {
    'too-short': `Le mot de passe doit compter au moins ${PASSWORD_MIN_LENGTH} caractères.`,
    'too-long': `Le mot de passe doit compter au plus ${PASSWORD_MAX_LENGTH} caractères.`,
    common: 'C’est l’un des mots de passe les plus courants. Choisissez-en un autre.',
    'about-owner':
      'Le mot de passe ne doit pas être le nom ou l’adresse du compte, ni « Sallyport », à peine complété.',
  },
  unchanged: 'C’est déjà votre mot de passe actuel. Choisissez-en un autre.',
  wrong: 'Ce n’est pas votre mot de passe actuel. Vérifiez-le, puis saisissez à nouveau les trois.',
  overtaken:
    'Votre mot de passe vient d’être changé, peut-être dans un autre onglet. Rien n’a été modifié cette fois.',
}
