import { BSONRegExp, BSONSymbol } from 'bson'
import { finds, refused, table } from '../case.ts'

export default table(
  '$regex',
  finds(
    [
      { a: 'abc' },
      { a: 'ABC' },
      { a: 'xabc' },
      { a: 'a\nc' },
      { a: 'x\nabc' },
      { a: ['q', 'abc'] },
      { a: 5 },
      {},
      { a: new BSONSymbol('abc') },
      { a: 'a b c' },
      { a: 'äbc' },
      { a: '😀c' },
    ],
    [
      ['anywhere in the text', { a: { $regex: 'abc' } }, [0, 2, 4, 5, 8]],
      ['at the beginning', { a: { $regex: '^abc' } }, [0, 5, 8]],
      ['i: any case', { a: { $regex: '^abc', $options: 'i' } }, [0, 1, 5, 8]],
      ['m: at the beginning of a line', { a: { $regex: '^abc', $options: 'm' } }, [0, 4, 5, 8]],
      ['s: the dot takes line ends', { a: { $regex: '^a.c$', $options: 's' } }, [0, 3, 5, 8]],
      [
        'x: white space and comments do not count',
        { a: { $regex: '^a b c # three', $options: 'x' } },
        [0, 5, 8],
      ],
      ['x inside a class counts', { a: { $regex: 'a[ ]b', $options: 'x' } }, [9]],
      ['an inline flag', { a: { $regex: '(?i)^ABC' } }, [0, 1, 5, 8]],
      ['inline flags for a group', { a: { $regex: '^(?i:A)bc' } }, [0, 5, 8]],
      ['a regex value', { a: new BSONRegExp('C$', 'i') }, [0, 1, 2, 3, 4, 5, 8, 9, 10, 11]],
      [
        'options beside a regex value',
        { a: { $regex: new BSONRegExp('^ABC'), $options: 'i' } },
        [0, 1, 5, 8],
      ],
      ['options before the regex', { a: { $options: 'i', $regex: '^ABC' } }, [0, 1, 5, 8]],
      ['beside other operators', { a: { $regex: 'abc', $ne: 'abc' } }, [2, 4]],
      ['the dot takes a whole character', { a: { $regex: '^.c$' } }, [11]],
      ['\\A and \\z', { a: { $regex: '\\Aabc\\z' } }, [0, 5, 8]],
      ['\\Z before a last line end', { a: { $regex: 'abc\\Z' } }, [0, 2, 4, 5, 8]],
      ['a character class by name', { a: { $regex: '^[[:upper:]]+$' } }, [1]],
      ['a quoted part', { a: { $regex: '\\Qa b\\E' } }, [9]],
      ['white space is ASCII', { a: { $regex: '^a\\sb\\sc$' } }, [9]],
      ['the end is also before a last line end', { a: { $regex: '^a$', $options: 'm' } }, [3]],
      ['a comment', { a: { $regex: '^a(?#the letter b)bc$' } }, [0, 5, 8]],
      ['\\x{…}', { a: { $regex: '^\\x{e4}' } }, [10]],
      ['a property', { a: { $regex: '^\\p{Lu}' } }, [1]],
      ['a name in PCRE’s form', { a: { $regex: '^(?P<l>a)b' } }, [0, 5, 8]],
      ['an empty pattern takes every text', { a: { $regex: '' } }, [0, 1, 2, 3, 4, 5, 8, 9, 10, 11]],
    ],
  ),
  finds(
    [{ a: 'a' }],
    [
      ['is no text', { a: { $regex: 5 } }, refused(2, '$regex has to be a string')],
      ['possessive quantifiers are not offered', { a: { $regex: 'a++' } }, refused(51091, /possessive/)],
      ['nor are atomic groups', { a: { $regex: '(?>a)' } }, refused(51091, /unsupported group/)],
      ['is not closed', { a: { $regex: '(' } }, refused(51091, /^Regular expression is invalid: /)],
      [
        'an unknown option',
        { a: { $regex: 'a', $options: 'g' } },
        refused(51108, ' invalid flag in regex options: g'),
      ],
      ['options are a text', { a: { $regex: 'a', $options: 1 } }, refused(2, '$options has to be a string')],
      ['options without a regex', { a: { $options: 'i' } }, refused(2, '$options needs a $regex')],
      [
        'options in both places',
        { a: { $regex: new BSONRegExp('a', 'm'), $options: 'i' } },
        refused(51075, 'options set in both $regex and $options'),
      ],
      [
        'a null byte',
        { a: { $regex: 'a\0b' } },
        refused(2, 'Regular expression cannot contain an embedded null byte'),
      ],
    ],
  ),
  finds(
    [{ a: `${'a'.repeat(40)}!` }, { a: 'aaa' }],
    [
      [
        'endless backtracking is stopped',
        { a: { $regex: '^(a+)+$' } },
        refused(51156, 'Error occurred while executing the regular expression in $regex. Result code: -47'),
      ],
      [
        'endless alternatives too',
        { a: { $regex: '^(a|a)*$' } },
        refused(51156, 'Error occurred while executing the regular expression in $regex. Result code: -47'),
      ],
      ['a harmless one is not', { a: { $regex: '^a+$' } }, [1]],
    ],
  ),
)
