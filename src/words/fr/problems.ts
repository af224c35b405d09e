import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Ce formulaire vient d’un autre site',
    message: 'Pour votre sécurité, seuls les formulaires de nos propres pages sont acceptés.',
  },
  'stale-form': {
    title: 'Cette page n’est plus à jour',
    message:
      'Vous vous êtes peut-être connecté(e) ou déconnecté(e) dans un autre onglet, ou votre session a expiré. Rien n’a été modifié. Si cela se reproduit, autorisez les cookies dans votre navigateur : sans eux, la connexion est impossible.',
  },
  'not-a-form': {
    title: 'Cette requête est illisible',
    message: 'Son format n’est pas accepté à cette adresse. Utilisez le formulaire de la page.',
  },
  'too-large': {
    title: 'Ce formulaire est trop volumineux',
    message: 'Un formulaire peut faire 64 KiB au plus. Rien n’a été modifié.',
  },
  'too-many-changes': {
    title: 'Trop de modifications',
    message:
      'Vous avez modifié vos paramètres de connexion trop souvent en une heure. Rien n’a été modifié cette fois. Réessayez dans une heure.',
  },
  'not-found': {
    title: 'Page introuvable',
    message: 'Vérifiez l’adresse. Il se peut aussi que la page n’existe plus.',
  },
  'wrong-method': {
    title: 'Cela ne fonctionne pas ici',
    message:
      'Cette adresse ne peut pas être utilisée ainsi. Rien n’a été modifié. Recommencez depuis vos espaces de travail.',
  },
  'admins-only': {
    title: 'Seuls les administrateurs peuvent ouvrir cette page',
    message:
      'Vous êtes membre de cet espace de travail. Ses propriétaires et administrateurs peuvent modifier ses paramètres ou vous donner le rôle d’administrateur.',
  },
  'other-way': {
    title: 'Connectez-vous autrement pour ouvrir ces paramètres',
    message:
      'Cet espace de travail n’autorise pas le mode de connexion que vous avez utilisé. Connectez-vous avec un mode autorisé, puis revenez.',
  },
  'ways-closed': {
    title: 'Connectez-vous d’abord autrement',
    message:
      'L’un de vos espaces de travail n’accepte pas le mode de connexion que vous avez utilisé. Pour en associer un autre, connectez-vous d’abord avec un mode que cet espace accepte, ou contactez l’équipe d’assistance de votre plateforme.',
  },
  framed: {
    title: 'Ouvrez cette page dans son propre onglet',
    message:
      'Pour votre sécurité, vous ne pouvez pas vous connecter à l’intérieur d’une autre page. Ouvrez cette adresse dans un nouvel onglet.',
  },
  'unknown-host': {
    title: 'Aucun espace de travail n’a cette adresse',
    message: 'Demandez à la personne qui vous a donné le lien, ou partez de vos espaces de travail.',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'Page introuvable',
  reserved:
    'Les adresses qui commencent par /.sallyport/ sont réservées à la connexion. Celle-ci n’existe pas.',
  toFrontPage: 'Aller à la page d’accueil',
  closedWay: 'Ce lien ne fonctionne plus',
  closedWayMeans:
    'Il fonctionne une seule fois, pendant une minute, et uniquement dans le navigateur où vous l’avez ouvert. Ce navigateur doit accepter les cookies. Utilisez le bouton pour réessayer.',
  enter: (workspace) => `Ouvrir ${workspace}`,
  framed: 'Cette partie ne peut pas être affichée',
  framedMeans: (workspace) =>
    `Vous devez peut-être vous reconnecter. Ce n’est pas possible à l’intérieur d’une autre page. Ouvrez ${workspace} dans toute la fenêtre.`,
  signOutFramed: 'Vous ne pouvez vous déconnecter que dans toute la fenêtre.',
  open: (workspace) => `Ouvrir ${workspace}`,
  stepUpTitle: (workspace) => `${workspace} vous demande de confirmer que c’est bien vous`,
  stepUpMeans:
    'Pour votre sécurité, cette page demande une confirmation plus récente. Vous reviendrez ensuite ici.',
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
  passkeyNeeded: 'Cette page demande une clé d’accès',
  passkeyNeededMeans: (workspace) =>
    `${workspace} n’accepte ici qu’une clé d’accès. Vous vous êtes connecté(e) d’une autre façon.`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) =>
    say`Si cela se reproduit, communiquez à l’équipe d’assistance de votre plateforme le numéro d’incident ${number}.`,
  not_configured: {
    title: 'Ce service n’est pas configuré',
    message: 'Un paramètre est absent ou non valide. Le journal indique lequel.',
  },
  not_migrated: {
    title: 'La base de données n’est pas migrée',
    message:
      'Le service est installé, mais ses tables sont absentes ou ne sont plus à jour. L’opérateur doit appliquer les migrations.',
  },
  unknown_master_key: {
    title: 'Les clés de chiffrement ne peuvent pas être ouvertes',
    message:
      'MASTER_KEY n’est pas la clé avec laquelle elles ont été chiffrées. L’opérateur doit rétablir la bonne.',
  },
  missing_key: {
    title: 'Une clé de chiffrement est absente',
    message:
      'Vos données sont chiffrées avec une clé absente de la base de données. L’opérateur trouvera son nom dans le journal.',
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
