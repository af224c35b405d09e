import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Connexion',
  toContinueTo: ({ workspace }) => say`pour continuer vers ${workspace}`,
  fresh: 'Pour votre sécurité, connectez-vous à nouveau avant de modifier la façon dont vous vous connectez.',
  expired: 'Cela a pris trop de temps. Veuillez vous reconnecter.',
  alreadySignedIn: ({ email, goOn }) =>
    say`Vous êtes connecté(e) en tant que ${email}. ${goOn('Continuez')}, ou connectez-vous avec un autre compte.`,
  wrongCredentials: 'Adresse e-mail ou mot de passe incorrect.',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  forgotten: ({ contact }) => say`Mot de passe oublié ? Contactez ${contact} pour en obtenir un nouveau.`,
  forgottenLink: 'Mot de passe oublié ?',
  passwordChosen: 'Votre mot de passe a été changé. Connectez-vous avec le nouveau.',
  noWay:
    'Aucun mode de connexion n’est disponible pour cet espace de travail en ce moment. Contactez l’un de ses administrateurs.',
  otherWays: 'Autres modes de connexion',
  or: 'ou',
  anotherAccount: ({ provider }) => say`Utiliser un autre compte ${provider}`,
  continueWith: ({ provider }) => say`Continuer avec ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'Déconnexion',
  question: 'Se déconnecter ?',
  consequence: ({ email }) =>
    say`Vous êtes connecté(e) en tant que ${email}. Vous serez déconnecté(e) de tous les espaces de travail dans ce navigateur.`,
  submit: 'Se déconnecter',
  stay: 'Rester connecté(e)',
  doneTitle: 'Déconnexion effectuée',
  done: 'Vous êtes déconnecté(e)',
  closing: (span) =>
    `Les espaces de travail que vous avez utilisés peuvent encore fonctionner dans ce navigateur pendant ${span} au plus. Ensuite, ils vous demanderont de vous connecter.`,
  atProvider: ({ provider, signOut }) =>
    say`Vous êtes peut-être encore connecté(e) à ${provider}. Sur un appareil partagé, ${signOut(say`déconnectez-vous aussi de ${provider}`)}.`,
  stillAtProvider: ({ provider }) =>
    say`Vous êtes peut-être encore connecté(e) à ${provider}. Sur un appareil partagé, déconnectez-vous aussi de ce service.`,
  signIn: 'Se connecter',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `Vous n’avez pas terminé la connexion avec ${provider}. Réessayez, ou connectez-vous autrement.`,
  unavailable: (provider) =>
    `${provider} est injoignable pour le moment. Réessayez dans une minute, ou connectez-vous autrement.`,
  'not-completed': (provider) =>
    `La connexion avec ${provider} n’a pas fonctionné. Elle a peut-être pris trop de temps, ou commencé dans un autre onglet ou navigateur. Réessayez.`,
  throttled: (provider) =>
    `Trop de connexions avec ${provider} ont échoué depuis votre réseau. Attendez une minute, puis réessayez.`,
  'not-fresh': (provider) =>
    `Pour cette étape, ${provider} devait vous demander de vous reconnecter, mais ne l’a pas fait. Déconnectez-vous de ${provider}, puis réessayez.`,
  'no-account': (provider, contact) =>
    `Vous vous êtes connecté(e) avec ${provider}, mais vous n’avez pas encore de compte ici. Pour en obtenir un, contactez ${contact}.`,
  'address-taken': (provider, contact) =>
    `Un compte avec votre adresse e-mail existe déjà. Connectez-vous comme auparavant, puis associez ${provider} sous « Sécurité ». Ou contactez ${contact}.`,
  'address-unusable': (provider, contact) =>
    `${provider} ne nous a pas donné d’adresse e-mail vérifiée : vous ne pouvez donc pas vous connecter ainsi. Contactez ${contact}.`,
  'already-linked': (provider) =>
    `Ce compte ${provider} est associé à un autre compte ici. Dissociez-le d’abord de ce compte, ou utilisez un autre compte ${provider}.`,
  'link-ended': (provider) =>
    `${provider} n’a pas été associé. Vous vous êtes connecté(e) ou déconnecté(e) entre-temps, ou cela a pris plus de dix minutes. Réessayez.`,
}
