import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

type Look = { word: string; icon: LucideIcon; colours: string; ink: string }

/** What each tone looks like and is called: a colour never says anything alone. */
export const tones: Record<Tone, Look> = {
  info: { word: 'Note', icon: Info, colours: 'border-info-line bg-info-soft text-info-ink', ink: 'text-info-ink' },
  success: {
    word: 'Done',
    icon: CircleCheck,
    colours: 'border-success-line bg-success-soft text-success-ink',
    ink: 'text-success-ink',
  },
  warning: {
    word: 'Attention',
    icon: TriangleAlert,
    colours: 'border-warning-line bg-warning-soft text-warning-ink',
    ink: 'text-warning-ink',
  },
  danger: {
    word: 'Problem',
    icon: CircleAlert,
    colours: 'border-danger-line bg-danger-soft text-danger-ink',
    ink: 'text-danger-ink',
  },
}
