import { location } from './errors.ts'

/**
 * What of MongoDB 7.0's query and aggregation language this server does. `command`: the aggregate command does it, not a
 * pipeline by itself. Everything else is refused with the code given, so nothing is ever ignored silently. A test runs every row.
 */
export type Support = 'implemented' | 'command' | { refused: number; because: string }
export type Family = 'query' | 'projection' | 'update' | 'stage' | 'expression' | 'accumulator' | 'window'

const NOT_IMPLEMENTED = 238
const NO_SCRIPTS = { refused: 2, because: 'server-side JavaScript is not available on this server' } as const
const NO_GEO = {
  refused: 291,
  because: 'unable to find index for $geoNear query: this server has no geospatial indexes',
} as const
const NO_GEO_OPERATOR = {
  refused: 2,
  because: 'geospatial operators are not supported by this server',
} as const
const NO_TEXT_SCORE = {
  refused: 40218,
  because: 'query requires text score metadata, but it is not available',
} as const
const NO_SEARCH = { refused: 31082, because: 'search stages are only available on MongoDB Atlas' } as const

function missing(name: string): Support {
  return { refused: NOT_IMPLEMENTED, because: `${name} is not supported by this server` }
}

function table(implemented: string, others: Record<string, Support>): Record<string, Support> {
  return {
    ...Object.fromEntries(implemented.split(' ').map((name) => [name, 'implemented' as const])),
    ...others,
  }
}

/** Every operator of MongoDB 7.0 by family. */
export const SUPPORTED: Record<Family, Record<string, Support>> = {
  query: table(
    '$eq $ne $gt $gte $lt $lte $in $nin $and $or $nor $not $exists $type $all $elemMatch $size $regex $options $mod $expr $jsonSchema $comment $bitsAllSet $bitsAllClear $bitsAnySet $bitsAnyClear $sampleRate $alwaysTrue $alwaysFalse',
    {
      $where: NO_SCRIPTS,
      $near: NO_GEO,
      $nearSphere: NO_GEO,
      $geoWithin: NO_GEO_OPERATOR,
      $geoIntersects: NO_GEO_OPERATOR,
      $within: NO_GEO_OPERATOR,
      $text: { refused: 27, because: 'text index required for $text query' },
    },
  ),
  projection: table('$slice $elemMatch $', { $meta: NO_TEXT_SCORE }),
  update: table(
    '$set $unset $inc $mul $min $max $rename $setOnInsert $currentDate $bit $push $addToSet $pull $pullAll $pop $each $slice $sort $position $ $[] $[identifier]',
    {},
  ),
  stage: table(
    '$addFields $bucket $bucketAuto $count $densify $documents $facet $fill $graphLookup $group $limit $lookup $match $project $redact $replaceRoot $replaceWith $sample $set $setWindowFields $skip $sort $sortByCount $unionWith $unset $unwind',
    {
      $changeStream: 'command',
      $collStats: 'command',
      $indexStats: 'command',
      $merge: 'command',
      $out: 'command',
      $changeStreamSplitLargeEvent: missing('$changeStreamSplitLargeEvent'),
      $currentOp: missing('$currentOp'),
      $geoNear: NO_GEO,
      $listLocalSessions: 'command',
      $listSampledQueries: missing('$listSampledQueries'),
      $listSessions: missing('$listSessions'),
      $listSearchIndexes: NO_SEARCH,
      $planCacheStats: missing('$planCacheStats'),
      $search: NO_SEARCH,
      $searchMeta: NO_SEARCH,
      $shardedDataDistribution: missing('$shardedDataDistribution'),
      $vectorSearch: NO_SEARCH,
    },
  ),
  expression: table(
    '$abs $acos $acosh $add $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh $atan $atan2 $atanh $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $ceil $cmp $concat $concatArrays $cond $const $convert $cos $cosh ' +
      '$dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek $dayOfYear $degreesToRadians $divide $eq $exp $filter $first $firstN $floor $getField $gt $gte $hour $ifNull $in ' +
      '$indexOfArray $indexOfBytes $indexOfCP $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN $let $literal $ln $log $log10 $lt $lte $ltrim $map $max $maxN $median $mergeObjects $millisecond $min $minN $minute $mod $month $multiply ' +
      '$ne $not $objectToArray $or $percentile $pow $radiansToDegrees $rand $range $reduce $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $second $setDifference $setEquals $setField $setIntersection $setIsSubset ' +
      '$setUnion $sin $sinh $size $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $subtract $sum $switch $tan $tanh $toBool $toDate $toDecimal $toDouble $toInt $toLong $toLower ' +
      '$toObjectId $toString $toUpper $trim $trunc $tsIncrement $tsSecond $type $unsetField $week $year $zip',
    {
      $function: NO_SCRIPTS,
      $meta: NO_TEXT_SCORE,
      $toHashedIndexKey: missing('$toHashedIndexKey'),
    },
  ),
  accumulator: table(
    '$addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN $median $mergeObjects $min $minN $percentile $push $stdDevPop $stdDevSamp $sum $top $topN',
    { $accumulator: NO_SCRIPTS },
  ),
  window: table(
    '$covariancePop $covarianceSamp $denseRank $derivative $documentNumber $expMovingAvg $integral $linearFill $locf $rank $shift',
    {},
  ),
}

/** Raises the refusal of an operator that MongoDB has and this server has not; silent for the rest. */
export function refuseOperator(family: Family, name: string): void {
  const support = Object.hasOwn(SUPPORTED[family], name) ? SUPPORTED[family][name] : undefined
  if (support === 'command') throw location(40602, `${name} is only valid as the first stage in a pipeline`)
  if (typeof support === 'object') throw location(support.refused, support.because)
}
