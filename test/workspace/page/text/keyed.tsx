import { Fragment, type ReactNode } from 'react'

/** Renders a list whose items have no identity but their place. */
export function keyed<T>(items: readonly T[], render: (item: T, index: number) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: see the sentence above
  return items.map((item, index) => <Fragment key={index}>{render(item, index)}</Fragment>)
}
