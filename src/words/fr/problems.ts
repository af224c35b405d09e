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
  'form-too-long': {
    title: 'Ce formulaire est trop long',
    message:
      'Pour votre sécurité, vous devez confirmer que c’est bien vous avant d’enregistrer. Ce formulaire est trop long pour être conservé jusque-là. Revenez en arrière, raccourcissez-le et envoyez-le de nouveau. Rien n’a été modifié.',
  },
  'too-many-changes': {
    title: 'Trop de modifications',
    message:
      'Vous avez modifié vos paramètres de connexion trop souvent en une heure. Rien n’a été modifié cette fois. Réessayez dans une heure.',
  },
  'too-many-assertions': {
    title: 'Trop de tentatives',
    message:
      'Vous avez utilisé une clé d’accès trop souvent en une heure. Réessayez dans une heure, ou choisissez un autre moyen.',
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
}
