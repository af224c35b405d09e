import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: 'Ir al contenido',
  mainNavigation: 'Navegación principal',
  workspaces: 'Espacios de trabajo',
  security: 'Seguridad',
  signedInAs: ({ email }) => say`Sesión iniciada como ${email}`,
  language: 'Idioma',
  notNow: 'Ahora no',
  pages: 'Páginas',
  back: 'Anterior',
  more: 'Siguiente',
  whyAsked: '¿Por qué se me pide esto?',
  operator: 'el equipo de soporte de su plataforma',
  supportAddress: ({ address }) => say`${address}`,
  password: 'Contraseña',
  roles: { owner: 'propietario', admin: 'administrador', member: 'miembro' },
  browser: 'Navegador desconocido',
  browserOn: (browser, system) => `${browser} en ${system}`,
  workspaceAt: ({ workspace, host }) => say`${workspace} (${host})`,
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'No se pudo copiar',
  yourTime: '(su hora local)',
  securedBy: ({ product }) => `Protegido por ${product}`,
  tooManyAttempts: ({ span }) => say`Demasiados intentos. Inténtelo de nuevo dentro de ${span}.`,
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
    access: 'Acceso',
    tokens: 'Tokens de API',
    audit: 'Registro de auditoría',
  },
  saved: 'Guardado. Se aplicará en todas partes en un minuto.',
  notSaved: 'Aún sin guardar. Revise el formulario y guárdelo.',
}
