import { say } from '../sentence.ts'
import type { OutsideWords } from '../words.ts'

const links: OutsideWords['links'] = {
  signOut: 'Se déconnecter',
  tryAgain: 'Réessayer',
  yourWorkspaces: 'Vos espaces de travail',
}

const gate: OutsideWords['gate'] = {
  unknownHost: {
    title: 'Aucun espace de travail n’a cette adresse',
    message: 'Demandez à la personne qui vous a donné le lien, ou partez de vos espaces de travail.',
  },
  nothingHere: 'Page introuvable',
  reserved:
    'Les adresses qui commencent par /.sallyport/ sont réservées à la connexion. Celle-ci n’existe pas.',
  toFrontPage: 'Aller à la page d’accueil',
  closedWay: 'Ce lien ne fonctionne plus',
  closedWayMeans:
    'Il fonctionne une seule fois, pendant une minute, et uniquement dans le navigateur où vous l’avez ouvert. Ce navigateur doit accepter les cookies. Utilisez le bouton pour réessayer.',
  framed: 'Cette partie ne peut pas être affichée',
  framedMeans: (workspace) =>
    `Vous devez peut-être vous reconnecter. Ce n’est pas possible à l’intérieur d’une autre page. Ouvrez ${workspace} dans toute la fenêtre.`,
  signOutFramed: 'Vous ne pouvez vous déconnecter que dans toute la fenêtre.',
  open: (workspace) => `Ouvrir ${workspace}`,
  stepUpTitle: (workspace) => `${workspace} vous demande de confirmer que c’est bien vous`,
  stepUpMeans: 'Pour votre sécurité, confirmez d’abord que c’est bien vous. Vous reviendrez ensuite ici.',
  stepUpForm:
    'Ce que vous avez envoyé n’a pas été accepté. Confirmez d’abord que c’est bien vous, puis envoyez de nouveau le formulaire.',
  stepUp: 'Confirmer que c’est bien vous',
  originTimeout: (workspace) => `${workspace} met trop de temps à répondre`,
  originUnreachable: (workspace) => `${workspace} est injoignable`,
  originFailed: 'Le service ne répond pas. Réessayez dans quelques minutes.',
  connectionLost: 'La connexion a été interrompue',
  connectionLostMeans: (workspace) =>
    `Elle s’est coupée avant la réponse de ${workspace}. Ce que vous avez envoyé n’a peut-être pas été enregistré. Vérifiez avant de l’envoyer à nouveau.`,
  roleRequired: 'Vous ne pouvez pas ouvrir cette page',
  roleRequiredMeans: (workspace) =>
    `Seuls certains rôles de ${workspace} peuvent l’ouvrir. Un administrateur peut changer votre rôle.`,
}

const trouble: OutsideWords['trouble'] = {
  incident: ({ number }) =>
    say`Si cela se reproduit, communiquez à l’équipe d’assistance de votre plateforme le numéro d’incident ${number}.`,
  out_of_service: {
    title: 'Ce service est indisponible pour le moment',
    message:
      'Personne ne peut se connecter tant que l’opérateur ne l’a pas réparé. Le journal indique ce qui manque ou ce qui est incorrect.',
  },
  store_unavailable: {
    title: 'La base de données est injoignable',
    message:
      'D’ici là, personne ne peut se connecter. Ce que vous avez envoyé n’a peut-être pas été enregistré. Réessayez dans une minute.',
  },
  internal_error: {
    title: 'Une erreur s’est produite',
    message: 'L’erreur vient de nous. Réessayez.',
  },
}

export const outside: OutsideWords = {
  code: 'fr',
  direction: 'ltr',
  links,
  gate,
  trouble,
}
