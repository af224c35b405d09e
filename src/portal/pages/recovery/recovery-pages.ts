// The answers about recoveries. They are one part of the bundle, which is loaded when it is first asked for.

export * as lost from './lost.tsx'
export * as recover from './recover.tsx'
export * as stop from './stop.tsx'
