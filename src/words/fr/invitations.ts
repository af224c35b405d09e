import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `Quitter ${workspace}`,
    question: ({ workspace }) => say`Quitter ${workspace} ?`,
    holds: {
      'last-owner':
        'Vous êtes la seule personne propriétaire de cet espace de travail. Nommez d’abord un autre membre propriétaire.',
      'last-enrolled-owner':
        'Cet espace de travail exige l’authentification à deux facteurs, et aucun autre propriétaire ne l’a configurée. Nommez d’abord propriétaire un autre membre qui l’a configurée.',
    },
    consequence: ({ workspace }) =>
      say`Vous perdrez l’accès à ${workspace} dans quelques minutes. Vous gardez votre compte. Pour revenir, il faudra qu’un administrateur vous invite ou vous ajoute de nouveau.`,
    tokens: 'Les jetons d’API et de service que vous avez créés cesseront de fonctionner immédiatement.',
    toMembers: 'Voir les membres',
    submit: 'Quitter',
    stay: 'Rester',
  },
  invitation: {
    titleOf: (workspace) => `Rejoindre ${workspace}`,
    facts: { email: 'Pour', role: 'Rôle', inviter: 'Invitation de', until: 'Valable jusqu’au' },
    otherAccount: ({ email, other }) =>
      say`Cette invitation est pour ${email}. Vous êtes connecté en tant que ${other}.`,
    consequence: ({ workspace }) =>
      say`Vous pouvez quitter ${workspace} à tout moment. Ses administrateurs peuvent exiger des membres l’authentification à deux facteurs.`,
    accept: 'Accepter l’invitation',
    enrolFirst: ({ workspace }) =>
      say`${workspace} exige l’authentification à deux facteurs. Configurez-la d’abord. Vous reviendrez ensuite ici pour accepter.`,
    signInFirst: ({ email }) => say`Pour accepter, connectez-vous en tant que ${email}.`,
    signIn: 'Se connecter',
    makeAccount: ({ email }) =>
      say`Pour accepter, créez votre compte. Vous vous connecterez ensuite avec ${email} et ce mot de passe.`,
    name: 'Votre nom',
    unusableName: 'Saisissez votre nom : 100 caractères au plus, sur une ligne.',
    password: 'Mot de passe',
    passwordAgain: 'Confirmez le mot de passe',
    notRepeated: 'Les mots de passe ne correspondent pas. Saisissez-les de nouveau tous les deux.',
    makeAndJoin: 'Créer le compte et rejoindre',
    makeAndGoOn: 'Créer le compte',
    changed: 'Quelque chose a changé entre-temps. Vérifiez cette page, puis réessayez.',
    noWay: ({ contact }) =>
      say`Il vous faut d’abord un compte. Demandez à ${contact} d’en créer un pour cette adresse. Ouvrez ensuite ce lien de nouveau.`,
    acceptedTitle: 'Vous avez accepté cette invitation',
    endedTitle: 'Cette invitation n’est plus valable',
    expired: ({ workspace }) =>
      say`Elle a expiré. Demandez à un administrateur de ${workspace} de la renvoyer.`,
    over: 'Elle a été retirée, remplacée par un message plus récent ou déjà utilisée. Cherchez un message plus récent, ou demandez à la personne qui vous a invité.',
  },
  members: {
    invite: 'Inviter quelqu’un',
    explanation:
      'La personne reçoit un e-mail avec un lien et devient membre quand elle accepte. Elle n’a pas encore besoin d’un compte.',
    submit: 'Envoyer l’invitation',
    limits: ({ days, aDay, aWeek, open }) =>
      `Le lien est valable ${days} jours. Vous pouvez envoyer ${aDay} invitations par jour, et ${aWeek} par semaine à la même adresse. Au plus ${open} peuvent être ouvertes.`,
    noMail: ({ contact }) =>
      say`Cette plateforme n’envoie pas d’e-mails : vous ne pouvez donc inviter personne. Demandez à ${contact} de créer un compte. Ajoutez ensuite la personne ci-dessous.`,
    addWithout:
      'Vous pouvez ajouter sans invitation les personnes qui ont déjà un compte. Elles ne sont pas consultées.',
    title: 'Invitations en cours',
    none: 'Aucune invitation en cours.',
    states: { open: 'Personne invitée', expired: 'Expirée', accepted: 'Acceptée' },
    sent: ({ at, until }) => say`Envoyée le ${at}. Le lien est valable jusqu’au ${until}.`,
    expired: 'Le lien n’est plus valable. Renvoyez l’invitation, ou retirez-la.',
    resend: 'Renvoyer',
    resendThis: (email) => `Renvoyer à ${email}`,
    revoke: 'Retirer',
    revokeThis: (email) => `Retirer l’invitation de ${email}`,
    tooMany: ({ span }) => say`Trop d’invitations. Réessayez dans ${span}.`,
    refusals: {
      'changed-meanwhile':
        'Quelqu’un d’autre vient de modifier cette invitation. Vérifiez la liste, puis réessayez.',
      'not-found': 'Cette invitation n’existe plus.',
      'already-accepted': 'Cette invitation a déjà été acceptée.',
    },
    done: {
      sent: 'Invitation envoyée.',
      open: 'Cette adresse a déjà une invitation en cours. Rien n’a été envoyé.',
      resent: 'Renvoyée. Le lien du message précédent reste valable.',
      revoked: 'Retirée. Le lien n’est plus valable.',
    },
  },
}
