import type { AwsJson1_1Protocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import type { JsonCodec2 } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { DocumentType, Schema } from '@smithy/types';
import { MalformedAnswer } from '../../deadline.js';
import { jsonProtocols } from './packages.js';

/** Reads one value of an answer as the service's model says it is. @throws MalformedAnswer when it is something else */
type Read = (value: unknown) => unknown;

/**
 * The codec of the SDK's JSON protocols, which checks what it reads: an answer whose types are not those of the service's own
 * model is no answer, where the SDK hands on whatever came. What is read is worked out once for each shape, not for each of a
 * hundred thousand items: it takes a third of the SDK's time.
 */
function checkedCodec({ JsonCodec2, JsonShapeDeserializer2, NormalizedSchema }: JsonProtocols, jsonName: boolean): JsonCodec2 {
  class CheckedDeserializer extends JsonShapeDeserializer2 {
    /** By shape; a shape may hold itself. */
    readonly #reads = new Map<unknown, Read>();

    protected override _read(schema: Schema, value: unknown): unknown {
      return this.#of(schema)(value);
    }

    /** What an error says of itself: it tells why nothing was answered, in whatever types. */
    override readObject(schema: Schema, value: DocumentType): unknown {
      return super._read(schema, value);
    }

    #of(schema: Schema): Read {
      const made = this.#reads.get(schema);
      if (made) return made;
      const later: Read = (value) => read(value);
      this.#reads.set(schema, later);
      const read = this.#made(NormalizedSchema.of(schema));
      this.#reads.set(schema, read);
      return read;
    }

    #made(shape: NormalizedSchema): Read {
      if (shape.isStructSchema() && !shape.isUnionSchema()) return this.#structure(shape);
      if (shape.isListSchema()) return this.#list(shape);
      if (shape.isMapSchema()) return this.#map(shape);
      if (shape.isBooleanSchema()) return typed('boolean', shape);
      if (shape.isNumericSchema()) return typed('number', shape);
      if (shape.isStringSchema() && shape.getMergedTraits().mediaType === undefined) return typed('string', shape);
      return (value) => this.#bySdk(shape, value);
    }

    #structure(shape: NormalizedSchema): Read {
      const members = [...shape.structIterator()].map(([name, member]) => ({
        name,
        key: (jsonName && member.getMergedTraits().jsonName) || name,
        read: this.#of(member),
      }));
      return (value) => {
        const given = record(value, shape);
        const found: Record<string, unknown> = {};
        for (const { name, key, read } of members) {
          const member = given[key];
          if (member !== undefined && member !== null) found[name] = read(member);
        }
        return found;
      };
    }

    #list(shape: NormalizedSchema): Read {
      const read = this.#of(shape.getValueSchema());
      return (value) => {
        if (!Array.isArray(value)) throw malformed(shape, 'a list');
        return value.map(read);
      };
    }

    #map(shape: NormalizedSchema): Read {
      const read = this.#of(shape.getValueSchema());
      return (value) => Object.fromEntries(Object.entries(record(value, shape)).map(([key, item]) => [key, read(item)]));
    }

    /** Dates, bytes and documents; what it throws at a wrong one may quote the answer. */
    #bySdk(shape: NormalizedSchema, value: unknown): unknown {
      try {
        return super._read(shape, value);
      } catch {
        throw malformed(shape, 'what its type says');
      }
    }
  }

  return new (class extends JsonCodec2 {
    override createDeserializer(): CheckedDeserializer {
      const deserializer = new CheckedDeserializer(this.settings);
      if (this.serdeContext) deserializer.setSerdeContext(this.serdeContext);
      return deserializer;
    }
  })({ timestampFormat: { useTrait: true, default: SECONDS_SINCE_1970 }, jsonName });
}

/** The SDK's number for that format of a time. Source: @smithy/types, TimestampEpochSecondsSchema. */
const SECONDS_SINCE_1970 = 7;

/** The protocol of CloudWatch Logs, KMS and Resource Groups Tagging, its answers checked. */
export function checkedJson(): typeof AwsJson1_1Protocol {
  const protocols = jsonProtocols();
  return class extends protocols.AwsJson1_1Protocol {
    constructor(settings: ConstructorParameters<typeof AwsJson1_1Protocol>[0]) {
      super({ ...settings, jsonCodec: checkedCodec(protocols, false) });
    }
  };
}

/** The protocol of Bedrock and Account Management, its answers checked. */
export function checkedRestJson(): typeof AwsRestJsonProtocol {
  const protocols = jsonProtocols();
  return class extends protocols.AwsRestJsonProtocol {
    constructor(settings: ConstructorParameters<typeof AwsRestJsonProtocol>[0]) {
      super({ ...settings, jsonCodec: checkedCodec(protocols, true) });
    }
  };
}

type JsonProtocols = ReturnType<typeof jsonProtocols>;

const typed =
  (type: 'string' | 'number' | 'boolean', shape: NormalizedSchema): Read =>
  (value) => {
    if (typeof value !== type) throw malformed(shape, `a ${type}`);
    return value;
  };

function record(value: unknown, shape: NormalizedSchema): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(shape, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

/** Of a shape's name only: what stands there may be anything. The SDK adds its own advice to an error without `$metadata`. */
const malformed = (shape: NormalizedSchema, expected: string): MalformedAnswer =>
  Object.assign(new MalformedAnswer(`${shape.isMemberSchema() ? shape.getMemberName() : 'the answer'} is not ${expected}`), { $metadata: {} });
