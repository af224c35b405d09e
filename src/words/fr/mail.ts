import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `Compte : ${email}`,
  wayIn: (provider) => `Mode de connexion : ${provider}`,
  when: (at) => `Quand : ${at}`,
  from: (ip, browser) => `Depuis : ${ip} (${browser})`,
  expected: 'Si vous êtes au courant, vous n’avez rien à faire.',
  security: 'Sécurité de votre compte :',
  requiredFrom: (workspace, at) => `${workspace} exige l’authentification à deux facteurs à partir du ${at}`,
  requiredSince: (workspace, at) => `${workspace} exige l’authentification à deux facteurs depuis le ${at}`,
  notEnabled:
    'Vous ne l’avez pas encore configurée. Vous restez membre, mais à partir de ce moment l’espace de travail vous est fermé tant que ce n’est pas fait.',
  questions: (workspace, contact) => `Des questions ? Contactez un admin de ${workspace} ou ${contact}.`,
  notEnabledYourself: 'Vous-même ne l’avez pas encore configurée :',
  policy: 'La règle, et qui manque encore :',
  beware:
    'Aucun lien de nos messages ne vous connecte ni ne demande de code : méfiez-vous de ceux qui le font.',
}
