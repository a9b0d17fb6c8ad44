import { finds, refused, sorts, table } from '../case.ts'

const WORDS = [{ a: 'b' }, { a: 'A' }, { a: 'a' }, { a: 'á' }, { a: 'B' }, { a: 'Á' }, { a: 'ab' }]
const PRIMARY = { collation: { locale: 'en', strength: 1 } }
const SECONDARY = { collation: { locale: 'en', strength: 2 } }
const TERTIARY = { collation: { locale: 'en' } }

export default table(
  'collation',
  finds(WORDS, [
    ['without one every byte counts', { a: 'a' }, [2]],
    ['strength 1: letters only', { a: 'a' }, [1, 2, 3, 5], PRIMARY],
    ['strength 2: letters and accents', { a: 'a' }, [1, 2], SECONDARY],
    ['strength 2 with an accent', { a: 'Á' }, [3, 5], SECONDARY],
    ['strength 3 is the default', { a: 'a' }, [2], TERTIARY],
    ['ranges', { a: { $gt: 'A' } }, [0, 3, 4, 5, 6], SECONDARY],
    ['ranges of strength 1', { a: { $gt: 'A' } }, [0, 4, 6], PRIMARY],
    ['$ne', { a: { $ne: 'B' } }, [1, 2, 3, 5, 6], SECONDARY],
    ['not for a regex', { a: /^a/ }, [2, 6], SECONDARY],
    ['$expr', { $expr: { $eq: ['$a', 'B'] } }, [0, 4], SECONDARY],
    ['objects and arrays too', { $or: [{ a: { $in: ['B'] } }] }, [0, 4], SECONDARY],
    ['simple is none', { a: 'a' }, [2], { collation: { locale: 'simple' } }],
    [
      'no locale',
      {},
      refused(40414, "BSON field 'collation.locale' is missing but a required field"),
      { collation: { strength: 1 } },
    ],
    [
      'an unknown field',
      {},
      refused(40415, "BSON field 'collation.foo' is an unknown field."),
      { collation: { locale: 'en', foo: 1 } },
    ],
    ['a locale that is not offered', {}, refused(2, /locale/), { collation: { locale: 'xx' } }],
    ['strength 4 is not offered', {}, refused(2, /strength 4/), { collation: { locale: 'en', strength: 4 } }],
    [
      'numeric ordering is not offered',
      {},
      refused(2, /numericOrdering/),
      { collation: { locale: 'en', numericOrdering: true } },
    ],
  ]),
  finds(
    [
      { a: 'straße' },
      { a: 'STRASSE' },
      { a: 'Łódź' },
      { a: 'lodz' },
      { a: 'й' },
      { a: 'и' },
      { a: 'Ærø' },
      { a: 'aero' },
    ],
    [
      ['strength 1: ß is ss', { a: 'strasse' }, [0, 1], PRIMARY],
      ['strength 2: it is not', { a: 'strasse' }, [1], SECONDARY],
      ['strength 1: letters with strokes', { a: 'Lodz' }, [2, 3], PRIMARY],
      ['strength 1: ligatures', { a: 'aero' }, [6, 7], PRIMARY],
      ['й is a letter of its own', { a: 'И' }, [5], PRIMARY],
    ],
  ),
  sorts(WORDS, [
    ['without one by bytes', { a: 1, _id: 1 }, [1, 4, 2, 6, 0, 5, 3]],
    ['strength 1: equal letters stay in the next order', { a: 1, _id: 1 }, [1, 2, 3, 5, 6, 0, 4], PRIMARY],
    ['strength 2: then accents', { a: 1, _id: 1 }, [1, 2, 3, 5, 6, 0, 4], SECONDARY],
    ['strength 3: then lower case first', { a: 1, _id: 1 }, [2, 1, 3, 5, 6, 0, 4], TERTIARY],
    ['downwards', { a: -1, _id: 1 }, [0, 4, 6, 3, 5, 1, 2], SECONDARY],
  ]),
)
