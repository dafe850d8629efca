import ts from 'typescript'
import type { Model, ObjectShape, Shape } from './model'

/**
 * Reads how the SDK types Stripe's objects out of its declarations, with the compiler itself.
 * @param declarations the SDK's main `.d.ts`
 * @throws Error when what should be found there is not: another SDK may be laid out differently
 */
export function readModel(declarations: string): Model {
  const program = ts.createProgram([declarations], { strict: true, lib: ['lib.es2022.d.ts'], types: [] })
  const checker = program.getTypeChecker()
  const reader = new Reader(checker)
  const byName: Model['byName'] = {}
  let error: number | undefined
  for (const symbol of declared(program)) {
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    if (symbol.name === 'StripeRawError') error = reader.place(type)
    if (!(symbol.flags & ts.SymbolFlags.Interface) || symbol.name === 'EventBase') continue
    const name = literalOf(checker, type, 'object')
    if (name === undefined || name === 'v2.core.event') continue
    byName[name] = [...(byName[name] ?? []), reader.place(type)]
  }
  if (error === undefined || !byName['payment_intent']) throw new Error(`${declarations} is not laid out as expected.`)
  return { objects: reader.finish(), byName, error }
}

/** Today's SDK has a module for each resource, older ones have them all in one namespace. */
function declared(program: ts.Program): ts.Symbol[] {
  const checker = program.getTypeChecker()
  const ambient = checker.getAmbientModules().find(({ name }) => name === '"stripe"')
  if (ambient) return namesIn(checker, ambient, 0)
  const files = program.getSourceFiles().filter(({ fileName }) => /\/resources\/|\/Types\.d\.ts$/.test(fileName))
  return files.flatMap((file) => {
    const resource = checker.getSymbolAtLocation(file)
    const names = resource ? checker.getExportsOfModule(resource) : []
    return names.filter((each) => each.declarations?.[0]?.getSourceFile() === file)
  })
}

/** `Stripe.Checkout.Session` is the deepest that objects are named. */
function namesIn(checker: ts.TypeChecker, space: ts.Symbol, depth: number): ts.Symbol[] {
  return checker.getExportsOfModule(space).flatMap((each) => {
    const inner = each.flags & ts.SymbolFlags.Namespace && depth < 3 ? namesIn(checker, each, depth + 1) : []
    return [each, ...inner]
  })
}

function literalOf(checker: ts.TypeChecker, type: ts.Type, name: string): string | undefined {
  const member = type.getProperty(name)
  const value = member && checker.getTypeOfSymbol(member)
  return value?.isStringLiteral() ? value.value : undefined
}

/** Gives each object type a place once, so that types may lead back to themselves. */
class Reader {
  private readonly checker: ts.TypeChecker
  private readonly places = new Map<ts.Type, number>()
  private readonly types: ts.Type[] = []

  constructor(checker: ts.TypeChecker) {
    this.checker = checker
  }

  place(type: ts.Type): number {
    const known = this.places.get(type)
    if (known !== undefined) return known
    this.places.set(type, this.types.length)
    return this.types.push(type) - 1
  }

  /** Reading one object finds others, so the list grows while it is gone through. */
  finish(): ObjectShape[] {
    const objects: ObjectShape[] = []
    for (let index = 0; index < this.types.length; index += 1)
      objects.push(this.objectShape(this.types[index] as ts.Type))
    return objects
  }

  private objectShape(type: ts.Type): ObjectShape {
    const members = type.getProperties().map((symbol) => {
      const shape = this.shapeOf(this.checker.getTypeOfSymbol(symbol))
      return [
        symbol.name,
        symbol.flags & ts.SymbolFlags.Optional ? { shape, optional: true as const } : { shape },
      ] as const
    })
    return { name: this.checker.typeToString(type), members: Object.fromEntries(members) }
  }

  private shapeOf(type: ts.Type): Shape {
    if (type.isUnion()) return either(type.types.map((each) => this.shapeOf(each)))
    if (type.isStringLiteral() || type.isNumberLiteral()) return { oneOf: [type.value] }
    return plainShape(type, this.checker) ?? this.compoundShape(type)
  }

  private compoundShape(type: ts.Type): Shape {
    // Made by the SDK of the text that arrives.
    if (/^Decimal/.test((type.aliasSymbol ?? type.symbol)?.name ?? '')) return 'string'
    // `OtherString` keeps unions of words open for what Stripe may add; we add nothing, so they are closed here.
    if (type.isIntersection()) return { oneOf: [] }
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference)
      return { listOf: item ? this.shapeOf(item) : 'anything' }
    }
    const values = type.getStringIndexType()
    if (values) return { mapOf: this.shapeOf(values) }
    return { object: this.place(type) }
  }
}

function plainShape(type: ts.Type, checker: ts.TypeChecker): Shape | undefined {
  const { flags } = type
  if (flags & ts.TypeFlags.String) return 'string'
  if (flags & ts.TypeFlags.Number) return 'number'
  if (flags & ts.TypeFlags.BooleanLiteral) return { oneOf: [checker.typeToString(type) === 'true'] }
  if (flags & ts.TypeFlags.Null) return 'null'
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'anything'
  // An optional member that is sent may still not be undefined, which JSON does not know.
  return flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never) ? { oneOf: [] } : undefined
}

/** One list of words, and no union within a union. */
function either(shapes: Shape[]): Shape {
  const words = shapes.flatMap((shape) => (typeof shape === 'object' && 'oneOf' in shape ? shape.oneOf : []))
  const others = shapes.filter((shape) => typeof shape !== 'object' || !('oneOf' in shape))
  const all = words.length > 0 ? [{ oneOf: words }, ...others] : others
  return all.length === 1 && all[0] !== undefined ? all[0] : { either: all }
}
