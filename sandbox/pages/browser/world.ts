import { nowOf } from './world/clock'
import { commands } from './world/commands'
import { utc } from './world/format'
import { morph } from './world/morph'
import { routeTo } from './world/route'
import { Session } from './world/session'
import { view } from './world/view'
import { pickerView } from './world/picker'

const REFRESH_MILLISECONDS = 2_000

const root = requireElement('world', HTMLElement)
const picker = requireElement('worlds', HTMLSelectElement)
const announcer = requireElement('announcer', HTMLElement)
const resetDialog = requireElement('reset', HTMLDialogElement)
const session = new Session(show)
const underWay = new Set<string>()

function show(): void {
  morph(root, view(session.model))
  morph(picker, pickerView(session.model))
  const { busy, summary } = session.model
  // Which option is chosen is not where they are morphed, but on the way: each that leaves its list chooses the next there.
  if (summary) picker.value = summary.suffix
  if (busy !== null) document.querySelector(`[data-action="${CSS.escape(busy)}"]`)?.setAttribute('aria-busy', 'true')
}

/** One listener for all buttons: what they do is written on them, and a refresh never has to attach anything. */
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return
  const control = event.target.closest<HTMLElement>('button[data-action]')
  if (control) return run(control.dataset.action ?? '')
  const row = event.target.closest<HTMLElement>('tbody tr:not(.detail)')
  // A click anywhere on a row opens it, except on a link or at the end of selecting text.
  if (row && !event.target.closest('a') && getSelection()?.isCollapsed) run(`toggle:${row.dataset.key}`)
})

document.addEventListener('change', ({ target }) => {
  if (target === picker) location.hash = routeTo(picker.value, session.model.section)
  else if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) chosen(target)
})

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.dataset.action) return
  event.preventDefault()
  // Every field of these forms is text.
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
  run(`${form.dataset.action}:${new URLSearchParams(fields)}`)
})

/** A radio button says by itself what it does; a field of a setting needs its value. */
function chosen(control: HTMLInputElement | HTMLSelectElement): void {
  const { action } = control.dataset
  if (action) run(action.startsWith('set:') ? `${action}=${control.value}` : action)
}

function run(action: string): void {
  if (action === 'ask-reset') return askReset()
  // A double click means it once.
  if (underWay.has(action)) return
  underWay.add(action)
  const [, name = '', value = ''] = /^([^:]*):?(.*)$/s.exec(action) ?? []
  void Promise.resolve(commands[name]?.(session, value)).then((announcement) => {
    underWay.delete(action)
    if (announcement) announcer.textContent = announcement
  })
}

/** Opens with nothing ticked, whatever was chosen the last time. */
function askReset(): void {
  resetDialog.querySelector('form')?.reset()
  resetDialog.showModal()
}

resetDialog.addEventListener('close', () => {
  const everything = resetDialog.querySelector<HTMLInputElement>('#everything')?.checked
  if (resetDialog.returnValue === 'reset') run(everything ? 'reset:everything' : 'reset')
  resetDialog.returnValue = ''
})

window.addEventListener('hashchange', () => {
  const { section } = session.model
  session.follow(location.hash)
  const moved = session.model.section !== section
  if (moved) document.getElementById('section-title')?.focus({ preventScroll: true })
  void session.refresh().then(() => {
    if (moved) goToSection()
    document.querySelector('tr.open')?.scrollIntoView({ block: 'nearest' })
  })
})

/** What was asked for has to be seen: on a phone the navigation fills the screen, on a desk it may be scrolled down. */
function goToSection(): void {
  const heading = document.getElementById('section-title')
  const top = heading?.getBoundingClientRect().top ?? 0
  if (top < 0 || top > innerHeight / 2) heading?.scrollIntoView()
}

setInterval(() => {
  if (document.visibilityState === 'visible') void session.refresh()
}, REFRESH_MILLISECONDS)
setInterval(() => {
  const now = document.getElementById('now')
  if (now && session.model.world) now.textContent = utc(nowOf(session.model.world.clock.offsetSeconds))
}, 1_000)
session.follow(location.hash)
void session.refresh()

function requireElement<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id)
  if (element instanceof type) return element
  throw new Error(`The page has no ${type.name} called ${id}.`)
}
