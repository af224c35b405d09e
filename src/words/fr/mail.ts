import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Compte : ${email}`,
  wayIn: (provider) => `Mode de connexion : ${provider}`,
  passkey: (name) => `Clé d’accès : ${name}`,
  when: (at) => `Quand : ${at}`,
  from: (ip, browser) => `Depuis : ${ip} (${browser})`,
  expected: 'Si vous vous y attendiez, vous n’avez rien à faire.',
  security: 'Vérifiez la sécurité de votre compte :',
  requiredFrom: (workspace, at) =>
    `${workspace} exigera l’authentification à deux facteurs à partir du ${at}`,
  requiredSince: (workspace, at) => `${workspace} exige l’authentification à deux facteurs depuis le ${at}`,
  notEnabled:
    'Vous ne l’avez pas encore configurée. Vous resterez membre, mais à partir de ce moment, vous ne pourrez pas ouvrir l’espace de travail avant de l’avoir fait.',
  questions: (workspace, contact) =>
    `Des questions ? Contactez un administrateur de ${workspace} ou ${contact}.`,
  notEnabledYourself: 'Vous-même ne l’avez pas encore configurée :',
  policy: 'Voir la règle, et qui ne l’a pas encore configurée :',
  tokenExpires: (workspace, at) => `Un jeton de service de ${workspace} expire le ${at}`,
  serviceToken: (name) => `Jeton de service : ${name}`,
  rotateToken:
    'Ensuite, les programmes qui l’utilisent ne pourront plus ouvrir l’espace de travail. Renouvelez-le pour obtenir une nouvelle valeur, ou supprimez-le si rien ne l’utilise :',
  beware:
    'Les liens de nos messages ne vous connectent jamais et ne demandent jamais de code. Ne faites pas confiance à un lien qui le fait.',
}
