import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const problems: Words['problems'] = {
  'foreign-form': {
    title: 'Ce formulaire venait d’ailleurs',
    message: 'Seuls les formulaires des pages de Sallyport sont acceptés.',
  },
  'stale-form': {
    title: 'Cette page n’était plus à jour',
    message:
      'Depuis son ouverture, vous vous êtes connecté(e) ou déconnecté(e), peut-être dans un autre onglet, ou votre session est terminée ; ou bien ce navigateur ne garde pas les cookies, sans lesquels personne ne peut se connecter. Rien n’a été modifié.',
  },
  'not-a-form': {
    title: 'Ceci n’est pas un formulaire',
    message: 'La requête a un type de média que cette adresse n’accepte pas.',
  },
  'too-large': {
    title: 'C’était trop',
    message: 'Un formulaire fait ici 64 KiB au plus. Rien n’a été modifié.',
  },
  'too-many-changes': {
    title: 'Trop de modifications',
    message:
      'Vous avez modifié votre connexion de nombreuses fois en une heure. Cette fois, rien n’a été modifié. Réessayez dans une heure.',
  },
  'not-found': {
    title: 'Il n’y a rien ici',
    message: 'L’adresse est peut-être mal saisie, ou ce qui se trouvait ici n’existe plus.',
  },
  'wrong-method': {
    title: 'Cela ne fonctionne pas ici',
    message:
      'Cette adresse ne peut pas être utilisée ainsi. Rien n’a été modifié. Recommencez depuis vos espaces de travail.',
  },
  'admins-only': {
    title: 'Réservé aux admins',
    message:
      'Vous êtes membre de cet espace de travail. Ses propriétaires et admins peuvent modifier ses paramètres, ou vous donner le rôle d’admin.',
  },
  'other-way': {
    title: 'Cet espace de travail demande un autre mode de connexion',
    message:
      'Ses paramètres ne sont ouverts qu’aux admins connectés par un mode autorisé. Connectez-vous ainsi, puis revenez.',
  },
  'ways-closed': {
    title: 'Vous vous êtes connecté(e) autrement',
    message:
      'L’un de vos espaces de travail n’accepte pas le mode de connexion que vous avez utilisé. Pour en associer un autre, connectez-vous d’abord par un mode que cet espace accepte, ou contactez l’assistance de la plateforme.',
  },
  framed: {
    title: 'Pas dans un cadre',
    message: 'La connexion ne fonctionne que dans sa propre page. Ouvrez l’adresse dans un onglet.',
  },
  'unknown-host': {
    title: 'Aucun espace de travail n’a cette adresse',
    message: 'Demandez à la personne qui vous a donné le lien, ou partez de vos espaces de travail.',
  },
}

export const gate: Words['gate'] = {
  nothingHere: 'Il n’y a rien ici',
  reserved:
    'Les adresses qui commencent par /.sallyport/ appartiennent à l’entrée, et celle-ci n’en fait pas partie.',
  toFrontPage: 'Aller à la page d’accueil',
  closedWay: 'Cet accès n’est plus ouvert',
  closedWayMeans:
    'Il sert une seule fois, pendant une minute, dans le navigateur où il a été ouvert, et ce navigateur doit accepter les cookies. Une étape suffit pour entrer à nouveau.',
  enter: (workspace) => `Entrer dans ${workspace}`,
  framed: 'Cette partie ne peut pas être affichée',
  framedMeans: (workspace) =>
    `Vous devez peut-être vous reconnecter. Ce n’est pas possible dans un cadre. Ouvrez ${workspace} dans toute la fenêtre.`,
  signOutFramed: 'La déconnexion ne fonctionne que dans toute la fenêtre.',
  open: (workspace) => `Ouvrir ${workspace}`,
  originTimeout: (workspace) => `${workspace} met trop de temps à répondre`,
  originUnreachable: (workspace) => `${workspace} est injoignable`,
  originFailed:
    'Vous êtes connecté(e), et l’entrée fonctionne. Le service situé derrière ne répond pas. Réessayez dans un moment.',
  connectionLost: 'La connexion a été perdue',
  connectionLostMeans: (workspace) =>
    `Elle s’est fermée avant la réponse de ${workspace}. Ce que vous avez envoyé n’est peut-être pas enregistré. Vérifiez-le avant de l’envoyer à nouveau.`,
}

export const trouble: Words['trouble'] = {
  incident: ({ number }) =>
    say`Si cela persiste, communiquez ce numéro d’incident à l’équipe qui gère la plateforme : ${number}.`,
  not_configured: {
    title: 'Sallyport n’est pas configuré',
    message:
      'Quelque chose manque dans sa configuration ou y est inutilisable. Son journal nomme la variable.',
  },
  not_migrated: {
    title: 'La base de données n’est pas migrée',
    message:
      'Sallyport est installé, mais ses tables manquent ou sont anciennes. L’équipe qui le gère doit appliquer les migrations.',
  },
  unknown_master_key: {
    title: 'Sallyport ne peut pas ouvrir ses clés',
    message:
      'MASTER_KEY n’est pas celle avec laquelle ses clés ont été scellées. L’équipe qui le gère doit remettre la bonne.',
  },
  missing_key: {
    title: 'Sallyport a perdu une clé',
    message:
      'Ce qu’il conserve de vous est scellé avec une clé que sa base de données n’a plus. L’équipe qui le gère trouvera son nom dans le journal.',
  },
  store_unavailable: {
    title: 'Sallyport ne peut pas joindre sa base de données',
    message:
      'Personne n’entre tant qu’elle ne peut pas être interrogée. Rien ne garantit que ce que vous avez envoyé soit enregistré. Réessayez dans une minute.',
  },
  internal_error: {
    title: 'Quelque chose s’est mal passé ici',
    message:
      'C’est une erreur de Sallyport. Elle n’a laissé entrer personne. Réessayez ; si cela persiste, signalez l’incident.',
  },
}
