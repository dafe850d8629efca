import type { Moment, WorldView } from '../../../view-types'
import { el, type Child } from './dom'
import { delivered } from './events'
import { badge, timeOf } from './format'
import type { LinkTo } from './json'
import type { StripeObject } from './model'
import { answered } from './requests'

/** What happened to the opened object: when it was made, each request that named or changed it, each event about it. */
export function timelineView(row: StripeObject, { open, clock }: WorldView, linkTo: LinkTo): Child[] {
  if (open?.id !== row.id) return []
  const moment = ({ key, at, what }: Line) =>
    el('li', { 'data-key': key }, timeOf(at, clock.now), el('span', { class: 'what' }, ...what))
  const made = row.created === undefined ? [] : [{ key: 'made', at: row.created, what: ['Made'] }]
  const lines = [...made, ...open.timeline.map((each) => lineOf(each, linkTo))]
  return [
    el('h3', {}, 'What happened to it'),
    el('ol', { class: 'timeline', 'data-key': `timeline:${row.id}` }, ...lines.map(moment)),
  ]
}

type Line = { key: string; at: number; what: Child[] }

function lineOf({ at, event, request }: Moment, linkTo: LinkTo): Line {
  if (event) {
    const { id, type } = event.event
    return { key: id, at, what: [el('a', { href: linkTo(id) }, type), delivered(event)] }
  }
  const { id, method, path, replayed } = request
  const link = el('a', { href: linkTo(id), class: 'id' }, `${method} ${path}`)
  return { key: id, at, what: [link, answered(request), replayed && badge('replayed')] }
}
