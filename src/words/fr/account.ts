import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved':
      'L’authentification à deux facteurs est activée. Vos codes de récupération sont prêts à être utilisés.',
    already:
      'L’authentification à deux facteurs est déjà activée. Vous l’avez peut-être activée dans un autre onglet. Rien n’a été modifié.',
    replaced:
      'Votre nouvelle application d’authentification est active. L’ancienne ne fonctionne plus. Vos autres navigateurs ont été déconnectés.',
    'app-added':
      'Votre application d’authentification a été ajoutée. Vous pouvez utiliser ses codes dès maintenant.',
    'app-works': 'Votre application d’authentification fonctionne.',
    'app-removed': 'Votre application d’authentification a été supprimée. Ses codes ne fonctionnent plus.',
    linked: 'Associé. Vous pouvez maintenant aussi vous connecter de cette façon.',
    unlinked: 'Dissocié. Les autres navigateurs connectés de cette façon ont été déconnectés.',
    'last-way': 'Rien n’a été modifié. C’est votre seul mode de connexion, ou il était déjà dissocié.',
    password: 'Votre mot de passe a été changé. Vos autres navigateurs ont été déconnectés.',
    disabled:
      'L’authentification à deux facteurs est désactivée. Vos codes de récupération ont été supprimés.',
    address:
      'Votre adresse e-mail a été changée. Connectez-vous désormais avec elle. Vos autres navigateurs ont été déconnectés.',
  },
  title: 'Sécurité',
  twoFactor: 'Authentification à deux facteurs',
  isOn: 'L’authentification à deux facteurs est activée.',
  on: 'Activée',
  off: 'Désactivée',
  why: 'Ajoutez une deuxième étape à la connexion : une clé d’accès ou un code fourni par une application de votre téléphone. Un mot de passe volé ne suffit alors plus. La configuration prend deux minutes.',
  vouchedFor: ({ provider }) =>
    say`Vous avez utilisé un second facteur en vous connectant avec ${provider}. Cela suffit aussi ici. Tant que vous vous connectez ainsi, vous n’avez pas besoin d’en configurer un.`,
  requiredSince: ({ workspace, at }) =>
    say`${workspace} exige l’authentification à deux facteurs depuis le ${at}.`,
  requiredFrom: ({ workspace, at }) =>
    say`${workspace} exigera l’authentification à deux facteurs à partir du ${at}.`,
  enable: 'Activer l’authentification à deux facteurs',
  authenticatorApp: 'Application d’authentification',
  confirmedAt: ({ at }) => say`Ajoutée le ${at}`,
  replace: 'Remplacer l’application d’authentification',
  recoveryCodes: 'Codes de récupération',
  codesLeft: (count) => `Restants : ${count}`,
  unsavedCodes:
    'Vos nouveaux codes de récupération ne fonctionnent pas encore. Confirmez d’abord que vous les avez enregistrés.',
  showCodes: 'Afficher et confirmer',
  whatCodesAreFor:
    'Utilisez-en un pour vous connecter sans votre téléphone. Chaque code fonctionne une seule fois.',
  noCodes:
    'Vous n’avez aucun code de récupération. Si vous perdez votre téléphone, seule l’équipe d’assistance de votre plateforme pourra vous rendre l’accès.',
  fewCodes: 'Il vous en reste peu. Créez de nouveaux codes tant que vous pouvez encore vous connecter.',
  makeCodes: 'Créer des codes de récupération',
  newCodes: 'Nouveaux codes',
  requiredByOne: ({ workspace }) =>
    say`Vous ne pouvez pas la désactiver tant que ${workspace} l’exige. Vous pouvez remplacer votre application d’authentification à tout moment.`,
  requiredBySeveral: ({ workspaces }) =>
    say`Vous ne pouvez pas la désactiver tant que ${workspaces} l’exigent. Vous pouvez remplacer votre application d’authentification à tout moment.`,
  disable: 'Désactiver l’authentification à deux facteurs',
  address: 'Adresse e-mail',
  changeAddress: 'Changer l’adresse e-mail',
  addressWaits: ({ address }) => say`Vous devez encore confirmer ${address}.`,
  password: 'Mot de passe',
  change: 'Changer',
  changePassword: 'Changer de mot de passe',
}

export const waysIn: Words['waysIn'] = {
  title: 'Modes de connexion',
  closed:
    'L’un de vos espaces de travail n’accepte pas le mode de connexion que vous avez utilisé. Pour en associer un autre, connectez-vous d’abord avec un mode que cet espace accepte, ou contactez l’équipe d’assistance de votre plateforme.',
  link: ({ provider }) => say`Associer ${provider}`,
  linkAnother: ({ provider }) => say`Associer un autre compte ${provider}`,
  linkedAt: ({ at }) => say`associé le ${at}`,
  onlyWay: 'Votre seul mode de connexion',
  unlink: 'Dissocier',
  unlinkThis: (provider, who) => `Dissocier ${provider}, ${who}`,
  confirm: {
    title: 'Associer ce compte ?',
    lead: ({ provider, email }) =>
      say`Vous vous êtes connecté(e) à ${provider} avec le compte ci-dessous. Si vous l’associez, vous pourrez l’utiliser pour vous connecter en tant que ${email}.`,
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
    `Déconnexion effectuée. Les espaces de travail qui y étaient ouverts se ferment d’ici ${span}.`,
  where: 'Où vous êtes connecté(e)',
  thisBrowser: 'Ce navigateur',
  signedInAt: ({ at }) => say`connexion le ${at}`,
  lastSeenAt: ({ at }) => say`dernière activité le ${at}`,
  how: {
    none: ({ provider }) => say`${provider} seulement`,
    totp: ({ provider }) => say`${provider} avec une application d’authentification`,
    recovery_code: ({ provider }) => say`${provider} avec un code de récupération`,
    passkey: ({ provider }) => say`${provider} avec une clé d’accès`,
    provider: ({ provider }) => say`${provider} avec un second facteur de ce service`,
  },
  end: 'Déconnecter',
  endThis: (browser) => `Déconnecter ${browser}`,
  endOthers: 'Se déconnecter partout ailleurs',
  noOthers: 'Vous n’êtes connecté(e) nulle part ailleurs.',
}

export const password: Words['password'] = {
  title: 'Changer de mot de passe',
  consequence: 'Vous resterez connecté(e) ici. Vos autres navigateurs seront déconnectés.',
  current: 'Mot de passe actuel',
  new: 'Nouveau mot de passe',
  again: 'Confirmer le nouveau mot de passe',
  show: 'Afficher les mots de passe',
  notRepeated:
    'Les nouveaux mots de passe ne correspondent pas. Saisissez à nouveau les trois mots de passe.',
  hint: `De ${PASSWORD_MIN_LENGTH} à ${PASSWORD_MAX_LENGTH} caractères. Essayez quatre ou cinq mots sans rapport entre eux.`,
  submit: 'Changer de mot de passe',
  problems: {
    'too-short': `Utilisez au moins ${PASSWORD_MIN_LENGTH} caractères.`,
    'too-long': `Utilisez au plus ${PASSWORD_MAX_LENGTH} caractères.`,
    common: 'Ce mot de passe est trop courant. Choisissez-en un autre.',
    'about-owner':
      'Ce mot de passe est trop facile à deviner. Évitez votre nom, votre adresse e-mail et le nom de ce service.',
  },
  unchanged: 'C’est déjà votre mot de passe actuel. Choisissez-en un nouveau.',
  wrong: 'Ce n’est pas votre mot de passe actuel. Saisissez à nouveau les trois mots de passe.',
  overtaken:
    'Votre mot de passe vient d’être changé, peut-être dans un autre onglet. Rien n’a été modifié cette fois.',
}
