import mongoose, { type InferSchemaType, type Model, type Schema } from 'mongoose'
import { refuseUndefined } from './filter-guard'

/**
 * The model of that name, made on first use. Bundles of several routes evaluate a model's file more than once, in
 * production too, so one that is registered is taken as it is.
 */
export function defineModel<TSchema extends Schema>(
  name: string,
  build: () => TSchema,
): Model<InferSchemaType<TSchema>> {
  const registered = mongoose.models[name] as Model<InferSchemaType<TSchema>> | undefined
  if (registered !== undefined) return registered
  const schema = build()
  refuseUndefined(schema)
  return mongoose.model(name, schema) as unknown as Model<InferSchemaType<TSchema>>
}
