import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Compte : ${email}`,
  addresses: ({ old: was, new: address }) => [`Ancienne adresse : ${was}`, `Nouvelle adresse : ${address}`],
  wayIn: (provider) => `Mode de connexion : ${provider}`,
  passkey: (name) => `Clé d’accès : ${name}`,
  when: (at) => `Quand : ${at}`,
  from: (ip, browser) => `Depuis : ${ip} (${browser})`,
  reported: (title) => `Signalé : ${title}`,
  expected: 'Si vous vous y attendiez, vous n’avez rien à faire.',
  notMe:
    'Le plus rapide est de le signaler ici, dans les dix jours. La modification sera annulée ou votre compte verrouillé :',
  security: 'Vérifiez la sécurité de votre compte :',
  requiredFrom: (workspace, demand, at) => `${workspace} exigera ${demand} à partir du ${at}`,
  requiredSince: (workspace, demand, at) => `${workspace} exige ${demand} depuis le ${at}`,
  factors: {
    'second-factor': 'l’authentification à deux facteurs',
    'phishing-resistant': 'une clé d’accès',
  },
  notEnabled:
    'Vous ne l’avez pas encore configurée. Vous resterez membre, mais à partir de ce moment, vous ne pourrez pas ouvrir l’espace de travail avant de l’avoir fait.',
  noPasskey:
    'Vous n’avez pas encore de clé d’accès. Vous resterez membre, mais à partir de ce moment, vous ne pourrez pas ouvrir l’espace de travail avant d’en avoir ajouté une.',
  howToPasskey: (link) =>
    `Une clé d’accès est une clé que votre téléphone, votre ordinateur ou une clé de sécurité garde pour vous. Vous la déverrouillez avec votre empreinte, votre visage ou un code PIN. Personne ne peut vous amener à la révéler. Ajoutez-en une ici :
${link}`,
  extended: (at) =>
    `Un administrateur vous a accordé plus de temps. Pour vous, cela s’applique à partir du ${at}.`,
  questions: (workspace, contact) =>
    `Des questions ? Contactez un administrateur de ${workspace} ou ${contact}.`,
  notEnabledYourself: 'Vous-même ne l’avez pas encore configurée :',
  noPasskeyYourself: 'Vous-même n’avez pas encore de clé d’accès :',
  policy: 'Voir la règle, et qui ne l’a pas encore configurée :',
  policyPasskey: 'Voir la règle, et qui n’a pas de clé d’accès :',
  tokenExpires: (workspace, at) => `Un jeton de service de ${workspace} expire le ${at}`,
  serviceToken: (name) => `Jeton de service : ${name}`,
  rotateToken:
    'Ensuite, les programmes qui l’utilisent ne pourront plus ouvrir l’espace de travail. Renouvelez-le pour obtenir une nouvelle valeur, ou supprimez-le si rien ne l’utilise :',
  moreTime: (workspace, at) => `${workspace} vous a accordé plus de temps, jusqu’au ${at}`,
  moreTimeOf: (workspace, at) => `Un membre de ${workspace} a plus de temps, jusqu’au ${at}`,
  reason: (reason) => `Raison : ${reason}`,
  reasonOnPage: 'La raison se trouve sur la page vers laquelle mène ce message.',
  grantedBy: (name) => `Accordé par : ${name}`,
  grantedByToken: 'Accordé par : un jeton d’API',
  seePolicies: 'Voir les règles de l’espace de travail :',
  links: {
    'password.forgotten': {
      subject: 'Choisissez un nouveau mot de passe',
      lead: 'Quelqu’un a demandé un nouveau mot de passe pour ce compte. Pour le choisir, ouvrez ce lien. Il fonctionne une seule fois, pendant 60 minutes :',
      ignore: 'Si ce n’était pas vous, ignorez ce message. Votre mot de passe ne change pas.',
    },
    'password.none': {
      subject: 'Vous n’avez pas de mot de passe ici',
      lead: 'Quelqu’un a demandé un nouveau mot de passe pour ce compte. Il n’en a pas, car vous vous connectez avec un autre service. Connectez-vous avec ce service :',
      ignore: 'Si ce n’était pas vous, ignorez ce message. Rien n’a été modifié.',
    },
    'recovery.link': {
      subject: 'Configurez un nouveau second facteur',
      lead: 'Pour configurer un nouveau second facteur, ouvrez ce lien dans le navigateur où vous vous connectez, et connectez-vous d’abord avec votre mot de passe ou votre fournisseur habituel. Il fonctionne une seule fois, pendant 60 minutes :',
      ignore: 'Vous ne l’avez pas demandé ? Arrêtez tout ici. Votre compte restera comme il est :',
    },
    'recovery.decide': {
      subject: 'Un membre attend votre décision : son second facteur est perdu',
      lead: 'Quelqu’un a demandé à récupérer ce compte d’un membre de votre espace de travail, car tous les seconds facteurs sont perdus. Deux propriétaires ou administrateurs doivent donner leur accord. Assurez-vous d’abord qu’il s’agit bien de cette personne, par exemple en l’appelant. Décidez ensuite ici :',
      ignore: 'Si d’autres ont déjà décidé, vous n’avez rien à faire.',
    },
    'recovery.waiting': {
      subject: 'Une récupération de votre compte est en attente',
      lead: 'Quelqu’un a demandé à remplacer le second facteur de ce compte sans l’avoir. 72 heures après la demande, nous enverrons un lien pour cela. Ce n’était pas vous ? Arrêtez-la ici :',
      ignore: 'Si c’était vous, vous n’avez rien à faire.',
    },
    'address.confirm': {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      lead: 'Quelqu’un a demandé à utiliser cette adresse pour son compte. Si c’était vous, ouvrez ce lien dans un navigateur où vous êtes connecté, et confirmez. Il fonctionne une seule fois, pendant 24 heures :',
      ignore: 'Si ce n’était pas vous, ignorez ce message. Sans le lien, rien ne change.',
    },
  },
  addressTaken: {
    subject: 'Vous avez déjà un compte avec cette adresse',
    lead: 'Quelqu’un a demandé à utiliser cette adresse pour un autre compte. Elle appartient à votre compte, donc rien n’a changé. Si c’était vous, connectez-vous avec cette adresse :',
    ignore: 'Si ce n’était pas vous, ignorez ce message. Votre compte ne change pas.',
  },
  invitation: {
    subject: (workspace) => `Vous êtes invité à rejoindre ${workspace}`,
    role: (role) => `Rôle : ${role}`,
    invitedBy: (inviter) => `Invitation de : ${inviter}`,
    until: (at) => `Valable jusqu’au : ${at}`,
    lead: 'Pour accepter, ouvrez ce lien. Vous ne devenez membre que lorsque vous y appuyez sur le bouton :',
    ignore: 'Si vous ne connaissez pas cet espace de travail, ignorez ce message. Il ne se passera rien.',
  },
  stopRecovery: 'Ce lien l’arrête, sans se connecter :',
  keepToYourself: 'Nous ne vous demanderons jamais ce lien. Ne transférez ce message à personne.',
  beware:
    'Nous ne vous demandons jamais de répondre avec un mot de passe ou un code. Avant d’en saisir un, vérifiez l’adresse de la page.',
}
