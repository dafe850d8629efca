import { clockView } from './clock'
import { button, el, type Child } from './dom'
import { type LinkTo } from './json'
import { sectionOf, type Model } from './model'
import { routeTo } from './route'
import { sections, type Section } from './sections'

/** The whole page below its heading. Made anew at each change and morphed into place. */
export function view(model: Model): HTMLElement {
  const children = [problem('refused', model.refused), problem('unreachable', model.unreachable), ...content(model)]
  const busy = model.worlds === null && model.unreachable === null
  return el('main', { id: 'world', class: 'world', 'aria-busy': String(busy) }, ...children)
}

function problem(name: string, message: string | null): Child {
  if (message === null) return null
  const dismiss = name === 'refused' && button('Dismiss', 'dismiss')
  return el('div', { class: 'problem', role: 'alert', 'data-key': name }, el('p', {}, message), dismiss)
}

function content(model: Model): Child[] {
  const { worlds, world, summary, unreachable } = model
  if (worlds?.length === 0) return [noWorld()]
  if (!world || !summary) return [unreachable === null && el('p', { class: 'empty' }, 'Reading the world…')]
  const linkTo: LinkTo = (id) => {
    const section = sectionOf(id)
    return section && routeTo(summary.suffix, section, id)
  }
  const all = sections(model)
  const current = all.find(({ name }) => name === model.section) ?? all[0]
  return [
    el('div', { class: 'top', 'data-key': 'top' }, accountView(model), clockView(world, linkTo)),
    el(
      'div',
      { class: 'columns', 'data-key': 'columns' },
      navigation(all, current, summary.suffix),
      current && page(model, current, linkTo),
    ),
  ]
}

function noWorld(): HTMLElement {
  const command = `curl ${location.origin}/v1/customers -u sk_test_demo: -d email=sam@example.com`
  return el(
    'div',
    { class: 'panel first' },
    el('h2', {}, 'No world yet'),
    el('p', {}, 'A world opens with the first request made with a secret test key, whichever you like. Try:'),
    el('p', { class: 'copyable' }, el('code', {}, command), button('Copy', `copy:${command}`)),
  )
}

function accountView({ world, summary }: Model): Child {
  if (!world || !summary) return null
  const { account, keys } = world
  const name = account.business_profile?.name ?? account.settings?.dashboard.display_name ?? 'Account'
  return el(
    'section',
    { class: 'account', 'aria-labelledby': 'account-title' },
    el('h2', { id: 'account-title' }, name),
    el('p', { class: 'muted' }, el('span', { class: 'id' }, account.id), ` · ${account.country ?? 'no country'}`),
    el('dl', { class: 'keys' }, ...key('Secret', keys.secretKey), ...key('Publishable', keys.publishableKey)),
  )
}

function key(name: string, value: string): Child[] {
  const copy = button('Copy', `copy:${value}`, { 'aria-label': `Copy the ${name.toLowerCase()} key` })
  return [el('dt', {}, name), el('dd', {}, el('code', {}, value), copy)]
}

function navigation(all: Section[], current: Section | undefined, suffix: string): HTMLElement {
  const groups = [...new Set(all.map(({ group }) => group))]
  return el(
    'nav',
    { 'aria-label': 'Sections' },
    ...groups.map((group) =>
      el(
        'div',
        { 'data-key': group },
        el('h2', {}, group),
        el('ul', {}, ...all.filter((s) => s.group === group).map(item)),
      ),
    ),
  )
  function item({ name, title, group, count }: Section): HTMLElement {
    // On a phone what there is none of stands in the way of what there is.
    const none = group === 'Objects' && count === 0 ? 'none' : ''
    const here = name === current?.name && 'page'
    const amount = count !== undefined && el('span', { class: 'count' }, String(count))
    return el(
      'li',
      { 'data-key': name, class: none },
      el('a', { href: routeTo(suffix, name), 'aria-current': here }, title, amount),
    )
  }
}

/** The rows of a section that was just chosen are still on their way. */
function page({ read }: Model, section: Section, linkTo: LinkTo): HTMLElement {
  const here = read?.section === section.name
  return el(
    'section',
    { class: 'section', 'aria-labelledby': 'section-title', 'data-key': `section:${section.name}` },
    el('h2', { id: 'section-title', tabindex: '-1' }, section.title),
    ...(here ? section.view(linkTo) : [el('p', { class: 'empty' }, 'Reading…')]),
  )
}
