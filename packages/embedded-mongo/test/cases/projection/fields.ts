import { projects, refused, table } from '../case.ts'

const DOC = { a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, { f: 3 }, 7, [{ f: 9 }]], h: [1, 2, 3, 4] }

export default table(
  'fields',
  projects(DOC, [
    ['nothing said shows all', {}, { _id: 0, ...DOC }],
    ['inclusion shows _id too', { a: 1 }, { _id: 0, a: 1 }],
    ['inclusion without _id', { a: true, _id: 0 }, { a: 1 }],
    ['any number but 0 includes', { a: -5 }, { _id: 0, a: 1 }],
    ['only _id', { _id: 1 }, { _id: 0 }],
    ['exclusion', { b: 0, e: 0, h: 0 }, { _id: 0, a: 1 }],
    ['exclusion of _id alone', { _id: 0 }, DOC],
    ['exclusion of _id with others', { _id: 0, b: 0, e: 0, h: 0 }, { a: 1 }],
    ['_id in an exclusion', { _id: 1, b: 0, e: false, h: 0 }, { _id: 0, a: 1 }],
    ['a path', { 'b.c': 1 }, { _id: 0, b: { c: 2 } }],
    ['the same nested', { b: { c: 1 } }, { _id: 0, b: { c: 2 } }],
    ['a path excluded', { 'b.c': 0, e: 0, h: 0 }, { _id: 0, a: 1, b: { d: 3 } }],
    [
      'through an array; what is no object goes',
      { 'e.f': 1 },
      { _id: 0, e: [{ f: 1 }, { f: 3 }, [{ f: 9 }]] },
    ],
    [
      'excluded through an array; what is no object stays',
      { 'e.f': 0, h: 0, b: 0, a: 0 },
      { _id: 0, e: [{ g: 2 }, {}, 7, [{}]] },
    ],
    ['a path below a scalar shows nothing', { 'a.x': 1 }, { _id: 0 }],
    ['a path below an object that lacks it', { 'b.x': 1 }, { _id: 0, b: {} }],
    ['what is missing', { missing: 1 }, { _id: 0 }],
    ['fields stay in the document’s order', { b: 1, a: 1 }, { _id: 0, a: 1, b: { c: 2, d: 3 } }],
    ['a position is a name', { 'h.0': 1 }, { _id: 0, h: [] }],
    ['a computed field comes last', { x: '$a', h: 1 }, { _id: 0, h: [1, 2, 3, 4], x: 1 }],
    ['a text is a constant', { x: 'text' }, { _id: 0, x: 'text' }],
    ['an expression', { x: { $add: ['$a', '$b.c'] } }, { _id: 0, x: 3 }],
    ['an expression below', { 'b.x': '$a', 'b.c': 1 }, { _id: 0, b: { c: 2, x: 1 } }],
    ['a number as an expression', { x: { $literal: 1 } }, { _id: 0, x: 1 }],
    ['a computed _id', { _id: '$a', h: 1 }, { h: [1, 2, 3, 4], _id: 1 }],
    ['an array of expressions', { x: ['$a', '$missing'] }, { _id: 0, x: [1, null] }],
    [
      'an exclusion in an inclusion',
      { a: 1, b: 0 },
      refused(31254, 'Cannot do exclusion on field b in inclusion projection'),
    ],
    [
      'an inclusion in an exclusion',
      { a: 0, b: 1 },
      refused(31253, 'Cannot do inclusion on field b in exclusion projection'),
    ],
    [
      'an expression in an exclusion',
      { a: 0, b: '$c' },
      refused(31252, 'Cannot use expression other than $meta in exclusion projection'),
    ],
    ['a path and one above it', { 'b.c': 1, b: 1 }, refused(31250, 'Path collision at b')],
    [
      'a path and one below it',
      { b: 1, 'b.c': 1 },
      refused(31249, 'Path collision at b.c remaining portion c'),
    ],
    [
      'an empty object',
      { a: {} },
      refused(51270, 'An empty sub-projection is not a valid value. Found empty object at path'),
    ],
    ['an empty name', { '': 1 }, refused(40352, 'FieldPath cannot be constructed with empty string')],
    ['a dot at the end', { 'a.': 1 }, refused(40353, "FieldPath must not end with a '.'.")],
    ['two dots', { 'a..b': 1 }, refused(15998, 'FieldPath field names may not be empty strings.')],
    [
      'a dollar',
      { $a: 1 },
      refused(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField."),
    ],
    ['an unknown operator', { a: { $foo: 1 } }, refused(31325, 'Unknown expression $foo')],
    [
      'a text score',
      { a: { $meta: 'textScore' } },
      refused(40218, 'query requires text score metadata, but it is not available'),
    ],
  ]),
)
