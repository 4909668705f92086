request_search.key BETWEEN (SELECT min(edge.key) FROM request AS edge WHERE edge.tenant = :tenant AND edge.{states})
                       AND (SELECT max(edge.key) FROM request AS edge WHERE edge.tenant = :tenant AND edge.{states})
