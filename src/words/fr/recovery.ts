import { say } from '../sentence.ts'
import type { RecoveryWords } from '../words.ts'
import { write } from './write.ts'

export const recovery: RecoveryWords = {
  title: 'Configurer un nouveau second facteur',
  lead: 'Votre ancienne application d’authentification, vos clés d’accès et vos codes de récupération fonctionnent jusqu’à ce que vous ayez terminé ici. Ensuite, ils cessent de fonctionner et vos autres navigateurs sont déconnectés.',
  finish: 'Terminer',
  firstTitle: 'Connectez-vous d’abord',
  firstText:
    'Ce lien ne fonctionne qu’avec votre mot de passe ou votre façon habituelle de vous connecter. Connectez-vous, et vous reviendrez ici. Aucun code ne vous sera demandé.',
  deadTitle: 'Ce lien ne fonctionne pas',
  deadText:
    'Un lien fonctionne une seule fois, pendant 60 minutes, et un nouveau lien remplace le précédent. L’ouvrir n’a rien changé. Si vous avez encore besoin d’un lien, connectez-vous pour en recevoir un autre.',
  otherTitle: 'Connectez-vous autrement',
  otherText:
    'L’un de vos espaces de travail n’accepte pas cette façon de se connecter. Connectez-vous autrement, puis ouvrez le lien à nouveau.',
  stopTitle: 'Arrêter cette récupération ?',
  stopText: ({ at }) =>
    say`Quelqu’un a demandé le ${at} à remplacer le second facteur de ce compte. Si ce n’était pas vous, arrêtez-la. Votre second facteur restera comme il est.`,
  stop: 'Arrêter la récupération',
  stoppedTitle: 'La récupération a été arrêtée',
  stoppedText:
    'Votre second facteur n’a pas changé. Si vous n’avez pas demandé la récupération, quelqu’un connaît peut-être votre mot de passe. Changez-le sans attendre.',
  overTitle: 'Cette récupération est terminée',
  overText: ({ contact }) =>
    say`Elle a été arrêtée, achevée, ou a pris trop de temps. Si votre second facteur a été remplacé et que ce n’était pas vous, contactez ${contact} sans attendre.`,
  own: {
    title: 'Téléphone et codes perdus ?',
    admins:
      'Deux administrateurs de chacun de vos espaces de travail qui exigent l’authentification à deux facteurs doivent donner leur accord. Nous vous enverrons alors un lien pour configurer un nouveau second facteur.',
    operatorToo: ({ contact }) =>
      say`L’un de vos espaces de travail a trop peu d’administrateurs. L’accord de ${contact} est donc nécessaire aussi.`,
    steps:
      'Vous recevrez un message maintenant et à chaque étape. Rien ne change tant que vous n’avez pas configuré le nouveau second facteur.',
    ask: 'Demander à mes administrateurs',
    orWait:
      'Ou attendez 72 heures, sans rien demander à personne. Nous vous le rappellerons chaque jour par e-mail, puis nous vous enverrons le lien.',
    onlyWait:
      'Vous pouvez attendre 72 heures. Nous vous le rappellerons chaque jour par e-mail, puis nous vous enverrons le lien.',
    wait: 'Attendre 72 heures',
    readyOn: ({ at }) =>
      say`L’attente prend fin le ${at}. Nous vous enverrons alors le lien. D’ici là, vous recevrez un message chaque jour.`,
    onlyContact: ({ contact }) =>
      say`Demandez de l’aide à ${contact}. On vérifiera d’abord que c’est bien vous.`,
    alsoContact: ({ contact }) =>
      say`C’est urgent ? Vous pouvez aussi contacter ${contact}, qui vérifiera que c’est bien vous.`,
    back: 'J’ai retrouvé mon téléphone ou un code',
    waitingTitle: 'Votre récupération est en cours',
    waiting: ({ at }) =>
      say`Elle a été demandée le ${at}. Vos administrateurs doivent maintenant donner leur accord, et vous recevrez un message à chaque étape. Vous pouvez fermer cette page.`,
    agreed: ({ at }) => say`Nous vous avons envoyé un lien le ${at}. Il fonctionne pendant 60 minutes.`,
    again: 'M’envoyer un autre lien',
    sent: 'Nous vous avons envoyé un autre lien. Les précédents ne fonctionnent plus.',
    ends: ({ at }) => say`Si vous n’allez pas jusqu’au bout, la récupération prend fin le ${at}.`,
    tooMany: 'Cela a été demandé trop souvent. Réessayez demain.',
    noMore:
      'Nous ne pouvons pas envoyer d’autre lien pour l’instant. Attendez une minute et consultez les messages déjà reçus.',
  },
  admin: {
    title: 'Récupérer un compte',
    titleOf: ({ email }) => say`Récupérer le compte de ${email}`,
    lead: 'Pour un membre qui a perdu tous ses seconds facteurs. Deux propriétaires ou administrateurs de chaque espace de travail qui exige l’authentification à deux facteurs doivent donner leur accord. Le membre reçoit alors un lien par e-mail, qui nécessite aussi son mot de passe.',
    check: 'Assurez-vous d’abord qu’il s’agit bien de cette personne, par exemple en l’appelant.',
    newAddress: ({ at }) =>
      say`L’adresse e-mail de ce compte a été modifiée le ${at}. Quelqu’un d’autre a pu le faire. Appelez la personne à un numéro que vous connaissez déjà, et ne vous fiez pas à un e-mail envoyé de la nouvelle adresse.`,
    mailedPassword: ({ at }) =>
      say`Le mot de passe a été défini par un lien reçu par e-mail le ${at}. Toute personne qui lit cette messagerie peut le faire : ni un e-mail ni le mot de passe ne prouvent donc de qui il s’agit.`,
    reason: 'Motif',
    reasonHint: 'Comment avez-vous vérifié qu’il s’agit bien de cette personne ? Inscrit au journal d’audit.',
    ask: 'Demander la récupération et l’approuver',
    agree: 'Approuver',
    stop: 'Arrêter la récupération',
    stopLead: 'Ce n’est pas cette personne ? Arrêtez la récupération. Elle peut être demandée à nouveau.',
    askedElsewhere: ({ at }) => say`Demandée le ${at} par un administrateur d’un autre espace de travail.`,
    asked: ({ at, who }) => say`Demandée le ${at} par ${who}.`,
    approvals: 'Approuvée au nom de cet espace de travail',
    approval: ({ who, at, reason }) => say`${who}, le ${at} : ${reason}`,
    operatorToo: ({ contact }) =>
      say`Cet espace de travail a moins de deux administrateurs qui peuvent l’approuver. L’accord de ${contact} est donc nécessaire aussi.`,
    readyOn: ({ at }) =>
      say`Cette personne a choisi d’attendre. Elle recevra le lien le ${at}, si personne n’arrête la récupération. Avec l’accord de tous, elle le recevra plus tôt.`,
    elsewhere: 'L’accord d’autres espaces de travail de cette personne peut être nécessaire.',
    linked: ({ at }) => say`Un lien a été envoyé le ${at}.`,
    listTitle: 'Récupérations',
    open: 'Décider',
    openThis: (name) => `Décider pour ${name}`,
    lostDevice: 'A perdu son appareil',
    lostDeviceOf: (name) => `${name} a perdu son appareil`,
    back: 'Retour aux membres',
    stillHere: (count) =>
      write.plural(count, {
        one: 'Il manque l’accord d’un propriétaire ou administrateur de cet espace de travail.',
        other: `Il manque l’accord de ${count} propriétaires ou administrateurs de cet espace de travail.`,
      }),
    done: {
      asked: 'La récupération a été demandée, et vous l’avez approuvée.',
      agreed: 'Vous l’avez approuvée.',
      stopped: 'La récupération a été arrêtée.',
    },
    refusals: {
      'not-an-address': 'Saisissez une adresse e-mail valide.',
      'unusable-reason': 'Saisissez un motif de 1 à 500 caractères.',
      'not-a-member': 'Cette personne n’est plus membre.',
      'own-recovery':
        'Personne ne peut approuver sa propre récupération. Demandez à un autre propriétaire ou administrateur.',
      'no-mail': 'Aucun e-mail n’est configuré ici, donc aucun lien ne peut être envoyé.',
      'nothing-to-recover': 'Ce membre n’a aucun second facteur à récupérer.',
      'not-concerned':
        'Cet espace de travail n’exige de personne l’authentification à deux facteurs, il ne peut donc pas décider.',
      'never-entered':
        'Cette personne n’a pas encore ouvert cet espace de travail, ses administrateurs ne peuvent donc pas demander de récupération.',
      'recovery-open': 'Quelqu’un vient de demander cette récupération. Vous pouvez l’approuver ci-dessous.',
      'too-many-recoveries':
        'Dix récupérations ont été demandées en un jour dans cet espace de travail. Réessayez demain.',
      'already-approved': 'Vous l’avez déjà approuvée.',
      'too-late': 'Cette récupération est terminée, ou son lien a déjà été envoyé.',
      'too-new':
        'Vous pouvez décider si, avant la demande, vous êtes administrateur ici et avez un second facteur depuis sept jours. Demandez à un autre propriétaire ou administrateur.',
    },
  },
}
