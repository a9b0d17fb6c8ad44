/* Run by mongosh (see compose.yaml). */
/* global rs, quit, sleep */
try {
  rs.status()
} catch (error) {
  // 94: this member belongs to no replica set yet.
  if (error.code !== 94) throw error
  rs.initiate({
    _id: 'academy',
    members: ['mongo-1', 'mongo-2', 'mongo-3'].map((name, _id) => ({ _id, host: `${name}:27017` })),
  })
}
while (!rs.status().members.some(({ stateStr }) => stateStr === 'PRIMARY')) sleep(500)
quit(0)
