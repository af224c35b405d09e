import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: 'Ir al contenido',
  mainNavigation: 'Navegación principal',
  workspaces: 'Espacios de trabajo',
  security: 'Seguridad',
  signOut: 'Cerrar sesión',
  signedInAs: ({ email }) => say`Sesión iniciada como ${email}`,
  language: 'Idioma',
  notNow: 'Ahora no',
  pages: 'Páginas',
  back: 'Atrás',
  more: 'Más',
  tryAgain: 'Intentarlo de nuevo',
  whyAsked: '¿Por qué se me pide?',
  yourWorkspaces: 'Sus espacios de trabajo',
  operator: 'el equipo que gestiona esta plataforma',
  password: 'Contraseña',
  roles: { owner: 'propietario', admin: 'admin', member: 'miembro' },
  browser: 'Un navegador',
  browserOn: (browser, system) => `${browser} en ${system}`,
  workspaceAt: ({ workspace, host }) => say`${workspace} (${host})`,
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'No se pudo copiar',
  yourTime: '(su hora local)',
  securedBy: ({ product }) => `Protegido por ${product}`,
  tooManyAttempts: ({ at, span }) =>
    say`Demasiados intentos. Inténtelo de nuevo a partir de esta hora: ${at} (espera: ${span}).`,
}

export const settings: Words['settings'] = {
  account: 'Ajustes de la cuenta',
  accountTabs: { security: 'Seguridad', sessions: 'Sesiones' },
  workspace: ({ workspace }) => say`Ajustes de ${workspace}`,
  workspaceSettings: 'Ajustes',
  workspaceTabs: {
    security: 'Seguridad',
    'sign-in': 'Inicio de sesión',
    appearance: 'Apariencia',
    members: 'Miembros',
    tokens: 'Tokens de API',
    audit: 'Registro',
  },
  saved: 'Guardado. Estará en vigor en todas partes en un minuto.',
  notSaved: 'Aún sin guardar: compruebe lo que dice el formulario y guárdelo.',
}
