import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'Connexion',
  toContinueTo: ({ workspace }) => say`pour continuer vers ${workspace}`,
  fresh:
    'Pour votre sécurité, connectez-vous encore une fois avant de modifier votre façon de vous connecter.',
  expired: 'Cela a pris un certain temps. Veuillez vous reconnecter.',
  alreadySignedIn: ({ email, goOn }) =>
    say`Vous êtes connecté(e) avec ${email}. ${goOn('Continuer')}, ou connectez-vous avec un autre compte.`,
  wrongCredentials:
    'L’adresse e-mail et le mot de passe ne correspondent pas. Vérifiez les deux, puis réessayez.',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  forgotten: ({ contact }) => say`Mot de passe oublié ? Demandez-en un nouveau ici : ${contact}.`,
  noWay:
    'Aucun mode de connexion n’est ouvert pour cet espace de travail. Adressez-vous à l’un de ses admins.',
  otherWays: 'Autres modes de connexion',
  or: 'ou',
  anotherAccount: ({ provider }) => say`Utiliser un autre compte ${provider}`,
  continueWith: ({ provider }) => say`Continuer avec ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'Déconnexion',
  question: 'Se déconnecter ?',
  consequence: ({ email }) =>
    say`Vous êtes connecté(e) avec ${email}. La déconnexion met fin à l’accès de ce navigateur à tous les espaces de travail.`,
  submit: 'Se déconnecter',
  stay: 'Rester connecté(e)',
  doneTitle: 'Déconnexion effectuée',
  done: 'Vous êtes déconnecté(e)',
  closing: (span) =>
    `Les onglets d’autres espaces de travail peuvent encore fonctionner un moment (délai maximal : ${span}). Ensuite, ils vous demandent de vous connecter.`,
  atProvider: ({ provider, signOut }) =>
    say`Vous êtes peut-être encore connecté(e) auprès de ${provider}. Sur un ordinateur partagé, ${signOut(say`déconnectez-vous aussi de ${provider}`)}.`,
  stillAtProvider: ({ provider }) =>
    say`Vous êtes peut-être encore connecté(e) auprès de ${provider}. Sur un ordinateur partagé, déconnectez-vous aussi de ce service.`,
  signIn: 'Se connecter',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `La connexion auprès de ${provider} n’a pas été terminée. Réessayez, ou choisissez un autre mode de connexion.`,
  unavailable: (provider) =>
    `${provider} est injoignable pour le moment. Réessayez dans une minute, ou choisissez un autre mode de connexion.`,
  'not-completed': (provider) =>
    `La connexion avec ${provider} n’a pas abouti. Cela arrive lorsqu’elle a pris du temps, ou qu’elle a été commencée dans un autre onglet ou navigateur. Réessayez.`,
  throttled: (provider) =>
    `Trop de connexions avec ${provider} depuis votre réseau n’ont pas abouti. Attendez une minute, puis réessayez.`,
  'not-fresh': (provider) =>
    `Pour la suite, ${provider} doit vérifier à nouveau votre identité et ne l’a pas fait. Déconnectez-vous là-bas, puis réessayez.`,
  'no-account': (provider, contact) =>
    `${provider} vous connaît, mais il n’y a pas encore de compte pour vous ici. Pour en obtenir un, contactez ${contact}.`,
  'address-taken': (provider, contact) =>
    `Il existe déjà un compte avec votre adresse e-mail, que ${provider} ne peut pas ouvrir seul. Connectez-vous comme auparavant et associez ${provider} sous « Sécurité » ; ou contactez ${contact}.`,
  'address-unusable': (provider, contact) =>
    `${provider} n’a pas fourni d’adresse e-mail utilisable ici : elle doit y avoir été vérifiée. Contactez ${contact}.`,
  'already-linked': (provider) =>
    `Cette connexion auprès de ${provider} appartient ici à un autre compte. Dissociez-la d’abord de celui-ci, ou connectez-vous auprès de ${provider} avec un autre compte.`,
  'link-ended': (provider) =>
    `Rien n’a été associé : vous vous êtes connecté(e) ou déconnecté(e) en allant vers ${provider}, ou cela a pris plus de dix minutes. Réessayez.`,
}
