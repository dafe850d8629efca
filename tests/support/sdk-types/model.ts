/** What a value may be, as Stripe's SDK types it. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'anything'
  | { oneOf: (string | number | boolean)[] }
  | { listOf: Shape }
  | { mapOf: Shape }
  /** An object by its place in `Model.objects`. */
  | { object: number }
  | { either: Shape[] }

/** `name` is for messages. */
export type ObjectShape = { name: string; members: { [name: string]: { shape: Shape; optional?: true } } }

/** `byName`: everything with this `object`, of which one fits: the object itself, a deleted one, an event for each type. */
export type Model = { objects: ObjectShape[]; byName: { [object: string]: number[] }; error: number }
