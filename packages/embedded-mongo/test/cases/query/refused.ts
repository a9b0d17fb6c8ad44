import { finds, refused, table } from '../case.ts'

export default table(
  'not offered',
  finds(
    [{ a: 1 }],
    [
      ['$where', { $where: 'true' }, refused(2, /JavaScript/)],
      ['$text', { $text: { $search: 'x' } }, refused(27, 'text index required for $text query')],
      ['$near', { a: { $near: [0, 0] } }, refused(291, /unable to find index for \$geoNear query/)],
      ['$geoWithin', { a: { $geoWithin: { $center: [[0, 0], 1] } } }, refused(2, /geospatial/)],
    ],
  ),
)
