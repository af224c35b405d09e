// A row in a list of settings: its name, its state and purpose, and the action next to them.

import type { Child } from 'hono/jsx'
import { Unbroken } from '../frame/layout.tsx'

interface SettingRowProps {
  readonly title: string
  readonly badge?: Child
  readonly action?: Child
  readonly children?: Child
}

export function SettingRow({ title, badge, action, children }: SettingRowProps) {
  return (
    <li>
      <div>
        <h2>
          <span>
            <Unbroken text={title} />
          </span>{' '}
          {badge}
        </h2>
        {children}
      </div>
      {action ? <div class="action">{action}</div> : null}
    </li>
  )
}
